/* console_line.c - line mode, driven through pipes: what is heard, word by word */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/utf8.h"
#include "console/console.h"
#include "unit/interview_set.h"
#include "unit/test.h"

/* One sitting from typed bytes; what was written comes back in *out. */
static void
type_bytes(struct sitting *s, const char *typed, size_t n, struct buf *out)
{
	char name[64], bytes[4096];
	struct console_options o = {0};
	struct err err = ERR_NONE;
	struct console *c;
	ssize_t got;

	snprintf(name, sizeof name, "%s/typed", test_folder());
	o.in = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
	assert_true(o.in >= 0);
	assert_int_equal(write(o.in, typed, n), n);
	lseek(o.in, 0, SEEK_SET);
	snprintf(name, sizeof name, "%s/heard", test_folder());
	o.out = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
	assert_true(o.out >= 0);
	c = console_line_new(&o);
	console_run(s->iv, c, &err);
	console_free(c);
	lseek(o.out, 0, SEEK_SET);
	while ((got = read(o.out, bytes, sizeof bytes)) > 0)
		buf_add(out, bytes, (size_t)got);
	close(o.in);
	close(o.out);
}

static void
type_text(struct sitting *s, const char *typed, struct buf *out)
{
	type_bytes(s, typed, strlen(typed), out);
}

/* From the welcome on, in English. */
static const char *
heard_after(struct sitting *s, const char *typed, struct buf *out)
{
	struct buf all = BUF_NONE;

	buf_printf(&all, "\nyes\n\n%s", typed);
	sitting_open(s, two_tongues, "en");
	type_bytes(s, buf_text(&all), all.len, out);
	buf_free(&all);
	return buf_text(out);
}

static void
heard(struct sitting *s, struct buf *out)
{
	sitting_close(s);
	buf_free(out);
}

/* Occurrences of a text. */
static int
times(const char *in, const char *what)
{
	int n = 0;

	while ((in = strstr(in, what)) != NULL) {
		n++;
		in += strlen(what);
	}
	return n;
}

static void
read_all(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "r");
	int c;

	assert_non_null(f);
	while ((c = fgetc(f)) != EOF)
		buf_char(out, (char)c);
	fclose(f);
}

/* tests/interview/NAME.in typed, NAME.out heard; ANTEROOM_TEST_UPDATE=1 writes the
 * latter anew, to be read before it is committed. */
static void
transcript(const char *name)
{
	struct buf in = BUF_NONE, want = BUF_NONE, out = BUF_NONE;
	struct sitting s;
	char path[128];
	FILE *f;

	snprintf(path, sizeof path, "tests/interview/%s.in", name);
	read_all(path, &in);
	sitting_open(&s, two_tongues, NULL);
	type_bytes(&s, buf_text(&in), in.len, &out);
	buf_printf(&out, "\n[%s]\n", memory_story(&s.memory));
	snprintf(path, sizeof path, "tests/interview/%s.out", name);
	if (getenv("ANTEROOM_TEST_UPDATE")) {
		f = fopen(path, "w");
		assert_non_null(f);
		fputs(buf_text(&out), f);
		fclose(f);
	}
	read_all(path, &want);
	assert_string_equal(buf_text(&out), buf_text(&want));
	assert_null(memchr(out.data, 0x1b, out.len));
	sitting_close(&s);
	buf_free(&in);
	buf_free(&want);
	buf_free(&out);
}

TEST(console, a_short_interview_in_english_reads_as_it_should)
{
	transcript("short-en");
}

TEST(console, a_short_interview_in_spanish_reads_as_it_should)
{
	transcript("short-es");
}

TEST(console, the_safety_message_in_spanish_reads_as_it_should)
{
	transcript("safety-es");
}

