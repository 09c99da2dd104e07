/*
 * font_subset.c - a small TrueType file out of a large one
 *
 * libharu has a subsetter too.  It keeps tables as long as the typeface has letters,
 * reads them four bytes at a time, and loses parts of letters that are made of letters
 * which are made of others.
 */
#include "report/font.h"

#include <string.h>

#include "base/vec.h"

struct subset {
	struct arena arena;
	const struct font *font;
	struct buf *out;
	size_t start;         /* of the file in out */
	VEC(uint16_t) glyphs; /* of the font, in the order of the small file */
	uint16_t *number; /* of a glyph of the font, in the small file; 0: not in it */
};

/* Characters that the names of glyphs do not tell apart: a reader who looks for one may
 * ask for the other (Adobe Glyph List). */
static const uint16_t doubles[][2] = {
	{0x0020, 0x00a0},
	{0x002d, 0x00ad},
	{0x00af, 0x02c9},
	{0x00b5, 0x03bc},
	{0x00b7, 0x2219},
	{0x0162, 0x021a},
	{0x0163, 0x021b},
	{0x0394, 0x2206},
	{0x03a9, 0x2126},
	{0x2044, 0x2215},
};

static void
put16(struct subset *s, unsigned v)
{
	buf_char(s->out, (char)(v >> 8));
	buf_char(s->out, (char)v);
}

static void
put32(struct subset *s, size_t v)
{
	put16(s, (unsigned)(v >> 16) & 0xffff);
	put16(s, (unsigned)v & 0xffff);
}

/* Over what stands in the file already. */
static void
patch16(struct subset *s, size_t at, unsigned v)
{
	s->out->data[at] = (char)(v >> 8);
	s->out->data[at + 1] = (char)v;
}

static void
patch32(struct subset *s, size_t at, size_t v)
{
	patch16(s, at, (unsigned)(v >> 16) & 0xffff);
	patch16(s, at + 2, (unsigned)v & 0xffff);
}

/* Bytes of the font, as far as it has them. */
static void
copy(struct subset *s, size_t from, size_t n)
{
	const struct font *f = s->font;

	if (from < f->size)
		buf_add(s->out, f->at + from, n < f->size - from ? n : f->size - from);
}

/* ---- glyphs ---- */

static void
take_glyph(struct subset *s, unsigned glyph)
{
	if (glyph >= s->font->glyphs || (s->number[glyph] || s->glyphs.count == 0xffff))
		return;
	if (glyph == 0 && s->glyphs.count)
		return;
	s->number[glyph] = (uint16_t)s->glyphs.count;
	*vec_push(&s->arena, &s->glyphs) = (uint16_t)glyph;
}

/* All glyphs that one is made of; they may be made of others, which are found later. */
static void
take_parts(struct subset *s, unsigned glyph)
{
	const struct font *f = s->font;
	size_t size, at = font_outline(f, glyph, &size), end = at + size;
	unsigned flags = FONT_PART_MORE;

	if (!font_is_composite(f, at, size))
		return;
	for (at += 10; (flags & FONT_PART_MORE) && at + 4 <= end;
		at += font_part_size(flags)) {
		flags = font_be16(f, at);
		take_glyph(s, font_be16(f, at + 2));
	}
}

static void
put_composite(struct subset *s, size_t at, size_t end)
{
	unsigned flags = FONT_PART_MORE;

	copy(s, at, 10);
	for (at += 10; (flags & FONT_PART_MORE) && at + 4 <= end;
		at += font_part_size(flags)) {
		unsigned part = font_be16(s->font, at + 2);

		flags = font_be16(s->font, at);
		put16(s, flags & ~(unsigned)FONT_PART_HINTS);
		put16(s, part < s->font->glyphs ? s->number[part] : 0);
		copy(s, at + 4, font_part_size(flags) - 4);
	}
}

/* A glyph without its hints: they stand behind the ends of its outlines. */
static void
put_simple(struct subset *s, size_t at, size_t end)
{
	size_t ends = 10 + 2 * (size_t)font_be16(s->font, at);
	size_t hints = font_be16(s->font, at + ends);
	size_t rest = at + ends + 2 + hints;

	copy(s, at, ends);
	put16(s, 0);
	if (rest < end)
		copy(s, rest, end - rest);
}

