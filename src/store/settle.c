/*
 * settle.c - where a write that failed left a draft, and back to where it was acknowledged
 *
 * A write that fails in COMMIT may have landed all the same: SQLite can fail after the
 * moment that decides.  Nobody was told, so the next write looks first and takes back
 * what it finds of the failed one; whatever else it finds there was written elsewhere,
 * and this draft is no longer the one to go on with.
 */
#include "store/internal.h"

#include <string.h>

enum {
	SETTLE_LOOK,
	SETTLE_NEW,
	SETTLE_RESUME_PUT,
	SETTLE_EVENT_READ,
	SETTLE_EVENT_DELETE,
	SETTLE_ENVELOPE_READ,
	SETTLE_SQL_COUNT
};
static const char *const sql[] = {
	("SELECT seq, state, (SELECT coalesce(max(n), 0) FROM event "
	 "WHERE record = seq), (SELECT salt FROM resume WHERE record = seq) "
	 "FROM record WHERE id = ?1"),
	("INSERT INTO record(id, vault, state, day, wrapped_key) VALUES(?1, ?2, "
	 "'open', ?3, ?4)"),
	"INSERT INTO resume(record, salt, wrapped) VALUES(?1, ?2, ?3)",
	"SELECT sealed FROM event WHERE record = ?1 AND n = ?2",
	"DELETE FROM event WHERE record = ?1 AND n = ?2",
	"SELECT head, body FROM envelope WHERE record = ?1",
};
_Static_assert(COUNT_OF(sql) == SETTLE_SQL_COUNT, "a text per statement");
const struct statements settle_statements = {sql, SETTLE_SQL_COUNT};

void
place_of_resume(unsigned char ret[PLACE_SIZE], const unsigned char *id, int64_t seq)
{
	seal_place_bytes(ret, (struct seal_place){"resume", id, (uint64_t)seq});
}

int
draft_look(struct store_draft *d, struct draft_now *ret, struct err *err)
{
	struct err ignored = ERR_NONE;
	unsigned char salt[SALT_SIZE];
	sqlite3_stmt *st;
	int rc = sql_query(d->s, SET_SETTLE, SETTLE_LOOK, &st, err, "k", d->id);

	*ret = (struct draft_now){0, 0, STORE_OPEN, false};
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		ret->seq = sqlite3_column_int64(st, 0);
		ret->last = sqlite3_column_int64(st, 2);
		rc = state_fetch(st, 1, &ret->state, err);
		ret->recoded = sqlite3_column_type(st, 3) != SQLITE_NULL &&
			(sql_fixed(st, 3, salt, SALT_SIZE, &ignored) ||
				memcmp(salt, d->salt, SALT_SIZE) != 0);
	}
	sql_end(st);
	return rc;
}

int
draft_elsewhere(struct err *err)
{
	return err_set(
		err, ERR_REFUSED, "this interview was continued or ended somewhere else");
}

void
draft_remember(struct store_draft *d, int rc, const unsigned char digest[DIGEST_SIZE])
{
	if (!rc)
		buf_clear(&d->tried);
	else if (d->s->doubt)
		buf_add(&d->tried, digest, DIGEST_SIZE);
}

/* True when the row of a query (one blob, or two) is what a failed write of ours tried
 * to put there. */
static int
is_ours(struct store_draft *d, sqlite3_stmt *st, bool *ret, struct err *err)
{
	unsigned char digest[DIGEST_SIZE];
	const void *one, *two = "";
	size_t one_n, two_n = 0;
	int rc = sql_step(st, err);

	*ret = false;
	if (rc != 1)
		return rc;
	rc = sql_bytes(st, 0, &one, &one_n, err);
	if (!rc && sqlite3_column_count(st) > 1)
		rc = sql_bytes(st, 1, &two, &two_n, err);
	if (rc)
		return rc;
	digest_of(digest, one, one_n, two, two_n);
	for (size_t i = 0; i + DIGEST_SIZE <= d->tried.len; i += DIGEST_SIZE)
		*ret = *ret || !memcmp(digest, d->tried.data + i, DIGEST_SIZE);
	return 0;
}

static int
event_is_ours(struct store_draft *d, int64_t seq, int64_t n, bool *ret, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(d->s, SET_SETTLE, SETTLE_EVENT_READ, &st, err, "ii", seq, n);

	if (rc)
		return rc;
	rc = is_ours(d, st, ret, err);
	sql_end(st);
	return rc;
}

int
draft_envelope_is_ours(struct store_draft *d, int64_t seq, bool *ret, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(d->s, SET_SETTLE, SETTLE_ENVELOPE_READ, &st, err, "i", seq);

	if (rc)
		return rc;
	rc = is_ours(d, st, ret, err);
	sql_end(st);
	return rc;
}

/* The record and its way back; seq is the visit number, which only now is known. */
static int
insert_record(struct store_draft *d, bool with_code, int64_t *ret_seq, struct err *err)
{
	unsigned char wrapped[WRAP_SIZE], place[PLACE_SIZE];
	int64_t seq;
	int rc = epoch_check(d->s, err);

	if (!rc)
		rc = sql_run(d->s, SET_SETTLE, SETTLE_NEW, err, "kktb", d->id,
			d->s->vault, d->day, d->box, (size_t)BOX_SIZE);
	if (rc)
		return rc;
	seq = sqlite3_last_insert_rowid(d->s->db);
	if (with_code) {
		place_of_resume(place, d->id, seq);
		seal_wrap(wrapped, d->secret->code_key, place, sizeof place,
			d->secret->key);
		rc = sql_run(d->s, SET_SETTLE, SETTLE_RESUME_PUT, err, "ibb", seq,
			d->salt, (size_t)SALT_SIZE, wrapped, (size_t)WRAP_SIZE);
	}
	if (!rc)
		rc = audit_append(d->s, "take", d->id, NULL, err);
	if (!rc)
		*ret_seq = seq;
	return rc;
}

int
draft_settle(
	struct store_draft *d, bool with_code, struct draft_now *ret, struct err *err)
{
	bool ours;
	int rc = draft_look(d, ret, err);

	if (rc)
		return rc;
	if (!ret->seq)
		return d->seq ? draft_elsewhere(err)
			      : insert_record(d, with_code, &ret->seq, err);
	if (ret->recoded)
		return draft_elsewhere(err);
	if (ret->last == d->last)
		return 0;
	if (ret->last != d->last + 1)
		return draft_elsewhere(err);
	rc = event_is_ours(d, ret->seq, ret->last, &ours, err);
	if (rc)
		return rc;
	if (!ours)
		return draft_elsewhere(err);
	ret->last--;
	return sql_run(d->s, SET_SETTLE, SETTLE_EVENT_DELETE, err, "ii", ret->seq,
		ret->last + 1);
}

bool
draft_followed(struct store_draft *d, int *rc, struct err *err)
{
	if (!*rc || !d->s->behind)
		return false;
	*rc = epoch_follow(d->s, err);
	if (*rc)
		return false;
	seal_box(d->box, d->s->card.vault_public, d->secret->key);
	return true;
}
