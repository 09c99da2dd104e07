/* findings, each with its place */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/utf8.h"
#include "unit/test.h"

static struct place
place(const char *file, int line, int column)
{
	return (struct place){file, line, column};
}

static void
assert_shown(const struct diags *d, const char *wanted)
{
	struct buf b = BUF_NONE;

	diags_put(d, &b);
	assert_string_equal(buf_text(&b), wanted);
	buf_free(&b);
}

TEST(diag, a_finding_shows_its_place_its_line_and_a_caret)
{
	static const char form[] = "<form>\n\t<band from=\"0\"/>\r\n</form>\n";
	struct arena a = ARENA_NONE;
	struct diags d;

	diags_init(&d, &a);
	diags_source(&d, "other.xml", "x\ny\nz\n", 6);
	diags_source(&d, "gad7.xml", form, strlen(form));
	diags_error(&d, "band-gap", place("gad7.xml", 2, 2),
		"score %d falls in no band of scale \"%s\"", 9, "gad7");
	assert_shown(&d,
		"gad7.xml:2:2: error: score 9 falls in no band of scale \"gad7\" "
		"[band-gap]\n"
		"    2 |  <band from=\"0\"/>\n"
		"      |  ^\n");
	assert_string_equal(d.found.at[0].source, "\t<band from=\"0\"/>");
	arena_free(&a);
}

TEST(diag, a_finding_about_a_whole_file_or_one_not_known_has_no_line)
{
	struct arena a = ARENA_NONE;
	struct diags d;

	diags_init(&d, &a);
	diags_source(&d, "a.xml", "only line", 9);
	diags_warn(&d, "no-source", place("a.xml", 0, 0), "nothing is cited");
	diags_note(&d, "here", place("b.xml", 3, 0), "elsewhere");
	diags_error(&d, "past", place("a.xml", 2, 1), "past the end");
	diags_error(&d, "last", place("a.xml", 1, 10), "at the very end");
	assert_shown(&d,
		"a.xml: warning: nothing is cited [no-source]\n"
		"b.xml:3: note: elsewhere [here]\n"
		"a.xml:2:1: error: past the end [past]\n"
		"a.xml:1:10: error: at the very end [last]\n"
		"    1 | only line\n"
		"      |          ^\n");
	arena_free(&a);
}

TEST(diag, the_caret_stands_under_the_character_however_wide_the_text_before)
{
	static const char form[] = "\t日本 sen\xcc\x83or <x>";
	struct arena a = ARENA_NONE;
	struct diags d;

	diags_init(&d, &a);
	diags_source(&d, "f", form, strlen(form));
	/* tab, two wide, space, s e n tilde o r, space: 11 characters, 12 columns */
	diags_error(&d, "id", place("f", 1, 12), "here");
	assert_shown(&d,
		"f:1:12: error: here [id]\n"
		"    1 |  日本 sen\xcc\x83or <x>\n"
		"      |             ^\n");
	arena_free(&a);
}

TEST(diag, nothing_in_a_form_reaches_the_terminal_as_an_escape)
{
	static const char form[] = "<a>\x1b[2J\xff</a>";
	struct arena a = ARENA_NONE;
	struct diags d;

	diags_init(&d, &a);
	diags_source(&d, "f\x1b[1m", form, strlen(form));
	diags_error(&d, "control", place("f\x1b[1m", 1, 9), "not \"%s\"", "\x1b\nx");
	assert_shown(&d,
		"f\xef\xbf\xbd[1m:1:9: error: not \"\xef\xbf\xbd x\" [control]\n"
		"    1 | <a>\xef\xbf\xbd[2J\xef\xbf\xbd</a>\n"
		"      |         ^\n");
	arena_free(&a);
}

/* The character over the caret of the first finding, and how wide its line is. */
static char
over_caret(const struct diags *d, int *ret_width)
{
	struct buf b = BUF_NONE;
	char *quote, *under, *caret, over;

	diags_put(d, &b);
	quote = strchr(b.data, '\n') + 1;
	under = strchr(quote, '\n') + 1;
	caret = strchr(under, '^');
	under[-1] = '\0';
	*ret_width = utf8_width(quote);
	over = caret - under < under - 1 - quote ? quote[caret - under] : '\0';
	buf_free(&b);
	return over;
}

TEST(diag, of_a_long_line_the_part_around_the_column_is_shown)
{
	char line[1001];

	for (int i = 0; i < 1000; i++)
		line[i] = (char)('a' + i % 26);
	line[1000] = '\0';
	for (int column = 1; column <= 1000; column++) {
		struct arena a = ARENA_NONE;
		struct diags d;
		int width;

		diags_init(&d, &a);
		diags_source(&d, "f", line, 1000);
		diags_error(&d, "id", place("f", 1, column), "here");
		assert_int_equal(over_caret(&d, &width), line[column - 1]);
		assert_in_range(width, 40, 78);
		arena_free(&a);
	}
}

