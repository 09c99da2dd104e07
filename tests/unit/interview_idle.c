/* interview_idle.c - nobody does anything; and a console in a waiting room */
#include "unit/interview_set.h"
#include "unit/test.h"

enum { MINUTE = 60 * 1000 };

static bool
is_staff(void *self, const char *typed)
{
	(void)self;
	return strcmp(typed, "1234") == 0;
}

static bool
is_client(void *self, const char *typed)
{
	(void)self;
	return strcmp(typed, "217-8D3H0-WHDN7") == 0;
}

static bool
come_back(void *self, const char *typed)
{
	return is_client(self, typed);
}

static void
idle_open(struct sitting *s, bool kiosk)
{
	struct sink sink = {&s->memory, memory_put, memory_code};

	*s = (struct sitting){0};
	s->form = form_of(&s->arena, two_tongues);
	s->options = (struct interview_options){
		.mode = "screen",
		.lang = "en",
		.now = 1000,
		.idle = {3 * MINUTE, MINUTE,    30 * MINUTE},
		.kiosk = { kiosk ? s : NULL,  is_staff, is_client,   come_back},
	};
	s->iv = interview_new(s->form, &test_practice, &sink, &s->options);
}

static bool
at(struct sitting *s, enum act a, const char *text, int64_t now)
{
	struct input in = {.act = a, .text = text, .now = now};

	return interview_feed(s->iv, &in);
}

TEST(interview, an_idle_screen_asks_first_and_any_key_goes_on_as_often_as_wanted)
{
	struct sitting s;
	int64_t now = 1000;

	idle_open(&s, false);
	begin(&s);
	for (int i = 0; i < 12; i++) {
		assert_int_equal(view(&s)->wake, now + 3 * MINUTE);
		assert_false(at(&s, ACT_TICK, NULL, now + 3 * MINUTE - 1));
		assert_int_equal(view(&s)->screen, SCREEN_QUESTION);
		now += 3 * MINUTE;
		assert_true(at(&s, ACT_TICK, NULL, now));
		assert_int_equal(view(&s)->screen, SCREEN_IDLE);
		assert_true(view(&s)->any_key);
		assert_int_equal(view(&s)->wake, now + MINUTE);
		now += MINUTE - 1;
		assert_true(at(&s, ACT_NEXT, NULL, now));
		assert_int_equal(view(&s)->screen, SCREEN_QUESTION);
	}
	sitting_close(&s);
}

TEST(interview, outside_a_kiosk_an_idle_screen_is_hidden_and_never_closed)
{
	struct sitting s;

	idle_open(&s, false);
	begin(&s);
	at(&s, ACT_TICK, NULL, 4 * MINUTE);
	at(&s, ACT_TICK, NULL, 5 * MINUTE);
	assert_int_equal(view(&s)->screen, SCREEN_HIDDEN);
	assert_int_equal(view(&s)->wake, 0);
	assert_false(at(&s, ACT_TICK, NULL, 5000 * MINUTE));
	assert_true(at(&s, ACT_NEXT, NULL, 5001 * MINUTE));
	assert_int_equal(view(&s)->screen, SCREEN_QUESTION);
	sitting_close(&s);
}

static void
kiosk_begin(struct sitting *s)
{
	idle_open(s, true);
	assert_int_equal(view(s)->screen, SCREEN_START);
	assert_int_equal(view(s)->wake, 0);
	act(s, ACT_NEXT);
	begin(s);
	assert_int_equal(view(s)->screen, SCREEN_QUESTION);
}

TEST(interview, a_kiosk_locks_and_opens_with_the_code_of_the_client_or_the_staff)
{
	static const char *const codes[] = {"217-8D3H0-WHDN7", "1234"};

	for (size_t i = 0; i < COUNT_OF(codes); i++) {
		struct sitting s;

		kiosk_begin(&s);
		answer(&s, "2");
		at(&s, ACT_TICK, NULL, 4 * MINUTE);
		at(&s, ACT_TICK, NULL, 5 * MINUTE);
		assert_int_equal(view(&s)->screen, SCREEN_LOCKED);
		assert_string_equal(view(&s)->form_title, "");
		assert_false(at(&s, ACT_NEXT, NULL, 6 * MINUTE));
		assert_false(at(&s, ACT_HIDE, NULL, 6 * MINUTE));
		assert_false(at(&s, ACT_SAY, "0000", 6 * MINUTE));
		assert_int_equal(view(&s)->screen, SCREEN_LOCKED);
		assert_true(at(&s, ACT_SAY, codes[i], 6 * MINUTE));
		assert_int_equal(view(&s)->screen, SCREEN_QUESTION);
		sitting_close(&s);
	}
}

