/*
 * conditions.c - every condition, compiled where it stands: what it may use, and when
 *
 * A condition of a question sees what was asked before it, a scale once its last item is
 * above; so no cycle can exist.  An alert sees everything.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "form/build.h"

/* Where one condition stands. */
struct scope {
	struct builder *b;
	const struct xml_attribute *setting;
	size_t limit;       /* items from this index on are later */
	size_t scale_limit; /* scales from this index on are later */
	struct expr_name found;
};

/* The first item index behind everything that a scale is made of. */
static size_t
scale_end(const struct form *f, const struct scale *s)
{
	size_t end = 0, count = 0;
	const size_t *uses = s->zero_if ? expr_uses(s->zero_if, &count) : NULL;

	for (size_t i = 0; i < s->item_count; i++)
		end = s->items[i]->index + 1 > end ? s->items[i]->index + 1 : end;
	for (size_t i = 0; i < count; i++) {
		size_t index, other = 0;

		switch (form_ref(f, uses[i], &index)) {
		case FORM_REF_ITEM:
			other = index + 1;
			break;
		case FORM_REF_SCALE: /* an earlier one: zero-if sees no other */
			other = scale_end(f, &f->scales[index]);
			break;
		case FORM_REF_SAFETY:
			other = f->safeties[index].item
				? f->safeties[index].item->index + 1
				: 0;
			break;
		case FORM_REF_USED: /* never asked here */
			break;
		}
		end = other > end ? other : end;
	}
	return end;
}

static void
name_item(struct scope *s, const struct item *it)
{
	/* by enum item_type */
	static const enum expr_kind kinds[ITEM_TYPE_COUNT] = {
		EXPR_ONE, EXPR_MANY, EXPR_YES_NO, EXPR_NUMBER, EXPR_TEXT, EXPR_DATE};
	struct expr_name *n = &s->found;
	const struct choice_list *l = it->choices;
	const char **codes;
	double *scores;

	n->kind = kinds[it->type];
	n->ref = it->index;
	n->later = it->index >= s->limit;
	n->at = it->at;
	if (!l)
		return;
	codes = arena_array(s->b->arena, l->count + 1, sizeof(*codes));
	scores = arena_array(s->b->arena, l->count + 1, sizeof(*scores));
	for (size_t i = 0; i < l->count; i++) {
		codes[i] = l->at[i].code;
		scores[i] = l->at[i].scored ? l->at[i].score : (double)NAN;
	}
	n->codes = codes;
	n->scores = scores;
	n->code_count = l->count;
	n->scored = l->scored;
}

static void
name_scale(struct scope *s, const struct scale *scale)
{
	const struct form *f = s->b->form;

	s->found.kind = EXPR_NUMBER;
	s->found.ref = f->item_count + scale->index;
	s->found.later = scale->index >= s->scale_limit ||
		(s->limit <= f->item_count && scale_end(f, scale) > s->limit);
	s->found.at = scale->at;
}

static void
name_safety(struct scope *s, const struct safety *safety)
{
	const struct form *f = s->b->form;

	s->found.kind = EXPR_FLAG;
	s->found.ref = f->item_count + f->scale_count + safety->index;
	s->found.later = safety->item && safety->item->index >= s->limit;
	s->found.at = safety->at;
}

/* A name of a form that is only used; the place is in that form. */
static bool
name_used(struct scope *s, const char *name)
{
	const struct form *own = s->b->form;
	size_t ref = own->item_count + own->scale_count + own->safety_count;

	for (size_t i = 0; i < s->b->used.count; i++) {
		const struct form *f = s->b->used.at[i];
		const struct item *it = form_item(f, name);
		const struct scale *scale = form_scale(f, name);

		if (it) {
			name_item(s, it);
			s->found.ref = ref + it->index;
		} else if (scale) {
			s->found.kind = EXPR_NUMBER;
			s->found.ref = ref + f->item_count + scale->index;
			s->found.at = scale->at;
		}
		s->found.later = false;
		if (it || scale)
			return true;
		ref += f->item_count + f->scale_count;
		for (size_t k = 0; k < f->safety_count; k++, ref++)
			if (strcmp(f->safeties[k].id, name) == 0) {
				s->found.kind = EXPR_FLAG;
				s->found.ref = ref;
				s->found.at = f->safeties[k].at;
				return true;
			}
	}
	return false;
}

