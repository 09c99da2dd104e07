/* Change over time: each rule of clinical.md 5, with invented numbers worked out by hand. */
#include "unit/sitting_of.h"

/* Two items of 0 to 9, so that a score is any number from 0 to 18. */
#define DIGITS                                                                  \
	"<answer-set id='k'>"                                                   \
	"<answer code='a0' score='0'>A0</answer><answer code='a1' score='1'>A1" \
	"</answer><answer code='a2' score='2'>A2</answer>"                      \
	"<answer code='a3' score='3'>A3</answer><answer code='a4' score='4'>A4" \
	"</answer><answer code='a5' score='5'>A5</answer>"                      \
	"<answer code='a6' score='6'>A6</answer><answer code='a7' score='7'>A7" \
	"</answer><answer code='a8' score='8'>A8</answer>"                      \
	"<answer code='a9' score='9'>A9</answer></answer-set>"
#define GRID(text1)                                                                  \
	"<section id='s'><title>S</title><grid id='g' answers='k'><stem>Stem</stem>" \
	"<item id='m1'>" text1 "</item><item id='m2'>Two</item></grid></section>"
#define BOTH_WAYS DIGITS GRID("One")
/* Reliable at 6 by one source and at 4 by another, notable at 5, remission below 5. */
#define LOW                                                                       \
	"<scale id='low' method='sum' items='m1 m2' may-miss='1' higher='worse' " \
	"kind='distress'><title>Low mood</title><source>S</source>"               \
	"<band from='0' to='9'>Mild</band><band from='10' to='18'>Strong</band>"  \
	"<cut at='10'>10 or more: an invented cut</cut>"                          \
	"<change kind='reliable' at='6'>Alder 2020.</change>"                     \
	"<change kind='reliable' at='4'>Birch 2021.</change>"                     \
	"<change kind='notable' at='5'>Cedar 2019.</change>"                      \
	"<change kind='remission' at='5'>Date 2018.</change></scale>"

#define V1 "id='mood' version='1' xml:lang='en'"

static const struct form *
mood(struct book *b)
{
	return book_form(b, V1, BOTH_WAYS LOW);
}

static const struct trend *
only_trend(struct book *b)
{
	const struct trends *t = trend_all(&b->arena, b->all.at, b->all.count);

	assert_int_equal(t->count, 1);
	return &t->all[0];
}

static const char *
all_lines(struct book *b, const struct trend *t, enum lang ui)
{
	size_t count;
	const struct trend_line *lines = trend_lines(&b->arena, t, false, ui, &count);
	struct buf out = BUF_NONE;
	const char *all;

	for (size_t i = 0; i < count; i++)
		buf_printf(&out, "%s\n", lines[i].text);
	all = arena_strdup(&b->arena, buf_text(&out));
	buf_free(&out);
	return all;
}

static void
assert_line(struct book *b, const struct trend *t, const char *line)
{
	if (!strstr(all_lines(b, t, LANG_EN), line))
		fail_msg("\"%s\" is not in:\n%s", line, all_lines(b, t, LANG_EN));
}

/* A change of `by` from 9: 9 is 5 + 4, and any number from 0 to 18 is two digits. */
static const struct trend *
changed_by(struct book *b, const struct form *f, int by)
{
	int now = 9 + by, one = now > 9 ? 9 : now;

	sit(b, f, "2026-01-10", "m1 = 5\nm2 = 4\n");
	sit(b, f, "2026-02-10",
		arena_printf(&b->arena, "m1 = %d\nm2 = %d\n", one, now - one));
	return only_trend(b);
}

TEST(trend, a_change_is_called_reliable_from_the_published_threshold_on_and_not_before)
{
	/* thresholds 4 and 6: 3 reaches none, 4 and 5 one, 6 both */
	static const struct {
		int by;
		enum trend_verdict is;
		bool worse;
	} rows[] = {
		{0,  TREND_WITHIN, false},
		{3,  TREND_WITHIN, true },
		{4,  TREND_SPLIT,  true },
		{5,  TREND_SPLIT,  true },
		{6,  TREND_BEYOND, true },
		{-3, TREND_WITHIN, false},
		{-4, TREND_SPLIT,  false},
		{-5, TREND_SPLIT,  false},
		{-6, TREND_BEYOND, false},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct book b = {.arena = ARENA_NONE};
		const struct trend *t = changed_by(&b, mood(&b), rows[i].by);

		assert_true(t->since_last.by == rows[i].by);
		assert_int_equal(t->since_last.verdict, rows[i].is);
		assert_int_equal(t->since_last.worse, rows[i].worse);
		arena_free(&b.arena);
	}
}

