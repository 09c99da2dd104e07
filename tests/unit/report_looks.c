/* report_looks.c - what a template decides, seen in the file */
#include "unit/test.h"

#include <png.h>

#include "report/geometry.h"
#include "report/use.h"

static const double widths[PAPER_COUNT] = {612, 595.28};
static const double heights[PAPER_COUNT] = {792, 841.89};

static const struct {
	const char *form, *answers, *tag;
} records[] = {
	{"forms/phq9.xml",            "tests/interview/demo-phq9.answers",               "en"},
	{"forms/numbness-intake.xml", "tests/interview/demo-numbness.answers",           "es"},
	{"forms/numbness-intake.xml", "tests/interview/full-numbness-en.answers",        "en"},
	{"forms/pcl5.xml",            "tests/interview/full-pcl5.answers",               "en"},
	{"forms/signs-of-change.xml", "tests/interview/full-signs-of-change-es.answers",
         "es"										},
};

static void
sample_record(struct sample *s, size_t i, enum lang lang)
{
	struct buf answers = BUF_NONE;
	struct err err = ERR_NONE;

	assert_int_equal(file_read(records[i].answers, 1u << 16, &answers, &err), 0);
	assert_true(sample_whole(
		s, records[i].form, records[i].tag, buf_text(&answers), lang));
	buf_free(&answers);
}

#define REST "<skipped/><items/>"

/* head of a template before its parts. */
static void
use_parts(struct sample *s, const char *name, const char *head, const char *parts)
{
	struct diags d;
	const char *xml = arena_printf(&s->arena,
		"<template id='own'>%s<body>%s</body></template>", head, parts);

	diags_init(&d, &s->arena);
	use_template(s, template_parse(&s->arena, name, xml, strlen(xml), &d), &d);
}

/* The parts that every report has, and body. */
static void
use_own(struct sample *s, const char *name, const char *head, const char *body)
{
	use_parts(s, name, head, arena_printf(&s->arena, "<identity/><alerts/>%s", body));
}

static const char *const shipped[] = {
	"templates/standard.xml", "templates/brief.xml", "templates/plain.xml"};

TEST(report, every_template_stays_in_its_margins_on_both_papers_in_both_languages)
{
	for (size_t i = 0; i < COUNT_OF(records); i++)
		for (size_t t = 0; t < COUNT_OF(shipped); t++)
			for (int paper = 0; paper < PAPER_COUNT; paper++) {
				struct sample s;
				const char *path;

				/* each record in its own language and, by turns, in ours */
				sample_record(
					&s, i, (enum lang)((i + t + (size_t)paper) % 2));
				use_file(&s, shipped[t]);
				s.in.paper = (enum paper)paper;
				path = pdf_path(&s, "look.pdf");
				write_pdf(&s, path);
				/* once: a paper is only a size */
				if ((size_t)paper == (i + t) % 2) {
					assert_clean(&s, path);
					assert_true(assert_tagged(&s, path) > 50);
				}
				assert_geometry(&s, path, widths[paper], heights[paper]);
				if (template_part(s.template, PART_ITEMS))
					assert_all_said(&s, path);
				sample_free(&s);
			}
}

TEST(report, nothing_in_large_print_is_smaller_than_fourteen_points)
{
	struct sample s;
	const struct pages *pages;
	size_t texts = 0;

	sample_record(&s, 2, LANG_EN);
	use_file(&s, "templates/plain.xml");
	pages = sample_pages(&s);
	for (size_t i = 0; i < pages->pages.count; i++)
		for (size_t k = 0; k < pages->pages.at[i].marks.all.count; k++) {
			const struct mark *m = pages->pages.at[i].marks.all.at[k];

			if (m->kind != MARK_TEXT)
				continue;
			if (m->size < 14)
				fail_msg("%g points: %s", m->size, m->text);
			texts++;
		}
	assert_true(texts > 300);
	sample_free(&s);
}

TEST(report, the_standard_report_leaves_nothing_out_and_says_nothing_of_it)
{
	struct sample s;

	sample_record(&s, 1, LANG_ES);
	write_pdf(&s, pdf_path(&s, "all.pdf"));
	assert_null(strstr(pdf_text(&s, pdf_path(&s, "all.pdf")), "No está en este"));
	sample_free(&s);
}

