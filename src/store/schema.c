/*
 * schema.c - the tables, how they grew, and the check that they are exactly these
 *
 * A migration that was released never changes, not even in white space: SQLite keeps
 * the text, and schema_check() compares it.  New ones are appended; they make tables and
 * indices or change rows.  (ALTER would change a text that stands here: then the file has
 * to be held against what the migrations make in memory, which costs 2 ms at each start.)
 *
 * "sealed" is a ciphertext with its version byte first (internal.h); who can open each
 * is written beside it.  Times are milliseconds since 1970 UTC; order is never by them.
 */
#include "store/internal.h"

#include <string.h>

static const char *const version_1[] = {
	/* facts about the whole practice: "practice", its id; "audit_key", the log's
	 * first key, sealed to the vault in use; "roster", who its members are, sealed
	 * under it (member.c); "canary" (canary.c) */
	"CREATE TABLE meta("
	"k TEXT PRIMARY KEY NOT NULL,"
	"v BLOB NOT NULL"
	") STRICT, WITHOUT ROWID",

	/* the forms that records were taken with; not secret */
	"CREATE TABLE form("
	"digest BLOB PRIMARY KEY NOT NULL "
	"CHECK(length(digest) = 32)," /* SHA-256 of text */
	"id TEXT NOT NULL,"           /* what the form calls itself */
	"version INTEGER NOT NULL,"   /* as the form says */
	"text BLOB NOT NULL"          /* the resolved XML */
	") STRICT, WITHOUT ROWID",

	/* who can open vaults; the key file has the same id and public key */
	"CREATE TABLE member("
	"id BLOB PRIMARY KEY NOT NULL CHECK(length(id) = 16)," /* random */
	"role TEXT NOT NULL CHECK(role IN ('clinician', 'recovery')),"
	"public_key BLOB NOT NULL UNIQUE CHECK(length(public_key) = 32),"
	"name BLOB NOT NULL," /* sealed under a key derived from the vault's secret */
	"retired INTEGER"     /* when the member was removed, or NULL */
	") STRICT, WITHOUT ROWID",

	/* one key pair for each epoch of the caseload */
	"CREATE TABLE vault("
	"id BLOB PRIMARY KEY NOT NULL CHECK(length(id) = 16)," /* random */
	"epoch INTEGER NOT NULL UNIQUE," /* from 1; a member removed begins the next */
	"public_key BLOB NOT NULL UNIQUE CHECK(length(public_key) = 32),"
	"retired INTEGER" /* when the next epoch began, or NULL */
	") STRICT, WITHOUT ROWID",

	/* the vault's secret key for one member */
	"CREATE TABLE vault_grant("
	"vault BLOB NOT NULL REFERENCES vault(id),"
	"member BLOB NOT NULL REFERENCES member(id),"
	"sealed BLOB NOT NULL "
	"CHECK(length(sealed) = 81)," /* to the member's public key */
	"PRIMARY KEY(vault, member)"
	") STRICT, WITHOUT ROWID",

	/* the people, told apart by a random number only */
	"CREATE TABLE client("
	"id BLOB PRIMARY KEY NOT NULL CHECK(length(id) = 16)," /* random */
	"tag BLOB UNIQUE CHECK(length(tag) = 32)," /* of the label, keyed by the vault */
	"label BLOB NOT NULL" /* sealed under a key derived from the vault's secret */
	") STRICT, WITHOUT ROWID",

	/* one interview; wrapped_key is the key of its events while in progress, then that
	 * of its envelope */
	"CREATE TABLE record("
	"seq INTEGER PRIMARY KEY AUTOINCREMENT," /* order of creation; the visit number */
	"id BLOB NOT NULL UNIQUE CHECK(length(id) = 16)," /* random; in all its seals */
	"client BLOB REFERENCES client(id)," /* NULL until a therapist's session sorts it
					      */
	"vault BLOB NOT NULL REFERENCES vault(id)," /* what wrapped_key is sealed to */
	"state TEXT NOT NULL CHECK(state IN ('open', 'stopped', 'done', 'declined')),"
	"day TEXT NOT NULL CHECK(length(day) = 10)," /* when it began, 2026-11-23 */
	"keep_until TEXT," /* a day; NULL: no policy applied yet */
	"hold INTEGER NOT NULL DEFAULT 0 CHECK(hold IN (0, 1))," /* 1: never pruned */
	"wrapped_key BLOB NOT NULL "
	"CHECK(length(wrapped_key) = 81)" /* to the vault */
	") STRICT",
	"CREATE INDEX record_client ON record(client, seq) WHERE client IS NOT NULL",

	/* one answer or act, append-only while the interview is in progress */
	"CREATE TABLE event("
	"record INTEGER NOT NULL REFERENCES record(seq),"
	"n INTEGER NOT NULL CHECK(n > 0)," /* from 1, no gaps */
	"sealed BLOB NOT NULL,"            /* under the record key */
	"PRIMARY KEY(record, n)"
	") STRICT, WITHOUT ROWID",

	/* the way back for the client, while in progress */
	"CREATE TABLE resume("
	"record INTEGER PRIMARY KEY REFERENCES record(seq),"
	"salt BLOB NOT NULL CHECK(length(salt) = 16),"
	"wrapped BLOB NOT NULL "
	"CHECK(length(wrapped) = 73)" /* record key under the code */
	") STRICT",

	/* tries at resume codes, forgotten after a minute */
	"CREATE TABLE attempt("
	"visit INTEGER PRIMARY KEY," /* as typed; there may be no such record */
	"tries INTEGER NOT NULL,"
	"at INTEGER NOT NULL" /* of the last one */
	") STRICT",

	/* a finished interview; its key is record.wrapped_key */
	"CREATE TABLE envelope("
	"record INTEGER PRIMARY KEY REFERENCES record(seq),"
	"head BLOB NOT NULL," /* sealed: form, client code, language, counts, flags */
	"body BLOB NOT NULL"  /* sealed: everything that was answered */
	") STRICT",

	/* what was done, without content; each entry's mac covers all before it */
	"CREATE TABLE audit("
	"n INTEGER PRIMARY KEY," /* from 1, no gaps */
	"at INTEGER NOT NULL,"   /* by the machine's clock */
	"actor BLOB,"            /* the member who had unlocked; NULL: the console */
	"event TEXT NOT NULL,"   /* a word of the table in audit.c */
	"subject BLOB,"          /* id of the record, member, vault or client; or NULL */
	"digest BLOB," /* BLAKE2b of what was sealed, SHA-256 of a form; or NULL */
	"mac BLOB NOT NULL CHECK(length(mac) = 32)" /* H(key_n, mac_(n-1) | entry) */
	") STRICT",
	"CREATE TABLE audit_head("
	"one INTEGER PRIMARY KEY CHECK(one = 1),"              /* there is one row */
	"n INTEGER NOT NULL,"                                  /* of the last entry */
	"next_key BLOB NOT NULL CHECK(length(next_key) = 32)," /* of entry n + 1 */
	"mac BLOB NOT NULL CHECK(length(mac) = 32)"            /* of the last entry */
	") STRICT",
	NULL,
};