TEST(console, lines_are_at_most_72_columns_and_there_is_no_escape_byte)
{
	struct buf out = BUF_NONE;
	struct sitting s;
	const char *all = heard_after(&s,
		"?\n\np\n\nx\n\nagain\nchoices\n3\n3\n\033[A7\nw\033[200~"
		"ords\n\ngo\nnone\n\n"
		"?\n\n3\n1\nyes\nfinish\n",
		&out);

	assert_null(memchr(all, 0x1b, out.len));
	assert_int_equal(utf8_valid(all, out.len), out.len);
	for (const char *p = all; *p;) {
		size_t n = strcspn(p, "\n");
		char *line = arena_strndup(&s.arena, p, n);

		if (utf8_width(line) > 80) /* 72 and what was typed behind a prompt */
			fail_msg("%s", line);
		p += n + (p[n] == '\n');
	}
	assert_non_null(strstr(memory_story(&s.memory), "answer:words=words"));
	assert_int_equal(interview_outcome(s.iv), OUTCOME_DONE);
	heard(&s, &out);
}

TEST(console, an_empty_line_never_answers_a_choice)
{
	struct buf out = BUF_NONE;
	struct sitting s;
	const char *all = heard_after(&s, "\n\n\n", &out);

	assert_int_equal(times(all, "Choose one answer, or skip. Skipping is fine."), 3);
	assert_int_equal(times(all, "I could not feel emotions."), 1); /* not repeated */
	assert_string_equal(memory_story(&s.memory), "consent=yes stop");
	heard(&s, &out);
}

TEST(console, an_empty_line_chooses_nothing_at_consent_note_or_message)
{
	struct buf out = BUF_NONE;
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	type_text(&s, "\n\n\n\n", &out);
	assert_int_equal(times(buf_text(&out), "Nothing is chosen yet."), 3);
	assert_int_equal(times(buf_text(&out), "Type yes, no or talk: "), 4);
	assert_int_equal(s.memory.events.count, 0);
	heard(&s, &out);
	buf_init(&out, 0);
	heard_after(&s, "skip part\n\n\nskip\n2\n\n\n", &out);
	assert_int_equal(times(buf_text(&out), "Type go, skip or break: "), 3);
	assert_int_equal(times(buf_text(&out), "Type 1, 2 or 3: "), 3);
	assert_int_equal(times(buf_text(&out), "Nothing is chosen yet."), 4);
	assert_string_equal(memory_story(&s.memory),
		"consent=yes section:lately=skip section:home=skip "
		"answer:better=sometimes "
		"safety:self_harm=shown stop");
	heard(&s, &out);
}

TEST(console, the_end_of_input_saves_and_a_line_without_enter_is_no_answer)
{
	struct buf out = BUF_NONE;
	struct sitting s;

	heard_after(&s, "3\n2", &out);
	assert_string_equal(memory_story(&s.memory), "consent=yes answer:far=often stop");
	assert_int_equal(interview_outcome(s.iv), OUTCOME_STOPPED);
	heard(&s, &out);
	buf_init(&out, 0);
	heard_after(&s, "0\n0\nhello\n", &out); /* a text without its empty line */
	assert_null(strstr(memory_story(&s.memory), "words"));
	heard(&s, &out);
}

TEST(console, what_was_stored_is_said_and_enter_keeps_it)
{
	struct buf out = BUF_NONE;
	struct sitting s;
	const char *all = heard_after(&s, "3\nback\n\n", &out);

	assert_int_equal(times(all, "You chose 3, Often."), 1);
	assert_int_equal(times(all, "Your answer now: 3, Often. Enter keeps it."), 1);
	assert_int_equal(times(all, "Your answer stays as it was."), 1);
	heard(&s, &out);
}

TEST(console, choices_are_read_in_full_once_and_again_when_asked_for)
{
	struct buf out = BUF_NONE;
	struct sitting s;
	const char *all = heard_after(&s, "0\nchoices\n", &out);

	assert_int_equal(times(all, "2. Sometimes"), 2);
	assert_int_equal(times(all, "Same choices, 0 Never, to 4 Almost always."), 1);
	heard(&s, &out);
}

TEST(console, case_accents_and_one_letter_do_not_matter)
{
	struct buf out = BUF_NONE;
	struct sitting s;

	sitting_open(&s, two_tongues, "es");
	type_text(&s, "\nSI\n\nA menudo\nATRAS\n0\na\n\nO\n", &out);
	assert_string_equal(memory_story(&s.memory),
		"consent=yes answer:far=often answer:far=never answer:body=!skipped "
		"stop");
	heard(&s, &out);
}

