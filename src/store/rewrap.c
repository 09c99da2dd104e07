/*
 * rewrap.c - records, notes and labels, sealed again to the next vault
 *
 * Only keys are sealed again, 81 bytes a record: answers and envelopes stay as they are.
 * Opening and sealing a key takes longer than writing it, so that is done first, without
 * the lock; a console that takes or finishes a record meanwhile is found under the lock,
 * because its key is another one, or new.
 */
#include "store/epoch.h"

#include <string.h>

#define BATCH 500

enum {
	REWRAP_RECORDS,
	REWRAP_RECORD_PUT,
	REWRAP_NOTES,
	REWRAP_NOTE_PUT,
	REWRAP_CLIENTS,
	REWRAP_CLIENT_PUT,
	REWRAP_SQL_COUNT
};
static const char *const sql[] = {
	("SELECT seq, 0, wrapped_key FROM record WHERE vault = ?1 AND (seq, 0) > "
	 "(?2, ?3) ORDER BY seq LIMIT ?4"),
	("UPDATE record SET wrapped_key = ?3, vault = ?4 WHERE seq = ?1 AND ?2 = 0 AND "
	 "wrapped_key = ?5"),
	("SELECT record, n, wrapped_key FROM note WHERE vault = ?1 AND (record, n) > "
	 "(?2, ?3) ORDER BY record, n LIMIT ?4"),
	("UPDATE note SET wrapped_key = ?3, vault = ?4 WHERE record = ?1 AND n = ?2 AND "
	 "wrapped_key = ?5"),
	"SELECT id, label FROM client ORDER BY id",
	"UPDATE client SET tag = ?2, label = ?3 WHERE id = ?1",
};
_Static_assert(COUNT_OF(sql) == REWRAP_SQL_COUNT, "a text per statement");
const struct statements rewrap_statements = {sql, REWRAP_SQL_COUNT};

/*
 * What has a wrapped key.  list gives (record, n, wrapped_key) of a vault in that order,
 * after a place, at most so many; put is given place, new key, new vault, old key.
 */
static const struct {
	int list, put;
} kinds[] = {
	{REWRAP_RECORDS, REWRAP_RECORD_PUT},
	{REWRAP_NOTES,   REWRAP_NOTE_PUT  },
};

/* One batch behind *last, which moves on; *ret_rows counts also what is damaged. */
static int
fetch_batch(struct rewrap *r, struct rewrap_row *last, struct rewrap_row *ret,
	size_t *ret_count, size_t *ret_rows, struct err *err)
{
	struct err ignored = ERR_NONE;
	sqlite3_stmt *st;
	int rc = sql_query(r->s, SET_REWRAP, kinds[last->kind].list, &st, err, "kiii",
		r->old_vault, last->record, last->n, (int64_t)BATCH);

	*ret_count = *ret_rows = 0;
	if (rc)
		return rc;
	while ((rc = sql_step(st, err)) == 1) {
		struct rewrap_row *row = &ret[*ret_count];

		++*ret_rows;
		last->record = sqlite3_column_int64(st, 0);
		last->n = sqlite3_column_int64(st, 1);
		*row = *last;
		if (!sql_fixed(st, 2, row->from, BOX_SIZE, &ignored))
			++*ret_count;
	}
	sql_end(st);
	return rc;
}

static bool
seal_again(struct rewrap *r, struct rewrap_row *row, unsigned char *key)
{
	if (!seal_unbox(key, r->old_public, r->old_secret, row->from))
		return false;
	seal_box(row->to, r->new_public, key);
	return true;
}

static int
prepare_kind(struct rewrap *r, size_t kind, struct rewrap_row *batch, unsigned char *key,
	struct err *err)
{
	struct rewrap_row last = {.kind = kind};
	size_t count, rows = BATCH;
	int rc = 0;

	while (!rc && rows == BATCH) {
		rc = fetch_batch(r, &last, batch, &count, &rows, err);
		for (size_t i = 0; !rc && i < count; i++)
			if (seal_again(r, &batch[i], key))
				*vec_push(&r->arena, &r->ready) = batch[i];
	}
	return rc;
}

static int
put(struct rewrap *r, const struct rewrap_row *row, struct err *err)
{
	int rc = sql_run(r->s, SET_REWRAP, kinds[row->kind].put, err, "iibkb",
		row->record, row->n, row->to, (size_t)BOX_SIZE, r->new_vault, row->from,
		(size_t)BOX_SIZE);

	if (!rc && kinds[row->kind].put == REWRAP_RECORD_PUT)
		r->done += (size_t)sql_changes(r->s);
	return rc;
}

