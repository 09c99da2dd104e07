/*
 * file.c - the answers file: "id = answer" lines, for tests, scripts and paper forms
 *
 * What stands in such a file are a client's answers.  No finding holds any of it, and
 * the file's text is never given to diags_source(), which would quote it.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "answer/part.h"
#include "base/num.h"
#include "base/utf8.h"
#include "base/vec.h"

/* The line being read. */
struct reader {
	struct arena *arena;
	const struct form *form;
	struct diags *d;
	const char *file;
	int number;       /* of the line, from 1 */
	const char *line; /* its text, without its end */
};

/* What stands behind "=". */
struct written {
	char *text; /* what was inside the quotes, or all of it */
	bool quoted;
	struct place at;
};

static struct place
place_of(const struct reader *r, const char *p)
{
	struct place at = {r->file, r->number, 1};
	const char *from = r->line;

	while (from < p) {
		utf8_next(&from);
		at.column++;
	}
	return at;
}

static const char *
skip_space(const char *p)
{
	return p + strspn(p, " \t");
}

static bool
is_id(const char *p, size_t n)
{
	static const char signs[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";

	return n > 0 && strspn(p, signs) >= n && *p >= 'a';
}

/* ---- what an item's answers look like ---- */

static void
say_choices(const struct reader *r, const struct written *w, const struct item *it)
{
	struct buf codes = BUF_NONE;

	for (size_t i = 0; i < it->choices->count; i++)
		buf_printf(&codes, "%s%s", i ? ", " : "", it->choices->at[i].code);
	diags_error(r->d, "answers-value", w->at,
		"this is not an answer of \"%s\"; its answers are: %s", it->id,
		buf_text(&codes));
	buf_free(&codes);
}

static void
say_number(const struct reader *r, const struct written *w, const struct item *it)
{
	struct buf range = BUF_NONE;

	if (it->has_min) {
		buf_str(&range, it->has_max ? " from " : " of at least ");
		num_put(&range, it->min, 6);
	}
	if (it->has_max) {
		buf_str(&range, it->has_min ? " to " : " of at most ");
		num_put(&range, it->max, 6);
	}
	diags_error(r->d, "answers-value", w->at, "\"%s\" asks for a number%s", it->id,
		buf_text(&range));
	buf_free(&range);
}

static void
say_date(const struct reader *r, const struct written *w, const struct item *it)
{
	static const char *const asks[] = {
		"a day, such as 1989-03-14, or a guess, such as ~1989",
		"a month and year, such as 2021-03, or a year",
		"a year, such as 2021",
	};
	_Static_assert(
		COUNT_OF(asks) == PRECISION_YEAR + 1, "an example of every precision");

	diags_error(r->d, "answers-value", w->at, "\"%s\" asks for %s", it->id,
		asks[it->precision]);
}

/* ---- values ---- */

/* A code, or the digit shown beside the answer. */
static int
choice_written(const struct item *it, const char *token)
{
	int i = form_choice(it->choices, token);
	int64_t digit;

	if (i >= 0 || !num_parse_int(token, &digit))
		return i;
	for (size_t c = 0; c < it->choices->count; c++)
		if (it->choices->at[c].digit == digit)
			return (int)c;
	return -1;
}

static bool
choices_written(const struct reader *r, const struct item *it, const struct written *w,
	struct value *ret)
{
	uint64_t bits = 0;
	size_t count = 0;

	for (const char *p = w->text; *p;) {
		size_t n = strcspn(p, " ,\t");
		int i = choice_written(it, arena_strndup(r->arena, p, n));

		p += n;
		p += strspn(p, " ,\t");
		if (i < 0)
			count = FORM_CHOICE_MAX; /* said below */
		else
			bits |= (uint64_t)1 << i;
		count++;
	}
	if (count == 0 || count > FORM_CHOICE_MAX ||
		(it->type != ITEM_MANY && count > 1)) {
		say_choices(r, w, it);
		return false;
	}
	if (it->type == ITEM_MANY &&
		value_of_choices(it->choices, bits, ret) != PARSE_OK) {
		diags_error(r->d, "answers-value", w->at,
			"an answer of \"%s\" that stands alone is named with others",
			it->id);
		return false;
	}
	for (size_t i = 0; it->type != ITEM_MANY && i < it->choices->count; i++)
		if (bits >> i & 1)
			*ret = value_of_choice(it->choices, (int)i);
	return true;
}

static bool
text_written(const struct reader *r, const struct item *it, const struct written *w,
	struct value *ret)
{
	const char *kept = text_kept(r->arena, w->text);

	if (!w->quoted) {
		diags_error(r->d, "answers-value", w->at,
			"write the words of \"%s\" in quotation marks: %s = \"...\"",
			it->id, it->id);
		return false;
	}
	if (!*kept) {
		diags_error(r->d, "answers-value", w->at,
			"an empty text is no answer; write !skipped, or leave the line "
			"out");
		return false;
	}
	if (utf8_count(kept) > text_limit(it)) {
		diags_error(r->d, "answers-value", w->at,
			"the text of \"%s\" is longer than %zu characters", it->id,
			text_limit(it));
		return false;
	}
	*ret = value_missing(MISSING_NO);
	ret->text = kept;
	return true;
}

/* Which reasons a line may give; the others come about by themselves. */
static bool
reason_written(const struct reader *r, const struct item *it, const struct written *w,
	struct value *ret)
{
	enum missing m;

	if (!missing_find(w->text + 1, &m) || m == MISSING_SECTION_SKIPPED ||
		m == MISSING_NOT_ASKED) {
		diags_error(r->d, "answers-reason", w->at,
			"after ! stands skipped, dont-know, does-not-apply or "
			"not-reached; a "
			"part is skipped as [section] = !skipped");
		return false;
	}
	if (m == MISSING_DONT_KNOW && !it->dont_know) {
		diags_error(r->d, "answers-reason", w->at,
			"\"%s\" does not offer \"I don't know\"; write !skipped", it->id);
		return false;
	}
	if (!value_read(r->arena, it, w->text, ret)) {
		diags_error(r->d, "answers-reason", w->at,
			"\"%s\" has no one answer that does not apply; write the "
			"answer's code",
			it->id);
		return false;
	}
	return true;
}

static bool
value_written(const struct reader *r, const struct item *it, const struct written *w,
	struct value *ret)
{
	if (!w->quoted && w->text[0] == '!')
		return reason_written(r, it, w, ret);
	switch (it->type) {
	case ITEM_ONE:
	case ITEM_YES_NO:
	case ITEM_MANY:
		return choices_written(r, it, w, ret);
	case ITEM_NUMBER:
		if (w->text[0] != '!' && value_read(r->arena, it, w->text, ret))
			return true;
		say_number(r, w, it);
		return false;
	case ITEM_DATE:
		if (w->text[0] != '!' && value_read(r->arena, it, w->text, ret))
			return true;
		say_date(r, w, it);
		return false;
	case ITEM_TEXT:
		return text_written(r, it, w, ret);
	case ITEM_TYPE_COUNT:
		break;
	}
	assert(!"an item has a type");
	return false;
}

/* ---- lines ---- */

/* "...\n..." up to the closing mark; p behind the opening one. */
static bool
quoted_read(const struct reader *r, const char *p, struct written *ret)
{
	struct buf raw = BUF_NONE;
	const char *end = p;

	for (; *end && *end != '"'; end++) {
		if (*end == '\\' && end[1] == '"')
			end++;
		else if (*end == '\\' && end[1])
			buf_char(&raw, *end++);
		buf_char(&raw, *end);
	}
	ret->text = escape_read(r->arena, buf_text(&raw), raw.len);
	buf_wipe(&raw);
	buf_free(&raw);
	if (!*end) {
		diags_error(r->d, "answers-syntax", ret->at,
			"the closing quotation mark is missing");
		return false;
	}
	if (!ret->text) {
		diags_error(r->d, "answers-syntax", ret->at,
			"after \\ stands n (a new line), \" or \\");
		return false;
	}
	end = skip_space(end + 1);
	if (*end && *end != '#') {
		diags_error(r->d, "answers-syntax", place_of(r, end),
			"nothing but a comment can stand behind the closing quotation "
			"mark");
		return false;
	}
	return true;
}

/* What stands behind "=", up to a comment. */
static bool
written_read(const struct reader *r, const char *p, struct written *ret)
{
	size_t n;

	p = skip_space(p);
	*ret = (struct written){NULL, *p == '"', place_of(r, p)};
	if (ret->quoted)
		return quoted_read(r, p + 1, ret);
	for (n = 0; p[n]; n++)
		if (p[n] == '#' && (n == 0 || p[n - 1] == ' ' || p[n - 1] == '\t'))
			break;
	while (n > 0 && strchr(" \t", p[n - 1]))
		n--;
	ret->text = arena_strndup(r->arena, p, n);
	if (n > 0)
		return true;
	diags_error(r->d, "answers-syntax", ret->at,
		"there is nothing behind the = sign; write !skipped, or leave the line "
		"out");
	return false;
}

static void
say_no_such(const struct reader *r, const char *p, const char *id, bool section)
{
	const struct form *f = r->form;
	size_t count = section ? f->section_count : f->item_count;
	const char **names = arena_array(r->arena, count, sizeof *names);
	const char *near;

	for (size_t i = 0; i < count; i++)
		names[i] = section ? f->sections[i].id : f->items[i].id;
	near = diag_nearest(id, names, count);
	diags_error(r->d, section ? "answers-no-section" : "answers-no-item",
		place_of(r, p),
		near ? "there is no %s \"%s\"; did you mean \"%s\"?"
		     : "there is no %s \"%s\"",
		section ? "section" : "question", id, near);
}

/* "[growing_up] = !skipped": a whole section. */
static bool
section_line(const struct reader *r, const char *p, struct answers_line *ret)
{
	const char *id = skip_space(p + 1), *end;
	size_t n = strcspn(id, " \t]=");
	struct written w;
	char *name;

	end = skip_space(id + n);
	if (!is_id(id, n) || *end != ']' || *(end = skip_space(end + 1)) != '=') {
		diags_error(r->d, "answers-syntax", place_of(r, p),
			"write a whole section as [id] = !skipped");
		return false;
	}
	name = arena_strndup(r->arena, id, n);
	ret->section = form_section(r->form, name);
	if (!ret->section) {
		say_no_such(r, id, name, true);
		return false;
	}
	if (!written_read(r, end + 1, &w))
		return false;
	if (w.quoted || strcmp(w.text, "!skipped") != 0) {
		diags_error(r->d, "answers-reason", w.at,
			"a section can only be skipped: [%s] = !skipped", name);
		return false;
	}
	ret->value = value_missing(MISSING_SECTION_SKIPPED);
	return true;
}

static bool
item_line(const struct reader *r, const char *p, struct answers_line *ret)
{
	size_t n = strcspn(p, " \t=");
	const char *sign = skip_space(p + n);
	struct written w;
	char *id;

	if (!is_id(p, n) || *sign != '=') {
		diags_error(r->d, "answers-syntax", place_of(r, p),
			"a line is: the id of a question, =, the answer");
		return false;
	}
	id = arena_strndup(r->arena, p, n);
	ret->item = form_item(r->form, id);
	if (!ret->item) {
		say_no_such(r, p, id, false);
		return false;
	}
	return written_read(r, sign + 1, &w) &&
		value_written(r, ret->item, &w, &ret->value);
}

/* Was the same question or section named above? */
static bool
named_twice(const struct reader *r, const struct answers_line *lines, size_t count,
	const struct answers_line *line)
{
	for (size_t i = 0; i < count; i++) {
		if (lines[i].item != line->item || lines[i].section != line->section)
			continue;
		diags_error(r->d, "answers-twice", line->at,
			"\"%s\" is answered on line %d already",
			line->item ? line->item->id : line->section->id,
			lines[i].at.line);
		return true;
	}
	return false;
}

/* False, with a finding, when the bytes are no text that can be read line by line. */
static bool
bytes_ok(const char *name, const char *bytes, size_t n, struct diags *d)
{
	size_t good = utf8_valid(bytes, n);
	const char *nul = memchr(bytes, '\0', n);
	struct place at = {name, 1, 0};

	if (nul && (size_t)(nul - bytes) < good)
		good = (size_t)(nul - bytes);
	if (good == n)
		return true;
	for (size_t i = 0; i < good; i++)
		at.line += bytes[i] == '\n';
	diags_error(d, "answers-encoding", at,
		"this line is not UTF-8 text; save the file as UTF-8");
	return false;
}

struct answers_line *
answers_file_parse(struct arena *a, const struct form *f, const char *name,
	const char *bytes, size_t n, struct diags *d, size_t *ret_count)
{
	VEC(struct answers_line) lines = VEC_NONE;
	struct reader r = {a, f, d, name, 0, NULL};
	bool failed = false;

	if (!bytes_ok(name, bytes, n, d))
		return NULL;
	if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		bytes += 3, n -= 3;
	for (size_t at = 0, len; at < n; at += len + 1) {
		const char *end = memchr(bytes + at, '\n', n - at), *p;
		struct answers_line line = {.value = VALUE_NOT_REACHED};

		len = end ? (size_t)(end - (bytes + at)) : n - at;
		r.number++;
		r.line = arena_strndup(a, bytes + at,
			len > 0 && bytes[at + len - 1] == '\r' ? len - 1 : len);
		p = skip_space(r.line);
		if (!*p || *p == '#')
			continue;
		line.at = place_of(&r, p);
		if (!(*p == '[' ? section_line(&r, p, &line) : item_line(&r, p, &line)) ||
			named_twice(&r, lines.at, lines.count, &line))
			failed = true;
		else
			*vec_push(a, &lines) = line;
	}
	if (failed)
		return NULL;
	*ret_count = lines.count;
	return lines.count ? lines.at : arena_alloc(a, sizeof(struct answers_line));
}

void
answers_apply(struct answers *got, const struct answers_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (lines[i].item)
			got->at[lines[i].item->index] = lines[i].value;
	for (size_t i = 0; i < count; i++) {
		const struct section *s = lines[i].section;

		for (size_t k = 0; s && k < s->item_count; k++) {
			struct value *v = &got->at[s->first_item + k];

			if (v->missing == MISSING_NOT_REACHED)
				*v = lines[i].value;
		}
	}
}