static void
put_glyph(struct subset *s, unsigned glyph)
{
	size_t size, at = font_outline(s->font, glyph, &size);

	if (font_is_composite(s->font, at, size))
		put_composite(s, at, at + size);
	else if (size >= 10)
		put_simple(s, at, at + size);
	while ((s->out->len - s->start) % 4)
		buf_char(s->out, '\0');
}

/* ---- tables ---- */

static void
put_head(struct subset *s)
{
	size_t at = s->out->len;

	copy(s, s->font->head, 54);
	patch32(s, at + 8, 0);  /* the file's own sum, which nobody asks for */
	patch16(s, at + 50, 1); /* loca counts bytes */
}

static void
put_hhea(struct subset *s)
{
	size_t at = s->out->len;

	copy(s, s->font->hhea, 36);
	patch16(s, at + 34, (unsigned)s->glyphs.count);
}

static void
put_maxp(struct subset *s)
{
	size_t at = s->out->len;

	copy(s, s->font->maxp, 32);
	patch16(s, at + 4, (unsigned)s->glyphs.count);
}

static void
put_hmtx(struct subset *s)
{
	const struct font *f = s->font;

	for (size_t i = 0; i < s->glyphs.count; i++) {
		size_t glyph = s->glyphs.at[i], last = f->metrics - 1;

		if (glyph <= last) {
			copy(s, f->hmtx + 4 * glyph, 4);
		} else {
			copy(s, f->hmtx + 4 * last, 2);
			copy(s, f->hmtx + 4 * last + 4 + 2 * (glyph - last - 1), 2);
		}
	}
}

struct pair {
	uint16_t c, glyph; /* of the small file */
};

struct pairs {
	VEC(struct pair) all;
};

static void
add_pair(struct subset *s, struct pairs *p, unsigned c, unsigned glyph)
{
	size_t i = p->all.count;

	(void)vec_push(&s->arena, &p->all);
	for (; i > 0 && p->all.at[i - 1].c > c; i--)
		p->all.at[i] = p->all.at[i - 1];
	p->all.at[i] = (struct pair){(uint16_t)c, (uint16_t)glyph};
}

static bool
has_pair(const struct pairs *p, unsigned c)
{
	for (size_t i = 0; i < p->all.count; i++)
		if (p->all.at[i].c == c)
			return true;
	return false;
}

static void
make_pairs(struct subset *s, struct pairs *p, const uint16_t *chars, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_pair(s, p, chars[i], s->number[font_glyph(s->font, chars[i])]);
	for (size_t i = 0; i < 2 * COUNT_OF(doubles); i++) {
		unsigned one = doubles[i / 2][i % 2], other = doubles[i / 2][1 - i % 2];

		if (has_pair(p, one) && !has_pair(p, other))
			add_pair(s, p, other, s->number[font_glyph(s->font, one)]);
	}
}

/* Format 4, a segment for each character and one that ends the table. */
static void
put_cmap(struct subset *s, const struct pairs *p)
{
	unsigned n = (unsigned)p->all.count + 1;

	put16(s, 0);
	put16(s, 1);
	put16(s, 3);
	put16(s, 1);
	put32(s, 12);
	put16(s, 4);
	put16(s, 16 + 8 * n);
	put16(s, 0);
	put16(s, 2 * n);
	put16(s, 0); /* three numbers for a search that nobody does this way */
	put16(s, 0);
	put16(s, 0);
	for (unsigned i = 0; i < n; i++)
		put16(s, i + 1 < n ? p->all.at[i].c : 0xffffu);
	put16(s, 0);
	for (unsigned i = 0; i < n; i++)
		put16(s, i + 1 < n ? p->all.at[i].c : 0xffffu);
	for (unsigned i = 0; i < n; i++)
		put16(s, i + 1 < n ? (p->all.at[i].glyph - p->all.at[i].c) & 0xffffu : 1);
	for (unsigned i = 0; i < n; i++)
		put16(s, 0);
}

