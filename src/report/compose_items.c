/*
 * compose_items.c - the evidence: own words, every item, sources
 */
#include <string.h>

#include "report/compose.h"

/* Free text of these roles says who somebody is, not how they are. */
static const char *const who_roles[] = {"name", "contact", "emergency", "place", "born"};
/* Own words come in this order, then those without a role. */
static const char *const word_roles[] = {"words", "goal", "strength", "pace", "medical"};

static bool
has_role(const struct item *it, const char *const *roles, size_t count)
{
	for (size_t i = 0; it->role && i < count; i++)
		if (strcmp(it->role, roles[i]) == 0)
			return true;
	return false;
}

static bool
is_own_words(const struct item *it)
{
	return it->type == ITEM_TEXT && !has_role(it, who_roles, COUNT_OF(who_roles));
}

/* ---- own words ---- */

/* Free text with that role; NULL: with none of the roles above. */
static size_t
quote_role(struct compose *c, const char *role)
{
	const struct form *f = c->in->form;
	size_t count = 0;

	for (size_t i = 0; i < f->item_count; i++) {
		const struct item *it = &f->items[i];
		struct value v = answers_value(c->in->answers, it);
		struct block *b;

		if (!is_own_words(it) || v.missing != MISSING_NO)
			continue;
		if (role ? !it->role || strcmp(it->role, role) != 0
			 : has_role(it, word_roles, COUNT_OF(word_roles)))
			continue;
		b = compose_add(c, BLOCK_QUOTE);
		b->head = compose_say(c, TEXT_REPORT_ASKED, "number",
			compose_count(c, it->number), "text",
			compose_words(c, &it->text));
		b->head_lang = compose_words_lang(c, &it->text);
		b->text = v.text;
		b->text_lang = compose_said_lang(c);
		count++;
	}
	return count;
}

static bool
asks_for_words(const struct form *f)
{
	for (size_t i = 0; i < f->item_count; i++)
		if (is_own_words(&f->items[i]))
			return true;
	return false;
}

void
compose_own_words(struct compose *c, const struct part *p)
{
	size_t count = 0;

	if (c->template->without_words || !asks_for_words(c->in->form))
		return;
	compose_heading(c, p, TEXT_REPORT_WORDS, NULL);
	for (size_t i = 0; i < COUNT_OF(word_roles); i++)
		count += quote_role(c, word_roles[i]);
	count += quote_role(c, NULL);
	if (!count)
		compose_text(c, BLOCK_TEXT, text(c->in->lang, TEXT_REPORT_NO_WORDS));
}

/* ---- every item ---- */

static bool
is_flagged(const struct compose *c, const struct item *it)
{
	const struct scores *s = c->in->scores;

	for (size_t i = 0; i < c->in->form->safety_count; i++)
		if (s->safeties[i].safety->item == it &&
			(s->safeties[i].state == SAFETY_FLAG ||
				s->safeties[i].state == SAFETY_ASK))
			return true;
	for (size_t i = 0; i < c->in->form->alert_count; i++) {
		const struct alert_result *a = &s->alerts[i];

		if (a->state != TRUTH_YES || a->alert->level == ALERT_INFO)
			continue;
		for (size_t k = 0; k < a->because_count; k++)
			if (a->because[k] == it)
				return true;
	}
	return false;
}

static bool
is_reversed(const struct form *f, const struct item *it)
{
	for (size_t i = 0; i < f->scale_count; i++)
		for (size_t k = 0; k < f->scales[i].item_count; k++)
			if (f->scales[i].items[k] == it && f->scales[i].reversed[k])
				return true;
	return false;
}

/* One dot for each scored answer, from the lowest score; the chosen one is full. */
static void
row_dots(const struct item *it, const struct value *v, struct item_row *row)
{
	const struct choice_list *l = it->choices;

	if (!l || !l->scored || v->missing != MISSING_NO || it->type == ITEM_MANY)
		return;
	for (size_t i = 0; i < l->count; i++) {
		if (l->at[i].missing)
			continue;
		row->dots++;
		row->dot += l->at[i].score < l->at[v->choice].score;
	}
}

/* The answer; for a flag that was taken back, also what was said before. */
static const char *
answer_words(struct compose *c, const struct item *it, const struct value *v)
{
	const char *now = compose_value(c, it, v);

	for (size_t i = 0; i < c->in->form->safety_count; i++) {
		const struct safety_result *s = &c->in->scores->safeties[i];

		if (s->safety->item != it || s->state != SAFETY_FLAG ||
			value_equal(it, v, &s->flagged.value))
			continue;
		return compose_say(c, TEXT_REPORT_ANSWER_WAS, "now", now, "then",
			compose_value(c, it, &s->flagged.value));
	}
	return now;
}

