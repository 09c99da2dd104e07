/*
 * report_topics.c - topics, ways of working and the rules behind them, as they are read
 *
 * clinical.md 1.6 and its modifiers; TOP-01 to TOP-05.
 */
#include "unit/test.h"

#include "report/sample.h"

#define INTAKE "forms/numbness-intake.xml"
#define PACKET "forms/numbness-packet.xml"
#define SIGNS(level)                                                      \
	"dl2 = " level "\ndl3 = " level "\ndl4 = " level "\ndl5 = " level \
	"\ndl6 = " level "\ndl7 = " level "\ndl8 = " level "\n"

/* Every text of the pages in drawing order, joined by spaces. */
static const char *
report_of(struct sample *s, const char *form, const char *answers, enum lang lang)
{
	const struct pages *pages;
	struct buf b = BUF_NONE;
	const char *all;

	assert_true(sample_whole(s, form, "en", answers, lang));
	pages = sample_pages(s);
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
must_say(const char *all, const char *text)
{
	const char *at = strstr(all, text);

	if (!at)
		fail_msg("the report does not say: %s", text);
	return at;
}

static void
must_not_say(const char *all, const char *text)
{
	if (strstr(all, text))
		fail_msg("the report says: %s", text);
}

/* From one heading to the next. */
static const char *
between(struct sample *s, const char *all, const char *from, const char *to)
{
	const char *start = must_say(all, from), *end = must_say(start, to);

	return arena_strndup(&s->arena, start, (size_t)(end - start));
}

static const char *
topics_of(struct sample *s, const char *all)
{
	return between(s, all, "Possible topics to explore", "Ways of working: the");
}

TEST(report, top_01_a_topic_says_why_how_and_what_to_ask_without_what_was_set_aside)
{
	struct sample s;
	const char *all = report_of(
		&s, INTAKE, "dl1 = often\n" SIGNS("never") "ap6 = not_now\n", LANG_EN);
	const char *topics = topics_of(&s, all);
	const char *aside = between(&s, all, "Client asked to leave for later", "Pace");

	must_say(topics,
		"Made by fixed rules from the answers shown. Not a treatment "
		"recommendation; the therapist decides with the client.");
	must_say(topics, "Feeling far from oneself rule t1");
	must_say(topics, "Item 7: “It felt as if I was a long way from myself.”: Often");
	must_say(topics, "Somatic therapy");
	must_not_say(topics, "Grounding");
	must_say(topics, "When are you a little nearer to yourself?");
	must_not_say(topics, "rule t2");
	must_say(aside, "Grounding and nervous system regulation Not right now");
	sample_free(&s);
}

TEST(report, top_02_low_answers_are_not_taken_for_nothing)
{
	struct sample s;
	const char *all =
		report_of(&s, INTAKE, "dl1 = sometimes\n" SIGNS("sometimes"), LANG_EN);
	const char *topics = topics_of(&s, all);

	must_say(topics,
		"No topic reached the rule's level. Low answers do not mean nothing is "
		"there: numbness can make it hard to notice.");
	must_not_say(topics, "rule t");
	sample_free(&s);
}

TEST(report, top_03_emdr_waits_for_the_therapists_judgement)
{
	struct sample s;
	const char *all = report_of(
		&s, INTAKE, "dl1 = never\n" SIGNS("never") "ch4 = very\n", LANG_EN);
	const char *topics = topics_of(&s, all);

	must_say(topics, "Memories that may need care rule t11");
	must_say(topics, "EMDR when the therapist judges the client ready.");
	sample_free(&s);
}

TEST(report, top_04_a_part_the_client_left_out_is_not_pressed_and_its_rules_are_open)
{
	struct sample s;
	const char *all = report_of(&s, INTAKE,
		"dl1 = never\n" SIGNS("never") "[growing_up] = !skipped\n", LANG_EN);
	const char *rules =
		between(&s, all, "Rules behind the topics", "Notices and sources");

	must_say(all, "The client chose not to answer");
	must_not_say(topics_of(&s, all), "Feelings were not safe to show");
	must_say(rules, "t9 Feelings were not safe to show Rule: ch2 is at least mostly");
	must_say(rules, "Not decided. Items without an answer: 24");
	sample_free(&s);
}

TEST(report, top_05_too_few_answers_say_so_and_print_no_topic_of_daily_life)
{
	struct sample s;
	const char *all = report_of(&s, INTAKE,
		"dl1 = almost_always\ndl2 = almost_always\ndl7 = almost_always\n",
		LANG_EN);
	const char *topics = topics_of(&s, all);

	must_say(topics, "Not enough answers about daily life for its topics.");
	must_not_say(topics, "rule t");
	must_not_say(topics, "No topic reached");
	sample_free(&s);
}

TEST(report, six_topics_are_printed_and_all_rules_listed_at_the_end)
{
	struct sample s;
	const char *all = report_of(&s, INTAKE,
		"dl1 = often\n" SIGNS("often") "stm2 = a_lot\nch2 = very\n", LANG_EN);
	const char *topics = topics_of(&s, all);
	size_t count = 0;

	for (const char *at = topics; (at = strstr(at, "rule t")) != NULL; at++)
		count++;
	assert_int_equal(count, 6);
	must_not_say(topics, "rule t9");
	must_say(topics, "More topics reached their rule's level: 3.");
	must_say(all, "Reached, not printed: item 24");
	must_say(all, "Reached, printed: item 7");
	sample_free(&s);
}

TEST(report, a_safety_flag_is_the_first_topic_and_the_others_wait)
{
	struct sample s;
	const char *all = report_of(&s, PACKET,
		"dl1 = often\n" SIGNS("never") "phq9_9 = several_days\n", LANG_EN);
	const char *topics = topics_of(&s, all);
	const char *first = must_say(topics, "Safety first rule t0");
	const char *next = must_say(
		topics, "Feeling far from oneself after safety review · rule t1");

	assert_true(first < next);
	must_say(first, "hurting yourself in some way”: Several days");
	sample_free(&s);
}

TEST(report, steadiness_comes_before_memory_work)
{
	struct sample s;
	const char *all = report_of(&s, INTAKE, "dl1 = often\n" SIGNS("often"), LANG_EN);

	must_say(topics_of(&s, all),
		"Check steadiness and dissociation before memory work.");
	sample_free(&s);
}

TEST(report, strengths_are_quoted_as_they_were_written)
{
	struct sample s;
	const char *all = report_of(&s, INTAKE,
		"dl1 = never\n" SIGNS("never") "stm6 = \"My old dog, \\\"Bo\\\".\"\n",
		LANG_EN);
	const char *topics = topics_of(&s, all);

	must_say(topics, "In their words My old dog, \"Bo\".");
	must_not_say(topics, "Because");
	sample_free(&s);
}

TEST(report, ways_of_working_and_pace_say_what_the_client_said)
{
	struct sample s;
	const char *all = report_of(&s, INTAKE,
		"ap1 = curious\nap2 = did_not_help\nap3 = !skipped\npace1 = slow\n",
		LANG_EN);
	const char *ways = between(&s, all, "Ways of working: the", "Not answered");

	must_say(ways, "Somatic therapy I'm curious about this");
	must_say(ways, "Mindfulness-based therapy Skipped");
	must_say(must_say(ways, "or it did not help"),
		"Inner child work I've tried it and it did not help");
	must_say(must_say(ways, "Pace"), "What pace would feel right to start? Slow");
	sample_free(&s);
}

TEST(report, each_form_of_a_packet_is_named_with_its_version_and_its_owners_notice)
{
	struct sample s;
	const char *all = report_of(&s, PACKET, "phq9_1 = several_days\n", LANG_EN);

	must_say(all, "Patient Health Questionnaire (PHQ-9) · The last two weeks");
	must_say(all,
		"Patient Health Questionnaire (PHQ-9) (phq9, version 1). Developed by");
	must_say(all, "PTSD Checklist for DSM-5 (PCL-5) (pcl5, version 1).");
	sample_free(&s);
}

TEST(report, topics_speak_the_language_of_the_report)
{
	struct sample s;
	const char *all = report_of(&s, INTAKE, "dl1 = often\n" SIGNS("never"), LANG_ES);

	must_say(all, "Posibles temas para explorar");
	must_say(all, "Sentirse lejos de sí regla t1");
	must_say(all, "¿Cuándo está un poco más cerca de sí?");
	sample_free(&s);
}

TEST(report, a_form_without_topics_says_nothing_of_them)
{
	struct sample s;
	const char *all =
		report_of(&s, "forms/gad7.xml", "gad7_1 = several_days\n", LANG_EN);

	must_not_say(all, "topics");
	must_not_say(all, "Ways of working");
	sample_free(&s);
}
