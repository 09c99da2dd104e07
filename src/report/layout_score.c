/*
 * layout_score.c - one scale: words, a bullet bar, the number
 *
 *	Name                 [    |     :    ◆    ]   12/27
 *	9 of 9 items          low   mild    marked    Moderate
 *
 * It reads in black and white: outline, greys, an upright line for each cut, a diamond
 * for today, and words under the bar.
 */
#include <math.h>
#include <string.h>

#include "report/layout.h"

static const struct style name_style = {FACE_BOLD, 9.4, 12, INK};
static const struct style small_style = {FACE_REGULAR, 8, 10.4, SOFT};
static const struct style tiny_style = {FACE_REGULAR, 7.2, 8.6, SOFT};
static const struct style number_style = {FACE_BOLD, 17, 19, INK};
static const struct style of_style = {FACE_REGULAR, 9, 19, SOFT};
static const struct style review_style = {FACE_BOLD, 8, 10, INK};
static const struct style why_style = {FACE_REGULAR, 9.2, 12.2, INK};

enum { GUTTER = 12, RIGHT = 92, BAR_TOP = 9, BAR_HEIGHT = 10 };

/* Greys from the first band to the last; text never stands on them. */
enum { LIGHTEST = 0xf7, DARKEST = 0x96 };

struct bar {
	struct layout *l;
	struct atom *a;
	const struct score_row *row;
	double x, width; /* of the bar */
};

static double
at(const struct bar *b, double value)
{
	double range = b->row->high - b->row->low;

	if (range <= 0)
		return b->x + b->width / 2;
	return b->x + b->width * fmin(1, fmax(0, (value - b->row->low) / range));
}

static uint32_t
grey(size_t i, size_t count)
{
	uint32_t level = LIGHTEST;

	if (count > 1)
		level -= (uint32_t)(i * (LIGHTEST - DARKEST) / (count - 1));
	return level << 16 | level << 8 | level;
}

/* Centred on x, but not beyond the bar's ends. */
static void
put_centred(const struct bar *b, const char *text, double x, double y)
{
	double size = style_size(b->l, &tiny_style);
	double width = measure_text(b->l->m, tiny_style.face, size, text, strlen(text));
	double left = fmin(fmax(x - width / 2, b->x), b->x + b->width - width);

	atom_text(b->l, b->a, &tiny_style, left, y, text);
}

/* Has each band the room for its longest word? */
static bool
words_fit(const struct bar *b)
{
	double size = style_size(b->l, &tiny_style);

	for (size_t i = 0; i < b->row->band_count; i++) {
		const struct score_band *band = &b->row->bands[i];
		double room = at(b, band->to) - at(b, band->from) - 1;

		for (const char *word = band->label; *word;) {
			size_t n = strcspn(word, " ");

			if (measure_text(b->l->m, tiny_style.face, size, word, n) > room)
				return false;
			word += n + strspn(word + n, " ");
		}
	}
	return true;
}

/* "0–4 minimal · 5–9 mild": where the words do not fit under their bands. */
static double
words_in_a_row(const struct bar *b, double y)
{
	struct buf row = BUF_NONE;
	double height;

	for (size_t i = 0; i < b->row->band_count; i++)
		buf_printf(&row, "%s%s %s", i ? " · " : "", b->row->bands[i].range,
			b->row->bands[i].label);
	height = atom_words(b->l, b->a, &tiny_style, b->x, y, b->width, buf_text(&row));
	buf_free(&row);
	return height;
}

/* Each band's words under it; returns their height. */
static double
words_under(const struct bar *b, double y)
{
	double leading = style_leading(b->l, &tiny_style);
	size_t most = 0;

	if (!words_fit(b))
		return words_in_a_row(b, y);
	for (size_t i = 0; i < b->row->band_count; i++) {
		const struct score_band *band = &b->row->bands[i];
		double left = at(b, band->from), right = at(b, band->to);
		size_t count;
		const struct text_line *lines = measure_wrap(b->l->arena, b->l->m,
			tiny_style.face, style_size(b->l, &tiny_style), band->label,
			right - left, &count);

		for (size_t k = 0; k < count; k++)
			put_centred(b, lines[k].text, (left + right) / 2,
				y + style_base(b->l, &tiny_style) + (double)k * leading);
		most = count > most ? count : most;
	}
	return (double)most * leading;
}

static void
put_bands(const struct bar *b)
{
	const struct score_row *r = b->row;

	for (size_t i = 0; i < r->band_count; i++) {
		double left = at(b, r->bands[i].from), right = at(b, r->bands[i].to);

		atom_box(b->l, b->a, left, BAR_TOP, right - left, BAR_HEIGHT,
			grey(i, r->band_count), COLOR_NONE);
		if (i)
			atom_line(b->l, b->a, left, BAR_TOP, 0, BAR_HEIGHT, WHITE, 0.8);
	}
	atom_box(b->l, b->a, b->x, BAR_TOP, b->width, BAR_HEIGHT, COLOR_NONE, INK);
}

static void
put_cut(const struct bar *b, double x)
{
	atom_line(b->l, b->a, x, BAR_TOP - 2.5, 0, BAR_HEIGHT + 5, INK, 1.8);
}

