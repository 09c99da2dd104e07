/*
 * include.c - other forms put into the tree, and into the text that is stored
 *
 *	<include form="x"/>  -->  <include form="x"><form id="x" ...>...</form></include>
 *
 * Each file is read and checked by itself, so that a finding names the file and line an
 * author can go to; then its tree hangs under the <include>.  A form that is only used
 * (<uses>) is put in likewise where it is not part of the sitting: a stored text must be
 * read again without any other file.
 */
#include <string.h>

#include "base/file.h"
#include "form/build.h"

enum {
	LESS_CAP = 20000, /* "<" in one text, as xml/ reads at most */
	FORMS_CAP = 32,   /* forms included and used, all together */
};

struct graft {
	struct arena *arena;
	struct diags *diags;
	const struct form_finder *finder;
	struct xml *xml;
	bool sound;
	bool changed; /* something was put in */
};

static bool
is(const struct xml_node *n, const char *name)
{
	return strcmp(n->name, name) == 0;
}

struct xml_node *
build_inner(const struct xml_node *n)
{
	return n->first;
}

static const char *
form_of(const struct xml_node *n)
{
	return xml_value(n, "form");
}

static void
refuse(struct graft *g, const char *id, const struct xml_node *n, const char *say)
{
	diags_error(g->diags, id, xml_place(n, "form"), "%s", say);
	g->sound = false;
}

/* ---- one form ---- */

static char *
find_in_folder(void *self, struct arena *a, const char *id)
{
	const struct form_folder *where = self;
	char *path = file_join(a, where->path, arena_printf(a, "%s.xml", id));

	return file_exists(path) ? path : NULL;
}

const char *const *
form_ids_in(struct arena *a, const char *folder, size_t *ret_count)
{
	struct err err = ERR_NONE;
	char **names = NULL;
	const char **ids;

	*ret_count = 0;
	if (file_list(a, folder, ".xml", &names, ret_count, &err))
		*ret_count = 0;
	ids = arena_array(a, *ret_count + 1, sizeof(const char *));
	for (size_t i = 0; i < *ret_count; i++)
		ids[i] = arena_strndup(a, names[i], strlen(names[i]) - strlen(".xml"));
	return ids;
}

static const char *const *
all_in_folder(void *self, struct arena *a, size_t *ret_count)
{
	const struct form_folder *where = self;

	return form_ids_in(a, where->path, ret_count);
}

struct form_finder
form_finder_in(struct form_folder *where)
{
	return (struct form_finder){where, find_in_folder, all_in_folder};
}

/* "; did you mean "phq9"?" */
static const char *
suggest(struct graft *g, const char *id)
{
	const char *const *all = NULL;
	size_t count = 0;

	if (g->finder && g->finder->all)
		all = g->finder->all(g->finder->self, g->arena, &count);
	return all ? expr_suggest(g->arena, id, all, count) : "";
}

/* The file of the form that n names, as a tree; NULL with findings. */
static struct xml_node *
read_form(struct graft *g, const struct xml_node *n)
{
	const char *id = form_of(n);
	char *path = g->finder ? g->finder->find(g->finder->self, g->arena, id) : NULL;
	struct buf bytes = BUF_NONE;
	struct err err = ERR_NONE;
	struct xml *x = NULL;

	if (!path) {
		refuse(g, "unknown-form", n,
			arena_printf(g->arena,
				"there is no form \"%s\", neither the practice's own nor "
				"one that comes with anteroom%s",
				id, suggest(g, id)));
		return NULL;
	}
	if (file_read(path, XML_FILE_CAP, &bytes, &err))
		refuse(g, "unknown-form", n,
			arena_printf(g->arena, "the form \"%s\": %s", id, err.text));
	else
		x = xml_parse_as(g->arena, path, buf_text(&bytes), bytes.len, &form_table,
			g->diags);
	buf_free(&bytes);
	if (x && xml_check(x, &form_table, g->diags))
		return x->root;
	g->sound = false;
	return NULL;
}

/* A form that includes others is not put in: what was asked would depend on a third. */
static bool
fits(struct graft *g, const struct xml_node *n, const struct xml_node *inner)
{
	const struct xml_node *deep = xml_child(inner, "include");

	if (strcmp(xml_value(inner, "id"), form_of(n)) != 0)
		refuse(g, "include-other", n,
			arena_printf(g->arena, "the file %s holds the form \"%s\"",
				inner->at.file, xml_value(inner, "id")));
	else if (is(n, "include") && deep)
		refuse(g, "include-deep", n,
			arena_printf(g->arena,
				"\"%s\" includes forms itself (\"%s\", line %d) and so "
				"cannot be included",
				form_of(n), form_of(deep), deep->at.line));
	else
		return true;
	return false;
}

static void
put_in(struct graft *g, struct xml_node *n)
{
	struct xml_node *inner = n->first ? n->first : read_form(g, n);

	if (!inner || !fits(g, n, inner) || n->first)
		return;
	n->first = inner;
	inner->parent = n;
	g->changed = true;
}

/* ---- all of them ---- */

/* The <include> or <uses> before n, among the children of parent, that names its form. */
static const struct xml_node *
named_before(const struct xml_node *parent, const char *tag, const struct xml_node *n)
{
	for (const struct xml_node *c = xml_child(parent, tag); c && c != n;
		c = xml_next(c))
		if (strcmp(form_of(c), form_of(n)) == 0)
			return c;
	return NULL;
}

/* The first <include> or <uses> that is one too many; NULL: all is well. */
static const struct xml_node *
one_too_many(const struct xml_node *of, size_t *count)
{
	for (const struct xml_node *n = of->first; n; n = n->next) {
		const struct xml_node *inside = NULL;

		if (!is(n, "include") && !is(n, "uses"))
			continue;
		if (++*count > FORMS_CAP)
			return n;
		if (build_inner(n))
			inside = one_too_many(build_inner(n), count);
		if (inside)
			return inside;
	}
	return NULL;
}

