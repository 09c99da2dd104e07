/*
 * words.c - texts in every language, and what a translation lacks
 *
 * A text is called by the id of what it belongs to ("numb_1"), an answer by "list.code",
 * any other by "id.child" ("numb_years.help"), the form's own by their tag ("title").
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "form/build.h"

static int
compare_t(const void *a, const void *b)
{
	const struct t *x = a, *y = b;
	int by_name = strcmp(x->of, y->of);

	if (by_name)
		return by_name;
	return (x->node->index > y->node->index) - (x->node->index < y->node->index);
}

/* ---- languages ---- */

static bool
has_lang(const struct origin *o, const char *lang)
{
	for (size_t i = 0; i < o->lang_count; i++)
		if (strcmp(o->langs[i], lang) == 0)
			return true;
	return false;
}

static void
add_lang(struct builder *b, const char *lang, struct place at)
{
	struct origin *o = b->from;

	if (o->lang_count < FORM_LANG_MAX)
		o->langs[o->lang_count++] = lang;
	else
		diags_error(b->diags, "lang-many", at,
			"there are too many languages: at most %d", FORM_LANG_MAX);
}

/* languages="en es": what must be complete; the form's own is its first anywhere. */
static void
listed_langs(struct builder *b, const struct xml_attribute *s)
{
	const char *at = s->value, *lang;
	bool own = false;
	size_t offset;

	while (build_word(b->arena, &at, s->value, &lang, &offset)) {
		struct place place = xml_place_in(s, offset);

		if (strcmp(lang, b->from->langs[0]) == 0 && !own)
			own = true;
		else if (has_lang(b->from, lang))
			diags_error(b->diags, "lang-twice", place,
				"\"%s\" stands here twice", lang);
		else
			add_lang(b, lang, place);
	}
	if (!own)
		diags_error(b->diags, "lang-own", s->value_at,
			"the form itself is in \"%s\"; name it here too",
			b->from->langs[0]);
}

static void
gather_t(struct builder *b, struct translation *tr)
{
	for (const struct xml_node *n = tr->node->first; n; n = n->next) {
		struct t *t = vec_push(b->arena, &tr->t);

		t->of = xml_value(n, "of");
		t->node = n;
	}
	if (tr->t.count)
		qsort(tr->t.at, tr->t.count, sizeof(*tr->t.at), compare_t);
	for (size_t i = 1; i < tr->t.count; i++)
		if (strcmp(tr->t.at[i].of, tr->t.at[i - 1].of) == 0) {
			tr->t.at[i].used = tr->t.at[i - 1].used = true;
			diags_error(b->diags, "translation-twice",
				xml_place(tr->t.at[i].node, "of"),
				"\"%s\" is already translated on line %d", tr->t.at[i].of,
				tr->t.at[i - 1].node->at.line);
		}
}

static void
add_translation(struct builder *b, const struct xml_node *n, bool listed)
{
	const char *lang = xml_value(n, "xml:lang");
	struct place at = xml_place(n, "xml:lang");
	struct translation *tr;

	if (strcmp(lang, b->from->langs[0]) == 0) {
		diags_error(b->diags, "lang-own", at,
			"the form itself is in \"%s\"; a translation is into another "
			"language",
			lang);
		return;
	}
	for (size_t i = 0; i < b->from->translations.count; i++)
		if (strcmp(b->from->translations.at[i].lang, lang) == 0) {
			diags_error(b->diags, "lang-twice", at,
				"there is a translation into \"%s\" already, on line %d",
				lang, b->from->translations.at[i].node->at.line);
			return;
		}
	tr = vec_push(b->arena, &b->from->translations);
	tr->lang = lang;
	tr->node = n;
	if (!has_lang(b->from, lang) && !listed)
		add_lang(b, lang, at);
	tr->draft = !has_lang(b->from, lang);
	if (tr->draft && listed)
		diags_warn(b->diags, "lang-draft", at,
			"languages does not name \"%s\", so clients are not offered it",
			lang);
	gather_t(b, tr);
}

void
build_translations(struct builder *b)
{
	struct origin *o = b->from;
	const struct xml_node *root = o->root;
	const struct xml_attribute *listed = xml_attribute(root, "languages");

	o->langs[o->lang_count++] = xml_value(root, "xml:lang");
	if (listed)
		listed_langs(b, listed);
	for (const struct xml_node *n = xml_child(root, "translation"); n;
		n = xml_next(n))
		add_translation(b, n, listed != NULL);
	for (size_t i = 1; listed && i < o->lang_count; i++) {
		bool found = false;

		for (size_t k = 0; k < o->translations.count; k++)
			found = found ||
				strcmp(o->translations.at[k].lang, o->langs[i]) == 0;
		if (!found)
			diags_error(b->diags, "lang-missing", listed->value_at,
				"there is no <translation xml:lang=\"%s\">", o->langs[i]);
	}
}

/* ---- texts ---- */

