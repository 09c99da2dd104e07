/*
 * compose_scores.c - one row for each scale that shows
 *
 * Published scales first; the clinic's own after them, under their label, with neither
 * bands nor cuts.  A scale whose items another counts too, and which has no bands, is a
 * part of that: smaller, below the whole ones.  A scale without a score has no number, no
 * band, and a reason.
 * Source: clinical.md 3, 6.1; report.md, "Pages".
 */
#include <string.h>

#include "report/compose.h"

struct notes {
	VEC(const char *) all;
};

static void
note_add(struct compose *c, struct notes *n, const char *note)
{
	*vec_push(c->arena, &n->all) = note;
}

double
compose_half_step(const struct scale *s)
{
	return s->method == SCALE_MEAN ? 0 : 0.5;
}

static void
row_bands(struct compose *c, const struct scale *s, struct score_row *row)
{
	struct score_band *bands = arena_array(c->arena, s->band_count, sizeof(*bands));

	for (size_t i = 0; i < s->band_count; i++) {
		const struct band *b = &s->bands[i];
		double half = compose_half_step(s);

		bands[i].from = i ? (s->bands[i - 1].to + b->from) / 2 : b->from - half;
		bands[i].to = i + 1 < s->band_count ? (b->to + s->bands[i + 1].from) / 2
						    : b->to + half;
		bands[i].label = compose_words(c, &b->label);
		bands[i].range = arena_printf(c->arena, "%s–%s",
			compose_number(c, b->from), compose_number(c, b->to));
	}
	row->bands = bands;
	row->band_count = s->band_count;
}

const char *
compose_cut(struct compose *c, const struct cut *cut, enum cut_state state)
{
	static const enum text_id states[] = {
		TEXT_REPORT_CUT_BELOW,
		TEXT_REPORT_CUT_INSIDE,
		TEXT_REPORT_CUT_MET,
	};
	const char *at = compose_number(c, cut->at), *to = compose_number(c, cut->to);
	const char *word = text(c->in->lang, states[state]);
	const char *meaning = compose_words(c, &cut->meaning);

	if (cut->to > cut->at)
		return compose_say(c, TEXT_REPORT_CUT_RANGE, "at", at, "to", to, "state",
			word, "meaning", meaning);
	return compose_say(
		c, TEXT_REPORT_CUT, "at", at, "state", word, "meaning", meaning);
}

/* A range has a line at its beginning and one where the next state begins. */
static struct score_cut
cut_lines(struct compose *c, const struct scale *s, const struct cut *cut)
{
	double half = compose_half_step(s);
	struct score_cut lines = {.at = cut->at - half, .to = cut->to - half};

	lines.number = lines.first = compose_number(c, cut->at);
	lines.last = compose_number(c, cut->to);
	if (cut->to > cut->at)
		lines.number = arena_printf(c->arena, "%s–%s", lines.first, lines.last);
	return lines;
}

const struct score_cut *
compose_cuts(struct compose *c, const struct scale *s)
{
	struct score_cut *cuts = arena_array(c->arena, s->cut_count, sizeof(*cuts));

	for (size_t i = 0; i < s->cut_count; i++) {
		struct score_cut lines = cut_lines(c, s, &s->cuts[i]);
		size_t at = i;

		for (; at && cuts[at - 1].at > lines.at; at--)
			cuts[at] = cuts[at - 1];
		cuts[at] = lines;
	}
	return cuts;
}

/* The lines on the bar, and what each means and whether it was reached. */
static void
row_cuts(struct compose *c, const struct score *r, struct score_row *row,
	struct notes *notes, bool brief)
{
	const struct scale *s = r->scale;

	row->cuts = compose_cuts(c, s);
	row->cut_count = s->cut_count;
	for (size_t i = 0; r->cuts && !brief && i < s->cut_count; i++)
		note_add(c, notes, compose_cut(c, &s->cuts[i], r->cuts[i]));
}

