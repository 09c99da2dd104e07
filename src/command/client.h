/*
 * client.h - one client's records, without opening everybody's
 *
 *	a client's code  ->  their finished records, and all that are in progress
 *
 * The first time after records were finished their heads are opened, once; from then on
 * the time does not grow with the store.
 */
#ifndef COMMAND_CLIENT_H
#define COMMAND_CLIENT_H

#include "command/internal.h"
#include "store/clients.h"

/* Newest first; each returns false to stop.  Also records whose client is not known before
 * they are opened: those in progress, and what is damaged.  So look at each. */
int
client_records(struct call *c, struct home *h, struct store_vault *v, const char *code,
	bool (*each)(void *self, const struct store_record *r), void *self);
/* Whose a finished record is: a note beside it counts unless its own bytes were put right. */
const char *
client_of_head(const struct record_head *h, const struct note *notes, size_t count);
/* The same from sealed bytes that were opened; false: it cannot be told.  Says nothing. */
bool client_label(struct store_vault *v, const struct store_head *head, struct buf *ret);

#endif
