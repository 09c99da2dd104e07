/* score.c - every scale, safety item and alert of one set of answers */
#include "score/score.h"

#include <assert.h>

#include "score/part.h"

static const char *const state_words[] = {
	"scored", "prorated", "not-scored", "not-administered"};
_Static_assert(COUNT_OF(state_words) == SCORE_STATE_COUNT, "a word for every state");

static const char *const why_words[] = {
	"", "too-many-missing", "nothing-answered", "not-asked"};
_Static_assert(COUNT_OF(why_words) == WHY_COUNT, "a word for every reason");

const char *
score_state_word(enum score_state s)
{
	assert(s < SCORE_STATE_COUNT);
	return state_words[s];
}

const char *
score_why_word(enum score_why w)
{
	assert(w < WHY_COUNT);
	return why_words[w];
}

const char *
truth_word(enum truth t)
{
	static const char *const words[] = {"no", "yes", "undecided"};

	_Static_assert(
		TRUTH_NO == 0 && TRUTH_YES == 1 && TRUTH_UNKNOWN == 2, "as listed");
	return words[t];
}

struct scores *
score_all(struct arena *a, const struct form *f, const struct answers *got,
	const struct record *r)
{
	struct scores *all = arena_alloc(a, sizeof *all);
	struct score *scales = arena_array(a, f->scale_count, sizeof *scales);
	struct safety_result *safeties =
		arena_array(a, f->safety_count, sizeof *safeties);
	struct alert_result *alerts = arena_array(a, f->alert_count, sizeof *alerts);
	struct eye e = {f, got, EYE_ALL, NULL, NULL};

	for (size_t i = 0; i < f->safety_count; i++) {
		safeties[i] = safety_row(a, &e, &f->safeties[i], r);
		all->flags += safeties[i].state == SAFETY_FLAG;
		all->asks += safeties[i].state == SAFETY_ASK;
	}
	e.safeties = safeties; /* a flag that is history counts in conditions too */
	for (size_t i = 0; i < f->scale_count; i++) {
		scales[i] = scale_row(&e, &f->scales[i]);
		scales[i].cuts = scale_cuts(a, &scales[i]);
	}
	for (size_t i = 0; i < f->alert_count; i++)
		alerts[i] = alert_row(a, &e, &f->alerts[i]);
	all->scales = scales;
	all->safeties = safeties;
	all->alerts = alerts;
	topic_rows(a, &e, all);
	return all;
}
