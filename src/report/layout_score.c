/*
 * layout_score.c - one scale: words, a bullet bar, the number
 *
 *	Name                 [    |     :    ◆    ]   12/27
 *	9 of 9 items          low   mild    marked    Moderate
 *
 * In large print the bar stands below the words and the number, as wide as the page.
 *
 * Half a line each, two stand side by side, with smaller bars and no words below them.
 */
#include <math.h>

#include "report/layout_bar.h"

static const struct style name_style = {FACE_BOLD, 9.4, 12, INK};
static const struct style small_style = {FACE_REGULAR, 8, 10.4, SOFT};
static const struct style number_style = {FACE_BOLD, 17, 19, INK};
static const struct style of_style = {FACE_REGULAR, 9, 19, SOFT};
static const struct style review_style = {FACE_BOLD, 8, 10, INK};
static const struct style short_name_style = {FACE_BOLD, 8.6, 10.6, INK};
static const struct style short_number_style = {FACE_BOLD, 13, 15, INK};
static const struct style why_style = {FACE_REGULAR, 9.2, 12.2, INK};

/* Of usual print. */
enum { GUTTER = 12, RIGHT = 92 };

/* The scale's name, a heading for who listens. */
static double
put_name(const struct bar *b, const struct style *s, double x, double y, double width)
{
	double high;

	layout_open_in(b->l, ROLE_SECTION, b->row->name_lang);
	high = atom_words(b->l, b->a, s, x, y, width, b->row->name);
	layout_close(b->l);
	return high;
}

/* "12/27" */
static void
put_value(const struct bar *b, const struct style *number, const struct style *of,
	double x, double base)
{
	layout_open(b->l, ROLE_TEXT);
	x += atom_text(b->l, b->a, number, x, base, b->row->number);
	atom_text(b->l, b->a, of, x + 1.5, base, b->row->of);
	layout_close(b->l);
}

/* What changed since last time, from y on; framed where it asks for review.  Returns its
 * height. */
static double
put_change(const struct bar *b, double x, double y, double width)
{
	struct layout *l = b->l;
	double top = y, height;

	if (b->row->change)
		y += atom_said(b->l, b->a, &small_style, x, y, width, b->row->change);
	if (b->row->review) {
		height = layout_words_height(l, &review_style, width - 9, b->row->review);
		y += 2;
		atom_box(l, b->a, x, y, width, height + 5, SHADE, INK);
		atom_box(l, b->a, x, y, 2.4, height + 5, INK, COLOR_NONE);
		atom_said(b->l, b->a, &review_style, x + 6, y + 2.5, width - 9,
			b->row->review);
		y += height + 6;
	}
	return y - top;
}

/* At the right, `width` wide; returns where it ends. */
static double
put_number(const struct bar *b, double width)
{
	struct layout *l = b->l;
	double x = l->width - width, y = 2;

	put_value(b, &number_style, &of_style, x, y + style_base(l, &number_style));
	y += style_leading(l, &number_style);
	if (b->row->word)
		y += atom_said(b->l, b->a, &name_style, x, y, width, b->row->word);
	return y + put_change(b, x, y, width);
}

/* What stands below the bar, from y on; beside the number until `below`. */
static double
put_notes(const struct bar *b, double y, double below)
{
	const struct score_row *r = b->row;

	for (size_t i = 0; i < r->note_count; i++) {
		y += 1.5;
		y += atom_said(b->l, b->a, &small_style, b->x, y,
			y < below ? b->width : b->l->width - b->x, r->notes[i]);
	}
	return y;
}

/* The bar with the words below it; returns where they end. */
static double
put_bar(const struct bar *b)
{
	double y;

	layout_open_figure(b->l, b->row->alt);
	bar_put(b);
	y = bar_put_words(b, true);
	layout_close(b->l);
	return y;
}

/* Words at the left, number at the right, the bar below both. */
static void
stack_score(struct layout *l, const struct score_row *r)
{
	double k = bar_scale(l), right = 0.3 * l->width;
	struct bar b = {l, layout_atom(l, 6, 0), r, 0, l->width, 0, BAR_HEIGHT * k, k};
	double left = l->width - right - GUTTER, y;

	y = 2 + put_name(&b, &name_style, 0, 2, left);
	y += atom_said(l, b.a, &small_style, 0, y, left, r->items);
	if (r->bar) {
		b.top = fmax(y, put_number(&b, right)) + BAR_ABOVE * k;
		y = put_bar(&b);
	} else {
		y += atom_said(l, b.a, &why_style, 0, y, l->width, r->why);
	}
	b.a->height = put_notes(&b, y, 0) + 6;
}

/* Bar without words, number, band in half a line from x on; returns where the higher of
 * both columns ends. */
static double
half_value(const struct bar *b, double x, double right)
{
	struct layout *l = b->l;
	const struct score_row *r = b->row;
	double y, word = b->top + b->height - 1;

	layout_open_figure(l, r->alt);
	bar_put(b);
	y = bar_put_words(b, false) + 0.5;
	layout_close(l);
	put_value(b, &short_number_style, &small_style, x,
		1 + style_base(l, &short_number_style));
	y += atom_said(b->l, b->a, &bar_words, b->x, y, b->width, r->items);
	if (r->word)
		word += atom_said(b->l, b->a, &short_name_style, x, word, right, r->word);
	return fmax(y, word);
}

/* Name, bar, number in half a line; the right half of l->half where that is open. */
static void
half_score(struct layout *l, const struct score_row *r)
{
	double gap = 18, width = (l->width - gap) / 2, k = bar_scale(l);
	double x = l->half ? width + gap : 0, right = 62 * fmax(1, l->scale);
	double name = 0.36 * width, y;
	struct bar b = {l, l->half ? l->half : layout_atom(l, 3, 0), r, x + name + 8,
		width - name - right - 16, BAR_ABOVE * k, 0.8 * BAR_HEIGHT * k, k};

	l->half = l->half ? NULL : b.a;
	y = 4 + put_name(&b, &short_name_style, x, 4, name);
	if (r->bar) {
		y = fmax(y, half_value(&b, x + width - right, right));
		y += put_change(&b, b.x, y, x + width - b.x);
	} else {
		y = fmax(y,
			4 +
				atom_said(l, b.a, &small_style, b.x, 4, x + width - b.x,
					r->why));
	}
	for (size_t i = 0; i < r->note_count; i++)
		y += atom_said(l, b.a, &bar_words, x, y, width, r->notes[i]);
	b.a->height = fmax(b.a->height, y + 1);
}

void
layout_score(struct layout *l, const struct block *block)
{
	const struct score_row *r = block->score;
	double left = 0.27 * l->width, right = RIGHT * fmax(1, l->scale), y, height;
	double k = bar_scale(l);
	struct bar b = {l, NULL, r, left + GUTTER, l->width - left - right - 2 * GUTTER,
		BAR_ABOVE * k, BAR_HEIGHT * k, k};

	if (l->stacked) {
		stack_score(l, r);
		return;
	}
	if (r->half) {
		half_score(l, r);
		return;
	}
	b.a = layout_atom(l, 4, 0);
	height = b.top - 3;
	height += put_name(&b, &name_style, 0, height, left);
	height += atom_said(l, b.a, &small_style, 0, height, left, r->items);
	if (r->bar) {
		y = put_bar(&b);
		height = fmax(height, put_number(&b, right));
	} else {
		y = b.top - 3;
		y += atom_said(l, b.a, &why_style, b.x, y, l->width - b.x, r->why);
	}
	b.a->height = fmax(height, put_notes(&b, y, r->bar ? height : 0)) + 3;
}
