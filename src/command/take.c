/* take.c - take and resume: the interview, wired to the store and a front end */
#include "command/front.h"
#include "command/keeper.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

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
int
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

int
form_keep(struct call *c, struct home *h, const struct form *f)
{
	int rc = home_store(c, h);

	if (!rc)
		rc = form_check_used(c, h, f);
	if (!rc)
		rc = store_form_put(h->store, f->digest, f->id, f->version, f->text,
			f->text_size, &c->err);
	return rc;
}

/* The interview from its first view to its last; the front end is open. */
static int
run_interview(
	struct call *c, struct keeper *k, struct interview *iv, const struct front *front)
{
	enum outcome how = console_run(iv, front->console, &c->err);
	int rc = keeper_exit_code(k, iv, how);

	if (rc >= 0 && front->script && !c->opt[OPT_QUIET] && k->events.count)
		say("record %.8s kept", store_draft_id(k->draft));
	return rc;
}

int
run_take(struct call *c)
{
	struct home h = {0};
	struct keeper k = {.call = c};
	struct sink sink = keeper_sink(&k);
	struct interview_options options = {.lang = c->opt[OPT_LANG]};
	struct interview *iv = NULL;
	struct front front = {0};
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
		rc = front_read(c, k.form, &front);
	if (!rc)
		rc = front_idle(c, h.practice, 0, &options.idle);
	if (!rc)
		rc = client_code(c, &options.client);
	if (!rc)
		rc = front_open(c, &front);
	if (rc)
		goto done;
	k.practice = h.practice;
	options.paper = front.options.paper;
	options.mode = !front.script ? front.console->name
		: options.paper      ? "paper"
				     : "scripted";
	options.now = clock_now();
	iv = interview_new(k.form, h.practice, &sink, &options);
	console_show_early(iv, front.console); /* the store is opened behind it */
	rc = form_keep(c, &h, k.form);
	k.store = h.store;
	if (!rc)
		rc = run_interview(c, &k, iv, &front);
done:
	front_free(&front);
	interview_free(iv);
	keeper_free(&k);
	home_close(&h);
	return rc;
}

/* Asks for the code, at a terminal again while a slip may still be mended. */
static int
resume_draft(struct call *c, struct keeper *k)
{
	char *code = NULL;
	int rc;

	for (;;) {
		rc = ask_line(c, TEXT_RESUME_CODE, NULL, &code);
		if (rc)
			return rc;
		rc = keeper_resume(k, code);
		if (rc != ERR_LOCKED || k->wait || !isatty(STDIN_FILENO))
			return rc;
		say("%s", text(c->lang, TEXT_RESUME_WRONG));
	}
}

int
run_resume(struct call *c)
{
	struct home h = {0};
	struct keeper k = {.call = c};
	struct sink sink = keeper_sink(&k);
	struct interview_options options = {0};
	struct interview *iv = NULL;
	struct front front = {0};
	int rc;

	rc = home_open(c, &h);
	if (!rc)
		rc = home_store(c, &h);
	k.store = h.store;
	k.practice = h.practice;
	if (!rc)
		rc = resume_draft(c, &k);
	if (!rc)
		rc = check_ready(c, h.practice, k.form);
	if (!rc)
		rc = front_read(c, k.form, &front);
	if (!rc)
		rc = front_idle(c, h.practice, 0, &options.idle);
	if (rc)
		goto done;
	options.now = clock_now();
	iv = interview_new(k.form, h.practice, &sink, &options);
	rc = interview_replay(iv, k.events.at, k.events.count, &c->err);
	if (!rc)
		rc = front_open(c, &front);
	if (!rc)
		rc = run_interview(c, &k, iv, &front);
done:
	front_free(&front);
	interview_free(iv);
	keeper_free(&k);
	home_close(&h);
	return rc;
}
