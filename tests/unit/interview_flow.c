/* interview_flow.c - how the conversation goes, rule by rule */
#include "unit/interview_set.h"
#include "unit/test.h"

TEST(interview, without_a_language_asked_for_the_client_chooses_one)
{
	struct sitting s;

	sitting_open(&s, two_tongues, NULL);
	assert_int_equal(view(&s)->screen, SCREEN_LANGUAGE);
	assert_int_equal(view(&s)->option_count, 2);
	assert_false(act(&s, ACT_NEXT));
	assert_string_equal(view(&s)->error, "Choose a language.");
	assert_true(answer(&s, "español"));
	assert_int_equal(view(&s)->screen, SCREEN_WELCOME);
	assert_int_equal(view(&s)->lang, LANG_ES);
	assert_non_null(strstr(view(&s)->body, "Estas preguntas"));
	sitting_close(&s);
}

TEST(interview, a_form_without_the_clients_language_is_asked_about_first)
{
	struct sitting s;

	sitting_open(&s,
		"<section id='a'><title>A</title><question id='q' type='text'>"
		"<text>Q?</text></question></section>",
		"es");
	assert_int_equal(view(&s)->screen, SCREEN_OTHER_LANGUAGE);
	assert_non_null(strstr(view(&s)->ask, "solo está en inglés"));
	assert_false(act(&s, ACT_NEXT));
	assert_true(act(&s, ACT_YES));
	assert_int_equal(view(&s)->screen, SCREEN_WELCOME);
	sitting_close(&s);
	sitting_open(&s,
		"<section id='a'><title>A</title><question id='q' type='text'>"
		"<text>Q?</text></question></section>",
		"es");
	assert_true(act(&s, ACT_NO));
	assert_int_equal(interview_outcome(s.iv), OUTCOME_DECLINED);
	assert_string_equal(memory_story(&s.memory), "decline=no");
	sitting_close(&s);
}

/* A part without Spanish, that was left by going back after another language was on. */
TEST(interview, going_on_in_another_language_leads_to_the_question_that_was_next)
{
	struct sitting s;

	sitting_open(&s,
		"<section id='s'><title>Part</title><question id='q' type='yes-no'>"
		"<text>Q?</text></question></section><include form='inner'>"
		"<form id='inner' version='1' xml:lang='en'><title>Inner</title>"
		"<section id='t'><title>In</title><question id='r' type='yes-no'>"
		"<text>R?</text></question><question id='u' type='yes-no'><text>U?</text>"
		"</question></section></form></include>"
		"<translation xml:lang='es'><t of='title'>Prueba</t><t of='s'>Parte</t>"
		"<t of='q'>¿Q?</t></translation>",
		"es");
	begin(&s);
	answer(&s, "1");
	assert_int_equal(view(&s)->screen, SCREEN_OTHER_LANGUAGE);
	act(&s, ACT_YES);
	act(&s, ACT_SKIP);
	act(&s, ACT_BACK);
	act(&s, ACT_LANGUAGE);
	act(&s, ACT_LANGUAGE);
	act(&s, ACT_BACK);
	act(&s, ACT_NEXT);
	assert_int_equal(view(&s)->screen, SCREEN_OTHER_LANGUAGE);
	act(&s, ACT_YES);
	assert_string_equal(view(&s)->title, "R?");
	sitting_close(&s);
}

TEST(interview, the_welcome_says_who_reads_it_how_soon_and_that_answers_are_saved)
{
	struct sitting s;
	const char *body;

	sitting_open(&s, two_tongues, "en");
	body = view(&s)->body;
	assert_non_null(strstr(body, "the therapist you will meet, before your session"));
	assert_non_null(strstr(body, "Each answer is saved at once"));
	assert_non_null(strstr(body, "skip any question"));
	assert_true(view(&s)->sample);
	sitting_close(&s);
}

