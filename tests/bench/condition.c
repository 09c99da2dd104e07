/*
 * condition.c - one evaluation of a condition, beside the same comparisons written in C
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "expr/expr.h"

enum { TIMES = 1000000, PEOPLE = 1024 };

static const char text[] =
	"(mood is at least often or sleep is at least often) and not (age is less than "
	"18)";

/* What one person said; -1 and NAN where they did not. */
struct person {
	int mood, sleep;
	double age;
};

static struct person people[PEOPLE];

/* ---- as a form's author writes it ---- */

static const char *const codes[] = {"never", "some", "often", "always"};
static const double scores[] = {0, 1, 2, 3};

static const struct expr_name names[] = {
	{"mood",  EXPR_ONE,    true,  0, false, {"bench", 1, 1}, codes, scores, 4},
	{"sleep", EXPR_ONE,    true,  1, false, {"bench", 2, 1}, codes, scores, 4},
	{"age",   EXPR_NUMBER, false, 2, false, {"bench", 3, 1}, NULL,  NULL,   0},
};

static const struct expr_name *
find(const void *self, const char *id)
{
	(void)self;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (strcmp(names[i].id, id) == 0)
			return &names[i];
	return NULL;
}

static const char *const *
all(const void *self, size_t *ret)
{
	static const char *const ids[] = {"mood", "sleep", "age"};

	(void)self;
	*ret = COUNT_OF(ids);
	return ids;
}

static struct expr_value
value(const void *self, size_t ref)
{
	const struct person *p = self;
	struct expr_value v = {.state = EXPR_VALUE};

	if (ref == 2)
		v.number = p->age;
	else
		v.code = ref ? p->sleep : p->mood;
	if (ref == 2 ? p->age < 0 : v.code < 0)
		v.state = EXPR_MISSING;
	return v;
}

static double
run_ours(const struct expr *e, size_t times, size_t *ret_yes)
{
	double start = bench_cpu();

	for (size_t i = 0; i < times; i++) {
		struct expr_look_up l = {&people[i % PEOPLE], value};

		*ret_yes += expr_eval(e, &l) == TRUTH_YES;
	}
	return (bench_cpu() - start) / (double)times;
}

/* ---- as a programmer would: three-valued too, or it would not be the same ---- */

static enum truth
not_unknown(bool known, bool yes)
{
	return !known ? TRUTH_UNKNOWN : yes ? TRUTH_YES : TRUTH_NO;
}

__attribute__((noinline)) static enum truth
plain(const struct person *p)
{
	enum truth mood = not_unknown(p->mood >= 0, p->mood >= 2);
	enum truth sleep = not_unknown(p->sleep >= 0, p->sleep >= 2);
	enum truth adult = not_unknown(p->age >= 0, !(p->age < 18));
	enum truth either = mood == TRUTH_YES || sleep == TRUTH_YES ? TRUTH_YES
		: mood == TRUTH_NO && sleep == TRUTH_NO             ? TRUTH_NO
								    : TRUTH_UNKNOWN;

	if (either == TRUTH_NO || adult == TRUTH_NO)
		return TRUTH_NO;
	return either == TRUTH_YES && adult == TRUTH_YES ? TRUTH_YES : TRUTH_UNKNOWN;
}

static double
run_plain(size_t times, size_t *ret_yes)
{
	double start = bench_cpu();

	for (size_t i = 0; i < times; i++)
		*ret_yes += plain(&people[i % PEOPLE]) == TRUTH_YES;
	return (bench_cpu() - start) / (double)times;
}

int
main(void)
{
	const struct expr_names scope = {NULL, find, all, NULL};
	struct times ours = {{0}, 0}, floor = {{0}, 0};
	struct arena a = ARENA_NONE;
	size_t times = bench_times(TIMES), yes = 0, plain_yes = 0;
	const struct expr *e;
	struct diags d;

	srand(1);
	for (size_t i = 0; i < PEOPLE; i++)
		people[i] = (struct person){rand() % 5 - 1, rand() % 5 - 1,
			rand() % 50 ? 12 + rand() % 60 : -1};
	diags_init(&d, &a);
	e = expr_compile(&a, text, (struct place){"bench", 1, 1}, &scope, &d);
	if (!e)
		bench_die("the condition has mistakes");
	for (size_t i = 0; i < bench_runs(); i++) {
		times_add(&ours, run_ours(e, times, &yes));
		times_add(&floor, run_plain(times, &plain_yes));
	}
	if (yes != plain_yes)
		bench_die("the condition and the C say different things");
	bench_row("a condition of three comparisons", &ours, 1e9, "ns", "%.1f x plain C",
		times_median(&ours) / times_median(&floor));
	bench_row("  the same in plain C", &floor, 1e9, "ns", "the floor");
	arena_free(&a);
	return bench_end();
}
