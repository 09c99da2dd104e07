/*
 * interview_walk.c - random forms, random walks: what must hold wherever the client goes
 *
 * Now and then a walk is done again on a second engine, to try there what must change
 * nothing: back and on, skips to the end, a power cut.
 */
#include <stdio.h>

#include "score/score.h"
#include "unit/interview_book.h"

enum {
	FORMS = 300,
	WALKS = 7,
	STEPS = 45,
	MINUTE = 60 * 1000,
	TALLY_LEAST = 50, /* times that each thing is to be met with */
};

/* ---- closed branches ---- */

static void
check_same_scores(
	const struct scores *one, const struct scores *two, const struct answers *got)
{
	const struct form *f = got->form;

	for (size_t i = 0; i < f->scale_count; i++) {
		assert_int_equal(one->scales[i].state, two->scales[i].state);
		assert_int_equal(one->scales[i].why, two->scales[i].why);
		assert_int_equal(one->scales[i].answered, two->scales[i].answered);
		assert_int_equal(one->scales[i].missing, two->scales[i].missing);
		assert_true(one->scales[i].value == two->scales[i].value);
	}
	for (size_t i = 0; i < f->alert_count; i++)
		assert_int_equal(one->alerts[i].state, two->alerts[i].state);
	/* a flag is the exception: once given, no condition takes it back */
	for (size_t i = 0; i < f->safety_count; i++)
		if (got->asked[f->safeties[i].item->index])
			assert_int_equal(one->safeties[i].state, two->safeties[i].state);
}

/* Without what stands behind closed conditions, and with something else there. */
static void
check_closed(struct walk *w)
{
	const struct answers *got = interview_answers(w->s.iv);
	const struct form *f = w->s.form;
	struct arena a = ARENA_NONE;
	struct answers *less = answers_new(&a, f), *more = answers_new(&a, f);
	const struct scores *scores = score_all(&a, f, got, NULL);

	for (size_t i = 0; i < f->item_count; i++) {
		struct told told = random_told(&a, &f->items[i], 0);

		less->at[i] = more->at[i] = got->at[i];
		if (got->asked[i])
			continue;
		tally[T_CLOSED] += w->last[i] != NULL;
		less->at[i] = (struct value)VALUE_NOT_REACHED;
		assert_true(value_read(&a, &f->items[i], told.stored, &more->at[i]));
	}
	score_settle(f, less);
	score_settle(f, more);
	assert_memory_equal(less->asked, got->asked, f->item_count);
	assert_memory_equal(more->asked, got->asked, f->item_count);
	check_same_scores(scores, score_all(&a, f, less, NULL), got);
	check_same_scores(scores, score_all(&a, f, more, NULL), got);
	arena_free(&a);
}

/* ---- forward by skips, and back ---- */

static bool
on(struct sitting *s)
{
	struct input in = ahead(view(s));

	in.now = view(s)->wake; /* not before the minute after three wrong codes */
	return interview_feed(s->iv, &in);
}

/* Every question that is ahead can be skipped, and the end is reached. */
static void
check_skips(const struct walk *w)
{
	size_t limit = 4 * w->s.form->item_count + 4 * w->s.form->section_count + 20;
	struct sitting t;

	twin_open(w, &t);
	for (size_t i = 0; i < limit && interview_outcome(t.iv) == OUTCOME_NONE; i++)
		assert_true(on(&t));
	if (interview_outcome(t.iv) != OUTCOME_DONE)
		fail_msg("%d steps, seed %u, %d outcome, screen %d was %d: %s",
			(int)w->steps.count, (unsigned)seed, (int)interview_outcome(t.iv),
			(int)view(&t)->screen, (int)interview_outcome(w->s.iv),
			memory_story(&t.memory));
	tally[T_SKIPPED_ON]++;
	twin_close(&t);
}

static void
check_same_answers(struct sitting *one, struct sitting *two)
{
	const struct answers *a = interview_answers(one->iv);
	const struct answers *b = interview_answers(two->iv);

	for (size_t i = 0; i < one->form->item_count; i++) {
		assert_true(value_equal(&one->form->items[i], &a->at[i], &b->at[i]));
		assert_int_equal(a->asked[i], b->asked[i]);
	}
}

