/*
 * form_po.c - a translator's file (gettext .po), written and read
 *
 * Written one way, so that the same words give the same bytes.  Read as translators'
 * programs write it: texts over several lines, remarks, entries marked fuzzy, old ones
 * behind "#~".  Plural forms are not a form's.
 */
#include "command/form_text.h"

#include <string.h>

#include "base/utf8.h"

/* ---- out ---- */

static void
put_quoted(struct buf *b, const char *text, size_t n)
{
	buf_char(b, '"');
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '"' || text[i] == '\\')
			buf_char(b, '\\');
		if (text[i] == '\n')
			buf_str(b, "\\n");
		else
			buf_char(b, text[i]);
	}
	buf_str(b, "\"\n");
}

/* A paragraph a line. */
static void
put_text(struct buf *b, const char *word, const char *text)
{
	buf_printf(b, "%s ", word);
	if (!strchr(text, '\n')) {
		put_quoted(b, text, strlen(text));
		return;
	}
	buf_str(b, "\"\"\n");
	while (*text) {
		size_t n = strcspn(text, "\n");

		n += text[n] == '\n';
		if (strncmp(word, "#|", 2) == 0)
			buf_str(b, "#| ");
		put_quoted(b, text, n);
		text += n;
	}
}

void
po_put_head(struct buf *b, const struct po_head *h)
{
	buf_str(b, "msgid \"\"\nmsgstr \"\"\n");
	buf_printf(b, "\"Project-Id-Version: %s\\n\"\n", h->form);
	buf_printf(b, "\"Language: %s\\n\"\n", h->lang);
	buf_str(b, "\"MIME-Version: 1.0\\n\"\n");
	buf_str(b, "\"Content-Type: text/plain; charset=UTF-8\\n\"\n");
	buf_str(b, "\"Content-Transfer-Encoding: 8bit\\n\"\n");
}

void
po_put(struct buf *b, const char *file, const struct po_entry *e)
{
	buf_char(b, '\n');
	if (e->remark)
		buf_printf(b, "#. %s\n", e->remark);
	buf_printf(b, "#: %s:%d\n", file, e->line);
	if (e->unsure)
		buf_str(b, "#, fuzzy\n");
	if (e->was)
		put_text(b, "#| msgid", e->was);
	put_text(b, "msgctxt", e->key);
	put_text(b, "msgid", e->from);
	put_text(b, "msgstr", e->to);
}

/* ---- in ---- */

enum part { PART_NONE, PART_KEY, PART_FROM, PART_TO, PART_COUNT };

/* In the order of enum part. */
static const char *const words[PART_COUNT] = {"", "msgctxt", "msgid", "msgstr"};

struct reader {
	struct arena *arena;
	const char *name;
	struct po *po;
	struct err *err;
	int line, first; /* of the file; of the entry in hand */
	enum part part;
	bool unsure;
	struct buf text[PART_COUNT];
};

static int
wrong(struct reader *r, const char *what)
{
	return err_set(r->err, ERR_INVALID, "'%s', line %d: %s", r->name, r->line, what);
}

/* "..." with its escapes, and nothing behind it. */
static int
read_quoted(struct reader *r, const char *p, struct buf *into)
{
	static const char letters[] = "nt\"\\";
	static const char meant[] = "\n \"\\";

	if (*p++ != '"')
		return wrong(r, "a text must stand in straight quotation marks");
	for (; *p && *p != '"'; p++) {
		const char *at;

		if (*p != '\\') {
			buf_char(into, *p);
			continue;
		}
		at = p[1] ? strchr(letters, p[1]) : NULL;
		if (!at)
			return wrong(r, "only \\n, \\t, \\\" and \\\\ can stand here");
		buf_char(into, meant[at - letters]);
		p++;
	}
	if (!*p)
		return wrong(r, "the closing quotation mark is missing");
	if (p[1 + strspn(p + 1, " \t")])
		return wrong(r, "there is something behind the closing quotation mark");
	return 0;
}

/* "Language: es\n" of the first entry. */
static const char *
head_field(struct reader *r, const char *name)
{
	const char *at = strstr(buf_text(&r->text[PART_TO]), name);

	if (!at)
		return "";
	at += strlen(name);
	at += strspn(at, " ");
	return arena_strndup(r->arena, at, strcspn(at, "\n"));
}

