/* store_verify.h - findings in words; verify, backup and restore tell them alike */
#ifndef COMMAND_STORE_VERIFY_H
#define COMMAND_STORE_VERIFY_H

#include "command/internal.h"
#include "command/progress.h"
#include "exchange/json_store.h"
#include "store/care.h"

struct findings {
	struct call *call;
	struct store_vault *vault; /* lent */
	struct progress progress;
	VEC(struct json_finding) rows;
};
/* For a call that lasts: gathers what is found, shows how far it is. */
struct store_watch findings_watch(
	struct findings *f, struct call *c, struct store_vault *v, enum text_id label);
/* The progress line goes; to standard output a line for each, but with --json nothing. */
int findings_put(struct findings *f);
/* The same for a document. */
struct json_verified
findings_json(const struct findings *f, const struct store_verified *sum);
/* ERR_INVALID, with how many there are. */
int findings_fail(struct findings *f);

#endif