/* Looked at before any file is, and again with what the files brought. */
static bool
are_few(struct graft *g)
{
	size_t count = 0;
	const struct xml_node *n = one_too_many(g->xml->root, &count);

	if (n)
		refuse(g, "include-many", n,
			arena_printf(g->arena,
				"this form names too many others: at most %d",
				FORMS_CAP));
	return !n;
}

static void
put_in_includes(struct graft *g)
{
	struct xml_node *root = g->xml->root;

	for (struct xml_node *n = xml_child(root, "include"); n; n = xml_next(n)) {
		const struct xml_node *before = named_before(root, "include", n);

		if (strcmp(form_of(n), xml_value(root, "id")) == 0)
			refuse(g, "include-deep", n, "a form cannot include itself");
		else if (before)
			refuse(g, "include-twice", n,
				arena_printf(g->arena,
					"\"%s\" is included already, on line %d",
					form_of(n), before->at.line));
		else
			put_in(g, n);
	}
}

/* Its names are known without it: it is part of the sitting, or used above. */
static bool
is_known(const struct xml_node *root, const struct xml_node *n)
{
	if (strcmp(form_of(n), xml_value(root, "id")) == 0 ||
		named_before(root, "include", n) || named_before(root, "uses", n))
		return true;
	for (const struct xml_node *c = xml_child(root, "include"); c; c = xml_next(c)) {
		const struct xml_node *other =
			build_inner(c) ? xml_child(build_inner(c), "uses") : NULL;

		for (; other && other != n; other = xml_next(other))
			if (strcmp(form_of(other), form_of(n)) == 0)
				return true;
		if (other) /* n is one of this form's */
			break;
	}
	return false;
}

static void
put_in_used(struct graft *g, const struct xml_node *of)
{
	for (struct xml_node *n = xml_child(of, "uses"); n; n = xml_next(n))
		if (n->first || !is_known(g->xml->root, n))
			put_in(g, n);
}

/* In document order again.  Depth is capped by xml/. */
static void
number(struct xml_node *n, size_t *next)
{
	n->index = (*next)++;
	for (struct xml_node *c = n->first; c; c = c->next)
		number(c, next);
}

/* ---- the text ---- */

/* Written twice: first only its size, at NULL; then into memory of that size. */
struct joint {
	char *at;
	size_t size;
};

static void
join(struct joint *out, const char *bytes, size_t n)
{
	if (out->at)
		memcpy(out->at + out->size, bytes, n);
	out->size += n;
}

static void
put_text(struct joint *out, const struct xml_node *of, const char *from, const char *end);

/* <include .../> that holds what stood in another file. */
static void
put_opened(struct joint *out, const struct xml_node *n)
{
	const struct xml_node *inner = n->first;
	size_t size = (size_t)(n->inside - n->from);

	if (n->inside == n->end) { /* "/>" */
		size -= 2;
		while (strchr(" \t\r\n", n->from[size - 1]))
			size--;
	} else {
		size--;
	}
	join(out, n->from, size);
	join(out, ">", 1);
	put_text(out, inner, inner->from, inner->end);
	join(out, "</", 2);
	join(out, n->name, strlen(n->name));
	join(out, ">", 1);
}

/* The bytes of a form's element, with the forms that were put into it. */
static void
put_text(struct joint *out, const struct xml_node *of, const char *from, const char *end)
{
	for (const struct xml_node *c = of->first; c; c = c->next) {
		if (!(is(c, "include") || is(c, "uses")) || !c->first)
			continue;
		join(out, from, (size_t)(c->from - from));
		if (c->first->at.file == c->at.file) /* it stood there already */
			put_text(out, c->first, c->from, c->end);
		else
			put_opened(out, c);
		from = c->end;
	}
	join(out, from, (size_t)(end - from));
}

/* The text is read again some day, so it must keep to what can be read. */
static bool
is_small_enough(const struct joint *text)
{
	const char *at = text->at, *end = text->at + text->size;
	size_t less = 0;

	if (text->size > XML_FILE_CAP)
		return false;
	while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		less++;
		at++;
	}
	return less <= LESS_CAP;
}

static struct joint
join_all(struct arena *a, const struct xml *x)
{
	struct joint out = {NULL, 0};

	put_text(&out, x->root, x->bytes, x->bytes + x->size);
	out.at = arena_alloc(a, out.size + 1);
	out.size = 0;
	put_text(&out, x->root, x->bytes, x->bytes + x->size);
	return out;
}

bool
build_graft(struct arena *a, struct xml *x, const struct form_finder *finder,
	struct diags *d, const char **ret_text, size_t *ret_size)
{
	struct graft g = {a, d, finder, x, true, false};
	struct joint out;
	size_t next = 0;

	if (!are_few(&g))
		return false;
	put_in_includes(&g);
	if (!are_few(&g))
		return false;
	put_in_used(&g, x->root);
	for (const struct xml_node *n = xml_child(x->root, "include"); n; n = xml_next(n))
		if (build_inner(n))
			put_in_used(&g, build_inner(n));
	*ret_text = x->bytes;
	*ret_size = x->size;
	if (!g.sound || !g.changed)
		return g.sound;
	number(x->root, &next);
	out = join_all(a, x);
	if (!is_small_enough(&out)) {
		diags_error(d, "include-large", x->root->at,
			"with all that it includes, this form is too large to be read");
		g.sound = false;
	}
	*ret_text = out.at;
	*ret_size = out.size;
	return g.sound;
}
