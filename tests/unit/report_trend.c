/* Change over time in the report: panels, last time's circle, last time's answer. */
#include <math.h>

#include "report/sample.h"
#include "report/trend_block.h"
#include "unit/sitting_of.h"

/* PHQ-9 answers whose scores are the digits given. */
static const char *
phq9(struct arena *a, const char *digits)
{
	struct buf b = BUF_NONE;
	const char *text;

	for (size_t i = 0; digits[i]; i++)
		buf_printf(&b, "phq9_%zu = %c\n", i + 1, digits[i]);
	text = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return text;
}

/* Earlier records in the book, then the report's own of that form and those answers. */
struct over_time {
	struct book book;
	struct sample s;
};

static void
today(struct over_time *o, const char *form, const char *answers, enum lang lang)
{
	struct sitting *all;

	assert_true(sample_whole(&o->s, form, "en", answers, lang));
	all = arena_array(&o->s.arena, o->book.all.count + 1, sizeof *all);
	all[0] = (struct sitting){o->s.in.record_id, o->s.in.form, o->s.in.record,
		o->s.in.answers, o->s.in.scores};
	for (size_t i = 0; i < o->book.all.count; i++)
		all[i + 1] = o->book.all.at[i];
	o->s.in.sittings = all;
	o->s.in.sitting_count = o->book.all.count + 1;
}

static void
over_time_free(struct over_time *o)
{
	arena_free(&o->book.arena);
	sample_free(&o->s);
}

/* A PHQ-9 on that day before the report's (4 May 2026). */
static void
before(struct over_time *o, const char *day, const char *digits)
{
	const struct form *form;

	form = form_of_file(&o->book.arena, "forms/phq9.xml");
	sit_as(&o->book, form, day, "en", "line", phq9(&o->book.arena, digits));
}

static const struct document *
composed(struct over_time *o)
{
	return report_compose(&o->s.arena, o->s.template, &o->s.in);
}

/* The n-th block of a kind, from 0. */
static const struct block *
block_of(const struct document *doc, enum block_kind kind, size_t n)
{
	for (size_t i = 0; i < doc->blocks.count; i++)
		if (doc->blocks.at[i].kind == kind && n-- == 0)
			return &doc->blocks.at[i];
	return NULL;
}

static const char *
whole_text(struct over_time *o)
{
	const struct pages *pages = sample_pages(&o->s);
	struct buf b = BUF_NONE;
	const char *all;

	for (size_t i = 0; i < pages->pages.count; i++)
		for (size_t k = 0; k < pages->pages.at[i].marks.all.count; k++)
			if (pages->pages.at[i].marks.all.at[k]->kind == MARK_TEXT)
				buf_printf(&b, "%s ",
					pages->pages.at[i].marks.all.at[k]->text);
	all = arena_strdup(&o->s.arena, buf_text(&b));
	buf_free(&b);
	return all;
}

static void
assert_says(struct over_time *o, const char *text)
{
	if (!strstr(whole_text(o), text))
		fail_msg("the report does not say: %s", text);
}

static void
assert_silent(struct over_time *o, const char *text)
{
	if (strstr(whole_text(o), text))
		fail_msg("the report says: %s", text);
}

TEST(report_trend, days_stand_in_proportion_and_every_point_has_its_number)
{
	struct over_time o = {0};
	const struct trend_block *b;

	before(&o, "2026-01-04", "332222210"); /* 17 */
	before(&o, "2026-02-03", "222111210"); /* 12; 30 of 120 days */
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "111111100"), LANG_EN); /* 7 */
	b = block_of(composed(&o), BLOCK_TREND, 0)->trend;
	assert_true(b->drawn && b->joined);
	assert_int_equal(b->point_count, 3);
	assert_true(b->points[0].along <= 0 && b->points[2].along >= 1);
	assert_true(fabs(b->points[1].along - 0.25) < 0.01);
	assert_string_equal(b->points[0].number, "17");
	assert_string_equal(b->points[1].number, "12");
	assert_string_equal(b->points[2].number, "7");
	assert_true(b->points[2].now && !b->points[1].now);
	assert_string_equal(b->alt,
		"PHQ-9, depressive symptoms, drawn over time. Scores: 17 (4 Jan 2026), "
		"12 (3 Feb 2026), 7 (4 May 2026).");
	assert_null(block_of(composed(&o), BLOCK_TREND, 1)); /* PHQ-2: trend="no" */
	over_time_free(&o);
}

