/*
 * measure_font.c - advances out of a TrueType file
 *
 * The file is trusted (it comes from the installation), and read as if it were not: a
 * place outside it reads as 0.
 */
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "report/measure_font.h"

unsigned
font_16(const struct font *f, size_t at)
{
	if (at >= f->size || f->size - at < 2)
		return 0;
	return (unsigned)f->at[at] << 8 | f->at[at + 1];
}

size_t
font_32(const struct font *f, size_t at)
{
	return (size_t)font_16(f, at) << 16 | font_16(f, at + 2);
}

size_t
font_table(const struct font *f, const char *tag)
{
	unsigned count = font_16(f, 4);

	for (unsigned i = 0; i < count; i++) {
		size_t row = 12 + 16 * (size_t)i;

		if (row + 16 > f->size)
			return 0;
		if (memcmp(f->at + row, tag, 4) == 0)
			return font_32(f, row + 8);
	}
	return 0;
}

size_t
font_cmap(const struct font *f)
{
	size_t cmap = font_table(f, "cmap");
	unsigned count = cmap ? font_16(f, cmap + 2) : 0;

	for (unsigned i = 0; i < count; i++) {
		size_t row = cmap + 4 + 8 * (size_t)i;
		size_t sub = cmap + font_32(f, row + 4);

		if (font_16(f, row) == 3 && font_16(f, row + 2) == 1 &&
			font_16(f, sub) == 4)
			return sub;
	}
	return 0;
}

unsigned
font_glyph(const struct font *f, size_t sub, size_t s, size_t count, unsigned c)
{
	size_t starts = sub + 16 + 2 * count;
	size_t deltas = starts + 2 * count;
	size_t range_at = deltas + 2 * count + 2 * s;
	unsigned range = font_16(f, range_at), delta = font_16(f, deltas + 2 * s);
	unsigned glyph;

	if (range == 0)
		return (c + delta) & 0xffff;
	glyph = font_16(
		f, range_at + range + 2 * (size_t)(c - font_16(f, starts + 2 * s)));
	return glyph ? (glyph + delta) & 0xffff : 0;
}

static int
font_widths(const struct font *f, uint16_t *width, const char *path, struct err *err)
{
	size_t sub = font_cmap(f), head = font_table(f, "head");
	size_t hhea = font_table(f, "hhea"), hmtx = font_table(f, "hmtx");
	unsigned per_em = head ? font_16(f, head + 18) : 0;
	unsigned metrics = hhea ? font_16(f, hhea + 34) : 0;
	size_t count = sub ? font_16(f, sub + 6) / 2u : 0;

	if (!per_em || !metrics || !hmtx || !count)
		return err_set(err, ERR_INVALID,
			"'%s' is not a TrueType font that anteroom can read", path);
	for (size_t s = 0; s < count; s++) {
		unsigned last = font_16(f, sub + 14 + 2 * s);
		unsigned first = font_16(f, sub + 16 + 2 * count + 2 * s);

		for (unsigned c = first; c <= last && c < 0xffff; c++) {
			unsigned glyph = font_glyph(f, sub, s, count, c);
			unsigned row = glyph < metrics ? glyph : metrics - 1;

			if (glyph)
				width[c] = (uint16_t)(1 +
					font_16(f, hmtx + 4 * (size_t)row) * 1000u /
						per_em);
		}
	}
	return 0;
}

int
measure_font(const char *path, uint16_t *width, struct err *err)
{
	struct buf bytes = BUF_NONE;
	struct font f;
	int rc;

	rc = file_read(path, FONT_CAP, &bytes, err);
	if (rc)
		goto done;
	f = (struct font){(const unsigned char *)buf_text(&bytes), bytes.len};
	rc = font_widths(&f, width, path, err);
done:
	buf_free(&bytes);
	return rc;
}
