/* take.c - take and resume: the interview, wired to the store and a front end */
#include "command/internal.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/utf8.h"
#include "console/console.h"

/* Where the interview's events go: sealed, on disk, before put returns. */
struct keeper {
	struct call *call;
	struct store_draft *draft;
	const struct form *form;
	VEC(struct event) events; /* everything so far, for the record at the end */
	bool damaged;             /* resume met bytes that are no event */
};

/* The finished record: events to body and head, sealed in one transaction. */
static int
keep_finished(struct keeper *k, enum store_state state)
{
	struct call *c = k->call;
	struct buf head = BUF_NONE, body = BUF_NONE;
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
	rc = store_finish(
		k->draft, state, head.data, head.len, body.data, body.len, &c->err);
done:
	buf_wipe(&head);
	buf_wipe(&body);
	buf_free(&head);
	buf_free(&body);
	return rc;
}

static int
keep_event(struct keeper *k, const struct event *e)
{
	struct buf line = BUF_NONE;
	int rc;

	event_put(&line, e);
	rc = line.full
		? err_set(&k->call->err, ERR_FAILED, "the answer is too long to keep")
		: store_event_put(k->draft, line.data, line.len, &k->call->err);
	buf_wipe(&line);
	buf_free(&line);
	return rc;
}

static int
keeper_put(void *self, const struct event *e)
{
	struct keeper *k = self;
	struct arena *a = &k->call->arena;
	int rc;

	*vec_push(a, &k->events) = event_copy(a, e);
	switch (e->kind) {
	case EVENT_FINISH:
		rc = keep_finished(k, STORE_DONE);
		break;
	case EVENT_DECLINE:
		rc = keep_finished(k, STORE_DECLINED);
		break;
	case EVENT_STOP:
		rc = keep_event(k, e);
		if (!rc)
			rc = store_stop(k->draft, &k->call->err);
		break;
	case EVENT_START:
	case EVENT_CONSENT:
	case EVENT_ANSWER:
	case EVENT_SECTION:
	case EVENT_SAFETY:
	case EVENT_LANG:
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

static const char *
keeper_code(void *self)
{
	struct keeper *k = self;

	return store_draft_code(k->draft);
}

/* What the client sees at the end decides the exit code. */
static int
exit_code(struct call *c, const struct keeper *k, struct interview *iv, enum outcome how)
{
	const struct answers *got = interview_answers(iv);
	struct record r;
	struct scores *s;

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

/* The file of --answers, every mistake in it said. */
static int
read_answers(struct call *c, const struct form *f, struct console_options *o)
{
	struct buf bytes = BUF_NONE;
	struct diags d;
	size_t count = 0;
	int rc;

	diags_init(&d, &c->arena);
	rc = file_read(c->opt[OPT_ANSWERS], XML_FILE_CAP, &bytes, &c->err);
	if (rc)
		goto done;
	o->lines = answers_file_parse(&c->arena, f, c->opt[OPT_ANSWERS],
		arena_strndup(&c->arena, buf_text(&bytes), bytes.len), bytes.len, &d,
		&count);
	o->line_count = count;
	if (d.found.count && (!o->lines || !c->opt[OPT_QUIET]))
		out_findings(&d);
	if (!o->lines && diags_failed(&d))
		rc = err_set(&c->err, ERR_INVALID, "the answers in '%s' have mistakes",
			c->opt[OPT_ANSWERS]);
done:
	buf_wipe(&bytes);
	buf_free(&bytes);
	return rc;
}

/* Which front end, and what it needs. */
static int
choose_console(
	struct call *c, const struct form *f, struct console_options *o, bool *script)
{
	const char *mode = c->opt[OPT_MODE] ? c->opt[OPT_MODE] : "auto";

	*o = (struct console_options){.in = STDIN_FILENO,
		.out = STDOUT_FILENO,
		.auto_advance =
			c->opt[OPT_ADVANCE] && !strcmp(c->opt[OPT_ADVANCE], "auto")};
	*script = strcmp(mode, "script") == 0 || c->opt[OPT_ANSWERS];
	if (!*script)
		return 0;
	if (!c->opt[OPT_ANSWERS]) {
		err_set(&c->err, ERR_USAGE, "'--mode script' needs answers");
		err_advise(&c->err, "give them with --answers FILE");
		return ERR_USAGE;
	}
	o->paper = strcmp(mode, "script") != 0;
	return read_answers(c, f, o);
}

/* A chart code: letters, digits, a few signs; never a name with a space in it. */
static int
client_code(struct call *c, const char **ret)
{
	char *typed = NULL;
	const char *code = c->opt[OPT_CLIENT];
	int rc = 0;

	if (!code && (c->opt[OPT_NO_INPUT] || isatty(STDIN_FILENO)))
		rc = ask_line(c, TEXT_CLIENT_CODE, "--client CODE", &typed);
	if (rc)
		return rc;
	if (typed)
		code = typed;
	if (!code)
		code = "";
	if (!client_code_valid(code)) {
		err_set(&c->err, ERR_USAGE, "that is not a client code");
		err_advise(&c->err,
			"use the chart code: letters, digits, - _ . /, at most %d, no "
			"spaces and no name",
			CLIENT_CODE_MAX);
		return ERR_USAGE;
	}
	*ret = code;
	return 0;
}

/* Nobody may meet a safety question where nobody would see the answer. */
static int
check_ready(struct call *c, const struct practice *p, const struct form *f)
{
	bool asks = false;

	for (size_t i = 0; i < f->safety_count; i++)
		asks = asks || f->safeties[i].item;
	if (!asks || practice_ready_for_safety(p))
		return 0;
	err_set(&c->err, ERR_REFUSED,
		"the form '%s' asks about safety, and this practice has no crisis lines, "
		"no emergency number or no policy on who reads records and how soon",
		f->id);
	err_advise(&c->err,
		"fill in <crisis-line>, <emergency> and <policy> in practice.xml");
	return ERR_REFUSED;
}

static int
run_interview(struct call *c, struct keeper *k, struct interview *iv,
	const struct console_options *o, bool script)
{
	struct console *front = script ? console_script_new(o) : console_line_new(o);
	enum outcome how;
	int rc;

	how = console_run(iv, front, &c->err);
	rc = how == OUTCOME_NONE ? (c->err.code ? c->err.code : ERR_FAILED)
				 : exit_code(c, k, iv, how);
	if (rc >= 0 && script && !c->opt[OPT_QUIET] && k->events.count)
		say("record %.8s kept", store_draft_id(k->draft));
	console_free(front);
	return rc;
}

int
run_take(struct call *c)
{
	struct home h = {0};
	struct keeper k = {.call = c};
	struct sink sink = {&k, keeper_put, keeper_code};
	struct interview_options options = {.lang = c->opt[OPT_LANG]};
	struct interview *iv = NULL;
	struct console_options o;
	struct buf day = BUF_NONE;
	bool script;
	char *path;
	int rc;

	rc = home_open(c, &h);
	if (rc)
		goto done;
	path = home_find(c, &h, "forms", c->operands[0]);
	rc = path ? home_form(c, path, &k.form) : ERR_NOT_FOUND;
	if (!rc)
		rc = check_ready(c, h.practice, k.form);
	if (!rc)
		rc = choose_console(c, k.form, &o, &script);
	if (!rc)
		rc = client_code(c, &options.client);
	if (!rc)
		rc = home_store(c, &h);
	if (!rc)
		rc = form_check_used(c, &h, k.form);
	if (!rc)
		rc = store_form_put(h.store, k.form->digest, k.form->id, k.form->version,
			k.form->text, k.form->text_size, &c->err);
	date_put_iso(&day, date_of_instant(clock_now()));
	if (!rc)
		rc = store_take(h.store, buf_text(&day), &k.draft, &c->err);
	if (rc)
		goto done;
	options.mode = !script ? "line" : o.paper ? "paper" : "scripted";
	options.paper = script && o.paper;
	iv = interview_new(k.form, h.practice, &sink, &options);
	rc = run_interview(c, &k, iv, &o, script);
done:
	interview_free(iv);
	store_draft_free(k.draft);
	buf_free(&day);
	home_close(&h);
	return rc;
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

/* Asks for the code, at a terminal again while a slip may still be mended. */
static int
resume_draft(struct call *c, struct store *s, struct keeper *k)
{
	char *code = NULL;
	int rc;

	for (;;) {
		rc = ask_line(
			c, TEXT_RESUME_CODE, "the code, typed at the prompt", &code);
		if (rc)
			return rc;
		rc = store_resume(s, code, keep_stored, k, &k->draft, &c->err);
		if (!rc && k->damaged)
			return err_set(&c->err, ERR_INVALID,
				"an answer in this interview is damaged; the therapist "
				"can still open it");
		if (rc != ERR_LOCKED || store_wait(s) || !isatty(STDIN_FILENO))
			return rc;
		say("%s", text(c->lang, TEXT_RESUME_WRONG));
	}
}

int
run_resume(struct call *c)
{
	struct home h = {0};
	struct keeper k = {.call = c};
	struct sink sink = {&k, keeper_put, keeper_code};
	struct interview_options options = {.mode = "line"};
	struct interview *iv = NULL;
	struct console_options o;
	struct record r;
	bool script;
	int rc;

	rc = home_open(c, &h);
	if (!rc)
		rc = home_store(c, &h);
	if (!rc)
		rc = resume_draft(c, h.store, &k);
	if (!rc)
		rc = record_from_events(
			&c->arena, k.events.at, k.events.count, &r, &c->err);
	if (!rc)
		rc = record_form(c, h.store, &r, &k.form);
	if (!rc)
		rc = check_ready(c, h.practice, k.form);
	if (!rc)
		rc = choose_console(c, k.form, &o, &script);
	if (rc)
		goto done;
	options.client = r.client;
	options.lang = r.lang;
	iv = interview_new(k.form, h.practice, &sink, &options);
	rc = interview_replay(iv, k.events.at, k.events.count, &c->err);
	if (!rc)
		rc = run_interview(c, &k, iv, &o, script);
done:
	interview_free(iv);
	store_draft_free(k.draft);
	home_close(&h);
	return rc;
}
