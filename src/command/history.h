/*
 * history.h - the finished records of one client, opened
 *
 *	store + vault  -->  the records that are or may be a client's  -->  their sittings
 *
 * What cannot be opened is said on standard error, once, and counted: it may be this
 * client's.
 *
 * Reports of one client that follow each other open each record once: it stays until
 * another client's history is asked for, or another process writes to the store.
 *
 * Owns:   the records of the client at hand, until then or history_free(); the list of
 *         sittings lives in the arena of the call.
 * Fails:  when the store cannot be read or its log not written; never for one damaged
 *         record.
 */
#ifndef COMMAND_HISTORY_H
#define COMMAND_HISTORY_H

#include "command/internal.h"
#include "score/trend.h"

/* A record of the client; tried, without a sitting: it does not open. */
struct history_row {
	struct store_record row;
	struct sitting *sitting;
	int64_t ended;
	bool tried;
};

struct history {
	struct arena arena, own; /* own: of the client at hand */
	const char *client;      /* whose rows these are; NULL: nobody's yet */
	VEC(struct history_row) rows;
	int64_t seen;           /* store_written_elsewhere() */
	size_t unread;          /* heads that did not open: they may be the client's */
	VEC(const char *) told; /* ids of what was said not to open */
};

#define HISTORY_NONE                                                   \
	{                                                              \
		ARENA_NONE, ARENA_NONE, NULL, VEC_NONE, 0, 0, VEC_NONE \
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
