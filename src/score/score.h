/*
 * score.h - from answers to scale scores, alerts and safety flags
 *
 *	form + answers (+ history)  -->  one row per scale, alert, topic and safety item
 *
 * A score never guesses.  When more items are missing than the scale allows, the row has
 * no number, no band, and says why.  Undecided is a result.  A safety flag stays when
 * the client goes back.  The same function feeds store, report and export.
 *
 * Owns:   nothing; rows live in the arena passed in.
 * Units:  points as the form counts them; answered and missing count items.
 * Fails:  never; a form that loads is a form that scores.
 * Source: each <scale> cites its publication; clinical.md 3 for the project's rules.
 */
#ifndef SCORE_SCORE_H
#define SCORE_SCORE_H

#include <stdbool.h>
#include <stddef.h>

#include "answer/answer.h"
#include "base/arena.h"
#include "form/form.h"

enum score_state {
	SCORE_SCORED,
	SCORE_PRORATED, /* some missing, as many as may_miss allows; unrounded is kept */
	SCORE_NOT_SCORED,       /* too many missing; why says so */
	SCORE_NOT_ADMINISTERED, /* each of its items was not asked, or not reached */
	SCORE_STATE_COUNT
};

enum score_why {
	WHY_NONE,
	WHY_TOO_MANY_MISSING,
	WHY_NOTHING_ANSWERED,
	WHY_NOT_ASKED,
	WHY_COUNT
};

/* A cut from `at` to `to`: below at; inside from at on; met from `to` on. */
enum cut_state { CUT_BELOW, CUT_INSIDE, CUT_MET };

struct score {
	const struct scale *scale;
	enum score_state state;
	enum score_why why;
	double value;      /* SCORED, PRORATED: rounded half up where prorated */
	double unrounded;  /* the same before rounding */
	bool has_at_least; /* NOT_SCORED, scale->partial, and something was answered */
	double at_least;   /* then: the answered sum, or how many reached count_at */
	int answered, missing; /* items */
	bool zero_by_rule;     /* scale->zero_if held: 0, and the items were not asked */
	const struct band *band;    /* NULL: no number, or a scale without bands */
	const enum cut_state *cuts; /* beside scale->cuts; NULL when there is no number */
};

struct alert_result {
	const struct alert *alert;
	enum truth state;
	const struct item *const *because; /* YES: the answered items that made it so */
	size_t because_count;
	const struct item *const *missing; /* UNKNOWN: the items it lacks */
	size_t missing_count;
};

enum safety_state {
	SAFETY_NONE, /* answered below `from`: which does not rule out risk */
	SAFETY_FLAG, /* answered at or above it, now or ever */
	SAFETY_ASK,  /* asked or not reached, and not answered; also where the condition
			in front of it is undecided: nobody decided not to ask */
	SAFETY_NOT_ASKED, /* a condition closed it, or the form omits it */
	SAFETY_STATE_COUNT
};

struct safety_result {
	const struct safety *safety;
	enum safety_state state;
	struct value now;           /* the value that counts now */
	struct said flagged;        /* FLAG: the highest answer ever given, and when */
	const struct said *history; /* all answers to it, in order */
	size_t history_count;
	const char *chose; /* "go-on", "stop", "again", "shown": last choice at the
			      message; NULL */
};

/* One topic, with the ways of working that the client did not set aside. */
struct topic_result {
	const struct topic *topic;
	enum truth state;
	const size_t *because_refs; /* YES: the names that made it so */
	size_t because_ref_count;
	const struct item *const *because; /* YES: the answered items behind them */
	size_t because_count;
	const struct item *const *missing; /* UNKNOWN: the items it lacks */
	size_t missing_count;
	const struct approach *const *approaches, *const *set_aside;
	size_t approach_count, set_aside_count;
	bool printed; /* YES, and among the first form->topic_max of those */
	bool waits;   /* printed, and a safety flag comes first */
};

struct scores {
	const struct score *scales;           /* form->scale_count rows */
	const struct alert_result *alerts;    /* form->alert_count rows */
	const struct safety_result *safeties; /* form->safety_count rows */
	const struct topic_result *topics;    /* form->topic_count rows */
	const bool *set_aside;                /* beside form->approaches */
	size_t topics_printed;
	bool too_few;    /* a topic is undecided because of its needs */
	int flags, asks; /* safety rows in those states */
};

/* Look at every condition in form order: asked[] is set, nothing that was said is lost.
 */
void score_settle(const struct form *f, struct answers *got);
/* Does this item's chain of conditions hold now?  UNKNOWN hides, as NO does. */
bool
score_item_shown(const struct form *f, const struct answers *got, const struct item *it);
/* Could it still be shown, whatever is answered from item `from` on? */
bool score_item_possible(const struct form *f, const struct answers *got,
	const struct item *it, size_t from);

/* got must be settled.  r may be NULL: no history (form score). */
struct scores *score_all(struct arena *a, const struct form *f, const struct answers *got,
	const struct record *r);
/* One safety item, for the moment after its answer. */
bool score_is_flag(const struct safety *s, const struct value *v);

const char *score_state_word(enum score_state s);   /* "scored" ... */
const char *score_why_word(enum score_why w);       /* "too-many-missing" ..., "" */
const char *safety_state_word(enum safety_state s); /* "flag" "ask" "none" "not-asked" */
const char *truth_word(enum truth t);               /* "yes" "no" "undecided" */

#endif
