/* reference.c - a structure table as a page: every tag, what it has, what stands inside */
#include <assert.h>
#include <string.h>

#include "docs/gen/gen.h"

/* By enum xml_kind. */
static const char *const kinds[] = {"words", "a name: small letters, digits, `_`",
	"a name: small letters, digits, `_`, `-`", "names with spaces between",
	"a whole number", "a number, with a point", "`yes` or `no`", NULL,
	"a language: `en`, `es`", "languages with spaces between", "a condition",
	"the name of a text", "a date: `2026-11-01`", "a whole number from 1 on"};
_Static_assert(sizeof(kinds) / sizeof(kinds[0]) == XML_KIND_COUNT, "a row a kind");

/* By enum xml_many. */
static const char *const many[] = {"once", "at most once", "any number", "once or more"};

void
gen_kind(const struct xml_attribute_rule *r, struct buf *out)
{
	if (r->kind != XML_WORDS) {
		buf_str(out, kinds[r->kind]);
		return;
	}
	for (const char *w = r->words; *w;) {
		size_t n = strcspn(w, "|");

		buf_printf(out, "`%.*s`", (int)n, w);
		w += n;
		if (*w)
			buf_str(out, strchr(++w, '|') ? ", " : " or ");
	}
}

static void
put_settings(const struct xml_rule *r, struct buf *out)
{
	if (!r->attributes->name)
		return;
	buf_str(out,
		"\n| inside the tag | needed | what it is | what it does "
		"|\n|---|---|---|---|\n");
	for (const struct xml_attribute_rule *s = r->attributes; s->name; s++) {
		buf_printf(out, "| `%s` | %s | ", s->name, s->required ? "yes" : "");
		gen_kind(s, out);
		buf_str(out, " | ");
		for (const char *p = gen_setting(r->name, s->name); *p; p++)
			if (*p == '<' || *p == '|')
				buf_printf(out, "\\%c", *p);
			else
				buf_char(out, *p);
		buf_str(out, " |\n");
	}
}

/* A template's own words are given once in each language, which no table says. */
static const char *
how_many(const struct xml_child_rule *c)
{
	if (c->many == XML_SOME &&
		(strcmp(c->name, "title") == 0 || strcmp(c->name, "line") == 0))
		return "one for each language";
	return many[c->many];
}

/* "title (once), then in any order: grid, question (any number)" */
static void
put_children(const struct xml_rule *r, struct buf *out)
{
	const struct xml_child_rule *c = r->children;

	if (r->text) {
		buf_str(out, "\nBetween its ends: words.\n");
		return;
	}
	if (!c->name) {
		buf_printf(out, "\nNothing stands inside: `<%s .../>`.\n", r->name);
		return;
	}
	buf_str(out, "\nInside, in this order:\n\n");
	for (size_t n; c->name; c += n) {
		for (n = 1; c[n].name && c[n].order == c->order; n++)
			;
		buf_str(out, n > 1 ? "* mixed as you like: " : "* ");
		for (size_t i = 0; i < n; i++)
			buf_printf(out, "%s[`%s`](#%s)%s%s%s", i ? ", " : "", c[i].name,
				c[i].name, n == 1 || c[i].many == XML_MAYBE ? " (" : "",
				n == 1 || c[i].many == XML_MAYBE ? how_many(&c[i]) : "",
				n == 1 || c[i].many == XML_MAYBE ? ")" : "");
		buf_char(out, '\n');
	}
}

static void
put_parents(const struct language *l, const struct xml_rule *r, struct buf *out)
{
	size_t count = 0;

	for (const struct xml_rule *p = l->table->rules; p->name; p++)
		for (const struct xml_child_rule *c = p->children; c->name; c++)
			if (strcmp(c->name, r->name) == 0)
				buf_printf(out, "%s[`%s`](#%s)",
					count++ ? ", " : " It stands inside ", p->name,
					p->name);
	buf_str(out, count ? ".\n" : "\n");
}

void
gen_reference(const struct language *l, struct buf *out)
{
	buf_printf(out,
		"# %s\n\nMade by `make docs` from the table that the check uses; do not "
		"edit.\n\n"
		"%s\n\nTags:",
		l->title, l->about);
	for (const struct xml_rule *r = l->table->rules; r->name; r++)
		buf_printf(out, " [%s](#%s)", r->name, r->name);
	buf_char(out, '\n');
	for (const struct xml_rule *r = l->table->rules; r->name; r++) {
		buf_printf(out, "\n## %s\n\n%c%s.", r->name,
			r->about[0] >= 'a' && r->about[0] <= 'z' ? r->about[0] - 32
								 : r->about[0],
			r->about + 1);
		put_parents(l, r, out);
		put_settings(r, out);
		put_children(r, out);
	}
}
