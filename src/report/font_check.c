/*
 * font_check.c - whether a clinic's own font can be used
 *
 * Source: OpenType 1.9: the tables "glyf" (flags of a composite glyph), "loca", "OS/2"
 * (fsType).
 */
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"
#include "report/measure_font.h"

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

enum { FIRST_ASCII = 0x21, LAST_ASCII = 0x7e };
enum { NOT_EMBEDDED = 0x0002, NOT_IN_PART = 0x0100, BITMAPS_ONLY = 0x0200 };
/* Of a composite glyph's flags. */
enum { ARGS_ARE_WORDS = 0x0001, ONE_SCALE = 0x0008, MORE = 0x0020 };
enum { TWO_SCALES = 0x0040, FOUR_SCALES = 0x0080 };
enum { COMPONENTS_MOST = 64 };

/* Where a glyph's outline begins; 0: it has none. */
static size_t
outline(const struct font *f, unsigned glyph)
{
	size_t loca = font_table(f, "loca"), glyf = font_table(f, "glyf"), from, to;

	if (font_16(f, font_table(f, "head") + 50)) {
		from = font_32(f, loca + 4 * (size_t)glyph);
		to = font_32(f, loca + 4 * (size_t)glyph + 4);
	} else {
		from = 2 * (size_t)font_16(f, loca + 2 * (size_t)glyph);
		to = 2 * (size_t)font_16(f, loca + 2 * (size_t)glyph + 2);
	}
	return to > from ? glyf + from : 0;
}

/* A number of contours below 0. */
static bool
is_composite(const struct font *f, unsigned glyph)
{
	size_t at = outline(f, glyph);

	return at && font_16(f, at) >= 0x8000;
}

/* Does it have a component that is made of components itself? */
static bool
is_nested(const struct font *f, unsigned glyph)
{
	size_t at = outline(f, glyph) + 10;

	if (!is_composite(f, glyph))
		return false;
	for (int i = 0; i < COMPONENTS_MOST; i++) {
		unsigned flags = font_16(f, at);

		if (is_composite(f, font_16(f, at + 2)))
			return true;
		if (!(flags & MORE))
			return false;
		at += flags & ARGS_ARE_WORDS ? 8 : 6;
		at += flags & ONE_SCALE ? 2 : 0;
		at += flags & TWO_SCALES ? 4 : 0;
		at += flags & FOUR_SCALES ? 8 : 0;
	}
	return true; /* endless, as far as anybody can tell */
}

static bool
has_letter(const struct font *f, size_t sub, size_t count, uint32_t c)
{
	for (size_t s = 0; s < count; s++)
		if (c <= font_16(f, sub + 14 + 2 * s))
			return c >= font_16(f, sub + 16 + 2 * count + 2 * s) &&
				font_glyph(f, sub, s, count, (unsigned)c);
	return false;
}

static int
check_kind(const struct font *f, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (f->size >= 4 && memcmp(f->at, others[i].signature, 4) == 0)
			return err_set(err, ERR_INVALID,
				"it %s; a TrueType font (.ttf) is needed",
				others[i].what);
	if (font_32(f, 0) != 0x00010000)
		return err_set(err, ERR_INVALID, "it is not a TrueType font (.ttf)");
	for (size_t i = 0; i < COUNT_OF(tables); i++)
		if (!font_table(f, tables[i]))
			return err_set(err, ERR_INVALID,
				"it is incomplete: it has no table \"%s\"", tables[i]);
	if (!font_cmap(f))
		return err_set(err, ERR_INVALID,
			"it does not say which letter is which in Unicode");
	if (font_16(f, font_table(f, "OS/2") + 8) &
		(NOT_EMBEDDED | NOT_IN_PART | BITMAPS_ONLY))
		return err_set(err, ERR_INVALID,
			"its makers do not allow it to be put into a document");
	return 0;
}

static int
check_letters(const struct font *f, struct err *err)
{
	size_t sub = font_cmap(f), count = font_16(f, sub + 6) / 2u;
	const char *at = letters;

	for (uint32_t c = FIRST_ASCII; c; c = c < LAST_ASCII ? c + 1 : utf8_next(&at))
		if (!has_letter(f, sub, count, c)) {
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
	size_t sub = font_cmap(f), count = font_16(f, sub + 6) / 2u;

	for (size_t s = 0; s < count; s++) {
		unsigned last = font_16(f, sub + 14 + 2 * s);
		unsigned c = font_16(f, sub + 16 + 2 * count + 2 * s);

		for (; c <= last && c < 0xffff; c++)
			if (is_nested(f, font_glyph(f, sub, s, count, c)))
				return err_set(err, ERR_INVALID,
					"its letter U+%04X is built of parts that are "
					"built of parts: a report would lose some",
					c);
	}
	return 0;
}

int
font_check(const char *path, struct err *err)
{
	struct buf bytes = BUF_NONE;
	struct font f;
	int rc;

	rc = file_read(path, FONT_CAP, &bytes, err);
	if (rc)
		goto done;
	f = (struct font){(const unsigned char *)buf_text(&bytes), bytes.len};
	rc = check_kind(&f, err);
	if (!rc)
		rc = check_letters(&f, err);
	if (!rc)
		rc = check_nesting(&f, err);
done:
	buf_free(&bytes);
	return rc;
}
