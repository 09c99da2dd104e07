/*
 * idle.c - when nobody does anything; and a console that stands in a waiting room
 *
 * Idle is often a client who is far away, not one who has left: the screen asks first, in
 * words that give time, and any key goes on.  After that it is hidden; in a kiosk it is
 * locked until the client's code or the staff code is typed, and closed as stopped when
 * nobody does so.  Nothing is lost by any of it: every answer is on disk.
 *
 * Source: interview.md 3.4; WCAG 2.2.1 (a warning, one key to extend, as often as wanted).
 */
#include "interview/internal.h"

bool
is_kiosk(const struct interview *iv)
{
	return iv->options.kiosk.self != NULL;
}

/* The next client may begin, and sees nothing of this one. */
static void
close_unseen(struct interview *iv, int64_t now)
{
	stop(iv, now);
	iv->at = SCREEN_HIDDEN;
}

/* Nobody can see what is there, or go on with it, without a code. */
static void
lock(struct interview *iv, int64_t now)
{
	if (!iv->consented) { /* nothing was answered, and there is no code yet */
		close_unseen(iv, now);
		return;
	}
	iv->tries = 0;
	screen_push(iv, SCREEN_LOCKED);
}

/* ---- time ---- */

static void
ask_first(struct interview *iv, int64_t now)
{
	(void)now;
	screen_push(iv, SCREEN_IDLE);
}

static void
hide_or_lock(struct interview *iv, int64_t now)
{
	screen_pop(iv);
	if (is_kiosk(iv))
		lock(iv, now);
	else
		screen_push(iv, SCREEN_HIDDEN);
}

static void
to_start(struct interview *iv, int64_t now)
{
	(void)now;
	iv->at = SCREEN_START;
}

/* How long nobody may have done anything, in how many of the three times, and what then. */
struct rest {
	enum screen screen;
	int parts; /* 0: for ever; 1: idle; 2: and warn; 3: and close */
	void (*then)(struct interview *iv, int64_t now);
};

static const struct rest rests[] = {
	{SCREEN_IDLE,   2, hide_or_lock},
	{SCREEN_HIDDEN, 2, lock        },
	{SCREEN_LOCKED, 3, close_unseen},
	{SCREEN_START,  0, NULL        },
	{SCREEN_RETURN, 1, to_start    },
	{SCREEN_STAFF,  1, to_start    },
	{SCREEN_DESK,   1, to_start    },
	{SCREEN_CHART,  1, to_start    },
};
static const struct rest any_other = {SCREEN_COUNT, 1, ask_first};
static const struct rest for_ever = {SCREEN_COUNT, 0, NULL};

static const struct rest *
rest_of(const struct interview *iv)
{
	enum screen top = top_screen(iv);

	if (iv->options.idle.idle <= 0 || iv->outcome != OUTCOME_NONE)
		return &for_ever;
	if (top == SCREEN_HIDDEN && !is_kiosk(iv))
		return &for_ever;
	for (size_t i = 0; i < COUNT_OF(rests); i++)
		if (rests[i].screen == top)
			return &rests[i];
	return &any_other;
}

static int64_t
milliseconds_of(const struct interview *iv, const struct rest *r)
{
	const struct idle_times *t = &iv->options.idle;

	return t->idle + (r->parts > 1 ? t->warn : 0) + (r->parts > 2 ? t->close : 0);
}

int64_t
idle_wake(const struct interview *iv)
{
	const struct rest *r = rest_of(iv);

	return r->parts && iv->touched ? iv->touched + milliseconds_of(iv, r) : 0;
}

bool
tick(struct interview *iv, int64_t now)
{
	const struct rest *r = rest_of(iv);

	iv->view_fresh = false;
	if (!iv->touched || now < iv->touched)
		iv->touched = now; /* the clock was set back */
	if (!r->parts || now - iv->touched < milliseconds_of(iv, r))
		return false;
	iv->seq++;
	buf_clear(&iv->error);
	buf_clear(&iv->confirm);
	r->then(iv, now);
	return true;
}

/* ---- codes ---- */

enum code { CODE_STAFF, CODE_STAFF_OR_CLIENT, CODE_COMING_BACK };

static bool
is_right(const struct kiosk *k, enum code kind, const char *typed)
{
	if (kind == CODE_COMING_BACK)
		return k->come_back(k->self, typed);
	return k->is_staff(k->self, typed) ||
		(kind == CODE_STAFF_OR_CLIENT && k->is_client(k->self, typed));
}

/* A wrong code is refused; three in a row wait a minute, a right one too. */
static bool
code_right(struct interview *iv, const struct input *in, enum code kind)
{
	const char *typed = in->text ? in->text : "";

	if (in->now < iv->tries_again && iv->tries_again - in->now <= TRIES_WAIT_MS)
		return refuse(iv, TEXT_CODE_WAIT);
	if (is_right(&iv->options.kiosk, kind, typed)) {
		iv->tries = 0;
		return true;
	}
	if (++iv->tries < TRIES)
		return refuse(iv, TEXT_CODE_WRONG);
	iv->tries = 0;
	iv->tries_again = in->now + TRIES_WAIT_MS;
	return refuse(iv, TEXT_CODE_WAIT);
}

