/* edit.c - a text while it is typed */
#include "console/edit.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"

void
edit_begin(struct edit *e, const char *text, size_t max, bool lines)
{
	*e = (struct edit){.max = max, .lines = lines};
	buf_init(&e->text, 0);
	buf_str(&e->text, text);
	e->at = e->text.len;
}

void
edit_end(struct edit *e)
{
	buf_wipe(&e->text);
	buf_free(&e->text);
	*e = (struct edit){0};
}

size_t
edit_left_over(const struct edit *e)
{
	size_t have = utf8_count(buf_text(&e->text));

	return have < e->max ? e->max - have : 0;
}

/* ---- places ---- */

/* Columns of the character at p, and where the next one begins. */
static int
width_at(const char *p, const char **ret_next)
{
	char one[8];
	size_t n;

	*ret_next = p;
	if (!utf8_next(ret_next))
		return 0;
	n = (size_t)(*ret_next - p);
	memcpy(one, p, n);
	one[n] = '\0';
	return utf8_width(one);
}

/* A mark belongs to the letter before it. */
static bool
is_mark(const char *p)
{
	const char *next;

	return *p && *p != '\n' && width_at(p, &next) == 0;
}

static size_t
before(const struct edit *e, size_t at)
{
	const char *text = buf_text(&e->text);

	if (at == 0)
		return 0;
	do
		at--;
	while (at > 0 &&
		(((unsigned char)text[at] & 0xc0) == 0x80 || is_mark(text + at)));
	return at;
}

static size_t
behind(const struct edit *e, size_t at)
{
	const char *text = buf_text(&e->text), *p = text + at;

	if (!*p)
		return at;
	utf8_next(&p);
	while (is_mark(p))
		utf8_next(&p);
	return (size_t)(p - text);
}

bool
edit_left(struct edit *e)
{
	size_t to = before(e, e->at);
	bool moved = to != e->at;

	e->at = to;
	return moved;
}

bool
edit_right(struct edit *e)
{
	size_t to = behind(e, e->at);
	bool moved = to != e->at;

	e->at = to;
	return moved;
}

/* ---- changes ---- */

static void
cut(struct edit *e, size_t from, size_t to)
{
	memmove(e->text.data + from, e->text.data + to, e->text.len - to);
	e->text.len -= to - from;
	e->text.data[e->text.len] = '\0';
	e->text.full = false;
	e->at = from;
}

void
edit_delete_before(struct edit *e)
{
	size_t from = before(e, e->at);

	if (from != e->at)
		cut(e, from, e->at);
}

void
edit_delete_at(struct edit *e)
{
	size_t to = behind(e, e->at);

	if (to != e->at)
		cut(e, e->at, to);
}

bool
edit_insert(struct edit *e, uint32_t c)
{
	struct buf all = BUF_NONE;
	const char *text = buf_text(&e->text);
	size_t at = e->at;

	if (c == '\t')
		c = ' ';
	if (utf8_unsafe(c) || (c == '\n' && !e->lines) || edit_left_over(e) == 0)
		return false;
	buf_add(&all, text, at);
	utf8_put(&all, c);
	e->at = all.len;
	buf_str(&all, text + at);
	buf_wipe(&e->text);
	buf_free(&e->text);
	e->text = all;
	return true;
}

/* ---- rows ---- */

struct edit_row *
edit_rows(struct arena *a, const struct edit *e, int columns, size_t *ret_count)
{
	const char *text = buf_text(&e->text);
	size_t n = e->text.len;
	char *breaks = mem_alloc(n + 1);
	VEC(struct edit_row) rows = VEC_NONE;
	struct edit_row *row;

	utf8_breaks(text, n, breaks);
	for (size_t at = 0; at < n;) {
		size_t length = utf8_line(text + at, n - at, breaks + at, columns);

		row = vec_push(a, &rows);
		row->from = at;
		at += length;
		row->to = text[at - 1] == '\n' ? at - 1 : at;
	}
	if (n == 0 || text[n - 1] == '\n') {
		row = vec_push(a, &rows);
		row->from = row->to = n;
	}
	mem_free(breaks);
	*ret_count = rows.count;
	return rows.at;
}

static int
column_of(const struct edit *e, size_t from, size_t at)
{
	const char *p = buf_text(&e->text) + from, *end = buf_text(&e->text) + at;
	int column = 0;

	while (p < end)
		column += width_at(p, &p);
	return column;
}

void
edit_place(const struct edit *e, const struct edit_row *rows, size_t count,
	size_t *ret_row, int *ret_column)
{
	size_t row = count - 1;

	while (row > 0 && rows[row].from > e->at)
		row--;
	*ret_row = row;
	*ret_column = column_of(e, rows[row].from, e->at);
}

/* The place in a row at about that column; in a row that was broken, before its end. */
static size_t
place_in(const struct edit *e, const struct edit_row *rows, size_t count, size_t row,
	int column)
{
	size_t at = rows[row].from;
	bool broken = row + 1 < count && rows[row + 1].from == rows[row].to;

	while (at < rows[row].to && column_of(e, rows[row].from, at) < column)
		at = behind(e, at);
	return broken && at == rows[row].to ? before(e, at) : at;
}

/* The cursor goes so many rows away, to a column; INT_MAX: to the end. */
static void
go(struct edit *e, int rows_away, int columns, int column, bool keep_column)
{
	struct arena a = ARENA_NONE;
	size_t count, row;
	int here;
	struct edit_row *rows = edit_rows(&a, e, columns, &count);

	edit_place(e, rows, count, &row, &here);
	if ((rows_away < 0 && row > 0) || (rows_away > 0 && row + 1 < count))
		row = rows_away < 0 ? row - 1 : row + 1;
	e->at = place_in(e, rows, count, row, keep_column ? here : column);
	arena_free(&a);
}

void
edit_home(struct edit *e, int columns)
{
	go(e, 0, columns, 0, false);
}

void
edit_row_end(struct edit *e, int columns)
{
	go(e, 0, columns, columns + 1, false);
}

void
edit_move(struct edit *e, int rows, int columns)
{
	go(e, rows, columns, 0, true);
}
