/*
 * backup.c - a copy of the database while consoles go on writing, looked at afterwards
 *
 * SQLite copies some pages a step and lets its lock go between two.  When somebody wrote
 * in between it begins again: then the steps grow, so that it comes to an end.
 */
#include "store/verify.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"

#define STEP_FIRST 256   /* pages of 4 KiB: about a millisecond */
#define STEP_MS    100   /* steps do not grow past this ... */
#define RESTARTS   40    /* ... but for a copy that would never come to an end */
#define GROW_EVERY 4     /* restarts */
#define PAUSE_MS   1     /* a console that waits gets its turn */
#define TRIES_MOST 20000 /* steps that found the database locked, in a row */

/* New, 0600, and closed again: SQLite opens it afterwards. */
static int
make_empty(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return err_set(err, ERR_REFUSED, "'%s' is already there", path);
	if (fd < 0)
		return err_errno(
			err, err_code_of(errno), errno, "cannot make '%s'", path);
	close(fd);
	return 0;
}

static int
sync_file(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = 0;

	if (fd < 0 || fsync(fd))
		rc = err_errno(err, ERR_FAILED, errno, "cannot write '%s'", path);
	if (fd >= 0)
		close(fd);
	return rc;
}

static void
tick(const struct store_watch *w, sqlite3_backup *b)
{
	uint64_t all = (uint64_t)sqlite3_backup_pagecount(b);

	if (w && w->tick && all)
		w->tick(w->self, all - (uint64_t)sqlite3_backup_remaining(b), all);
}

/* Pages of the next step, after one that took so long and did, or did not, begin again. */
static int
next_step(int step, int64_t took, bool again, int *restarts)
{
	if (!again || ++*restarts % GROW_EVERY || step > INT_MAX / 2)
		return step;
	return took < STEP_MS || *restarts > RESTARTS ? 2 * step : step;
}

static int
copy_pages(sqlite3_backup *b, const struct store_watch *w, struct err *err)
{
	int step = STEP_FIRST, left = INT_MAX, tries = 0, restarts = 0, code;

	for (;;) {
		int64_t began = clock_monotonic();

		code = sqlite3_backup_step(b, step);
		if (code == SQLITE_DONE)
			return 0;
		if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
			if (++tries > TRIES_MOST)
				return sql_fail(code, err);
		} else if (code != SQLITE_OK) {
			return sql_fail(code, err);
		} else {
			/* somebody wrote: not as much less is left as was copied */
			step = next_step(step, clock_monotonic() - began,
				sqlite3_backup_remaining(b) > left - step, &restarts);
			left = sqlite3_backup_remaining(b);
			tries = 0;
			tick(w, b);
		}
		sqlite3_sleep(PAUSE_MS);
	}
}

static int
copy_database(
	struct store *s, const char *path, const struct store_watch *w, struct err *err)
{
	sqlite3 *to = NULL;
	sqlite3_backup *b = NULL;
	int code, rc = make_empty(path, err);

	if (rc)
		return rc;
	code = sqlite3_open_v2(
		path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
	rc = code ? sql_fail(code, err) : 0;
	/* it is synced as a whole, and is nothing before that */
	if (!rc)
		rc = sql_exec(
			to, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF", err);
	if (!rc && !(b = sqlite3_backup_init(to, "main", s->db, "main")))
		rc = sql_fail(sqlite3_errcode(to), err);
	if (!rc)
		rc = copy_pages(b, w, err);
	code = b ? sqlite3_backup_finish(b) : SQLITE_OK;
	if (!rc && code)
		rc = sql_fail(code, err);
	sqlite3_close(to);
	if (!rc)
		rc = sync_file(path, err);
	if (rc)
		unlink(path);
	return rc;
}

/* Open what was written as anybody would, and look. */
static int
look_at(struct store_vault *v, const char *db, const char *card,
	const struct store_watch *w, struct store_verified *ret, struct err *err)
{
	struct store *copy = mem_alloc(sizeof *copy);
	struct store_vault opened = {.s = copy, .secret = v->secret, .key = v->key};
	int rc;

	copy->card_path = mem_strdup(card);
	rc = card_read(card, &copy->card, err);
	if (!rc)
		rc = store_connect(copy, db, false, err);
	if (!rc)
		rc = vault_find(copy, err);
	if (!rc)
		rc = verify_copy(&opened, w, ret, err);
	store_close(copy);
	return rc;
}

int
store_backup(struct store_vault *v, const char *db, const char *card,
	const struct store_watch *w, struct store_verified *ret, struct err *err)
{
	int rc = card_write(card, &v->s->card, err);

	if (rc)
		return rc;
	rc = copy_database(v->s, db, w, err);
	if (!rc)
		rc = look_at(v, db, card, w, ret, err);
	if (rc)
		err_subject(err, "backup", db);
	return rc;
}
