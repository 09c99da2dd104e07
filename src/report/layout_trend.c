/*
 * layout_trend.c - one scale over time: a drawing at the left, words at the right
 *
 *	Name
 *	27 |   17                         Since last time (4 May 2026): 4 lower. ...
 *	   |   o      12      (8)         Best so far: ...
 *	---|- - - - - o - - - - - - 10    Reliable change, 6 points or more: ...
 *	 0 |________________◆___
 *	     4 May    1 Jun
 *
 * The axis of time is in proportion; the axis of scores runs as the scale does and is
 * never turned.  It reads in black and white: circles, a diamond for this record, dashes
 * for published cut-points.
 */
#include <math.h>
#include <string.h>

#include "report/layout.h"
#include "report/trend_block.h"

static const struct style name_style = {FACE_BOLD, 9.4, 12, INK};
static const struct style tiny_style = {FACE_REGULAR, 7.2, 8.6, SOFT};
static const struct style number_style = {FACE_REGULAR, 8, 9, INK};
static const struct style now_style = {FACE_BOLD, 8.6, 9, INK};

/* In the order of enum trend_line_kind. */
static const struct style line_styles[] = {
	{FACE_REGULAR, 9.2, 12, INK },
	{FACE_BOLD,    9.2, 12, INK },
	{FACE_REGULAR, 9.2, 12, INK },
	{FACE_REGULAR, 7.8, 10, SOFT},
	{FACE_REGULAR, 8.4, 11, INK },
};

enum { PLOT_HEIGHT = 84, HEADROOM = 12, BESIDE = 6, GAP = 16 };
/* From the axis to the first point, so that a number has room; and the mark below one. */
enum { INSET = 16, TICK = 3 };
enum { DASH = 4, DASH_GAP = 3 };

/* A piece of the drawing that text must not stand on. */
struct taken {
	double left, top, right, bottom;
};

struct panel {
	struct layout *l;
	struct atom *a;
	const struct trend_block *block;
	double x, y, width, height; /* of the plot */
	VEC(struct taken) taken;
	bool left_out; /* a number found no room */
};

static double
across(const struct panel *p, double along)
{
	return p->x + INSET + along * (p->width - 2 * INSET);
}

static double
down(const struct panel *p, double value)
{
	double range = p->block->high - p->block->low;
	double part = range > 0 ? (value - p->block->low) / range : 0.5;

	return p->y + p->height * (1 - fmin(1, fmax(0, part)));
}

static bool
is_free(const struct panel *p, const struct taken *t)
{
	for (size_t i = 0; i < p->taken.count; i++) {
		const struct taken *o = &p->taken.at[i];

		if (t->left < o->right && o->left < t->right && t->top < o->bottom &&
			o->top < t->bottom)
			return false;
	}
	return true;
}

/* Text centred on x where nothing else stands, not beyond the plot; false: no room. */
static bool
put_free(struct panel *p, const struct style *s, double x, double baseline,
	const char *text, bool paper)
{
	double size = style_size(p->l, s);
	double width = measure_text(p->l->m, s->face, size, text, strlen(text));
	double left = fmin(fmax(x - width / 2, p->x - 2), p->x + p->width + 2 - width);
	struct taken t = {left - 2, baseline - 0.78 * size, left + width + 2,
		baseline + 0.2 * size};

	if (!is_free(p, &t))
		return false;
	*vec_push(p->l->arena, &p->taken) = t;
	if (paper) /* so that no line runs through a number */
		atom_box(p->l, p->a, left - 1, t.top - 0.5, width + 2,
			t.bottom - t.top + 1, WHITE, COLOR_NONE);
	atom_text(p->l, p->a, s, left, baseline, text);
	return true;
}

static double
tiny_width(const struct panel *p, const char *text)
{
	return measure_text(p->l->m, tiny_style.face, style_size(p->l, &tiny_style), text,
		strlen(text));
}

/* The plot's sides: room for the ends of the scale at the left, for the numbers of the
 * cut-points at the right, where two may stand as a range. */
