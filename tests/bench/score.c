/*
 * score.c - scoring of 100,000 sets of answers, beside a plain C sum over arrays
 *
 * usage: score phq9.xml
 *
 * Nine answers, prorated where at most two are missing, and a band: both do the same
 * arithmetic on the scale "phq9"; ours also settles what is asked, and scores whatever
 * else the form has: its other scales, alerts and the safety item.
 */
#include <stdlib.h>

#include "answer/answer.h"
#include "base/file.h"
#include "common.h"
#include "score/score.h"

enum { SETS = 100000, ITEMS = 9, MAY_MISS = 2, SCORES = 4, MISSING_OF_100 = 2 };

/* -1: skipped. */
static signed char sets[SETS][ITEMS];

struct total {
	double sum; /* of all scores, so that both can be held against each other */
	size_t scored, bands;
};

static const struct form *
load(struct arena *a, const char *path)
{
	struct buf bytes = BUF_NONE;
	struct err err = ERR_NONE;
	const struct form *f;
	struct diags d;

	diags_init(&d, a);
	if (file_read(path, XML_FILE_CAP, &bytes, &err))
		bench_die(err.text);
	f = form_parse(a, "phq9.xml", bytes.data, bytes.len, &d);
	buf_free(&bytes);
	if (!f)
		bench_die("the form has mistakes");
	return f;
}

static double
run_ours(const struct form *f, size_t count, struct total *t)
{
	struct arena a = ARENA_NONE;
	const struct scale *s = form_scale(f, "phq9");
	double start = bench_cpu();

	if (!s || s->item_count != ITEMS || s->may_miss != MAY_MISS)
		bench_die("this is not the PHQ-9");
	for (size_t i = 0; i < count; i++) {
		struct answers *got = answers_new(&a, f);
		const struct score *row;

		for (size_t k = 0; k < ITEMS; k++) {
			struct value *v = &got->at[s->items[k]->index];

			v->missing = sets[i][k] < 0 ? MISSING_SKIPPED : MISSING_NO;
			v->choice = sets[i][k];
		}
		score_settle(f, got);
		row = &score_all(&a, f, got, NULL)->scales[s->index];
		if (row->state == SCORE_SCORED || row->state == SCORE_PRORATED) {
			t->sum += row->value;
			t->scored++;
			t->bands += (size_t)(row->band - s->bands);
		}
		arena_clear(&a);
	}
	arena_free(&a);
	return (double)count / (bench_cpu() - start);
}

static double
run_plain(size_t count, struct total *t)
{
	static const int band_from[] = {0, 5, 10, 15, 20};
	double start = bench_cpu();

	for (size_t i = 0; i < count; i++) {
		int sum = 0, answered = 0;
		double score;
		size_t band = COUNT_OF(band_from) - 1;

		for (size_t k = 0; k < ITEMS; k++)
			if (sets[i][k] >= 0) {
				sum += sets[i][k];
				answered++;
			}
		if (answered < ITEMS - MAY_MISS)
			continue;
		/* half up; what is whole stays as it is */
		score = (double)(int)((double)sum * ITEMS / answered + 0.5);
		while (score < band_from[band])
			band--;
		t->sum += score;
		t->scored++;
		t->bands += band;
	}
	return (double)count / (bench_cpu() - start);
}

int
main(int argc, char **argv)
{
	struct times ours = {{0}, 0}, floor = {{0}, 0};
	struct total our_total = {0, 0, 0}, plain_total = {0, 0, 0};
	struct arena a = ARENA_NONE;
	const struct form *f = load(&a, argc > 1 ? argv[1] : "");
	size_t count = bench_times(SETS);

	srand(1);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < ITEMS; k++)
			sets[i][k] = (signed char)(rand() % 100 < MISSING_OF_100
					? -1
					: rand() % SCORES);
	for (size_t i = 0; i < bench_runs(); i++) {
		times_add(&ours, run_ours(f, count, &our_total));
		times_add(&floor, run_plain(count, &plain_total));
	}
	if (our_total.sum != plain_total.sum || our_total.scored != plain_total.scored ||
		our_total.bands != plain_total.bands)
		bench_die("the form and the C come to different scores");
	bench_row("PHQ-9: sets of answers scored", &ours, 1e-6, "million/s",
		"1/%.0f of plain C", times_median(&floor) / times_median(&ours));
	bench_row(
		"  its sum and band in plain C", &floor, 1e-6, "million/s", "the floor");
	arena_free(&a);
	return bench_end();
}