TEST(report, what_was_not_answered_is_told_in_short_with_every_reason_and_number)
{
	struct sample s;
	const char *all;

	assert_true(sample_whole(&s, "tests/report/small.xml", "en",
		"q1 = often\nq2 = !skipped\nq3 = !dont-know\n[home] = !skipped\n",
		LANG_EN));
	use_own(&s, "own.xml", "", "<skipped short='yes'/>");
	write_pdf(&s, pdf_path(&s, "short.pdf"));
	all = pdf_text(&s, pdf_path(&s, "short.pdf"));
	assert_non_null(
		strstr(all, "10–11 Home The client chose not to answer this part"));
	assert_non_null(strstr(all, "Skipped. Items: 6"));
	assert_non_null(strstr(all, "I don't know. Items: 7"));
	assert_non_null(strstr(all, "Not reached. Items: 1–4, 8"));
	assert_non_null(strstr(all, "Not asked. Items: 9"));
	sample_free(&s);
}

/* The left edge of the first word, and where the page ends. */
static void
first_word(struct sample *s, const char *path, double *ret_left, double *ret_width)
{
	char *out = output_of(&s->arena, "pdftotext", "-bbox", path, "-", NULL);
	const char *page = strstr(out, "<page width=\"");
	const char *word = strstr(out, ">Riverbend<");

	assert_true(page && word);
	while (*word != '\n')
		word--;
	assert_int_equal(sscanf(page, "<page width=\"%lf", ret_width), 1);
	assert_int_equal(sscanf(word, " <word xMin=\"%lf", ret_left), 1);
}

TEST(report, the_size_and_the_margins_of_a_page_are_those_of_the_template)
{
	static const struct {
		const char *page;
		double left, width;
	} cases[] = {
		{"<page size='a4' left='100' right='90' top='80' bottom='90'/>", 100,
                 595.28								  },
		{"<page size='letter' left='28' right='28'/>",                   28,  612},
		{"<page size='auto'/>",					  56,  612},
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct sample s;
		const char *path;
		double left, width;

		sample_record(&s, 0, LANG_EN);
		use_own(&s, "own.xml", cases[i].page, "<scores/>" REST);
		s.in.paper = template_paper(s.template, PAPER_LETTER);
		path = pdf_path(&s, "page.pdf");
		write_pdf(&s, path);
		assert_geometry(&s, path, widths[s.in.paper], heights[s.in.paper]);
		first_word(&s, path, &left, &width);
		assert_true(fabs(left - cases[i].left) < 1.5);
		assert_true(fabs(width - cases[i].width) < 0.1);
		sample_free(&s);
	}
}

/* The narrowest line with the largest print, and the other way round. */
TEST(report, the_limits_of_sizes_and_margins_leave_every_word_in_its_place)
{
	static const char *const heads[] = {
		"<page left='120' right='120'/><style text-size='18' smallest='18'/>",
		"<page left='120' right='120'/><style text-size='12'/>",
		"<page left='120' right='120'/><style text-size='8' smallest='8'/>",
		"<page left='28' right='28'/><style text-size='18'/>",
		"<page left='28' right='28'/><style text-size='13' smallest='12'/>",
	};

	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		struct sample s;
		const char *path;

		sample_record(&s, i % COUNT_OF(records), (enum lang)(i % 2));
		use_parts(&s, "own.xml", heads[i],
			"<alerts/><identity/><scores/><findings/><words/>"
			"<topics/>" REST "<sign/><rules/>");
		s.in.paper = PAPER_A4;
		path = pdf_path(&s, "limit.pdf");
		write_pdf(&s, path);
		assert_geometry(&s, path, widths[PAPER_A4], heights[PAPER_A4]);
		assert_all_said(&s, path);
		sample_free(&s);
	}
}

/* A picture of w x h pixels beside the template "own.xml" in the tests' folder. */
static const char *
template_with_logo(struct sample *s, unsigned w, unsigned h)
{
	png_image png = {.version = PNG_IMAGE_VERSION,
		.width = w,
		.height = h,
		.format = PNG_FORMAT_RGB};
	unsigned char *rgb = arena_array(&s->arena, (size_t)w * h, 3);

	for (size_t i = 0; i < (size_t)w * h; i++) {
		rgb[3 * i] = 20;
		rgb[3 * i + 1] = 160;
		rgb[3 * i + 2] = 90;
	}
	assert_true(png_image_write_to_file(
		&png, file_join(&s->arena, test_folder(), "logo.png"), 0, rgb, 0, NULL));
	return file_join(&s->arena, test_folder(), "own.xml");
}

