/*
 * score_topics.c - topics to explore: clinical.md 1.6, its modifiers, TOP-01 to TOP-05
 */
#include <string.h>

#include "answer/answer.h"
#include "score/score.h"
#include "unit/form_of.h"
#include "unit/test.h"

/* "a b" of the ids of a list. */
static const char *
ids(struct arena *a, const struct approach *const *list, size_t count)
{
	const char *all = "";

	for (size_t i = 0; i < count; i++)
		all = arena_printf(a, "%s%s%s", all, i ? " " : "", list[i]->id);
	return all;
}

static const struct scores *
scores_with(struct arena *a, const struct form *f, const char *answers)
{
	struct answers_line *lines;
	struct answers *got = answers_new(a, f);
	struct diags d;
	size_t count = 0;

	diags_init(&d, a);
	lines = answers_file_parse(a, f, "given", answers, strlen(answers), &d, &count);
	assert_int_equal(d.found.count, 0);
	answers_apply(got, lines, count);
	score_settle(f, got);
	return score_all(a, f, got, NULL);
}

static const struct topic_result *
topic_called(const struct form *f, const struct scores *s, const char *id)
{
	for (size_t i = 0; i < f->topic_count; i++)
		if (strcmp(f->topics[i].id, id) == 0)
			return &s->topics[i];
	fail_msg("no topic %s", id);
	return NULL;
}

/* Every sign in daily life at one level, then what differs. */
static const char *
signs(struct arena *a, const char *level, const char *more)
{
	const char *all = more;

	for (int i = 8; i >= 1; i--)
		all = arena_printf(a, "dl%d = %s\n%s", i, level, all);
	return all;
}

static const char *
without_line(struct arena *a, const char *text, const char *id)
{
	const char *from = strstr(text, id), *to = strchr(from, '\n') + 1;

	return arena_printf(a, "%.*s%s", (int)(from - text), text, to);
}

#define INTAKE "forms/numbness-intake.xml"
#define PACKET "forms/numbness-packet.xml"

TEST(score, top_01_an_approach_that_is_set_aside_is_out_of_every_line_and_listed)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of_file(&a, INTAKE);
	const char *given = without_line(
		&a, signs(&a, "never", "dl1 = often\nap6 = not_now\n"), "dl1 = never");
	const struct scores *s = scores_with(&a, f, given);
	const struct topic_result *t1 = topic_called(f, s, "t1");

	assert_int_equal(t1->state, TRUTH_YES);
	assert_true(t1->printed);
	assert_int_equal(t1->because_count, 1);
	assert_string_equal(t1->because[0]->id, "dl1");
	assert_string_equal(ids(&a, t1->approaches, t1->approach_count), "somatic");
	assert_string_equal(ids(&a, t1->set_aside, t1->set_aside_count), "grounding");
	assert_int_equal(s->topics_printed, 1);
	for (size_t i = 0; i < f->approach_count; i++)
		assert_int_equal(
			s->set_aside[i], !strcmp(f->approaches[i].id, "grounding"));
	arena_free(&a);
}

TEST(score, an_approach_that_did_not_help_is_set_aside_and_one_that_helped_is_not)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of_file(&a, INTAKE);
	const struct scores *s = scores_with(&a, f,
		signs(&a, "often", "ap6 = did_not_help\nap1 = helped\nap4 = !skipped\n"));
	const struct topic_result *t2 = topic_called(f, s, "t2");

	assert_string_equal(ids(&a, t2->approaches, t2->approach_count), "somatic parts");
	assert_string_equal(ids(&a, t2->set_aside, t2->set_aside_count), "grounding");
	arena_free(&a);
}

TEST(score, top_02_nothing_at_the_level_reaches_no_topic_and_enough_was_answered)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of_file(&a, INTAKE);
	const struct scores *s = scores_with(&a, f, signs(&a, "sometimes", ""));

	assert_int_equal(s->topics_printed, 0);
	assert_false(s->too_few);
	assert_non_null(strstr(form_words(&f->topics_none, 0),
		"No topic reached the rule's level. Low answers do not mean nothing is "
		"there"));
	arena_free(&a);
}

