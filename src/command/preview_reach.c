/*
 * preview_reach.c - answers that open a question's conditions, found by search
 *
 * The questions that the conditions use, and those that their own conditions use, are
 * tried in the order of the form.  After each the rest counts as not known yet; where the
 * conditions are closed already, nothing behind is tried.
 */
#include "command/preview.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

enum {
	TRIES_MAX = 20000, /* answers of one search */
	SUBSETS_MAX = 6,   /* answers of a question with several: 64 subsets */
};

/* One thing to try: a question with its answers, or a scale with its sums. */
struct choice_point {
	const struct item *item;   /* NULL: a scale */
	const struct scale *scale; /* NULL: a question */
	VEC(struct value) values;  /* of a question */
	size_t count;
};

struct search {
	struct arena *arena;
	const struct form *form;
	const struct item *target;
	struct answers *got;
	VEC(double) numbers; /* that the conditions name */
	VEC(struct choice_point) points;
	bool *known; /* per ref: among the points */
	int tries;
};

/* ---- what there is to try ---- */

static void add_condition(struct search *s, const struct expr *x);

static struct value *
add_value(struct search *s, struct choice_point *p)
{
	struct value *v = vec_push(s->arena, &p->values);

	*v = (struct value)VALUE_NOT_REACHED;
	v->missing = MISSING_NO;
	return v;
}

static void
add_choices(struct search *s, struct choice_point *p, const struct choice_list *l)
{
	for (size_t i = 0; i < l->count; i++) {
		struct value *v = add_value(s, p);

		v->choice = (int)i;
		v->missing = l->at[i].missing ? MISSING_DOES_NOT_APPLY : MISSING_NO;
	}
}

static void
add_subset(struct search *s, struct choice_point *p, uint64_t bits)
{
	add_value(s, p)->choices = bits;
}

/* Each alone; all subsets of a few, else all together. */
static void
add_subsets(struct search *s, struct choice_point *p, const struct choice_list *l)
{
	uint64_t plain = 0;

	for (size_t i = 0; i < l->count; i++) {
		if (l->at[i].missing)
			continue;
		add_subset(s, p, (uint64_t)1 << i);
		if (!l->at[i].exclusive)
			plain |= (uint64_t)1 << i;
	}
	if (l->count > SUBSETS_MAX && (plain & (plain - 1)))
		add_subset(s, p, plain);
	for (uint64_t bits = 3; l->count <= SUBSETS_MAX && bits <= plain; bits++)
		if ((bits & plain) == bits && (bits & (bits - 1)))
			add_subset(s, p, bits);
}

static void
add_number(struct search *s, struct choice_point *p, double n)
{
	const struct item *it = p->item;

	if ((it->has_min && n < it->min) || (it->has_max && n > it->max))
		return;
	add_value(s, p)->number = n;
}

/* What the conditions name, and a little to both sides of it. */
static void
add_numbers(struct search *s, struct choice_point *p)
{
	static const double beside[] = {0, 1, -1, 0.5, -0.5};
	const struct item *it = p->item;

	add_number(s, p, it->has_min ? it->min : 0);
	if (it->has_max)
		add_number(s, p, it->max);
	for (size_t i = 0; i < s->numbers.count; i++)
		for (size_t k = 0; k < COUNT_OF(beside); k++)
			add_number(s, p, s->numbers.at[i] + beside[k]);
}

static void
fill_point(struct search *s, struct choice_point *p)
{
	const struct item *it = p->item;

	if (it->type == ITEM_MANY)
		add_subsets(s, p, it->choices);
	else if (it->choices)
		add_choices(s, p, it->choices);
	else if (it->type == ITEM_NUMBER)
		add_numbers(s, p);
	else
		*vec_push(s->arena, &p->values) = answer_ordinary(it);
	add_value(s, p)->missing = MISSING_SKIPPED;
	p->count = p->values.count;
}

/* Answers that have a score. */
static size_t
ranks_of(const struct choice_list *l)
{
	size_t count = 0;

	for (size_t i = 0; i < l->count; i++)
		count += !l->at[i].missing;
	return count;
}

