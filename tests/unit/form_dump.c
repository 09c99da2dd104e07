/*
 * form_dump.c - tests/forms/ok: what a form became, held against the dump beside it
 *
 * The dump says every field once, so that nothing of a form is lost on the way in.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "form/form.h"
#include "unit/test.h"

#define FOLDER "tests/forms/ok"

/* A stored text has other lines than the file it came from. */
static bool no_lines;

static int
line_of(struct place at)
{
	return no_lines ? 0 : at.line;
}

static void
put_words(struct buf *b, const struct form *f, const char *name, const struct words *w)
{
	for (size_t i = 0; i < f->lang_count; i++)
		if (w->in[i])
			buf_printf(b, "\t%s.%s \"%s\"\n", name, f->langs[i], w->in[i]);
}

static void
put_number(struct buf *b, const char *name, double v)
{
	buf_printf(b, " %s ", name);
	num_put(b, v, 4);
}

static void
put_if(struct buf *b, bool on, const char *word)
{
	if (on)
		buf_printf(b, " %s", word);
}

static void
put_named(struct buf *b, const char *name, const char *value)
{
	if (value)
		buf_printf(b, " %s %s", name, value);
}

static void
put_choices(struct buf *b, const struct form *f, const struct choice_list *l)
{
	for (size_t i = 0; l && i < l->count; i++) {
		const struct choice *c = &l->at[i];

		buf_printf(b, "\t%d) %s", c->digit, c->code);
		if (c->scored)
			put_number(b, "score", c->score);
		put_if(b, c->missing, "missing");
		put_if(b, c->exclusive, "exclusive");
		for (size_t k = 0; k < f->lang_count; k++)
			buf_printf(b, " \"%s\"", c->label.in[k] ? c->label.in[k] : "");
		buf_char(b, '\n');
	}
}

static void
put_item(struct buf *b, const struct form *f, const struct item *it)
{
	static const char *const types[] = {
		"one", "many", "yes-no", "number", "text", "date"};
	static const char *const precisions[] = {"day", "month", "year"};

	buf_printf(b, "%d: item %zu %s %s in %s", line_of(it->at), it->number, it->id,
		types[it->type], it->section->id);
	put_named(b, "grid", it->grid ? it->grid->id : NULL);
	put_if(b, it->dont_know, "dont-know");
	if (it->has_min)
		put_number(b, "min", it->min);
	if (it->has_max)
		put_number(b, "max", it->max);
	if (it->type == ITEM_TEXT)
		put_number(b, "length", it->max_length);
	if (it->type == ITEM_DATE)
		put_named(b, "precision", precisions[it->precision]);
	put_named(b, "role", it->role);
	put_named(b, "seed", it->seed);
	put_named(b, "loinc", it->loinc);
	put_named(b, "safety", it->safety ? it->safety->id : NULL);
	buf_char(b, '\n');
	for (size_t i = 0; i < it->show_if_count; i++)
		buf_printf(b, "\tif %s\n", expr_text(it->show_if[i]));
	if (it->grid)
		put_words(b, f, "stem", &it->grid->stem);
	put_words(b, f, "text", &it->text);
	put_words(b, f, "help", &it->help);
	put_words(b, f, "why", &it->why);
	put_choices(b, f, it->choices);
}

static void
put_section(struct buf *b, const struct form *f, const struct section *s)
{
	buf_printf(b, "%d: section %zu %s items %zu+%zu", line_of(s->at), s->number,
		s->id, s->first_item, s->item_count);
	put_named(b, "of", s->included ? s->included->id : NULL);
	put_if(b, s->sensitive, "sensitive");
	put_if(b, s->dont_know, "dont-know");
	buf_char(b, '\n');
	put_words(b, f, "title", &s->title);
	put_words(b, f, "before", &s->before);
	put_words(b, f, "after", &s->after);
}

static void
put_scale_parts(struct buf *b, const struct form *f, const struct scale *s)
{
	static const char *const changes[] = {"reliable", "notable", "remission"};

	for (size_t i = 0; i < s->band_count; i++) {
		put_number(b, "\tband", s->bands[i].from);
		put_number(b, "to", s->bands[i].to);
		buf_char(b, '\n');
		put_words(b, f, "label", &s->bands[i].label);
	}
	for (size_t i = 0; i < s->cut_count; i++) {
		put_number(b, "\tcut", s->cuts[i].at);
		put_number(b, "to", s->cuts[i].to);
		buf_char(b, '\n');
		put_words(b, f, "meaning", &s->cuts[i].meaning);
	}
	for (size_t i = 0; i < s->change_count; i++) {
		buf_printf(b, "\tchange %s", changes[s->changes[i].kind]);
		put_number(b, "at", s->changes[i].at);
		buf_char(b, '\n');
		put_words(b, f, "source", &s->changes[i].source);
	}
}

