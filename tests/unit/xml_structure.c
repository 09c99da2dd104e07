/*
 * xml_structure.c - what may stand where: all mistakes at once, without echoes
 */
#include <string.h>

#include "unit/test.h"
#include "xml/xml.h"

static const struct xml_attribute_rule none[] = {
	{NULL, XML_ANY, false, NULL}
};
static const struct xml_attribute_rule box_has[] = {
	{"id",    XML_ID,       true,  NULL       },
        {"size",  XML_NUMBER,   false, NULL       },
	{"kind",  XML_WORDS,    false, "red|green"},
        {"day",   XML_DATE,     false, NULL       },
	{"langs", XML_LANGS,    false, NULL       },
        {"ids",   XML_IDS,      false, NULL       },
	{"open",  XML_YES_NO,   false, NULL       },
        {"count", XML_POSITIVE, false, NULL       },
	{NULL,    XML_ANY,      false, NULL       }
};
static const struct xml_child_rule nothing[] = {
	{NULL, XML_ONCE, 0}
};
static const struct xml_child_rule root_holds[] = {
	{"title", XML_ONCE,  0},
        {"intro", XML_MAYBE, 1},
        {"box",   XML_MORE,  2},
	{NULL,    XML_ONCE,  0}
};
static const struct xml_child_rule box_holds[] = {
	{"line", XML_SOME, 0},
        {NULL,   XML_ONCE, 0}
};
static const struct xml_rule rules[] = {
	{"root",  false, none,    root_holds, ""  },
        {"title", true,  none,    nothing,    ""  },
	{"intro", true,  none,    nothing,    ""  },
        {"box",   false, box_has, box_holds,  ""  },
	{"line",  true,  none,    nothing,    ""  },
        {NULL,    false, NULL,    NULL,       NULL}
};
static const struct xml_table table = {rules};

/* All findings as "id line:column|...". */
static const char *
said_of(struct arena *a, const char *text)
{
	struct buf b = BUF_NONE;
	struct diags d;
	const struct xml *x;
	const char *said;
	bool good;

	diags_init(&d, a);
	x = xml_parse(a, "s.xml", text, strlen(text), &d);
	assert_non_null(x);
	good = xml_check(x, &table, &d);
	assert_true(good == !d.found.count);
	for (size_t i = 0; i < d.found.count; i++)
		buf_printf(&b, "%s%d:%d %s", i ? "|" : "", d.found.at[i].at.line,
			d.found.at[i].at.column, d.found.at[i].text);
	said = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return said;
}

#define AROUND(text) "<root><title>t</title>" text "</root>"
#define BOX(text)    AROUND("<box id=\"b\" " text "/>")

