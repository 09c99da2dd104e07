/*
 * safety.c - the answers that must not be overlooked (clinical.md 3, SAF-01 to SAF-07)
 *
 * Independent of every score.  What was once said at or above the level stays a flag,
 * whatever was said later and whatever conditions close the item.
 */
#include <assert.h>
#include <string.h>

#include "score/part.h"

static const char *const safety_words[] = {"none", "flag", "ask", "not-asked"};
_Static_assert(COUNT_OF(safety_words) == SAFETY_STATE_COUNT, "a word for every state");

const char *
safety_state_word(enum safety_state s)
{
	assert(s < SAFETY_STATE_COUNT);
	return safety_words[s];
}

/* Where one answer stands: its score, or its place where the list has none. */
static double
level_of(const struct choice_list *l, size_t i)
{
	return l->scored ? l->at[i].score : (double)i;
}

/* The highest level among what was chosen; false: nothing was. */
static bool
value_level(const struct item *it, const struct value *v, double *ret)
{
	bool any = false;

	if (v->missing != MISSING_NO)
		return false;
	for (size_t i = 0; i < it->choices->count; i++) {
		bool on =
			it->type == ITEM_MANY ? v->choices >> i & 1 : v->choice == (int)i;

		if (!on || it->choices->at[i].missing)
			continue;
		if (!any || level_of(it->choices, i) > *ret)
			*ret = level_of(it->choices, i);
		any = true;
	}
	return any;
}

bool
score_is_flag(const struct safety *s, const struct value *v)
{
	const struct choice_list *l;
	double level, from;

	if (!s->item || !s->from || !value_level(s->item, v, &level))
		return false;
	l = s->item->choices;
	from = level_of(l, (size_t)(s->from - l->at));
	return level >= from;
}

/* The highest answer at or above the level, the first time it was given. */
static bool
highest_flag(
	const struct safety *s, const struct said *all, size_t count, struct said *ret)
{
	double best = 0, level;
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		if (!score_is_flag(s, &all[i].value) ||
			!value_level(s->item, &all[i].value, &level))
			continue;
		if (any && level <= best)
			continue;
		any = true;
		best = level;
		*ret = all[i];
	}
	return any;
}

static const char *
last_choice(const struct safety *s, const struct record *r)
{
	const char *chose = NULL;

	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == EVENT_SAFETY &&
			strcmp(r->events[i].key, s->id) == 0)
			chose = r->events[i].value;
	return chose;
}

struct safety_result
safety_row(struct arena *a, const struct eye *e, const struct safety *s,
	const struct record *r)
{
	struct safety_result row = {
		.safety = s, .state = SAFETY_NOT_ASKED, .now = VALUE_NOT_REACHED};
	struct said now;

	if (!s->item) {
		row.now.missing = MISSING_NOT_ASKED;
		return row;
	}
	row.now = answers_value(e->got, s->item);
	if (r) {
		row.history = record_history(a, r, s->item, &row.history_count);
		row.chose = last_choice(s, r);
	}
	/* what was said counts although a condition has closed the item since */
	now = (struct said){e->got->at[s->item->index], 0};
	if (highest_flag(s, row.history, row.history_count, &row.flagged) ||
		highest_flag(s, &now, 1, &row.flagged)) {
		row.state = SAFETY_FLAG;
	} else if (row.now.missing == MISSING_NO) {
		row.state = SAFETY_NONE;
	} else if (row.now.missing != MISSING_NOT_ASKED) {
		row.state = SAFETY_ASK;
	} else if (eye_item(e, s->item) == TRUTH_UNKNOWN) {
		/* nobody decided against asking it: what decides was not answered */
		row.now.missing = MISSING_NOT_REACHED;
		row.state = SAFETY_ASK;
	}
	return row;
}