TEST(report, a_logo_stands_in_the_letterhead_at_its_side_and_in_its_size)
{
	static const struct {
		unsigned w, h;
		const char *letterhead;
		double left, width, height;
	} cases[] = {
		{120, 60,  "<letterhead logo='logo.png'/>",                   56,  80,  40 },
		{120, 60,  "<letterhead logo='logo.png' logo-height='60'/>",  56,  120, 60 },
		{600, 60,  "<letterhead logo='logo.png' logo-side='right'/>", 396, 170,
                 17									},
		{60,  200,
                 "<letterhead logo='logo.png' logo-side='right' "
			"logo-height='120'/>",				530, 36,  120},
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct sample s;
		const struct pages *pages;
		const struct mark *logo = NULL;
		const char *path;

		sample_record(&s, 0, LANG_EN);
		path = template_with_logo(&s, cases[i].w, cases[i].h);
		use_own(&s, path, cases[i].letterhead, "<scores/>" REST);
		pages = sample_pages(&s);
		for (size_t k = 0; k < pages->pages.at[0].marks.all.count; k++)
			if (pages->pages.at[0].marks.all.at[k]->kind == MARK_IMAGE)
				logo = pages->pages.at[0].marks.all.at[k];
		assert_non_null(logo);
		assert_true(fabs(logo->x - cases[i].left) < 0.1);
		assert_true(fabs(logo->w - cases[i].width) < 0.1);
		assert_true(fabs(logo->h - cases[i].height) < 0.1);
		assert_string_equal(logo->text, "Riverbend Counseling (sample)");
		path = pdf_path(&s, "logo.pdf");
		write_pdf(&s, path);
		assert_clean(&s, path);
		assert_tagged(&s, path);
		assert_non_null(
			strstr(output_of(&s.arena, "pdfinfo", "-struct-text", path, NULL),
				"Figure \"Riverbend Counseling (sample)\""));
		assert_geometry(&s, path, 612, 792);
		path = output_of(&s.arena, "pdfimages", "-list", path, NULL);
		assert_non_null(strstr(path, "rgb     3   8"));
		sample_free(&s);
	}
}

/* The program's own, copied: what is tested is that the copies are used. */
TEST(report, a_typeface_beside_the_template_is_the_one_in_the_file)
{
	static const char *const names[FACE_COUNT] = {"a.ttf", "b.ttf", "c.ttf"};
	struct sample s;
	const char *path;

	sample_record(&s, 1, LANG_EN);
	for (int face = 0; face < FACE_COUNT; face++) {
		struct buf b = BUF_NONE;
		struct err err = ERR_NONE;

		assert_int_equal(
			file_read(sample_measure(&s)->paths[face], 8u << 20, &b, &err),
			0);
		assert_int_equal(
			file_write(file_join(&s.arena, test_folder(), names[face]),
				b.data, b.len, true, &err),
			0);
		buf_free(&b);
	}
	use_own(&s, file_join(&s.arena, test_folder(), "own.xml"),
		"<style font='a.ttf' font-bold='b.ttf' font-italic='c.ttf'/>",
		"<scores/>" REST);
	assert_string_equal(
		s.measure.paths[FACE_BOLD], file_join(&s.arena, test_folder(), "b.ttf"));
	path = pdf_path(&s, "font.pdf");
	write_pdf(&s, path);
	assert_clean(&s, path);
	assert_all_said(&s, path);
	sample_free(&s);
}

