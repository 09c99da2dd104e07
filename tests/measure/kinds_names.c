/* kinds_names.c - mistakes with ids, codes and what refers to them */
#include "measure/mistake.h"

#include <string.h>

enum { WORDS_CAP = 256 };

static bool
is_reference(const struct doc *d, const struct setting *s)
{
	switch ((int)rule_of_setting(d, s)->kind) {
	case XML_ID:
	case XML_FORM_ID:
		return strcmp(s->name, "id") != 0 && strcmp(s->name, "code") != 0;
	case XML_IDS:
	case XML_REFERENCE:
		return true;
	default:
		return false;
	}
}

static bool
may_refer(const struct doc *d, const struct setting *s)
{
	return is_reference(d, s) || rule_of_setting(d, s)->kind == XML_CONDITION;
}

/* Does anything but its definition name this word?  Then a change of one is a mistake. */
static bool
is_used(const struct doc *d, const char *word)
{
	for (size_t i = 0; i < d->settings.count; i++)
		if (may_refer(d, &d->settings.at[i]) &&
			doc_word(d, d->settings.at[i].value_at, word, 0) != (size_t)-1)
			return true;
	for (size_t i = 0; i < d->tags.count; i++)
		if (strcmp(d->tags.at[i].name, "given") == 0 &&
			doc_word(d, doc_inside(&d->tags.at[i]), word, 0) != (size_t)-1)
			return true;
	return false;
}

static bool
is_own_id(const struct doc *d, const struct setting *s)
{
	return strcmp(s->name, "id") == 0 && d->tags.at[s->tag].parent != DOC_NO_PARENT &&
		rule_of_setting(d, s)->kind == XML_ID;
}

static bool
is_used_id(const struct doc *d, const struct setting *s)
{
	return is_own_id(d, s) && is_used(d, s->value);
}

/* A code that is named, and by a word that means no other list's. */
static bool
is_used_code(const struct doc *d, const struct setting *s)
{
	size_t same = 0;

	for (size_t i = 0; i < d->settings.count; i++)
		same += strcmp(d->settings.at[i].name, "code") == 0 &&
			strcmp(d->settings.at[i].value, s->value) == 0;
	return strcmp(s->name, "code") == 0 && same == 1 && is_used(d, s->value);
}

/* ---- at the definition ---- */

static bool
typo_at_home(struct mistake *m, const struct setting *s)
{
	const char *wrong = s ? slip(m, s->value) : NULL;

	if (!wrong)
		return false;
	mistake_spot_words(m, s->value);
	mistake_edit(m, s->value_at, wrong);
	mistake_culprit(m, wrong);
	mistake_culprit(m, s->value);
	return true;
}

static bool
typo_in_id(struct mistake *m)
{
	return typo_at_home(m, pick_setting(m, is_used_id));
}

static bool
typo_in_code(struct mistake *m)
{
	return typo_at_home(m, pick_setting(m, is_used_code));
}

static bool
id_twice(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_own_id);
	const struct setting *other = pick_setting(m, is_own_id);

	if (!s || s == other)
		return false;
	mistake_edit(m, s->value_at, other->value);
	mistake_spot(m, s->value_at.from);
	mistake_spot(m, other->value_at.from);
	mistake_culprit(m, other->value);
	return true;
}

/* The next answer of the same list has the same code. */
static bool
has_next_answer(const struct doc *d, const struct setting *s)
{
	const struct tag *t = &d->tags.at[s->tag], *next = t + 1;

	return strcmp(s->name, "code") == 0 && t->index + 1 < d->tags.count &&
		next->parent == t->parent && strcmp(next->name, "answer") == 0;
}

static bool
code_twice(struct mistake *m)
{
	const struct setting *s = pick_setting(m, has_next_answer), *next;

	if (!s)
		return false;
	next = doc_setting(m->doc, &m->doc->tags.at[s->tag + 1], "code");
	mistake_edit(m, next->value_at, s->value);
	mistake_spot(m, s->value_at.from);
	mistake_spot(m, next->value_at.from);
	mistake_culprit(m, s->value);
	return true;
}

static bool
left_out(struct mistake *m, const struct setting *s)
{
	const struct tag *t = s ? &m->doc->tags.at[s->tag] : NULL;

	if (!t)
		return false;
	mistake_spot_words(m, s->value);
	mistake_edit(m, (struct span){t->open.from, t->end}, "");
	mistake_culprit(m, s->value);
	return true;
}

