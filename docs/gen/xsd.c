/*
 * xsd.c - a structure table as XSD 1.0, for editors that know it
 *
 * Only the outermost tag is an element of its own; all others are local, so that no file
 * can begin with one.  Where tags of one order mix, XSD 1.0 can say "once" of one of them
 * only; tests/forms/meaning-only.txt lists what only the check can see.
 */
#include <assert.h>
#include <string.h>

#include "docs/gen/gen.h"

/* By enum xml_kind: the type's name, and its body. */
static const struct {
	const char *type, *body;
} kinds[] = {
	{"any-value",
         "<xs:restriction base=\"xs:string\"><xs:minLength value=\"1\"/>"
		"</xs:restriction>"						 },
	{"id-value",
         "<xs:restriction base=\"xs:string\"><xs:pattern "
		"value=\"[a-z][a-z0-9_]{0,39}\"/></xs:restriction>"                 },
	{"form-id-value",
         "<xs:restriction base=\"xs:string\"><xs:pattern "
		"value=\"[a-z][a-z0-9_\\-]{0,39}\"/></xs:restriction>"              },
	{"ids-value",
         "<xs:restriction><xs:simpleType><xs:list itemType=\"one-of-ids-value\"/>"
		"</xs:simpleType><xs:minLength value=\"1\"/></xs:restriction>"      },
	{"whole-value",
         "<xs:restriction base=\"xs:string\"><xs:pattern "
		"value=\"[\\-+]?[0-9]+\"/></xs:restriction>"                        },
	{"number-value",
         "<xs:restriction base=\"xs:string\"><xs:pattern "
		"value=\"[\\-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)\"/></xs:restriction>"},
	{"yes-no-value",
         "<xs:restriction base=\"xs:string\"><xs:enumeration value=\"yes\"/>"
		"<xs:enumeration value=\"no\"/></xs:restriction>"                   },
	{NULL,              NULL						    }, /* words: each its own */
	{"lang-value",
         "<xs:restriction base=\"xs:string\"><xs:maxLength value=\"20\"/>"
		"<xs:pattern value=\"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\"/>"
		"</xs:restriction>"						 },
	{"langs-value",
         "<xs:restriction><xs:simpleType><xs:list itemType=\"lang-value\"/>"
		"</xs:simpleType><xs:minLength value=\"1\"/></xs:restriction>"      },
	{"condition-value",
         "<xs:restriction base=\"xs:string\"><xs:minLength value=\"1\"/>"
		"<xs:maxLength value=\"2048\"/></xs:restriction>"                   },
	{"reference-value",
         "<xs:restriction base=\"xs:string\"><xs:pattern "
		"value=\"[a-z][a-z0-9_\\-.]*\"/></xs:restriction>"                  },
	{"date-value",
         "<xs:restriction base=\"xs:date\"><xs:pattern "
		"value=\"[0-9]{4}-[0-9]{2}-[0-9]{2}\"/></xs:restriction>"           },
	{"positive-value",
         "<xs:restriction base=\"xs:string\"><xs:pattern "
		"value=\"\\+?0*[1-9][0-9]*\"/></xs:restriction>"                    },
};
_Static_assert(sizeof(kinds) / sizeof(kinds[0]) == XML_KIND_COUNT, "a row a kind");

/* What must differ: in which tag, among what, by which setting. */
static const struct {
	const char *tag, *name, *among, *by;
} unique[] = {
	{"form",        "an-id-stands-once",    ".//*",   "@id"  },
	{"answer-set",  "a-code-stands-once",   "answer", "@code"},
	{"question",    "its-code-stands-once", "answer", "@code"},
	{"translation", "a-text-stands-once",   "t",      "@of"  },
};

static void
put_escaped(struct buf *out, const char *text)
{
	for (; *text; text++)
		if (*text == '<' || *text == '&' || *text == '"')
			buf_str(out,
				*text == '<'           ? "&lt;"
					: *text == '&' ? "&amp;"
						       : "&quot;");
		else
			buf_char(out, *text);
}

static void
put_about(struct buf *out, const char *indent, const char *text)
{
	buf_printf(out, "%s<xs:annotation><xs:documentation>", indent);
	put_escaped(out, text);
	buf_str(out, "</xs:documentation></xs:annotation>\n");
}

