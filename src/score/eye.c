/* eye.c - what conditions see: items, scales and safety flags, known or not yet */
#include <assert.h>
#include <string.h>

#include "score/part.h"

bool
score_has_number(const struct score *row)
{
	return row->state == SCORE_SCORED || row->state == SCORE_PRORATED;
}

static struct expr_value
see_item(const struct eye *e, const struct item *it)
{
	struct expr_value seen = {.state = EXPR_MISSING};
	struct value v;

	if (it->index >= e->from)
		return seen;
	v = answers_value(e->got, it);
	if (v.missing == MISSING_NOT_ASKED)
		seen.state = EXPR_NOT_ASKED;
	if (v.missing == MISSING_DOES_NOT_APPLY && v.choice >= 0)
		seen.state = EXPR_DOES_NOT_APPLY;
	else if (v.missing == MISSING_NO)
		seen.state = EXPR_VALUE;
	else
		return seen;
	seen.code = v.choice;
	seen.codes = v.choices;
	seen.number = v.number;
	return seen;
}

/* Is any of its items still ahead? */
static bool
scale_ahead(const struct eye *e, const struct scale *s)
{
	for (size_t i = 0; i < s->item_count; i++)
		if (s->items[i]->index >= e->from)
			return true;
	return false;
}

static struct expr_value
see_scale(const struct eye *e, const struct scale *s)
{
	struct expr_value seen = {.state = EXPR_MISSING};
	struct score row;
	size_t closed = 0;

	if (scale_ahead(e, s))
		return seen;
	row = scale_row(e, s);
	if (score_has_number(&row)) {
		seen.state = EXPR_VALUE;
		seen.number = row.value;
		return seen;
	}
	for (size_t i = 0; i < s->item_count; i++)
		closed += !e->got->asked[s->items[i]->index];
	if (closed == s->item_count)
		seen.state = EXPR_NOT_ASKED;
	return seen;
}

static struct expr_value
see_safety(const struct eye *e, const struct safety *s)
{
	struct expr_value seen = {.state = EXPR_MISSING};
	struct safety_result row;

	if (s->item && s->item->index >= e->from)
		return seen;
	row = e->safeties ? e->safeties[s->index] : safety_row(NULL, e, s, NULL);
	switch (row.state) {
	case SAFETY_FLAG:
	case SAFETY_NONE:
		seen.state = EXPR_VALUE;
		seen.flag = row.state == SAFETY_FLAG;
		break;
	case SAFETY_ASK:
		break;
	case SAFETY_NOT_ASKED:
		seen.state = EXPR_NOT_ASKED;
		break;
	case SAFETY_STATE_COUNT:
		assert(!"a safety item has a state");
	}
	return seen;
}

static struct expr_value
see(const void *self, size_t ref)
{
	const struct eye *e = self;
	size_t i;
	enum form_ref_kind kind = form_ref(e->form, ref, &i);

	if (e->closed_refs && e->closed_refs[ref])
		return (struct expr_value){.state = EXPR_MISSING};
	switch (kind) {
	case FORM_REF_ITEM:
		return see_item(e, &e->form->items[i]);
	case FORM_REF_SCALE:
		return see_scale(e, &e->form->scales[i]);
	case FORM_REF_SAFETY:
		return see_safety(e, &e->form->safeties[i]);
	case FORM_REF_USED: /* of a form that is not in this sitting */
		return (struct expr_value){.state = EXPR_NOT_ASKED};
	}
	assert(!"a ref has a kind");
	return (struct expr_value){.state = EXPR_MISSING};
}

struct expr_look_up
eye_look(const struct eye *e)
{
	return (struct expr_look_up){e, see};
}

enum truth
eye_item(const struct eye *e, const struct item *it)
{
	struct expr_look_up look = eye_look(e);
	enum truth all = TRUTH_YES;

	for (size_t i = 0; i < it->show_if_count && all != TRUTH_NO; i++) {
		enum truth one = expr_eval(it->show_if[i], &look);

		if (one != TRUTH_YES)
			all = one;
	}
	return all;
}

void
score_settle(const struct form *f, struct answers *got)
{
	const struct eye e = {f, got, EYE_ALL, NULL, NULL};

	/* a condition uses only what stands above it, so one walk is enough */
	for (size_t i = 0; i < f->item_count; i++)
		got->asked[i] = eye_item(&e, &f->items[i]) == TRUTH_YES;
}

bool
score_item_shown(const struct form *f, const struct answers *got, const struct item *it)
{
	const struct eye e = {f, got, EYE_ALL, NULL, NULL};

	return eye_item(&e, it) == TRUTH_YES;
}

/* Does the condition use anything that is still ahead? */
static bool
uses_ahead(const struct eye *e, const struct expr *x)
{
	size_t count, at;
	const size_t *refs = expr_uses(x, &count);

	for (size_t i = 0; i < count; i++) {
		switch (form_ref(e->form, refs[i], &at)) {
		case FORM_REF_ITEM:
			if (at >= e->from)
				return true;
			break;
		case FORM_REF_SCALE:
			if (scale_ahead(e, &e->form->scales[at]))
				return true;
			break;
		case FORM_REF_SAFETY:
			if (e->form->safeties[at].item &&
				e->form->safeties[at].item->index >= e->from)
				return true;
			break;
		case FORM_REF_USED:
			break;
		}
	}
	return false;
}

/*
 * What lies ahead is unknown, and what is unknown may become yes: the item counts as
 * possible unless the condition is no already.  "is answered" and count_answered() are
 * never unknown for what is merely missing, so with them a no over things ahead does
 * not count.  Known answers only ever take possibilities away; so the number of items
 * left cannot grow while the client goes forward.
 */
bool
score_item_possible(const struct form *f, const struct answers *got,
	const struct item *it, size_t from)
{
	const struct eye e = {f, got, from, NULL, NULL};
	struct expr_look_up look = eye_look(&e);

	for (size_t i = 0; i < it->show_if_count; i++) {
		const struct expr *x = it->show_if[i];
		enum truth now = expr_eval(x, &look);
		bool ahead = uses_ahead(&e, x);

		if (!ahead && now != TRUTH_YES)
			return false;
		if (ahead && now == TRUTH_NO && !strstr(expr_text(x), "answered"))
			return false;
	}
	return true;
}
