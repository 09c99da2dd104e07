/*
 * layout_items.c - a row for each item, and for what was not answered
 */
#include <math.h>
#include <string.h>

#include "report/layout.h"

static const struct style text_style = {FACE_REGULAR, 9.2, 12.2, INK};
static const struct style flagged_style = {FACE_BOLD, 9.2, 12.2, INK};
static const struct style number_style = {FACE_REGULAR, 8.6, 12.2, SOFT};
static const struct style answer_style = {FACE_BOLD, 9.2, 12.2, INK};
static const struct style reason_style = {FACE_ITALIC, 9, 12.2, SOFT};

/* Columns, from the right edge: R, dots, the answer. */
enum { NUMBER = 22, TEXT_AT = 30, R_WIDTH = 14, DOT_STEP = 9, ANSWER = 116, PAD = 3 };
/* The room for dots: five and a little. */
enum { DOTS = 5 * DOT_STEP + 6 };
/* Dots of more answers than this say nothing at a glance. */
enum { DOTS_MOST = 7 };
/* A row of more lines than this may be split between pages. */
enum { LINES_KEPT = 14 };
enum { COLUMNS = 3 };

static void
put_dots(struct layout *l, struct atom *a, const struct item_row *r, double y)
{
	double k = l->stacked ? l->scale : 1, step = DOT_STEP * k;
	double x = l->width - R_WIDTH * k - r->dots * step + step / 2;

	for (int i = 0; i < r->dots; i++) {
		struct mark *m = atom_mark(l, a, MARK_CIRCLE);

		m->x = x + i * step;
		m->y = y;
		m->w = (i == r->dot ? 2.9 : 2.3) * k;
		m->fill = i == r->dot ? INK : COLOR_NONE;
		m->stroke = i == r->dot ? COLOR_NONE : SOFT;
		m->thick = 0.7;
	}
}

/* Lines of one column, to be dealt out over a row's atoms. */
struct column {
	const struct style *style;
	unsigned tag; /* its cell */
	const char *lang;
	const struct text_line *lines;
	size_t count, first; /* first: the row's line it begins on */
	double x, width;
	bool right, more; /* more: other words follow in the cell */
};

/* A cell of the row that is open. */
static unsigned
cell(struct layout *l, enum role role, const char *lang)
{
	unsigned tag;

	layout_open_in(l, role, lang);
	tag = l->tag;
	layout_close(l);
	return tag;
}

static struct column
column(struct layout *l, const struct style *s, double x, double width, const char *text)
{
	struct column c = {.style = s, .x = x, .width = width};

	c.lines = measure_wrap(
		l->arena, l->m, s->face, style_size(l, s), text, width, &c.count);
	return c;
}

static void
put_column(
	struct layout *l, struct atom *a, const struct column *c, size_t line, double y)
{
	const struct text_line *t;
	double x = c->x;

	if (line < c->first || line - c->first >= c->count)
		return;
	t = &c->lines[line - c->first];
	if (c->right)
		x += c->width - t->width;
	l->tag = c->tag;
	if (c->more && line + 1 == c->first + c->count)
		atom_text_more(
			l, a, c->style, x, y + style_base(l, &text_style), t->text);
	else
		atom_text_line(l, a, c->style, x, y + style_base(l, &text_style), t);
	layout_close(l);
}

/* The rule below a row. */
static void
end_row(struct layout *l, struct atom *a)
{
	a->height += PAD;
	atom_line(l, a, 0, a->height, l->width, 0, RULE, 0.4);
}

/* A row as one atom, column after column: the order in which it is read aloud. */
static void
put_whole(struct layout *l, const struct column *columns, size_t count, size_t lines)
{
	double leading = style_leading(l, &text_style);
	struct atom *a = layout_atom(l, 0, PAD + (double)lines * leading);

	for (size_t i = 0; i < count; i++)
		for (size_t line = 0; line < lines; line++)
			put_column(l, a, &columns[i], line, PAD + (double)line * leading);
	end_row(l, a);
	a->again = l->again;
}

/* A long row as an atom for each line. */
static void
put_lines(struct layout *l, const struct column *columns, size_t count, size_t lines)
{
	double leading = style_leading(l, &text_style);

	for (size_t line = 0; line < lines; line++) {
		double top = line ? 0 : PAD;
		struct atom *a = layout_atom(l, 0, top + leading);

		for (size_t i = 0; i < count; i++)
			put_column(l, a, &columns[i], line, top);
		a->keep = line == 0 || line + 2 == lines;
		a->again = l->again;
		if (line + 1 == lines)
			end_row(l, a);
	}
}

