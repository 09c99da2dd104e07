/* finish.c - the end of an interview: events become one envelope, sealed to the vault */
#include "store/internal.h"

#include <stdio.h>
#include <string.h>

enum { FINISH_ENVELOPE, FINISH_DONE, FINISH_EVENTS, FINISH_RESUME, FINISH_SQL_COUNT };
static const char *const sql[] = {
	("INSERT INTO envelope(record, head, body) VALUES(?1, ?2, ?3) "
	 "ON CONFLICT(record) DO UPDATE SET head = ?2, body = ?3"),
	("UPDATE record SET state = ?2, wrapped_key = ?3, keep_until = ?4, vault = ?5 "
	 "WHERE seq = ?1"),
	"DELETE FROM event WHERE record = ?1",
	"DELETE FROM resume WHERE record = ?1",
};
_Static_assert(COUNT_OF(sql) == FINISH_SQL_COUNT, "a text per statement");
const struct statements finish_statements = {sql, FINISH_SQL_COUNT};

struct sealing {
	struct store_draft *d;
	const struct store_end *end;
	struct buf head, body;                            /* sealed */
	unsigned char box[BOX_SIZE], digest[DIGEST_SIZE]; /* digest: of both */
	int64_t seq;                                      /* out */
};

void
record_digest(unsigned char ret[DIGEST_SIZE], const unsigned char parts[DIGEST_SIZE],
	const char *day, const char *keep_until)
{
	char days[32];
	int n = snprintf(days, sizeof days, "%s %s", day, keep_until ? keep_until : "");

	digest_of(ret, parts, DIGEST_SIZE, days, (size_t)n);
}

static int
put_envelope(void *self, struct err *err)
{
	struct sealing *p = self;
	struct store_draft *d = p->d;
	unsigned char digest[DIGEST_SIZE];
	struct draft_now now;
	bool ours;
	int rc = epoch_check(d->s, err);

	if (!rc)
		rc = draft_look(d, &now, err);
	if (rc)
		return rc;
	if (now.seq && !in_progress(now.state)) {
		rc = draft_envelope_is_ours(d, now.seq, &ours, err);
		if (rc)
			return rc;
		if (!ours)
			return draft_elsewhere(err);
	} else {
		rc = draft_settle(d, false, &now, err);
		if (rc)
			return rc;
	}
	rc = sql_run(d->s, SET_FINISH, FINISH_ENVELOPE, err, "ibb", now.seq, p->head.data,
		p->head.len, p->body.data, p->body.len);
	if (!rc)
		rc = sql_run(d->s, SET_FINISH, FINISH_DONE, err, "itbtk", now.seq,
			state_word(p->end->state), p->box, (size_t)BOX_SIZE,
			p->end->keep_until, d->s->vault);
	if (!rc)
		rc = sql_run(d->s, SET_FINISH, FINISH_EVENTS, err, "i", now.seq);
	if (!rc)
		rc = sql_run(d->s, SET_FINISH, FINISH_RESUME, err, "i", now.seq);
	if (rc)
		return rc;
	p->seq = now.seq;
	record_digest(digest, p->digest, d->day, p->end->keep_until);
	return audit_append(d->s, "seal", d->id, digest, err);
}

/* Under a fresh key to the vault in use. */
static void
seal_parts(struct sealing *p)
{
	const struct store_end *end = p->end;
	struct store_draft *d = p->d;
	unsigned char *key = store_secret_new(KEY_SIZE);

	randombytes_buf(key, KEY_SIZE);
	seal_box(p->box, d->s->card.vault_public, key);
	buf_clear(&p->head);
	buf_clear(&p->body);
	seal_put(&p->head, key, (struct seal_place){"head", d->id, 0}, end->head,
		end->head_n, ENVELOPE_STEP);
	seal_put(&p->body, key, (struct seal_place){"body", d->id, 0}, end->body,
		end->body_n, ENVELOPE_STEP);
	store_secret_free(key);
	digest_of(p->digest, p->head.data, p->head.len, p->body.data, p->body.len);
}

int
store_finish(struct store_draft *d, const struct store_end *end, struct err *err)
{
	struct sealing p = {.d = d, .end = end, .head = BUF_NONE, .body = BUF_NONE};
	int rc;

	if (in_progress(end->state))
		return err_set(err, ERR_USAGE, "a record ends as done or declined");
	if (end->keep_until && strlen(end->keep_until) != 10)
		return err_set(err, ERR_USAGE,
			"a record is kept until a day such as 2033-12-31");
	if (end->head_n > BLOB_MAX / 4 || end->body_n > BLOB_MAX / 2)
		return err_set(err, ERR_REFUSED, "this is larger than the store keeps");
	do {
		seal_parts(&p);
		rc = sql_write(d->s, put_envelope, &p, err);
		draft_remember(d, rc, p.digest);
	} while (draft_followed(d, &rc, err));
	if (!rc)
		d->seq = p.seq;
	buf_free(&p.head);
	buf_free(&p.body);
	return rc;
}
