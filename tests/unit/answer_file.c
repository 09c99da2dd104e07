/* The answers file: every mistake has its place, and no finding holds an answer. */
#include "answer/answer.h"
#include "unit/answer_form.h"
#include "unit/test.h"

static struct answers_line *
parse(struct arena *a, const struct form *f, const char *text, struct diags *d,
	size_t *count)
{
	diags_init(d, a);
	return answers_file_parse(a, f, "a.txt", text, strlen(text), d, count);
}

TEST(answer, a_file_of_answers_is_read_with_codes_digits_quotes_and_comments)
{
	static const char file[] =
		"\xEF\xBB\xBF# paper of Tuesday\r\n"
		"\n"
		"mood = 2   # the digit beside it\r\n"
		"  safe=yes\n"
		"who = mother 4\n"
		"years = ~7\n"
		"born = 1989-03-14\n"
		"words = \"I said \\\"no\\\" # not a comment.\\nTwice.\" # one\n";
	struct arena a = ARENA_NONE;
	const struct form *f = form_of(&a, every_kind);
	struct answers_line *lines;
	struct answers *got;
	struct diags d;
	size_t count = 0;

	assert_non_null(f);
	lines = parse(&a, f, file, &d, &count);
	assert_non_null(lines);
	assert_int_equal(count, 6);
	assert_int_equal(lines[0].at.line, 3);
	got = answers_new(&a, f);
	answers_apply(got, lines, count);
	assert_int_equal(answers_value(got, form_item(f, "mood")).choice, 2);
	assert_int_equal(answers_value(got, form_item(f, "safe")).missing, MISSING_NO);
	assert_int_equal(answers_value(got, form_item(f, "who")).choices, 1 | 8);
	assert_true(answers_value(got, form_item(f, "years")).about);
	assert_int_equal(answers_value(got, form_item(f, "born")).date.day, 14);
	assert_string_equal(answers_value(got, form_item(f, "words")).text,
		"I said \"no\" # not a comment.\nTwice.");
	assert_int_equal(
		answers_value(got, form_item(f, "moved")).missing, MISSING_NOT_REACHED);
	arena_free(&a);
}

TEST(answer, a_skipped_section_skips_what_the_file_does_not_name)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of(&a, every_kind);
	struct answers_line *lines;
	struct answers *got;
	struct diags d;
	size_t count = 0;

	assert_non_null(f);
	lines = parse(
		&a, f, "[second] = !skipped\nyears = 3\nsafe = !dont-know\n", &d, &count);
	assert_non_null(lines);
	got = answers_new(&a, f);
	answers_apply(got, lines, count);
	assert_int_equal(answers_value(got, form_item(f, "words")).missing,
		MISSING_SECTION_SKIPPED);
	assert_int_equal(answers_value(got, form_item(f, "years")).missing, MISSING_NO);
	assert_int_equal(
		answers_value(got, form_item(f, "mood")).missing, MISSING_NOT_REACHED);
	assert_int_equal(
		answers_value(got, form_item(f, "safe")).missing, MISSING_DONT_KNOW);
	arena_free(&a);
}

TEST(answer, an_empty_file_answers_nothing_and_is_no_mistake)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of(&a, every_kind);
	struct diags d;
	size_t count = 9;

	assert_non_null(f);
	assert_non_null(parse(&a, f, "# nothing\n", &d, &count));
	assert_int_equal(count, 0);
	assert_int_equal(d.found.count, 0);
	arena_free(&a);
}

