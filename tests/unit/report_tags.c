/* report_tags.c - the file for somebody who listens, and what it says of itself */
#define _DEFAULT_SOURCE
#include "unit/test.h"

#include "base/utf8.h"
#include "report/paper.h"
#include "report/pdf.h"

/* What pdfinfo reads aloud, one thing a line. */
static const char *
heard(struct sample *s, const char *path)
{
	return output_of(&s->arena, "pdfinfo", "-struct-text", path, NULL);
}

static const char *
written(struct sample *s, const char *form, const char *lang, const char *answers,
	enum lang report)
{
	const char *path;

	assert_true(sample_whole(s, form, lang, answers, report));
	path = pdf_path(s, "tags.pdf");
	write_pdf(s, path);
	return path;
}

static const char *
read_answers(struct arena *a, const char *path)
{
	struct buf b = BUF_NONE;
	struct err err = ERR_NONE;
	const char *text;

	assert_int_equal(file_read(path, 1u << 16, &b, &err), 0);
	text = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return text;
}

/* How often `what` is in text. */
static size_t
times(const char *text, const char *what)
{
	size_t n = 0;

	while ((text = strstr(text, what))) {
		text += strlen(what);
		n++;
	}
	return n;
}

/* Each of them, in that order. */
static void
assert_in_order(const char *text, const char *const *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *at = strstr(text, all[i]);

		if (!at)
			fail_msg("not there, or too early: %s", all[i]);
		text = at + strlen(all[i]);
	}
}

TEST(report, who_listens_hears_headings_scores_and_answers_in_the_order_of_the_page)
{
	static const char *const order[] = {
		"H1 (block)\n    \"Patient Health Questionnaire (PHQ-9)\"",
		"Lbl (block)\n        \"Client code\"\n      LBody (block)\n        "
		"\"C-2041\"",
		"H2 (block)\n    \"Review first\"",
		"H3 (block)\n    \"SAFETY: READ FIRST\"",
		"Item 9: “Thoughts that you would be better off dead",
		"H2 (block)\n    \"Scores\"",
		"H3 (block)\n    \"PHQ-9, depressive symptoms\"",
		"Figure \"Bar from 0 to 27; today 14. Bands: 0-4 Minimal",
		"\"14/27\"",
		"\"Moderate\"",
		"H2 (block)\n    \"Every item\"",
		"Table (block)\n    TR\n      TD\n        \"1\"\n      TH:\n         "
		"/Scope "
		"/Row\n        \"Little interest or pleasure in doing things\"\n      "
		"TD\n   "
		"     \"Several days\"",
		"H2 (block)\n    \"Notes\"",
	};
	struct sample s;
	const char *path = written(&s, "forms/phq9.xml", "en", sample_phq9, LANG_EN);

	assert_in_order(heard(&s, path), order, COUNT_OF(order));
	sample_free(&s);
}

/* The rows of one list of items are one table, also over the end of a page. */
TEST(report, a_list_of_items_is_one_table_and_each_row_has_its_three_cells)
{
	struct arena a = ARENA_NONE;
	struct sample s;
	const char *text, *path;

	path = written(&s, "forms/numbness-intake.xml", "en",
		read_answers(&a, "tests/interview/full-numbness-en.answers"), LANG_EN);
	text = heard(&s, path);
	assert_true(times(text, "    TR\n") >= s.in.form->item_count);
	assert_int_equal(times(text, "      TD\n"), 2 * times(text, "    TR\n"));
	assert_int_equal(times(text, "      TH:\n"), times(text, "    TR\n"));
	assert_true(times(text, "Table (block)\n") < 20);
	arena_free(&a);
	sample_free(&s);
}

/* Word by word what is on the pages, but for margins, signs and the words of a bar. */
TEST(report, every_question_and_answer_is_heard_and_no_margin_is)
{
	struct arena a = ARENA_NONE;
	struct sample s;
	const char *text, *path;
	size_t lang;

	path = written(&s, "forms/numbness-intake.xml", "es",
		read_answers(&a, "tests/interview/demo-numbness.answers"), LANG_ES);
	text = heard(&s, path);
	lang = form_lang(s.in.form, "es");
	for (size_t i = 0; i < s.in.form->item_count; i++)
		if (!strstr(text, form_words(&s.in.form->items[i].text, lang)))
			fail_msg("item %zu is not heard", i + 1);
	assert_null(strstr(text, "CONFIDENCIAL"));
	assert_null(strstr(text, "Página"));
	assert_null(strstr(text, "(cont"));
	arena_free(&a);
	sample_free(&s);
}

TEST(report, nothing_is_drawn_outside_a_tag_or_an_artifact)
{
	struct sample s;
	const char *path = written(&s, "forms/phq9.xml", "en", sample_phq9, LANG_EN);

	assert_true(assert_tagged(&s, path) > 100);
	sample_free(&s);
}

/* The same by a template that is shipped. */
static const char *
heard_by(struct sample *s, const char *template)
{
	const struct template *t = NULL;
	struct err err = ERR_NONE;
	struct diags d;

	diags_init(&d, &s->arena);
	assert_int_equal(template_load(&s->arena, template, &d, &t, &err), 0);
	s->template = template_open(&s->arena, t, &d);
	assert_non_null(s->template);
	write_pdf(s, pdf_path(s, "tags.pdf"));
	return heard(s, pdf_path(s, "tags.pdf"));
}

