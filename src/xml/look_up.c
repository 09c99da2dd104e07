/*
 * look_up.c - what a tree holds, by name; and where in the file a part of a text stands
 */
#include <string.h>

#include "base/utf8.h"
#include "xml/outline.h"

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

const struct xml_attribute *
xml_attribute(const struct xml_node *n, const char *name)
{
	for (size_t i = 0; i < n->attribute_count; i++)
		if (strcmp(n->attributes[i].name, name) == 0)
			return &n->attributes[i];
	return NULL;
}

const char *
xml_value(const struct xml_node *n, const char *name)
{
	const struct xml_attribute *found = xml_attribute(n, name);

	return found ? found->value : NULL;
}

struct place
xml_place(const struct xml_node *n, const char *name)
{
	const struct xml_attribute *found = xml_attribute(n, name);

	return found ? found->value_at : n->at;
}

struct place
xml_place_in(const struct xml_attribute *s, size_t offset)
{
	struct place at = s->value_at;
	const char *raw = s->raw, *end = s->raw + s->raw_size, *value = s->value;
	const char *stop = s->value + offset;

	while (raw < end && value < stop && *value) {
		size_t n = *raw == '&' ? outline_reference(raw, (size_t)(end - raw)) : 0;

		utf8_next(&value);
		at.column += n ? (int)n : 1;
		if (!n && *raw == '\n') {
			at.line++;
			at.column = 1;
		}
		if (n)
			raw += n;
		else
			utf8_next(&raw);
	}
	return at;
}

/* Behind a comment, or what begins or ends a CDATA part; NULL: no such thing here. */
static const char *
behind_mark(const char *raw)
{
	static const char open[] = "<![CDATA[", close[] = "]]>";

	if (strncmp(raw, "<!--", 4) == 0)
		return strstr(raw, "-->") + 3;
	if (strncmp(raw, open, strlen(open)) == 0)
		return raw + strlen(open);
	return strncmp(raw, close, strlen(close)) == 0 ? raw + strlen(close) : NULL;
}

/* One character on, or one reference. */
static const char *
step(const char *raw, struct place *at)
{
	size_t n = *raw == '&' ? outline_reference(raw, strlen(raw)) : 0;
	const char *next = raw;

	if (n)
		next += n;
	else
		utf8_next(&next);
	at->column += n ? (int)n : 1;
	if (*raw == '\n') {
		at->line++;
		at->column = 1;
	}
	return next;
}

/* Raw and tidy text side by side: a run of white space is one character, if any. */
struct place
xml_place_in_text(const struct xml_node *n, size_t offset)
{
	const char *raw = n->inside, *text = n->text, *stop = n->text + offset;
	struct place at = n->text_at; /* of the first character that is text */
	bool begun = false, gap = false;

	while (*raw) {
		const char *mark = behind_mark(raw), *behind = mark ? mark : raw + 1;

		if (*raw == '<' && !mark)
			break;
		if (mark || is_white(*raw)) {
			gap = gap || !mark;
			while (raw < behind)
				raw = begun ? step(raw, &at) : raw + 1;
			continue;
		}
		if (gap && is_white(*text))
			text++;
		gap = false;
		if (text >= stop || !*text)
			break;
		begun = true;
		raw = step(raw, &at);
		utf8_next(&text);
	}
	return at;
}

struct xml_node *
xml_child(const struct xml_node *n, const char *name)
{
	for (struct xml_node *c = n->first; c; c = c->next)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

struct xml_node *
xml_next(const struct xml_node *n)
{
	for (struct xml_node *c = n->next; c; c = c->next)
		if (strcmp(c->name, n->name) == 0)
			return c;
	return NULL;
}
