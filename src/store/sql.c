/* sql.c - bind, step, fetch, and the only write path; see internal.h */
#include "store/internal.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { SQL_BEGIN, SQL_COMMIT, SQL_ROLLBACK, SQL_OWN_COUNT };
static const char *const own_sql[] = {
	"BEGIN IMMEDIATE", /* never upgraded from a read: that can only end in BUSY */
	"COMMIT",
	"ROLLBACK",
};
_Static_assert(COUNT_OF(own_sql) == SQL_OWN_COUNT, "a text per statement");
const struct statements sql_statements = {own_sql, SQL_OWN_COUNT};

static const struct statements *const sets[] = {&sql_statements, &draft_statements,
	&settle_statements, &finish_statements, &resume_statements, &record_statements,
	&form_statements, &vault_statements, &read_statements, &audit_statements,
	&create_statements, &life_statements, &note_statements, &client_statements,
	&assign_statements, &recode_statements, &epoch_statements, &member_statements,
	&turn_statements, &rewrap_statements, &canary_statements, &care_statements,
	&verify_statements, &status_statements};
_Static_assert(COUNT_OF(sets) == SET_COUNT, "a table per set");

#define WHEN_DAMAGED                                                                     \
	"write nothing to it; copy the home aside, then look: anteroom store verify; a " \
	"good backup comes back with: anteroom store restore FOLDER --force"
#define WHEN_SHUT                                                                      \
	"this user must be able to write it and its folder, and its disk must not be " \
	"read-only"

/* What SQLite's primary result codes mean to people, and what to do; its own words may
 * name columns.  The store: what is said is of the store, which is named. */
static const struct {
	int sqlite_code, code;
	bool the_store;
	const char *words;
	const char *advice; /* NULL: none */
} reasons[] = {
	{SQLITE_FULL,       ERR_FAILED,  false, "the disk is full",                      NULL        },
	{SQLITE_IOERR,      ERR_FAILED,  false, "the disk could not be read or written", NULL        },
	{SQLITE_BUSY,       ERR_FAILED,  false, "another program is using the store",    NULL        },
	{SQLITE_LOCKED,     ERR_FAILED,  false, "another program is using the store",    NULL        },
	{SQLITE_CORRUPT,    ERR_INVALID, true,  "is damaged",                            WHEN_DAMAGED},
	{SQLITE_NOTADB,     ERR_INVALID, true,  "is no store, or is damaged",            WHEN_DAMAGED},
	{SQLITE_CONSTRAINT, ERR_INVALID, true,  "contradicts itself",                    WHEN_DAMAGED},
	{SQLITE_READONLY,   ERR_FAILED,  true,  "may not be written",                    WHEN_SHUT   },
	{SQLITE_PERM,       ERR_FAILED,  true,  "may not be opened",                     WHEN_SHUT   },
	{SQLITE_CANTOPEN,   ERR_FAILED,  true,  "or its journal does not open",          WHEN_SHUT   },
	{SQLITE_TOOBIG,     ERR_REFUSED, false, "this is larger than the store keeps",   NULL        },
	{SQLITE_NOMEM,      ERR_FAILED,  false, "there is not enough memory",            NULL        },
	{SQLITE_ERROR,      ERR_INVALID, true,  "is not as this program made it",        WHEN_DAMAGED},
};

/* "store '/home/x/store.db' is damaged"; without a file "the store is damaged". */
static int
say_store(sqlite3 *db, struct err *err, int code, const char *words)
{
	const char *path = db ? sqlite3_db_filename(db, "main") : NULL;

	if (path && *path)
		return err_set(err, code, "store '%s' %s", path, words);
	return err_set(err, code, "the store %s", words);
}

int
sql_fail_in(sqlite3 *db, int sqlite_code, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(reasons); i++) {
		if (reasons[i].sqlite_code != (sqlite_code & 0xff))
			continue;
		if (reasons[i].the_store)
			say_store(db, err, reasons[i].code, reasons[i].words);
		else
			err_set(err, reasons[i].code, "%s", reasons[i].words);
		if (reasons[i].advice)
			err_advise(err, "%s", reasons[i].advice);
		return reasons[i].code;
	}
	return err_set(
		err, ERR_FAILED, "the store failed (%s)", sqlite3_errstr(sqlite_code));
}

int
sql_fail(int sqlite_code, struct err *err)
{
	return sql_fail_in(NULL, sqlite_code, err);
}

int
sql_damaged(sqlite3_stmt *st, struct err *err, const char *what)
{
	char words[160];

	(void)snprintf(words, sizeof words, "is damaged: %s", what);
	say_store(sqlite3_db_handle(st), err, ERR_INVALID, words);
	err_advise(err, "%s", WHEN_DAMAGED);
	return ERR_INVALID;
}

int
sql_exec(sqlite3 *db, const char *text, struct err *err)
{
	int code = sqlite3_exec(db, text, NULL, NULL, NULL);

	return code ? sql_fail_in(db, code, err) : 0;
}

