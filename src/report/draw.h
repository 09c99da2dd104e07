/*
 * draw.h - a device that marks are drawn on
 *
 * A table of operations between layout and a file format.  A device remembers its first
 * failure, draws on, and is asked once, in draw_finish.
 *
 * Owns:   draw_*_new gives ownership; draw_free takes it back (NULL is welcome).
 * Fails:  draw_finish.
 */
#ifndef REPORT_DRAW_H
#define REPORT_DRAW_H

#include "base/buf.h"
#include "base/err.h"
#include "report/measure.h"
#include "report/page.h"

struct draw;

struct draw_ops {
	void (*page)(struct draw *d, double width, double height); /* a new page */
	void (*mark)(struct draw *d, const struct mark *mark);     /* onto it */
	int (*finish)(struct draw *d, struct buf *out, struct err *err);
	void (*free)(struct draw *d);
};

struct draw {
	const struct draw_ops *ops;
};

/* A PDF with its typefaces embedded; pages gives title, language and date. */
int draw_pdf_new(const struct measure *m, const struct pages *pages, struct draw **ret,
	struct err *err) ATTR_USE;
/* One line a mark, positions in whole points: what tests compare. */
struct draw *draw_text_new(void);

/* The whole file, appended to out. */
int draw_finish(struct draw *d, struct buf *out, struct err *err) ATTR_USE;
void draw_free(struct draw *d);

#endif