static void
put_scale(struct buf *b, const struct form *f, const struct scale *s)
{
	static const char *const methods[] = {"sum", "mean", "count"};

	buf_printf(b, "%d: scale %s %s of", line_of(s->at), s->id, methods[s->method]);
	for (size_t i = 0; i < s->item_count; i++)
		buf_printf(b, " %s%s", s->reversed[i] ? "-" : "", s->items[i]->id);
	put_number(b, "from", s->lowest);
	put_number(b, "to", s->highest);
	put_number(b, "may-miss", s->may_miss);
	if (s->method == SCALE_COUNT)
		put_number(b, "count-at", s->count_at);
	put_if(b, s->partial, "partial");
	put_if(b, !s->validated, "not-validated");
	put_if(b, !s->show, "hidden");
	put_if(b, !s->trend, "no-trend");
	put_if(b, s->higher_better, "higher-better");
	put_named(b, "kind", s->kind);
	put_named(b, "loinc", s->loinc);
	buf_char(b, '\n');
	if (s->zero_if)
		buf_printf(b, "\tzero if %s\n", expr_text(s->zero_if));
	put_words(b, f, "title", &s->title);
	put_words(b, f, "source", &s->source);
	put_scale_parts(b, f, s);
}

static void
put_rules(struct buf *b, const struct form *f)
{
	static const char *const levels[] = {"info", "review", "urgent"};

	for (size_t i = 0; i < f->safety_count; i++) {
		const struct safety *s = &f->safeties[i];

		buf_printf(b, "%d: safety %s", line_of(s->at), s->id);
		put_named(b, "item", s->item ? s->item->id : "omitted");
		put_named(b, "from", s->from ? s->from->code : NULL);
		buf_char(b, '\n');
	}
	for (size_t i = 0; i < f->alert_count; i++) {
		const struct alert *al = &f->alerts[i];

		buf_printf(b, "%d: alert %s %s if %s", line_of(al->at), al->id,
			levels[al->level], expr_text(al->when));
		for (size_t k = 0; k < al->need_count; k++)
			put_named(b, "needs", form_ref_id(f, al->needs[k]));
		buf_char(b, '\n');
		put_words(b, f, "text", &al->text);
	}
}

static void
put_included(struct buf *b, const struct form *f)
{
	for (size_t i = 0; i < f->included_count; i++) {
		const struct included *in = &f->included[i];

		buf_printf(b, "%d: included %s version %d sections %zu+%zu",
			line_of(in->at), in->id, in->version, in->first_section,
			in->section_count);
		for (size_t k = 0; k < f->lang_count; k++)
			put_if(b, in->has_lang[k], f->langs[k]);
		buf_char(b, '\n');
		if (in->show_if)
			buf_printf(b, "\tif %s\n", expr_text(in->show_if));
		put_words(b, f, "title", &in->title);
		put_words(b, f, "source", &in->source);
		put_words(b, f, "notice", &in->notice);
	}
	for (size_t i = 0; i < f->used_count; i++)
		buf_printf(b, "used %s of %s%s\n", f->used[i].id, f->used[i].form,
			f->used[i].safety ? " safety" : "");
}

static void
put_approach(struct buf *b, const struct form *f, const struct approach *ap)
{
	buf_printf(b, "%d: approach %s", line_of(ap->at), ap->id);
	put_named(b, "preference", ap->preference ? ap->preference->id : NULL);
	for (size_t i = 0; ap->preference && i < ap->preference->choices->count; i++)
		if (ap->set_aside >> i & 1)
			put_named(b, "set-aside", ap->preference->choices->at[i].code);
	buf_char(b, '\n');
	put_words(b, f, "title", &ap->title);
}

static void
put_topic(struct buf *b, const struct form *f, const struct topic *t)
{
	buf_printf(b, "%d: topic %s if %s", line_of(t->at), t->id, expr_text(t->when));
	for (size_t i = 0; i < t->need_count; i++)
		put_named(b, "needs", form_ref_id(f, t->needs[i]));
	for (size_t i = 0; i < t->approach_count; i++)
		put_named(b, "by", t->approaches[i]->id);
	for (size_t i = 0; i < t->quote_count; i++)
		put_named(b, "quotes", t->quotes[i]->id);
	put_if(b, t->safety, "safety");
	buf_char(b, '\n');
	put_words(b, f, "title", &t->title);
	for (size_t i = 0; i < t->ask_count; i++)
		put_words(b, f, "ask", &t->asks[i]);
	put_words(b, f, "note", &t->note);
}

