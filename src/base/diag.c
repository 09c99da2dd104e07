#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
	LINE_COLUMNS = 78,
	GUTTER_COLUMNS = 8,
	QUOTE_COLUMNS = LINE_COLUMNS - GUTTER_COLUMNS,
	CROWD_ERRORS = 50
};

/* What stands where a long line was cut. */
static const char cut[] = "...";

/* Severity by number: in a finding, and its count: one, more. */
static const char *const words[][3] = {
	{"note",    "note",    "notes"   },
	{"warning", "warning", "warnings"},
	{"error",   "error",   "errors"  },
};
_Static_assert(COUNT_OF(words) == DIAG_SEVERITY_COUNT, "a row a severity");

void
diags_init(struct diags *d, struct arena *a)
{
	*d = (struct diags){.arena = a};
}

void
diags_source(struct diags *d, const char *file, const char *bytes, size_t n)
{
	struct diag_source *s = vec_push(d->arena, &d->sources);

	s->file = file;
	s->bytes = bytes;
	s->size = n;
}

/* Line breaks and tabs become spaces: a finding is one line. */
static const char *
one_line(struct arena *a, const char *text)
{
	char *line = arena_strdup(a, utf8_printable(a, text));

	for (char *at = line; (at = strpbrk(at, "\n\t")) != NULL;)
		*at = ' ';
	return line;
}

/* Counted before they are kept: a file can be nothing but lines. */
static void
find_lines(struct diags *d, struct diag_source *s)
{
	const char *end = s->bytes + s->size, *at = s->bytes;
	size_t count = 1;

	while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		count++;
		at++;
	}
	s->lines.at = arena_array(d->arena, count, sizeof(*s->lines.at));
	s->lines.room = count;
	at = s->bytes;
	for (; s->lines.count < count; s->lines.count++) {
		s->lines.at[s->lines.count].start = (size_t)(at - s->bytes);
		at = memchr(at, '\n', (size_t)(end - at));
		at = at ? at + 1 : end;
	}
}

/* The line at a place, copied once; NULL when the file is not known. */
static const char *
source_line(struct diags *d, struct place at)
{
	for (size_t i = 0; at.file && at.line > 0 && i < d->sources.count; i++) {
		struct diag_source *s = &d->sources.at[i];
		struct diag_line *line;
		size_t n;

		if (strcmp(s->file, at.file) != 0)
			continue;
		if (!s->lines.count)
			find_lines(d, s);
		if ((size_t)at.line > s->lines.count)
			return NULL;
		line = &s->lines.at[at.line - 1];
		if (line->text)
			return line->text;
		n = (size_t)at.line < s->lines.count ? line[1].start - 1 : s->size;
		n -= line->start;
		if (n && s->bytes[line->start + n - 1] == '\r')
			n--;
		line->text = arena_strndup(d->arena, s->bytes + line->start, n);
		return line->text;
	}
	return NULL;
}

void
diags_add(struct diags *d, enum severity severity, const char *id, struct place at,
	const char *fmt, ...)
{
	struct diag *found;
	va_list ap;

	if (d->count[severity]++ >= DIAG_KEPT_MAX)
		return;
	found = vec_push(d->arena, &d->found);
	va_start(ap, fmt);
	found->text = one_line(d->arena, arena_vprintf(d->arena, fmt, ap));
	va_end(ap);
	found->id = id;
	found->severity = severity;
	found->at = at;
	found->source = source_line(d, at);
}

bool
diags_failed(const struct diags *d)
{
	return d->count[DIAG_ERROR] > 0;
}

bool
diags_crowded(const struct diags *d)
{
	return d->count[DIAG_ERROR] >= CROWD_ERRORS;
}

/* A finding and the number it was found as, which keeps the order of equals. */
struct numbered {
	struct diag diag;
	size_t number;
};

