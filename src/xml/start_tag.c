/*
 * start_tag.c - <name this="that">
 */
#include <string.h>

#include "xml/walk.h"

/* Does the next tag begin before this one ends?  Then its ">" was forgotten. */
static bool
is_never_ended(const struct walk *w)
{
	const char *less = memchr(w->at, '<', walk_left(w));
	const char *more = memchr(w->at, '>', walk_left(w));

	return !more || (less && less < more);
}

/* "<givennumb_1 = often": the tag that a longer name begins with, else all of it. */
static struct slice
known_part(const struct walk *w, struct slice name)
{
	struct slice part = name;

	while (part.size && !walk_rule(w, part))
		part.size--;
	return part.size ? part : name;
}

static bool
fail_never_ended(struct walk *w, const struct xml_node *tag)
{
	struct slice name = known_part(w, walk_name_of(tag));

	return fail(w, "xml-not-ended", tag->at, "the tag <%.*s is never ended; add >",
		SLICE(name));
}

/* A "<" inside quotes: was the quote forgotten, or is it meant as "less than"? */
static bool
fail_less_in_value(struct walk *w, const struct xml_attribute *s, char quote)
{
	const char *close = memchr(w->at, quote, walk_left(w));
	const char *line = memchr(w->at, '\n', walk_left(w));
	bool ends_well = close && (!line || close < line) && close + 1 < w->end &&
		(walk_is_white(close[1]) || close[1] == '>' || close[1] == '/') &&
		!memchr(w->at, '>', (size_t)(close - w->at));

	if (ends_well)
		return fail(w, "xml-less", w->place,
			"write &lt; instead of < (and in a condition write \"is less "
			"than\")");
	return fail(w, "xml-quote", s->value_at,
		"the quotation mark before the value of %.60s is never closed", s->name);
}

/* Directly behind a closing quote: the next name, the end of the tag, or nonsense. */
static bool
fail_behind_value(struct walk *w, const struct xml_node *tag)
{
	struct walk ahead = *w;

	walk_take_name(&ahead);
	walk_skip_white(&ahead);
	if (walk_starts_name(*w->at) && walk_peek(&ahead) == '=')
		return fail(w, "xml-space", w->place, "a space is missing here");
	if (is_never_ended(w))
		return fail_never_ended(w, tag);
	return fail(w, "xml-name", w->place, "this does not belong inside a tag");
}

static bool
walk_quoted(struct walk *w, const struct xml_node *tag, struct xml_attribute *s)
{
	char quote = walk_peek(w);
	const char stops[] = {quote, '<', '&'};

	walk_step(w, 1);
	s->value_at = w->place;
	s->raw = w->at;
	for (;;) {
		walk_step(w, walk_until(w, stops));
		if (walk_peek(w) == '<')
			return fail_less_in_value(w, s, quote);
		if (walk_peek(w) != '&')
			break;
		if (!walk_reference(w, true))
			return false;
	}
	s->raw_size = (size_t)(w->at - s->raw);
	if (w->at == w->end)
		return fail(w, "xml-quote", s->value_at,
			"the quotation mark before the value of %.60s is never closed",
			s->name);
	walk_step(w, 1);
	if (walk_is_white(walk_peek(w)) || walk_peek(w) == '>' || walk_peek(w) == '/' ||
		walk_peek(w) == '?')
		return true;
	if (s->raw_size &&
		(memchr(s->raw, '>', s->raw_size) || s->raw[s->raw_size - 1] == '='))
		return fail(w, "xml-quote", s->value_at,
			"the quotation mark before the value of %.60s is never closed",
			s->name);
	return fail_behind_value(w, tag);
}