TEST(trend, where_two_published_thresholds_disagree_both_are_named_with_their_sources)
{
	struct book b = {.arena = ARENA_NONE};
	const struct trend *t = changed_by(&b, mood(&b), -5);

	assert_line(&b, t,
		"Since last time (10 Jan 2026): 5 lower. More than chance would explain "
		"by one published threshold (4 points), not by another (6 points).\n");
	assert_line(&b, t, "Reliable change, 6 points or more: Alder 2020.\n");
	assert_line(&b, t, "Reliable change, 4 points or more: Birch 2021.\n");
	assert_line(&b, t, "A change of 5 points or more: Cedar 2019.\n");
	arena_free(&b.arena);
}

TEST(trend, a_reliable_change_for_the_worse_asks_for_review_and_for_the_better_does_not)
{
	static const struct {
		int by;
		const char *says;
		bool review;
	} rows[] = {
		{6,  "6 higher. Reliable increase: review (at least 6 points).",       true },
		{4,
                 "4 higher. Reliable increase by one published threshold (4 "
			"points), not "
			"by another (6 points): review.",			      true },
		{3,  "3 higher. Not more than chance would explain (under 4 points).",
                 false								      },
		{-6,
                 "6 lower. Changed more than chance would explain (at least 6 "
			"points).",						    false},
		{0,  "the same. Not more than chance would explain (under 4 points).",
                 false								      },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct book b = {.arena = ARENA_NONE};
		const struct trend *t = changed_by(&b, mood(&b), rows[i].by);
		size_t count;
		const struct trend_line *lines =
			trend_lines(&b.arena, t, false, LANG_EN, &count);

		assert_line(&b, t, rows[i].says);
		assert_int_equal(lines[0].kind,
			rows[i].review ? TREND_LINE_REVIEW : TREND_LINE_CHANGE);
		assert_int_equal(
			trend_review(&b.arena, t, LANG_EN) != NULL, rows[i].review);
		arena_free(&b.arena);
	}
}

TEST(trend, a_slow_rise_asks_for_review_against_the_first_although_no_step_does)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = mood(&b);

	sit(&b, f, "2026-01-10", "m1 = 4\nm2 = 0\n"); /* 4, 7, 10: steps of 3, 6 in all */
	sit(&b, f, "2026-02-10", "m1 = 7\nm2 = 0\n");
	sit(&b, f, "2026-03-10", "m1 = 9\nm2 = 1\n");
	assert_int_equal(only_trend(&b)->since_last.verdict, TREND_WITHIN);
	assert_string_equal(trend_review(&b.arena, only_trend(&b), LANG_EN),
		"Since the first time (10 Jan 2026): 6 higher. Reliable increase: review "
		"(at least 6 points).");
	arena_free(&b.arena);
}

TEST(trend, where_higher_is_better_a_fall_is_the_worse_direction_and_no_sign_is_turned)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = book_form(&b, V1,
		BOTH_WAYS "<scale id='well' method='sum' items='m1 m2' higher='better'>"
			  "<title>Well</title><source>S</source>"
			  "<change kind='reliable' at='6'>Alder 2020.</change></scale>");
	const struct trend *t = changed_by(&b, f, -7);

	assert_true(t->since_last.by == -7 && t->since_last.worse);
	assert_line(&b, t, "7 lower. Reliable decrease: review (at least 6 points).");
	assert_true(t->best == &t->points[0]); /* the highest */
	arena_free(&b.arena);
}

TEST(trend, remission_is_named_only_when_the_score_came_from_at_or_above_the_line)
{
	/* below 5 is remission: from 9 to 4 it is, to 5 it is not; from 4 to 3 it was */
	static const struct {
		const char *was, *is;
		bool named;
	} rows[] = {
		{"m1 = 5\nm2 = 4\n", "m1 = 4\nm2 = 0\n", true },
		{"m1 = 5\nm2 = 4\n", "m1 = 5\nm2 = 0\n", false},
		{"m1 = 4\nm2 = 0\n", "m1 = 3\nm2 = 0\n", false},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct book b = {.arena = ARENA_NONE};
		const struct form *f = mood(&b);

		sit(&b, f, "2026-01-10", rows[i].was);
		sit(&b, f, "2026-02-10", rows[i].is);
		assert_int_equal(strstr(all_lines(&b, only_trend(&b), LANG_EN),
					 "Now below 5. Date 2018.") != NULL,
			rows[i].named);
		arena_free(&b.arena);
	}
}