/* The label of the lowest answer of a list, or of the highest. */
static const char *
end_label(struct compose *c, const struct choice_list *l, bool highest)
{
	for (size_t i = 0; l && i < l->count; i++) {
		const struct choice *ch = &l->at[i];

		if (ch->scored && !ch->missing &&
			(highest ? ch->score >= l->highest : ch->score <= l->lowest))
			return compose_words(c, &ch->label);
	}
	return "";
}

/* The words at both ends of a mean, where all its items share them. */
static void
row_ends(struct compose *c, const struct scale *s, struct score_row *row)
{
	const char *first, *last;

	if (s->method != SCALE_MEAN || !s->item_count)
		return;
	first = end_label(c, s->items[0]->choices, false);
	last = end_label(c, s->items[0]->choices, true);
	for (size_t i = 0; i < s->item_count; i++) {
		const struct choice_list *l = s->items[i]->choices;

		if (s->reversed[i] || strcmp(first, end_label(c, l, false)) != 0 ||
			strcmp(last, end_label(c, l, true)) != 0)
			return;
	}
	row->first = first;
	row->last = last;
}

const char *
compose_why_not(struct compose *c, const struct score *r)
{
	if (r->why == WHY_TOO_MANY_MISSING)
		return compose_say(c, TEXT_REPORT_WHY_TOO_MANY, "missing",
			compose_count(c, (size_t)r->missing), "items",
			compose_count(c, r->scale->item_count), "may",
			compose_count(c, (size_t)r->scale->may_miss));
	if (r->why == WHY_NOTHING_ANSWERED)
		return text(c->in->lang, TEXT_REPORT_WHY_NOTHING);
	return text(c->in->lang, TEXT_REPORT_WHY_NOT_ASKED);
}

static void
row_number(struct compose *c, const struct score *r, struct score_row *row,
	struct notes *notes)
{
	const struct scale *s = r->scale;

	row->bar = true;
	row->value = r->value;
	row->number = compose_number(c, r->value);
	row->of = arena_printf(c->arena, "/%s", compose_number(c, s->highest));
	if (r->band)
		row->word = compose_words(c, &r->band->label);
	if (r->state == SCORE_PRORATED)
		note_add(c, notes,
			compose_say(c, TEXT_REPORT_PRORATED, "answered",
				compose_count(c, (size_t)r->answered), "items",
				compose_count(c, s->item_count), "value",
				compose_number(c, r->unrounded)));
	if (r->zero_by_rule)
		note_add(c, notes, text(c->in->lang, TEXT_REPORT_ZERO_BY_RULE));
	if (s->higher_better)
		note_add(c, notes, text(c->in->lang, TEXT_REPORT_HIGHER_BETTER));
}

/* The bar for somebody who listens: where it runs, today, last time, bands, lines. */
static const char *
bar_words(struct compose *c, const struct scale *s, const struct score_row *row)
{
	const char *said =
		compose_say(c, TEXT_REPORT_ALT_BAR, "low", compose_number(c, s->lowest),
			"high", compose_number(c, s->highest), "value", row->number);

	if (row->has_before)
		said = arena_printf(c->arena, "%s %s", said,
			compose_say(c,
				row->before_is_last ? TEXT_REPORT_ALT_LAST
						    : TEXT_REPORT_ALT_COMPARED,
				"value", compose_number(c, row->before)));

	for (size_t i = 0; i < row->band_count; i++)
		buf_printf(&c->buf, "%s%s %s", i ? ", " : "", row->bands[i].range,
			row->bands[i].label);
	if (row->band_count)
		said = arena_printf(c->arena, "%s %s", said,
			compose_say(c, TEXT_REPORT_ALT_BANDS, "bands", compose_take(c)));
	for (size_t i = 0; i < row->cut_count; i++)
		buf_printf(&c->buf, "%s%s", i ? ", " : "", row->cuts[i].number);
	if (row->cut_count)
		said = arena_printf(c->arena, "%s %s", said,
			compose_say(c, TEXT_REPORT_ALT_CUTS, "cuts", compose_take(c)));
	if (row->first && *row->first && *row->last)
		said = arena_printf(c->arena, "%s %s", said,
			compose_say(c, TEXT_REPORT_ALT_ENDS, "first", row->first, "last",
				row->last));
	return said;
}

