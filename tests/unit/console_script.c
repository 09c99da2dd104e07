/* console_script.c - answers from a file through the same engine */
#include "console/console.h"
#include "unit/interview_set.h"
#include "unit/test.h"

/* A sitting of one answers file. */
static void
play(struct sitting *s, const char *file, bool paper, const char *lang)
{
	struct console_options o = {.in = -1, .out = -1, .paper = paper};
	struct sink sink = {&s->memory, memory_put, memory_code};
	struct err err = ERR_NONE;
	struct console *c;
	struct diags d;

	sitting_open(s, two_tongues, lang);
	diags_init(&d, &s->arena);
	o.lines = answers_file_parse(
		&s->arena, s->form, "answers", file, strlen(file), &d, &o.line_count);
	assert_non_null(o.lines);
	interview_free(s->iv);
	s->options.paper = paper;
	s->iv = interview_new(s->form, &test_practice, &sink, &s->options);
	c = console_script_new(&o);
	console_run(s->iv, c, &err);
	console_free(c);
}

static const char whole[] =
	"far = often\nbody = 2\nsince = 7\nwords = \"I feel far.\\nMost days.\"\n"
	"who = mother grand\nleft = 2021-03\nbetter = never\nhelp = yes\n";

static const char whole_story[] =
	"consent=yes answer:far=often answer:body=sometimes answer:since=7 "
	"answer:words=I feel far.\\nMost days. answer:who=mother grand "
	"answer:left=2021-03 answer:better=never answer:help=yes finish";

TEST(console, a_script_answers_everything_and_finishes)
{
	struct sitting s;

	play(&s, whole, false, "en");
	assert_string_equal(memory_story(&s.memory), whole_story);
	assert_int_equal(interview_outcome(s.iv), OUTCOME_DONE);
	sitting_close(&s);
}

TEST(console, without_a_language_a_script_takes_the_forms_own)
{
	struct sitting s;

	play(&s, whole, false, NULL);
	assert_string_equal(memory_story(&s.memory), whole_story);
	assert_string_equal(s.memory.events.at[2].value, "en");
	sitting_close(&s);
}

TEST(console, a_script_skips_items_and_parts_and_says_what_it_does_not_know)
{
	struct sitting s;

	play(&s,
		"[lately] = !skipped\nwho = none\nleft = !dont-know\n"
		"better = !skipped\nhelp = 0\n",
		false, "en");
	assert_string_equal(memory_story(&s.memory),
		"consent=yes section:lately=skip answer:who=none answer:left=!dont-know "
		"answer:better=!skipped safety:self_harm=soft answer:help=no finish");
	sitting_close(&s);
}

TEST(console, a_part_with_a_note_is_skipped_at_its_note)
{
	struct sitting s;

	play(&s,
		"far = 0\nbody = 0\nwords = \"x\"\n[home] = !skipped\nbetter = 0\nhelp = "
		"no\n",
		false, "en");
	assert_string_equal(memory_story(&s.memory),
		"consent=yes answer:far=never answer:body=never answer:words=x "
		"section:home=skip answer:better=never answer:help=no finish");
	sitting_close(&s);
}

TEST(console, a_script_stops_where_its_answers_end)
{
	struct sitting s;

	play(&s, "far = 0\nwords = \"later\"\n", false, "en");
	assert_string_equal(memory_story(&s.memory), "consent=yes answer:far=never stop");
	assert_int_equal(interview_outcome(s.iv), OUTCOME_STOPPED);
	sitting_close(&s);
}

TEST(console, what_a_paper_leaves_out_is_blank_and_not_reached)
{
	struct sitting s;
	const struct item *body;

	play(&s, "far = 0\nbetter = 0\n", true, "en");
	body = form_item(s.form, "body");
	assert_string_equal(memory_story(&s.memory),
		"consent=yes answer:far=never answer:better=never finish");
	assert_int_equal(
		interview_answers(s.iv)->at[body->index].missing, MISSING_NOT_REACHED);
	sitting_close(&s);
}

TEST(console, a_flagged_answer_in_a_script_meets_the_message_and_goes_on)
{
	struct sitting s;

	play(&s, "[lately] = !skipped\n[home] = !skipped\nbetter = 2\nhelp = yes\n",
		false, "en");
	assert_string_equal(memory_story(&s.memory),
		"consent=yes section:lately=skip section:home=skip "
		"answer:better=sometimes "
		"safety:self_harm=shown safety:self_harm=go-on answer:help=yes finish");
	sitting_close(&s);
}

TEST(console, a_failing_disk_ends_a_script)
{
	struct console_options o = {.in = -1, .out = -1};
	struct err err = ERR_NONE;
	struct console *c = console_script_new(&o);
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	s.memory.fails = true;
	assert_int_equal(console_run(s.iv, c, &err), OUTCOME_STOPPED);
	assert_int_equal(s.memory.events.count, 0);
	console_free(c);
	sitting_close(&s);
}
