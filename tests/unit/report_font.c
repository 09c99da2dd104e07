/* report_font.c - a clinic's own typeface: what can be used, and why not */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "report/measure.h"

static struct arena arena = ARENA_NONE;

/* Lato's regular face, to be spoiled. */
static struct buf
lato(void)
{
	struct buf bytes = BUF_NONE;
	struct err err = ERR_NONE;
	struct measure m;

	assert_int_equal(measure_load(&arena, NULL, &m, &err), 0);
	assert_int_equal(file_read(m.paths[FACE_REGULAR], FONT_CAP, &bytes, &err), 0);
	measure_free(&m);
	return bytes;
}

static struct font
font_of(const struct buf *b)
{
	struct font f = {.at = (const unsigned char *)b->data, .size = b->len};

	font_find(&f);
	return f;
}

/* Writes b to a file, frees it, and checks that; NULL: it can be used. */
static const char *
said_of(struct buf *b)
{
	const char *path = file_join(&arena, test_folder(), "own.ttf");
	struct err err = ERR_NONE;
	int rc;

	assert_int_equal(file_write(path, b->data, b->len, true, &err), 0);
	buf_free(b);
	rc = font_check(path, &err);
	assert_true(rc == 0 || rc == ERR_INVALID);
	return rc ? arena_strdup(&arena, err.text) : NULL;
}

static void
assert_says(struct buf *b, const char *says)
{
	const char *said = said_of(b);

	if (!said || !strstr(said, says))
		fail_msg("\"%s\" does not say \"%s\"", said ? said : "(used)", says);
}

static void
put_16(struct buf *b, size_t at, unsigned value)
{
	assert_true(at + 2 <= b->len);
	b->data[at] = (char)(value >> 8);
	b->data[at + 1] = (char)value;
}

static void
put_32(struct buf *b, size_t at, size_t value)
{
	put_16(b, at, (unsigned)(value >> 16) & 0xffff);
	put_16(b, at + 2, (unsigned)value & 0xffff);
}

/* Where the font's list of tables has that one: tag, sum, place, size. */
static size_t
row_of(const struct buf *b, const char *tag)
{
	struct font f = font_of(b);
	size_t row = font_row(&f, tag);

	assert_true(row > 0);
	return row;
}

/* As if the font had been made so: the sum of a table is right again. */
static void
put_sum(struct buf *b, const char *tag)
{
	struct font f = font_of(b);
	size_t row = row_of(b, tag), sum = 0;

	for (size_t at = 0; at < font_be32(&f, row + FONT_ROW_SIZE); at += 4)
		sum += font_be32(&f, font_be32(&f, row + FONT_ROW_PLACE) + at);
	put_32(b, row + FONT_ROW_SUM, sum);
}

static void
assert_used(struct buf *b)
{
	const char *said = said_of(b);

	if (said)
		fail_msg("%s", said);
}

static size_t
outline_of(const struct font *f, uint32_t c)
{
	size_t size;

	return font_outline(f, font_glyph(f, c), &size);
}

TEST(font, all_faces_of_lato_can_be_used)
{
	struct err err = ERR_NONE;
	struct measure m;

	assert_int_equal(measure_load(&arena, NULL, &m, &err), 0);
	for (int face = 0; face < FACE_COUNT; face++)
		if (font_check(m.paths[face], &err))
			fail_msg("%s: %s", m.paths[face], err.text);
	measure_free(&m);
}

TEST(font, other_kinds_of_font_are_refused_by_name)
{
	static const struct {
		const char *begins, *says;
	} cases[] = {
		{"OTTO", "PostScript outlines (CFF)"    },
		{"ttcf", "a collection of several fonts"},
		{"wOF2", "a font for web pages"         },
		{"wOFF", "a font for web pages"         },
		{"%!PS", "it is not a TrueType font"    },
		{"true", "it is not a TrueType font"    },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct buf b = lato();

		memcpy(b.data, cases[i].begins, 4);
		assert_says(&b, cases[i].says);
	}
}

/* Lato builds both letters of parts: now é is built of á. */
static void
build_e_of_a(struct buf *b)
{
	struct font f = font_of(b);
	size_t e = outline_of(&f, 0xe9);

	assert_true(font_be16(&f, e) >= 0x8000);
	assert_true(font_be16(&f, outline_of(&f, 0xe1)) >= 0x8000);
	put_16(b, e + 12, font_glyph(&f, 0xe1));
}

TEST(font, a_letter_built_of_parts_built_of_parts_can_be_used)
{
	struct buf b = lato();

	build_e_of_a(&b);
	put_sum(&b, "glyf");
	assert_used(&b);
}

TEST(font, dejavu_whose_letters_are_in_three_layers_can_be_used)
{
	struct err err = ERR_NONE;

	if (font_check("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", &err))
		fail_msg("%s", err.text);
}