/* Last time: a circle on the bar and, where a change has a meaning, what it was. */
static void
row_last(struct compose *c, const struct score *r, struct score_row *row,
	struct notes *notes)
{
	const struct trend *t = compose_trend_of(c, r);
	const struct trend_point *was = t ? t->since_last.from : NULL;
	const struct trend_point *before = t && t->count > 1 ? t->now - 1 : NULL;

	if (was) {
		row->has_before = true;
		row->before = was->score->value;
		row->before_is_last = trend_last_is_compared(t);
		row->change = trend_short(c->arena, t, c->in->lang);
		row->review = trend_review(c->arena, t, c->in->lang);
		if (!row->change)
			row->change = compose_say(c, TEXT_REPORT_WAS, "value",
				compose_number(c, row->before), "day",
				compose_day(c, was->at));
	}
	if (before && before->left != TREND_COMPARED)
		note_add(c, notes,
			compose_say(c, TEXT_REPORT_LAST_LEFT, "day",
				compose_day(c, before->at), "why",
				trend_left_words(c->arena, before, c->in->lang)));
}

static bool
counts(const struct scale *s, const struct item *it)
{
	for (size_t i = 0; i < s->item_count; i++)
		if (s->items[i] == it)
			return true;
	return false;
}

static bool
is_part_of(const struct scale *s, const struct scale *whole)
{
	if (!whole->show || whole->validated != s->validated ||
		whole->item_count <= s->item_count)
		return false;
	for (size_t i = 0; i < s->item_count; i++)
		if (!counts(whole, s->items[i]))
			return false;
	return true;
}

bool
compose_is_part(const struct form *f, const struct scale *s)
{
	for (size_t i = 0; i < f->scale_count; i++)
		if (is_part_of(s, &f->scales[i]))
			return !s->band_count;
	return false;
}

/* brief: without what each line means; half: two in a line. */
static void
compose_score(struct compose *c, const struct score *r, bool brief, bool half)
{
	const struct scale *s = r->scale;
	struct score_row *row = arena_alloc(c->arena, sizeof(*row));
	struct notes notes = {VEC_NONE};

	row->half = half;
	row->name = compose_words(c, &s->title);
	row->name_lang = compose_words_lang(c, &s->title);
	row->items = compose_say(c,
		r->state == SCORE_PRORATED ? TEXT_REPORT_ITEMS_PRORATED
					   : TEXT_REPORT_ITEMS_COUNTED,
		"answered", compose_count(c, (size_t)r->answered), "items",
		compose_count(c, s->item_count));
	row->low = s->lowest - compose_half_step(s);
	row->high = s->highest + compose_half_step(s);
	if (r->state == SCORE_SCORED || r->state == SCORE_PRORATED) {
		row_number(c, r, row, &notes);
		row_last(c, r, row, &notes);
		if (s->validated) {
			row_bands(c, s, row);
			row_cuts(c, r, row, &notes, brief);
		} else {
			row_ends(c, s, row);
		}
		row->alt = bar_words(c, s, row);
	} else {
		row->why = compose_why_not(c, r);
		if (r->has_at_least)
			note_add(c, &notes,
				compose_say(c, TEXT_REPORT_AT_LEAST, "value",
					compose_number(c, r->at_least)));
	}
	row->notes = notes.all.at;
	row->note_count = notes.all.count;
	compose_add(c, BLOCK_SCORE)->score = row;
}

static bool
is_shown(const struct compose *c, const struct scale *s, bool validated, bool part)
{
	return s->show && s->validated == validated &&
		compose_is_part(c->in->form, s) == part;
}

/* Those that are part of another, or the others; shown: so many stand above.  A part by
 * itself has the whole line. */
