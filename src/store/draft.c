/*
 * draft.c - an interview in progress: take, put, stop, finish
 *
 * A write that fails in COMMIT may have landed all the same: SQLite can fail after the
 * moment that decides.  Nobody was told, so the next write looks first and takes back
 * what it finds of the failed one; whatever else it finds there was written elsewhere,
 * and this draft is no longer the one to go on with.
 */
#include "store/internal.h"

#include <string.h>

#include "base/date.h"
#include "base/mem.h"

enum {
	DRAFT_LOOK,
	DRAFT_NEW,
	DRAFT_RESUME_PUT,
	DRAFT_EVENT_READ,
	DRAFT_EVENT_DELETE,
	DRAFT_EVENT_PUT,
	DRAFT_STATE,
	DRAFT_ENVELOPE_READ,
	DRAFT_ENVELOPE,
	DRAFT_DONE,
	DRAFT_EVENTS_DELETE,
	DRAFT_RESUME_DELETE,
	DRAFT_SQL_COUNT
};
static const char *const sql[] = {
	("SELECT seq, state, (SELECT coalesce(max(n), 0) FROM event "
	 "WHERE record = seq) FROM record WHERE id = ?1"),
	("INSERT INTO record(id, vault, state, day, wrapped_key) VALUES(?1, ?2, "
	 "'open', ?3, ?4)"),
	"INSERT INTO resume(record, salt, wrapped) VALUES(?1, ?2, ?3)",
	"SELECT sealed FROM event WHERE record = ?1 AND n = ?2",
	"DELETE FROM event WHERE record = ?1 AND n = ?2",
	"INSERT INTO event(record, n, sealed) VALUES(?1, ?2, ?3)",
	"UPDATE record SET state = ?2 WHERE seq = ?1",
	"SELECT head, body FROM envelope WHERE record = ?1",
	("INSERT INTO envelope(record, head, body) VALUES(?1, ?2, ?3) "
	 "ON CONFLICT(record) DO UPDATE SET head = ?2, body = ?3"),
	("UPDATE record SET state = ?2, wrapped_key = ?3, keep_until = ?4, vault = ?5 "
	 "WHERE seq = ?1"),
	"DELETE FROM event WHERE record = ?1",
	"DELETE FROM resume WHERE record = ?1",
};
_Static_assert(COUNT_OF(sql) == DRAFT_SQL_COUNT, "a text per statement");
const struct statements draft_statements = {sql, DRAFT_SQL_COUNT};

/* What the database holds of a draft. */
struct now {
	int64_t seq; /* 0: no such record */
	int64_t last;
	enum store_state state;
};

/* One write of a draft: what goes in, and what to remember once it is on disk. */
struct step {
	struct store_draft *d;
	const struct buf *sealed;      /* an event */
	enum store_state state;        /* finish, stop */
	const struct buf *head, *body; /* sealed */
	const unsigned char *box;      /* the envelope's key */
	const unsigned char *digest;   /* of head and body */
	int64_t seq;                   /* out */
};

void
place_of_resume(unsigned char ret[PLACE_SIZE], const unsigned char *id, int64_t seq)
{
	seal_place_bytes(ret, (struct seal_place){"resume", id, (uint64_t)seq});
}

struct store_draft *
draft_new(struct store *s)
{
	struct store_draft *d = mem_alloc(sizeof *d);

	d->s = s;
	d->secret = store_secret_new(sizeof *d->secret);
	buf_init(&d->tried, BUF_CAP_DEFAULT);
	return d;
}

void
store_draft_free(struct store_draft *d)
{
	if (!d)
		return;
	store_secret_free(d->secret);
	buf_free(&d->tried);
	mem_free(d);
}

const char *
store_draft_code(const struct store_draft *d)
{
	return d->secret->code;
}

bool
store_draft_is_code(const struct store_draft *d, const char *typed)
{
	char own[CODE_SECRET], other[CODE_SECRET];
	int64_t own_visit, other_visit;
	bool same = code_parse(d->secret->code, &own_visit, own) &&
		code_parse(typed, &other_visit, other) && own_visit == other_visit &&
		sodium_memcmp(own, other, sizeof own) == 0;

	sodium_memzero(own, sizeof own);
	sodium_memzero(other, sizeof other);
	return same;
}

const char *
store_draft_id(const struct store_draft *d)
{
	return d->id_hex;
}

int
store_take(struct store *s, const char *day, struct store_draft **ret, struct err *err)
{
	struct date date = DATE_NONE;
	struct store_draft *d;
	int rc;

	if (strlen(day) != 10 || !date_parse_iso(day, &date))
		return err_set(
			err, ERR_USAGE, "a record begins on a day such as 2026-11-23");
	d = draft_new(s);
	memcpy(d->day, day, sizeof d->day);
	randombytes_buf(d->id, ID_SIZE);
	randombytes_buf(d->salt, SALT_SIZE);
	randombytes_buf(d->secret->key, KEY_SIZE);
	hex_put(d->id_hex, d->id, ID_SIZE);
	seal_box(d->box, s->card.vault_public, d->secret->key);
	code_make(d->secret->secret);
	/* here and not in the first write: a tenth of a second must not hold the lock */
	rc = seal_kdf(d->secret->code_key, d->secret->secret, d->salt, cost_code, err);
	if (rc) {
		store_draft_free(d);
		return rc;
	}
	*ret = d;
	return 0;
}

