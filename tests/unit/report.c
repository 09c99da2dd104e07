/* report.c - what the document says, and where the drawing puts it */
#include "unit/test.h"

#include <stdlib.h>

#include "report/sample.h"

static const char small_answers[] =
	"called = \"Ana\"\n"
	"born = 1989-03-14\n"
	"hope = \"To feel the sea again.\\nAnd my sister's voice.\"\n"
	"with = child\n"
	"q1 = often\n"
	"q2 = sometimes\n"
	"q3 = !dont-know\n"
	"q4 = !skipped\n"
	"[home] = !skipped\n";

/* Every text of the pages in drawing order, joined by spaces. */
static const char *
page_texts(struct sample *s, const struct pages *pages)
{
	struct buf b = BUF_NONE;
	const char *all;

	for (size_t i = 0; i < pages->pages.count; i++)
		for (size_t k = 0; k < pages->pages.at[i].marks.all.count; k++)
			if (pages->pages.at[i].marks.all.at[k]->kind == MARK_TEXT)
				buf_printf(&b, "%s ",
					pages->pages.at[i].marks.all.at[k]->text);
	all = arena_strdup(&s->arena, buf_text(&b));
	buf_free(&b);
	return all;
}

static const char *
whole_text(struct sample *s)
{
	return page_texts(s, sample_pages(s));
}

static void
assert_says(const char *all, const char *text)
{
	if (!strstr(all, text))
		fail_msg("the report does not say: %s", text);
}

static void
assert_silent(const char *all, const char *text)
{
	if (strstr(all, text))
		fail_msg("the report says: %s", text);
}

static const struct mark *
find_text(const struct pages *pages, size_t page, const char *text)
{
	const struct marks *m = &pages->pages.at[page].marks;

	for (size_t k = 0; k < m->all.count; k++)
		if (m->all.at[k]->kind == MARK_TEXT && strstr(m->all.at[k]->text, text))
			return m->all.at[k];
	return NULL;
}

TEST(report, the_drawing_of_a_small_record_is_the_one_that_was_looked_at)
{
	struct buf was = BUF_NONE, is = BUF_NONE;
	struct draw *d = draw_text_new();
	struct err err = ERR_NONE;
	struct sample s;

	assert_true(
		sample_whole(&s, "tests/report/small.xml", "en", small_answers, LANG_EN));
	report_draw(sample_pages(&s), d);
	assert_int_equal(draw_finish(d, &is, &err), 0);
	/* after a wanted change: look at the PDF, then REPORT_GOLDEN=write */
	if (getenv("REPORT_GOLDEN"))
		assert_int_equal(
			file_write("tests/report/small.txt", is.data, is.len, true, &err),
			0);
	assert_int_equal(file_read("tests/report/small.txt", 1u << 20, &was, &err), 0);
	assert_string_equal(buf_text(&is), buf_text(&was));
	draw_free(d);
	buf_free(&was);
	buf_free(&is);
	sample_free(&s);
}

TEST(report, a_flag_says_item_answer_time_message_and_choice)
{
	struct sample s;
	const char *all;

	assert_true(sample_whole(&s, "forms/phq9.xml", "en", sample_phq9, LANG_EN));
	all = whole_text(&s);
	assert_says(all, "SAFETY: READ FIRST");
	assert_says(all, "Item 9: “Thoughts that you would be better off dead");
	assert_says(all, "Answered “Several days” on 4 May 2026 at 14:22.");
	assert_says(all,
		"Crisis lines were shown at 14:22. The client chose: “I am safe "
		"for now.");
	assert_says(all, "A structured assessment by a clinician is needed.");
	assert_says(all, "Reviewed by");
	assert_silent(all, "No responses were marked for review");
	sample_free(&s);
}

