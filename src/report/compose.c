/*
 * compose.c - the document, part by part in the template's order
 */
#include <string.h>

#include "base/num.h"
#include "report/compose.h"

const char *
compose_take(struct compose *c)
{
	const char *text = arena_strndup(c->arena, buf_text(&c->buf), c->buf.len);

	buf_wipe(&c->buf);
	return text;
}

const char *
compose_words(const struct compose *c, const struct words *w)
{
	const char *text = form_words(w, c->lang);

	return text ? text : "";
}

/* NULL where it is the report's own. */
static const char *
other_lang(const struct compose *c, const char *lang)
{
	const char *own = text_lang_tag(c->in->lang);

	return lang && *lang && strncmp(lang, own, strlen(own)) != 0 ? lang : NULL;
}

const char *
compose_words_lang(const struct compose *c, const struct words *w)
{
	return other_lang(c, c->in->form->langs[w->in[c->lang] ? c->lang : 0]);
}

const char *
compose_said_lang(const struct compose *c)
{
	return other_lang(c, c->in->record->lang);
}

const char *
compose_value(struct compose *c, const struct item *it, const struct value *v)
{
	value_put_words(&c->buf, c->in->form, it, c->lang, c->in->lang, v);
	return compose_take(c);
}

const char *
compose_item_words(struct compose *c, const struct item *it)
{
	const char *number = compose_count(c, it->number);
	const char *words = compose_words(c, &it->text);

	if (!it->section->included)
		return compose_say(
			c, TEXT_REPORT_ITEM_WORDS, "number", number, "text", words);
	return compose_say(c, TEXT_REPORT_ITEM_WORDS_OF, "form",
		compose_words(c, &it->section->included->title), "number", number, "text",
		words);
}

const char *
compose_number(struct compose *c, double value)
{
	num_put(&c->buf, value, 2);
	return compose_take(c);
}

const char *
compose_count(struct compose *c, size_t n)
{
	buf_printf(&c->buf, "%zu", n);
	return compose_take(c);
}

const char *
compose_time(struct compose *c, int64_t ms)
{
	date_put_time(&c->buf, ms);
	return compose_take(c);
}

const char *
compose_day(struct compose *c, int64_t ms)
{
	date_put_words(&c->buf, date_of_instant(ms), c->in->lang);
	return compose_take(c);
}

const char *
compose_moment(struct compose *c, int64_t ms)
{
	return compose_say(c, TEXT_REPORT_MOMENT, "date", compose_day(c, ms), "time",
		compose_time(c, ms));
}

struct block *
compose_add(struct compose *c, enum block_kind kind)
{
	struct block *b = vec_push(c->arena, &c->doc->blocks);

	b->kind = kind;
	b->head = b->text = "";
	return b;
}

void
compose_text(struct compose *c, enum block_kind kind, const char *text)
{
	compose_add(c, kind)->text = text;
}

void
compose_heading(
	struct compose *c, const struct part *p, enum text_id id, const char *note)
{
	const char *own = part_title(p, c->in->lang);
	struct block *b = compose_add(c, BLOCK_HEADING);

	b->head = own ? own : text(c->in->lang, id);
	b->note = note;
}

void
compose_blanks(struct compose *c, struct block *b, const enum text_id *ids, size_t n)
{
	const char **labels = arena_array(c->arena, n, sizeof(*labels));

	for (size_t i = 0; i < n; i++)
		labels[i] = template_text(c->template, c->in->lang, ids[i]);
	b->blanks = labels;
	b->blank_count = n;
}

static bool
counts_item(const struct scale *s, const struct item *it)
{
	for (size_t i = 0; i < s->item_count; i++)
		if (s->items[i] == it)
			return true;
	return false;
}

bool
compose_validated(const struct form *f, const struct item *it)
{
	for (size_t i = 0; i < f->scale_count; i++)
		if (f->scales[i].validated && counts_item(&f->scales[i], it))
			return true;
	return false;
}

bool
compose_is_clinic_made(const struct form *f, const struct section *s)
{
	for (size_t i = 0; i < s->item_count; i++)
		if (compose_validated(f, &f->items[s->first_item + i]))
			return false;
	return true;
}

bool
compose_any_clinic_made(const struct form *f)
{
	for (size_t i = 0; i < f->scale_count; i++)
		if (!f->scales[i].validated)
			return true;
	return false;
}

bool
compose_any_validated(const struct form *f)
{
	for (size_t i = 0; i < f->scale_count; i++)
		if (f->scales[i].validated)
			return true;
	return false;
}

