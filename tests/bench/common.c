#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common.h"

enum { RUNS = 9, RUNS_JUDGED = 3, TRIAL_SHARE = 50 };

static bool over;

size_t
bench_runs(void)
{
	const char *set = getenv("BENCH_RUNS");
	long n = set ? strtol(set, NULL, 10) : RUNS;

	return n < 1 ? 1 : n > BENCH_RUNS_MAX ? BENCH_RUNS_MAX : (size_t)n;
}

size_t
bench_times(size_t n)
{
	return bench_runs() < RUNS_JUDGED ? n / TRIAL_SHARE + 1 : n;
}

static double
read_clock(clockid_t clock)
{
	struct timespec t;

	if (clock_gettime(clock, &t))
		bench_die("there is no clock");
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double
bench_now(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

double
bench_cpu(void)
{
	return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void
times_add(struct times *s, double value)
{
	if (s->count == BENCH_RUNS_MAX)
		bench_die("too many runs");
	s->at[s->count++] = value;
	qsort(s->at, s->count, sizeof(s->at[0]), compare);
}

double
times_median(const struct times *s)
{
	size_t middle = s->count / 2;

	return s->count % 2 ? s->at[middle] : (s->at[middle - 1] + s->at[middle]) / 2;
}

/* Three digits, and never an exponent. */
static const char *
number(char room[32], double value)
{
	int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;

	snprintf(room, 32, "%.*f", decimals, value);
	return room;
}

void
bench_row(const char *what, const struct times *s, double scale, const char *unit,
	const char *note, ...)
{
	char low[32], middle[32], high[32];
	va_list ap;

	printf("%-46s %9s %9s %9s %-9s ", what, number(middle, times_median(s) * scale),
		number(low, s->at[0] * scale), number(high, s->at[s->count - 1] * scale),
		unit);
	va_start(ap, note);
	vprintf(note, ap);
	va_end(ap);
	putchar('\n');
	fflush(stdout);
}

const char *
bench_within(double value, double limit)
{
	if (value <= limit)
		return "ok";
	over = over || bench_runs() >= RUNS_JUDGED;
	return "OVER";
}

int
bench_end(void)
{
	return over ? EXIT_FAILURE : EXIT_SUCCESS;
}

void
bench_die(const char *why)
{
	fprintf(stderr, "bench: %s\n", why);
	exit(EXIT_FAILURE);
}

/* ---- made input ---- */

enum { GRID = 10, SECTION = 50 };

static void
made_grid(struct buf *out, size_t first)
{
	buf_printf(out, "<grid id='g%zu' answers='often'", first);
	if (first)
		buf_printf(out, " show-if='q%zu is at least some'", first - 1);
	buf_printf(out, "><stem>How often, lately?</stem>\n");
	for (size_t i = first; i < first + GRID; i++)
		buf_printf(out, "<item id='q%zu'>Made line %zu</item>\n", i, i);
	buf_printf(out, "</grid>\n");
}

static void
made_scale(struct buf *out, size_t first)
{
	buf_printf(out, "<scale id='s%zu' method='sum' may-miss='2' items='", first);
	for (size_t i = first; i < first + GRID; i++)
		buf_printf(out, "%sq%zu", i == first ? "" : " ", i);
	buf_printf(out,
		"'><title>Scale %zu</title><source>None: made</source>"
		"<band from='0' to='9'>Low</band><band from='10' to='19'>Some</band>"
		"<band from='20' to='30'>High</band></scale>\n",
		first);
}

void
made_form(struct buf *out, size_t items)
{
	static const char *const codes[] = {"never", "some", "often", "always"};

	buf_printf(out,
		"<form id='made' version='1' xml:lang='en'><title>Made</title>\n"
		"<answer-set id='often'>");
	for (size_t i = 0; i < COUNT_OF(codes); i++)
		buf_printf(out, "<answer code='%s' score='%zu'>%s</answer>", codes[i], i,
			codes[i]);
	buf_printf(out, "</answer-set>\n");
	for (size_t i = 0; i < items; i += GRID) {
		if (i % SECTION == 0)
			buf_printf(out, "%s<section id='part%zu'><title>Part</title>\n",
				i ? "</section>" : "", i);
		made_grid(out, i);
	}
	buf_printf(out, "</section>\n");
	for (size_t i = 0; i < items; i += GRID)
		made_scale(out, i);
	buf_printf(out, "</form>\n");
}

void
made_questions(struct buf *out, size_t items)
{
	static const char *const answers[] = {
		"Not at all", "A little", "Sometimes", "Often", "Almost all the time"};

	buf_printf(out,
		"<form id='questions-%zu' version='1' xml:lang='en'><title>Made</title>\n"
		"<answer-set id='often'>",
		items);
	for (size_t i = 0; i < COUNT_OF(answers); i++)
		buf_printf(out, "<answer code='a%zu' score='%zu'>%s</answer>", i, i,
			answers[i]);
	buf_printf(out, "</answer-set>\n");
	for (size_t i = 0; i < items; i += SECTION) {
		buf_printf(out,
			"<section id='part%zu'><title>Part</title>"
			"<grid id='g%zu' answers='often'><stem>In the last 7 "
			"days:</stem>\n",
			i, i);
		for (size_t k = i; k < i + SECTION && k < items; k++)
			buf_printf(out,
				"<item id='q%zu'>I could not feel emotions. "
				"Made line %zu</item>\n",
				k, k);
		buf_printf(out, "</grid></section>\n");
	}
	buf_printf(out, "</form>\n");
}
