/*
 * form_patch.c - new words into a form's file, where they belong, and nothing else touched
 *
 * The document was read before and is sound, so the bytes can be walked without looking
 * for mistakes: every tag that is looked for is there.
 */
#include "command/form_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define COLUMNS 100 /* of a form's file */

/* A piece of the form's bytes, and what takes its place. */
struct edit {
	size_t from, to;
	const char *text;
};

struct patch {
	struct call *call;
	const struct texts *texts;
	const char *bytes;
	size_t size;
	VEC(struct edit) edits; /* in the order of the bytes, once sorted */
};

static size_t
offset_of(const struct patch *p, struct place at)
{
	size_t i = p->size >= 3 && memcmp(p->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	for (int line = 1; line < at.line; line++)
		i += strcspn(p->bytes + i, "\n") + 1;
	for (int column = 1; column < at.column; column++)
		do
			i++;
		while (((unsigned char)p->bytes[i] & 0xC0) == 0x80);
	return i;
}

/* Behind the ">" of the tag that begins at i. */
static size_t
behind_tag(const struct patch *p, size_t i)
{
	char quote = 0;

	for (; p->bytes[i] != '>' || quote; i++) {
		if (quote && p->bytes[i] == quote)
			quote = 0;
		else if (!quote && (p->bytes[i] == '"' || p->bytes[i] == '\''))
			quote = p->bytes[i];
	}
	return i + 1;
}

/* Where the closing tag of that name begins, from i on; comments are passed over. */
static size_t
closing_tag(const struct patch *p, size_t i, const char *name)
{
	const char *tag = arena_printf(&p->call->arena, "</%s", name);
	size_t n = strlen(tag);

	for (;; i++) {
		if (strncmp(p->bytes + i, "<!--", 4) == 0)
			i = (size_t)(strstr(p->bytes + i + 4, "-->") - p->bytes);
		else if (strncmp(p->bytes + i, "<![CDATA[", 9) == 0)
			i = (size_t)(strstr(p->bytes + i + 9, "]]>") - p->bytes);
		else if (strncmp(p->bytes + i, tag, n) == 0 &&
			strchr("> \t\r\n", p->bytes[i + n]))
			return i;
	}
}

/* The white space in front of what stands at i; four spaces where something else is. */
static const char *
indent_at(const struct patch *p, size_t i)
{
	size_t from = i;

	while (from > 0 && strchr(" \t", p->bytes[from - 1]))
		from--;
	if (from > 0 && p->bytes[from - 1] != '\n')
		return "    ";
	return arena_strndup(&p->call->arena, p->bytes + from, i - from);
}

const char *
text_tidy(struct arena *a, const char *words)
{
	struct buf b = BUF_NONE;
	const char *kept;
	char between = 0;

	for (const char *p = utf8_nfc(a, words); *p; p++) {
		if (strchr(" \t\r\n", *p)) {
			between = *p == '\n' || between == '\n' ? '\n' : ' ';
			continue;
		}
		if (between && b.len)
			buf_char(&b, between);
		between = 0;
		buf_char(&b, *p);
	}
	kept = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return kept;
}

static const char *
escaped(struct arena *a, const char *words)
{
	struct buf b = BUF_NONE;
	const char *kept;

	for (; *words; words++) {
		if (*words == '&')
			buf_str(&b, "&amp;");
		else if (*words == '<')
			buf_str(&b, "&lt;");
		else if (*words == '>')
			buf_str(&b, "&gt;");
		else
			buf_char(&b, *words);
	}
	kept = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return kept;
}

/* Lines only break where a space stands: a line's end is a space to the reader. */
static void
put_wrapped(struct arena *a, struct buf *b, const char *words, const char *indent)
{
	int column = COLUMNS;

	while (*words) {
		size_t n = strcspn(words, " \n");
		const char *word = arena_strndup(a, words, n);
		int width = utf8_width(word);

		if (column + 1 + width > COLUMNS) {
			buf_printf(b, "\n%s", indent);
			column = utf8_width(indent);
		} else {
			buf_char(b, ' ');
			column++;
		}
		buf_str(b, word);
		column += width;
		words += n;
		if (*words == '\n') {
			buf_char(b, '\n');
			column = COLUMNS;
		}
		words += *words != '\0';
	}
}

const char *
text_content(struct arena *a, const char *words, int tags, const char *indent)
{
	const char *text = escaped(a, words), *kept;
	struct buf b = BUF_NONE;

	if (!strchr(text, '\n') &&
		utf8_width(indent) + tags + utf8_width(text) <= COLUMNS)
		return text;
	put_wrapped(a, &b, text, arena_printf(a, "%s  ", indent));
	buf_printf(&b, "\n%s", indent);
	kept = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return kept;
}

/* What stands between <t of="key"> and </t>. */
static const char *
content(struct arena *a, const char *key, const char *words, const char *indent)
{
	int tags = (int)strlen("<t of=\"\"></t>") + utf8_width(key);

	return text_content(a, words, tags, indent);
}

static void
change_t(struct patch *p, const struct text_entry *e, const char *words)
{
	size_t at = offset_of(p, e->t->at), from = behind_tag(p, at);

	*vec_push(&p->call->arena, &p->edits) = (struct edit){
		from,
		closing_tag(p, from, "t"),
		content(&p->call->arena, xml_value(e->t, "of"), words, indent_at(p, at)),
	};
}

/* In front of the line on which something closes. */
static size_t
line_before(const struct patch *p, size_t i)
{
	size_t from = i;

	while (from > 0 && strchr(" \t", p->bytes[from - 1]))
		from--;
	return from > 0 && p->bytes[from - 1] == '\n' ? from : i;
}

/* New texts, at the end of the translation; a new one at the end of the form. */
static void
add_new(struct patch *p, const struct buf *lines)
{
	const struct texts *t = p->texts;
	const struct xml_node *in = t->translation ? t->translation : t->xml->root;
	size_t end = closing_tag(p, behind_tag(p, offset_of(p, in->at)), in->name);
	struct arena *a = &p->call->arena;
	const char *text = buf_text(lines);

	if (!t->translation)
		text = arena_printf(a,
			"\n  <translation xml:lang=\"%s\">\n%s  </translation>\n",
			t->lang, text);
	end = line_before(p, end);
	if (end > 0 && p->bytes[end - 1] != '\n')
		text = arena_printf(a, "\n%s", text);
	*vec_push(a, &p->edits) = (struct edit){end, end, text};
}

static int
compare_edits(const void *a, const void *b)
{
	const struct edit *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

static void
apply(struct patch *p, struct buf *out)
{
	size_t at = 0;

	if (p->edits.count)
		qsort(p->edits.at, p->edits.count, sizeof *p->edits.at, compare_edits);
	for (size_t i = 0; i < p->edits.count; i++) {
		const struct edit *e = &p->edits.at[i];

		buf_add(out, p->bytes + at, e->from - at);
		buf_str(out, e->text);
		at = e->to;
	}
	buf_add(out, p->bytes + at, p->size - at);
}

void
texts_patch(struct call *c, const struct texts *t, const struct new_words *words,
	size_t count, struct buf *out)
{
	struct patch p = {.call = c,
		.texts = t,
		.bytes = arena_strndup(&c->arena, t->xml->bytes, t->xml->size),
		.size = t->xml->size};
	struct buf lines = BUF_NONE;

	for (size_t i = 0; i < count; i++) {
		const struct text_entry *e = words[i].entry;

		if (e->t)
			change_t(&p, e, words[i].words);
		else
			buf_printf(&lines, "    <t of=\"%s\">%s</t>\n", e->name,
				content(&c->arena, e->name, words[i].words, "    "));
	}
	if (lines.len)
		add_new(&p, &lines);
	apply(&p, out);
	buf_free(&lines);
}
