/*
 * template.c - a template's structure, and from its tree to struct template
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "report/template.h"
#include "report/template_check.h"

/* US Letter and A4 alike; the left margin has room for holes. */
enum { MARGIN_LEFT = 56, MARGIN_RIGHT = 46, MARGIN_TOP = 46, MARGIN_BOTTOM = 58 };
enum { NOTE_LINES = 8 };

static const double usual_text_size = 9.4;
static const uint32_t usual_accent = 0x1d3f58;

/* ---- the table ---- */

static const struct xml_attribute_rule no_attributes[] = {
	{NULL, XML_ANY, false, NULL}
};
static const struct xml_attribute_rule root_attributes[] = {
	{"id", XML_FORM_ID, true,  NULL},
	{NULL, XML_ANY,     false, NULL},
};
static const struct xml_attribute_rule page_attributes[] = {
	{"size",   XML_WORDS,  false, "auto|letter|a4"},
	{"left",   XML_NUMBER, false, NULL            },
	{"right",  XML_NUMBER, false, NULL            },
	{"top",    XML_NUMBER, false, NULL            },
	{"bottom", XML_NUMBER, false, NULL            },
	{NULL,     XML_ANY,    false, NULL            },
};
static const struct xml_attribute_rule style_attributes[] = {
	{"accent",    XML_ANY,    false, NULL},
	{"text-size", XML_NUMBER, false, NULL},
	{NULL,        XML_ANY,    false, NULL},
};
static const struct xml_attribute_rule letterhead_attributes[] = {
	{"areas", XML_YES_NO, false, NULL},
	{NULL,    XML_ANY,    false, NULL},
};
static const struct xml_attribute_rule identity_attributes[] = {
	{"name", XML_YES_NO, false, NULL},
	{NULL,   XML_ANY,    false, NULL},
};
static const struct xml_attribute_rule notes_attributes[] = {
	{"lines", XML_WHOLE, false, NULL},
	{NULL,    XML_ANY,   false, NULL},
};
static const struct xml_attribute_rule footer_attributes[] = {
	{"page-numbers", XML_YES_NO, false, NULL},
	{"confidential", XML_YES_NO, false, NULL},
	{NULL,           XML_ANY,    false, NULL},
};
static const struct xml_attribute_rule lang_attributes[] = {
	{"xml:lang", XML_LANG, false, NULL},
	{NULL,       XML_ANY,  false, NULL},
};

static const struct xml_child_rule no_children[] = {
	{NULL, XML_MAYBE, 0}
};
static const struct xml_child_rule root_children[] = {
	{"page",       XML_MAYBE, 1},
	{"style",      XML_MAYBE, 2},
	{"letterhead", XML_MAYBE, 3},
	{"body",       XML_ONCE,  4},
	{"footer",     XML_MAYBE, 5},
	{NULL,         XML_MAYBE, 0},
};
static const struct xml_child_rule body_children[] = {
	{"identity", XML_MAYBE, 1},
	{"alerts",   XML_MAYBE, 1},
	{"scores",   XML_MAYBE, 1},
	{"trend",    XML_MAYBE, 1},
	{"words",    XML_MAYBE, 1},
	{"topics",   XML_MAYBE, 1},
	{"skipped",  XML_MAYBE, 1},
	{"items",    XML_MAYBE, 1},
	{"text",     XML_SOME,  1},
	{"notes",    XML_MAYBE, 1},
	{"sign",     XML_MAYBE, 1},
	{"rules",    XML_MAYBE, 1},
	{"sources",  XML_MAYBE, 1},
	{NULL,       XML_MAYBE, 0},
};
static const struct xml_child_rule titled[] = {
	{"title", XML_SOME,  1},
	{NULL,    XML_MAYBE, 0},
};
static const struct xml_child_rule text_children[] = {
	{"title",     XML_SOME,  1},
	{"paragraph", XML_MORE,  2},
	{NULL,        XML_MAYBE, 0},
};

