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

#endif