static const char *const notes[] = {
	/* what a member added beside a record: a flag was seen, the client's code was put
	 * right while it was in progress; append-only */
	"CREATE TABLE note("
	"record INTEGER NOT NULL REFERENCES record(seq),"
	"n INTEGER NOT NULL CHECK(n > 0),"          /* from 1, no gaps */
	"vault BLOB NOT NULL REFERENCES vault(id)," /* what wrapped_key is sealed to */
	"wrapped_key BLOB NOT NULL "
	"CHECK(length(wrapped_key) = 81)," /* of this note alone, to the vault */
	"sealed BLOB NOT NULL,"            /* kind, time, who, words */
	"PRIMARY KEY(record, n)"
	") STRICT, WITHOUT ROWID",
	NULL,
};

static const char *const unsorted[] = {
	/* records in progress, and what was finished since somebody looked for a client */
	"CREATE INDEX record_unsorted ON record(seq) WHERE client IS NULL",
	NULL,
};

/* Appended, never changed. */
static const char *const *const migrations[] = {version_1, notes, unsorted};
const size_t schema_version = COUNT_OF(migrations);

static int
pragma_int(sqlite3 *db, const char *text, int *ret, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v2(db, text, -1, &st, NULL);

	if (!code && (code = sqlite3_step(st)) == SQLITE_ROW) {
		*ret = sqlite3_column_int(st, 0);
		code = SQLITE_OK;
	}
	sqlite3_finalize(st);
	return code ? sql_fail(code, err) : 0;
}

static int
run_migrations(sqlite3 *db, int from, size_t to, struct err *err)
{
	int rc = 0;

	for (size_t v = (size_t)from; v < to && !rc; v++)
		for (size_t i = 0; migrations[v][i] && !rc; i++)
			rc = sql_exec(db, migrations[v][i], err);
	return rc;
}

/* The statement that makes what a row of the schema is; -1: none of ours. */
static int
made_by(const char *const *statements, const char *sql)
{
	for (int i = 0; statements[i]; i++)
		if (strcmp(statements[i], sql) == 0)
			return i;
	return -1;
}

