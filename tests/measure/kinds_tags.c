/* kinds_tags.c - mistakes with tags: misspelt, lost, crossed, in the wrong place */
#include "measure/mistake.h"

#include <string.h>

#include "base/arena.h"

static struct span
name_in_start(const struct tag *t)
{
	return (struct span){t->open.from + 1, t->open.from + 1 + strlen(t->name)};
}

static struct span
name_in_end(const struct tag *t)
{
	return (struct span){t->close.from + 2, t->close.from + 2 + strlen(t->name)};
}

static bool
any(const struct doc *d, const struct tag *t)
{
	(void)d;
	return strlen(t->name) > 1;
}

static bool
has_end(const struct doc *d, const struct tag *t)
{
	(void)d;
	return !t->empty;
}

static bool
has_end_inside(const struct doc *d, const struct tag *t)
{
	return !t->empty && parent_of(d, t);
}

static bool
has_no_end(const struct doc *d, const struct tag *t)
{
	(void)d;
	return t->empty;
}

static bool
holds_text(const struct doc *d, const struct tag *t)
{
	(void)d;
	return rule_named(t->name)->text && !t->empty;
}

static bool
holds_tags(const struct doc *d, const struct tag *t)
{
	(void)d;
	return !rule_named(t->name)->text && !t->empty;
}

/* ---- names ---- */

static bool
rename_tag(
	struct mistake *m, const struct tag *t, bool start, bool end, const char *wrong)
{
	if (!wrong)
		return false;
	if (start)
		mistake_edit(m, name_in_start(t), wrong);
	if (end && !t->empty)
		mistake_edit(m, name_in_end(t), wrong);
	mistake_spot(m, start ? t->open.from : t->close.from);
	mistake_culprit(m, wrong);
	return true;
}

static bool
typo_both(struct mistake *m)
{
	const struct tag *t = pick_tag(m, any);

	return t && rename_tag(m, t, true, true, slip(m, t->name));
}

static bool
typo_start(struct mistake *m)
{
	const struct tag *t = pick_tag(m, has_end);

	return t && rename_tag(m, t, true, false, slip(m, t->name));
}

static bool
typo_end(struct mistake *m)
{
	const struct tag *t = pick_tag(m, has_end);

	return t && rename_tag(m, t, false, true, slip(m, t->name));
}

static bool
capital(struct mistake *m)
{
	const struct tag *t = pick_tag(m, any);
	char *wrong = arena_strdup(m->doc->arena, t->name);

	wrong[0] = (char)(wrong[0] - 'a' + 'A');
	return rename_tag(m, t, true, true, wrong);
}

/* ---- lost parts ---- */

static bool
cut_out(struct mistake *m, const struct tag *t, struct span what)
{
	if (!t)
		return false;
	mistake_edit(m, what, "");
	mistake_spot(m, what.from);
	mistake_culprit(m, t->name);
	return true;
}

static bool
no_end_tag(struct mistake *m)
{
	const struct tag *t = pick_tag(m, has_end);

	mistake_spot(m, t->open.from);
	return cut_out(m, t, t->close);
}

static bool
no_start_tag(struct mistake *m)
{
	const struct tag *t = pick_tag(m, has_end_inside);
	size_t inside;

	if (!t)
		return false;
	inside = t->open.to + strspn(m->doc->bytes + t->open.to, " \t\n");
	mistake_spot(m, inside);
	return cut_out(m, t, t->open);
}

static bool
no_slash_in_end(struct mistake *m)
{
	const struct tag *t = pick_tag(m, has_end);

	return cut_out(m, t, (struct span){t->close.from + 1, t->close.from + 2});
}

static bool
no_slash_in_empty(struct mistake *m)
{
	const struct tag *t = pick_tag(m, has_no_end);

	if (t)
		mistake_spot(m, t->open.from);
	return t && cut_out(m, t, (struct span){t->open.to - 2, t->open.to - 1});
}

static bool
no_more_in_start(struct mistake *m)
{
	const struct tag *t = pick_tag(m, has_end);

	mistake_spot(m, t->open.from);
	return cut_out(m, t, (struct span){t->open.to - 1, t->open.to});
}