static const struct xml_rule rules[] = {
	{"template",   false, root_attributes,       root_children, "how a report looks"            },
	{"page",       false, page_attributes,       no_children,   "paper and margins, in points"  },
	{"style",      false, style_attributes,      no_children,   "one colour, the size of text"  },
	{"letterhead", false, letterhead_attributes, no_children,   "what it says"                  },
	{"body",       false, no_attributes,         body_children, "the parts, in their order"     },
	{"identity",   false, identity_attributes,   titled,        "who, when, with what"          },
	{"alerts",     false, no_attributes,         titled,        "the review box"                },
	{"scores",     false, no_attributes,         titled,        "a bar for each scale"          },
	{"trend",      false, no_attributes,         titled,        "change over time"              },
	{"words",      false, no_attributes,         titled,        "what the client wrote"         },
	{"topics",     false, no_attributes,         titled,        "topics to explore, by rule"    },
	{"skipped",    false, no_attributes,         titled,        "what was not answered, and why"},
	{"items",      false, no_attributes,         titled,        "every item with its answer"    },
	{"text",       false, no_attributes,         text_children, "the clinic's own words"        },
	{"notes",      false, notes_attributes,      titled,        "ruled lines"                   },
	{"sign",       false, no_attributes,         titled,        "reviewer, signature, date"     },
	{"rules",      false, no_attributes,         titled,        "the rules behind the topics"   },
	{"sources",    false, no_attributes,         titled,        "notices and publications"      },
	{"footer",     false, footer_attributes,     no_children,   "what stands on every page"     },
	{"title",      true,  lang_attributes,       no_children,   "in place of the usual one"     },
	{"paragraph",  true,  lang_attributes,       no_children,   "one paragraph"                 },
	{NULL,         false, NULL,                  NULL,          NULL                            },
};

const struct xml_table template_table = {rules};

/* In the order of enum part_kind. */
static const char *const part_names[PART_COUNT] = {"identity", "alerts", "scores",
	"trend", "words", "topics", "skipped", "items", "text", "notes", "sign", "rules",
	"sources"};

/* ---- from the tree ---- */

static bool
says(const struct xml_node *n, const char *name, const char *word)
{
	const char *value = n ? xml_value(n, name) : NULL;

	return value && strcmp(value, word) == 0;
}

/* An attribute that is a number between low and high; what it is when not given. */
static double
number(const struct xml_node *n, const char *name, double usual, double low, double high,
	struct diags *d)
{
	const struct xml_attribute *at = n ? xml_attribute(n, name) : NULL;
	double value;

	if (!at)
		return usual;
	if (!num_parse(at->value, &value) || value < low || value > high) {
		diags_error(d, "template-size", at->value_at,
			"%s must be a number from %g to %g", name, low, high);
		return usual;
	}
	return value;
}

static bool
parse_color(const char *text, uint32_t *ret)
{
	char *end;

	if (text[0] != '#' || strlen(text) != 7 ||
		strspn(text + 1, "0123456789abcdefABCDEF") != 6)
		return false;
	*ret = (uint32_t)strtoul(text + 1, &end, 16);
	return true;
}

static uint32_t
accent(const struct xml_node *style, struct diags *d)
{
	const struct xml_attribute *at = style ? xml_attribute(style, "accent") : NULL;
	uint32_t rgb;

	if (!at)
		return usual_accent;
	if (!parse_color(at->value, &rgb)) {
		diags_error(d, "template-color", at->value_at,
			"write a colour as # and six digits, such as #1d3f58");
		return usual_accent;
	}
	if (template_contrast(rgb) < 4.5)
		diags_warn(d, "template-pale", at->value_at,
			"this colour is too pale to read on white; #%06x is used instead",
			(unsigned)template_darken(rgb));
	return template_darken(rgb);
}

