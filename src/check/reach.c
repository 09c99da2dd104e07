/*
 * reach.c - conditions that no answers can ever make true
 *
 * All combinations of what the names in a condition can be are tried, where they are few
 * enough; where they are not, nothing is said.  Names are taken as independent, so a
 * dead one may be missed; numbers are tried in halves, so this is a warning only.  The
 * trials of a whole form have a cap too: a form made to keep us busy does not.
 */
#include "check/rules.h"

enum {
	COMBINATIONS_CAP = 20000,
	FORM_CAP = 500000, /* combinations of all conditions together */
	SUBSETS_CAP = 6,   /* answers of a question with several: 64 subsets */
	NUMBERS_CAP = 400,
};

/* What one name can be, and which of them it is in this trial. */
struct domain {
	size_t ref;
	VEC(struct expr_value) values;
	size_t now;
};

struct trial {
	struct arena *arena;
	const struct form *form;
	VEC(struct domain) domains;
};

/* All trials of one form. */
struct reach {
	const struct form *form;
	struct arena scratch; /* of one trial */
	double left;          /* combinations that may still be tried */
	/* The last ones looked at: their neighbours often have the same conditions. */
	const struct section *section;
	const struct item *item;
	bool section_dead, item_dead;
};

static struct expr_value *
add(struct trial *t, struct domain *d, enum expr_state state)
{
	struct expr_value *v = vec_push(t->arena, &d->values);

	v->state = state;
	v->code = -1;
	return v;
}

static void
add_choices(struct trial *t, struct domain *d, const struct item *it)
{
	const struct choice_list *l = it->choices;

	for (size_t i = 0; i < l->count; i++)
		add(t, d, l->at[i].missing ? EXPR_DOES_NOT_APPLY : EXPR_VALUE)->code =
			(int)i;
}

static bool
add_subsets(struct trial *t, struct domain *d, const struct item *it)
{
	if (it->choices->count > SUBSETS_CAP)
		return false;
	for (unsigned long long s = 1; s < 1ull << it->choices->count; s++)
		add(t, d, EXPR_VALUE)->codes = s;
	return true;
}

/* In halves, so that "more than 3 and less than 4" has something to be. */
static bool
add_numbers(struct trial *t, struct domain *d, const struct item *it)
{
	if (!it->has_min || !it->has_max || (it->max - it->min) * 2 > NUMBERS_CAP)
		return false;
	for (int i = 0; it->min + i * 0.5 <= it->max; i++)
		add(t, d, EXPR_VALUE)->number = it->min + i * 0.5;
	return true;
}

static bool
add_item(struct trial *t, struct domain *d, const struct item *it)
{
	add(t, d, EXPR_MISSING);
	if (it->show_if_count)
		add(t, d, EXPR_NOT_ASKED);
	if (it->type == ITEM_MANY)
		return add_subsets(t, d, it);
	if (it->type == ITEM_NUMBER)
		return add_numbers(t, d, it);
	if (it->choices)
		add_choices(t, d, it);
	else
		add(t, d, EXPR_VALUE);
	return true;
}

static bool
add_scale(struct trial *t, struct domain *d, const struct scale *s)
{
	size_t count;
	const double *values = scale_values(t->arena, s, 4 * NUMBERS_CAP, &count);

	add(t, d, EXPR_MISSING);
	add(t, d, EXPR_NOT_ASKED);
	for (size_t i = 0; i < count && count <= NUMBERS_CAP; i++)
		add(t, d, EXPR_VALUE)->number = values[i];
	return count > 0 && count <= NUMBERS_CAP;
}

/* Never asked here; where its form is part of the sitting, these are refs of that. */
static bool
add_used(struct trial *t, struct domain *d)
{
	(void)t, (void)d;
	return false;
}

static bool
add_safety(struct trial *t, struct domain *d)
{
	add(t, d, EXPR_MISSING);
	add(t, d, EXPR_NOT_ASKED);
	add(t, d, EXPR_VALUE)->flag = false;
	add(t, d, EXPR_VALUE)->flag = true;
	return true;
}

/* False: too much to try. */
static bool
add_domain(struct trial *t, size_t ref)
{
	struct domain *d;
	size_t index;

	for (size_t i = 0; i < t->domains.count; i++)
		if (t->domains.at[i].ref == ref)
			return true;
	d = vec_push(t->arena, &t->domains);
	d->ref = ref;
	switch (form_ref(t->form, ref, &index)) {
	case FORM_REF_ITEM:
		return add_item(t, d, &t->form->items[index]);
	case FORM_REF_SCALE:
		return add_scale(t, d, &t->form->scales[index]);
	case FORM_REF_SAFETY:
		return add_safety(t, d);
	case FORM_REF_USED:
		return add_used(t, d);
	}
	return false;
}