TEST(interview, consent_needs_its_own_answer_and_shows_the_lines_first)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	act(&s, ACT_NEXT);
	assert_int_equal(view(&s)->screen, SCREEN_CONSENT);
	assert_non_null(strstr(view(&s)->crisis, "call or text 000-1"));
	assert_false(act(&s, ACT_NEXT));
	assert_int_equal(s.memory.events.count, 0);
	assert_true(act(&s, ACT_YES));
	assert_string_equal(memory_story(&s.memory), "consent=yes");
	assert_int_equal(s.memory.events.count, 5);
	assert_string_equal(s.memory.events.at[1].key, "client");
	assert_string_equal(s.memory.events.at[1].value, "C-1");
	assert_string_equal(s.memory.events.at[2].value, "en");
	assert_string_equal(s.memory.events.at[3].value, "line");
	assert_int_equal(view(&s)->screen, SCREEN_CODE);
	assert_string_equal(view(&s)->code, "217-8D3H0-WHDN7");
	sitting_close(&s);
}

TEST(interview, no_and_talk_are_full_answers_and_nothing_else_is_kept)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	act(&s, ACT_NEXT);
	act(&s, ACT_TALK);
	assert_int_equal(view(&s)->screen, SCREEN_DECLINED);
	assert_int_equal(interview_outcome(s.iv), OUTCOME_DECLINED);
	assert_string_equal(memory_story(&s.memory), "decline=talk");
	assert_non_null(strstr(view(&s)->crisis, "000-1"));
	assert_false(act(&s, ACT_YES));
	sitting_close(&s);
}

TEST(interview, two_hundred_enters_stop_at_the_first_choice)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	for (int i = 0; i < 200; i++)
		assert_false(act(&s, ACT_NEXT));
	assert_string_equal(view(&s)->title, "I could not feel emotions.");
	assert_string_equal(
		view(&s)->error, "Choose one answer, or skip. Skipping is fine.");
	assert_string_equal(memory_story(&s.memory), "consent=yes");
	sitting_close(&s);
}

TEST(interview, an_answer_in_hand_is_stored_only_when_the_client_goes_on)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	assert_true(say(&s, "often"));
	assert_true(view(&s)->in_hand);
	assert_true(view(&s)->options[3].on);
	assert_string_equal(memory_story(&s.memory), "consent=yes");
	assert_true(act(&s, ACT_NEXT));
	assert_string_equal(memory_story(&s.memory), "consent=yes answer:far=often");
	assert_string_equal(view(&s)->confirm, "You chose 3, Often.");
	sitting_close(&s);
}

TEST(interview, going_on_without_a_change_stores_nothing_new)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	answer(&s, "2");
	act(&s, ACT_BACK);
	assert_string_equal(view(&s)->now, "2, Sometimes");
	assert_true(view(&s)->has_value);
	assert_true(act(&s, ACT_NEXT));
	assert_true(act(&s, ACT_BACK));
	assert_true(answer(&s, "2"));
	assert_string_equal(memory_story(&s.memory), "consent=yes answer:far=sometimes");
	sitting_close(&s);
}

TEST(interview, skip_and_i_dont_know_are_stored_as_reasons)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	assert_false(act(&s, ACT_DONT_KNOW)); /* not offered here */
	answer(&s, "3");
	act(&s, ACT_SKIP);
	assert_true(act(&s, ACT_DONT_KNOW));
	assert_string_equal(memory_story(&s.memory),
		"consent=yes answer:far=often answer:body=!skipped "
		"answer:since=!dont-know");
	sitting_close(&s);
}