/* To where the twin was before it went back; nothing is stored on the way. */
static void
forth(struct sitting *t, enum screen screen, size_t number)
{
	for (int i = 0; i < 5; i++) {
		const struct view *v = view(t);

		if (v->screen == screen && v->item_number == number)
			return;
		if (v->screen == SCREEN_QUESTION && !v->has_value)
			break;
		assert_true(on(t));
	}
	fail_msg("back from screen %d, question %zu, then at %d, %zu: %s", (int)screen,
		number, (int)view(t)->screen, view(t)->item_number,
		memory_story(&t->memory));
}

/* Back, then on again: the same answers, not one event, and the same place. */
static void
check_back(const struct walk *w)
{
	struct sitting t;
	const struct view *v;
	enum screen screen;
	size_t number, count;
	bool skipped;

	twin_open(w, &t);
	v = view(&t);
	screen = v->screen;
	number = v->item_number;
	skipped = screen == SCREEN_QUESTION &&
		interview_answers(t.iv)->at[number - 1].missing ==
			MISSING_SECTION_SKIPPED;
	if (w->listed || skipped || !action_in(v, ACT_BACK) ||
		(screen != SCREEN_QUESTION && screen != SCREEN_AFTER))
		goto done;
	if (w->marked) /* what is marked is an answer by now */
		act(&t, ACT_SKIP), act(&t, ACT_BACK);
	if (view(&t)->screen != screen || view(&t)->item_number != number)
		goto done;
	count = t.memory.events.count;
	assert_true(act(&t, ACT_BACK));
	if (view(&t)->screen == SCREEN_QUESTION && !view(&t)->has_value)
		goto done; /* what was skipped with its part */
	if (view(&t)->screen == SCREEN_NOTE)
		goto done;
	forth(&t, screen, number);
	assert_int_equal(t.memory.events.count, count);
	if (!w->marked)
		check_same_answers(
			&t, &(struct sitting){.form = w->s.form, .iv = w->s.iv});
	tally[T_BACK]++;
done:
	twin_close(&t);
}

/* ---- coming back ---- */

/* What the events alone say about it. */
struct told_by {
	struct arena arena;
	const struct form *form;
	struct answers *got;
	const char *lang;
	bool consented;
	const char *owed[RANDOM_ITEMS]; /* "shown", "soft"; NULL */
};

static void
tell_part(struct told_by *t, const struct event *e)
{
	const struct section *s = form_section(t->form, e->key);
	bool skip = strcmp(e->value, "skip") == 0;

	for (size_t i = s->first_item; i < s->first_item + s->item_count; i++) {
		enum missing *m = &t->got->at[i].missing;

		if (skip && *m == MISSING_NOT_REACHED) {
			*m = MISSING_SECTION_SKIPPED;
			if (t->got->asked[i] && t->form->items[i].safety)
				t->owed[i] = "soft";
		} else if (!skip && *m == MISSING_SECTION_SKIPPED) {
			*m = MISSING_NOT_REACHED;
		}
	}
}

static void
tell(struct told_by *t, const struct event *e)
{
	const struct item *it =
		e->kind == EVENT_ANSWER ? form_item(t->form, e->key) : NULL;

	if (e->kind == EVENT_LANG || (e->kind == EVENT_START && !strcmp(e->key, "lang")))
		t->lang = e->value;
	if (e->kind == EVENT_CONSENT)
		t->consented = true;
	if (it) {
		assert_true(value_read(&t->arena, it, e->value, &t->got->at[it->index]));
		t->owed[it->index] =
			it->safety ? message_for(it->safety, e->value) : NULL;
	}
	if (e->kind == EVENT_SECTION)
		tell_part(t, e);
	score_settle(t->form, t->got);
	for (size_t i = 0; i < t->form->safety_count && e->kind == EVENT_SAFETY; i++) {
		const struct safety *s = &t->form->safeties[i];
		const char **owed = &t->owed[s->item->index];
		bool chose = !strcmp(e->value, "go-on") || !strcmp(e->value, "stop");

		if (*owed &&
			((!strcmp(e->value, "soft") && !strcmp(*owed, "soft")) ||
				(chose && !strcmp(s->id, e->key))))
			*owed = NULL;
	}
}

