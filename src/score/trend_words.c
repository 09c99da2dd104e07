/*
 * trend_words.c - a trend in sentences, the same for report and console
 */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "score/trend.h"

struct talk {
	struct arena *arena;
	const struct trend *trend;
	enum lang ui;
	size_t lang; /* of the form's texts */
	bool elsewhere;
	struct buf buf;
	VEC(struct trend_line) lines;
};

static struct talk
talk_about(struct arena *a, const struct trend *t, enum lang ui)
{
	return (struct talk){.arena = a,
		.trend = t,
		.ui = ui,
		.lang = form_lang(t->form, text_lang_tag(ui)),
		.buf = BUF_NONE};
}

static const char *
take(struct talk *k)
{
	const char *words = arena_strndup(k->arena, buf_text(&k->buf), k->buf.len);

	buf_clear(&k->buf);
	return words;
}

/* A message with its holes filled, in the arena. */
#define say(k, ...) (text_fill(&(k)->buf, (k)->ui, __VA_ARGS__, NULL), take(k))

static const char *
number(struct talk *k, double value)
{
	num_put(&k->buf, value, 2);
	return take(k);
}

static const char *
day(struct talk *k, int64_t at)
{
	date_put_words(&k->buf, date_of_instant(at), k->ui);
	return take(k);
}

static const char *
points(struct talk *k, double n)
{
	return say(k, TEXT_TREND_POINTS, "n", number(k, n));
}

static void
line(struct talk *k, enum trend_line_kind kind, const char *text)
{
	*vec_push(k->arena, &k->lines) = (struct trend_line){kind, text};
}

/* ---- what a change may be called ---- */

/* Largest published threshold for reliable change that is met, or smallest that is not. */
static double
threshold(const struct trend *t, const struct trend_change *c, bool met)
{
	double found = met ? 0 : INFINITY;

	for (size_t i = 0; i < t->scale->change_count; i++) {
		const struct change *ch = &t->scale->changes[i];

		if (ch->kind == CHANGE_RELIABLE && c->met[i] == met)
			found = met ? fmax(found, ch->at) : fmin(found, ch->at);
	}
	return found;
}

/* Worse, and by a threshold: whoever reads it should look. */
static bool
asks_review(const struct trend_change *c)
{
	return c->worse && (c->verdict == TREND_BEYOND || c->verdict == TREND_SPLIT);
}

static const char *
verdict(struct talk *k, const struct trend_change *c)
{
	bool review = asks_review(c), up = c->by > 0;
	const char *met, *unmet;

	if (c->verdict == TREND_NO_VERDICT)
		return text(k->ui, TEXT_TREND_NO_THRESHOLD);
	if (c->verdict == TREND_WITHIN)
		return say(k, TEXT_TREND_WITHIN, "points",
			points(k, threshold(k->trend, c, false)));
	met = points(k, threshold(k->trend, c, true));
	if (c->verdict == TREND_BEYOND)
		return say(k,
			!review      ? TEXT_TREND_BEYOND
				: up ? TEXT_TREND_REVIEW_HIGHER
				     : TEXT_TREND_REVIEW_LOWER,
			"points", met);
	unmet = points(k, threshold(k->trend, c, false));
	return say(k,
		!review      ? TEXT_TREND_SPLIT
			: up ? TEXT_TREND_REVIEW_HIGHER_SPLIT
			     : TEXT_TREND_REVIEW_LOWER_SPLIT,
		"met", met, "unmet", unmet);
}

static const char *
by_words(struct talk *k, double by)
{
	if (by > 0)
		return say(k, TEXT_TREND_HIGHER, "n", number(k, by));
	if (by < 0)
		return say(k, TEXT_TREND_LOWER, "n", number(k, -by));
	return text(k->ui, TEXT_TREND_SAME);
}

/* "Since last time (4 May 2026): 4 lower. Not more than ..." */
static const char *
change_words(struct talk *k, enum text_id since, const struct trend_change *c)
{
	const char *what =
		say(k, since, "day", day(k, c->from->at), "by", by_words(k, c->by));

	return arena_printf(k->arena, "%s %s", what, verdict(k, c));
}

static void
change_line(struct talk *k, enum text_id since, const struct trend_change *c)
{
	if (since == TEXT_TREND_SINCE_LAST && !trend_last_is_compared(k->trend))
		since = TEXT_TREND_SINCE_COMPARED;
	if (c->from)
		line(k, asks_review(c) ? TREND_LINE_REVIEW : TREND_LINE_CHANGE,
			change_words(k, since, c));
}