static bool
no_more_in_end(struct mistake *m)
{
	const struct tag *t = pick_tag(m, has_end);

	mistake_spot(m, t->close.from);
	return cut_out(m, t, (struct span){t->close.to - 1, t->close.to});
}

static bool
no_less_in_start(struct mistake *m)
{
	const struct tag *t = pick_tag(m, any);

	return cut_out(m, t, (struct span){t->open.from, t->open.from + 1});
}

static bool
no_less_in_end(struct mistake *m)
{
	const struct tag *t = pick_tag(m, has_end);

	mistake_spot(m, t->open.from);
	return cut_out(m, t, (struct span){t->close.from, t->close.from + 1});
}

static bool
end_twice(struct mistake *m)
{
	const struct tag *t = pick_tag(m, has_end);

	mistake_insert(m, t->end, doc_text(m->doc, t->close));
	mistake_spot(m, t->end);
	mistake_culprit(m, t->name);
	return true;
}

static bool
ends_its_parent(const struct doc *d, const struct tag *t)
{
	const struct tag *p = parent_of(d, t);

	return p && !t->empty &&
		t->end + strspn(d->bytes + t->end, " \t\n") == p->close.from &&
		strcmp(p->name, t->name) != 0;
}

static bool
crossed(struct mistake *m)
{
	const struct tag *t = pick_tag(m, ends_its_parent), *p;

	if (!t)
		return false;
	p = parent_of(m->doc, t);
	mistake_edit(m, t->close, doc_text(m->doc, p->close));
	mistake_edit(m, p->close, doc_text(m->doc, t->close));
	mistake_spot(m, t->open.from);
	mistake_spot(m, t->close.from);
	mistake_spot(m, p->close.from);
	mistake_culprit(m, t->name);
	mistake_culprit(m, p->name);
	return true;
}

/* ---- the wrong place ---- */

static bool
has_parent(const struct doc *d, const struct tag *t)
{
	return parent_of(d, t) != NULL;
}

static bool
wrong_nesting(struct mistake *m)
{
	const struct tag *t = pick_tag(m, has_parent);

	for (int tries = 0; t && tries < 50; tries++) {
		const struct tag *into = pick_tag(m, has_end);

		if ((into->index >= t->index && into->open.from < t->end) ||
			rule_of_child(rule_named(into->name), t->name))
			continue;
		mistake_edit(m, (struct span){t->open.from, t->end}, "");
		mistake_insert(m, into->open.to,
			doc_text(m->doc, (struct span){t->open.from, t->end}));
		mistake_spot(m, into->open.to);
		mistake_spot(m, t->open.from);
		mistake_spot(m, parent_of(m->doc, t)->open.from); /* which lacks it now */
		mistake_culprit(m, t->name);
		return true;
	}
	return false;
}

/* The sibling right before t, where it must come before. */
static const struct tag *
must_follow(const struct doc *d, const struct tag *t)
{
	const struct tag *p = parent_of(d, t), *before = NULL;
	const struct xml_rule *r = p ? rule_named(p->name) : NULL;

	for (size_t i = 0; p && i < t->index; i++)
		if (d->tags.at[i].parent == p->index)
			before = &d->tags.at[i];
	if (!before ||
		rule_of_child(r, before->name)->order >= rule_of_child(r, t->name)->order)
		return NULL;
	return before;
}

static bool
is_ordered(const struct doc *d, const struct tag *t)
{
	return must_follow(d, t) != NULL;
}

static bool
wrong_order(struct mistake *m)
{
	const struct tag *t = pick_tag(m, is_ordered), *before;
	struct span first, second;

	if (!t)
		return false;
	before = must_follow(m->doc, t);
	first = (struct span){before->open.from, before->end};
	second = (struct span){t->open.from, t->end};
	mistake_edit(m, first, "");
	mistake_insert(m, t->end, doc_text(m->doc, first));
	mistake_spot(m, t->open.from);
	mistake_spot(m, second.to);
	mistake_culprit(m, t->name);
	mistake_culprit(m, before->name);
	return true;
}

