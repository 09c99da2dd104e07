/* life.c - how long a record is kept, on hold, erased, pruned; see life.h */
#include "store/life.h"

#include <string.h>

#include "store/internal.h"

enum {
	LIFE_LOOK,
	LIFE_HOLD,
	LIFE_DUE,
	LIFE_COUNTS,
	LIFE_NEWEST,
	LIFE_LOG_END,
	LIFE_EVENTS,
	LIFE_RESUME,
	LIFE_ATTEMPTS,
	LIFE_ENVELOPE,
	LIFE_NOTES,
	LIFE_RECORD,
	LIFE_CLIENTS,
	LIFE_SQL_COUNT
};

/* ?1 today, ?2 before or NULL, ?3 quiet since */
#define FINISHED "state IN ('done', 'declined')"
/*
 * A record that was taken while the clock was back would be due at once.  None began
 * before those that stand before it, so its day is at least theirs, and it is kept so
 * much longer, to the end of that year.  A day that has not come yet says nothing.
 */
#define BEGUN                                                                          \
	"record JOIN (SELECT seq AS n, max(day, ifnull(max(day) FILTER (WHERE day <= " \
	"?1) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING), day)) AS begun FROM "       \
	"record) ON n = seq"
#define KEPT                                                                           \
	"CASE WHEN begun = day THEN keep_until ELSE date(keep_until, "                 \
	"(julianday(begun) - julianday(day)) || ' days', 'start of year', '+1 year', " \
	"'-1 day') END"
#define DUE "((" FINISHED " AND " KEPT " < ?1) OR begun < ?2)"
#define ACTIVE                                                    \
	"(NOT " FINISHED " AND id IN (SELECT subject FROM audit " \
	"WHERE at > ?3 AND event IN ('take', 'resume', 'code')))"

static const char *const sql[] = {
	"SELECT seq, hold FROM record WHERE id = ?1",
	"UPDATE record SET hold = ?2 WHERE seq = ?1",
	("SELECT seq, id FROM " BEGUN " WHERE " DUE " AND NOT hold AND NOT " ACTIVE
	 " ORDER BY seq"),
	("SELECT count(*) FILTER (WHERE NOT hold AND NOT " ACTIVE "), "
	 "count(*) FILTER (WHERE NOT hold AND NOT " ACTIVE " AND " KEPT " >= ?1), "
	 "count(*) FILTER (WHERE hold), "
	 "count(*) FILTER (WHERE NOT hold AND " ACTIVE ") FROM " BEGUN " WHERE " DUE),
	"SELECT max(at), max(at) FILTER (WHERE at < ?1) FROM audit",
	"SELECT n FROM audit_head WHERE one = 1",
	"DELETE FROM event WHERE record = ?1",
	"DELETE FROM resume WHERE record = ?1",
	"DELETE FROM attempt WHERE visit = ?1",
	"DELETE FROM envelope WHERE record = ?1",
	"DELETE FROM note WHERE record = ?1",
	"DELETE FROM record WHERE seq = ?1",
	("DELETE FROM client WHERE NOT EXISTS "
	 "(SELECT 1 FROM record WHERE record.client = client.id)"),
};
_Static_assert(COUNT_OF(sql) == LIFE_SQL_COUNT, "a text per statement");
const struct statements life_statements = {sql, LIFE_SQL_COUNT};

#define DAY_MS   ((int64_t)24 * 60 * 60 * 1000)
#define MONTH_MS (30 * DAY_MS)
#define YEAR_MS  (366 * DAY_MS)
/* Writing the whole file anew holds the lock: about a second for this much. */
#define REWRITE_MOST ((int64_t)256 << 20)

/* --- one record --- */

struct one {
	struct store *s;
	unsigned char id[ID_SIZE];
	bool on;  /* hold: wanted */
	bool was; /* it was so already */
	int64_t seq;
	bool hold; /* as it is */
	struct store_erased *erased;
};

static int
look(struct one *o, struct err *err)
{
	sqlite3_stmt *st;
	int rc = record_row(o->s, SET_LIFE, LIFE_LOOK, o->id, &st, err);

	if (rc)
		return rc;
	o->seq = sqlite3_column_int64(st, 0);
	o->hold = sqlite3_column_int(st, 1) != 0;
	sql_end(st);
	return 0;
}

