/* interview_names.c - one list of acts, its keys and words, in every language */
#include <string.h>

#include "base/utf8.h"
#include "interview/internal.h"
#include "unit/test.h"

/* A lone key may not be what somebody types for yes or no. */
static bool
begins_yes_or_no(struct arena *a, enum lang lang, const char *key)
{
	const char *yes = utf8_fold(a, interview_word(a, ACT_YES, lang));
	const char *no = utf8_fold(a, interview_word(a, ACT_NO, lang));

	return strncmp(key, yes, strlen(key)) == 0 || strncmp(key, no, strlen(key)) == 0;
}

/* Every name of a move: its key, then its words. */
static const char *
name_of(const struct move *m, enum lang lang)
{
	enum text_id id = text_find(m->name);

	assert_int_not_equal(id, TEXT_COUNT);
	return text(lang, id);
}

static bool
share_a_name(struct arena *a, const char *one, const char *two)
{
	for (const char *p = one; *p; p += strcspn(p, "|"), p += *p == '|') {
		const char *name = utf8_fold(a, arena_strndup(a, p, strcspn(p, "|")));

		for (const char *q = two; *q; q += strcspn(q, "|"), q += *q == '|')
			if (strcmp(name,
				    utf8_fold(a, arena_strndup(a, q, strcspn(q, "|")))) ==
					0 &&
				strcmp(name, "enter") != 0)
				return true;
	}
	return false;
}

TEST(interview, no_two_acts_of_one_screen_share_a_key_or_a_word)
{
	struct arena a = ARENA_NONE;

	for (int lang = 0; lang < LANG_COUNT; lang++)
		for (size_t i = 0; i < move_count; i++)
			for (size_t k = i + 1; k < move_count; k++) {
				const struct move *m = &moves[i], *n = &moves[k];
				const char *one, *two;

				if (!m->name || !n->name || m->act == n->act ||
					!(m->screens & n->screens))
					continue;
				one = name_of(m, (enum lang)lang);
				two = name_of(n, (enum lang)lang);
				/* "?" is help unless a number or date may be unsure,
				 * where help has its own letter */
				if (strcmp(m->name, "act-not-sure") == 0 &&
					strcmp(n->name, "act-help") == 0)
					continue;
				if (share_a_name(&a, one, two))
					fail_msg("%s: \"%s\" and \"%s\"", m->name, one,
						two);
			}
	arena_free(&a);
}

TEST(interview, words_of_line_mode_clash_with_no_act_of_a_question_or_the_review)
{
	static const enum text_id own[] = {TEXT_LINE_WORD_AGAIN, TEXT_LINE_WORD_CHOICES,
		TEXT_LINE_WORD_WHERE, TEXT_LINE_WORD_MORE};
	const uint32_t where = 1u << SCREEN_QUESTION | 1u << SCREEN_REVIEW |
		1u << SCREEN_NOTE | 1u << SCREEN_AFTER;
	struct arena a = ARENA_NONE;

	for (int lang = 0; lang < LANG_COUNT; lang++)
		for (size_t i = 0; i < COUNT_OF(own); i++)
			for (size_t k = 0; k < move_count; k++) {
				bool review = own[i] == TEXT_LINE_WORD_MORE;
				uint32_t bits = review ? 1u << SCREEN_REVIEW : where;

				if (!moves[k].name || !(moves[k].screens & bits))
					continue;
				if (share_a_name(&a, text((enum lang)lang, own[i]),
					    name_of(&moves[k], (enum lang)lang)))
					fail_msg("\"%s\" and %s",
						text((enum lang)lang, own[i]),
						moves[k].name);
			}
	arena_free(&a);
}

TEST(interview, on_a_question_no_key_is_a_digit_or_begins_yes_or_no)
{
	struct arena a = ARENA_NONE;

	for (int lang = 0; lang < LANG_COUNT; lang++)
		for (size_t i = 0; i < move_count; i++) {
			const struct move *m = &moves[i];
			const char *name, *key;

			if (!m->name || !(m->screens & 1u << SCREEN_QUESTION))
				continue;
			name = name_of(m, (enum lang)lang);
			key = utf8_fold(&a, arena_strndup(&a, name, strcspn(name, "|")));
			assert_null(strpbrk(key, "0123456789"));
			if (strcmp(key, "enter") != 0)
				assert_false(begins_yes_or_no(&a, (enum lang)lang, key));
		}
	arena_free(&a);
}

TEST(interview, every_name_and_label_exists_in_every_language)
{
	for (int lang = 0; lang < LANG_COUNT; lang++)
		for (size_t i = 0; i < move_count; i++) {
			const struct move *m = &moves[i];

			assert_int_equal(m->name == NULL, m->label == NULL);
			if (!m->name)
				continue;
			assert_non_null(strchr(name_of(m, (enum lang)lang), '|'));
			assert_int_not_equal(text_find(m->label), TEXT_COUNT);
		}
}

TEST(interview, every_screen_before_the_end_can_be_hidden_and_hung_up)
{
	for (int s = 0; s < SCREEN_COUNT; s++) {
		bool end = s == SCREEN_DONE || s == SCREEN_SAVED || s == SCREEN_DECLINED;
		/* what shows nothing of the client need not be hidden */
		bool blank = s == SCREEN_HIDDEN || s == SCREEN_IDLE ||
			s == SCREEN_LOCKED || s >= SCREEN_START;
		bool hangs = false, hides = false;

		for (size_t i = 0; i < move_count; i++) {
			if (!(moves[i].screens & 1u << s))
				continue;
			hangs = hangs || moves[i].act == ACT_HANGUP;
			hides = hides || moves[i].act == ACT_HIDE;
		}
		assert_int_equal(hangs, !end);
		assert_int_equal(hides, !end && !blank);
	}
}