/* What came while the rest was prepared.  What does not open did not before either: it
 * stays with the old vault, and is never fatal to the others. */
static int
put_rest(struct rewrap *r, size_t kind, struct rewrap_row *batch, unsigned char *key,
	struct err *err)
{
	struct rewrap_row last = {.kind = kind};
	size_t count, rows = BATCH;
	int rc = 0;

	while (!rc && rows == BATCH) {
		rc = fetch_batch(r, &last, batch, &count, &rows, err);
		if (!rc)
			r->damaged += rows - count;
		for (size_t i = 0; !rc && i < count; i++) {
			if (seal_again(r, &batch[i], key))
				rc = put(r, &batch[i], err);
			else
				r->damaged++;
		}
	}
	return rc;
}

static int
each_kind(struct rewrap *r,
	int (*work)(struct rewrap *r, size_t kind, struct rewrap_row *batch,
		unsigned char *key, struct err *err),
	struct err *err)
{
	struct rewrap_row *batch = arena_array(&r->arena, BATCH, sizeof *batch);
	unsigned char *key = store_secret_new(KEY_SIZE);
	int rc = 0;

	for (size_t kind = 0; !rc && kind < COUNT_OF(kinds); kind++)
		rc = work(r, kind, batch, key, err);
	store_secret_free(key);
	return rc;
}

int
rewrap_prepare(struct rewrap *r, struct err *err)
{
	return each_kind(r, prepare_kind, err);
}

/* --- labels of clients --- */

struct label {
	unsigned char id[ID_SIZE];
	const void *sealed;
	size_t n;
};

static int
put_label(struct rewrap *r, const struct label *l, const unsigned char *old_key,
	const unsigned char *new_key, const unsigned char *tags_key, struct err *err)
{
	struct buf text = BUF_NONE, sealed = BUF_NONE;
	unsigned char tag[MAC_SIZE];
	int rc = 0;

	if (client_label_open(&text, old_key, l->id, l->sealed, l->n, NULL)) {
		r->damaged++;
		goto done;
	}
	client_tag(tag, tags_key, text.data, text.len);
	client_label_put(&sealed, new_key, l->id, text.data, text.len);
	rc = sql_run(r->s, SET_REWRAP, REWRAP_CLIENT_PUT, err, "kbb", l->id, tag,
		(size_t)MAC_SIZE, sealed.data, sealed.len);
done:
	buf_wipe(&text);
	buf_free(&text);
	buf_free(&sealed);
	return rc;
}

static int
put_labels(struct rewrap *r, struct err *err)
{
	unsigned char *old_key = store_secret_new(KEY_SIZE),
		      *new_key = store_secret_new(KEY_SIZE),
		      *tags_key = store_secret_new(KEY_SIZE);
	VEC(struct label) labels = VEC_NONE;
	sqlite3_stmt *st = NULL;
	const void *bytes;
	int rc = sql_query(r->s, SET_REWRAP, REWRAP_CLIENTS, &st, err, "");

	while (!rc && (rc = sql_step(st, err)) == 1) {
		struct label *l = vec_push(&r->arena, &labels);

		rc = sql_fixed(st, 0, l->id, ID_SIZE, err);
		if (!rc)
			rc = sql_bytes(st, 1, &bytes, &l->n, err);
		if (!rc && l->n)
			l->sealed = memcpy(arena_alloc(&r->arena, l->n), bytes, l->n);
	}
	sql_end(st);
	vault_subkey(old_key, r->old_secret, VAULT_NAMES);
	vault_subkey(new_key, r->new_secret, VAULT_NAMES);
	vault_subkey(tags_key, r->new_secret, VAULT_TAGS);
	for (size_t i = 0; !rc && i < labels.count; i++)
		rc = put_label(r, &labels.at[i], old_key, new_key, tags_key, err);
	store_secret_free(tags_key);
	store_secret_free(old_key);
	store_secret_free(new_key);
	return rc;
}

int
rewrap_apply(struct rewrap *r, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < r->ready.count; i++)
		rc = put(r, &r->ready.at[i], err);
	if (!rc)
		rc = each_kind(r, put_rest, err);
	return rc ? rc : put_labels(r, err);
}
