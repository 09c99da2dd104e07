/* kinds_letters.c - mistakes with quotes, signs and special characters */
#include "measure/mistake.h"

#include <string.h>

static bool
any(const struct doc *d, const struct setting *s)
{
	(void)d;
	return s->value_at.to > s->value_at.from;
}

static bool
has_next(const struct doc *d, const struct setting *s)
{
	const struct tag *t = &d->tags.at[s->tag];

	return s + 1 < d->settings.at + t->first + t->count;
}

static bool
is_condition(const struct doc *d, const struct setting *s)
{
	return rule_of_setting(d, s)->kind == XML_CONDITION;
}

static bool
holds_text(const struct doc *d, const struct tag *t)
{
	(void)d;
	return rule_named(t->name)->text && !t->empty;
}

static bool
blame(struct mistake *m, const struct setting *s, size_t spot)
{
	mistake_spot(m, spot);
	mistake_culprit(m, s->name);
	return true;
}

/* ---- quotes and what stands between settings ---- */

static bool
no_first_quote(struct mistake *m)
{
	const struct setting *s = pick_setting(m, any);

	mistake_edit(m, (struct span){s->value_at.from - 1, s->value_at.from}, "");
	return blame(m, s, s->name_at.from);
}

static bool
no_last_quote(struct mistake *m)
{
	const struct setting *s = pick_setting(m, any);

	mistake_edit(m, (struct span){s->value_at.to, s->value_at.to + 1}, "");
	return blame(m, s, s->name_at.from);
}

static bool
no_quotes(struct mistake *m)
{
	const struct setting *s = pick_setting(m, any);

	mistake_edit(m, (struct span){s->value_at.from - 1, s->value_at.from}, "");
	mistake_edit(m, (struct span){s->value_at.to, s->value_at.to + 1}, "");
	return blame(m, s, s->name_at.from);
}

static bool
mixed_quotes(struct mistake *m)
{
	const struct setting *s = pick_setting(m, any);

	mistake_edit(m, (struct span){s->value_at.to, s->value_at.to + 1}, "'");
	return blame(m, s, s->name_at.from);
}

static bool
curly_quotes(struct mistake *m)
{
	const struct setting *s = pick_setting(m, any);

	mistake_edit(m, (struct span){s->value_at.from - 1, s->value_at.from}, "“");
	mistake_edit(m, (struct span){s->value_at.to, s->value_at.to + 1}, "”");
	mistake_culprit(m, "curly");
	return blame(m, s, s->name_at.from);
}

static bool
curly_last(struct mistake *m)
{
	const struct setting *s = pick_setting(m, any);

	mistake_edit(m, (struct span){s->value_at.to, s->value_at.to + 1}, "”");
	mistake_culprit(m, "curly");
	return blame(m, s, s->name_at.from);
}

static bool
no_equals(struct mistake *m)
{
	const struct setting *s = pick_setting(m, any);

	mistake_edit(m, (struct span){s->name_at.to, s->name_at.to + 1}, " ");
	return blame(m, s, s->name_at.from);
}

static bool
no_space(struct mistake *m)
{
	const struct setting *s = pick_setting(m, has_next);

	if (!s)
		return false;
	mistake_edit(m, (struct span){s->value_at.to + 1, s[1].name_at.from}, "");
	mistake_spot(m, s->name_at.from);
	mistake_culprit(m, "space");
	return true;
}

static bool
odd_space(struct mistake *m)
{
	const struct setting *s = pick_setting(m, has_next);

	if (!s)
		return false;
	mistake_edit(m, (struct span){s->value_at.to + 1, s[1].name_at.from}, "\xC2\xA0");
	mistake_spot(m, s->value_at.to);
	mistake_culprit(m, "space");
	return true;
}

static bool
setting_twice(struct mistake *m)
{
	const struct setting *s = pick_setting(m, any);

	mistake_insert(m, s->value_at.to + 1,
		arena_printf(m->doc->arena, " %s=\"%s\"", s->name, s->value));
	return blame(m, s, s->value_at.to);
}

/* ---- characters in words ---- */

/* Between two words of a text; in its middle where there is no space. */
static size_t
inside_words(struct mistake *m)
{
	const struct tag *t = pick_tag(m, holds_text);
	struct span in = doc_inside(t);
	const char *text = m->doc->bytes;
	size_t from = in.from + strspn(text + in.from, " \t\n"), seen = 0, at = from;

	for (size_t i = from; i + 1 < in.to; i++)
		if (text[i] == ' ' && text[i + 1] != ' ' && text[i + 1] != '\n' &&
			!dice_throw(m, ++seen))
			at = i;
	return at;
}

static bool
put_in_words(struct mistake *m, const char *what, const char *culprit)
{
	size_t at = inside_words(m);

	mistake_insert(m, at, what);
	mistake_spot(m, at);
	mistake_culprit(m, culprit);
	return true;
}

static bool
ampersand(struct mistake *m)
{
	return put_in_words(m, " & ", "&");
}

static bool
ampersand_in_value(struct mistake *m)
{
	const struct setting *s = pick_setting(m, any);

	mistake_insert(m, s->value_at.to, "&more");
	mistake_culprit(m, "&");
	return blame(m, s, s->value_at.from);
}

