/*
 * resume.c - back into an interview by its code
 *
 * Wrong, unknown, finished and damaged are one answer, after the same work: the same
 * count of tries, the same derivation.  What is told apart is only the wait: three wrong
 * tries at one visit number wait a minute; other visit numbers do not.  A number that
 * never existed is counted the same way.
 */
#include "store/internal.h"

#include <string.h>

#include "base/clock.h"

#define TRIES_MAX 3
#define WAIT_MS   60000

enum {
	RESUME_ROW,
	RESUME_OPEN,
	TRIES_LOOK,
	TRIES_COUNT,
	TRIES_FORGET,
	TRIES_FORGET_OLD,
	RESUME_SQL_COUNT
};
static const char *const sql[] = {
	("SELECT record.id, resume.salt, resume.wrapped, record.day FROM resume "
	 "JOIN record ON record.seq = resume.record WHERE resume.record = ?1 "
	 "AND record.state IN ('open', 'stopped')"),
	("UPDATE record SET state = 'open' WHERE seq = ?1 AND state IN ('open', "
	 "'stopped')"),
	"SELECT tries, at FROM attempt WHERE visit = ?1",
	("INSERT INTO attempt(visit, tries, at) VALUES(?1, ?2, ?3) "
	 "ON CONFLICT(visit) DO UPDATE SET tries = ?2, at = ?3"),
	"DELETE FROM attempt WHERE visit = ?1",
	"DELETE FROM attempt WHERE at <= ?1",
};
_Static_assert(COUNT_OF(sql) == RESUME_SQL_COUNT, "a text per statement");
const struct statements resume_statements = {sql, RESUME_SQL_COUNT};

struct row {
	bool found;
	unsigned char id[ID_SIZE], salt[SALT_SIZE], wrapped[WRAP_SIZE];
	char day[DAY_ROOM];
};

struct attempt {
	struct store *s;
	int64_t visit;
	struct row row; /* random when there is none, so that the work is the same */
	int wait;       /* seconds; 0: go on */
	struct sealed_events *events;
};

static int
fetch_row(struct attempt *a, struct err *err)
{
	struct err ignored = ERR_NONE;
	sqlite3_stmt *st;
	int rc = sql_query(a->s, SET_RESUME, RESUME_ROW, &st, err, "i", a->visit);

	randombytes_buf(a->row.salt, SALT_SIZE);
	randombytes_buf(a->row.wrapped, WRAP_SIZE);
	randombytes_buf(a->row.id, ID_SIZE);
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		const char *day = (const char *)sqlite3_column_text(st, 3);

		a->row.found = day && strlen(day) == 10 &&
			!sql_fixed(st, 0, a->row.id, ID_SIZE, &ignored) &&
			!sql_fixed(st, 1, a->row.salt, SALT_SIZE, &ignored) &&
			!sql_fixed(st, 2, a->row.wrapped, WRAP_SIZE, &ignored);
		if (a->row.found)
			memcpy(a->row.day, day, sizeof a->row.day);
		rc = 0;
	}
	sql_end(st);
	return rc;
}

/* Before the code is tried, so that no kill and no second console escapes the count.
 * *ret_wait: seconds, 0: go on. */
static int
count_tries(struct store *s, int64_t visit, int *ret_wait, struct err *err)
{
	int64_t now = clock_now(), tries = 0, at = now;
	sqlite3_stmt *st;
	int rc;

	*ret_wait = 0;
	rc = sql_query(s, SET_RESUME, TRIES_LOOK, &st, err, "i", visit);
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		tries = sqlite3_column_int64(st, 0);
		at = sqlite3_column_int64(st, 1);
	}
	sql_end(st);
	if (rc < 0)
		return rc;
	if (at > now) /* the clock was set back: a minute from here, and no longer */
		at = now;
	if (now - at >= WAIT_MS)
		tries = 0;
	if (tries >= TRIES_MAX)
		*ret_wait = (int)((WAIT_MS - (now - at) + 999) / 1000);
	else
		tries++, at = now;
	rc = sql_run(s, SET_RESUME, TRIES_COUNT, err, "iii", visit, tries, at);
	if (!rc)
		rc = sql_run(s, SET_RESUME, TRIES_FORGET_OLD, err, "i", now - WAIT_MS);
	return rc;
}

static int
count_try(void *self, struct err *err)
{
	struct attempt *a = self;
	int rc = count_tries(a->s, a->visit, &a->wait, err);

	return rc ? rc : fetch_row(a, err);
}

static int
wrong(struct err *err)
{
	return err_set(
		err, ERR_LOCKED, "that code does not open an interview in progress");
}

static int
come_back(void *self, struct err *err)
{
	struct attempt *a = self;
	int rc = sql_run(a->s, SET_RESUME, TRIES_FORGET, err, "i", a->visit);

	if (!rc)
		rc = sql_run(a->s, SET_RESUME, RESUME_OPEN, err, "i", a->visit);
	if (!rc && sql_changes(a->s) != 1) /* finished elsewhere in this very moment */
		rc = wrong(err);
	if (!rc)
		rc = events_fetch(a->s, a->visit, a->events, err);
	if (!rc)
		rc = audit_append(a->s, "resume", a->row.id, NULL, err);
	return rc;
}

/* ret_key: of the events, when the code is right. */
static int
try_code(struct attempt *a, const char *secret, unsigned char ret_key[KEY_SIZE],
	struct err *err)
{
	unsigned char place[PLACE_SIZE];
	unsigned char *key = store_secret_new(KEY_SIZE);
	int rc = seal_kdf(key, secret, a->row.salt, cost_code, err);

	place_of_resume(place, a->row.id, a->visit);
	if (!rc &&
		(!seal_unwrap(ret_key, key, place, sizeof place, a->row.wrapped) ||
			!a->row.found))
		rc = wrong(err);
	store_secret_free(key);
	return rc;
}

int
store_resume(struct store *s, const char *code, store_each *each, void *self,
	struct store_draft **ret, int *ret_wait, struct err *err)
{
	struct sealed_events events = SEALED_EVENTS_NONE;
	struct attempt a = {.s = s, .events = &events};
	struct store_draft *d = draft_new(s);
	int rc;

	*ret_wait = 0;
	if (!code_parse(code, &a.visit, d->secret->secret)) {
		rc = wrong(err);
		goto done;
	}
	rc = sql_write(s, count_try, &a, err);
	if (rc)
		goto done;
	if (a.wait) {
		*ret_wait = a.wait;
		rc = err_set(err, ERR_LOCKED, "after three wrong codes there is a wait");
		err_advise(err, "try again in %d seconds", a.wait);
		goto done;
	}
	rc = try_code(&a, d->secret->secret, d->secret->key, err);
	if (rc)
		goto done;
	rc = sql_write(s, come_back, &a, err);
	if (rc)
		goto done;
	memcpy(d->id, a.row.id, ID_SIZE);
	memcpy(d->salt, a.row.salt, SALT_SIZE);
	hex_put(d->id_hex, d->id, ID_SIZE);
	memcpy(d->day, a.row.day, sizeof d->day);
	d->seq = a.visit;
	d->last = (int64_t)events.rows.count;
	code_put(d->secret->code, d->seq, d->secret->secret);
	rc = events_open(&events, d->secret->key, d->id, each, self, err);
done:
	arena_free(&events.arena);
	if (rc)
		store_draft_free(d);
	else
		*ret = d;
	return rc;
}