TEST(report, who_saw_a_flag_and_when_stands_under_it_or_that_nobody_did)
{
	const struct note seen = {.kind = NOTE_ACK,
		.at = 1777907640000,
		.by = "Dr. Wilhelmina Okonkwo",
		.text = "called at noon, safe"};
	struct sample s;
	const char *all;

	assert_true(sample_whole(&s, "forms/phq9.xml", "en", sample_phq9, LANG_EN));
	assert_says(
		whole_text(&s), "Nobody has said yet that they saw what is marked here.");
	s.record.notes = &seen;
	s.record.note_count = 1;
	all = whole_text(&s);
	assert_says(all, "Seen by Dr. Wilhelmina Okonkwo on 4 May 2026 at 15:14.");
	assert_says(all, "Their note: called at noon, safe");
	assert_silent(all, "Nobody has said yet");
	sample_free(&s);
}

TEST(report, a_flag_that_is_taken_back_stays_and_says_both_answers)
{
	struct sample s = {0};
	const char *all;
	const struct item *it;
	struct value no;

	s.in.form = form_of_file(&s.arena, "forms/phq9.xml");
	assert_non_null(s.in.form);
	sample_begin(&s, s.in.form, "en", "line");
	sample_answers(&s, sample_phq9);
	it = form_item(s.in.form, "phq9_9");
	assert_true(value_read(&s.arena, it, "not_at_all", &no));
	sample_answer(&s, it, &no);
	sample_event(&s, EVENT_FINISH, "", "");
	assert_true(sample_end(&s, LANG_EN));
	all = whole_text(&s);
	assert_says(all, "SAFETY: READ FIRST");
	assert_says(all,
		"Changed from “Several days” (4 May 2026 at 14:22) to “Not at "
		"all” (4 May 2026 at 14:22).");
	assert_says(all, "Not at all (earlier: Several");
	sample_free(&s);
}

TEST(report, a_quiet_safety_item_is_never_called_no_risk)
{
	struct sample s;
	const char *all;

	assert_true(sample_whole(
		&s, "forms/phq9.xml", "en", "phq9_1 = 0\nphq9_9 = 0\n", LANG_EN));
	all = whole_text(&s);
	assert_says(all, "No responses were marked for review");
	assert_says(all,
		"Self-harm item answered “Not at all”. This does not rule out "
		"risk.");
	sample_free(&s);
}

TEST(report, a_safety_item_without_an_answer_is_to_be_asked)
{
	struct sample s;
	const char *all;

	assert_true(
		sample_whole(&s, "forms/phq9.xml", "en", "phq9_9 = !skipped\n", LANG_EN));
	all = whole_text(&s);
	assert_says(all, "SAFETY: ASK");
	assert_says(all, "Not answered: ask. Reason: Skipped.");
	assert_says(all, "A short note with the crisis line was shown.");
	assert_silent(all, "does not rule out risk. Reviewed");
	sample_free(&s);
}

/* "Do not press" is said of what the client left out; a safety item is asked about. */
TEST(report, a_safety_item_is_not_among_what_is_not_to_be_pressed)
{
	struct sample s;
	const char *all;

	assert_true(
		sample_whole(&s, "forms/phq9.xml", "en", "phq9_9 = !skipped\n", LANG_EN));
	all = whole_text(&s);
	assert_says(all,
		"Where the client chose not to answer: do not press. But ask: Item 9.");
	sample_free(&s);
	assert_true(sample_whole(
		&s, "forms/phq9.xml", "en", "[two_weeks] = !skipped\n", LANG_EN));
	all = whole_text(&s);
	assert_says(all,
		"The client chose not to answer this part. Do not press. But ask: Item "
		"9.");
	sample_free(&s);
	assert_true(sample_whole(
		&s, "forms/phq9.xml", "en", "phq9_1 = !skipped\nphq9_9 = 0\n", LANG_EN));
	assert_silent(whole_text(&s), "But ask");
	sample_free(&s);
}

/* What decides it was not answered: the alert's sentence is not said as if it were so. */
TEST(report, what_could_not_be_decided_is_not_said_as_a_fact)
{
	struct sample s;
	const struct pages *pages;

	assert_true(
		sample_whole(&s, "tests/report/small.xml", "en", small_answers, LANG_EN));
	pages = sample_pages(&s);
	assert_non_null(
		find_text(pages, 0, "Not known whether this is so: “A loud home.”"));
	sample_free(&s);
}