/* Marks of the page that has the heading. */
static const struct marks *
trend_page(struct over_time *o, double *ret_y)
{
	const struct pages *pages = sample_pages(&o->s);

	for (size_t i = 0; i < pages->pages.count; i++)
		for (size_t k = 0; k < pages->pages.at[i].marks.all.count; k++) {
			const struct mark *m = pages->pages.at[i].marks.all.at[k];

			if (m->kind == MARK_TEXT &&
				strcmp(m->text, "Change over time") == 0) {
				*ret_y = m->y;
				return &pages->pages.at[i].marks;
			}
		}
	fail_msg("there is no change over time");
	return NULL;
}

/* Centre of the n-th mark of a kind below y. */
static const struct mark *
mark_below(const struct marks *m, double y, enum mark_kind kind, size_t n)
{
	for (size_t k = 0; k < m->all.count; k++)
		if (m->all.at[k]->kind == kind && m->all.at[k]->y > y && n-- == 0)
			return m->all.at[k];
	fail_msg("there is no such mark");
	return NULL;
}

TEST(report_trend, a_higher_score_stands_higher_and_the_cut_between_them_is_dashed)
{
	struct over_time o = {0};
	const struct mark *circle, *diamond;
	const struct marks *page;
	double y = 0, cut;
	int dashes = 0;

	before(&o, "2026-01-04", "332222210");                                  /* 17 */
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "111111100"), LANG_EN); /* 7 */
	page = trend_page(&o, &y);
	circle = mark_below(page, y, MARK_CIRCLE, 0);
	diamond = mark_below(page, y, MARK_SHAPE, 0);
	assert_true(circle->y < diamond->y && circle->x < diamond->x);
	/* 28 cells from -0.5 to 27.5; the line of 10 stands at 9.5 */
	cut = circle->y + (17 - 9.5) * (diamond->y - circle->y) / 10;
	for (size_t k = 0; k < page->all.count; k++) {
		const struct mark *m = page->all.at[k];

		dashes += m->kind == MARK_LINE && fabs(m->y - cut) < 0.01 &&
			fabs(m->h) < 0.01 && m->w <= 4;
	}
	assert_true(dashes > 20);
	assert_says(&o, "Line at 10. 10 or more: the usual screening threshold");
	over_time_free(&o);
}

TEST(report_trend, page_one_has_last_times_circle_and_the_change_beside_the_score)
{
	struct over_time o = {0};
	const struct score_row *row;

	before(&o, "2026-02-03", "222111210");                                  /* 12 */
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "111111100"), LANG_EN); /* 7 */
	row = block_of(composed(&o), BLOCK_SCORE, 0)->score;
	assert_true(row->has_before && row->before >= 12 && row->before <= 12);
	assert_string_equal(row->change, "–5 since 3 Feb 2026");
	assert_null(row->review);
	assert_non_null(strstr(row->alt, "today 7. Last time 12."));
	assert_says(&o, "Circle: last time.");
	/* PHQ-2 is not followed */
	row = block_of(composed(&o), BLOCK_SCORE, 1)->score;
	assert_false(row->has_before);
	assert_null(row->change);
	over_time_free(&o);
}

TEST(report_trend, a_reliable_increase_is_framed_on_page_one_and_in_its_panel)
{
	struct over_time o = {0};
	const struct document *doc;

	before(&o, "2026-02-03", "111111100");                                  /* 7 */
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "222222100"), LANG_EN); /* 13 */
	doc = composed(&o);
	assert_string_equal(block_of(doc, BLOCK_SCORE, 0)->score->review,
		"Reliable increase: review (at least 6 points).");
	assert_int_equal(
		block_of(doc, BLOCK_TREND, 0)->trend->lines[0].kind, TREND_LINE_REVIEW);
	assert_says(&o, "Reliable change, 6 points or more: NHS Talking Therapies");
	over_time_free(&o);
}

