/*
 * terminal.h - a screen of rows, and the keys of a keyboard; only terminal.c knows curses
 *
 *	rows of a frame  --draw-->  terminal;  terminal  --key-->  one key, decoded
 *
 * What was typed, pasted or pressed comes one by one; nothing is decided here.  The
 * terminal is as it was after terminal_close, and nothing of the interview stays on it.
 *
 * Fails:  terminal_open returns ERR_REFUSED where no full screen is possible: not a
 *         terminal, an unknown TERM, one that cannot place its cursor.
 * Source: interview.md 1.3, the eight rules.
 */
#ifndef CONSOLE_TERMINAL_H
#define CONSOLE_TERMINAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "console/frame.h"

enum key_kind {
	KEYS_CHAR, /* c */
	KEYS_ENTER,
	KEYS_TAB,
	KEYS_BACK_TAB,
	KEYS_ESCAPE,
	KEYS_UP,
	KEYS_DOWN,
	KEYS_LEFT,
	KEYS_RIGHT,
	KEYS_HOME,
	KEYS_END,
	KEYS_PAGE_UP,
	KEYS_PAGE_DOWN,
	KEYS_RUB_OUT, /* before the cursor */
	KEYS_DELETE,  /* at the cursor */
	KEYS_BREAK,   /* Ctrl-C, or SIGINT */
	KEYS_HIDE,    /* Ctrl-X */
	KEYS_AGAIN,   /* Ctrl-L, another size, gone on: draw it all anew */
	KEYS_PASTE,   /* what follows was pasted */
	KEYS_PASTED,  /* up to here */
	KEYS_TICK,    /* nothing came until the time that was asked for */
	KEYS_HANGUP,  /* the terminal is gone, or the program is to end */
	KEYS_OTHER,   /* a key without a meaning here */
	KEYS_COUNT
};
struct key {
	enum key_kind kind;
	uint32_t c;
};

struct terminal;

struct terminal_options {
	int in, out;      /* descriptors; not closed */
	bool ascii;       /* what is drawn is folded to ASCII */
	bool tell_frames; /* for tests: each frame is counted in the window's title */
};

int terminal_open(struct terminal **ret, const struct terminal_options *o,
	struct err *err) ATTR_USE;
void terminal_size(const struct terminal *t, int *ret_columns, int *ret_rows);
/* One frame.  all: every cell anew, not only what is different. */
void terminal_draw(struct terminal *t, const struct frame *f, bool all);
/* The next key; ms: wait no longer than that, negative: for ever. */
struct key terminal_key(struct terminal *t, int64_t ms);
/* Forget what was typed ahead. */
void terminal_flush(struct terminal *t);
/* For tests that read the window's title: what was drawn is what counts; settled: keys
 * are listened to.  Nothing outside a test. */
void terminal_tell(struct terminal *t, bool settled);
/* wipe: what can be scrolled back to as well. */
void terminal_close(struct terminal *t, bool wipe);

#endif
