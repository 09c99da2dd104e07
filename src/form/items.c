/*
 * items.c - sections, grids and questions, in the order in which they are asked
 */
#include <string.h>

#include "base/num.h"
#include "form/build.h"

enum { TEXT_LENGTH_DEFAULT = 2000 }; /* characters; about a page */

/* By enum item_type. */
static const char *const types[] = {"one", "many", "yes-no", "number", "text", "date"};
_Static_assert(COUNT_OF(types) == ITEM_TYPE_COUNT, "a row a type");

#define BIT(type) (1u << (type))

/* What only some types of question can have. */
static const struct {
	const char *setting;
	unsigned types;
	const char *whose;
} typed_settings[] = {
	{"answers",    BIT(ITEM_ONE) | BIT(ITEM_MANY), "type=\"one\" or type=\"many\""},
	{"min",        BIT(ITEM_NUMBER),               "type=\"number\""              },
	{"max",        BIT(ITEM_NUMBER),               "type=\"number\""              },
	{"max-length", BIT(ITEM_TEXT),                 "type=\"text\""                },
	{"precision",  BIT(ITEM_DATE),                 "type=\"date\""                },
};

static bool
yes_no(const struct xml_node *n, const char *setting, bool otherwise)
{
	const char *v = xml_value(n, setting);

	return v ? strcmp(v, "yes") == 0 : otherwise;
}

static enum item_type
type_of(const struct xml_node *n)
{
	const char *word = xml_value(n, "type");
	size_t i = 0;

	while (strcmp(types[i], word) != 0) /* one of them: the structure check */
		i++;
	return (enum item_type)i;
}

static void
check_types(struct builder *b, const struct xml_node *n, enum item_type type)
{
	const struct xml_node *answer = xml_child(n, "answer");
	bool choice = type == ITEM_ONE || type == ITEM_MANY;

	for (size_t i = 0; i < COUNT_OF(typed_settings); i++) {
		const struct xml_attribute *s =
			xml_attribute(n, typed_settings[i].setting);

		if (s && !(typed_settings[i].types & BIT(type)))
			diags_error(b->diags, "question-type", s->at,
				"%s belongs to %s; this question is type=\"%s\"", s->name,
				typed_settings[i].whose, types[type]);
	}
	if (answer && !choice)
		diags_error(b->diags, "question-type", answer->at,
			"<answer> belongs to type=\"one\" or type=\"many\"; this "
			"question is "
			"type=\"%s\"",
			types[type]);
	if (choice && answer && xml_attribute(n, "answers"))
		diags_error(b->diags, "answers-both", answer->at,
			"this question has answers=\"%s\" and answers of its own; keep "
			"one of "
			"them",
			xml_value(n, "answers"));
	if (choice && !answer && !xml_attribute(n, "answers"))
		diags_error(b->diags, "answers-none", n->at,
			"this question needs answers: <answer code=\"...\"> inside, or "
			"answers=\"...\" with the name of an <answer-set>");
}

static const struct choice_list *
choices_of(
	struct builder *b, const struct xml_node *n, const char *id, enum item_type type)
{
	static const struct choice_list empty = {.id = ""};
	const struct choice_list *own;

	if (type == ITEM_YES_NO)
		return b->from->yes_no;
	if (type != ITEM_ONE && type != ITEM_MANY)
		return NULL;
	own = build_own_list(b, n, id);
	if (!own && xml_attribute(n, "answers"))
		own = build_list_named(b, n, "answers");
	return own ? own : &empty;
}

static enum date_precision
precision_of(const struct xml_node *n)
{
	const char *v = xml_value(n, "precision");

	if (!v || strcmp(v, "day") == 0)
		return PRECISION_DAY;
	return strcmp(v, "month") == 0 ? PRECISION_MONTH : PRECISION_YEAR;
}

/* What a line of a grid and a question have in common. */
static struct item *
new_item(struct builder *b, const struct xml_node *n)
{
	struct item *it = vec_push(b->arena, &b->items);

	it->id = xml_value(n, "id");
	it->index = b->items.count - 1;
	it->number = b->items.count;
	it->role = xml_value(n, "role");
	it->seed = xml_value(n, "seed");
	it->loinc = xml_value(n, "loinc");
	it->at = n->at;
	it->node = n;
	return it;
}

