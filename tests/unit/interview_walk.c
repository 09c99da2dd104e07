/*
 * interview_walk.c - random forms, random walks: what must hold wherever the client goes
 *
 * A walk keeps a book of its own: what the client marked, what was said to each question,
 * how many were left.  After each input the engine is held against it; now and then the
 * walk is done again on a second engine, to try there what must change nothing.
 */
#include <stdio.h>

#include "score/score.h"
#include "unit/interview_random.h"
#include "unit/test.h"

enum {
	FORMS = 300,
	WALKS = 7,
	STEPS = 45,
	MINUTE = 60 * 1000,
	NOT_KNOWN = -1,
	TALLY_LEAST = 50, /* times that each thing is to be met with */
};

/* How often each thing was looked at: a walk that meets nothing proves nothing. */
enum tally {
	T_SKIPPED_ON, /* a walk to the end by skips alone */
	T_BACK,
	T_LEFT,
	T_CLOSED, /* an answer behind a closed condition */
	T_AGAIN,
	T_PREFIX,
	T_SAME_QUESTION,
	T_SAME_REVIEW,
	T_REFUSED, /* an act that is not allowed */
	T_FAILED,  /* the disk would not take it */
	T_ANSWERS,
	T_FLAG_NEXT, /* a flag on disk, by the act that stored it */
	T_FLAG_BACK,
	T_FLAG_REVIEW,
	T_FLAG_LEAVE,
	T_FLAG_PART,
	T_SOFT,
	T_SOFT_PART,
	T_COUNT
};
static int tally[T_COUNT];

/* ---- a walk, and its book ---- */

struct step {
	struct input in;
	int room;   /* of the disk in the meantime, as below */
	bool again; /* no input: the light went out, and the client comes back */
};

struct walk {
	struct sitting s;
	VEC(struct step) steps; /* all of them, to be done once more */
	int64_t now;
	const struct item *item;        /* the question that was shown last */
	const char *last[RANDOM_ITEMS]; /* what was said to each, as stored; NULL */
	bool marked;                    /* something is in hand */
	const char *hand; /* as it would be stored; NULL: all was unticked */
	bool owed;        /* a message, until one of its answers is chosen */
	int left;         /* at the question shown last; NOT_KNOWN: not going forward */
	bool listed;      /* opened from the review */
};

/* What was so before an input. */
struct before {
	enum screen screen;
	bool allowed, marked;
	bool full; /* the disk, at the end of it */
	const char *hand;
	const struct item *item;
	size_t count; /* events */
};

static bool
is_staff(void *self, const char *typed)
{
	(void)self;
	return strcmp(typed, "1234") == 0;
}

static bool
is_client(void *self, const char *typed)
{
	return strcmp(typed, memory_code(self)) == 0;
}

/* A disk that fills up: room is one more than what it still takes; 0: it never does. */
static int room;

static int
room_put(void *self, const struct event *e)
{
	return room == 1 ? -1 : (room -= room > 0, memory_put(self, e));
}

static void
engine_new(struct sitting *s)
{
	struct sink sink = {&s->memory, room_put, memory_code};

	s->iv = interview_new(s->form, &test_practice, &sink, &s->options);
}

static void
step_do(struct sitting *s, const struct step *step)
{
	struct err err = ERR_NONE;

	if (step->again) {
		interview_free(s->iv);
		engine_new(s);
		assert_int_equal(interview_replay(s->iv, s->memory.events.at,
					 s->memory.events.count, &err),
			0);
		return;
	}
	room = step->room;
	interview_feed(s->iv, &step->in);
	room = 0;
}

/* A second engine that went the same way. */
static void
twin_open(const struct walk *w, struct sitting *t)
{
	*t = (struct sitting){.form = w->s.form, .options = w->s.options};
	engine_new(t);
	for (size_t i = 0; i < w->steps.count; i++)
		step_do(t, &w->steps.at[i]);
}

static void
twin_close(struct sitting *t)
{
	interview_free(t->iv);
	arena_free(&t->memory.arena);
}

/* A new engine and the first n events of the walk. */
static void
return_open(const struct walk *w, struct sitting *t, size_t n)
{
	struct err err = ERR_NONE;

	*t = (struct sitting){.form = w->s.form, .options = w->s.options};
	for (size_t i = 0; i < n; i++)
		memory_put(&t->memory, &w->s.memory.events.at[i]);
	engine_new(t);
	assert_int_equal(interview_replay(t->iv, t->memory.events.at, n, &err), 0);
}

/* ---- which acts are allowed ---- */

