/*
 * layout_form.h - inside layout: what questions and grids of a blank form share
 *
 * Units:  as in layout.h.  A pen needs more room than an eye: a mark is 11 points wide, a
 *         line to write on 24 high.
 */
#ifndef REPORT_LAYOUT_FORM_H
#define REPORT_LAYOUT_FORM_H

#include "report/form_block.h"
#include "report/layout.h"

/* Where a question's text begins, and room for a mark and its digit (before scale). */
enum { NUMBER_WIDTH = 20, TEXT_FROM = 26, MARK_WIDTH = 15, DIGIT_WIDTH = 11 };

extern const struct style ask_style, choice_style, hint_style, only_style, digit_style;

/* A circle or square with its middle at x, y. */
void form_mark(struct layout *l, struct atom *a, bool round, double x, double y);
/* A column of answers, an atom for each line, all kept together. */
void form_ticks(
	struct layout *l, const struct tick *ticks, size_t count, double x, double width);
/* Number, condition, text and help; the atoms stay with what follows. */
void form_ask(struct layout *l, const struct question *q, double before);
/* A question as a list of answers. */
void form_question(struct layout *l, const struct question *q, double before);

#endif