static int
compare_places(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;
	const struct place *p = &x->diag.at, *q = &y->diag.at;
	int file = strcmp(p->file ? p->file : "", q->file ? q->file : "");

	if (file)
		return file;
	if (p->line != q->line)
		return p->line < q->line ? -1 : 1;
	if (p->column != q->column)
		return p->column < q->column ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

void
diags_sort(struct diags *d)
{
	size_t count = d->found.count;
	struct numbered *all = mem_array(count, sizeof(*all));

	for (size_t i = 0; i < count; i++) {
		all[i].diag = d->found.at[i];
		all[i].number = i;
	}
	qsort(all, count, sizeof(*all), compare_places);
	for (size_t i = 0; i < count; i++)
		d->found.at[i] = all[i].diag;
	mem_free(all);
}

/* Columns of the character at *at, which moves on; a tab is shown as one space. */
static int
next_width(const char **at)
{
	const char *start = *at;
	uint32_t c = utf8_next(at);
	char one[8] = "";

	if (c == '\t' || utf8_unsafe(c))
		return 1; /* one space, or U+FFFD */
	memcpy(one, start, (size_t)(*at - start));
	return utf8_width(one);
}

/* The character at a column; the end of the line where it is shorter. */
static const char *
character_at(const char *line, int column)
{
	for (int i = 1; i < column && *line; i++)
		if ((unsigned char)*line < 0x80) /* most are, and lines can be long */
			line++;
		else
			utf8_next(&line);
	return line;
}

/* The character before `at`; line: where the first one stands. */
static const char *
character_before(const char *line, const char *at)
{
	do
		at--;
	while (at > line && (*at & 0xC0) == 0x80);
	return at;
}

/*
 * The part of a line to show, such that the character at mark is in it and all of it
 * fits into QUOTE_COLUMNS with what stands for the cut ends.
 */
static void
find_window(
	const char *line, const char *mark, const char **ret_from, const char **ret_to)
{
	const int margin = (int)sizeof(cut) - 1;
	const char *from = mark, *at = line, *to;
	int width = 0;

	while (*at && width <= QUOTE_COLUMNS)
		width += next_width(&at);
	if (width <= QUOTE_COLUMNS) {
		*ret_from = line; /* all of it */
		*ret_to = at;
		return;
	}
	/* the mark in the middle: half of the window before it */
	for (width = 0; from > line;) {
		const char *before = character_before(line, from), *next = before;

		width += next_width(&next);
		if (width > QUOTE_COLUMNS / 2)
			break;
		from = before;
	}
	width = from == line ? 0 : margin;
	for (to = from; *to;) {
		const char *next = to;
		int w = next_width(&next);
		int rest = *next ? margin : 0;

		if (width + w + rest > QUOTE_COLUMNS)
			break;
		width += w;
		to = next;
	}
	*ret_from = from;
	*ret_to = to;
}

/* What is shown of its line, as one line without indentation. */
static const char *
source_words(struct arena *a, const struct diag *found)
{
	const char *line = found->source, *from, *to;
	const char *shown;

	find_window(line, character_at(line, found->at.column), &from, &to);
	shown = one_line(a, arena_strndup(a, from, (size_t)(to - from)));
	shown += strspn(shown, " ");
	return arena_printf(a, "%s%s%s", from > line ? cut : "", shown, *to ? cut : "");
}

static void
put_source(const struct diag *found, struct buf *out)
{
	const char *line = found->source, *from, *to;
	const char *mark = character_at(line, found->at.column);
	struct arena scratch = ARENA_NONE;
	int indent;

	find_window(line, mark, &from, &to);
	indent = from > line ? (int)sizeof(cut) - 1 : 0;
	for (const char *at = from; at < mark;)
		indent += next_width(&at);
	buf_printf(out, "%5d | %s%s%s\n", found->at.line, from > line ? cut : "",
		one_line(&scratch, arena_strndup(&scratch, from, (size_t)(to - from))),
		*to ? cut : "");
	if (found->at.column > 0)
		buf_printf(out, "%5s | %*s^\n", "", indent, "");
	arena_free(&scratch);
}

void
diags_put(const struct diags *d, struct buf *out)
{
	struct arena scratch = ARENA_NONE;

	for (size_t i = 0; i < d->found.count; i++) {
		const struct diag *found = &d->found.at[i];

		buf_printf(out,
			"%s:", one_line(&scratch, found->at.file ? found->at.file : "-"));
		if (found->at.line > 0)
			buf_printf(out, "%d:", found->at.line);
		if (found->at.line > 0 && found->at.column > 0)
			buf_printf(out, "%d:", found->at.column);
		buf_printf(out, " %s: %s [%s]\n", words[found->severity][0], found->text,
			found->id);
		if (found->source)
			put_source(found, out);
		arena_clear(&scratch);
	}
	arena_free(&scratch);
}

void
diags_put_labelled(const struct diags *d, struct buf *out)
{
	struct arena scratch = ARENA_NONE;

	for (size_t i = 0; i < d->found.count; i++) {
		const struct diag *found = &d->found.at[i];

		buf_printf(out, "%s: %s\nrule: %s\n", words[found->severity][0],
			found->text, found->id);
		if (found->at.file)
			buf_printf(out, "file: %s\n", one_line(&scratch, found->at.file));
		if (found->at.line > 0)
			buf_printf(out, "line: %d\n", found->at.line);
		if (found->at.line > 0 && found->at.column > 0)
			buf_printf(out, "column: %d\n", found->at.column);
		if (found->source)
			buf_printf(out, "text: %s\n", source_words(&scratch, found));
		buf_char(out, '\n');
		arena_clear(&scratch);
	}
	arena_free(&scratch);
}

void
diags_put_summary(const struct diags *d, struct buf *out)
{
	const char *between = "";

	for (int s = DIAG_SEVERITY_COUNT - 1; s >= 0; s--) {
		if (!d->count[s])
			continue;
		buf_printf(out, "%s%zu %s", between, d->count[s],
			words[s][d->count[s] == 1 ? 1 : 2]);
		if (d->count[s] > DIAG_KEPT_MAX)
			buf_printf(out, " (the first %d are shown)", DIAG_KEPT_MAX);
		between = ", ";
	}
	if (!*between)
		buf_str(out, "no errors");
}
