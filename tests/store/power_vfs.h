/*
 * power_vfs.h - a disk in memory under SQLite, whose power can be cut
 *
 *	power_on(db, mode)	read db and its journal into the disk
 *	power_cut_at(n)		power goes in the middle of the n-th change from now
 *	power_off(db)		write what survived to where it came from
 *
 * Every change is kept in a list and is safe only when a sync has said so.  Of what is
 * not safe, chance decides at the cut:
 *
 *	POWER_STRICT	each sector of each write survives, is lost, or, behind the end of
 *			the file, is garbage; truncations and the names of files likewise,
 *			until the file, or for a name the folder, was synced
 *	POWER_EXT4	names, truncations and growth survive in the order in which they
 *			were made, up to some point; writes inside a file sector by
 *			sector; syncing any file makes all names and sizes safe
 *
 * Syncing the folder is modelled where SQLite's own file system does it: at the first
 * sync of a journal that was opened to be made, and after a delete that asks for it.
 */
#ifndef TESTS_STORE_POWER_VFS_H
#define TESTS_STORE_POWER_VFS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum power_mode { POWER_STRICT, POWER_EXT4 };
enum power_name { POWER_DB, POWER_JOURNAL, POWER_NAME_COUNT };
enum power_op { POWER_WRITE, POWER_TRUNCATE, POWER_ENTRY };

#define POWER_FILES  64 /* a journal that is made again is another file */
#define POWER_SECTOR 512

struct power_bytes {
	unsigned char *data;
	size_t size, room;
};

struct power_change {
	enum power_op op;
	int file;             /* of an entry: the new one, or -1 */
	enum power_name name; /* entry */
	size_t at, size;      /* write: where, how much; truncate: size */
	unsigned char *data;
	bool grows, safe;
};

static struct {
	enum power_mode mode;
	struct power_bytes now[POWER_FILES];
	struct power_bytes old[POWER_NAME_COUNT]; /* when power came on */
	bool was[POWER_NAME_COUNT];
	int entry[POWER_NAME_COUNT]; /* which file has the name now, or -1 */
	int files;
	struct power_change *changes;
	size_t count, room;
	long seen, at; /* operations; the one in which power goes, 0: none */
	bool dead;
	unsigned (*roll)(unsigned sides);
} power;

struct power_file {
	sqlite3_file base;
	int file;
	bool sync_folder;
};

static sqlite3_vfs power_vfs, *power_real;
static sqlite3_io_methods power_methods;

static inline void *
power_must(void *p)
{
	if (!p)
		abort();
	return p;
}

static inline void
power_resize(struct power_bytes *b, size_t size)
{
	if (size > b->room) {
		b->room = size * 2;
		b->data = power_must(realloc(b->data, b->room));
	}
	if (size > b->size)
		memset(b->data + b->size, 0, size - b->size);
	b->size = size;
}

static inline void
power_copy(struct power_bytes *to, const struct power_bytes *from)
{
	power_resize(to, 0);
	power_resize(to, from->size);
	if (from->size)
		memcpy(to->data, from->data, from->size);
}

static inline void
power_store(struct power_bytes *b, size_t at, const unsigned char *data, size_t n)
{
	if (at + n > b->size)
		power_resize(b, at + n);
	memcpy(b->data + at, data, n);
}

/* True when power goes, or is gone. */
static inline bool
power_next(void)
{
	if (!power.dead && power.at && ++power.seen == power.at)
		power.dead = true;
	else if (!power.at)
		power.seen++;
	return power.dead;
}

static inline void
power_note(struct power_change c)
{
	if (power.count == power.room) {
		power.room = power.room * 2 + 64;
		power.changes = power_must(
			realloc(power.changes, power.room * sizeof *power.changes));
	}
	power.changes[power.count++] = c;
}

static inline bool
is_meta(const struct power_change *c)
{
	return c->op != POWER_WRITE || c->grows;
}

/* file -1: the folder. */
static inline void
power_safe(int file)
{
	for (size_t i = 0; i < power.count; i++) {
		struct power_change *c = &power.changes[i];

		if (file < 0 ? c->op == POWER_ENTRY
			     : c->op != POWER_ENTRY && c->file == file)
			c->safe = true;
		if (power.mode == POWER_EXT4 && is_meta(c))
			c->safe = true;
	}
}

/* --- what survives --- */

static inline void
power_survive_write(struct power_bytes *b, const struct power_change *c, unsigned luck)
{
	size_t end = power.mode == POWER_EXT4 && c->at + c->size > b->size
		? b->size
		: c->at + c->size;

	for (size_t from = c->at; from < end;) {
		size_t to = (from / POWER_SECTOR + 1) * POWER_SECTOR;

		to = to < end ? to : end;
		if (power.roll(4) < luck) {
			power_store(b, from, c->data + (from - c->at), to - from);
		} else if (power.mode == POWER_STRICT && from >= b->size &&
			power.roll(4) == 0) {
			unsigned char junk[POWER_SECTOR];

			for (size_t i = 0; i < to - from; i++)
				junk[i] = (unsigned char)power.roll(256);
			power_store(b, from, junk, to - from);
		}
		from = to;
	}
}

static inline void
power_apply(struct power_bytes *files, int *entry, const struct power_change *c)
{
	if (c->op == POWER_WRITE)
		power_store(&files[c->file], c->at, c->data, c->size);
	else if (c->op == POWER_TRUNCATE)
		power_resize(&files[c->file], c->size);
	else
		entry[c->name] = c->file;
}

/* Every change in order, those that are not safe as luck (0 to 4 of 4) has it. */
static inline void
power_survive(struct power_bytes *files, int *entry)
{
	unsigned luck = power.roll(5);
	size_t meta = 0, kept;
	bool lost_name[POWER_NAME_COUNT] = {false};

	for (size_t i = 0; i < power.count; i++)
		meta += !power.changes[i].safe && is_meta(&power.changes[i]);
	kept = luck == 4 ? meta : luck ? power.roll((unsigned)meta + 1) : 0;
	for (size_t i = 0; i < power.count; i++) {
		const struct power_change *c = &power.changes[i];
		bool stays = c->safe;

		if (!stays && power.mode == POWER_EXT4 && is_meta(c)) {
			stays = kept > 0;
			kept -= stays;
		} else if (!stays && c->op == POWER_WRITE) {
			power_survive_write(&files[c->file], c, luck);
		} else if (!stays && c->op == POWER_TRUNCATE) {
			stays = power.roll(4) < luck;
		} else if (!stays) {
			stays = !lost_name[c->name] && power.roll(4) < luck;
			lost_name[c->name] = !stays;
		}
		if (stays)
			power_apply(files, entry, c);
	}
}

static inline void
power_save(const char *path, const struct power_bytes *b)
{
	FILE *f = power_must(fopen(path, "r+b"));

	if (fwrite(b->data, 1, b->size, f) != b->size || fflush(f) ||
		ftruncate(fileno(f), (off_t)b->size))
		abort();
	fclose(f);
}

static inline void
power_load(const char *path, struct power_bytes *b, bool *ret_was)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	power_resize(b, 0);
	*ret_was = f != NULL;
	if (!f)
		return;
	do {
		size_t at = b->size;

		power_resize(b, at + 65536);
		n = fread(b->data + at, 1, 65536, f);
		power_resize(b, at + n);
	} while (n == 65536);
	fclose(f);
}

/* --- SQLite's file system --- */

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
