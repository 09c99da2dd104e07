/*
 * clients.h - whose records they are, found without opening all of them
 *
 *	finished records  --sort-->  a random client id beside each
 *	a client's label  --find-->  that id, for store_list()
 *
 * A console cannot sort what it seals: who belongs together stands in the sealed heads,
 * and a label becomes an id by a hash that only the vault has the key of.  So whoever has
 * unlocked sorts what came since, before they look for one client.  Records in progress
 * are not sorted.
 *
 * Owns:   nothing; labels passed in are copied, sealed.
 * Fails:  as store.h.
 * Source: docs/decisions/0014-clients-are-sorted-by-who-unlocks.md.
 */
#ifndef STORE_CLIENTS_H
#define STORE_CLIENTS_H

#include "store/care.h"

#define CLIENT_LABEL_ROOM 256 /* bytes of a label, with the NUL */

/* Every finished record that was not sorted yet, by labels->label.  One whose label cannot
 * be told is left and is no failure: store_list() gives it with every client. */
int clients_sort(struct store_vault *v, const struct store_watch *labels,
	struct err *err) ATTR_USE;
/* ERR_NOT_FOUND: no record that was sorted is theirs. */
int clients_find(struct store_vault *v, const char *label, char ret_client[STORE_ID_HEX],
	struct err *err) ATTR_USE;

#endif
