/* interview_walk.c - random forms, random walks: what must hold wherever the client goes */
#include <stdio.h>

#include "unit/interview_set.h"
#include "unit/test.h"

enum { FORMS = 140, WALKS = 15, STEPS = 60 };

static uint32_t seed;

static unsigned
dice(unsigned sides)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % sides;
}

/* A question of some kind; one in three asks only after an earlier answer. */
static void
random_question(struct buf *b, int number, bool safety)
{
	static const char *const kinds[] = {"type='one' answers='a'", "type='yes-no'",
		"type='number' min='0' max='9'", "type='text' max-length='40'",
		"type='date' precision='year'", "type='many' answers='m'"};
	unsigned kind = safety ? 0 : dice(COUNT_OF(kinds));

	buf_printf(b, "<question id='q%d' %s", number, kinds[kind]);
	if (!safety && number > 1 && dice(3) == 0)
		buf_printf(b, " show-if='%sq1 is at least b'", dice(2) ? "not " : "");
	buf_printf(b, "%s><text>Question %d?</text></question>",
		dice(2) ? " dont-know='yes'" : "", number);
}

static const struct form *
random_form(struct arena *a)
{
	struct buf b = BUF_NONE;
	unsigned sections = 1 + dice(4);
	int number = 0, safety = 0;
	const struct form *f;

	buf_str(&b,
		"<answer-set id='a'><answer code='a' score='0'>A</answer>"
		"<answer code='b' score='1'>B</answer><answer code='c' "
		"score='2'>C</answer>"
		"</answer-set><answer-set id='m'><answer code='x'>X</answer>"
		"<answer code='y'>Y</answer><answer code='z' exclusive='yes'>Z</answer>"
		"</answer-set>");
	for (unsigned s = 1; s <= sections; s++) {
		unsigned items = 1 + dice(5);

		buf_printf(&b, "<section id='s%u'%s%s><title>Part %u</title>%s", s,
			dice(2) ? " sensitive='yes'" : "",
			s > 1 && dice(4) == 0 ? " show-if='q1 is at least b'" : "", s,
			dice(3) ? "" : "<after>That was that.</after>");
		for (unsigned i = 0; i < items; i++) {
			number++;
			if (number == 1 || (number == 3 && dice(2)))
				random_question(&b, number, true);
			else
				random_question(&b, number, false);
			if (number == 3)
				safety = 3;
		}
		buf_str(&b, "</section>");
	}
	buf_printf(&b, "<safety id='harm' item='q1' from='c'/>");
	(void)safety;
	f = form_of(a, buf_text(&b));
	buf_free(&b);
	return f;
}

/* Some answer that the question takes. */
static const char *
random_answer(const struct view *v)
{
	static const char *const by_type[ITEM_TYPE_COUNT][3] = {
		{"a",    "b",    "c"       },
		{"x",    "x y",  "z"       },
		{"yes",  "no",   "yes"     },
		{"1",    "9",    "about 3" },
		{"word", "more", "a\nb"    },
		{"1999", "2004", "about 90"},
	};

	return by_type[v->type][dice(3)];
}

/* "At most 4 left." */
static int
left_of(const struct view *v)
{
	const char *at = v->progress ? strstr(v->progress, "At most ") : NULL;
	int left = 0;

	if (at)
		assert_int_equal(sscanf(at, "At most %d left", &left), 1);
	return left;
}

static bool
can(const struct view *v, enum act act)
{
	for (size_t i = 0; i < v->action_count; i++)
		if (v->actions[i].act == act)
			return true;
	return false;
}

/* What the stored events come to is what the engine holds. */
static void
check_stored(struct sitting *s)
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct answers *got;
	const struct answers *live = interview_answers(s->iv);
	struct record r;

	if (s->memory.events.count > 0) {
		assert_int_equal(record_from_events(&a, s->memory.events.at,
					 s->memory.events.count, &r, &err),
			0);
		assert_int_equal(record_answers(&a, &r, s->form, &got, &err), 0);
		for (size_t i = 0; i < s->form->item_count; i++)
			assert_true(value_equal(
				&s->form->items[i], &got->at[i], &live->at[i]));
	}
	arena_free(&a);
}

/* The same answers after a power cut, and the client at the first that is open. */
static void
check_replay(struct sitting *s)
{
	const struct answers *live = interview_answers(s->iv);
	struct sitting twin = {.form = s->form, .options = s->options};
	struct sink sink = {&twin.memory, memory_put, memory_code};
	struct err err = ERR_NONE;
	const struct view *v;

	twin.iv = interview_new(s->form, &test_practice, &sink, &s->options);
	assert_int_equal(interview_replay(twin.iv, s->memory.events.at,
				 s->memory.events.count, &err),
		0);
	for (size_t i = 0; i < s->form->item_count; i++) {
		const struct answers *again = interview_answers(twin.iv);

		assert_true(value_equal(&s->form->items[i], &again->at[i], &live->at[i]));
		assert_int_equal(again->asked[i], live->asked[i]);
	}
	v = view(&twin);
	if (v->screen == SCREEN_SAFETY)
		act(&twin, ACT_SAFE);
	else if (v->screen == SCREEN_SAFETY_SOFT)
		act(&twin, ACT_NEXT);
	if (view(&twin)->screen == SCREEN_WELCOME_BACK) {
		act(&twin, ACT_NEXT);
		v = view(&twin);
		if (v->screen == SCREEN_NOTE) {
			act(&twin, ACT_NEXT);
			v = view(&twin);
		}
		assert_true(v->screen == SCREEN_QUESTION || v->screen == SCREEN_REVIEW);
		assert_false(v->screen == SCREEN_QUESTION && v->has_value);
		for (size_t i = 0; v->screen == SCREEN_QUESTION && i + 1 < v->item_number;
			i++)
			assert_false(live->asked[i] &&
				live->at[i].missing == MISSING_NOT_REACHED);
	}
	interview_free(twin.iv);
	arena_free(&twin.memory.arena);
}