static size_t
compose_scales(struct compose *c, bool validated, bool part, size_t shown, bool brief)
{
	const struct form *f = c->in->form;
	size_t count = 0;

	for (size_t i = 0; i < f->scale_count; i++)
		count += is_shown(c, &f->scales[i], validated, part);
	for (size_t i = 0; i < f->scale_count; i++) {
		if (!is_shown(c, &f->scales[i], validated, part))
			continue;
		if (!validated && !shown)
			compose_text(c, BLOCK_LABEL,
				text(c->in->lang, TEXT_REPORT_CLINIC_MADE));
		compose_score(c, &c->in->scores->scales[i], brief,
			brief || (part && count > 1));
		shown++;
	}
	return shown;
}

static size_t
compose_group(struct compose *c, bool validated, bool brief)
{
	size_t shown = compose_scales(c, validated, false, 0, brief);

	if (c->template->condensed)
		return shown; /* compose_left_out names the others */
	return compose_scales(c, validated, true, shown, brief);
}

static void
notice_add(struct compose *c, bool when, enum text_id id)
{
	if (!when)
		return;
	buf_str(&c->buf, c->buf.len ? " " : "");
	buf_str(&c->buf, text(c->in->lang, id));
}

/* What the numbers are not; clinical.md 6.1. */
static void
compose_notice(struct compose *c)
{
	const struct form *f = c->in->form;
	bool memory = false, translated;

	for (size_t i = 0; i < f->section_count; i++)
		memory = memory ||
			(f->sections[i].sensitive &&
				compose_is_clinic_made(f, &f->sections[i]));
	translated = c->in->record->lang && *c->in->record->lang &&
		form_lang(f, c->in->record->lang) != 0;
	notice_add(c, true, TEXT_REPORT_NOTICE_MUTED);
	notice_add(c, compose_any_validated(f), TEXT_REPORT_NOTICE_CUTS);
	notice_add(c, compose_any_clinic_made(f) && translated,
		TEXT_REPORT_NOTICE_TRANSLATED);
	notice_add(c, memory, TEXT_REPORT_NOTICE_MEMORY);
	notice_add(c, compose_any_validated(f), TEXT_REPORT_NOTICE_SCREEN);
	notice_add(c, f->safety_count > 0, TEXT_REPORT_NOTICE_SAFETY);
	compose_text(c, BLOCK_SMALL, compose_take(c));
}

/* What the circles are; NULL: there is none. */
static const char *
circle_words(const struct compose *c)
{
	bool any = false, all_last = true;

	for (size_t i = 0; i < c->trends->count; i++) {
		const struct trend *t = &c->trends->all[i];

		if (!compose_is_now(c, t) || !t->since_last.from)
			continue;
		any = true;
		all_last = all_last && trend_last_is_compared(t);
	}
	if (!any)
		return NULL;
	return text(c->in->lang,
		all_last ? TEXT_REPORT_LEGEND_LAST : TEXT_REPORT_LEGEND_COMPARED);
}

void
compose_scores(struct compose *c, const struct part *p)
{
	bool cuts = false;
	size_t shown;
	const char *legend, *circle;

	for (size_t i = 0; i < c->in->form->scale_count; i++)
		cuts = cuts ||
			(c->in->form->scales[i].show && c->in->form->scales[i].cut_count);
	legend = text(c->in->lang, cuts ? TEXT_REPORT_LEGEND_CUTS : TEXT_REPORT_LEGEND);
	circle = circle_words(c);
	if (circle)
		legend = arena_printf(c->arena, "%s %s", legend, circle);
	compose_heading(c, p, TEXT_REPORT_SCORES, legend);
	shown = compose_group(c, true, p->brief);
	shown += compose_group(c, false, p->brief);
	if (!shown)
		compose_text(c, BLOCK_TEXT, text(c->in->lang, TEXT_REPORT_NO_SCORES));
	compose_notice(c);
}
