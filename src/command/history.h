/*
 * history.h - the finished records of one client, opened
 *
 *	store + vault  -->  the records that are or may be a client's  -->  their sittings
 *
 * What cannot be opened is said on standard error, once, and counted: it may be this
 * client's.
 *
 * Owns:   the index has an arena of its own; sittings live in that of the call.
 * Fails:  when the store cannot be read; never for one damaged record.
 */
#ifndef COMMAND_HISTORY_H
#define COMMAND_HISTORY_H

#include "command/internal.h"
#include "score/trend.h"

struct history_row {
	struct store_record row;
	const char *client;
};

struct history {
	struct arena arena;
	const char *client; /* whose rows these are; NULL: nobody's yet */
	VEC(struct history_row) rows;
	VEC(const char *) told; /* ids of what was said not to open */
	size_t unread;          /* heads among the rows that did not open */
};

#define HISTORY_NONE                                    \
	{                                               \
		ARENA_NONE, NULL, VEC_NONE, VEC_NONE, 0 \
	}

struct sittings {
	VEC(struct sitting) all;
	size_t unread; /* records that did not open and are or may be this client's */
};

/* Those of a client ("": none). */
int history_client(struct call *c, struct home *h, struct store_vault *v,
	struct history *all, const char *client, struct sittings *ret);
/* An open record, and those that the same client finished before it. */
int history_before(struct call *c, struct home *h, struct store_vault *v,
	struct history *all, const struct opened *now, struct sittings *ret);
void history_free(struct history *all);

#endif
