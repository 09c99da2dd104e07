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

#include <stdbool.h>
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

/* What a part of the document is to somebody who listens to it. */
enum role {
	ROLE_NONE,
	ROLE_TITLE,   /* the three ranks of headings are bookmarks too */
	ROLE_HEADING, /* of a part of the report */
	ROLE_SECTION, /* within one */
	ROLE_TEXT,
	ROLE_QUOTE, /* a person's own words */
	ROLE_LIST,  /* holds entries; an entry has words, and may have a label */
	ROLE_ENTRY,
	ROLE_LABEL,
	ROLE_WORDS,
	ROLE_TABLE, /* holds rows; a row holds cells */
	ROLE_ROW,
	ROLE_COLUMN_HEAD, /* what the cells below it are */
	ROLE_ROW_HEAD,    /* what the cells beside it are about */
	ROLE_CELL,
	ROLE_FIGURE, /* alt says in words what is drawn */
	ROLE_COUNT
};

/* Tags are a tree in reading order; a tag holds either marks or other tags. */
struct tag {
	enum role role;
	unsigned above;   /* index of the tag it stands in; 0: the document */
	const char *alt;  /* ROLE_FIGURE: in the place of the drawing; or NULL */
	const char *lang; /* of its words, as "en"; NULL: that of what it stands in */
	double box[4];    /* ROLE_FIGURE: left, top, right, bottom of what is drawn */
};

struct tags {
	VEC(struct tag) all; /* the first is the document itself */
};

/* From the x, y of its mark. */
struct corner {
	double x, y;
};

/* There are some hundreds on a page: the order of the fields leaves no gaps. */
struct mark {
	enum mark_kind kind;
	unsigned tag; /* index in tags; 0: of none, as rules, frames and margins are */
	double x, y, w, h;
	uint32_t fill, stroke; /* MARK_TEXT: fill */
	double thick;          /* of the stroke */
	double size;
	const char *text;
	const struct corner *corners;
	const struct image *image; /* lent by the template */
	enum face face;
	unsigned char corner_count;
	bool more; /* a space, and other words of the tag, follow this text */
};

/* Each by itself: they are lent while more come. */
struct marks {
	VEC(struct mark *) all;
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
	struct tags tags;
	bool review_first; /* the review box begins on page one */
};

#endif