TEST(trend, the_first_is_the_baseline_and_the_best_is_named_with_its_day)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = mood(&b);
	const struct trend *t;

	sit(&b, f, "2026-03-10", "m1 = 6\nm2 = 6\n"); /* 12; in any order */
	sit(&b, f, "2026-01-10", "m1 = 9\nm2 = 8\n"); /* 17 */
	sit(&b, f, "2026-02-10", "m1 = 4\nm2 = 4\n"); /* 8 */
	t = only_trend(&b);
	assert_true(t->since_first.by == -5 && t->since_last.by == 4);
	assert_int_equal(t->since_first.verdict, TREND_SPLIT);
	assert_line(
		&b, t, "Since last time (10 Feb 2026): 4 higher. Reliable increase by");
	assert_line(
		&b, t, "Since the first time (10 Jan 2026): 5 lower. More than chance");
	assert_line(&b, t, "Best so far: 8 (10 Feb 2026).");
	assert_line(&b, t, "Line at 10. 10 or more: an invented cut");
	arena_free(&b.arena);
}

TEST(trend, a_prorated_score_is_drawn_and_gets_no_label)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = mood(&b);
	const struct trend *t;

	sit(&b, f, "2026-01-10", "m1 = 5\nm2 = 4\n");
	sit(&b, f, "2026-02-10", "m1 = 1\nm2 = !skipped\n"); /* prorated: 2 */
	t = only_trend(&b);
	assert_int_equal(t->points[1].left, TREND_PRORATED);
	assert_int_equal(t->drawn, 2);
	assert_null(t->since_last.from);
	assert_null(trend_short(&b.arena, t, LANG_EN));
	assert_line(&b, t, "Not compared: 10 Feb 2026 (an answer is missing).");
	/* and a later full one is compared with the full one before it */
	sit(&b, f, "2026-03-10", "m1 = 5\nm2 = 3\n");
	t = only_trend(&b);
	assert_true(t->since_last.from == &t->points[0] && t->since_last.by == -1);
	arena_free(&b.arena);
}

TEST(trend, a_score_that_is_not_there_is_neither_drawn_nor_taken_for_zero)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = mood(&b);
	const struct trend *t;

	sit(&b, f, "2026-01-10", "m1 = !skipped\nm2 = !skipped\n");
	sit(&b, f, "2026-02-10", "m1 = 5\nm2 = 4\n");
	t = only_trend(&b);
	assert_int_equal(t->count, 2);
	assert_int_equal(t->drawn, 1);
	assert_null(t->since_last.from);
	assert_line(&b, t, "Not compared: 10 Jan 2026 (not scored).");
	arena_free(&b.arena);
}

TEST(trend, another_version_of_the_form_is_not_compared)
{
	struct book b = {.arena = ARENA_NONE};
	const struct trend *t;

	sit(&b, mood(&b), "2026-01-10", "m1 = 5\nm2 = 4\n");
	sit(&b, book_form(&b, "id='mood' version='2' xml:lang='en'", BOTH_WAYS LOW),
		"2026-02-10", "m1 = 9\nm2 = 9\n");
	t = only_trend(&b);
	assert_int_equal(t->points[0].left, TREND_OTHER_VERSION);
	assert_int_equal(t->drawn, 1);
	assert_null(t->since_last.from);
	assert_line(&b, t, "Not compared: 10 Jan 2026 (another version of the form).");
	arena_free(&b.arena);
}

#define SPANISH                                                                        \
	"<translation xml:lang='es'><t of='title'>T</t><t of='s'>S</t><t of='g'>P</t>" \
	"<t of='m1'>Uno</t><t of='m2'>Dos</t><t of='low'>Bajo</t>"                     \
	"<t of='k.a0'>B0</t><t of='k.a1'>B1</t><t of='k.a2'>B2</t>"                    \
	"<t of='k.a3'>B3</t><t of='k.a4'>B4</t><t of='k.a5'>B5</t>"                    \
	"<t of='k.a6'>B6</t><t of='k.a7'>B7</t><t of='k.a8'>B8</t>"                    \
	"<t of='k.a9'>B9</t>"                                                          \
	"<t of='low.band.0'>L</t><t of='low.band.10'>F</t><t of='low.cut.10'>C</t>"    \
	"</translation>"
