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
/* A condition that is looked at once all is said: of an alert, of a topic. */
struct rule {
	const struct expr *when;
	const size_t *needs; /* refs */
	size_t need_count;
};

struct rule_result {
	enum truth state;
	bool lacks_needs;           /* UNKNOWN because one of its needs is missing */
	const size_t *because_refs; /* YES: the names that made it so */
	size_t because_ref_count;
	const struct item *const *because; /* YES: the answered items behind them */
	size_t because_count;
	const struct item *const *missing; /* UNKNOWN: the items it lacks */
	size_t missing_count;
};

struct rule_result rule_row(struct arena *a, const struct eye *e, const struct rule *w);
struct alert_result
alert_row(struct arena *a, const struct eye *e, const struct alert *w);

/* topic.c: every topic, what is printed and what is left out; into *all. */
void topic_rows(struct arena *a, const struct eye *e, struct scores *all);

#endif
