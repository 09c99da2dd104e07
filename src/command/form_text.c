/* form_text.c - every text of a form's file with the name that a translation calls it by */
#include "command/form_text.h"

#include <assert.h>
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

/* "t1.ask", then "t1.ask.2" and so on. */
static const char *
numbered(struct arena *a, const struct xml_node *n)
{
	size_t before = 0;

	for (const struct xml_node *s = xml_child(n->parent, n->name); s != n;
		s = xml_next(s))
		before++;
	return before ? arena_printf(a, "%s.%zu", n->name, before + 1) : n->name;
}

/* What a text is called; *ret_longer is its second name. */
static const char *
name_of(struct arena *a, const struct xml_node *n, const char **ret_longer)
{
	const char *owner, *part = n->name;

	assert(n->parent); /* no text is the outermost tag */
	*ret_longer = NULL;
	owner = xml_value(n->parent, "id");
	if (strcmp(part, "item") == 0)
		return xml_value(n, "id");
	if (!owner || strcmp(n->parent->name, "form") == 0)
		return part; /* the form's own: "title", "none" */
	if (strcmp(part, "answer") == 0)
		part = xml_value(n, "code");
	else if (strcmp(part, "band") == 0)
		part = arena_printf(a, "band.%s", xml_value(n, "from"));
	else if (strcmp(part, "cut") == 0)
		part = arena_printf(a, "cut.%s", xml_value(n, "at"));
	else if (strcmp(part, "ask") == 0)
		part = numbered(a, n);
	if (strcmp(part, main_of(n->parent)) != 0)
		return arena_printf(a, "%s.%s", owner, part);
	*ret_longer = arena_printf(a, "%s.%s", owner, part);
	return owner;
}

/* Take a text in. */
static void
take(struct walk *w, const struct xml_node *n, bool needed)
{
	struct text_entry *e = vec_push(w->arena, &w->texts->all);
	bool own = strcmp(n->name, "item") != 0 &&
		(n->parent == w->form || !xml_value(n->parent, "id"));

	e->node = n;
	e->needed = needed;
	e->form = w->form;
	e->name = e->key = name_of(w->arena, n, &e->longer);
	if (own && w->form->parent) /* two forms have a title each */
		e->key = arena_printf(
			w->arena, "%s/%s", xml_value(w->form, "id"), e->name);
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

		if (among(c->name, left_out, COUNT_OF(left_out)))
			continue;
		if (c->first || !*c->text)
			gather(w, c, seen);
		else
			take(w, c, seen);
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

	for (const struct xml_node *n = block ? block->first : NULL; n; n = n->next) {
		const char *of = xml_value(n, "of");

		if (strcmp(of, e->name) == 0 || (e->longer && strcmp(of, e->longer) == 0))
			e->t = n;
	}
}

void
texts_gather(struct arena *a, const struct xml *x, const char *lang, struct texts *ret)
{
	struct texts t = {.xml = x, .id = xml_value(x->root, "id"), .lang = lang};
	struct walk w = {a, &t, x->root};

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
		out_findings(c, &d);
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
