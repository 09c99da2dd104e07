/*
 * front.h - which front end a person gets, and the times of an idle screen
 *
 *	--mode, the terminal, ACCESSIBLE  -->  screen, line or script, opened
 *
 * The full screen where there is a terminal that can show it; line by line otherwise, and
 * wherever it is asked for.  Never by guessing what somebody uses to read.
 */
#ifndef COMMAND_FRONT_H
#define COMMAND_FRONT_H

#include "command/internal.h"
#include "console/console.h"
#include "interview/interview.h"

struct front {
	struct console_options options;
	struct console *console; /* NULL until it is opened */
	bool script;             /* answers come from a file */
};

/* Options and the file of --answers; ERR_USAGE, ERR_INVALID. */
int front_read(struct call *c, const struct form *f, struct front *ret);
/* Open it, as late as can be: from here on the screen is the client's.  On an ERR_* there is
 * none.  console->name is how the record says it was taken. */
int front_open(struct call *c, struct front *front);
/* --idle, else the practice's, else `without` minutes. */
int front_idle(struct call *c, const struct practice *p, int without,
	struct idle_times *ret) ATTR_USE;
/* A test does not wait for minutes: in test builds ANTEROOM_TEST_HASTE divides them. */
int64_t front_hasten(int64_t ms);
void front_free(struct front *front);

#endif
