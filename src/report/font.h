/*
 * font.h - a TrueType file: its letters, how wide they are, and a small file of some
 *
 * The file is mapped, and only what is asked for is read: a process makes one report out
 * of 2 MB of typefaces.  It is trusted (it comes from the installation), and read as if
 * it were not: a place outside it reads as 0.
 *
 * Owns:   the mapping, until font_close.
 * Units:  widths in thousandths of the text size, cut to whole ones as PDF has them.
 * Fails:  font_open: ERR_NOT_FOUND, ERR_INVALID.
 * Source: OpenType 1.9: cmap format 4, glyf, loca, hmtx.
 */
#ifndef REPORT_FONT_H
#define REPORT_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct font {
	const unsigned char *at;
	size_t size;
	size_t cmap, segments;            /* its subtable for the basic plane */
	size_t head, hhea, maxp, hmtx;    /* tables */
	size_t os2, os2_size, loca, glyf; /* as well */
	unsigned per_em, metrics, glyphs;
	bool wide; /* loca counts bytes, not pairs of them */
};

int font_open(struct font *f, const char *path, struct err *err) ATTR_USE;
/* What was never opened, all zero, is welcome. */
void font_close(struct font *f);

/* Of a character of the basic plane; 0: it has none. */
unsigned font_glyph(const struct font *f, uint32_t c);
unsigned font_advance(const struct font *f, unsigned glyph);

/* A TrueType file, appended to out, with those characters and what they are made of, and
 * without hints for old screens.  chars ascend.  name: what the file calls itself. */
void font_subset(const struct font *f, const char *name, const uint16_t *chars,
	size_t count, struct buf *out);

/* For font_subset alone. */
unsigned font_be16(const struct font *f, size_t at);
size_t font_be32(const struct font *f, size_t at);

#endif
