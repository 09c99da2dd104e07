/* report_measure.c - widths, lines, and characters that cannot be drawn */
#include "unit/test.h"

#include "base/utf8.h"
#include "report/sample.h"

static struct arena arena;
static struct measure measure;

static void
load(void)
{
	struct err err = ERR_NONE;

	arena = (struct arena)ARENA_NONE;
	assert_int_equal(measure_load(&arena, NULL, &measure, &err), 0);
}

/* All lines with | between. */
static const char *
wrapped(const char *text, double width)
{
	struct buf b = BUF_NONE;
	const struct text_line *lines;
	const char *all;
	size_t count;

	lines = measure_wrap(&arena, &measure, FACE_REGULAR, 10, text, width, &count);
	for (size_t i = 0; i < count; i++) {
		/* the only line that may be wider is one that cannot be broken */
		assert_true(
			lines[i].width <= width + 1e-6 || utf8_count(lines[i].text) == 1);
		buf_printf(&b, "%s%s", i ? "|" : "", lines[i].text);
	}
	all = arena_strdup(&arena, buf_text(&b));
	buf_free(&b);
	return all;
}

/* Advances of Lato 2.0 in units of 2000 per em, as its "hmtx" has them. */
TEST(report, widths_are_those_of_the_typeface)
{
	load();
	assert_true(measure_text(&measure, FACE_REGULAR, 1000, "0", 1) > 579);
	assert_true(measure_text(&measure, FACE_REGULAR, 1000, "0", 1) < 581);
	/* figures are all of one width, so that columns of numbers stand straight */
	for (const char *digit = "123456789"; *digit; digit++)
		assert_true(measure_text(&measure, FACE_BOLD, 1000, digit, 1) >=
				measure_text(&measure, FACE_BOLD, 1000, "0", 1) &&
			measure_text(&measure, FACE_BOLD, 1000, digit, 1) <=
				measure_text(&measure, FACE_BOLD, 1000, "0", 1));
	assert_true(measure_has(&measure, FACE_ITALIC, 0xf1));
	assert_true(measure_has(&measure, FACE_REGULAR, 0x0416)); /* Ж */
	assert_true(measure_has(&measure, FACE_REGULAR, 0x03a9)); /* Ω */
	assert_false(measure_has(&measure, FACE_REGULAR, 0x05d0));
	assert_false(measure_has(&measure, FACE_REGULAR, 0x1f622));
	arena_free(&arena);
}

TEST(report, a_word_wider_than_its_column_is_broken_and_never_lost)
{
	struct buf letters = BUF_NONE, back = BUF_NONE;
	const char *lines;

	load();
	for (int i = 0; i < 300; i++)
		buf_char(&letters, (char)('a' + i % 26));
	lines = wrapped(buf_text(&letters), 100);
	for (; *lines; lines++)
		if (*lines != '|')
			buf_char(&back, *lines);
	assert_string_equal(buf_text(&back), buf_text(&letters));
	assert_string_equal(wrapped("ab", 0.1), "a|b");

	buf_free(&letters);
	buf_free(&back);
	arena_free(&arena);
}

TEST(report, lines_break_where_people_break_them)
{
	load();
	assert_string_equal(wrapped("one two three", 45), "one two|three");
	assert_string_equal(wrapped("one\n\nthree\n", 90), "one||three");
	assert_string_equal(wrapped("", 90), "");
	/* never between a digit, a hyphen and a letter */
	assert_string_equal(wrapped("the 3-point rule", 38), "the|3-point|rule");
	/* U+2011, which Lato does not have, stays a hyphen that does not break */
	assert_string_equal(wrapped("so self\u2011harm", 45), "so|self-harm");
	arena_free(&arena);
}

TEST(report, what_the_typeface_lacks_is_written_out)
{
	load();
	assert_string_equal(wrapped("sad \U0001F622.", 200), "sad [U+1F622].");
	assert_string_equal(wrapped("\u05d0", 200), "[U+05D0]");
	assert_string_equal(wrapped("e\u0301", 200), "\u00e9"); /* NFC first */
	assert_string_equal(wrapped("a\tb", 200), "a b");
	assert_string_equal(wrapped("a\x1b"
				    "b",
				    200),
		"a[U+FFFD]b");
	arena_free(&arena);
}

TEST(report, a_missing_typeface_is_named_with_the_package_that_has_it)
{
	static const char *const nowhere[] = {"/nonexistent", NULL};
	struct err err = ERR_NONE;
	struct measure m;

	arena = (struct arena)ARENA_NONE;
	assert_int_equal(measure_load(&arena, nowhere, &m, &err), ERR_NOT_FOUND);
	assert_non_null(strstr(err.advice, "fonts-lato"));
	arena_free(&arena);
}

TEST(report, a_file_that_is_no_font_is_refused)
{
	const char *folders[] = {test_folder(), NULL};
	const char *path;
	struct err err = ERR_NONE;
	struct measure m;

	arena = (struct arena)ARENA_NONE;
	path = file_join(&arena, test_folder(), "Lato-Regular.ttf");
	assert_int_equal(file_write(path, "no font", 7, true, &err), 0);
	assert_int_equal(measure_load(&arena, folders, &m, &err), ERR_INVALID);
	arena_free(&arena);
}
