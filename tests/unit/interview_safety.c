/* interview_safety.c - what an answer about self-harm is met with (clinical.md 4.1) */
#include "unit/interview_set.h"
#include "unit/test.h"

/* At the safety item, number 7. */
static void
to_safety(struct sitting *s, const char *lang)
{
	sitting_open(s, two_tongues, lang);
	begin(s);
	act(s, ACT_SKIP_SECTION);
	act(s, ACT_SKIP_SECTION);
	assert_int_equal(view(s)->item_number, 7);
}

static const char upto[] = "consent=yes section:lately=skip section:home=skip ";

/* The story behind what to_safety() did. */
static const char *
since(struct sitting *s)
{
	const char *story = memory_story(&s->memory);

	assert_int_equal(strncmp(story, upto, sizeof upto - 1), 0);
	return story + sizeof upto - 1;
}

TEST(interview, a_flagged_answer_is_on_disk_then_the_message_stands_before_all_else)
{
	struct sitting s;

	to_safety(&s, "en");
	assert_true(answer(&s, "1"));
	assert_string_equal(since(&s), "answer:better=rarely safety:self_harm=shown");
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY);
	assert_string_equal(view(&s)->title, "Thank you for telling us.");
	assert_non_null(
		strstr(view(&s)->body, "No one is watching this form right now."));
	assert_non_null(strstr(view(&s)->body, "Help line: call or text 000-1"));
	assert_non_null(strstr(view(&s)->body, "call 000-9"));
	assert_true(view(&s)->sensitive);
	sitting_close(&s);
}

TEST(interview, the_message_does_not_repeat_what_the_client_chose)
{
	struct sitting s;

	to_safety(&s, "en");
	answer(&s, "1");
	assert_string_equal(view(&s)->confirm, "Saved.");
	assert_null(strstr(view(&s)->body, "Rarely"));
	sitting_close(&s);
}

TEST(interview, an_unflagged_answer_is_met_with_nothing)
{
	struct sitting s;

	to_safety(&s, "en");
	answer(&s, "0");
	assert_int_equal(view(&s)->screen, SCREEN_QUESTION);
	assert_string_equal(since(&s), "answer:better=never");
	sitting_close(&s);
}

TEST(interview, the_message_is_left_only_by_one_of_its_three_answers)
{
	static const enum act not [] = {ACT_NEXT, ACT_BACK, ACT_SKIP, ACT_FINISH,
		ACT_REVIEW, ACT_LEAVE, ACT_SKIP_SECTION, ACT_YES, ACT_NO};
	struct sitting s;

	to_safety(&s, "en");
	answer(&s, "4");
	for (size_t i = 0; i < COUNT_OF(not ); i++)
		assert_false(act(&s, not [i]));
	assert_true(act(&s, ACT_HIDE));
	assert_true(act(&s, ACT_NEXT));
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY);
	assert_true(act(&s, ACT_NUMBERS));
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY);
	assert_true(act(&s, ACT_SAFE));
	assert_string_equal(view(&s)->title, "Has anything helped?");
	assert_string_equal(since(&s),
		"answer:better=always safety:self_harm=shown safety:self_harm=again "
		"safety:self_harm=go-on");
	sitting_close(&s);
}

TEST(interview, stopping_at_the_message_saves_and_shows_the_lines_last)
{
	struct sitting s;

	to_safety(&s, "en");
	answer(&s, "2");
	assert_true(act(&s, ACT_STOP));
	assert_int_equal(view(&s)->screen, SCREEN_SAVED);
	assert_non_null(strstr(view(&s)->crisis, "000-1"));
	assert_int_equal(interview_outcome(s.iv), OUTCOME_STOPPED);
	assert_string_equal(since(&s),
		"answer:better=sometimes safety:self_harm=shown safety:self_harm=stop "
		"stop");
	sitting_close(&s);
}

