/* sheet.c - pieces to lines, lines to pages, a page to the rows of a screen */
#include "console/sheet.h"

#include <string.h>

#include "base/utf8.h"

enum {
	COLUMNS_MAX = 78, /* of text: longer lines are hard to follow */
	MARGIN_FROM = 40, /* columns from which there is a margin */
};

struct line {
	const char *text;
	enum look look;
	int target;  /* of which it is the first line; -1 */
	int column;  /* of the cursor, when the target is focused */
	bool begins; /* a piece begins */
	bool blank;
	bool here, keep;
	int edit; /* which row of what is typed; -1: none */
};

struct layout {
	struct arena *arena;
	const struct sheet_ask *ask;
	int margin, columns; /* of text */
	VEC(struct line) top, body;
	const char *keys; /* "": no line of keys */
	int level, room;  /* rows for the body */
	bool bare;        /* there is room for nothing else */
	int gaps;         /* blank lines that it would like to have */
	struct edit_row *edit_rows;
	size_t edit_count, edit_row;
	int edit_column, edit_height;
	size_t *page_starts; /* body lines */
	size_t page_count;
};

/* ---- lines ---- */

typedef VEC(struct line) lines;

static struct line *
add_line(struct layout *l, const char *text, enum look look)
{
	struct line *line = vec_push(l->arena, &l->body);

	*line = (struct line){.text = text, .look = look, .target = -1, .edit = -1};
	return line;
}

/* Text wrapped behind its lead, which is as wide as the lines below it are indented. */
static void
wrap_piece(struct layout *l, const struct piece *p)
{
	const char *lead = p->lead ? p->lead : "";
	int indent = utf8_width(lead), room = l->columns - indent;
	const char *text = utf8_printable(l->arena, p->text), *at;
	struct buf out = BUF_NONE;
	bool first = true;

	utf8_wrap(&out, text, room > 8 ? room : 8, 0);
	for (at = buf_text(&out); *at || first;
		at += strcspn(at, "\n"), at += *at == '\n') {
		const char *words = arena_strndup(l->arena, at, strcspn(at, "\n"));
		struct line *line = add_line(l,
			arena_printf(l->arena, "%s%*s%s", first ? lead : "",
				first ? 0 : indent, "", words),
			p->look);

		line->begins = first || p->target < 0; /* a choice is not cut in two */
		line->here = first && p->here;
		line->keep = p->keep;
		line->target = first ? p->target : -1;
		line->column = indent > 1 ? 1 : 0;
		first = false;
		if (!*at)
			break;
	}
	buf_wipe(&out);
	buf_free(&out);
}

/* The rows of what is typed that are seen: those around the cursor. */
static void
edit_lines(struct layout *l, const struct piece *p)
{
	const struct edit *e = l->ask->edit;
	size_t height =
		(size_t)(l->edit_height > p->reserve ? l->edit_height : p->reserve);
	size_t first = l->edit_row >= height ? l->edit_row - height + 1 : 0;

	for (size_t i = 0; i < height; i++) {
		const struct edit_row *row = &l->edit_rows[first + i];
		const char *text = "";
		struct line *line;

		if (e && first + i < l->edit_count)
			text = arena_printf(l->arena, "%.*s", (int)(row->to - row->from),
				buf_text(&e->text) + row->from);
		if (e && l->ask->view->secret) {
			char *stars = arena_strdup(l->arena, text);

			for (char *s = stars; *s; s++)
				*s = '*';
			text = stars;
		}
		text = arena_printf(l->arena, "%s%s", first + i == 0 ? "> " : "  ",
			utf8_printable(l->arena, text));
		line = add_line(l, text, LOOK_PLAIN);
		line->begins = i == 0;
		line->edit = (int)(first + i);
	}
}