/* The numbers over the cuts; two that stand too close share one: "31–33". */
static void
put_cuts(const struct bar *b)
{
	const struct score_cut *cuts = b->row->cuts;
	double size = style_size(b->l, &tiny_style);

	for (size_t i = 0; i < b->row->cut_count; i++) {
		double x = at(b, cuts[i].at), next;
		const char *number = cuts[i].number;

		put_cut(b, x);
		next = i + 1 < b->row->cut_count ? at(b, cuts[i + 1].at) : x;
		if (next > x && next - x < 2 * size) {
			put_cut(b, next);
			x = (x + next) / 2;
			number = arena_printf(
				b->l->arena, "%s–%s", number, cuts[++i].number);
		}
		put_centred(b, number, x, BAR_TOP - 3.5);
	}
}

/* Black with a white edge, so that it stands out from the darkest band and a cut. */
static void
put_diamond(const struct bar *b)
{
	static const double corners[4][2] = {
		{0,  6 },
                {6,  0 },
                {0,  -6},
                {-6, 0 }
        };
	struct mark *m = atom_mark(b->l, b->a, MARK_SHAPE);

	m->x = at(b, b->row->value);
	m->y = BAR_TOP + BAR_HEIGHT / 2.0;
	m->fill = INK;
	m->stroke = WHITE;
	m->thick = 1;
	m->corner_count = 4;
	memcpy(m->corners, corners, sizeof(corners));
}

/* Last time: hollow, under the diamond. */
static void
put_circle(const struct bar *b)
{
	struct mark *m;

	if (!b->row->has_before)
		return;
	m = atom_mark(b->l, b->a, MARK_CIRCLE);
	m->x = at(b, b->row->before);
	m->y = BAR_TOP + BAR_HEIGHT / 2.0;
	m->w = 3.6;
	m->fill = WHITE;
	m->stroke = INK;
	m->thick = 1.2;
}

/* Bar and what stands under it; returns where it ends. */
static double
put_bar(const struct bar *b)
{
	double y = BAR_TOP + BAR_HEIGHT + 3;
	const struct score_row *r = b->row;

	put_bands(b);
	put_cuts(b);
	put_circle(b);
	put_diamond(b);
	if (r->band_count)
		return y + words_under(b, y);
	if (!r->first || !r->last)
		return y;
	put_centred(b, r->first, b->x, y + style_base(b->l, &tiny_style));
	put_centred(b, r->last, b->x + b->width, y + style_base(b->l, &tiny_style));
	return y + style_leading(b->l, &tiny_style);
}

static double
put_text(const struct bar *b, const struct style *s, double x, double y, double width,
	const char *text)
{
	double high;

	layout_open(b->l, ROLE_TEXT);
	high = atom_words(b->l, b->a, s, x, y, width, text);
	layout_close(b->l);
	return high;
}

/* Under the number: what changed since last time; framed where it asks for review. */
static double
put_change(const struct bar *b, double y)
{
	struct layout *l = b->l;
	double x = l->width - RIGHT, top = y, height;

	if (b->row->change)
		y += put_text(b, &small_style, x, y, RIGHT, b->row->change);
	if (b->row->review) {
		height = layout_words_height(l, &review_style, RIGHT - 9, b->row->review);
		y += 2;
		atom_box(l, b->a, x, y, RIGHT, height + 5, SHADE, INK);
		atom_box(l, b->a, x, y, 2.4, height + 5, INK, COLOR_NONE);
		put_text(b, &review_style, x + 6, y + 2.5, RIGHT - 9, b->row->review);
		y += height + 6;
	}
	return y - top;
}

static double
put_number(const struct bar *b)
{
	struct layout *l = b->l;
	double x = l->width - RIGHT, y = 2, base = y + style_base(l, &number_style);

	layout_open(l, ROLE_TEXT);
	x += atom_text(l, b->a, &number_style, x, base, b->row->number);
	atom_text(l, b->a, &of_style, x + 1.5, base, b->row->of);
	layout_close(l);
	y += style_leading(l, &number_style);
	layout_open(l, ROLE_TEXT);
	if (b->row->word)
		y += atom_words(
			l, b->a, &name_style, l->width - RIGHT, y, RIGHT, b->row->word);
	layout_close(l);
	return y + put_change(b, y);
}

void
layout_score(struct layout *l, const struct block *block)
{
	const struct score_row *r = block->score;
	double left = 0.27 * l->width, y, height;
	struct bar b = {l, layout_atom(l, 4, 0), r, left + GUTTER,
		l->width - left - RIGHT - 2 * GUTTER};

	height = BAR_TOP - 3;
	layout_open(l, ROLE_SECTION);
	height += atom_words(l, b.a, &name_style, 0, height, left, r->name);
	layout_close(l);
	layout_open(l, ROLE_TEXT);
	height += atom_words(l, b.a, &small_style, 0, height, left, r->items);
	layout_close(l);
	if (r->bar) {
		layout_open_figure(l, r->alt);
		y = put_bar(&b);
		layout_close(l);
		height = fmax(height, put_number(&b));
	} else {
		layout_open(l, ROLE_TEXT);
		y = BAR_TOP - 3;
		y += atom_words(l, b.a, &why_style, b.x, y, l->width - b.x, r->why);
		layout_close(l);
	}
	for (size_t i = 0; i < r->note_count; i++) {
		bool beside = r->bar && y < height; /* the number stands at the right */

		y += 1.5;
		layout_open(l, ROLE_TEXT);
		y += atom_words(l, b.a, &small_style, b.x, y,
			beside ? b.width : l->width - b.x, r->notes[i]);
		layout_close(l);
	}
	b.a->height = fmax(height, y) + 3;
}
