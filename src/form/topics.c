/*
 * topics.c - ways of working, and topics to explore by fixed rules
 */
#include <string.h>

#include "base/num.h"
#include "form/build.h"

enum { TOPICS_PRINTED = 6 }; /* lines, where the form does not say */

/* The item of one setting; NULL with a finding when there is none of that name. */
static const struct item *
item_named(struct builder *b, const char *name, struct place at)
{
	const struct id *id = build_find(b, name, ID_ITEM);

	if (id)
		return &b->form->items[id->index];
	diags_error(b->diags, "unknown-item", at, "there is no question \"%s\"%s", name,
		build_suggest(b, ID_ITEM, name));
	return NULL;
}

/* ---- approaches ---- */

static unsigned long long
codes_of(struct builder *b, const struct xml_attribute *list, const struct item *it)
{
	const char *at = list->value, *name;
	unsigned long long found = 0;
	size_t offset;

	while (build_word(b->arena, &at, list->value, &name, &offset)) {
		int i = form_choice(it->choices, name);
		const char **codes;

		if (i >= 0) {
			found |= 1ull << i;
			continue;
		}
		codes = arena_array(b->arena, it->choices->count + 1, sizeof(*codes));
		for (size_t k = 0; k < it->choices->count; k++)
			codes[k] = it->choices->at[k].code;
		diags_error(b->diags, "unknown-code", build_place(b, list, offset),
			"\"%s\" is not an answer of \"%s\"%s", name, it->id,
			expr_suggest(b->arena, name, codes, it->choices->count));
	}
	return found;
}

static void
build_approach(struct builder *b, const struct xml_node *n, struct approach *ap)
{
	const struct xml_attribute *aside = xml_attribute(n, "set-aside");
	const char *name = xml_value(n, "preference");
	const struct item *it;

	ap->title = build_child_words(b, n, ap->id, "title", true, false);
	if (!name) {
		if (aside)
			diags_error(b->diags, "approach-parts", aside->at,
				"set-aside needs preference=\"...\": the question whose "
				"answers these are");
		return;
	}
	it = item_named(b, name, xml_place(n, "preference"));
	if (it && it->type != ITEM_ONE && it->type != ITEM_YES_NO) {
		diags_error(b->diags, "approach-parts", xml_place(n, "preference"),
			"\"%s\" is not a question with one answer from a list", name);
		return;
	}
	ap->preference = it;
	if (it && aside && it->choices->count)
		ap->set_aside = codes_of(b, aside, it);
}

static void
build_approaches(struct builder *b)
{
	size_t count = build_count(b, ID_APPROACH);
	struct approach *list = arena_array(b->arena, count + 1, sizeof(*list));

	for (size_t i = 0; i < b->order.count; i++) {
		const struct id *id = &b->order.at[i];
		struct approach *ap;

		if (id->kind != ID_APPROACH)
			continue;
		b->from = id->from;
		ap = &list[id->index];
		ap->id = id->id;
		ap->index = id->index;
		ap->at = id->node->at;
		ap->node = id->node;
		build_approach(b, id->node, ap);
	}
	b->form->approaches = list;
	b->form->approach_count = count;
}

/* ---- topics ---- */

static void
put_approaches(struct builder *b, struct topic *t)
{
	const struct xml_attribute *list = xml_attribute(t->node, "approaches");
	const char *start = list ? list->value : "", *at = start, *name;
	const struct approach **found =
		arena_array(b->arena, strlen(at) + 1, sizeof(const struct approach *));
	size_t offset;

	while (build_word(b->arena, &at, start, &name, &offset)) {
		const struct id *id = build_find(b, name, ID_APPROACH);

		if (id) {
			found[t->approach_count++] = &b->form->approaches[id->index];
			continue;
		}
		diags_error(b->diags, "unknown-approach", build_place(b, list, offset),
			"there is no <approach id=\"%s\">%s", name,
			build_suggest(b, ID_APPROACH, name));
	}
	t->approaches = found;
}

static void
put_quotes(struct builder *b, struct topic *t)
{
	const struct xml_attribute *list = xml_attribute(t->node, "quotes");
	const char *start = list ? list->value : "", *at = start, *name;
	const struct item **found =
		arena_array(b->arena, strlen(at) + 1, sizeof(const struct item *));
	size_t offset;

	while (build_word(b->arena, &at, start, &name, &offset)) {
		struct place place = build_place(b, list, offset);
		const struct item *it = item_named(b, name, place);

		if (it && it->type != ITEM_TEXT)
			diags_error(b->diags, "quote-text", place,
				"\"%s\" is not free text, so there is nothing to quote",
				name);
		else if (it)
			found[t->quote_count++] = it;
	}
	t->quotes = found;
}

/* The first is "t1.ask", the others "t1.ask.2" and so on. */
static void
put_asks(struct builder *b, struct topic *t)
{
	const struct xml_node *first = xml_child(t->node, "ask");
	struct words *asks;
	size_t count = 0;

	for (const struct xml_node *n = first; n; n = xml_next(n))
		count++;
	asks = arena_array(b->arena, count + 1, sizeof(*asks));
	for (const struct xml_node *n = first; n; n = xml_next(n)) {
		size_t k = ++t->ask_count;
		const char *key = k == 1 ? arena_printf(b->arena, "%s.ask", t->id)
					 : arena_printf(b->arena, "%s.ask.%zu", t->id, k);

		asks[k - 1] = build_words(b, n, key, NULL, false);
	}
	t->asks = asks;
}

static void
build_topic(struct builder *b, const struct id *id, struct topic *t)
{
	t->id = id->id;
	t->index = id->index;
	t->at = id->node->at;
	t->node = id->node;
	t->title = build_child_words(b, t->node, t->id, "title", true, false);
	t->note = build_child_words(b, t->node, t->id, "note", false, false);
	t->needs = build_needs(b, t->node, &t->need_count);
	put_asks(b, t);
	put_approaches(b, t);
	put_quotes(b, t);
}

/* What stands around the topics: the including form's own words come first, for the
 * others' are for a sitting of theirs alone. */
static void
build_frame(struct builder *b)
{
	struct form *f = b->form;
	int64_t most = TOPICS_PRINTED;

	for (size_t i = b->origins.count; i-- > 0;) {
		const struct xml_node *n = xml_child(b->origins.at[i]->root, "topics");

		if (!n)
			continue;
		b->from = b->origins.at[i];
		if (xml_attribute(n, "max"))
			(void)num_parse_int(xml_value(n, "max"), &most);
		if (xml_child(n, "none"))
			f->topics_none =
				build_child_words(b, n, NULL, "none", false, false);
		if (xml_child(n, "too-few"))
			f->topics_too_few =
				build_child_words(b, n, NULL, "too-few", false, false);
	}
	f->topic_max = (int)most;
}

void
build_topics(struct builder *b)
{
	size_t count = build_count(b, ID_TOPIC);

	build_approaches(b);
	b->topics = arena_array(b->arena, count + 1, sizeof(*b->topics));
	for (size_t i = 0; i < b->order.count; i++) {
		const struct id *id = &b->order.at[i];

		if (id->kind != ID_TOPIC)
			continue;
		b->from = id->from;
		build_topic(b, id, &b->topics[id->index]);
	}
	build_frame(b);
	b->form->topics = b->topics;
	b->form->topic_count = count;
}
