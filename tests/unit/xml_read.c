/*
 * xml_read.c - hostile, broken and odd files: one plain sentence, at the right place
 */
#include <libxml/encoding.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/file.h"
#include "base/utf8.h"
#include "unit/test.h"
#include "xml/xml.h"

/* What is said of these bytes: "line:column id", or "" when they can be read. */
static const char *
said_of_bytes(struct arena *a, const char *bytes, size_t n)
{
	struct diags d;
	const struct xml *x;

	diags_init(&d, a);
	x = xml_parse(a, "f.xml", bytes, n, &d);
	if (x) {
		assert_int_equal(d.found.count, 0);
		return "";
	}
	assert_int_equal(d.found.count, 1); /* the rest would be echoes */
	return arena_printf(a, "%d:%d %s", d.found.at[0].at.line, d.found.at[0].at.column,
		d.found.at[0].id);
}

static const char *
said_of(struct arena *a, const char *text)
{
	return said_of_bytes(a, text, strlen(text));
}

TEST(xml, the_first_tag_tells_the_kind_of_file_whatever_stands_before_and_behind_it)
{
	static const struct {
		const char *text, *name;
	} cases[] = {
		{"<form/>",							       "form"    },
		{"\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<?x y?><!-- <a> -->\n<form id=\"",
                 "form"									     },
		{"<practice\n sample=\"yes\"><",                                          "practice"},
		{"<!DOCTYPE form><form/>",						""        },
		{"words <form/>",							 ""        },
		{"<!-- never closed",						     ""        },
		{"<?",								    ""        },
		{"<",								     ""        },
		{"",								      ""        },
	};
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	char *path = file_join(&a, test_folder(), "first.xml");
	const char *name;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_int_equal(file_write(path, cases[i].text, strlen(cases[i].text),
					 true, &err),
			0);
		assert_int_equal(xml_first_tag(&a, path, &name, &err), 0);
		assert_string_equal(name, cases[i].name);
	}
	assert_int_equal(xml_first_tag(&a, test_folder(), &name, &err), ERR_INVALID);
	arena_free(&a);
}