/* The first question that is open; NULL: none. */
static const struct item *
tell_first(const struct told_by *t)
{
	for (size_t i = 0; i < t->form->item_count; i++)
		if (t->got->asked[i] && t->got->at[i].missing == MISSING_NOT_REACHED)
			return &t->form->items[i];
	return NULL;
}

static enum screen
tell_screen(const struct told_by *t, size_t count)
{
	bool soft = false;

	for (size_t i = 0; i < t->form->item_count; i++) {
		if (t->owed[i] && strcmp(t->owed[i], "shown") == 0)
			return SCREEN_SAFETY;
		soft = soft || t->owed[i];
	}
	if (soft)
		return SCREEN_SAFETY_SOFT;
	return t->consented ? SCREEN_WELCOME_BACK : count ? SCREEN_WELCOME : SCREEN_COUNT;
}

/* From whatever stands first to the first open question, or the review; true: whether to
 * go on in another language was asked on the way. */
static bool
to_first_open(struct sitting *s)
{
	bool asked = false;

	for (int i = 0; i < 8; i++) {
		const struct view *v = view(s);

		asked = asked || v->screen == SCREEN_OTHER_LANGUAGE;
		if (v->screen == SCREEN_QUESTION || v->screen == SCREEN_REVIEW)
			return asked;
		assert_true(v->screen == SCREEN_SAFETY || v->screen == SCREEN_NOTE ||
			v->screen == SCREEN_OTHER_LANGUAGE ||
			v->screen == SCREEN_SAFETY_SOFT ||
			v->screen == SCREEN_WELCOME_BACK);
		assert_true(on(s));
	}
	fail_msg("not at a question");
	return asked;
}

/* A question of the part has no text in the client's language. */
static bool
lacks(const struct told_by *t, const struct section *s)
{
	bool none = !form_has_lang(t->form, t->lang);
	size_t lang = form_lang(t->form, t->lang);

	for (size_t i = 0; i < s->item_count && !none; i++)
		none = !t->form->items[s->first_item + i].text.in[lang];
	return none;
}

/* Another language is asked about, unless something was answered in it. */
static bool
asks_language(const struct told_by *t)
{
	const struct item *first = tell_first(t);

	if (!first || !lacks(t, first->section) || !form_has_lang(t->form, t->lang))
		return false;
	for (size_t i = 0; i < t->form->item_count; i++)
		if (t->got->at[i].missing != MISSING_NOT_REACHED &&
			t->got->at[i].missing != MISSING_SECTION_SKIPPED &&
			lacks(t, t->form->items[i].section))
			return false;
	return true;
}

/* Any number of events, then the light goes out: the client comes back to what they say,
 * and a second time to the same. */
static void
check_prefix(const struct walk *w, size_t n)
{
	struct told_by told = {.form = w->s.form, .lang = w->s.options.lang};
	struct buf first = BUF_NONE, second = BUF_NONE;
	struct sitting t, u;
	enum screen screen;

	told.got = answers_new(&told.arena, w->s.form);
	score_settle(w->s.form, told.got);
	for (size_t i = 0; i < n; i++)
		tell(&told, &w->s.memory.events.at[i]);
	screen = tell_screen(&told, n);
	return_open(w, &t, n);
	put_view(&first, view(&t));
	if (screen != SCREEN_COUNT)
		assert_int_equal(view(&t)->screen, screen);
	if (told.lang)
		assert_int_equal(view(&t)->lang, text_lang(told.lang));
	if (told.consented) {
		struct walk again = {.s = t};

		act(&t, ACT_HELP);
		again.s = t;
		return_open(&again, &u, t.memory.events.count);
		put_view(&second, view(&u));
		/* a soft message that was seen is not shown again */
		if (screen != SCREEN_SAFETY_SOFT)
			assert_string_equal(buf_text(&first), buf_text(&second));
		twin_close(&u);
		act(&t, ACT_BACK);
		assert_int_equal(to_first_open(&t), asks_language(&told));
		assert_ptr_equal(item_of(w->s.form, view(&t)), tell_first(&told));
	}
	tally[T_PREFIX]++;
	buf_free(&first);
	buf_free(&second);
	twin_close(&t);
	arena_free(&told.arena);
}

