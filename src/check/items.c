/*
 * items.c - rules about sections, questions and answers
 */
#include <string.h>

#include "check/rules.h"

enum { LENGTH_CAP = 10000 }; /* characters of one answer */

void
rule_form_empty(const struct form *f, struct diags *d)
{
	if (!f->item_count)
		diags_error(d, "form-empty", f->xml->root->at, "this form asks nothing");
}

void
rule_section_empty(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->section_count; i++)
		if (!f->sections[i].item_count)
			diags_error(d, "section-empty", f->sections[i].at,
				"section \"%s\" has no questions", f->sections[i].id);
}

void
rule_min_max(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->item_count; i++) {
		const struct item *it = &f->items[i];

		if (it->has_min && it->has_max && it->min > it->max)
			diags_error(d, "min-max", xml_place(it->node, "min"),
				"min is more than max, so no number can be given");
	}
}

void
rule_length_long(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->item_count; i++)
		if (f->items[i].max_length > LENGTH_CAP)
			diags_error(d, "length-long",
				xml_place(f->items[i].node, "max-length"),
				"max-length can be at most %d", LENGTH_CAP);
}

/* Has an item before this one the same list?  Then it was looked at. */
static bool
is_seen(const struct form *f, const struct item *it)
{
	for (size_t i = it->index; i-- > 0 && it->index - i < 64;)
		if (f->items[i].choices == it->choices)
			return true;
	return false;
}

void
rule_answers_few(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->item_count; i++) {
		const struct item *it = &f->items[i];
		size_t real = 0;

		if (!it->choices || !it->choices->count || is_seen(f, it))
			continue;
		for (size_t k = 0; k < it->choices->count; k++)
			real += !it->choices->at[k].missing;
		if (real < (it->type == ITEM_MANY ? 1 : 2))
			diags_error(d, "answers-few",
				it->choices->id ? it->choices->place : it->at,
				"\"%s\" offers too few answers to choose from",
				it->choices->id ? it->choices->id : it->id);
	}
}

static void
check_labels(const struct form *f, const struct choice_list *l, struct diags *d)
{
	for (size_t i = 0; i < l->count; i++)
		for (size_t k = 0; k < i; k++)
			for (size_t lang = 0; lang < f->lang_count; lang++) {
				const char *a = l->at[k].label.in[lang];
				const char *b = l->at[i].label.in[lang];

				if (!a || !b || strcmp(a, b) != 0)
					continue;
				diags_error(d, "label-twice", l->at[i].at,
					"\"%s\" and \"%s\" read the same in \"%s\", so "
					"nobody can "
					"tell them apart",
					l->at[k].code, l->at[i].code, f->langs[lang]);
				break;
			}
}

void
rule_label_twice(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->item_count; i++)
		if (f->items[i].choices && !is_seen(f, &f->items[i]))
			check_labels(f, f->items[i].choices, d);
}

void
rule_exclusive_one(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->item_count; i++) {
		const struct item *it = &f->items[i];

		if (it->type != ITEM_ONE || is_seen(f, it))
			continue;
		for (size_t k = 0; k < it->choices->count; k++)
			if (it->choices->at[k].exclusive)
				diags_warn(d, "exclusive-one", it->choices->at[k].at,
					"exclusive has no meaning here: only one answer "
					"can be "
					"given to \"%s\"",
					it->id);
	}
}

void
rule_role_twice(const struct form *f, struct diags *d)
{
	static const char *const single[] = {"name", "born"};

	for (size_t r = 0; r < COUNT_OF(single); r++) {
		const struct item *first = NULL;

		for (size_t i = 0; i < f->item_count; i++) {
			const struct item *it = &f->items[i];

			if (!it->role || strcmp(it->role, single[r]) != 0)
				continue;
			if (first)
				diags_error(d, "role-twice", xml_place(it->node, "role"),
					"\"%s\" (line %d) has role=\"%s\" already; the "
					"report has "
					"one place for it",
					first->id, first->at.line, it->role);
			first = first ? first : it;
		}
	}
}

void
rule_safety_always(const struct form *f, struct diags *d)
{
	for (size_t i = 0; i < f->safety_count; i++) {
		const struct safety *s = &f->safeties[i];

		if (s->item && s->from && s->from->score <= s->item->choices->lowest)
			diags_warn(d, "safety-always", xml_place(s->node, "from"),
				"every answer to \"%s\" is flagged, because \"%s\" has "
				"the lowest "
				"score",
				s->item->id, s->from->code);
	}
}
