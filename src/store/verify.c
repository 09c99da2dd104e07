/* verify.c - the order of the checks, SQLite's own, and the canary; see verify.h */
#include "store/verify.h"
#include "store/members.h"

#include <string.h>

static const char *const sql[] = {
	"BEGIN",
	"COMMIT",
	"SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
	"SELECT (SELECT count(*) FROM audit), (SELECT count(*) FROM record)",
	"SELECT v FROM meta WHERE k = 'audit_key'",
	("SELECT n, at, actor, event, subject, digest, mac FROM audit "
	 "WHERE n > ?1 ORDER BY n LIMIT ?2"),
	"SELECT count(*) FROM audit WHERE event = 'take'",
	("SELECT n, at, actor, event, subject, digest, mac FROM audit "
	 "WHERE n > ?1 AND n <= ?2 AND "
	 "(subject IS NULL OR subject > ?3 AND subject < ?4) AND event IN "
	 "('take', 'seal', 'ack', 'assign', 'hold', 'hold-lift', 'erase', 'prune') "
	 "ORDER BY n"),
	("SELECT n, at, actor, event, subject, digest, mac FROM audit "
	 "WHERE n > ?1 AND subject = ?2 ORDER BY n"),
	("SELECT seq, id, state, vault, wrapped_key, head, body, hold, day, keep_until "
	 "FROM record LEFT JOIN envelope ON envelope.record = seq WHERE id > ?1 AND "
	 "id < ?2 ORDER BY id LIMIT ?3"),
	("SELECT client, (SELECT tag FROM client WHERE client.id = record.client) FROM "
	 "record WHERE id = ?1"),
	"SELECT id, tag, label FROM client WHERE id > ?1 ORDER BY id LIMIT ?2",
	"SELECT digest, text FROM form WHERE digest > ?1 ORDER BY digest LIMIT 1",
	("SELECT DISTINCT digest FROM audit WHERE n <= ?1 AND event = 'form-install' AND "
	 "digest IS NOT NULL AND digest NOT IN (SELECT digest FROM form)"),
};
_Static_assert(COUNT_OF(sql) == VERIFY_SQL_COUNT, "a text per statement");
const struct statements verify_statements = {sql, VERIFY_SQL_COUNT};

#define TABLES_MAX 32
#define STEPS      1000 /* of SQLite's machine between two ticks, some 0.1 ms */

/* What not every check looks at. */
enum { PART_RECORDS = 1, PART_SEEN = 2 };

void
verify_found(struct verify *c, enum store_fault fault, int64_t n,
	const unsigned char *record, const char *detail)
{
	struct store_finding f = {.fault = fault, .n = n, .detail = detail ? detail : ""};

	if (record)
		hex_put(f.record, record, ID_SIZE);
	c->sum->faults++;
	if (c->watch && c->watch->found)
		c->watch->found(c->watch->self, &f);
}

void
verify_tick(struct verify *c, uint64_t rows)
{
	c->done += rows;
	if (c->done > c->all)
		c->all = c->done; /* consoles go on writing */
	if (c->watch && c->watch->tick)
		c->watch->tick(c->watch->self, c->done, c->all);
}

int
read_begin(struct store *s, struct err *err)
{
	int rc = sql_run(s, SET_VERIFY, VERIFY_BEGIN, err, "");

	return rc ? rc : epoch_check(s, err);
}

