/*
 * note.c - a finished record sealed anew, and notes beside a record; see life.h
 *
 * Each note has a key of its own, wrapped to the vault like a record's: what a member
 * writes about a record in progress must not open with the client's code, and must still
 * open when the console has sealed the finished record under a key of its own.
 */
#include "store/life.h"

#include <string.h>

#include "store/internal.h"

enum {
	NOTE_ENVELOPE,
	NOTE_RESEAL_KEY,
	NOTE_RESEAL,
	NOTE_RECORD,
	NOTE_PUT,
	NOTE_LIST,
	NOTE_NAME,
	NOTE_SQL_COUNT
};
static const char *const sql[] = {
	("SELECT seq, state, wrapped_key, head, body FROM record LEFT JOIN envelope "
	 "ON envelope.record = seq WHERE id = ?1"),
	("UPDATE record SET wrapped_key = ?3, vault = ?4 WHERE seq = ?1 AND "
	 "wrapped_key = ?2"),
	"UPDATE envelope SET head = ?2, body = ?3 WHERE record = ?1",
	("SELECT seq, state, (SELECT coalesce(max(n), 0) FROM note "
	 "WHERE record = seq) FROM record WHERE id = ?1"),
	("INSERT INTO note(record, n, vault, wrapped_key, sealed) "
	 "VALUES(?1, ?2, ?3, ?4, ?5)"),
	("SELECT n, note.wrapped_key, sealed FROM note JOIN record ON record.seq = "
	 "note.record WHERE record.id = ?1 ORDER BY n"),
	"SELECT name FROM member WHERE id = ?1",
};
_Static_assert(COUNT_OF(sql) == NOTE_SQL_COUNT, "a text per statement");
const struct statements note_statements = {sql, NOTE_SQL_COUNT};

#define NOTE_STEP 256u

int
store_actor_name(struct store_vault *v, struct buf *ret_name, struct err *err)
{
	struct store *s = v->s;
	unsigned char *key = store_secret_new(KEY_SIZE);
	const void *sealed = "";
	sqlite3_stmt *st;
	size_t n = 0;
	int rc = sql_query(s, SET_NOTE, NOTE_NAME, &st, err, "k", s->actor);

	if (rc)
		goto done;
	rc = sql_step(st, err);
	if (rc == 0)
		rc = err_set(err, ERR_NOT_FOUND, "who unlocked is not in the store");
	if (rc == 1)
		rc = sql_bytes(st, 0, &sealed, &n, err);
	if (!rc) {
		vault_subkey(key, v->secret, VAULT_NAMES);
		rc = seal_get(ret_name, key,
			(struct seal_place){"member-name", s->actor, 0}, sealed, n,
			NAME_STEP, err);
	}
	sql_end(st);
done:
	store_secret_free(key);
	return rc;
}

/* --- a finished record, sealed anew --- */

struct reseal {
	struct store_vault *v;
	unsigned char id[ID_SIZE];
	int64_t seq;
	unsigned char old_box[BOX_SIZE], box[BOX_SIZE], digest[DIGEST_SIZE];
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

	if (!rc && state != STORE_DONE && state != STORE_DECLINED)
		rc = err_set(err, ERR_NOT_FOUND, "it is still in progress");
	if (!rc)
		rc = sql_fixed(st, 2, r->old_box, BOX_SIZE, err);
	r->seq = sqlite3_column_int64(st, 0);
	for (int i = 0; i < 2 && !rc; i++) {
		rc = sql_bytes(st, 3 + i, &bytes, &n, err);
		if (!rc)
			buf_add(parts[i], bytes, n);
	}
	return rc;
}

static int
fetch_envelope(struct reseal *r, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(r->v->s, SET_NOTE, NOTE_ENVELOPE, &st, err, "k", r->id);

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 0)
		rc = err_set(err, ERR_NOT_FOUND, "it is not in the store");
	if (rc == 1)
		rc = fetch_row(r, st, err);
	sql_end(st);
	return rc;
}

static int
put_sealed(void *self, struct err *err)
{
	struct reseal *r = self;
	struct store *s = r->v->s;
	int rc = sql_run(s, SET_NOTE, NOTE_RESEAL_KEY, err, "ibbk", r->seq, r->old_box,
		(size_t)BOX_SIZE, r->box, (size_t)BOX_SIZE, s->vault);

	if (!rc && sql_changes(s) != 1)
		rc = err_set(err, ERR_REFUSED, "it was changed or erased meanwhile");
	if (!rc)
		rc = sql_run(s, SET_NOTE, NOTE_RESEAL, err, "ibb", r->seq, r->head.data,
			r->head.len, r->body.data, r->body.len);
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
		digest_of(
			r->digest, r->head.data, r->head.len, r->body.data, r->body.len);
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

/* --- notes --- */

struct noting {
	struct store_vault *v;
	const struct store_record *seen;
	const char *event;
	const void *bytes;
	size_t n;
	unsigned char id[ID_SIZE];
};

static bool
in_progress(enum store_state state)
{
	return state == STORE_OPEN || state == STORE_STOPPED;
}

static int
note_place(struct noting *p, int64_t *ret_seq, int64_t *ret_n, struct err *err)
{
	enum store_state state;
	sqlite3_stmt *st;
	int rc = sql_query(p->v->s, SET_NOTE, NOTE_RECORD, &st, err, "k", p->id);

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 0)
		rc = err_set(err, ERR_NOT_FOUND, "it is not in the store");
	if (rc == 1) {
		*ret_seq = sqlite3_column_int64(st, 0);
		*ret_n = sqlite3_column_int64(st, 2) + 1;
		rc = state_fetch(st, 1, &state, err);
		if (!rc && in_progress(state) != in_progress(p->seen->state))
			rc = err_set(err, ERR_REFUSED,
				"it was finished in this moment: look at it again");
	}
	sql_end(st);
	return rc;
}