/* The entry of the review box that begins so; NULL: there is none. */
static const struct review_entry *
entry_of(const struct document *doc, const char *lead)
{
	const struct block *review = block_of(doc, BLOCK_REVIEW, 0);

	for (size_t i = 0; i < review->entry_count; i++)
		if (strncmp(review->entries[i].lead, lead, strlen(lead)) == 0)
			return &review->entries[i];
	return NULL;
}

/* GAD-7 answers whose scores are the digits given. */
static const char *
gad7(struct arena *a, const char *digits)
{
	struct buf b = BUF_NONE;
	const char *text;

	for (size_t i = 0; digits[i]; i++)
		buf_printf(&b, "gad7_%zu = %c\n", i + 1, digits[i]);
	text = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return text;
}

TEST(report_trend, a_rise_by_one_published_threshold_is_an_entry_of_the_review_box)
{
	struct over_time o = {0};
	const struct form *f = form_of_file(&o.book.arena, "forms/gad7.xml");
	const struct review_entry *e;

	sit(&o.book, f, "2026-02-03", gad7(&o.book.arena, "1110000"));        /* 3 */
	today(&o, "forms/gad7.xml", gad7(&o.book.arena, "1111112"), LANG_EN); /* 8 */
	e = entry_of(composed(&o), "GAD-7");
	assert_non_null(e);
	assert_int_equal(e->sign, SIGN_ALERT);
	assert_string_equal(
		e->lead, "GAD-7, anxiety symptoms: 3 (3 Feb 2026), now 8 (4 May 2026).");
	assert_int_equal(e->line_count, 3);
	assert_string_equal(e->lines[0],
		"Since last time (3 Feb 2026): 5 higher. Reliable increase by one "
		"published threshold (4 points), not by another (6 points): review.");
	/* both names, since they disagree */
	assert_non_null(strstr(e->lines[1], "6 points or more: Bischoff 2020"));
	assert_non_null(strstr(e->lines[2], "4 points or more: NHS Talking Therapies"));
	assert_silent(&o, "No responses were marked for review");
	over_time_free(&o);
}

TEST(report_trend, a_slow_rise_is_in_the_review_box_with_what_it_did_since_last_time)
{
	struct over_time o = {0};
	const struct review_entry *e;

	before(&o, "2026-01-03", "111100000");                                  /* 4 */
	before(&o, "2026-02-03", "222221100");                                  /* 12 */
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "222211000"), LANG_EN); /* 10 */
	e = entry_of(composed(&o), "PHQ-9");
	assert_non_null(e);
	assert_string_equal(e->lead,
		"PHQ-9, depressive symptoms: 4 (3 Jan 2026), now 10 (4 May 2026).");
	assert_string_equal(e->lines[0],
		"Since last time (3 Feb 2026): 2 lower. Not more than chance would "
		"explain (under 6 points).");
	assert_string_equal(e->lines[1],
		"Since the first time (3 Jan 2026): 6 higher. Reliable increase: review "
		"(at least 6 points).");
	over_time_free(&o);
}

TEST(report_trend, a_rise_that_chance_may_explain_and_a_fall_are_not_in_the_review_box)
{
	static const char *const now[] = {
		"222221000", "000000000"}; /* 11 after 7, and 0 */

	for (size_t i = 0; i < COUNT_OF(now); i++) {
		struct over_time o = {0};

		before(&o, "2026-02-03", "111111100");
		today(&o, "forms/phq9.xml", phq9(&o.book.arena, now[i]), LANG_EN);
		assert_null(entry_of(composed(&o), "PHQ-9"));
		assert_says(&o, "No responses were marked for review");
		over_time_free(&o);
	}
}