/* The number, what was asked, what was answered; returns the index of the first atom. */
static size_t
put_columns(struct layout *l, struct column columns[COLUMNS])
{
	static const enum role roles[COLUMNS] = {ROLE_CELL, ROLE_ROW_HEAD, ROLE_CELL};
	size_t first = l->atoms.count, lines = 0, count = COLUMNS;

	for (size_t i = 0; i < count; i++)
		columns[i].tag = cell(l, roles[i], columns[i].lang);
	for (size_t i = 0; i < count; i++)
		if (columns[i].first + columns[i].count > lines)
			lines = columns[i].first + columns[i].count;
	if (lines <= LINES_KEPT)
		put_whole(l, columns, count, lines);
	else
		put_lines(l, columns, count, lines);
	return first;
}

/* Shaded and barred; neighbours share one frame and stay together. */
static void
flag_row(struct layout *l, size_t first)
{
	if (l->flag_frame) {
		l->atoms.at[first - 1]->keep = true;
		l->atoms.at[first - 1]->loose = false;
	} else {
		l->flag_frame = ++l->frames;
	}
	for (size_t i = first; i < l->atoms.count; i++) {
		l->atoms.at[i]->frame = FRAME_FLAG;
		l->atoms.at[i]->frame_id = l->flag_frame;
	}
}

/* In large print: the answer below the text, its dots at the right. */
static void
stack_item(struct layout *l, const struct item_row *r, struct column columns[COLUMNS])
{
	double at = TEXT_AT * l->scale, dots = r->dots * DOT_STEP + R_WIDTH + 6;

	columns[0] = column(l, &number_style, 0, NUMBER * l->scale, r->number);
	columns[0].right = true;
	columns[1] = column(l, r->flagged ? &flagged_style : &text_style, at,
		l->width - at - R_WIDTH * l->scale, r->text);
	columns[2] = column(l, r->missing ? &reason_style : &answer_style, at,
		l->width - at - dots * l->scale, r->answer);
	columns[2].first = columns[1].count;
}

/* Side by side; a long answer below the text. */
static void
place_item(struct layout *l, const struct item_row *r, struct column columns[COLUMNS])
{
	const struct style *answer = r->missing ? &reason_style : &answer_style;
	double answer_x = l->width - R_WIDTH - DOTS - ANSWER * l->scale;
	double answer_width = ANSWER * l->scale - 4;
	double text_width = answer_x - TEXT_AT - 10;

	if (!r->dots) /* no dots: theirs is the answer's room */
		answer_width += DOTS + R_WIDTH;
	columns[0] = column(l, &number_style, 0, NUMBER, r->number);
	columns[0].right = true;
	columns[1] = column(l, r->flagged ? &flagged_style : &text_style, TEXT_AT,
		text_width, r->text);
	columns[2] = column(l, answer, answer_x, answer_width, r->answer);
	if (columns[2].count > columns[1].count + 2) { /* long: below the text */
		columns[1] =
			column(l, columns[1].style, TEXT_AT, l->width - TEXT_AT, r->text);
		columns[2] = column(l, answer, TEXT_AT, l->width - TEXT_AT, r->answer);
		columns[2].first = columns[1].count;
	}
}

void
layout_item(struct layout *l, const struct block *b)
{
	const struct item_row *r = b->item;
	struct column columns[COLUMNS];
	struct atom *a;
	size_t first;
	double base = PAD + style_base(l, &text_style), below;

	if (l->stacked)
		stack_item(l, r, columns);
	else
		place_item(l, r, columns);
	columns[1].lang = r->lang;
	columns[2].lang = r->answer_lang;
	columns[COLUMNS - 1].more = r->reversed;
	layout_open(l, ROLE_ROW);
	first = put_columns(l, columns);
	a = l->atoms.at[first];
	below = l->stacked ? (double)columns[1].count * style_leading(l, &text_style) : 0;
	if (r->dots && r->dots <= DOTS_MOST && l->atoms.count == first + 1)
		put_dots(l, a, r, base + below - 3 * l->scale);
	l->tag = columns[COLUMNS - 1].tag;
	if (r->reversed)
		atom_text(l, a, &number_style, l->width - 8 * l->scale, base, "R");
	layout_close(l);
	layout_close(l);
	if (r->flagged)
		flag_row(l, first);
	else
		l->flag_frame = 0;
}

void
layout_absent(struct layout *l, const struct block *b)
{
	const struct item_row *r = b->item;
	double reason = 0.42 * l->width, number = 44 * l->scale; /* "261–300" */
	struct column columns[COLUMNS];

	columns[0] = column(l, &answer_style, 0, number - 6, r->number);
	if (l->stacked) {
		columns[1] = column(l, &text_style, number, l->width - number, r->text);
		columns[2] =
			column(l, &reason_style, number, l->width - number, r->answer);
		columns[2].first = columns[1].count;
	} else {
		columns[1] = column(
			l, &text_style, number, l->width - number - reason - 12, r->text);
		columns[2] =
			column(l, &reason_style, l->width - reason, reason, r->answer);
		columns[2].right = true;
	}
	columns[1].lang = r->lang;
	layout_open(l, ROLE_ROW);
	put_columns(l, columns);
	layout_close(l);
}
