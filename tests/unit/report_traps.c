/*
 * report_traps.c - what libharu 2.3.0 does wrong, and that a report does not
 *
 * Each was seen in libharu itself; the numbers are those of draw_pdf.c.
 */
#define _GNU_SOURCE /* memmem */
#include "unit/test.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "base/utf8.h"
#include "report/font.h"
#include "report/pdf.h"

/* ---- 1: letters lose parts ---- */

static void
assert_same_outline(FT_Face small, FT_Face whole, uint32_t c)
{
	const FT_Outline *is = &small->glyph->outline, *was = &whole->glyph->outline;
	const FT_Int32 plain = FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING;

	assert_true(FT_Get_Char_Index(small, c) != 0);
	assert_int_equal(FT_Load_Char(small, c, plain), 0);
	assert_int_equal(FT_Load_Char(whole, c, plain), 0);
	if (is->n_points != was->n_points || is->n_contours != was->n_contours)
		fail_msg("U+%04X has %d points, not %d", (unsigned)c, is->n_points,
			was->n_points);
	for (int i = 0; i < was->n_points; i++) {
		assert_int_equal(is->points[i].x, was->points[i].x);
		assert_int_equal(is->points[i].y, was->points[i].y);
	}
	assert_int_equal(
		small->glyph->metrics.horiAdvance, whole->glyph->metrics.horiAdvance);
}

/* Every point of every letter, as FreeType reads it. */
static void
assert_letters_whole(const char *path, uint32_t first, uint32_t last, size_t least)
{
	struct err err = ERR_NONE;
	struct arena a = ARENA_NONE;
	struct buf file = BUF_NONE;
	VEC(uint16_t) chars = VEC_NONE;
	struct font f;
	FT_Library lib;
	FT_Face small, whole;

	assert_int_equal(font_open(&f, path, &err), 0);
	for (uint32_t c = first; c <= last; c++)
		if (font_glyph(&f, c))
			*vec_push(&a, &chars) = (uint16_t)c;
	assert_true(chars.count >= least);
	font_subset(&f, "Test-Face", chars.at, chars.count, &file);
	assert_int_equal(FT_Init_FreeType(&lib), 0);
	assert_int_equal(FT_New_Memory_Face(
				 lib, (FT_Byte *)file.data, (FT_Long)file.len, 0, &small),
		0);
	assert_int_equal(FT_New_Face(lib, path, 0, &whole), 0);
	for (size_t i = 0; i < chars.count; i++)
		assert_same_outline(small, whole, chars.at[i]);
	FT_Done_FreeType(lib);
	font_close(&f);
	buf_free(&file);
	arena_free(&a);
}

TEST(report, trap_1_no_letter_of_the_typeface_loses_a_part)
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct measure m;

	assert_int_equal(measure_load(&a, NULL, &m, &err), 0);
	for (int face = 0; face < FACE_COUNT; face++)
		assert_letters_whole(m.paths[face], 0x20, 0x52f, 600);
	measure_free(&m);
	arena_free(&a);
}

/* The typeface in which it was seen: its letters are made of letters made of others. */
TEST(report, trap_1_letters_made_of_letters_made_of_others_are_whole)
{
	assert_letters_whole(
		"/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", 0x20, 0x52f, 900);
}

TEST(report, trap_1_the_letters_that_were_looked_at_are_those_in_the_file)
{
	struct err err = ERR_NONE;
	struct sample s;
	const char *path = report_of_words(&s, "\u0161 \u042b \u00e9"), *plain;
	struct buf file = BUF_NONE, pdf = BUF_NONE;
	VEC(uint16_t) chars = VEC_NONE;
	bool used[MEASURE_CHARS] = {false};
	const struct pages *pages = sample_pages(&s);

	for (size_t i = 0; i < pages->pages.count; i++)
		for (size_t k = 0; k < pages->pages.at[i].marks.all.count; k++) {
			const struct mark *m = pages->pages.at[i].marks.all.at[k];
			uint32_t c;

			if (m->kind != MARK_TEXT || m->face != FACE_REGULAR)
				continue;
			for (const char *at = m->text; (c = utf8_next(&at)) != 0;)
				used[c % MEASURE_CHARS] = true;
		}
	used[' '] = used['H'] = used['x'] = true;
	for (uint32_t c = 0; c < MEASURE_CHARS; c++)
		if (used[c])
			*vec_push(&s.arena, &chars) = (uint16_t)c;
	font_subset(&s.measure.fonts[FACE_REGULAR], "Lato-Regular", chars.at, chars.count,
		&file);
	plain = pdf_path(&s, "plain.pdf");
	output_of(&s.arena, "qpdf", "--stream-data=uncompress", path, plain, NULL);
	assert_int_equal(file_read(plain, 1u << 22, &pdf, &err), 0);
	assert_non_null(memmem(pdf.data, pdf.len, file.data, file.len));
	buf_free(&file);
	buf_free(&pdf);
	sample_free(&s);
}

