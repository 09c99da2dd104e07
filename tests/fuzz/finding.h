/*
 * finding.h - what holds of each finding of form check, whatever the bytes were
 */
#ifndef TESTS_FUZZ_FINDING_H
#define TESTS_FUZZ_FINDING_H

#include <assert.h>
#include <string.h>

#include "base/diag.h"
#include "base/utf8.h"
#include "check/check.h"

/* An id of the table, a place in the file, one printable line. */
static inline void
check_finding(const struct diag *found, int lines)
{
	size_t count;
	const struct check_rule *rules = check_rules(&count);
	bool known = false;

	for (size_t i = 0; i < count && !known; i++)
		known = strcmp(rules[i].id, found->id) == 0 &&
			rules[i].severity == found->severity;
	assert(known);
	assert(found->at.line >= 0 && found->at.line <= lines && found->at.column >= 0);
	for (const char *p = found->text; *p;) {
		uint32_t c = utf8_next(&p);

		assert(c != '\n' && !utf8_unsafe(c));
	}
}

#endif
