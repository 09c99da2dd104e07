/* report_pdf.c - the file itself, as other people's programs read it */
#define _DEFAULT_SOURCE
#include "unit/test.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/utf8.h"
#include "report/geometry.h"
#include "report/pdf.h"

/* A form of n items of one kind, answered by `answer`. */
static void
sample_items(struct sample *s, size_t n, const char *answer)
{
	struct buf xml = BUF_NONE, answers = BUF_NONE;

	memset(s, 0, sizeof(*s));
	buf_str(&xml,
		"<answer-set id=\"often\"><answer code=\"no\" score=\"0\">No</answer>"
		"<answer code=\"yes\" score=\"1\">Yes, and often</answer>"
		"</answer-set>");
	buf_str(&xml,
		n ? "<section id=\"s\"><title>All of it</title>"
		    "<grid id=\"g\" answers=\"often\"><stem>Is it so?</stem>"
		  : "");
	for (size_t i = 0; i < n; i++) {
		buf_printf(
			&xml, "<item id=\"i%zu\">Thing number %zu is so.</item>", i, i);
		if (answer)
			buf_printf(&answers, "i%zu = %s\n", i, answer);
	}
	buf_str(&xml, n ? "</grid></section>" : "");
	s->in.form =
		form_of(&s->arena, arena_printf(&s->arena, "%s%s", buf_text(&xml), ""));
	assert_non_null(s->in.form);
	sample_begin(s, s->in.form, "en", "screen");
	sample_answers(s, buf_text(&answers));
	sample_event(s, EVENT_FINISH, "", "");
	assert_true(sample_end(s, LANG_EN));
	buf_free(&xml);
	buf_free(&answers);
}

TEST(report, the_same_record_gives_the_same_bytes)
{
	struct buf bytes[2] = {BUF_NONE, BUF_NONE};
	struct err err = ERR_NONE;
	struct sample s;

	assert_true(sample_whole(&s, "forms/phq9.xml", "en", sample_phq9, LANG_EN));
	for (int i = 0; i < 2; i++) {
		const char *path = pdf_path(&s, i ? "b.pdf" : "a.pdf");

		write_pdf(&s, path);
		assert_int_equal(file_read(path, 1u << 20, &bytes[i], &err), 0);
	}
	assert_int_equal(bytes[0].len, bytes[1].len);
	assert_memory_equal(bytes[0].data, bytes[1].data, bytes[0].len);
	assert_true(bytes[0].len > 10000 && bytes[0].len < 120000);
	buf_free(&bytes[0]);
	buf_free(&bytes[1]);
	sample_free(&s);
}

TEST(report, every_question_and_every_word_of_the_client_is_in_the_file)
{
	static const struct {
		const char *form, *answers, *tag;
		enum lang lang;
	} cases[] = {
		{"forms/phq9.xml",            "tests/interview/demo-phq9.answers",        "en", LANG_EN},
		{"forms/numbness-intake.xml", "tests/interview/demo-numbness.answers",
                 "es",									  LANG_ES},
		{"forms/numbness-intake.xml", "tests/interview/full-numbness-en.answers",
                 "en",									  LANG_EN},
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		for (int paper = 0; paper < PAPER_COUNT; paper++) {
			struct buf answers = BUF_NONE;
			struct err err = ERR_NONE;
			struct sample s;
			const char *path;

			assert_int_equal(
				file_read(cases[i].answers, 1u << 16, &answers, &err), 0);
			assert_true(sample_whole(&s, cases[i].form, cases[i].tag,
				buf_text(&answers), cases[i].lang));
			s.in.paper = (enum paper)paper;
			path = pdf_path(&s, "whole.pdf");
			write_pdf(&s, path);
			assert_clean(&s, path);
			assert_all_said(&s, path);
			assert_geometry(&s, path, paper == PAPER_A4 ? 595.28 : 612,
				paper == PAPER_A4 ? 841.89 : 792);
			sample_free(&s);
			buf_free(&answers);
		}
	}
}

TEST(report, no_item_one_item_and_five_hundred_all_make_a_report)
{
	static const size_t counts[] = {0, 1, 500};

	for (size_t i = 0; i < COUNT_OF(counts); i++) {
		struct sample s;
		const char *path;

		sample_items(&s, counts[i], "yes");
		path = pdf_path(&s, "items.pdf");
		write_pdf(&s, path);
		assert_clean(&s, path);
		assert_all_said(&s, path);
		assert_geometry(&s, path, 612, 792);
		sample_free(&s);
	}
}

