/*
 * layout_bar.h - inside layout: the bullet bar of a score
 *
 *	[    |     :    ◆    ]	outline, greys, a line for each cut, a diamond for today
 *
 * Units: points, relative to the atom; k is its size over the usual one: as its small
 *        words are.
 */
#ifndef REPORT_LAYOUT_BAR_H
#define REPORT_LAYOUT_BAR_H

#include "report/layout.h"

struct bar {
	struct layout *l;
	struct atom *a;
	const struct score_row *row;
	double x, width;
	double top, height;
	double k;
};

/* Of usual print: the room above a bar for its cuts' numbers. */
enum { BAR_ABOVE = 9, BAR_HEIGHT = 10 };

extern const struct style bar_words; /* the small words around it */
double bar_scale(const struct layout *l);
/* Bands, cuts with their numbers, diamond. */
void bar_put(const struct bar *b);
/* Below it the bands' words, or those of both ends, where all are wanted; and the numbers
 * of cuts that found no room above.  Returns where they end. */
double bar_put_words(const struct bar *b, bool all);

#endif
