/*
 * scale.c - one scale: which items count, the missing-item rules, bands and cut-points
 *
 * clinical.md 3: a prorated sum is rounded half up and marked, and its unrounded value
 * is kept; "does not apply" counts as missing, never as 0; count forgives nothing.
 */
#include <assert.h>
#include <math.h>

#include "base/num.h"
#include "score/part.h"

/* What the items of a scale come to. */
struct tally {
	double sum;
	int answered, reaching; /* items; reaching: at least count_at */
	size_t closed, ahead;   /* items not asked; not reached */
};

/* Scores may be written with a fraction; a sum of tenths is a number of tenths. */
static double
tidy(double sum)
{
	return round(sum * 1e6) / 1e6;
}

static double
reverse(const struct item *it, double score)
{
	return it->choices->lowest + it->choices->highest - score;
}

static struct tally
tally_of(const struct eye *e, const struct scale *s)
{
	struct tally t = {0, 0, 0, 0, 0};

	for (size_t i = 0; i < s->item_count; i++) {
		const struct item *it = s->items[i];
		struct value v = answers_value(e->got, it);
		double score;

		t.closed += v.missing == MISSING_NOT_ASKED;
		t.ahead += v.missing == MISSING_NOT_REACHED;
		if (!value_score(it, &v, &score))
			continue;
		if (s->reversed[i])
			score = reverse(it, score);
		t.sum = tidy(t.sum + score);
		t.reaching += score >= s->count_at;
		t.answered++;
	}
	return t;
}

static const struct band *
band_of(const struct scale *s, double value)
{
	for (size_t i = 0; i < s->band_count; i++)
		if (value >= s->bands[i].from && value <= s->bands[i].to)
			return &s->bands[i];
	return NULL;
}

static void
put_number(struct score *row, enum score_state state, double unrounded)
{
	row->state = state;
	row->unrounded = unrounded;
	row->value = state == SCORE_PRORATED ? num_round_half_up(unrounded) : unrounded;
	row->band = band_of(row->scale, row->value);
}

/* No number: why, and "at least n" where the scale says so. */
static void
put_none(struct score *row, const struct tally *t)
{
	const struct scale *s = row->scale;

	if (t->closed + t->ahead == s->item_count) {
		row->state = SCORE_NOT_ADMINISTERED;
		row->why = WHY_NOT_ASKED;
		return;
	}
	row->state = SCORE_NOT_SCORED;
	row->why = t->answered == 0 ? WHY_NOTHING_ANSWERED : WHY_TOO_MANY_MISSING;
	/* the answered part of a mean is no lower bound of it */
	row->has_at_least = s->partial && s->method != SCALE_MEAN && t->answered > 0;
	if (row->has_at_least)
		row->at_least = s->method == SCALE_COUNT ? t->reaching : t->sum;
}

struct score
scale_row(const struct eye *e, const struct scale *s)
{
	struct score row = {.scale = s, .why = WHY_NONE};
	struct expr_look_up look = eye_look(e);
	struct tally t = tally_of(e, s);
	int forgiven = s->method == SCALE_COUNT ? 0 : s->may_miss;

	row.answered = t.answered;
	row.missing = (int)s->item_count - t.answered;
	if (s->zero_if && expr_eval(s->zero_if, &look) == TRUTH_YES) {
		row.zero_by_rule = true;
		put_number(&row, SCORE_SCORED, 0);
		return row;
	}
	if (t.answered == 0 || row.missing > forgiven) {
		put_none(&row, &t);
		return row;
	}
	switch (s->method) {
	case SCALE_SUM:
		put_number(&row, row.missing ? SCORE_PRORATED : SCORE_SCORED,
			t.sum * (double)s->item_count / t.answered);
		break;
	case SCALE_MEAN:
		put_number(&row, SCORE_SCORED, t.sum / t.answered);
		break;
	case SCALE_COUNT:
		put_number(&row, SCORE_SCORED, t.reaching);
		break;
	case SCALE_METHOD_COUNT:
		assert(!"a scale has a method");
	}
	return row;
}

/* 31-33: below 31, inside 31 to just under 33, met from 33 on (clinical.md 3(d)). */
static enum cut_state
cut_of(const struct cut *c, double value)
{
	if (value < c->at)
		return CUT_BELOW;
	return value < c->to ? CUT_INSIDE : CUT_MET;
}

const enum cut_state *
scale_cuts(struct arena *a, const struct score *row)
{
	const struct scale *s = row->scale;
	enum cut_state *states;

	if (!score_has_number(row))
		return NULL;
	states = arena_array(a, s->cut_count, sizeof *states);
	for (size_t i = 0; i < s->cut_count; i++)
		states[i] = cut_of(&s->cuts[i], row->value);
	return states;
}