/* A flag stands above all else, and only responses are counted as marked. */
TEST(report, a_flag_stands_above_that_the_record_is_not_finished)
{
	struct sample s = {0};
	const struct mark *flag, *unfinished;

	s.in.form = form_of_file(&s.arena, "forms/phq9.xml");
	assert_non_null(s.in.form);
	sample_begin(&s, s.in.form, "en", "line");
	sample_answers(&s, "phq9_9 = 2\n");
	sample_event(&s, EVENT_STOP, "", "");
	assert_true(sample_end(&s, LANG_EN));
	flag = find_text(sample_pages(&s), 0, "SAFETY: READ FIRST");
	unfinished = find_text(sample_pages(&s), 0, "NOT FINISHED");
	assert_true(flag && unfinished && flag->y < unfinished->y);
	assert_says(whole_text(&s), "Marked for review: 1.");
	sample_free(&s);
}

TEST(report, an_open_and_a_stopped_record_say_so_on_page_one)
{
	static const struct {
		bool stopped;
		const char *text;
	} cases[] = {
		{false, "This record is still open"        },
		{true,  "The client stopped before the end"},
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct sample s = {0};

		s.in.form = form_of_file(&s.arena, "forms/phq9.xml");
		assert_non_null(s.in.form);
		sample_begin(&s, s.in.form, "en", "line");
		sample_answers(&s, "phq9_1 = 1\n");
		if (cases[i].stopped)
			sample_event(&s, EVENT_STOP, "", "");
		assert_true(sample_end(&s, LANG_EN));
		assert_non_null(find_text(sample_pages(&s), 0, cases[i].text));
		sample_free(&s);
	}
}

TEST(report, alerts_stand_by_urgency_and_undecided_ones_name_what_they_lack)
{
	struct sample s;
	const struct pages *pages;
	const struct mark *ask, *urgent, *undecided, *info, *scores;

	assert_true(
		sample_whole(&s, "tests/report/small.xml", "en", small_answers, LANG_EN));
	pages = sample_pages(&s);
	ask = find_text(pages, 0, "SAFETY: ASK");
	urgent = find_text(pages, 0, "URGENT");
	undecided = find_text(pages, 0, "UNDECIDED");
	info = find_text(pages, 0, "ALSO LOOK AT");
	scores = find_text(pages, 0, "Diamond: today");
	assert_true(ask && urgent && undecided && info && scores);
	assert_true(ask->y < urgent->y && urgent->y < undecided->y);
	assert_true(undecided->y < info->y && info->y < scores->y);
	assert_non_null(find_text(pages, 0, "Cannot be decided without: Item"));
	sample_free(&s);
}

TEST(report, a_scale_that_is_not_scored_has_a_reason_and_neither_number_nor_band)
{
	struct sample s;
	const char *all;

	assert_true(sample_whole(&s, "tests/report/small.xml", "en",
		"q1 = 1\nq2 = 2\nq3 = !skipped\nq4 = 0\n", LANG_EN));
	all = whole_text(&s);
	assert_says(all, "Not scored: 1 of 4 items not answered, and at most 0 may be");
	assert_says(all, "At least 3 from the items that were answered.");
	assert_says(all, "Prorated from 2 of 3 items; 4.5 before rounding.");
	assert_silent(all, "/12");
	sample_free(&s);
}

TEST(report, a_clinic_made_scale_carries_its_label_and_no_band)
{
	struct sample s;
	const struct document *doc;
	size_t label = 0, row = 0;

	assert_true(
		sample_whole(&s, "tests/report/small.xml", "en", small_answers, LANG_EN));
	doc = report_compose(&s.arena, s.template, &s.in);
	for (size_t i = 0; i < doc->blocks.count; i++) {
		const struct block *b = &doc->blocks.at[i];

		if (b->kind == BLOCK_LABEL && !label)
			label = i;
		if (b->kind != BLOCK_SCORE ||
			strcmp(b->score->name, "Our own two questions") != 0)
			continue;
		row = i;
		assert_int_equal(b->score->band_count + b->score->cut_count, 0);
		assert_null(b->score->word);
		assert_string_equal(b->score->number, "1.5");
	}
	assert_true(label > 0 && row == label + 1);
	assert_string_equal(doc->blocks.at[label].text,
		"CLINIC-MADE QUESTIONS. Not validated. No norms and no cut-offs. "
		"For conversation, not diagnosis.");
	sample_free(&s);
}