static int
one_begin(struct one *o, struct store *s, const char *id, struct err *err)
{
	memset(o, 0, sizeof *o);
	o->s = s;
	return hex_read(o->id, ID_SIZE, id)
		? 0
		: err_set(err, ERR_USAGE, "that is not the whole id of a record");
}

static int
put_hold(void *self, struct err *err)
{
	struct one *o = self;
	int rc = epoch_check(o->s, err);

	if (!rc)
		rc = look(o, err);
	if (rc)
		return rc;
	o->was = o->hold == o->on;
	if (o->was)
		return 0;
	rc = sql_run(o->s, SET_LIFE, LIFE_HOLD, err, "ii", o->seq, (int64_t)o->on);
	if (rc)
		return rc;
	return audit_append(o->s, o->on ? "hold" : "hold-lift", o->id, NULL, err);
}

int
store_hold(struct store_vault *v, const char *id, bool on, struct err *err)
{
	struct one o;
	int rc = one_begin(&o, v->s, id, err);

	o.on = on;
	if (!rc)
		rc = sql_write(v->s, put_hold, &o, err);
	return rc ? rc : o.was;
}

/* --- gone --- */

/* Every row of a record, then its entry in the log; inside a transaction. */
static int
erase_rows(struct store *s, int64_t seq, const unsigned char *id, const char *event,
	struct err *err)
{
	int rc = 0;

	for (int which = LIFE_EVENTS; which <= LIFE_RECORD && !rc; which++)
		rc = sql_run(s, SET_LIFE, which, err, "i", seq);
	return rc ? rc : audit_append(s, event, id, NULL, err);
}

/* After the rows: clients that have no record any more, and what was written. */
static int
erase_end(struct store *s, size_t records, struct store_erased *ret, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_run(s, SET_LIFE, LIFE_CLIENTS, err, "");

	if (!rc)
		rc = sql_query(s, SET_LIFE, LIFE_LOG_END, &st, err, "");
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		ret->records = records;
		ret->last = sqlite3_column_int64(st, 0);
		ret->first = ret->last - (int64_t)records + 1;
	}
	sql_end(st);
	return rc < 0 ? rc : 0;
}

static int64_t
pragma_number(sqlite3 *db, const char *text)
{
	sqlite3_stmt *st = NULL;
	int64_t n = -1;

	if (!sqlite3_prepare_v2(db, text, -1, &st, NULL) &&
		sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

/* A page that rows were moved out of keeps their bytes in its gap, where secure_delete
 * does not look: only a file written anew surely holds nothing of them.  When that fails
 * the rows are gone all the same. */
static bool
rewrite(struct store *s)
{
	int64_t pages = pragma_number(s->db, "PRAGMA page_count");
	int64_t size = pragma_number(s->db, "PRAGMA page_size");
	int64_t spare = pragma_number(s->db, "PRAGMA freelist_count");
	int code;

	if (pages < 0 || (pages * size > REWRITE_MOST && spare < pages / 4))
		return false;
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 1); /* the copy, while it is made */
	code = sqlite3_exec(s->db, "VACUUM", NULL, NULL, NULL);
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
	return code == SQLITE_OK;
}

static int
erase_one(void *self, struct err *err)
{
	struct one *o = self;
	int rc = epoch_check(o->s, err);

	if (!rc)
		rc = look(o, err);
	if (!rc && o->hold)
		rc = err_set(err, ERR_REFUSED, "it is on hold");
	if (!rc)
		rc = erase_rows(o->s, o->seq, o->id, "erase", err);
	return rc ? rc : erase_end(o->s, 1, o->erased, err);
}

int
store_erase(
	struct store_vault *v, const char *id, struct store_erased *ret, struct err *err)
{
	struct store_erased done = {0};
	struct one o;
	int rc = one_begin(&o, v->s, id, err);

	o.erased = &done;
	if (!rc)
		rc = sql_write(v->s, erase_one, &o, err);
	if (rc) {
		err_wrap(err, "record %.8s", id);
		return rc;
	}
	done.rewritten = rewrite(v->s);
	*ret = done;
	return 0;
}

/* --- prune --- */

static int
unlikely(struct err *err, const char *how)
{
	err_set(err, ERR_REFUSED,
		"the clock may be wrong: it is %s the newest record or entry of the log",
		how);
	err_advise(err, "set the clock; if it is right, say so with --clock-is-right");
	return ERR_REFUSED;
}

int
store_check_clock(struct store *s, int64_t now, struct err *err)
{
	int64_t newest = now, vouched = now;
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_LIFE, LIFE_NEWEST, &st, err, "i", now - MONTH_MS);

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		newest = sqlite3_column_int64(st, 0);
		vouched = sqlite3_column_type(st, 1) == SQLITE_NULL
			? newest
			: sqlite3_column_int64(st, 1);
	}
	sql_end(st);
	if (rc < 0)
		return rc;
	if (now < newest - DAY_MS)
		return unlikely(err, "before");
	return now - vouched > YEAR_MS ? unlikely(err, "more than a year past") : 0;
}

