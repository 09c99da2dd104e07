/*
 * edit.h - a text while it is typed: a buffer and a cursor, nothing of a terminal
 *
 * Owns:  its buffer, which is wiped before it is freed: it holds a client's words.
 * Units: places are bytes and always stand between characters, never inside one or
 *        between a letter and its mark; sizes are characters; rows and columns count
 *        from 0.
 */
#ifndef CONSOLE_EDIT_H
#define CONSOLE_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

struct edit {
	struct buf text;
	size_t at;  /* the cursor: bytes before it */
	size_t max; /* characters it has room for */
	bool lines; /* Enter is a new line */
};

/* One row of it on a screen: bytes [from, to), without its newline. */
struct edit_row {
	size_t from, to;
};

void edit_begin(struct edit *e, const char *text, size_t max, bool lines);
void edit_end(struct edit *e);
/* False: there is no room, or the character must never reach a form. */
bool edit_insert(struct edit *e, uint32_t c);
void edit_delete_before(struct edit *e);
void edit_delete_at(struct edit *e);
bool edit_left(struct edit *e); /* false: it is at the beginning */
bool edit_right(struct edit *e);
void edit_home(struct edit *e, int columns); /* of the row */
void edit_row_end(struct edit *e, int columns);
/* One row up (-1) or down (1), in about the same column. */
void edit_move(struct edit *e, int rows, int columns);
size_t edit_left_over(const struct edit *e); /* characters */
/* Rows of a screen that is so wide; at least one. */
struct edit_row *
edit_rows(struct arena *a, const struct edit *e, int columns, size_t *ret_count);
void edit_place(const struct edit *e, const struct edit_row *rows, size_t count,
	size_t *ret_row, int *ret_column);

#endif
