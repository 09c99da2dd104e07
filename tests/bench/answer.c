/*
 * answer.c - from an answer to the next question, beside the store's own durable write
 *
 * usage: answer [-l] FOLDER PROGRAM
 *
 *	-l	hold it against 1.5 of those writes
 *	FOLDER	an empty one, on the disk of the program's own store
 *
 * PROGRAM is as in terminal.c; its steps end on the first question, which shows "Made
 * line 0", as those behind it show their number (made questions).  Each is answered with
 * its digit; the clock runs from Enter, which stores it, to the last byte of the next
 * question.  After each, one answer is put into a store of our own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "pty.h"

enum { QUESTIONS = 40, COLUMNS = 80, ROWS = 24 };
#define LIMIT 1.5

static double
put_once(struct sealed *s)
{
	double start = bench_now();

	sealed_put(s);
	return bench_now() - start;
}

/* Taken in hand first: that frame is not what is measured. */
static double
answer_once(struct pty *t, size_t number)
{
	char next[32];
	double start;

	snprintf(next, sizeof(next), "Made line %zu", number + 1);
	pty_send(t, "2");
	pty_settle(t, NULL);
	start = pty_send(t, "Enter");
	return pty_settle(t, next) - start;
}

int
main(int argc, char **argv)
{
	struct times ours = {{0}, 0}, store = {{0}, 0}, ratio = {{0}, 0};
	struct pty_program program = {0};
	struct sealed *sealed;
	char note[48] = "";
	bool judged = argc > 1 && strcmp(argv[1], "-l") == 0;
	double times;

	argv += judged ? 2 : 1;
	if (argc < 4 || *pty_program_take(&program, argv + 1))
		bench_die("usage: answer [-l] FOLDER PROGRAM");
	sealed = sealed_open(argv[0]);
	for (size_t i = 0; i < bench_runs(); i++) {
		struct times next = {{0}, 0}, put = {{0}, 0};
		struct pty t;

		pty_start(&t, &program, COLUMNS, ROWS);
		pty_play(&t);
		for (size_t k = 0; k < bench_times(QUESTIONS); k++) {
			times_add(&next, answer_once(&t, k));
			times_add(&put, put_once(sealed));
		}
		pty_end(&t);
		times_add(&ours, times_median(&next));
		times_add(&store, times_median(&put));
		times_add(&ratio, times_median(&next) / times_median(&put));
	}
	times = times_median(&ratio);
	if (judged)
		snprintf(note, sizeof(note), ", limit %.1f: %s", LIMIT,
			bench_within(times, LIMIT));
	bench_row(program.name, &ours, 1e3, "ms", "%.2f x the store's write%s", times,
		note);
	bench_row("  the store's own durable write", &store, 1e3, "ms", "the floor");
	sealed_close(sealed);
	return bench_end();
}
