/*
 * note.c - notes beside a record; see life.h
 *
 * Each note has a key of its own, wrapped to the vault like a record's: what a member
 * writes about a record in progress must not open with the client's code, and must still
 * open when the console has sealed the finished record under a key of its own.
 */
#include "store/life.h"

#include <string.h>

#include "store/internal.h"

enum { NOTE_RECORD, NOTE_PUT, NOTE_LIST, NOTE_SQL_COUNT };
static const char *const sql[] = {
	("SELECT seq, state, (SELECT coalesce(max(n), 0) FROM note "
	 "WHERE record = seq) FROM record WHERE id = ?1"),
	("INSERT INTO note(record, n, vault, wrapped_key, sealed) "
	 "VALUES(?1, ?2, ?3, ?4, ?5)"),
	("SELECT n, note.wrapped_key, sealed FROM note JOIN record ON record.seq = "
	 "note.record WHERE record.id = ?1 ORDER BY n"),
};
_Static_assert(COUNT_OF(sql) == NOTE_SQL_COUNT, "a text per statement");
const struct statements note_statements = {sql, NOTE_SQL_COUNT};

#define NOTE_STEP 256u

struct noting {
	struct store_vault *v;
	const struct store_record *seen;
	const char *event;
	const void *bytes;
	size_t n;
	unsigned char id[ID_SIZE];
};

static int
note_place(struct noting *p, int64_t *ret_seq, int64_t *ret_n, struct err *err)
{
	enum store_state state;
	sqlite3_stmt *st;
	int rc = record_row(p->v->s, SET_NOTE, NOTE_RECORD, p->id, &st, err);

	if (rc)
		return rc;
	*ret_seq = sqlite3_column_int64(st, 0);
	*ret_n = sqlite3_column_int64(st, 2) + 1;
	rc = state_fetch(st, 1, &state, err);
	if (!rc && in_progress(state) != in_progress(p->seen->state))
		rc = err_set(err, ERR_REFUSED,
			"it was finished in this moment: look at it again");
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

int
notes_fetch(struct store *s, const unsigned char id[ID_SIZE], struct sealed_notes *out,
	struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_NOTE, NOTE_LIST, &st, err, "k", id);

	if (rc)
		return rc;
	while ((rc = sql_step(st, err)) == 1) {
		struct sealed_note row;
		const void *bytes;

		rc = sqlite3_column_int64(st, 0) == (int64_t)out->rows.count + 1
			? sql_fixed(st, 1, row.box, BOX_SIZE, err)
			: sql_damaged(st, err, "a note is missing");
		if (!rc)
			rc = sql_bytes(st, 2, &bytes, &row.n, err);
		if (rc)
			break;
		row.bytes = row.n ? memcpy(arena_alloc(&out->arena, row.n), bytes, row.n)
				  : "";
		*vec_push(&out->arena, &out->rows) = row;
	}
	sql_end(st);
	return rc;
}

int
note_open(struct store_vault *v, const unsigned char id[ID_SIZE], uint64_t n,
	const struct sealed_note *row, unsigned char *key, struct buf *ret,
	struct err *err)
{
	if (!seal_unbox(key, v->s->card.vault_public, v->secret, row->box))
		return err_set(err, ERR_INVALID,
			"the key of a note does not open: it is damaged");
	return seal_get(ret, key, (struct seal_place){"note", id, n}, row->bytes, row->n,
		NOTE_STEP, err);
}

int
note_read_all(struct store_vault *v, const unsigned char id[ID_SIZE], store_each *each,
	void *self, struct err *err)
{
	struct sealed_notes notes = SEALED_NOTES_NONE;
	struct buf plain = BUF_NONE;
	unsigned char *key = v->key;
	int rc = notes_fetch(v->s, id, &notes, err);

	for (size_t i = 0; i < notes.rows.count && !rc; i++) {
		rc = note_open(v, id, i + 1, &notes.rows.at[i], key, &plain, err);
		if (!rc)
			each(self, buf_text(&plain), plain.len);
		buf_wipe(&plain);
	}
	buf_free(&plain);
	sodium_memzero(key, KEY_SIZE);
	arena_free(&notes.arena);
	return rc;
}
