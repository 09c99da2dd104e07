/* kinds_meaning.c - mistakes with scores, scales, bands and examples */
#include "measure/mistake.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_CAP = 256 };

static bool
is_in(const struct doc *d, const struct setting *s, const char *tag, const char *name)
{
	return strcmp(s->name, name) == 0 && strcmp(d->tags.at[s->tag].name, tag) == 0;
}

static bool
put(struct mistake *m, const struct setting *s, const char *value)
{
	mistake_edit(m, s->value_at, value);
	mistake_spot(m, s->value_at.from);
	return true;
}

static const char *
number(struct mistake *m, int value)
{
	return arena_printf(m->doc->arena, "%d", value);
}

/* ---- bands ---- */

/* The band behind a band's, in the same scale. */
static const struct tag *
next_band(const struct doc *d, const struct tag *t)
{
	const struct tag *next = t + 1;

	return t->index + 1 < d->tags.count && strcmp(t->name, "band") == 0 &&
			strcmp(next->name, "band") == 0 && next->parent == t->parent
		? next
		: NULL;
}

static bool
has_next_band(const struct doc *d, const struct tag *t)
{
	return next_band(d, t) != NULL;
}

static bool
is_band(const struct doc *d, const struct tag *t)
{
	(void)d;
	return strcmp(t->name, "band") == 0;
}

/* A border between two bands is moved by one on one side. */
static bool
move_border(struct mistake *m, bool upper, int by)
{
	const struct tag *t = pick_tag(m, has_next_band);
	const struct tag *next = t ? next_band(m->doc, t) : NULL;
	const struct setting *s;
	int value;

	if (!t)
		return false;
	s = doc_setting(m->doc, upper ? next : t, upper ? "from" : "to");
	value = atoi(s->value);
	mistake_spot(m, t->open.from);
	mistake_spot(m, next->open.from);
	mistake_culprit(m, s->value);
	mistake_culprit(m, number(m, value + by));
	return put(m, s, number(m, value + by));
}

static bool
band_gap(struct mistake *m)
{
	return dice_throw(m, 2) ? move_border(m, true, 1) : move_border(m, false, -1);
}

static bool
band_overlap(struct mistake *m)
{
	return dice_throw(m, 2) ? move_border(m, true, -1) : move_border(m, false, 1);
}

static bool
band_left_out(struct mistake *m)
{
	const struct tag *t = pick_tag(m, is_band);

	if (!t)
		return false;
	mistake_edit(m, (struct span){t->open.from, t->end}, "");
	mistake_spot(m, t->open.from);
	mistake_spot(m, t[-1].open.from); /* the band before, or the source */
	mistake_spot(m, t[1].open.from);
	mistake_culprit(m, doc_setting(m->doc, t, "from")->value);
	return true;
}

static bool
band_turned(struct mistake *m)
{
	const struct tag *t = pick_tag(m, is_band);
	const struct setting *from = t ? doc_setting(m->doc, t, "from") : NULL;
	const struct setting *to = t ? doc_setting(m->doc, t, "to") : NULL;

	if (!t || strcmp(from->value, to->value) == 0)
		return false;
	mistake_culprit(m, "band");
	mistake_edit(m, from->value_at, to->value);
	return put(m, to, from->value);
}

static bool
is_score_like(const struct doc *d, const struct setting *s)
{
	return is_in(d, s, "band", "to") || is_in(d, s, "cut", "at") ||
		is_in(d, s, "change", "at");
}

static bool
beyond_the_scale(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_score_like);

	if (!s)
		return false;
	mistake_culprit(m, "999");
	return put(m, s, "999");
}

/* ---- scores and scales ---- */

static bool
is_score(const struct doc *d, const struct setting *s)
{
	return is_in(d, s, "answer", "score");
}

/* The code beside it, its id, the number: any of them tells. */
static bool
wrong_score(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_score);
	int value, wrong;

	if (!s)
		return false;
	value = atoi(s->value);
	do {
		wrong = (int)dice_throw(m, 10);
	} while (wrong == value);
	mistake_culprit(m, doc_setting(m->doc, &m->doc->tags.at[s->tag], "code")->value);
	mistake_culprit(m, number(m, wrong));
	return put(m, s, number(m, wrong));
}

static bool
score_left_out(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_score);

	if (!s)
		return false;
	mistake_edit(m, (struct span){s->name_at.from - 1, s->value_at.to + 1}, "");
	mistake_spot(m, m->doc->tags.at[s->tag].open.from);
	mistake_culprit(m, doc_setting(m->doc, &m->doc->tags.at[s->tag], "code")->value);
	return true;
}