void
read_end(struct store *s)
{
	struct err ignored = ERR_NONE;

	if (!sqlite3_get_autocommit(s->db) &&
		sql_run(s, SET_VERIFY, VERIFY_END, &ignored, ""))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

/* --- SQLite's check --- */

/* Its lines name tables, rows and pages, and no values. */
static int
take_line(void *self, int columns, char **values, char **names)
{
	(void)names;
	if (columns > 0 && values[0] && strcmp(values[0], "ok") != 0)
		verify_found(self, FAULT_DATABASE, 0, NULL, values[0]);
	return 0;
}

/* Of the check of foreign keys: the table, the row, and what it should belong to. */
static int
take_orphan(void *self, int columns, char **values, char **names)
{
	char detail[96];

	(void)names;
	if (columns < 3)
		return 0;
	sqlite3_snprintf(sizeof detail, detail, "a row of %s belongs to no %s",
		values[0] ? values[0] : "?", values[2] ? values[2] : "?");
	verify_found(self, FAULT_DATABASE, 0, NULL, detail);
	return 0;
}

static int
check_with(struct verify *c, const char *pragma,
	int (*take)(void *self, int columns, char **values, char **names),
	struct err *err)
{
	int code = sqlite3_exec(c->v->s->db, pragma, take, c, NULL);

	if (code == SQLITE_OK)
		return 0;
	if ((code & 0xff) != SQLITE_CORRUPT && (code & 0xff) != SQLITE_NOTADB)
		return sql_fail(code, err);
	verify_found(c, FAULT_DATABASE, 0, NULL, sqlite3_errstr(code));
	return 0;
}

/* It says nothing of how far it is: who waits sees at least that something is done. */
static int
still_here(void *self)
{
	verify_tick(self, 0);
	return 0;
}

/* A table at a time: the lock goes between them. */
static int
check_tables(struct verify *c, struct err *err)
{
	char names[TABLES_MAX][64], pragma[160];
	size_t count = 0;
	sqlite3_stmt *st;
	int rc = sql_query(c->v->s, SET_VERIFY, VERIFY_TABLES, &st, err, "");

	if (rc)
		return rc;
	while (count < TABLES_MAX && (rc = sql_step(st, err)) == 1) {
		const char *name = (const char *)sqlite3_column_text(st, 0);

		sqlite3_snprintf(
			sizeof names[count], names[count], "%s", name ? name : "");
		count++;
	}
	sql_end(st);
	for (size_t i = 0; i < count && rc >= 0; i++) {
		sqlite3_snprintf(
			sizeof pragma, pragma, "PRAGMA integrity_check(%Q)", names[i]);
		rc = check_with(c, pragma, take_line, err);
	}
	if (rc >= 0)
		rc = check_with(c, "PRAGMA foreign_key_check", take_orphan, err);
	return rc < 0 ? rc : 0;
}

static int
check_database(struct verify *c, struct err *err)
{
	int rc;

	sqlite3_progress_handler(c->v->s->db, STEPS, still_here, c);
	rc = check_tables(c, err);
	sqlite3_progress_handler(c->v->s->db, 0, NULL, NULL);
	return rc;
}

/* --- the canary --- */

/* Something sealed as a console seals is opened; a store made before there was one has
 * none until its next rekey. */
static int
check_canary(struct verify *c, struct err *err)
{
	struct err why = ERR_NONE;
	int rc = read_begin(c->v->s, &why);

	if (!rc)
		rc = members_canary_check(c->v, &why);
	read_end(c->v->s);
	if (rc == ERR_INVALID)
		verify_found(c, FAULT_CANARY, 0, NULL, "");
	else if (rc && rc != ERR_NOT_FOUND)
		return err_set(err, rc, "%s", why.text);
	return 0;
}

/* --- all of it --- */

static int
count_rows(struct verify *c, bool records, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(c->v->s, SET_VERIFY, VERIFY_COUNTS, &st, err, "");

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		c->all = (uint64_t)sqlite3_column_int64(st, 0);
		if (records)
			c->all += (uint64_t)sqlite3_column_int64(st, 1);
	}
	sql_end(st);
	return rc < 0 ? rc : 0;
}

/* What the key last saw, as it was when this vault was unlocked. */
static void
check_seen(struct verify *c)
{
	const struct store_log_look *seen = &c->v->s->seen;

	if (seen->state == STORE_LOG_OLDER)
		verify_found(c, FAULT_LOG_OLDER, seen->n, NULL, NULL);
	else if (seen->state == STORE_LOG_OTHER)
		verify_found(c, FAULT_LOG_OTHER, seen->n, NULL, NULL);
}

static int
verify_parts(struct verify *c, unsigned parts, struct err *err)
{
	int rc;

	*c->sum = (struct store_verified){0, 0, 0, 0};
	rc = count_rows(c, parts & PART_RECORDS, err);
	verify_tick(c, 0);
	if (!rc)
		rc = check_database(c, err);
	if (!rc)
		rc = check_canary(c, err);
	if (!rc)
		rc = verify_log(c, err);
	if (rc)
		return rc;
	if (parts & PART_SEEN)
		check_seen(c);
	if (parts & PART_RECORDS)
		rc = verify_records(c, err);
	if (!rc && (parts & PART_RECORDS))
		rc = verify_clients(c, err);
	if (!rc)
		rc = verify_forms(c, err);
	if (!rc)
		verify_tick(c, c->all > c->done ? c->all - c->done : 0);
	return rc;
}

/* A database too damaged to be read to its end is a finding as well. */
static int
verify_all(struct verify *c, unsigned parts, struct err *err)
{
	int rc;

	c->tags_key = store_secret_new(KEY_SIZE);
	vault_subkey(c->tags_key, c->v->secret, VAULT_TAGS);
	rc = verify_parts(c, parts, err);
	store_secret_free(c->tags_key);
	if (rc != ERR_INVALID)
		return rc;
	verify_found(c, FAULT_DATABASE, 0, NULL, err->text);
	err_clear(err);
	return 0;
}

int
store_verify(struct store_vault *v, const struct store_watch *w,
	struct store_verified *ret, struct err *err)
{
	struct verify c = {.v = v, .watch = w, .sum = ret};

	return verify_all(&c, PART_RECORDS | (v->s->apart ? 0 : PART_SEEN), err);
}

int
verify_copy(struct store_vault *v, const struct store_watch *w,
	struct store_verified *ret, struct err *err)
{
	struct verify c = {.v = v, .watch = w, .sum = ret};

	return verify_all(&c, PART_RECORDS, err);
}
