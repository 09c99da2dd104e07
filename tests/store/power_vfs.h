/*
 * power_vfs.h - the disk of power_disk.h under SQLite
 *
 *	power_on(db, mode)	read db and its journal into the disk
 *	power_cut_at(n)		power goes in the middle of the n-th change from now
 *	power_off(db)		write what survived to where it came from
 *
 * Syncing the folder is modelled where SQLite's own file system does it: at the first
 * sync of a journal that was opened to be made, and after a delete that asks for it.
 */
#ifndef TESTS_STORE_POWER_VFS_H
#define TESTS_STORE_POWER_VFS_H

#include <sqlite3.h>

#include "store/power_disk.h"

struct power_file {
	sqlite3_file base;
	int file;
	bool sync_folder;
};

static sqlite3_vfs power_vfs, *power_real;
static sqlite3_io_methods power_methods;

static int
power_close(sqlite3_file *f)
{
	(void)f;
	return SQLITE_OK;
}

static int
power_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	struct power_bytes *b = &power.now[((struct power_file *)f)->file];
	size_t have = (size_t)at < b->size ? b->size - (size_t)at : 0;

	if (power.dead)
		return SQLITE_IOERR_READ;
	if (have >= (size_t)n) {
		memcpy(p, b->data + at, (size_t)n);
		return SQLITE_OK;
	}
	memset(p, 0, (size_t)n);
	if (have)
		memcpy(p, b->data + at, have);
	return SQLITE_IOERR_SHORT_READ;
}

static int
power_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	int file = ((struct power_file *)f)->file;
	struct power_bytes *b = &power.now[file];
	struct power_change c = {.op = POWER_WRITE,
		.file = file,
		.at = (size_t)at,
		.size = (size_t)n,
		.grows = (size_t)at + (size_t)n > b->size};
	bool was_dead = power.dead, goes = power_next();

	if (was_dead)
		return SQLITE_IOERR_WRITE;
	c.data = power_must(malloc(c.size));
	memcpy(c.data, p, c.size);
	power_note(c);
	power_store(b, c.at, c.data, c.size);
	return goes ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int
power_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	int file = ((struct power_file *)f)->file;
	bool was_dead = power.dead, goes = power_next();

	if (was_dead)
		return SQLITE_IOERR_TRUNCATE;
	power_note((struct power_change){
		.op = POWER_TRUNCATE, .file = file, .size = (size_t)size});
	power_resize(&power.now[file], (size_t)size);
	return goes ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

static int
power_sync(sqlite3_file *f, int flags)
{
	struct power_file *file = (struct power_file *)f;

	(void)flags;
	if (power_next())
		return SQLITE_IOERR_FSYNC;
	power_safe(file->file);
	if (file->sync_folder) {
		if (power_next())
			return SQLITE_IOERR_DIR_FSYNC;
		power_safe(-1);
		file->sync_folder = false;
	}
	return SQLITE_OK;
}

static int
power_size(sqlite3_file *f, sqlite3_int64 *ret)
{
	*ret = (sqlite3_int64)power.now[((struct power_file *)f)->file].size;
	return SQLITE_OK;
}

static int
power_lock(sqlite3_file *f, int kind)
{
	(void)f, (void)kind;
	return SQLITE_OK;
}

static int
power_reserved(sqlite3_file *f, int *ret)
{
	(void)f;
	*ret = 0;
	return SQLITE_OK;
}

static int
power_control(sqlite3_file *f, int op, void *arg)
{
	(void)f;
	if (op != SQLITE_FCNTL_MMAP_SIZE)
		return SQLITE_NOTFOUND;
	*(sqlite3_int64 *)arg = 0;
	return SQLITE_OK;
}

static int
power_sector(sqlite3_file *f)
{
	(void)f;
	return 4096;
}

static int
power_traits(sqlite3_file *f)
{
	(void)f;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE; /* as the usual one says */
}

/* POWER_NAME_COUNT: another file, such as the log of a mode that we do not use. */
static inline enum power_name
power_name_of(const char *path)
{
	const char *end = strrchr(path, '.');

	if (end && !strcmp(end, ".db"))
		return POWER_DB;
	return end && !strcmp(end, ".db-journal") ? POWER_JOURNAL : POWER_NAME_COUNT;
}

static inline void
power_enter(enum power_name name, int file)
{
	power.entry[name] = file;
	power_note((struct power_change){.op = POWER_ENTRY, .name = name, .file = file});
}