static struct expr_value
look(const void *self, size_t ref)
{
	const struct trial *t = self;

	for (size_t i = 0; i < t->domains.count; i++)
		if (t->domains.at[i].ref == ref)
			return t->domains.at[i].values.at[t->domains.at[i].now];
	return (struct expr_value){.state = EXPR_MISSING};
}

/* The next combination; false after the last. */
static bool
advance(struct trial *t)
{
	for (size_t i = 0; i < t->domains.count; i++) {
		struct domain *d = &t->domains.at[i];

		if (++d->now < d->values.count)
			return true;
		d->now = 0;
	}
	return false;
}

static bool
all_yes(const struct trial *t, const struct expr *const *exprs, size_t count)
{
	struct expr_look_up l = {t, look};

	for (size_t i = 0; i < count; i++)
		if (expr_eval(exprs[i], &l) != TRUTH_YES)
			return false;
	return true;
}

static struct reach
reach_of(const struct form *f)
{
	return (struct reach){.form = f, .scratch = ARENA_NONE, .left = FORM_CAP};
}

/* Can they never all be yes?  False also when that is not known. */
static bool
never(struct reach *r, const struct expr *const *exprs, size_t count)
{
	struct trial t = {.arena = &r->scratch, .form = r->form};
	double combinations = 1;
	bool known = true, dead = true;

	for (size_t i = 0; i < count; i++) {
		size_t uses;
		const size_t *refs = expr_uses(exprs[i], &uses);

		for (size_t k = 0; k < uses && known; k++)
			known = add_domain(&t, refs[k]);
	}
	for (size_t i = 0; i < t.domains.count; i++)
		combinations *= (double)t.domains.at[i].values.count;
	known = known && combinations <= COMBINATIONS_CAP && combinations <= r->left;
	if (known)
		do {
			dead = !all_yes(&t, exprs, count);
			r->left--;
		} while (dead && advance(&t));
	arena_clear(&r->scratch);
	return known && dead;
}

static bool
is_section_dead(struct reach *r, const struct section *s)
{
	if (s != r->section)
		r->section_dead = s->show_if && never(r, &s->show_if, 1);
	r->section = s;
	return r->section_dead;
}

static bool
is_item_dead(struct reach *r, const struct item *it)
{
	const struct item *last = r->item;
	bool same = last && last->show_if_count == it->show_if_count;

	for (size_t i = 0; same && i < it->show_if_count; i++)
		same = last->show_if[i] == it->show_if[i];
	if (!same)
		r->item_dead = never(r, it->show_if, it->show_if_count);
	r->item = it;
	return r->item_dead;
}

/* What hides an item for good: its section, its grid or itself; NULL when nothing does. */
static const struct xml_node *
hider(struct reach *r, const struct item *it)
{
	if (!it->show_if_count)
		return NULL;
	if (is_section_dead(r, it->section))
		return it->section->node;
	if (!is_item_dead(r, it))
		return NULL;
	return xml_attribute(it->node, "show-if") || !it->grid ? it->node
							       : it->grid->node;
}

/* One finding for a whole section or grid, not one for each of its lines. */
void
rule_dead_item(const struct form *f, struct diags *d)
{
	struct reach r = reach_of(f);
	const struct xml_node *told = NULL;

	for (size_t i = 0; i < f->item_count; i++) {
		const struct xml_node *n = hider(&r, &f->items[i]);

		if (n && n != told)
			diags_warn(d, "dead-item", xml_place(n, "show-if"),
				"no answers can ever show this %s", n->name);
		told = n ? n : told;
	}
	arena_free(&r.scratch);
}

void
rule_dead_alert(const struct form *f, struct diags *d)
{
	struct reach r = reach_of(f);

	for (size_t i = 0; i < f->alert_count; i++)
		if (f->alerts[i].when && never(&r, &f->alerts[i].when, 1))
			diags_warn(d, "dead-alert", xml_place(f->alerts[i].node, "if"),
				"no answers can ever raise alert \"%s\"",
				f->alerts[i].id);
	arena_free(&r.scratch);
}

void
rule_dead_topic(const struct form *f, struct diags *d)
{
	struct reach r = reach_of(f);

	for (size_t i = 0; i < f->topic_count; i++)
		if (never(&r, &f->topics[i].when, 1))
			diags_warn(d, "dead-topic", xml_place(f->topics[i].node, "if"),
				"no answers can ever reach topic \"%s\"",
				f->topics[i].id);
	arena_free(&r.scratch);
}