/* Steps from all answers at their lowest to all at their highest, one at a time: every
 * sum and every count is on the way. */
static size_t
steps_of(const struct scale *scale)
{
	size_t steps = 1;

	for (size_t i = 0; i < scale->item_count; i++)
		steps += ranks_of(scale->items[i]->choices) - 1;
	return steps;
}

static void
add_ref(struct search *s, size_t ref)
{
	const struct form *f = s->form;
	struct choice_point *p;
	size_t i;
	enum form_ref_kind kind = form_ref(f, ref, &i);

	if (s->known[ref] || kind == FORM_REF_USED)
		return;
	s->known[ref] = true;
	if (kind == FORM_REF_SAFETY) {
		if (f->safeties[i].item)
			add_ref(s, f->safeties[i].item->index);
		return;
	}
	p = vec_push(s->arena, &s->points);
	if (kind == FORM_REF_ITEM) {
		p->item = &f->items[i];
		for (size_t k = 0; k < f->items[i].show_if_count; k++)
			add_condition(s, f->items[i].show_if[k]);
		return;
	}
	p->scale = &f->scales[i];
	if (f->scales[i].zero_if)
		add_condition(s, f->scales[i].zero_if);
	for (size_t k = 0; k < f->scales[i].item_count; k++) {
		const struct item *it = f->scales[i].items[k];

		for (size_t j = 0; j < it->show_if_count; j++)
			add_condition(s, it->show_if[j]);
	}
}

/* The numbers of a condition, wherever they stand in it. */
static void
add_numbers_of(struct search *s, const char *text)
{
	while (*(text += strcspn(text, "0123456789"))) {
		size_t n = strspn(text, "0123456789.");
		double number;

		if (num_parse(arena_strndup(s->arena, text, n), &number))
			*vec_push(s->arena, &s->numbers) = number;
		text += n;
	}
}

static void
add_condition(struct search *s, const struct expr *x)
{
	size_t count;
	const size_t *refs = expr_uses(x, &count);

	add_numbers_of(s, expr_text(x));
	for (size_t i = 0; i < count; i++)
		add_ref(s, refs[i]);
}

static size_t
first_item(const struct choice_point *p)
{
	size_t first = SIZE_MAX;

	if (p->item)
		return p->item->index;
	for (size_t i = 0; i < p->scale->item_count; i++)
		if (p->scale->items[i]->index < first)
			first = p->scale->items[i]->index;
	return first;
}

/* In the order of the form; a scale before a question of its own, which has the last
 * word. */
static int
compare_points(const void *a, const void *b)
{
	const struct choice_point *x = a, *y = b;
	size_t i = first_item(x), k = first_item(y);

	if (i != k)
		return i < k ? -1 : 1;
	return (x->item != NULL) - (y->item != NULL);
}

/* ---- the search ---- */

/* The answer that so many others score less than; counted from the other end where the
 * scale turns the item round. */
static int
choice_ranked(const struct choice_list *l, bool reversed, size_t rank)
{
	for (size_t i = 0; i < l->count; i++) {
		size_t below = 0;

		for (size_t k = 0; k < l->count; k++) {
			double less = l->at[i].score - l->at[k].score;

			if (reversed)
				less = -less;
			below += !l->at[k].missing && (less > 0 || (!less && k < i));
		}
		if (!l->at[i].missing && below == rank)
			return (int)i;
	}
	return -1;
}

static void
assign(struct search *s, const struct choice_point *p, size_t n)
{
	if (p->item) {
		s->got->at[p->item->index] = p->values.at[n];
		return;
	}
	for (size_t i = 0; i < p->scale->item_count; i++) {
		const struct item *it = p->scale->items[i];
		size_t most = ranks_of(it->choices) - 1, rank = n < most ? n : most;
		struct value *v = &s->got->at[it->index];

		*v = (struct value)VALUE_NOT_REACHED;
		v->missing = MISSING_NO;
		v->choice = choice_ranked(it->choices, p->scale->reversed[i], rank);
		n -= rank;
	}
}