static bool
scores_swapped(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_score), *other;
	const struct tag *next;

	if (!s || s->tag + 1 >= m->doc->tags.count)
		return false;
	next = &m->doc->tags.at[s->tag + 1];
	other = doc_setting(m->doc, next, "score");
	if (strcmp(next->name, "answer") != 0 || !other ||
		next->parent != m->doc->tags.at[s->tag].parent)
		return false;
	mistake_edit(m, other->value_at, s->value);
	mistake_culprit(m, doc_setting(m->doc, &m->doc->tags.at[s->tag], "code")->value);
	mistake_culprit(m, doc_setting(m->doc, next, "code")->value);
	mistake_spot(m, other->value_at.from);
	return put(m, s, other->value);
}

static bool
is_items(const struct doc *d, const struct setting *s)
{
	return is_in(d, s, "scale", "items") && strchr(s->value, ' ');
}

static bool
item_left_out_of_scale(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_items);
	struct span words[WORDS_CAP], at;
	size_t count = s ? words_of(s->value, words, WORDS_CAP) : 0;
	const struct tag *t;

	if (count < 3)
		return false;
	at = words[dice_throw(m, count)];
	at = (struct span){s->value_at.from + at.from, s->value_at.from + at.to};
	t = &m->doc->tags.at[s->tag];
	mistake_culprit(m, doc_text(m->doc, at));
	mistake_culprit(m, doc_setting(m->doc, t, "id")->value);
	mistake_edit(m, at, "");
	mistake_spot(m, at.from);
	for (size_t i = t->index; i < m->doc->tags.count;
		i++) { /* its parts, its examples */
		const struct tag *part = &m->doc->tags.at[i];
		const struct setting *of = doc_setting(m->doc, part, "scale");

		if (part->parent == t->index || i == t->index ||
			(of &&
				strcmp(of->value, doc_setting(m->doc, t, "id")->value) ==
					0))
			mistake_spot(m, part->open.from);
	}
	return true;
}

static bool
item_twice_in_scale(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_items);
	struct span words[WORDS_CAP], at;
	size_t count = s ? words_of(s->value, words, WORDS_CAP) : 0;

	if (!count)
		return false;
	at = words[dice_throw(m, count)];
	at = (struct span){s->value_at.from + at.from, s->value_at.from + at.to};
	mistake_culprit(m, doc_text(m->doc, at));
	mistake_insert(m, s->value_at.to,
		arena_printf(m->doc->arena, " %s", doc_text(m->doc, at)));
	mistake_spot(m, s->value_at.to);
	mistake_spot(m, at.from);
	return true;
}

static bool
may_miss_all(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_items);

	for (size_t i = 0; s && i < m->doc->settings.count; i++) {
		const struct setting *old = &m->doc->settings.at[i];

		if (old->tag != s->tag || strcmp(old->name, "may-miss") != 0)
			continue;
		mistake_culprit(m, "may-miss");
		return put(m, old, "99");
	}
	return false;
}

static bool
reversed_stranger(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_items);
	const struct tag *t = s ? &m->doc->tags.at[s->tag] : NULL;

	for (size_t i = 0;
		t && i < m->doc->tags.count && !doc_setting(m->doc, t, "reverse"); i++) {
		const struct tag *item = &m->doc->tags.at[i];
		const struct setting *id = doc_setting(m->doc, item, "id");

		if ((strcmp(item->name, "item") != 0 &&
			    strcmp(item->name, "question") != 0) ||
			doc_word(m->doc, s->value_at, id->value, 0) != (size_t)-1)
			continue;
		mistake_insert(m, s->value_at.to + 1,
			arena_printf(m->doc->arena, " reverse=\"%s\"", id->value));
		mistake_spot(m, s->value_at.to);
		mistake_culprit(m, id->value);
		return true;
	}
	return false;
}

/* ---- questions ---- */

static bool
has_next_label(const struct doc *d, const struct tag *t)
{
	return strcmp(t->name, "answer") == 0 && t->index + 1 < d->tags.count &&
		t[1].parent == t->parent && strcmp(t[1].name, "answer") == 0;
}

