/*
 * store_copy.h - what a backup holds besides the database, and how it is moved
 *
 * A backup is a practice home without keys: a folder with store.db, keys/practice.card,
 * practice.xml, forms/ and templates/.  So it opens with every command as it is
 * (--home BACKUP --key FILE), and nothing of it needs this program to be read but what is
 * sealed.  Key files are never in it: who finds the backup must not have both.
 */
#ifndef COMMAND_STORE_COPY_H
#define COMMAND_STORE_COPY_H

#include "command/internal.h"

/* What a home and its backup both have, by name below the folder; the first three must be
 * there for a folder to be a backup. */
enum { PART_DB, PART_CARD, PART_PROFILE, PARTS_NEEDED };
#define PARTS_COUNT 8
extern const char *const home_parts[PARTS_COUNT];

/* How the files of forms/ and templates/ end that are the practice's: lists that end with
 * NULL. */
#define ENDS_COUNT 3
extern const char *const *const home_ends[ENDS_COUNT];

/* All bytes of a file to a new one, 0600 and on disk. */
int copy_file(struct call *c, const char *from, const char *to) ATTR_USE;
/* Profile, forms and templates, with what editors look at; not database and card. */
int copy_practice(struct call *c, const char *from, const char *to) ATTR_USE;
/* The names in it are on disk. */
int copy_sync(struct call *c, const char *folder) ATTR_USE;
/* A folder that this command made itself and nobody needs. */
void copy_remove(const char *folder);

/* ---- store_part.c: a folder that is filled before it takes its name ---- */

/* What a command that was cut off left at path goes.  ERR_REFUSED: it is something else,
 * or a command is at work in it. */
int part_clear(struct call *c, const char *path) ATTR_USE;
/* A new folder with keys/ in it, after part_clear(); *ret_mark (-1 before) is for
 * part_end(), also when this fails. */
int part_begin(struct call *c, const char *path, int *ret_mark) ATTR_USE;
/* All is there: it may take its name. */
int part_whole(struct call *c, const char *path) ATTR_USE;
/* What is still at path goes; NULL: it took its name. */
void part_end(const char *path, int mark);

#endif