TEST(report, labels_titles_and_the_footers_line_are_in_the_clinics_words)
{
	struct sample s;
	const char *all,
		*xml = "<template id='own' xml:lang='es'>"
		       "<strings><string of='client-code' xml:lang='en'>Chart</string>"
		       "<string of='reviewer' xml:lang='en'>Supervisor</string>"
		       "<string of='telehealth' xml:lang='en'>By video</string></strings>"
		       "<body><identity/><alerts/><scores><title>Look "
		       "here</title></scores><skipped/>"
		       "<text><title>House rule</title><paragraph>Shred "
		       "it.</paragraph></text>"
		       "<sign/></body>"
		       "<footer><line>Found it? Call (555) "
		       "010-0100.</line></footer></template>";
	struct diags d;

	sample_record(&s, 0, LANG_EN);
	diags_init(&d, &s.arena);
	use_template(&s, template_parse(&s.arena, "own.xml", xml, strlen(xml), &d), &d);
	assert_true(s.template->own_lang && s.template->lang == LANG_ES);
	write_pdf(&s, pdf_path(&s, "own.pdf"));
	assert_geometry(&s, pdf_path(&s, "own.pdf"), 612, 792);
	all = pdf_text(&s, pdf_path(&s, "own.pdf"));
	assert_non_null(strstr(all, "Chart C-2041"));
	assert_non_null(strstr(all, "Supervisor"));
	assert_non_null(strstr(all, "By video"));
	assert_non_null(strstr(all, "Look here"));
	assert_non_null(strstr(all, "House rule Shred it."));
	assert_non_null(strstr(all, "CONFIDENTIAL"));
	assert_non_null(strstr(all, "Found it? Call (555) 010-0100."));
	assert_null(strstr(all, "Client code"));
	sample_free(&s);
}

TEST(report, key_findings_cite_numbers_and_items_and_are_six_at_most)
{
	struct sample s;
	const struct document *doc;
	const char *all;
	size_t points = 0;

	sample_record(&s, 0, LANG_EN);
	use_own(&s, "own.xml", "", "<findings/><skipped/>");
	write_pdf(&s, pdf_path(&s, "findings.pdf"));
	all = pdf_text(&s, pdf_path(&s, "findings.pdf"));
	assert_non_null(strstr(all,
		"PHQ-9, depressive symptoms: 12 of 27, Moderate. Line at 10, reached."));
	use_own(&s, "own.xml", "", "<scores/><findings/><skipped/>");
	write_pdf(&s, pdf_path(&s, "findings.pdf"));
	all = pdf_text(&s, pdf_path(&s, "findings.pdf"));
	assert_non_null(strstr(all, "inside a published range: PHQ-9,"));
	assert_non_null(strstr(all, "12 of 27, Moderate; PHQ-2, first two questions: "));
	sample_free(&s);

	assert_true(sample_whole(&s, "tests/report/small.xml", "en",
		"q1 = always\nq2 = !skipped\nq3 = !dont-know\n[home] = !skipped\n",
		LANG_EN));
	use_own(&s, "own.xml", "", "<findings/><skipped/>");
	write_pdf(&s, pdf_path(&s, "findings.pdf"));
	all = pdf_text(&s, pdf_path(&s, "findings.pdf"));
	assert_non_null(strstr(all, "Not scored: "));
	assert_non_null(strstr(all, "Answered at the far end of their scale. Items: 5."));
	assert_non_null(strstr(all, "Left out as a whole: Home, items 10 to 11."));
	doc = report_compose(&s.arena, s.template, &s.in);
	for (size_t i = 0; i < doc->blocks.count; i++)
		points += doc->blocks.at[i].kind == BLOCK_POINT;
	assert_true(points > 0 && points <= 6);
	sample_free(&s);

	assert_true(sample_whole(&s, "forms/phq9.xml", "en", "phq9_1 = 0\n", LANG_EN));
	use_own(&s, "own.xml", "", "<findings/><skipped/>");
	all = "";
	doc = report_compose(&s.arena, s.template, &s.in);
	for (size_t i = 0; i < doc->blocks.count; i++)
		if (doc->blocks.at[i].kind == BLOCK_POINT)
			all = doc->blocks.at[i].text;
	assert_non_null(strstr(all, "Not scored")); /* and never a word of relief */
	sample_free(&s);
}

/* Ruled lines are alone as wide as the page and thin. */
static size_t
lines_to_write_on(const struct pages *pages, double width)
{
	size_t count = 0;

	for (size_t i = 0; i < pages->pages.count; i++)
		for (size_t k = 0; k < pages->pages.at[i].marks.all.count; k++) {
			const struct mark *m = pages->pages.at[i].marks.all.at[k];

			count += m->kind == MARK_LINE && !m->tag && m->w >= width - 1 &&
				m->thick > 0.45 && m->thick < 0.55 && m->y < 725;
		}
	return count;
}

/* A sum of texts of one line each, so that the page ends where it should. */
static const char *
paragraphs(struct sample *s, size_t count)
{
	struct buf b = BUF_NONE;
	const char *all;

	for (size_t i = 0; i < count; i++)
		buf_str(&b, "<text><paragraph>One line.</paragraph></text>");
	all = arena_printf(&s->arena, "%s<skipped/><notes lines='8'/>", buf_text(&b));
	buf_free(&b);
	return all;
}