/* ---- settings ---- */

static void
put_words(struct buf *out, const char *words)
{
	buf_str(out, "\t\t\t<xs:simpleType><xs:restriction base=\"xs:string\">");
	for (size_t n; *words; words += n + (words[n] == '|')) {
		n = strcspn(words, "|");
		buf_printf(out, "<xs:enumeration value=\"%.*s\"/>", (int)n, words);
	}
	buf_str(out, "</xs:restriction></xs:simpleType>\n");
}

static void
put_setting(struct buf *out, const char *tag, const struct xml_attribute_rule *s)
{
	const char *use = s->required ? " use=\"required\"" : "";
	bool lang = strcmp(s->name, "xml:lang") == 0;

	if (lang) /* of another namespace: by reference; xml.xsd has its type */
		buf_printf(out, "\t\t<xs:attribute ref=\"xml:lang\"%s>\n", use);
	else if (s->kind == XML_WORDS)
		buf_printf(out, "\t\t<xs:attribute name=\"%s\"%s>\n", s->name, use);
	else
		buf_printf(out, "\t\t<xs:attribute name=\"%s\" type=\"%s\"%s>\n", s->name,
			kinds[s->kind].type, use);
	put_about(out, "\t\t\t", gen_setting(tag, s->name));
	if (s->kind == XML_WORDS)
		put_words(out, s->words);
	buf_str(out, "\t\t</xs:attribute>\n");
}

static void
put_settings(struct buf *out, const struct xml_rule *r)
{
	for (const struct xml_attribute_rule *s = r->attributes; s->name; s++)
		put_setting(out, r->name, s);
}

/* ---- what stands inside ---- */

static void
put_unique(struct buf *out, const char *indent, const char *tag, const char *parent)
{
	for (size_t i = 0; i < sizeof(unique) / sizeof(unique[0]); i++)
		if (strcmp(unique[i].tag, tag) == 0)
			buf_printf(out,
				"%s<xs:unique name=\"%s%s%s\"><xs:selector xpath=\"%s\"/>"
				"<xs:field xpath=\"%s\"/></xs:unique>\n",
				indent, unique[i].name, *parent ? "-in-" : "", parent,
				unique[i].among, unique[i].by);
}

static void
put_child(struct buf *out, const char *indent, const char *parent,
	const struct xml_child_rule *c, bool many)
{
	bool maybe = many || c->many == XML_MAYBE || c->many == XML_SOME;
	bool more = many || c->many == XML_SOME || c->many == XML_MORE;
	struct buf inner = BUF_NONE;
	char deeper[8];

	buf_printf(out, "%s<xs:element name=\"%s\" type=\"%s\"%s%s", indent, c->name,
		c->name, maybe && !many ? " minOccurs=\"0\"" : "",
		more && !many ? " maxOccurs=\"unbounded\"" : "");
	memcpy(deeper, indent, strlen(indent));
	memcpy(deeper + strlen(indent), "\t", 2);
	put_unique(&inner, deeper, c->name, parent);
	if (inner.len)
		buf_printf(out, ">\n%s%s</xs:element>\n", buf_text(&inner), indent);
	else
		buf_str(out, "/>\n");
	buf_free(&inner);
}

