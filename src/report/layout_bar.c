/*
 * layout_bar.c - the bullet bar of a score
 *
 * It reads in black and white: outline, greys, an upright line for each cut, a diamond
 * for today, a hollow circle for last time, and words under the bar.
 */
#include <math.h>
#include <string.h>

#include "report/layout_bar.h"

const struct style bar_words = {FACE_REGULAR, 7.2, 8.6, SOFT};

/* Greys from the first band to the last; text never stands on them. */
enum { LIGHTEST = 0xf7, DARKEST = 0x96 };

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
	double size = style_size(b->l, &bar_words);
	double width = measure_text(b->l->m, bar_words.face, size, text, strlen(text));
	double left = fmin(fmax(x - width / 2, b->x), b->x + b->width - width);

	atom_text(b->l, b->a, &bar_words, left, y, text);
}

/* Has each band the room for its longest word? */
static bool
words_fit(const struct bar *b)
{
	double size = style_size(b->l, &bar_words);

	for (size_t i = 0; i < b->row->band_count; i++) {
		const struct score_band *band = &b->row->bands[i];
		double room = at(b, band->to) - at(b, band->from) - 1;

		for (const char *word = band->label; *word;) {
			size_t n = strcspn(word, " ");

			if (measure_text(b->l->m, bar_words.face, size, word, n) > room)
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
	height = atom_words(b->l, b->a, &bar_words, b->x, y, b->width, buf_text(&row));
	buf_free(&row);
	return height;
}

/* Each band's words under it; returns their height. */
static double
words_under(const struct bar *b, double y)
{
	double leading = style_leading(b->l, &bar_words);
	size_t most = 0;

	if (!words_fit(b))
		return words_in_a_row(b, y);
	for (size_t i = 0; i < b->row->band_count; i++) {
		const struct score_band *band = &b->row->bands[i];
		double left = at(b, band->from), right = at(b, band->to);
		size_t count;
		const struct text_line *lines = measure_wrap(b->l->arena, b->l->m,
			bar_words.face, style_size(b->l, &bar_words), band->label,
			right - left, &count);

		for (size_t k = 0; k < count; k++)
			put_centred(b, lines[k].text, (left + right) / 2,
				y + style_base(b->l, &bar_words) + (double)k * leading);
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

		atom_box(b->l, b->a, left, b->top, right - left, b->height,
			grey(i, r->band_count), COLOR_NONE);
		if (i)
			atom_line(b->l, b->a, left, b->top, 0, b->height, WHITE, 0.8);
	}
	atom_box(b->l, b->a, b->x, b->top, b->width, b->height, COLOR_NONE, INK);
}

static void
put_cut(const struct bar *b, double x)
{
	atom_line(b->l, b->a, x, b->top - 2.5, 0, b->height + 5, INK, 1.8);
}

/* The numbers over the cuts; two that stand too close share one: "31–33". */
static void
put_cuts(const struct bar *b)
{
	const struct score_cut *cuts = b->row->cuts;
	double size = style_size(b->l, &bar_words);

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
		put_centred(b, number, x, b->top - 3.5);
	}
}

/* Black with a white edge, so that it stands out from the darkest band and a cut. */
static void
put_diamond(const struct bar *b)
{
	const double side = 6 * b->k;
	const struct corner corners[] = {
		{0,     side },
                {side,  0    },
                {0,     -side},
                {-side, 0    }
        };
	struct mark *m = atom_shape(b->l, b->a, at(b, b->row->value),
		b->top + b->height / 2, corners, COUNT_OF(corners));

	m->stroke = WHITE;
	m->thick = 1;
}

double
bar_scale(const struct layout *l)
{
	return style_size(l, &bar_words) / bar_words.size;
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
	m->y = b->top + b->height / 2;
	m->w = 3.6 * b->k;
	m->fill = WHITE;
	m->stroke = INK;
	m->thick = 1.2;
}

void
bar_put(const struct bar *b)
{
	put_bands(b);
	put_cuts(b);
	put_circle(b);
	put_diamond(b);
}

double
bar_put_words(const struct bar *b)
{
	double y = b->top + b->height + 3;
	const struct score_row *r = b->row;

	if (r->band_count)
		return y + words_under(b, y);
	if (!r->first || !r->last)
		return y;
	put_centred(b, r->first, b->x, y + style_base(b->l, &bar_words));
	put_centred(b, r->last, b->x + b->width, y + style_base(b->l, &bar_words));
	return y + style_leading(b->l, &bar_words);
}