TEST(diag, a_line_that_just_fits_is_shown_whole)
{
	char line[72];
	struct arena a = ARENA_NONE;
	struct diags d;
	struct buf b = BUF_NONE;

	memset(line, 'x', sizeof(line));
	diags_init(&d, &a);
	diags_source(&d, "f", line, 70);
	diags_error(&d, "id", place("f", 1, 70), "here");
	diags_put(&d, &b);
	assert_null(strstr(buf_text(&b), "..."));
	buf_free(&b);
	b = (struct buf)BUF_NONE;
	diags_init(&d, &a);
	diags_source(&d, "f", line, 71);
	diags_error(&d, "id", place("f", 1, 1), "here");
	diags_put(&d, &b);
	assert_non_null(strstr(buf_text(&b), "x...\n"));
	buf_free(&b);
	arena_free(&a);
}

TEST(diag, findings_are_ordered_by_place_and_else_as_found)
{
	struct arena a = ARENA_NONE;
	struct diags d;
	char ids[64] = "";

	diags_init(&d, &a);
	diags_error(&d, "g", place("b", 1, 1), "x");
	diags_error(&d, "e", place("a", 9, 2), "x");
	diags_error(&d, "f", place("a", 10, 1), "x");
	diags_warn(&d, "c", place("a", 9, 1), "x");
	diags_error(&d, "d", place("a", 9, 1), "x");
	diags_note(&d, "b", place("a", 2, 30), "x");
	diags_note(&d, "a", place("a", 0, 0), "x");
	diags_sort(&d);
	for (size_t i = 0; i < d.found.count; i++)
		strcat(ids, d.found.at[i].id);
	assert_string_equal(ids, "abcdefg");
	arena_free(&a);
}

static void
assert_summary(int errors, int warnings, int notes, const char *wanted)
{
	struct arena a = ARENA_NONE;
	struct buf b = BUF_NONE;
	struct diags d;

	diags_init(&d, &a);
	for (int i = 0; i < errors; i++)
		diags_error(&d, "e", place("f", 1, 1), "x");
	for (int i = 0; i < warnings; i++)
		diags_warn(&d, "w", place("f", 1, 1), "x");
	for (int i = 0; i < notes; i++)
		diags_note(&d, "n", place("f", 1, 1), "x");
	assert_int_equal(diags_failed(&d), errors > 0);
	diags_put_summary(&d, &b);
	assert_string_equal(buf_text(&b), wanted);
	buf_free(&b);
	arena_free(&a);
}

TEST(diag, the_summary_counts_in_words)
{
	assert_summary(2, 1, 0, "2 errors, 1 warning");
	assert_summary(1, 0, 2, "1 error, 2 notes");
	assert_summary(0, 3, 0, "3 warnings");
	assert_summary(0, 0, 0, "no errors");
}

TEST(diag, beyond_a_thousand_of_a_kind_they_are_counted_and_the_first_error_is_kept)
{
	struct arena a = ARENA_NONE;
	struct buf b = BUF_NONE;
	struct diags d;

	diags_init(&d, &a);
	for (int i = 0; i < 3000; i++)
		diags_warn(&d, "w", place("f", i + 1, 1), "x");
	assert_false(diags_crowded(&d));
	for (int i = 0; i < 2000; i++)
		diags_error(&d, "e", place("f", i + 1, 1), "x");
	assert_true(diags_crowded(&d));
	assert_int_equal(d.found.count, 2 * DIAG_KEPT_MAX);
	assert_string_equal(d.found.at[DIAG_KEPT_MAX].id, "e");
	assert_int_equal(d.found.at[DIAG_KEPT_MAX].at.line, 1);
	diags_put_summary(&d, &b);
	assert_string_equal(buf_text(&b),
		"2000 errors (the first 1000 are shown), "
		"3000 warnings (the first 1000 are shown)");
	buf_free(&b);
	arena_free(&a);
}

static void
assert_nearest(const char *wrong, const char *wanted)
{
	static const char *const names[] = {"form", "section", "question", "scale",
		"band", "cut", "gad7", "phq9", "dl1", "show-if", "dont-know",
		"acknowledge", "a"};
	const char *nearest = diag_nearest(wrong, names, COUNT_OF(names));

	if (wanted) {
		assert_non_null(nearest);
		assert_string_equal(nearest, wanted);
	} else if (nearest) {
		fail_msg("%s for %s", nearest, wrong);
	}
}

TEST(diag, a_slip_of_the_finger_finds_the_name_that_was_meant)
{
	assert_nearest("from", "form"); /* neighbours swapped: one slip */
	assert_nearest("bnad", "band");
	assert_nearest("sectiun", "section");
	assert_nearest("sectoin", "section");
	assert_nearest("showif", "show-if");
	assert_nearest("aknowlege", "acknowledge");
	assert_nearest("acnowlegde", "acknowledge");
	assert_nearest("cat", "cut");
}

TEST(diag, what_is_far_identical_or_another_number_is_not_suggested)
{
	assert_nearest("mrfo", NULL);  /* two slips in four letters */
	assert_nearest("xyzzy", NULL); /* nothing like it */
	assert_nearest("gad7", NULL);
	assert_nearest("gad2", NULL);
	assert_nearest("gad", NULL);
	assert_nearest("phq15", NULL);
	assert_nearest("dl12", NULL);
	assert_nearest("b", NULL); /* every letter another */
	assert_nearest("", NULL);
	assert_nearest(
		"acknowledgeacknowledgeacknowledgeacknowledgeacknowledgeacknowledge",
		NULL);
}
