/*
 * made.c - made input onto standard output: made form 5000, made entities 30
 *
 * made stored FORM.xml: a form as the store keeps it, with all that it includes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "unit/form_of.h"

/* Each entity is ten of the one before: a billion laughs. */
static void
put_entities(struct buf *out, size_t n)
{
	buf_str(out, "<!DOCTYPE form [<!ENTITY a0 'ha'>\n");
	for (size_t i = 1; i <= n; i++) {
		buf_printf(out, "<!ENTITY a%zu '", i);
		for (int k = 0; k < 10; k++)
			buf_printf(out, "&a%zu;", i - 1);
		buf_str(out, "'>\n");
	}
	buf_printf(out, "]><form id='bomb'><title>&a%zu;</title></form>\n", n);
}

/* Names of four letters, so that as many fit into a file. */
static void
put_attributes(struct buf *out, size_t n)
{
	buf_str(out, "<form");
	for (size_t i = 0; i < n; i++)
		buf_printf(out, " %c%c%c%c=''", (char)('a' + i / 17576 % 26),
			(char)('a' + i / 676 % 26), (char)('a' + i / 26 % 26),
			(char)('a' + i % 26));
	buf_str(out, "/>\n");
}

static void
put_levels(struct buf *out, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_str(out, "<a>");
	for (size_t i = 0; i < n; i++)
		buf_str(out, "</a>");
}

/* A condition of n brackets in a form that is sound. */
static void
put_brackets(struct buf *out, size_t n)
{
	buf_str(out,
		"<form id='b' version='1' xml:lang='en'><title>B</title>"
		"<section id='s'><title>S</title>"
		"<question id='q' type='yes-no'><text>Q</text></question>"
		"<question id='r' type='yes-no' show-if='");
	for (size_t i = 0; i < n; i++)
		buf_char(out, '(');
	buf_str(out, "q'><text>R</text></question></section></form>\n");
}

/* Every condition names what is not there: the worst case for "did you mean". */
static void
put_names(struct buf *out, size_t n)
{
	buf_str(out,
		"<form id='n' version='1' xml:lang='en'><title>N</title>"
		"<section id='s'><title>S</title>\n");
	for (size_t i = 0; i < n; i++)
		buf_printf(out,
			"<question id='question_%zu' type='yes-no' "
			"show-if='questoin_%zu'>"
			"<text>Q</text></question>\n",
			i, i / 2);
	buf_str(out, "</section></form>\n");
}

/* Every text of a form is translated, each under a wrong name. */
static void
put_translations(struct buf *out, size_t n)
{
	buf_str(out,
		"<form id='t' version='1' xml:lang='en' languages='en es'>"
		"<title>T</title><section id='s'><title>S</title>\n");
	for (size_t i = 0; i < n; i++)
		buf_printf(out,
			"<question id='question_%zu' type='yes-no'><text>Q</text>"
			"</question>\n",
			i);
	buf_str(out, "</section><translation xml:lang='es'>\n");
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "<t of='pregunta_%zu'>P</t>\n", i);
	buf_str(out, "</translation></form>\n");
}

/* Scales of a thousand wrong names each. */
static void
put_references(struct buf *out, size_t n)
{
	buf_str(out,
		"<form id='r' version='1' xml:lang='en'><title>R</title>"
		"<section id='s'><title>S</title>"
		"<question id='q' type='yes-no'><text>Q</text></question></section>\n");
	for (size_t i = 0; i < n; i++) {
		buf_printf(out, "<scale id='s%zu' method='sum' items='", i);
		for (size_t k = 0; k < 1000; k++)
			buf_printf(out, "q%zu ", k);
		buf_str(out, "'><title>S</title></scale>\n");
	}
	buf_str(out, "</form>\n");
}

/* A mistake a tag, all on one line. */
static void
put_line(struct buf *out, size_t n)
{
	buf_str(out, "<form id='l' version='1' xml:lang='en'><title>L</title>");
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "<sektion id='s%zu'/>", i);
	buf_str(out, "</form>\n");
}

/* The same id for all. */
static void
put_twins(struct buf *out, size_t n)
{
	buf_str(out,
		"<form id='t' version='1' xml:lang='en'><title>T</title>"
		"<section id='s'><title>S</title>\n");
	for (size_t i = 0; i < n; i++)
		buf_str(out,
			"<question id='q' type='yes-no'><text>Q</text></question>\n");
	buf_str(out, "</section></form>\n");
}