static const struct expr_name *
find(const void *self, const char *name)
{
	struct scope *s = *(struct scope *const *)self;
	const struct form *f = s->b->form;
	const struct id *id;

	s->found = (struct expr_name){.id = name};
	if ((id = build_find(s->b, name, ID_ITEM)) != NULL)
		name_item(s, &f->items[id->index]);
	else if ((id = build_find(s->b, name, ID_SCALE)) != NULL)
		name_scale(s, &f->scales[id->index]);
	else if ((id = build_find(s->b, name, ID_SAFETY)) != NULL)
		name_safety(s, &f->safeties[id->index]);
	return id || name_used(s, name) ? &s->found : NULL;
}

static const char *const *
all_names(const void *self, size_t *ret)
{
	const struct builder *b = (*(struct scope *const *)self)->b;
	const struct form *f = b->form;

	*ret = form_ref_count(f);
	return b->names;
}

static struct place
place_in(const void *self, size_t offset)
{
	return xml_place_in((*(struct scope *const *)self)->setting, offset);
}

/* The condition of one setting; NULL when there is none, or a finding. */
static const struct expr *
compile(struct builder *b, const struct xml_node *n, const char *setting, size_t limit,
	size_t scale_limit)
{
	struct scope s = {.b = b,
		.setting = xml_attribute(n, setting),
		.limit = limit,
		.scale_limit = scale_limit};
	struct scope *self = &s;
	struct expr_names names = {(const void *)&self, find, all_names, place_in};

	if (!s.setting)
		return NULL;
	return expr_compile(
		b->arena, s.setting->value, s.setting->value_at, &names, b->diags);
}

/* ---- show-if ---- */

enum { CHAIN = 4 }; /* of the include, the section, the grid, the item */

static void
attach(struct builder *b, struct item *it, const struct expr *const chain[CHAIN])
{
	const struct expr **list = arena_array(b->arena, CHAIN, sizeof(*list));

	for (size_t i = 0; i < CHAIN; i++)
		if (chain[i])
			list[it->show_if_count++] = chain[i];
	it->show_if = list;
}

static void
build_section_conditions(struct builder *b, struct section *s)
{
	const struct expr *chain[CHAIN] = {NULL};
	const struct grid *grid = NULL;

	s->show_if = compile(b, s->node, "show-if", s->first_item, SIZE_MAX);
	chain[0] = s->included ? s->included->show_if : NULL;
	chain[1] = s->show_if;
	for (size_t i = 0; i < s->item_count; i++) {
		struct item *it = &b->items.at[s->first_item + i];

		if (it->grid != grid) {
			grid = it->grid;
			chain[2] = grid ? compile(b, grid->node, "show-if",
						  grid->first_item, SIZE_MAX)
					: NULL;
		}
		chain[3] = compile(b, it->node, "show-if", it->index, SIZE_MAX);
		attach(b, it, chain);
	}
}

static void
gather_names(struct builder *b)
{
	const struct form *f = b->form;
	size_t count = form_ref_count(f);

	b->names = arena_array(b->arena, count + 1, sizeof(*b->names));
	for (size_t i = 0; i < count; i++)
		b->names[i] = form_ref_id(f, i);
}

/* A topic that looks at a safety item comes before all others. */
static bool
names_safety(const struct form *f, const struct expr *x)
{
	size_t count = 0, index;
	const size_t *uses = x ? expr_uses(x, &count) : NULL;

	for (size_t i = 0; i < count; i++) {
		enum form_ref_kind kind = form_ref(f, uses[i], &index);

		if (kind == FORM_REF_SAFETY ||
			(kind == FORM_REF_USED && f->used[index].safety))
			return true;
	}
	return false;
}

void
build_conditions(struct builder *b)
{
	const struct form *f = b->form;

	gather_names(b);
	for (size_t i = 0; i < f->scale_count; i++)
		b->scales[i].zero_if =
			compile(b, b->scales[i].node, "zero-if", SIZE_MAX, i);
	for (size_t i = 0; i < f->included_count; i++)
		b->included[i].show_if = compile(b, b->included[i].node, "show-if",
			b->included[i].first_item, SIZE_MAX);
	for (size_t i = 0; i < f->section_count; i++)
		build_section_conditions(b, &b->sections.at[i]);
	for (size_t i = 0; i < f->alert_count; i++)
		b->alerts[i].when =
			compile(b, b->alerts[i].node, "if", SIZE_MAX, SIZE_MAX);
	for (size_t i = 0; i < f->topic_count; i++) {
		b->topics[i].when =
			compile(b, b->topics[i].node, "if", SIZE_MAX, SIZE_MAX);
		b->topics[i].safety = names_safety(f, b->topics[i].when);
	}
}
