/* font.c - a TrueType file, looked at where it lies */
#include "report/font.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

unsigned
font_be16(const struct font *f, size_t at)
{
	if (at >= f->size || f->size - at < 2)
		return 0;
	return (unsigned)f->at[at] << 8 | f->at[at + 1];
}

size_t
font_be32(const struct font *f, size_t at)
{
	return (size_t)font_be16(f, at) << 16 | font_be16(f, at + 2);
}

size_t
font_row(const struct font *f, const char *tag)
{
	unsigned count = font_be16(f, 4);

	for (unsigned i = 0; i < count; i++) {
		size_t row = FONT_ROWS + FONT_ROW * (size_t)i;

		if (row + FONT_ROW > f->size)
			return 0;
		if (memcmp(f->at + row, tag, 4) == 0)
			return row;
	}
	return 0;
}

size_t
font_table(const struct font *f, const char *tag, size_t *ret_size)
{
	size_t row = font_row(f, tag);

	if (!row)
		return 0;
	*ret_size = font_be32(f, row + FONT_ROW_SIZE);
	return font_be32(f, row + FONT_ROW_PLACE);
}

/* The cmap subtable for Unicode's basic plane in format 4; 0: none. */
static size_t
find_cmap(const struct font *f)
{
	size_t size, cmap = font_table(f, "cmap", &size);
	unsigned count = cmap ? font_be16(f, cmap + 2) : 0;

	for (unsigned i = 0; i < count; i++) {
		size_t row = cmap + 4 + 8 * (size_t)i;
		size_t sub = cmap + font_be32(f, row + 4);

		if (font_be16(f, row) == 3 && font_be16(f, row + 2) == 1 &&
			font_be16(f, sub) == 4)
			return sub;
	}
	return 0;
}

void
font_find(struct font *f)
{
	size_t size;

	f->cmap = find_cmap(f);
	f->segments = f->cmap ? font_be16(f, f->cmap + 6) / 2u : 0;
	f->head = font_table(f, "head", &size);
	f->hhea = font_table(f, "hhea", &size);
	f->maxp = font_table(f, "maxp", &size);
	f->hmtx = font_table(f, "hmtx", &size);
	f->os2 = font_table(f, "OS/2", &f->os2_size);
	f->loca = font_table(f, "loca", &size);
	f->glyf = font_table(f, "glyf", &size);
	f->per_em = f->head ? font_be16(f, f->head + 18) : 0;
	f->wide = f->head && font_be16(f, f->head + 50) != 0;
	f->metrics = f->hhea ? font_be16(f, f->hhea + 34) : 0;
	f->glyphs = f->maxp ? font_be16(f, f->maxp + 4) : 0;
}

static int
judge(const struct font *f, const char *path, struct err *err)
{
	size_t size;

	if (font_table(f, "CFF ", &size))
		return err_set(err, ERR_INVALID,
			"'%s' has its letters in the manner of PostScript (CFF), which "
			"cannot be put into a report; a TrueType font is needed",
			path);
	if (!f->per_em || !f->metrics || !f->glyphs || !f->segments || !f->hmtx ||
		!f->os2 || !f->loca || !f->glyf)
		return err_set(err, ERR_INVALID,
			"'%s' is not a TrueType font that anteroom can read", path);
	return 0;
}

static int
map(struct font *f, int fd, const char *path, struct err *err)
{
	struct stat st;
	void *at;

	if (fstat(fd, &st))
		return err_errno(err, ERR_FAILED, errno, "cannot read '%s'", path);
	if (!S_ISREG(st.st_mode) || st.st_size <= 0 || st.st_size > FONT_CAP)
		return err_set(err, ERR_INVALID,
			"'%s' is not a TrueType font that anteroom can read", path);
	at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		return err_errno(err, ERR_FAILED, errno, "cannot read '%s'", path);
	f->at = at;
	f->size = (size_t)st.st_size;
	return 0;
}

int
font_map(struct font *f, const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY), rc;

	memset(f, 0, sizeof(*f));
	if (fd < 0)
		return err_errno(
			err, err_code_of(errno), errno, "cannot open '%s'", path);
	rc = map(f, fd, path, err);
	close(fd);
	if (!rc)
		font_find(f);
	return rc;
}

int
font_open(struct font *f, const char *path, struct err *err)
{
	int rc = font_map(f, path, err);

	if (!rc)
		rc = judge(f, path, err);
	if (rc)
		font_close(f);
	return rc;
}

void
font_close(struct font *f)
{
	if (f->at)
		(void)munmap((void *)(uintptr_t)f->at, f->size);
	memset(f, 0, sizeof(*f));
}

/* The first segment that ends at c or behind it. */
static size_t
segment_of(const struct font *f, uint32_t c)
{
	size_t low = 0, high = f->segments;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (font_be16(f, f->cmap + 14 + 2 * middle) < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

unsigned
font_glyph(const struct font *f, uint32_t c)
{
	size_t s = segment_of(f, c), starts = f->cmap + 16 + 2 * f->segments;
	size_t deltas = starts + 2 * f->segments;
	size_t range_at = deltas + 2 * f->segments + 2 * s;
	unsigned first, range, delta, glyph;

	if (s == f->segments || c >= 0xffff)
		return 0;
	first = font_be16(f, starts + 2 * s);
	if (c < first)
		return 0;
	delta = font_be16(f, deltas + 2 * s);
	range = font_be16(f, range_at);
	if (range == 0) {
		glyph = (c + delta) & 0xffff;
	} else {
		glyph = font_be16(f, range_at + range + 2 * (size_t)(c - first));
		glyph = glyph ? (glyph + delta) & 0xffff : 0;
	}
	return glyph < f->glyphs ? glyph : 0;
}

unsigned
font_advance(const struct font *f, unsigned glyph)
{
	unsigned row = glyph < f->metrics ? glyph : f->metrics - 1;

	return font_be16(f, f->hmtx + 4 * (size_t)row) * 1000u / f->per_em;
}

/* ---- glyphs ---- */

size_t
font_place(const struct font *f, unsigned glyph)
{
	if (f->wide)
		return font_be32(f, f->loca + 4 * (size_t)glyph);
	return 2 * (size_t)font_be16(f, f->loca + 2 * (size_t)glyph);
}

size_t
font_outline(const struct font *f, unsigned glyph, size_t *ret_size)
{
	size_t from = font_place(f, glyph), to = font_place(f, glyph + 1);

	*ret_size = to > from && f->glyf + to <= f->size ? to - from : 0;
	return f->glyf + from;
}

bool
font_is_composite(const struct font *f, size_t at, size_t size)
{
	return size >= 10 && font_be16(f, at) > 0x7fff;
}

size_t
font_part_size(unsigned flags)
{
	size_t n = 4 + (flags & FONT_PART_WORDS ? 4u : 2u);

	if (flags & FONT_PART_SCALE)
		n += 2;
	else if (flags & FONT_PART_SCALES)
		n += 4;
	else if (flags & FONT_PART_MATRIX)
		n += 8;
	return n;
}
