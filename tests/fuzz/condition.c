/*
 * condition.c - any text as a condition: it is told what is wrong, or has one of three
 * values whatever was answered
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz/fuzz.h"
#include "unit/expr_names.h"

/* What every name is said to be: from the bytes themselves. */
struct said {
	const uint8_t *data;
	size_t size;
};

static struct expr_value
value_of(const void *self, size_t ref)
{
	const struct said *s = self;
	uint8_t byte = s->size ? s->data[ref % s->size] : 0;
	const struct expr_name *n;

	assert(ref < NAMES);
	n = &test_name_list[ref];
	return (struct expr_value){
		.state = (enum expr_state)(byte % 4),
		.code = n->code_count ? (int)(byte % n->code_count) : 0,
		.codes = byte,
		.number = (double)byte - 128,
		.flag = byte & 1,
	};
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct said said = {data, size};
	const struct expr_look_up look = {&said, value_of};
	struct arena a = ARENA_NONE;
	const struct expr *e;
	struct diags d;
	size_t count;

	/* what is no text never gets past xml/ */
	if (utf8_valid((const char *)data, size) != size || memchr(data, '\0', size))
		return 0;
	diags_init(&d, &a);
	e = expr_compile(&a, arena_strndup(&a, (const char *)data, size),
		(struct place){"f.xml", 1, 1}, &test_names, &d);
	assert(!e == diags_failed(&d));
	for (size_t i = 0; i < d.found.count; i++)
		assert(d.found.at[i].at.column >= 1 &&
			(size_t)d.found.at[i].at.column <= size + 1);
	if (e) {
		enum truth t = expr_eval(e, &look);
		const size_t *uses = expr_uses(e, &count);

		assert(t == TRUTH_NO || t == TRUTH_YES || t == TRUTH_UNKNOWN);
		assert(t == expr_eval(e, &look));
		for (size_t i = 0; i < count; i++)
			assert(uses[i] < NAMES && uses[i] != LATER_Q);
	}
	arena_free(&a);
	return 0;
}