static void
put_sides(struct panel *p, double width)
{
	const struct trend_block *b = p->block;
	double cut = 0;

	for (size_t i = 0; i < b->cut_count; i++)
		cut = fmax(cut, tiny_width(p, b->cuts[i].number));
	if (b->cut_count > 1)
		cut = 2 * cut + tiny_width(p, "–");
	p->x = fmax(tiny_width(p, b->highest), tiny_width(p, b->lowest)) + BESIDE;
	p->width = width - p->x - cut - BESIDE;
}

static void
put_axes(struct panel *p)
{
	const struct trend_block *b = p->block;
	double high = down(p, b->high), base = style_size(p->l, &tiny_style) * 0.36;

	atom_line(p->l, p->a, p->x, high, 0, p->y + p->height - high, RULE, 0.6);
	atom_line(p->l, p->a, p->x, p->y + p->height, p->width, 0, RULE, 0.6);
	atom_words_right(p->l, p->a, &tiny_style, 0,
		p->y - style_base(p->l, &tiny_style) + base, p->x - BESIDE / 2.0,
		b->highest);
	atom_words_right(p->l, p->a, &tiny_style, 0,
		p->y + p->height - style_base(p->l, &tiny_style) + base,
		p->x - BESIDE / 2.0, b->lowest);
}

/* Dashes from side to side; the number stands behind, where another has not taken its
 * place: two that are close share one, "31–33". */
static void
put_cuts(struct panel *p)
{
	const struct trend_block *b = p->block;
	double size = style_size(p->l, &tiny_style);

	for (size_t i = 0; i < b->cut_count; i++) {
		double y = down(p, b->cuts[i].at);

		for (int k = 0; k * (DASH + DASH_GAP) < p->width; k++) {
			double x = k * (DASH + DASH_GAP);

			atom_line(p->l, p->a, p->x + x, y, fmin(DASH, p->width - x), 0,
				INK, 0.7);
		}
	}
	for (size_t i = 0; i < b->cut_count; i++) {
		const char *number = b->cuts[i].number;
		double y = down(p, b->cuts[i].at);

		if (i + 1 < b->cut_count && y - down(p, b->cuts[i + 1].at) < size) {
			y = (y + down(p, b->cuts[i + 1].at)) / 2;
			number = arena_printf(
				p->l->arena, "%s–%s", number, b->cuts[++i].number);
		}
		atom_text(p->l, p->a, &tiny_style, p->x + p->width + 3, y + size * 0.36,
			number);
	}
}

static void
put_diamond(struct panel *p, double x, double y)
{
	static const struct corner corners[] = {
		{0,    5.2 },
                {5.2,  0   },
                {0,    -5.2},
                {-5.2, 0   }
        };
	struct mark *m = atom_shape(p->l, p->a, x, y, corners, COUNT_OF(corners));

	m->stroke = WHITE;
	m->thick = 0.8;
}

static void
put_circle(struct panel *p, double x, double y)
{
	struct mark *m = atom_mark(p->l, p->a, MARK_CIRCLE);

	m->x = x;
	m->y = y;
	m->w = 3;
	m->fill = WHITE;
	m->stroke = INK;
	m->thick = 1.1;
}

/* From one point that is compared to the next. */
static void
put_joins(struct panel *p)
{
	const struct trend_block *b = p->block;
	const struct panel_point *last = NULL;

	for (size_t i = 0; i < b->point_count; i++) {
		const struct panel_point *at = &b->points[i];

		if (!at->compared)
			continue;
		if (last) {
			double x = across(p, last->along), y = down(p, last->value);

			atom_line(p->l, p->a, x, y, across(p, at->along) - x,
				down(p, at->value) - y, SOFT, 0.9);
		}
		last = at;
	}
}

static void
put_points(struct panel *p)
{
	const struct trend_block *b = p->block;

	if (b->joined)
		put_joins(p);
	for (size_t i = 0; i < b->point_count; i++) {
		double x = across(p, b->points[i].along), y = down(p, b->points[i].value);

		atom_line(p->l, p->a, x, p->y + p->height, 0, TICK, RULE, 0.6);
		*vec_push(p->l->arena, &p->taken) =
			(struct taken){x - 4, y - 4, x + 4, y + 4};
		if (b->points[i].now)
			put_diamond(p, x, y);
		else
			put_circle(p, x, y);
	}
}