TEST(interview, a_change_that_closes_a_question_keeps_what_was_said)
{
	struct sitting s;
	const struct item *since;

	sitting_open(&s, two_tongues, "en");
	since = form_item(s.form, "since");
	begin(&s);
	answer(&s, "3");
	act(&s, ACT_SKIP);
	answer(&s, "7");
	act(&s, ACT_BACK);
	act(&s, ACT_BACK);
	act(&s, ACT_BACK);
	answer(&s, "0");
	assert_int_equal(
		answers_value(interview_answers(s.iv), since).missing, MISSING_NOT_ASKED);
	assert_true(interview_answers(s.iv)->at[since->index].number > 6.5);
	act(&s, ACT_NEXT);
	assert_string_equal(view(&s)->title, "Anything to add?"); /* 3 is passed by */
	sitting_close(&s);
}

TEST(interview, trouble_with_a_typed_answer_is_said_with_its_range)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	assert_false(say(&s, "9"));
	assert_string_equal(view(&s)->error,
		"That is not one of the answers. Choose from 0 to 4, or skip.");
	answer(&s, "3");
	answer(&s, "3");
	assert_false(say(&s, "91"));
	assert_string_equal(view(&s)->error, "Give a number from 0 to 90, or skip.");
	assert_false(say(&s, "long ago"));
	assert_true(say(&s, "about 7"));
	assert_string_equal(view(&s)->now, "about 7");
	sitting_close(&s);
}

TEST(interview, none_of_these_clears_the_rest_and_the_rest_clear_it)
{
	struct sitting s;
	struct input tick = {.act = ACT_TOGGLE};

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	act(&s, ACT_SKIP_SECTION);
	act(&s, ACT_NEXT);
	tick.n = 0;
	interview_feed(s.iv, &tick);
	tick.n = 2;
	interview_feed(s.iv, &tick);
	assert_string_equal(view(&s)->now, "Mother; Grandparent");
	tick.n = 3;
	interview_feed(s.iv, &tick);
	assert_string_equal(view(&s)->now, "None of these");
	tick.n = 1;
	interview_feed(s.iv, &tick);
	assert_string_equal(view(&s)->now, "Father");
	interview_feed(s.iv, &tick);
	assert_false(view(&s)->has_value);
	assert_false(act(&s, ACT_NEXT));
	sitting_close(&s);
}

TEST(interview, a_sensitive_part_asks_before_and_says_something_after)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	act(&s, ACT_SKIP_SECTION);
	assert_int_equal(view(&s)->screen, SCREEN_NOTE);
	assert_string_equal(view(&s)->confirm, "You skipped this part.");
	assert_string_equal(view(&s)->body, "The next questions are about growing up.");
	assert_true(view(&s)->sensitive);
	act(&s, ACT_PAUSE);
	assert_int_equal(view(&s)->screen, SCREEN_PAUSE);
	assert_non_null(strstr(view(&s)->body, "feel both feet"));
	act(&s, ACT_NEXT);
	assert_int_equal(view(&s)->screen, SCREEN_NOTE);
	act(&s, ACT_NEXT);
	assert_string_equal(view(&s)->title, "Who looked after you?");
	act(&s, ACT_SKIP);
	act(&s, ACT_SKIP);
	assert_int_equal(view(&s)->screen, SCREEN_AFTER);
	act(&s, ACT_BACK);
	assert_string_equal(view(&s)->title, "When did you leave home?");
	act(&s, ACT_NEXT);
	act(&s, ACT_NEXT);
	assert_string_equal(view(&s)->title, "Thoughts of being better off dead?");
	sitting_close(&s);
}

TEST(interview, a_skipped_part_can_be_opened_by_going_back)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	answer(&s, "0");
	answer(&s, "0");
	act(&s, ACT_SKIP);
	act(&s, ACT_SKIP_SECTION); /* home, at its note */
	assert_string_equal(view(&s)->title, "Thoughts of being better off dead?");
	act(&s, ACT_BACK);
	assert_int_equal(view(&s)->screen, SCREEN_NOTE);
	act(&s, ACT_NEXT);
	assert_string_equal(view(&s)->title, "Who looked after you?");
	assert_non_null(
		strstr(memory_story(&s.memory), "section:home=skip section:home=open"));
	sitting_close(&s);
}