/* The entry in hand is whole: keep it. */
static void
finish_entry(struct reader *r)
{
	const char *key = buf_text(&r->text[PART_KEY]);
	struct po_entry *e;

	if (r->part == PART_TO && !*key && !r->text[PART_FROM].len) {
		r->po->head.form = head_field(r, "Project-Id-Version:");
		r->po->head.lang = head_field(r, "Language:");
	} else if (r->part == PART_TO) {
		e = vec_push(r->arena, &r->po->entries);
		e->key = arena_strdup(r->arena, key);
		e->from = arena_strdup(r->arena, buf_text(&r->text[PART_FROM]));
		e->to = arena_strdup(r->arena, buf_text(&r->text[PART_TO]));
		e->line = r->first;
		e->unsure = r->unsure;
	}
	for (size_t i = 0; i < PART_COUNT; i++)
		buf_clear(&r->text[i]);
	r->part = PART_NONE;
	r->unsure = false;
}

static int
read_remark(struct reader *r, const char *line)
{
	if (r->part == PART_TO)
		finish_entry(r);
	if (line[1] == ',' && strstr(line, "fuzzy"))
		r->unsure = true;
	return 0;
}

/* msgctxt, msgid or msgstr, in this order. */
static int
read_part(struct reader *r, const char *line)
{
	size_t n = strcspn(line, " \t\"");
	enum part part = PART_NONE;

	for (int i = PART_KEY; i < PART_COUNT; i++)
		if (strlen(words[i]) == n && strncmp(line, words[i], n) == 0)
			part = (enum part)i;
	if (part == PART_NONE)
		return wrong(r, "only msgctxt, msgid, msgstr and remarks can stand here");
	if (r->part == PART_TO)
		finish_entry(r);
	if (part <= r->part || (part == PART_TO && r->part != PART_FROM))
		return wrong(r, "msgctxt, msgid and msgstr must stand in this order");
	if (r->part == PART_NONE)
		r->first = r->line;
	r->part = part;
	return read_quoted(r, line + n + strspn(line + n, " \t"), &r->text[part]);
}

static int
read_line(struct reader *r, const char *line)
{
	line += strspn(line, " \t");
	if (!*line)
		return 0;
	if (*line == '#')
		return read_remark(r, line);
	if (*line != '"')
		return read_part(r, line);
	if (r->part == PART_NONE)
		return wrong(r, "a text without msgid or msgstr in front of it");
	return read_quoted(r, line, &r->text[r->part]);
}

/* What a form cannot do without: a name for each text, each once. */
static int
check_entries(struct reader *r)
{
	const struct po *po = r->po;

	for (size_t i = 0; i < po->entries.count; i++) {
		r->line = po->entries.at[i].line;
		if (!*po->entries.at[i].key)
			return wrong(r, "msgctxt is missing: it names the text");
		for (size_t k = 0; k < i; k++)
			if (strcmp(po->entries.at[i].key, po->entries.at[k].key) == 0)
				return wrong(r, "this text is here twice");
	}
	return 0;
}

int
po_parse(struct arena *a, const char *name, const struct buf *bytes, struct po *ret,
	struct err *err)
{
	struct po po = {
		.head = {"", ""}
        };
	struct reader r = {.arena = a, .name = name, .po = &po, .err = err};
	const char *p = buf_text(bytes);
	int rc = 0;

	for (size_t i = 0; i < PART_COUNT; i++)
		buf_init(&r.text[i], 0);
	if (utf8_valid(p, bytes->len) != bytes->len || strlen(p) != bytes->len)
		return err_set(err, ERR_INVALID, "'%s' is not plain text in UTF-8", name);
	if (strncmp(p, "\xEF\xBB\xBF", 3) == 0)
		p += 3;
	while (!rc && *p) {
		size_t n = strcspn(p, "\n");

		r.line++;
		rc = read_line(
			&r, arena_strndup(a, p, n && p[n - 1] == '\r' ? n - 1 : n));
		p += n + (p[n] == '\n');
	}
	if (!rc && r.part != PART_NONE && r.part != PART_TO)
		rc = wrong(&r, "msgstr is missing at the end");
	if (!rc)
		finish_entry(&r);
	if (!rc)
		rc = check_entries(&r);
	for (size_t i = 0; i < PART_COUNT; i++)
		buf_free(&r.text[i]);
	if (!rc)
		*ret = po;
	return rc;
}