/* The i-th to be written: the newest, the oldest, then from new to old. */
static const struct panel_point *
by_weight(const struct trend_block *b, size_t i)
{
	size_t n = b->point_count;

	if (i == 0)
		return &b->points[n - 1];
	return &b->points[i == 1 ? 0 : n - i];
}

/* A number above its point, else below; and the day under the axis. */
static void
put_texts(struct panel *p)
{
	const struct trend_block *b = p->block;
	double days = p->y + p->height + style_leading(p->l, &tiny_style) + 3;

	for (size_t i = 0; i < b->point_count; i++) {
		const struct panel_point *at = by_weight(b, i);
		const struct style *s = at->now ? &now_style : &number_style;
		double x = across(p, at->along), y = down(p, at->value);
		double size = style_size(p->l, s);

		/* clear of the sign itself by half a point */
		if (!put_free(p, s, x, y - 4.8 - 0.2 * size, at->number, true) &&
			!put_free(p, s, x, y + 4.8 + 0.78 * size, at->number, true))
			p->left_out = true;
	}
	for (size_t i = 0; i < b->point_count; i++)
		put_free(p, &tiny_style, across(p, by_weight(b, i)->along), days,
			by_weight(b, i)->day, false);
}

/* Returns where it ends. */
static double
put_plot(struct panel *p)
{
	put_axes(p);
	put_cuts(p);
	put_points(p);
	put_texts(p);
	return p->y + p->height + 2 * style_leading(p->l, &tiny_style) + 3;
}

static void
flow_text(struct panel *p, const struct style *s, const char *text)
{
	layout_open(p->l, ROLE_TEXT);
	layout_flow(p->l, s, 0, p->l->width, 1, text);
	layout_close(p->l);
}

/* A change for the worse stands in a box of its own. */
static double
put_line(struct panel *p, const struct trend_line *line, double x, double y, double width)
{
	const struct style *s = &line_styles[line->kind];
	double height;

	if (line->kind != TREND_LINE_REVIEW)
		return atom_said(p->l, p->a, s, x, y, width, line->text) + 2;
	height = layout_words_height(p->l, s, width - 12, line->text);
	atom_box(p->l, p->a, x, y, width, height + 6, SHADE, INK);
	atom_box(p->l, p->a, x, y, 3, height + 6, INK, COLOR_NONE);
	atom_said(p->l, p->a, s, x + 8, y + 3, width - 12, line->text);
	return height + 6 + 4;
}

/* What may be long: under the panel, and it may go on on the next page. */
static void
flow_under(struct panel *p)
{
	const struct trend_block *b = p->block;
	const struct style *s = &line_styles[TREND_LINE_LEFT];

	for (size_t i = 0; i < b->line_count; i++)
		if (b->lines[i].kind == TREND_LINE_LEFT)
			flow_text(p, s, b->lines[i].text);
	if (b->point_count && (p->left_out || !b->drawn))
		flow_text(p, s, b->scores);
}

void
layout_trend(struct layout *l, const struct block *block)
{
	const struct trend_block *b = block->trend;
	struct panel p = {.l = l, .a = layout_atom(l, 8, 0), .block = b};
	double left = b->drawn ? 0.48 * l->width : 0, x = left + (b->drawn ? GAP : 0);
	double y, bottom = 0;

	layout_open(l, ROLE_SECTION);
	y = atom_words(l, p.a, &name_style, 0, 0, l->width, b->name) + 2;
	layout_close(l);
	if (b->drawn) {
		put_sides(&p, left);
		p.y = y + HEADROOM * fmax(1, l->scale);
		p.height = PLOT_HEIGHT;
		layout_open_figure(l, b->alt);
		bottom = put_plot(&p);
		layout_close(l);
	}
	for (size_t i = 0; i < b->line_count; i++)
		if (b->lines[i].kind != TREND_LINE_LEFT)
			y += put_line(&p, &b->lines[i], x, y, l->width - x);
	p.a->height = fmax(y, bottom) + 3;
	p.a->keep = true;
	flow_under(&p);
	if (l->atoms.at[l->atoms.count - 1] == p.a)
		p.a->keep = false;
}
