/* form_try.c - form try: the interview with nothing behind it, then what it came to */
#include "command/front.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

/* Where the events of a trial go: here, and nowhere else. */
struct trial {
	struct call *call;
	VEC(struct event) events;
};

static int
trial_put(void *self, const struct event *e)
{
	struct trial *t = self;
	struct arena *a = &t->call->arena;

	*vec_push(a, &t->events) = event_copy(a, e);
	return 0;
}

/* There is nothing to come back to. */
static const char *
trial_code(void *self)
{
	(void)self;
	return NULL;
}

/* "answer", as the stored line begins. */
static const char *
kind_word(struct arena *a, const struct event *e)
{
	struct buf b = BUF_NONE;
	char *word;

	event_put(&b, e);
	word = arena_strndup(a, buf_text(&b), strcspn(buf_text(&b), "\t"));
	buf_free(&b);
	return word;
}

static const char *
time_of(struct arena *a, int64_t at)
{
	struct buf b = BUF_NONE;
	char *words;

	date_put_time(&b, at);
	words = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return words;
}

static int
heading(struct call *c, enum text_id id)
{
	struct buf b = BUF_NONE;
	int rc;

	buf_printf(&b, "\n%s\n", text(c->lang, id));
	rc = out_write(c, &b);
	buf_free(&b);
	return rc;
}

static int
put_events(const struct trial *t)
{
	struct call *c = t->call;
	const char *const headers[] = {text(c->lang, TEXT_TRY_TIME),
		text(c->lang, TEXT_TRY_EVENT), text(c->lang, TEXT_TRY_OF),
		text(c->lang, TEXT_TRY_VALUE)};
	struct out_table table = {
		.call = c, .columns = COUNT_OF(headers), .headers = headers};
	int rc = heading(c, TEXT_TRY_STORED);

	for (size_t i = 0; i < t->events.count; i++) {
		const struct event *e = &t->events.at[i];

		out_row(&table,
			(const char *const[]){time_of(&c->arena, e->at),
				kind_word(&c->arena, e), e->key, e->value});
	}
	return rc ? rc : out_table(&table);
}

static int
put_results(const struct trial *t, const struct form *f)
{
	struct call *c = t->call;
	struct opened o = {.form = f};
	struct buf out = BUF_NONE;
	int rc = put_events(t);

	if (!rc)
		rc = record_from_events(
			&c->arena, t->events.at, t->events.count, &o.record, &c->err);
	if (!rc)
		rc = record_answers(&c->arena, &o.record, f, &o.answers, &c->err);
	if (rc)
		return rc;
	score_settle(f, o.answers);
	o.scores = score_all(&c->arena, f, o.answers, &o.record);
	show_results(c, &o, &out);
	rc = out_write(c, &out);
	buf_wipe(&out);
	buf_free(&out);
	return rc;
}

int
run_form_try(struct call *c)
{
	struct trial t = {.call = c};
	struct sink sink = {&t, trial_put, trial_code};
	struct interview_options options = {.client = "", .lang = c->opt[OPT_LANG]};
	struct front front = {0};
	const struct practice *p = NULL;
	const struct form *f = NULL;
	struct interview *iv = NULL;
	enum outcome how = OUTCOME_NONE;
	int rc;

	rc = form_named(c, c->operands[0], &f);
	if (!rc)
		rc = form_practice(c, f, &p);
	if (rc)
		return rc;
	if (!c->opt[OPT_QUIET])
		say("%s", text(c->lang, TEXT_TRY_NOTHING));
	rc = front_read(c, f, &front);
	if (!rc)
		rc = front_open(c, &front);
	if (rc)
		goto done;
	options.mode = front.console->name;
	iv = interview_new(f, p, &sink, &options);
	how = console_run(iv, front.console, &c->err);
	if (t.events.count)
		rc = put_results(&t, f);
done:
	front_free(&front);
	interview_free(iv);
	if (rc)
		return rc;
	return how == OUTCOME_DONE        ? EXIT_DONE
		: how == OUTCOME_DECLINED ? EXIT_DECLINED
					  : EXIT_STOPPED;
}
