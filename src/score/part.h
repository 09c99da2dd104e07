/*
 * part.h - what the files of score/ share
 */
#ifndef SCORE_PART_H
#define SCORE_PART_H

#include <stdint.h>

#include "score/score.h"

/* What conditions are looked at with. */
struct eye {
	const struct form *form;
	const struct answers *got;
	size_t from; /* items from here on are not known yet; EYE_ALL: all are */
	const struct safety_result *safeties; /* NULL: from the answers alone */
	const bool *closed_refs;              /* refs to take as unknown; NULL: none */
};

#define EYE_ALL SIZE_MAX

/* The look-up for expr_eval; self is a struct eye. */
struct expr_look_up eye_look(const struct eye *e);
/* All conditions of an item together. */
enum truth eye_item(const struct eye *e, const struct item *it);

/* A scale's row, without its cuts (they need an arena: score_cuts). */
struct score scale_row(const struct eye *e, const struct scale *s);
const enum cut_state *scale_cuts(struct arena *a, const struct score *row);
bool score_has_number(const struct score *row);

struct safety_result safety_row(struct arena *a, const struct eye *e,
	const struct safety *s, const struct record *r);
struct alert_result
alert_row(struct arena *a, const struct eye *e, const struct alert *w);

#endif