TEST(report, pages_are_numbered_to_the_last_one_and_all_are_confidential)
{
	struct sample s;
	const struct pages *pages;
	const char *path;
	char *one, *end;

	sample_items(&s, 200, "no");
	pages = sample_pages(&s);
	assert_true(pages->pages.count > 5);
	path = pdf_path(&s, "pages.pdf");
	write_pdf(&s, path);
	one = output_of(&s.arena, "pdftotext", path, "-", NULL);
	for (size_t i = 1; i <= pages->pages.count; i++, one = end + 1) {
		end = strchr(one, '\f');
		assert_non_null(end);
		*end = '\0';
		assert_non_null(strstr(one,
			arena_printf(
				&s.arena, "Page %zu of %zu", i, pages->pages.count)));
		assert_non_null(strstr(one, "CONFIDENTIAL"));
		assert_non_null(strstr(one, "C-2041"));
		assert_non_null(strstr(one, "SAMPLE"));
		assert_non_null(strstr(one, "sha256"));
	}
	sample_free(&s);
}

/* Forty alerts do not fit on a page: the box goes on, and nothing is lost. */
TEST(report, a_review_box_longer_than_a_page_goes_on_the_next)
{
	struct buf xml = BUF_NONE;
	struct sample s = {0};
	const char *path, *all;

	buf_str(&xml,
		"<section id=\"s\"><title>S</title><question id=\"t\" "
		"type=\"yes-no\"><text>Is it so?</text></question></section>");
	for (int i = 0; i < 40; i++)
		buf_printf(&xml,
			"<alert id=\"a%d\" level=\"review\" if=\"t is yes\"><text>Reason "
			"number %d to look.</text></alert>",
			i, i);
	s.in.form = form_of(&s.arena, buf_text(&xml));
	assert_non_null(s.in.form);
	sample_begin(&s, s.in.form, "en", "screen");
	sample_answers(&s, "t = yes\n");
	assert_true(sample_end(&s, LANG_EN));
	path = pdf_path(&s, "many.pdf");
	write_pdf(&s, path);
	assert_geometry(&s, path, 612, 792);
	all = pdf_text(&s, path);
	for (int i = 0; i < 40; i++)
		assert_non_null(strstr(
			all, arena_printf(&s.arena, "Reason number %d to look.", i)));
	buf_free(&xml);
	sample_free(&s);
}

/* One free text, in a report on paper; returns the file's text. */
static const char *
text_of_words(struct sample *s, const char *said)
{
	const char *path = report_of_words(s, said);

	assert_geometry(s, path, 612, 792);
	return pdf_text(s, path);
}

TEST(report, a_word_of_three_hundred_letters_is_all_there)
{
	struct sample s;
	char word[301], got[301];
	const char *all, *at;
	size_t n = 0;

	for (int i = 0; i < 300; i++)
		word[i] = (char)('A' + i % 23);
	word[300] = '\0';
	all = text_of_words(&s, word);
	at = strstr(all, "ABCDEFGHIJKLMNOPQRSTUVW");
	assert_non_null(at);
	for (; n < 300 && *at; at++)
		if (*at != ' ')
			got[n++] = *at;
	assert_int_equal(n, 300);
	assert_memory_equal(got, word, 300);
	sample_free(&s);
}

TEST(report, letters_of_three_alphabets_come_back_as_they_went_in)
{
	static const char said[] =
		"Łukasz, Őrsi & Şule: ¿qué? «да, нет» αβγ — “naïve” ģ ž €5";
	struct sample s;

	assert_non_null(strstr(text_of_words(&s, said), said));
	assert_clean(&s, pdf_path(&s, "words.pdf"));
	sample_free(&s);
}

/* Latin, Greek and Cyrillic, one letter at a time, from code pages and from beyond. */
TEST(report, every_letter_that_can_be_drawn_can_be_read_back)
{
	static const uint32_t ranges[][2] = {
		{0xa1,  0xac },
                {0xae,  0x24f},
                {0x386, 0x3ce},
                {0x401, 0x45f}
        };
	struct buf said = BUF_NONE, is = BUF_NONE;
	struct err err = ERR_NONE;
	struct measure m;
	struct sample s = {0};
	const char *all;

	assert_int_equal(measure_load(&s.arena, NULL, &m, &err), 0);
	for (size_t r = 0; r < COUNT_OF(ranges); r++)
		for (uint32_t c = ranges[r][0]; c <= ranges[r][1]; c++) {
			if (!measure_has(&m, FACE_REGULAR, c))
				continue;
			buf_printf(&said, "%xy", (unsigned)c);
			utf8_put(&said, c);
			buf_str(&said, "z ");
		}
	assert_true(said.len > 2000);
	measure_free(&m);
	arena_free(&s.arena);
	all = text_of_words(&s, buf_text(&said));
	for (const char *at = utf8_nfc(&s.arena, buf_text(&said)); *at;) {
		size_t n = strcspn(at, " ");

		buf_clear(&is);
		buf_add(&is, at, n);
		if (!strstr(all, buf_text(&is)))
			fail_msg("not read back: %s", buf_text(&is));
		at += n + 1;
	}
	buf_free(&said);
	buf_free(&is);
	sample_free(&s);
}