/* All of an order but the one that stands once at most. */
static void
put_mix(struct buf *out, const char *indent, const char *parent,
	const struct xml_child_rule *c, size_t count, const struct xml_child_rule *once)
{
	char deeper[8];

	memcpy(deeper, indent, strlen(indent));
	memcpy(deeper + strlen(indent), "\t", 2);
	buf_printf(
		out, "%s<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">\n", indent);
	for (size_t i = 0; i < count; i++)
		if (&c[i] != once)
			put_child(out, deeper, parent, &c[i], true);
	buf_printf(out, "%s</xs:choice>\n", indent);
}

/* Tags that mix: any number of each, or all but one any number and that one once. */
static void
put_mixed(
	struct buf *out, const char *parent, const struct xml_child_rule *c, size_t count)
{
	const struct xml_child_rule *once = NULL;
	size_t singles = 0;

	for (size_t i = 0; i < count; i++) {
		assert(c[i].many == XML_SOME || c[i].many == XML_MAYBE);
		if (c[i].many == XML_MAYBE && !singles++)
			once = &c[i];
	}
	if (singles > 1)
		once = NULL;
	put_mix(out, "\t\t\t", parent, c, count, once);
	if (!once)
		return;
	buf_str(out, "\t\t\t<xs:sequence minOccurs=\"0\">\n");
	put_child(out, "\t\t\t\t", parent,
		&(struct xml_child_rule){once->name, XML_ONCE, once->order}, false);
	/* constraints are named once */
	put_mix(out, "\t\t\t\t", "", c, count, once);
	buf_str(out, "\t\t\t</xs:sequence>\n");
}

static void
put_children(struct buf *out, const struct xml_rule *r)
{
	const struct xml_child_rule *c = r->children;

	if (!c->name)
		return;
	buf_str(out, "\t\t<xs:sequence>\n");
	for (size_t n; c->name; c += n) {
		for (n = 1; c[n].name && c[n].order == c->order; n++)
			;
		if (n == 1)
			put_child(out, "\t\t\t", r->name, c, false);
		else
			put_mixed(out, r->name, c, n);
	}
	buf_str(out, "\t\t</xs:sequence>\n");
}

static void
put_rule(struct buf *out, const struct xml_rule *r)
{
	buf_printf(out, "\n\t<xs:complexType name=\"%s\">\n", r->name);
	put_about(out, "\t\t", r->about);
	if (r->text) {
		buf_str(out,
			"\t\t<xs:simpleContent><xs:extension base=\"words-value\">\n");
		put_settings(out, r);
		buf_str(out, "\t\t</xs:extension></xs:simpleContent>\n");
	} else {
		put_children(out, r);
		put_settings(out, r);
	}
	buf_str(out, "\t</xs:complexType>\n");
}

static void
put_types(struct buf *out)
{
	for (size_t i = 0; i < XML_KIND_COUNT; i++)
		if (kinds[i].type)
			buf_printf(out,
				"\t<xs:simpleType name=\"%s\">%s</xs:simpleType>\n",
				kinds[i].type, kinds[i].body);
	buf_str(out,
		"\t<xs:simpleType name=\"one-of-ids-value\"><xs:restriction "
		"base=\"xs:string\"><xs:pattern value=\"[a-z][a-z0-9_]*\"/>"
		"</xs:restriction></xs:simpleType>\n"
		"\t<xs:simpleType name=\"words-value\"><xs:restriction base=\"xs:token\">"
		"<xs:minLength value=\"1\"/></xs:restriction></xs:simpleType>\n");
}

void
gen_xsd(const struct language *l, struct buf *out)
{
	const char *root = l->table->rules[0].name;

	buf_printf(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<!-- For editors: what may stand where in %s.  Made by \"make docs\" "
		"from "
		"the table that\n     \"anteroom form check\" uses, which sees more and "
		"says it "
		"better.  Do not edit. -->\n"
		"<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n"
		"\t<xs:import namespace=\"http://www.w3.org/XML/1998/namespace\" "
		"schemaLocation=\"xml.xsd\"/>\n\n"
		"\t<xs:element name=\"%s\" type=\"%s\"",
		l->file, root, root);
	{
		struct buf inner = BUF_NONE;

		put_unique(&inner, "\t\t", root, "");
		if (inner.len)
			buf_printf(out, ">\n%s\t</xs:element>\n\n", buf_text(&inner));
		else
			buf_str(out, "/>\n\n");
		buf_free(&inner);
	}
	put_types(out);
	for (const struct xml_rule *r = l->table->rules; r->name; r++)
		put_rule(out, r);
	buf_str(out, "</xs:schema>\n");
}

void
gen_xsd_lang(const struct language *unused, struct buf *out)
{
	(void)unused;
	buf_printf(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<!-- xml:lang, for the schemas beside this file.  Made by \"make "
		"docs\". -->\n"
		"<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"\n"
		"\ttargetNamespace=\"http://www.w3.org/XML/1998/namespace\">\n"
		"\t<xs:attribute "
		"name=\"lang\"><xs:simpleType>%s</xs:simpleType></xs:attribute>\n"
		"</xs:schema>\n",
		kinds[XML_LANG].body);
}
