/* kinds_settings.c - mistakes with what stands inside a tag: names and values */
#include "measure/mistake.h"

#include <string.h>

#include "form/form.h"

static enum xml_kind
kind_of(const struct doc *d, const struct setting *s)
{
	return rule_of_setting(d, s)->kind;
}

static bool
any(const struct doc *d, const struct setting *s)
{
	(void)d;
	return strlen(s->name) > 1;
}

static bool
is_required(const struct doc *d, const struct setting *s)
{
	return rule_of_setting(d, s)->required;
}

static bool
is_word(const struct doc *d, const struct setting *s)
{
	return kind_of(d, s) == XML_WORDS || kind_of(d, s) == XML_YES_NO;
}

static bool
is_yes_no(const struct doc *d, const struct setting *s)
{
	return kind_of(d, s) == XML_YES_NO;
}

static bool
is_number(const struct doc *d, const struct setting *s)
{
	enum xml_kind k = kind_of(d, s);

	return k == XML_NUMBER || k == XML_WHOLE || k == XML_POSITIVE;
}

static bool
is_id(const struct doc *d, const struct setting *s)
{
	return kind_of(d, s) == XML_ID && strlen(s->value) > 1;
}

static bool
is_lang(const struct doc *d, const struct setting *s)
{
	return kind_of(d, s) == XML_LANG;
}

static bool
blame(struct mistake *m, const struct setting *s, const char *also)
{
	mistake_spot(m, s->name_at.from);
	mistake_spot(m, s->value_at.from);
	mistake_culprit(m, s->name);
	if (also)
		mistake_culprit(m, also);
	return true;
}

static bool
put_value(struct mistake *m, const struct setting *s, const char *value)
{
	if (!s || !value)
		return false;
	mistake_edit(m, s->value_at, value);
	return blame(m, s, *value ? value : NULL);
}

static bool
typo_in_name(struct mistake *m)
{
	const struct setting *s = pick_setting(m, any);
	const char *wrong = slip(m, s->name);

	if (!wrong)
		return false;
	mistake_edit(m, s->name_at, wrong);
	mistake_spot(m, s->name_at.from);
	mistake_culprit(m, wrong);
	return true;
}

static bool
capital_name(struct mistake *m)
{
	const struct setting *s = pick_setting(m, any);
	char *wrong = arena_strdup(m->doc->arena, s->name);

	wrong[0] = (char)(wrong[0] - 'a' + 'A');
	mistake_edit(m, s->name_at, wrong);
	mistake_spot(m, s->name_at.from);
	mistake_culprit(m, wrong);
	return true;
}

static bool
left_out(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_required);

	mistake_edit(m, (struct span){s->name_at.from - 1, s->value_at.to + 1}, "");
	mistake_spot(m, s->name_at.from - 1);
	mistake_spot(m, m->doc->tags.at[s->tag].open.from);
	mistake_culprit(m, s->name);
	return true;
}

/* One of another tag's. */
static bool
foreign(struct mistake *m)
{
	const struct setting *at = pick_setting(m, any);
	const struct tag *t = &m->doc->tags.at[at->tag];
	const struct xml_rule *own = rule_named(t->name);

	for (int tries = 0; tries < 50; tries++) {
		const struct setting *s = pick_setting(m, any);
		bool known = false;

		for (const struct xml_attribute_rule *a = own->attributes; a->name; a++)
			known = known || strcmp(a->name, s->name) == 0;
		if (known)
			continue;
		mistake_insert(m, at->value_at.to + 1,
			arena_printf(m->doc->arena, " %s=\"%s\"", s->name, s->value));
		mistake_spot(m, at->value_at.to);
		mistake_culprit(m, s->name);
		return true;
	}
	return false;
}

static bool
empty_value(struct mistake *m)
{
	return put_value(m, pick_setting(m, any), "");
}

static bool
typo_in_word(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_word);

	return s && put_value(m, s, slip(m, s->value));
}

static bool
true_for_yes(struct mistake *m)
{
	static const char *const words[] = {"true", "1", "Yes", "no!", "y"};

	return put_value(m, pick_setting(m, is_yes_no), words[dice_throw(m, 5)]);
}

static bool
number_in_letters(struct mistake *m)
{
	static const char *const words[] = {"two", "1O", "l", "3a", "?"};

	return put_value(m, pick_setting(m, is_number), words[dice_throw(m, 5)]);
}

static bool
number_with_comma(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_number);

	return s && put_value(m, s, arena_printf(m->doc->arena, "%s,5", s->value));
}

static bool
id_not_plain(struct mistake *m)
{
	static const char *const added[] = {" 2", "-b", ".x", "é", "!"};
	const struct setting *s = pick_setting(m, is_id);

	return s &&
		put_value(m, s,
			arena_printf(m->doc->arena, "%s%s", s->value,
				added[dice_throw(m, 5)]));
}

static bool
id_with_capital(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_id);
	char *wrong = s ? arena_strdup(m->doc->arena, s->value) : NULL;

	if (wrong)
		wrong[0] = (char)(wrong[0] - 'a' + 'A');
	return put_value(m, s, wrong);
}

static bool
odd_language(struct mistake *m)
{
	static const char *const words[] = {"english", "en_US", "EN", "spanish", "es ES"};

	return put_value(m, pick_setting(m, is_lang), words[dice_throw(m, 5)]);
}

const struct kind setting_kinds[] = {
	{"typo in a setting's name",          typo_in_name,      NULL},
	{"setting with a capital letter",     capital_name,      NULL},
	{"needed setting left out",           left_out,          NULL},
	{"setting of another tag",            foreign,           NULL},
	{"empty value",                       empty_value,       NULL},
	{"typo in a fixed word",              typo_in_word,      NULL},
	{"true, 1 or Yes for yes",            true_for_yes,      NULL},
	{"letters for a number",              number_in_letters, NULL},
	{"comma in a number",                 number_with_comma, NULL},
	{"id with a space, hyphen or accent", id_not_plain,      NULL},
	{"id with a capital letter",          id_with_capital,   NULL},
	{"language in words",                 odd_language,      NULL},
	{NULL,				NULL,              NULL},
};