static int
put_note(void *self, struct err *err)
{
	struct noting *p = self;
	struct store *s = p->v->s;
	unsigned char *key, box[BOX_SIZE], digest[DIGEST_SIZE];
	struct buf sealed = BUF_NONE;
	int64_t seq = 0, n = 0;
	int rc = epoch_check(s, err);

	if (!rc)
		rc = note_place(p, &seq, &n, err);
	if (rc)
		return rc;
	key = store_secret_new(KEY_SIZE);
	randombytes_buf(key, KEY_SIZE);
	seal_box(box, s->card.vault_public, key);
	seal_put(&sealed, key, (struct seal_place){"note", p->id, (uint64_t)n}, p->bytes,
		p->n, NOTE_STEP);
	store_secret_free(key);
	digest_of(digest, sealed.data, sealed.len, "", 0);
	rc = sql_run(s, SET_NOTE, NOTE_PUT, err, "iikbb", seq, n, s->vault, box,
		(size_t)BOX_SIZE, sealed.data, sealed.len);
	buf_free(&sealed);
	return rc ? rc : audit_append(s, p->event, p->id, digest, err);
}

int
store_note_put(struct store_vault *v, const struct store_record *seen, const char *event,
	const void *bytes, size_t n, struct err *err)
{
	struct noting p = {.v = v, .seen = seen, .event = event, .bytes = bytes, .n = n};
	int rc;

	if (strcmp(event, "ack") != 0 && strcmp(event, "assign") != 0)
		return err_set(err, ERR_USAGE, "there is no note of kind '%s'", event);
	if (!hex_read(p.id, ID_SIZE, seen->id))
		return err_set(err, ERR_USAGE, "that is not the whole id of a record");
	if (n > BLOB_MAX / 4)
		return err_set(err, ERR_REFUSED, "this is larger than the store keeps");
	rc = sql_write(v->s, put_note, &p, err);
	if (rc)
		err_wrap(err, "record %.8s", seen->id);
	return rc;
}

struct sealed_note {
	unsigned char box[BOX_SIZE];
	const void *bytes; /* in the arena */
	size_t n;
};

struct sealed_notes {
	struct arena arena;
	VEC(struct sealed_note) rows;
};

static int
fetch_notes(struct store *s, const unsigned char *id, struct sealed_notes *out,
	struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_NOTE, NOTE_LIST, &st, err, "k", id);

	if (rc)
		return rc;
	while ((rc = sql_step(st, err)) == 1) {
		struct sealed_note *row = vec_push(&out->arena, &out->rows);
		const void *bytes;

		rc = sqlite3_column_int64(st, 0) == (int64_t)out->rows.count
			? sql_fixed(st, 1, row->box, BOX_SIZE, err)
			: err_set(err, ERR_INVALID,
				  "the store is damaged: a note is missing");
		if (!rc)
			rc = sql_bytes(st, 2, &bytes, &row->n, err);
		if (rc)
			break;
		row->bytes = row->n
			? memcpy(arena_alloc(&out->arena, row->n), bytes, row->n)
			: "";
	}
	sql_end(st);
	return rc;
}

int
store_notes(struct store_vault *v, const char *id,
	void (*each)(void *self, const void *bytes, size_t n), void *self,
	struct err *err)
{
	struct sealed_notes notes = {ARENA_NONE, VEC_NONE};
	unsigned char *key = v->key, bytes[ID_SIZE];
	struct buf plain = BUF_NONE;
	int rc;

	if (!hex_read(bytes, ID_SIZE, id))
		return err_set(err, ERR_USAGE, "that is not the whole id of a record");
	rc = fetch_notes(v->s, bytes, &notes, err);
	for (size_t i = 0; i < notes.rows.count && !rc; i++) {
		const struct sealed_note *row = &notes.rows.at[i];

		if (!seal_unbox(key, v->s->card.vault_public, v->secret, row->box))
			rc = err_set(err, ERR_INVALID,
				"the key of a note does not open: it is damaged");
		if (!rc)
			rc = seal_get(&plain, key,
				(struct seal_place){"note", bytes, i + 1}, row->bytes,
				row->n, NOTE_STEP, err);
		if (!rc)
			each(self, buf_text(&plain), plain.len);
		buf_wipe(&plain);
	}
	buf_free(&plain);
	sodium_memzero(key, KEY_SIZE);
	arena_free(&notes.arena);
	return rc;
}
