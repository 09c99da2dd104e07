/*
 * compose_skipped.c - what was not answered, and why; what the template leaves out
 *
 * The six reasons are told apart.  In full there is a row for each; in short a line for each
 * reason, with the numbers of its items.  Nothing of it is ever left out.
 */
#include <string.h>

#include "report/compose.h"

/* Was this item put to the client by itself, and not answered? */
static bool
is_told_apart(enum missing why)
{
	return why == MISSING_SKIPPED || why == MISSING_DONT_KNOW ||
		why == MISSING_DOES_NOT_APPLY;
}

/* "Item 9": safety items without an answer, of that section or of all (NULL); NULL: none. */
static const char *
still_to_ask(struct compose *c, const struct section *section)
{
	const struct report_input *in = c->in;
	size_t count = 0;

	for (size_t i = 0; i < in->form->safety_count; i++) {
		const struct safety_result *s = &in->scores->safeties[i];
		const struct item *it = s->safety->item;

		if (s->state != SAFETY_ASK || !it || (section && it->section != section))
			continue;
		buf_printf(&c->buf, "%s%zu", count++ ? ", " : "", it->number);
	}
	if (!count)
		return NULL;
	return count == 1
		? compose_say(c, TEXT_REPORT_ITEM_NUMBER, "number", compose_take(c))
		: compose_say(c, TEXT_REPORT_ITEMS_NUMBERS, "numbers", compose_take(c));
}

const char *
compose_part_skipped(struct compose *c, const struct section *s)
{
	const char *ask = still_to_ask(c, s);

	if (!ask)
		return text(c->in->lang, TEXT_REPORT_SECTION_SKIPPED);
	return compose_say(c, TEXT_REPORT_SECTION_SKIPPED_ASK, "items", ask);
}

static size_t
skipped_rows(struct compose *c)
{
	const struct form *f = c->in->form;
	size_t count = 0;

	for (size_t i = 0; i < f->item_count; i++) {
		struct value v = answers_value(c->in->answers, &f->items[i]);
		struct item_row *row;

		if (!is_told_apart(v.missing))
			continue;
		row = arena_alloc(c->arena, sizeof(*row));
		row->number = compose_count(c, f->items[i].number);
		row->text = compose_words(c, &f->items[i].text);
		row->lang = compose_words_lang(c, &f->items[i].text);
		row->answer = compose_value(c, &f->items[i], &v);
		row->missing = true;
		compose_add(c, BLOCK_ABSENT)->item = row;
		count++;
	}
	return count;
}

/* One row for the items from first on that lack an answer for the same reason and stand
 * in one section; returns the first item behind them. */
static size_t
skipped_run(struct compose *c, size_t first, enum missing why)
{
	const struct form *f = c->in->form;
	const struct item *from = &f->items[first], *to = from;
	struct item_row *row = arena_alloc(c->arena, sizeof(*row));
	struct value v = answers_value(c->in->answers, from);
	const struct words *words;
	size_t i = first + 1;

	for (; i < f->item_count && f->items[i].section == from->section; i++) {
		enum missing m = answers_value(c->in->answers, &f->items[i]).missing;

		if (m == why)
			to = &f->items[i];
		else if (why != MISSING_SECTION_SKIPPED || m != MISSING_NOT_ASKED)
			break; /* what a skipped part would not have asked is in it */
	}
	row->number = to == from
		? compose_count(c, from->number)
		: arena_printf(c->arena, "%zu–%zu", from->number, to->number);
	words = to == from ? &from->text : &from->section->title;
	row->text = compose_words(c, words);
	row->lang = compose_words_lang(c, words);
	row->answer = why == MISSING_SECTION_SKIPPED
		? compose_part_skipped(c, from->section)
		: compose_value(c, from, &v);
	row->missing = true;
	compose_add(c, BLOCK_ABSENT)->item = row;
	return i;
}

