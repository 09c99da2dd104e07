/*
 * form.c - any bytes as a form: findings in order and in the file, or a form that is the
 * same when its own text is read again
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "check/check.h"
#include "fuzz/finding.h"
#include "fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* the few that include another form find these */
	static struct form_folder others = {"tests/forms/ok"};
	const struct form_finder finder = form_finder_in(&others);
	struct arena a = ARENA_NONE;
	struct buf out = BUF_NONE;
	const struct form *f, *again;
	struct diags d;
	int lines = 1;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n';
	diags_init(&d, &a);
	f = check_bytes(&a, "f.xml", (const char *)data, size, &finder, &d);
	assert(!f == diags_failed(&d));
	for (size_t i = 0; i < d.found.count; i++)
		if (strcmp(d.found.at[i].at.file, "f.xml") == 0)
			check_finding(&d.found.at[i], lines);
	diags_sort(&d);
	diags_put(&d, &out);
	if (f) {
		diags_init(&d, &a);
		again = form_parse(&a, "stored", f->text, f->text_size, &d);
		assert(again && strcmp(again->digest, f->digest) == 0);
		assert(again->item_count == f->item_count);
	}
	buf_free(&out);
	arena_free(&a);
	return 0;
}
