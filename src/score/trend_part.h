/*
 * trend_part.h - when two scales of two sittings are the same
 */
#ifndef SCORE_TREND_PART_H
#define SCORE_TREND_PART_H

#include "score/trend.h"

/* The form that a scale belongs to: its own, or the one that was put in. */
struct scale_home {
	const char *id;
	int version;
	const struct included *included; /* NULL: the form itself */
};

struct scale_home scale_home(const struct form *f, const struct scale *s);
/* One id, of one form; or word for word the same questions in another form. */
bool scale_is_same(const struct form *f, const struct scale *s, const struct form *g,
	const struct scale *t);
/* The same items, counted in the same way. */
bool scale_counts_same(const struct scale *s, const struct scale *t);
/* The language its items were read in; NULL: in two. */
const char *scale_lang(const struct sitting *at, const struct scale *s);
/* At a console, or typed in from paper. */
bool sitting_same_way(const struct sitting *a, const struct sitting *b);

#endif