TEST(font, a_letter_built_of_itself_is_refused)
{
	struct buf b = lato();
	struct font f;

	build_e_of_a(&b);
	f = font_of(&b);
	put_16(&b, outline_of(&f, 0xe1) + 12, font_glyph(&f, 0xe9));
	put_sum(&b, "glyf");
	assert_says(&b, "letter U+00E1 is built of parts that come to no end");
}

TEST(font, a_font_whose_makers_do_not_allow_it_is_refused)
{
	static const unsigned bits[] = {0x0002, 0x0100, 0x0200};

	for (size_t i = 0; i < COUNT_OF(bits); i++) {
		struct buf b = lato();
		struct font f = font_of(&b);

		put_16(&b, f.os2 + 8, bits[i]);
		assert_says(&b, "do not allow");
	}
}

TEST(font, a_font_without_a_letter_that_reports_need_is_refused)
{
	struct buf b = lato();
	struct font f = font_of(&b);
	size_t sub = f.cmap, s = 0;

	/* the first run of characters ends before "z" */
	while (font_be16(&f, sub + 14 + 2 * s) < 'z')
		s++;
	assert_true(s < f.segments);
	put_16(&b, sub + 14 + 2 * s, 'y');
	put_sum(&b, "cmap");
	assert_says(&b, "it has no \"z\"");
}

TEST(font, half_a_font_and_a_text_are_refused)
{
	struct buf b = lato();

	b.len = 100;
	assert_says(&b, "it is");
	buf_init(&b, 0);
	buf_str(&b, "I am a letter to the editor.");
	assert_says(&b, "it is not a TrueType font");
}

TEST(font, a_font_that_is_cut_is_refused)
{
	static const size_t off[] = {100, 10000, 600000};

	for (size_t i = 0; i < COUNT_OF(off); i++) {
		struct buf b = lato();

		b.len -= off[i];
		assert_says(&b, "it is cut");
	}
}

TEST(font, a_font_whose_table_begins_behind_its_end_is_refused)
{
	struct buf b = lato();

	put_32(&b, row_of(&b, "GPOS") + FONT_ROW_PLACE, 0xfffffff0);
	assert_says(&b, "it is cut");
}

TEST(font, a_font_with_a_table_too_short_for_its_letters_is_refused)
{
	static const char *const tags[] = {
		"head", "hhea", "maxp", "OS/2", "hmtx", "loca", "cmap"};

	for (size_t i = 0; i < COUNT_OF(tags); i++) {
		struct buf b = lato();

		put_32(&b, row_of(&b, tags[i]) + FONT_ROW_SIZE, 5);
		assert_says(&b, arena_printf(&arena, "its table \"%s\"", tags[i]));
	}
}

TEST(font, a_font_of_no_size_of_no_widths_or_of_no_glyphs_is_refused)
{
	static const struct {
		const char *tag;
		size_t at;
	} cases[] = {
		{"head", 18},
		{"hhea", 34},
		{"maxp", 4 },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct buf b = lato();
		size_t size;
		struct font f = font_of(&b);

		put_16(&b, font_table(&f, cases[i].tag, &size) + cases[i].at, 0);
		assert_says(&b, cases[i].tag);
	}
}

/* Lato counts its places in bytes, four to each. */
static size_t
place_of(const struct font *f, uint32_t c)
{
	assert_true(f->wide);
	return f->loca + 4 * (size_t)font_glyph(f, c);
}

TEST(font, a_font_whose_places_of_glyphs_do_not_ascend_is_refused)
{
	struct buf b = lato();
	struct font f = font_of(&b);

	put_32(&b, place_of(&f, 0x42b), 0);
	put_sum(&b, "loca");
	assert_says(&b, "where its letters are drawn");
}

TEST(font, a_font_whose_glyphs_lie_outside_their_table_is_refused)
{
	struct buf b = lato();
	struct font f = font_of(&b);
	size_t size;

	(void)font_table(&f, "glyf", &size);
	put_32(&b, f.loca + 4 * (size_t)f.glyphs, size + 4);
	put_sum(&b, "loca");
	assert_says(&b, "where its letters are drawn");
}

/* In a letter that reports need not: a client may write it. */
TEST(font, a_glyph_with_more_points_than_there_is_room_for_is_refused)
{
	struct buf b = lato();
	struct font f = font_of(&b);
	size_t at = outline_of(&f, 0x416);
	unsigned contours = font_be16(&f, at);

	assert_in_range(contours, 1, 10);
	put_16(&b, at + 8 + 2 * contours, 5000);
	put_sum(&b, "glyf");
	assert_says(&b, "the drawing of a letter is cut");
}