/* What else the form says of so much change, or of so low a score. */
static void
note_lines(struct talk *k)
{
	const struct scale *s = k->trend->scale;
	const struct trend_change *last = &k->trend->since_last,
				  *first = &k->trend->since_first;

	for (size_t i = 0; i < s->change_count; i++) {
		const struct change *c = &s->changes[i];
		const char *source = form_words(&c->source, k->lang);
		bool met = (last->from && last->met[i]) || (first->from && first->met[i]);

		if (!met || c->kind == CHANGE_RELIABLE)
			continue;
		if (c->kind == CHANGE_NOTABLE)
			line(k, TREND_LINE_SOURCE,
				say(k, TEXT_TREND_NOTABLE, "points", points(k, c->at),
					"source", source));
		else
			line(k, TREND_LINE_SOURCE,
				say(k,
					s->higher_better ? TEXT_TREND_NOW_ABOVE
							 : TEXT_TREND_NOW_BELOW,
					"n", number(k, c->at), "source", source));
	}
}

/* Every threshold that a label above rests on, with its own source. */
static void
source_lines(struct talk *k)
{
	const struct scale *s = k->trend->scale;

	if (!k->trend->since_last.from)
		return;
	for (size_t i = 0; i < s->change_count; i++)
		if (s->changes[i].kind == CHANGE_RELIABLE)
			line(k, TREND_LINE_SOURCE,
				say(k, TEXT_TREND_THRESHOLD, "points",
					points(k, s->changes[i].at), "source",
					form_words(&s->changes[i].source, k->lang)));
}

static void
cut_lines(struct talk *k)
{
	const struct scale *s = k->trend->scale;

	for (size_t i = 0; i < s->cut_count; i++) {
		const struct cut *c = &s->cuts[i];
		const char *meaning = form_words(&c->meaning, k->lang);

		if (c->to > c->at)
			line(k, TREND_LINE_SOURCE,
				say(k, TEXT_TREND_CUT_RANGE, "at", number(k, c->at), "to",
					number(k, c->to), "meaning", meaning));
		else
			line(k, TREND_LINE_SOURCE,
				say(k, TEXT_TREND_CUT, "at", number(k, c->at), "meaning",
					meaning));
	}
}

/* ---- plain description ---- */

static void
best_line(struct talk *k)
{
	const struct trend_point *best = k->trend->best;

	if (best)
		line(k, TREND_LINE_PLAIN,
			say(k, TEXT_TREND_BEST, "value", number(k, best->score->value),
				"day", day(k, best->at)));
}

static void
moved_line(struct talk *k)
{
	static const enum text_id ids[2][2] = {
		{TEXT_TREND_NONE_MOVED,    TEXT_TREND_MOVED   },
		{TEXT_TREND_NONE_MOVED_IN, TEXT_TREND_MOVED_IN},
	};
	const struct trend_change *c = &k->trend->since_last;
	struct buf list = BUF_NONE;

	if (!c->from || k->trend->scale->validated)
		return;
	for (size_t i = 0; i < c->item_count; i++)
		buf_printf(&list, "%s%s", i ? "; " : "",
			say(k, TEXT_TREND_ITEM, "number",
				number(k, (double)c->items[i].item->number), "was",
				number(k, c->items[i].was), "is",
				number(k, c->items[i].is)));
	line(k, TREND_LINE_PLAIN,
		say(k, ids[k->elsewhere][c->item_count > 0], "day", day(k, c->from->at),
			"items", buf_text(&list), "form",
			form_words(&k->trend->form->title, k->lang)));
	buf_free(&list);
}

static const char *
why_left(struct talk *k, const struct trend_point *p)
{
	static const enum text_id ids[TREND_LEFT_COUNT] = {TEXT_COUNT,
		TEXT_TREND_LEFT_PRORATED, TEXT_TREND_LEFT_NOT_SCORED,
		TEXT_TREND_LEFT_VERSION, TEXT_TREND_LEFT_LANGUAGE,
		TEXT_TREND_LEFT_TWO_LANGUAGES, TEXT_TREND_LEFT_WAY};

	if (p->left == TREND_COMPARED)
		return "";
	if (p->left == TREND_OTHER_LANGUAGE)
		return say(k, ids[p->left], "lang", p->lang);
	return text(k->ui, ids[p->left]);
}

/* One line a reason, with the days it holds for. */
static void
left_lines(struct talk *k)
{
	const struct trend *t = k->trend;

	for (size_t i = 0; i < t->count; i++) {
		const char *why = why_left(k, &t->points[i]);
		struct buf days = BUF_NONE;
		bool said = !*why;

		for (size_t j = 0; j < i && !said; j++)
			said = strcmp(why_left(k, &t->points[j]), why) == 0;
		for (size_t j = i; j < t->count && !said; j++)
			if (strcmp(why_left(k, &t->points[j]), why) == 0)
				buf_printf(&days, "%s%s", j > i ? ", " : "",
					day(k, t->points[j].at));
		if (!said)
			line(k, TREND_LINE_LEFT,
				say(k, TEXT_TREND_LEFT, "days", buf_text(&days), "why",
					why));
		buf_free(&days);
	}
}