TEST(interview, a_skipped_safety_item_is_met_softly)
{
	struct sitting s;

	to_safety(&s, "en");
	act(&s, ACT_SKIP);
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY_SOFT);
	assert_string_equal(view(&s)->title, "You skipped a question. That is fine.");
	assert_non_null(strstr(view(&s)->body, "000-1"));
	assert_string_equal(since(&s), "answer:better=!skipped safety:self_harm=soft");
	assert_true(act(&s, ACT_NEXT));
	assert_string_equal(view(&s)->title, "Has anything helped?");
	act(&s, ACT_BACK);
	act(&s, ACT_NEXT); /* it stays skipped; nothing is said twice */
	assert_int_equal(view(&s)->screen, SCREEN_QUESTION);
	sitting_close(&s);
}

TEST(interview, a_safety_item_skipped_with_its_part_is_met_softly_too)
{
	struct sitting s;

	to_safety(&s, "en");
	act(&s, ACT_SKIP_SECTION);
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY_SOFT);
	assert_string_equal(view(&s)->title, "You skipped a part. That is fine.");
	assert_string_equal(since(&s), "section:last=skip safety:self_harm=soft");
	act(&s, ACT_NEXT);
	assert_int_equal(view(&s)->screen, SCREEN_REVIEW);
	sitting_close(&s);
}

TEST(interview, in_spanish_the_message_has_the_spanish_lines)
{
	struct sitting s;

	to_safety(&s, "es");
	answer(&s, "1");
	assert_string_equal(view(&s)->title, "Gracias por contarlo.");
	assert_non_null(strstr(view(&s)->body, "llame al 000-1 y oprima 2"));
	assert_non_null(
		strstr(view(&s)->body, "envíe AYUDA por mensaje de texto al 000-1"));
	assert_non_null(strstr(view(&s)->body, "llame al 000-9"));
	sitting_close(&s);
}

TEST(interview, after_a_power_cut_the_message_comes_before_the_welcome)
{
	struct sitting s;

	to_safety(&s, "en");
	answer(&s, "3");
	s.memory.events.count--; /* the light went out before "shown" was on disk */
	assert_int_equal(sitting_again(&s), 0);
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY);
	assert_true(act(&s, ACT_SAFE));
	assert_int_equal(view(&s)->screen, SCREEN_WELCOME_BACK);
	assert_string_equal(since(&s),
		"answer:better=often resume safety:self_harm=shown "
		"safety:self_harm=go-on");
	act(&s, ACT_NEXT);
	assert_string_equal(view(&s)->title, "Has anything helped?");
	sitting_close(&s);
}

TEST(interview, a_message_without_a_choice_is_shown_again_and_one_with_a_choice_is_not)
{
	struct sitting s;

	to_safety(&s, "en");
	answer(&s, "3");
	assert_int_equal(sitting_again(&s), 0);
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY);
	act(&s, ACT_STOP);
	assert_int_equal(sitting_again(&s), 0);
	assert_int_equal(view(&s)->screen, SCREEN_WELCOME_BACK);
	sitting_close(&s);
}

TEST(interview, a_soft_message_that_the_power_cut_off_comes_first)
{
	struct sitting s;

	to_safety(&s, "en");
	act(&s, ACT_SKIP);
	s.memory.events.count--;
	assert_int_equal(sitting_again(&s), 0);
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY_SOFT);
	act(&s, ACT_NEXT);
	assert_string_equal(
		since(&s), "answer:better=!skipped resume safety:self_harm=soft");
	assert_int_equal(sitting_again(&s), 0);
	assert_int_equal(view(&s)->screen, SCREEN_WELCOME_BACK);
	sitting_close(&s);
}

/* A disk that takes one more event, then none. */
static int
one_more_put(void *self, const struct event *e)
{
	struct memory *m = self;
	int rc = memory_put(self, e);

	m->fails = e->kind == EVENT_ANSWER && strcmp(e->key, "better") == 0;
	return rc;
}