static bool
same_words(struct mistake *m)
{
	const struct tag *t = pick_tag(m, has_next_label);

	if (!t)
		return false;
	mistake_edit(m, doc_inside(t + 1), doc_text(m->doc, doc_inside(t)));
	mistake_spot(m, t->open.from);
	mistake_spot(m, t[1].open.from);
	mistake_culprit(m, doc_setting(m->doc, t, "code")->value);
	mistake_culprit(m, doc_setting(m->doc, t + 1, "code")->value);
	return true;
}

static bool
is_min(const struct doc *d, const struct setting *s)
{
	return is_in(d, s, "question", "min") &&
		doc_setting(d, &d->tags.at[s->tag], "max");
}

static bool
min_over_max(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_min), *max;

	if (!s)
		return false;
	max = doc_setting(m->doc, &m->doc->tags.at[s->tag], "max");
	mistake_culprit(m, "min");
	mistake_edit(m, max->value_at, s->value);
	mistake_spot(m, max->value_at.from);
	return put(m, s, max->value);
}

static bool
is_type(const struct doc *d, const struct setting *s)
{
	return is_in(d, s, "question", "type") && d->tags.at[s->tag].count > 2;
}

/* A type that what else stands there does not fit. */
static bool
wrong_type(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_type);
	const struct tag *t = s ? &m->doc->tags.at[s->tag] : NULL;

	if (!t ||
		(!doc_setting(m->doc, t, "min") &&
			!doc_setting(m->doc, t, "max-length") &&
			!doc_setting(m->doc, t, "answers")))
		return false;
	mistake_spot(m, t->open.from);
	mistake_culprit(m, "date");
	return put(m, s, "date");
}

/* ---- examples ---- */

static bool
is_expected_score(const struct doc *d, const struct setting *s)
{
	return is_in(d, s, "expect", "score");
}

static bool
expected_score(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_expected_score);

	if (!s)
		return false;
	mistake_culprit(m, doc_setting(m->doc, &m->doc->tags.at[s->tag], "scale")->value);
	return put(m, s, number(m, atoi(s->value) + 1));
}

static bool
is_expected_state(const struct doc *d, const struct setting *s)
{
	return is_in(d, s, "expect", "state");
}

static bool
expected_state(struct mistake *m)
{
	static const char *const states[] = {
		"scored", "prorated", "yes", "no", "flag", "none"};
	const struct setting *s = pick_setting(m, is_expected_state);
	const char *wrong = states[dice_throw(m, 6)];
	const struct tag *t = s ? &m->doc->tags.at[s->tag] : NULL;

	if (!s || strcmp(wrong, s->value) == 0)
		return false;
	for (size_t i = 0; i < t->count; i++)
		if (&m->doc->settings.at[t->first + i] != s)
			mistake_culprit(m, m->doc->settings.at[t->first + i].value);
	mistake_culprit(m, wrong);
	return put(m, s, wrong);
}

static bool
is_expected_band(const struct doc *d, const struct setting *s)
{
	return is_in(d, s, "expect", "band");
}

static bool
expected_band(struct mistake *m)
{
	const struct setting *s = pick_setting(m, is_expected_band);

	if (!s)
		return false;
	mistake_culprit(m, doc_setting(m->doc, &m->doc->tags.at[s->tag], "scale")->value);
	mistake_culprit(m, "High-ish");
	return put(m, s, "High-ish");
}

static const char odd_steps[] = "scores that only conditions use may have any steps";

const struct kind meaning_kinds[] = {
	{"gap between two bands",                band_gap,               NULL     },
	{"overlap of two bands",                 band_overlap,           NULL     },
	{"band left out",                        band_left_out,          NULL     },
	{"band from high to low",                band_turned,            NULL     },
	{"band, cut or change beyond the scale", beyond_the_scale,       NULL     },
	{"wrong score of an answer",             wrong_score,            odd_steps},
	{"score of one answer left out",         score_left_out,         NULL     },
	{"scores of two answers swapped",        scores_swapped,         odd_steps},
	{"item left out of a scale",             item_left_out_of_scale, NULL     },
	{"item twice in a scale",                item_twice_in_scale,    NULL     },
	{"more may be missing than there are",   may_miss_all,           NULL     },
	{"reversed item of another scale",       reversed_stranger,      NULL     },
	{"two answers with the same words",      same_words,             NULL     },
	{"min over max",			 min_over_max,           NULL     },
	{"wrong type of question",               wrong_type,             NULL     },
	{"wrong score in an example",            expected_score,         NULL     },
	{"wrong state in an example",            expected_state,         NULL     },
	{"wrong band in an example",             expected_band,          NULL     },
	{NULL,				   NULL,                   NULL     },
};