static bool
less(struct mistake *m)
{
	return put_in_words(m, " < ", "<");
}

static bool
less_three(struct mistake *m)
{
	return put_in_words(m, " <3 ", "<");
}

static bool
less_in_condition(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_condition);

	if (!s)
		return false;
	mistake_edit(m, s->value_at, "1 < 2");
	mistake_culprit(m, "<");
	return blame(m, s, s->value_at.from);
}

static bool
entity(struct mistake *m)
{
	return put_in_words(m, "&nbsp;", "nbsp");
}

static bool
wrong_encoding(struct mistake *m)
{
	static const char *const bytes[] = {"\xF1", "\xE9", "\x92", "\x93", "\xBF"};

	return put_in_words(m, bytes[dice_throw(m, 5)], "UTF-8");
}

static bool
invisible(struct mistake *m)
{
	static const char *const marks[] = {
		"\xE2\x80\xAE", "\xC2\x9B", "\x07", "\xEF\xBB\xBF", "\x7F"};

	return put_in_words(m, marks[dice_throw(m, 5)], "invisible");
}

static bool
wrong_first_line(struct mistake *m)
{
	static const char *const names[] = {
		"ISO-8859-1", "windows-1252", "UTF-16", "ascii"};
	const char *name = names[dice_throw(m, 4)];
	const char *at = strstr(m->doc->bytes, "UTF-8");

	mistake_edit(m,
		(struct span){
			(size_t)(at - m->doc->bytes), (size_t)(at - m->doc->bytes) + 5},
		name);
	mistake_spot(m, 0);
	mistake_culprit(m, name);
	return true;
}

static bool
line_before_the_first(struct mistake *m)
{
	mistake_insert(m, 0, "\n");
	mistake_spot(m, 0);
	mistake_spot(m, 1);
	mistake_culprit(m, "<?xml");
	return true;
}

static bool
doctype(struct mistake *m)
{
	const struct tag *root = &m->doc->tags.at[0];

	mistake_insert(m, root->open.from, "<!DOCTYPE form>\n");
	mistake_spot(m, root->open.from);
	mistake_culprit(m, "DOCTYPE");
	return true;
}

/* ---- comments ---- */

static const struct span *
pick_comment(struct mistake *m)
{
	size_t n = m->doc->comments.count;

	return n ? &m->doc->comments.at[dice_throw(m, n)] : NULL;
}

static bool
comment_without_end(struct mistake *m)
{
	const struct span *s = pick_comment(m);

	if (!s)
		return false;
	mistake_edit(m, (struct span){s->to - 3, s->to}, "");
	mistake_spot(m, s->from);
	mistake_culprit(m, "comment");
	return true;
}

static bool
comment_with_hyphens(struct mistake *m)
{
	const struct span *s = pick_comment(m);
	size_t at;

	if (!s)
		return false;
	at = s->from + 5 + dice_throw(m, s->to - s->from - 9);
	while (m->doc->bytes[at] != ' ' && at < s->to - 4)
		at++;
	mistake_insert(m, at, " -- ");
	mistake_spot(m, at);
	mistake_culprit(m, "hyphens");
	return true;
}

static bool
comment_in_comment(struct mistake *m)
{
	const struct span *s = pick_comment(m);

	if (!s)
		return false;
	mistake_insert(m, s->from, "<!-- ");
	mistake_insert(m, s->to, " -->");
	mistake_spot(m, s->from);
	mistake_culprit(m, "comment");
	return true;
}

const struct kind letter_kinds[] = {
	{"first quotation mark left out",    no_first_quote,        NULL},
	{"last quotation mark left out",     no_last_quote,         NULL},
	{"no quotation marks",               no_quotes,             NULL},
	{"a \" closed with a '",             mixed_quotes,          NULL},
	{"curly quotation marks",            curly_quotes,          NULL},
	{"curly mark at the end alone",      curly_last,            NULL},
	{"= left out",		       no_equals,             NULL},
	{"space left out in a tag",          no_space,              NULL},
	{"no-break space in a tag",          odd_space,             NULL},
	{"same setting twice",               setting_twice,         NULL},
	{"stray & in words",                 ampersand,             NULL},
	{"stray & in a value",               ampersand_in_value,    NULL},
	{"stray < in words",                 less,                  NULL},
	{"<3 in words",                      less_three,            NULL},
	{"< in a condition",                 less_in_condition,     NULL},
	{"&nbsp; as on a web page",          entity,                NULL},
	{"letter saved as Windows \"ANSI\"", wrong_encoding,        NULL},
	{"invisible character",              invisible,             NULL},
	{"wrong encoding in the first line", wrong_first_line,      NULL},
	{"empty line before the first",      line_before_the_first, NULL},
	{"DOCTYPE pasted in",                doctype,               NULL},
	{"comment without its end",          comment_without_end,   NULL},
	{"two hyphens in a comment",         comment_with_hyphens,  NULL},
	{"comment around a comment",         comment_in_comment,    NULL},
	{NULL,			       NULL,                  NULL},
};
