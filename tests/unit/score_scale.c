/* Scales: what a missing answer does to a number. */
#include "score/score.h"
#include "unit/form_of.h"
#include "unit/test.h"

/* Four items 0-3 of which the last does not apply to some; s: what follows them. */
#define ITEMS                                                                         \
	"<answer-set id='k'><answer code='a' score='0'>A</answer>"                    \
	"<answer code='b' score='1'>B</answer><answer code='c' score='2'>C</answer>"  \
	"<answer code='d' score='3'>D</answer></answer-set>"                          \
	"<answer-set id='n'><answer code='na' missing='does-not-apply'>N</answer>"    \
	"</answer-set><section id='s'><title>S</title>"                               \
	"<question id='gate' type='yes-no'><text>G</text></question>"                 \
	"<grid id='g' answers='k'><stem>S</stem><item id='i1'>1</item>"               \
	"<item id='i2'>2</item><item id='i3'>3</item><item id='i4' also='n'>4</item>" \
	"</grid></section>"
#define GATED                                                           \
	"<answer-set id='k'><answer code='a' score='0'>A</answer>"      \
	"<answer code='b' score='1'>B</answer></answer-set>"            \
	"<section id='s'><title>S</title>"                              \
	"<question id='gate' type='yes-no'><text>G</text></question>"   \
	"<grid id='g' answers='k' show-if='gate is yes'><stem>S</stem>" \
	"<item id='i1'>1</item><item id='i2'>2</item></grid></section>"

struct work {
	struct arena arena;
	const struct form *form;
	struct answers *got;
};

/* answers: lines of an answers file. */
static const struct score *
scored(struct work *w, const char *form, const char *answers)
{
	struct answers_line *lines;
	struct diags d;
	size_t count = 0;

	w->form = form_of(&w->arena, form);
	assert_non_null(w->form);
	diags_init(&d, &w->arena);
	lines = answers_file_parse(
		&w->arena, w->form, "a", answers, strlen(answers), &d, &count);
	assert_non_null(lines);
	w->got = answers_new(&w->arena, w->form);
	answers_apply(w->got, lines, count);
	score_settle(w->form, w->got);
	return score_all(&w->arena, w->form, w->got, NULL)->scales;
}

TEST(score, a_prorated_sum_is_rounded_half_up_and_keeps_its_unrounded_value)
{
	struct work w = {.arena = ARENA_NONE};
	const struct score *s = scored(&w,
		ITEMS "<scale id='x' method='sum' items='i1 i2 i3 i4' may-miss='2'>"
		      "<title>T</title></scale>",
		"i1 = 0\ni2 = 3\n");

	/* mean 1.5 of two, times four */
	assert_int_equal(s->state, SCORE_PRORATED);
	assert_true(s->unrounded == 6);
	assert_true(s->value == 6);
	assert_int_equal(s->answered, 2);
	assert_int_equal(s->missing, 2);
	arena_free(&w.arena);
	w.arena = (struct arena)ARENA_NONE;
	s = scored(&w,
		ITEMS "<scale id='x' method='sum' items='i1 i2 i3' may-miss='1'>"
		      "<title>T</title></scale>",
		"i1 = 0\ni2 = 1\n");
	assert_true(s->unrounded == 1.5);
	assert_true(s->value == 2);
	arena_free(&w.arena);
}

TEST(score, more_missing_than_may_gives_no_number_and_says_at_least_where_the_scale_does)
{
	struct work w = {.arena = ARENA_NONE};
	const struct score *s = scored(&w,
		ITEMS "<scale id='x' method='sum' items='i1 i2 i3 i4' may-miss='1' "
		      "partial='show'>"
		      "<title>T</title></scale>"
		      "<scale id='y' method='sum' items='i1 i2'><title>T</title></scale>",
		"i1 = 3\ni3 = 2\ni2 = !skipped\n");

	assert_int_equal(s[0].state, SCORE_NOT_SCORED);
	assert_int_equal(s[0].why, WHY_TOO_MANY_MISSING);
	assert_true(s[0].has_at_least);
	assert_true(s[0].at_least == 5);
	assert_null(s[0].band);
	assert_null(s[0].cuts);
	assert_int_equal(s[1].state, SCORE_NOT_SCORED);
	assert_false(s[1].has_at_least);
	arena_free(&w.arena);
}

TEST(score, a_mean_with_a_forgiven_gap_is_scored_and_not_rounded)
{
	struct work w = {.arena = ARENA_NONE};
	const struct score *s = scored(&w,
		ITEMS "<scale id='x' method='mean' items='i1 i2 i3 i4' may-miss='1'>"
		      "<title>T</title></scale>",
		"i1 = 1\ni2 = 1\ni3 = 2\n");

	assert_int_equal(s->state, SCORE_SCORED);
	assert_true(s->value > 1.3333 && s->value < 1.3334);
	assert_true(s->unrounded == s->value);
	arena_free(&w.arena);
}