static int
look(struct store_draft *d, struct now *ret, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(d->s, SET_DRAFT, DRAFT_LOOK, &st, err, "k", d->id);

	*ret = (struct now){0, 0, STORE_OPEN};
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		ret->seq = sqlite3_column_int64(st, 0);
		ret->last = sqlite3_column_int64(st, 2);
		rc = state_fetch(st, 1, &ret->state, err);
	}
	sql_end(st);
	return rc;
}

static int
elsewhere(struct err *err)
{
	return err_set(
		err, ERR_REFUSED, "this interview was continued or ended somewhere else");
}

void
digest_of(unsigned char ret[DIGEST_SIZE], const void *a, size_t a_n, const void *b,
	size_t b_n)
{
	crypto_generichash_state h;

	crypto_generichash_init(&h, NULL, 0, DIGEST_SIZE);
	crypto_generichash_update(&h, a, a_n);
	crypto_generichash_update(&h, b, b_n);
	crypto_generichash_final(&h, ret, DIGEST_SIZE);
}

/* After a write: digest is of what it sealed. */
static void
remember(struct store_draft *d, int rc, const unsigned char digest[DIGEST_SIZE])
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
	int rc = sql_query(d->s, SET_DRAFT, DRAFT_EVENT_READ, &st, err, "ii", seq, n);

	if (rc)
		return rc;
	rc = is_ours(d, st, ret, err);
	sql_end(st);
	return rc;
}

static int
envelope_is_ours(struct store_draft *d, int64_t seq, bool *ret, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(d->s, SET_DRAFT, DRAFT_ENVELOPE_READ, &st, err, "i", seq);

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
		rc = sql_run(d->s, SET_DRAFT, DRAFT_NEW, err, "kktb", d->id, d->s->vault,
			d->day, d->box, (size_t)BOX_SIZE);
	if (rc)
		return rc;
	seq = sqlite3_last_insert_rowid(d->s->db);
	if (with_code) {
		place_of_resume(place, d->id, seq);
		seal_wrap(wrapped, d->secret->code_key, place, sizeof place,
			d->secret->key);
		rc = sql_run(d->s, SET_DRAFT, DRAFT_RESUME_PUT, err, "ibb", seq, d->salt,
			(size_t)SALT_SIZE, wrapped, (size_t)WRAP_SIZE);
	}
	if (!rc)
		rc = audit_append(d->s, "take", d->id, NULL, err);
	if (!rc)
		*ret_seq = seq;
	return rc;
}

/* Bring the database to where this draft was last acknowledged, or say why not. */
static int
settle(struct store_draft *d, bool with_code, struct now *ret, struct err *err)
{
	bool ours;
	int rc = look(d, ret, err);

	if (rc)
		return rc;
	if (!ret->seq)
		return d->seq ? elsewhere(err)
			      : insert_record(d, with_code, &ret->seq, err);
	if (ret->last == d->last)
		return 0;
	if (ret->last != d->last + 1)
		return elsewhere(err);
	rc = event_is_ours(d, ret->seq, ret->last, &ours, err);
	if (rc)
		return rc;
	if (!ours)
		return elsewhere(err);
	ret->last--;
	return sql_run(
		d->s, SET_DRAFT, DRAFT_EVENT_DELETE, err, "ii", ret->seq, ret->last + 1);
}

static bool
in_progress(enum store_state state)
{
	return state == STORE_OPEN || state == STORE_STOPPED;
}

/* A write that was refused because the vault it seals to is not in use any more: seal to
 * the one that is, and it may be tried again.  Events are under the draft's own key, which
 * stays. */
static bool
followed(struct store_draft *d, int *rc, struct err *err)
{
	if (!*rc || !d->s->behind)
		return false;
	*rc = epoch_follow(d->s, err);
	if (*rc)
		return false;
	seal_box(d->box, d->s->card.vault_public, d->secret->key);
	return true;
}

static int
put_event(void *self, struct err *err)
{
	struct step *p = self;
	struct store_draft *d = p->d;
	struct now now;
	int rc = settle(d, true, &now, err);

	if (rc)
		return rc;
	if (!in_progress(now.state))
		return elsewhere(err);
	if (now.state == STORE_STOPPED)
		rc = sql_run(d->s, SET_DRAFT, DRAFT_STATE, err, "it", now.seq,
			state_word(STORE_OPEN));
	if (!rc)
		rc = sql_run(d->s, SET_DRAFT, DRAFT_EVENT_PUT, err, "iib", now.seq,
			d->last + 1, p->sealed->data, p->sealed->len);
	p->seq = now.seq;
	return rc;
}

