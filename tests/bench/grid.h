/*
 * grid.h - what a terminal would show: bytes of a program in, rows of letters out
 *
 *	bytes  --grid_feed-->  cells, cursor, cursor-key mode
 *
 * Knows what terminfo's xterm-256color asks for and what prompts of npm write; anything
 * else in the grammar of escape sequences is passed over.  No colours, no scroll region.
 * Every letter is one column wide: good enough to look for a text.
 *
 * Owns: nothing but itself.
 */
#ifndef TESTS_BENCH_GRID_H
#define TESTS_BENCH_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { GRID_COLUMNS = 200, GRID_ROWS = 60, GRID_PARAMS = 8 };

struct cell {
	char text[5]; /* one letter, UTF-8; "": blank */
};

struct grid {
	int columns, rows;
	int x, y;              /* the cursor; x == columns: the next letter wraps */
	bool application_keys; /* an arrow is ESC O A, not ESC [ A */
	struct cell cells[GRID_ROWS][GRID_COLUMNS];
	/* in the middle of a sequence or of a letter */
	int state;
	int params[GRID_PARAMS];
	int param_count;
	char mark; /* '?' and its kin behind ESC [ */
	struct cell letter;
	struct cell last; /* for REP */
};

void grid_init(struct grid *g, int columns, int rows);
void grid_feed(struct grid *g, const char *bytes, size_t n);
/* Does a row have this text in it? */
bool grid_shows(const struct grid *g, const char *text);
/* For a person who wonders why it does not. */
void grid_print(const struct grid *g, FILE *to);

#endif