const struct trend_line *
trend_lines(struct arena *a, const struct trend *t, bool elsewhere, enum lang ui,
	size_t *ret_count)
{
	struct talk k = talk_about(a, t, ui);

	k.elsewhere = elsewhere;
	if (t->scale->validated) {
		change_line(&k, TEXT_TREND_SINCE_LAST, &t->since_last);
		change_line(&k, TEXT_TREND_SINCE_FIRST, &t->since_first);
		best_line(&k);
		note_lines(&k);
		source_lines(&k);
		cut_lines(&k);
	} else {
		moved_line(&k);
	}
	left_lines(&k);
	buf_free(&k.buf);
	*ret_count = k.lines.count;
	return k.lines.at;
}

/* ---- short forms ---- */

const char *
trend_short(struct arena *a, const struct trend *t, enum lang ui)
{
	const struct trend_change *c = &t->since_last;
	struct talk k = talk_about(a, t, ui);
	const char *words = NULL;

	if (c->from && t->scale->validated) {
		const char *then = day(&k, c->from->at);

		if (c->by < 0 || c->by > 0)
			words = say(&k, TEXT_TREND_SHORT, "by",
				arena_printf(a, "%s%s", c->by > 0 ? "+" : "–",
					number(&k, fabs(c->by))),
				"day", then);
		else
			words = say(&k, TEXT_TREND_SHORT_SAME, "day", then);
	}
	buf_free(&k.buf);
	return words;
}

const char *
trend_review(struct arena *a, const struct trend *t, enum lang ui)
{
	struct talk k = talk_about(a, t, ui);
	const char *words = NULL;

	if (t->since_last.from && asks_review(&t->since_last))
		words = verdict(&k, &t->since_last);
	else if (t->since_first.from && asks_review(&t->since_first))
		words = change_words(&k, TEXT_TREND_SINCE_FIRST, &t->since_first);
	buf_free(&k.buf);
	return words;
}

const char *
trend_left_words(struct arena *a, const struct trend_point *p, enum lang ui)
{
	struct talk k = {.arena = a, .ui = ui, .buf = BUF_NONE};
	const char *words = why_left(&k, p);

	buf_free(&k.buf);
	return words;
}

/* "PHQ-9: 9 (4 Feb 2026), now 14 (4 May 2026)" */
static const char *
rose_words(struct arena *a, const struct trend *t, const struct trend_change *c,
	enum lang ui)
{
	struct talk k = talk_about(a, t, ui);
	const char *words = say(&k, TEXT_TREND_ROSE, "title",
		form_words(&t->scale->title, k.lang), "was",
		number(&k, c->from->score->value), "then", day(&k, c->from->at), "is",
		number(&k, t->now->score->value), "day", day(&k, t->now->at));

	buf_free(&k.buf);
	return words;
}

/* ---- in the review box ---- */

static bool
is_rise(const struct trend_change *c)
{
	return c->from && c->by > 0 && asks_review(c);
}

const char *
trend_rise(struct arena *a, const struct trend *t, enum lang ui)
{
	if (is_rise(&t->since_last))
		return rose_words(a, t, &t->since_last, ui);
	return is_rise(&t->since_first) ? rose_words(a, t, &t->since_first, ui) : NULL;
}

const struct trend_line *
trend_rise_lines(struct arena *a, const struct trend *t, enum lang ui, size_t *ret_count)
{
	struct talk k = talk_about(a, t, ui);

	change_line(&k, TEXT_TREND_SINCE_LAST, &t->since_last);
	if (is_rise(&t->since_first))
		change_line(&k, TEXT_TREND_SINCE_FIRST, &t->since_first);
	source_lines(&k);
	buf_free(&k.buf);
	*ret_count = k.lines.count;
	return k.lines.at;
}

/* ---- together ---- */

static const struct trend *
side_of(const struct trend_pair *p, bool feeling)
{
	return feeling ? p->feeling : p->distress;
}

/* One side of all pairs, each scale where it is first met. */
static const char *
side_words(struct arena *a, const struct trend_pair *pairs, size_t count, bool feeling,
	enum lang ui)
{
	const char *all = "";

	for (size_t i = 0; i < count; i++) {
		const struct trend *t = side_of(&pairs[i], feeling);
		bool said = false;

		for (size_t k = 0; k < i && !said; k++)
			said = side_of(&pairs[k], feeling) == t;
		if (!said)
			all = arena_printf(a, "%s%s%s", all, i ? " " : "",
				rose_words(a, t, &t->since_last, ui));
	}
	return all;
}

const char *
trend_pair_numbers(
	struct arena *a, const struct trend_pair *pairs, size_t count, enum lang ui)
{
	return arena_printf(a, "%s %s", side_words(a, pairs, count, true, ui),
		side_words(a, pairs, count, false, ui));
}
