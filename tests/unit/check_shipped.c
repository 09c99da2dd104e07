/*
 * check_shipped.c - the shipped forms say what they must, word for word
 *
 * The tables beside tests/forms/ are the item table of the design, kept apart from the
 * forms so that a slip of the hand in one shows against the other.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer/answer.h"
#include "base/buf.h"
#include "base/file.h"
#include "check/check.h"
#include "score/score.h"
#include "unit/test.h"

#define INTAKE     "forms/numbness-intake.xml"
#define PHQ9       "forms/phq9.xml"
#define COLUMN_MAX 6
#define EN         0

/* One line of a table: columns between tabs, "" where the line has fewer. */
struct row {
	char *line;
	const char *at[COLUMN_MAX];
};

static struct arena arena = ARENA_NONE;

static void
release(void)
{
	arena_free(&arena);
}

/* A shipped form, or the test fails with what is wrong with it. */
static const struct form *
shipped(const char *path)
{
	const struct form *f = NULL;
	struct err err = ERR_NONE;
	struct diags d;

	if (!arena.first)
		atexit(release);
	diags_init(&d, &arena);
	if (check_load(&arena, path, &d, &f, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < d.found.count; i++)
		if (d.found.at[i].severity != DIAG_NOTE)
			print_error("%s:%d: %s\n", path, d.found.at[i].at.line,
				d.found.at[i].text);
	assert_int_equal(d.count[DIAG_ERROR], 0);
	assert_int_equal(d.count[DIAG_WARN], 0);
	assert_non_null(f);
	return f;
}

/* The next row of a table; false at its end.  Lines that begin with # are comments. */
static bool
next_row(FILE *in, struct row *ret)
{
	size_t room = 0, n = 0;
	char *line = NULL;

	do {
		if (getline(&line, &room, in) < 0) {
			free(line);
			return false;
		}
	} while (line[0] == '#');
	line[strcspn(line, "\n")] = '\0';
	ret->line = line;
	for (size_t i = 0; i < COLUMN_MAX; i++)
		ret->at[i] = "";
	for (char *p = line; p && n < COLUMN_MAX; n++) {
		char *tab = strchr(p, '\t');

		if (tab)
			*tab++ = '\0';
		ret->at[n] = p;
		p = tab;
	}
	return true;
}

/* Call look for each row; the number of rows. */
static size_t
each_row(const char *path, const struct form *f,
	void (*look)(const struct form *f, const struct row *r))
{
	FILE *in = fopen(path, "r");
	size_t count = 0;
	struct row r;

	if (!in)
		fail_msg("no table %s", path);
	while (next_row(in, &r)) {
		look(f, &r);
		free(r.line);
		count++;
	}
	fclose(in);
	return count;
}

static const struct item *
item_of(const struct form *f, const char *id)
{
	const struct item *it = form_item(f, id);

	if (!it)
		fail_msg("no question %s", id);
	return it;
}

/* ---- the intake ---- */

static void
item_says_its_row(const struct form *f, const struct row *r)
{
	const struct item *it = item_of(f, r->at[0]);
	size_t es = form_lang(f, "es");
	char said[2][512];

	for (size_t i = 0; i < 2; i++)
		snprintf(said[i], sizeof said[i], "%s%s%s", r->at[4 + i],
			r->at[4 + i][0] ? ". " : "", r->at[2 + i]);
	assert_string_equal(it->text.in[EN], said[0]);
	assert_non_null(it->text.in[es]);
	assert_string_equal(it->text.in[es], said[1]);
	assert_non_null(it->seed);
	assert_string_equal(it->seed, r->at[1]);
}

TEST(check, every_intake_item_says_its_row_of_the_item_table_in_both_languages)
{
	const struct form *f = shipped(INTAKE);

	/* ch2x is the one question that the table describes in a note. */
	assert_int_equal(each_row("tests/forms/items.tsv", f, item_says_its_row),
		f->item_count - 1);
}

/* The list of an item that uses answer set `id`, or the item's own. */
static const struct choice_list *
list_called(const struct form *f, const char *id)
{
	for (size_t i = 0; i < f->item_count; i++) {
		const struct choice_list *l = f->items[i].choices;

		if (!strcmp(f->items[i].id, id) || (l && l->id && !strcmp(l->id, id)))
			return l;
	}
	fail_msg("no list of answers %s", id);
	return NULL;
}

static void
answer_says_its_row(const struct form *f, const struct row *r)
{
	const struct choice_list *l = list_called(f, r->at[0]);
	int n = form_choice(l, r->at[1]);
	const struct choice *c;

	if (n < 0)
		fail_msg("no answer %s in %s", r->at[1], r->at[0]);
	c = &l->at[n];
	assert_string_equal(c->label.in[EN], r->at[3]);
	assert_string_equal(c->label.in[form_lang(f, "es")], r->at[4]);
	assert_int_equal(c->scored, strcmp(r->at[2], "-") != 0);
	if (c->scored)
		assert_true(c->score == atoi(r->at[2]));
}

TEST(check, every_intake_answer_says_its_row_with_its_score)
{
	assert_int_equal(
		each_row("tests/forms/answers.tsv", shipped(INTAKE), answer_says_its_row),
		37);
}

/* The texts that stand under a name: "welcome", "growing_up.before", "signs.stem". */
static const struct words *
words_called(const struct form *f, const char *name)
{
	const struct section *growing_up = form_section(f, "growing_up");
	const struct {
		const char *name;
		const struct words *words;
	} known[] = {
		{"welcome",           &f->welcome        },
		{"consent",           &f->consent        },
		{"closing",           &f->closing        },
		{"growing_up.before", &growing_up->before},
		{"growing_up.after",  &growing_up->after },
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (!strcmp(known[i].name, name))
			return known[i].words;
	for (size_t i = 0; i < f->item_count; i++) {
		const struct grid *g = f->items[i].grid;

		if (g && !strncmp(g->id, name, strlen(g->id)) &&
			!strcmp(name + strlen(g->id), ".stem"))
			return &g->stem;
	}
	fail_msg("no text %s", name);
	return NULL;
}

static void
text_contains_its_row(const struct form *f, const struct row *r)
{
	const struct words *w = words_called(f, r->at[0]);

	assert_non_null(strstr(w->in[EN], r->at[1]));
	assert_non_null(strstr(w->in[form_lang(f, "es")], r->at[2]));
}

TEST(check, welcome_consent_closing_and_stems_keep_the_words_of_the_table)
{
	assert_int_equal(
		each_row("tests/forms/texts.tsv", shipped(INTAKE), text_contains_its_row),
		13);
}

TEST(check, every_theme_of_the_source_article_is_carried_by_an_item)
{
	static const char *const codes[] = {"S-STM1", "S-STM2", "S-STM3", "S-STM4",
		"S-CH1", "S-CH2", "S-CH3", "S-CH4", "S-CH5", "S-DL1", "S-DL2", "S-DL3",
		"S-DL4", "S-DL5", "S-DL6", "S-DL7", "S-DL8", "S-FR", "S-FR1", "S-FR2",
		"S-FR3", "S-FR4", "S-AP1", "S-AP2", "S-AP3", "S-AP4", "S-AP5", "S-AP6",
		"S-TONE"};
	const struct form *f = shipped(INTAKE);

	for (size_t c = 0; c < sizeof codes / sizeof codes[0]; c++) {
		size_t n = strlen(codes[c]), found = 0;

		for (size_t i = 0; i < f->item_count; i++) {
			const char *seed = f->items[i].seed;

			assert_non_null(seed);
			found += !strncmp(seed, codes[c], n) &&
				(seed[n] == '\0' || seed[n] == ' ');
		}
		if (!found)
			fail_msg("no item carries %s", codes[c]);
	}
}

TEST(check, a_clinic_made_scale_has_no_band_cut_or_change_and_childhood_no_scale)
{
	const struct form *f = shipped(INTAKE);

	assert_int_equal(f->scale_count, 2);
	for (size_t i = 0; i < f->scale_count; i++) {
		const struct scale *s = &f->scales[i];

		assert_false(s->validated);
		assert_int_equal(s->method, SCALE_MEAN);
		assert_int_equal(s->band_count + s->cut_count + s->change_count, 0);
		for (size_t n = 0; n < s->item_count; n++)
			assert_string_not_equal(s->items[n]->section->id, "growing_up");
	}
	assert_int_equal(form_scale(f, "dl")->item_count, 8);
	assert_int_equal(form_scale(f, "dl")->may_miss, 2);
	assert_int_equal(form_scale(f, "imp")->item_count, 4);
	assert_int_equal(form_scale(f, "imp")->may_miss, 1);
}

TEST(check, does_not_apply_is_offered_by_dl6_and_imp3_and_counts_as_missing)
{
	const struct form *f = shipped(INTAKE);

	for (size_t i = 0; i < f->item_count; i++) {
		const struct item *it = &f->items[i];
		bool may = !strcmp(it->id, "dl6") || !strcmp(it->id, "imp3");
		const struct choice_list *l = it->choices;

		if (!l)
			continue;
		for (size_t n = 0; n < l->count; n++)
			assert_int_equal(l->at[n].missing, may && n == l->count - 1);
	}
}

TEST(check, no_telephone_number_stands_in_a_shipped_form)
{
	static const char *const paths[] = {INTAKE, PHQ9};

	for (size_t i = 0; i < 2; i++) {
		const struct form *f = shipped(paths[i]);

		assert_null(strstr(f->text, "988"));
		assert_null(strstr(f->text, "911"));
		assert_null(strstr(f->text, "741741"));
	}
}

TEST(check, every_question_of_the_shipped_forms_says_why_it_is_asked)
{
	static const char *const paths[] = {INTAKE, PHQ9};

	for (size_t p = 0; p < 2; p++) {
		const struct form *f = shipped(paths[p]);

		for (size_t i = 0; i < f->item_count; i++)
			for (size_t lang = 0; lang < f->lang_count; lang++)
				if (!f->items[i].why.in[lang])
					fail_msg("%s has no why in %s", f->items[i].id,
						f->langs[lang]);
	}
}

/* ---- the PHQ-9 ---- */

static void
phq9_item_says_its_row(const struct form *f, const struct row *r)
{
	const struct item *it = item_of(f, r->at[0]);

	assert_string_equal(it->loinc, r->at[1]);
	assert_string_equal(it->text.in[EN], r->at[2]);
}

TEST(check, the_phq9_has_its_own_words_and_no_others)
{
	static const char *const anchors[] = {"Not at all", "Several days",
		"More than half the days", "Nearly every day"};
	static const char *const codes[] = {
		"not_at_all", "several_days", "more_than_half", "nearly_every_day"};
	static const char *const difficulty[] = {"Not difficult at all",
		"Somewhat difficult", "Very difficult", "Extremely difficult"};
	const struct form *f = shipped(PHQ9);
	const struct choice_list *l = item_of(f, "phq9_difficulty")->choices;

	assert_int_equal(f->lang_count, 1);
	assert_int_equal(each_row("tests/forms/phq9.tsv", f, phq9_item_says_its_row),
		f->item_count);
	assert_string_equal(f->items[0].grid->stem.in[EN],
		"Over the last 2 weeks, how often have you been bothered by any of the "
		"following problems?");
	assert_string_equal(f->notice.in[EN],
		"Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke "
		"and colleagues, with an educational grant from Pfizer Inc. No "
		"permission "
		"required to reproduce, translate, display or distribute.");
	assert_int_equal(f->items[0].choices->count, 4);
	assert_int_equal(l->count, 4);
	assert_false(l->scored);
	for (size_t i = 0; i < 4; i++) {
		const struct choice *c = &f->items[0].choices->at[i];

		assert_string_equal(c->label.in[EN], anchors[i]);
		assert_string_equal(c->code, codes[i]);
		assert_true(c->score == (double)i);
		assert_string_equal(l->at[i].label.in[EN], difficulty[i]);
	}
}

TEST(check, the_phq9_is_scored_as_published)
{
	static const struct {
		double from, to;
		const char *label;
	} bands[] = {
		{0,  4,  "Minimal"          },
		{5,  9,  "Mild"             },
		{10, 14, "Moderate"         },
		{15, 19, "Moderately severe"},
		{20, 27, "Severe"           },
	};
	static const double changes[CHANGE_KIND_COUNT] = {6, 5, 5};
	const struct form *f = shipped(PHQ9);
	const struct scale *nine = form_scale(f, "phq9"), *two = form_scale(f, "phq2");

	assert_int_equal(nine->method, SCALE_SUM);
	assert_int_equal(nine->item_count, 9);
	assert_int_equal(nine->may_miss, 2);
	assert_int_equal(nine->band_count, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_true(nine->bands[i].from == bands[i].from);
		assert_true(nine->bands[i].to == bands[i].to);
		assert_string_equal(nine->bands[i].label.in[EN], bands[i].label);
	}
	assert_int_equal(nine->cut_count, 1);
	assert_true(nine->cuts[0].at == 10);
	assert_int_equal(nine->change_count, CHANGE_KIND_COUNT);
	for (size_t i = 0; i < nine->change_count; i++)
		assert_true(nine->changes[i].at == changes[nine->changes[i].kind]);
	assert_int_equal(two->item_count, 2);
	assert_int_equal(two->may_miss, 0);
	assert_int_equal(two->band_count, 0);
	assert_int_equal(two->cut_count, 2);
	assert_false(two->trend);
}

TEST(check, phq9_item_nine_is_a_safety_item_from_several_days_on)
{
	const struct form *f = shipped(PHQ9);

	assert_int_equal(f->safety_count, 1);
	assert_string_equal(f->safeties[0].id, "phq9_self_harm");
	assert_string_equal(f->safeties[0].item->id, "phq9_9");
	assert_string_equal(f->safeties[0].from->code, "several_days");
	assert_ptr_equal(item_of(f, "phq9_9")->safety, &f->safeties[0]);
}

/* ---- the answers of the demo ---- */

/* What a file of answers comes to. */
static const struct scores *
scores_of(const struct form *f, const char *path, struct answers **ret_got)
{
	struct buf bytes = BUF_NONE;
	struct answers_line *lines;
	struct err err = ERR_NONE;
	struct diags d;
	size_t count;

	diags_init(&d, &arena);
	if (file_read(path, XML_FILE_CAP, &bytes, &err))
		fail_msg("%s", err.text);
	lines = answers_file_parse(
		&arena, f, path, buf_text(&bytes), bytes.len, &d, &count);
	buf_free(&bytes);
	assert_int_equal(d.found.count, 0);
	*ret_got = answers_new(&arena, f);
	answers_apply(*ret_got, lines, count);
	score_settle(f, *ret_got);
	return score_all(&arena, f, *ret_got, NULL);
}

TEST(check, the_demo_intake_has_means_and_every_reason_a_client_can_give)
{
	const struct form *f = shipped(INTAKE);
	bool seen[MISSING_COUNT] = {false};
	struct answers *got;
	const struct scores *s =
		scores_of(f, "tests/interview/demo-numbness.answers", &got);

	assert_true(fabs(s->scales[form_scale(f, "dl")->index].value - 19 / 6.) < 0.001);
	assert_true(s->scales[form_scale(f, "imp")->index].value == 3);
	for (size_t i = 0; i < f->item_count; i++)
		seen[answers_value(got, &f->items[i]).missing] = true;
	assert_true(seen[MISSING_NO] && seen[MISSING_SKIPPED] &&
		seen[MISSING_DONT_KNOW] && seen[MISSING_DOES_NOT_APPLY] &&
		seen[MISSING_SECTION_SKIPPED]);
	assert_false(seen[MISSING_NOT_REACHED]);
}

TEST(check, the_full_intake_leaves_nothing_out)
{
	const struct form *f = shipped(INTAKE);
	struct answers *got;

	(void)scores_of(f, "tests/interview/full-numbness-en.answers", &got);
	for (size_t i = 0; i < f->item_count; i++)
		if (answers_value(got, &f->items[i]).missing != MISSING_NO)
			fail_msg("%s is not answered", f->items[i].id);
}

TEST(check, the_demo_phq9_is_moderate_and_flagged)
{
	const struct form *f = shipped(PHQ9);
	struct answers *got;
	const struct scores *s = scores_of(f, "tests/interview/demo-phq9.answers", &got);
	const struct score *nine = &s->scales[form_scale(f, "phq9")->index];

	assert_true(nine->value == 12);
	assert_string_equal(nine->band->label.in[EN], "Moderate");
	assert_int_equal(s->safeties[0].state, SAFETY_FLAG);
}