TEST(report_trend, a_prorated_last_time_has_no_circle_and_says_why)
{
	struct over_time o = {0};
	const struct document *doc;

	before(&o, "2026-02-03", "11111110"); /* the ninth was not reached */
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "222222100"), LANG_EN);
	doc = composed(&o);
	assert_false(block_of(doc, BLOCK_SCORE, 0)->score->has_before);
	assert_string_equal(
		block_of(doc, BLOCK_TREND, 0)->trend->points[0].number, "(8)");
	assert_false(block_of(doc, BLOCK_TREND, 0)->trend->points[0].compared);
	assert_says(&o, "Last time (3 Feb 2026): not compared, an answer is missing.");
	assert_says(&o, "Not compared: 3 Feb 2026 (an answer is missing).");
	over_time_free(&o);
}

TEST(report_trend, a_circle_of_before_a_prorated_score_is_not_called_last_time)
{
	struct over_time o = {0};
	const struct document *doc;
	const struct score_row *row;

	before(&o, "2026-01-03", "111111100");
	before(&o, "2026-02-03", "11111110"); /* prorated */
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "222111100"), LANG_EN);
	doc = composed(&o);
	row = block_of(doc, BLOCK_SCORE, 0)->score;
	assert_true(row->has_before && row->before >= 7 && row->before <= 7);
	assert_says(&o, "Circle: the last score that can be compared.");
	assert_silent(&o, "Circle: last time.");
	assert_non_null(strstr(row->alt, "The last score that can be compared: 7."));
	assert_string_equal(block_of(doc, BLOCK_TREND, 0)->trend->lines[0].text,
		"Since the last score that can be compared (3 Jan 2026): 3 higher. Not "
		"more than chance would explain (under 6 points).");
	over_time_free(&o);
}

TEST(report_trend, no_circle_is_explained_where_only_other_forms_have_an_earlier_score)
{
	struct over_time o = {0};
	const struct form *g = form_of_file(&o.book.arena, "forms/gad7.xml");

	sit(&o.book, g, "2026-01-03", gad7(&o.book.arena, "1110000"));
	sit(&o.book, g, "2026-02-03", gad7(&o.book.arena, "1110000"));
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "222111100"), LANG_EN);
	assert_silent(&o, "Circle:");
	over_time_free(&o);
}

#define HL(d) \
	"hl1 = " d "\nhl2 = " d "\nhl3 = " d "\nhl4 = 1\nhl5 = 1\nhl6 = 1\nhl7 = 1\n"

TEST(report_trend, a_line_joins_what_is_compared_and_passes_by_a_prorated_score)
{
	struct over_time o = {0};
	const struct marks *page;
	double y = 0;
	int joins = 0;

	before(&o, "2026-01-04", "332222210"); /* 17 */
	before(&o, "2026-02-03", "11111110");  /* prorated */
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "111111100"), LANG_EN); /* 7 */
	page = trend_page(&o, &y);
	for (size_t k = 0; k < page->all.count; k++)
		joins += page->all.at[k]->kind == MARK_LINE && page->all.at[k]->h > 1 &&
			page->all.at[k]->w > 1;
	assert_int_equal(joins, 1);
	over_time_free(&o);
}

TEST(report_trend, a_clinic_made_set_is_dots_with_its_label_and_no_word_about_its_change)
{
	struct over_time o = {0};
	const struct document *doc;
	const struct score_row *row;
	const struct trend_block *b;
	const struct form *f = form_of_file(&o.book.arena, "forms/signs-of-change.xml");

	sit(&o.book, f, "2026-02-03", HL("1"));
	today(&o, "forms/signs-of-change.xml", HL("3"), LANG_EN);
	doc = composed(&o);
	b = block_of(doc, BLOCK_TREND, 0)->trend;
	assert_false(b->joined);
	assert_int_equal(b->cut_count, 0);
	assert_int_equal(b->line_count, 1);
	assert_string_equal(b->lines[0].text,
		"Answers that moved by 1 or more since last time (3 Feb 2026): item 1 "
		"from 1 to 3; item 2 from 1 to 3; item 3 from 1 to 3.");
	row = block_of(doc, BLOCK_SCORE, 0)->score;
	assert_true(row->has_before);
	assert_string_equal(row->change, "1 on 3 Feb 2026");
	assert_null(row->review);
	assert_string_equal(block_of(doc, BLOCK_LABEL, 1)->text,
		"CLINIC-MADE QUESTIONS. Not validated. No norms and no cut-offs. For "
		"conversation, not diagnosis.");
	assert_silent(&o, "Best so far");
	over_time_free(&o);
}

