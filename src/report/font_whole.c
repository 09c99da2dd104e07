/*
 * font_whole.c - whether a clinic's own font is whole
 *
 * A font that was cut or damaged on its way still opens and tells widths, so that a report
 * has its words for those who copy or listen, and blank paper for those who look.
 *
 * Source: OpenType 1.9: "Calculating Checksums", "glyf" (flags of a simple glyph), "loca".
 */
#include "report/font.h"

#include <string.h>

/* ---- tables ---- */

enum { HEAD_FILE_SUM = 8 }; /* reckoned after all others, when it counts as 0 */

static int
check_places(const struct font *f, struct err *err)
{
	unsigned count = font_be16(f, 4);

	for (unsigned i = 0; i < count; i++) {
		size_t row = FONT_ROWS + FONT_ROW * (size_t)i;
		size_t from = font_be32(f, row + FONT_ROW_PLACE);

		if (row + FONT_ROW > f->size || from > f->size ||
			font_be32(f, row + FONT_ROW_SIZE) > f->size - from)
			return err_set(err, ERR_INVALID,
				"it is cut: it ends before one of its tables does");
	}
	return 0;
}

/* What a table must hold for that many glyphs. */
static int
check_sizes(const struct font *f, struct err *err)
{
	size_t size, widths = f->metrics, all = f->glyphs;
	size_t bearings = all > widths ? all - widths : 0;
	size_t letters = f->cmap - font_table(f, "cmap", &size);
	const struct {
		const char *tag;
		size_t least; /* bytes */
		bool fits;
	} rows[] = {
		{"head", 54,			      f->per_em >= 16 && f->per_em <= 16384},
		{"hhea", 36,			      widths > 0                           },
		{"maxp", 32,			      all > 0                              },
		{"OS/2", 68,			      true				 },
		{"hmtx", 4 * widths + 2 * bearings,       true                                 },
		{"loca", (all + 1) * (f->wide ? 4u : 2u), true                                 },
		{"cmap", letters + 16 + 8 * f->segments,  f->segments > 0                      },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (!font_table(f, rows[i].tag, &size) || size < rows[i].least ||
			!rows[i].fits)
			return err_set(err, ERR_INVALID,
				"it is damaged: its table \"%s\" cannot be right",
				rows[i].tag);
	return 0;
}

/* The table as numbers of four bytes, as if zeros stood behind its end. */
static uint32_t
sum_of(const struct font *f, size_t from, size_t size)
{
	size_t whole = size / 4 * 4;
	uint32_t sum = 0;

	for (size_t at = 0; at < whole; at += 4)
		sum += (uint32_t)font_be32(f, from + at);
	for (size_t at = whole; at < size; at++)
		sum += (uint32_t)f->at[from + at] << (24 - 8 * (at - whole));
	return sum;
}

/* Of the tables that reports use; a font need not tell the sums. */
static int
check_sums(const struct font *f, struct err *err)
{
	static const char *const tags[] = {
		"cmap", "head", "hhea", "hmtx", "maxp", "loca", "glyf", "OS/2"};

	for (size_t i = 0; i < COUNT_OF(tags); i++) {
		size_t size, from = font_table(f, tags[i], &size);
		size_t told = font_be32(f, font_row(f, tags[i]) + FONT_ROW_SUM);
		uint32_t sum = sum_of(f, from, size);

		if (from == f->head)
			sum -= (uint32_t)font_be32(f, from + HEAD_FILE_SUM);
		if (told && told != sum)
			return err_set(err, ERR_INVALID,
				"it is damaged: its table \"%s\" is not as it was made",
				tags[i]);
	}
	return 0;
}

/* ---- glyphs ---- */

enum { GLYPH_HEAD = 10 }; /* bytes: how many contours, and a box around them */

/* Flags of a point. */
enum {
	POINT_X_BYTE = 0x02,
	POINT_Y_BYTE = 0x04,
	POINT_REPEATS = 0x08,
	POINT_X_SAME = 0x10, /* of a byte: its sign */
	POINT_Y_SAME = 0x20
};

static size_t
size_of_point(unsigned flags)
{
	size_t x = flags & POINT_X_BYTE ? 1 : flags & POINT_X_SAME ? 0 : 2;
	size_t y = flags & POINT_Y_BYTE ? 1 : flags & POINT_Y_SAME ? 0 : 2;

	return x + y;
}

/* From the flags of its points to the end. */
static bool
points_are_whole(const struct font *f, size_t at, size_t end, size_t points)
{
	size_t size = 0, times;

	for (; points > 0; points -= times) {
		unsigned flags = at < end ? f->at[at] : 0;

		times = 1;
		if (flags & POINT_REPEATS && at + 1 < end)
			times += f->at[++at];
		at++;
		size += times * size_of_point(flags);
		if (at > end || times > points)
			return false;
	}
	return size <= end - at;
}

static bool
simple_is_whole(const struct font *f, size_t at, size_t end)
{
	size_t contours = font_be16(f, at), points = 0, hints;

	at += GLYPH_HEAD;
	if (contours == 0)
		return true;
	if (2 * contours + 2 > end - at)
		return false;
	for (; contours > 0; contours--, at += 2) {
		if (font_be16(f, at) + 1u < points)
			return false;
		points = font_be16(f, at) + 1u;
	}
	hints = font_be16(f, at);
	at += 2;
	return hints <= end - at && points_are_whole(f, at + hints, end, points);
}

/* Its hints stand behind the parts; no report has them. */
static bool
composite_is_whole(const struct font *f, size_t at, size_t end)
{
	unsigned flags = FONT_PART_MORE;

	for (at += GLYPH_HEAD; flags & FONT_PART_MORE; at += font_part_size(flags)) {
		if (end - at < 4)
			return false;
		flags = font_be16(f, at);
		if (font_part_size(flags) > end - at || font_be16(f, at + 2) >= f->glyphs)
			return false;
	}
	return true;
}

static bool
glyph_is_whole(const struct font *f, size_t at, size_t size)
{
	if (size < GLYPH_HEAD)
		return size == 0;
	return font_is_composite(f, at, size) ? composite_is_whole(f, at, at + size)
					      : simple_is_whole(f, at, at + size);
}

static int
check_outlines(const struct font *f, struct err *err)
{
	size_t size;

	(void)font_table(f, "glyf", &size);
	for (unsigned glyph = 0; glyph < f->glyphs; glyph++) {
		size_t from = font_place(f, glyph), to = font_place(f, glyph + 1);

		if (from > to || to > size)
			return err_set(err, ERR_INVALID,
				"it is damaged: it does not tell where its letters are "
				"drawn");
		if (!glyph_is_whole(f, f->glyf + from, to - from))
			return err_set(err, ERR_INVALID,
				"it is damaged: the drawing of a letter is cut");
	}
	return 0;
}

int
font_check_whole(const struct font *f, struct err *err)
{
	int rc = check_places(f, err);

	if (!rc)
		rc = check_sizes(f, err);
	if (!rc)
		rc = check_outlines(f, err);
	if (!rc) /* last: the others say what it is */
		rc = check_sums(f, err);
	return rc;
}