TEST(font, a_glyph_with_hints_or_contours_beyond_its_end_is_refused)
{
	for (int hints = 0; hints < 2; hints++) {
		struct buf b = lato();
		struct font f = font_of(&b);
		size_t at = outline_of(&f, 0x416);

		put_16(&b, hints ? at + 10 + 2 * font_be16(&f, at) : at, 0x7fff);
		put_sum(&b, "glyf");
		assert_says(&b, "the drawing of a letter is cut");
	}
}

/* The next one begins where this one has its first bytes. */
TEST(font, a_glyph_of_a_few_bytes_is_refused)
{
	static const uint32_t letters[] = {'x', 0xe9};
	static const size_t bytes[] = {4, 12, 16};

	for (size_t i = 0; i < COUNT_OF(letters) * COUNT_OF(bytes); i++) {
		struct buf b = lato();
		struct font f = font_of(&b);
		size_t place = place_of(&f, letters[i % 2]);

		put_32(&b, place + 4, font_be32(&f, place) + bytes[i / 2]);
		put_sum(&b, "loca");
		assert_says(&b, "the drawing of a letter is cut");
	}
}

TEST(font, a_letter_built_of_a_glyph_that_the_font_has_not_is_refused)
{
	struct buf b = lato();
	struct font f = font_of(&b);

	put_16(&b, outline_of(&f, 0xe9) + 12, f.glyphs);
	put_sum(&b, "glyf");
	assert_says(&b, "the drawing of a letter is cut");
}

TEST(font, a_font_without_any_outline_is_refused)
{
	struct buf b = lato();
	struct font f = font_of(&b);

	memset(b.data + f.loca, 0, 4 * ((size_t)f.glyphs + 1));
	put_sum(&b, "loca");
	assert_says(&b, "it draws nothing for \"!\"");
}

TEST(font, a_needed_letter_without_an_outline_is_refused)
{
	static const uint32_t letters[] = {'7', 'z', 0xbf, 0x2014};
	static const char *const says[] = {"\"7\"", "\"z\"", "\"¿\"", "\"—\""};

	for (size_t i = 0; i < COUNT_OF(letters); i++) {
		struct buf b = lato();
		struct font f = font_of(&b);

		put_16(&b, outline_of(&f, letters[i]), 0);
		put_sum(&b, "glyf");
		assert_says(&b, arena_printf(&arena, "it draws nothing for %s", says[i]));
	}
}

TEST(font, a_needed_letter_built_of_nothing_but_spaces_is_refused)
{
	struct buf b = lato();
	struct font f = font_of(&b);
	size_t part = outline_of(&f, 0xe9) + 10;
	unsigned flags = FONT_PART_MORE;

	for (; flags & FONT_PART_MORE; part += font_part_size(flags)) {
		flags = font_be16(&f, part);
		put_16(&b, part + 2, font_glyph(&f, ' '));
	}
	put_sum(&b, "glyf");
	assert_says(&b, "it draws nothing for \"é\"");
}

TEST(font, a_letter_that_reports_need_not_may_be_empty)
{
	struct buf b = lato();
	struct font f = font_of(&b);

	put_16(&b, outline_of(&f, 0x416), 0);
	put_sum(&b, "glyf");
	assert_used(&b);
}

TEST(font, one_changed_byte_in_a_table_that_reports_use_is_found)
{
	static const char *const tags[] = {"head", "hmtx", "glyf", "cmap", "OS/2"};

	for (size_t i = 0; i < COUNT_OF(tags); i++) {
		struct buf b = lato();
		size_t size;
		struct font f = font_of(&b);
		size_t at = font_table(&f, tags[i], &size);

		b.data[at + size - 1] ^= 1;
		assert_says(
			&b, arena_printf(&arena, "damaged: its table \"%s\"", tags[i]));
	}
}

/* Some programs that make fonts write no sums. */
TEST(font, a_font_without_sums_of_its_tables_can_be_used)
{
	struct buf b = lato();
	struct font f = font_of(&b);

	for (size_t i = 0; i < font_be16(&f, 4); i++)
		put_32(&b, FONT_ROWS + FONT_ROW * i + FONT_ROW_SUM, 0);
	put_32(&b, f.head + 8, 12345); /* the whole file's, which nobody asks for */
	assert_used(&b);
}

/* Whatever a font holds: an answer in time, and no step outside it. */
TEST(font, damaged_fonts_are_refused_or_harmless)
{
	struct buf whole = lato();
	unsigned random = 1;

	for (int round = 0; round < 60; round++) {
		struct buf b = BUF_NONE;

		buf_add(&b, whole.data, whole.len);
		for (int k = 0; k < 200; k++) {
			random = random * 1103515245u + 12345u;
			b.data[(k % 2 ? random % 4096 : random / 3) % b.len] =
				(char)(random >> 16);
		}
		b.data[0] = b.data[2] = b.data[3] = 0;
		b.data[1] = 1;
		(void)said_of(&b);
	}
	buf_free(&whole);
	arena_free(&arena);
}