static void
take_back(struct search *s, const struct choice_point *p)
{
	size_t count = p->item ? 1 : p->scale->item_count;

	for (size_t i = 0; i < count; i++) {
		size_t index = p->item ? p->item->index : p->scale->items[i]->index;

		s->got->at[index] = (struct value)VALUE_NOT_REACHED;
	}
}

static bool
search(struct search *s, size_t at)
{
	size_t from = at < s->points.count ? first_item(&s->points.at[at]) : SIZE_MAX;

	score_settle(s->form, s->got);
	if (score_item_shown(s->form, s->got, s->target))
		return true;
	if (at == s->points.count || s->tries++ > TRIES_MAX ||
		!score_item_possible(s->form, s->got, s->target, from))
		return false;
	for (size_t n = 0; n < s->points.at[at].count; n++) {
		assign(s, &s->points.at[at], n);
		if (search(s, at + 1))
			return true;
	}
	take_back(s, &s->points.at[at]);
	return false;
}

static void
prepare(struct search *s)
{
	for (size_t i = 0; i < s->target->show_if_count; i++)
		add_condition(s, s->target->show_if[i]);
	for (size_t i = 0; i < s->points.count; i++) {
		struct choice_point *p = &s->points.at[i];

		if (p->item)
			fill_point(s, p);
		else
			p->count = steps_of(p->scale);
	}
	if (s->points.count)
		qsort(s->points.at, s->points.count, sizeof *s->points.at,
			compare_points);
}

/* What is among the points; what was not needed stays unanswered. */
static void
gather(struct search *s, struct arena *a, struct opening *ret)
{
	const struct form *f = s->form;
	bool *among = arena_array(s->arena, f->item_count + 1, sizeof *among);
	VEC(struct made_up) all = VEC_NONE;

	for (size_t i = 0; i < s->points.count; i++) {
		const struct choice_point *p = &s->points.at[i];

		for (size_t k = 0; p->scale && k < p->scale->item_count; k++)
			among[p->scale->items[k]->index] = true;
		if (p->item)
			among[p->item->index] = true;
	}
	for (size_t i = 0; i < f->item_count; i++) {
		struct made_up *m;

		if (!among[i])
			continue;
		m = vec_push(a, &all);
		m->item = &f->items[i];
		m->value = s->got->at[i];
		m->asked = s->got->asked[i];
		if (m->value.missing == MISSING_NOT_REACHED)
			m->value.missing = MISSING_SKIPPED;
	}
	*ret = (struct opening){all.at, all.count};
}

bool
answers_to_reach(
	struct arena *a, const struct form *f, const struct item *it, struct opening *ret)
{
	struct arena scratch = ARENA_NONE;
	struct search s = {.arena = &scratch, .form = f, .target = it};
	bool found;

	s.got = answers_new(&scratch, f);
	s.known = arena_array(&scratch, form_ref_count(f) + 1, sizeof *s.known);
	prepare(&s);
	found = search(&s, 0);
	if (found)
		gather(&s, a, ret);
	arena_free(&scratch);
	return found;
}

/* ---- an ordinary answer ---- */

static bool
is_ordinary(const struct item *it, const struct value *v)
{
	return v->missing == MISSING_NO && !(it->safety && score_is_flag(it->safety, v));
}

struct value
answer_ordinary(const struct item *it)
{
	struct value v = VALUE_NOT_REACHED;

	v.missing = MISSING_NO;
	if (it->type == ITEM_NUMBER) {
		v.number = it->has_min ? it->min : it->has_max ? fmin(it->max, 0) : 0;
	} else if (it->type == ITEM_TEXT) {
		v.text = "...";
	} else if (it->type == ITEM_DATE) {
		v.date = (struct date){.year = 2000,
			.month = it->precision != PRECISION_YEAR,
			.day = it->precision == PRECISION_DAY};
	}
	for (size_t i = 0; it->choices && i < it->choices->count; i++) {
		v.choice = (int)i;
		v.choices = (uint64_t)1 << i;
		v.missing =
			it->choices->at[i].missing ? MISSING_DOES_NOT_APPLY : MISSING_NO;
		if (is_ordinary(it, &v))
			break;
	}
	if (!is_ordinary(it, &v))
		v.missing = MISSING_SKIPPED;
	return v;
}
