/* kinds_conditions.c - mistakes inside conditions */
#include "measure/mistake.h"

#include <string.h>

#include "expr/expr.h"

enum { WORDS_CAP = 256 };

static const char *const phrases[] = {"at", "least", "most", "more", "less", "than",
	"one", "of", "is", "not", "and", "or", "includes", "answered", "count_answered"};

static bool
is_condition(const struct doc *d, const struct setting *s)
{
	return rule_of_setting(d, s)->kind == XML_CONDITION;
}

static bool
is_phrase(const char *word)
{
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if (strcmp(phrases[i], word) == 0)
			return true;
	return false;
}

/* Is word the value of a setting of that name? */
static bool
is_named(const struct doc *d, const char *setting, const char *word)
{
	for (size_t i = 0; i < d->settings.count; i++)
		if (strcmp(d->settings.at[i].name, setting) == 0 &&
			strcmp(d->settings.at[i].value, word) == 0)
			return true;
	return false;
}

static bool
is_id(const struct doc *d, const char *word)
{
	return !is_phrase(word) && is_named(d, "id", word);
}

static bool
is_code(const struct doc *d, const char *word)
{
	return !is_phrase(word) && !is_id(d, word) && is_named(d, "code", word);
}

/* One word of a condition that fits. */
static bool
pick_word(struct mistake *m, bool (*fits)(const struct doc *, const char *),
	struct span *ret)
{
	size_t seen = 0;

	for (size_t i = 0; i < m->doc->settings.count; i++) {
		const struct setting *s = &m->doc->settings.at[i];
		struct span words[WORDS_CAP];
		size_t count = is_condition(m->doc, s)
			? words_of(s->value, words, WORDS_CAP)
			: 0;

		for (size_t k = 0; k < count; k++) {
			struct span at = {s->value_at.from + words[k].from,
				s->value_at.from + words[k].to};

			if (fits(m->doc, doc_text(m->doc, at)) && !dice_throw(m, ++seen))
				*ret = at;
		}
	}
	return seen > 0;
}

static bool
put(struct mistake *m, struct span at, const char *wrong, const char *culprit)
{
	if (!wrong)
		return false;
	mistake_edit(m, at, wrong);
	mistake_spot(m, at.from);
	mistake_culprit(m, culprit ? culprit : wrong);
	return true;
}

static bool
typo_in_name(struct mistake *m)
{
	struct span at;

	return pick_word(m, is_id, &at) &&
		put(m, at, slip(m, doc_text(m->doc, at)), NULL);
}

static bool
typo_in_code(struct mistake *m)
{
	struct span at;

	return pick_word(m, is_code, &at) &&
		put(m, at, slip(m, doc_text(m->doc, at)), NULL);
}

/* A code of another list, which has none of that name. */
static bool
code_of_another_list(struct mistake *m)
{
	const char *word, *other = NULL;
	struct span at;
	size_t seen = 0;

	if (!pick_word(m, is_code, &at))
		return false;
	word = doc_text(m->doc, at);
	for (size_t i = 0; i < m->doc->settings.count; i++) {
		const struct setting *s = &m->doc->settings.at[i];
		const struct tag *list = parent_of(m->doc, &m->doc->tags.at[s->tag]);
		bool apart = strcmp(s->name, "code") == 0;

		/* not where the right word stands too, nor in a list joined to it */
		for (size_t k = 0; apart && k < m->doc->settings.count; k++) {
			const struct setting *o = &m->doc->settings.at[k];
			const struct tag *ot =
				parent_of(m->doc, &m->doc->tags.at[o->tag]);

			if (strcmp(o->name, "code") != 0 ||
				strcmp(o->value, s->value) != 0)
				continue;
			apart = doc_word(m->doc, doc_inside(ot), word, 0) == (size_t)-1;
		}
		apart = apart &&
			!doc_setting(m->doc, &m->doc->tags.at[s->tag], "missing");
		if (apart && list && !dice_throw(m, ++seen))
			other = s->value;
	}
	return put(m, at, other, NULL);
}

static bool
is_is(const struct doc *d, const char *word)
{
	(void)d;
	return strcmp(word, "is") == 0;
}

static bool
two_signs(struct mistake *m)
{
	struct span at;

	return pick_word(m, is_is, &at) && put(m, at, "==", "=");
}

static bool
is_and(const struct doc *d, const char *word)
{
	(void)d;
	return strcmp(word, "and") == 0;
}

static bool
is_or(const struct doc *d, const char *word)
{
	(void)d;
	return strcmp(word, "or") == 0;
}

static bool
two_ampersands(struct mistake *m)
{
	struct span at;

	return pick_word(m, is_and, &at) && put(m, at, "&&", "&");
}

static bool
escaped_ampersands(struct mistake *m)
{
	struct span at;

	return pick_word(m, is_and, &at) && put(m, at, "&amp;&amp;", "&");
}

static bool
two_bars(struct mistake *m)
{
	struct span at;

	return pick_word(m, is_or, &at) && put(m, at, "||", "|");
}

static bool
joined(const struct doc *d, const char *word)
{
	return is_and(d, word) || is_or(d, word);
}

static bool
comma_for_and(struct mistake *m)
{
	struct span at;

	return pick_word(m, joined, &at) && put(m, at, ",", "comma");
}

static bool
and_left_out(struct mistake *m)
{
	struct span at;

	return pick_word(m, joined, &at) && put(m, at, "", doc_text(m->doc, at));
}

static bool
phrase(const struct doc *d, const char *word)
{
	(void)d;
	return is_phrase(word) && strlen(word) > 2;
}

static bool
typo_in_phrase(struct mistake *m)
{
	struct span at;

	return pick_word(m, phrase, &at) &&
		put(m, at, slip(m, doc_text(m->doc, at)), NULL);
}

