/*
 * interview_book.h - a client that goes about at random, and keeps a book of it
 *
 * What was marked, what was said to each question, how many were left: after each input
 * the engine is held against the book, and whatever does not fit fails the test.
 */
#ifndef TESTS_UNIT_INTERVIEW_BOOK_H
#define TESTS_UNIT_INTERVIEW_BOOK_H

#include "unit/interview_random.h"
#include "unit/test.h"

enum { NOT_KNOWN = -1 };

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

/* Never more than there are, without the parts that were skipped. */
static void
check_bound(const struct walk *w, const struct view *v)
{
	const struct value *at = interview_answers(w->s.iv)->at;
	size_t later = 0, i = v->item_number - 1;

	if (at[i].missing == MISSING_SECTION_SKIPPED)
		return; /* an answer there opens the part again */
	while (++i < w->s.form->item_count)
		later += at[i].missing != MISSING_SECTION_SKIPPED;
	assert_true(left_of(v) <= (int)later);
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
	check_bound(w, v);
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

#endif