/* Alerts beside as many questions, nothing wrong. */
static void
put_alerts(struct buf *out, size_t n)
{
	buf_str(out,
		"<form id='a' version='1' xml:lang='en'><title>A</title>"
		"<section id='s'><title>S</title>\n");
	for (size_t i = 0; i < n; i++)
		buf_printf(out,
			"<question id='q%zu' type='yes-no'><text>Q</text></question>\n",
			i);
	buf_str(out, "</section>\n");
	for (size_t i = 0; i < n; i++)
		buf_printf(out,
			"<alert id='a%zu' level='info' "
			"if='q%zu'><text>A</text></alert>\n",
			i, i);
	buf_str(out, "</form>\n");
}

/* Conditions that are never true, each with as many combinations as are tried. */
static void
put_conditions(struct buf *out, size_t n)
{
	buf_str(out,
		"<form id='c' version='1' xml:lang='en'><title>C</title>"
		"<section id='s'><title>S</title>"
		"<question id='a' type='number' min='0' "
		"max='64'><text>A</text></question>"
		"<question id='b' type='number' min='0' "
		"max='64'><text>B</text></question>\n");
	for (size_t i = 0; i < n; i++)
		buf_printf(out,
			"<question id='q%zu' type='yes-no' show-if='a is more than 9 and "
			"b "
			"is less than 9 and a is less than "
			"9'><text>Q</text></question>\n",
			i);
	buf_str(out, "</section></form>\n");
}

/* Scales with as many possible scores as are listed. */
static void
put_scores(struct buf *out, size_t n)
{
	buf_str(out,
		"<form id='b' version='1' xml:lang='en'><title>B</title>"
		"<section id='s'><title>S</title><question id='q' type='one'>"
		"<text>Q</text><answer code='no' score='0'>No</answer>"
		"<answer code='yes' score='99999'>Yes</answer></question></section>\n");
	for (size_t i = 0; i < n; i++)
		buf_printf(out,
			"<scale id='s%zu' method='sum' items='q'><title>S</title>"
			"<source>S</source><band from='0' "
			"to='99999'>All</band></scale>\n",
			i);
	buf_str(out, "</form>\n");
}

/* A list of answers for each question, all in one scale. */
static void
put_lists(struct buf *out, size_t n)
{
	buf_str(out,
		"<form id='l' version='1' xml:lang='en'><title>L</title>"
		"<section id='s'><title>S</title>\n");
	for (size_t i = 0; i < n; i++)
		buf_printf(out,
			"<question id='q%zu' type='one'><text>Q</text><answer code='n' "
			"score='0'>N</answer><answer code='y' score='1'>Y</answer>"
			"</question>\n",
			i);
	buf_str(out, "</section>\n");
	for (size_t i = 0; i + 10 <= n; i += 10) {
		buf_printf(out, "<scale id='s%zu' method='sum' items='", i);
		for (size_t k = i; k < i + 10; k++)
			buf_printf(out, "q%zu ", k);
		buf_str(out, "'><title>S</title><source>S</source></scale>\n");
	}
	buf_str(out, "</form>\n");
}

/* n bytes of nothing wrong. */
static void
put_bytes(struct buf *out, size_t n)
{
	buf_str(out, "<form>");
	while (out->len < n)
		buf_str(out, "words ");
	buf_str(out, "</form>\n");
}

static const struct {
	const char *kind;
	void (*put)(struct buf *out, size_t n);
} kinds[] = {
	{"form",         made_form       },
	{"questions",    made_questions  },
	{"entities",     put_entities    },
	{"attributes",   put_attributes  },
	{"levels",       put_levels      },
	{"brackets",     put_brackets    },
	{"names",        put_names       },
	{"translations", put_translations},
	{"references",   put_references  },
	{"line",         put_line        },
	{"twins",        put_twins       },
	{"alerts",       put_alerts      },
	{"conditions",   put_conditions  },
	{"scores",       put_scores      },
	{"lists",        put_lists       },
	{"bytes",        put_bytes       },
};

static void
put_stored(struct buf *out, const char *path)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of_file(&a, path);

	if (!f)
		bench_die("the form has mistakes");
	buf_add(out, f->text, f->text_size);
	arena_free(&a);
}

int
main(int argc, char **argv)
{
	struct buf out = BUF_NONE;

	if (argc == 3 && strcmp(argv[1], "stored") == 0)
		put_stored(&out, argv[2]);
	for (size_t i = 0; argc == 3 && i < COUNT_OF(kinds); i++)
		if (strcmp(argv[1], kinds[i].kind) == 0)
			kinds[i].put(&out, (size_t)strtoul(argv[2], NULL, 10));
	if (!out.len || out.full)
		bench_die("usage: made KIND NUMBER");
	if (fwrite(out.data, 1, out.len, stdout) != out.len || fflush(stdout))
		bench_die("cannot write");
	buf_free(&out);
	return EXIT_SUCCESS;
}
