/*
 * fault_vfs.h - a file system under SQLite that fails when told
 *
 * fault_install() puts it before the usual one.  Operations of the kinds in fault.kinds
 * are counted; from number fault.at on, once or until fault_heal(), they fail; or, when
 * it is deadly, the process is killed in the middle of one.  Syncs are not passed on:
 * what is tested is what SQLite and the store make of a failure, not the disk.
 */
#ifndef TESTS_STORE_FAULT_VFS_H
#define TESTS_STORE_FAULT_VFS_H

#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>

enum fault_op {
	FAULT_WRITE,
	FAULT_SYNC,
	FAULT_TRUNCATE,
	FAULT_OPEN,
	FAULT_DELETE,
	FAULT_READ,
	FAULT_LOCK,
	FAULT_ACCESS,
	FAULT_SIZE,
	FAULT_DB_WRITE, /* into the database, not the journal; besides FAULT_WRITE */
	FAULT_OP_COUNT
};
#define FAULT_KIND(op) (1u << (op))
/* What changes a file. */
#define FAULT_CHANGES                                                                    \
	(FAULT_KIND(FAULT_WRITE) | FAULT_KIND(FAULT_SYNC) | FAULT_KIND(FAULT_TRUNCATE) | \
		FAULT_KIND(FAULT_OPEN) | FAULT_KIND(FAULT_DELETE))

static struct {
	unsigned kinds; /* FAULT_KIND() of what is counted and fails */
	int code;       /* what it fails with; 0: what suits */
	long at;        /* the operation that fails, from 1; 0: none */
	long seen;      /* since fault_arm() */
	bool lasting, torn, deadly;
	int hits;
} fault;

struct fault_file {
	sqlite3_file base;
	sqlite3_file *real; /* behind this struct */
	bool is_db;
};

static sqlite3_vfs fault_vfs, *fault_real;
static sqlite3_io_methods fault_methods;

/* torn: half of a write is on disk all the same. */
static inline void
fault_arm(unsigned kinds, int code, long at, bool lasting, bool torn)
{
	fault.kinds = kinds;
	fault.code = code;
	fault.at = at;
	fault.seen = 0;
	fault.hits = 0;
	fault.lasting = lasting;
	fault.torn = torn;
	fault.deadly = false;
}

static inline void
fault_kill(long at)
{
	fault_arm(FAULT_CHANGES, 0, at, false, true);
	fault.deadly = true;
}

static inline void
fault_heal(void)
{
	fault.at = 0;
}

/* What each operation fails with: a full disk for what needs room, else a broken one. */
static inline int
fault_next(enum fault_op op)
{
	static const int codes[] = {SQLITE_FULL, SQLITE_IOERR_FSYNC,
		SQLITE_IOERR_TRUNCATE, SQLITE_CANTOPEN, SQLITE_IOERR_DELETE,
		SQLITE_IOERR_READ, SQLITE_IOERR_LOCK, SQLITE_IOERR_ACCESS,
		SQLITE_IOERR_FSTAT, SQLITE_FULL};

	_Static_assert(sizeof codes / sizeof codes[0] == FAULT_OP_COUNT, "a code each");
	if (!(fault.kinds & FAULT_KIND(op)))
		return SQLITE_OK;
	fault.seen++;
	if (!fault.at || (fault.lasting ? fault.seen < fault.at : fault.seen != fault.at))
		return SQLITE_OK;
	fault.hits++;
	if (fault.deadly && op != FAULT_WRITE)
		raise(SIGKILL);
	return fault.code ? fault.code : codes[op];
}

static inline sqlite3_file *
fault_of(sqlite3_file *f)
{
	return ((struct fault_file *)f)->real;
}

static int
fault_close(sqlite3_file *f)
{
	return fault_of(f)->pMethods->xClose(fault_of(f));
}

static int
fault_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	int rc = fault_next(FAULT_READ);

	return rc ? rc : fault_of(f)->pMethods->xRead(fault_of(f), p, n, at);
}

