/* sql.c - bind, step, fetch, and the only write path; see internal.h */
#include "store/internal.h"

#include <assert.h>
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

/* What SQLite's primary result codes mean to people; its own words may name columns. */
static const struct {
	int sqlite_code, code;
	const char *words;
} reasons[] = {
	{SQLITE_FULL,       ERR_FAILED,  "the disk is full"                        },
	{SQLITE_IOERR,      ERR_FAILED,  "the disk could not be read or written"   },
	{SQLITE_BUSY,       ERR_FAILED,  "another program is using the store"      },
	{SQLITE_LOCKED,     ERR_FAILED,  "another program is using the store"      },
	{SQLITE_CORRUPT,    ERR_INVALID, "the store is damaged"                    },
	{SQLITE_NOTADB,     ERR_INVALID, "this is not a store, or it is damaged"   },
	{SQLITE_CONSTRAINT, ERR_INVALID, "the store contradicts itself"            },
	{SQLITE_READONLY,   ERR_FAILED,  "the store may not be written"            },
	{SQLITE_PERM,       ERR_FAILED,  "the store may not be opened"             },
	{SQLITE_CANTOPEN,   ERR_FAILED,  "the store or its journal does not open"  },
	{SQLITE_TOOBIG,     ERR_REFUSED, "this is larger than the store keeps"     },
	{SQLITE_NOMEM,      ERR_FAILED,  "there is not enough memory"              },
	{SQLITE_ERROR,      ERR_INVALID, "the store is not as this program made it"},
};

int
sql_fail(int sqlite_code, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(reasons); i++)
		if (reasons[i].sqlite_code == (sqlite_code & 0xff))
			return err_set(err, reasons[i].code, "%s", reasons[i].words);
	return err_set(
		err, ERR_FAILED, "the store failed (%s)", sqlite3_errstr(sqlite_code));
}

int
sql_exec(sqlite3 *db, const char *text, struct err *err)
{
	int code = sqlite3_exec(db, text, NULL, NULL, NULL);

	return code ? sql_fail(code, err) : 0;
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
				return sql_fail(code, err);
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
	return code == SQLITE_DONE ? 0 : sql_fail(code, err);
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
		return sql_fail(code, err);
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
	return code == SQLITE_DONE ? 0 : sql_fail(code, err);
}

int
sql_bytes(sqlite3_stmt *st, int column, const void **ret, size_t *ret_n, struct err *err)
{
	const void *bytes;

	if (sqlite3_column_type(st, column) != SQLITE_BLOB)
		return err_set(err, ERR_INVALID,
			"the store is damaged: a value of a wrong kind");
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
		return err_set(err, ERR_INVALID,
			"the store is damaged: a value of a wrong length");
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
