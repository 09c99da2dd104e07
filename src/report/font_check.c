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

/* What a letter is built of may be built of parts too, which font_subset follows; but not
 * of itself, and not for ever. */
struct built {
	const struct font *font;
	unsigned char
		*layers; /* of a glyph; 0: not looked at, IN_HAND: being looked at */
	bool *seen;      /* a glyph of which there is something to see */
};
enum { LAYERS_MOST = 8, IN_HAND = LAYERS_MOST + 1 };

/* Has a glyph that is no composite an outline?  A point alone is none. */
static bool
has_outline(const struct font *f, size_t at, size_t size)
{
	unsigned contours = size >= 10 ? font_be16(f, at) : 0;

	return contours > 0 && contours < 0x8000 &&
		font_be16(f, at + 8 + 2 * (size_t)contours) >= contours;
}

/* Layers of a glyph, one for an outline of its own; more than the most: it has no end. */
static unsigned
layers_of(struct built *b, unsigned glyph, unsigned above)
{
	const struct font *f = b->font;
	size_t size, at = font_outline(f, glyph, &size), end = at + size;
	unsigned flags = FONT_PART_MORE, most = 0;

	if (glyph >= f->glyphs)
		return 1;
	if (b->layers[glyph])
		return b->layers[glyph];
	if (above >= LAYERS_MOST)
		return IN_HAND;
	b->layers[glyph] = IN_HAND;
	b->seen[glyph] = has_outline(f, at, size);
	for (at += 10; font_is_composite(f, end - size, size) &&
		(flags & FONT_PART_MORE) && at + 4 <= end && most < IN_HAND;
		at += font_part_size(flags)) {
		unsigned part = font_be16(f, at + 2);
		unsigned layers = layers_of(b, part, above + 1);

		flags = font_be16(f, at);
		if (part < f->glyphs && b->seen[part])
			b->seen[glyph] = true;
		most = layers > most ? layers : most;
	}
	b->layers[glyph] = (unsigned char)(most < IN_HAND ? most + 1 : IN_HAND);
	return b->layers[glyph];
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
refuse_letter(uint32_t c, const char *says, struct err *err)
{
	struct buf letter = BUF_NONE;

	utf8_put(&letter, c);
	err_set(err, ERR_INVALID, "it %s \"%s\"", says, buf_text(&letter));
	buf_free(&letter);
	return ERR_INVALID;
}

static int
check_letters(const struct built *b, struct err *err)
{
	const char *at = letters;

	for (uint32_t c = FIRST_ASCII; c; c = c < LAST_ASCII ? c + 1 : utf8_next(&at)) {
		unsigned glyph = font_glyph(b->font, c);

		if (!glyph)
			return refuse_letter(c, "has no", err);
		if (!b->seen[glyph])
			return refuse_letter(c, "draws nothing for", err);
	}
	return 0;
}

/* The first letter whose glyph has no end; LAST_OF_PLANE: there is none. */
static uint32_t
endless_letter(const struct font *f, struct built *b)
{
	bool any = false;
	uint32_t c = FIRST_ASCII;

	for (unsigned glyph = 0; glyph < f->glyphs; glyph++)
		any = layers_of(b, glyph, 0) > LAYERS_MOST || any;
	if (!any) /* which spares to look at each letter */
		return LAST_OF_PLANE;
	while (c < LAST_OF_PLANE && layers_of(b, font_glyph(f, c), 0) <= LAYERS_MOST)
		c++;
	return c;
}

static int
check_glyphs(const struct font *f, struct err *err)
{
	struct arena a = ARENA_NONE;
	struct built b = {f, arena_array(&a, f->glyphs, sizeof(*b.layers)),
		arena_array(&a, f->glyphs, sizeof(*b.seen))};
	uint32_t c = endless_letter(f, &b);
	int rc;

	if (c < LAST_OF_PLANE)
		rc = err_set(err, ERR_INVALID,
			"its letter U+%04X is built of parts that come to no end",
			(unsigned)c);
	else
		rc = check_letters(&b, err);
	arena_free(&a);
	return rc;
}

int
font_check(const char *path, struct err *err)
{
	struct font f;
	int rc = font_map(&f, path, err);

	if (!rc)
		rc = check_kind(&f, err);
	if (!rc)
		rc = font_check_whole(&f, err);
	if (!rc)
		rc = check_glyphs(&f, err);
	font_close(&f);
	return rc;
}
