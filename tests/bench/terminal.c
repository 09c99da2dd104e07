/*
 * terminal.c - programs on a terminal: the first frame, an arrow key, bytes, memory
 *
 * usage: terminal [-l] [-s 80x24] OURS -- FLOOR [-- PEER]...
 *
 *	-l	hold ours against the floor: the first frame +10 ms, a key +1 ms; and
 *		against what a slow line and a small machine bear: 120 bytes a key, 16 MiB
 *	-s	columns x rows
 *
 * Each is: [-w TEXT] [-p MS] [-k KEY]... NAME COMMAND ARG...
 *
 *	-w TEXT	wait for it; the first of them is the first frame
 *	-p MS	wait so long
 *	-k KEY	press Enter, Up, Down, or a letter
 *
 * The first frame is timed from fork, less what the program waited for a processor that
 * other work had.  Behind the steps stands a question with its answers one below the
 * other: there the arrow keys are measured, down and up again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common.h"
#include "pty.h"

enum { PROGRAMS_MAX = 8, KEYS = 24, BYTES_LIMIT = 120 };
#define FIRST_LIMIT  10.0 /* ms above the floor */
#define KEY_LIMIT    1.0
#define MEMORY_LIMIT 16.0 /* MiB */
#define MIB          (1024.0 * 1024.0)

struct program {
	struct pty_program is;
	struct times first, key;             /* seconds; key: the median of a run's */
	struct times resident, proportional; /* bytes */
	double keys[BENCH_RUNS_MAX * KEYS];  /* of all runs, sorted at the end */
	size_t key_count;
	size_t bytes; /* at most, for one key */
};

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* From the key to the last byte of what it changed. */
static double
press(struct program *p, struct pty *t, const char *key)
{
	double start = pty_send(t, key), end = pty_settle(t, NULL);

	if (t->bytes > p->bytes)
		p->bytes = t->bytes;
	return end - start;
}

static void
measure_keys(struct program *p, struct pty *t)
{
	struct times run = {{0}, 0};
	size_t count = bench_times(KEYS);

	press(p, t, "Down");
	press(p, t, "Down");
	for (size_t i = 0; i < count; i++) {
		double took = press(p, t, i % 2 ? "Up" : "Down");

		times_add(&run, took);
		p->keys[p->key_count++] = took;
	}
	times_add(&p->key, times_median(&run));
}

static void
measure(struct program *p, int columns, int rows)
{
	struct pty_memory first, later;
	double took;
	struct pty t;

	took = pty_start(&t, &p->is, columns, rows);
	times_add(&p->first, took - pty_waited(&t));
	first = pty_memory(&t);
	pty_play(&t);
	measure_keys(p, &t);
	later = pty_memory(&t);
	pty_end(&t);
	if (first.resident > later.resident)
		later = first;
	times_add(&p->resident, later.resident);
	times_add(&p->proportional, later.proportional);
}

/* ---- rows ---- */

/* How far above the floor, and is that too far?  Judged where other work disturbed each
 * least.  With no limit: how many times the floor. */
static const char *
put_beside(char *room, size_t size, const struct times *s, const struct times *floor,
	double limit)
{
	double above = (s->at[0] - floor->at[0]) * 1e3;

	if (s == floor)
		snprintf(room, size, "the floor");
	else if (limit > 0)
		snprintf(room, size, "%+.2f ms to the floor, limit %g: %s", above, limit,
			bench_within(above, limit));
	else
		snprintf(room, size, "%.1f x the floor",
			times_median(s) / times_median(floor));
	return room;
}

/* ", limit 16: ok", or nothing. */
static const char *
put_limit(char *room, size_t size, bool judged, double value, double limit)
{
	*room = '\0';
	if (judged)
		snprintf(room, size, ", limit %g: %s", limit, bench_within(value, limit));
	return room;
}

static void
put_first(const struct program *p, const struct program *floor, bool ours, bool judged)
{
	double mib = times_median(&p->resident) / MIB;
	double pss = times_median(&p->proportional) / MIB;
	char name[64], beside[96], limit[48], share[32] = "";

	snprintf(name, sizeof(name), "%s%s", p->is.name, ours ? ": the first frame" : "");
	if (pss > 0) /* the kernel tells nobody else's */
		snprintf(share, sizeof(share), ", Pss %.1f", pss);
	bench_row(name, &p->first, 1e3, "ms", "%s; %.1f MiB%s%s",
		put_beside(beside, sizeof(beside), &p->first, &floor->first,
			judged ? FIRST_LIMIT : 0),
		mib, put_limit(limit, sizeof(limit), judged, mib, MEMORY_LIMIT), share);
}

static void
put_key(struct program *p, const struct program *floor, bool ours, bool judged)
{
	char name[64], beside[96], limit[48];

	snprintf(name, sizeof(name), "%s%s", p->is.name, ours ? ": an arrow key" : "");
	qsort(p->keys, p->key_count, sizeof(p->keys[0]), compare);
	bench_row(name, &p->key, 1e3, "ms", "%s; p99 %.2f; %zu bytes%s",
		put_beside(beside, sizeof(beside), &p->key, &floor->key,
			judged ? KEY_LIMIT : 0),
		p->keys[p->key_count * 99 / 100] * 1e3, p->bytes,
		put_limit(limit, sizeof(limit), judged, (double)p->bytes, BYTES_LIMIT));
}

int
main(int argc, char **argv)
{
	static struct program programs[PROGRAMS_MAX];
	int columns = 80, rows = 24;
	bool judged = false;
	size_t count = 0;

	for (argv++; *argv && (*argv)[0] == '-' && strchr("ls", (*argv)[1]); argv++)
		if ((*argv)[1] == 'l')
			judged = true;
		else if (!argv[1] || sscanf(*++argv, "%dx%d", &columns, &rows) != 2)
			bench_die("-s 80x24");
	while (*argv && count < PROGRAMS_MAX)
		argv = pty_program_take(&programs[count++].is, argv);
	if (argc < 2 || *argv || count < 2)
		bench_die("see terminal.c for its usage");
	for (size_t i = 0; i < bench_runs(); i++)
		for (size_t k = 0; k < count; k++)
			measure(&programs[k], columns, rows);
	for (size_t k = 0; k < count; k++)
		put_first(&programs[k], &programs[1], k == 0, judged && k == 0);
	for (size_t k = 0; k < count; k++)
		put_key(&programs[k], &programs[1], k == 0, judged && k == 0);
	return bench_end();
}