TEST(interview, a_failing_disk_does_not_keep_the_lines_from_the_client)
{
	struct sitting s;
	struct sink sink = {&s.memory, one_more_put, memory_code};

	to_safety(&s, "en");
	interview_free(s.iv);
	s.memory.events.count = 0;
	s.iv = interview_new(s.form, &test_practice, &sink, &s.options);
	begin(&s);
	act(&s, ACT_SKIP_SECTION);
	act(&s, ACT_SKIP_SECTION);
	assert_true(say(&s, "4"));
	act(&s, ACT_NEXT);
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY);
	assert_non_null(view(&s)->error);
	sitting_close(&s);

	to_safety(&s, "en");
	s.memory.fails = true; /* not even the answer */
	assert_false(answer(&s, "4"));
	assert_int_equal(view(&s)->screen, SCREEN_QUESTION);
	assert_non_null(strstr(view(&s)->crisis, "000-1"));
	sitting_close(&s);
}

TEST(interview, a_break_at_the_message_comes_back_to_it)
{
	struct sitting s;

	to_safety(&s, "en");
	say(&s, "4");
	act(&s, ACT_PAUSE);
	act(&s, ACT_LEAVE); /* what is marked is kept, and met */
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY);
	assert_true(act(&s, ACT_PAUSE));
	assert_true(act(&s, ACT_NEXT));
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY);
	assert_true(act(&s, ACT_SAFE));
	assert_int_equal(view(&s)->screen, SCREEN_LEAVE);
	assert_true(act(&s, ACT_NO));
	assert_string_equal(view(&s)->title, "Thoughts of being better off dead?");
	sitting_close(&s);
}

TEST(interview, a_flag_that_the_disk_takes_at_last_is_met_before_the_client_leaves)
{
	struct sitting s;

	to_safety(&s, "en");
	say(&s, "4");
	s.memory.fails = true;
	act(&s, ACT_LEAVE);
	assert_int_equal(view(&s)->screen, SCREEN_LEAVE);
	s.memory.fails = false;
	assert_true(act(&s, ACT_YES));
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY);
	assert_true(act(&s, ACT_SAFE));
	assert_int_equal(view(&s)->screen, SCREEN_LEAVE);
	assert_true(act(&s, ACT_YES));
	assert_int_equal(interview_outcome(s.iv), OUTCOME_STOPPED);
	assert_string_equal(since(&s),
		"answer:better=always safety:self_harm=shown safety:self_harm=go-on "
		"stop");
	sitting_close(&s);
}

/* A disk that takes nothing any more after that answer. */
static int
last_put(void *self, const struct event *e)
{
	struct memory *m = self;

	return m->fails ? -1 : one_more_put(self, e);
}

TEST(interview, a_flag_is_met_when_the_rest_of_its_part_cannot_be_put_as_skipped)
{
	struct sink sink;
	struct sitting s;

	to_safety(&s, "en");
	sink = (struct sink){&s.memory, last_put, memory_code};
	interview_free(s.iv);
	s.memory.events.count = 0;
	s.iv = interview_new(s.form, &test_practice, &sink, &s.options);
	begin(&s);
	act(&s, ACT_SKIP_SECTION);
	act(&s, ACT_SKIP_SECTION);
	say(&s, "4");
	assert_false(act(&s, ACT_SKIP_SECTION));
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY);
	assert_non_null(view(&s)->error);
	sitting_close(&s);
}

/* The texts of crisis and safety stand together in the catalogue. */
TEST(interview, no_number_stands_in_the_messages_themselves)
{
	int first = TEXT_CRISIS_TITLE, last = TEXT_SAFETY_SOFT_BODY;

	assert_in_range(last - first, 15, 25);
	for (int lang = 0; lang < LANG_COUNT; lang++)
		for (int id = first; id <= last; id++)
			assert_null(strpbrk(
				text((enum lang)lang, (enum text_id)id), "0123456789"));
}
