/*
 * rules.c - safety items and alerts
 */
#include <string.h>

#include "form/build.h"

static const char *const levels[] = {"info", "review", "urgent"};
_Static_assert(COUNT_OF(levels) == ALERT_LEVEL_COUNT, "a row a level");

/* ---- safety ---- */

/* The item that safety is about; NULL with a finding. */
static struct item *
safety_item(struct builder *b, const struct xml_node *n)
{
	const char *name = xml_value(n, "item");
	const struct id *id = build_find(b, name, ID_ITEM);
	struct item *it;

	if (!id) {
		diags_error(b->diags, "unknown-item", xml_place(n, "item"),
			"there is no question \"%s\"%s", name,
			build_suggest(b, ID_ITEM, name));
		return NULL;
	}
	it = &b->items.at[id->index];
	if (it->type != ITEM_ONE && it->type != ITEM_YES_NO)
		diags_error(b->diags, "item-scores", xml_place(n, "item"),
			"\"%s\" is not a question with one answer from a list", name);
	else if (!it->choices->scored && it->choices->count)
		diags_error(b->diags, "item-scores", xml_place(n, "item"),
			"the answers of \"%s\" have no scores (line %d), so nothing "
			"tells from "
			"which one on it is flagged",
			name, it->choices->place.line);
	else if (it->safety)
		diags_error(b->diags, "safety-twice", xml_place(n, "item"),
			"\"%s\" is a safety item already, on line %d", name,
			it->safety->at.line);
	else if (it->choices->count)
		return it;
	return NULL;
}

static const struct choice *
safety_from(struct builder *b, const struct xml_node *n, const struct item *it)
{
	const char *code = xml_value(n, "from");
	int i = form_choice(it->choices, code);
	const char **codes;

	if (i >= 0 && it->choices->at[i].scored)
		return &it->choices->at[i];
	if (i >= 0) {
		diags_error(b->diags, "item-scores", xml_place(n, "from"),
			"\"%s\" has no score, so nothing can be flagged from it on",
			code);
		return NULL;
	}
	codes = arena_array(b->arena, it->choices->count, sizeof(*codes));
	for (size_t k = 0; k < it->choices->count; k++)
		codes[k] = it->choices->at[k].code;
	diags_error(b->diags, "unknown-code", xml_place(n, "from"),
		"\"%s\" is not an answer of \"%s\"%s", code, it->id,
		expr_suggest(b->arena, code, codes, it->choices->count));
	return NULL;
}

static void
build_safety(struct builder *b, const struct xml_node *n, struct safety *s)
{
	bool omitted = xml_attribute(n, "omitted") != NULL;
	bool item = xml_attribute(n, "item") != NULL;
	bool from = xml_attribute(n, "from") != NULL;
	struct item *it;

	s->id = xml_value(n, "id");
	s->at = n->at;
	s->node = n;
	if (omitted ? item || from : !item || !from) {
		diags_error(b->diags, "safety-parts", n->at,
			"<safety> needs item=\"...\" and from=\"...\", or "
			"omitted=\"yes\" alone");
		return;
	}
	it = omitted ? NULL : safety_item(b, n);
	if (!it)
		return;
	s->from = safety_from(b, n, it);
	s->item = it;
	it->safety = s;
}

void
build_safeties(struct builder *b)
{
	size_t count = build_count(b, ID_SAFETY);

	b->safeties = arena_array(b->arena, count + 1, sizeof(*b->safeties));
	for (size_t i = 0; i < b->order.count; i++) {
		const struct id *id = &b->order.at[i];

		if (id->kind != ID_SAFETY)
			continue;
		b->safeties[id->index].index = id->index;
		build_safety(b, id->node, &b->safeties[id->index]);
	}
	b->form->safeties = b->safeties;
	b->form->safety_count = count;
}

/* ---- alerts ---- */

/* The ref of a name that may be needed. */
static bool
ref_of(const struct builder *b, const char *name, size_t *ret)
{
	const struct form *f = b->form;
	const struct id *id;

	if ((id = build_find(b, name, ID_ITEM)) != NULL)
		*ret = id->index;
	else if ((id = build_find(b, name, ID_SCALE)) != NULL)
		*ret = f->item_count + id->index;
	else if ((id = build_find(b, name, ID_SAFETY)) != NULL)
		*ret = f->item_count + f->scale_count + id->index;
	return id != NULL;
}

const size_t *
build_needs(struct builder *b, const struct xml_node *n, size_t *ret_count)
{
	const struct xml_attribute *s = xml_attribute(n, "needs");
	const char *at, *name;
	size_t offset, known = 0, *refs;

	*ret_count = 0;
	if (!s)
		return NULL;
	refs = arena_array(b->arena, strlen(s->value), sizeof(*refs));
	at = s->value;
	while (build_word(b->arena, &at, s->value, &name, &offset)) {
		if (ref_of(b, name, &refs[known]))
			known++;
		else
			diags_error(b->diags, "unknown-item", build_place(b, s, offset),
				"there is no question \"%s\"%s", name,
				build_suggest(b, ID_ITEM, name));
	}
	*ret_count = known;
	return refs;
}

void
build_alerts(struct builder *b)
{
	size_t count = build_count(b, ID_ALERT);

	b->alerts = arena_array(b->arena, count + 1, sizeof(*b->alerts));
	for (size_t i = 0; i < b->order.count; i++) {
		const struct id *id = &b->order.at[i];
		struct alert *al = &b->alerts[id->index];
		const char *level = xml_value(id->node, "level");

		if (id->kind != ID_ALERT)
			continue;
		b->from = id->from;
		al->id = id->id;
		al->index = id->index;
		al->at = id->node->at;
		al->node = id->node;
		while (strcmp(levels[al->level], level) != 0)
			al->level++;
		al->text = build_child_words(b, id->node, al->id, "text", true, false);
		al->needs = build_needs(b, al->node, &al->need_count);
	}
	b->form->alerts = b->alerts;
	b->form->alert_count = count;
}
