/*
 * scales.c - scales: their items, bands, cuts, and the range a score can take
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "form/build.h"

static const char *const methods[] = {"sum", "mean", "count"};
_Static_assert(COUNT_OF(methods) == SCALE_METHOD_COUNT, "a row a method");

static const char *const changes[] = {"reliable", "notable", "remission"};
_Static_assert(COUNT_OF(changes) == CHANGE_KIND_COUNT, "a row a kind");

static size_t
row_of(const char *const *words, size_t count, const char *word)
{
	size_t i = 0;

	while (i + 1 < count && strcmp(words[i], word) != 0)
		i++;
	return i;
}

static double
number(const struct xml_node *n, const char *setting, double otherwise)
{
	const char *text = xml_value(n, setting);
	double v;

	return text && num_parse(text, &v) ? v : otherwise;
}

static bool
is(const struct xml_node *n, const char *setting, const char *word)
{
	const char *v = xml_value(n, setting);

	return v && strcmp(v, word) == 0;
}

static size_t
count_children(const struct xml_node *n, const char *name)
{
	size_t count = 0;

	for (const struct xml_node *c = xml_child(n, name); c; c = xml_next(c))
		count++;
	return count;
}

/* ---- items ---- */

/* One name of items="...": the item, or NULL with a finding. */
static const struct item *
scale_item(struct builder *b, const char *name, const struct xml_attribute *list,
	size_t offset)
{
	const struct id *id = build_find(b, name, ID_ITEM);
	const struct item *it = id ? &b->form->items[id->index] : NULL;

	if (!it) {
		diags_error(b->diags, "unknown-item", build_place(b, list, offset),
			"there is no question \"%s\"%s", name,
			build_suggest(b, ID_ITEM, name));
		return NULL;
	}
	if (it->type != ITEM_ONE && it->type != ITEM_YES_NO) {
		diags_error(b->diags, "item-scores", build_place(b, list, offset),
			"\"%s\" is not a question with one answer from a list, so it has "
			"no score",
			name);
		return NULL;
	}
	if (!it->choices->scored && it->choices->count) {
		diags_error(b->diags, "item-scores", build_place(b, list, offset),
			"the answers of \"%s\" have no scores (line %d)", name,
			it->choices->place.line);
		return NULL;
	}
	return it->choices->count ? it : NULL;
}

static void
build_items(struct builder *b, struct scale *s)
{
	const struct xml_attribute *list = xml_attribute(s->node, "items");
	const char *at = list->value, *name;
	const struct item **items =
		arena_array(b->arena, strlen(list->value), sizeof(*items));
	size_t offset;

	while (build_word(b->arena, &at, list->value, &name, &offset)) {
		const struct item *it = scale_item(b, name, list, offset);

		for (size_t i = 0; it && i < s->item_count; i++)
			if (items[i] == it) {
				diags_error(b->diags, "scale-item-twice",
					build_place(b, list, offset),
					"\"%s\" stands here twice; it would count twice",
					name);
				it = NULL;
			}
		if (it)
			items[s->item_count++] = it;
		else
			s->sound = false;
	}
	s->items = items;
}

static void
build_reversed(struct builder *b, struct scale *s)
{
	const struct xml_attribute *list = xml_attribute(s->node, "reverse");
	bool *reversed = arena_array(b->arena, s->item_count + 1, sizeof(*reversed));
	const char *at, *name;
	size_t offset;

	s->reversed = reversed;
	if (!list)
		return;
	at = list->value;
	while (build_word(b->arena, &at, list->value, &name, &offset)) {
		const struct id *id = build_find(b, name, ID_ITEM);
		bool found = false;

		for (size_t i = 0; id && i < s->item_count; i++)
			if (s->items[i]->index == id->index)
				found = reversed[i] = true;
		if (found || !s->sound)
			continue;
		diags_error(b->diags, "reverse-item", build_place(b, list, offset),
			"\"%s\" is not among the items of scale \"%s\", so it cannot be "
			"reversed",
			name, s->id);
		s->sound = false;
	}
}

/* ---- the possible range ---- */

