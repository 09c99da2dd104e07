/*
 * ids.c - everything that has an id, and where one is
 */
#include <stdlib.h>
#include <string.h>

#include "form/build.h"

/* By enum id_kind: the tag, what it is called. */
static const struct {
	const char *tag, *called;
} kinds[] = {
	{"answer-set", "a list of answers"},
	{"section",    "a section"        },
	{"grid",       "a grid"           },
	{"item",       "a question"       },
	{"scale",      "a scale"          },
	{"safety",     "a safety item"    },
	{"alert",      "an alert"         },
	{"approach",   "an approach"      },
	{"topic",      "a topic"          },
};
_Static_assert(COUNT_OF(kinds) == ID_KIND_COUNT, "a row a kind");

/* Keys of the form's own texts, which no id may take: a translation could mean either. */
static const char *const form_keys[] = {"title", "source", "notice", "welcome", "consent",
	"pause", "closing", "none", "too-few"};

static bool
kind_of(const struct xml_node *n, enum id_kind *ret)
{
	if (strcmp(n->name, "question") == 0) {
		*ret = ID_ITEM;
		return true;
	}
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (strcmp(n->name, kinds[i].tag) == 0) {
			*ret = (enum id_kind)i;
			return true;
		}
	return false;
}

/* Whose part a tag is: inside an <include> the included form's, which lies there. */
static struct origin *
origin_of(const struct builder *b, const struct xml_node *n, struct origin *from)
{
	for (size_t i = 1; strcmp(n->name, "form") == 0 && i < b->origins.count; i++)
		if (b->origins.at[i]->root == n)
			return b->origins.at[i];
	return from;
}

/* Depth is capped by xml/. */
static void
gather(struct builder *b, const struct xml_node *n, struct origin *from,
	size_t counts[ID_KIND_COUNT])
{
	enum id_kind kind;

	if (strcmp(n->name, "uses") == 0)
		return; /* lends names, and has none of its own here */
	from = origin_of(b, n, from);
	if (kind_of(n, &kind)) {
		struct id *id = vec_push(b->arena, &b->order);

		id->id = xml_value(n, "id");
		id->kind = kind;
		id->node = n;
		id->from = from;
		id->index = counts[kind]++;
	}
	for (const struct xml_node *c = n->first; c; c = c->next)
		gather(b, c, from, counts);
}

static int
compare_ids(const void *a, const void *b)
{
	const struct id *x = a, *y = b;
	int by_name = strcmp(x->id, y->id);

	if (by_name)
		return by_name;
	return (x->node->index > y->node->index) - (x->node->index < y->node->index);
}

static void
refuse_reserved(struct builder *b, const struct id *id)
{
	bool taken = expr_is_keyword(id->id);

	for (size_t i = 0; i < COUNT_OF(form_keys); i++)
		taken = taken || strcmp(id->id, form_keys[i]) == 0;
	if (taken)
		diags_error(b->diags, "id-reserved", xml_place(id->node, "id"),
			"\"%s\" has a meaning of its own and cannot be a name here",
			id->id);
}

/* Two things share an id; both lines are named, and the file where it is another. */
static void
refuse_twice(struct builder *b, const struct id *id, const struct id *first)
{
	struct place at = first->node->at;
	bool far = strcmp(at.file, id->node->at.file) != 0;

	diags_error(b->diags, "id-twice", xml_place(id->node, "id"),
		"\"%s\" is already the name of %s on line %d%s%s", id->id,
		build_kind(first->kind), at.line, far ? " of " : "", far ? at.file : "");
}

void
build_ids(struct builder *b)
{
	size_t counts[ID_KIND_COUNT] = {0};

	gather(b, b->xml->root, b->from, counts);
	for (size_t i = 0; i < b->order.count; i++)
		*vec_push(b->arena, &b->ids) = b->order.at[i];
	if (b->ids.count)
		qsort(b->ids.at, b->ids.count, sizeof(*b->ids.at), compare_ids);
	for (size_t i = 0, first = 0; i < b->ids.count; i++) {
		const struct id *id = &b->ids.at[i];

		refuse_reserved(b, id);
		if (strcmp(b->ids.at[first].id, id->id) != 0)
			first = i;
		if (first != i)
			refuse_twice(b, id, &b->ids.at[first]);
	}
}

const struct id *
build_find(const struct builder *b, const char *id, enum id_kind kind)
{
	size_t low = 0, high = b->ids.count;

	while (low < high) { /* the first that is not less */
		size_t middle = low + (high - low) / 2;

		if (strcmp(b->ids.at[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < b->ids.count && strcmp(b->ids.at[low].id, id) == 0; low++)
		if (b->ids.at[low].kind == kind)
			return &b->ids.at[low];
	return NULL;
}

size_t
build_count(const struct builder *b, enum id_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < b->order.count; i++)
		count += b->order.at[i].kind == kind;
	return count;
}

const char *
build_suggest(const struct builder *b, enum id_kind kind, const char *wrong)
{
	VEC(const char *) all = VEC_NONE;

	if (diags_crowded(b->diags))
		return "";
	for (size_t i = 0; i < b->order.count; i++)
		if (b->order.at[i].kind == kind)
			*vec_push(b->arena, &all) = b->order.at[i].id;
	return expr_suggest(b->arena, wrong, all.at, all.count);
}

const char *
build_kind(enum id_kind kind)
{
	return kinds[kind].called;
}

bool
build_word(struct arena *a, const char **at, const char *list, const char **ret,
	size_t *ret_offset)
{
	static const char white[] = " \t\r\n";
	const char *from = *at + strspn(*at, white);
	size_t n = strcspn(from, white);

	if (!n)
		return false;
	*ret = arena_strndup(a, from, n);
	*ret_offset = (size_t)(from - list);
	*at = from + n;
	return true;
}

struct place
build_place(const struct builder *b, const struct xml_attribute *list, size_t offset)
{
	return b->diags->count[DIAG_ERROR] < DIAG_KEPT_MAX ? xml_place_in(list, offset)
							   : list->value_at;
}
