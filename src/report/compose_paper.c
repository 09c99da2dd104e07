/*
 * compose_paper.c - a blank form: what stands around its questions, and the order of all
 *
 * Sentences that the screen says too are the screen's own.
 */
#include <string.h>

#include "report/compose_paper.h"

enum { LINES_FOR_NUMBERS = 3 };

static bool
has(const struct compose *c, const struct words *w)
{
	return *compose_words(c, w) != '\0';
}

/* Each line of the text is a paragraph. */
static void
put_paragraphs(struct compose *c, const char *words)
{
	while (*words) {
		size_t n = strcspn(words, "\n");

		if (n)
			compose_text(c, BLOCK_TEXT, arena_strndup(c->arena, words, n));
		words += n + (words[n] == '\n');
	}
}

static void
put_words(struct compose *c, const struct words *w)
{
	put_paragraphs(c, compose_words(c, w));
}

/* ---- around the questions ---- */

static const char *
crisis_lines(struct compose *c)
{
	if (c->in->practice)
		practice_put_lines(&c->buf, c->in->practice, c->in->lang);
	while (c->buf.len && c->buf.data[c->buf.len - 1] == '\n')
		c->buf.data[--c->buf.len] = '\0';
	return compose_take(c);
}

static bool
has_lines(const struct compose *c)
{
	return c->in->practice && c->in->practice->line_count;
}

/* The practice's lines; without any, a place to write them. */
static void
put_crisis(struct compose *c, enum text_id head)
{
	struct block *b = compose_add(c, BLOCK_BOX);

	b->head = text(c->in->lang, head);
	if (has_lines(c)) {
		b->text = crisis_lines(c);
		return;
	}
	b->text = text(c->in->lang, TEXT_PAPER_CRISIS_ROOM);
	b->lines = LINES_FOR_NUMBERS;
}

static void
put_title(struct compose *c)
{
	static const enum text_id blanks[] = {TEXT_PAPER_CODE, TEXT_PAPER_DATE};

	if (c->in->practice)
		compose_letterhead(c);
	compose_add(c, BLOCK_TITLE)->head = compose_words(c, &c->in->form->title);
	compose_blanks(c, compose_add(c, BLOCK_SIGN), blanks, COUNT_OF(blanks));
}

/* In the client's language, else in the practice's own; NULL: not said. */
static const char *
policy(const struct compose *c, const char *const said[LANG_COUNT])
{
	const char *here = said[c->in->lang];

	return here ? here : said[text_lang(c->in->practice->lang)];
}

/* Who reads it, and when: the practice's own words. */
static void
put_policy(struct compose *c)
{
	const struct practice *p = c->in->practice;
	const char *readers = p ? policy(c, p->readers) : NULL;
	const char *within, *out;

	if (!readers)
		return;
	within = policy(c, p->within);
	out = policy(c, p->out_of_hours);
	if (within)
		text_fill(&c->buf, c->in->lang, TEXT_WELCOME_READERS, "readers", readers,
			"within", within, NULL);
	else
		text_fill(&c->buf, c->in->lang, TEXT_WELCOME_READERS_ONLY, "readers",
			readers, NULL);
	if (out) {
		buf_char(&c->buf, ' ');
		text_fill(&c->buf, c->in->lang, TEXT_WELCOME_OUT_OF_HOURS, "out", out,
			NULL);
	}
	compose_text(c, BLOCK_TEXT, compose_take(c));
}

static void
put_consent(struct compose *c)
{
	static const enum text_id choices[] = {
		TEXT_DO_CONSENT_YES, TEXT_DO_CONSENT_NO, TEXT_DO_CONSENT_TALK};
	const struct form *f = c->in->form;
	struct question *q = arena_alloc(c->arena, sizeof(*q));
	struct tick *ticks = arena_array(c->arena, COUNT_OF(choices), sizeof(*ticks));

	compose_add(c, BLOCK_HEADING)->head = text(c->in->lang, TEXT_CONSENT_TITLE);
	put_paragraphs(c,
		has(c, &f->consent) ? compose_words(c, &f->consent)
				    : text(c->in->lang, TEXT_CONSENT_DEFAULT));
	put_policy(c);
	put_crisis(c, TEXT_CRISIS_TITLE);
	for (size_t i = 0; i < COUNT_OF(choices); i++) {
		ticks[i].round = true;
		ticks[i].label = text(c->in->lang, choices[i]);
	}
	q->number = "";
	q->text = text(c->in->lang, TEXT_CONSENT_ASK);
	q->ticks = ticks;
	q->tick_count = COUNT_OF(choices);
	compose_add(c, BLOCK_QUESTION)->question = q;
}

static void
put_box(struct compose *c, enum text_id head, const char *words)
{
	struct block *b = compose_add(c, BLOCK_BOX);

	b->head = text(c->in->lang, head);
	b->text = words;
}

static void
put_front(struct compose *c)
{
	const struct form *f = c->in->form;

	put_title(c);
	put_words(c, &f->welcome);
	put_consent(c);
	put_box(c, TEXT_PAPER_HOW_TITLE, text(c->in->lang, TEXT_PAPER_HOW));
	if (has(c, &f->pause))
		put_box(c, TEXT_PAPER_PAUSE, compose_words(c, &f->pause));
}

