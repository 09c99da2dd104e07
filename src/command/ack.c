/* ack.c - a safety flag was seen: by whom, when, and what they want to note */
#include "command/internal.h"

#include <stdio.h>

#include "base/clock.h"
#include "exchange/json_done.h"
#include "store/life.h"

/* The words go into what is sealed, and nowhere else. */
static int
put_ack(struct call *c, struct store_vault *v, const struct opened *o, const char *who,
	int64_t at, const char *words)
{
	const bool draft = o->row.state == STORE_OPEN || o->row.state == STORE_STOPPED;
	struct note n = {.kind = NOTE_ACK,
		.at = at,
		.by = who,
		.text = words,
		.events = draft ? (int)o->record.event_count : 0};
	struct buf line = BUF_NONE;
	int rc;

	note_put(&line, &n);
	rc = store_note_put(v, &o->row, "ack", buf_text(&line), line.len, &c->err);
	buf_wipe(&line);
	buf_free(&line);
	return rc;
}

/* What is to be acknowledged, before anything is asked. */
static int
tell_flags(struct call *c, const struct opened *o)
{
	struct buf out = BUF_NONE;

	if (!o->scores->flags && !o->scores->asks)
		return err_set(&c->err, ERR_REFUSED,
			"record '%.8s' has no safety flag to acknowledge", o->row.id);
	if (!c->opt[OPT_QUIET]) {
		show_flags(c, o, &out);
		fputs(buf_text(&out), stderr);
		fputc('\n', stderr);
	}
	buf_wipe(&out);
	buf_free(&out);
	return 0;
}

static int
tell_done(struct call *c, const char *record, const char *who, int64_t at)
{
	struct buf json = BUF_NONE;
	int rc = 0;

	if (c->opt[OPT_JSON]) {
		exchange_ack_json(record, who, at, &json);
		rc = out_write(c, &json);
	} else if (!c->opt[OPT_QUIET]) {
		say("%s", text(c->lang, TEXT_ACK_DONE));
	}
	buf_free(&json);
	return rc;
}

int
run_ack(struct call *c)
{
	struct store_vault *v = NULL;
	struct store_record row;
	struct home h = {0};
	const char *who = NULL;
	char *words = NULL;
	struct opened o;
	int64_t at;
	int rc = home_open(c, &h);

	if (!rc)
		rc = home_store(c, &h);
	if (!rc)
		rc = store_find(h.store, c->operands[0], &row, &c->err);
	if (!rc)
		rc = vault_open(c, &h, &v);
	if (!rc)
		rc = actor_name(c, v, &who);
	if (!rc)
		rc = record_open(c, &h, v, &row, &o);
	if (!rc)
		rc = tell_flags(c, &o);
	if (!rc && !c->opt[OPT_NO_INPUT])
		rc = ask_line(c, TEXT_ACK_NOTE, "--no-input for none", &words);
	at = clock_now();
	if (!rc)
		rc = put_ack(c, v, &o, who, at, words ? words : "");
	if (!rc)
		rc = tell_done(c, row.id, who, at);
	store_vault_free(v);
	home_close(&h);
	return rc;
}
