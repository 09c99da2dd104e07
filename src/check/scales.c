/*
 * scales.c - rules about what a scale may say
 */
#include <string.h>

#include "base/num.h"
#include "check/rules.h"

void
rule_may_miss(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->scale_count; i++) {
		const struct scale *s = &f->scales[i];
		struct place at = xml_place(s->node, "may-miss");

		if (!s->sound)
			continue;
		if (s->may_miss < 0)
			diags_error(d, "may-miss", at, "may-miss cannot be less than 0");
		else if (s->may_miss && (size_t)s->may_miss >= s->item_count)
			diags_error(d, "may-miss", at,
				"may-miss is too high: scale \"%s\" has %zu items, so at "
				"most %zu of them may be missing",
				s->id, s->item_count, s->item_count - 1);
	}
}

/* The highest score that any item of s can have. */
static double
highest_item(const struct scale *s)
{
	double highest = s->items[0]->choices->highest;

	for (size_t i = 1; i < s->item_count; i++)
		if (s->items[i]->choices->highest > highest)
			highest = s->items[i]->choices->highest;
	return highest;
}

void
rule_scale_count(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->scale_count; i++) {
		const struct scale *s = &f->scales[i];
		const struct xml_attribute *from = xml_attribute(s->node, "count-at");

		if (s->method != SCALE_COUNT && from)
			diags_error(d, "scale-count", from->at,
				"count-at belongs to method=\"count\"");
		if (s->method != SCALE_COUNT)
			continue;
		if (!from)
			diags_error(d, "scale-count", s->at,
				"method=\"count\" needs count-at=\"...\": the score from "
				"which on an "
				"item counts");
		else if (s->sound && s->item_count && s->count_at > highest_item(s))
			diags_error(d, "scale-count", from->value_at,
				"no answer scores %s or more, so nothing would ever "
				"count",
				check_number(d, s->count_at));
		if (s->may_miss)
			diags_error(d, "scale-count", xml_place(s->node, "may-miss"),
				"a count with missing items is not known; leave may-miss "
				"out");
	}
}

void
rule_partial_mean(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->scale_count; i++)
		if (f->scales[i].partial && f->scales[i].method == SCALE_MEAN)
			diags_error(d, "partial-mean",
				xml_place(f->scales[i].node, "partial"),
				"a mean of some answers is no \"at least\"; leave "
				"partial out");
}

void
rule_unvalidated(const struct form *f, struct diags *d)
{
	static const char *const refused[] = {"band", "cut", "change"};

	for (size_t i = 0; i < f->scale_count; i++)
		for (size_t k = 0; k < COUNT_OF(refused) && !f->scales[i].validated;
			k++) {
			const struct xml_node *n =
				xml_child(f->scales[i].node, refused[k]);

			for (; n; n = xml_next(n))
				diags_error(d, "unvalidated", n->at,
					"scale \"%s\" says validation=\"none\": without "
					"a study there "
					"is no <%s>",
					f->scales[i].id, refused[k]);
		}
}

void
rule_no_source(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->scale_count; i++)
		if (f->scales[i].validated && !f->scales[i].source.in[0])
			diags_warn(d, "no-source", f->scales[i].at,
				"scale \"%s\" cites no publication; add a <source>",
				f->scales[i].id);
}

void
rule_cut_range(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->scale_count; i++) {
		const struct scale *s = &f->scales[i];

		for (size_t k = 0; k < s->cut_count && s->sound; k++) {
			const struct cut *c = &s->cuts[k];

			if (c->to < c->at)
				diags_error(d, "cut-range", c->place,
					"this range ends (%s) before it begins (%s)",
					check_number(d, c->to), check_number(d, c->at));
			else if (c->at < s->lowest || c->to > s->highest)
				diags_error(d, "cut-range", c->place,
					"scale \"%s\" goes from %s to %s, so it never "
					"reaches %s",
					s->id, check_number(d, s->lowest),
					check_number(d, s->highest),
					check_number(
						d, c->at < s->lowest ? c->at : c->to));
		}
	}
}

/* Remission is a score; the other kinds are differences. */
void
rule_change_range(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->scale_count; i++) {
		const struct scale *s = &f->scales[i];

		for (size_t k = 0; k < s->change_count && s->sound; k++) {
			const struct change *c = &s->changes[k];
			bool score = c->kind == CHANGE_REMISSION;
			double least = score ? s->lowest : 0;
			double most = score ? s->highest : s->highest - s->lowest;

			if (c->at > most || c->at < least || (!score && c->at <= 0))
				diags_error(d, "change-range", c->place,
					"a change of %s cannot happen: scale \"%s\" goes "
					"from %s to %s",
					check_number(d, c->at), s->id,
					check_number(d, s->lowest),
					check_number(d, s->highest));
		}
	}
}
