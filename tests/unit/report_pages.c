/* report_pages.c - what stands on every page of a report, and where a page may end */
#include "unit/test.h"

#include <ctype.h>

#include "report/use.h"

static const char *const shipped[] = {
	"templates/standard.xml", "templates/brief.xml", "templates/plain.xml"};

/* The packet, answered to its end. */
static void
sample_packet(struct sample *s)
{
	struct buf answers = BUF_NONE;
	struct err err = ERR_NONE;

	assert_int_equal(file_read("tests/interview/full-packet-en.answers", 1u << 16,
				 &answers, &err),
		0);
	assert_true(sample_whole(
		s, "forms/numbness-packet.xml", "en", buf_text(&answers), LANG_EN));
	buf_free(&answers);
}

/* The first text on a page that has those words, or NULL. */
static const struct mark *
words_on(const struct page *p, const char *words)
{
	for (size_t k = 0; k < p->marks.all.count; k++)
		if (p->marks.all.at[k]->kind == MARK_TEXT &&
			strstr(p->marks.all.at[k]->text, words))
			return p->marks.all.at[k];
	return NULL;
}

/* The start of the hash, in full, and nothing beside it is touched. */
static void
assert_foot(struct sample *s, const struct page *p, const char *version)
{
	const struct mark *foot = words_on(p, " · sha256");
	const char *hash;
	size_t digits = 0;
	double end;

	if (!foot)
		fail_msg("there is no hash");
	hash = strstr(foot->text, "sha256 ");
	assert_non_null(hash);
	hash += strlen("sha256 ");
	while (isxdigit((unsigned char)hash[digits]))
		digits++;
	assert_true(digits >= 8);
	assert_int_equal(strncmp(hash, s->in.form->digest, digits), 0);
	assert_non_null(strstr(foot->text, version));
	assert_int_equal(strncmp(foot->text, "C-", 2), 0);
	end = foot->x +
		measure_text(sample_measure(s), foot->face, foot->size, foot->text,
			strlen(foot->text));
	for (size_t k = 0; k < p->marks.all.count; k++) {
		const struct mark *m = p->marks.all.at[k];

		if (m->kind == MARK_TEXT && m != foot && m->y == foot->y)
			assert_true(m->x > end + 2);
	}
}

TEST(report, the_foot_has_the_start_of_the_hash_however_long_code_and_form_are)
{
	static const char *const codes[] = {
		"C-A", "C-2041-WILLOW-STREET.2026/EVENING-GROUP"};

	for (size_t t = 0; t < COUNT_OF(shipped); t++)
		for (size_t c = 0; c < COUNT_OF(codes); c++) {
			struct sample s;
			const struct pages *pages;

			sample_packet(&s);
			s.record.client = codes[c];
			use_file(&s, shipped[t]);
			pages = sample_pages(&s);
			for (size_t i = 0; i < pages->pages.count; i++)
				assert_foot(&s, &pages->pages.at[i], " 1 · sha256 ");
			sample_free(&s);
		}
}

/* The box's part on a page; NULL: none of it is there. */
static const struct mark *
box_on(const struct page *p)
{
	for (size_t k = 0; k < p->marks.all.count; k++) {
		const struct mark *m = p->marks.all.at[k];

		if (m->kind == MARK_BOX && m->fill == 0xf2f2f2 && m->stroke == 0x111111)
			return m;
	}
	return NULL;
}

/* In large print the template has the box above who it is. */
TEST(report, page_one_begins_with_letterhead_and_title_whatever_stands_above_who_it_is)
{
	for (int packet = 0; packet < 2; packet++)
		for (int paper = 0; paper < PAPER_COUNT; paper++) {
			struct sample s;
			const struct page *p;
			const struct mark *title, *box;

			if (packet)
				sample_packet(&s);
			else
				assert_true(sample_whole(&s, "forms/phq9.xml", "en",
					sample_phq9, LANG_EN));
			use_file(&s, "templates/plain.xml");
			s.in.paper = (enum paper)paper;
			p = &sample_pages(&s)->pages.at[0];
			assert_non_null(words_on(p, s.in.practice->name));
			title = words_on(p, packet ? "First visit" : "Questionnaire");
			assert_non_null(title);
			box = box_on(p);
			assert_non_null(box);
			assert_true(box->y > title->y);
			sample_free(&s);
		}
}