static int
compare_numbers(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The mean of the n smallest, or largest, of the bounds of all items. */
static double
extreme_mean(struct builder *b, const struct scale *s, size_t n, bool highest)
{
	double *bounds = arena_array(b->arena, s->item_count, sizeof(*bounds)), sum = 0;

	for (size_t i = 0; i < s->item_count; i++)
		bounds[i] = highest ? -s->items[i]->choices->highest
				    : s->items[i]->choices->lowest;
	qsort(bounds, s->item_count, sizeof(*bounds), compare_numbers);
	for (size_t i = 0; i < n; i++)
		sum += bounds[i];
	return (highest ? -sum : sum) / (double)n;
}

/*
 * With missing items the mean of those answered stands for all, so where items differ in
 * their answers the range can be wider than that of the complete scale.
 */
static void
put_range(struct builder *b, struct scale *s)
{
	size_t all = s->item_count, least = all;

	if (!all)
		return;
	if (s->method == SCALE_COUNT) {
		s->highest = (double)all;
		return;
	}
	if (s->may_miss > 0 && (size_t)s->may_miss < all)
		least = all - (size_t)s->may_miss;
	s->lowest =
		fmin(extreme_mean(b, s, all, false), extreme_mean(b, s, least, false));
	s->highest = fmax(extreme_mean(b, s, all, true), extreme_mean(b, s, least, true));
	if (s->method == SCALE_SUM) {
		s->lowest *= (double)all;
		s->highest *= (double)all;
	}
	if (s->method == SCALE_SUM && least < all) { /* prorated sums are rounded */
		s->lowest = fmin(s->lowest, num_round_half_up(s->lowest));
		s->highest = fmax(s->highest, num_round_half_up(s->highest));
	}
	if (xml_attribute(s->node, "zero-if")) {
		s->lowest = fmin(s->lowest, 0);
		s->highest = fmax(s->highest, 0);
	}
}

/* ---- bands, cuts, changes ---- */

/* Parts have no id of their own: "numbing.band.4", "numbing.cut.7". */
static struct words
part_words(struct builder *b, const struct scale *s, const struct xml_node *n,
	const char *part, const char *setting)
{
	return build_words(b, n,
		arena_printf(b->arena, "%s.%s.%s", s->id, part, xml_value(n, setting)),
		NULL, false);
}

static void
build_bands(struct builder *b, struct scale *s)
{
	size_t count = count_children(s->node, "band");
	struct band *bands = arena_array(b->arena, count + 1, sizeof(*bands));

	for (const struct xml_node *n = xml_child(s->node, "band"); n; n = xml_next(n)) {
		struct band *band = &bands[s->band_count++];

		band->from = number(n, "from", 0);
		band->to = number(n, "to", 0);
		band->label = part_words(b, s, n, "band", "from");
		band->at = n->at;
	}
	s->bands = bands;
}

static void
build_cuts(struct builder *b, struct scale *s)
{
	size_t count = count_children(s->node, "cut");
	struct cut *cuts = arena_array(b->arena, count + 1, sizeof(*cuts));

	for (const struct xml_node *n = xml_child(s->node, "cut"); n; n = xml_next(n)) {
		struct cut *cut = &cuts[s->cut_count++];

		cut->at = number(n, "at", 0);
		cut->to = number(n, "to", cut->at);
		cut->meaning = part_words(b, s, n, "cut", "at");
		cut->place = n->at;
	}
	s->cuts = cuts;
}

static void
build_changes(struct builder *b, struct scale *s)
{
	size_t count = count_children(s->node, "change");
	struct change *list = arena_array(b->arena, count + 1, sizeof(*list));

	for (const struct xml_node *n = xml_child(s->node, "change"); n;
		n = xml_next(n)) {
		struct change *c = &list[s->change_count++];

		c->kind = (enum change_kind)row_of(
			changes, COUNT_OF(changes), xml_value(n, "kind"));
		c->at = number(n, "at", 0);
		c->source = (struct words){.in = {n->text}, .at = n->text_at};
		c->place = n->at;
	}
	s->changes = list;
}

static void
build_scale(struct builder *b, const struct xml_node *n, struct scale *s)
{
	s->id = xml_value(n, "id");
	s->node = n;
	s->at = n->at;
	s->sound = true;
	s->title = build_child_words(b, n, s->id, "title", true, false);
	s->source = build_child_words(b, n, s->id, "source", false, false);
	s->method = (enum scale_method)row_of(
		methods, COUNT_OF(methods), xml_value(n, "method"));
	s->may_miss = (int)number(n, "may-miss", 0);
	s->count_at = number(n, "count-at", 0);
	s->partial = xml_attribute(n, "partial") != NULL;
	s->validated = xml_attribute(n, "validation") == NULL;
	s->show = !is(n, "show", "no");
	s->trend = !is(n, "trend", "no");
	s->higher_better = is(n, "higher", "better");
	s->kind = xml_value(n, "kind");
	s->loinc = xml_value(n, "loinc");
	build_items(b, s);
	build_reversed(b, s);
	put_range(b, s);
	build_bands(b, s);
	build_cuts(b, s);
	build_changes(b, s);
}

void
build_scales(struct builder *b)
{
	size_t count = build_count(b, ID_SCALE);

	b->scales = arena_array(b->arena, count + 1, sizeof(*b->scales));
	for (size_t i = 0; i < b->order.count; i++) {
		const struct id *id = &b->order.at[i];

		if (id->kind != ID_SCALE)
			continue;
		b->from = id->from;
		b->scales[id->index].index = id->index;
		build_scale(b, id->node, &b->scales[id->index]);
	}
	b->form->scales = b->scales;
	b->form->scale_count = count;
}
