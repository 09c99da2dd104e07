/* utf8: safety, width, comparing, wrapping */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "unit/test.h"

TEST(utf8, the_valid_part_ends_at_the_first_bad_byte)
{
	static const struct {
		const char *text;
		size_t n, valid;
	} rows[] = {
		{"ni\xc3\xb1o",      5, 5}, /* niño */
		{"a\xff\x62",        3, 1},
		{"\xc0\xaf",         2, 0}, /* overlong "/" */
		{"\xed\xa0\x80",     3, 0}, /* a surrogate */
		{"ab\xe2\x82",       4, 2}, /* cut short */
		{"\xf4\x90\x80\x80", 4, 0}, /* past U+10FFFF */
		{"",                 0, 0},
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_int_equal(utf8_valid(rows[i].text, rows[i].n), rows[i].valid);
}

TEST(utf8, characters_go_in_and_come_out_the_same)
{
	static const uint32_t all[] = {'a', 0xf1, 0x20ac, 0x1f600, 0x10ffff};
	struct buf b = BUF_NONE;
	const char *at;

	for (size_t i = 0; i < COUNT_OF(all); i++)
		utf8_put(&b, all[i]);
	utf8_put(&b, 0xd800); /* no character */
	at = buf_text(&b);
	assert_int_equal(utf8_count(at), COUNT_OF(all) + 1);
	for (size_t i = 0; i < COUNT_OF(all); i++)
		assert_int_equal(utf8_next(&at), all[i]);
	assert_int_equal(utf8_next(&at), 0xfffd);
	assert_int_equal(utf8_next(&at), 0);
	assert_int_equal(utf8_next(&at), 0); /* and stays at the end */
	buf_free(&b);
}

TEST(utf8, what_steers_a_terminal_or_turns_text_round_is_unsafe)
{
	static const uint32_t unsafe[] = {0x01, 0x07, 0x08, 0x0b, 0x0d, 0x1b, 0x1f, 0x7f,
		0x80, 0x9b, 0x9f, 0x61c, 0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2069,
		0xfeff};
	static const uint32_t safe[] = {'\t', '\n', ' ', '~', 0xa0, 0x61b, 0x61d, 0x200d,
		0x2010, 0x202f, 0x206a, 0xfffd};

	for (size_t i = 0; i < COUNT_OF(unsafe); i++)
		assert_true(utf8_unsafe(unsafe[i]));
	for (size_t i = 0; i < COUNT_OF(safe); i++)
		assert_false(utf8_unsafe(safe[i]));
}

TEST(utf8, printable_text_has_no_escape_and_no_broken_byte)
{
	struct arena a = ARENA_NONE;

	assert_string_equal(utf8_printable(&a, "a\x1b[2J\n\xc2\x9b\xff z"),
		"a\xef\xbf\xbd[2J\n\xef\xbf\xbd\xef\xbf\xbd z");
	assert_string_equal(utf8_printable(&a, "¿Qué tal?\tbien"), "¿Qué tal?\tbien");
	assert_string_equal(utf8_printable(&a, "\xff\xff\xff\xff"),
		"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	arena_free(&a);
}

TEST(utf8, width_counts_columns_not_characters)
{
	assert_int_equal(utf8_width("abc"), 3);
	assert_int_equal(utf8_width("señal"), 5);
	assert_int_equal(utf8_width("sen\xcc\x83"
				    "al"),
		5); /* n and a combining tilde */
	assert_int_equal(utf8_width("日本"), 4);
	assert_int_equal(utf8_width(""), 0);
}

TEST(utf8, what_was_typed_is_compared_without_case_accents_or_stray_spaces)
{
	struct arena a = ARENA_NONE;

	assert_string_equal(utf8_fold(&a, " Atrás "), "atras");
	assert_string_equal(utf8_fold(&a, "ATRA\xcc\x81S"), "atras");
	assert_string_equal(utf8_fold(&a, "\tNo\xc2\xa0 lo   SÉ\n"), "no lo se");
	assert_string_equal(utf8_fold(&a, "Mañana"), "manana");
	assert_string_equal(utf8_fold(&a, "Straße"), "strasse");
	assert_string_equal(utf8_fold(&a, "  "), "");
	assert_string_equal(utf8_fold(&a, ""), "");
	arena_free(&a);
}

TEST(utf8, nfc_makes_one_character_of_letter_and_mark)
{
	struct arena a = ARENA_NONE;

	assert_string_equal(utf8_nfc(&a, "sen\xcc\x83or"), "señor");
	assert_string_equal(utf8_nfc(&a, ""), "");
	arena_free(&a);
}

/* text with '|' where a line may break and '!' where it must. */
static void
assert_breaks(const char *text, const char *wanted)
{
	size_t n = strlen(text);
	char *breaks = malloc(n + 1);
	struct buf b = BUF_NONE;

	utf8_breaks(text, n, breaks);
	for (size_t i = 0; i < n; i++) {
		if (breaks[i] != UTF8_BREAK_NO)
			buf_char(&b, breaks[i] == UTF8_BREAK_MUST ? '!' : '|');
		buf_char(&b, text[i]);
	}
	assert_string_equal(buf_text(&b), wanted);
	buf_free(&b);
	free(breaks);
}

TEST(utf8, a_line_breaks_before_a_word_and_after_a_newline)
{
	assert_breaks("one two", "one |two");
	assert_breaks("one\ntwo\n\nthree", "one\n!two\n!\n!three");
	assert_breaks("¿Qué es?", "¿Qué |es?");
	assert_breaks("ends\n", "ends\n");
	assert_breaks("", "");
}

TEST(utf8, a_number_and_its_word_stay_together)
{
	assert_breaks("a 3-point scale", "a |3-point |scale");
	assert_breaks("the PHQ-9 asks", "the |PHQ-9 |asks");
	assert_breaks("self-harm", "self-|harm");
	assert_breaks("0\xe2\x80\x93"
		      "27 points",
		"0\xe2\x80\x93"
		"27 |points");
	assert_breaks("3\xe2\x80\x90point", "3\xe2\x80\x90point");
	assert_breaks("1.5 mg", "1.5 |mg");
	assert_breaks("86 % of", "86 % |of");
	assert_breaks("(specificity 82 %)", "(specificity |82 %)");
}

static void
assert_wrapped(const char *text, int columns, int indent, const char *wanted)
{
	struct buf b = BUF_NONE;

	utf8_wrap(&b, text, columns, indent);
	assert_string_equal(buf_text(&b), wanted);
	buf_free(&b);
}

TEST(utf8, wrapped_lines_fit_and_keep_every_word)
{
	assert_wrapped("the quick brown fox", 9, 0, "the quick\nbrown fox\n");
	assert_wrapped("the quick brown fox", 10, 2, "the quick\n  brown\n  fox\n");
	assert_wrapped("one", 80, 4, "one\n");
	assert_wrapped("cafés años", 5, 0, "cafés\naños\n");
	assert_wrapped("exactly", 7, 0, "exactly\n");
}

TEST(utf8, a_word_wider_than_the_line_is_broken_never_lost)
{
	assert_wrapped("a extraordinary b", 6, 0, "a\nextrao\nrdinar\ny b\n");
	assert_wrapped("日本語", 4, 0, "日本\n語\n");
	assert_wrapped("日本", 1, 0, "日\n本\n"); /* wider than any line: alone on it */
	assert_wrapped("abc", 0, 0, "a\nb\nc\n");
}

TEST(utf8, wrapping_keeps_empty_lines_and_drops_spaces_at_ends)
{
	assert_wrapped("one\n\ntwo\n", 20, 2, "one\n\n  two\n");
	assert_wrapped("one   two", 4, 0, "one\ntwo\n");
	assert_wrapped("one  \ntwo", 20, 0, "one\ntwo\n");
	assert_wrapped("", 20, 0, "");
	assert_wrapped("\n", 20, 0, "\n");
}

TEST(base, a_line_never_breaks_inside_a_web_address)
{
	struct buf out = BUF_NONE;

	utf8_wrap(&out, "chat: 988lifeline.org (any time)", 20, 0);
	assert_string_equal(buf_text(&out), "chat:\n988lifeline.org (any\ntime)\n");
	buf_free(&out);
}