/* name="value" */
static bool
walk_setting(struct walk *w, const struct xml_node *tag)
{
	struct xml_attribute *s = vec_push(&w->scratch, &w->found);

	s->at = w->place;
	s->name = walk_keep(w, walk_take_name(w));
	walk_skip_white(w);
	if (walk_peek(w) != '=') {
		if (is_never_ended(w))
			return fail_never_ended(w, tag);
		return fail(w, "xml-value", s->at,
			"a value is missing here; write %.60s=\"...\"", s->name);
	}
	walk_step(w, 1);
	walk_skip_white(w);
	if (walk_is_curly(w->at, w->end))
		return fail(w, "xml-curly", w->place,
			"curly quotation marks do not work here; use plain \" quotes");
	if (walk_peek(w) != '"' && walk_peek(w) != '\'' && is_never_ended(w))
		return fail_never_ended(w, tag);
	if (walk_peek(w) != '"' && walk_peek(w) != '\'')
		return fail(w, "xml-quote", s->at,
			"the value of %.60s needs quotation marks: %.60s=\"...\"",
			s->name, s->name);
	if (!walk_quoted(w, tag, s))
		return false;
	for (const struct xml_attribute *before = w->found.at; before < s; before++)
		if (strcmp(before->name, s->name) == 0)
			return fail(w, "xml-twice", s->at,
				"%.60s is given twice in this <%.60s>", s->name,
				tag->name);
	return true;
}

/* Behind the last setting: ">" or "/>". */
static bool
end_tag(struct walk *w, struct xml_node *tag)
{
	tag->attribute_count = w->found.count;
	tag->attributes = arena_array(w->arena, w->found.count, sizeof(*w->found.at));
	if (w->found.count)
		memcpy(tag->attributes, w->found.at,
			w->found.count * sizeof(*w->found.at));
	if (walk_looking_at(w, "/>")) {
		walk_step(w, 2);
		tag->inside = tag->end = w->at;
		w->root_seen = true;
		return true;
	}
	if (walk_peek(w) == '/')
		return fail(
			w, "xml-not-ended", w->place, "write /> or >, without a space");
	walk_step(w, 1);
	tag->inside = w->at;
	if (w->depth == OUTLINE_DEPTH_CAP)
		return fail(w, "xml-deep", tag->at, "tags are nested too deeply here");
	w->open[w->depth++] = (struct walk_open){tag, &tag->first};
	w->root_seen = true;
	return true;
}

static struct xml_node *
add_node(struct walk *w)
{
	struct xml_node *n = arena_alloc(w->arena, sizeof(*n));
	struct walk_open *in = w->depth ? &w->open[w->depth - 1] : NULL;

	n->index = w->tags++;
	n->at = w->place;
	n->from = w->at;
	if (in) {
		n->parent = in->node;
		*in->tail = n;
		in->tail = &n->next;
	} else {
		w->root = n;
	}
	return n;
}

bool
walk_start_tag(struct walk *w)
{
	const char *start = w->at;
	struct xml_node *tag;

	if (!w->depth && w->root_seen)
		return fail(w, "xml-outside", w->place,
			"nothing can stand behind the last tag");
	tag = add_node(w);
	w->found.count = 0;
	walk_step(w, 1);
	tag->name = walk_keep(w, walk_take_name(w));
	for (;;) {
		bool apart = walk_skip_white(w);

		if (w->at - start > OUTLINE_TAG_CAP)
			return fail(w, "xml-long", tag->at,
				"this tag is too long: at most %d KiB",
				OUTLINE_TAG_CAP / 1024);
		if (walk_peek(w) == '>' || walk_peek(w) == '/')
			return end_tag(w, tag);
		if (w->at == w->end || *w->at == '<')
			return fail_never_ended(w, tag);
		if (walk_is_curly(w->at, w->end))
			return fail(w, "xml-curly", w->place,
				"curly quotation marks do not work here; use plain \" "
				"quotes");
		if (!apart || !walk_starts_name(*w->at))
			return is_never_ended(w)
				? fail_never_ended(w, tag)
				: fail(w, "xml-name", w->place,
					  "this does not belong inside a tag");
		if (!walk_setting(w, tag))
			return false;
	}
}