static void
build_question(struct builder *b, const struct xml_node *n, const struct section *s)
{
	struct item *it = new_item(b, n);
	int64_t length = TEXT_LENGTH_DEFAULT;

	it->type = type_of(n);
	check_types(b, n, it->type);
	it->text = build_child_words(b, n, it->id, "text", true, true);
	it->help = build_child_words(b, n, it->id, "help", false, true);
	it->why = build_child_words(b, n, it->id, "why", false, true);
	it->choices = choices_of(b, n, it->id, it->type);
	it->dont_know = yes_no(n, "dont-know", s->dont_know);
	it->has_min = xml_attribute(n, "min") && num_parse(xml_value(n, "min"), &it->min);
	it->has_max = xml_attribute(n, "max") && num_parse(xml_value(n, "max"), &it->max);
	if (xml_attribute(n, "max-length"))
		(void)num_parse_int(xml_value(n, "max-length"), &length);
	it->max_length = (int)length;
	it->precision = precision_of(n);
}

static void
build_grid(struct builder *b, const struct xml_node *n, const struct section *s)
{
	struct grid *g = arena_alloc(b->arena, sizeof(*g));
	bool dont_know = yes_no(n, "dont-know", s->dont_know);
	const struct choice_list *list = build_list_named(b, n, "answers");

	g->id = xml_value(n, "id");
	g->stem = build_child_words(b, n, g->id, "stem", true, true);
	g->why = build_child_words(b, n, g->id, "why", false, true);
	g->first_item = b->items.count;
	g->at = n->at;
	g->node = n;
	for (const struct xml_node *c = xml_child(n, "item"); c; c = xml_next(c)) {
		struct item *it = new_item(b, c);

		it->type = ITEM_ONE;
		it->grid = g;
		it->text = build_words(b, c, it->id, NULL, true);
		it->why = g->why;
		it->choices = list;
		it->dont_know = dont_know;
		if (xml_attribute(c, "also"))
			it->choices = build_joined(b, list,
				build_list_named(b, c, "also"), xml_place(c, "also"));
		g->item_count++;
	}
}

static void
build_section(struct builder *b, const struct xml_node *n)
{
	struct section *s = vec_push(b->arena, &b->sections);

	s->id = xml_value(n, "id");
	s->number = b->sections.count;
	s->included = b->from->included;
	s->title = build_child_words(b, n, s->id, "title", true, true);
	s->before = build_child_words(b, n, s->id, "before", false, true);
	s->after = build_child_words(b, n, s->id, "after", false, true);
	s->sensitive = yes_no(n, "sensitive", false);
	s->dont_know = yes_no(n, "dont-know", yes_no(b->from->root, "dont-know", false));
	s->first_item = b->items.count;
	s->at = n->at;
	s->node = n;
	for (const struct xml_node *c = n->first; c; c = c->next) {
		if (strcmp(c->name, "grid") == 0)
			build_grid(b, c, s);
		else if (strcmp(c->name, "question") == 0)
			build_question(b, c, s);
	}
	s->item_count = b->items.count - s->first_item;
}

static void
build_sections_of(struct builder *b, struct origin *o)
{
	struct included *in = o->included;

	b->from = o;
	if (in) {
		in->first_section = b->sections.count;
		in->first_item = b->items.count;
	}
	for (const struct xml_node *n = o->root->first; n; n = n->next) {
		if (strcmp(n->name, "section") == 0)
			build_section(b, n);
		/* an included form stands here, in the order of the origins */
		for (size_t i = 1;
			strcmp(n->name, "include") == 0 && i < b->origins.count; i++)
			if (b->origins.at[i]->included->node == n)
				build_sections_of(b, b->origins.at[i]);
		b->from = o;
	}
	if (in) {
		in->section_count = b->sections.count - in->first_section;
		in->item_count = b->items.count - in->first_item;
	}
}

void
build_sections(struct builder *b)
{
	/* an item is large, and how many there are is known: no growing */
	b->items.room = build_count(b, ID_ITEM);
	b->items.at = arena_array(b->arena, b->items.room + 1, sizeof(*b->items.at));
	build_sections_of(b, b->origins.at[0]);
	for (size_t i = 0; i < b->sections.count; i++) {
		const struct section *s = &b->sections.at[i];

		for (size_t k = 0; k < s->item_count; k++)
			b->items.at[s->first_item + k].section = s;
	}
	b->form->sections = b->sections.at;
	b->form->section_count = b->sections.count;
	b->form->items = b->items.at;
	b->form->item_count = b->items.count;
}
