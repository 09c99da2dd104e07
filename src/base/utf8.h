/*
 * utf8.h - text as people write it
 *
 * All text inside anteroom is valid UTF-8.  Widths, line breaks, case and normal
 * forms come from libunistring; only utf8.c includes it.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

/* Length of the valid part; equal to n when all of it is valid UTF-8. */
size_t utf8_valid(const char *text, size_t n);
/* The character at *text, which moves on behind it; 0 at the end.  Input must be valid.
 */
uint32_t utf8_next(const char **text);
void utf8_put(struct buf *b, uint32_t c);
size_t utf8_count(const char *text); /* characters, not bytes */

/* True for what must never reach a terminal or a form: C0 but tab and newline, DEL,
 * C1, bidi controls (U+061C U+200E U+200F U+202A-202E U+2066-2069), U+FEFF. */
bool utf8_unsafe(uint32_t c);
/* text without unsafe characters, each replaced by U+FFFD; newlines kept.  The one
 * function that takes any bytes: what is not UTF-8 becomes U+FFFD too. */
const char *utf8_printable(struct arena *a, const char *text);

/* Columns on a terminal; combining marks are 0, wide characters 2. */
int utf8_width(const char *text);
/* Normal form C; what is drawn, compared and stored. */
char *utf8_nfc(struct arena *a, const char *text);
/* For comparing what a client typed: NFC, case folded, accents dropped, edges and
 * runs of white space trimmed to one space: " Atrás " -> "atras". */
char *utf8_fold(struct arena *a, const char *text);

/* For a terminal that is truly not UTF-8: letters without their marks, plain dashes and
 * quotes, no inverted signs, "?" for the rest. */
char *utf8_ascii(struct arena *a, const char *text);

/*
 * Where a line may break (UAX #14, and never inside "3-point" or "988lifeline.org").
 * One byte for each byte of text: UTF8_BREAK_*; a break is *before* that byte.
 */
enum { UTF8_BREAK_NO, UTF8_BREAK_MAY, UTF8_BREAK_MUST };
void utf8_breaks(const char *text, size_t n, char *ret_breaks);

/* Bytes of the next line of text (n left, breaks beside it), its trailing white space and
 * its newline with them. */
size_t utf8_line(const char *text, size_t n, const char *breaks, int columns);

/* Wrap text to columns for a terminal: every line ends with a newline; a word wider
 * than a line is broken, never lost.  indent: columns before each line but the first. */
void utf8_wrap(struct buf *out, const char *text, int columns, int indent);

#endif