static int
power_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *out)
{
	struct power_file *file = (struct power_file *)f;
	enum power_name name;

	(void)vfs;
	file->base.pMethods = NULL;
	name = power_name_of(path);
	if (name == POWER_NAME_COUNT || power.dead)
		return SQLITE_CANTOPEN;
	if (power.entry[name] < 0) {
		if (!(flags & SQLITE_OPEN_CREATE) || power.files == POWER_FILES)
			return SQLITE_CANTOPEN;
		power_resize(&power.now[power.files], 0);
		power_enter(name, power.files++);
		if (power_next())
			return SQLITE_CANTOPEN;
	}
	file->file = power.entry[name];
	file->sync_folder = name == POWER_JOURNAL && flags & SQLITE_OPEN_CREATE;
	file->base.pMethods = &power_methods;
	if (out)
		*out = flags;
	return SQLITE_OK;
}

static int
power_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
	bool was_dead = power.dead, goes = power_next();
	enum power_name name = power_name_of(path);

	(void)vfs;
	if (was_dead)
		return SQLITE_IOERR_DELETE;
	if (name == POWER_NAME_COUNT || power.entry[name] < 0)
		return SQLITE_IOERR_DELETE_NOENT;
	power_enter(name, -1);
	if (goes || (sync_folder && power_next()))
		return SQLITE_IOERR_DELETE;
	if (sync_folder)
		power_safe(-1);
	return SQLITE_OK;
}

static int
power_access(sqlite3_vfs *vfs, const char *path, int flags, int *ret)
{
	enum power_name name = power_name_of(path);

	(void)vfs;
	*ret = name < POWER_NAME_COUNT && power.entry[name] >= 0 &&
		(flags != SQLITE_ACCESS_EXISTS || power.now[power.entry[name]].size > 0);
	return power.dead ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

/* --- on and off --- */

static inline void
power_forget(void)
{
	for (size_t i = 0; i < power.count; i++)
		free(power.changes[i].data);
	power.count = 0;
}

static inline void
power_cut_at(long n)
{
	power.at = n;
	power.seen = 0;
	power.dead = false;
}

static inline void
power_on(const char *db, enum power_mode mode, unsigned (*chance)(unsigned sides))
{
	char journal[256];

	snprintf(journal, sizeof journal, "%s-journal", db);
	power.mode = mode;
	power.roll = chance;
	power.files = POWER_NAME_COUNT;
	power_load(db, &power.old[POWER_DB], &power.was[POWER_DB]);
	power_load(journal, &power.old[POWER_JOURNAL], &power.was[POWER_JOURNAL]);
	for (int i = 0; i < POWER_NAME_COUNT; i++) {
		power.entry[i] = power.was[i] ? i : -1;
		power_copy(&power.now[i], &power.old[i]);
	}
	power_cut_at(0);
	if (!power_real) {
		power_real = sqlite3_vfs_find(NULL);
		power_vfs = *power_real;
		power_vfs.pNext = NULL;
		power_vfs.zName = "power";
		power_vfs.szOsFile = (int)sizeof(struct power_file);
		power_vfs.xOpen = power_open;
		power_vfs.xDelete = power_delete;
		power_vfs.xAccess = power_access;
		power_methods = (sqlite3_io_methods){.iVersion = 1,
			.xClose = power_close,
			.xRead = power_read,
			.xWrite = power_write,
			.xTruncate = power_truncate,
			.xSync = power_sync,
			.xFileSize = power_size,
			.xLock = power_lock,
			.xUnlock = power_lock,
			.xCheckReservedLock = power_reserved,
			.xFileControl = power_control,
			.xSectorSize = power_sector,
			.xDeviceCharacteristics = power_traits};
	}
	sqlite3_vfs_register(&power_vfs, 1);
}

/* Nothing of this disk is open any more.  True: a journal to go back by is among what
 * survived. */
static inline bool
power_off(const char *db)
{
	static struct power_bytes files[POWER_FILES];
	char journal[256];
	int entry[POWER_NAME_COUNT];
	bool hot = false;

	snprintf(journal, sizeof journal, "%s-journal", db);
	for (int i = 0; i < POWER_FILES; i++)
		power_resize(&files[i], 0);
	for (int i = 0; i < POWER_NAME_COUNT; i++) {
		power_copy(&files[i], &power.old[i]);
		entry[i] = power.was[i] ? i : -1;
	}
	power_survive(files, entry);
	power_save(db, &files[entry[POWER_DB]]);
	if (entry[POWER_JOURNAL] >= 0) {
		FILE *f = power_must(fopen(journal, "ab"));

		fclose(f);
		power_save(journal, &files[entry[POWER_JOURNAL]]);
		hot = files[entry[POWER_JOURNAL]].size > 0;
	} else {
		unlink(journal);
	}
	power_forget();
	sqlite3_vfs_register(power_real, 1);
	return hot;
}

#endif
