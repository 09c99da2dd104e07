/*
 * utf8_wrap.c - where lines may break, and lines for a terminal
 */
#include <string.h>

#include <unictype.h>
#include <unilbrk.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/mem.h"
#include "base/utf8.h"

/* Hyphens that join a number and a word, and the dash of a range: "3-point", "0–27". */
static bool
is_hyphen(uint32_t c)
{
	return c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2013;
}

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool
in_word(uint32_t c)
{
	return is_digit(c) || uc_is_property_alphabetic(c);
}

static bool
is_blank(uint32_t c)
{
	return c == ' ' || c == 0xa0;
}

/* Does what stands between two letters or digits make one word of them?  A hyphen does
 * beside a digit ("3-point"), a full stop always ("988lifeline.org"), a blank before the
 * sign of per cent ("82 %"). */
static bool
joins(uint32_t before, uint32_t joint, uint32_t after)
{
	if (is_blank(joint))
		return is_digit(before) && after == '%';
	if (!in_word(before) || !in_word(after))
		return false;
	return joint == '.' || is_digit(before) || is_digit(after);
}

static void
keep_joined(const char *text, size_t n, char *breaks)
{
	uint32_t before = 0, joint = 0;

	for (size_t i = 0; i < n;) {
		ucs4_t c;
		int len = u8_mbtouc(&c, (const uint8_t *)text + i, n - i);

		if (joint && joins(before, joint, c))
			breaks[i] = UTF8_BREAK_NO;
		if ((is_hyphen(c) || c == '.' || is_blank(c)) && !joint) {
			joint = c;
		} else {
			joint = 0;
			before = c;
		}
		i += (size_t)len;
	}
}

void
utf8_breaks(const char *text, size_t n, char *ret_breaks)
{
	char must = UTF8_BREAK_NO; /* behind a line break character */

	if (n == 0)
		return;
	u8_possible_linebreaks((const uint8_t *)text, n, "UTF-8", ret_breaks);
	for (size_t i = 0; i < n; i++) {
		char found = ret_breaks[i];

		if (((unsigned char)text[i] & 0xc0) == 0x80) {
			ret_breaks[i] = UTF8_BREAK_NO; /* inside a character */
			continue;
		}
		ret_breaks[i] = must;
		must = UTF8_BREAK_NO;
		if (found == UC_BREAK_MANDATORY)
			must = UTF8_BREAK_MUST; /* the library marks the character */
		else if (found == UC_BREAK_POSSIBLE && ret_breaks[i] == UTF8_BREAK_NO)
			ret_breaks[i] = UTF8_BREAK_MAY;
	}
	keep_joined(text, n, ret_breaks);
}

size_t
utf8_line(const char *text, size_t n, const char *breaks, int columns)
{
	size_t may = 0; /* the last place where the line may end */
	int width = 0;

	for (size_t i = 0; i < n;) {
		ucs4_t c;
		int len = u8_mbtouc(&c, (const uint8_t *)text + i, n - i);
		bool space = uc_is_property_white_space(c);
		int w = c == '\t' ? 1 : uc_width(c, "UTF-8");

		if (i > 0 && breaks[i] == UTF8_BREAK_MUST)
			return i;
		if (i > 0 && breaks[i] == UTF8_BREAK_MAY)
			may = i;
		w = w > 0 ? w : 0;
		/* white space may hang over the edge: it is not shown at an end */
		if (!space && w > 0 && width + w > columns && i > 0)
			return may ? may : i;
		width += w;
		i += (size_t)len;
	}
	return n;
}

void
utf8_wrap(struct buf *out, const char *text, int columns, int indent)
{
	size_t n = strlen(text);
	char *breaks = mem_alloc(n + 1);
	int margin = 0;

	utf8_breaks(text, n, breaks);
	for (size_t at = 0; at < n;) {
		int room = columns - margin > 1 ? columns - margin : 1;
		size_t len = utf8_line(text + at, n - at, breaks + at, room);
		size_t shown = len;

		while (shown > 0 && strchr(" \t\n", text[at + shown - 1]))
			shown--;
		if (shown > 0)
			buf_printf(out, "%*s", margin, "");
		for (size_t i = 0; i < shown; i++)
			buf_char(out, text[at + i] == '\t' ? ' ' : text[at + i]);
		buf_char(out, '\n');
		at += len;
		margin = indent;
	}
	mem_free(breaks);
}
