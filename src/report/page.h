/*
 * page.h - pages of positioned marks
 *
 *	layout  ->  struct pages  ->  a drawing device
 *
 * Units:  points, origin at the top left of the page, y downwards; a text's y is its
 *         baseline.  Colours are 0xRRGGBB; COLOR_NONE draws nothing.
 * Owns:   marks and their texts live in the arena of report_layout.  Every text is NFC
 *         and holds only characters the typeface has.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "base/vec.h"
#include "report/image.h"
#include "report/measure.h"

#define COLOR_NONE UINT32_MAX

enum mark_kind {
	MARK_TEXT,   /* at x, y */
	MARK_BOX,    /* corner x, y; size w, h */
	MARK_LINE,   /* from x, y to x + w, y + h */
	MARK_CIRCLE, /* centre x, y; radius w */
	MARK_IMAGE,  /* corner x, y; size w, h; text: what it shows */
	MARK_SHAPE,  /* corners: polygon of three or four, relative to x, y */
	MARK_COUNT
};

struct mark {
	enum mark_kind kind;
	double x, y, w, h;
	uint32_t fill, stroke; /* MARK_TEXT: fill */
	double thick;          /* of the stroke */
	enum face face;
	double size;
	const char *text;
	double corners[4][2];
	int corner_count;
	const struct image *image; /* lent by the template */
};

struct marks {
	VEC(struct mark) all;
};

struct page {
	struct marks marks;
};

struct pages {
	double width, height;
	const char *title;
	enum lang lang;
	int64_t made_at;
	VEC(struct page) pages;
};

#endif
