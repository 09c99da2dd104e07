/* Safety items: a flag that cannot vanish (clinical.md, SAF-01 to SAF-07). */
#include "score/score.h"
#include "unit/form_of.h"
#include "unit/test.h"

#define DIGEST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const char gated[] =
	"<answer-set id='k'><answer code='none' score='0'>N</answer>"
	"<answer code='some' score='1'>S</answer><answer code='much' score='2'>M</answer>"
	"</answer-set><section id='s'><title>S</title>"
	"<question id='gate' type='yes-no'><text>G</text></question>"
	"<question id='harm' type='one' answers='k' show-if='gate is yes' "
	"dont-know='yes'>"
	"<text>H</text></question></section>"
	"<safety id='flag' item='harm' from='some'/>"
	"<alert id='first' level='urgent' if='flag'><text>T</text></alert>";

/* Events after the start, key and value; ends with NULL. */
static const struct scores *
scores_after(struct arena *a, const char *form, const char *const *said)
{
	struct event events[16] = {
		{EVENT_START, 1, "form", "test 1 " DIGEST}
        };
	const struct form *f = form_of(a, form);
	struct answers *got;
	struct record r;
	struct err err = ERR_NONE;
	size_t n = 1;

	assert_non_null(f);
	for (; said[0]; said += 2, n++) {
		enum event_kind kind = form_item(f, said[0]) ? EVENT_ANSWER
			: form_section(f, said[0])           ? EVENT_SECTION
							     : EVENT_SAFETY;

		events[n] = (struct event){kind, (int64_t)n * 1000, said[0], said[1]};
	}
	assert_int_equal(record_from_events(a, events, n, &r, &err), 0);
	assert_int_equal(record_answers(a, &r, f, &got, &err), 0);
	score_settle(f, got);
	return score_all(a, f, got, &r);
}

static struct safety_result
after(struct arena *a, const char *form, const char *const *said)
{
	return scores_after(a, form, said)->safeties[0];
}

TEST(score, any_answer_from_the_level_on_is_a_flag)
{
	static const struct {
		const char *answer;
		enum safety_state is;
	} rows[] = {
		{"none",       SAFETY_NONE},
		{"some",       SAFETY_FLAG},
		{"much",       SAFETY_FLAG},
		{"!skipped",   SAFETY_ASK },
		{"!dont-know", SAFETY_ASK },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena a = ARENA_NONE;
		const char *const said[] = {"gate", "yes", "harm", rows[i].answer, NULL};

		assert_int_equal(after(&a, gated, said).state, rows[i].is);
		arena_free(&a);
	}
}

TEST(score, a_flag_stays_when_the_client_goes_back_and_says_the_highest_answer_and_when)
{
	static const char *const said[] = {"gate", "yes", "harm", "some", "flag", "shown",
		"harm", "much", "flag", "go-on", "harm", "much", "harm", "none", NULL};
	struct arena a = ARENA_NONE;
	struct safety_result s = after(&a, gated, said);

	assert_int_equal(s.state, SAFETY_FLAG);
	assert_int_equal(s.now.choice, 0);
	assert_int_equal(s.flagged.value.choice, 2);
	assert_int_equal(s.flagged.at, 4000);
	assert_int_equal(s.history_count, 4);
	assert_string_equal(s.chose, "go-on");
	arena_free(&a);
}

TEST(score, a_flag_stays_when_it_is_skipped_or_closed_afterwards)
{
	static const char *const skipped[] = {
		"gate", "yes", "harm", "much", "harm", "!skipped", NULL};
	static const char *const closed[] = {
		"gate", "yes", "harm", "much", "gate", "no", NULL};
	struct arena a = ARENA_NONE;
	struct safety_result s;

	assert_int_equal(after(&a, gated, skipped).state, SAFETY_FLAG);
	s = after(&a, gated, closed);
	assert_int_equal(s.state, SAFETY_FLAG);
	assert_int_equal(s.now.missing, MISSING_NOT_ASKED);
	assert_null(s.chose);
	arena_free(&a);
}

TEST(score, a_condition_over_a_safety_item_sees_the_flag_that_was_taken_back)
{
	static const char *const said[] = {
		"gate", "yes", "harm", "much", "harm", "none", NULL};
	struct arena a = ARENA_NONE;
	const struct scores *s = scores_after(&a, gated, said);

	assert_int_equal(s->alerts[0].state, TRUTH_YES);
	assert_int_equal(s->alerts[0].because_count, 1);
	assert_int_equal(s->flags, 1);
	arena_free(&a);
}

TEST(score, a_safety_item_not_reached_or_in_a_skipped_part_is_to_be_asked)
{
	static const char *const not_reached[] = {"gate", "yes", NULL};
	static const char *const part[] = {"gate", "yes", "s", "skip", NULL};
	struct arena a = ARENA_NONE;
	struct safety_result s = after(&a, gated, not_reached);

	assert_int_equal(s.state, SAFETY_ASK);
	assert_int_equal(s.now.missing, MISSING_NOT_REACHED);
	s = after(&a, gated, part);
	assert_int_equal(s.state, SAFETY_ASK);
	assert_int_equal(s.now.missing, MISSING_SECTION_SKIPPED);
	arena_free(&a);
}

TEST(score, a_safety_item_that_a_condition_closes_is_not_asked_but_an_undecided_one_is)
{
	static const char *const no[] = {"gate", "no", NULL};
	static const char *const skipped[] = {"gate", "!skipped", NULL};
	static const char *const stopped[] = {NULL};
	struct arena a = ARENA_NONE;

	assert_int_equal(after(&a, gated, no).state, SAFETY_NOT_ASKED);
	assert_int_equal(after(&a, gated, skipped).state, SAFETY_ASK);
	assert_int_equal(after(&a, gated, stopped).state, SAFETY_ASK);
	arena_free(&a);
}

TEST(score, a_form_that_leaves_the_item_out_says_not_asked)
{
	static const char form[] =
		"<section id='s'><title>S</title><question id='q' "
		"type='yes-no'><text>Q</text>"
		"</question></section><safety id='flag' omitted='yes'/>";
	static const char *const said[] = {"q", "yes", NULL};
	struct arena a = ARENA_NONE;
	struct safety_result s = after(&a, form, said);

	assert_int_equal(s.state, SAFETY_NOT_ASKED);
	assert_null(s.safety->item);
	arena_free(&a);
}

TEST(score, a_flag_is_seen_the_moment_the_answer_is_given)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of(&a, gated);
	const struct item *it;
	struct value v;

	assert_non_null(f);
	it = form_item(f, "harm");
	assert_true(value_read(&a, it, "none", &v));
	assert_false(score_is_flag(it->safety, &v));
	assert_true(value_read(&a, it, "some", &v));
	assert_true(score_is_flag(it->safety, &v));
	assert_true(value_read(&a, it, "!skipped", &v));
	assert_false(score_is_flag(it->safety, &v));
	arena_free(&a);
}