/* ---- 2: a full disk is not seen ---- */

TEST(report, trap_2_a_device_that_is_full_is_told)
{
	struct err err = ERR_NONE;
	struct sample s;
	int rc, was = dup(STDOUT_FILENO), full = open("/dev/full", O_WRONLY);

	report_of_words(&s, "a word");
	assert_true(was >= 0 && full >= 0);
	assert_true(dup2(full, STDOUT_FILENO) >= 0);
	rc = report_write(s.template, &s.in, "-", true, &err);
	assert_true(dup2(was, STDOUT_FILENO) >= 0);
	close(was);
	close(full);
	assert_int_equal(rc, ERR_FAILED);
	assert_non_null(strstr(err.text, "standard output"));
	sample_free(&s);
}

/* ---- 3: text after a word that is too wide is dropped; square time ---- */

/* Seconds of this process for a text of so many words. */
static double
time_to_wrap(const struct measure *m, size_t words)
{
	struct buf text = BUF_NONE;
	double best = 1e9;

	for (size_t i = 0; i < words; i++)
		buf_printf(&text, "word%zu ", i);
	for (int run = 0; run < 3; run++) {
		struct arena a = ARENA_NONE;
		clock_t start = clock();
		size_t count;

		measure_wrap(&a, m, FACE_REGULAR, 9, buf_text(&text), 300, &count);
		if ((double)(clock() - start) < best)
			best = (double)(clock() - start);
		arena_free(&a);
	}
	buf_free(&text);
	return best / CLOCKS_PER_SEC;
}

TEST(report, trap_3_what_follows_a_word_too_wide_is_there)
{
	struct sample s;
	struct buf said = BUF_NONE;

	for (int i = 0; i < 200; i++)
		buf_char(&said, 'w');
	buf_str(&said, " and behind it the end");
	assert_non_null(strstr(
		pdf_text(&s, report_of_words(&s, buf_text(&said))), "behind it the end"));
	buf_free(&said);
	sample_free(&s);
}

/* Eight times the text takes eight times as long, not sixty-four. */
TEST(report, trap_3_lines_are_broken_in_time_that_grows_with_the_text)
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct measure m;

	assert_int_equal(measure_load(&a, NULL, &m, &err), 0);
	assert_true(time_to_wrap(&m, 40000) < 24 * time_to_wrap(&m, 5000) + 0.02);
	measure_free(&m);
	arena_free(&a);
}

/* ---- 4: what the typeface lacks vanishes ---- */

TEST(report, trap_4_what_cannot_be_drawn_is_written_out)
{
	struct sample s;
	const char *all = pdf_text(
		&s, report_of_words(&s, "sad \U0001F622, \u4e2d, e\u0301, and so on"));

	assert_non_null(strstr(all, "sad [U+1F622], [U+4E2D], \u00e9, and so on"));
	sample_free(&s);
}

/* ---- 5: broken maps back to text, and time ---- */

/* Letters that no code page has need the encoding whose map was broken. */
TEST(report, trap_5_letters_beyond_the_code_pages_come_back_without_a_warning)
{
	struct sample s;
	const char *path =
		report_of_words(&s, "\u01c5 \u0180 \u1e9e and \u0394\u03a9\u03bc");
	const char *all = pdf_text(&s, path);

	assert_clean(&s, path);
	assert_non_null(strstr(all, "\u01c5 \u0180 \u1e9e and"));
	assert_non_null(strstr(all, "and \u0394\u03a9\u03bc"));
	sample_free(&s);
}

/* ---- 6: metadata and encryption: report_tags.c, and report.bats for --protect ---- */

TEST(report, trap_6_the_id_is_that_of_the_content)
{
	static const char *const said[] = {"one", "one", "two"};
	char ids[3][128];

	for (int i = 0; i < 3; i++) {
		struct sample s;
		const char *path = report_of_words(&s, said[i]);
		char *all =
			output_of(&s.arena, "qpdf", "--show-object=trailer", path, NULL);

		assert_non_null(strstr(all, "/ID"));
		(void)snprintf(ids[i], sizeof(ids[i]), "%.90s", strstr(all, "/ID"));
		sample_free(&s);
	}
	assert_string_equal(ids[0], ids[1]);
	assert_string_not_equal(ids[0], ids[2]);
}