TEST(report_trend,
	signs_of_feeling_and_distress_that_rose_stand_in_the_review_box_as_well)
{
	struct over_time o = {0};
	const struct document *doc;
	const struct block *review;
	const struct form *f = form_of_file(&o.book.arena, "forms/signs-of-change.xml");
	bool found = false;

	before(&o, "2026-02-01", "111111100");
	sit(&o.book, f, "2026-02-03", HL("1"));
	sit(&o.book, f, "2026-05-01", HL("3"));
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "211111100"), LANG_EN);
	doc = composed(&o);
	review = block_of(doc, BLOCK_REVIEW, 0);
	for (size_t i = 0; i < review->entry_count; i++)
		if (strcmp(review->entries[i].lead,
			    "Signs of feeling and distress both rose. This can be part "
			    "of feeling returning, or a setback. Please review "
			    "together.") == 0) {
			found = true;
			assert_int_equal(review->entries[i].sign, SIGN_NOTE);
			assert_string_equal(review->entries[i].lines[0],
				"Signs of change: 1 (3 Feb 2026), now 1.86 (1 May 2026). "
				"PHQ-9, depressive symptoms: 7 (1 Feb 2026), now 8 (4 "
				"May "
				"2026).");
		}
	assert_true(found);
	/* the other scale has its panel too, and says where it is from */
	assert_string_equal(
		block_of(doc, BLOCK_TREND, 1)->trend->name, "Signs of change");
	over_time_free(&o);
}

TEST(report_trend, numbers_of_items_of_another_form_stand_with_that_forms_name)
{
	static const struct {
		enum lang lang;
		const char *says;
	} rows[] = {
		{LANG_EN,
                 "In “Signs of change”, answers that moved by 1 or more since "
			"last time (3 Feb 2026): item 1 from 1 to 3; "            },
		{LANG_ES,
                 "En «Señales de cambio», respuestas que cambiaron en 1 o más "
			"desde la última vez (3 feb 2026): pregunta 1 de 1 a 3; "},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct over_time o = {0};
		const struct trend_block *b;
		const struct form *f =
			form_of_file(&o.book.arena, "forms/signs-of-change.xml");

		before(&o, "2026-02-01", "111111100");
		sit(&o.book, f, "2026-02-03", HL("1"));
		sit(&o.book, f, "2026-05-01", HL("3"));
		today(&o, "forms/phq9.xml", phq9(&o.book.arena, "211111100"),
			rows[i].lang);
		b = block_of(composed(&o), BLOCK_TREND, 1)->trend;
		assert_true(b->line_count > 0);
		assert_int_equal(
			strncmp(b->lines[0].text, rows[i].says, strlen(rows[i].says)), 0);
		over_time_free(&o);
	}
}