/* ---- sections ---- */

bool
is_foreign(const struct compose *c, const struct section *s)
{
	return s->included && !s->included->has_lang[c->lang];
}

bool
may_be_left(const struct compose *c, const struct section *s)
{
	return s->sensitive || is_foreign(c, s);
}

/* An instrument that has no words in this language is in the form's own. */
static void
put_foreign(struct compose *c)
{
	static const enum text_id names[LANG_COUNT] = {TEXT_IN_LANG_EN, TEXT_IN_LANG_ES};
	enum lang other = text_lang(c->in->form->langs[0]);

	compose_text(c, BLOCK_TEXT,
		compose_say(
			c, TEXT_OTHER_PART, "language", text(c->in->lang, names[other])));
}

static void
put_section_head(struct compose *c, const struct section *s)
{
	const struct form *f = c->in->form;
	const char *title = compose_words(c, &s->title);
	const char *only = route_of_section(c, s);
	struct block *b;

	if (f->section_count > 1)
		title = compose_say(c, TEXT_PART, "number", compose_count(c, s->number),
			"total", compose_count(c, f->section_count), "title", title);
	b = compose_add(c, BLOCK_HEADING);
	b->head = title;
	b->note = s->included ? compose_words(c, &s->included->title) : NULL;
	if (only)
		compose_text(c, BLOCK_ONLY, only);
	if (is_foreign(c, s))
		put_foreign(c);
	put_words(c, &s->before);
	if (may_be_left(c, s))
		compose_text(c, BLOCK_TICK, text(c->in->lang, TEXT_PAPER_SKIP_PART));
}

/* Items from *at on that stand together: a grid, or one question. */
static void
put_items(struct compose *c, const struct section *s, size_t *at)
{
	const struct item *first = &c->in->form->items[*at];
	bool safety = first->safety != NULL;

	if (first->grid) {
		for (size_t i = 0; i < first->grid->item_count; i++)
			safety = safety || first[i].safety;
		compose_grid(c, s, first);
		*at += first->grid->item_count;
	} else {
		compose_question(c, s, first);
		(*at)++;
	}
	if (safety) /* nobody answers the paper: the lines are at hand for everybody */
		put_crisis(c, TEXT_SAFETY_SOFT_BODY);
}

static void
put_section(struct compose *c, const struct section *s)
{
	size_t at = s->first_item;

	put_section_head(c, s);
	while (at < s->first_item + s->item_count)
		put_items(c, s, &at);
	put_words(c, &s->after);
}

/* ---- the end ---- */

static bool
asks_about_safety(const struct form *f)
{
	for (size_t i = 0; i < f->safety_count; i++)
		if (f->safeties[i].item)
			return true;
	return false;
}

/* What the owner of an instrument wants to stand beside it. */
static void
put_notices(struct compose *c)
{
	const struct form *f = c->in->form;

	if (has(c, &f->notice))
		compose_text(c, BLOCK_SMALL, compose_words(c, &f->notice));
	for (size_t i = 0; i < f->included_count; i++)
		if (has(c, &f->included[i].notice))
			compose_text(c, BLOCK_SMALL,
				arena_printf(c->arena, "%s: %s",
					compose_words(c, &f->included[i].title),
					compose_words(c, &f->included[i].notice)));
}

static void
put_closing(struct compose *c)
{
	const struct form *f = c->in->form;

	compose_add(c, BLOCK_HEADING)->head = text(c->in->lang, TEXT_DONE_TITLE);
	put_paragraphs(c,
		has(c, &f->closing) ? compose_words(c, &f->closing)
				    : text(c->in->lang, TEXT_DONE_DEFAULT));
	if (has_lines(c) && !asks_about_safety(f))
		put_crisis(c, TEXT_CRISIS_TITLE);
	put_notices(c);
}

static void
put_margins(struct compose *c)
{
	const struct form *f = c->in->form;
	struct document *doc = c->doc;

	doc->lang = c->in->lang;
	doc->made_at = c->in->made_at;
	doc->title = doc->running = compose_words(c, &f->title);
	doc->running_right = text(doc->lang, TEXT_PAPER_CODE_AGAIN);
	doc->foot = (struct foot){NULL, f->id, f->version, f->digest};
	doc->confidential = text(doc->lang, TEXT_REPORT_CONFIDENTIAL);
	if (c->in->practice && c->in->practice->sample)
		doc->sample = text(doc->lang, TEXT_REPORT_SAMPLE);
}

const struct document *
paper_compose(struct arena *a, const struct paper_input *in)
{
	struct report_input all = {.form = in->form,
		.practice = in->practice,
		.lang = text_lang(in->form->langs[in->lang]),
		.made_at = in->made_at};
	struct compose c = {.arena = a,
		.template = &paper_template,
		.in = &all,
		.lang = in->lang,
		.buf = BUF_NONE};

	c.doc = arena_alloc(a, sizeof(*c.doc));
	put_margins(&c);
	put_front(&c);
	for (size_t i = 0; i < in->form->section_count; i++)
		put_section(&c, &in->form->sections[i]);
	put_closing(&c);
	compose_staff(&c);
	buf_free(&c.buf);
	return c.doc;
}