/* Beside each other on the page, after each other for who listens. */
TEST(report, a_short_report_says_a_score_to_its_end_before_the_next_begins)
{
	static const char *const order[] = {
		"H3 (block)\n    \"PHQ-9, depressive symptoms\"",
		"Figure \"Bar from 0 to 27; today 14. Bands: 0-4 Minimal",
		"\"14/27\"",
		"\"8 of 9 items",
		"\"Moderate\"",
		"H3 (block)\n    \"PHQ-2, first two questions\"",
		"Figure \"Bar from 0 to 6;",
		"\"2 of 2 items\"",
		"H2 (block)\n    \"Key findings\"",
		"L (block)\n    LI (block)\n      LBody (block)\n        \"PHQ-9, "
		"depressive",
		"\n    LI (block)\n      LBody (block)\n        \"PHQ-2, first two",
		"H2 (block)\n    \"Not answered\"",
	};
	struct sample s;
	const char *text;

	assert_true(sample_whole(&s, "forms/phq9.xml", "en", sample_phq9, LANG_EN));
	text = heard_by(&s, "templates/brief.xml");
	assert_in_order(text, order, COUNT_OF(order));
	text = strstr(text, "\"Key findings\"");
	text = arena_strndup(
		&s.arena, text, (size_t)(strstr(text, "\"Not answered\"") - text));
	assert_int_equal(times(text, "\n  L (block)\n"), 1);
	sample_free(&s);
}

TEST(report, large_print_is_heard_as_the_usual_print_is)
{
	static const char *const order[] = {
		"H3 (block)\n    \"SAFETY: READ FIRST\"",
		"Lbl (block)\n        \"Client code\"\n      LBody (block)\n        "
		"\"C-2041\"",
		"H3 (block)\n    \"PHQ-9, depressive symptoms\"",
		"\"8 of 9 items",
		"\"14/27\"",
		"\"Moderate\"",
		"Figure \"Bar from 0 to 27; today 14. Bands: 0-4 Minimal",
		"Table (block)\n    TR\n      TD\n        \"1\"\n      TH:\n         "
		"/Scope /Row\n        \"Little interest or pleasure in doing things\"\n"
		"      TD\n        \"Several days\"",
	};
	struct sample s;

	assert_true(sample_whole(&s, "forms/phq9.xml", "en", sample_phq9, LANG_EN));
	assert_in_order(heard_by(&s, "templates/plain.xml"), order, COUNT_OF(order));
	sample_free(&s);
}

TEST(report, a_blank_form_has_its_answers_as_columns_of_a_table)
{
	static const char *const order[] = {
		"H1 (block)",
		"Table (block)\n    TR\n      TD\n      TH:\n         /Scope /Column\n   "
		"     "
		"\"Not at all\"",
		"\"1 Little interest or pleasure in doing things\"\n      TD\n        "
		"\"0\"",
	};
	struct arena a = ARENA_NONE;
	struct buf out = BUF_NONE;
	struct err err = ERR_NONE;
	struct paper_input in = {.made_at = SAMPLE_START};
	struct sample s = {0};
	const char *path, *text;

	in.form = form_of_file(&a, "forms/phq9.xml");
	assert_non_null(in.form);
	path = file_join(&a, test_folder(), "blank.pdf");
	assert_int_equal(paper_draw(&in, &out, &err), 0);
	assert_int_equal(file_write(path, out.data, out.len, true, &err), 0);
	text = heard(&s, path);
	assert_in_order(text, order, COUNT_OF(order));
	assert_int_equal(times(text, "/Scope /Column"), 4); /* once, on whatever page */
	buf_free(&out);
	arena_free(&a);
	arena_free(&s.arena);
}

/* qpdf tells what stands below a bookmark before its title. */
TEST(report, the_bookmarks_name_every_part_and_its_sections)
{
	static const char *const titles[] = {"\"SAFETY: READ FIRST\"", "\"Review first\"",
		"\"PHQ-9, depressive symptoms\"", "\"Scores\"", "\"Every item\"",
		"\"Notes\"", "\"Reviewed\"", "\"Notices and sources\""};
	struct sample s;
	const char *path = written(&s, "forms/phq9.xml", "en", sample_phq9, LANG_EN);
	const char *json =
		output_of(&s.arena, "qpdf", "--json", "--json-key=outlines", path, NULL);

	assert_in_order(json, titles, COUNT_OF(titles));
	assert_non_null(strstr(json, "destpageposfrom1\": 1"));
	assert_null(strstr(json, "destpageposfrom1\": null"));
	sample_free(&s);
}

TEST(report, title_language_and_dates_are_in_the_file_and_in_its_metadata)
{
	struct sample s;
	const char *path, *text;

	path = written(&s, "forms/phq9.xml", "en", sample_phq9, LANG_ES);
	text = output_of(&s.arena, "pdfinfo", path, NULL);
	assert_non_null(
		strstr(text, form_words(&s.in.form->title, form_lang(s.in.form, "es"))));
	assert_non_null(strstr(text, "Tagged:          yes"));
	assert_non_null(strstr(text, "Mon May  4 14:20:00 2026"));
	text = output_of(&s.arena, "pdfinfo", "-meta", path, NULL);
	assert_non_null(
		strstr(text, form_words(&s.in.form->title, form_lang(s.in.form, "es"))));
	assert_non_null(strstr(text, "<rdf:li>es</rdf:li>"));
	assert_non_null(
		strstr(text, "<xmp:CreateDate>2026-05-04T14:20:00Z</xmp:CreateDate>"));
	assert_null(strstr(text, "C-2041")); /* nobody is named outside the pages */
	text = output_of(
		&s.arena, "qpdf", "--qdf", "--object-streams=disable", path, "-", NULL);
	assert_non_null(strstr(text, "/Lang (es)"));
	assert_non_null(strstr(text, "/DisplayDocTitle true"));
	sample_free(&s);
}
