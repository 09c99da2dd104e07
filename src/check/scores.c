/*
 * scores.c - rules about the scores of a list of answers
 *
 * Scores say which answer is more.  Where only conditions use them, they must rise or
 * fall from one answer to the next: "at least" means nothing else.  Where a scale adds
 * them up, an instrument may count as it likes, and an odd one is asked about.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* "0, 1, 7, 3" */
static const char *
all_shown(struct diags *d, const struct scored *s)
{
	struct buf b = BUF_NONE;
	const char *text;

	for (int i = 0; i < s->count; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", check_number(d, s->at[i]->score));
	text = arena_strdup(d->arena, buf_text(&b));
	buf_free(&b);
	return text;
}

/* ---- all lists of a form ---- */

/* A list of answers.  Lists that begin with the same answer (one more stands behind it)
 * are one here. */
struct list {
	const struct choice_list *answers;
	bool scaled;
};

struct lists {
	struct arena arena;
	VEC(struct list) at;
};

static int
compare_lists(const void *a, const void *b)
{
	const struct place *p = &((const struct list *)a)->answers->at[0].at;
	const struct place *q = &((const struct list *)b)->answers->at[0].at;
	int by_file = strcmp(p->file ? p->file : "", q->file ? q->file : "");

	if (by_file)
		return by_file;
	if (p->line != q->line)
		return p->line < q->line ? -1 : 1;
	return (p->column > q->column) - (p->column < q->column);
}

static void
mark_scaled(struct lists *all, const struct item *it)
{
	const struct list key = {it->choices, true};
	struct list *found = it->choices && it->choices->count && all->at.count
		? bsearch(&key, all->at.at, all->at.count, sizeof(key), compare_lists)
		: NULL;

	if (found)
		found->scaled = true;
}

/* Those with scores, each once. */
static struct lists
lists_of(const struct form *f)
{
	struct lists all = {ARENA_NONE, VEC_NONE};
	size_t count = 0;

	for (size_t i = 0; i < f->item_count; i++) {
		const struct choice_list *l = f->items[i].choices;
		bool again = i > 0 && l == f->items[i - 1].choices;

		if (l && l->scored && l->count && !again)
			vec_push(&all.arena, &all.at)->answers = l;
	}
	if (all.at.count)
		qsort(all.at.at, all.at.count, sizeof(*all.at.at), compare_lists);
	for (size_t i = 0; i < all.at.count; i++)
		if (!count || compare_lists(&all.at.at[count - 1], &all.at.at[i]) != 0)
			all.at.at[count++] = all.at.at[i];
	all.at.count = count;
	for (size_t i = 0; i < f->scale_count; i++)
		for (size_t k = 0; k < f->scales[i].item_count; k++)
			mark_scaled(&all, f->scales[i].items[k]);
	return all;
}

/* The answers of a list that have scores; false when there is nothing to compare. */
static bool
take_list(const struct list *l, struct scored *ret)
{
	*ret = (struct scored){.scaled = l->scaled};
	for (size_t k = 0; k < l->answers->count; k++)
		if (l->answers->at[k].scored)
			ret->at[ret->count++] = &l->answers->at[k];
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
	struct lists all = lists_of(f);
	struct scored s;

	for (size_t i = 0; i < all.at.count; i++) {
		int turn, odd;

		if (!take_list(&all.at.at[i], &s) || s.scaled)
			continue;
		turn = find_turn(&s, false);
		odd = find_odd(&s);
		if (turn == NONE)
			continue;
		turn = odd == NONE ? turn : odd;
		diags_error(d, "score-order", s.at[turn]->at,
			"the scores of these answers go %s: \"%s\" (%s) is out of order, "
			"so \"at least\" would not mean what it says",
			all_shown(d, &s), s.at[turn]->code,
			check_number(d, s.at[turn]->score));
	}
	arena_free(&all.arena);
}

void
rule_score_back(const struct form *f, struct diags *d)
{
	struct lists all = lists_of(f);
	struct scored s;

	for (size_t i = 0; i < all.at.count; i++) {
		int turn, odd;

		if (!take_list(&all.at.at[i], &s) || !s.scaled)
			continue;
		turn = find_turn(&s, true);
		odd = find_odd(&s);
		if (turn == NONE)
			continue;
		turn = odd == NONE ? turn : odd;
		diags_warn(d, "score-back", s.at[turn]->at,
			"the scores of these answers go %s, up and down again; is %s "
			"right for \"%s\"?",
			all_shown(d, &s), check_number(d, s.at[turn]->score),
			s.at[turn]->code);
	}
	arena_free(&all.arena);
}

void
rule_score_step(const struct form *f, struct diags *d)
{
	struct lists all = lists_of(f);
	struct scored s;

	for (size_t i = 0; i < all.at.count; i++) {
		int odd;

		if (!take_list(&all.at.at[i], &s) || find_turn(&s, s.scaled) != NONE)
			continue;
		odd = find_odd(&s);
		if (odd != NONE)
			diags_note(d, "score-step", s.at[odd]->at,
				"the scores of these answers go %s; is %s right for "
				"\"%s\"? with %s every step would be the same",
				all_shown(d, &s), check_number(d, s.at[odd]->score),
				s.at[odd]->code, check_number(d, even_score(&s, odd)));
	}
	arena_free(&all.arena);
}