static void
put_topics(struct buf *b, const struct form *f)
{
	for (size_t i = 0; i < f->approach_count; i++)
		put_approach(b, f, &f->approaches[i]);
	if (f->topic_count)
		buf_printf(b, "topics at most %d\n", f->topic_max);
	put_words(b, f, "none", &f->topics_none);
	put_words(b, f, "too-few", &f->topics_too_few);
	for (size_t i = 0; i < f->topic_count; i++)
		put_topic(b, f, &f->topics[i]);
}

static void
put_form(struct buf *b, const struct form *f)
{
	buf_printf(b, "form %s version %d", f->id, f->version);
	for (size_t i = 0; i < f->lang_count; i++)
		put_named(b, "lang", f->langs[i]);
	buf_char(b, '\n');
	put_words(b, f, "title", &f->title);
	put_words(b, f, "source", &f->source);
	put_words(b, f, "notice", &f->notice);
	put_words(b, f, "welcome", &f->welcome);
	put_words(b, f, "consent", &f->consent);
	put_words(b, f, "pause", &f->pause);
	put_words(b, f, "closing", &f->closing);
	put_included(b, f);
	for (size_t i = 0; i < f->section_count; i++) {
		const struct section *s = &f->sections[i];

		put_section(b, f, s);
		for (size_t k = 0; k < s->item_count; k++)
			put_item(b, f, &f->items[s->first_item + k]);
	}
	for (size_t i = 0; i < f->scale_count; i++)
		put_scale(b, f, &f->scales[i]);
	put_rules(b, f);
	put_topics(b, f);
}

TEST(form, a_good_form_is_loaded_with_everything_that_stands_in_it)
{
	struct form_folder parts = {"tests/forms/parts"};
	const struct form_finder finder = form_finder_in(&parts);
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	char **names = NULL;
	size_t count = 0;

	assert_int_equal(file_list(&a, FOLDER, ".xml", &names, &count, &err), 0);
	assert_true(count >= 2);
	for (size_t i = 0; i < count; i++) {
		const char *path = file_join(&a, FOLDER, names[i]);
		struct buf dump = BUF_NONE, kept = BUF_NONE;
		const struct form *f = NULL;
		struct diags d;

		diags_init(&d, &a);
		assert_int_equal(form_load(&a, path, &finder, &d, &f, &err), 0);
		assert_non_null(f);
		put_form(&dump, f);
		/* DUMP=1 writes them anew, to be read before they are kept */
		if (getenv("DUMP"))
			assert_int_equal(file_write(arena_printf(&a, "%.*s.dump",
							    (int)strlen(path) - 4, path),
						 dump.data, dump.len, true, &err),
				0);
		assert_int_equal(file_read(arena_printf(&a, "%.*s.dump",
						   (int)strlen(path) - 4, path),
					 XML_FILE_CAP, &kept, &err),
			0);
		assert_string_equal(buf_text(&dump), buf_text(&kept));
		buf_free(&dump);
		buf_free(&kept);
	}
	arena_free(&a);
}

/* What a record keeps is enough to read it again, on a machine without the files. */
TEST(form, a_stored_text_becomes_the_same_form_without_the_files_it_included)
{
	struct form_folder parts = {"tests/forms/parts"};
	const struct form_finder finder = form_finder_in(&parts);
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	char **names = NULL;
	size_t count = 0, whole = 0;

	assert_int_equal(file_list(&a, FOLDER, ".xml", &names, &count, &err), 0);
	no_lines = true;
	for (size_t i = 0; i < count; i++) {
		struct buf first = BUF_NONE, second = BUF_NONE;
		const struct form *f = NULL, *again;
		struct diags d;

		diags_init(&d, &a);
		assert_int_equal(form_load(&a, file_join(&a, FOLDER, names[i]), &finder,
					 &d, &f, &err),
			0);
		assert_non_null(f);
		whole += f->included_count + f->used_count == 0;
		again = form_parse(&a, "stored", f->text, f->text_size, &d);
		assert_non_null(again);
		assert_int_equal(d.found.count, 0);
		assert_string_equal(again->digest, f->digest);
		put_form(&first, f);
		put_form(&second, again);
		assert_string_equal(buf_text(&first), buf_text(&second));
		buf_free(&first);
		buf_free(&second);
	}
	no_lines = false;
	assert_true(whole > 0 && whole < count);
	arena_free(&a);
}