/* In a kiosk the next pair of eyes may be another's. */
bool
do_unhide(struct interview *iv, const struct input *in)
{
	screen_pop(iv);
	if (is_kiosk(iv) && iv->consented)
		lock(iv, in->now);
	return true;
}

bool
do_unlock(struct interview *iv, const struct input *in)
{
	if (!code_right(iv, in, CODE_STAFF_OR_CLIENT))
		return false;
	screen_pop(iv);
	return true;
}

/* ---- the start screen, and what the staff can do there ---- */

bool
do_start(struct interview *iv, const struct input *in)
{
	(void)in;
	language_begin(iv);
	return true;
}

bool
do_to_return(struct interview *iv, const struct input *in)
{
	(void)in;
	iv->at = SCREEN_RETURN;
	return true;
}

bool
do_return(struct interview *iv, const struct input *in)
{
	if (!code_right(iv, in, CODE_COMING_BACK))
		return false;
	iv->outcome = OUTCOME_RETURN;
	return true;
}

bool
do_to_staff(struct interview *iv, const struct input *in)
{
	(void)in;
	iv->at = SCREEN_STAFF;
	return true;
}

bool
do_staff(struct interview *iv, const struct input *in)
{
	if (!code_right(iv, in, CODE_STAFF))
		return false;
	iv->at = SCREEN_DESK;
	return true;
}

bool
do_to_chart(struct interview *iv, const struct input *in)
{
	(void)in;
	iv->at = SCREEN_CHART;
	return true;
}

bool
do_chart(struct interview *iv, const struct input *in)
{
	const char *code = in->text ? in->text : "";

	if (!client_code_valid(code))
		return refuse(iv, TEXT_CHART_WRONG);
	iv->options.client = arena_strdup(&iv->arena, code);
	iv->at = SCREEN_START;
	buf_str(&iv->confirm, text(iv->ui, *code ? TEXT_CHART_SET : TEXT_CHART_NONE));
	return true;
}

bool
do_to_start(struct interview *iv, const struct input *in)
{
	(void)in;
	iv->at = SCREEN_START;
	return true;
}

bool
do_end(struct interview *iv, const struct input *in)
{
	(void)in;
	iv->outcome = OUTCOME_ENDED;
	return true;
}

/* ---- views ---- */

/* A short sentence in each language: whose screen it is, is not known yet. */
static const char *
in_each(struct interview *iv, enum text_id id, const char *between)
{
	struct buf b = BUF_NONE;

	for (int i = 0; i < LANG_COUNT; i++) {
		buf_str(&b, i ? between : "");
		buf_str(&b, text((enum lang)i, id));
	}
	return view_text(iv, &b);
}

void
view_idle(struct interview *iv, struct view *v)
{
	v->title = text(iv->ui, TEXT_IDLE_TITLE);
	v->body = text(iv->ui, TEXT_IDLE_BODY);
	v->any_key = true;
	v->form_title = "";
}

void
view_locked(struct interview *iv, struct view *v)
{
	v->title = text(iv->ui, TEXT_LOCKED_TITLE);
	v->body = text(iv->ui, TEXT_LOCKED_BODY);
	v->ask = text(iv->ui, TEXT_LOCKED_ASK);
	v->line = v->sensitive = true;
	v->form_title = "";
}

void
view_start(struct interview *iv, struct view *v)
{
	v->title = iv->practice->name;
	v->body = in_each(iv, TEXT_START_BODY, "\n");
	v->form_title = "";
	v->sensitive = true;
}

void
view_return(struct interview *iv, struct view *v)
{
	v->title = in_each(iv, TEXT_RETURN_TITLE, ". ");
	v->ask = in_each(iv, TEXT_LOCKED_ASK, ". ");
	v->line = v->sensitive = true;
	v->form_title = "";
}

void
view_staff(struct interview *iv, struct view *v)
{
	v->title = text(iv->ui, TEXT_STAFF_TITLE);
	v->ask = text(iv->ui, TEXT_STAFF_ASK);
	v->line = v->secret = v->sensitive = true;
	v->form_title = "";
}

void
view_desk(struct interview *iv, struct view *v)
{
	v->title = text(iv->ui, TEXT_DESK_TITLE);
	v->sensitive = true;
	v->form_title = "";
}

void
view_chart(struct interview *iv, struct view *v)
{
	v->title = text(iv->ui, TEXT_CHART_TITLE);
	v->body = text(iv->ui, TEXT_CHART_BODY);
	v->ask = text(iv->ui, TEXT_CHART_ASK);
	v->line = v->sensitive = true;
	v->form_title = "";
}
