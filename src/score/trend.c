/*
 * trend.c - points of a scale over time, changes, and what is read together
 */
#include "score/trend.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "score/part.h"
#include "score/trend_part.h"

static const char *const left_words[] = {"compared", "prorated", "not-scored",
	"other-version", "other-language", "two-languages", "other-way"};
_Static_assert(COUNT_OF(left_words) == TREND_LEFT_COUNT, "a word for every reason");

const char *
trend_left_word(enum trend_left left)
{
	assert(left < TREND_LEFT_COUNT);
	return left_words[left];
}

const char *
trend_verdict_word(enum trend_verdict v)
{
	static const char *const words[] = {"none", "within", "split", "beyond"};

	return words[v];
}

int64_t
sitting_at(const struct sitting *s)
{
	const struct record *r = s->record;

	if (r->ended)
		return r->ended;
	return r->event_count ? r->events[r->event_count - 1].at : r->started;
}

bool
trend_is_drawn(const struct trend_point *p)
{
	return p->left == TREND_COMPARED || p->left == TREND_PRORATED;
}

bool
trend_last_is_compared(const struct trend *t)
{
	return t->since_last.from && t->since_last.from == t->now - 1;
}

/* ---- points ---- */

/* One scale while its points are gathered, newest first. */
struct gather {
	const struct form *form;
	const struct scale *scale;
	VEC(struct trend_point) points;
};

struct gathers {
	struct arena *arena;
	VEC(struct gather) all;
};

static int
newest_first(const void *a, const void *b)
{
	const struct sitting *x = a, *y = b;
	int64_t at = sitting_at(x), other = sitting_at(y);

	return at != other ? (at < other) - (at > other) : strcmp(y->id, x->id);
}

static struct gather *
find(struct gathers *g, const struct form *f, const struct scale *s)
{
	for (size_t i = 0; i < g->all.count; i++)
		if (scale_is_same(g->all.at[i].form, g->all.at[i].scale, f, s))
			return &g->all.at[i];
	return NULL;
}

static void
gather_sitting(struct gathers *g, const struct sitting *s)
{
	for (size_t i = 0; i < s->form->scale_count; i++) {
		const struct score *row = &s->scores->scales[i];
		struct trend_point *p;
		struct gather *to;

		if (row->state == SCORE_NOT_ADMINISTERED || !row->scale->show ||
			!row->scale->trend)
			continue;
		to = find(g, s->form, row->scale);
		if (!to) {
			to = vec_push(g->arena, &g->all);
			to->form = s->form;
			to->scale = row->scale;
		}
		p = vec_push(g->arena, &to->points);
		p->sitting = s;
		p->score = row;
		p->at = sitting_at(s);
		p->lang = scale_lang(s, row->scale);
	}
}

/* A mean forgives a gap and stays scored; a label needs every answer. */
static bool
is_full(const struct score *row)
{
	if (row->state != SCORE_SCORED)
		return false;
	return !row->scale->validated || row->zero_by_rule || row->missing == 0;
}

static enum trend_left
left_of(const struct trend_point *p, const struct trend_point *model)
{
	struct scale_home was = scale_home(p->sitting->form, p->score->scale);
	struct scale_home is = scale_home(model->sitting->form, model->score->scale);

	if (strcmp(was.id, is.id) == 0 && was.version != is.version)
		return TREND_OTHER_VERSION;
	if (!scale_counts_same(p->score->scale, model->score->scale))
		return TREND_OTHER_VERSION;
	if (!p->lang)
		return TREND_TWO_LANGUAGES;
	if (!model->lang || strcmp(p->lang, model->lang) != 0)
		return TREND_OTHER_LANGUAGE;
	if (!sitting_same_way(p->sitting, model->sitting))
		return TREND_OTHER_WAY;
	if (!score_has_number(p->score))
		return TREND_NOT_SCORED;
	return is_full(p->score) ? TREND_COMPARED : TREND_PRORATED;
}

/* What all others are held against: the newest that was read in one language. */
static const struct trend_point *
model_of(const struct gather *g)
{
	for (size_t i = 0; i < g->points.count; i++)
		if (g->points.at[i].lang)
			return &g->points.at[i];
	return &g->points.at[0];
}

/* ---- changes ---- */

/* Scores may be written with a fraction; a difference of tenths is a number of tenths. */
static double
difference(const struct trend_point *is, const struct trend_point *was)
{
	return round((is->score->value - was->score->value) * 1e6) / 1e6;
}

static bool
threshold_met(
	const struct scale *s, const struct change *c, double by, double was, double is)
{
	if (c->kind != CHANGE_REMISSION)
		return fabs(by) >= c->at;
	return s->higher_better ? is > c->at && was <= c->at : is < c->at && was >= c->at;
}

static void
judge(struct arena *a, const struct scale *s, const struct trend_point *now,
	struct trend_change *c)
{
	bool *met = arena_array(a, s->change_count, sizeof *met);
	size_t reliable = 0, reached = 0;

