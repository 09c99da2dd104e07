/*
 * origins.c - the forms that one form is made of, and the names it borrows
 *
 * An included form keeps its own translations and may have fewer languages; its parts
 * stand among those of the including form.  A form that is only used lends its names.
 */
#include <string.h>

#include "base/num.h"
#include "form/build.h"

static size_t
lang_in(const struct form *f, const char *lang)
{
	for (size_t i = 0; i < f->lang_count; i++)
		if (strcmp(f->langs[i], lang) == 0)
			return i;
	return LANG_NOT_OFFERED;
}

static struct origin *
add_origin(struct builder *b, const struct xml_node *root)
{
	struct origin *o = arena_alloc(b->arena, sizeof(*o));

	o->root = root;
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant */
	*vec_push(b->arena, &b->origins) = o;
	b->from = o;
	build_translations(b);
	return o;
}

/* Which of the including form's languages it speaks. */
static void
match_langs(struct builder *b, struct origin *o)
{
	struct included *in = o->included;

	for (size_t i = 0; i < o->lang_count; i++) {
		o->to[i] = lang_in(b->form, o->langs[i]);
		if (o->to[i] != LANG_NOT_OFFERED)
			in->has_lang[o->to[i]] = true;
	}
	if (!in->has_lang[0])
		diags_error(b->diags, "include-language", xml_place(in->node, "form"),
			"\"%s\" has no texts in \"%s\", the language of this form",
			in->id, b->form->langs[0]);
}

/* What is said of an included form; the screens around it are the including form's, but
 * their translations are no strangers. */
static void
put_texts(struct builder *b, struct origin *o)
{
	static const char *const dropped[] = {"welcome", "consent", "pause", "closing"};
	struct included *in = o->included;

	b->from = o;
	in->title = build_child_words(b, o->root, NULL, "title", false, true);
	in->source = build_child_words(b, o->root, NULL, "source", false, false);
	in->notice = build_child_words(b, o->root, NULL, "notice", false, false);
	for (size_t i = 0; i < COUNT_OF(dropped); i++)
		(void)build_child_words(b, o->root, NULL, dropped[i], false, true);
}

static void
add_included(struct builder *b, const struct xml_node *n, struct included *in)
{
	const struct xml_node *root = build_inner(n);
	int64_t version = 0;
	struct origin *o;

	(void)num_parse_int(xml_value(root, "version"), &version);
	in->id = xml_value(root, "id");
	in->index = b->form->included_count++;
	in->version = (int)version;
	in->at = n->at;
	in->node = n;
	o = add_origin(b, root);
	o->included = in;
	match_langs(b, o);
	put_texts(b, o);
}

void
build_origins(struct builder *b)
{
	const struct xml_node *root = b->xml->root, *first = xml_child(root, "include");
	struct origin *own = add_origin(b, root);
	struct form *f = b->form;
	size_t count = 0;

	for (size_t i = 0; i < own->lang_count; i++) {
		own->to[i] = i;
		f->langs[f->lang_count++] = own->langs[i];
	}
	for (const struct xml_node *n = first; n; n = xml_next(n))
		count++;
	b->included = arena_array(b->arena, count + 1, sizeof(*b->included));
	for (const struct xml_node *n = first; n; n = xml_next(n))
		if (build_inner(n)) /* not inside a form that is only used */
			add_included(b, n, &b->included[f->included_count]);
	f->included = b->included;
	b->from = own;
}

/* ---- names of other forms ---- */

/* A name of this form that the other one has too: a condition could mean either. */
static void
refuse_clash(struct builder *b, const struct form *other, const char *name, int line)
{
	static const enum id_kind kinds[] = {ID_ITEM, ID_SCALE, ID_SAFETY};

	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const struct id *own = build_find(b, name, kinds[i]);

		if (own)
			diags_error(b->diags, "id-twice", xml_place(own->node, "id"),
				"\"%s\" is already a name in \"%s\", which is used here "
				"(%s, line %d)",
				name, other->id, other->file, line);
	}
}

static void
add_used(struct builder *b, const struct xml_node *root)
{
	struct xml *x = arena_alloc(b->arena, sizeof(*x));
	const struct form *f;

	for (size_t i = 0; i < b->used.count; i++)
		if (strcmp(b->used.at[i]->id, xml_value(root, "id")) == 0)
			return;
	*x = (struct xml){root->at.file, build_inner(root->parent), b->xml->bytes, 0};
	f = build_names(b->arena, x, b->diags);
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant */
	*vec_push(b->arena, &b->used) = f;
	for (size_t i = 0; i < f->item_count; i++)
		refuse_clash(b, f, f->items[i].id, f->items[i].at.line);
	for (size_t i = 0; i < f->scale_count; i++)
		refuse_clash(b, f, f->scales[i].id, f->scales[i].at.line);
	for (size_t i = 0; i < f->safety_count; i++)
		refuse_clash(b, f, f->safeties[i].id, f->safeties[i].at.line);
}

/* In the order of refs: the items of each form, its scales, its safety items. */
static void
list_names(struct builder *b)
{
	VEC(struct used_name) names = VEC_NONE;

	for (size_t i = 0; i < b->used.count; i++) {
		const struct form *f = b->used.at[i];

		for (size_t k = 0; k < f->item_count; k++)
			*vec_push(b->arena, &names) =
				(struct used_name){f->items[k].id, f->id, false};
		for (size_t k = 0; k < f->scale_count; k++)
			*vec_push(b->arena, &names) =
				(struct used_name){f->scales[k].id, f->id, false};
		for (size_t k = 0; k < f->safety_count; k++)
			*vec_push(b->arena, &names) =
				(struct used_name){f->safeties[k].id, f->id, true};
	}
	b->form->used = names.at;
	b->form->used_count = names.count;
}

void
build_used(struct builder *b)
{
	for (size_t i = 0; i < b->origins.count; i++) {
		const struct xml_node *n = xml_child(b->origins.at[i]->root, "uses");

		for (; n; n = xml_next(n))
			if (build_inner(n))
				add_used(b, build_inner(n));
	}
	list_names(b);
}
