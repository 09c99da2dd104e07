/*
 * rate.c - records in a second of a whole command, and its memory, in stores of two sizes
 *
 * usage: rate PASSPHRASE-FILE SMALL-HOME COUNT BIG-HOME COUNT NAME COMMAND ARG...
 *
 * "@" among the arguments is the home.  The floor is opening a sealed key, a head and a
 * body, in memory, over and over: what both commands cannot do without.  A start, and a
 * derivation at its lowest cost (bulk.c), are in the time.  Memory is flat when the big store takes
 * no more than 2 MB more than the small one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "child.h"
#include "store/internal.h"

enum { RUNS_MOST = 3, OPENED = 3000, PARTS = 2 };
#define LIMIT_MB 2.0

struct side {
	struct child child;
	const char *home;
	int64_t count;
	struct times rate; /* records a second of CPU */
};

/* ---- the floor ---- */

static void
measure_floor(struct times *rate)
{
	unsigned char public_key[KEY_SIZE], id[ID_SIZE] = {0}, box[BOX_SIZE];
	unsigned char *secret = store_secret_new(KEY_SIZE);
	unsigned char *key = store_secret_new(KEY_SIZE);
	static const char words[ENVELOPE_STEP / 2] = "a part";
	struct buf sealed = BUF_NONE, plain = BUF_NONE;
	struct err err = ERR_NONE;
	size_t times = bench_times(OPENED);
	double start;

	crypto_box_keypair(public_key, secret);
	randombytes_buf(key, KEY_SIZE);
	seal_box(box, public_key, key);
	seal_put(&sealed, key, (struct seal_place){"head", id, 0}, words, sizeof words,
		ENVELOPE_STEP);
	start = bench_cpu();
	for (size_t i = 0; i < times; i++) {
		if (!seal_unbox(key, public_key, secret, box))
			bench_die("a key does not open");
		for (int k = 0; k < PARTS; k++) {
			buf_clear(&plain);
			if (seal_get(&plain, key, (struct seal_place){"head", id, 0},
				    sealed.data, sealed.len, ENVELOPE_STEP, &err))
				bench_die(err.text);
		}
	}
	times_add(rate, (double)times / (bench_cpu() - start));
	buf_free(&sealed);
	buf_free(&plain);
	store_secret_free(key);
	store_secret_free(secret);
}

/* ---- the command ---- */

static void
prepare(struct side *s, const char *input, char **argv, int argc)
{
	s->child = (struct child){.name = argv[0],
		.argv = calloc((size_t)argc, sizeof *argv),
		.input = input};
	if (!s->child.argv)
		bench_die("out of memory");
	for (int i = 1; i < argc; i++)
		s->child.argv[i - 1] =
			strcmp(argv[i], "@") == 0 ? (char *)(uintptr_t)s->home : argv[i];
}

static void
measure(struct side *s)
{
	child_run(&s->child);
	times_add(&s->rate, (double)s->count / times_median(&s->child.cpu));
	s->child.cpu.count = 0;
}

static void
put(const struct side *s, const struct side *small, const struct times *floor)
{
	double mb = times_median(&s->child.peak) / 1e6;
	double more = mb - times_median(&small->child.peak) / 1e6;
	char name[64], memory[64] = "";

	snprintf(name, sizeof name, "%s, %lld records", s->child.name,
		(long long)s->count);
	if (s != small)
		snprintf(memory, sizeof memory,
			", %+.1f to the small store, limit %.0f: %s", more, LIMIT_MB,
			bench_within(more, LIMIT_MB));
	bench_row(name, &s->rate, 1e-3, "k/s", "1/%.1f of the floor; %.1f MB%s",
		times_median(floor) / times_median(&s->rate), mb, memory);
}

int
main(int argc, char **argv)
{
	static struct side sides[2];
	static struct times floor;
	struct err err = ERR_NONE;
	size_t runs = bench_runs() < RUNS_MOST ? bench_runs() : RUNS_MOST;

	if (argc < 8 || seal_start(&err))
		bench_die("see rate.c for its usage");
	for (int i = 0; i < 2; i++) {
		sides[i].home = argv[2 + 2 * i];
		if (!num_parse_int(argv[3 + 2 * i], &sides[i].count))
			bench_die("see rate.c for its usage");
		prepare(&sides[i], argv[1], argv + 6, argc - 6);
	}
	for (size_t i = 0; i < runs; i++) {
		measure_floor(&floor);
		for (int k = 0; k < 2; k++)
			measure(&sides[k]);
	}
	for (int k = 0; k < 2; k++)
		put(&sides[k], &sides[0], &floor);
	bench_row("  opening a sealed key and both parts", &floor, 1e-3, "k/s",
		"the floor");
	for (int k = 0; k < 2; k++)
		free(sides[k].child.argv);
	return bench_end();
}
