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
	const char *said;

	build_e_of_a(&b);
	said = said_of(&b);
	if (said)
		fail_msg("%s", said);
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
