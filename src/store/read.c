/* read.c - the vault opens records: head, body, events, and the notes beside them */
#include "store/internal.h"

#include <string.h>

enum { READ_HEAD, READ_BODY, READ_VERSION, READ_SQL_COUNT };
static const char *const sql[] = {
	("SELECT seq, state, vault, wrapped_key, head FROM record LEFT JOIN "
	 "envelope ON envelope.record = seq WHERE id = ?1"),
	("SELECT seq, state, vault, wrapped_key, body FROM record LEFT JOIN "
	 "envelope ON envelope.record = seq WHERE id = ?1"),
	"PRAGMA data_version", /* changes with each commit of another connection */
};
_Static_assert(COUNT_OF(sql) == READ_SQL_COUNT, "a text per statement");
const struct statements read_statements = {sql, READ_SQL_COUNT};

struct reading {
	struct store_vault *v;
	int which;     /* statement */
	bool finished; /* wanted */
	bool log;
	unsigned char id[ID_SIZE];
	int64_t seq;
	unsigned char box[BOX_SIZE];
	struct buf sealed;           /* head or body */
	struct sealed_events events; /* or these */
};

static int
fetch_record(struct reading *r, sqlite3_stmt *st, struct err *err)
{
	unsigned char vault[ID_SIZE];
	enum store_state state;
	const void *bytes;
	size_t n;
	int rc = state_fetch(st, 1, &state, err);

	if (rc)
		return rc;
	if (r->finished && in_progress(state))
		return err_set(err, ERR_NOT_FOUND, "it is still in progress");
	if (!r->finished && !in_progress(state))
		return err_set(err, ERR_NOT_FOUND, "it is finished");
	r->seq = sqlite3_column_int64(st, 0);
	rc = sql_fixed(st, 2, vault, ID_SIZE, err);
	if (!rc && memcmp(vault, r->v->s->vault, ID_SIZE) != 0)
		rc = err_set(err, ERR_INVALID, "it is sealed to another vault");
	if (!rc)
		rc = sql_fixed(st, 3, r->box, BOX_SIZE, err);
	if (!rc && r->finished) {
		rc = sql_bytes(st, 4, &bytes, &n, err);
		if (!rc)
			buf_add(&r->sealed, bytes, n);
	}
	return rc;
}

static int
fetch_sealed(void *self, struct err *err)
{
	struct reading *r = self;
	struct store *s = r->v->s;
	sqlite3_stmt *st;
	int rc = record_row(s, SET_READ, r->which, r->id, &st, err);

	if (rc)
		return rc;
	rc = fetch_record(r, st, err);
	sql_end(st);
	if (!rc && !r->finished)
		rc = events_fetch(s, r->seq, &r->events, err);
	if (!rc && r->log)
		rc = audit_append(s, "open", r->id, NULL, err);
	return rc;
}

/* The sealed bytes and the key that opens them; the lock is gone when this returns. */
static int
read_record(struct reading *r, unsigned char ret_key[KEY_SIZE], struct err *err)
{
	struct store *s = r->v->s;
	int rc = r->log ? sql_write(s, fetch_sealed, r, err) : fetch_sealed(r, err);
	if (!rc && !seal_unbox(ret_key, s->card.vault_public, r->v->secret, r->box))
		rc = err_set(err, ERR_INVALID, "its key does not open: it is damaged");
	return rc;
}

static bool
is_logged(const struct store_vault *v, const unsigned char id[ID_SIZE])
{
	for (size_t i = 0; i < v->logged_count; i++)
		if (!memcmp(v->logged[i], id, ID_SIZE))
			return true;
	return false;
}

static int
read_sealed(struct store_vault *v, const unsigned char id[ID_SIZE], enum store_part part,
	store_each *each, void *self, struct err *err)
{
	struct reading r = {.v = v,
		.which = part == STORE_BODY ? READ_BODY : READ_HEAD,
		.finished = part != STORE_EVENTS,
		.log = part != STORE_HEAD && !is_logged(v, id),
		.sealed = BUF_NONE,
		.events = SEALED_EVENTS_NONE};
	unsigned char *key = v->key;
	struct buf plain = BUF_NONE;
	int rc;

	memcpy(r.id, id, ID_SIZE);
	rc = read_record(&r, key, err);
	if (!rc && !r.finished)
		rc = events_open(&r.events, key, r.id, each, self, err);
	if (!rc && r.finished)
		rc = seal_get(&plain, key,
			(struct seal_place){
				part == STORE_BODY ? "body" : "head", r.id, 0},
			r.sealed.data, r.sealed.len, ENVELOPE_STEP, err);
	if (!rc && r.finished)
		each(self, buf_text(&plain), plain.len);
	sodium_memzero(key, KEY_SIZE);
	buf_wipe(&plain);
	buf_free(&plain);
	buf_free(&r.sealed);
	arena_free(&r.events.arena);
	return rc;
}

int
store_read(struct store_vault *v, const char *id, enum store_part part, store_each *each,
	void *self, struct err *err)
{
	unsigned char bytes[ID_SIZE];

	if (!hex_read(bytes, ID_SIZE, id))
		return err_set(err, ERR_USAGE, "that is not the whole id of a record");
	return part == STORE_NOTES ? note_read_all(v, bytes, each, self, err)
				   : read_sealed(v, bytes, part, each, self, err);
}

int
store_written_elsewhere(struct store *s, int64_t *seen, bool *ret, struct err *err)
{
	int64_t now = 0;
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_READ, READ_VERSION, &st, err, "");

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1)
		now = sqlite3_column_int64(st, 0);
	sql_end(st);
	if (rc < 0)
		return rc;
	*ret = !now || now != *seen;
	*seen = now;
	return 0;
}

/* --- many at once --- */

struct ahead {
	struct store_vault *v;
	const char *event;
};

static int
log_ahead(void *self, struct err *err)
{
	struct ahead *a = self;
	int rc = 0;

	for (size_t i = 0; i < a->v->logged_count && !rc; i++)
		rc = audit_append(a->v->s, a->event, a->v->logged[i], NULL, err);
	return rc;
}

int
store_log_ahead(struct store_vault *v, const char *event, const struct store_record *rows,
	size_t count, struct err *err)
{
	struct ahead a = {v, event};
	int rc;

	v->logged_count = 0;
	if (count > STORE_AHEAD_MOST)
		return err_set(err, ERR_USAGE, "these are too many records at once");
	for (size_t i = 0; i < count; i++)
		if (!hex_read(v->logged[i], ID_SIZE, rows[i].id))
			return err_set(
				err, ERR_USAGE, "that is not the whole id of a record");
	if (!count)
		return 0;
	v->logged_count = count;
	rc = sql_write(v->s, log_ahead, &a, err);
	if (rc) /* what cannot be logged is not opened */
		v->logged_count = 0;
	return rc;
}
