/*
 * store.c - open and close; what must hold on every connection
 *
 * The file may have been changed by anyone who could write it: it is looked at before a
 * statement of ours runs on it, and what SQL could be made to do by its schema is off.
 */
#include "store/internal.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"

#define BUSY_MS 10000

/* Columns: option, value. */
static const int switches[][2] = {
	{SQLITE_DBCONFIG_DEFENSIVE,             1},
	{SQLITE_DBCONFIG_TRUSTED_SCHEMA,        0},
	{SQLITE_DBCONFIG_ENABLE_TRIGGER,        0},
	{SQLITE_DBCONFIG_ENABLE_VIEW,           0},
	{SQLITE_DBCONFIG_ENABLE_FKEY,           1},
	{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	{SQLITE_DBCONFIG_WRITABLE_SCHEMA,       0},
	{SQLITE_DBCONFIG_DQS_DML,               0},
	{SQLITE_DBCONFIG_DQS_DDL,               0},
};

/* Columns: limit, value.  VACUUM needs one attached database while it runs. */
static const int limits[][2] = {
	{SQLITE_LIMIT_LENGTH,              BLOB_MAX},
	{SQLITE_LIMIT_SQL_LENGTH,          16384   },
	{SQLITE_LIMIT_COLUMN,              32      },
	{SQLITE_LIMIT_EXPR_DEPTH,          32      },
	{SQLITE_LIMIT_COMPOUND_SELECT,     4       },
	{SQLITE_LIMIT_VDBE_OP,             5000    },
	{SQLITE_LIMIT_FUNCTION_ARG,        8       },
	{SQLITE_LIMIT_ATTACHED,            0       },
	{SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 64      },
	{SQLITE_LIMIT_VARIABLE_NUMBER,     16      },
	{SQLITE_LIMIT_TRIGGER_DEPTH,       1       },
	{SQLITE_LIMIT_WORKER_THREADS,      0       },
};

/*
 * Only WAL would be kept in the file; everything else holds for a connection and is set
 * on each.  Not WAL: SQLite before 3.51.3 can lose committed rows when two connections
 * meet while one checkpoints.  EXTRA also syncs the folder: without it a power cut can
 * take back an answer that was acknowledged.
 */
static const struct {
	const char *set, *ask, *want;
} pragmas[] = {
	{"PRAGMA locking_mode = NORMAL",   "PRAGMA locking_mode",    "normal"  },
	{"PRAGMA journal_mode = TRUNCATE", "PRAGMA journal_mode",    "truncate"},
	{"PRAGMA synchronous = EXTRA",     "PRAGMA synchronous",     "3"       },
	{"PRAGMA foreign_keys = ON",       "PRAGMA foreign_keys",    "1"       },
	{"PRAGMA secure_delete = ON",      "PRAGMA secure_delete",   "1"       },
	{"PRAGMA temp_store = MEMORY",     "PRAGMA temp_store",      "2"       },
	{"PRAGMA mmap_size = 0",           "PRAGMA mmap_size",       "0"       },
	{"PRAGMA cell_size_check = ON",    "PRAGMA cell_size_check", "1"       },
	{"PRAGMA trusted_schema = OFF",    "PRAGMA trusted_schema",  "0"       },
};

/* SQLite's own waiting looks again ever more seldom, up to ten times a second: where others
 * work without a pause it can find the store taken each time until it gives up. */
static int
wait_a_little(void *self, int tries)
{
	struct store *s = self;
	int64_t now = clock_monotonic();

	if (!tries)
		s->busy_since = now;
	if (now - s->busy_since >= BUSY_MS)
		return 0;
	sqlite3_sleep(1 + (int)randombytes_uniform(8));
	return 1;
}

static int
harden(struct store *s, struct err *err)
{
	sqlite3 *db = s->db;
	int code = sqlite3_busy_handler(db, wait_a_little, s);

	for (size_t i = 0; !code && i < COUNT_OF(switches); i++) {
		int now = -1;

		code = sqlite3_db_config(db, switches[i][0], switches[i][1], &now);
		if (!code && now != switches[i][1])
			code = SQLITE_MISUSE;
	}
	for (size_t i = 0; i < COUNT_OF(limits); i++)
		sqlite3_limit(db, limits[i][0], limits[i][1]);
	return code ? sql_fail(code, err) : 0;
}

static int
set_pragma(sqlite3 *db, size_t i, struct err *err)
{
	sqlite3_stmt *st = NULL;
	const unsigned char *got;
	bool same = false;
	int code, rc;

	rc = sql_exec(db, pragmas[i].set, err);
	if (rc)
		return rc;
	code = sqlite3_prepare_v2(db, pragmas[i].ask, -1, &st, NULL);
	if (!code && (code = sqlite3_step(st)) == SQLITE_ROW) {
		got = sqlite3_column_text(st, 0);
		same = got && !strcmp((const char *)got, pragmas[i].want);
		code = SQLITE_OK;
	}
	sqlite3_finalize(st);
	if (code && code != SQLITE_DONE)
		return sql_fail(code, err);
	if (!same)
		return err_set(
			err, ERR_FAILED, "SQLite does not take \"%s\"", pragmas[i].set);
	return 0;
}

int
store_connect(struct store *s, const char *path, bool fresh, struct err *err)
{
	/* folders above may be links; the file itself may not (NOFOLLOW looks at all) */
	struct arena a = ARENA_NONE;
	char *folder = realpath(path_folder(&a, path), NULL);
	const char *name = strrchr(path, '/');
	int version = 0, code, rc;

	if (!folder) {
		rc = err_errno(err, ERR_NOT_FOUND, errno, "its folder is not there");
		goto done;
	}
	code = sqlite3_open_v2(file_join(&a, folder, name ? name + 1 : path), &s->db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE,
		NULL);
	rc = code ? sql_fail_in(s->db, code, err) : harden(s, err);
	if (!rc && !fresh)
		rc = schema_check(s->db, &version, err);
	for (size_t i = 0; !rc && i < COUNT_OF(pragmas); i++)
		rc = set_pragma(s->db, i, err);
	if (!rc && (size_t)version < schema_version)
		rc = schema_migrate(s->db, version, err);
	if (!rc)
		rc = sql_prepare(s, err);
done:
	free(folder);
	arena_free(&a);
	return rc;
}

static int
check_rights(const struct store_paths *paths, struct err *err)
{
	const struct file_group group = paths->group;
	const char *path = paths->db;
	struct arena a = ARENA_NONE;
	const char *journal = arena_printf(&a, "%s-journal", path);
	struct stat st;
	int rc = 0;

	/* never opened here: closing any descriptor of it would drop SQLite's locks */
	if (lstat(path, &st)) {
		rc = errno == ENOENT
			? err_set(err, ERR_NOT_FOUND, "it is not there")
			: err_errno(err, ERR_FAILED, errno, "cannot look at it");
		if (rc == ERR_NOT_FOUND && file_exists(paths->card))
			err_advise(err,
				"its keys are still here: bring back the last backup "
				"with 'anteroom store restore FOLDER --force'");
		else if (rc == ERR_NOT_FOUND)
			err_advise(err,
				"'anteroom init' makes a practice home with a store");
		else
			err_advise(err, "this user must be able to enter its folder");
	} else if (!S_ISREG(st.st_mode)) {
		rc = err_set(err, ERR_REFUSED, "it is not a plain file");
	}
	if (!rc)
		rc = file_check_rights(path_folder(&a, path), group, err);
	if (!rc)
		rc = file_check_rights(path, group, err);
	/* one that was made before the store was shared would keep the other user out */
	if (!rc && group.shared && file_exists(journal))
		rc = file_check_rights(journal, group, err);
	arena_free(&a);
	return rc;
}

int
store_open(struct store **ret, const struct store_paths *paths, struct err *err)
{
	struct store *s = mem_alloc(sizeof *s);
	int rc;

	s->card_path = mem_strdup(paths->card);
	s->key_path = paths->key ? mem_strdup(paths->key) : NULL;
	s->apart = paths->copy;
	rc = seal_start(err);
	if (!rc)
		rc = check_rights(paths, err);
	if (!rc)
		rc = store_connect(s, paths->db, false, err);
	if (rc)
		err_subject(err, "store", paths->db);
	if (!rc)
		rc = card_read(paths->card, &s->card, err);
	if (!rc) {
		rc = vault_find(s, err);
		if (rc)
			err_subject(err, "store", paths->db);
	}
	if (rc) {
		store_close(s);
		return rc;
	}
	*ret = s;
	return 0;
}

/* The answer to a PRAGMA, cut to fit. */
static int
ask_pragma(sqlite3 *db, const char *ask, char *ret, size_t room, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int code = sqlite3_prepare_v2(db, ask, -1, &st, NULL);

	if (!code && (code = sqlite3_step(st)) == SQLITE_ROW) {
		const unsigned char *got = sqlite3_column_text(st, 0);

		sqlite3_snprintf((int)room, ret, "%s", got ? (const char *)got : "");
		code = SQLITE_OK;
	}
	sqlite3_finalize(st);
	return code ? sql_fail(code, err) : 0;
}

int
store_read_engine(struct store *s, struct store_engine *ret, struct err *err)
{
	static const char *const sync_words[] = {"off", "normal", "full", "extra"};
	struct store_engine e = {.version = sqlite3_libversion(), .sync = ""};
	char sync[4] = "";
	int rc = 0;

	if (s)
		rc = ask_pragma(
			s->db, "PRAGMA journal_mode", e.journal, sizeof e.journal, err);
	if (s && !rc)
		rc = ask_pragma(s->db, "PRAGMA synchronous", sync, sizeof sync, err);
	if (rc)
		return rc;
	if (sync[0] >= '0' && sync[0] <= '3')
		e.sync = sync_words[sync[0] - '0'];
	e.durable = strcmp(e.journal, "truncate") == 0 && strcmp(e.sync, "extra") == 0;
	*ret = e;
	return 0;
}

void
store_close(struct store *s)
{
	if (!s)
		return;
	sql_finalize(s);
	sqlite3_close(s->db);
	store_secret_free(s->log_key);
	mem_free(s->card_path);
	mem_free(s->key_path);
	mem_free(s);
}
