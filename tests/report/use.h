/* use.h - another template than the standard one for a sample */
#ifndef TESTS_REPORT_USE_H
#define TESTS_REPORT_USE_H

#include "report/sample.h"

/* The template at hand is another; it must have no errors. */
ATTR_UNUSED static void
use_template(struct sample *s, const struct template *t, struct diags *d)
{
	struct err err = ERR_NONE;

	s->template = t ? template_open(&s->arena, t, d) : NULL;
	if (!s->template) {
		struct buf said = BUF_NONE;

		diags_put(d, &said);
		fail_msg("%s", buf_text(&said));
	}
	measure_free(&s->measure);
	assert_int_equal(report_measure(&s->arena, s->template, &s->measure, &err), 0);
}

ATTR_UNUSED static void
use_file(struct sample *s, const char *path)
{
	const struct template *t = NULL;
	struct err err = ERR_NONE;
	struct diags d;

	diags_init(&d, &s->arena);
	assert_int_equal(template_load(&s->arena, path, &d, &t, &err), 0);
	use_template(s, t, &d);
}

#endif
