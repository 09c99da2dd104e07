/*
 * sheet.h - a view laid out for a screen of some size
 *
 *	view + columns x rows + focus + page  ->  rows of text, and where the cursor stands
 *
 * Pure: no terminal, no clock.  What does not fit is left away in this order: blank lines,
 * the name of the part, most of the keys; then the text comes in pages, and what accepts
 * something is on the last page only.  The choices of one set of questions stand on the
 * same rows from one question to the next, and an error never moves them: it covers
 * the keys where there is no other room.
 *
 * Owns:   everything lives in the arena passed in, or is lent by the view.
 * Units:  columns and rows count from 0.
 * Fails:  never; on a screen too small for anything there is one row of text a page.
 * Source: interview.md 1.3 ("Fitting to a small screen") and 3.3.
 */
#ifndef CONSOLE_SHEET_H
#define CONSOLE_SHEET_H

#include "base/vec.h"
#include "console/edit.h"
#include "console/frame.h"
#include "interview/interview.h"

/* Something that the arrows can reach. */
struct target {
	enum target_kind {
		TARGET_OPTION, /* n: its place in view.options */
		TARGET_ACT,    /* n: enum act */
		TARGET_ROW,    /* n: number of the question */
	} kind;
	int n;
};

struct sheet_ask {
	const struct view *view;
	int columns, rows;
	int focus;     /* into the targets; -1: nowhere */
	size_t page;   /* from 0; the last one where there are fewer */
	bool menu;     /* all that can be done, to choose from */
	bool no_error; /* what the view says against the last input is not shown */
	const struct edit *edit; /* what is being typed; NULL: nothing is */
	const char *clock;       /* "14:05", HIDDEN */
};

struct sheet {
	struct frame frame; /* as many rows as were asked for */
	size_t page, page_count;
	const size_t *target_pages; /* where each target stands */
	int edit_columns;
};

void sheet_make(struct arena *a, const struct sheet_ask *ask, struct sheet *ret);

/* What the arrows can reach on a view, or in its menu: in order, in the arena. */
const struct target *
sheet_targets(struct arena *a, const struct view *v, bool menu, size_t *ret_count);
/* The client types into this view: a text, a number, a date, a code. */
bool view_is_typed(const struct view *v);
/* Letters are what is typed, not what is to be done. */
bool view_takes_letters(const struct view *v);

/* ---- between the files of sheet ---- */

enum {
	LEVEL_WHOLE, /* everything; blank lines as far as there is room, lower ones first */
	LEVEL_NO_PART, /* no name of the part */
	LEVEL_FEW_KEYS,
	LEVEL_COUNT
};

/* A paragraph, a choice, a row: what is kept together where it fits a page. */
struct piece {
	const char *lead; /* before the text, on its first line: "( ) 0  " */
	const char *text;
	enum look look;
	int target;  /* -1: none */
	int reserve; /* lines it takes at least */
	bool gap;    /* a blank line before it, where there is room */
	bool edit;   /* what is being typed stands here */
	bool here;   /* the cursor, while nothing is focused */
	bool keep;   /* on one page with what follows it */
};
struct pieces {
	struct arena *arena;
	const struct sheet_ask *ask;
	int columns; /* of text */
	VEC(struct piece) list;
};
/* At most so many columns of a text's first line; three dots where there is more. */
const char *cut_to(struct arena *a, const char *text, int columns);
/* sheet_parts.c: the pieces of the view that is asked for. */
void pieces_of(struct pieces *p);
/* sheet_keys.c: the line of keys; all: as many as the columns hold.  page from 0. */
const char *keys_of(struct arena *a, const struct sheet_ask *ask, bool all, size_t page,
	size_t pages, int columns);

#endif
