/*
 * measure_font.h - inside measure: one font file
 *
 * Units: thousandths of the text size, plus one; 0 where the font has no glyph.
 */
#ifndef REPORT_MEASURE_FONT_H
#define REPORT_MEASURE_FONT_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define FONT_CAP (8u << 20)

/* width has MEASURE_CHARS entries, all 0. */
int measure_font(const char *path, uint16_t *width, struct err *err) ATTR_USE;

/* Nothing when the font can be used: TrueType outlines, no composite glyph inside another
 * (libharu's subsetter would lose it), every letter that a report needs, and leave to be
 * embedded.  Else ERR_INVALID with the reason; the sentence names no file. */
int font_check(const char *path, struct err *err) ATTR_USE;

/* ---- the bytes of a font; a place outside them reads as 0 ---- */

struct font {
	const unsigned char *at;
	size_t size;
};

unsigned font_16(const struct font *f, size_t at);
size_t font_32(const struct font *f, size_t at);
/* Offset of a table; 0: it has none. */
size_t font_table(const struct font *f, const char *tag);
/* The cmap subtable for Unicode's basic plane in format 4; 0: none. */
size_t font_cmap(const struct font *f);
/* Glyph of character c in segment s of count; 0: none. */
unsigned font_glyph(const struct font *f, size_t sub, size_t s, size_t count, unsigned c);

#endif