TEST(xml, structure_mistakes_name_the_culprit_and_what_was_likely_meant)
{
	static const struct {
		const char *text, *said;
	} cases[] = {
		{BOX(""),							  ""					       },
		{"<toor/>",							"1:1 the file must begin with <root>, not <toor>"},
		{AROUND("<bxo id=\"b\"/>"),
                 "1:23 there is no <bxo>; did you mean <box>?"								      },
		{AROUND("<zzzzz/><box id=\"b\"/>"),                                "1:23 there is no <zzzzz>"                       },
		{AROUND("<line>x</line><box id=\"b\"/>"),
                 "1:23 <line> cannot be inside <root>; it goes inside <box>"                                                        },
		{AROUND("<root/><box id=\"b\"/>"),
                 "1:23 <root> cannot be inside another tag"									 },
		{AROUND(""),						       "1:1 <root> needs a <box> inside"                },
		{AROUND("<box id=\"b\"/><intro>i</intro>"),
                 "1:36 <intro> comes too late here; put it before <box> (line 1)"                                                   },
		{"<root><title>t</title>\n<title>u</title><box id=\"b\"/></root>",
                 "2:1 <title> can only stand once inside <root>; the first is on "
			"line 1"												    },
		{"<root><title> </title><box id=\"b\"/></root>",
                 "1:7 <title> needs words inside"										   },
		{AROUND("<box id=\"b\">some words</box>"),
                 "1:35 words cannot stand directly inside <box>: \"some words\""                                                    },
		{AROUND("<box idd=\"b\"/>"),
                 "1:28 <box> has no \"idd\"; did you mean \"id\"?"                                                                  },
		{AROUND("<box/>"),						 "1:23 <box> needs id=\"...\""                    },
		{"<root x=\"\"><title>t</title><box id=\"b\"/></root>",
                 "1:7 <root> has no \"x\""											  },
		{BOX("size=\"two\""),					      "1:41 size must be a number, not \"two\""        },
		{BOX("size=\"1,5\""),
                 "1:41 size must be a number, not \"1,5\"; use a point, not a "
			"comma, in "
			"numbers: 1.5"											      },
		{BOX("size=\"1e3\""),					      "1:41 size must be a number, not \"1e3\""        },
		{BOX("size=\"\""),						 "1:35 size must not be empty"                    },
		{BOX("kind=\"gren\""),
                 "1:41 kind must be \"red\" or \"green\", not \"gren\"; did you "
			"mean \"green\"?"											   },
		{BOX("day=\"2026-02-30\""),
                 "1:40 day must be a date, such as \"2026-11-01\", not "
			"\"2026-02-30\""											    },
		{BOX("langs=\"en english\""),
                 "1:42 langs must be languages with spaces between, such as \"en "
			"es\", not \"en "
			"english\""												 },
		{BOX("ids=\"a, b\""),
                 "1:40 ids must be names of small letters, digits and _, with "
			"spaces between, "
			"not \"a, b\""											      },
		{BOX("open=\"true\""),
                 "1:41 open must be \"yes\" or \"no\", not \"true\""                                                                },
		{BOX("count=\"0\""),
                 "1:42 count must be a whole number from 1 on, not \"0\""                                                           },
	};
	struct arena a = ARENA_NONE;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(said_of(&a, cases[i].text), cases[i].said);
	arena_free(&a);
}

TEST(xml, an_id_that_is_almost_one_is_suggested_in_its_right_form)
{
	struct arena a = ARENA_NONE;

	assert_non_null(strstr(said_of(&a, AROUND("<box id=\"Caída 1\"/>")),
		"did you mean \"caida_1\"?"));
	assert_non_null(strstr(said_of(&a,
				       AROUND("<box id=\"x23456789012345678901234567890"
					      "12345678901\"/>")),
		"this name has 41 letters"));
	assert_string_equal(said_of(&a,
				    AROUND("<box id=\"x2345678901234567890123456789012"
					   "34567890\"/>")),
		"");
	arena_free(&a);
}

TEST(xml, all_mistakes_are_told_at_once)
{
	struct arena a = ARENA_NONE;
	const char *said =
		said_of(&a, AROUND("<box size=\"x\" kidn=\"red\"><lien/></box>"));

	assert_string_equal(said,
		"1:34 size must be a number, not \"x\"|"
		"1:37 <box> has no \"kidn\"; did you mean \"kind\"?|"
		"1:23 <box> needs id=\"...\"|"
		"1:48 there is no <lien>; did you mean <line>?|"
		"1:48 <lien> needs words inside");
	arena_free(&a);
}

/* What is said of broken text when the table is known. */
static const char *
said_as(struct arena *a, const char *text)
{
	struct diags d;

	diags_init(&d, a);
	assert_null(xml_parse_as(a, "s.xml", text, strlen(text), &table, &d));
	assert_int_equal(d.found.count, 1);
	return arena_printf(a, "%d:%d %s", d.found.at[0].at.line, d.found.at[0].at.column,
		d.found.at[0].text);
}

TEST(xml, with_the_table_a_slip_in_a_start_tag_is_told_there)
{
	struct arena a = ARENA_NONE;

	assert_string_equal(said_as(&a, "<root>\n<titel>t</title>\n</root>"),
		"2:1 there is no <titel>; did you mean <title>? (line 2 closes it so)");
	assert_string_equal(said_as(&a, "<root>\n<title>t</titel>\n</root>"),
		"2:9 </titel> does not close <title> (line 2); did you mean </title>?");
	/* a start tag left out: told where what it should hold begins */
	assert_string_equal(
		said_as(&a, "<root><title>t</title>\n\n<line>x</line></box></root>"),
		"3:1 <box> is missing before this (line 3 closes it with </box>)");
	assert_string_equal(said_as(&a, "<root>\nsome words</title>\n</root>"),
		"2:1 <title> is missing before this (line 2 closes it with </title>)");
	arena_free(&a);
}