TEST(report_trend, what_rose_together_is_one_entry_and_one_label_however_many_scales_rose)
{
	struct over_time o = {0};
	const struct document *doc;
	const struct review_entry *e;
	const struct form *g = form_of_file(&o.book.arena, "forms/gad7.xml");
	const struct form *f = form_of_file(&o.book.arena, "forms/signs-of-change.xml");
	size_t entries = 0, labels = 0;

	before(&o, "2026-02-01", "111111100");
	before(&o, "2026-04-01", "211111100");
	sit(&o.book, g, "2026-02-01", gad7(&o.book.arena, "1110000"));
	sit(&o.book, g, "2026-04-01", gad7(&o.book.arena, "1111000"));
	sit(&o.book, f, "2026-02-03", HL("1"));
	today(&o, "forms/signs-of-change.xml", HL("3"), LANG_EN);
	doc = composed(&o);
	e = entry_of(doc, "Signs of feeling");
	assert_non_null(e);
	assert_int_equal(e->line_count, 1);
	assert_non_null(
		strstr(e->lines[0], "PHQ-9, depressive symptoms: 7 (1 Feb 2026)"));
	assert_non_null(strstr(e->lines[0], "GAD-7, anxiety symptoms: 3 (1 Feb 2026)"));
	for (size_t i = 0; i < block_of(doc, BLOCK_REVIEW, 0)->entry_count; i++)
		entries += strncmp(block_of(doc, BLOCK_REVIEW, 0)->entries[i].lead,
				   "Signs of feeling", 16) == 0;
	for (size_t i = 0; block_of(doc, BLOCK_LABEL, i); i++)
		labels += strncmp(block_of(doc, BLOCK_LABEL, i)->text, "Signs of feeling",
				  16) == 0;
	assert_int_equal(entries, 1);
	assert_int_equal(labels, 1);
	over_time_free(&o);
}

TEST(report_trend, a_flagged_answer_has_last_times_answer_beside_it)
{
	struct over_time o = {0};

	before(&o, "2026-01-03", "111111103");
	before(&o, "2026-02-03", "111111101");
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "111111102"), LANG_EN);
	assert_says(&o,
		"Answered “More than half the days” on 4 May 2026 at 14:22. In the "
		"last finished record (3 Feb 2026): “Several days”.");
	over_time_free(&o);
}

TEST(report_trend,
	a_quiet_safety_item_says_that_it_was_flagged_last_time_even_if_taken_back)
{
	struct over_time o = {0};
	const struct form *f = form_of_file(&o.book.arena, "forms/phq9.xml");
	struct sitting_events e = sitting_begin(&o.book, f, "2026-02-03", "en", "line");

	sitting_answers(&o.book, &e, f, "phq9_9 = 2\n");
	sitting_answers(&o.book, &e, f, phq9(&o.book.arena, "111111100"));
	sitting_end(&o.book, &e, f);
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "111111100"), LANG_EN);
	assert_says(&o,
		"In the last finished record (3 Feb 2026): “More than half the days”.");
	over_time_free(&o);
}

TEST(report_trend, an_unanswered_safety_item_says_what_it_was_last_time_and_why_not)
{
	struct over_time o = {0};
	const struct form *f = form_of_file(&o.book.arena, "forms/phq9.xml");

	sit(&o.book, f, "2026-02-03", "phq9_1 = 1\nphq9_9 = !skipped\n");
	today(&o, "forms/phq9.xml", "phq9_1 = 1\nphq9_9 = !skipped\n", LANG_EN);
	assert_says(
		&o, "In the last finished record (3 Feb 2026): not answered (Skipped).");
	over_time_free(&o);
}

TEST(report_trend, what_cannot_be_compared_is_said_and_never_an_empty_part)
{
	struct over_time o = {0};

	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "111111100"), LANG_EN);
	assert_says(&o, "There is no earlier score to compare with.");
	o.s.in.unread = 2;
	assert_says(&o,
		"2 stored records could not be opened. Some of them may be this "
		"client's and are missing here.");
	o.s.record.client = "";
	assert_says(&o, "This record has no client code: earlier ones cannot be found.");
	over_time_free(&o);
}

/* Half of a line's height may be shared, as in report_pdf.c. */
static void
assert_apart(struct over_time *o)
{
	const struct pages *pages = sample_pages(&o->s);

	for (size_t i = 0; i < pages->pages.count; i++) {
		const struct marks *m = &pages->pages.at[i].marks;

		for (size_t k = 0; k < m->all.count; k++) {
			const struct mark *a = m->all.at[k];
			double wide;

			if (a->kind != MARK_TEXT)
				continue;
			wide = measure_text(&o->s.measure, a->face, a->size, a->text,
				strlen(a->text));
			assert_true(a->x >= o->s.template->left - 0.5);
			assert_true(
				a->x + wide <= pages->width - o->s.template->right + 0.5);
			for (size_t j = 0; j < k; j++) {
				const struct mark *b = m->all.at[j];
				double other;

				if (b->kind != MARK_TEXT ||
					fabs(a->y - b->y) > 0.5 * fmin(a->size, b->size))
					continue;
				other = measure_text(&o->s.measure, b->face, b->size,
					b->text, strlen(b->text));
				if (a->x < b->x + other - 0.5 && b->x < a->x + wide - 0.5)
					fail_msg("\"%s\" stands on \"%s\"", a->text,
						b->text);
			}
		}
	}
}

