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
put_line(const struct bar *b, double value)
{
	atom_line(b->l, b->a, at(b, value), b->top - 2.5, 0, b->height + 5, INK, 1.8);
}

struct numbers {
	const char **text;
	struct place_wanted *places;
	size_t count;
};

static double
number_width(const struct bar *b, const char *text)
{
	return measure_text(b->l->m, bar_words.face, style_size(b->l, &bar_words), text,
		strlen(text));
}

static void
number_add(const struct bar *b, struct numbers *n, const char *text, double x)
{
	n->text[n->count] = text;
	n->places[n->count].at = x;
	n->places[n->count++].size = number_width(b, text);
}

/* A range whose lines are apart has a number over each, else one between them. */
static void
cut_add(const struct bar *b, struct numbers *n, const struct score_cut *cut)
{
	double from = at(b, cut->at), to = at(b, cut->to);

	if (to - from > number_width(b, cut->number)) {
		number_add(b, n, cut->first, from);
		number_add(b, n, cut->last, to);
	} else {
		number_add(b, n, cut->number, (from + to) / 2);
	}
}

/* The numbers over the lines of cuts, close ones side by side; false: there are more than
 * the bar has room for. */
static bool
cut_numbers(const struct bar *b, struct numbers *n)
{
	const struct score_row *r = b->row;
	size_t most = 2 * r->cut_count;

	n->text = arena_array(b->l->arena, most, sizeof(*n->text));
	n->places = arena_array(b->l->arena, most, sizeof(*n->places));
	n->count = 0;
	for (size_t i = 0; i < r->cut_count; i++)
		cut_add(b, n, &r->cuts[i]);
	return layout_spread(n->places, n->count, style_size(b->l, &bar_words) / 2, b->x,
		b->x + b->width);
}

static void
put_cuts(const struct bar *b)
{
	const struct score_row *r = b->row;
	struct numbers n;

	for (size_t i = 0; i < r->cut_count; i++) {
		put_line(b, r->cuts[i].at);
		if (r->cuts[i].to > r->cuts[i].at)
			put_line(b, r->cuts[i].to);
	}
	if (!cut_numbers(b, &n))
		return;
	for (size_t i = 0; i < n.count; i++)
		put_centred(b, n.text[i], n.places[i].at, b->top - 3.5);
}

/* "10 · 12 · 15": cuts for which there was no room above; returns their height. */
static double
cuts_in_a_row(const struct bar *b, double y)
{
	struct buf row = BUF_NONE;
	struct numbers n;
	double height;

	if (cut_numbers(b, &n))
		return 0;
	for (size_t i = 0; i < b->row->cut_count; i++)
		buf_printf(&row, "%s%s", i ? " · " : "", b->row->cuts[i].number);
	height = atom_words(b->l, b->a, &bar_words, b->x, y, b->width, buf_text(&row));
	buf_free(&row);
	return height;
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

/* The words at both ends; returns their height. */
static double
words_at_ends(const struct bar *b, double y)
{
	double gap = style_size(b->l, &bar_words), half = (b->width - gap) / 2;
	double first = atom_words(b->l, b->a, &bar_words, b->x, y, half, b->row->first);
	double last = atom_words_right(
		b->l, b->a, &bar_words, b->x + half + gap, y, half, b->row->last);

	return fmax(first, last);
}

double
bar_put_words(const struct bar *b, bool all)
{
	double y = b->top + b->height + 3;
	const struct score_row *r = b->row;

	y += cuts_in_a_row(b, y);
	if (all && r->band_count)
		y += words_under(b, y);
	else if (all && r->first && r->last)
		y += words_at_ends(b, y);
	return y;
}
