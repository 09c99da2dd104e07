/*
 * layout_text.c - atoms and the text in them
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "report/layout.h"

enum { SMALLEST = 7 };

double
style_size(const struct layout *l, const struct style *s)
{
	return fmax(fmax(SMALLEST, l->template->smallest), s->size * l->scale);
}

double
style_leading(const struct layout *l, const struct style *s)
{
	return s->leading * style_size(l, s) / s->size;
}

/* Lato's capitals are 0.72 high; what is left of the leading is shared out. */
double
style_base(const struct layout *l, const struct style *s)
{
	double size = style_size(l, s);

	return (style_leading(l, s) + 0.7 * size) / 2;
}

void
layout_open(struct layout *l, enum role role)
{
	struct tag *tag = vec_push(l->arena, &l->tags.all);

	tag->role = role;
	tag->above = l->tag;
	l->tag = (unsigned)(l->tags.all.count - 1);
}

void
layout_open_figure(struct layout *l, const char *alt)
{
	layout_open(l, ROLE_FIGURE);
	l->tags.all.at[l->tag].alt = alt;
}

void
layout_close(struct layout *l)
{
	assert(l->tag);
	l->tag = l->tags.all.at[l->tag].above;
}

struct atom *
layout_atom(struct layout *l, double before, double height)
{
	struct atom *a = arena_alloc(l->arena, sizeof(*a));

	a->before = before * fmin(1, l->scale); /* small print stands closer */
	a->height = height;
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant */
	*vec_push(l->arena, &l->atoms) = a;
	return a;
}

void
marks_put(struct arena *a, struct marks *to, struct mark *m)
{
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant */
	*vec_push(a, &to->all) = m;
}

struct mark *
atom_mark(struct layout *l, struct atom *a, enum mark_kind kind)
{
	struct mark *m = arena_alloc(l->arena, sizeof(*m));

	marks_put(l->arena, &a->marks, m);
	m->kind = kind;
	if ((kind == MARK_TEXT) != (l->tags.all.at[l->tag].role == ROLE_FIGURE))
		m->tag = l->tag;
	m->fill = m->stroke = COLOR_NONE;
	m->text = "";
	return m;
}

struct mark *
atom_shape(struct layout *l, struct atom *a, double x, double y,
	const struct corner *corners, unsigned char count)
{
	struct mark *m = atom_mark(l, a, MARK_SHAPE);
	struct corner *kept = arena_array(l->arena, count, sizeof(*kept));

	memcpy(kept, corners, count * sizeof(*kept));
	m->x = x;
	m->y = y;
	m->fill = INK;
	m->corners = kept;
	m->corner_count = count;
	return m;
}

double
atom_text(struct layout *l, struct atom *a, const struct style *s, double x,
	double baseline, const char *text)
{
	struct mark *m = atom_mark(l, a, MARK_TEXT);
	size_t n = 0;

	m->x = x;
	m->y = baseline;
	m->face = s->face;
	m->size = style_size(l, s);
	m->fill = s->color;
	m->text = text;
	while (text[n])
		n++;
	return measure_text(l->m, s->face, m->size, text, n);
}

void
atom_text_more(struct layout *l, struct atom *a, const struct style *s, double x,
	double baseline, const char *text)
{
	atom_text(l, a, s, x, baseline, text);
	a->marks.all.at[a->marks.all.count - 1]->more = true;
}

void
atom_text_line(struct layout *l, struct atom *a, const struct style *s, double x,
	double baseline, const struct text_line *line)
{
	if (line->goes_on)
		atom_text_more(l, a, s, x, baseline, line->text);
	else if (*line->text)
		atom_text(l, a, s, x, baseline, line->text);
}

void
atom_line(struct layout *l, struct atom *a, double x, double y, double w, double h,
	uint32_t color, double thick)
{
	struct mark *m = atom_mark(l, a, MARK_LINE);

	m->x = x;
	m->y = y;
	m->w = w;
	m->h = h;
	m->stroke = color;
	m->thick = thick;
}

struct mark *
atom_box(struct layout *l, struct atom *a, double x, double y, double w, double h,
	uint32_t fill, uint32_t stroke)
{
	struct mark *m = atom_mark(l, a, MARK_BOX);

	m->x = x;
	m->y = y;
	m->w = w;
	m->h = h;
	m->fill = fill;
	m->stroke = stroke;
	m->thick = 0.6;
	return m;
}

/* right: lines end at x + width. */
static double
put_words(struct layout *l, struct atom *a, const struct style *s, double x, double y,
	double width, const char *text, bool right)
{
	double leading = style_leading(l, s);
	size_t count;
	const struct text_line *lines = measure_wrap(
		l->arena, l->m, s->face, style_size(l, s), text, width, &count);

	for (size_t i = 0; i < count; i++) {
		double at = right ? x + width - lines[i].width : x;

		atom_text_line(l, a, s, at, y + style_base(l, s), &lines[i]);
		y += leading;
	}
	return (double)count * leading;
}

double
atom_words(struct layout *l, struct atom *a, const struct style *s, double x, double y,
	double width, const char *text)
{
	return put_words(l, a, s, x, y, width, text, false);
}

double
atom_said(struct layout *l, struct atom *a, const struct style *s, double x, double y,
	double width, const char *text)
{
	double high;

	layout_open(l, ROLE_TEXT);
	high = atom_words(l, a, s, x, y, width, text);
	layout_close(l);
	return high;
}

double
atom_words_right(struct layout *l, struct atom *a, const struct style *s, double x,
	double y, double width, const char *text)
{
	return put_words(l, a, s, x, y, width, text, true);
}

double
layout_words_height(
	struct layout *l, const struct style *s, double width, const char *text)
{
	size_t count;

	measure_wrap(l->arena, l->m, s->face, style_size(l, s), text, width, &count);
	return (double)count * style_leading(l, s);
}

void
layout_flow(struct layout *l, const struct style *s, double x, double width,
	double before, const char *text)
{
	size_t count;
	const struct text_line *lines = measure_wrap(
		l->arena, l->m, s->face, style_size(l, s), text, width, &count);

	for (size_t i = 0; i < count; i++) {
		struct atom *a = layout_atom(l, i ? 0 : before, style_leading(l, s));

		atom_text_line(l, a, s, x, style_base(l, s), &lines[i]);
		a->keep = count > 1 && (i == 0 || i + 2 == count);
	}
}
