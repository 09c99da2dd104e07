/* assign.c - a finished record opened, changed and sealed anew; see life.h */
#include "store/life.h"

#include <string.h>

#include "store/internal.h"

enum {
	ASSIGN_ENVELOPE,
	ASSIGN_KEY,
	ASSIGN_PARTS,
	ASSIGN_WHOSE,
	ASSIGN_LABEL,
	ASSIGN_SQL_COUNT
};
static const char *const sql[] = {
	("SELECT seq, state, wrapped_key, head, body, day, keep_until FROM record LEFT "
	 "JOIN envelope ON envelope.record = seq WHERE id = ?1"),
	("UPDATE record SET wrapped_key = ?3, vault = ?4, client = NULL WHERE seq = ?1 "
	 "AND "
	 "wrapped_key = ?2"),
	"UPDATE envelope SET head = ?2, body = ?3 WHERE record = ?1",
	"SELECT client FROM record WHERE seq = ?1 AND client IS NOT NULL",
	("DELETE FROM client WHERE id = ?1 AND NOT EXISTS "
	 "(SELECT 1 FROM record WHERE client = ?1)"),
};
_Static_assert(COUNT_OF(sql) == ASSIGN_SQL_COUNT, "a text per statement");
const struct statements assign_statements = {sql, ASSIGN_SQL_COUNT};

struct reseal {
	struct store_vault *v;
	unsigned char id[ID_SIZE];
	int64_t seq;
	unsigned char old_box[BOX_SIZE], box[BOX_SIZE], digest[DIGEST_SIZE];
	char day[DAY_ROOM], keep_until[DAY_ROOM];
	struct buf head, body; /* sealed: as found, then as they will be */
};

static int
fetch_row(struct reseal *r, sqlite3_stmt *st, struct err *err)
{
	struct buf *const parts[] = {&r->head, &r->body};
	enum store_state state;
	const void *bytes;
	size_t n;
	int rc = state_fetch(st, 1, &state, err);

	if (!rc && in_progress(state))
		rc = err_set(err, ERR_NOT_FOUND, "it is still in progress");
	if (!rc)
		rc = sql_fixed(st, 2, r->old_box, BOX_SIZE, err);
	r->seq = sqlite3_column_int64(st, 0);
	for (int i = 0; i < 2 && !rc; i++) {
		rc = sql_bytes(st, 3 + i, &bytes, &n, err);
		if (!rc)
			buf_add(parts[i], bytes, n);
	}
	day_fetch(st, 5, r->day);
	day_fetch(st, 6, r->keep_until);
	return rc;
}

static int
fetch_envelope(struct reseal *r, struct err *err)
{
	sqlite3_stmt *st;
	int rc = record_row(r->v->s, SET_ASSIGN, ASSIGN_ENVELOPE, r->id, &st, err);

	if (rc)
		return rc;
	rc = fetch_row(r, st, err);
	sql_end(st);
	return rc;
}

/* The client that it was sorted to, if it was. */
static int
whose(struct reseal *r, unsigned char ret_client[ID_SIZE], bool *ret_sorted,
	struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(r->v->s, SET_ASSIGN, ASSIGN_WHOSE, &st, err, "i", r->seq);

	*ret_sorted = false;
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		rc = sql_fixed(st, 0, ret_client, ID_SIZE, err);
		*ret_sorted = !rc;
	}
	sql_end(st);
	return rc;
}

/* It is sorted again when somebody looks for a client next (clients.c). */
static int
put_sealed(void *self, struct err *err)
{
	struct reseal *r = self;
	struct store *s = r->v->s;
	unsigned char client[ID_SIZE];
	bool sorted;
	int rc = whose(r, client, &sorted, err);

	if (!rc)
		rc = sql_run(s, SET_ASSIGN, ASSIGN_KEY, err, "ibbk", r->seq, r->old_box,
			(size_t)BOX_SIZE, r->box, (size_t)BOX_SIZE, s->vault);

	if (!rc && sql_changes(s) != 1)
		rc = err_set(err, ERR_REFUSED, "it was changed or erased meanwhile");
	if (!rc)
		rc = sql_run(s, SET_ASSIGN, ASSIGN_PARTS, err, "ibb", r->seq,
			r->head.data, r->head.len, r->body.data, r->body.len);
	if (!rc && sorted)
		rc = sql_run(s, SET_ASSIGN, ASSIGN_LABEL, err, "k", client);
	return rc ? rc : audit_append(s, "assign", r->id, r->digest, err);
}

/* Both parts opened, changed, and sealed under a fresh key into r. */
static int
change_parts(struct reseal *r,
	int (*change)(void *self, struct buf *head, struct buf *body, struct err *err),
	void *self, struct err *err)
{
	const struct seal_place head_at = {"head", r->id, 0},
				body_at = {"body", r->id, 0};
	unsigned char parts[DIGEST_SIZE];
	unsigned char *key = store_secret_new(KEY_SIZE);
	struct buf head = BUF_NONE, body = BUF_NONE;
	int rc = 0;

	if (!seal_unbox(key, r->v->s->card.vault_public, r->v->secret, r->old_box))
		rc = err_set(err, ERR_INVALID, "its key does not open: it is damaged");
	if (!rc)
		rc = seal_get(&head, key, head_at, r->head.data, r->head.len,
			ENVELOPE_STEP, err);
	if (!rc)
		rc = seal_get(&body, key, body_at, r->body.data, r->body.len,
			ENVELOPE_STEP, err);
	if (!rc)
		rc = change(self, &head, &body, err);
	if (!rc &&
		(head.full || body.full || head.len > BLOB_MAX / 4 ||
			body.len > BLOB_MAX / 2))
		rc = err_set(err, ERR_REFUSED, "this is larger than the store keeps");
	if (!rc) {
		randombytes_buf(key, KEY_SIZE);
		seal_box(r->box, r->v->s->card.vault_public, key);
		buf_clear(&r->head);
		buf_clear(&r->body);
		seal_put(
			&r->head, key, head_at, buf_text(&head), head.len, ENVELOPE_STEP);
		seal_put(
			&r->body, key, body_at, buf_text(&body), body.len, ENVELOPE_STEP);
		digest_of(parts, r->head.data, r->head.len, r->body.data, r->body.len);
		record_digest(r->digest, parts, r->day, r->keep_until);
	}
	buf_wipe(&head);
	buf_wipe(&body);
	buf_free(&head);
	buf_free(&body);
	store_secret_free(key);
	return rc;
}

int
store_assign(struct store_vault *v, const char *id,
	int (*change)(void *self, struct buf *head, struct buf *body, struct err *err),
	void *self, struct err *err)
{
	struct reseal r = {.v = v, .head = BUF_NONE, .body = BUF_NONE};
	int rc;

	if (!hex_read(r.id, ID_SIZE, id))
		return err_set(err, ERR_USAGE, "that is not the whole id of a record");
	rc = fetch_envelope(&r, err);
	if (!rc)
		rc = change_parts(&r, change, self, err);
	if (!rc)
		rc = sql_write(v->s, put_sealed, &r, err);
	if (rc)
		err_wrap(err, "record %.8s", id);
	buf_free(&r.head);
	buf_free(&r.body);
	return rc;
}