int
store_event_put(struct store_draft *d, const void *bytes, size_t n, struct err *err)
{
	struct buf sealed = BUF_NONE;
	struct step p = {.d = d, .sealed = &sealed};
	unsigned char tried[DIGEST_SIZE];
	int rc;

	if (n > BLOB_MAX - 2 * EVENT_STEP)
		return err_set(err, ERR_REFUSED, "this is larger than the store keeps");
	seal_put(&sealed, d->secret->key,
		(struct seal_place){"event", d->id, (uint64_t)d->last + 1}, bytes, n,
		EVENT_STEP);
	digest_of(tried, sealed.data, sealed.len, "", 0);
	do
		rc = sql_write(d->s, put_event, &p, err);
	while (followed(d, &rc, err));
	remember(d, rc, tried);
	if (!rc) {
		d->seq = p.seq;
		d->last++;
		if (!d->secret->code[0]) {
			code_put(d->secret->code, d->seq, d->secret->secret);
			sodium_memzero(d->secret->code_key, KEY_SIZE);
		}
	}
	buf_free(&sealed);
	return rc;
}

static int
put_stop(void *self, struct err *err)
{
	struct step *p = self;
	struct now now;
	int rc = settle(p->d, true, &now, err);

	if (rc)
		return rc;
	if (!in_progress(now.state))
		return elsewhere(err);
	return sql_run(p->d->s, SET_DRAFT, DRAFT_STATE, err, "it", now.seq,
		state_word(STORE_STOPPED));
}

int
store_stop(struct store_draft *d, struct err *err)
{
	struct step p = {.d = d};
	int rc;

	if (!d->seq) /* nothing was acknowledged: nothing to come back to */
		return 0;
	rc = sql_write(d->s, put_stop, &p, err);
	if (!rc)
		buf_clear(&d->tried);
	return rc;
}

static int
put_envelope(void *self, struct err *err)
{
	struct step *p = self;
	struct store_draft *d = p->d;
	struct now now;
	bool ours;
	int rc = epoch_check(d->s, err);

	if (!rc)
		rc = look(d, &now, err);
	if (rc)
		return rc;
	if (now.seq && !in_progress(now.state)) {
		rc = envelope_is_ours(d, now.seq, &ours, err);
		if (rc)
			return rc;
		if (!ours)
			return elsewhere(err);
	} else {
		rc = settle(d, false, &now, err);
		if (rc)
			return rc;
	}
	rc = sql_run(d->s, SET_DRAFT, DRAFT_ENVELOPE, err, "ibb", now.seq, p->head->data,
		p->head->len, p->body->data, p->body->len);
	if (!rc)
		rc = sql_run(d->s, SET_DRAFT, DRAFT_DONE, err, "itbtk", now.seq,
			state_word(p->state), p->box, (size_t)BOX_SIZE,
			d->keep_until[0] ? d->keep_until : NULL, d->s->vault);
	if (!rc)
		rc = sql_run(d->s, SET_DRAFT, DRAFT_EVENTS_DELETE, err, "i", now.seq);
	if (!rc)
		rc = sql_run(d->s, SET_DRAFT, DRAFT_RESUME_DELETE, err, "i", now.seq);
	if (rc)
		return rc;
	p->seq = now.seq;
	return audit_append(d->s, "seal", d->id, p->digest, err);
}

/* Seal head and body under a fresh key to the vault, and write them. */
static int
finish_once(struct store_draft *d, enum store_state state, const void *head,
	size_t head_n, const void *body, size_t body_n, struct err *err)
{
	struct buf sealed_head = BUF_NONE, sealed_body = BUF_NONE;
	unsigned char *key, box[BOX_SIZE], digest[DIGEST_SIZE];
	struct step p = {.d = d,
		.state = state,
		.head = &sealed_head,
		.body = &sealed_body,
		.box = box,
		.digest = digest};
	int rc;

	key = store_secret_new(KEY_SIZE);
	randombytes_buf(key, KEY_SIZE);
	seal_box(box, d->s->card.vault_public, key);
	seal_put(&sealed_head, key, (struct seal_place){"head", d->id, 0}, head, head_n,
		ENVELOPE_STEP);
	seal_put(&sealed_body, key, (struct seal_place){"body", d->id, 0}, body, body_n,
		ENVELOPE_STEP);
	store_secret_free(key);
	digest_of(digest, sealed_head.data, sealed_head.len, sealed_body.data,
		sealed_body.len);
	rc = sql_write(d->s, put_envelope, &p, err);
	remember(d, rc, digest);
	if (!rc)
		d->seq = p.seq;
	buf_free(&sealed_head);
	buf_free(&sealed_body);
	return rc;
}

int
store_finish(struct store_draft *d, enum store_state state, const void *head,
	size_t head_n, const void *body, size_t body_n, struct err *err)
{
	int rc;

	if (in_progress(state))
		return err_set(err, ERR_USAGE, "a record ends as done or declined");
	if (head_n > BLOB_MAX / 4 || body_n > BLOB_MAX / 2)
		return err_set(err, ERR_REFUSED, "this is larger than the store keeps");
	do
		rc = finish_once(d, state, head, head_n, body, body_n, err);
	while (followed(d, &rc, err));
	return rc;
}