static bool
is_allowed(const struct view *v, enum act act)
{
	bool question = v->screen == SCREEN_QUESTION;
	bool many = question && v->type == ITEM_MANY;
	bool language = v->screen == SCREEN_LANGUAGE;

	if (act == ACT_SET)
		return language || (question && v->option_count && !many);
	if (act == ACT_TOGGLE)
		return many;
	if (act == ACT_SAY)
		return language || question || v->line;
	if (act == ACT_GOTO)
		return v->screen == SCREEN_REVIEW;
	return act == ACT_TICK || act == ACT_HANGUP || action_in(v, act);
}

/* What is not in the list does nothing; what is refused puts no more than the return. */
static void
check_refused(const struct walk *w, const struct before *b)
{
	if (!b->allowed)
		assert_int_equal(w->s.memory.events.count, b->count);
	for (size_t i = b->count; i < w->s.memory.events.count; i++) {
		const struct event *e = &w->s.memory.events.at[i];

		assert_true(e->kind == EVENT_RESUME || strcmp(e->value, "shown") == 0 ||
			strcmp(e->value, "soft") == 0);
	}
	tally[T_REFUSED] += !b->allowed;
}

/* ---- what was put ---- */

/* The value that an act may store now; NULL: none. */
static const char *
given_by(const struct before *b, enum act act)
{
	if (act == ACT_SKIP)
		return "!skipped";
	if (act == ACT_DONT_KNOW)
		return "!dont-know";
	if (act == ACT_NEXT || act == ACT_BACK || act == ACT_REVIEW || act == ACT_LEAVE ||
		act == ACT_SKIP_SECTION || (act == ACT_YES && b->screen == SCREEN_LEAVE))
		return b->marked ? b->hand : NULL;
	return NULL;
}

/* By the codes alone: a, b, c in order of their scores; w and reasons are no answer. */
static const char *
message_for(const struct safety *s, const char *stored)
{
	if (strchr("!w", stored[0]))
		return "soft";
	return stored[0] >= s->from->code[0] ? "shown" : NULL;
}

/* Right behind an answer to a safety item comes its message, and nothing else. */
static void
check_message(const struct walk *w, const struct before *b, size_t at, enum act act)
{
	const struct item *it = b->item;
	const struct event *e = &w->s.memory.events.at[at], *next = e + 1;
	const char *message = it->safety ? message_for(it->safety, e->value) : NULL;
	bool flag = message && strcmp(message, "shown") == 0;
	bool last = at + 1 == w->s.memory.events.count;

	if (!message)
		return;
	if (!flag && !last && next->kind == EVENT_SECTION)
		last = ++next == &w->s.memory.events.at[w->s.memory.events.count];
	if (b->full && last) /* it is shown all the same */
		flag = flag || interview_view(w->s.iv)->screen == SCREEN_SAFETY;
	else if (last || next->kind != EVENT_SAFETY ||
		strcmp(next->value, message) != 0 ||
		(flag && strcmp(next->key, it->safety->id) != 0))
		fail_msg("%s=%s by act %d is met with %s", e->key, e->value, (int)act,
			last ? "nothing" : next->value);
	assert_int_equal(interview_view(w->s.iv)->screen,
		flag ? SCREEN_SAFETY : SCREEN_SAFETY_SOFT);
	tally[T_FLAG_NEXT] += flag && act == ACT_NEXT;
	tally[T_FLAG_BACK] += flag && act == ACT_BACK;
	tally[T_FLAG_REVIEW] += flag && act == ACT_REVIEW;
	tally[T_FLAG_LEAVE] += flag && act == ACT_LEAVE;
	tally[T_FLAG_PART] += flag && act == ACT_SKIP_SECTION;
	tally[T_SOFT] += !flag;
}

static void
check_part(const struct walk *w, const struct before *b, size_t at, enum act act)
{
	const struct event *e = &w->s.memory.events.at[at];
	const struct section *s = form_section(w->s.form, e->key);
	const bool *asked = interview_answers(w->s.iv)->asked;
	bool last = at + 1 == w->s.memory.events.count, soft = false;

	if (strcmp(e->value, "open") == 0) {
		bool answers = !last && e[1].kind == EVENT_ANSWER &&
			form_item(w->s.form, e[1].key)->section == s;

		assert_true(answers || b->full ||
			(act == ACT_NEXT && b->screen == SCREEN_NOTE));
		return;
	}
	assert_true(act == ACT_SKIP_SECTION ||
		(act == ACT_NO && b->screen == SCREEN_OTHER_LANGUAGE));
	for (size_t i = 0; i < s->item_count; i++) {
		size_t n = s->first_item + i;

		soft = soft || (w->s.form->items[n].safety && !w->last[n] && asked[n]);
	}
	if (!soft)
		return;
	tally[T_SOFT_PART]++;
	if (interview_view(w->s.iv)->screen == SCREEN_SAFETY)
		return; /* a flag that was in hand comes first */
	assert_int_equal(interview_view(w->s.iv)->screen, SCREEN_SAFETY_SOFT);
	assert_true(b->full || (!last && strcmp(e[1].value, "soft") == 0));
}

