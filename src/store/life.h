/*
 * life.h - what becomes of a record: kept, held, erased, repaired, gone on with, seen
 *
 *	a day to keep it until  ->  prune, when that day is past
 *	a member's word         ->  hold, erase, another head and body, a note
 *
 * Only who has unlocked a vault can do these, and each leaves its entry in the log in the
 * transaction of what it did: after a kill at any moment all of it happened or nothing.
 * How long a record is kept and what a note says is not known here: the store is given a
 * day, and bytes to seal.
 *
 * Erased means: rows, wrapped keys, envelope, notes and the tries at its code are
 * overwritten with zeros (secure_delete), the journal is cut to nothing, and the file is
 * written anew, because a page of it may hold an older copy of a row that was moved.  The
 * log keeps the record's random id.  Backups are not reached.
 *
 * Owns:   nothing; bytes passed in are copied, sealed.
 * Units:  days as "2026-11-23", which compare as text; instants in milliseconds UTC.
 * Fails:  as store.h; ERR_REFUSED: on hold, changed meanwhile, a clock not to be trusted.
 * Source: docs/decisions/0009-notes-beside-the-record.md,
 *         docs/decisions/0010-kept-to-the-end-of-a-year.md.
 */
#ifndef STORE_LIFE_H
#define STORE_LIFE_H

#include "store/store.h"

/* --- how long it is kept --- */

/* Set or lift a legal hold; 1 when it was so already, and nothing is logged. */
int store_hold(struct store_vault *v, const char *id, bool on, struct err *err) ATTR_USE;

/* --- gone --- */

/* What a certificate says. */
struct store_erased {
	size_t records;
	int64_t first, last; /* numbers of the log's entries */
	bool rewritten; /* the file was written anew; else free space may hold older sealed
			 * copies */
};
/* On hold: ERR_REFUSED. */
int store_erase(struct store_vault *v, const char *id, struct store_erased *ret,
	struct err *err) ATTR_USE;

/* ERR_REFUSED when now is more than a day before the newest entry of the log (each record
 * has one), or more than a year past the newest that is older than a month: what a jumped
 * clock wrote since does not vouch for it.  Ask before store_unlock(), which writes one. */
int store_check_clock(struct store *s, int64_t now, struct err *err) ATTR_USE;

/* Finished records whose last day to be kept is before today; with `before` also those,
 * finished or not, that began before that day, whatever they say.  Never those on hold,
 * and no interview in progress that was begun, gone on with or given a new code after
 * quiet_since. */
struct store_prune {
	const char *today;
	const char *before; /* NULL: only what is past */
	int64_t quiet_since;
};
struct store_prune_count {
	size_t due;
	size_t early;  /* of them: should be kept longer, but for `before` */
	size_t held;   /* would be due, and are on hold */
	size_t active; /* would be due, and may still be gone on with */
};
int store_prune_look(struct store *s, const struct store_prune *rule,
	struct store_prune_count *ret, struct err *err) ATTR_USE;
/* The ids of those that are due, oldest first. */
int store_prune_each(struct store *s, const struct store_prune *rule,
	void (*each)(void *self, const char *id), void *self, struct err *err) ATTR_USE;
/* All that are due, in one transaction; ERR_REFUSED when they are not `expected` many any
 * more. */
int store_prune(struct store_vault *v, const struct store_prune *rule, size_t expected,
	struct store_erased *ret, struct err *err) ATTR_USE;

/* --- repaired, seen --- */

/* Open a finished record (in progress: ERR_NOT_FOUND), let `change` edit head and body,
 * and seal both anew under a fresh key; logged as "assign".  ERR_REFUSED when somebody
 * else changed it in between. */
int store_assign(struct store_vault *v, const char *id,
	int (*change)(void *self, struct buf *head, struct buf *body, struct err *err),
	void *self, struct err *err) ATTR_USE;

/* A new resume code for one in progress, as store_draft_code() tells it; the old one opens
 * nothing from then on, and who still has it open by that can put no more.  Logged as
 * "code".  ERR_REFUSED: it is not in progress. */
int store_code_new(struct store_vault *v, const char *id, char ret_code[STORE_CODE_TEXT],
	struct err *err) ATTR_USE;

/* Append a note, sealed to the vault, for store_read() with STORE_NOTES; event: "ack" or
 * "assign" for the log.  seen: the record as it was looked at; ERR_REFUSED when it was
 * finished since. */
int store_note_put(struct store_vault *v, const struct store_record *seen,
	const char *event, const void *bytes, size_t n, struct err *err) ATTR_USE;

#endif