/* Without the first so many blank lines. */
static void
body_lines(struct layout *l, int without)
{
	struct pieces p = {.arena = l->arena, .ask = l->ask, .columns = l->columns};

	l->body.count = 0;
	l->gaps = 0;
	pieces_of(&p);
	for (size_t i = 0; i < p.list.count; i++) {
		const struct piece *piece = &p.list.at[i];
		size_t before;

		if (piece->gap && (l->body.count || l->top.count) && ++l->gaps > without)
			add_line(l, "", LOOK_PLAIN)->blank = true;
		before = l->body.count;
		if (piece->edit) {
			edit_lines(l, piece);
			continue;
		}
		wrap_piece(l, piece);
		while (l->body.count - before < (size_t)piece->reserve)
			add_line(l, "", LOOK_PLAIN);
	}
}

/* ---- the top ---- */

const char *
cut_to(struct arena *a, const char *text, int columns)
{
	struct buf b = BUF_NONE;
	const char *at = text, *kept;
	int width = 0;

	while (*at && *at != '\n') {
		const char *next = at;
		char *one;
		int w;

		utf8_next(&next);
		one = arena_strndup(a, at, (size_t)(next - at));
		w = utf8_width(one);
		if (width + w > columns)
			break;
		width += w;
		at = next;
	}
	if (!*at)
		return text;
	buf_add(&b, text, (size_t)(at - text));
	while (b.len && utf8_width(buf_text(&b)) > columns - 3)
		b.data[--b.len] = '\0';
	b.len = utf8_valid(buf_text(&b), b.len);
	if (b.data)
		b.data[b.len] = '\0';
	buf_str(&b, "...");
	kept = arena_strdup(a, buf_text(&b));
	buf_wipe(&b);
	buf_free(&b);
	return kept;
}

static void
add_top(struct layout *l, const char *text)
{
	struct line *line;

	if (!text || !*text)
		return;
	line = vec_push(l->arena, &l->top);
	line->text = cut_to(l->arena, utf8_printable(l->arena, text), l->columns);
	line->look = LOOK_PLAIN;
	line->target = line->edit = -1;
}

/* Left and right on one line, else one below the other. */
static void
add_two(struct layout *l, const char *left, const char *right)
{
	int room = l->columns - utf8_width(left) - utf8_width(right);

	if (!*left || !*right || room < 2) {
		add_top(l, left);
		add_top(l, right);
		return;
	}
	add_top(l, arena_printf(l->arena, "%s%*s%s", left, room, "", right));
}

static void
top_lines(struct layout *l)
{
	const struct view *v = l->ask->view;
	const char *sample = v->sample ? text(v->lang, TEXT_SCREEN_SAMPLE) : "";
	const char *left = v->screen == SCREEN_QUESTION && v->section ? v->section : "";
	const char *right = v->progress ? v->progress : "";

	l->top.count = 0;
	if (l->ask->menu || l->level >= LEVEL_NO_PART)
		left = "";
	if (l->ask->menu)
		right = "";
	left = arena_printf(
		l->arena, "%s%s%s", sample, *sample && *left ? "  " : "", left);
	if (l->level >= LEVEL_NO_PART && *right && v->progress_short &&
		utf8_width(left) + utf8_width(right) + 2 > l->columns)
		right = v->progress_short;
	add_two(l, left, right);
}

/* ---- pages ---- */

/* Where each page begins: a piece that fits a page is not cut in two. */
static void
pages_make(struct layout *l)
{
	size_t room = (size_t)l->room, at = 0;
	VEC(size_t) starts = VEC_NONE;

	while (at < l->body.count || starts.count == 0) {
		size_t end = at + room, whole;

		*vec_push(l->arena, &starts) = at;
		if (end >= l->body.count)
			break;
		while (end > at + 1 && !l->body.at[end].begins && !l->body.at[end].blank)
			end--;
		whole = end > at + 1 ? end : at + room;
		while (end > at + 1 && l->body.at[end - 1].keep)
			end--;
		at = end > at + 1 ? end : whole;
		while (at < l->body.count && l->body.at[at].blank)
			at++;
	}
	l->page_starts = starts.at;
	l->page_count = starts.count;
}

