/*
 * progress.h - how far a command is, for one that lasts longer than a second
 *
 *	struct progress p;
 *	progress_begin(&p, c, TEXT_PROGRESS_VERIFY);
 *	... progress_tick(&p, done, all) ...	as often as one likes
 *	progress_end(&p);			the line goes
 *
 * On a terminal one line on standard error with a bar, the count and the time left;
 * with --accessible a line at the start, at each tenth and at the end, and no bar.  Off a
 * terminal, with --quiet, or within the first second: nothing.
 */
#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

#include "command/internal.h"

struct progress {
	enum text_id label;
	enum lang lang;
	int64_t began, drawn; /* clock_monotonic(); drawn 0: nothing yet */
	int tenth;            /* the last one that was said; accessible only */
	bool silent, lines;
};

void progress_begin(struct progress *p, struct call *c, enum text_id label);
/* self is a struct progress, so that it fits where a library ticks. */
void progress_tick(void *self, uint64_t done, uint64_t all);
/* The line goes until the next tick: something is to be said. */
void progress_aside(struct progress *p);
void progress_end(struct progress *p);
/* What the line says after so many milliseconds, at most so many columns wide. */
void progress_put(struct buf *out, const struct progress *p, uint64_t done, uint64_t all,
	int64_t elapsed, int columns);

#endif