int
store_prune_look(struct store *s, const struct store_prune *rule,
	struct store_prune_count *ret, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_LIFE, LIFE_COUNTS, &st, err, "tti", rule->today,
		rule->before, rule->quiet_since);

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1)
		*ret = (struct store_prune_count){
			.due = (size_t)sqlite3_column_int64(st, 0),
			.early = (size_t)sqlite3_column_int64(st, 1),
			.held = (size_t)sqlite3_column_int64(st, 2),
			.active = (size_t)sqlite3_column_int64(st, 3),
		};
	sql_end(st);
	return rc < 0 ? rc : 0;
}

struct due {
	int64_t seq;
	unsigned char id[ID_SIZE];
};
struct pruning {
	struct store *s;
	const struct store_prune *rule;
	size_t expected;
	struct arena arena;
	VEC(struct due) rows;
	struct store_erased *erased;
};

/* Before the first is deleted: a query does not run over rows that go. */
static int
fetch_due(struct pruning *p, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(p->s, SET_LIFE, LIFE_DUE, &st, err, "tti", p->rule->today,
		p->rule->before, p->rule->quiet_since);

	if (rc)
		return rc;
	while ((rc = sql_step(st, err)) == 1) {
		struct due *row = vec_push(&p->arena, &p->rows);

		row->seq = sqlite3_column_int64(st, 0);
		rc = sql_fixed(st, 1, row->id, ID_SIZE, err);
		if (rc)
			break;
	}
	sql_end(st);
	return rc;
}

int
store_prune_each(struct store *s, const struct store_prune *rule,
	void (*each)(void *self, const char *id), void *self, struct err *err)
{
	struct pruning p = {.s = s, .rule = rule};
	int rc = fetch_due(&p, err);

	for (size_t i = 0; i < p.rows.count && !rc; i++) {
		char id[STORE_ID_HEX];

		hex_put(id, p.rows.at[i].id, ID_SIZE);
		each(self, id);
	}
	arena_free(&p.arena);
	return rc;
}

static int
prune_all(void *self, struct err *err)
{
	struct pruning *p = self;
	int rc = epoch_check(p->s, err);

	if (!rc)
		rc = fetch_due(p, err);
	if (!rc && p->rows.count != p->expected)
		rc = err_set(err, ERR_REFUSED,
			"the records that would go have changed meanwhile");
	for (size_t i = 0; i < p->rows.count && !rc; i++)
		rc = erase_rows(p->s, p->rows.at[i].seq, p->rows.at[i].id, "prune", err);
	return rc ? rc : erase_end(p->s, p->rows.count, p->erased, err);
}

int
store_prune(struct store_vault *v, const struct store_prune *rule, size_t expected,
	struct store_erased *ret, struct err *err)
{
	struct store_erased done = {0};
	struct pruning p = {.s = v->s,
		.rule = rule,
		.expected = expected,
		.arena = ARENA_NONE,
		.rows = VEC_NONE,
		.erased = &done};
	int rc = sql_write(v->s, prune_all, &p, err);

	arena_free(&p.arena);
	if (rc)
		return rc;
	done.rewritten = rewrite(v->s);
	*ret = done;
	return 0;
}
