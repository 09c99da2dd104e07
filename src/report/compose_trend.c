/*
 * compose_trend.c - change over time: a panel a scale, and what an item was last time
 *
 * Scales of this record that were asked before; and the other one of a pair whose signs
 * of feeling and distress both rose.  Clinic-made scales after the published ones, under
 * their label.  What may be said of a change is score/trend's business.
 */
#include <string.h>

#include "report/compose.h"
#include "report/trend_block.h"

const struct trend *
compose_trend_of(const struct compose *c, const struct score *r)
{
	for (size_t i = 0; i < c->trends->count; i++)
		if (c->trends->all[i].now->score == r)
			return &c->trends->all[i];
	return NULL;
}

bool
compose_is_now(const struct compose *c, const struct trend *t)
{
	return t->now->sitting->record == c->in->record;
}

/* ---- an item, last time ---- */

/* The same question of the same form, whatever its version: what is to be seen is the
 * answer, in the words that were read. */
static const struct item *
item_in(const struct form *f, const struct form *of, const struct item *it)
{
	const struct item *then = form_item(f, it->id);
	const char *home = it->section->included ? it->section->included->id : of->id;

	if (!then)
		return NULL;
	return strcmp(home,
		       then->section->included ? then->section->included->id : f->id) == 0
		? then
		: NULL;
}

/* What counts of an item there: a safety flag that was taken back stays one. */
static struct value
value_then(const struct sitting *s, const struct item *it)
{
	for (size_t i = 0; i < s->form->safety_count; i++) {
		const struct safety_result *r = &s->scores->safeties[i];

		if (r->safety->item == it && r->state == SAFETY_FLAG)
			return r->flagged.value;
	}
	return answers_value(s->answers, it);
}

const char *
compose_last_time(struct compose *c, const struct item *it)
{
	const struct report_input *in = c->in;
	const struct sitting *last = NULL;
	const struct item *then = NULL;
	struct value v;
	const char *day, *answer;
	size_t lang;

	for (size_t i = 0; i < in->sitting_count; i++) {
		const struct sitting *s = &in->sittings[i];
		const struct item *there = item_in(s->form, in->form, it);

		if (s->record == in->record || !there ||
			answers_value(s->answers, there).missing == MISSING_NOT_ASKED ||
			(last && sitting_at(last) >= sitting_at(s)))
			continue;
		last = s;
		then = there;
	}
	if (!last)
		return NULL;
	v = value_then(last, then);
	lang = form_lang(last->form, text_lang_tag(in->lang));
	value_put_words(&c->buf, last->form, then, lang, in->lang, &v);
	answer = compose_take(c);
	day = compose_day(c, sitting_at(last));
	if (v.missing != MISSING_NO)
		return compose_say(
			c, TEXT_REPORT_LAST_TIME_NONE, "day", day, "reason", answer);
	return compose_say(c, TEXT_REPORT_LAST_TIME, "day", day, "answer", answer);
}

/* ---- together ---- */

/* Only what this record has a part in. */
/* Only what this record has a part in. */
static bool
is_pair_now(const struct compose *c, const struct trend_pair *p)
{
	return compose_is_now(c, p->feeling) || compose_is_now(c, p->distress);
}

const char *
compose_together(struct compose *c)
{
	const struct trends *t = c->trends;
	struct trend_pair *now = arena_array(c->arena, t->together_count, sizeof(*now));
	size_t n = 0;

	for (size_t i = 0; i < t->together_count; i++)
		if (is_pair_now(c, &t->together[i]))
			now[n++] = t->together[i];
	return n ? trend_pair_numbers(c->arena, now, n, c->in->lang) : NULL;
}

static bool
in_a_pair(const struct compose *c, const struct trend *t)
{
	for (size_t i = 0; i < c->trends->together_count; i++) {
		const struct trend_pair *p = &c->trends->together[i];

		if (is_pair_now(c, p) && (p->feeling == t || p->distress == t))
			return true;
	}
	return false;
}

/* ---- a panel ---- */

static void
panel_points(struct compose *c, const struct trend *t, struct trend_block *b)
{
	struct panel_point *points = arena_array(c->arena, t->count, sizeof(*points));
	const struct trend_point **drawn =
		arena_array(c->arena, t->count, sizeof(const struct trend_point *));
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++)
		if (trend_is_drawn(&t->points[i]))
			drawn[n++] = &t->points[i];
	for (size_t i = 0; i < n; i++) {
		const struct trend_point *p = drawn[i];
		int64_t all = drawn[n - 1]->at - drawn[0]->at;
		int64_t until = p->at - drawn[0]->at;

		points[i].along = all > 0 ? (double)until / (double)all : 0.5;
		points[i].value = p->score->value;
		points[i].number = compose_number(c, p->score->value);
		if (p->left == TREND_PRORATED)
			points[i].number =
				arena_printf(c->arena, "(%s)", points[i].number);
		points[i].day = compose_day(c, p->at);
		points[i].now = p == t->now && compose_is_now(c, t);
		points[i].compared = p->left == TREND_COMPARED;
	}
	b->points = points;
	b->point_count = n;
}

