/*
 * expr_eval.c - yes, no, unknown
 */
#include "unit/test.h"

#include "unit/expr_names.h"

/* What was said, by ref. */
static struct expr_value said[NAMES];

static struct expr_value
look(const void *self, size_t ref)
{
	(void)self;
	return said[ref];
}

static enum truth
truth_of(const char *text)
{
	const struct expr_look_up l = {NULL, look};
	struct arena a = ARENA_NONE;
	struct diags d;
	const struct expr *e;
	enum truth t;

	diags_init(&d, &a);
	e = expr_compile(&a, text, (struct place){"c.xml", 1, 1}, &test_names, &d);
	if (!e)
		fail_msg("%s: %s", text, d.found.at[0].text);
	t = expr_eval(e, &l);
	arena_free(&a);
	return t;
}

#define YES(text)     assert_int_equal(truth_of(text), TRUTH_YES)
#define NO(text)      assert_int_equal(truth_of(text), TRUTH_NO)
#define UNKNOWN(text) assert_int_equal(truth_of(text), TRUTH_UNKNOWN)

/* mood often, start adult, event yes, syms tired, age 40.5, all else answered. */
static void
say_all(void)
{
	for (size_t i = 0; i < NAMES; i++)
		said[i] = (struct expr_value){.state = EXPR_VALUE, .code = -1};
	said[MOOD].code = 1;
	said[START].code = 1;
	said[EVENT].code = 0;
	said[SYMS].codes = 1;
	said[AGE].number = 40.5;
	said[DANGER].flag = true;
}

TEST(expr, comparisons_in_words_and_in_signs_say_the_same)
{
	say_all();
	YES("mood is often");
	NO("mood is not often");
	YES("mood = often");
	YES("mood != never");
	YES("mood <> 'never'");
	YES("mood is at least often");
	YES("mood >= often");
	NO("mood is more than often");
	NO("mood > often");
	YES("mood is at most always");
	YES("mood is less than always");
	YES("mood is 1");
	YES("mood is one of (never, often)");
	NO("mood is not one of (never, often)");
	YES("start is adult");
	YES("age is more than 40");
	YES("age is 40.5");
	YES("age is one of (1, 40.5)");
	YES("40 is less than age");
	YES("syms includes tired");
	NO("syms includes tense");
	YES("event");
	YES("event is yes");
	YES("(event) and (mood) is often and ((age) + 0) is 40.5");
	YES("danger");
	NO("not danger");
	YES("words is answered and born is answered");
}

TEST(expr, or_binds_looser_than_and_and_not_tightest)
{
	say_all();
	YES("event or event and not event");
	NO("(event or event) and not event");
	YES("not event or event");
	NO("not (event or event)");
	YES("age is 40.5 and mood is never or event");
}

TEST(expr, sums_and_products_reckon_as_usual)
{
	say_all();
	YES("mood + age is 41.5");
	YES("1 + 2 * 3 is 7");
	YES("(1 + 2) * 3 is 9");
	YES("7 - 2 - 1 is 4");
	YES("age / 2 is more than 20.2");
	YES("-age is less than -40");
	YES("0.1 + 0.2 is 0.3");
	UNKNOWN("age / (mood - 1) is 1");
	YES("count_answered(mood, words, syms) is 3");
}

TEST(expr, what_was_not_answered_is_unknown)
{
	say_all();
	said[MOOD].state = said[EVENT].state = said[AGE].state = EXPR_MISSING;
	said[SYMS].state = said[DANGER].state = EXPR_MISSING;
	UNKNOWN("mood is often");
	UNKNOWN("mood is not often");
	UNKNOWN("mood is one of (often, never)");
	UNKNOWN("mood is at least often");
	UNKNOWN("event");
	UNKNOWN("not event");
	UNKNOWN("not (event is no)");
	UNKNOWN("age + 1 is 3");
	UNKNOWN("syms includes tired");
	UNKNOWN("danger");
	NO("mood is answered");
	YES("mood is not answered");
	YES("count_answered(mood, event, start) is 1");
}

TEST(expr, what_was_not_asked_makes_a_comparison_no)
{
	say_all();
	said[MOOD].state = said[EVENT].state = said[DANGER].state = EXPR_NOT_ASKED;
	said[AGE].state = EXPR_MISSING;
	NO("mood is often");
	NO("mood is not often");
	NO("mood is at least never");
	NO("event");
	YES("not event");
	NO("danger");
	NO("mood + age is 3");
	NO("mood is answered");
	YES("mood is not answered");
}

TEST(expr, an_answer_that_does_not_apply_has_its_code_and_no_score)
{
	say_all();
	said[MOOD].state = EXPR_DOES_NOT_APPLY;
	said[MOOD].code = 3;
	YES("mood is na");
	NO("mood is often");
	YES("mood is not often");
	UNKNOWN("mood is at least often");
	UNKNOWN("mood is 1");
	NO("mood is answered");
	YES("count_answered(mood, event) is 1");
}

TEST(expr, unknown_goes_through_and_or_and_not_as_kleene_says)
{
	/* start is adult: yes, start is child: no, mood is often: unknown */
	static const char *const one[] = {
		"start is child", "start is adult", "mood is often"};
	static const enum truth both[3][3] = {
		{TRUTH_NO, TRUTH_NO,      TRUTH_NO     },
		{TRUTH_NO, TRUTH_YES,     TRUTH_UNKNOWN},
		{TRUTH_NO, TRUTH_UNKNOWN, TRUTH_UNKNOWN},
	};
	static const enum truth either[3][3] = {
		{TRUTH_NO,      TRUTH_YES, TRUTH_UNKNOWN},
		{TRUTH_YES,     TRUTH_YES, TRUTH_YES    },
		{TRUTH_UNKNOWN, TRUTH_YES, TRUTH_UNKNOWN},
	};
	struct arena a = ARENA_NONE;

	say_all();
	said[MOOD].state = EXPR_MISSING;
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < 3; k++) {
			assert_int_equal(
				truth_of(arena_printf(&a, "%s and %s", one[i], one[k])),
				both[i][k]);
			assert_int_equal(
				truth_of(arena_printf(&a, "%s or %s", one[i], one[k])),
				either[i][k]);
		}
	UNKNOWN("not mood is often");
	arena_free(&a);
}

TEST(expr, the_names_used_are_told_once_in_order)
{
	struct arena a = ARENA_NONE;
	struct diags d;
	const struct expr *e;
	const size_t *uses;
	size_t count;

	diags_init(&d, &a);
	e = expr_compile(&a, "age is 3 or mood is often or age is 4",
		(struct place){"c.xml", 1, 1}, &test_names, &d);
	uses = expr_uses(e, &count);
	assert_int_equal(count, 2);
	assert_int_equal(uses[0], AGE);
	assert_int_equal(uses[1], MOOD);
	assert_string_equal(expr_text(e), "age is 3 or mood is often or age is 4");
	arena_free(&a);
}
