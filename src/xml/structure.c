/*
 * structure.c - a tree held against a table: what may stand where
 *
 * All findings at once; an echo of another finding is left out (a misspelt <itme> counts
 * as the <item> it was meant to be).
 */
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "xml/structure.h"

enum { SHOWN_CHARS = 40, CHILD_RULES_CAP = 24, TAGS_CAP = 64 };

struct look {
	const struct xml_table *table;
	struct diags *diags;
	size_t errors;
};

#define refuse(l, id, at, ...) \
	((l)->errors++, diags_error((l)->diags, (id), (at), __VA_ARGS__))

/* The start of a value, for a message. */
static const char *
shown(struct look *l, const char *value)
{
	const char *at = value;

	for (int i = 0; i < SHOWN_CHARS && *at; i++)
		utf8_next(&at);
	if (!*at)
		return value;
	return arena_printf(l->diags->arena, "%.*s...", (int)(at - value), value);
}

static const struct xml_rule *
rule_of(const struct xml_table *t, const char *name)
{
	for (const struct xml_rule *r = t->rules; r->name; r++)
		if (*r->name == *name && strcmp(r->name, name) == 0)
			return r;
	return NULL;
}

/* ---- what stands inside a tag: name="value" ---- */

static const struct xml_attribute_rule *
setting_of(const struct xml_rule *r, const char *name)
{
	for (const struct xml_attribute_rule *s = r->attributes; s->name; s++)
		if (*s->name == *name && strcmp(s->name, name) == 0)
			return s;
	return NULL;
}

static const struct xml_attribute_rule *
nearest_setting(const struct xml_rule *r, const char *name)
{
	const char *names[32];
	size_t count = 0;
	const char *near;

	for (const struct xml_attribute_rule *s = r->attributes; s->name; s++)
		if (count < COUNT_OF(names))
			names[count++] = s->name;
	near = diag_nearest(name, names, count);
	return near ? setting_of(r, near) : NULL;
}

static const char *
settings_in_prose(struct look *l, const struct xml_rule *r)
{
	struct buf out = BUF_NONE;
	const char *text;

	for (const struct xml_attribute_rule *s = r->attributes; s->name; s++)
		buf_printf(&out, "%s%s", out.len ? ", " : "; it can have ", s->name);
	text = arena_strdup(l->diags->arena, buf_text(&out));
	buf_free(&out);
	return text;
}

static void
refuse_setting(struct look *l, const struct xml_node *n, const struct xml_rule *r,
	const struct xml_attribute *s)
{
	const struct xml_attribute_rule *near = nearest_setting(r, s->name);

	if (near)
		refuse(l, "unknown-setting", s->at,
			"<%s> has no \"%s\"; did you mean \"%s\"?", n->name,
			shown(l, s->name), near->name);
	else
		refuse(l, "unknown-setting", s->at, "<%s> has no \"%s\"%s", n->name,
			shown(l, s->name), settings_in_prose(l, r));
}

static void
check_value(
	struct look *l, const struct xml_attribute *s, const struct xml_attribute_rule *r)
{
	struct arena *a = l->diags->arena;

	if (!*s->value)
		refuse(l, "setting-value", s->at, "%s must not be empty", s->name);
	else if (!kind_fits(r, s->value))
		refuse(l, "setting-value", s->value_at, "%s must be %s, not \"%s\"%s",
			s->name, kind_must_be(a, r), shown(l, s->value),
			kind_suggestion(a, r, s->value));
	else if ((r->kind == XML_ID || r->kind == XML_FORM_ID) &&
		strlen(s->value) > XML_ID_CAP)
		refuse(l, "id-long", s->value_at,
			"this name has %zu letters; at most %d, so that it can be a "
			"column's name",
			strlen(s->value), XML_ID_CAP);
}

static void
check_settings(struct look *l, const struct xml_node *n, const struct xml_rule *r)
{
	for (size_t i = 0; i < n->attribute_count; i++) {
		const struct xml_attribute *s = &n->attributes[i];
		const struct xml_attribute_rule *known = setting_of(r, s->name);

		if (known)
			check_value(l, s, known);
		else
			refuse_setting(l, n, r, s);
	}
	for (const struct xml_attribute_rule *s = r->attributes; s->name; s++) {
		bool meant = !s->required || xml_attribute(n, s->name);

		for (size_t i = 0; i < n->attribute_count && !meant; i++)
			meant = !setting_of(r, n->attributes[i].name) &&
				nearest_setting(r, n->attributes[i].name) == s;
		if (!meant)
			refuse(l, "setting-missing", n->at, "<%s> needs %s=\"...\"",
				n->name, s->name);
	}
}

/* ---- what stands inside an element ---- */