/* What is new to the ear, or was said about the last input, is no part of it. */
static void
put_lasting(struct buf *b, const struct view *v)
{
	struct view same = *v;

	same.new_section = same.new_stem = same.new_options = false;
	same.error = same.confirm = NULL;
	put_view(b, &same);
}

/* One who comes back sees what one sees who never left. */
static void
check_again(struct walk *w)
{
	struct buf here = BUF_NONE, there = BUF_NONE;
	struct sitting t, u;

	twin_open(w, &t);
	assert_string_equal(memory_story(&t.memory), memory_story(&w->s.memory));
	return_open(w, &u, w->s.memory.events.count);
	check_same_answers(&t, &u);
	if (!w->marked && view(&t)->screen == SCREEN_QUESTION && !w->listed) {
		put_lasting(&here, view(&t));
		to_first_open(&u);
		if (view(&u)->item_number == view(&t)->item_number) {
			put_lasting(&there, view(&u));
			assert_string_equal(buf_text(&here), buf_text(&there));
			tally[T_SAME_QUESTION]++;
		}
		buf_clear(&here);
		buf_clear(&there);
		assert_true(act(&t, ACT_REVIEW));
		if (view(&u)->screen == SCREEN_QUESTION)
			assert_true(act(&u, ACT_REVIEW));
		put_lasting(&here, view(&t));
		put_lasting(&there, view(&u));
		assert_string_equal(buf_text(&here), buf_text(&there));
		tally[T_SAME_REVIEW]++;
	}
	tally[T_AGAIN]++;
	buf_free(&here);
	buf_free(&there);
	twin_close(&t);
	twin_close(&u);
}

/* ---- what a client might do ---- */

/* Anything at all, allowed or not. */
static void
nonsense(struct walk *w)
{
	static const char *const texts[] = {
		"", "x", "1", "0", "yes", "fr", "99", "!skipped"};
	struct step step = {.in = {.act = (enum act)dice(ACT_COUNT)}};

	step.in.n = (int)dice(30) - 2;
	if (is_allowed(view(&w->s), step.in.act))
		return; /* those come by themselves */
	step.in.text = dice(2) ? texts[dice(COUNT_OF(texts))] : NULL;
	feed(w, step, NULL);
}

/* Marked by a digit, or typed. */
static void
random_mark(struct walk *w)
{
	const struct view *v = view(&w->s);
	const struct item *it = item_of(w->s.form, v);
	struct told told =
		random_told(&w->s.arena, it, form_lang(w->s.form, v->lang_tag));
	struct step step = {
		.in = {.act = ACT_SAY, .text = told.typed}
        };

	if (dice(8) == 0) {
		step.in.text = it->choices      ? "nothing of this"
			: it->type == ITEM_TEXT ? " "
						: "x";
		feed(w, step, NULL);
		return;
	}
	if (it->choices && dice(2)) {
		step.in.act = it->type == ITEM_MANY ? ACT_TOGGLE : ACT_SET;
		step.in.n = (int)dice((unsigned)it->choices->count);
	}
	feed(w, step, told.stored);
}

/* One disk in twelve fills up within the next events. */
static int
random_room(void)
{
	return dice(12) ? 0 : 1 + (int)dice(3);
}

static void
some_action(struct walk *w)
{
	const struct view *v = view(&w->s);
	size_t count = v->action_count; /* none where nothing but a code opens */
	enum act chosen = count ? v->actions[dice((unsigned)count)].act : ACT_NEXT;
	bool ends = chosen == ACT_NO || chosen == ACT_TALK || chosen == ACT_FINISH ||
		chosen == ACT_STOP || chosen == ACT_LEAVE || chosen == ACT_END;

	if (ends && v->screen != SCREEN_QUESTION && v->screen != SCREEN_LEAVE &&
		dice(4) > 0)
		return;
	feed(w, (struct step){.in = {.act = chosen}, .room = random_room()}, NULL);
}