static size_t
page_of(const struct layout *l, size_t line)
{
	size_t page = l->page_count - 1;

	while (page > 0 && l->page_starts[page] > line)
		page--;
	return page;
}

static const size_t *
target_pages(const struct layout *l)
{
	size_t count, *pages;

	sheet_targets(l->arena, l->ask->view, l->ask->menu, &count);
	pages = arena_array(l->arena, count + 1, sizeof *pages);
	for (size_t i = 0; i < l->body.count; i++)
		if (l->body.at[i].target >= 0)
			pages[l->body.at[i].target] = page_of(l, i);
	return pages;
}

/* ---- fitting ---- */

/* A row for what went wrong, or for what is left; with few keys it covers them. */
static int
status_rows(const struct layout *l)
{
	return l->level < LEVEL_FEW_KEYS;
}

static void
keys_make(struct layout *l, size_t page, size_t pages)
{
	l->keys = keys_of(
		l->arena, l->ask, l->level < LEVEL_FEW_KEYS, page, pages, l->columns);
}

static void
edit_make(struct layout *l)
{
	if (!l->ask->edit) {
		l->edit_rows = arena_array(l->arena, 1, sizeof *l->edit_rows);
		return;
	}
	l->edit_rows = edit_rows(l->arena, l->ask->edit, l->columns - 4, &l->edit_count);
	edit_place(
		l->ask->edit, l->edit_rows, l->edit_count, &l->edit_row, &l->edit_column);
}

/* At the first level at which everything fits; else in pages. */
static void
fit(struct layout *l)
{
	bool text = view_is_typed(l->ask->view) && !l->ask->menu &&
		l->ask->view->type == ITEM_TEXT && !l->ask->view->line;
	int without = 0;

	for (l->level = 0; l->level < LEVEL_COUNT; l->level++) {
		int over;

		keys_make(l, 0, 1);
		top_lines(l);
		l->room = l->ask->rows - (int)l->top.count - status_rows(l) -
			(*l->keys != '\0');
		body_lines(l, 0);
		over = (int)l->body.count - l->room;
		if (over > 0)
			body_lines(l, over);
		without = over > 0 ? over : 0;
		if ((int)l->body.count <= l->room)
			break;
	}
	if (l->level == LEVEL_COUNT)
		l->level--;
	if (l->room < 1) { /* nothing but the text */
		l->bare = true;
		l->top.count = 0;
		l->keys = "";
		l->room = l->ask->rows;
	}
	if (text &&
		(int)l->body.count < l->room) { /* as much room to write as there is */
		l->edit_height = 2 + l->room - (int)l->body.count;
		body_lines(l, without);
	}
	pages_make(l);
}

/* ---- rows ---- */

static void
put(struct layout *l, struct sheet *ret, int row, const char *text, enum look look)
{
	if (row < 0 || row >= l->ask->rows || !*text)
		return;
	ret->frame.rows[row].text = arena_printf(l->arena, "%*s%s", l->margin, "", text);
	ret->frame.rows[row].look = look;
}

/* What stands above the keys: what went wrong, what was done, what is left. */
static const char *
status_of(const struct layout *l)
{
	const struct view *v = l->ask->view;
	struct buf b = BUF_NONE;
	const char *kept;

	if (v->error && !l->ask->menu && !l->ask->no_error)
		return arena_printf(l->arena, "! %s", v->error);
	if (!status_rows(l))
		return "";
	if (v->screen == SCREEN_START && v->confirm)
		buf_str(&b, v->confirm);
	else if (l->ask->edit && v->screen == SCREEN_QUESTION && v->type == ITEM_TEXT)
		text_fill(&b, v->lang, TEXT_SCREEN_ROOM, "left",
			arena_printf(l->arena, "%zu", edit_left_over(l->ask->edit)),
			NULL);
	kept = arena_strdup(l->arena, buf_text(&b));
	buf_free(&b);
	return kept;
}

