/*
 * screen.h - the full screen, between its files
 *
 *	screen.c       the four functions: show, wait, and what is kept between keys
 *	screen_key.c   a key to an input for the engine, or to a new focus or page
 *	screen_edit.c  keys while something is typed
 *	sheet*.c       a view to rows of text; terminal.c: rows to a terminal, keys from it
 *
 * Where the focus is, which page, what stands half typed in a field: all of that is here,
 * and none of it is an answer.
 */
#ifndef CONSOLE_SCREEN_H
#define CONSOLE_SCREEN_H

#include "base/arena.h"
#include "console/console.h"
#include "console/edit.h"
#include "console/sheet.h"
#include "console/terminal.h"

enum {
	SCREEN_CLOCK_MS = 20000, /* the clock of the hidden screen is drawn anew */
	SCREEN_TOUCH_MS = 1000,  /* it is told that somebody is there */
	SCREEN_DIGITS = 4,       /* beside an answer, at most */
};

struct full {
	struct console console;
	struct console_options options;
	struct terminal *terminal;
	struct arena arena; /* of a frame */
	const struct view *view;

	/* what is shown */
	bool any;
	enum screen shown;
	size_t item_number;
	int focus;  /* into targets, -1: none */
	bool moved; /* by the client, since the view came */
	size_t page;
	bool menu;
	int menu_focus;
	size_t menu_page;
	struct sheet sheet;
	const struct target *targets; /* of the view or of its menu */
	size_t target_count;

	/* what is typed */
	struct edit edit;
	bool editing;
	enum screen edit_screen; /* what the field belongs to */
	size_t edit_item;        /* 0: nothing that is to be kept */
	struct edit aside;       /* of a question, while a code is typed over it */
	size_t aside_item;
	bool pasting;
	char digits[SCREEN_DIGITS + 1]; /* in a row, for answers from 10 on */
	bool apart; /* the key before was Esc: it may be a part of one that came apart */
	bool swallow; /* such a key goes on */

	/* for the engine */
	struct input next; /* behind an accepted one */
	bool has_next;
	bool told; /* what the view says against the last input is not to be shown (again) */
	bool tentative;     /* the last ACT_SAY was for the echo: it may be half a date */
	int64_t touched;    /* the interview was told that somebody is there */
	int64_t deaf_until; /* monotonic */
	int64_t enter_from; /* an Enter before it was held down */
};

/* True: *ret is for the engine.  False: the screen may look different now. */
bool screen_key(struct full *s, const struct key *k, struct input *ret);
/* A key for the field that is being typed in; false: it means something else. */
bool
screen_edit_key(struct full *s, const struct key *k, struct input *ret, bool *ret_in);

struct input screen_input(enum act act);
const struct action *screen_action(const struct full *s, enum act act);
/* Do it; what stands in the field is taken in hand first.  False: it is not allowed. */
bool screen_do(struct full *s, enum act act, struct input *ret);
/* The page on which the focus stands. */
void screen_follow(struct full *s);
/* The page on which stands now what was in sight before the screen had this size. */
void screen_follow_size(struct full *s);
bool screen_in_sight(const struct full *s, int focus);
bool screen_last_page(const struct full *s);

#endif
