/*
 * kiosk.c - a form for one client after another, on a machine that stands in the open
 *
 * Signals from the keyboard do nothing.  Each client has an interview, a draft and an arena
 * of their own, all overwritten before the next one begins; finished records are sealed
 * for the practice and cannot be read here.  The staff code is in locked memory only.
 *
 * Source: interview.md 3.4.
 */
#include "command/front.h"
#include "command/keeper.h"

#include <signal.h>
#include <string.h>

#include "base/clock.h"

enum { IDLE_MINUTES = 3, LAST_SCREEN_MS = 20000 };

struct desk {
	const char *staff_code;
	struct keeper *keeper;
};

/* As long for a near miss as for a far one. */
static bool
is_staff(void *self, const char *typed)
{
	const struct desk *d = self;
	size_t n = strlen(typed), size = strlen(d->staff_code);
	unsigned char differ = n != size;

	for (size_t i = 0; i < size; i++)
		differ |= (unsigned char)(d->staff_code[i] ^ typed[i < n ? i : n]);
	return !differ;
}

static bool
is_client(void *self, const char *typed)
{
	const struct desk *d = self;

	return d->keeper->draft &&
		store_code_same(store_draft_code(d->keeper->draft), typed);
}

/* What was left with that code is the keeper's from here on. */
static bool
come_back(void *self, const char *typed)
{
	const struct desk *d = self;

	return keeper_resume(d->keeper, typed) == 0;
}

static void
ignore_signals(void)
{
	static const int signals[] = {SIGINT, SIGQUIT, SIGTSTP, SIGTTOU, SIGTTIN};
	struct sigaction none = {.sa_handler = SIG_IGN};

	sigemptyset(&none.sa_mask);
	for (size_t i = 0; i < COUNT_OF(signals); i++)
		(void)sigaction(signals[i], &none, NULL);
}

struct kiosk_run {
	struct call *call;
	struct home home;
	const struct form *form;
	struct front front;
	struct interview_options options;
	const char *staff_code;
};

/* From the start screen, or for somebody who came back from where they stopped. */
static int
one_interview(
	struct kiosk_run *r, struct keeper *k, enum outcome *ret_how, bool *ret_over)
{
	struct sink sink = keeper_sink(k);
	struct interview *iv;
	int rc = front_open(r->call, &r->front);

	if (rc)
		return rc;
	r->options.mode = r->front.console->name;
	r->options.now = clock_now();
	iv = interview_new(k->form, r->home.practice, &sink, &r->options);
	if (k->events.count)
		rc = interview_replay(iv, k->events.at, k->events.count, &k->call->err);
	if (!rc)
		*ret_how = console_run(iv, r->front.console, &k->call->err);
	*ret_over = *ret_how == OUTCOME_ENDED || interview_hung_up(iv);
	if (!rc && interview_hung_up(iv) && k->events.count)
		rc = EXIT_STOPPED;
	front_free(&r->front);
	interview_free(iv);
	return rc;
}

/* One client; *ret_over: the staff ended it, or the terminal is gone. */
static int
one_client(struct kiosk_run *r, bool *ret_over)
{
	struct call one = *r->call; /* an arena that goes with the client */
	struct keeper k = {.call = &one,
		.store = r->home.store,
		.practice = r->home.practice,
		.form = r->form};
	struct desk desk = {r->staff_code, &k};
	enum outcome how = OUTCOME_NONE;
	int rc;

	one.arena = (struct arena)ARENA_NONE;
	r->options.kiosk = (struct kiosk){&desk, is_staff, is_client, come_back};
	rc = one_interview(r, &k, &how, ret_over);
	if (!rc && how == OUTCOME_RETURN) {
		rc = check_ready(&one, r->home.practice, k.form);
		if (!rc)
			rc = one_interview(r, &k, &how, ret_over);
	}
	if (rc < 0)
		r->call->err = one.err;
	keeper_free(&k);
	arena_wipe(&one.arena);
	r->options.client = ""; /* a chart code is for one client */
	return rc;
}

int
run_kiosk(struct call *c)
{
	struct kiosk_run r = {.call = c, .options = {.client = c->opt[OPT_CLIENT]}};
	char *staff_code = NULL, *path;
	bool over = false;
	int rc;

	rc = home_open(c, &r.home);
	if (rc)
		goto done;
	path = home_find(c, &r.home, "forms", c->operands[0]);
	rc = path ? home_form(c, path, &r.form) : ERR_NOT_FOUND;
	if (!rc)
		rc = check_ready(c, r.home.practice, r.form);
	if (!rc && r.options.client && !client_code_valid(r.options.client))
		rc = err_set(&c->err, ERR_USAGE, "that is not a client code");
	if (!rc)
		rc = front_read(c, r.form, &r.front);
	if (!rc)
		rc = front_idle(c, r.home.practice, IDLE_MINUTES, &r.options.idle);
	if (!rc)
		rc = form_keep(c, &r.home, r.form);
	ignore_signals();
	if (!rc)
		rc = ask_staff_code(c, &staff_code);
	r.staff_code = staff_code;
	r.front.options.wipe = true;
	r.front.options.linger_ms = front_hasten(LAST_SCREEN_MS);
	while (!rc && !over)
		rc = one_client(&r, &over);
done:
	store_secret_free(staff_code);
	home_close(&r.home);
	return rc;
}
