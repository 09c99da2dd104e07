/* line_word.c - typed words to acts, by the words that the view and the catalogues give */
#include <string.h>

#include "base/utf8.h"
#include "console/line.h"

/* In the order of enum own_word. */
static const enum text_id own_words[] = {
	TEXT_COUNT, /* NONE */
	TEXT_LINE_WORD_AGAIN,
	TEXT_LINE_WORD_CHOICES,
	TEXT_LINE_WORD_WHERE,
	TEXT_LINE_WORD_MORE,
};

/* Is typed one of "b|back|previous"?  Case and accents do not matter. */
static bool
is_among(struct arena *a, const char *typed, const char *words)
{
	for (const char *p = words;;) {
		size_t n = strcspn(p, "|");

		if (strcmp(typed, utf8_fold(a, arena_strndup(a, p, n))) == 0)
			return true;
		p += n;
		if (!*p)
			return false;
		p++;
	}
}

const struct action *
line_action(const struct view *v, enum act act)
{
	for (size_t i = 0; i < v->action_count; i++)
		if (v->actions[i].act == act)
			return &v->actions[i];
	return NULL;
}

const char *
line_own_word(struct arena *a, enum own_word w, enum lang lang)
{
	const char *word = strchr(text(lang, own_words[w]), '|') + 1;

	return arena_strndup(a, word, strcspn(word, "|"));
}

/* What the client reads beside or behind a digit is an answer, whatever else it means. */
static bool
is_option(struct arena *a, const struct view *v, const char *typed)
{
	for (size_t i = 0; i < v->option_count; i++)
		if (strcmp(typed, v->options[i].digits) == 0 ||
			strcmp(typed, utf8_fold(a, v->options[i].label)) == 0)
			return true;
	return false;
}

/* A language by its name in itself, or its tag. */
static const char *
language_named(struct arena *a, const char *typed)
{
	static const enum text_id names[] = {TEXT_LANG_EN, TEXT_LANG_ES};

	_Static_assert(COUNT_OF(names) == LANG_COUNT, "a name for every language");
	for (int i = 0; i < LANG_COUNT; i++) {
		const char *tag = text_lang_tag((enum lang)i);

		if (strcmp(typed, tag) == 0 ||
			strcmp(typed, utf8_fold(a, text((enum lang)i, names[i]))) == 0)
			return tag;
	}
	return NULL;
}

/* A word for something that is possible elsewhere. */
static bool
is_known(struct arena *a, const char *typed, enum lang lang)
{
	for (int act = 0; act < ACT_COUNT; act++) {
		const char *word = utf8_fold(a, interview_word(a, (enum act)act, lang));

		if (*word && strcmp(typed, word) == 0)
			return true;
	}
	return false;
}

static bool
own_found(struct arena *a, const struct view *v, const char *typed, enum own_word *ret)
{
	for (size_t i = OWN_AGAIN; i < COUNT_OF(own_words); i++) {
		if (i == OWN_MORE && v->screen != SCREEN_REVIEW)
			continue;
		if (i == OWN_CHOICES && v->screen != SCREEN_QUESTION)
			continue;
		if (i == OWN_WHERE && v->screen >= SCREEN_START)
			continue; /* no client is anywhere yet */
		if (is_among(a, typed, text(v->lang, own_words[i]))) {
			*ret = (enum own_word)i;
			return true;
		}
	}
	return false;
}

struct typed
line_word(struct arena *a, const struct view *v, const char *line)
{
	struct typed t = {.kind = TYPED_ANSWER};
	const char *typed = utf8_fold(a, line);
	bool slash = typed[0] == '/';

	if (slash)
		typed = utf8_fold(a, typed + 1);
	else if (is_option(a, v, typed))
		return t;
	for (size_t i = 0; i < v->action_count; i++) {
		const struct action *act = &v->actions[i];

		if (strcmp(typed, utf8_fold(a, act->key)) == 0 ||
			is_among(a, typed, act->words)) {
			t.kind = TYPED_ACT;
			t.act = act->act;
			return t;
		}
	}
	if (own_found(a, v, typed, &t.own)) {
		t.kind = TYPED_OWN;
		return t;
	}
	t.lang = language_named(a, typed);
	if (t.lang && line_action(v, ACT_LANGUAGE)) {
		t.kind = TYPED_ACT;
		t.act = ACT_LANGUAGE;
		return t;
	}
	if (is_known(a, typed, v->lang))
		t.kind = TYPED_NOT_HERE;
	else if (slash)
		t.kind = TYPED_UNKNOWN;
	return t;
}