/* "Scores: 17 (4 May 2026), 12 (1 Jun 2026)." */
static const char *
panel_scores(struct compose *c, const struct trend_block *b)
{
	struct buf list = BUF_NONE;
	const char *all;

	for (size_t i = 0; i < b->point_count; i++)
		buf_printf(&list, "%s%s", i ? ", " : "",
			compose_say(c, TEXT_REPORT_TREND_SCORE, "value",
				b->points[i].number, "day", b->points[i].day));
	all = compose_say(c, TEXT_REPORT_TREND_SCORES, "scores", buf_text(&list));
	buf_free(&list);
	return all;
}

/* Of another form, which is named. */
static const char *
panel_name(struct compose *c, const struct trend *t)
{
	size_t lang = form_lang(t->form, text_lang_tag(c->in->lang));
	const char *name = form_words(&t->scale->title, lang);
	const char *form = form_words(&t->form->title, lang);

	if (compose_is_now(c, t) || strcmp(name, form) == 0)
		return name;
	return arena_printf(c->arena, "%s · %s", name, form);
}

static void
compose_panel(struct compose *c, const struct trend *t)
{
	const struct scale *s = t->scale;
	struct trend_block *b = arena_alloc(c->arena, sizeof(*b));
	struct block *block = compose_add(c, BLOCK_TREND);

	b->name = panel_name(c, t);
	b->drawn = t->drawn > 1;
	b->low = s->lowest - compose_half_step(s);
	b->high = s->highest + compose_half_step(s);
	b->lowest = compose_number(c, s->lowest);
	b->highest = compose_number(c, s->highest);
	b->joined = s->validated;
	panel_points(c, t, b);
	b->cuts = compose_cuts(c, s);
	b->cut_count = s->cut_count;
	b->scores = panel_scores(c, b);
	b->alt = compose_say(
		c, TEXT_REPORT_TREND_ALT, "name", b->name, "scores", b->scores);
	b->lines = trend_lines(
		c->arena, t, !compose_is_now(c, t), c->in->lang, &b->line_count);
	block->trend = b;
}

static bool
has_panel(const struct compose *c, const struct trend *t, bool validated)
{
	return t->count > 1 && t->scale->validated == validated &&
		(compose_is_now(c, t) || in_a_pair(c, t));
}

static size_t
compose_panels(struct compose *c, bool validated)
{
	size_t shown = 0;

	for (size_t i = 0; i < c->trends->count; i++) {
		const struct trend *t = &c->trends->all[i];

		if (!has_panel(c, t, validated))
			continue;
		if (!validated && !shown)
			compose_text(c, BLOCK_LABEL,
				text(c->in->lang, TEXT_REPORT_CLINIC_MADE));
		compose_panel(c, t);
		shown++;
	}
	return shown;
}

/* What the signs mean; NULL where there is no drawing. */
static const char *
legend(const struct compose *c)
{
	bool published = false, any = false;

	for (size_t i = 0; i < c->trends->count; i++) {
		const struct trend *t = &c->trends->all[i];

		published = published || (has_panel(c, t, true) && t->drawn > 1);
		any = any || (has_panel(c, t, false) && t->drawn > 1);
	}
	if (published)
		return text(c->in->lang, TEXT_REPORT_TREND_LEGEND);
	return any ? text(c->in->lang, TEXT_REPORT_TREND_LEGEND_PLAIN) : NULL;
}

void
compose_trend(struct compose *c, const struct part *p)
{
	const struct report_input *in = c->in;
	const char *together = compose_together(c);
	size_t shown;

	compose_heading(c, p, TEXT_REPORT_TREND, legend(c));
	if (together)
		compose_text(c, BLOCK_LABEL,
			arena_printf(c->arena, "%s %s",
				text(in->lang, TEXT_TREND_TOGETHER), together));
	shown = compose_panels(c, true);
	shown += compose_panels(c, false);
	if (!in->record->client || !*in->record->client)
		compose_text(c, BLOCK_TEXT, text(in->lang, TEXT_REPORT_TREND_NO_CODE));
	else if (!shown)
		compose_text(c, BLOCK_TEXT, text(in->lang, TEXT_REPORT_TREND_NONE));
	if (in->unread)
		compose_text(c, BLOCK_TEXT,
			compose_say(c, TEXT_REPORT_TREND_UNREAD, "count",
				compose_count(c, in->unread)));
}