TEST(console, a_word_of_another_place_is_told_apart_from_an_answer)
{
	struct buf out = BUF_NONE;
	struct sitting s;
	const char *all = heard_after(&s, "finish\n/nonsense\nbanana\n", &out);

	assert_int_equal(times(all, "That is not possible here."), 1);
	assert_int_equal(times(all, "That word is not used here."), 1);
	assert_int_equal(times(all, "That is not one of the answers."), 1);
	heard(&s, &out);
}

TEST(console, in_a_text_only_a_slash_makes_a_word_an_act)
{
	struct buf out = BUF_NONE;
	struct sitting s;
	const char *all = heard_after(&s, "0\n0\nback\nskip\n/why\nhello\n\n", &out);

	/* question 4 has no why; the text goes on */
	assert_int_equal(
		times(all,
			"That was taken as text. If you meant the action, type /back."),
		1);
	assert_int_equal(times(all, "That is not possible here."), 1);
	assert_non_null(
		strstr(memory_story(&s.memory), "answer:words=back\\nskip\\nhello"));
	heard(&s, &out);
}

TEST(console, a_text_begun_is_still_there_after_a_break)
{
	struct buf out = BUF_NONE;
	struct sitting s;
	const char *all = heard_after(&s, "0\n0\nhello\n/break\n\n\n", &out);

	assert_int_equal(times(all, "Your answer now:\nhello\nEnter keeps it."), 1);
	assert_non_null(strstr(memory_story(&s.memory), "answer:words=hello"));
	heard(&s, &out);
}

TEST(console, an_empty_text_is_no_answer)
{
	struct buf out = BUF_NONE;
	struct sitting s;
	const char *all = heard_after(&s, "0\n0\n\n   \n/skip\n", &out);

	assert_int_equal(times(all, "Nothing is typed yet."), 2);
	assert_non_null(strstr(memory_story(&s.memory), "answer:words=!skipped"));
	heard(&s, &out);
}

TEST(console, a_text_that_is_full_says_so_and_keeps_what_fits)
{
	struct buf out = BUF_NONE;
	struct sitting s;
	const char *all = heard_after(&s,
		"0\n0\nfifty characters and five more, which does fit in there\n"
		"this does not fit any more\nend\n\n",
		&out);

	assert_int_equal(times(all, "so that last line was left out"), 1);
	assert_non_null(strstr(memory_story(&s.memory), "fit in there\\nend"));
	heard(&s, &out);
}

TEST(console, several_choices_are_heard_before_they_count)
{
	struct buf out = BUF_NONE;
	struct sitting s;
	const char *all = heard_after(&s, "skip part\ngo\n1 2\n1 3\n\n", &out);

	assert_int_equal(times(all, "You chose: Mother; Father.\nEnter to go on"), 1);
	assert_non_null(strstr(memory_story(&s.memory), "answer:who=mother grand"));
	assert_null(strstr(memory_story(&s.memory), "answer:who=mother father"));
	heard(&s, &out);
}

TEST(console, a_number_question_takes_letters_as_acts_and_a_question_mark_as_not_sure)
{
	struct buf out = BUF_NONE;
	struct sitting s;

	heard_after(&s, "3\n0\nh\n\nw\n?\n", &out);
	assert_int_equal(times(buf_text(&out), "What you can do."), 1);
	assert_non_null(strstr(memory_story(&s.memory), "answer:since=!dont-know"));
	heard(&s, &out);
}

TEST(console, damaged_and_endless_lines_are_refused_kindly)
{
	struct buf typed = BUF_NONE, out = BUF_NONE;
	struct sitting s;

	buf_str(&typed, "\nyes\n\n3\xff\n");
	buf_add(&typed, "2\0\n", 3);
	for (int i = 0; i < 50000; i++)
		buf_char(&typed, '3');
	buf_str(&typed, "\n3\n");
	sitting_open(&s, two_tongues, "en");
	type_bytes(&s, typed.data, typed.len, &out);
	assert_int_equal(
		times(buf_text(&out), "Some characters in that line could not be read."),
		2);
	assert_int_equal(
		times(buf_text(&out), "That line is too long to take at once."), 1);
	assert_string_equal(memory_story(&s.memory), "consent=yes answer:far=often stop");
	buf_free(&typed);
	heard(&s, &out);
}