TEST(xml, a_mistake_is_told_once_and_where_it_was_made)
{
	static const struct {
		const char *text, *said;
	} cases[] = {
		{"<a>\n <b>\n</a>",				     "2:2 xml-not-closed"},
		{"<a>\n <b>\n  <c>x</c>\n <b>y</b>\n</a>",              "2:2 xml-not-closed"},
		{"<a>\n <b>x</b>\n",                                    "1:1 xml-not-closed"},
		{"<a>\n <!-- x",					"2:2 xml-not-closed"},
		{"<a>\n <![CDATA[ x",                                   "2:2 xml-not-closed"},
		{"<a>\n</b>",					   "2:1 xml-close"     },
		{"<a></a></a>",					 "1:8 xml-close"     },
		{"<a></ a>",					    "1:4 xml-close"     },
		{"<a><b></b</a>",				       "1:7 xml-not-ended" },
		{"<a>\n <b c=\"1\"\n <d/></b></a>",                     "2:2 xml-not-ended" },
		{"<a>\n <b some words</b></a>",                         "2:2 xml-not-ended" },
		{"<a b=\"1></a>",				       "1:7 xml-quote"     },
		{"<a b=1></a>",					 "1:4 xml-quote"     },
		{"<a b=\"x c=\"y\"/>",                                  "1:7 xml-quote"     },
		{"<a b=\"x",					    "1:7 xml-quote"     },
		{"<a b=\"x < 3\"/>",                                    "1:9 xml-less"      },
		{"<a>1 < 2</a>",					"1:6 xml-less"      },
		{"<a>\n x & y</a>",				     "2:4 xml-ampersand" },
		{"<a>&nbsp;</a>",				       "1:4 xml-ampersand" },
		{"<a>&#0;</a>",					 "1:4 xml-ampersand" },
		{"<a>&#xD800;</a>",				     "1:4 xml-ampersand" },
		{"<a>&#99999999;</a>",                                  "1:4 xml-ampersand" },
		{"<a>]]></a>",					  "1:4 xml-ampersand" },
		{"<a b=\"&c;\"/>",				      "1:7 xml-ampersand" },
		{"<a b=\"1\" b=\"2\"/>",                                "1:10 xml-twice"    },
		{"<a b=\"1\"c=\"2\"/>",                                 "1:9 xml-space"     },
		{"<a b/>",					      "1:4 xml-value"     },
		{"<a b=“1”/>",				      "1:6 xml-curly"     },
		{"<a> <!-- a -- b --> </a>",                            "1:12 xml-comment"  },
		{"<a/>\n<b/>",					  "2:1 xml-outside"   },
		{"<a/> words",					  "1:6 xml-outside"   },
		{"words",					       "1:1 xml-outside"   },
		{" <?xml version=\"1.0\"?><a/>",                        "1:2 xml-first-line"},
		{"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>",
                 "1:31 file-encoding"						       },
		{"<!DOCTYPE a><a/>",                                    "1:1 xml-doctype"   },
		{"<a><!ENTITY b \"c\"></a>",                            "1:4 xml-doctype"   },
		{"",						    "0:0 file-empty"    },
		{"<!-- nothing -->",                                    "0:0 file-empty"    },
		{"<a>\xC3\xA1\xE1</a>",                                 "1:5 file-encoding" },
		{"<a>\n\x01</a>",				       "2:1 file-control"  },
		{"<a>\x7F</a>",					 "1:4 file-control"  },
		{"<a>\xC2\x9B</a>",				     "1:4 file-control"  },
		{"<a>\xE2\x80\xAE</a>",                                 "1:4 file-control"  },
		{"<a>&#x9B;</a>",				       "1:4 file-control"  },
		{"<a b=\"&#x202E;\"/>",                                 "1:7 file-control"  },
		{"PK\3\4",					      "0:0 file-encoding" },
	};
	struct arena a = ARENA_NONE;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *said = said_of(&a, cases[i].text);

		if (strcmp(said, cases[i].said) != 0)
			fail_msg("%s\nis said to be: %s\nand should:    %s",
				cases[i].text, said, cases[i].said);
	}
	arena_free(&a);
}

TEST(xml, utf16_and_nul_bytes_are_told_apart_from_ansi)
{
	struct arena a = ARENA_NONE;

	assert_string_equal(said_of_bytes(&a, "\xFF\xFE<\0a\0", 6), "0:0 file-encoding");
	assert_string_equal(said_of_bytes(&a, "<\0a\0/\0>\0", 8), "0:0 file-encoding");
	assert_string_equal(said_of_bytes(&a, "<a>\n\0</a>", 9), "2:1 file-control");
	arena_free(&a);
}

TEST(xml, what_xml_allows_is_read)
{
	static const char *const good[] = {
		"\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\n<a/>",
		"<?xml version=\"1.0\"?>\r\n<!-- c -->\r\n<?go on?><a\r\n b = '>' "
		"c=\"'\"/>\r\n<!-- d -->",
		"<a>&lt;&gt;&amp;&quot;&apos;&#38;&#x26;</a>",
		"<a><![CDATA[<b> & ]] ]]></a >",
		"<a.b-c_d:e>\xC3\xB1\xF0\x9F\x8C\xB1</a.b-c_d:e>",
	};
	struct arena a = ARENA_NONE;

	for (size_t i = 0; i < COUNT_OF(good); i++)
		if (*said_of(&a, good[i]))
			fail_msg("%s: %s", good[i], said_of(&a, good[i]));
	arena_free(&a);
}

/* n times a text, inside another. */
static char *
many(const char *before, const char *text, size_t n, const char *after)
{
	struct buf b = BUF_NONE;

	buf_str(&b, before);
	for (size_t i = 0; i < n; i++)
		buf_str(&b, text);
	buf_str(&b, after);
	return b.data;
}