static void
compose_item(struct compose *c, const struct item *it)
{
	struct item_row *row = arena_alloc(c->arena, sizeof(*row));
	struct value v = answers_value(c->in->answers, it);
	const struct part *identity = template_part(c->template, PART_IDENTITY);

	row->number = compose_count(c, it->number);
	row->text = compose_words(c, &it->text);
	row->missing = v.missing != MISSING_NO;
	row->flagged = is_flagged(c, it);
	row->reversed = is_reversed(c->in->form, it);
	row_dots(it, &v, row);
	if (!row->missing && it->role && strcmp(it->role, "name") == 0 &&
		(!identity || !identity->name)) {
		row->answer = text(c->in->lang, TEXT_REPORT_NAME_KEPT);
		row->missing = true;
	} else if (!row->missing && is_own_words(it) &&
		template_part(c->template, PART_WORDS)) {
		row->answer = text(c->in->lang, TEXT_REPORT_SEE_WORDS);
		row->missing = true;
	} else {
		row->answer = answer_words(c, it, &v);
	}
	row->lang = compose_words_lang(c, &it->text);
	if (!row->missing)
		row->answer_lang =
			it->type == ITEM_TEXT ? compose_said_lang(c) : row->lang;
	compose_add(c, BLOCK_ITEM)->item = row;
}

/* "PHQ-9 · The last two weeks" where the form was put in. */
static const char *
section_name(struct compose *c, const struct section *s)
{
	const char *title = compose_words(c, &s->title);

	return s->included ? arena_printf(c->arena, "%s · %s",
				     compose_words(c, &s->included->title), title)
			   : title;
}

static void
compose_stem(struct compose *c, const struct grid *g)
{
	struct block *b = compose_add(c, BLOCK_STEM);

	b->text = compose_words(c, &g->stem);
	b->text_lang = compose_words_lang(c, &g->stem);
}

static void
compose_section(struct compose *c, const struct section *s, bool label)
{
	const struct form *f = c->in->form;
	const struct grid *grid = NULL;
	struct block *head;
	bool skipped = false;

	head = compose_add(c, BLOCK_SECTION);
	head->head = section_name(c, s);
	head->head_lang = compose_words_lang(c, &s->title);
	for (size_t i = 0; i < s->item_count && !skipped; i++)
		skipped = answers_value(c->in->answers, &f->items[s->first_item + i])
				  .missing == MISSING_SECTION_SKIPPED;
	if (label)
		compose_text(c, BLOCK_LABEL, text(c->in->lang, TEXT_REPORT_CLINIC_MADE));
	if (skipped)
		compose_text(c, BLOCK_TEXT, compose_part_skipped(c, s));
	for (size_t i = 0; i < s->item_count; i++) {
		const struct item *it = &f->items[s->first_item + i];

		if (it->grid && it->grid != grid)
			compose_stem(c, it->grid);
		grid = it->grid;
		compose_item(c, it);
	}
	if (!s->item_count)
		compose_text(c, BLOCK_TEXT, text(c->in->lang, TEXT_REPORT_NO_ITEMS));
}

void
compose_items(struct compose *c, const struct part *p)
{
	const struct form *f = c->in->form;
	bool mixed = compose_any_validated(f) && compose_any_clinic_made(f);

	compose_heading(c, p, TEXT_REPORT_ITEMS, NULL);
	if (compose_any_clinic_made(f) && !mixed)
		compose_text(c, BLOCK_LABEL, text(c->in->lang, TEXT_REPORT_CLINIC_MADE));
	for (size_t i = 0; i < f->section_count; i++)
		compose_section(c, &f->sections[i],
			mixed && compose_is_clinic_made(f, &f->sections[i]));
	if (!f->item_count)
		compose_text(c, BLOCK_TEXT, text(c->in->lang, TEXT_REPORT_NO_ITEMS));
	compose_text(c, BLOCK_SMALL, text(c->in->lang, TEXT_REPORT_ITEMS_LEGEND));
}

/* ---- notices, licences, publications ---- */

/* A form that was put in: its name and version, its owner's notice, its source. */
static void
compose_included(struct compose *c, const struct included *in)
{
	const char *name = compose_say(c, TEXT_REPORT_INCLUDED, "title",
		compose_words(c, &in->title), "form", in->id, "version",
		compose_count(c, (size_t)in->version));

	buf_str(&c->buf, name);
	if (form_words(&in->notice, c->lang))
		buf_printf(&c->buf, " %s", compose_words(c, &in->notice));
	if (form_words(&in->source, c->lang))
		buf_printf(&c->buf, " %s", compose_words(c, &in->source));
	compose_text(c, BLOCK_SMALL, compose_take(c));
}

void
compose_sources(struct compose *c, const struct part *p)
{
	const struct form *f = c->in->form;

	compose_heading(c, p, TEXT_REPORT_SOURCES, NULL);
	if (form_words(&f->notice, c->lang))
		compose_text(c, BLOCK_SMALL, compose_words(c, &f->notice));
	if (form_words(&f->source, c->lang))
		compose_text(c, BLOCK_SMALL, compose_words(c, &f->source));
	for (size_t i = 0; i < f->included_count; i++)
		compose_included(c, &f->included[i]);
	for (size_t i = 0; i < f->scale_count; i++)
		if (form_words(&f->scales[i].source, c->lang))
			compose_text(c, BLOCK_SMALL,
				arena_printf(c->arena, "%s: %s",
					compose_words(c, &f->scales[i].title),
					compose_words(c, &f->scales[i].source)));
	compose_text(c, BLOCK_SMALL,
		compose_say(c, TEXT_REPORT_SOFTWARE, "form", f->id, "version",
			compose_count(c, (size_t)f->version), "digest", f->digest));
}
