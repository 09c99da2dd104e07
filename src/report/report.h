/*
 * report.h - from one record to the PDF in the therapist's hand
 *
 *	template + input  --compose-->  blocks  --layout-->  pages of marks  --draw-->  PDF
 *
 * Page one says who, what to act on today, and how strong; the rest is the evidence,
 * item by item, in the client's own words.  Compose and layout are pure: no file, clock
 * or locale, and they cannot fail.  The same input gives the same bytes.
 *
 * Owns:   blocks and pages live in the arena given; texts of the input are lent.
 * Units:  points, origin at the top left of the page; instants as in base/date.h.
 * Fails:  report_make, _put, _write: ERR_NOT_FOUND (no typeface, no libqpdf), ERR_REFUSED
 *         (a file is in the way, a script that cannot be drawn), ERR_USAGE (protect.h),
 *         ERR_FAILED.  No error holds an answer.
 * Source: docs/ARCHITECTURE.md; the words of safety and notices are clinical.md 4.3, 6.1.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "answer/answer.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "form/form.h"
#include "practice/practice.h"
#include "report/template.h"
#include "score/score.h"
#include "score/trend.h"

struct document; /* report/block.h */
struct pages;    /* report/page.h */
struct measure;  /* report/measure.h */
struct draw;     /* report/draw.h */

/* Everything is lent and must belong together: answers and scores are of this form and
 * this record. */
struct report_input {
	const struct form *form;
	const struct practice *practice;
	const struct record *record;
	const struct answers *answers; /* settled */
	const struct scores *scores;
	const char *record_id; /* "" when it has none */
	const char *made_by;   /* the member who asked for it; NULL: nobody is named */
	/* This record and those that the client finished before it, in any order; without
	 * this one in it nothing is compared. */
	const struct sitting *sittings;
	size_t sitting_count;
	size_t unread;  /* records that could not be opened: some may be this client's */
	enum lang lang; /* of the report's own words; the form's where it has them */
	enum paper paper;       /* template_paper() */
	int64_t made_at;        /* clock_document() */
	const char *passphrase; /* the file opens only with it; NULL: for everybody */
};

#define REPORT_CAP (256u << 20) /* of any length; a page has about 15 KB */

/* The whole file, appended to out, which the caller wipes; ret_pages: NULL, or how many. */
int report_make(const struct template *t, const struct report_input *in, struct buf *out,
	size_t *ret_pages, struct err *err) ATTR_USE;
/* Whole, or not there; path "-" is standard output.  over: may replace a file. */
int
report_put(const struct buf *pdf, const char *path, bool over, struct err *err) ATTR_USE;
/* Both. */
int report_write(const struct template *t, const struct report_input *in,
	const char *path, bool over, struct err *err) ATTR_USE;

/* ---- the stages, each by itself ---- */

/* The typeface, the template's or the program's own. */
int report_measure(struct arena *a, const struct template *t, struct measure *ret,
	struct err *err) ATTR_USE;
/* What the report says, in order. */
const struct document *
report_compose(struct arena *a, const struct template *t, const struct report_input *in);
/* Where it stands. */
const struct pages *report_layout(struct arena *a, const struct template *t,
	const struct document *doc, const struct measure *m, enum paper paper);
/* Both.  A template that asks for one page has its report condensed where it would have
 * more, and set smaller where that is not enough; where it still has more, what must be
 * seen is too long for one, and nothing is condensed. */
const struct pages *report_pages(struct arena *a, const struct template *t,
	const struct report_input *in, const struct measure *m);
/* Onto a device, which keeps its first failure for draw_finish. */
void report_draw(const struct pages *pages, struct draw *d);

#endif
