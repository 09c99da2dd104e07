/*
 * common.h - what the programs of make bench share: runs, rows, limits, made input
 *
 * A row is a median, its lowest and highest, and what it is held against.  What is
 * compared runs in turns in one process, so that a busy machine slows both.
 *
 * BENCH_RUNS (9): how often each thing is measured; below 3 no limit is judged.
 */
#ifndef TESTS_BENCH_COMMON_H
#define TESTS_BENCH_COMMON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/buf.h"

enum { BENCH_RUNS_MAX = 99 };

/* One number a run. */
struct times {
	double at[BENCH_RUNS_MAX];
	size_t count;
};

size_t bench_runs(void);
/* n in a real run; a small part of it in a trial with few runs. */
size_t bench_times(size_t n);
/* Seconds, only for differences: on the wall, and of this process on a CPU, which other
 * processes do not disturb. */
double bench_now(void);
double bench_cpu(void);
void times_add(struct times *s, double value);
double times_median(const struct times *s);

/* Values are printed times `scale`, as `unit`.  note: what stands in the last column. */
void bench_row(const char *what, const struct times *s, double scale, const char *unit,
	const char *note, ...) ATTR_PRINTF(5, 6);
/* "ok" or "OVER" for a limit; over is remembered for bench_end. */
const char *bench_within(double value, double limit);
/* Exit status: 1 when a limit was passed. */
int bench_end(void);
/* What must work does not: says so and ends the program. */
ATTR_NORETURN void bench_die(const char *why);

/* What is put into stores: an event. */
extern const char bench_answer[];
/* A store of the bench's own in an empty folder, owned until sealed_close; put returns
 * when one more answer is on disk. */
struct sealed;
struct sealed *sealed_open(const char *folder);
void sealed_put(struct sealed *s);
void sealed_close(struct sealed *s);

/* A form of so many items: grids of ten, a condition and a scale with bands each. */
void made_form(struct buf *out, size_t items);
/* So many questions for the console, one line and the same five answers each. */
void made_questions(struct buf *out, size_t items);

#endif
