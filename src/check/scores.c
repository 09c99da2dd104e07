/*
 * scores.c - rules about the scores of a list of answers
 *
 * Scores say which answer is more.  Where only conditions use them, they must rise or
 * fall from one answer to the next: "at least" means nothing else.  Where a scale adds
 * them up, an instrument may count as it likes, and an odd one is asked about.
 */
#include <math.h>

#include "base/num.h"
#include "check/rules.h"

enum { NONE = -1, LEAST_FOR_ODD = 4 /* three others tell what is even */ };

static const double epsilon = 1e-9;

/* The answers of one list that have scores, in its order. */
struct scored {
	const struct choice *at[FORM_CHOICE_MAX];
	int count;
	bool scaled; /* a scale counts them */
};

static const char *
shown(struct diags *d, double value)
{
	struct buf b = BUF_NONE;
	const char *text;

	num_put(&b, value, 2);
	text = arena_strdup(d->arena, buf_text(&b));
	buf_free(&b);
	return text;
}

/* "0, 1, 7, 3" */
static const char *
all_shown(struct diags *d, const struct scored *s)
{
	struct buf b = BUF_NONE;
	const char *text;

	for (int i = 0; i < s->count; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", shown(d, s->at[i]->score));
	text = arena_strdup(d->arena, buf_text(&b));
	buf_free(&b);
	return text;
}

static bool
is_scaled(const struct form *f, const struct choice *first)
{
	for (size_t i = 0; i < f->scale_count; i++)
		for (size_t k = 0; k < f->scales[i].item_count; k++) {
			const struct choice_list *l = f->scales[i].items[k]->choices;

			/* a list with one more behind it begins with the same answers */
			if (l && l->count && l->at[0].at.line == first->at.line &&
				l->at[0].at.column == first->at.column)
				return true;
		}
	return false;
}

/* Does the list of item i have scores, and was it not looked at before? */
static bool
take_list(const struct form *f, size_t i, struct scored *ret)
{
	const struct choice_list *l = f->items[i].choices;

	*ret = (struct scored){.count = 0};
	if (!l || !l->scored || !l->count)
		return false;
	for (size_t k = 0; k < i; k++) {
		const struct choice_list *o = f->items[k].choices;

		if (o && o->count && o->at[0].at.line == l->at[0].at.line &&
			o->at[0].at.column == l->at[0].at.column)
			return false;
	}
	for (size_t k = 0; k < l->count; k++)
		if (l->at[k].scored)
			ret->at[ret->count++] = &l->at[k];
	ret->scaled = is_scaled(f, &l->at[0]);
	return ret->count > 1;
}

/* The first that is not more (or, in a list that falls, less) than the one before; where
 * equals may stand together, the first that turns back. */
static int
find_turn(const struct scored *s, bool equals)
{
	double way = s->at[s->count - 1]->score - s->at[0]->score;

	for (int i = 1; i < s->count; i++) {
		double step = s->at[i]->score - s->at[i - 1]->score;

		if (fabs(step) < epsilon ? !equals : step * way <= 0)
			return i;
	}
	return NONE;
}

/* What would be at i if the steps between the two others were those of all. */
static double
even_score(const struct scored *s, int i)
{
	int a = i == 0, b = i == s->count - 1 ? s->count - 2 : s->count - 1;
	double step = (s->at[b]->score - s->at[a]->score) / (b - a);

	return s->at[a]->score + step * (i - a);
}

static bool
is_even_without(const struct scored *s, int odd)
{
	int a = odd == 0, b = odd == s->count - 1 ? s->count - 2 : s->count - 1;
	double step = (s->at[b]->score - s->at[a]->score) / (b - a);
	double even = s->at[a]->score + step * (odd - a);

	for (int i = 0; i < s->count; i++)
		if (i != odd &&
			fabs(s->at[i]->score - s->at[a]->score - step * (i - a)) >
				epsilon)
			return false;
	return fabs(step) > epsilon && fabs(s->at[odd]->score - even) > epsilon &&
		even > -epsilon;
}

/* The one without which all steps would be the same. */
static int
find_odd(const struct scored *s)
{
	for (int i = 0; i < s->count && s->count >= LEAST_FOR_ODD; i++)
		if (is_even_without(s, i))
			return i;
	return NONE;
}

void
rule_score_order(const struct form *f, struct diags *d)
{
	struct scored s;

	for (size_t i = 0; i < f->item_count; i++) {
		int turn, odd;

		if (!take_list(f, i, &s) || s.scaled)
			continue;
		turn = find_turn(&s, false);
		odd = find_odd(&s);
		if (turn == NONE)
			continue;
		turn = odd == NONE ? turn : odd;
		diags_error(d, "score-order", s.at[turn]->at,
			"the scores of these answers go %s: \"%s\" (%s) is out of order, "
			"so \"at least\" would not mean what it says",
			all_shown(d, &s), s.at[turn]->code, shown(d, s.at[turn]->score));
	}
}

void
rule_score_back(const struct form *f, struct diags *d)
{
	struct scored s;

	for (size_t i = 0; i < f->item_count; i++) {
		int turn, odd;

		if (!take_list(f, i, &s) || !s.scaled)
			continue;
		turn = find_turn(&s, true);
		odd = find_odd(&s);
		if (turn == NONE)
			continue;
		turn = odd == NONE ? turn : odd;
		diags_warn(d, "score-back", s.at[turn]->at,
			"the scores of these answers go %s, up and down again; is %s "
			"right for \"%s\"?",
			all_shown(d, &s), shown(d, s.at[turn]->score), s.at[turn]->code);
	}
}

void
rule_score_step(const struct form *f, struct diags *d)
{
	struct scored s;

	for (size_t i = 0; i < f->item_count; i++) {
		int odd;

		if (!take_list(f, i, &s) || find_turn(&s, s.scaled) != NONE)
			continue;
		odd = find_odd(&s);
		if (odd != NONE)
			diags_note(d, "score-step", s.at[odd]->at,
				"the scores of these answers go %s; is %s right for "
				"\"%s\"? with %s every step would be the same",
				all_shown(d, &s), shown(d, s.at[odd]->score),
				s.at[odd]->code, shown(d, even_score(&s, odd)));
	}
}