static const struct xml_child_rule *
child_of(const struct xml_rule *r, const char *name)
{
	for (const struct xml_child_rule *c = r->children; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

/* The tag that a wrong name was likely meant to be: one that may stand here, else any. */
static const char *
nearest_tag(struct look *l, const struct xml_rule *parent, const char *name)
{
	const char *names[TAGS_CAP], *near = NULL;
	size_t count = 0;

	for (const struct xml_child_rule *c = parent ? parent->children : NULL;
		c && c->name && count < TAGS_CAP; c++)
		names[count++] = c->name;
	near = diag_nearest(name, names, count);
	if (near)
		return near;
	count = 0;
	for (const struct xml_rule *r = l->table->rules; r->name && count < TAGS_CAP; r++)
		names[count++] = r->name;
	return diag_nearest(name, names, count);
}

/* "<form> or <section>": where a tag may stand. */
static const char *
parents_in_prose(struct look *l, const char *name)
{
	struct buf out = BUF_NONE;
	const char *parents[8], *text;
	size_t count = 0;

	for (const struct xml_rule *r = l->table->rules; r->name; r++)
		if (child_of(r, name) && count < COUNT_OF(parents))
			parents[count++] = r->name;
	for (size_t i = 0; i < count; i++)
		buf_printf(&out, "%s<%s>",
			!i                      ? ""
				: i + 1 < count ? ", "
						: " or ",
			parents[i]);
	text = arena_strdup(l->diags->arena, buf_text(&out));
	buf_free(&out);
	return text;
}

/* A child that may not stand here; the rule it was meant for, or NULL. */
static const struct xml_child_rule *
refuse_child(struct look *l, const struct xml_node *n, const struct xml_rule *parent)
{
	const char *near;

	if (rule_of(l->table, n->name)) {
		bool root = strcmp(n->name, l->table->rules[0].name) == 0;
		const char *where = root ? "" : parents_in_prose(l, n->name);

		if (*where)
			refuse(l, "tag-place", n->at,
				"<%s> cannot be inside <%s>; it goes inside %s", n->name,
				n->parent->name, where);
		else
			refuse(l, "tag-place", n->at, "<%s> cannot be inside another tag",
				n->name);
		return NULL;
	}
	near = nearest_tag(l, parent, n->name);
	if (near)
		refuse(l, "unknown-tag", n->at, "there is no <%s>; did you mean <%s>?",
			shown(l, n->name), near);
	else
		refuse(l, "unknown-tag", n->at, "there is no <%s>", shown(l, n->name));
	return near ? child_of(parent, near) : NULL;
}

/* Children of one element, counted. */
struct census {
	const struct xml_rule *rule;
	const struct xml_node *first[CHILD_RULES_CAP]; /* by row of rule->children */
	bool wrong; /* a child or words refused: what is missing may be an echo */
};

static void
check_order(struct look *l, const struct xml_node *n, const struct xml_child_rule *c,
	const struct census *seen)
{
	const struct xml_node *later = NULL;

	for (size_t i = 0; i < CHILD_RULES_CAP; i++) {
		const struct xml_node *first = seen->first[i];

		if (first && seen->rule->children[i].order > c->order &&
			(!later || first->index < later->index))
			later = first;
	}
	if (later)
		refuse(l, "tag-order", n->at,
			"<%s> comes too late here; put it before <%s> (line %d)", n->name,
			later->name, later->at.line);
}

static void
count_child(struct look *l, const struct xml_node *n, const struct xml_child_rule *c,
	struct census *seen)
{
	size_t row = (size_t)(c - seen->rule->children);

	check_order(l, n, c, seen);
	if (seen->first[row] && (c->many == XML_ONCE || c->many == XML_MAYBE))
		refuse(l, "tag-twice", n->at,
			"<%s> can only stand once inside <%s>; the first is on line %d",
			n->name, n->parent->name, seen->first[row]->at.line);
	if (!seen->first[row])
		seen->first[row] = n;
}

static void
check_missing(struct look *l, const struct xml_node *n, const struct census *seen)
{
	const struct xml_child_rule *c = seen->rule->children;

	for (size_t i = 0; c[i].name && !seen->wrong; i++)
		if (!seen->first[i] && (c[i].many == XML_ONCE || c[i].many == XML_MORE))
			refuse(l, "tag-missing", n->at, "<%s> needs a <%s> inside",
				n->name, c[i].name);
}

static void
check_text(struct look *l, const struct xml_node *n, const struct xml_rule *r)
{
	if (r->text && !*n->text && !n->first)
		refuse(l, "text-missing", n->at, "<%s> needs words inside", n->name);
	else if (!r->text && *n->text)
		refuse(l, "text-place", n->text_at,
			"words cannot stand directly inside <%s>: \"%s\"", n->name,
			shown(l, n->text));
}

/* Depth is capped by the outline. */
static void
check_node(struct look *l, const struct xml_node *n, const struct xml_rule *r)
{
	struct census seen = {.rule = r, .wrong = !r->text && *n->text};

	check_settings(l, n, r);
	check_text(l, n, r);
	for (const struct xml_node *c = n->first; c; c = c->next) {
		const struct xml_child_rule *known = child_of(r, c->name);
		const struct xml_rule *own = rule_of(l->table, c->name);

		if (!known) {
			known = refuse_child(l, c, r);
			seen.wrong = seen.wrong || !known;
			if (known && !seen.first[known - r->children])
				seen.first[known - r->children] = c;
			own = known ? rule_of(l->table, known->name) : own;
		} else {
			count_child(l, c, known, &seen);
		}
		/* a second root is no root, unless it is one that was put in */
		if (own && (known || own != l->table->rules))
			check_node(l, c, own);
	}
	check_missing(l, n, &seen);
}

bool
xml_check(const struct xml *x, const struct xml_table *t, struct diags *d)
{
	struct look l = {t, d, 0};

	if (strcmp(x->root->name, t->rules[0].name) == 0)
		check_node(&l, x->root, &t->rules[0]);
	else
		refuse(&l, "tag-root", x->root->at,
			"the file must begin with <%s>, not <%s>", t->rules[0].name,
			shown(&l, x->root->name));
	return l.errors == 0;
}
