/*
 * paper.h - a form on paper, to be filled in by hand
 *
 *	form  --compose-->  blocks  --layout-->  pages of marks  --draw-->  PDF
 *
 * What a client reads on the screen: welcome, consent, every question with its answers,
 * conditions in words, crisis lines, break and closing texts.  Beside each answer stands
 * the digit by which it is typed into an answers file; the names that file needs come
 * last.  No score, band or rule is on it.  The same form gives the same bytes.
 *
 * Owns:   blocks live in the arena given; texts of the input are lent.
 * Fails:  paper_draw: ERR_NOT_FOUND (no typeface), ERR_REFUSED (a script that cannot be
 *         drawn), ERR_FAILED.
 */
#ifndef REPORT_PAPER_H
#define REPORT_PAPER_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "form/form.h"
#include "practice/practice.h"

struct document; /* report/block.h */
struct template; /* report/template.h */

struct paper_input {
	const struct form *form;
	const struct practice *practice; /* NULL: none; there is room for its lines */
	size_t lang;                     /* of the form's languages */
	enum paper paper;
	int64_t made_at; /* clock_document() */
};

/* The PDF, appended to out. */
int paper_draw(const struct paper_input *in, struct buf *out, struct err *err) ATTR_USE;

/* ---- the stages before report_layout and report_draw ---- */

/* Margins and text size. */
extern const struct template paper_template;
const struct document *paper_compose(struct arena *a, const struct paper_input *in);

#endif
