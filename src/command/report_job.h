/*
 * report_job.h - one report, and many of them into a folder
 *
 * A report takes its memory from an arena of its own, so that a thousand need no more
 * than the longest.
 */
#ifndef COMMAND_REPORT_JOB_H
#define COMMAND_REPORT_JOB_H

#include "command/history.h"
#include "exchange/json_done.h"
#include "report/report.h"

struct report_job {
	struct call *call;
	struct home home;
	struct store_vault *vault;
	struct history history;
	const struct template *template;
	const char *made_by; /* who unlocked */
	enum lang lang;
	enum paper paper;
	const char *const *names; /* of records, as they were given */
	size_t count;
	char *passphrase;             /* of the files; NULL: none */
	int flags;                    /* safety flags in all of them */
	VEC(struct json_report) rows; /* what became of each, for --json */
};

/* The record of that name to path; in folder to ID.pdf, when path is NULL. */
int
report_one(struct report_job *j, const char *name, const char *path, const char *folder);
/* With --json the document, of all that were tried; else nothing. */
int report_tell(struct report_job *j);
/* Each into the folder.  One that fails is named and the rest are written: ERR_FAILED.
 * Ctrl-C and SIGTERM finish the one in hand: 128 and the signal's number. */
int report_many(struct report_job *j, const char *folder);

#endif