static void
load_page(struct template *t, const struct xml_node *root, struct diags *d)
{
	const struct xml_node *page = xml_child(root, "page");
	const struct xml_node *style = xml_child(root, "style");

	t->own_paper = says(page, "size", "letter") || says(page, "size", "a4");
	t->paper = says(page, "size", "a4") ? PAPER_A4 : PAPER_LETTER;
	/* the running head and foot need 36 points; a body needs half the paper */
	t->left = number(page, "left", MARGIN_LEFT, 28, 120, d);
	t->right = number(page, "right", MARGIN_RIGHT, 28, 120, d);
	t->top = number(page, "top", MARGIN_TOP, 36, 144, d);
	t->bottom = number(page, "bottom", MARGIN_BOTTOM, 36, 144, d);
	t->text_size = number(style, "text-size", usual_text_size, 8, 14, d);
	t->accent = accent(style, d);
	t->areas = !says(xml_child(root, "letterhead"), "areas", "no");
}

/* Texts in the languages they are given in; without one, the text is for all. */
static void
load_texts(struct arena *a, const struct xml_node *parent, const char *name,
	const char *ret[LANG_COUNT])
{
	for (const struct xml_node *n = xml_child(parent, name); n; n = xml_next(n)) {
		const char *tag = xml_value(n, "xml:lang");

		for (int l = 0; l < LANG_COUNT; l++) {
			if (tag && text_lang(tag) != (enum lang)l)
				continue;
			ret[l] = ret[l] ? arena_printf(a, "%s\n\n%s", ret[l], n->text)
					: n->text;
		}
	}
}

static int
find_part(const char *name)
{
	for (int k = 0; k < PART_COUNT; k++)
		if (strcmp(part_names[k], name) == 0)
			return k;
	return -1;
}

static void
load_parts(
	struct arena *a, struct template *t, const struct xml_node *body, struct diags *d)
{
	VEC(struct part) parts = VEC_NONE;

	for (const struct xml_node *n = body->first; n; n = n->next) {
		int kind = find_part(n->name);
		struct part *p;

		if (kind < 0)
			continue; /* the structure check said so */
		p = vec_push(a, &parts);
		p->kind = (enum part_kind)kind;
		p->at = n->at;
		p->name = says(n, "name", "yes");
		p->lines = (int)number(n, "lines", NOTE_LINES, 1, 200, d);
		load_texts(a, n, "title", p->title);
		load_texts(a, n, "paragraph", p->text);
	}
	t->parts = parts.at;
	t->part_count = parts.count;
}

static const struct template *
from_tree(struct arena *a, const struct xml *x, struct diags *d)
{
	struct template *t = arena_alloc(a, sizeof(*t));
	const struct xml_node *root = x->root;

	if (!xml_check(x, &template_table, d))
		return NULL;
	t->id = xml_value(root, "id");
	load_page(t, root, d);
	load_parts(a, t, xml_child(root, "body"), d);
	template_check(t, root, d);
	return diags_failed(d) ? NULL : t;
}

const struct template *
template_parse(
	struct arena *a, const char *name, const char *bytes, size_t n, struct diags *d)
{
	struct xml *x = xml_parse(a, name, bytes, n, d);

	return x ? from_tree(a, x, d) : NULL;
}

int
template_load(struct arena *a, const char *path, struct diags *d,
	const struct template **ret, struct err *err)
{
	struct xml *x = NULL;
	int rc = xml_load(a, path, &template_table, d, &x, err);

	if (rc)
		return rc;
	*ret = x ? from_tree(a, x, d) : NULL;
	return 0;
}

const char *
part_title(const struct part *p, enum lang lang)
{
	return p->title[lang];
}

const struct part *
template_part(const struct template *t, enum part_kind kind)
{
	for (size_t i = 0; i < t->part_count; i++)
		if (t->parts[i].kind == kind)
			return &t->parts[i];
	return NULL;
}