static struct t *
find_t(const struct translation *tr, const char *key)
{
	size_t low = 0, high = tr->t.count;

	assert(key);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int by = strcmp(tr->t.at[middle].of, key);

		if (by == 0)
			return &tr->t.at[middle];
		if (by < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static struct translation *
translation_into(struct builder *b, const char *lang)
{
	for (size_t i = 0; i < b->from->translations.count; i++)
		if (strcmp(b->from->translations.at[i].lang, lang) == 0)
			return &b->from->translations.at[i];
	return NULL;
}

/* One text in one language; NULL when it is not there. */
static const char *
translated(struct builder *b, const struct translation *tr, const char *key,
	const char *or_key)
{
	struct t *t = find_t(tr, key), *or_t = or_key ? find_t(tr, or_key) : NULL;

	if (t && or_t)
		diags_error(b->diags, "translation-twice", xml_place(or_t->node, "of"),
			"\"%s\" is the same text as \"%s\" on line %d", or_key, key,
			t->node->at.line);
	if (or_t)
		or_t->used = true;
	if (t)
		t->used = true;
	t = t ? t : or_t;
	return t ? t->node->text : NULL;
}

struct words
build_words(struct builder *b, const struct xml_node *n, const char *key,
	const char *or_key, bool needed)
{
	struct origin *o = b->from;
	struct words w = {.at = n->text_at};

	*vec_push(b->arena, &o->keys) = key;
	if (o->to[0] != LANG_NOT_OFFERED)
		w.in[o->to[0]] = n->text;
	for (size_t i = 0; i < o->translations.count; i++)
		if (o->translations.at[i].draft)
			translated(b, &o->translations.at[i], key, or_key);
	for (size_t i = 1; i < o->lang_count; i++) {
		struct translation *tr = translation_into(b, o->langs[i]);
		const char *text;

		if (!tr)
			continue; /* said already */
		text = translated(b, tr, key, or_key);
		if (o->to[i] != LANG_NOT_OFFERED)
			w.in[o->to[i]] = text;
		if (!text && needed)
			*vec_push(b->arena, &tr->lacks) = (struct lack){key, n->text_at};
	}
	if (!w.in[0])
		w.in[0] = n->text; /* an included form that is in another language */
	return w;
}

struct words
build_child_words(struct builder *b, const struct xml_node *parent, const char *id,
	const char *child, bool main, bool needed)
{
	const struct xml_node *n = xml_child(parent, child);
	const char *full;

	if (!n)
		return (struct words){.at = parent->at};
	full = id ? arena_printf(b->arena, "%s.%s", id, child) : child;
	return main ? build_words(b, n, id, full, needed)
		    : build_words(b, n, full, NULL, needed);
}

static size_t
count_unused(const struct translation *tr)
{
	size_t count = 0;

	for (size_t i = 0; i < tr->t.count; i++)
		count += !tr->t.at[i].used;
	return count;
}

/* The lack that a wrong name was likely meant for: the nearest, or the only one where
 * there is only one wrong name too.  It is then no finding of its own. */
static const char *
explain(struct builder *b, struct translation *tr, const char *wrong, bool only)
{
	const char **keys, *near;

	if (diags_crowded(b->diags))
		return NULL;
	keys = arena_array(b->arena, tr->lacks.count + 1, sizeof(*keys));
	for (size_t i = 0; i < tr->lacks.count; i++)
		keys[i] = tr->lacks.at[i].key;
	near = diag_nearest(wrong, keys, tr->lacks.count);
	if (!near && only && tr->lacks.count == 1)
		near = keys[0];
	for (size_t i = 0; near && i < tr->lacks.count; i++)
		if (tr->lacks.at[i].key == near) {
			tr->lacks.at[i] = tr->lacks.at[--tr->lacks.count];
			return near;
		}
	return NULL;
}

static void
tell_leftovers(struct builder *b, struct translation *tr)
{
	bool only = count_unused(tr) == 1;

	for (size_t i = 0; i < tr->t.count; i++) {
		const struct t *t = &tr->t.at[i];
		const char *meant = t->used ? NULL : explain(b, tr, t->of, only);

		if (t->used)
			continue;
		diags_error(b->diags, "translation-unknown", xml_place(t->node, "of"),
			"there is no text called \"%s\"%s", t->of,
			meant ? arena_printf(b->arena, "; did you mean \"%s\"?", meant)
				: diags_crowded(b->diags)
				? ""
				: expr_suggest(b->arena, t->of, b->from->keys.at,
					  b->from->keys.count));
	}
	for (size_t i = 0; i < tr->lacks.count; i++)
		diags_error(b->diags, "untranslated", tr->lacks.at[i].at,
			"this text is missing in \"%s\"; add <t of=\"%s\"> to the "
			"translation on line %d",
			tr->lang, tr->lacks.at[i].key, tr->node->at.line);
}

void
build_leftovers(struct builder *b)
{
	for (size_t i = 0; i < b->origins.count; i++) {
		b->from = b->origins.at[i];
		for (size_t k = 0; k < b->from->translations.count; k++)
			tell_leftovers(b, &b->from->translations.at[k]);
	}
}