#define V1_BOTH "id='mood' version='1' xml:lang='en' languages='en es'"

TEST(trend, another_language_is_not_compared_and_neither_is_one_changed_on_the_way)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = book_form(&b, V1_BOTH, BOTH_WAYS LOW SPANISH);
	struct sitting_events e;
	const struct trend *t;

	sit_as(&b, f, "2026-01-10", "es", "screen", "m1 = 5\nm2 = 4\n");
	e = sitting_begin(&b, f, "2026-02-10", "en", "screen");
	sitting_answers(&b, &e, f, "m1 = 5\n");
	sitting_event(&b, &e, EVENT_LANG, "", "es");
	sitting_answers(&b, &e, f, "m2 = 4\n");
	sitting_end(&b, &e, f);
	sit(&b, f, "2026-03-10", "m1 = 9\nm2 = 9\n");
	t = only_trend(&b);
	assert_int_equal(t->points[0].left, TREND_OTHER_LANGUAGE);
	assert_int_equal(t->points[1].left, TREND_TWO_LANGUAGES);
	assert_int_equal(t->drawn, 1);
	assert_line(&b, t, "Not compared: 10 Jan 2026 (read in another language: es).");
	assert_line(&b, t,
		"Not compared: 10 Feb 2026 (the language was changed on the way).");
	arena_free(&b.arena);
}

TEST(trend, an_instrument_that_was_read_in_english_both_times_is_compared)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = mood(&b); /* has no Spanish */

	sit_as(&b, f, "2026-01-10", "es", "screen", "m1 = 5\nm2 = 4\n");
	sit(&b, f, "2026-02-10", "m1 = 9\nm2 = 9\n");
	assert_int_equal(only_trend(&b)->points[0].left, TREND_COMPARED);
	arena_free(&b.arena);
}

TEST(trend, a_form_typed_in_from_paper_is_not_compared_with_one_at_a_console)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = mood(&b);
	const struct trend *t;

	sit_as(&b, f, "2026-01-10", "en", "paper", "m1 = 5\nm2 = 4\n");
	sit_as(&b, f, "2026-02-10", "en", "line", "m1 = 9\nm2 = 9\n");
	sit_as(&b, f, "2026-03-10", "en", "screen", "m1 = 9\nm2 = 8\n");
	t = only_trend(&b);
	assert_int_equal(t->points[0].left, TREND_OTHER_WAY);
	assert_int_equal(t->points[1].left, TREND_COMPARED);
	assert_line(&b, t,
		"Not compared: 10 Jan 2026 (one was typed in from paper, the other was "
		"not).");
	arena_free(&b.arena);
}

#define OWN                                                                   \
	"<scale id='own' method='mean' items='m1 m2' may-miss='1' "           \
	"validation='none' kind='feeling' higher='better'><title>Own</title>" \
	"<source>Clinic-made.</source></scale>"

TEST(trend, a_clinic_made_set_has_points_and_items_that_moved_and_no_label)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = book_form(&b, V1, BOTH_WAYS OWN);
	const struct trend *t;

	sit(&b, f, "2026-01-10", "m1 = 1\nm2 = 1\n");
	sit(&b, f, "2026-02-10", "m1 = 9\nm2 = 1\n");
	t = only_trend(&b);
	assert_int_equal(t->drawn, 2);
	assert_int_equal(t->since_last.verdict, TREND_NO_VERDICT);
	assert_null(t->best);
	assert_null(trend_short(&b.arena, t, LANG_EN));
	assert_null(trend_review(&b.arena, t, LANG_EN));
	assert_string_equal(all_lines(&b, t, LANG_EN),
		"Answers that moved by 1 or more since last time (10 Jan 2026): item 1 "
		"from 1 to 9.\n");
	arena_free(&b.arena);
}

/* Distress from `was` to `is` and feeling the same, on two days. */
static const struct trends *
both_scales(struct book *b, const char *was, const char *is)
{
	const struct form *f = book_form(b, V1,
		DIGITS "<section id='s'><title>S</title><grid id='g' answers='k'>"
		       "<stem>Stem</stem><item id='m1'>1</item><item id='m2'>2</item>"
		       "<item id='f1'>3</item></grid></section>" LOW
		       "<scale id='feel' method='mean' items='f1' validation='none' "
		       "kind='feeling' higher='better'><title>Feeling</title>"
		       "<source>S</source></scale>");

	sit(b, f, "2026-01-10", was);
	sit(b, f, "2026-02-10", is);
	return trend_all(&b->arena, b->all.at, b->all.count);
}

