/* alert.c - one rule: yes, no, or undecided, and which answers made it so */
#include <assert.h>
#include <string.h>

#include "score/part.h"

/* So many names are tried in every combination (1,024 evaluations of 40 ns); a condition
 * with more reports every answer it used. */
enum { TRY_MAX = 10 };

static enum expr_state
ref_state(const struct eye *e, size_t ref)
{
	struct expr_look_up look = eye_look(e);

	return look.value(look.self, ref).state;
}

/* Was anything said that a condition can be true of? */
static bool
is_said(enum expr_state s)
{
	return s == EXPR_VALUE || s == EXPR_DOES_NOT_APPLY;
}

/* Is it an answer that this scale makes something of?  A count leaves out what is below
 * its threshold. */
static bool
counts_for(const struct eye *e, const struct scale *s, const struct item *it)
{
	struct value v = answers_value(e->got, it);
	double points;

	if (s->method != SCALE_COUNT)
		return true;
	return value_score(it, &v, &points) && points >= s->count_at;
}

/* Could it have been said, and was not?  What was not asked makes a comparison no. */
static bool
is_lacking(enum expr_state s)
{
	return s == EXPR_MISSING || s == EXPR_DOES_NOT_APPLY;
}

/* Mark the items behind a ref: the answered ones, or those that are not. */
static void
mark_items(const struct eye *e, size_t ref, bool answered, bool *marks)
{
	size_t at;

	switch (form_ref(e->form, ref, &at)) {
	case FORM_REF_ITEM:
		marks[at] = true;
		break;
	case FORM_REF_SCALE:
		for (size_t i = 0; i < e->form->scales[at].item_count; i++) {
			const struct item *it = e->form->scales[at].items[i];
			bool has = answers_value(e->got, it).missing == MISSING_NO;

			if (has == answered &&
				(!answered || counts_for(e, &e->form->scales[at], it)))
				marks[it->index] = true;
		}
		break;
	case FORM_REF_SAFETY:
		if (e->form->safeties[at].item)
			marks[e->form->safeties[at].item->index] = true;
		break;
	case FORM_REF_USED: /* nothing was said */
		break;
	}
}

/* The marked items, in form order. */
static const struct item *const *
marked(struct arena *a, const struct form *f, const bool *marks, size_t *ret_count)
{
	const struct item **list =
		arena_array(a, f->item_count, sizeof(const struct item *));
	size_t count = 0;

	for (size_t i = 0; i < f->item_count; i++)
		if (marks[i])
			list[count++] = &f->items[i];
	*ret_count = count;
	return list;
}

/* The condition with only the names in mask known. */
static bool
holds_with(const struct eye *e, const struct expr *x, const size_t *refs, size_t count,
	unsigned mask, bool *closed)
{
	struct eye part = *e;
	struct expr_look_up look = eye_look(&part);

	for (size_t i = 0; i < count; i++)
		closed[refs[i]] = !(mask >> i & 1);
	part.closed_refs = closed;
	return expr_eval(x, &look) == TRUTH_YES;
}

/*
 * Which of the names made it true: those that turn some part of the others from not
 * decided to true.  "dl1 >= 3 or stm4 >= 3" names the one that was high, or both.
 */
static unsigned
decisive(struct arena *a, const struct eye *e, const struct expr *x, const size_t *refs,
	size_t count)
{
	const struct form *f = e->form;
	bool *closed = arena_array(a, form_ref_count(f), sizeof *closed);
	bool *holds = arena_array(a, (size_t)1 << count, sizeof *holds);
	unsigned all = (1u << count) - 1, found = 0;

	for (unsigned mask = 0; mask <= all; mask++)
		holds[mask] = holds_with(e, x, refs, count, mask, closed);
	for (unsigned mask = 0; mask <= all; mask++)
		for (size_t i = 0; i < count; i++)
			if (!(mask >> i & 1) && !holds[mask] && holds[mask | 1u << i])
				found |= 1u << i;
	return found ? found : all;
}

/* The names that made it so, in the order of the condition. */
static void
put_because(struct arena *a, const struct eye *e, const struct rule *w,
	struct rule_result *row)
{
	bool *marks = arena_array(a, e->form->item_count, sizeof *marks);
	size_t count, known = 0;
	const size_t *uses = expr_uses(w->when, &count);
	size_t *refs = arena_array(a, count, sizeof *refs);
	unsigned found = 0;

	for (size_t i = 0; i < count; i++)
		if (is_said(ref_state(e, uses[i])))
			refs[known++] = uses[i];
	if (known <= TRY_MAX)
		found = decisive(a, e, w->when, refs, known);
	for (size_t i = 0; i < known; i++)
		if (known > TRY_MAX || found >> i & 1) {
			mark_items(e, refs[i], true, marks);
			refs[row->because_ref_count++] = refs[i];
		}
	row->because_refs = refs;
	row->because = marked(a, e->form, marks, &row->because_count);
}

static void
put_missing(struct arena *a, const struct eye *e, const struct rule *w,
	struct rule_result *row)
{
	bool *marks = arena_array(a, e->form->item_count, sizeof *marks);
	size_t count;
	const size_t *uses = expr_uses(w->when, &count);

	for (size_t i = 0; i < count; i++)
		if (is_lacking(ref_state(e, uses[i])))
			mark_items(e, uses[i], false, marks);
	for (size_t i = 0; i < w->need_count; i++)
		if (is_lacking(ref_state(e, w->needs[i])))
			mark_items(e, w->needs[i], false, marks);
	row->missing = marked(a, e->form, marks, &row->missing_count);
}

struct rule_result
rule_row(struct arena *a, const struct eye *e, const struct rule *w)
{
	struct rule_result row = {.lacks_needs = false};
	struct expr_look_up look = eye_look(e);

	row.state = expr_eval(w->when, &look);
	for (size_t i = 0; i < w->need_count; i++)
		if (is_lacking(ref_state(e, w->needs[i])))
			row.lacks_needs = true;
	if (row.lacks_needs)
		row.state = TRUTH_UNKNOWN;
	if (row.state == TRUTH_YES)
		put_because(a, e, w, &row);
	if (row.state == TRUTH_UNKNOWN)
		put_missing(a, e, w, &row);
	return row;
}

struct alert_result
alert_row(struct arena *a, const struct eye *e, const struct alert *w)
{
	const struct rule rule = {w->when, w->needs, w->need_count};
	struct rule_result row = rule_row(a, e, &rule);

	return (struct alert_result){w, row.state, row.because, row.because_count,
		row.missing, row.missing_count};
}
