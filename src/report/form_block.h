/*
 * form_block.h - inside report: what a blank form is made of, beside the report's blocks
 *
 *	BLOCK_QUESTION  question     one question and the place for its answer
 *	BLOCK_GRID      grid         a stem, and a row for each line of it
 *	BLOCK_ONLY      text         who answers what follows
 *	BLOCK_TICK      text         a square with a sentence behind it
 *	BLOCK_BOX       head, text, lines   framed; lines to write on below the text
 *	BLOCK_NAMES     facts        what each number is called, small, in columns
 *
 * Owns:   as in block.h.
 */
#ifndef REPORT_FORM_BLOCK_H
#define REPORT_FORM_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

/* One answer to mark: a circle where only one may be marked, else a square. */
struct tick {
	bool round;
	const char *digit; /* to type it in by; NULL: none */
	const char *label;
};

/* Squares to write digits into, and what is below them. */
struct digits {
	int count;         /* 0: one long field */
	const char *label; /* NULL: nothing */
};

enum { DIGITS_MOST = 3 }; /* year, month, day */

/* The place for its answer: lines, then digits with a hint, then ticks. */
struct question {
	const char *number; /* "" for what is no question of the form */
	const char *only;   /* who answers it; NULL: everybody */
	const char *text;
	const char *help; /* NULL: none */
	const struct tick *ticks;
	size_t tick_count;
	struct digits digits[DIGITS_MOST];
	size_t digits_count;
	const char *hint; /* behind the digits; NULL: none */
	int lines;
};

/* The rows' first answers are the same, and the columns of a table where they fit. */
struct question_grid {
	const char *only; /* NULL: everybody */
	const char *stem;
	const struct question *rows;
	size_t row_count;
	size_t shared;  /* answers that all rows have first */
	bool dont_know; /* the last answer of each row is "I don't know": a column too */
};

#endif
