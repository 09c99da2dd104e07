/* ack.c - a safety flag was seen: by whom, when, and what they want to note */
#include "command/internal.h"

#include <stdio.h>

#include "base/clock.h"
#include "store/life.h"

/* The words go into what is sealed, and nowhere else. */
static int
put_ack(struct call *c, struct store_vault *v, const struct opened *o, const char *who,
	const char *words)
{
	const bool draft = o->row.state == STORE_OPEN || o->row.state == STORE_STOPPED;
	struct note n = {.kind = NOTE_ACK,
		.at = clock_now(),
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

int
run_ack(struct call *c)
{
	struct store_vault *v = NULL;
	struct store_record row;
	struct home h = {0};
	const char *who = NULL;
	char *words = NULL;
	struct opened o;
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
	if (!rc)
		rc = put_ack(c, v, &o, who, words ? words : "");
	if (!rc && !c->opt[OPT_QUIET])
		say("%s", text(c->lang, TEXT_ACK_DONE));
	store_vault_free(v);
	home_close(&h);
	return rc;
}