TEST(xml, bombs_are_refused_before_they_cost_anything)
{
	static const struct {
		const char *before, *text;
		size_t n;
		const char *after, *id;
	} bombs[] = {
		{"<a ",			"b=\"\" ",  60000,  "/>",              "xml-"         },
		{"<a b=\"",                    "x",        100000, "\"/>",            "xml-long"     },
		{"",			   "<a>",      5000,   "",                "xml-deep"     },
		{"<a>",			"<b/>",     20001,  "</a>",            "xml-many"     },
		{"<a>",			"x",        600000, "</a>",            "file-size"    },
		{"<!DOCTYPE a [<!ENTITY b \"", "x",        100,    "\">]><a>&b;</a>",
                 "xml-doctype"								       },
		{"<a>",			"&b;",      1000,   "</a>",            "xml-ampersand"},
		{"<a>",			"<!-- -->", 30000,  "</a>",            "xml-many"     },
		{"<",			  "a",        100000, "/>",              "xml-long"     },
	};
	struct arena a = ARENA_NONE;

	for (size_t i = 0; i < COUNT_OF(bombs); i++) {
		char *text =
			many(bombs[i].before, bombs[i].text, bombs[i].n, bombs[i].after);
		clock_t start = clock();
		const char *said = said_of(&a, text);

		if (!strstr(said, bombs[i].id))
			fail_msg("%s...: %s", bombs[i].before, said);
		assert_true(clock() - start < CLOCKS_PER_SEC / 5);
		free(text);
	}
	arena_free(&a);
}

TEST(xml, a_long_text_takes_no_longer_for_each_letter_than_a_short_one)
{
	static const struct xml_rule rules[] = {
		{"form", false, NULL, NULL, NULL},
		{"item", true,  NULL, NULL, NULL},
		{NULL,   false, NULL, NULL, NULL},
	};
	static const struct xml_table table = {rules};
	static const char *const texts[] = {"a", "word ", "item/", "item id= ", "&#65;"};
	struct arena a = ARENA_NONE;

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		char *text =
			many("<form>", texts[i], 400000 / strlen(texts[i]), "</form>");
		clock_t start = clock();
		struct diags d;

		diags_init(&d, &a);
		assert_non_null(
			xml_parse_as(&a, "f.xml", text, strlen(text), &table, &d));
		assert_true(clock() - start < CLOCKS_PER_SEC);
		free(text);
		arena_clear(&a);
	}
	arena_free(&a);
}

TEST(xml, the_loader_of_others_is_left_as_it_was)
{
	xmlExternalEntityLoader before = xmlGetExternalEntityLoader();
	struct arena a = ARENA_NONE;

	assert_string_equal(said_of(&a, "<a/>"), "");
	assert_string_equal(said_of(&a, "<a\xC3\x97/>"), "1:0 xml-broken");
	assert_true(xmlGetExternalEntityLoader() == before);
	arena_free(&a);
}

TEST(xml, folders_fifos_and_missing_files_are_no_files)
{
	struct arena a = ARENA_NONE;
	struct xml *x = NULL;
	struct err err = ERR_NONE;
	struct diags d;
	const char *fifo = file_join(&a, test_folder(), "fifo.xml");

	diags_init(&d, &a);
	assert_int_equal(xml_load(&a, test_folder(), NULL, &d, &x, &err), ERR_INVALID);
	err_clear(&err);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(xml_load(&a, fifo, NULL, &d, &x, &err), ERR_INVALID);
	err_clear(&err);
	assert_int_equal(
		xml_load(&a, "/nowhere/x.xml", NULL, &d, &x, &err), ERR_NOT_FOUND);
	assert_null(x);
	assert_int_equal(d.found.count, 0);
	arena_free(&a);
}

/* A small generator of its own, the same every time. */
static unsigned
next_random(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16 & 0x7FFF;
}

static void
ignore(void *self, const char *text, ...)
{
	(void)self, (void)text;
}