TEST(report_trend, a_long_history_loses_no_number_and_no_word_stands_on_another)
{
	struct over_time o = {0};
	struct buf day = BUF_NONE;

	for (int i = 0; i < 60; i++) {
		buf_clear(&day);
		buf_printf(&day, "20%02d-%02d-%02d", 20 + i / 12, 1 + i % 12, 1 + i % 28);
		before(&o, buf_text(&day),
			arena_printf(&o.book.arena, "%d%d%d%d%d1110", i % 4, i / 4 % 4,
				i % 3, i / 3 % 4, i % 2));
	}
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "111111100"), LANG_EN);
	assert_apart(&o);
	/* the numbers without room in the drawing are in the list under it */
	assert_says(&o, "Scores: 3 (1 Jan 2020), ");
	assert_says(&o, "7 (4 May 2026).");
	buf_free(&day);
	over_time_free(&o);
}

TEST(report_trend, two_days_that_are_one_are_drawn_without_dividing_by_nothing)
{
	struct over_time o = {0};
	const struct trend_block *b;

	before(&o, "2026-05-04", "111111100");
	before(&o, "2026-05-04", "211111100");
	today(&o, "forms/phq9.xml", "phq9_1 = !skipped\nphq9_2 = !skipped\n", LANG_EN);
	/* today is not scored: the two of one moment are all there is to draw */
	b = block_of(composed(&o), BLOCK_TREND, 0)->trend;
	assert_int_equal(b->point_count, 2);
	assert_true(b->points[0].along >= 0.5 && b->points[1].along <= 0.5);
	assert_apart(&o);
	over_time_free(&o);
}

TEST(report_trend, in_large_print_the_words_stand_below_the_drawing)
{
	struct over_time o = {0};
	const struct template *t = NULL;
	const struct pages *pages;
	struct err err = ERR_NONE;
	struct diags d;
	double axis = 0;

	before(&o, "2026-02-03", "222111210");
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "111111100"), LANG_EN);
	diags_init(&d, &o.s.arena);
	assert_int_equal(
		template_load(&o.s.arena, "templates/plain.xml", &d, &t, &err), 0);
	o.s.template = t;
	pages = sample_pages(&o.s);
	for (size_t i = 0; i < pages->pages.count; i++)
		for (size_t k = 0; k < pages->pages.at[i].marks.all.count; k++) {
			const struct mark *m = pages->pages.at[i].marks.all.at[k];

			if (m->kind == MARK_TEXT && strcmp(m->text, "3 Feb 2026") == 0)
				axis = m->y;
			if (m->kind != MARK_TEXT || !strstr(m->text, "Since last time"))
				continue;
			assert_true(axis > 0 && m->y > axis); /* on this page */
			assert_true(m->x < t->left + 1);
			sample_free(&o.s);
			arena_free(&o.book.arena);
			return;
		}
	fail_msg("the change is not said");
}

TEST(report_trend, spanish_pages_have_the_same)
{
	struct over_time o = {0};

	before(&o, "2026-02-03", "111111101");
	today(&o, "forms/phq9.xml", phq9(&o.book.arena, "222222102"), LANG_ES);
	assert_says(&o, "Cambio con el tiempo");
	assert_says(&o, "+7 desde el 3 feb 2026");
	assert_says(&o, "En el último registro terminado (3 feb 2026): «Several days».");
	assert_apart(&o);
	over_time_free(&o);
}
