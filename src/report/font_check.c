/*
 * font_check.c - whether a clinic's own font can be used
 *
 * Source: OpenType 1.9: the tables "glyf" (flags of a composite glyph), "loca", "OS/2"
 * (fsType).
 */
#include <string.h>

#include "base/utf8.h"
#include "report/font.h"

/* How a font file begins, and what it is then. */
static const struct {
	const char *signature, *what;
} others[] = {
	{"OTTO", "holds PostScript outlines (CFF), which cannot be put into a report"},
	{"ttcf", "is a collection of several fonts"                                  },
	{"wOFF", "is a font for web pages"					   },
	{"wOF2", "is a font for web pages"					   },
};

static const char *const tables[] = {
	"cmap", "head", "hhea", "hmtx", "maxp", "loca", "glyf", "name", "OS/2"};

/* Beside ASCII: what the program itself writes, in every language. */
static const char letters[] = "áéíóúüñÁÉÍÓÚÜÑ¿¡“”‘’–—…·";

enum { FIRST_ASCII = 0x21, LAST_ASCII = 0x7e, LAST_OF_PLANE = 0xffff };
enum { NOT_EMBEDDED = 0x0002, NOT_IN_PART = 0x0100, BITMAPS_ONLY = 0x0200 };
enum { PARTS_MOST = 64 };

static bool
is_made_of_parts(const struct font *f, unsigned glyph)
{
	size_t size, at = font_outline(f, glyph, &size);

	return font_is_composite(f, at, size);
}

/* Does it have a part that is made of parts itself? */
static bool
is_nested(const struct font *f, unsigned glyph)
{
	size_t size, at = font_outline(f, glyph, &size);

	if (!font_is_composite(f, at, size))
		return false;
	at += 10;
	for (int i = 0; i < PARTS_MOST; i++) {
		unsigned flags = font_be16(f, at);

		if (is_made_of_parts(f, font_be16(f, at + 2)))
			return true;
		if (!(flags & FONT_PART_MORE))
			return false;
		at += font_part_size(flags);
	}
	return true; /* endless, as far as anybody can tell */
}

static int
check_kind(const struct font *f, struct err *err)
{
	size_t size;

	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (f->size >= 4 && memcmp(f->at, others[i].signature, 4) == 0)
			return err_set(err, ERR_INVALID,
				"it %s; a TrueType font (.ttf) is needed",
				others[i].what);
	if (font_be32(f, 0) != 0x00010000)
		return err_set(err, ERR_INVALID, "it is not a TrueType font (.ttf)");
	for (size_t i = 0; i < COUNT_OF(tables); i++)
		if (!font_table(f, tables[i], &size))
			return err_set(err, ERR_INVALID,
				"it is incomplete: it has no table \"%s\"", tables[i]);
	if (!f->cmap)
		return err_set(err, ERR_INVALID,
			"it does not say which letter is which in Unicode");
	if (font_be16(f, f->os2 + 8) & (NOT_EMBEDDED | NOT_IN_PART | BITMAPS_ONLY))
		return err_set(err, ERR_INVALID,
			"its makers do not allow it to be put into a document");
	return 0;
}

static int
check_letters(const struct font *f, struct err *err)
{
	const char *at = letters;

	for (uint32_t c = FIRST_ASCII; c; c = c < LAST_ASCII ? c + 1 : utf8_next(&at))
		if (!font_glyph(f, c)) {
			struct buf letter = BUF_NONE;

			utf8_put(&letter, c);
			err_set(err, ERR_INVALID, "it has no \"%s\"", buf_text(&letter));
			buf_free(&letter);
			return ERR_INVALID;
		}
	return 0;
}

static int
check_nesting(const struct font *f, struct err *err)
{
	for (uint32_t c = FIRST_ASCII; c < LAST_OF_PLANE; c++)
		if (is_nested(f, font_glyph(f, c)))
			return err_set(err, ERR_INVALID,
				"its letter U+%04X is built of parts that are built of "
				"parts, which some PDF tools draw wrongly",
				(unsigned)c);
	return 0;
}

int
font_check(const char *path, struct err *err)
{
	struct font f;
	int rc = font_map(&f, path, err);

	if (!rc)
		rc = check_kind(&f, err);
	if (!rc)
		rc = check_letters(&f, err);
	if (!rc)
		rc = check_nesting(&f, err);
	font_close(&f);
	return rc;
}