TEST(score, top_03_memories_wait_for_the_therapists_judgement)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of_file(&a, INTAKE);
	const struct scores *s = scores_with(&a, f, signs(&a, "never", "ch4 = very\n"));
	const struct topic_result *t11 = topic_called(f, s, "t11");

	assert_true(t11->printed);
	assert_string_equal(
		ids(&a, t11->approaches, t11->approach_count), "grounding emdr");
	assert_non_null(strstr(form_words(&t11->topic->note, 0),
		"when the therapist judges the client ready"));
	arena_free(&a);
}

TEST(score, top_04_a_part_that_was_skipped_is_not_a_no)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of_file(&a, INTAKE);
	const struct scores *s =
		scores_with(&a, f, signs(&a, "never", "[growing_up] = !skipped\n"));
	const struct topic_result *t9 = topic_called(f, s, "t9");

	assert_int_equal(t9->state, TRUTH_UNKNOWN);
	assert_false(t9->printed);
	assert_int_equal(t9->missing_count, 1);
	assert_string_equal(t9->missing[0]->id, "ch2");
	arena_free(&a);
}

TEST(score, top_05_too_few_answers_reach_no_topic_of_daily_life)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of_file(&a, INTAKE);
	const struct scores *s = scores_with(&a, f,
		"dl1 = almost_always\ndl2 = almost_always\ndl7 = almost_always\n"
		"stm4 = very_much\nch2 = very\n");

	assert_true(s->too_few);
	assert_non_null(form_words(&f->topics_too_few, 0));
	assert_int_equal(topic_called(f, s, "t1")->state, TRUTH_UNKNOWN);
	assert_int_equal(topic_called(f, s, "t2")->state, TRUTH_UNKNOWN);
	/* what does not look at daily life is told */
	assert_true(topic_called(f, s, "t9")->printed);
	arena_free(&a);
}

TEST(score, six_topics_are_printed_and_the_others_only_listed)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of_file(&a, INTAKE);
	const struct scores *s =
		scores_with(&a, f, signs(&a, "often", "stm2 = a_lot\nch2 = very\n"));
	size_t reached = 0;

	assert_int_equal(f->topic_max, 6);
	assert_int_equal(s->topics_printed, 6);
	for (size_t i = 0; i < f->topic_count; i++)
		reached += s->topics[i].state == TRUTH_YES;
	assert_true(reached > 6);
	assert_true(topic_called(f, s, "t6")->printed);
	assert_false(topic_called(f, s, "t9")->printed);
	assert_int_equal(topic_called(f, s, "t9")->state, TRUTH_YES);
	arena_free(&a);
}

TEST(score, a_safety_flag_comes_first_and_every_other_topic_waits)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of_file(&a, PACKET);
	const struct scores *s =
		scores_with(&a, f, signs(&a, "often", "phq9_9 = several_days\n"));
	const struct topic_result *t0 = topic_called(f, s, "t0");

	assert_true(t0->topic->safety);
	assert_true(t0->printed);
	assert_false(t0->waits);
	assert_string_equal(t0->because[0]->id, "phq9_9");
	assert_true(topic_called(f, s, "t1")->printed);
	assert_true(topic_called(f, s, "t1")->waits);
	s = scores_with(&a, f, signs(&a, "often", "phq9_9 = not_at_all\n"));
	assert_false(topic_called(f, s, "t1")->waits);
	arena_free(&a);
}

TEST(score, a_form_that_is_used_and_not_given_was_not_asked)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of_file(&a, INTAKE);
	const struct scores *s =
		scores_with(&a, f, signs(&a, "never", "ch4 = not_at_all\n"));

	assert_true(f->used_count > 0);
	assert_int_equal(topic_called(f, s, "t0")->state, TRUTH_NO);
	assert_true(topic_called(f, s, "t0")->topic->safety);
	assert_int_equal(topic_called(f, s, "t11")->state, TRUTH_NO);
	arena_free(&a);
}

TEST(score, a_topic_by_a_scale_names_the_scale_and_its_answers)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of_file(&a, PACKET);
	const struct scores *s = scores_with(&a, f,
		"ch4 = not_at_all\npcptsd5_event = yes\npcptsd5_1 = yes\npcptsd5_2 = "
		"yes\n"
		"pcptsd5_3 = yes\npcptsd5_4 = no\npcptsd5_5 = no\n");
	const struct topic_result *t11 = topic_called(f, s, "t11");

	assert_int_equal(t11->because_ref_count, 1);
	assert_string_equal(form_ref_id(f, t11->because_refs[0]), "pcptsd5");
	assert_int_equal(t11->because_count, 5);
	arena_free(&a);
}