TEST(console, hiding_pushes_everything_away_and_enter_brings_it_back_in_full)
{
	struct buf out = BUF_NONE;
	struct sitting s;
	const char *all = heard_after(&s, "0\nhide\n\n", &out);
	const char *gap =
		strstr(all, "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n");

	assert_non_null(gap);
	assert_int_equal(times(gap, "2. Sometimes"), 1);
	assert_int_equal(times(gap, "My body felt far away."), 1);
	heard(&s, &out);
}

TEST(console, the_review_comes_in_pages_and_takes_numbers)
{
	struct buf xml = BUF_NONE, typed = BUF_NONE, out = BUF_NONE;
	struct sitting s;

	buf_str(&xml, "<section id='a'><title>A</title>");
	buf_str(&typed, "\nyes\n\n");
	for (int i = 1; i <= 30; i++) {
		buf_printf(&xml,
			"<question id='q%d' type='yes-no'><text>Question "
			"%d?</text></question>",
			i, i);
		buf_str(&typed, "yes\n");
	}
	buf_str(&xml, "</section>");
	buf_str(&typed, "more\n99\n7\nno\nfinish\n");
	sitting_open(&s, buf_text(&xml), "en");
	type_bytes(&s, buf_text(&typed), typed.len, &out);
	assert_non_null(strstr(buf_text(&out),
		"Type a number to change that answer, more, or finish: "));
	assert_int_equal(times(buf_text(&out), "30. Question 30? 1, Yes."), 1);
	assert_int_equal(times(buf_text(&out), "7. Question 7? 0, No."), 1);
	assert_int_equal(
		times(buf_text(&out), "There is no question with that number"), 1);
	assert_int_equal(interview_outcome(s.iv), OUTCOME_DONE);
	buf_free(&xml);
	buf_free(&typed);
	heard(&s, &out);
}

TEST(console, an_option_that_sounds_like_a_word_is_the_answer)
{
	struct buf out = BUF_NONE;
	struct sitting s;

	sitting_open(&s,
		"<section id='a'><title>A</title><question id='q' "
		"type='one'><text>Q?</text>"
		"<answer code='x'>Stop</answer><answer code='y'>English</answer>"
		"<answer code='z'>S</answer></question>"
		"<question id='r' type='yes-no'><text>R?</text></question></section>",
		"en");
	type_bytes(
		&s, "\nyes\n\nstop\nback\nenglish\nback\ns\n/back\n/skip\ny\n", 45, &out);
	assert_string_equal(memory_story(&s.memory),
		"consent=yes answer:q=x answer:q=y answer:q=z answer:q=!skipped "
		"answer:r=yes "
		"stop");
	heard(&s, &out);
}

TEST(console, the_place_is_said_at_each_part_and_every_fifth_question)
{
	struct buf xml = BUF_NONE, typed = BUF_NONE, out = BUF_NONE;
	struct sitting s;

	buf_str(&xml, "<section id='a'><title>A</title>");
	buf_str(&typed, "\nyes\n\n");
	for (int i = 1; i <= 12; i++) {
		buf_printf(&xml,
			"<question id='q%d' type='yes-no'><text>Q%d?</text></question>",
			i, i);
		buf_str(&typed, "yes\n");
	}
	buf_str(&xml, "</section>");
	sitting_open(&s, buf_text(&xml), "en");
	type_bytes(&s, buf_text(&typed), typed.len, &out);
	assert_non_null(strstr(buf_text(&out), "A. Question 1. At most 11 left."));
	assert_null(strstr(buf_text(&out), "Question 2. "));
	assert_non_null(strstr(buf_text(&out), "A. Question 6. At most 6 left."));
	assert_non_null(strstr(buf_text(&out), "A. Question 11. At most 1 left."));
	buf_free(&xml);
	buf_free(&typed);
	heard(&s, &out);
}