TEST(interview, after_three_wrong_codes_a_minute_goes_by)
{
	struct sitting s;

	kiosk_begin(&s);
	at(&s, ACT_TICK, NULL, 4 * MINUTE);
	at(&s, ACT_TICK, NULL, 5 * MINUTE);
	for (int i = 0; i < 3; i++)
		assert_false(at(&s, ACT_SAY, "0000", 6 * MINUTE));
	assert_string_equal(view(&s)->error,
		"Please wait one minute before the next try, or ask the staff.");
	assert_false(at(&s, ACT_SAY, "1234", 7 * MINUTE - 1));
	assert_true(at(&s, ACT_SAY, "1234", 7 * MINUTE));
	sitting_close(&s);
}

TEST(interview, a_locked_interview_that_nobody_opens_is_closed_as_stopped_and_unseen)
{
	struct sitting s;

	kiosk_begin(&s);
	answer(&s, "2");
	at(&s, ACT_TICK, NULL, 4 * MINUTE);
	at(&s, ACT_TICK, NULL, 5 * MINUTE);
	assert_int_equal(view(&s)->screen, SCREEN_LOCKED);
	at(&s, ACT_TICK, NULL, 35 * MINUTE);
	assert_int_equal(interview_outcome(s.iv), OUTCOME_STOPPED);
	assert_int_equal(view(&s)->screen, SCREEN_HIDDEN);
	assert_null(view(&s)->code);
	assert_string_equal(
		memory_story(&s.memory), "consent=yes answer:far=sometimes stop");
	sitting_close(&s);
}

TEST(interview, in_a_kiosk_what_was_hidden_needs_the_code)
{
	struct sitting s;

	kiosk_begin(&s);
	act(&s, ACT_HIDE);
	act(&s, ACT_NEXT);
	assert_int_equal(view(&s)->screen, SCREEN_LOCKED);
	assert_true(at(&s, ACT_SAY, "217-8D3H0-WHDN7", MINUTE));
	assert_int_equal(view(&s)->screen, SCREEN_QUESTION);
	sitting_close(&s);
}

TEST(interview, before_consent_an_idle_kiosk_begins_anew_and_keeps_nothing)
{
	struct sitting s;

	idle_open(&s, true);
	at(&s, ACT_NEXT, NULL, 1000);
	assert_int_equal(view(&s)->screen, SCREEN_WELCOME);
	at(&s, ACT_TICK, NULL, 4 * MINUTE);
	at(&s, ACT_TICK, NULL, 5 * MINUTE);
	assert_int_equal(interview_outcome(s.iv), OUTCOME_STOPPED);
	assert_int_equal(s.memory.events.count, 0);
	sitting_close(&s);
}

TEST(interview, the_staff_set_the_next_clients_code_and_end_the_kiosk)
{
	struct sitting s;

	idle_open(&s, true);
	act(&s, ACT_STAFF);
	assert_true(view(&s)->secret);
	assert_false(
		at(&s, ACT_SAY, "217-8D3H0-WHDN7", 1000)); /* a client's is not enough */
	assert_true(at(&s, ACT_SAY, "1234", 1000));
	assert_false(act(&s, ACT_NEXT)); /* nothing is chosen by Enter alone */
	act(&s, ACT_CHART);
	assert_false(at(&s, ACT_SAY, "Ana Vega", 1000));
	assert_true(at(&s, ACT_SAY, "C-7", 1000));
	assert_int_equal(view(&s)->screen, SCREEN_START);
	act(&s, ACT_NEXT);
	act(&s, ACT_NEXT);
	act(&s, ACT_YES);
	assert_string_equal(s.memory.events.at[1].value, "C-7");
	sitting_close(&s);

	idle_open(&s, true);
	act(&s, ACT_STAFF);
	at(&s, ACT_SAY, "1234", 1000);
	act(&s, ACT_END);
	assert_int_equal(interview_outcome(s.iv), OUTCOME_ENDED);
	assert_int_equal(s.memory.events.count, 0);
	sitting_close(&s);
}

TEST(interview, who_comes_back_to_a_kiosk_goes_on_with_a_code)
{
	struct sitting s;

	idle_open(&s, true);
	act(&s, ACT_RETURN);
	assert_false(at(&s, ACT_SAY, "1-00000-00000", 1000));
	assert_int_equal(view(&s)->screen, SCREEN_RETURN);
	assert_true(at(&s, ACT_SAY, "217-8D3H0-WHDN7", 1000));
	assert_int_equal(interview_outcome(s.iv), OUTCOME_RETURN);
	assert_int_equal(s.memory.events.count, 0);
	sitting_close(&s);
}

TEST(interview, a_note_can_be_shown_to_the_staff_from_the_safety_message)
{
	struct sitting s;

	idle_open(&s, false);
	begin(&s);
	act(&s, ACT_SKIP_SECTION);
	act(&s, ACT_SKIP_SECTION);
	answer(&s, "2");
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY);
	assert_true(act(&s, ACT_CARD));
	assert_string_equal(view(&s)->title, "I need to talk to someone now.");
	assert_true(act(&s, ACT_NEXT));
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY);
	sitting_close(&s);
}