TEST(score, does_not_apply_counts_as_missing_and_never_as_zero)
{
	struct work w = {.arena = ARENA_NONE};
	const struct score *s = scored(&w,
		ITEMS "<scale id='x' method='mean' items='i1 i2 i3 i4' may-miss='1'>"
		      "<title>T</title></scale>"
		      "<scale id='y' method='sum' items='i1 i4'><title>T</title></scale>",
		"i1 = 2\ni2 = 2\ni3 = 2\ni4 = na\n");

	assert_true(s[0].value == 2);
	assert_int_equal(s[0].answered, 3);
	assert_int_equal(s[1].state, SCORE_NOT_SCORED);
	arena_free(&w.arena);
}

TEST(score, a_count_forgives_nothing)
{
	static const char form[] =
		ITEMS "<scale id='x' method='count' count-at='2' items='i1 i2 i3'"
		      " may-miss='1' partial='show'><title>T</title></scale>";
	struct work w = {.arena = ARENA_NONE};
	const struct score *s = scored(&w, form, "i1 = 2\ni2 = 1\ni3 = 3\n");

	assert_int_equal(s->state, SCORE_SCORED);
	assert_true(s->value == 2);
	s = scored(&w, form, "i1 = 2\ni2 = 1\n");
	assert_int_equal(s->state, SCORE_NOT_SCORED);
	assert_true(s->at_least == 1);
	arena_free(&w.arena);
}

TEST(score, a_reversed_item_counts_lowest_plus_highest_less_its_score)
{
	struct work w = {.arena = ARENA_NONE};
	const struct score *s = scored(&w,
		ITEMS
		"<scale id='x' method='sum' items='i1 i2 i3' reverse='i2'>"
		"<title>T</title></scale>"
		"<scale id='y' method='count' count-at='2' items='i1 i2' reverse='i2'>"
		"<title>T</title></scale>",
		"i1 = 3\ni2 = 3\ni3 = 0\n");

	assert_true(s[0].value == 3);
	assert_true(s[1].value == 1);
	arena_free(&w.arena);
}

TEST(score, a_range_cut_has_three_states)
{
	static const struct {
		const char *answers;
		enum cut_state is;
	} rows[] = {
		{"i1 = 3\ni2 = 0\n", CUT_BELOW },
		{"i1 = 3\ni2 = 1\n", CUT_INSIDE},
		{"i1 = 3\ni2 = 2\n", CUT_INSIDE},
		{"i1 = 3\ni2 = 3\n", CUT_MET   },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct work w = {.arena = ARENA_NONE};
		const struct score *s = scored(&w,
			ITEMS "<scale id='x' method='sum' items='i1 i2'><title>T</title>"
			      "<cut at='4' to='6'>M</cut></scale>",
			rows[i].answers);

		assert_int_equal(s->cuts[0], rows[i].is);
		arena_free(&w.arena);
	}
}

TEST(score, a_gate_answered_no_is_zero_by_rule_and_a_gate_skipped_is_not_administered)
{
	static const char form[] =
		GATED "<scale id='x' method='sum' items='i1 i2' zero-if='gate is no'>"
		      "<title>T</title><band from='0' to='0'>None</band>"
		      "<band from='1' to='2'>Some</band></scale>"
		      "<scale id='y' method='sum' items='i1 i2'><title>T</title></scale>";
	struct work w = {.arena = ARENA_NONE};
	const struct score *s = scored(&w, form, "gate = no\n");

	assert_int_equal(s[0].state, SCORE_SCORED);
	assert_true(s[0].value == 0 && s[0].zero_by_rule);
	assert_non_null(s[0].band);
	assert_int_equal(s[0].answered, 0);
	assert_int_equal(s[1].state, SCORE_NOT_ADMINISTERED);
	assert_int_equal(s[1].why, WHY_NOT_ASKED);
	s = scored(&w, form, "gate = !skipped\n");
	assert_int_equal(s[0].state, SCORE_NOT_ADMINISTERED);
	assert_false(s[0].zero_by_rule);
	s = scored(&w, form, "gate = yes\ni1 = !skipped\ni2 = !skipped\n");
	assert_int_equal(s[0].state, SCORE_NOT_SCORED);
	assert_int_equal(s[0].why, WHY_NOTHING_ANSWERED);
	/* what a condition closes does not count, whatever the file says */
	s = scored(&w, form, "gate = no\ni1 = 1\ni2 = 1\n");
	assert_true(s[0].value == 0);
	assert_int_equal(s[1].state, SCORE_NOT_ADMINISTERED);
	arena_free(&w.arena);
}

TEST(score, closing_a_branch_keeps_what_was_said_and_opens_with_it_again)
{
	struct work w = {.arena = ARENA_NONE};
	const struct item *gate, *i1;

	scored(&w, GATED, "gate = yes\ni1 = b\n");
	gate = form_item(w.form, "gate");
	i1 = form_item(w.form, "i1");
	assert_int_equal(answers_value(w.got, i1).choice, 1);
	w.got->at[gate->index].choice = form_choice(gate->choices, "no");
	score_settle(w.form, w.got);
	assert_int_equal(answers_value(w.got, i1).missing, MISSING_NOT_ASKED);
	w.got->at[gate->index].choice = form_choice(gate->choices, "yes");
	score_settle(w.form, w.got);
	assert_int_equal(answers_value(w.got, i1).choice, 1);
	arena_free(&w.arena);
}
