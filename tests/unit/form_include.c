/*
 * form_include.c - forms made of other forms
 */
#include <string.h>

#include "base/file.h"
#include "form/form.h"
#include "unit/form_of.h"
#include "unit/test.h"

#define PARTS "tests/forms/parts"

#define FORM(inner)                                                              \
	"<form id='whole' version='1' xml:lang='en'><title>W</title>" inner      \
	"<section id='s'><title>S</title><question id='q' type='yes-no'><text>Q" \
	"</text></question></section></form>"

static const struct form *
draft(struct arena *a, const char *text, struct diags *d)
{
	static struct form_folder parts = {PARTS};
	const struct form_finder finder = form_finder_in(&parts);

	diags_init(d, a);
	return form_draft(a, "whole.xml", text, strlen(text), &finder, d);
}

static const struct form *
good(struct arena *a, const char *text)
{
	struct diags d;
	const struct form *f = draft(a, text, &d);

	if (d.found.count)
		fail_msg("%s", d.found.at[0].text);
	return f;
}

TEST(form, included_questions_stand_where_the_include_stands)
{
	struct arena a = ARENA_NONE;
	const struct form *f = good(&a, FORM("<include form='sleep'/>"));

	assert_int_equal(f->section_count, 2);
	assert_string_equal(f->sections[0].id, "sleep_part");
	assert_ptr_equal(f->sections[0].included, &f->included[0]);
	assert_null(f->sections[1].included);
	assert_string_equal(f->items[2].id, "q");
	assert_string_equal(f->included[0].id, "sleep");
	assert_int_equal(f->included[0].version, 4);
	assert_string_equal(form_words(&f->included[0].notice, 0),
		"Nobody owns these two questions.");
	assert_string_equal(f->items[0].at.file, PARTS "/sleep.xml");
	assert_int_equal(f->scale_count, 1);
	assert_int_equal(f->safety_count, 1);
	assert_null(f->welcome.in[0]); /* its own first screen is not shown */
	arena_free(&a);
}

TEST(form, a_condition_on_an_include_closes_every_question_of_it)
{
	struct arena a = ARENA_NONE;
	const struct form *f = good(&a,
		"<form id='w' version='1' xml:lang='en'><title>W</title>"
		"<section id='s'><title>S</title><question id='q' type='yes-no'>"
		"<text>Q</text></question></section>"
		"<include form='sleep' show-if='q is yes'/></form>");

	assert_int_equal(form_item(f, "sleep_now")->show_if_count, 1);
	assert_int_equal(form_item(f, "sleep_nap")->show_if_count, 2);
	assert_string_equal(expr_text(form_item(f, "sleep_nap")->show_if[0]), "q is yes");
	arena_free(&a);
}

TEST(form, the_condition_of_an_include_uses_only_what_was_asked_before_it)
{
	struct arena a = ARENA_NONE;
	struct diags d;

	draft(&a, FORM("<include form='sleep' show-if='q is yes'/>"), &d);
	assert_int_equal(d.found.count, 1);
	assert_string_equal(d.found.at[0].id, "cond-later");
	arena_free(&a);
}

TEST(form, an_included_form_may_have_fewer_languages_and_says_which)
{
	struct arena a = ARENA_NONE;
	const struct form *f = good(&a,
		"<form id='w' version='1' xml:lang='es' languages='es "
		"fr'><title>W</title>"
		"<include form='sleep'/><translation xml:lang='fr'><t of='title'>F</t>"
		"</translation></form>");
	const struct item *it = form_item(f, "sleep_now");

	assert_true(f->included[0].has_lang[0]);
	assert_false(f->included[0].has_lang[1]);
	assert_string_equal(form_words(&it->text, 0), "¿Cómo duerme?");
	assert_string_equal(form_words(&it->text, 1), "¿Cómo duerme?");
	/* what it has no Spanish for stays in its own language */
	assert_string_equal(form_words(&f->scales[0].title, 0), "Sleep");
	/* yes and no follow the question's language */
	assert_string_equal(
		form_words(&form_item(f, "sleep_nap")->choices->at[0].label, 1), "Sí");
	arena_free(&a);
}

TEST(form, two_things_of_one_name_are_told_with_both_lines_and_files)
{
	struct arena a = ARENA_NONE;
	struct diags d;

	draft(&a,
		FORM("<include form='sleep'/><alert id='sleep_now' level='info' "
		     "if='q is yes'><text>T</text></alert>"),
		&d);
	assert_int_equal(d.found.count, 1);
	assert_string_equal(d.found.at[0].id, "id-twice");
	assert_string_equal(d.found.at[0].text,
		"\"sleep_now\" is already the name of a question on line 15 of " PARTS
		"/sleep.xml");
	assert_string_equal(d.found.at[0].at.file, "whole.xml");
	arena_free(&a);
}