/* Two names for Macintosh: of the face, and of its kind. */
static void
put_name(struct subset *s, const char *name)
{
	static const char kind[] = "Regular";
	unsigned n = (unsigned)strlen(name), k = sizeof(kind) - 1;
	const unsigned records[2][3] = {
		{2, k, n},
                {6, n, 0}
        };

	put16(s, 0);
	put16(s, 2);
	put16(s, 6 + 2 * 12);
	for (int i = 0; i < 2; i++) {
		put16(s, 1);
		put16(s, 0);
		put16(s, 0);
		for (int j = 0; j < 3; j++)
			put16(s, records[i][j]);
	}
	buf_str(s->out, name);
	buf_str(s->out, kind);
}

/* glyf, and where each glyph begins to places. */
static void
put_glyf(struct subset *s, size_t *places)
{
	size_t start = s->out->len;

	for (size_t i = 0; i < s->glyphs.count; i++) {
		places[i] = s->out->len - start;
		put_glyph(s, s->glyphs.at[i]);
	}
	places[s->glyphs.count] = s->out->len - start;
}

enum { TABLES = 10, ROW = 16 };

/* The table that ends here, into the file's list of them. */
static void
end_table(struct subset *s, int i, const char *tag, size_t *from)
{
	size_t row = s->start + 12 + ROW * (size_t)i, size = s->out->len - *from, sum = 0;

	while ((s->out->len - s->start) % 4)
		buf_char(s->out, '\0');
	for (size_t at = *from; at < s->out->len; at += 4)
		for (int k = 0; k < 4; k++)
			sum += (size_t)(unsigned char)s->out->data[at + (size_t)k]
				<< (24 - 8 * k);
	memcpy(s->out->data + row, tag, 4);
	patch32(s, row + 4, sum);
	patch32(s, row + 8, *from - s->start);
	patch32(s, row + 12, size);
	*from = s->out->len;
}

static void
put_tables(struct subset *s, const char *name, const struct pairs *p)
{
	size_t *places = arena_array(&s->arena, s->glyphs.count + 1, sizeof(*places));
	size_t from = s->out->len;
	int i = 0;

	copy(s, s->font->os2, s->font->os2_size);
	end_table(s, i++, "OS/2", &from);
	put_cmap(s, p);
	end_table(s, i++, "cmap", &from);
	put_glyf(s, places);
	end_table(s, i++, "glyf", &from);
	put_head(s);
	end_table(s, i++, "head", &from);
	put_hhea(s);
	end_table(s, i++, "hhea", &from);
	put_hmtx(s);
	end_table(s, i++, "hmtx", &from);
	for (size_t k = 0; k <= s->glyphs.count; k++)
		put32(s, places[k]);
	end_table(s, i++, "loca", &from);
	put_maxp(s);
	end_table(s, i++, "maxp", &from);
	put_name(s, name);
	end_table(s, i++, "name", &from);
	put32(s, 0x00030000); /* without names of glyphs */
	for (int k = 0; k < 7; k++)
		put32(s, 0);
	end_table(s, i++, "post", &from);
}

void
font_subset(const struct font *f, const char *name, const uint16_t *chars, size_t count,
	struct buf *out)
{
	struct subset s = {.font = f, .out = out, .start = out->len};
	struct pairs p = {VEC_NONE};

	s.number = arena_array(&s.arena, f->glyphs, sizeof(*s.number));
	take_glyph(&s, 0);
	for (size_t i = 0; i < count; i++)
		take_glyph(&s, font_glyph(f, chars[i]));
	for (size_t i = 0; i < s.glyphs.count; i++) /* they grow meanwhile */
		take_parts(&s, s.glyphs.at[i]);
	make_pairs(&s, &p, chars, count);
	put32(&s, 0x00010000);
	put16(&s, TABLES);
	for (int i = 0; i < 3; i++)
		put16(&s, 0);
	for (int i = 0; i < TABLES * ROW; i++)
		buf_char(out, '\0');
	put_tables(&s, name, &p);
	arena_free(&s.arena);
}