TEST(interview, a_part_skipped_from_a_question_opens_again_with_an_answer)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	answer(&s, "0");
	act(&s, ACT_SKIP_SECTION);
	act(&s, ACT_BACK);
	assert_string_equal(view(&s)->title, "My body felt far away.");
	assert_false(act(&s, ACT_NEXT)); /* part skipped is no answer */
	assert_true(answer(&s, "1"));
	assert_string_equal(view(&s)->title, "Anything to add?");
	assert_string_equal(memory_story(&s.memory),
		"consent=yes answer:far=never section:lately=skip section:lately=open "
		"answer:body=rarely");
	sitting_close(&s);
}

TEST(interview, overlays_return_where_they_came_from)
{
	static const enum act over[] = {
		ACT_WHY, ACT_HELP, ACT_PAUSE, ACT_HIDE, ACT_LEAVE, ACT_HELP};
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	say(&s, "2");
	for (size_t i = 0; i < COUNT_OF(over); i++) {
		assert_true(act(&s, over[i]));
		assert_int_not_equal(view(&s)->screen, SCREEN_QUESTION);
		assert_true(act(&s, ACT_NEXT));
		assert_int_equal(view(&s)->screen, SCREEN_QUESTION);
		assert_true(view(&s)->has_value); /* nothing was lost on the way */
	}
	act(&s, ACT_PAUSE);
	act(&s, ACT_HELP);
	act(&s, ACT_HIDE);
	act(&s, ACT_NEXT);
	act(&s, ACT_NEXT);
	assert_int_equal(view(&s)->screen, SCREEN_PAUSE);
	sitting_close(&s);
}

TEST(interview, help_lists_what_can_be_done_below_it_and_the_lines)
{
	struct sitting s;
	bool skip = false;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	act(&s, ACT_HELP);
	for (size_t i = 0; i < view(&s)->below_count; i++)
		skip = skip || view(&s)->below[i].act == ACT_SKIP;
	assert_true(skip);
	assert_non_null(strstr(view(&s)->crisis, "000-9"));
	sitting_close(&s);
}

TEST(interview, the_language_changes_at_any_question_and_is_stored)
{
	struct sitting s;
	struct input fr = {.act = ACT_LANGUAGE, .text = "fr"};

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	say(&s, "3");
	assert_true(act(&s, ACT_LANGUAGE));
	assert_string_equal(view(&s)->title, "No pude sentir emociones.");
	assert_string_equal(view(&s)->now, "3, A menudo");
	assert_string_equal(memory_story(&s.memory), "consent=yes lang=es");
	assert_false(interview_feed(s.iv, &fr));
	assert_int_equal(view(&s)->lang, LANG_ES);
	sitting_close(&s);
}

/* From the first question to the review, everything skipped but the two given. */
static void
to_review(struct sitting *s)
{
	begin(s);
	answer(s, "0");
	answer(s, "2");
	act(s, ACT_SKIP);
	act(s, ACT_SKIP_SECTION);
	answer(s, "0");
	answer(s, "yes");
}

TEST(interview, the_review_shows_answers_skips_and_parts_and_only_it_finishes)
{
	struct sitting s;
	const struct view *v;

	sitting_open(&s, two_tongues, "en");
	to_review(&s);
	v = view(&s);
	assert_int_equal(v->screen, SCREEN_REVIEW);
	assert_string_equal(v->body, "4 answered, 1 skipped, 1 part skipped.");
	assert_int_equal(v->row_count, 9); /* 3 headings, 5 answers, 1 skipped part */
	assert_int_equal(v->rows[0].number, 0);
	assert_string_equal(v->rows[2].answer, "2, Sometimes");
	assert_int_equal(v->rows[3].number, 4);
	assert_true(v->rows[3].missing);
	assert_string_equal(v->rows[5].label, "You skipped this part.");
	assert_false(act(&s, ACT_NEXT));
	assert_true(act(&s, ACT_FINISH));
	assert_int_equal(view(&s)->screen, SCREEN_DONE);
	assert_int_equal(interview_outcome(s.iv), OUTCOME_DONE);
	assert_non_null(strstr(view(&s)->crisis, "000-1"));
	sitting_close(&s);
}

