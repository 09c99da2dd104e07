/*
 * outline.c - one walk over the text: where tags stand, and what is wrong first
 */
#include <string.h>

#include "xml/walk.h"

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

/* From opening to closing mark; the walk stands on the opening one. */
static bool
walk_past(struct walk *w, const char *open, const char *close, const char *what)
{
	const char *end = find(w->at + strlen(open), w->end, close);

	if (!end)
		return fail(w, "xml-not-closed", w->place,
			"this %s is opened here but never closed; add %s", what, close);
	walk_step(w, (size_t)(end - w->at) + strlen(close));
	return true;
}

static bool
walk_comment(struct walk *w)
{
	struct walk inside = *w;
	const char *end = find(w->at + 4, w->end, "--");

	if (end && (size_t)(w->end - end) >= 3 && end[2] != '>') {
		walk_step(&inside, (size_t)(end - w->at));
		if (end - w->at >= 6 && end[-1] == '!' && end[-2] == '<')
			return fail(w, "xml-comment", w->place,
				"this comment is not closed before another begins (line "
				"%d); add -->",
				inside.place.line);
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
	walk_step(&inside, (size_t)(name - w->at) + strlen("encoding"));
	walk_skip_white(&inside);
	if (walk_peek(&inside) == '=') {
		walk_step(&inside, 1);
		walk_skip_white(&inside);
	}
	if (walk_peek(&inside) != '"' && walk_peek(&inside) != '\'')
		return fail(w, "xml-first-line", inside.place,
			"write <?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	walk_step(&inside, 1);
	size = (size_t)strcspn(inside.at, "\"'?>");
	if (size != 5 ||
		(memcmp(inside.at, "UTF-8", 5) != 0 &&
			memcmp(inside.at, "utf-8", 5) != 0))
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
	struct xml_node *n = walk_top(w);

	if (!n->text_at.line)
		n->text_at = at;
}

static bool
walk_cdata(struct walk *w)
{
	static const char open[] = "<![CDATA[", close[] = "]]>";
	struct walk inside = *w;

	if (!w->depth)
		return fail(w, "xml-outside", w->place,
			"words cannot stand outside the first and last tag");
	walk_step(&inside, strlen(open));
	if (!walk_looking_at(&inside, close))
		note_text(w, inside.place);
	return walk_past(w, open, close, "CDATA part");
}

/* "item id="a">": words where only tags can stand, and they look like one.  Looks no
 * further than a tag can be long, and only where a word begins: this is asked often. */
static bool
is_tag_without_less(const struct walk *w)
{
	size_t n = walk_left(w) < OUTLINE_TAG_CAP ? walk_left(w) : OUTLINE_TAG_CAP;
	struct walk ahead = *w;
	const char *less, *more;

	if (!walk_is_white(w->at[-1]) && w->at[-1] != '>')
		return false;
	if (!walk_rule(w, walk_take_name(&ahead)) ||
		!(walk_is_white(*ahead.at) || *ahead.at == '>' || *ahead.at == '/'))
		return false;
	more = memchr(w->at, '>', n);
	less = more ? memchr(w->at, '<', (size_t)(more - w->at)) : NULL;
	return more && !less;
}

/* In the text between tags. */
static bool
walk_text(struct walk *w)
{
	const struct xml_node *top = walk_top(w);
	const struct xml_rule *holder = top ? walk_rule(w, walk_name_of(top)) : NULL;

	while (w->at < w->end && *w->at != '<') {
		if (walk_skip_white(w))
			continue;
		if (!w->depth)
			return fail(w, "xml-outside", w->place,
				w->root_seen ? "words cannot stand behind the last tag"
					     : "the file must begin with a tag, such as "
					       "<form>");
		if (holder && !holder->text && is_tag_without_less(w))
			return fail(w, "xml-start", w->place,
				"a < is missing before this: write <%.*s",
				(int)strcspn(w->at, " \t\r\n/>"), w->at);
		note_text(w, w->place);
		if (*w->at == ']' && walk_looking_at(w, "]]>"))
			return fail(w, "xml-ampersand", w->place,
				"write ]]&gt; instead of ]]>");
		if (*w->at == '&') {
			if (!walk_reference(w, false))
				return false;
			continue;
		}
		walk_step(w, 1);
		if (!holder || holder->text) /* else each word is looked at */
			walk_step(w, walk_until(w, "<&]"));
	}
	return true;
}

static bool
walk_markup(struct walk *w, const char *start)
{
	char second = walk_left(w) > 1 ? w->at[1] : '\0';

	if (++w->less > OUTLINE_LESS_CAP)
		return fail(w, "xml-many", w->place,
			"there are too many tags in this file: at most %d",
			OUTLINE_LESS_CAP);
	if (walk_looking_at(w, "<!--"))
		return walk_comment(w);
	if (walk_looking_at(w, "<![CDATA["))
		return walk_cdata(w);
	if (second == '!')
		return fail(w, "xml-doctype", w->place,
			"a DOCTYPE or other <! line is not read here; delete it");
	if (walk_looking_at(w, "<?xml") && walk_left(w) > 5 && walk_is_white(w->at[5])) {
		if (w->at == start)
			return walk_declaration(w);
		return fail(w, "xml-first-line", w->place,
			"<?xml ...?> can only stand at the very beginning of the file");
	}
	if (second == '?')
		return walk_past(w, "<?", "?>", "<? line");
	if (second == '/')
		return walk_end_tag(w);
	if (walk_starts_name(second))
		return walk_start_tag(w);
	return fail(w, "xml-less", w->place, "write &lt; instead of <");
}

/* To the end. */
static bool
walk_all(struct walk *w)
{
	const char *start = w->at;
	const struct xml_node *top;

	while (w->at < w->end)
		if (*w->at == '<' ? !walk_markup(w, start) : !walk_text(w))
			return false;
	top = walk_top(w);
	if (top)
		return fail(w, "xml-not-closed", top->at,
			"<%.60s> is opened here but never closed; add </%.60s> (the file "
			"ends on line %d)",
			top->name, top->name, w->place.line);
	if (!w->root_seen)
		return fail(w, "file-empty", ((struct place){w->place.file, 0, 0}),
			"the file holds no tags");
	return true;
}

struct xml_node *
outline_tags(struct arena *a, const char *file, const char *bytes, size_t n,
	const struct xml_table *t, struct diags *d)
{
	struct walk w = {
		.arena = a,
		.diags = d,
		.table = t,
		.at = bytes,
		.end = bytes + n,
		.place = {file, 1, 1}
        };
	bool good;

	if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		w.at += 3;
	good = walk_all(&w);
	arena_free(&w.scratch);
	return good ? w.root : NULL;
}