TEST(report, a_score_on_a_cut_is_drawn_at_or_above_its_line)
{
	struct sample s;
	const struct document *doc;
	int rows = 0;

	assert_true(sample_whole(&s, "tests/report/small.xml", "en",
		"q1 = 2\nq2 = 1\nq3 = 1\n", LANG_EN)); /* 2 + 1 + (3 - 1) = 5 */
	doc = report_compose(&s.arena, s.template, &s.in);
	for (size_t i = 0; i < doc->blocks.count; i++) {
		const struct score_row *r = doc->blocks.at[i].score;

		if (doc->blocks.at[i].kind != BLOCK_SCORE ||
			strcmp(r->name, "Numbness") != 0)
			continue;
		assert_true(r->value > r->cuts[0].at);
		assert_true(r->value < r->cuts[0].to);
		assert_true(r->bands[0].from <= r->low && r->bands[2].to >= r->high);
		assert_true(r->value > r->bands[1].from && r->value < r->bands[1].to);
		assert_string_equal(r->notes[0],
			"Lines at 5 and 7, between them. between two published "
			"thresholds");
		rows++;
	}
	assert_int_equal(rows, 1);
	sample_free(&s);
}

TEST(report, a_skipped_part_is_said_once_with_its_range_and_not_to_press)
{
	struct sample s;
	const char *all;

	assert_true(
		sample_whole(&s, "tests/report/small.xml", "en", small_answers, LANG_EN));
	all = whole_text(&s);
	assert_says(all,
		"10–11 Home The client chose not to answer this part. Do not "
		"press.");
	sample_free(&s);
}

TEST(report, only_a_clinics_own_part_about_growing_up_has_the_notice_on_memory)
{
	static const char notice[] = "Childhood answers are the client's own account.";
	struct sample s;

	assert_true(sample_whole(&s, "forms/pcl5.xml", "en", "pcl5_1 = 2\n", LANG_EN));
	assert_silent(whole_text(&s), notice);
	sample_free(&s);
	assert_true(sample_whole(
		&s, "forms/numbness-intake.xml", "en", "dl1 = never\n", LANG_EN));
	assert_says(whole_text(&s), notice);
	sample_free(&s);
}

TEST(report, the_name_stays_out_where_the_template_does_not_ask_for_it)
{
	struct sample s;
	struct part parts[16];
	struct template own;

	assert_true(
		sample_whole(&s, "tests/report/small.xml", "en", small_answers, LANG_EN));
	assert_says(whole_text(&s), "Ana");
	own = *s.template;
	for (size_t i = 0; i < own.part_count; i++) {
		parts[i] = own.parts[i];
		parts[i].name = false;
	}
	own.parts = parts;
	s.template = &own;
	assert_silent(whole_text(&s), "Ana");
	sample_free(&s);
}

TEST(report, the_report_speaks_spanish_and_the_forms_own_language_where_it_must)
{
	struct sample s;
	const char *all;

	assert_true(
		sample_whole(&s, "tests/report/small.xml", "en", small_answers, LANG_ES));
	all = whole_text(&s);
	assert_says(all, "A small form");
	assert_says(all, "Revisar primero");
	assert_says(all, "14 mar 1989 (37 años)");
	assert_says(all, "Good news left me cold.");
	assert_says(all, "Página 1 de ");
	sample_free(&s);
}

TEST(report, nobody_is_named_in_the_documents_title)
{
	struct sample s;

	assert_true(
		sample_whole(&s, "tests/report/small.xml", "en", small_answers, LANG_EN));
	assert_string_equal(sample_pages(&s)->title, "A small form");
	sample_free(&s);
}
