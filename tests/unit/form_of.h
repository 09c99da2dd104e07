/*
 * form_of.h - a small form for a test, from XML in the test or from a file
 */
#ifndef TESTS_UNIT_FORM_OF_H
#define TESTS_UNIT_FORM_OF_H

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/diag.h"
#include "form/form.h"

/* What is wrong with it is printed; NULL then. */
ATTR_UNUSED static const struct form *
form_of_file(struct arena *a, const char *path)
{
	static struct form_folder forms = {"forms"};
	const struct form_finder finder = form_finder_in(&forms);
	const struct form *f = NULL;
	struct buf out = BUF_NONE;
	struct err err = ERR_NONE;
	struct diags d;

	diags_init(&d, a);
	if (form_load(a, path, &finder, &d, &f, &err))
		fprintf(stderr, "%s\n", err.text);
	diags_put(&d, &out);
	if (!f)
		fprintf(stderr, "%s", buf_text(&out));
	buf_free(&out);
	return f;
}

/* settings: attributes of <form>; rest: what stands behind <title>; the form is in Spanish
 * too where that translates. */
ATTR_UNUSED static const struct form *
form_of_with(struct arena *a, const char *settings, const char *rest)
{
	struct buf xml = BUF_NONE, out = BUF_NONE;
	const struct form *f;
	struct diags d;

	diags_init(&d, a);
	buf_printf(&xml,
		"<form id=\"test\" version=\"1\" xml:lang=\"en\" languages=\"%s\" %s>"
		"<title>Test</title>%s</form>",
		strstr(rest, "<translation") ? "en es" : "en", settings, rest);
	f = form_parse(a, "test.xml", arena_strdup(a, buf_text(&xml)), xml.len, &d);
	diags_put(&d, &out);
	if (!f)
		fprintf(stderr, "%s", buf_text(&out));
	buf_free(&xml);
	buf_free(&out);
	return f;
}

ATTR_UNUSED static const struct form *
form_of(struct arena *a, const char *rest)
{
	return form_of_with(a, "", rest);
}

#endif
