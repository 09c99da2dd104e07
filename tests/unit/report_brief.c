/* report_brief.c - a report that is to fit on one page, and what it may not lose for that */
#include "unit/test.h"

#include "report/geometry.h"
#include "report/use.h"

static const struct {
	const char *form, *answers, *tag;
} records[] = {
	{"forms/phq9.xml",            "tests/interview/demo-phq9.answers",               "en"},
	{"forms/phq8.xml",            "tests/interview/full-phq8.answers",               "en"},
	{"forms/gad7.xml",            "tests/interview/full-gad7.answers",               "en"},
	{"forms/pcl5.xml",            "tests/interview/full-pcl5.answers",               "en"},
	{"forms/pcptsd5.xml",         "tests/interview/full-pcptsd5.answers",            "en"},
	{"forms/about-you.xml",       "tests/interview/full-about-you.answers",          "en"},
	{"forms/numbness-intake.xml", "tests/interview/demo-numbness.answers",           "es"},
	{"forms/numbness-intake.xml", "tests/interview/full-numbness-en.answers",        "en"},
	{"forms/numbness-packet.xml", "tests/interview/full-packet-en.answers",          "en"},
	{"forms/signs-of-change.xml", "tests/interview/full-signs-of-change-es.answers",
         "es"										},
};
enum { PACKET = 8 };

/* The file's lines, but for those of questions that `other` answers, and those. */
static void
put_answers(struct buf *b, const char *path, const char *other)
{
	struct buf all = BUF_NONE;
	struct err err = ERR_NONE;

	assert_int_equal(file_read(path, 1u << 16, &all, &err), 0);
	for (char *line = strtok(all.data, "\n"); line; line = strtok(NULL, "\n")) {
		char key[64];

		if (sscanf(line, "%63s", key) != 1 || !strstr(other, key))
			buf_printf(b, "%s\n", line);
	}
	buf_str(b, other);
	buf_free(&all);
}

static void
sample_brief(struct sample *s, size_t i, const char *other, enum lang lang)
{
	struct buf answers = BUF_NONE;

	put_answers(&answers, records[i].answers, other);
	assert_true(sample_whole(
		s, records[i].form, records[i].tag, buf_text(&answers), lang));
	use_file(s, "templates/brief.xml");
	buf_free(&answers);
}

static const char *
text_of(struct sample *s)
{
	const char *path = pdf_path(s, "brief.pdf");

	write_pdf(s, path);
	return pdf_text(s, path);
}

TEST(report,
	brief_is_one_page_for_every_form_and_says_what_it_leaves_out_and_where_that_is)
{
	for (size_t i = 0; i < COUNT_OF(records); i++)
		for (int at = 0; at < PAPER_COUNT * LANG_COUNT; at++) {
			enum lang lang = (enum lang)(at / PAPER_COUNT);
			struct sample s;
			const char *all;

			sample_brief(&s, i, "", lang);
			s.in.paper = (enum paper)(at % PAPER_COUNT);
			if (sample_pages(&s)->pages.count != 1)
				fail_msg("%s has %zu pages", records[i].form,
					sample_pages(&s)->pages.count);
			all = text_of(&s);
			assert_non_null(
				strstr(all, text(lang, TEXT_REPORT_REVIEW_FIRST)));
			assert_non_null(strstr(all, text(lang, TEXT_REPORT_ITEMS)));
			assert_non_null(strstr(all, "anteroom report 7hq2-m4x9"));
			sample_free(&s);
		}
}

/* Every line of the box that is to be acted on or asked about, as the whole report has it. */
static void
assert_marked_entries(struct sample *s, const char *all)
{
	const struct document *doc = report_compose(&s->arena, s->template, &s->in);
	size_t count = 0;

	for (size_t i = 0; i < doc->blocks.count; i++)
		for (size_t k = 0; k < doc->blocks.at[i].entry_count; k++) {
			const struct review_entry *e = &doc->blocks.at[i].entries[k];

			assert_non_null(strstr(all, e->label));
			assert_non_null(strstr(all, e->lead));
			for (size_t n = 0; e->sign != SIGN_NOTE && n < e->line_count; n++)
				assert_non_null(strstr(all, e->lines[n]));
			count += e->sign != SIGN_NOTE;
		}
	assert_true(count >= 2);
}

TEST(report, a_condensed_report_keeps_what_is_marked_and_names_what_it_leaves_out)
{
	struct sample s;
	const char *all;

	sample_brief(&s, PACKET, "", LANG_EN);
	all = text_of(&s);
	assert_marked_entries(&s, all);
	assert_non_null(strstr(all, "12/27"));
	assert_non_null(strstr(all,
		"Not in this report: PHQ-2, first two questions · GAD-2, first two "
		"questions · PCL-5 B, intrusion"));
	assert_non_null(strstr(all, "what the cut-points mean"));
	assert_null(strstr(all, "sensitivity"));
	assert_non_null(strstr(all, "Every question that was asked was answered."));
	sample_free(&s);
}

TEST(report, a_condensed_report_says_every_item_that_was_not_answered)
{
	struct sample s;
	const char *all;

	sample_brief(&s, PACKET,
		"\nphq9_9 = !skipped\ndl1 = !dont-know\ndl2 = !dont-know\n"
		"dl6 = did_not_want\n",
		LANG_EN);
	all = text_of(&s);
	assert_int_equal(sample_pages(&s)->pages.count, 1);
	assert_non_null(strstr(all, "SAFETY: ASK"));
	assert_non_null(strstr(all, "Skipped. Items: 48"));
	assert_non_null(strstr(all, "I don't know. Items: 7, 8"));
	assert_non_null(strstr(all, "Does not apply. Items: 12"));
	sample_free(&s);
}