int
sql_prepare(struct store *s, struct err *err)
{
	for (size_t i = 0; i < SET_COUNT; i++) {
		assert(sets[i]->count <= STATEMENTS_MAX);
		for (size_t k = 0; k < sets[i]->count; k++) {
			int code = sqlite3_prepare_v3(s->db, sets[i]->text[k], -1,
				SQLITE_PREPARE_PERSISTENT, &s->set[i][k], NULL);
			if (code)
				return sql_fail_in(s->db, code, err);
		}
	}
	return 0;
}

void
sql_finalize(struct store *s)
{
	for (size_t i = 0; i < SET_COUNT; i++)
		for (size_t k = 0; k < STATEMENTS_MAX; k++) {
			sqlite3_finalize(s->set[i][k]);
			s->set[i][k] = NULL;
		}
}

void
sql_end(sqlite3_stmt *st)
{
	if (st) {
		sqlite3_reset(st);
		sqlite3_clear_bindings(st);
	}
}

static int
bind_one(sqlite3_stmt *st, int at, char type, va_list *ap)
{
	const void *p;
	size_t n;

	switch (type) {
	case 'i':
		return sqlite3_bind_int64(st, at, va_arg(*ap, int64_t));
	case 't':
		return sqlite3_bind_text(
			st, at, va_arg(*ap, const char *), -1, SQLITE_STATIC);
	case 'k':
		p = va_arg(*ap, const void *);
		return sqlite3_bind_blob64(st, at, p, ID_SIZE, SQLITE_STATIC);
	case 'b':
		p = va_arg(*ap, const void *);
		n = va_arg(*ap, size_t);
		return sqlite3_bind_blob64(st, at, p, n, SQLITE_STATIC);
	default:
		return SQLITE_MISUSE;
	}
}

static int
bind_all(sqlite3_stmt *st, const char *types, va_list *ap)
{
	for (int at = 1; types[at - 1]; at++) {
		int code = bind_one(st, at, types[at - 1], ap);
		if (code)
			return code;
	}
	return SQLITE_OK;
}

int
sql_run(struct store *s, enum sql_set set, int which, struct err *err, const char *types,
	...)
{
	sqlite3_stmt *st = s->set[set][which];
	va_list ap;
	int code;

	va_start(ap, types);
	code = bind_all(st, types, &ap);
	va_end(ap);
	if (!code)
		code = sqlite3_step(st);
	sql_end(st);
	return code == SQLITE_DONE ? 0 : sql_fail_in(s->db, code, err);
}

int
sql_query(struct store *s, enum sql_set set, int which, sqlite3_stmt **ret,
	struct err *err, const char *types, ...)
{
	sqlite3_stmt *st = s->set[set][which];
	va_list ap;
	int code;

	va_start(ap, types);
	code = bind_all(st, types, &ap);
	va_end(ap);
	if (code) {
		sql_end(st);
		return sql_fail_in(s->db, code, err);
	}
	*ret = st;
	return 0;
}

int
sql_step(sqlite3_stmt *st, struct err *err)
{
	int code = sqlite3_step(st);

	if (code == SQLITE_ROW)
		return 1;
	return code == SQLITE_DONE ? 0 : sql_fail_in(sqlite3_db_handle(st), code, err);
}

int
sql_bytes(sqlite3_stmt *st, int column, const void **ret, size_t *ret_n, struct err *err)
{
	const void *bytes;

	if (sqlite3_column_type(st, column) != SQLITE_BLOB)
		return sql_damaged(st, err, "a value of a wrong kind");
	bytes = sqlite3_column_blob(st, column);
	*ret_n = (size_t)sqlite3_column_bytes(st, column);
	if (!bytes && *ret_n)
		return sql_fail(SQLITE_NOMEM, err);
	*ret = bytes;
	return 0;
}

int
sql_fixed(sqlite3_stmt *st, int column, void *ret, size_t n, struct err *err)
{
	const void *bytes = NULL;
	size_t got = 0;
	int rc = sql_bytes(st, column, &bytes, &got, err);

	if (rc)
		return rc;
	if (got != n || !bytes)
		return sql_damaged(st, err, "a value of a wrong length");
	memcpy(ret, bytes, n);
	return 0;
}

int64_t
sql_changes(struct store *s)
{
	return sqlite3_changes64(s->db);
}

int
sql_write(struct store *s, int (*work)(void *self, struct err *err), void *self,
	struct err *err)
{
	struct err ignored = ERR_NONE;
	int rc;

	s->doubt = false;
	rc = sql_run(s, SET_SQL, SQL_BEGIN, err, "");
	if (rc)
		return rc;
	rc = work(self, err);
	/* some failures end a transaction by themselves, and not all of them are seen
	 * where they happen: what follows would commit half of the work */
	if (!rc && sqlite3_get_autocommit(s->db))
		rc = err_set(
			err, ERR_FAILED, "the store gave up in the middle of a write");
	if (!rc) {
		rc = sql_run(s, SET_SQL, SQL_COMMIT, err, "");
		s->doubt = rc != 0;
	}
	if (rc && !sqlite3_get_autocommit(s->db) &&
		sql_run(s, SET_SQL, SQL_ROLLBACK, &ignored, ""))
		s->doubt = true;
	return rc;
}