/* Is it inside the row of a skipped part already? */
static bool
in_skipped_part(const struct compose *c, const struct item *it)
{
	for (size_t i = it->section->first_item; i < it->index; i++)
		if (answers_value(c->in->answers, &c->in->form->items[i]).missing ==
			MISSING_SECTION_SKIPPED)
			return true;
	return false;
}

static size_t
skipped_runs(struct compose *c, enum missing why)
{
	const struct form *f = c->in->form;
	size_t count = 0;

	for (size_t i = 0; i < f->item_count;) {
		if (answers_value(c->in->answers, &f->items[i]).missing != why ||
			(why == MISSING_NOT_ASKED && in_skipped_part(c, &f->items[i]))) {
			i++;
			continue;
		}
		i = skipped_run(c, i, why);
		count++;
	}
	return count;
}

/* "3, 5–9, 12": the items that lack an answer for that reason; how many runs. */
static size_t
put_numbers(struct compose *c, enum missing why)
{
	const struct form *f = c->in->form;
	size_t count = 0;

	for (size_t i = 0; i < f->item_count;) {
		size_t end = i;

		while (end < f->item_count &&
			answers_value(c->in->answers, &f->items[end]).missing == why &&
			!(why == MISSING_NOT_ASKED && in_skipped_part(c, &f->items[end])))
			end++;
		if (end > i)
			buf_printf(&c->buf, "%s%zu", count++ ? ", " : "",
				f->items[i].number);
		if (end > i + 1)
			buf_printf(&c->buf, "%s%zu", end > i + 2 ? "–" : ", ",
				f->items[end - 1].number);
		i = end > i ? end : i + 1;
	}
	return count;
}

/* "I don't know. Items: 7, 8"; NULL: no item lacks an answer for that reason. */
static const char *
reason_words(struct compose *c, enum missing why)
{
	if (!put_numbers(c, why))
		return NULL;
	return compose_say(c, TEXT_REPORT_SKIPPED_NUMBERS, "reason",
		missing_words_in(c->in->lang, why), "items", compose_take(c));
}

static const enum missing reasons[] = {MISSING_SKIPPED, MISSING_DONT_KNOW,
	MISSING_DOES_NOT_APPLY, MISSING_NOT_REACHED, MISSING_NOT_ASKED};

/* A line for each reason, with the items it holds for. */
static size_t
skipped_numbers(struct compose *c)
{
	size_t count = 0;

	for (size_t i = 0; i < COUNT_OF(reasons); i++) {
		const char *words = reason_words(c, reasons[i]);

		if (!words)
			continue;
		compose_text(c, BLOCK_POINT, words);
		count++;
	}
	return count;
}

static void
skipped_heading(struct compose *c, const struct part *p)
{
	const char *ask = still_to_ask(c, NULL);

	compose_heading(c, p, TEXT_REPORT_SKIPPED,
		ask ? compose_say(c, TEXT_REPORT_SKIPPED_NOTE_ASK, "items", ask)
		    : text(c->in->lang, TEXT_REPORT_SKIPPED_NOTE));
}

/* All of it as one paragraph, parts before reasons; nothing needs no heading. */
static void
skipped_condensed(struct compose *c, const struct part *p)
{
	const struct form *f = c->in->form;
	const char *all = "", *between = "";

	for (size_t i = 0; i < f->section_count + COUNT_OF(reasons); i++) {
		const bool part = i < f->section_count;
		const char *words = part ? compose_part_left(c, &f->sections[i])
					 : reason_words(c, reasons[i - f->section_count]);

		if (!words)
			continue;
		all = arena_printf(c->arena, "%s%s%s", all, between, words);
		between = part ? " " : " · "; /* a part is a whole sentence */
	}
	if (*all)
		skipped_heading(c, p);
	compose_text(
		c, BLOCK_TEXT, *all ? all : text(c->in->lang, TEXT_REPORT_NONE_SKIPPED));
}

