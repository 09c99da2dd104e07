/*
 * trend.h - the same scale over time, and what a change may be called
 *
 *	sittings of one client  --trend_all-->  per scale: points and judgements
 *	one scale's trend  --trend_lines-->  the sentences that report and console print
 *
 * Compared is only what was asked in the same version, in the same language, in the same
 * way, and answered in full; the newest sitting says which.  What is left out is named,
 * with the reason.  A change is called reliable only by a threshold that the form gives
 * with its source; where two disagree, both are named.  A clinic-made scale has points
 * and no label.  No word says why something changed.
 *
 * Owns:   nothing; all rows live in the arena, and lend from the sittings.
 * Units:  points as the form counts them; instants as in base/date.h.
 * Fails:  never.
 * Source: clinical.md 5 (Jacobson and Truax 1991 for the idea; each <change> cites its own
 *         publication) and 1.5 for what is read together.
 */
#ifndef SCORE_TREND_H
#define SCORE_TREND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "score/score.h"

/* One record, opened. */
struct sitting {
	const char *id; /* of the record */
	const struct form *form;
	const struct record *record;
	const struct answers *answers; /* settled */
	const struct scores *scores;
};

/* When it ended, or the last thing that happened in it. */
int64_t sitting_at(const struct sitting *s);

enum trend_left {
	TREND_COMPARED,
	TREND_PRORATED,      /* drawn, not compared: an answer is missing */
	TREND_NOT_SCORED,    /* this and below: neither drawn nor compared */
	TREND_OTHER_VERSION, /* of the form, or its items count differently */
	TREND_OTHER_LANGUAGE,
	TREND_TWO_LANGUAGES, /* changed in the middle of the scale */
	TREND_OTHER_WAY,     /* one typed in from paper, the other not */
	TREND_LEFT_COUNT
};

struct trend_point {
	const struct sitting *sitting;
	const struct score *score; /* of that sitting's own form */
	int64_t at;
	enum trend_left left;
	const char *lang; /* the items were read in; NULL: in two */
};

enum trend_verdict {
	TREND_NO_VERDICT, /* clinic-made, or the form gives no threshold */
	TREND_WITHIN,     /* no published threshold is reached */
	TREND_SPLIT,      /* some are, others not */
	TREND_BEYOND      /* all are */
};

/* An item that moved by a point or more: plain description, for clinic-made scales. */
struct trend_item {
	const struct item *item;
	double was, is;
};

struct trend_change {
	const struct trend_point *from; /* NULL: there is nothing to compare with */
	double by;                      /* newest minus from */
	bool worse;                     /* in the scale's worse direction */
	enum trend_verdict verdict;
	const bool *met; /* beside scale->changes */
	const struct trend_item *items;
	size_t item_count;
};

struct trend {
	const struct form *form;          /* of the newest sitting that has the scale */
	const struct scale *scale;        /* in that form */
	const struct trend_point *points; /* oldest first */
	size_t count;
	size_t drawn;                  /* points that are compared or prorated */
	const struct trend_point *now; /* the newest; compared or not */
	const struct trend_point
		*best; /* NULL: clinic-made, or fewer than two compared */
	struct trend_change since_last, since_first; /* since_first.from NULL where it is
							the last one too */
};

/* Signs of feeling and of distress both rose since last time. */
struct trend_pair {
	const struct trend *feeling, *distress;
};

struct trends {
	const struct trend *all; /* of the newest sitting first, in its form's order */
	size_t count;
	const struct trend_pair *together;
	size_t together_count;
};

/* Sittings in any order; every scale that is followed and was asked at least once. */
const struct trends *
trend_all(struct arena *a, const struct sitting *sittings, size_t count);
/* Is what came right before the newest what it is compared with? */
bool trend_last_is_compared(const struct trend *t);
/* Is it shown as a point? */
bool trend_is_drawn(const struct trend_point *p);
const char *trend_left_word(enum trend_left left);    /* "compared" "prorated" ... */
const char *trend_verdict_word(enum trend_verdict v); /* "none" "within" ... */

/* ---- in words ---- */

enum trend_line_kind {
	TREND_LINE_CHANGE, /* what changed, and what it may be called */
	TREND_LINE_REVIEW, /* the same, where it must not be missed */
	TREND_LINE_PLAIN,  /* best so far, items that moved */
	TREND_LINE_SOURCE, /* a threshold or line and where it is from */
	TREND_LINE_LEFT    /* what was not compared, and why */
};

struct trend_line {
	enum trend_line_kind kind;
	const char *text;
};

/* In language ui; texts of the form in it too, where the form has it.  elsewhere: the reader
 * has another form before them, so that numbers of items need the name of theirs. */
const struct trend_line *trend_lines(struct arena *a, const struct trend *t,
	bool elsewhere, enum lang ui, size_t *ret_count);
/* Each scale of these pairs once, with its numbers and days, feeling first: what stands
 * behind TEXT_TREND_TOGETHER. */
const char *trend_pair_numbers(
	struct arena *a, const struct trend_pair *pairs, size_t count, enum lang ui);
/* "+8 since 4 May 2026", for beside a score; NULL: nothing is compared with the last. */
const char *trend_short(struct arena *a, const struct trend *t, enum lang ui);
/* "Reliable increase: review (...)" where the change since last time is one, else where
 * that since the first is; or NULL. */
const char *trend_review(struct arena *a, const struct trend *t, enum lang ui);
/* "PHQ-9: 7 (4 Feb 2026), now 13 (4 May 2026)." where that is a rise of what is worse when
 * higher, by a published threshold for reliable change, since last time or else since the
 * first; or NULL. */
const char *trend_rise(struct arena *a, const struct trend *t, enum lang ui);
/* What stands under it: since last time, since the first where that is such a rise too,
 * and each threshold with its source. */
const struct trend_line *
trend_rise_lines(struct arena *a, const struct trend *t, enum lang ui, size_t *ret_count);
/* "another version of the form" */
const char *trend_left_words(struct arena *a, const struct trend_point *p, enum lang ui);

#endif
