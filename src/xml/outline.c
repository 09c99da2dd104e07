/*
 * outline.c - one walk over the text: where tags stand, and what is wrong first
 */
#include <string.h>

#include "xml/outline.h"

/* Where a walk is. */
struct walk {
	struct arena *arena;
	struct diags *diags;
	struct outline *out;
	const char *at, *end;
	struct place place;             /* of *at */
	size_t open[OUTLINE_DEPTH_CAP]; /* indices of the tags we are inside of */
	size_t depth, less;
	bool root_seen;
};

#define SLICE(s) (int)((s).size > 60 ? 60 : (s).size), (s).at

/* A mistake: said once, and the walk is over. */
#define fail(w, id, place, ...) \
	(diags_error((w)->diags, (id), (place), __VA_ARGS__), false)

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
starts_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
		(unsigned char)c >= 0x80;
}

static bool
in_name(char c)
{
	return starts_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static size_t
left(const struct walk *w)
{
	return (size_t)(w->end - w->at);
}

static char
peek(const struct walk *w)
{
	return w->at < w->end ? *w->at : '\0';
}

static bool
looking_at(const struct walk *w, const char *text)
{
	size_t n = strlen(text);

	return left(w) >= n && memcmp(w->at, text, n) == 0;
}

static void
step(struct walk *w, size_t n)
{
	for (; n && w->at < w->end; n--, w->at++) {
		if (*w->at == '\n') {
			w->place.line++;
			w->place.column = 1;
		} else if ((w->at[1] & 0xC0) != 0x80) {
			w->place.column++; /* the next byte begins a character */
		}
	}
}

static bool
skip_white(struct walk *w)
{
	const char *before = w->at;

	while (w->at < w->end && is_white(*w->at))
		step(w, 1);
	return w->at != before;
}

static struct slice
take_name(struct walk *w)
{
	struct slice name = {w->at, 0};

	while (w->at < w->end && in_name(*w->at))
		step(w, 1);
	name.size = (size_t)(w->at - name.at);
	return name;
}

static bool
same(struct slice a, struct slice b)
{
	return a.size == b.size && memcmp(a.at, b.at, a.size) == 0;
}

static const char *
find(const char *from, const char *end, const char *what)
{
	size_t n = strlen(what);

	for (; from && (size_t)(end - from) >= n; from++) {
		from = memchr(from, what[0], (size_t)(end - from));
		if (!from || (size_t)(end - from) < n)
			return NULL;
		if (memcmp(from, what, n) == 0)
			return from;
	}
	return NULL;
}

/* “ ” „ ‘ ’ and the French ones, which word processors put in the place of " and '. */
static bool
is_curly(const char *at, const char *end)
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

/* At an "&"; in_value: inside quotes, where a condition may stand. */
static bool
walk_reference(struct walk *w, bool in_value)
{
	size_t n = outline_reference(w->at, left(w)), name = 1;

	if (n) {
		step(w, n);
		return true;
	}
	while (name < left(w) && name < 12 && in_name(w->at[name]))
		name++;
	if (w->at[1] == '#')
		return fail(w, "xml-ampersand", w->place,
			"this is not the number of a character; write the character "
			"itself");
	if (name > 1 && name < left(w) && w->at[name] == ';')
		return fail(w, "xml-ampersand", w->place,
			"%.*s; is not known here; write the character itself", (int)name,
			w->at);
	if (in_value)
		return fail(w, "xml-ampersand", w->place,
			"write &amp; instead of & (and in a condition write \"and\")");
	return fail(w, "xml-ampersand", w->place, "write &amp; instead of &");
}

/* From opening to closing mark; the walk stands on the opening one. */
static bool
walk_past(struct walk *w, const char *open, const char *close, const char *what)
{
	const char *end = find(w->at + strlen(open), w->end, close);

	if (!end)
		return fail(w, "xml-not-closed", w->place,
			"this %s is opened here but never closed; add %s", what, close);
	step(w, (size_t)(end - w->at) + strlen(close));
	return true;
}

static bool
walk_comment(struct walk *w)
{
	struct walk inside = *w;
	const char *end = find(w->at + 4, w->end, "--");

	if (end && (size_t)(w->end - end) >= 3 && end[2] != '>') {
		step(&inside, (size_t)(end - w->at));
		return fail(w, "xml-comment", inside.place,
			"a comment ends with -->; inside of it two hyphens cannot stand "
			"together");
	}
	return walk_past(w, "<!--", "-->", "comment");
}

/* The first line: only its encoding matters. */
static bool
walk_declaration(struct walk *w)
{
	struct walk inside = *w;
	const char *close = find(w->at, w->end, "?>"), *name;
	size_t size;

	name = close ? find(w->at, close, "encoding") : NULL;
	if (!name)
		return walk_past(w, "<?", "?>", "first line");
	step(&inside, (size_t)(name - w->at) + strlen("encoding"));
	skip_white(&inside);
	if (peek(&inside) == '=') {
		step(&inside, 1);
		skip_white(&inside);
	}
	if (peek(&inside) != '"' && peek(&inside) != '\'')
		return fail(w, "xml-first-line", inside.place,
			"write <?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	step(&inside, 1);
	size = (size_t)strcspn(inside.at, "\"'?>");
	if (size != 5 || (memcmp(inside.at, "UTF-8", 5) && memcmp(inside.at, "utf-8", 5)))
		return fail(w, "file-encoding", inside.place,
			"the first line says \"%.*s\", but only UTF-8 can be read; save "
			"the "
			"file as UTF-8 and write encoding=\"UTF-8\"",
			(int)(size > 40 ? 40 : size), inside.at);
	return walk_past(w, "<?", "?>", "first line");
}

/* The first text directly inside the innermost tag stands at `at`. */
static void
note_text(struct walk *w, struct place at)
{
	struct outline_tag *t = &w->out->tags.at[w->open[w->depth - 1]];

	if (!t->text_at.line)
		t->text_at = at;
}

static bool
walk_cdata(struct walk *w)
{
	static const char open[] = "<![CDATA[", close[] = "]]>";
	struct walk inside = *w;

	if (!w->depth)
		return fail(w, "xml-outside", w->place,
			"words cannot stand outside the first and last tag");
	step(&inside, strlen(open));
	if (!looking_at(&inside, close))
		note_text(w, inside.place);
	return walk_past(w, open, close, "CDATA part");
}

/* In the text between tags. */
static bool
walk_text(struct walk *w)
{
	while (w->at < w->end && *w->at != '<') {
		if (is_white(*w->at)) {
			step(w, 1);
			continue;
		}
		if (!w->depth)
			return fail(w, "xml-outside", w->place,
				w->root_seen ? "words cannot stand behind the last tag"
					     : "the file must begin with a tag, such as "
					       "<form>");
		note_text(w, w->place);
		if (looking_at(w, "]]>"))
			return fail(w, "xml-ampersand", w->place,
				"write ]]&gt; instead of ]]>");
		if (*w->at == '&') {
			if (!walk_reference(w, false))
				return false;
			continue;
		}
		step(w, 1);
	}
	return true;
}

/* ---- inside a start tag ---- */

/* A "<" inside quotes: was the quote forgotten, or is it meant as "less than"? */
static bool
fail_less_in_value(struct walk *w, const struct outline_setting *s, char quote)
{
	const char *close = memchr(w->at, quote, left(w));
	const char *line = memchr(w->at, '\n', left(w));
	bool ends_well = close && (!line || close < line) && close + 1 < w->end &&
		(is_white(close[1]) || close[1] == '>' || close[1] == '/') &&
		!memchr(w->at, '>', (size_t)(close - w->at));

	if (ends_well)
		return fail(w, "xml-less", w->place,
			"write &lt; instead of < (and in a condition write \"is less "
			"than\")");
	return fail(w, "xml-quote", s->value_at,
		"the quotation mark before the value of %.*s is never closed",
		SLICE(s->name));
}

/* Directly behind a closing quote: the next name, the end of the tag, or nonsense. */
static bool
fail_behind_value(struct walk *w, const struct outline_tag *tag)
{
	struct walk ahead = *w;

	if (!starts_name(peek(w)) || is_curly(w->at, w->end))
		return fail(w, "xml-name", w->place, "this does not belong inside a tag");
	take_name(&ahead);
	skip_white(&ahead);
	if (peek(&ahead) == '=')
		return fail(w, "xml-space", w->place, "a space is missing here");
	return fail(w, "xml-not-ended", tag->at, "the tag <%.*s is never ended; add >",
		SLICE(tag->name));
}

static bool
walk_quoted(struct walk *w, const struct outline_tag *tag, struct outline_setting *s)
{
	char quote = peek(w);

	step(w, 1);
	s->value_at = w->place;
	s->value.at = w->at;
	while (w->at < w->end && *w->at != quote) {
		if (*w->at == '<')
			return fail_less_in_value(w, s, quote);
		if (*w->at == '&') {
			if (!walk_reference(w, true))
				return false;
			continue;
		}
		step(w, 1);
	}
	s->value.size = (size_t)(w->at - s->value.at);
	if (w->at == w->end)
		return fail(w, "xml-quote", s->value_at,
			"the quotation mark before the value of %.*s is never closed",
			SLICE(s->name));
	step(w, 1);
	if (is_white(peek(w)) || peek(w) == '>' || peek(w) == '/' || peek(w) == '?')
		return true;
	if (s->value.size &&
		(memchr(s->value.at, '>', s->value.size) ||
			s->value.at[s->value.size - 1] == '='))
		return fail(w, "xml-quote", s->value_at,
			"the quotation mark before the value of %.*s is never closed",
			SLICE(s->name));
	return fail_behind_value(w, tag);
}

/* name="value" */
static bool
walk_setting(struct walk *w, struct outline_tag *tag)
{
	struct outline_setting *s = vec_push(w->arena, &w->out->settings);
	const struct outline_setting *first = &w->out->settings.at[tag->first];

	s->at = w->place;
	s->name = take_name(w);
	skip_white(w);
	if (peek(w) != '=') {
		const char *less = memchr(w->at, '<', left(w));
		const char *more = memchr(w->at, '>', left(w));

		if (!more || (less && less < more))
			return fail(w, "xml-not-ended", tag->at,
				"the tag <%.*s is never ended; add >", SLICE(tag->name));
		return fail(w, "xml-value", s->at,
			"a value is missing here; write %.*s=\"...\"", SLICE(s->name));
	}
	step(w, 1);
	skip_white(w);
	if (is_curly(w->at, w->end))
		return fail(w, "xml-curly", w->place,
			"curly quotation marks do not work here; use plain \" quotes");
	if (peek(w) != '"' && peek(w) != '\'')
		return fail(w, "xml-quote", s->at,
			"the value of %.*s needs quotation marks: %.*s=\"...\"",
			SLICE(s->name), SLICE(s->name));
	if (!walk_quoted(w, tag, s))
		return false;
	for (; first < s; first++)
		if (same(first->name, s->name))
			return fail(w, "xml-twice", s->at,
				"%.*s is given twice in this <%.*s>", SLICE(s->name),
				SLICE(tag->name));
	tag->count++;
	return true;
}

/* Behind the last setting: ">" or "/>". */
static bool
end_tag(struct walk *w, const struct outline_tag *tag, size_t index)
{
	if (looking_at(w, "/>")) {
		step(w, 2);
		w->root_seen = true;
		return true;
	}
	if (peek(w) == '/')
		return fail(
			w, "xml-not-ended", w->place, "write /> or >, without a space");
	step(w, 1);
	if (w->depth == OUTLINE_DEPTH_CAP)
		return fail(w, "xml-deep", tag->at, "tags are nested too deeply here");
	w->open[w->depth++] = index;
	w->root_seen = true;
	return true;
}

static bool
walk_open(struct walk *w)
{
	const char *start = w->at;
	struct outline_tag *tag;

	if (!w->depth && w->root_seen)
		return fail(w, "xml-outside", w->place,
			"nothing can stand behind the last tag");
	tag = vec_push(w->arena, &w->out->tags);
	tag->at = w->place;
	tag->first = w->out->settings.count;
	step(w, 1);
	tag->name = take_name(w);
	for (;;) {
		bool apart = skip_white(w);

		if (w->at - start > OUTLINE_TAG_CAP)
			return fail(w, "xml-long", tag->at,
				"this tag is too long: at most %d KiB",
				OUTLINE_TAG_CAP / 1024);
		if (peek(w) == '>' || peek(w) == '/')
			return end_tag(w, tag, w->out->tags.count - 1);
		if (w->at == w->end || *w->at == '<')
			return fail(w, "xml-not-ended", tag->at,
				"the tag <%.*s is never ended; add >", SLICE(tag->name));
		if (is_curly(w->at, w->end))
			return fail(w, "xml-curly", w->place,
				"curly quotation marks do not work here; use plain \" "
				"quotes");
		if (!apart || !starts_name(*w->at))
			return fail(w, "xml-name", w->place,
				"this does not belong inside a tag");
		if (!walk_setting(w, tag))
			return false;
	}
}

/* ---- end tags ---- */

/* </name> that is not the innermost open one. */
static bool
fail_crossed(struct walk *w, struct slice name, struct place at)
{
	const struct outline_tag *top;
	const char *names[1], *near;

	if (!w->depth)
		return fail(w, "xml-close", at,
			"</%.*s> closes nothing: no <%.*s> is open", SLICE(name),
			SLICE(name));
	top = &w->out->tags.at[w->open[w->depth - 1]];
	for (size_t i = w->depth; i-- > 0;)
		if (same(w->out->tags.at[w->open[i]].name, name))
			return fail(w, "xml-not-closed", top->at,
				"<%.*s> is opened here but never closed; add </%.*s> "
				"(noticed on line %d, where </%.*s> comes instead)",
				SLICE(top->name), SLICE(top->name), at.line, SLICE(name));
	names[0] = arena_strndup(w->arena, top->name.at, top->name.size);
	near = diag_nearest(
		arena_strndup(w->arena, name.at, name.size), names, COUNT_OF(names));
	if (near)
		return fail(w, "xml-close", at,
			"</%.*s> does not close <%s> (line %d); did you mean </%s>?",
			SLICE(name), near, top->at.line, near);
	return fail(w, "xml-close", at,
		"</%.*s> closes nothing: no <%.*s> is open here, but <%s> is (line %d)",
		SLICE(name), SLICE(name), names[0], top->at.line);
}

static bool
walk_close(struct walk *w)
{
	struct place at = w->place;
	struct slice name;

	step(w, 2);
	name = take_name(w);
	if (!name.size)
		return fail(
			w, "xml-close", at, "the name of the tag is missing behind </");
	if (!w->depth || !same(w->out->tags.at[w->open[w->depth - 1]].name, name))
		return fail_crossed(w, name, at);
	skip_white(w);
	if (peek(w) != '>')
		return fail(w, "xml-not-ended", at,
			"the tag </%.*s is never ended; add >", SLICE(name));
	step(w, 1);
	w->depth--;
	return true;
}

static bool
walk_markup(struct walk *w, const char *start)
{
	char second = left(w) > 1 ? w->at[1] : '\0';

	if (++w->less > OUTLINE_LESS_CAP)
		return fail(w, "xml-many", w->place,
			"there are too many tags in this file: at most %d",
			OUTLINE_LESS_CAP);
	if (looking_at(w, "<!--"))
		return walk_comment(w);
	if (looking_at(w, "<![CDATA["))
		return walk_cdata(w);
	if (second == '!')
		return fail(w, "xml-doctype", w->place,
			"a DOCTYPE or other <! line is not read here; delete it");
	if (looking_at(w, "<?xml") && left(w) > 5 && is_white(w->at[5])) {
		if (w->at == start)
			return walk_declaration(w);
		return fail(w, "xml-first-line", w->place,
			"<?xml ...?> can only stand at the very beginning of the file");
	}
	if (second == '?')
		return walk_past(w, "<?", "?>", "<? line");
	if (second == '/')
		return walk_close(w);
	if (starts_name(second))
		return walk_open(w);
	return fail(w, "xml-less", w->place, "write &lt; instead of <");
}

bool
outline_tags(struct arena *a, const char *file, const char *bytes, size_t n,
	struct diags *d, struct outline *ret)
{
	struct walk w = {
		.arena = a, .diags = d, .out = ret, .at = bytes, .end = bytes + n};
	const char *start;

	w.place = (struct place){file, 1, 1};
	if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		w.at += 3;
	start = w.at;
	while (w.at < w.end)
		if (*w.at == '<' ? !walk_markup(&w, start) : !walk_text(&w))
			return false;
	if (w.depth) {
		const struct outline_tag *top = &ret->tags.at[w.open[w.depth - 1]];

		return fail(&w, "xml-not-closed", top->at,
			"<%.*s> is opened here but never closed; add </%.*s> (the file "
			"ends "
			"on line %d)",
			SLICE(top->name), SLICE(top->name), w.place.line);
	}
	if (!w.root_seen)
		return fail(&w, "file-empty", ((struct place){file, 0, 0}),
			"the file holds no tags");
	return true;
}