/* Forty alerts: the page is not worth one of them, and nothing is left out for nothing. */
TEST(report, what_must_be_seen_is_not_cut_for_a_page)
{
	struct buf xml = BUF_NONE;
	struct sample s;
	const char *all;

	memset(&s, 0, sizeof(s));
	buf_str(&xml,
		"<answer-set id=\"o\"><answer code=\"no\" score=\"0\">No</answer>"
		"<answer code=\"yes\" score=\"1\">Yes</answer></answer-set>"
		"<section id=\"s\"><title>S</title><grid id=\"g\" answers=\"o\">"
		"<stem>So?</stem><item id=\"a\">One.</item><item id=\"b\">Two.</item>"
		"</grid></section><scale id=\"all\" method=\"sum\" items=\"a b\">"
		"<title>All</title><source>N.</source><cut at=\"1\">why</cut></scale>"
		"<scale id=\"part\" method=\"sum\" items=\"a\"><title>Part</title>"
		"<source>N.</source></scale>");
	for (int i = 0; i < 40; i++)
		buf_printf(&xml,
			"<alert id=\"x%d\" level=\"urgent\" if=\"a is yes\"><text>Alert "
			"number %d.</text></alert>",
			i, i);
	s.in.form = form_of(&s.arena, buf_text(&xml));
	assert_non_null(s.in.form);
	sample_begin(&s, s.in.form, "en", "screen");
	sample_answers(&s, "a = yes\nb = yes\n");
	sample_event(&s, EVENT_FINISH, "", "");
	assert_true(sample_end(&s, LANG_EN));
	use_file(&s, "templates/brief.xml");
	all = text_of(&s);
	assert_true(sample_pages(&s)->pages.count > 1);
	for (int i = 0; i < 40; i++)
		assert_non_null(
			strstr(all, arena_printf(&s.arena, "Alert number %d.", i)));
	assert_null(strstr(all, "what the cut-points mean"));
	assert_null(strstr(all, "Not in this report: Part"));
	sample_free(&s);
	buf_free(&xml);
}

/* Words of a page's marks in that size of type, left to right, with where they stand. */
static size_t
numbers_over(const struct page *p, const char *const *texts, size_t count, double *ret_x)
{
	size_t found = 0;

	for (size_t k = 0; k < p->marks.all.count && found < count; k++) {
		const struct mark *m = p->marks.all.at[k];

		if (m->kind == MARK_TEXT && m->size < 7.4 &&
			strcmp(m->text, texts[found]) == 0)
			ret_x[found++] = m->x;
	}
	return found;
}

TEST(report, each_published_cut_has_its_number_also_where_two_lines_are_close)
{
	static const char *const texts[] = {"8", "10"};
	struct sample s;
	double x[COUNT_OF(texts)];

	sample_brief(&s, 2, "", LANG_EN); /* GAD-7 in half a line */
	assert_int_equal(numbers_over(&sample_pages(&s)->pages.at[0], texts, 2, x), 2);
	assert_true(x[1] - x[0] > 5);
	assert_null(strstr(text_of(&s), "8–10"));
	sample_free(&s);
}

TEST(report, cuts_without_room_above_the_bar_are_said_below_it)
{
	struct buf xml = BUF_NONE;
	struct sample s;

	memset(&s, 0, sizeof(s));
	buf_str(&xml,
		"<answer-set id=\"o\"><answer code=\"no\" score=\"0\">No</answer>"
		"<answer code=\"yes\" score=\"100\">Yes</answer></answer-set>"
		"<section id=\"s\"><title>S</title><grid id=\"g\" answers=\"o\">"
		"<stem>So?</stem><item id=\"a\">One.</item></grid></section>"
		"<scale id=\"all\" method=\"sum\" items=\"a\">"
		"<title>All</title><source>N.</source>");
	for (int i = 40; i > 0; i--) /* in no order */
		buf_printf(&xml, "<cut at=\"%d\">why %d</cut>", 10 + i, i);
	buf_str(&xml, "</scale>");
	s.in.form = form_of(&s.arena, buf_text(&xml));
	assert_non_null(s.in.form);
	sample_begin(&s, s.in.form, "en", "screen");
	sample_answers(&s, "a = yes\n");
	sample_event(&s, EVENT_FINISH, "", "");
	assert_true(sample_end(&s, LANG_EN));
	assert_non_null(strstr(text_of(&s), "11 · 12 · 13 · 14"));
	assert_non_null(strstr(text_of(&s), "49 · 50"));
	assert_geometry(&s, pdf_path(&s, "brief.pdf"), 612, 792);
	sample_free(&s);
	buf_free(&xml);
}

TEST(report, the_clients_words_are_in_a_short_report_where_there_is_room_for_them)
{
	static const char song[] = "An old song on the radio, sometimes.";
	struct sample s;
	const char *all;

	sample_brief(&s, 7, "", LANG_EN);
	all = text_of(&s);
	assert_non_null(strstr(all, song));
	assert_null(strstr(strstr(all, "Not in this report"), "own words"));
	sample_free(&s);
	sample_brief(&s, PACKET, "", LANG_EN);
	all = text_of(&s);
	assert_null(strstr(all, song));
	assert_non_null(
		strstr(strstr(all, "Not in this report"), "In the client's own words"));
	sample_free(&s);
}

TEST(report, a_form_that_asks_for_no_words_says_nothing_of_them)
{
	struct sample s;

	assert_true(sample_whole(&s, "forms/phq9.xml", "en", sample_phq9, LANG_EN));
	assert_null(strstr(text_of(&s), "own words"));
	sample_free(&s);
}