TEST(interview, from_the_review_a_question_opens_and_leads_back_newly_open_ones_first)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	to_review(&s);
	assert_false(go_to(&s, 3)); /* closed by its condition */
	assert_false(go_to(&s, 99));
	assert_true(go_to(&s, 1));
	assert_string_equal(view(&s)->now, "0, Never");
	assert_true(answer(&s, "4"));
	assert_string_equal(view(&s)->title, "For about how many years?");
	assert_true(answer(&s, "7"));
	assert_int_equal(view(&s)->screen, SCREEN_REVIEW);
	assert_true(go_to(&s, 5)); /* the skipped part */
	assert_int_equal(view(&s)->screen, SCREEN_NOTE);
	assert_true(act(&s, ACT_NEXT));
	assert_true(answer(&s, "1"));
	assert_string_equal(view(&s)->title, "When did you leave home?");
	act(&s, ACT_SKIP);
	assert_int_equal(view(&s)->screen, SCREEN_AFTER);
	act(&s, ACT_NEXT);
	assert_int_equal(view(&s)->screen, SCREEN_REVIEW);
	sitting_close(&s);
}

TEST(interview, back_from_a_question_of_the_review_changes_nothing)
{
	struct sitting s;
	size_t count;

	sitting_open(&s, two_tongues, "en");
	to_review(&s);
	count = s.memory.events.count;
	go_to(&s, 2);
	act(&s, ACT_BACK);
	assert_int_equal(view(&s)->screen, SCREEN_REVIEW);
	assert_string_equal(view(&s)->rows[2].answer, "2, Sometimes");
	assert_int_equal(s.memory.events.count, count);
	sitting_close(&s);
}

TEST(interview, what_was_marked_is_kept_when_the_client_goes_elsewhere)
{
	static const enum act ways[] = {
		ACT_BACK, ACT_REVIEW, ACT_LEAVE, ACT_SKIP_SECTION};

	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		struct sitting s;

		sitting_open(&s, two_tongues, "en");
		begin(&s);
		answer(&s, "1");
		say(&s, "4");
		assert_null(strstr(memory_story(&s.memory), "body"));
		assert_true(act(&s, ways[i]));
		assert_non_null(strstr(memory_story(&s.memory), "answer:body=always"));
		sitting_close(&s);
	}
}

TEST(interview, a_flag_that_was_marked_is_met_before_the_client_leaves)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	act(&s, ACT_SKIP_SECTION);
	act(&s, ACT_SKIP_SECTION);
	say(&s, "2");
	act(&s, ACT_PAUSE);
	act(&s, ACT_LEAVE);
	assert_int_equal(view(&s)->screen, SCREEN_SAFETY);
	assert_true(act(&s, ACT_STOP));
	assert_int_equal(view(&s)->screen, SCREEN_SAVED);
	assert_string_equal(memory_story(&s.memory),
		"consent=yes section:lately=skip section:home=skip "
		"answer:better=sometimes safety:self_harm=shown safety:self_harm=stop "
		"stop");
	sitting_close(&s);
}

TEST(interview, skipping_drops_what_was_marked)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	say(&s, "4");
	assert_true(act(&s, ACT_SKIP));
	assert_string_equal(memory_story(&s.memory), "consent=yes answer:far=!skipped");
	sitting_close(&s);
}