/* As many alerts as make it longer than the rest of page one, and then than a page. */
static void
check_boxes(const char *template, int most)
{
	bool split = false;

	for (int count = 1; count < most; count++) {
		struct buf xml = BUF_NONE;
		struct sample s = {0};
		const struct pages *pages;
		const struct mark *blank = NULL, *last = NULL;
		size_t boxes = 0, first = 0;

		buf_str(&xml,
			"<section id='s'><title>S</title><question id='t' "
			"type='yes-no'><text>Is it so?</text></question></section>");
		for (int i = 1; i <= count; i++)
			buf_printf(&xml,
				"<alert id='a%d' level='review' if='t is yes'><text>"
				"Reason %d.</text></alert>",
				i, i);
		assert_true(sample_of(&s, form_of(&s.arena, buf_text(&xml)), "en",
			"t = yes\n", LANG_EN));
		use_file(&s, template);
		pages = sample_pages(&s);
		assert_non_null(words_on(&pages->pages.at[0], s.in.practice->name));
		assert_non_null(words_on(&pages->pages.at[0], "C-2041"));
		for (size_t i = 0; i < pages->pages.count; i++) {
			const struct page *p = &pages->pages.at[i];

			if (!box_on(p))
				continue;
			first = boxes++ ? first : i;
			blank = words_on(p, "Reviewed by");
			last = words_on(p, "Ask in person."); /* the last entry */
		}
		assert_non_null(blank); /* on the box's last page */
		assert_non_null(last);
		assert_true(last->y < blank->y);
		assert_int_equal(first, 0);
		split = split || boxes == 2;
		assert_int_equal(boxes, split ? 2 : 1);
		sample_free(&s);
		buf_free(&xml);
	}
	assert_true(split);
}

TEST(report,
	the_review_box_begins_on_page_one_whole_where_it_can_and_its_blanks_not_alone)
{
	check_boxes("templates/plain.xml", 13);
	check_boxes("templates/standard.xml", 20);
}

static size_t
page_of(const struct pages *pages, const char *words)
{
	for (size_t i = 0; i < pages->pages.count; i++)
		if (words_on(&pages->pages.at[i], words))
			return i;
	fail_msg("not in the report: %s", words);
	return 0;
}

#define GRID(id)                                                                        \
	"<grid id='" id "' answers='yn'><stem>Stem " id "?</stem>"                      \
	"<item id='" id "1'>First " id "</item><item id='" id "2'>Second " id "</item>" \
	"<item id='" id "3'>Third " id "</item></grid>"

/* So many rows, then a part that was skipped, and one with a row above its stem. */
static void
sample_rows(struct sample *s, int rows)
{
	struct buf xml = BUF_NONE, answers = BUF_NONE;

	buf_str(&xml,
		"<answer-set id='yn'><answer code='yes' score='1'>Yes</answer>"
		"<answer code='no' score='0'>No</answer></answer-set>"
		"<section id='a'><title>Before</title>");
	for (int i = 0; i <= rows; i++) {
		buf_printf(&xml,
			"<question id='q%d' type='yes-no'><text>Is it?</text></question>",
			i);
		buf_printf(&answers, "q%d = yes\n", i);
	}
	buf_str(&xml,
		"</section><section id='b'><title>Growing up</title>" GRID(
			"g") "</section><section id='c'><title>Events</title>"
			     "<question id='e' type='yes-no'><text>Zeroth "
			     "h</text></question>" GRID("h") GRID("k") "</section>");
	buf_str(&answers,
		"[b] = !skipped\ne = yes\nh1 = yes\nh2 = no\nh3 = no\n"
		"k1 = no\nk2 = no\nk3 = no\n");
	assert_true(sample_of(s, form_of(&s->arena, buf_text(&xml)), "en",
		buf_text(&answers), LANG_EN));
	buf_free(&xml);
	buf_free(&answers);
}

static void
use_items(struct sample *s)
{
	static const char xml[] =
		"<template id='own'><body><identity/><alerts/><items/><skipped/></body>"
		"</template>";
	struct diags d;

	diags_init(&d, &s->arena);
	use_template(s, template_parse(&s->arena, "own.xml", xml, strlen(xml), &d), &d);
}

TEST(report, a_heading_stays_with_two_rows_and_words_or_a_stem_are_none)
{
	size_t above = 0;

	for (int rows = 0; rows < 45; rows++) {
		struct sample s = {0};
		const struct pages *pages;
		size_t at;

		sample_rows(&s, rows);
		use_items(&s);
		pages = sample_pages(&s);
		at = page_of(pages, "Growing up");
		assert_int_equal(page_of(pages, "Stem g?"), at);
		assert_int_equal(page_of(pages, "First g"), at);
		assert_int_equal(page_of(pages, "Second g"), at);
		at = page_of(pages, "Events");
		assert_int_equal(page_of(pages, "Zeroth h"), at);
		assert_int_equal(page_of(pages, "First h"), at);
		above += at;
		sample_free(&s);
	}
	assert_true(above > 5 && above < 40); /* both before and after a page's end */
}

TEST(report, a_page_that_begins_with_a_stem_has_the_name_of_its_section_above_it)
{
	size_t begun = 0;

	for (int rows = 0; rows < 45; rows++) {
		struct sample s = {0};
		const struct pages *pages;
		const struct page *p;
		size_t at;

		sample_rows(&s, rows);
		use_items(&s);
		pages = sample_pages(&s);
		at = page_of(pages, "Stem k?");
		p = &pages->pages.at[at];
		if (at > page_of(pages, "Third h")) {
			const struct mark *again = words_on(p, "Events (continued)");

			assert_non_null(again);
			assert_true(again->y < words_on(p, "Stem k?")->y);
			begun++;
		}
		sample_free(&s);
	}
	assert_true(begun > 0);
}