static bool
is_used_question(const struct doc *d, const struct setting *s)
{
	const char *name = d->tags.at[s->tag].name;

	return is_used_id(d, s) &&
		(strcmp(name, "item") == 0 || strcmp(name, "question") == 0);
}

static bool
question_left_out(struct mistake *m)
{
	return left_out(m, pick_setting(m, is_used_question));
}

static bool
answer_left_out(struct mistake *m)
{
	return left_out(m, pick_setting(m, is_used_code));
}

/* ---- at the reference ---- */

/* One word of a value becomes another. */
static bool
change_word(struct mistake *m, struct span value,
	bool (*wrong)(struct mistake *, const char *, const char **))
{
	const char *text = doc_text(m->doc, value), *word, *other = NULL;
	struct span words[WORDS_CAP];
	size_t count = words_of(text, words, WORDS_CAP), i;
	struct span at;

	if (!count)
		return false;
	i = dice_throw(m, count);
	at = (struct span){value.from + words[i].from, value.from + words[i].to};
	word = doc_text(m->doc, at);
	if (!wrong(m, word, &other) || !other)
		return false;
	mistake_edit(m, at, other);
	mistake_spot(m, at.from);
	mistake_culprit(m, other);
	return true;
}

static bool
by_slip(struct mistake *m, const char *word, const char **ret)
{
	*ret = slip(m, word);
	return *ret != NULL;
}

static bool
typo_in_reference(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_reference);

	return s && change_word(m, s->value_at, by_slip);
}

static bool
is_translation(const struct doc *d, const struct setting *s)
{
	return rule_of_setting(d, s)->kind == XML_REFERENCE;
}

static bool
is_list(const struct doc *d, const struct setting *s)
{
	return rule_of_setting(d, s)->kind == XML_IDS;
}

/* Another thing's name: of another sort, so that it has no meaning here. */
static bool
to_a_section(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_list);
	const struct setting *section = NULL;

	for (size_t i = 0; i < m->doc->settings.count && !section; i++)
		if (is_own_id(m->doc, &m->doc->settings.at[i]) &&
			strcmp(m->doc->tags.at[m->doc->settings.at[i].tag].name,
				"section") == 0)
			section = &m->doc->settings.at[i];
	if (!s || !section)
		return false;
	mistake_insert(
		m, s->value_at.to, arena_printf(m->doc->arena, " %s", section->value));
	mistake_spot(m, s->value_at.to);
	mistake_culprit(m, section->value);
	return true;
}

static bool
is_given(const struct doc *d, const struct tag *t)
{
	(void)d;
	return strcmp(t->name, "given") == 0;
}

static bool
typo_in_given(struct mistake *m)
{
	const struct tag *t = pick_tag(m, is_given);

	return t && change_word(m, doc_inside(t), by_slip);
}

/* ---- translations ---- */

/* The tag whose words a key names; NULL: none. */
static const struct tag *
tag_of_key(const struct doc *d, const char *key)
{
	size_t dot = strcspn(key, ".");
	const char *part = key[dot] ? key + dot + 1 : NULL;
	const struct tag *own = NULL;

	for (size_t i = 0; i < d->tags.count && !own; i++) {
		const struct tag *t = &d->tags.at[i];
		const struct setting *id = doc_setting(d, t, "id");

		if (t->parent == 0 && !part && strcmp(t->name, key) == 0)
			return t; /* one of the form's own */
		if (id && t->parent != DOC_NO_PARENT && strlen(id->value) == dot &&
			strncmp(id->value, key, dot) == 0)
			own = t;
	}
	for (size_t i = own ? own->index + 1 : d->tags.count; i < d->tags.count; i++) {
		const struct tag *t = &d->tags.at[i];
		const struct setting *code = doc_setting(d, t, "code");

		if (t->parent != own->index)
			continue;
		if (part &&
			(strcmp(t->name, part) == 0 ||
				(code && strcmp(code->value, part) == 0)))
			return t;
		if (!part &&
			(strcmp(t->name, "text") == 0 || strcmp(t->name, "title") == 0 ||
				strcmp(t->name, "stem") == 0))
			return t;
	}
	return own;
}