static void
cursor_at(struct layout *l, struct sheet *s, int row, int column)
{
	s->frame.cursor_row = row;
	s->frame.cursor_column = l->margin + column;
	if (s->frame.cursor_column >= l->ask->columns)
		s->frame.cursor_column = l->ask->columns - 1;
}

/* What went wrong is read at the cursor by a braille display, where nothing else has it. */
static bool
is_status_read(const struct layout *l)
{
	return l->ask->view->error && !l->ask->menu && !l->ask->no_error &&
		l->ask->focus < 0 && !view_is_typed(l->ask->view);
}

/* From the last row up; a long one covers the keys first, then empty rows, and as a last
 * resort the end of the body. */
static void
put_bottom(struct layout *l, struct sheet *s)
{
	const char *status = utf8_printable(l->arena, status_of(l));
	int keys_row = l->ask->rows - 1, status_row, count = 0;
	struct buf out = BUF_NONE;
	const char *at;

	utf8_wrap(&out, status, l->columns, 2);
	for (size_t i = 0; i < out.len; i++)
		count += out.data[i] == '\n';
	status_row = keys_row - (*l->keys && status_rows(l));
	if (count > 1) {
		int used = (int)l->top.count + (int)l->body.count;

		status_row = status_row - count + 1;
		if (status_row < used)
			status_row = used;
		if (status_row + count > l->ask->rows)
			status_row = l->ask->rows - count;
	}
	if (status_row + count <= keys_row)
		put(l, s, keys_row, l->keys, LOOK_PLAIN);
	at = buf_text(&out);
	for (int i = 0; i < count; i++) {
		put(l, s, status_row + i, arena_strndup(l->arena, at, strcspn(at, "\n")),
			LOOK_BOLD);
		at += strcspn(at, "\n") + 1;
	}
	if (count && is_status_read(l))
		cursor_at(l, s, status_row, 0);
	buf_free(&out);
}

static void
put_body(struct layout *l, struct sheet *s)
{
	size_t from = l->page_starts[s->page];
	size_t to =
		s->page + 1 < l->page_count ? l->page_starts[s->page + 1] : l->body.count;
	int row = (int)l->top.count;
	bool found = false;

	cursor_at(l, s, row, 0);
	for (size_t i = from; i < to; i++, row++) {
		const struct line *line = &l->body.at[i];

		put(l, s, row, line->text, line->look);
		if (line->target >= 0 && line->target == l->ask->focus) {
			cursor_at(l, s, row, line->column);
			found = true;
		} else if (line->edit >= 0 && l->ask->edit && l->ask->focus < 0 &&
			(size_t)line->edit == l->edit_row) {
			cursor_at(l, s, row, 2 + l->edit_column);
			found = true;
		} else if (line->here && !found) {
			cursor_at(l, s, row, 0);
		}
	}
}

void
sheet_make(struct arena *a, const struct sheet_ask *ask, struct sheet *ret)
{
	struct layout l = {.arena = a, .ask = ask};

	l.margin = ask->columns >= MARGIN_FROM ? 1 : 0;
	l.columns = ask->columns - l.margin - 1;
	if (l.columns > COLUMNS_MAX)
		l.columns = COLUMNS_MAX;
	if (l.columns < 1)
		l.columns = 1;
	edit_make(&l);
	fit(&l);
	*ret = (struct sheet){.page_count = l.page_count, .edit_columns = l.columns - 4};
	ret->page = ask->page < l.page_count ? ask->page : l.page_count - 1;
	ret->target_pages = target_pages(&l);
	if (l.page_count > 1 && !l.bare)
		keys_make(&l, ret->page, l.page_count);
	ret->frame.row_count = ask->rows;
	ret->frame.rows = arena_array(a, (size_t)ask->rows, sizeof *ret->frame.rows);
	for (int i = 0; i < ask->rows; i++)
		ret->frame.rows[i].text = "";
	for (size_t i = 0; i < l.top.count; i++)
		put(&l, ret, (int)i, l.top.at[i].text, LOOK_PLAIN);
	put_body(&l, ret);
	put_bottom(&l, ret);
}
