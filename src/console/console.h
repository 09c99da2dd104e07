/*
 * console.h - front ends: the same four functions each
 *
 *	view  --show-->  person  --wait-->  input
 *
 * screen: the full screen of a terminal, one view at a time (ncurses; optional).
 * line:   append-only, no escape byte, words and numbers; for anyone, also a screen
 *         reader or a braille display; the fallback of everything else.
 * script: answers from a file, for tests, the demo and paper forms typed in by staff.
 *
 * Owns:   a front end owns its buffers; the terminal is as it was after close.
 * Fails:  open returns a negative ERR_* when it cannot work here; then line is tried.
 */
#ifndef CONSOLE_CONSOLE_H
#define CONSOLE_CONSOLE_H

#include <stdbool.h>
#include <stdio.h>

#include "answer/answer.h"
#include "base/err.h"
#include "interview/interview.h"

struct console {
	const char *name; /* "screen", "line", "script" */
	int (*open)(struct console *c, struct err *err);
	void (*show)(struct console *c, const struct view *v);
	/* The next thing the person does; ACT_HANGUP at the end of input. */
	struct input (*wait)(struct console *c, const struct view *v);
	void (*close)(struct console *c);
	void (*free)(struct console *c); /* memory; console_free calls it */
	void *self;
	bool is_open;
	bool early;     /* its first view may stand while the rest is made ready */
	bool any_shown; /* kept by console.c */
	unsigned shown; /* seq of the last view */
};

#define CONSOLE_DEAF_MS 300 /* what was on its way when a sensitive view came */

struct console_options {
	int in;            /* descriptor to read from */
	int out;           /* descriptor to write to */
	bool auto_advance; /* --advance auto */
	int columns;       /* line: wrap here; 0: 72 */
	bool ascii;        /* for a terminal that is truly not UTF-8 */
	bool wipe;         /* kiosk: nothing can be scrolled back to */
	int64_t linger_ms; /* the last screen stays so long; 0: until Enter */
	int64_t deaf_ms;   /* a sensitive view ignores keys so long; 0: as is right */
	bool tell_frames;  /* for tests: each frame is counted in the window's title */
	/* script: what to answer, in any order */
	const struct answers_line *lines;
	size_t line_count;
	bool paper; /* blank what is not named; else stop there */
};

struct console *console_screen_new(const struct console_options *o);
struct console *console_line_new(const struct console_options *o);
struct console *console_script_new(const struct console_options *o);
/* Closes it where it is open; NULL is welcome. */
void console_free(struct console *c);
/* Before it is run, for those who have to know first whether it can be opened. */
int console_open(struct console *c, struct err *err) ATTR_USE;
void console_close(struct console *c);
/* The first view of one that may show it early: what takes a moment can be made ready
 * behind it.  Nothing is read before console_run(). */
void console_show_early(struct interview *iv, struct console *c);

/* The one loop, for all front ends; opens it where that was not done, and closes it.
 * Returns the outcome; what went wrong opening it is in err (then OUTCOME_NONE). */
enum outcome console_run(struct interview *iv, struct console *c, struct err *err);

/* UTF-8 whatever the locale says: LC_CTYPE falls back to C.UTF-8.  False (nothing will be
 * shown rightly) when even that is missing. */
bool console_locale(void);

#endif