/* Back and on again stores nothing. */
static void
back_and_on(struct sitting *s)
{
	size_t count = s->memory.events.count;

	if (!can(view(s), ACT_BACK) || view(s)->screen != SCREEN_QUESTION)
		return;
	assert_true(act(s, ACT_BACK));
	if (view(s)->screen == SCREEN_QUESTION && view(s)->has_value)
		assert_true(act(s, ACT_NEXT));
	assert_int_equal(s->memory.events.count, count);
}

/* One thing that a client might do; what was before it is looked at behind it. */
static void
random_step(struct sitting *s)
{
	const struct view *v = view(s);
	bool question = v->screen == SCREEN_QUESTION;
	size_t number = v->item_number, count = s->memory.events.count;
	int left = left_of(v);
	bool forward = false;
	enum act does = v->action_count ? v->actions[dice((unsigned)v->action_count)].act
					: ACT_NEXT;

	if (question) {
		assert_true(can(v, ACT_SKIP));
		forward = v->progress && strstr(v->progress, "eft.") != NULL;
	}
	if (question && dice(3) > 0) {
		if (answer(s, random_answer(v))) {
			const struct event *last =
				&s->memory.events.at[s->memory.events.count - 1];

			if (number == 1 && s->memory.events.count > count)
				assert_true(strcmp(last->value, "shown") != 0 ||
					view(s)->screen == SCREEN_SAFETY);
		}
	} else if (v->screen == SCREEN_REVIEW && dice(2)) {
		forward = false;
		go_to(s, 1 + (int)dice((unsigned)s->form->item_count + 1));
	} else if (does == ACT_LEAVE || does == ACT_HIDE) {
		act(s, does);
		act(s, ACT_NEXT);
		forward = false;
	} else {
		assert_true(does == ACT_NEXT || act(s, does) || does == ACT_LANGUAGE);
		if (does == ACT_NEXT)
			act(s, does);
	}
	if (view(s)->screen == SCREEN_SAFETY && dice(2))
		act(s, ACT_SAFE);
	v = view(s);
	if (forward && v->screen == SCREEN_QUESTION && v->item_number > number &&
		left_of(v) > left)
		fail_msg("%d left at %zu, then %d at %zu", left, number, left_of(v),
			v->item_number);
}

static void
walk(const struct form *f)
{
	struct sitting s = {
		.form = f, .options = {.mode = "line", .lang = "en"}
        };
	struct sink sink = {&s.memory, memory_put, memory_code};

	s.iv = interview_new(f, &test_practice, &sink, &s.options);
	begin(&s);
	for (int i = 0; i < STEPS && interview_outcome(s.iv) == OUTCOME_NONE; i++) {
		random_step(&s);
		if (interview_outcome(s.iv) == OUTCOME_NONE && dice(4) == 0)
			back_and_on(&s);
		if (interview_outcome(s.iv) == OUTCOME_NONE && dice(8) == 0)
			check_replay(&s);
	}
	check_stored(&s);
	interview_free(s.iv);
	arena_free(&s.memory.arena);
}

TEST(interview, wherever_a_client_goes_the_rules_hold)
{
	for (uint32_t i = 0; i < FORMS; i++) {
		struct arena a = ARENA_NONE;
		const struct form *f;

		seed = 1 + i;
		f = random_form(&a);
		assert_non_null(f);
		for (uint32_t k = 0; k < WALKS; k++) {
			seed = 1000 * (i + 1) + k;
			walk(f);
		}
		arena_free(&a);
	}
}

TEST(interview, the_same_inputs_give_the_same_events)
{
	struct arena a = ARENA_NONE;
	struct buf first = BUF_NONE;
	const struct form *f;

	seed = 7;
	f = random_form(&a);
	for (int round = 0; round < 2; round++) {
		struct sitting s = {
			.form = f, .options = {.mode = "line", .lang = "en"}
                };
		struct sink sink = {&s.memory, memory_put, memory_code};

		seed = 77;
		s.iv = interview_new(f, &test_practice, &sink, &s.options);
		begin(&s);
		for (int i = 0; i < STEPS; i++)
			random_step(&s);
		if (round == 0)
			buf_str(&first, memory_story(&s.memory));
		assert_string_equal(buf_text(&first), memory_story(&s.memory));
		interview_free(s.iv);
		arena_free(&s.memory.arena);
	}
	buf_free(&first);
	arena_free(&a);
}