/* What libxml2 alone thinks; a DOCTYPE does not count as XML here. */
static bool
is_xml(const char *bytes, size_t n)
{
	xmlDocPtr doc = xmlReadMemory(bytes, (int)n, NULL, NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	bool good = doc && !xmlGetIntSubset(doc);

	xmlFreeDoc(doc);
	return good;
}

/* A byte changed, taken out, or put in. */
static size_t
mutate(char *bytes, size_t n, unsigned *state)
{
	static const char odd[] = "<>&\"'=/!?- ;x1#[]\n";
	size_t at = (next_random(state) * 32768u + next_random(state)) % n;
	char with = odd[next_random(state) % (sizeof odd - 1)];

	switch (next_random(state) % 3) {
	case 0:
		bytes[at] = with;
		return n;
	case 1:
		memmove(bytes + at, bytes + at + 1, n - at - 1);
		return n - 1;
	default:
		memmove(bytes + at + 1, bytes + at, n - at);
		bytes[at] = with;
		return n + 1;
	}
}

TEST(xml, nothing_that_libxml2_reads_is_refused_and_nothing_broken_is_read)
{
	struct buf form = BUF_NONE;
	struct err err = ERR_NONE;
	unsigned seed = 7;
	char *copy;

	if (file_read("tests/forms/ok/early-life.xml", XML_FILE_CAP, &form, &err))
		fail_msg("%s", err.text);
	copy = malloc(form.len + 8);
	assert_non_null(copy);
	xmlSetGenericErrorFunc(NULL, ignore);
	for (int i = 0; i < 4000; i++) {
		struct arena a = ARENA_NONE;
		struct diags d;
		size_t n = form.len;
		const struct xml *x;

		memcpy(copy, form.data, n);
		for (int k = 0; k <= i % 3; k++)
			n = mutate(copy, n, &seed);
		diags_init(&d, &a);
		x = xml_parse(&a, "f.xml", copy, n, &d);
		if (utf8_valid(copy, n) == n && (x != NULL) != is_xml(copy, n))
			fail_msg("mutation %d: %s", i, x ? "read" : d.found.at[0].text);
		if (!x)
			assert_int_equal(d.found.count, 1);
		arena_free(&a);
	}
	xmlSetGenericErrorFunc(NULL, NULL);
	free(copy);
	buf_free(&form);
}

/* Where it is linked in there is no ICU behind it: src/xml/no_icu.c. */
TEST(xml, an_encoding_that_nobody_knows_has_no_converter)
{
	assert_null(xmlFindCharEncodingHandler("x-nobody-knows"));
	assert_non_null(xmlFindCharEncodingHandler("UTF-8"));
}

TEST(xml, references_in_values_are_decoded_once)
{
	struct arena a = ARENA_NONE;
	struct diags d;
	const struct xml *x;
	const char text[] =
		"<a b=\"&lt;1 &amp; 2&#38;3&#x26;lt; &amp;#38; caf\xc3\xa9\"/>";

	diags_init(&d, &a);
	x = xml_parse(&a, "f.xml", text, strlen(text), &d);
	assert_non_null(x);
	assert_string_equal(xml_value(x->root, "b"), "<1 & 2&3&lt; &#38; caf\xc3\xa9");
	arena_free(&a);
}

TEST(xml, a_file_cut_off_at_any_byte_is_refused)
{
	struct buf form = BUF_NONE;
	struct err err = ERR_NONE;
	size_t end;

	if (file_read("tests/forms/bad/cond-name.xml", XML_FILE_CAP, &form, &err))
		fail_msg("%s", err.text);
	end = (size_t)(strstr(form.data, "</form>") - form.data) + strlen("</form>");
	for (size_t n = 0; n < end; n++) {
		struct arena a = ARENA_NONE;

		assert_true(*said_of_bytes(&a, form.data, n) != '\0');
		arena_free(&a);
	}
	buf_free(&form);
}