static bool
one_word(struct mistake *m)
{
	static const struct {
		const char *right, *wrong;
	} glued[] = {
		{"at least",  "atleast" },
                {"more than", "morethan"},
		{"less than", "lessthan"},
                {"one of",    "oneof"   },
                {"at most",   "atmost"  }
        };
	const struct setting *s = pick_setting(m, is_condition);

	for (size_t i = 0; s && i < sizeof(glued) / sizeof(glued[0]); i++) {
		const char *found = strstr(s->value, glued[i].right);
		struct span at;

		if (!found)
			continue;
		at.from = s->value_at.from + (size_t)(found - s->value);
		at.to = at.from + strlen(glued[i].right);
		return put(m, at, glued[i].wrong, NULL);
	}
	return false;
}

static bool
is_left_out(struct mistake *m)
{
	struct span at;

	if (!pick_word(m, is_is, &at))
		return false;
	mistake_culprit(
		m, "and"); /* two conditions beside each other: as good a reading */
	return put(m, at, "", "is");
}

static bool
curly_code(struct mistake *m)
{
	struct span at;

	return pick_word(m, is_code, &at) &&
		put(m, at, arena_printf(m->doc->arena, "‘%s’", doc_text(m->doc, at)),
			"curly");
}

static bool
with_bracket(const struct doc *d, const struct setting *s)
{
	return is_condition(d, s) && strchr(s->value, ')');
}

static bool
bracket_left_out(struct mistake *m)
{
	const struct setting *s = pick_setting(m, with_bracket);
	char sign = dice_throw(m, 2) ? '(' : ')';
	struct span at;

	if (!s)
		return false;
	at.from = s->value_at.from + strcspn(s->value, sign == '(' ? "(" : ")");
	at.to = at.from + 1;
	mistake_culprit(m, ")");
	mistake_culprit(m, "brackets"); /* "a list looks like this: (a, b, c)" */
	mistake_culprit(m, "list");
	return put(m, at, " ", "(");
}

static bool
unfinished(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_condition);

	return s && put(m, (struct span){s->value_at.to, s->value_at.to}, " and", "end");
}

static bool
chained(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_condition);

	mistake_culprit(m, "comparison");
	return s &&
		put(m, (struct span){s->value_at.to, s->value_at.to},
			" is less than 3 is less than 9", "at a time");
}

/* A question that comes behind all others. */
static bool
later_question(struct mistake *m)
{
	const struct setting *last = NULL;
	struct span at;

	for (size_t i = 0; i < m->doc->tags.count; i++) {
		const char *name = m->doc->tags.at[i].name;

		if (strcmp(name, "item") == 0 || strcmp(name, "question") == 0)
			last = doc_setting(m->doc, &m->doc->tags.at[i], "id");
	}
	for (int tries = 0; tries < 40; tries++) {
		const struct setting *s = pick_setting(m, is_condition);

		if (!s || strcmp(s->name, "show-if") != 0 || s > last)
			continue;
		at = s->value_at;
		return put(m, at,
			arena_printf(m->doc->arena, "%s is answered", last->value),
			last->value);
	}
	return false;
}

/* The question that a condition asks about is moved behind it. */
static bool
question_moved(struct mistake *m)
{
	for (int tries = 0; tries < 60; tries++) {
		const struct setting *s = pick_setting(m, is_condition), *id = NULL;
		struct span words[WORDS_CAP];
		size_t count = s ? words_of(s->value, words, WORDS_CAP) : 0;
		const struct tag *to, *from;

		if (!count || strcmp(s->name, "show-if") != 0)
			continue;
		to = &m->doc->tags.at[s->tag];
		for (size_t i = 0; i < m->doc->settings.count; i++)
			if (strcmp(m->doc->settings.at[i].name, "id") == 0 &&
				doc_word(m->doc, s->value_at,
					m->doc->settings.at[i].value, 0) != (size_t)-1)
				id = &m->doc->settings.at[i];
		from = id ? &m->doc->tags.at[id->tag] : NULL;
		if (!from || strcmp(from->name, "question") != 0 ||
			from->index > to->index || strcmp(to->name, "question") != 0)
			continue;
		mistake_edit(m, (struct span){from->open.from, from->end}, "");
		mistake_insert(m, to->end,
			doc_text(m->doc, (struct span){from->open.from, from->end}));
		mistake_spot(m, s->value_at.from);
		mistake_spot(m, from->open.from);
		mistake_spot(m, to->end);
		mistake_culprit(m, id->value);
		return true;
	}
	return false;
}

const struct kind condition_kinds[] = {
	{"typo in a condition's question",      typo_in_name,         NULL},
	{"typo in a condition's answer",        typo_in_code,         NULL},
	{"answer of another list",              code_of_another_list, NULL},
	{"== for is",			   two_signs,            NULL},
	{"&& for and",			  two_ampersands,       NULL},
	{"&amp;&amp; for and",                  escaped_ampersands,   NULL},
	{"|| for or",			   two_bars,             NULL},
	{"comma for and, or",                   comma_for_and,        NULL},
	{"and, or left out",                    and_left_out,         NULL},
	{"typo in the words between",           typo_in_phrase,       NULL},
	{"two words in one: atleast",           one_word,             NULL},
	{"is left out",			 is_left_out,          NULL},
	{"curly quotes in a condition",         curly_code,           NULL},
	{"bracket left out",                    bracket_left_out,     NULL},
	{"condition not finished",              unfinished,           NULL},
	{"two comparisons in one",              chained,              NULL},
	{"question that is asked later",        later_question,       NULL},
	{"question moved behind its condition", question_moved,       NULL},
	{NULL,				  NULL,                 NULL},
};
