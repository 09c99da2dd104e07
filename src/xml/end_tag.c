/*
 * end_tag.c - </name>, and what it means when it is not the one expected
 */
#include <string.h>

#include "xml/walk.h"

static bool
may_hold(const struct xml_rule *r, struct slice child)
{
	for (const struct xml_child_rule *c = r->children; c->name; c++)
		if (strlen(c->name) == child.size &&
			memcmp(c->name, child.at, child.size) == 0)
			return true;
	return false;
}

/*
 * The start tag of name was left out: its text, or what it holds, stands inside of the
 * innermost open tag, which cannot hold it.  Where that begins; else the end tag's place.
 */
static struct place
place_of_left_out(const struct walk *w, struct slice name, struct place at)
{
	const struct xml_node *inside = walk_top(w);
	const struct xml_rule *left_out = walk_rule(w, name);
	const struct xml_rule *holder = walk_rule(w, walk_name_of(inside));

	if (!left_out || !holder)
		return at;
	if (left_out->text && !holder->text && inside->text_at.line)
		return inside->text_at;
	for (const struct xml_node *c = inside->first; c; c = c->next)
		if (!may_hold(holder, walk_name_of(c)) &&
			may_hold(left_out, walk_name_of(c)))
			return c->at;
	return at;
}

/* What is open is no tag of this document, and what is closed here is: a slip above. */
static bool
is_misspelt(const struct walk *w, struct slice open, struct slice closed)
{
	return w->table && !walk_rule(w, open) && walk_rule(w, closed);
}

/* An end tag that closes nothing open. */
static bool
fail_nothing_open(struct walk *w, struct slice name, struct place at)
{
	const struct xml_node *top = walk_top(w);
	const char *const names[] = {top->name}, *near;
	struct place from = place_of_left_out(w, name, at);

	near = diag_nearest(
		arena_strndup(w->arena, name.at, name.size), names, COUNT_OF(names));
	if (is_misspelt(w, walk_name_of(top), name))
		return fail(w, "xml-close", top->at,
			"there is no <%s>; did you mean <%.*s>? (line %d closes it so)",
			names[0], SLICE(name), at.line);
	if (near)
		return fail(w, "xml-close", at,
			"</%.*s> does not close <%s> (line %d); did you mean </%s>?",
			SLICE(name), near, top->at.line, near);
	if (from.line != at.line || from.column != at.column)
		return fail(w, "xml-close", from,
			"<%.*s> is missing before this (line %d closes it with </%.*s>)",
			SLICE(name), at.line, SLICE(name));
	return fail(w, "xml-close", at,
		"</%.*s> closes nothing: no <%.*s> is open here, but <%s> is (line %d)",
		SLICE(name), SLICE(name), names[0], top->at.line);
}

/* </name> that is not the innermost open one. */
static bool
fail_crossed(struct walk *w, struct slice name, struct place at)
{
	const struct xml_node *top = walk_top(w);

	if (!top)
		return fail(w, "xml-close", at,
			"</%.*s> closes nothing: no <%.*s> is open", SLICE(name),
			SLICE(name));
	for (size_t i = w->depth; i-- > 0;)
		if (walk_is_called(w->open[i].node, name))
			return fail(w, "xml-not-closed", top->at,
				"<%.60s> is opened here but never closed; add </%.60s> "
				"(noticed on line %d, where </%.*s> comes instead)",
				top->name, top->name, at.line, SLICE(name));
	return fail_nothing_open(w, name, at);
}

bool
walk_end_tag(struct walk *w)
{
	struct place at = w->place;
	struct slice name;

	walk_step(w, 2);
	name = walk_take_name(w);
	if (!name.size)
		return fail(
			w, "xml-close", at, "the name of the tag is missing behind </");
	if (!w->depth || !walk_is_called(walk_top(w), name))
		return fail_crossed(w, name, at);
	walk_skip_white(w);
	if (walk_peek(w) != '>')
		return fail(w, "xml-not-ended", at,
			"the tag </%.*s is never ended; add >", SLICE(name));
	walk_step(w, 1);
	w->open[--w->depth].node->end = w->at;
	return true;
}