void
compose_skipped(struct compose *c, const struct part *p)
{
	size_t count = 0;

	if (c->template->condensed) {
		skipped_condensed(c, p);
		return;
	}
	skipped_heading(c, p);
	count += skipped_runs(c, MISSING_SECTION_SKIPPED);
	if (p->brief) {
		count += skipped_numbers(c);
	} else {
		count += skipped_rows(c);
		count += skipped_runs(c, MISSING_NOT_REACHED);
		count += skipped_runs(c, MISSING_NOT_ASKED);
	}
	if (!count)
		compose_text(c, BLOCK_TEXT, text(c->in->lang, TEXT_REPORT_NONE_SKIPPED));
}

/* ---- what the template leaves out ---- */

/* Parts that a reader would miss, what they are called, and whether this record has any. */
static const struct {
	enum part_kind kind;
	enum text_id title;
} evidence[] = {
	{PART_SCORES,  TEXT_REPORT_SCORES },
	{PART_TREND,   TEXT_REPORT_TREND  },
	{PART_WORDS,   TEXT_REPORT_WORDS  },
	{PART_TOPICS,  TEXT_REPORT_TOPICS },
	{PART_ITEMS,   TEXT_REPORT_ITEMS  },
	{PART_RULES,   TEXT_REPORT_RULES  },
	{PART_SOURCES, TEXT_REPORT_SOURCES},
};

static bool
has_earlier(const struct compose *c)
{
	for (size_t i = 0; i < c->trends->count; i++)
		if (c->trends->all[i].since_last.from)
			return true;
	return false;
}

static bool
record_has(const struct compose *c, enum part_kind kind)
{
	const struct form *f = c->in->form;

	if (kind == PART_TOPICS || kind == PART_RULES)
		return f->topic_count > 0;
	if (kind == PART_TREND)
		return has_earlier(c);
	if (kind == PART_SCORES)
		return f->scale_count > 0;
	if (kind == PART_WORDS) /* without their part they stand among the items */
		return !template_part(c->template, PART_ITEMS);
	return true;
}

/* What a report lacks since it was to fit on one page: parts of scales, what cuts mean. */
static size_t
put_condensed(struct compose *c)
{
	const struct form *f = c->in->form;
	size_t count = 0;
	bool cuts = false;

	for (size_t i = 0; i < f->scale_count; i++) {
		const struct scale *s = &f->scales[i];

		cuts = cuts || (s->show && s->cut_count);
		if (s->show && compose_is_part(f, s))
			buf_printf(&c->buf, "%s%s", count++ ? " · " : "",
				compose_words(c, &s->title));
	}
	if (cuts)
		buf_printf(&c->buf, "%s%s", count++ ? " · " : "",
			text(c->in->lang, TEXT_REPORT_LEFT_OUT_CUTS));
	return count;
}

static bool
shows(const struct template *t, enum part_kind kind)
{
	return template_part(t, kind) && !(kind == PART_WORDS && t->without_words);
}

void
compose_left_out(struct compose *c)
{
	const char *id = c->in->record_id;
	size_t count = 0;

	if (c->template->condensed)
		count = put_condensed(c);
	for (size_t i = 0; i < COUNT_OF(evidence); i++)
		if (!shows(c->template, evidence[i].kind) &&
			record_has(c, evidence[i].kind))
			buf_printf(&c->buf, "%s%s", count++ ? " · " : "",
				text(c->in->lang, evidence[i].title));
	if (!count)
		return;
	compose_text(c, BLOCK_SMALL,
		compose_say(c, TEXT_REPORT_LEFT_OUT, "parts", compose_take(c)));
	if (strcmp(c->template->id, "standard") != 0) /* on a line, to be copied */
		compose_text(c, BLOCK_SMALL,
			compose_say(c, TEXT_REPORT_LEFT_OUT_SEE, "record",
				*id ? id : "RECORD"));
}