/* ---- 7: OpenType with outlines of PostScript ---- */

/* Lato, with a table renamed as such a file has it. */
TEST(report, trap_7_a_typeface_with_postscript_outlines_is_refused_with_the_reason)
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct buf bytes = BUF_NONE;
	struct measure m;
	struct font f;
	const char *path;
	char *tag;

	assert_int_equal(measure_load(&a, NULL, &m, &err), 0);
	assert_int_equal(file_read(m.paths[0], 1u << 22, &bytes, &err), 0);
	tag = memmem(bytes.data, 512, "glyf", 4);
	assert_non_null(tag);
	memcpy(tag, "CFF ", 4);
	path = file_join(&a, test_folder(), "cff.otf");
	assert_int_equal(file_write(path, bytes.data, bytes.len, true, &err), 0);
	assert_int_equal(font_open(&f, path, &err), ERR_INVALID);
	assert_non_null(strstr(err.text, "PostScript"));
	measure_free(&m);
	buf_free(&bytes);
	arena_free(&a);
}

/* A file that ends anywhere is refused, or read as if nothing stood behind. */
TEST(report, trap_7_a_typeface_that_is_cut_or_changed_does_no_harm)
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct buf bytes = BUF_NONE;
	static const uint16_t chars[] = {' ', 'A', 'b', 0xe9, 0x161};
	struct measure m;
	const char *path;

	assert_int_equal(measure_load(&a, NULL, &m, &err), 0);
	assert_int_equal(file_read(m.paths[0], 1u << 22, &bytes, &err), 0);
	path = file_join(&a, test_folder(), "cut.ttf");
	for (size_t i = 0; i < 200; i++) {
		size_t n = i % 2 ? bytes.len : bytes.len * i / 200 + 1;
		struct buf out = BUF_NONE, bad = BUF_NONE;
		struct font f;

		buf_add(&bad, bytes.data, n);
		if (i % 2) /* a table's place, or a byte of a table */
			bad.data[i < 100 ? 12 + i * 3 : i * 977 % n] ^= (char)0x5a;
		assert_int_equal(file_write(path, bad.data, bad.len, true, &err), 0);
		if (font_open(&f, path, &err) == 0) {
			font_subset(&f, "X", chars, COUNT_OF(chars), &out);
			font_close(&f);
		}
		buf_free(&out);
		buf_free(&bad);
	}
	measure_free(&m);
	buf_free(&bytes);
	arena_free(&a);
}

/* ---- 8: errors stick, and later ones hide the first ---- */

TEST(report, trap_8_the_first_error_is_the_one_that_is_told)
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct buf out = BUF_NONE;
	struct pages *pages = arena_alloc(&a, sizeof(*pages));
	struct mark text = {
		.kind = MARK_TEXT, .text = "x", .size = 9, .stroke = COLOR_NONE};
	struct measure m;
	struct draw *d;

	(void)vec_push(&a, &pages->tags.all);
	pages->title = "T";
	assert_int_equal(measure_load(&a, NULL, &m, &err), 0);
	assert_int_equal(draw_pdf_new(&m, pages, &d, &err), 0);
	d->ops->page(d, 612, 792);
	d->ops->mark(d, &text);
	d->ops->page(d, 1e9, 792); /* larger than libharu will have it */
	d->ops->mark(d, &text);
	d->ops->page(d, 612, 792);
	d->ops->mark(d, &text);
	assert_int_equal(draw_finish(d, &out, &err), ERR_FAILED);
	assert_non_null(strstr(err.text, "0x1054, 0")); /* HPDF_PAGE_INVALID_SIZE */
	assert_int_equal(out.len, 0);
	draw_free(d);
	measure_free(&m);
	buf_free(&out);
	arena_free(&a);
}

/* ---- 9: lines that break inside a word with a digit ---- */

TEST(report, trap_9_no_line_breaks_between_a_digit_a_hyphen_and_a_letter)
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct measure m;

	assert_int_equal(measure_load(&a, NULL, &m, &err), 0);
	for (double width = 20; width < 200; width += 1) {
		size_t count;
		const struct text_line *lines = measure_wrap(&a, &m, FACE_REGULAR, 9,
			"a 3-point scale, a 5-point one", width, &count);

		for (size_t i = 0; i < count; i++) {
			size_t n = strlen(lines[i].text);

			/* a word wider than the line is broken anywhere */
			if (width > 40)
				assert_false(n && lines[i].text[n - 1] == '-');
		}
	}
	measure_free(&m);
	arena_free(&a);
}
