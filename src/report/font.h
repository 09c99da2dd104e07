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

/* Nothing when a clinic's own font can be used: TrueType outlines, whole ones, no letter
 * that is built of itself, every letter that a report needs with something to see, and
 * leave to be embedded.  Else ERR_INVALID with the reason; that sentence names no file. */
int font_check(const char *path, struct err *err) ATTR_USE;

/* ---- for font_subset, font_check and font_whole alone ---- */

#define FONT_CAP (8u << 20) /* of a file */

/* font_open of a file that need not be a font of any use. */
int font_map(struct font *f, const char *path, struct err *err) ATTR_USE;
/* Fills in the rest of a font whose at and size are known. */
void font_find(struct font *f);

unsigned font_be16(const struct font *f, size_t at);
size_t font_be32(const struct font *f, size_t at);
/* Where the file's list of tables has that one, the first of its name; 0: nowhere. */
size_t font_row(const struct font *f, const char *tag);
/* Offset of a table; 0: it has none. */
size_t font_table(const struct font *f, const char *tag, size_t *ret_size);
/* Where a glyph begins in the table "glyf"; it ends where the next one begins. */
size_t font_place(const struct font *f, unsigned glyph);
/* Where a glyph is drawn; size 0: nowhere, as a space. */
size_t font_outline(const struct font *f, unsigned glyph, size_t *ret_size);
/* Made of other glyphs?  Each is a part: flags, glyph, and where it goes. */
bool font_is_composite(const struct font *f, size_t at, size_t size);
size_t font_part_size(unsigned flags);
/* Nothing when the file has all of its tables and glyphs as they were made; it must have
 * those tables. */
int font_check_whole(const struct font *f, struct err *err) ATTR_USE;

/* Of the list of tables: where it begins, the size of a row, and what is where in it. */
enum {
	FONT_ROWS = 12,
	FONT_ROW = 16,
	FONT_ROW_SUM = 4,
	FONT_ROW_PLACE = 8,
	FONT_ROW_SIZE = 12
};

/* Flags of a part. */
enum {
	FONT_PART_WORDS = 0x1,
	FONT_PART_SCALE = 0x8,
	FONT_PART_MORE = 0x20,
	FONT_PART_SCALES = 0x40,
	FONT_PART_MATRIX = 0x80,
	FONT_PART_HINTS = 0x100
};

#endif
