/*
 * check.h - what a form gets wrong in meaning, and the table of all findings
 *
 *	form.xml  --check_load-->  every finding of its stage  (+ the form, if none is an error)
 *
 * Three stages, each only when the one before is clean: the file and its XML (one
 * finding: the rest would be echoes), the structure (all), the meaning (all).
 *
 * Every finding that any stage raises has a row here: id, severity, one line.  The id is
 * also a file name under tests/forms/bad/.
 *
 * Owns:   nothing; findings go to the diags.
 * Fails:  never by itself; check_load as form_load.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include <stdbool.h>

#include "form/form.h"
#include "practice/practice.h"

struct check_rule {
	const char *id;
	enum severity severity;
	/* Looks through a form; NULL where an earlier stage raises it. */
	void (*check)(const struct form *f, struct diags *d);
	bool whole; /* only makes sense for a form without errors */
	const char *about;
};

/* Rules of meaning over a loaded form; true when none of them is an error. */
bool check_form(const struct form *f, struct diags *d);

/* Load and check in one go, so that references and rules are told together.  *ret is
 * NULL when there was an error.  Returns nonzero only when there was no file. */
int check_load(struct arena *a, const char *path, const struct form_finder *finder,
	struct diags *d, const struct form **ret, struct err *err) ATTR_USE;

/* For a form that is to be used, not mended: only what is an error is looked for. */
int check_load_errors(struct arena *a, const char *path, const struct form_finder *finder,
	struct diags *d, const struct form **ret, struct err *err) ATTR_USE;

/* The same from memory; file is what findings call it.  NULL: there was an error. */
const struct form *check_bytes(struct arena *a, const char *file, const char *bytes,
	size_t n, const struct form_finder *finder, struct diags *d);

/* Warnings: what does not fit a screen of that size whole.  Only where it is asked for. */
void check_size(const struct form *f, int columns, int rows, struct diags *d);
/* The same for the safety message with a practice's crisis lines. */
void
check_practice_size(const struct practice *p, int columns, int rows, struct diags *d);

/* All rows, by stage. */
const struct check_rule *check_rules(size_t *ret_count);

#endif