static int
fault_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	int rc = fault_next(FAULT_WRITE);

	if (!rc && ((struct fault_file *)f)->is_db)
		rc = fault_next(FAULT_DB_WRITE);
	if (rc && fault.torn) /* half of it is on disk */
		fault_of(f)->pMethods->xWrite(fault_of(f), p, n / 2, at);
	if (rc && fault.deadly)
		raise(SIGKILL);
	return rc ? rc : fault_of(f)->pMethods->xWrite(fault_of(f), p, n, at);
}

static int
fault_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	int rc = fault_next(FAULT_TRUNCATE);

	return rc ? rc : fault_of(f)->pMethods->xTruncate(fault_of(f), size);
}

static int
fault_sync(sqlite3_file *f, int flags)
{
	(void)f, (void)flags;
	return fault_next(FAULT_SYNC);
}

static int
fault_size(sqlite3_file *f, sqlite3_int64 *ret)
{
	int rc = fault_next(FAULT_SIZE);

	return rc ? rc : fault_of(f)->pMethods->xFileSize(fault_of(f), ret);
}

static int
fault_lock(sqlite3_file *f, int kind)
{
	int rc = fault_next(FAULT_LOCK);

	return rc ? rc : fault_of(f)->pMethods->xLock(fault_of(f), kind);
}

static int
fault_unlock(sqlite3_file *f, int kind)
{
	return fault_of(f)->pMethods->xUnlock(fault_of(f), kind);
}

static int
fault_reserved(sqlite3_file *f, int *ret)
{
	return fault_of(f)->pMethods->xCheckReservedLock(fault_of(f), ret);
}

static int
fault_control(sqlite3_file *f, int op, void *arg)
{
	return fault_of(f)->pMethods->xFileControl(fault_of(f), op, arg);
}

static int
fault_sector(sqlite3_file *f)
{
	return fault_of(f)->pMethods->xSectorSize(fault_of(f));
}

static int
fault_traits(sqlite3_file *f)
{
	return fault_of(f)->pMethods->xDeviceCharacteristics(fault_of(f));
}

static int
fault_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
	struct fault_file *file = (struct fault_file *)f;
	int rc = fault_next(FAULT_OPEN);

	(void)vfs;
	file->base.pMethods = NULL;
	file->real = (sqlite3_file *)(file + 1);
	file->is_db = (flags & SQLITE_OPEN_MAIN_DB) != 0;
	if (!rc)
		rc = fault_real->xOpen(fault_real, name, file->real, flags, out);
	if (!rc)
		file->base.pMethods = &fault_methods;
	return rc;
}

static int
fault_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	int rc = fault_next(FAULT_DELETE);

	(void)vfs;
	return rc ? rc : fault_real->xDelete(fault_real, name, sync);
}

static int
fault_access(sqlite3_vfs *vfs, const char *name, int flags, int *ret)
{
	int rc = fault_next(FAULT_ACCESS);

	(void)vfs;
	return rc ? rc : fault_real->xAccess(fault_real, name, flags, ret);
}

static inline void
fault_install(void)
{
	if (fault_real) {
		sqlite3_vfs_register(&fault_vfs, 1);
		return;
	}
	fault_real = sqlite3_vfs_find(NULL);
	fault_vfs = *fault_real;
	fault_vfs.pNext = NULL;
	fault_vfs.zName = "fault";
	fault_vfs.szOsFile = (int)sizeof(struct fault_file) + fault_real->szOsFile;
	fault_vfs.xOpen = fault_open;
	fault_vfs.xDelete = fault_delete;
	fault_vfs.xAccess = fault_access;
	fault_methods = (sqlite3_io_methods){.iVersion = 1,
		.xClose = fault_close,
		.xRead = fault_read,
		.xWrite = fault_write,
		.xTruncate = fault_truncate,
		.xSync = fault_sync,
		.xFileSize = fault_size,
		.xLock = fault_lock,
		.xUnlock = fault_unlock,
		.xCheckReservedLock = fault_reserved,
		.xFileControl = fault_control,
		.xSectorSize = fault_sector,
		.xDeviceCharacteristics = fault_traits};
	sqlite3_vfs_register(&fault_vfs, 1);
}

/* The usual one again. */
static inline void
fault_remove(void)
{
	if (fault_real)
		sqlite3_vfs_register(fault_real, 1);
}

#endif