/* Does "CREATE UNIQUE INDEX name ON ..." make a thing of that type and name? */
static bool
makes(const char *sql, const char *type, const char *name)
{
	bool table = strncmp(sql, "CREATE TABLE ", 13) == 0;
	const char *at = table ? sql + 13 : strstr(sql, "INDEX ");
	size_t n = strlen(name);

	if (!at || strcmp(type, table ? "table" : "index") != 0)
		return false;
	at += table ? 0 : 6;
	return strncmp(at, name, n) == 0 && (at[n] == '(' || at[n] == ' ');
}

/* What a UNIQUE, a key or AUTOINCREMENT makes of itself; SQLite holds an index to its
 * table, and nothing of another name can be the table. */
static bool
is_automatic(const char *type, const char *name, const char *sql)
{
	if (sql)
		return strcmp(type, "table") == 0 &&
			strcmp(name, "sqlite_sequence") == 0 &&
			strcmp(sql, "CREATE TABLE sqlite_sequence(name,seq)") == 0;
	return strcmp(type, "index") == 0 && strncmp(name, "sqlite_autoindex_", 17) == 0;
}

/* One row: ours, and not met before. */
static bool
is_ours(sqlite3_stmt *st, int version, uint64_t met[])
{
	const char *type = (const char *)sqlite3_column_text(st, 0);
	const char *name = (const char *)sqlite3_column_text(st, 1);
	const char *text = (const char *)sqlite3_column_text(st, 2);

	if (!type || !name)
		return false;
	if (!text || is_automatic(type, name, text))
		return is_automatic(type, name, text);
	for (int v = 0; v < version; v++) {
		int i = made_by(migrations[v], text);

		if (i < 0 || (met[v] >> i & 1))
			continue;
		met[v] |= (uint64_t)1 << i;
		return makes(text, type, name);
	}
	return false;
}

static bool
all_met(int version, const uint64_t met[])
{
	for (int v = 0; v < version; v++)
		for (int i = 0; migrations[v][i]; i++)
			if (strncmp(migrations[v][i], "CREATE ", 7) == 0 &&
				!(met[v] >> i & 1))
				return false;
	return true;
}

/* What is in the file against the text of the migrations: SQLite keeps it as it was. */
static int
compare(sqlite3 *db, int version, struct err *err)
{
	uint64_t met[COUNT_OF(migrations)] = {0};
	sqlite3_stmt *st = NULL;
	bool same = true;
	int code = sqlite3_prepare_v2(
		db, "SELECT type, name, sql FROM sqlite_schema", -1, &st, NULL);

	while (!code && (code = sqlite3_step(st)) == SQLITE_ROW) {
		same = same && is_ours(st, version, met);
		code = SQLITE_OK;
	}
	sqlite3_finalize(st);
	if (code != SQLITE_DONE)
		return sql_fail(code, err);
	if (!same || !all_met(version, met))
		return err_set(err, ERR_INVALID,
			"the store has tables, triggers or views that this program did "
			"not make, or lacks some that it made");
	return 0;
}

int
schema_check(sqlite3 *db, int *ret_version, struct err *err)
{
	int id = 0, version = 0, rc;

	rc = pragma_int(db, "PRAGMA application_id", &id, err);
	if (!rc)
		rc = pragma_int(db, "PRAGMA user_version", &version, err);
	if (rc)
		return rc;
	if (id != STORE_APPLICATION_ID || version < 1)
		return err_set(err, ERR_INVALID, "this is not a store of anteroom");
	if ((size_t)version > schema_version) {
		err_set(err, ERR_REFUSED,
			"the store was made by a newer anteroom (its version is "
			"%d, this program knows %zu)",
			version, schema_version);
		err_advise(err, "install the newer anteroom on this machine too");
		return ERR_REFUSED;
	}
	rc = compare(db, version, err);
	if (!rc)
		*ret_version = version;
	return rc;
}

int
schema_migrate(sqlite3 *db, int from, struct err *err)
{
	char stamp[96];
	int now = 0, rc;

	rc = sql_exec(db, "BEGIN IMMEDIATE", err);
	if (rc)
		return rc;
	/* another process may have been here while we waited for the lock */
	rc = pragma_int(db, "PRAGMA user_version", &now, err);
	if (!rc && now == from)
		rc = run_migrations(db, from, schema_version, err);
	sqlite3_snprintf(sizeof stamp, stamp,
		"PRAGMA application_id = %d; PRAGMA user_version = %d",
		STORE_APPLICATION_ID, (int)schema_version);
	if (!rc && now == from)
		rc = sql_exec(db, stamp, err);
	if (!rc)
		rc = sql_exec(db, "COMMIT", err);
	if (rc && !sqlite3_get_autocommit(db))
		sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}
