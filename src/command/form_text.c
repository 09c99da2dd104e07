/* form_text.c - every text of a form's file with the name that a translation calls it by */
#include "command/form_text.h"

#include <string.h>

/* The text that is meant by the id alone. */
static const struct {
	const char *tag, *main;
} mains[] = {
	{"section",  "title"},
	{"grid",     "stem" },
	{"question", "text" },
	{"scale",    "title"},
	{"alert",    "text" },
	{"approach", "title"},
	{"topic",    "title"},
};

/* What clients never see: tags, and tags inside them. */
static const char *const for_therapists[] = {
	"source", "notice", "scale", "alert", "approach", "topics"};

/* Not translated: worked examples, other languages, and where a figure is from. */
static const char *const left_out[] = {"example", "translation", "change"};

static bool
among(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static const char *
main_of(const struct xml_node *n)
{
	for (size_t i = 0; i < COUNT_OF(mains); i++)
		if (strcmp(n->name, mains[i].tag) == 0)
			return mains[i].main;
	return "";
}

struct walk {
	struct arena *arena;
	struct texts *texts;
	const struct xml_node *form; /* the one that is walked through */
};

/* The name of a text inside n; *ret_longer is its second one. */
static const char *
key_of(struct walk *w, const struct xml_node *n, const char **ret_longer)
{
	const struct xml_node *parent = n->parent;
	const char *owner = xml_value(parent, "id"), *name = n->name, *number = NULL;

	*ret_longer = NULL;
	if (!parent->parent)
		return name; /* the form's own: "title" */
	if (strcmp(name, "item") == 0)
		return xml_value(n, "id");
	if (strcmp(name, "answer") == 0)
		name = xml_value(n, "code");
	if (strcmp(name, "band") == 0)
		number = xml_value(n, "from");
	if (strcmp(name, "cut") == 0)
		number = xml_value(n, "at");
	if (!owner)
		owner = parent->name; /* "topics.none" */
	if (number)
		return arena_printf(w->arena, "%s.%s.%s", owner, name, number);
	if (strcmp(name, main_of(parent)) != 0)
		return arena_printf(w->arena, "%s.%s", owner, name);
	*ret_longer = arena_printf(w->arena, "%s.%s", owner, name);
	return owner;
}

static void
gather(struct walk *w, const struct xml_node *n, bool needed)
{
	const struct xml_node *outer = w->form;

	if (strcmp(n->name, "form") == 0)
		w->form = n;
	for (const struct xml_node *c = n->first; c; c = c->next) {
		bool seen = needed &&
			!among(c->name, for_therapists, COUNT_OF(for_therapists));
		struct text_entry *e;

		if (among(c->name, left_out, COUNT_OF(left_out)))
			continue;
		if (c->first || !*c->text) {
			gather(w, c, seen);
			continue;
		}
		e = vec_push(w->arena, &w->texts->all);
		e->node = c;
		e->needed = seen;
		e->form = w->form;
		e->key = key_of(w, c, &e->longer);
	}
	w->form = outer;
}

/* A form's translation into that language; NULL: none. */
static const struct xml_node *
block_of(const struct xml_node *form, const char *lang)
{
	const struct xml_node *n = xml_child(form, "translation");

	while (n && strcmp(xml_value(n, "xml:lang"), lang) != 0)
		n = xml_next(n);
	return n;
}

static void
find_translation(const struct texts *t, struct text_entry *e)
{
	const struct xml_node *block = block_of(e->form, t->lang);
	const char *key = e->key;

	if (e->node->parent == e->form) /* "title", also of an included form */
		key = e->node->name;
	for (const struct xml_node *n = block ? block->first : NULL; n; n = n->next) {
		const char *of = xml_value(n, "of");

		if (strcmp(of, key) == 0 || (e->longer && strcmp(of, e->longer) == 0))
			e->t = n;
	}
}

void
texts_gather(struct arena *a, const struct xml *x, const char *lang, struct texts *ret)
{
	struct texts t = {.xml = x, .id = xml_value(x->root, "id"), .lang = lang};
	struct walk w = {a, &t, NULL};

	t.translation = block_of(x->root, lang);
	gather(&w, x->root, true);
	for (size_t i = 0; i < t.all.count; i++)
		find_translation(&t, &t.all.at[i]);
	*ret = t;
}

int
texts_parse(struct call *c, const char *name, const struct buf *bytes, const char *lang,
	struct texts *ret)
{
	const struct xml *x;
	struct diags d;

	diags_init(&d, &c->arena);
	x = xml_parse_as(&c->arena, name,
		arena_strndup(&c->arena, buf_text(bytes), bytes->len), bytes->len,
		&form_table, &d);
	if (!x || !xml_check(x, &form_table, &d)) {
		diags_sort(&d);
		out_findings(&d);
		err_set(&c->err, ERR_INVALID,
			"the form '%s' has mistakes and was not used", name);
		err_advise(&c->err, "mend them and try: anteroom form check %s", name);
		return ERR_INVALID;
	}
	texts_gather(&c->arena, x, lang, ret);
	return 0;
}

const struct text_entry *
texts_find(const struct texts *t, const char *key)
{
	for (size_t i = 0; i < t->all.count; i++) {
		const struct text_entry *e = &t->all.at[i];

		if (strcmp(e->key, key) == 0 ||
			(e->longer && strcmp(e->longer, key) == 0))
			return e;
	}
	return NULL;
}