/* A message lies over everything until it is answered, whatever lies over it. */
static void
check_owed(struct walk *w, size_t from)
{
	enum screen screen = interview_view(w->s.iv)->screen;
	bool over = screen == SCREEN_SAFETY || screen == SCREEN_HIDDEN ||
		screen == SCREEN_CARD || screen == SCREEN_HELP ||
		screen == SCREEN_PAUSE || screen == SCREEN_IDLE ||
		screen == SCREEN_LOCKED || screen == SCREEN_SAVED ||
		screen == SCREEN_LEAVE; /* from a break; it stands there on return */

	for (size_t i = from; i < w->s.memory.events.count; i++) {
		const struct event *e = &w->s.memory.events.at[i];

		if (e->kind == EVENT_SAFETY && strcmp(e->value, "soft") != 0)
			w->owed = strcmp(e->value, "go-on") != 0 &&
				strcmp(e->value, "stop") != 0;
	}
	if (w->owed && !over)
		fail_msg("screen %d before the message was answered", (int)screen);
}

/* At most one answer, to the question that was shown, and only what the client gave. */
static void
check_put(struct walk *w, const struct before *b, enum act act)
{
	int answers = 0;

	for (size_t i = b->count; i < w->s.memory.events.count; i++) {
		const struct event *e = &w->s.memory.events.at[i];
		const char *given = given_by(b, act);

		if (e->kind == EVENT_SECTION)
			check_part(w, b, i, act);
		if (e->kind != EVENT_ANSWER)
			continue;
		if (!given)
			fail_msg("act %d answered %s=%s", (int)act, e->key, e->value);
		assert_string_equal(e->value, given);
		assert_ptr_equal(form_item(w->s.form, e->key), b->item);
		assert_int_equal(++answers, 1);
		w->last[b->item->index] = e->value;
		check_message(w, b, i, act);
		tally[T_ANSWERS]++;
	}
}

/* What the engine holds is what the client said last, asked or not. */
static void
check_answers(struct walk *w)
{
	const struct answers *got = interview_answers(w->s.iv);

	for (size_t i = 0; i < w->s.form->item_count; i++) {
		const struct item *it = &w->s.form->items[i];
		enum missing m = got->at[i].missing;
		struct buf b = BUF_NONE;

		if (w->last[i]) {
			value_put(&b, it, &got->at[i]);
			assert_string_equal(buf_text(&b), w->last[i]);
		} else {
			assert_true(
				m == MISSING_NOT_REACHED || m == MISSING_SECTION_SKIPPED);
		}
		if (!got->asked[i])
			assert_int_equal(
				answers_value(got, it).missing, MISSING_NOT_ASKED);
		buf_free(&b);
	}
}

/* ---- the book ---- */

static uint64_t
ticked(struct walk *w)
{
	const char *stored = w->marked ? w->hand : w->last[w->item->index];
	const struct choice_list *l = w->item->choices;
	uint64_t bits = 0;

	for (const char *p = stored ? stored : "!"; *p && *p != '!';) {
		size_t n = strcspn(p, " ");

		bits |= (uint64_t)1
			<< form_choice(l, arena_strndup(&w->s.memory.arena, p, n));
		p += n + (p[n] == ' ');
	}
	return bits;
}

/* One more, or one less; x y v go together, z and u stand alone. */
static const char *
toggled(struct walk *w, int n)
{
	uint64_t was = ticked(w), bit = (uint64_t)1 << n, now;
	struct buf b = BUF_NONE;
	const char *stored;

	now = was & bit ? was & ~bit : n > 2 ? bit : (was & 7) | bit;
	for (size_t i = 0; i < w->item->choices->count; i++)
		if (now >> i & 1)
			buf_printf(&b, "%s%s", b.len ? " " : "",
				w->item->choices->at[i].code);
	stored = now ? arena_strdup(&w->s.memory.arena, buf_text(&b)) : NULL;
	buf_free(&b);
	return stored;
}

static bool
leaves_question(enum act act)
{
	return act == ACT_NEXT || act == ACT_BACK || act == ACT_SKIP ||
		act == ACT_DONT_KNOW || act == ACT_REVIEW || act == ACT_SKIP_SECTION;
}