	for (size_t i = 0; i < s->change_count; i++) {
		met[i] = threshold_met(s, &s->changes[i], c->by, c->from->score->value,
			now->score->value);
		if (s->changes[i].kind != CHANGE_RELIABLE)
			continue;
		reliable++;
		reached += met[i];
	}
	c->met = met;
	if (reliable)
		c->verdict = reached == 0     ? TREND_WITHIN
			: reached == reliable ? TREND_BEYOND
					      : TREND_SPLIT;
}

/* Which items moved by a point or more, in form order. */
static void
items_moved(struct arena *a, const struct scale *s, const struct trend_point *now,
	struct trend_change *c)
{
	const struct scale *then = c->from->score->scale;
	VEC(struct trend_item) moved = VEC_NONE;

	for (size_t i = 0; i < s->item_count; i++) {
		struct value is = answers_value(now->sitting->answers, s->items[i]);
		struct value was =
			answers_value(c->from->sitting->answers, then->items[i]);
		double x, y;

		if (value_score(s->items[i], &is, &x) &&
			value_score(then->items[i], &was, &y) && fabs(x - y) >= 1)
			*vec_push(a, &moved) = (struct trend_item){s->items[i], y, x};
	}
	c->items = moved.at;
	c->item_count = moved.count;
}

static struct trend_change
change_since(struct arena *a, const struct trend *t, const struct trend_point *from)
{
	struct trend_change c = {.from = from, .by = difference(t->now, from)};

	c.worse = t->scale->higher_better ? c.by < 0 : c.by > 0;
	if (t->scale->validated)
		judge(a, t->scale, t->now, &c);
	else
		items_moved(a, t->scale, t->now, &c);
	return c;
}

static const struct trend_point *
better(const struct trend *t, const struct trend_point *a, const struct trend_point *b)
{
	double by = difference(b, a);

	return (t->scale->higher_better ? by > 0 : by < 0) ? b : a;
}

/* First, last and best of what can be compared with the newest. */
static void
put_changes(struct arena *a, struct trend *t)
{
	const struct trend_point *first = NULL, *last = NULL, *best = NULL;
	size_t compared = 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct trend_point *p = &t->points[i];

		if (p->left != TREND_COMPARED)
			continue;
		compared++;
		best = best ? better(t, best, p) : p;
		first = first ? first : p;
		if (p != t->now)
			last = p;
	}
	if (t->scale->validated && compared > 1)
		t->best = best;
	if (t->now->left != TREND_COMPARED || !last)
		return;
	t->since_last = change_since(a, t, last);
	if (first != last)
		t->since_first = change_since(a, t, first);
}

static void
put_trend(struct arena *a, const struct gather *g, struct trend *t)
{
	const struct trend_point *model = model_of(g);
	size_t n = g->points.count;
	struct trend_point *points = arena_array(a, n, sizeof *points);

	for (size_t i = 0; i < n; i++) {
		points[i] = g->points.at[n - 1 - i];
		points[i].left = left_of(&points[i], model);
		t->drawn += trend_is_drawn(&points[i]);
	}
	t->form = g->form;
	t->scale = g->scale;
	t->points = points;
	t->count = n;
	t->now = &points[n - 1];
	put_changes(a, t);
}

/* ---- together ---- */

static bool
is_kind(const struct trend *t, const char *kind)
{
	return t->scale->kind && strcmp(t->scale->kind, kind) == 0;
}

/* Do the times between last and now of both have a part in common? */
static bool
same_time(const struct trend *x, const struct trend *y)
{
	const struct trend_point *a = x->since_last.from, *b = y->since_last.from;

	return a && b && a->at < y->now->at && b->at < x->now->at;
}

/* More of what it measures: feeling goes up with its number, distress may go down. */
static bool
rose(const struct trend_change *c, bool feeling)
{
	return c->from && (feeling ? c->by > 0 : c->worse);
}

/* Both since last time: what rose long ago and falls now did not rise. */
static bool
pair_up(const struct trend *feeling, const struct trend *distress)
{
	return same_time(feeling, distress) && rose(&feeling->since_last, true) &&
		rose(&distress->since_last, false);
}

static void
put_together(struct arena *a, struct trends *t)
{
	VEC(struct trend_pair) pairs = VEC_NONE;

	for (size_t i = 0; i < t->count; i++)
		for (size_t k = 0; k < t->count; k++)
			if (is_kind(&t->all[i], "feeling") &&
				is_kind(&t->all[k], "distress") &&
				pair_up(&t->all[i], &t->all[k]))
				*vec_push(a, &pairs) =
					(struct trend_pair){&t->all[i], &t->all[k]};
	t->together = pairs.at;
	t->together_count = pairs.count;
}

const struct trends *
trend_all(struct arena *a, const struct sitting *sittings, size_t count)
{
	struct sitting *sorted = arena_array(a, count, sizeof *sorted);
	struct trends *ret = arena_alloc(a, sizeof *ret);
	struct gathers g = {.arena = a};
	struct trend *all;

	if (count)
		memcpy(sorted, sittings, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, newest_first);
	for (size_t i = 0; i < count; i++)
		gather_sitting(&g, &sorted[i]);
	all = arena_array(a, g.all.count, sizeof *all);
	for (size_t i = 0; i < g.all.count; i++)
		put_trend(a, &g.all.at[i], &all[i]);
	ret->all = all;
	ret->count = g.all.count;
	put_together(a, ret);
	return ret;
}
