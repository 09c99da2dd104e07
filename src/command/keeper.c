/* keeper.c - what a client says, into the store: sealed, on disk, before the next screen */
#include "command/keeper.h"

#include <string.h>

#include "base/clock.h"

/* When it was ended; never before its other events, if the clock was set back since. */
static int64_t
last_instant(const struct record *r)
{
	int64_t last = r->ended;

	for (size_t i = 0; i < r->event_count; i++)
		last = r->events[i].at > last ? r->events[i].at : last;
	return last;
}

/* How long it is kept, by the profile and the date of birth where the form asks for it. */
static void
keep_until(struct keeper *k, const struct record *r, const struct answers *got,
	struct buf *ret_day)
{
	struct date born = DATE_NONE, until;

	for (size_t i = 0; i < k->form->item_count; i++) {
		const struct item *it = &k->form->items[i];
		struct value v = answers_value(got, it);

		if (it->role && strcmp(it->role, "born") == 0 && it->type == ITEM_DATE &&
			v.missing == MISSING_NO)
			born = v.date;
	}
	if (practice_keep_until(
		    k->practice, born, date_of_instant(last_instant(r)), &until))
		date_put_iso(ret_day, until);
}

/* The finished record: events to body and head, sealed in one transaction. */
static int
keep_finished(struct keeper *k, enum store_state state)
{
	struct call *c = k->call;
	struct buf head = BUF_NONE, body = BUF_NONE, day = BUF_NONE;
	struct store_end end = {.state = state};
	struct record_head h;
	struct record r;
	struct answers *got;
	struct scores *s;
	int rc;

	rc = record_from_events(&c->arena, k->events.at, k->events.count, &r, &c->err);
	if (!rc)
		rc = record_answers(&c->arena, &r, k->form, &got, &c->err);
	if (rc)
		goto done;
	score_settle(k->form, got);
	s = score_all(&c->arena, k->form, got, &r);
	h = record_head_of(&r, k->form, got, s);
	record_head_put(&head, &h);
	record_put(&body, &r);
	if (head.full || body.full) {
		rc = err_set(&c->err, ERR_FAILED, "the record is too large to keep");
		goto done;
	}
	keep_until(k, &r, got, &day);
	end.keep_until = day.len ? buf_text(&day) : NULL;
	end.head = head.data;
	end.head_n = head.len;
	end.body = body.data;
	end.body_n = body.len;
	rc = store_finish(k->draft, &end, &c->err);
done:
	buf_wipe(&head);
	buf_wipe(&body);
	buf_free(&head);
	buf_free(&body);
	buf_free(&day);
	return rc;
}

static int
keep_event(struct keeper *k, const struct event *e)
{
	const enum store_state state = e->kind == EVENT_STOP ? STORE_STOPPED : STORE_OPEN;
	struct buf line = BUF_NONE;
	int rc;

	event_put(&line, e);
	rc = line.full
		? err_set(&k->call->err, ERR_FAILED, "the answer is too long to keep")
		: store_event_put(k->draft, state, line.data, line.len, &k->call->err);
	buf_wipe(&line);
	buf_free(&line);
	return rc;
}

/* A record begins with its first event, not with a screen that waits. */
static int
begin(struct keeper *k)
{
	struct buf day = BUF_NONE;
	int rc;

	date_put_iso(&day, date_of_instant(clock_now()));
	rc = store_take(k->store, buf_text(&day), &k->draft, &k->call->err);
	buf_free(&day);
	return rc;
}

static int
put(struct keeper *k, const struct event *e)
{
	struct arena *a = &k->call->arena;
	int rc = k->draft ? 0 : begin(k);

	if (rc)
		return rc;
	*vec_push(a, &k->events) = event_copy(a, e);
	switch (e->kind) {
	case EVENT_FINISH:
		rc = keep_finished(k, STORE_DONE);
		break;
	case EVENT_DECLINE:
		rc = keep_finished(k, STORE_DECLINED);
		break;
	case EVENT_START:
	case EVENT_CONSENT:
	case EVENT_ANSWER:
	case EVENT_SECTION:
	case EVENT_SAFETY:
	case EVENT_LANG:
	case EVENT_STOP:
	case EVENT_RESUME:
		rc = keep_event(k, e);
		break;
	case EVENT_KIND_COUNT:
	default:
		rc = err_set(&k->call->err, ERR_FAILED, "an event of no known kind");
		break;
	}
	if (rc)
		k->events.count--; /* not on disk: it did not happen */
	return rc;
}

static int
keeper_put(void *self, const struct event *e)
{
	struct keeper *k = self;
	int rc = put(k, e);

	if (rc)
		k->unsaved = k->call->err;
	else
		err_clear(&k->unsaved);
	return rc;
}

static const char *
keeper_code(void *self)
{
	struct keeper *k = self;

	return k->draft ? store_draft_code(k->draft) : NULL;
}

struct sink
keeper_sink(struct keeper *k)
{
	return (struct sink){k, keeper_put, keeper_code};
}

void
keeper_free(struct keeper *k)
{
	store_draft_free(k->draft);
	k->draft = NULL;
	k->events.count = 0;
}

/* What the client sees at the end decides the exit code. */
int
keeper_exit_code(const struct keeper *k, struct interview *iv, enum outcome how)
{
	const struct answers *got = interview_answers(iv);
	struct call *c = k->call;
	struct record r;
	struct scores *s;

	if (k->unsaved.code) {
		c->err = k->unsaved;
		return c->err.code;
	}
	if (how == OUTCOME_DECLINED)
		return EXIT_DECLINED;
	if (c->opt[OPT_FAIL_ON_FLAG] && k->events.count) {
		int rc = record_from_events(
			&c->arena, k->events.at, k->events.count, &r, &c->err);

		if (rc)
			return rc; /* nobody could say that there is no flag */
		s = score_all(&c->arena, k->form, got, &r);
		if (s->flags)
			return EXIT_FLAGGED;
	}
	return how == OUTCOME_DONE ? EXIT_DONE : EXIT_STOPPED;
}

static void
keep_stored(void *self, const void *bytes, size_t n)
{
	struct keeper *k = self;
	struct event e;

	if (event_read(&k->call->arena, bytes, n, &e))
		*vec_push(&k->call->arena, &k->events) = e;
	else
		k->damaged = true;
}

int
keeper_resume(struct keeper *k, const char *code)
{
	struct call *c = k->call;
	struct record r;
	int rc;

	k->events.count = 0;
	k->damaged = false;
	rc = store_resume(k->store, code, keep_stored, k, &k->draft, &k->wait, &c->err);
	if (!rc && k->damaged)
		rc = err_set(&c->err, ERR_INVALID,
			"an answer in this interview is damaged; the therapist can still "
			"open it");
	if (!rc)
		rc = record_from_events(
			&c->arena, k->events.at, k->events.count, &r, &c->err);
	if (!rc)
		rc = record_form(c, k->store, &r, &k->form);
	if (rc)
		keeper_free(k);
	return rc;
}