/* said: what ACT_SAY comes to; NULL: nothing that the question takes. */
static void
mark(struct walk *w, const struct before *b, const struct input *in, bool ok,
	const char *said)
{
	size_t kept = b->count; /* an answer among the events */

	while (kept < w->s.memory.events.count &&
		w->s.memory.events.at[kept].kind != EVENT_ANSWER)
		kept++;
	if (in->act == ACT_SET && ok)
		w->hand = w->item->choices->at[in->n].code;
	if (in->act == ACT_TOGGLE && ok)
		w->hand = toggled(w, in->n);
	if (in->act == ACT_SAY && ok)
		w->hand = said;
	if (in->act == ACT_SET || in->act == ACT_TOGGLE || in->act == ACT_SAY)
		w->marked = ok || (w->marked && w->item->choices);
	if ((leaves_question(in->act) && ok) || kept < w->s.memory.events.count)
		w->marked = false;
	/* what is in hand is the answer already, or is so now */
	if ((in->act == ACT_LEAVE || in->act == ACT_SKIP_SECTION) && w->hand &&
		(!b->full ||
			(w->last[w->item->index] &&
				strcmp(w->hand, w->last[w->item->index]) == 0)))
		w->marked = false;
}

/* "At most 9 left."; nothing: none. */
static int
left_of(const struct view *v)
{
	const char *at =
		v->progress_short ? strpbrk(v->progress_short, "0123456789") : NULL;

	return at ? (int)strtol(at, NULL, 10) : 0;
}

/* From one question to a later one, however many screens lie between. */
static void
check_left(struct walk *w, enum act act)
{
	const struct view *v = view(&w->s);
	const struct item *it = item_of(w->s.form, v);
	bool ahead = it && w->item && it->index > w->item->index;

	if (v->screen == SCREEN_REVIEW || v->screen == SCREEN_WELCOME_BACK) {
		w->left = NOT_KNOWN;
		w->listed = false;
	}
	if (act == ACT_BACK || act == ACT_PART_AGAIN || act == ACT_GOTO)
		w->left = NOT_KNOWN;
	w->listed = w->listed || (act == ACT_GOTO && v->screen != SCREEN_REVIEW);
	if (!it || w->listed)
		return;
	if (ahead && w->left != NOT_KNOWN) {
		tally[T_LEFT]++;
		if (left_of(v) >= w->left)
			fail_msg("%d left at %zu, then %d at %zu", w->left,
				w->item->number, left_of(v), it->number);
	}
	w->left = left_of(v);
}

static bool
feed(struct walk *w, struct step step, const char *said)
{
	const struct view *v = view(&w->s);
	struct before b = {
		.screen = v->screen,
		.allowed = is_allowed(v, step.in.act),
		.marked = w->marked,
		.hand = w->hand,
		.item = w->item,
		.count = w->s.memory.events.count,
	};
	bool ok;

	w->now += 1000;
	step.in.now = w->now;
	*vec_push(&w->s.arena, &w->steps) = step;
	room = step.room;
	ok = interview_feed(w->s.iv, &step.in);
	b.full = room == 1;
	room = 0;
	tally[T_FAILED] += b.full;
	if (!b.allowed)
		assert_false(ok);
	if (!ok && !b.full) {
		check_refused(w, &b);
		assert_int_equal(view(&w->s)->screen, b.screen);
	}
	check_put(w, &b, step.in.act);
	check_owed(w, b.count);
	if (b.allowed && (b.screen == SCREEN_QUESTION || step.in.act == ACT_LEAVE))
		mark(w, &b, &step.in, ok, said);
	check_answers(w);
	check_left(w, step.in.act);
	v = view(&w->s);
	if (v->screen == SCREEN_QUESTION) {
		w->item = item_of(w->s.form, v);
		assert_int_equal(v->in_hand, w->marked);
		assert_non_null(action_in(v, ACT_SKIP));
	}
	return ok;
}

static bool
does(struct walk *w, enum act act)
{
	return feed(w, (struct step){.in = {.act = act}}, NULL);
}

/* The light goes out, or the client comes back another day. */
static void
come_back(struct walk *w)
{
	struct step step = {.again = true};

	*vec_push(&w->s.arena, &w->steps) = step;
	step_do(&w->s, &step);
	w->marked = w->listed = false;
	w->left = NOT_KNOWN;
	check_answers(w);
}

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

/* From whatever stands first to the first open question, or the review. */
static void
to_first_open(struct sitting *s)
{
	for (int i = 0; i < 8; i++) {
		const struct view *v = view(s);

		if (v->screen == SCREEN_QUESTION || v->screen == SCREEN_REVIEW)
			return;
		assert_true(v->screen == SCREEN_SAFETY || v->screen == SCREEN_NOTE ||
			v->screen == SCREEN_OTHER_LANGUAGE ||
			v->screen == SCREEN_SAFETY_SOFT ||
			v->screen == SCREEN_WELCOME_BACK);
		assert_true(on(s));
	}
	fail_msg("not at a question");
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
		to_first_open(&t);
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
		.idle = {dice(4) ? 0 : 3 * MINUTE, MINUTE,    30 * MINUTE},
		.kiosk = { kiosk ? w : NULL,                is_staff, is_client,   is_client},
	};
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
