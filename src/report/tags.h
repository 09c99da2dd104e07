/*
 * tags.h - inside draw_pdf: what the report is to somebody who listens to it
 *
 *	tags + what was drawn of each  ->  the structure tree and the bookmarks of a PDF
 *
 * A run of marks of one tag on one page is a piece; the pieces of a page are numbered
 * from 0 as they are drawn.
 *
 * Owns:   nothing; pieces are lent.
 * Fails:  never.
 * Source: ISO 32000-1, 14.7 (logical structure), 14.8 (tagged PDF), 12.3.3 (outlines).
 */
#ifndef REPORT_TAGS_H
#define REPORT_TAGS_H

#include "report/page.h"
#include "report/pdf_file.h"

struct piece {
	unsigned tag, page, number;
};

/* A heading as the bookmarks name it. */
struct bookmark {
	enum role role;
	unsigned tag, page;
	double y; /* from the bottom of the page */
	const char *title;
};

struct drawn {
	VEC(struct piece) pieces;
	VEC(struct bookmark) bookmarks;
	VEC(unsigned) pages; /* the number of each page's object */
};

/* What the tag is called in the marks of a page: "P", "TD". */
const char *tag_name(enum role role);

/* Both return the number of their root; bookmarks 0 where there is none. */
unsigned tags_put(struct pdf_file *f, const struct pages *pages, const struct drawn *d);
unsigned bookmarks_put(struct pdf_file *f, const struct drawn *d);

#endif
