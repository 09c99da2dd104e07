/*
 * compose_findings.c - key findings, by fixed rules
 *
 * In this order, at most six: a published cut that was reached (or a range that was
 * entered), a scale that could not be scored, the items answered at the far end of a
 * scale that rises with distress, parts that were left out whole.  Each cites its numbers
 * or its items, and none says more than they do.
 * Source: report.md, "Page 1".
 */
#include "report/compose.h"

enum { FINDINGS_MOST = 6 };

struct findings {
	struct compose *c;
	size_t count; /* also those that are not printed */
};

static void
finding_add(struct findings *f, const char *text)
{
	if (f->count++ < FINDINGS_MOST)
		compose_text(f->c, BLOCK_POINT, text);
}

static bool
is_scored(const struct score *s)
{
	return s->state == SCORE_SCORED || s->state == SCORE_PRORATED;
}

/* Every cut that was reached, in words; "": none. */
static const char *
cuts_reached(struct compose *c, const struct score *s)
{
	const char *cuts = "";

	for (size_t i = 0; s->cuts && i < s->scale->cut_count; i++)
		if (s->cuts[i] != CUT_BELOW)
			cuts = arena_printf(c->arena, "%s%s%s", cuts, *cuts ? "; " : "",
				compose_cut(c, &s->scale->cuts[i], s->cuts[i]));
	return cuts;
}

static const char *
score_words(struct compose *c, const struct score *s)
{
	const char *band = s->band ? compose_words(c, &s->band->label) : "";

	return compose_say(c, TEXT_REPORT_FINDING_SCORE, "scale",
		compose_words(c, &s->scale->title), "value", compose_number(c, s->value),
		"most", compose_number(c, s->scale->highest), "band",
		*band ? arena_printf(c->arena, ", %s", band) : "");
}

/* Where the scores say what each line means, or the report is condensed, one finding names
 * the scales; else a scale each, with those words. */
static void
find_cuts(struct findings *f)
{
	struct compose *c = f->c;
	const struct part *scores = template_part(c->template, PART_SCORES);
	bool said = scores && (!scores->brief || c->template->condensed);
	const char *all = "";

	for (size_t i = 0; i < c->in->form->scale_count; i++) {
		const struct score *s = &c->in->scores->scales[i];
		const char *cuts, *words;

		if (!s->scale->show || !s->scale->validated || !is_scored(s))
			continue;
		cuts = cuts_reached(c, s);
		words = score_words(c, s);
		if (*cuts && said)
			all = arena_printf(
				c->arena, "%s%s%s", all, *all ? "; " : "", words);
		else if (*cuts)
			finding_add(f, arena_printf(c->arena, "%s. %s", words, cuts));
	}
	if (*all)
		finding_add(f, compose_say(c, TEXT_REPORT_FINDING_CUTS, "scales", all));
}

static void
find_unscored(struct findings *f)
{
	struct compose *c = f->c;

	for (size_t i = 0; i < c->in->form->scale_count; i++) {
		const struct score *s = &c->in->scores->scales[i];

		if (s->scale->show && s->state == SCORE_NOT_SCORED)
			finding_add(f,
				compose_say(c, TEXT_REPORT_FINDING_UNSCORED, "scale",
					compose_words(c, &s->scale->title), "why",
					compose_why_not(c, s)));
	}
}

/* Does a shown scale that rises with distress count it at its far end? */
static bool
at_far_end(const struct compose *c, const struct item *it)
{
	const struct form *form = c->in->form;
	struct value v = answers_value(c->in->answers, it);
	const struct choice_list *l = it->choices;

	/* of two answers one is not far from the other */
	if (v.missing != MISSING_NO || !l || !l->scored || l->count < 3 ||
		it->type == ITEM_MANY)
		return false;
	for (size_t i = 0; i < form->scale_count; i++) {
		const struct scale *s = &form->scales[i];

		for (size_t k = 0; k < s->item_count; k++)
			if (s->items[k] == it && s->show && !s->higher_better)
				return s->reversed[k]
					? l->at[v.choice].score <= l->lowest
					: l->at[v.choice].score >= l->highest;
	}
	return false;
}

static void
find_items(struct findings *f)
{
	struct compose *c = f->c;
	const struct form *form = c->in->form;
	size_t count = 0;

	for (size_t i = 0; i < form->item_count; i++)
		if (at_far_end(c, &form->items[i]))
			buf_printf(&c->buf, "%s%zu", count++ ? ", " : "",
				form->items[i].number);
	if (count)
		finding_add(f,
			compose_say(
				c, TEXT_REPORT_FINDING_ITEMS, "items", compose_take(c)));
}

const char *
compose_part_left(struct compose *c, const struct section *s)
{
	const struct item *first = &c->in->form->items[s->first_item];
	const char *title = compose_words(c, &s->title);
	const char *from = compose_count(c, first->number);
	size_t k = 0;

	while (k < s->item_count &&
		answers_value(c->in->answers, first + k).missing !=
			MISSING_SECTION_SKIPPED)
		k++;
	if (k == s->item_count)
		return NULL;
	if (s->item_count == 1)
		return compose_say(
			c, TEXT_REPORT_FINDING_PART_ONE, "part", title, "item", from);
	return compose_say(c, TEXT_REPORT_FINDING_PART, "part", title, "from", from, "to",
		compose_count(c, first[s->item_count - 1].number));
}

static void
find_parts(struct findings *f)
{
	const struct form *form = f->c->in->form;

	for (size_t i = 0; i < form->section_count; i++) {
		const char *words = compose_part_left(f->c, &form->sections[i]);

		if (words)
			finding_add(f, words);
	}
}

void
compose_findings(struct compose *c, const struct part *p)
{
	struct findings f = {c, 0};

	compose_heading(
		c, p, TEXT_REPORT_FINDINGS, text(c->in->lang, TEXT_REPORT_FINDINGS_NOTE));
	find_cuts(&f);
	if (!c->template->condensed) /* else the scores say so, */
		find_unscored(&f);
	find_items(&f);
	if (!c->template->condensed) /* and what was not answered */
		find_parts(&f);
	if (!f.count)
		compose_text(c, BLOCK_TEXT, text(c->in->lang, TEXT_REPORT_NO_FINDINGS));
	else if (f.count > FINDINGS_MOST)
		compose_text(c, BLOCK_SMALL,
			compose_say(c, TEXT_REPORT_FINDINGS_MORE, "count",
				compose_count(c, f.count - FINDINGS_MOST)));
}