TEST(form, a_name_that_is_borrowed_cannot_be_ones_own_too)
{
	struct arena a = ARENA_NONE;
	struct diags d;

	draft(&a, FORM("<uses form='energy'/><safety id='energy_score' omitted='yes'/>"),
		&d);
	assert_int_equal(d.found.count, 1);
	assert_string_equal(d.found.at[0].id, "id-twice");
	arena_free(&a);
}

TEST(form, a_form_that_is_used_lends_its_names_and_asks_nothing)
{
	struct arena a = ARENA_NONE;
	const struct form *f = good(&a,
		FORM("<uses form='energy'/><alert id='x' level='info' "
		     "if='energy_now is low or energy_score is at least 1 or "
		     "energy_harm'><text>T</text></alert>"));
	size_t count, index;
	const size_t *uses = expr_uses(f->alerts[0].when, &count);

	assert_int_equal(f->item_count, 1);
	assert_int_equal(f->scale_count + f->safety_count, 0);
	assert_int_equal(f->used_count, 3);
	assert_int_equal(count, 3);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(form_ref(f, uses[i], &index), FORM_REF_USED);
		assert_string_equal(form_ref_id(f, uses[i]), f->used[index].id);
	}
	arena_free(&a);
}

TEST(form, a_form_that_is_used_and_included_is_that_one)
{
	struct arena a = ARENA_NONE;
	const struct form *f = good(&a,
		FORM("<include form='sleep'/><uses form='sleep'/><alert id='x' "
		     "level='info' if='sleep_harm'><text>T</text></alert>"));
	size_t count, index;
	const size_t *uses = expr_uses(f->alerts[0].when, &count);

	assert_int_equal(f->used_count, 0);
	assert_int_equal(form_ref(f, uses[0], &index), FORM_REF_SAFETY);
	arena_free(&a);
}

TEST(form, a_mistake_in_an_included_file_is_told_in_that_file)
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct form_folder where = {test_folder()};
	const struct form_finder finder = form_finder_in(&where);
	static const char broken[] =
		"<form id='broken' version='1' xml:lang='en'>\n<title>B</title>\n"
		"<section id='x'>\n<title>X</title>\n<question id='y' type='text' "
		"show-if='z is yes'><text>Y</text></question></section></form>";
	static const char text[] = FORM("<include form='broken'/>");
	char *path = file_join(&a, where.path, "broken.xml");
	struct diags d;

	assert_int_equal(file_write(path, broken, sizeof(broken) - 1, true, &err), 0);
	diags_init(&d, &a);
	form_draft(&a, "whole.xml", text, sizeof(text) - 1, &finder, &d);
	assert_int_equal(d.found.count, 1);
	assert_string_equal(d.found.at[0].id, "cond-name");
	assert_string_equal(d.found.at[0].at.file, path);
	assert_int_equal(d.found.at[0].at.line, 5);
	assert_non_null(d.found.at[0].source);
	arena_free(&a);
}

TEST(form, a_text_without_other_forms_is_stored_byte_for_byte)
{
	struct arena a = ARENA_NONE;
	static const char text[] = FORM("<!-- kept -->");
	const struct form *f = good(&a, text);

	assert_int_equal(f->text_size, sizeof(text) - 1);
	assert_memory_equal(f->text, text, sizeof(text) - 1);
	arena_free(&a);
}

TEST(form, what_is_too_large_together_is_refused)
{
	struct arena a = ARENA_NONE;
	struct buf text = BUF_NONE;
	struct diags d;

	buf_str(&text, "<!--");
	while (text.len < XML_FILE_CAP - 600)
		buf_str(&text, "0123456789012345678901234567890123456789\n");
	buf_str(&text, "-->" FORM("<include form='sleep'/>"));
	assert_null(draft(&a, buf_text(&text), &d));
	assert_int_equal(d.found.count, 1);
	assert_string_equal(d.found.at[0].id, "include-large");
	buf_free(&text);
	arena_free(&a);
}

TEST(form, without_a_way_to_find_forms_nothing_is_included)
{
	struct arena a = ARENA_NONE;
	static const char text[] = FORM("<include form='sleep'/>");
	struct diags d;

	diags_init(&d, &a);
	assert_null(form_parse(&a, "whole.xml", text, sizeof(text) - 1, &d));
	assert_string_equal(d.found.at[0].id, "unknown-form");
	arena_free(&a);
}
