/*
 * power_disk.h - a disk in memory, and what of it survives when its power is cut
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
 */
#ifndef TESTS_STORE_POWER_DISK_H
#define TESTS_STORE_POWER_DISK_H

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

#endif