/* A code, the right one two times of three. */
static void
some_code(struct walk *w)
{
	struct step step = {
		.in = {.act = ACT_SAY, .text = "1234"}
        };

	if (view(&w->s)->screen == SCREEN_CHART)
		step.in.text = dice(2) ? "C-7" : "Ana Vega";
	else if (dice(3) == 0)
		step.in.text = "0000";
	feed(w, step, NULL);
}

/* With what is marked: on, or another way. */
static void
leave_question(struct walk *w)
{
	static const enum act ways[] = {ACT_NEXT, ACT_NEXT, ACT_NEXT, ACT_NEXT, ACT_BACK,
		ACT_REVIEW, ACT_LEAVE, ACT_SKIP_SECTION, ACT_SKIP, ACT_HELP};
	enum act act = ways[dice(COUNT_OF(ways))];

	if (is_allowed(view(&w->s), act))
		feed(w, (struct step){.in = {.act = act}, .room = random_room()}, NULL);
}

static void
random_step(struct walk *w)
{
	const struct view *v = view(&w->s);
	unsigned way = dice(24);
	struct step go_to_one = {
		.in = {.act = ACT_GOTO,
                       .n = 1 + (int)dice((unsigned)w->s.form->item_count + 1)}
        };

	if (way == 0) {
		come_back(w);
	} else if (way == 1 && dice(4) == 0) {
		does(w, ACT_HANGUP);
	} else if (way < 3) {
		nonsense(w);
	} else if (way == 3 && v->wake) {
		w->now = v->wake;
		does(w, ACT_TICK);
	} else if (v->screen == SCREEN_QUESTION && way < 18) {
		random_mark(w);
		leave_question(w);
	} else if (v->screen == SCREEN_REVIEW && way < 14) {
		feed(w, go_to_one, NULL);
	} else if (v->line && way < 20) {
		some_code(w);
	} else if (v->screen != SCREEN_QUESTION && v->screen != SCREEN_REVIEW &&
		way < 20) {
		feed(w, (struct step){.in = ahead(v)}, NULL);
	} else {
		some_action(w);
	}
}

static void
walk_open(struct walk *w, const struct form *f)
{
	static const char *const langs[] = {"en", "es", NULL};
	bool kiosk = dice(8) == 0;

	*w = (struct walk){.now = 1000, .left = NOT_KNOWN};
	w->s.form = f;
	w->s.options = (struct interview_options){
		.client = "C-1",
		.mode = "line",
		.lang = langs[dice(3)],
		.now = 1000,
	};
	if (dice(4) == 0)
		w->s.options.idle = (struct idle_times){3 * MINUTE, MINUTE, 30 * MINUTE};
	if (kiosk)
		w->s.options.kiosk = (struct kiosk){w, is_staff, is_client, is_client};
	engine_new(&w->s);
}

static void
walk(const struct form *f, bool every_prefix)
{
	struct walk w;

	walk_open(&w, f);
	for (int i = 0; i < STEPS; i++) {
		enum outcome o = interview_outcome(w.s.iv);

		if (o == OUTCOME_STOPPED && w.s.memory.events.count && dice(2))
			come_back(&w); /* another day */
		else if (o != OUTCOME_NONE)
			break;
		random_step(&w);
		if (interview_outcome(w.s.iv) != OUTCOME_NONE)
			continue;
		if (dice(40) == 0)
			check_skips(&w);
		if (dice(12) == 0)
			check_back(&w);
		if (dice(16) == 0)
			check_again(&w);
		if (dice(5) == 0)
			check_closed(&w);
	}
	for (size_t n = 0; n < w.s.memory.events.count && every_prefix; n++)
		check_prefix(&w, n);
	twin_close(&w.s);
	arena_free(&w.s.arena);
}

TEST(interview, wherever_a_client_goes_the_rules_hold)
{
	for (uint32_t i = 0; i < FORMS; i++) {
		struct arena a = ARENA_NONE;
		const struct form *f = random_form(&a, i);

		assert_non_null(f);
		for (uint32_t k = 0; k < WALKS; k++) {
			seed = 1000 * (i + 1) + k;
			walk(f, k == 0);
		}
		arena_free(&a);
	}
	for (int i = 0; i < T_COUNT; i++)
		if (tally[i] < TALLY_LEAST)
			fail_msg("only %d times: %d", tally[i], i);
}