/* One mistake a row: the file, where, which finding, words of it. */
static const struct {
	const char *file;
	int line, column;
	const char *id, *says;
} mistakes[] = {
	{"\nmod = often\n",              2, 1,  "answers-no-item",    "did you mean \"mood\"?"   },
	{"[secund] = !skipped\n",        1, 2,  "answers-no-section", "did you mean \"second\"?" },
	{"mood = ofen\n",                1, 8,  "answers-value",
         "its answers are: never, sometimes, often, very_often, no_chance"                       },
	{"mood = 9\n",                   1, 8,  "answers-value",      "not an answer of \"mood\""},
	{"mood = never often\n",         1, 8,  "answers-value",      "not an answer of \"mood\""},
	{"who = mother uncle\n",         1, 7,  "answers-value",      "not an answer of \"who\"" },
	{"who = nobody mother\n",        1, 7,  "answers-value",      "stands alone"             },
	{"years = 91\n",                 1, 9,  "answers-value",      "a number from 0 to 90"    },
	{"born = 1989\n",                1, 8,  "answers-value",      "a day, such as 1989-03-14"},
	{"moved = 2021-03-14\n",         1, 9,  "answers-value",      "a month and year"         },
	{"words = I was seven\n",        1, 9,  "answers-value",      "in quotation marks"       },
	{"words = \"\"\n",               1, 9,  "answers-value",      "an empty text"            },
	{"words = \"I was\n",            1, 9,  "answers-syntax",     "closing quotation mark"   },
	{"words = \"a\\qb\"\n",          1, 9,  "answers-syntax",     "after \\ stands"          },
	{"words = \"a\" seven\n",        1, 13, "answers-syntax",     "nothing but a comment"    },
	{"mood =\n",		     1, 7,  "answers-syntax",     "nothing behind the = sign"},
	{"mood = # seven\n",             1, 8,  "answers-syntax",     "nothing behind the = sign"},
	{"mood often\n",                 1, 1,  "answers-syntax",     "a line is"                },
	{"Seven = often\n",              1, 1,  "answers-syntax",     "a line is"                },
	{"mood = never\nmood = often\n", 2, 1,  "answers-twice",      "on line 1 already"        },
	{"mood = !dont-know\n",          1, 8,  "answers-reason",     "does not offer"           },
	{"mood = !not-asked\n",          1, 8,  "answers-reason",     "after ! stands"           },
	{"safe = !does-not-apply\n",     1, 8,  "answers-reason",     "does not apply"           },
	{"[second] = 3\n",               1, 12, "answers-reason",     "can only be skipped"      },
	{"[second = !skipped\n",         1, 1,  "answers-syntax",     "[id] = !skipped"          },
	{"mood = never\n\xff = 1\n",     2, 0,  "answers-encoding",   "not UTF-8"                },
};

TEST(answer, a_mistake_in_a_file_has_its_line_and_column)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of(&a, every_kind);

	assert_non_null(f);
	for (size_t i = 0; i < COUNT_OF(mistakes); i++) {
		struct diags d;
		size_t count = 0;

		assert_null(parse(&a, f, mistakes[i].file, &d, &count));
		if (d.found.count != 1)
			fail_msg("%zu findings in: %s", d.found.count, mistakes[i].file);
		assert_string_equal(d.found.at[0].id, mistakes[i].id);
		assert_int_equal(d.found.at[0].at.line, mistakes[i].line);
		assert_int_equal(d.found.at[0].at.column, mistakes[i].column);
		if (!strstr(d.found.at[0].text, mistakes[i].says))
			fail_msg("\"%s\" says: %s", mistakes[i].file, d.found.at[0].text);
	}
	arena_free(&a);
}

TEST(answer, no_finding_holds_what_a_client_said)
{
	static const char *const said[] = {"ofen", "uncle", "91", "1989-03-14x", "seven"};
	struct arena a = ARENA_NONE;
	const struct form *f = form_of(&a, every_kind);
	struct buf out = BUF_NONE, file = BUF_NONE;
	struct diags d;
	size_t count = 0;

	assert_non_null(f);
	buf_str(&file,
		"mood = ofen\nwho = uncle\nyears = 91\nborn = 1989-03-14x\n"
		"words = seven\nseven words = 1\n");
	assert_null(parse(&a, f, buf_text(&file), &d, &count));
	assert_int_equal(d.found.count, 6);
	diags_put(&d, &out);
	for (size_t i = 0; i < COUNT_OF(said); i++)
		if (strstr(buf_text(&out), said[i]))
			fail_msg("a finding holds \"%s\"", said[i]);
	buf_free(&out);
	buf_free(&file);
	arena_free(&a);
}