TEST(report, emoji_are_written_out_and_not_lost)
{
	struct sample s;
	const char *all = text_of_words(&s, "Today \U0001F622 and \u2764\uFE0F.");

	assert_non_null(strstr(all, "Today [U+1F622] and [U+2764][U+FE0F]."));
	sample_free(&s);
}

/* A text of many pages flows; its first and last words are there, in order. */
TEST(report, a_text_longer_than_a_page_flows_on)
{
	struct buf said = BUF_NONE;
	struct sample s;
	const char *all;

	for (int i = 0; i < 180; i++)
		buf_printf(&said, "Line %d of it.\\n", i);
	buf_str(&said, "The end");
	all = text_of_words(&s, buf_text(&said));
	assert_non_null(strstr(all, "Line 0 of it."));
	assert_non_null(strstr(all, "Line 179 of it. The end"));
	assert_true(sample_pages(&s)->pages.count >= 4);
	buf_free(&said);
	sample_free(&s);
}

/* ---- what fails ---- */

/* report_write to path in a child as an ordinary user, its standard output `out`. */
static int
exit_of_write(struct sample *s, const char *path, const char *out, bool over)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct err err = ERR_NONE;
		int fd = open(out, O_WRONLY), rc;

		if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0)
			_exit(99);
		if (geteuid() == 0 && (setgid(65534) || setuid(65534)))
			_exit(98);
		rc = report_write(s->template, &s->in, path, over, &err);
		/* what failed is said, and nobody's words are in it */
		if (rc && (!err.text[0] || strstr(err.text, "several")))
			_exit(97);
		_exit(-rc);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

TEST(report, a_full_disk_a_closed_folder_and_a_file_in_the_way_are_told)
{
	struct err err = ERR_NONE;
	struct sample s;
	const char *folder, *path;

	assert_true(sample_whole(&s, "forms/phq9.xml", "en", sample_phq9, LANG_EN));
	assert_int_equal(exit_of_write(&s, "-", "/dev/full", false), -ERR_FAILED);
	assert_int_equal(exit_of_write(&s, "-", "/dev/null", false), 0);

	folder = file_join(&s.arena, test_folder(), "closed");
	assert_int_equal(mkdir(folder, 0755), 0);
	assert_int_equal(chmod(test_folder(), 0755), 0);
	assert_int_equal(chmod(folder, 0555), 0);
	path = file_join(&s.arena, folder, "x.pdf");
	assert_true(exit_of_write(&s, path, "/dev/null", true) != 0);
	assert_false(file_exists(path));
	assert_true(exit_of_write(&s, "/dev/full", "/dev/null", true) == -ERR_REFUSED);

	path = pdf_path(&s, "there.pdf");
	assert_int_equal(file_write(path, "mine", 4, true, &err), 0);
	assert_int_equal(report_write(s.template, &s.in, path, false, &err), ERR_REFUSED);
	assert_non_null(strstr(err.text, "already there"));
	sample_free(&s);
}

TEST(report, a_form_in_a_script_that_runs_from_right_to_left_is_refused)
{
	struct err err = ERR_NONE;
	struct sample s = {0};

	s.in.form = form_of(&s.arena,
		"<section id=\"s\"><title>S</title><question id=\"t\" type=\"text\">"
		"<text>\u05e9\u05dc\u05d5\u05dd</text></question></section>");
	assert_non_null(s.in.form);
	sample_begin(&s, s.in.form, "en", "screen");
	assert_true(sample_end(&s, LANG_EN));
	assert_int_equal(
		report_write(s.template, &s.in, pdf_path(&s, "x.pdf"), true, &err),
		ERR_REFUSED);
	assert_false(file_exists(pdf_path(&s, "x.pdf")));
	sample_free(&s);
}