TEST(trend, signs_of_feeling_and_distress_that_both_rose_are_read_together)
{
	static const struct {
		const char *was, *is;
		size_t together;
	} rows[] = {
		{"m1 = 3\nm2 = 0\nf1 = 1\n", "m1 = 4\nm2 = 0\nf1 = 2\n", 1},
		{"m1 = 3\nm2 = 0\nf1 = 1\n", "m1 = 3\nm2 = 0\nf1 = 2\n", 0},
		{"m1 = 3\nm2 = 0\nf1 = 1\n", "m1 = 4\nm2 = 0\nf1 = 1\n", 0},
		{"m1 = 3\nm2 = 0\nf1 = 1\n", "m1 = 2\nm2 = 0\nf1 = 2\n", 0},
		{"m1 = 3\nm2 = 0\nf1 = 2\n", "m1 = 4\nm2 = 0\nf1 = 1\n", 0},
 /* distress is prorated: not compared */
		{"m1 = 3\nm2 = 0\nf1 = 1\n", "m1 = 9\nf1 = 2\n",         0},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct book b = {.arena = ARENA_NONE};
		const struct trends *t = both_scales(&b, rows[i].was, rows[i].is);

		assert_int_equal(t->together_count, rows[i].together);
		if (t->together_count)
			assert_string_equal(
				trend_pair_numbers(&b.arena, t->together, 1, LANG_EN),
				"Feeling: 1 (10 Jan 2026), now 2 (10 Feb 2026). "
				"Low mood: 3 (10 Jan 2026), now 4 (10 Feb 2026).");
		arena_free(&b.arena);
	}
}

TEST(trend, distress_that_fell_since_last_time_is_not_read_together_with_feeling)
{
	struct book b = {.arena = ARENA_NONE};
	const struct trends *t =
		both_scales(&b, "m1 = 9\nm2 = 0\nf1 = 1\n", "m1 = 4\nm2 = 0\nf1 = 2\n");

	/* higher than at first, and lower than last time */
	sit(&b, b.all.at[0].form, "2026-01-01", "m1 = 3\nm2 = 0\nf1 = 1\n");
	t = trend_all(&b.arena, b.all.at, b.all.count);
	assert_true(t->all[0].since_last.by < 0 && t->all[0].since_first.by > 0);
	assert_int_equal(t->together_count, 0);
	arena_free(&b.arena);
}

TEST(trend, two_scales_of_distress_that_rose_are_told_once_beside_the_same_feeling)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = book_form(&b, V1,
		BOTH_WAYS LOW
		"<scale id='fear' method='sum' items='m2' higher='worse' "
		"kind='distress'><title>Fear</title><source>S</source></scale>"
		"<scale id='feel' method='mean' items='m1' validation='none' "
		"kind='feeling' higher='better'><title>Feeling</title>"
		"<source>S</source></scale>");
	const struct trends *t;

	sit(&b, f, "2026-01-10", "m1 = 1\nm2 = 1\n");
	sit(&b, f, "2026-02-10", "m1 = 2\nm2 = 3\n");
	t = trend_all(&b.arena, b.all.at, b.all.count);
	assert_int_equal(t->together_count, 2);
	assert_string_equal(
		trend_pair_numbers(&b.arena, t->together, t->together_count, LANG_EN),
		"Feeling: 1 (10 Jan 2026), now 2 (10 Feb 2026). Low mood: 2 (10 Jan "
		"2026), now 5 (10 Feb 2026). Fear: 1 (10 Jan 2026), now 3 (10 Feb "
		"2026).");
	arena_free(&b.arena);
}

