/*
 * walk.c - the cursor of the outline: characters, names, references
 */
#include <string.h>

#include "xml/walk.h"

bool
walk_is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool
walk_starts_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
		(unsigned char)c >= 0x80;
}

static bool
in_name(char c)
{
	return walk_starts_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

size_t
walk_left(const struct walk *w)
{
	return (size_t)(w->end - w->at);
}

char
walk_peek(const struct walk *w)
{
	return w->at < w->end ? *w->at : '\0';
}

bool
walk_looking_at(const struct walk *w, const char *text)
{
	size_t n = strlen(text);

	return walk_left(w) >= n && memcmp(w->at, text, n) == 0;
}

void
walk_step(struct walk *w, size_t n)
{
	const char *to = n < walk_left(w) ? w->at + n : w->end, *end;
	int columns = 0;

	while ((end = memchr(w->at, '\n', (size_t)(to - w->at))) != NULL) {
		w->place.line++;
		w->place.column = 1;
		w->at = end + 1;
	}
	for (const char *at = w->at; at < to;
		at++) /* is the next byte a character's first? */
		columns += (at[1] & 0xC0) != 0x80;
	w->place.column += columns;
	w->at = to;
}

bool
walk_skip_white(struct walk *w)
{
	size_t n = 0;

	while (w->at + n < w->end && walk_is_white(w->at[n]))
		n++;
	walk_step(w, n);
	return n > 0;
}

struct slice
walk_take_name(struct walk *w)
{
	struct slice name = {w->at, 0};

	while (w->at + name.size < w->end && in_name(w->at[name.size]))
		name.size++;
	walk_step(w, name.size);
	return name;
}

size_t
walk_until(const struct walk *w, const char *stops)
{
	size_t n = 0;

	while (w->at + n < w->end && w->at[n] != stops[0] && w->at[n] != stops[1] &&
		w->at[n] != stops[2])
		n++;
	return n;
}

static bool
is_same(const char *text, struct slice s)
{
	return strncmp(text, s.at, s.size) == 0 && !text[s.size];
}

bool
walk_is_called(const struct xml_node *n, struct slice name)
{
	return is_same(n->name, name);
}

const char *
walk_keep(struct walk *w, struct slice name)
{
	unsigned first = (unsigned char)*name.at;
	unsigned last = (unsigned char)name.at[name.size - (name.size > 0)];
	const char **kept =
		&w->names[(first + 7 * last + name.size) % COUNT_OF(w->names)];

	if (!*kept || !is_same(*kept, name))
		*kept = arena_strndup(w->arena, name.at, name.size);
	return *kept;
}

struct slice
walk_name_of(const struct xml_node *n)
{
	return (struct slice){n->name, strlen(n->name)};
}

struct xml_node *
walk_top(const struct walk *w)
{
	return w->depth ? w->open[w->depth - 1].node : NULL;
}

const struct xml_rule *
walk_rule(const struct walk *w, struct slice name)
{
	for (const struct xml_rule *r = w->table ? w->table->rules : NULL; r && r->name;
		r++)
		if (*r->name == *name.at && is_same(r->name, name))
			return r;
	return NULL;
}

bool
walk_is_curly(const char *at, const char *end)
{
	static const char *const curly[] = {"“", "”", "„", "‘", "’", "«", "»"};

	for (size_t i = 0; i < COUNT_OF(curly); i++)
		if ((size_t)(end - at) >= strlen(curly[i]) &&
			memcmp(at, curly[i], strlen(curly[i])) == 0)
			return true;
	return false;
}

/* What XML allows as a character, by number. */
static bool
is_character(unsigned long c)
{
	return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c < 0xD800) ||
		(c >= 0xE000 && c < 0xFFFE) || (c >= 0x10000 && c <= 0x10FFFF);
}

size_t
outline_reference(const char *text, size_t n)
{
	static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
	static const char hex_digits[] = "0123456789abcdef";
	unsigned long c = 0; /* i < 12: no more than 9 digits */
	size_t i = 2;
	bool hex;

	for (size_t k = 0; k < COUNT_OF(known); k++)
		if (n >= strlen(known[k]) &&
			memcmp(text, known[k], strlen(known[k])) == 0)
			return strlen(known[k]);
	if (n < 4 || text[1] != '#')
		return 0;
	hex = text[2] == 'x';
	for (i += hex; i < n && i < 12; i++) {
		const char *digit;

		if (text[i] == ';')
			return is_character(c) ? i + 1 : 0;
		digit = text[i] ? strchr(hex_digits, text[i] | 0x20) : NULL;
		if (!digit || (!hex && digit - hex_digits > 9))
			return 0;
		c = c * (hex ? 16 : 10) + (unsigned long)(digit - hex_digits);
	}
	return 0;
}

bool
walk_reference(struct walk *w, bool in_value)
{
	size_t n = outline_reference(w->at, walk_left(w)), name = 1;

	if (n) {
		walk_step(w, n);
		return true;
	}
	while (name < walk_left(w) && name < 12 && in_name(w->at[name]))
		name++;
	if (w->at[1] == '#')
		return fail(w, "xml-ampersand", w->place,
			"this is not the number of a character; write the character "
			"itself");
	if (name > 1 && name < walk_left(w) && w->at[name] == ';')
		return fail(w, "xml-ampersand", w->place,
			"%.*s; is not known here; write the character itself", (int)name,
			w->at);
	if (in_value)
		return fail(w, "xml-ampersand", w->place,
			"write &amp; instead of & (and in a condition write \"and\")");
	return fail(w, "xml-ampersand", w->place, "write &amp; instead of &");
}