TEST(interview, a_full_disk_keeps_nobody_from_leaving)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	say(&s, "4");
	s.memory.fails = true;
	assert_true(act(&s, ACT_LEAVE));
	assert_string_equal(view(&s)->error,
		"Your answer could not be saved. Please tell the staff.");
	assert_non_null(strstr(view(&s)->body, "Your other answers are saved."));
	assert_true(act(&s, ACT_YES));
	assert_int_equal(interview_outcome(s.iv), OUTCOME_STOPPED);
	assert_string_equal(view(&s)->error,
		"Your answer could not be saved. Please tell the staff.");
	sitting_close(&s);
}

TEST(interview, a_review_of_labels_shows_no_answer)
{
	struct sitting s;
	struct sink sink;
	const char *text = "<section id='s'><title>Part</title>"
			   "<question id='q' type='yes-no'><text>Is it?</text></question>"
			   "<question id='r' type='yes-no'><text>Was "
			   "it?</text></question></section>";

	s = (struct sitting){
		.options = {.mode = "line", .lang = "en"}
        };
	sink = (struct sink){&s.memory, memory_put, memory_code};
	s.form = form_of_with(&s.arena, "review='labels'", text);
	assert_non_null(s.form);
	s.iv = interview_new(s.form, &test_practice, &sink, &s.options);
	begin(&s);
	answer(&s, "yes");
	act(&s, ACT_SKIP);
	assert_int_equal(view(&s)->screen, SCREEN_REVIEW);
	assert_string_equal(view(&s)->rows[1].answer, "");
	assert_string_equal(view(&s)->rows[2].answer, "Skipped");
	sitting_close(&s);
}

TEST(interview, a_part_that_was_left_can_be_begun_again)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	answer(&s, "1");
	assert_int_equal(sitting_again(&s), 0);
	assert_true(act(&s, ACT_PART_AGAIN));
	assert_string_equal(view(&s)->title, "I could not feel emotions.");
	assert_true(view(&s)->has_value);
	sitting_close(&s);
}

TEST(interview, an_early_look_does_not_finish_and_goes_on_where_it_was)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	answer(&s, "0");
	act(&s, ACT_REVIEW);
	assert_int_equal(view(&s)->screen, SCREEN_REVIEW);
	assert_non_null(strstr(view(&s)->body, "more questions to come"));
	assert_false(act(&s, ACT_FINISH));
	assert_true(act(&s, ACT_NEXT));
	assert_string_equal(view(&s)->title, "My body felt far away.");
	sitting_close(&s);
}

TEST(interview, leaving_asks_once_and_the_code_is_shown_again)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	act(&s, ACT_LEAVE);
	assert_int_equal(view(&s)->screen, SCREEN_LEAVE);
	act(&s, ACT_NO);
	assert_int_equal(view(&s)->screen, SCREEN_QUESTION);
	act(&s, ACT_LEAVE);
	act(&s, ACT_YES);
	assert_int_equal(view(&s)->screen, SCREEN_SAVED);
	assert_string_equal(view(&s)->code, "217-8D3H0-WHDN7");
	assert_int_equal(interview_outcome(s.iv), OUTCOME_STOPPED);
	assert_string_equal(memory_story(&s.memory), "consent=yes stop");
	sitting_close(&s);
}

TEST(interview, the_end_of_input_saves_and_is_no_answer)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	act(&s, ACT_HANGUP);
	assert_int_equal(interview_outcome(s.iv), OUTCOME_STOPPED);
	assert_int_equal(s.memory.events.count, 0); /* nothing was begun */
	sitting_close(&s);
	sitting_open(&s, two_tongues, "en");
	begin(&s);
	say(&s, "3");
	act(&s, ACT_HANGUP);
	assert_string_equal(memory_story(&s.memory), "consent=yes stop");
	sitting_close(&s);
}