TEST(trend, a_rise_of_feeling_and_one_of_distress_at_other_times_are_not_read_together)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = mood(&b);
	const struct form *g = book_form(&b, "id='signs' version='1' xml:lang='en'",
		DIGITS "<section id='t'><title>S</title><grid id='h' answers='k'>"
		       "<stem>Stem</stem><item id='f1'>3</item></grid></section>"
		       "<scale id='feel' method='mean' items='f1' validation='none' "
		       "kind='feeling' higher='better'><title>Feeling</title>"
		       "<source>S</source></scale>");

	sit(&b, g, "2026-01-10", "f1 = 1\n");
	sit(&b, g, "2026-02-10", "f1 = 2\n");
	sit(&b, f, "2026-03-10", "m1 = 1\nm2 = 1\n");
	sit(&b, f, "2026-04-10", "m1 = 5\nm2 = 1\n");
	assert_int_equal(trend_all(&b.arena, b.all.at, b.all.count)->together_count, 0);
	/* a follow-up in between: the times overlap */
	sit(&b, g, "2026-03-20", "f1 = 3\n");
	assert_int_equal(trend_all(&b.arena, b.all.at, b.all.count)->together_count, 1);
	arena_free(&b.arena);
}

TEST(trend, the_same_questions_in_another_form_are_laid_beside_each_other)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *same =
		book_form(&b, "id='later' version='7' xml:lang='en'", BOTH_WAYS LOW);
	const struct form *reworded = book_form(
		&b, "id='other' version='1' xml:lang='en'", DIGITS GRID("Uno") LOW);

	sit(&b, mood(&b), "2026-01-10", "m1 = 5\nm2 = 4\n");
	sit(&b, same, "2026-02-10", "m1 = 5\nm2 = 5\n");
	assert_int_equal(only_trend(&b)->points[0].left, TREND_COMPARED);
	/* other words are another scale, whatever its id */
	sit(&b, reworded, "2026-03-10", "m1 = 9\nm2 = 9\n");
	assert_int_equal(trend_all(&b.arena, b.all.at, b.all.count)->count, 2);
	arena_free(&b.arena);
}

TEST(trend, a_scale_that_is_not_followed_or_was_never_asked_has_no_trend)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = book_form(&b, V1,
		BOTH_WAYS "<scale id='one' method='sum' items='m1' trend='no'>"
			  "<title>One</title><source>S</source></scale>"
			  "<scale id='two' method='sum' items='m2'>"
			  "<title>Two</title><source>S</source></scale>");

	sit(&b, f, "2026-01-10", "m1 = 5\n"); /* m2 was not reached */
	assert_int_equal(trend_all(&b.arena, b.all.at, b.all.count)->count, 0);
	arena_free(&b.arena);
}

TEST(trend, no_records_give_no_trends)
{
	struct book b = {.arena = ARENA_NONE};

	assert_int_equal(trend_all(&b.arena, NULL, 0)->count, 0);
	arena_free(&b.arena);
}

TEST(trend, a_form_without_published_thresholds_gives_numbers_and_says_so)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = book_form(&b, V1,
		BOTH_WAYS "<scale id='low' method='sum' items='m1 m2'>"
			  "<title>Low</title><source>S</source></scale>");
	const struct trend *t = changed_by(&b, f, 8);

	assert_int_equal(t->since_last.verdict, TREND_NO_VERDICT);
	assert_line(&b, t, "8 higher. The form gives no published threshold: no label.");
	arena_free(&b.arena);
}

TEST(trend, a_difference_of_fractions_reaches_its_threshold_exactly)
{
	struct book b = {.arena = ARENA_NONE};
	const struct form *f = book_form(&b, V1,
		"<answer-set id='k'><answer code='a' score='0.1'>A</answer>"
		"<answer code='b' score='0.3'>B</answer></answer-set>"
		"<section id='s'><title>S</title><grid id='g' answers='k'><stem>S</stem>"
		"<item id='m1'>1</item></grid></section>"
		"<scale id='x' method='sum' items='m1'><title>T</title><source>S</source>"
		"<change kind='reliable' at='0.2'>Alder 2020.</change></scale>");

	sit(&b, f, "2026-01-10", "m1 = a\n");
	sit(&b, f, "2026-02-10", "m1 = b\n"); /* 0.3 - 0.1 is not 0.2 in binary */
	assert_int_equal(only_trend(&b)->since_last.verdict, TREND_BEYOND);
	arena_free(&b.arena);
}

TEST(trend, spanish_says_the_same)
{
	struct book b = {.arena = ARENA_NONE};
	const struct trend *t = changed_by(&b, mood(&b), 6);

	assert_non_null(strstr(all_lines(&b, t, LANG_ES),
		"Desde la última vez (10 ene 2026): 6 más. Aumento fiable: revisar (al "
		"menos 6 puntos).\n"));
	assert_string_equal(trend_short(&b.arena, t, LANG_ES), "+6 desde el 10 ene 2026");
	arena_free(&b.arena);
}