static void
compose_own_text(struct compose *c, const struct part *p)
{
	const char *own = part_title(p, c->in->lang);

	if (!p->text[c->in->lang])
		return; /* the clinic wrote none in this language */
	if (own)
		compose_add(c, BLOCK_HEADING)->head = own;
	compose_text(c, BLOCK_TEXT, p->text[c->in->lang]);
}

static void
compose_notes(struct compose *c, const struct part *p)
{
	compose_heading(c, p, TEXT_REPORT_NOTES, NULL);
	compose_add(c, BLOCK_RULED)->lines = p->lines;
}

static void
compose_sign(struct compose *c, const struct part *p)
{
	static const enum text_id blanks[] = {
		TEXT_REPORT_REVIEWER,
		TEXT_REPORT_LICENCE,
		TEXT_REPORT_SIGNATURE,
		TEXT_REPORT_DATE,
	};

	compose_heading(c, p, TEXT_REPORT_SIGN, NULL);
	compose_blanks(c, compose_add(c, BLOCK_SIGN), blanks, COUNT_OF(blanks));
}

/* In the order of enum part_kind. */
static void (*const parts[])(struct compose *c, const struct part *p) = {
	compose_identity,
	compose_alerts,
	compose_scores,
	compose_findings,
	compose_trend,
	compose_own_words,
	compose_topics,
	compose_skipped,
	compose_items,
	compose_own_text,
	compose_notes,
	compose_sign,
	compose_rules,
	compose_sources,
};
_Static_assert(COUNT_OF(parts) == PART_COUNT, "a function for each part");

/* What stands on every page. */
static void
compose_margins(struct compose *c)
{
	const struct report_input *in = c->in;
	const char *code = in->record->client;
	struct document *doc = c->doc;

	if (!code || !*code)
		code = text(in->lang, TEXT_REPORT_NO_CODE);
	doc->lang = in->lang;
	doc->made_at = in->made_at;
	doc->title = compose_words(c, &in->form->title);
	doc->running = arena_printf(c->arena, "%s · %s", code, doc->title);
	if (in->record->ended)
		date_put_words(&c->buf, date_of_instant(in->record->ended), in->lang);
	doc->running_right = compose_take(c);
	doc->foot =
		(struct foot){code, in->form->id, in->form->version, in->form->digest};
	doc->foot_line = c->template->foot[in->lang];
	doc->confidential = text(in->lang, TEXT_REPORT_CONFIDENTIAL);
	if (in->practice->sample)
		doc->sample = text(in->lang, TEXT_REPORT_SAMPLE);
}

/* Letterhead and title stand on top of page one, also where the review box is above who
 * it is. */
static void
put_title_first(struct compose *c)
{
	struct block *all = c->doc->blocks.at, *own;
	size_t first = 0, end, count;

	while (first < c->doc->blocks.count && all[first].kind != BLOCK_LETTERHEAD)
		first++;
	for (end = first; end < c->doc->blocks.count &&
		(all[end].kind == BLOCK_LETTERHEAD || all[end].kind == BLOCK_TITLE ||
			all[end].kind == BLOCK_SMALL);
		end++)
		;
	count = end - first;
	if (!first || !count)
		return;
	own = arena_array(c->arena, count, sizeof(*own));
	memcpy(own, all + first, count * sizeof(*own));
	memmove(all + count, all, first * sizeof(*all));
	memcpy(all, own, count * sizeof(*own));
}

/* The review box above who it is. */
static void
put_box_first(struct compose *c)
{
	struct block *all = c->doc->blocks.at, facts;
	size_t count = c->doc->blocks.count, from = 0, box = 0;

	while (from < count && all[from].kind != BLOCK_FACTS)
		from++;
	while (box < count && all[box].kind != BLOCK_REVIEW)
		box++;
	if (box >= count || from >= box)
		return;
	facts = all[from];
	memmove(all + from, all + from + 1, (box - from) * sizeof(*all));
	all[box] = facts;
}

const struct document *
report_compose(struct arena *a, const struct template *t, const struct report_input *in)
{
	struct compose c = {.arena = a, .template = t, .in = in, .buf = BUF_NONE};

	c.doc = arena_alloc(a, sizeof(*c.doc));
	c.lang = form_lang(in->form, text_lang_tag(in->lang));
	c.trends = trend_all(a, in->sittings, in->sitting_count);
	compose_margins(&c);
	for (size_t i = 0; i < t->part_count; i++)
		parts[t->parts[i].kind](&c, &t->parts[i]);
	compose_left_out(&c);
	put_title_first(&c);
	if (t->box_first)
		put_box_first(&c);
	buf_wipe(&c.buf);
	buf_free(&c.buf);
	return c.doc;
}