TEST(interview, an_answer_that_the_disk_refuses_is_not_acknowledged)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	say(&s, "3");
	s.memory.fails = true;
	assert_false(act(&s, ACT_NEXT));
	assert_string_equal(view(&s)->title, "I could not feel emotions.");
	assert_string_equal(view(&s)->error,
		"Your answer could not be saved. Please tell the staff.");
	assert_true(view(&s)->in_hand);
	assert_false(act(&s, ACT_SKIP));
	assert_false(act(&s, ACT_SKIP_SECTION));
	assert_int_equal(interview_answers(s.iv)->at[0].missing, MISSING_NOT_REACHED);
	s.memory.fails = false;
	assert_true(act(&s, ACT_NEXT));
	assert_string_equal(memory_story(&s.memory), "consent=yes answer:far=often");
	sitting_close(&s);
}

TEST(interview, a_start_that_the_disk_refuses_is_not_stored_twice)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	act(&s, ACT_NEXT);
	s.memory.fails = true;
	assert_false(act(&s, ACT_YES));
	assert_int_equal(view(&s)->screen, SCREEN_CONSENT);
	s.memory.fails = false;
	assert_true(act(&s, ACT_YES));
	assert_int_equal(s.memory.events.count, 5);
	sitting_close(&s);
}

TEST(interview, blank_is_for_paper_alone_and_is_not_asked_again)
{
	struct sitting s;
	struct sink sink = {&s.memory, memory_put, memory_code};

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	assert_false(act(&s, ACT_BLANK));
	interview_free(s.iv);
	s.options.paper = true;
	s.iv = interview_new(s.form, &test_practice, &sink, &s.options);
	begin(&s);
	for (int i = 0; i < 20 && view(&s)->screen != SCREEN_REVIEW; i++)
		assert_true(act(
			&s, view(&s)->screen == SCREEN_QUESTION ? ACT_BLANK : ACT_NEXT));
	assert_true(act(&s, ACT_FINISH));
	assert_int_equal(interview_answers(s.iv)->at[0].missing, MISSING_NOT_REACHED);
	sitting_close(&s);
}

TEST(interview, progress_says_part_question_and_at_most_how_many_are_left)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	assert_string_equal(view(&s)->section, "Part 1 of 3: Feelings");
	assert_string_equal(view(&s)->progress, "Question 1. At most 7 left.");
	answer(&s, "0"); /* closes question 3 */
	assert_string_equal(view(&s)->progress, "Question 2. At most 5 left.");
	act(&s, ACT_SKIP_SECTION);
	act(&s, ACT_SKIP_SECTION);
	assert_string_equal(view(&s)->progress, "Question 7. At most 1 left.");
	answer(&s, "0");
	assert_string_equal(view(&s)->progress, "Question 8. Last question.");
	sitting_close(&s);
}

TEST(interview, coming_back_stands_at_the_first_question_without_an_answer)
{
	struct sitting s;

	sitting_open(&s, two_tongues, "en");
	begin(&s);
	answer(&s, "0");
	act(&s, ACT_LANGUAGE);
	assert_int_equal(sitting_again(&s), 0);
	assert_int_equal(view(&s)->screen, SCREEN_WELCOME_BACK);
	assert_int_equal(view(&s)->lang, LANG_ES);
	assert_true(act(&s, ACT_REVIEW));
	assert_int_equal(view(&s)->row_count, 2);
	act(&s, ACT_NEXT);
	assert_string_equal(view(&s)->title, "Mi cuerpo se sintió lejos.");
	assert_string_equal(
		memory_story(&s.memory), "consent=yes answer:far=never lang=es resume");
	sitting_close(&s);
}

TEST(interview, a_record_at_its_end_or_of_another_form_is_not_replayed)
{
	struct sitting s;
	struct err err = ERR_NONE;
	struct event other = {EVENT_START, 1, "form", "other 1 00"};

	sitting_open(&s, two_tongues, "en");
	to_review(&s);
	act(&s, ACT_FINISH);
	assert_int_equal(sitting_again(&s), ERR_INVALID);
	s.memory.events.count = 0;
	assert_int_equal(sitting_again(&s), 0);
	assert_int_equal(interview_replay(s.iv, &other, 1, &err), ERR_INVALID);
	sitting_close(&s);
}
