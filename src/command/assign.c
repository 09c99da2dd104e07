/* assign.c - a wrong client code is put right; the old one stays in the record */
#include "command/internal.h"

#include <string.h>

#include "base/clock.h"
#include "exchange/json_done.h"
#include "store/life.h"

struct job {
	struct call *call;
	struct home home;
	struct store_vault *vault;
	struct store_record row;
	struct note note;
};

static int
same_already(struct call *c)
{
	return err_set(&c->err, ERR_REFUSED, "it has that client code already");
}

/* Head and body of a finished record, with the note at the end of the body. */
static int
change(void *self, struct buf *head, struct buf *body, struct err *err)
{
	struct job *j = self;
	struct arena *a = &j->call->arena;
	struct record_head h;
	struct record r;
	struct note *all;
	const struct note *beside;
	size_t count;
	int rc = record_head_read(a, buf_text(head), head->len, &h, err);

	if (!rc)
		rc = record_read(a, buf_text(body), body->len, &r, err);
	if (rc)
		return rc;
	beside = notes_open(j->call, j->vault, j->row.id, &count);
	record_add_notes(a, &r, beside, count);
	if (strcmp(r.client, j->note.text) == 0)
		return same_already(j->call);
	all = arena_array(a, r.note_count + 1, sizeof *all);
	if (r.note_count)
		memcpy(all, r.notes, r.note_count * sizeof *all);
	all[r.note_count] = j->note;
	r.notes = all;
	r.note_count++;
	h.client = j->note.text;
	h.assigned = 1;
	buf_wipe(head);
	buf_wipe(body);
	record_head_put(head, &h);
	record_put(body, &r);
	return 0;
}

/* While it is in progress the console writes the record, and must not be met: the code
 * is put right beside it, sealed, and counts from there on, also when it is finished. */
static int
assign_draft(struct job *j)
{
	struct call *c = j->call;
	struct buf line = BUF_NONE;
	struct opened o;
	int rc = record_open(c, &j->home, j->vault, &j->row, &o);

	if (rc)
		return rc;
	if (strcmp(o.record.client, j->note.text) == 0)
		return same_already(c);
	note_put(&line, &j->note);
	rc = store_note_put(
		j->vault, &j->row, "assign", buf_text(&line), line.len, &c->err);
	buf_wipe(&line);
	buf_free(&line);
	return rc;
}

static int
right_code(struct call *c, const char **ret)
{
	char *typed = NULL;
	int rc = c->opt[OPT_CLIENT]
		? 0
		: ask_line(c, TEXT_ASSIGN_CODE, "--client CODE", &typed);

	if (rc)
		return rc;
	*ret = typed ? typed : c->opt[OPT_CLIENT];
	if (**ret && client_code_valid(*ret))
		return 0;
	err_set(&c->err, ERR_USAGE, "that is not a client code");
	err_advise(&c->err,
		"use the chart code: letters, digits, - _ . /, at most %d, no spaces and "
		"no name",
		CLIENT_CODE_MAX);
	return ERR_USAGE;
}

static int
tell_done(struct job *j)
{
	struct call *c = j->call;
	struct buf json = BUF_NONE;
	int rc = 0;

	if (c->opt[OPT_JSON]) {
		exchange_assign_json(
			j->row.id, j->note.text, j->note.by, j->note.at, &json);
		rc = out_write(c, &json);
	} else if (!c->opt[OPT_QUIET]) {
		say("%s", text(c->lang, TEXT_ASSIGN_DONE));
	}
	buf_free(&json);
	return rc;
}

int
run_assign(struct call *c)
{
	struct job j = {.call = c, .note = {.kind = NOTE_ASSIGN}};
	int rc = right_code(c, &j.note.text);

	if (!rc)
		rc = home_open(c, &j.home);
	if (!rc)
		rc = home_store(c, &j.home);
	if (!rc)
		rc = store_find(j.home.store, c->operands[0], &j.row, &c->err);
	if (!rc)
		rc = vault_open(c, &j.home, &j.vault);
	if (!rc)
		rc = actor_name(c, j.vault, &j.note.by);
	if (rc)
		goto done;
	j.note.at = clock_now();
	if (j.row.state == STORE_OPEN || j.row.state == STORE_STOPPED)
		rc = assign_draft(&j);
	else
		rc = store_assign(j.vault, j.row.id, change, &j, &c->err);
	if (!rc)
		rc = tell_done(&j);
done:
	store_vault_free(j.vault);
	home_close(&j.home);
	return rc;
}