/* Words that clients read; the others may stay in the form's own language. */
static bool
is_read_by_clients(const struct doc *d, const struct setting *s)
{
	static const char *const theirs[] = {"title", "welcome", "consent", "pause",
		"closing", "section", "grid", "item", "question", "answer", "answer-set"};
	const struct tag *t = is_translation(d, s) ? tag_of_key(d, s->value) : NULL;
	const struct tag *p = t ? parent_of(d, t) : NULL;

	for (size_t i = 0; t && i < sizeof(theirs) / sizeof(theirs[0]); i++) {
		if (p && p->parent == DOC_NO_PARENT && strcmp(t->name, theirs[i]) == 0)
			return true;
		if (p && p->parent != DOC_NO_PARENT && i > 4 &&
			strcmp(p->name, theirs[i]) == 0)
			return true;
	}
	return false;
}

static bool
translation_left_out(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_read_by_clients);
	const struct tag *t, *text;

	if (!s)
		return false;
	t = &m->doc->tags.at[s->tag];
	text = tag_of_key(m->doc, s->value);
	mistake_edit(m, (struct span){t->open.from, t->end}, "");
	mistake_spot(m, t->open.from);
	mistake_spot(m, text->open.from);
	mistake_spot(m, text->open.to + strspn(m->doc->bytes + text->open.to, " \n"));
	mistake_culprit(m, s->value);
	return true;
}

static bool
translation_twice(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_translation);
	const struct tag *t;

	if (!s)
		return false;
	t = &m->doc->tags.at[s->tag];
	mistake_insert(m, t->end,
		arena_printf(m->doc->arena, " %s",
			doc_text(m->doc, (struct span){t->open.from, t->end})));
	mistake_spot(m, t->open.from);
	mistake_spot(m, t->end);
	mistake_culprit(m, s->value);
	return true;
}

static bool
translation_of_another(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_read_by_clients);
	const struct setting *other = pick_setting(m, is_translation);
	const struct tag *text;

	if (!s || s == other)
		return false;
	mistake_edit(m, s->value_at, other->value);
	mistake_spot(m, s->value_at.from);
	mistake_spot(m, other->value_at.from);
	text = tag_of_key(m->doc, s->value);
	mistake_spot(m, text->open.from);
	mistake_spot(m, text->open.to + strspn(m->doc->bytes + text->open.to, " \n"));
	mistake_culprit(m, other->value);
	mistake_culprit(m, s->value);
	return true;
}

static bool
is_translation_lang(const struct doc *d, const struct setting *s)
{
	return strcmp(d->tags.at[s->tag].name, "translation") == 0;
}

static bool
translation_to_another_language(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_translation_lang);

	if (!s)
		return false;
	mistake_edit(m, s->value_at, "fr");
	mistake_spot(m, s->value_at.from);
	mistake_spot(
		m, doc_setting(m->doc, &m->doc->tags.at[0], "languages")->value_at.from);
	mistake_culprit(m, "fr");
	mistake_culprit(m, s->value);
	return true;
}

static bool
is_languages(const struct doc *d, const struct setting *s)
{
	(void)d;
	return strcmp(s->name, "languages") == 0;
}

static bool
language_without_translation(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_languages);

	if (!s)
		return false;
	mistake_insert(m, s->value_at.to, " fr");
	mistake_spot(m, s->value_at.to);
	mistake_culprit(m, "fr");
	return true;
}

const struct kind name_kinds[] = {
	{"typo in an id that is used",        typo_in_id,                      NULL},
	{"typo in a code that is used",       typo_in_code,                    NULL},
	{"id of another thing",               id_twice,                        NULL},
	{"code of the answer before",         code_twice,                      NULL},
	{"question left out that is used",    question_left_out,               NULL},
	{"answer left out that is used",      answer_left_out,                 NULL},
	{"typo in a reference",               typo_in_reference,               NULL},
	{"reference to a section",            to_a_section,                    NULL},
	{"typo in an example's answers",      typo_in_given,                   NULL},
	{"translation left out",              translation_left_out,            NULL},
	{"translation twice",                 translation_twice,               NULL},
	{"translation of another text",       translation_of_another,          NULL},
	{"translation into another language", translation_to_another_language, NULL},
	{"language without translation",      language_without_translation,    NULL},
	{NULL,				NULL,			    NULL},
};