TEST(report, a_last_page_that_is_hardly_begun_is_taken_back)
{
	size_t pages[40], lines[40];
	bool taken = false;

	for (size_t i = 0; i < COUNT_OF(pages); i++) {
		struct sample s;

		assert_true(
			sample_whole(&s, "forms/phq9.xml", "en", sample_phq9, LANG_EN));
		use_own(&s, "own.xml", "", paragraphs(&s, i));
		pages[i] = sample_pages(&s)->pages.count;
		lines[i] = lines_to_write_on(
			sample_pages(&s), 612 - s.template->left - s.template->right);
		sample_free(&s);
	}
	assert_int_equal(pages[0], 1);
	assert_int_equal(pages[COUNT_OF(pages) - 1], 2);
	for (size_t i = 0; i + 1 < COUNT_OF(pages); i++) {
		assert_true(pages[i] <= pages[i + 1]);
		taken = taken || (pages[i] == 1 && lines[i] < lines[0]);
		if (pages[i] == 2) /* for nothing there are none less */
			assert_true(lines[i] >= 8);
	}
	assert_true(taken);
}

/* In large print the box of the packet is longer than a page. */
TEST(report, a_review_box_fills_the_page_it_begins_on_and_has_room_at_both_ends)
{
	struct buf answers = BUF_NONE;
	struct err err = ERR_NONE;
	struct sample s;
	const struct pages *pages;
	const struct mark *box;
	double first = 0, last = 0;

	assert_int_equal(file_read("tests/interview/full-packet-en.answers", 1u << 16,
				 &answers, &err),
		0);
	assert_true(sample_whole(
		&s, "forms/numbness-packet.xml", "en", buf_text(&answers), LANG_EN));
	use_file(&s, "templates/plain.xml");
	pages = sample_pages(&s);
	for (size_t at = 0; at < 2; at++) {
		const struct marks *marks = &pages->pages.at[at].marks;

		box = marks->all.at[0]; /* frames are drawn before all else */
		assert_int_equal(box->kind, MARK_BOX);
		assert_int_equal(box->fill, 0xf2f2f2);
		first = pages->height;
		last = 0;
		for (size_t k = 0; k < marks->all.count; k++) {
			const struct mark *m = marks->all.at[k];

			if (m->kind != MARK_TEXT || m->y < box->y ||
				m->y > box->y + box->h)
				continue;
			first = fmin(first, m->y - 0.8 * m->size);
			last = fmax(last, m->y);
		}
		assert_true(first - box->y > 4 && box->y + box->h - last > 4);
		if (at == 0)
			assert_true(last > 0.75 * pages->height);
	}
	buf_free(&answers);
	sample_free(&s);
}

/* Where 300 questions were not asked: "261–300" is one word, not "261–30" and "0". */
TEST(report, a_range_of_numbers_of_three_digits_stands_in_one_line)
{
	struct buf xml = BUF_NONE;
	struct sample s = {0};

	for (int part = 0, item = 0; part < 2; part++) {
		buf_printf(&xml, "<section id='s%d'%s><title>Part</title>", part,
			part ? " show-if='q0 is no'" : "");
		for (int n = part ? 40 : 260; n > 0; n--, item++)
			buf_printf(&xml,
				"<question id='q%d' type='yes-no'><text>Is it?</text>"
				"</question>",
				item);
		buf_str(&xml, "</section>");
	}
	s.in.form = form_of(&s.arena, buf_text(&xml));
	assert_non_null(s.in.form);
	sample_begin(&s, s.in.form, "en", "screen");
	sample_answers(&s, "q0 = yes\n");
	assert_true(sample_end(&s, LANG_EN));
	for (size_t t = 0; t < COUNT_OF(shipped); t++) {
		const struct pages *pages;
		size_t found = 0;

		use_file(&s, shipped[t]);
		pages = sample_pages(&s);
		for (size_t i = 0; i < pages->pages.count; i++)
			for (size_t k = 0; k < pages->pages.at[i].marks.all.count; k++) {
				const struct mark *m = pages->pages.at[i].marks.all.at[k];

				found += m->kind == MARK_TEXT &&
					strstr(m->text, "261–300") != NULL;
			}
		assert_true(found >= 1);
	}
	sample_free(&s);
	buf_free(&xml);
}
