/*
 * keeper.h - what a client says, into the store
 *
 *	event of the interview  -->  sealed row, on disk before put returns
 *	finish, decline         -->  one sealed record, in one transaction
 *
 * Owns:   its draft; store and form are lent and must outlive it.
 * Fails:  put returns a negative ERR_*: nothing of that event is kept, and everything
 *         before it is.
 */
#ifndef COMMAND_KEEPER_H
#define COMMAND_KEEPER_H

#include "command/internal.h"
#include "interview/interview.h"

struct keeper {
	struct call *call;
	struct store *store;
	const struct practice *practice; /* for how long a record is kept */
	const struct form *form;
	struct store_draft *draft; /* NULL: no event came yet */
	VEC(struct event) events;  /* everything so far, for the record at the end */
	bool damaged;              /* resume met bytes that are no event */
	struct err unsaved;        /* why the last event is not on disk; empty: it is */
	int wait;                  /* seconds that resume said to wait */
};

struct sink keeper_sink(struct keeper *k);
/* What was left with that code, to go on with: its events, and its form as it was.  As
 * store_resume(); ERR_INVALID also where an answer is damaged. */
int keeper_resume(struct keeper *k, const char *code) ATTR_USE;
/* What the client saw at the end decides the exit code, or an ERR_*. */
int keeper_exit_code(const struct keeper *k, struct interview *iv, enum outcome how);
/* The draft goes; what is on disk stays, and can be resumed. */
void keeper_free(struct keeper *k);

#endif
