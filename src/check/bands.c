/*
 * bands.c - every score that can come out falls in one band, and in only one
 *
 * The scores are listed, not reckoned with: whole points or what the answers' scores are
 * made of, prorated sums (rounded half up), means over as many items as may be answered.
 */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "check/rules.h"

/* Scores of one scale, and of all scales of a form together, that are looked at. */
enum { VALUES_CAP = 100000, FORM_VALUES_CAP = 500000 };

static const double epsilon = 1e-9;

/* ---- the possible scores ---- */

static bool
all_multiples(const struct scale *s, double step)
{
	for (size_t i = 0; i < s->item_count; i++)
		for (size_t k = 0; k < s->items[i]->choices->count; k++) {
			const struct choice *c = &s->items[i]->choices->at[k];
			double times = c->score / step;

			if (c->scored && fabs(times - round(times)) > 1e-6)
				return false;
		}
	return true;
}

/* The largest usual step that all scores are multiples of. */
static double
step_of(const struct scale *s)
{
	static const double steps[] = {1, 0.5, 0.25, 0.2, 0.1, 0.05, 0.01};

	for (size_t i = 0; i < COUNT_OF(steps); i++)
		if (all_multiples(s, steps[i]))
			return steps[i];
	return 0.001;
}

struct values {
	struct arena *arena;
	VEC(double) at;
	size_t cap;
	bool too_many;
};

/* from, from + step ... to */
static void
add_steps(struct values *v, double from, double to, double step)
{
	double count = floor((to - from) / step + epsilon);

	if (count < 0)
		return;
	if (count + (double)v->at.count > (double)v->cap) {
		v->too_many = true;
		return;
	}
	for (int i = 0; i <= (int)count; i++)
		*vec_push(v->arena, &v->at) = from + i * step;
}

static int
compare_numbers(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
add_scores(struct values *v, const struct scale *s)
{
	double step = step_of(s);
	size_t least = s->item_count;

	if (s->may_miss > 0 && (size_t)s->may_miss < least)
		least -= (size_t)s->may_miss;
	if (s->method == SCALE_COUNT)
		add_steps(v, 0, (double)s->item_count, 1);
	if (s->method == SCALE_SUM)
		add_steps(v, ceil(s->lowest / step - epsilon) * step, s->highest, step);
	if (s->method == SCALE_SUM && least < s->item_count)
		add_steps(v, ceil(s->lowest - epsilon), s->highest, 1);
	for (size_t n = least; s->method == SCALE_MEAN && n <= s->item_count; n++) {
		double part = step / (double)n;

		add_steps(v, ceil(s->lowest / part - epsilon) * part, s->highest, part);
	}
	if (s->zero_if)
		add_steps(v, 0, 0, 1);
}

const double *
scale_values(struct arena *a, const struct scale *s, size_t cap, size_t *ret_count)
{
	struct values v = {.arena = a, .cap = cap};
	size_t count = 0;

	add_scores(&v, s);
	*ret_count = 0;
	if (v.too_many || !v.at.count)
		return NULL;
	qsort(v.at.at, v.at.count, sizeof(*v.at.at), compare_numbers);
	for (size_t i = 0; i < v.at.count; i++)
		if (!count || v.at.at[i] - v.at.at[count - 1] > epsilon)
			v.at.at[count++] = v.at.at[i];
	*ret_count = count;
	return v.at.at;
}

/* ---- the rules ---- */

static bool
holds(const struct band *b, double value)
{
	return value > b->from - epsilon && value < b->to + epsilon;
}

/* Bands in order, and inside what can come out: else gaps would be echoes. */
static bool
is_worth_it(const struct scale *s)
{
	if (!s->sound || !s->band_count || !s->item_count || !s->validated)
		return false;
	for (size_t i = 0; i < s->band_count; i++)
		if (s->bands[i].from > s->bands[i].to)
			return false;
	return true;
}

void
rule_band_order(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->scale_count; i++)
		for (size_t k = 0; k < f->scales[i].band_count; k++) {
			const struct band *b = &f->scales[i].bands[k];

			if (b->from > b->to)
				diags_error(d, "band-order", b->at,
					"this band ends (%s) before it begins (%s)",
					check_number(d, b->to), check_number(d, b->from));
		}
}

void
rule_band_range(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->scale_count; i++) {
		const struct scale *s = &f->scales[i];

		for (size_t k = 0; k < s->band_count && is_worth_it(s); k++) {
			const struct band *b = &s->bands[k];

			if (b->to > s->highest + epsilon)
				diags_error(d, "band-range", b->at,
					"this band goes to %s, but the highest score of "
					"scale \"%s\" is "
					"%s",
					check_number(d, b->to), s->id,
					check_number(d, s->highest));
			if (b->from < s->lowest - epsilon)
				diags_error(d, "band-range", b->at,
					"this band begins at %s, but the lowest score of "
					"scale \"%s\" "
					"is %s",
					check_number(d, b->from), s->id,
					check_number(d, s->lowest));
		}
	}
}

static bool
is_covered(const struct scale *s, double value)
{
	for (size_t i = 0; i < s->band_count; i++)
		if (holds(&s->bands[i], value))
			return true;
	return false;
}

/* The band below a score, behind which one is missing; else the first. */
static const struct band *
band_below(const struct scale *s, double value)
{
	const struct band *below = NULL;

	for (size_t i = 0; i < s->band_count; i++)
		if (s->bands[i].to < value && (!below || s->bands[i].to > below->to))
			below = &s->bands[i];
	return below ? below : &s->bands[0];
}

/* left: how many scores may still be looked at in this form. */
static void
check_gaps(const struct scale *s, struct diags *d, size_t *left)
{
	struct arena scratch = ARENA_NONE;
	size_t count, cap = *left < VALUES_CAP ? *left : VALUES_CAP;
	const double *v = scale_values(&scratch, s, cap, &count);

	if (!v) {
		diags_error(d, "band-gap", s->at,
			"scale \"%s\" has too many possible scores for bands", s->id);
		arena_free(&scratch);
		return;
	}
	*left -= count;
	for (size_t i = 0; i < count; i++) {
		size_t last = i;

		if (is_covered(s, v[i]))
			continue;
		while (last + 1 < count && !is_covered(s, v[last + 1]))
			last++;
		if (last == i)
			diags_error(d, "band-gap", band_below(s, v[i])->at,
				"score %s falls in no band of scale \"%s\"",
				check_number(d, v[i]), s->id);
		else
			diags_error(d, "band-gap", band_below(s, v[i])->at,
				"scores %s to %s fall in no band of scale \"%s\"",
				check_number(d, v[i]), check_number(d, v[last]), s->id);
		i = last;
	}
	arena_free(&scratch);
}

void
rule_band_gap(const struct form *f, struct diags *d)
{
	size_t left = FORM_VALUES_CAP;

	for (size_t i = 0; i < f->scale_count; i++)
		if (is_worth_it(&f->scales[i]))
			check_gaps(&f->scales[i], d, &left);
}

void
rule_band_overlap(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->scale_count; i++) {
		const struct scale *s = &f->scales[i];

		for (size_t k = 0; k < s->band_count && is_worth_it(s); k++)
			for (size_t j = 0; j < k; j++) {
				double from = fmax(s->bands[k].from, s->bands[j].from);

				if (from > fmin(s->bands[k].to, s->bands[j].to) + epsilon)
					continue;
				diags_error(d, "band-overlap", s->bands[k].at,
					"score %s falls in two bands of scale \"%s\"; "
					"the other is on "
					"line %d",
					check_number(d, from), s->id,
					s->bands[j].at.line);
			}
	}
}