static bool
is_needed(const struct doc *d, const struct tag *t)
{
	const struct tag *p = parent_of(d, t);
	const struct xml_child_rule *c =
		p ? rule_of_child(rule_named(p->name), t->name) : NULL;
	size_t same = 0;

	for (size_t i = 0; c && i < d->tags.count; i++)
		same += d->tags.at[i].parent == p->index &&
			strcmp(d->tags.at[i].name, t->name) == 0;
	return c && same == 1 && (c->many == XML_ONCE || c->many == XML_MORE);
}

static bool
needed_left_out(struct mistake *m)
{
	const struct tag *t = pick_tag(m, is_needed);

	if (!t)
		return false;
	mistake_spot(m, parent_of(m->doc, t)->open.from);
	return cut_out(m, t, (struct span){t->open.from, t->end});
}

static bool
stands_once(const struct doc *d, const struct tag *t)
{
	const struct tag *p = parent_of(d, t);
	const struct xml_child_rule *c =
		p ? rule_of_child(rule_named(p->name), t->name) : NULL;

	return c && (c->many == XML_ONCE || c->many == XML_MAYBE);
}

static bool
twice(struct mistake *m)
{
	const struct tag *t = pick_tag(m, stands_once);
	struct span whole;

	if (!t)
		return false;
	whole = (struct span){t->open.from, t->end};
	mistake_insert(
		m, t->end, arena_printf(m->doc->arena, " %s", doc_text(m->doc, whole)));
	mistake_spot(m, t->open.from);
	mistake_spot(m, t->end);
	mistake_culprit(m, t->name);
	return true;
}

/* ---- words ---- */

static bool
stray_words(struct mistake *m)
{
	const struct tag *t = pick_tag(m, holds_tags);

	mistake_insert(m, t->open.to, " ask in person ");
	mistake_spot(m, t->open.to);
	mistake_culprit(m, "ask in person");
	return true;
}

static bool
words_left_out(struct mistake *m)
{
	const struct tag *t = pick_tag(m, holds_text);

	mistake_edit(m, doc_inside(t), "");
	mistake_spot(m, t->open.from);
	mistake_culprit(m, t->name);
	return true;
}

static bool
bold(struct mistake *m)
{
	const struct tag *t = pick_tag(m, holds_text);
	size_t at = t->open.to + strspn(m->doc->bytes + t->open.to, " \t\n");

	mistake_insert(m, at, "<b>");
	mistake_insert(m, t->close.from, "</b>");
	mistake_spot(m, at);
	mistake_culprit(m, "b");
	return true;
}

static bool
line_break(struct mistake *m)
{
	const struct tag *t = pick_tag(m, holds_text);
	size_t at = t->open.to + strspn(m->doc->bytes + t->open.to, " \t\n");

	at += strcspn(m->doc->bytes + at, " <");
	mistake_insert(m, at, "<br>");
	mistake_spot(m, at);
	mistake_culprit(m, "br");
	return true;
}

const struct kind tag_kinds[] = {
	{"typo in a tag, at both ends",   typo_both,         NULL},
	{"typo in a start tag",           typo_start,        NULL},
	{"typo in an end tag",            typo_end,          NULL},
	{"tag with a capital letter",     capital,           NULL},
	{"end tag left out",              no_end_tag,        NULL},
	{"start tag left out",            no_start_tag,      NULL},
	{"end tag twice",                 end_twice,         NULL},
	{"crossed end tags",              crossed,           NULL},
	{"end tag without its /",         no_slash_in_end,   NULL},
	{"/> without its /",              no_slash_in_empty, NULL},
	{"start tag without its >",       no_more_in_start,  NULL},
	{"end tag without its >",         no_more_in_end,    NULL},
	{"start tag without its <",       no_less_in_start,  NULL},
	{"end tag without its <",         no_less_in_end,    NULL},
	{"tag in the wrong place",        wrong_nesting,     NULL},
	{"tags in the wrong order",       wrong_order,       NULL},
	{"needed tag left out",           needed_left_out,   NULL},
	{"tag twice where one can stand", twice,             NULL},
	{"words between tags",            stray_words,       NULL},
	{"words of a tag left out",       words_left_out,    NULL},
	{"bold words, as on a web page",  bold,              NULL},
	{"line break, as on a web page",  line_break,        NULL},
	{NULL,			    NULL,              NULL},
};
