/*
 * answers.c - any bytes as an answers file: findings that hold none of it, or answers that
 * can be scored
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "answer/answer.h"
#include "fuzz/fuzz.h"
#include "score/score.h"
#include "unit/form_of.h"

static const struct form *form;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static struct arena forever = ARENA_NONE;

	(void)argc, (void)argv;
	form = form_of_file(&forever, "tests/forms/ok/all-kinds.xml");
	assert(form);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_NONE;
	struct answers_line *lines;
	struct diags d;
	size_t count = 0;

	diags_init(&d, &a);
	lines = answers_file_parse(&a, form, "f.answers",
		arena_strndup(&a, (const char *)data, size), size, &d, &count);
	assert(!lines == diags_failed(&d));
	for (size_t i = 0; i < d.found.count; i++)
		assert(!d.found.at[i].source); /* a client's words are never quoted */
	if (lines) {
		struct answers *got = answers_new(&a, form);
		const struct scores *s;

		answers_apply(got, lines, count);
		score_settle(form, got);
		s = score_all(&a, form, got, NULL);
		for (size_t i = 0; i < form->scale_count; i++) {
			const struct score *row = &s->scales[i];
			bool scored = row->state == SCORE_SCORED ||
				row->state == SCORE_PRORATED;

			assert(!scored ||
				(row->value >= row->scale->lowest - 1e-9 &&
					row->value <= row->scale->highest + 1e-9));
			assert(scored || !row->band);
		}
	}
	arena_free(&a);
	return 0;
}
