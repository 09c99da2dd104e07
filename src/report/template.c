/*
 * template.c - a template's structure, and from its tree to struct template
 */
#include <string.h>

#include "report/template.h"
#include "report/template_check.h"
#include "report/template_load.h"

enum { NOTE_LINES = 8 };

/* ---- the table ---- */

static const struct xml_attribute_rule no_attributes[] = {
	{NULL, XML_ANY, false, NULL}
};
static const struct xml_attribute_rule root_attributes[] = {
	{"id",       XML_FORM_ID, true,  NULL},
	{"xml:lang", XML_LANG,    false, NULL},
	{NULL,       XML_ANY,     false, NULL},
};
static const struct xml_attribute_rule page_attributes[] = {
	{"size",   XML_WORDS,  false, "auto|letter|a4"},
	{"one",    XML_YES_NO, false, NULL            },
	{"left",   XML_NUMBER, false, NULL            },
	{"right",  XML_NUMBER, false, NULL            },
	{"top",    XML_NUMBER, false, NULL            },
	{"bottom", XML_NUMBER, false, NULL            },
	{NULL,     XML_ANY,    false, NULL            },
};
static const struct xml_attribute_rule style_attributes[] = {
	{"accent",      XML_ANY,    false, NULL},
	{"text-size",   XML_NUMBER, false, NULL},
	{"smallest",    XML_NUMBER, false, NULL},
	{"font",        XML_ANY,    false, NULL},
	{"font-bold",   XML_ANY,    false, NULL},
	{"font-italic", XML_ANY,    false, NULL},
	{NULL,          XML_ANY,    false, NULL},
};
static const struct xml_attribute_rule letterhead_attributes[] = {
	{"areas",       XML_YES_NO, false, NULL        },
	{"logo",        XML_ANY,    false, NULL        },
	{"logo-side",   XML_WORDS,  false, "left|right"},
	{"logo-height", XML_NUMBER, false, NULL        },
	{NULL,          XML_ANY,    false, NULL        },
};
static const struct xml_attribute_rule string_attributes[] = {
	{"of",       XML_WORDS, true,  TEMPLATE_STRING_WORDS},
	{"xml:lang", XML_LANG,  false, NULL                 },
	{NULL,       XML_ANY,   false, NULL                 },
};
static const struct xml_attribute_rule short_attributes[] = {
	{"short", XML_YES_NO, false, NULL},
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
	{"strings",    XML_MAYBE, 3},
	{"letterhead", XML_MAYBE, 4},
	{"body",       XML_ONCE,  5},
	{"footer",     XML_MAYBE, 6},
	{NULL,         XML_MAYBE, 0},
};
static const struct xml_child_rule body_children[] = {
	{"identity", XML_MAYBE, 1},
	{"alerts",   XML_MAYBE, 1},
	{"scores",   XML_MAYBE, 1},
	{"findings", XML_MAYBE, 1},
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
static const struct xml_child_rule strings_children[] = {
	{"string", XML_MORE,  1},
	{NULL,     XML_MAYBE, 0},
};
static const struct xml_child_rule footer_children[] = {
	{"line", XML_SOME,  1},
	{NULL,   XML_MAYBE, 0},
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

/* clang-format off */
static const struct xml_rule rules[] = {
	{"template", false, root_attributes, root_children, "how a report looks"},
	{"page", false, page_attributes, no_children, "paper and margins, in points"},
	{"style", false, style_attributes, no_children, "one colour, the size of text, the typeface"},
	{"strings", false, no_attributes, strings_children, "the clinic's word for a label of ours"},
	{"string", true, string_attributes, no_children, "one label"},
	{"letterhead", false, letterhead_attributes, no_children, "what it says, and the logo"},
	{"body", false, no_attributes, body_children, "the parts, in their order"},
	{"identity", false, identity_attributes, titled, "who, when, with what"},
	{"alerts", false, no_attributes, no_children, "the review box, under its own title"},
	{"scores", false, short_attributes, titled, "a bar for each scale"},
	{"findings", false, no_attributes, titled, "at most six findings, by rule, each with its numbers"},
	{"trend", false, no_attributes, titled, "change over time"},
	{"words", false, no_attributes, titled, "what the client wrote"},
	{"topics", false, no_attributes, titled, "topics to explore, by rule"},
	{"skipped", false, short_attributes, no_children, "what was not answered, and why, under its own title"},
	{"items", false, no_attributes, titled, "every item with its answer"},
	{"text", false, no_attributes, text_children, "the clinic's own words"},
	{"notes", false, notes_attributes, titled, "ruled lines"},
	{"sign", false, no_attributes, titled, "reviewer, signature, date"},
	{"rules", false, no_attributes, titled, "the rules behind the topics"},
	{"sources", false, no_attributes, titled, "notices and publications"},
	{"footer", false, footer_attributes, footer_children, "what stands on every page"},
	{"line", true, lang_attributes, no_children, "a line of the clinic's own below it"},
	{"title", true, lang_attributes, no_children, "in place of the usual one"},
	{"paragraph", true, lang_attributes, no_children, "one paragraph"},
	{NULL, false, NULL, NULL, NULL},
};
/* clang-format on */

const struct xml_table template_table = {rules};

/* In the order of enum part_kind. */
static const char *const part_names[] = {"identity", "alerts", "scores", "findings",
	"trend", "words", "topics", "skipped", "items", "text", "notes", "sign", "rules",
	"sources"};
_Static_assert(COUNT_OF(part_names) == PART_COUNT, "a name for each part");

/* ---- from the tree ---- */

int
template_find_part(const char *name)
{
	for (int k = 0; k < PART_COUNT; k++)
		if (strcmp(part_names[k], name) == 0)
			return k;
	return -1;
}

int
template_meant_part(const char *name)
{
	int kind = template_find_part(name);
	const char *near = kind < 0 ? diag_nearest(name, part_names, PART_COUNT) : NULL;

	return near ? template_find_part(near) : kind;
}

static void
load_parts(
	struct arena *a, struct template *t, const struct xml_node *body, struct diags *d)
{
	VEC(struct part) parts = VEC_NONE;

	for (const struct xml_node *n = body->first; n; n = n->next) {
		int kind = template_find_part(n->name);
		struct part *p;

		if (kind < 0)
			continue; /* the structure check said so */
		p = vec_push(a, &parts);
		p->kind = (enum part_kind)kind;
		p->at = n->at;
		p->name = template_says(n, "name", "yes");
		p->brief = template_says(n, "short", "yes");
		p->lines = (int)template_number(n, "lines", NOTE_LINES, 1, 200, d);
		template_texts(a, n, "title", p->title, d);
		template_texts(a, n, "paragraph", p->text, d);
	}
	t->parts = parts.at;
	t->part_count = parts.count;
}

static const struct template *
from_tree(struct arena *a, const struct xml *x, struct diags *d)
{
	struct template *t = arena_alloc(a, sizeof(*t));
	const struct xml_node *root = x->root;
	size_t before = d->count[DIAG_ERROR]; /* of other files */

	template_refuse_titles(x->root, d);
	if (!xml_check(x, &template_table, d)) {
		template_check(root, d);
		return NULL;
	}
	t->id = xml_value(root, "id");
	t->own_lang = template_lang(root, d, &t->lang);
	template_load_look(a, t, root, d);
	template_load_strings(a, t, root, d);
	load_parts(a, t, xml_child(root, "body"), d);
	template_name_files(a, t, x, d);
	template_check(root, d);
	template_check_room(t, root, d);
	return d->count[DIAG_ERROR] > before ? NULL : t;
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
