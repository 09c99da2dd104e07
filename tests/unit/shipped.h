/*
 * shipped.h - the shipped forms, and the tables that say what they must say
 */
#ifndef TESTS_UNIT_SHIPPED_H
#define TESTS_UNIT_SHIPPED_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer/answer.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/file.h"
#include "check/check.h"
#include "score/score.h"
#include "unit/test.h"

#define COLUMN_MAX 6
#define EN         0

/* Every form that comes with anteroom. */
ATTR_UNUSED static const char *const shipped_paths[] = {"forms/about-you.xml",
	"forms/gad7.xml", "forms/numbness-intake.xml", "forms/numbness-packet.xml",
	"forms/pcl5.xml", "forms/pcptsd5.xml", "forms/phq8.xml", "forms/phq9.xml",
	"forms/signs-of-change.xml"};

#define SHIPPED_COUNT COUNT_OF(shipped_paths)

/* One line of a table: columns between tabs, "" where the line has fewer. */
struct row {
	char *line;
	const char *at[COLUMN_MAX];
};

static struct arena arena = ARENA_NONE;

static void
release(void)
{
	arena_free(&arena);
}

/* A shipped form, or the test fails with what is wrong with it. */
ATTR_UNUSED static const struct form *
shipped(const char *path)
{
	static struct form_folder forms = {"forms"};
	const struct form_finder finder = form_finder_in(&forms);
	const struct form *f = NULL;
	struct err err = ERR_NONE;
	struct diags d;

	if (!arena.first)
		atexit(release);
	diags_init(&d, &arena);
	if (check_load(&arena, path, &finder, &d, &f, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < d.found.count; i++)
		if (d.found.at[i].severity != DIAG_NOTE)
			print_error("%s:%d: %s\n", path, d.found.at[i].at.line,
				d.found.at[i].text);
	assert_int_equal(d.count[DIAG_ERROR], 0);
	assert_int_equal(d.count[DIAG_WARN], 0);
	assert_non_null(f);
	return f;
}

/* The next row of a table; false at its end.  Lines that begin with # are comments. */
static bool
next_row(FILE *in, struct row *ret)
{
	size_t room = 0, n = 0;
	char *line = NULL;

	do {
		if (getline(&line, &room, in) < 0) {
			free(line);
			return false;
		}
	} while (line[0] == '#');
	line[strcspn(line, "\n")] = '\0';
	ret->line = line;
	for (size_t i = 0; i < COLUMN_MAX; i++)
		ret->at[i] = "";
	for (char *p = line; p && n < COLUMN_MAX; n++) {
		char *tab = strchr(p, '\t');

		if (tab)
			*tab++ = '\0';
		ret->at[n] = p;
		p = tab;
	}
	return true;
}

/* Call look for each row; the number of rows. */
ATTR_UNUSED static size_t
each_row(const char *path, const struct form *f,
	void (*look)(const struct form *f, const struct row *r))
{
	FILE *in = fopen(path, "r");
	size_t count = 0;
	struct row r;

	if (!in)
		fail_msg("no table %s", path);
	while (next_row(in, &r)) {
		look(f, &r);
		free(r.line);
		count++;
	}
	fclose(in);
	return count;
}

ATTR_UNUSED static const struct item *
item_of(const struct form *f, const char *id)
{
	const struct item *it = form_item(f, id);

	if (!it)
		fail_msg("no question %s", id);
	return it;
}

/* What a file of answers comes to. */
ATTR_UNUSED static const struct scores *
scores_of(const struct form *f, const char *path, struct answers **ret_got)
{
	struct buf bytes = BUF_NONE;
	struct answers_line *lines;
	struct err err = ERR_NONE;
	struct diags d;
	size_t count;

	diags_init(&d, &arena);
	if (file_read(path, XML_FILE_CAP, &bytes, &err))
		fail_msg("%s", err.text);
	lines = answers_file_parse(
		&arena, f, path, buf_text(&bytes), bytes.len, &d, &count);
	buf_free(&bytes);
	assert_int_equal(d.found.count, 0);
	*ret_got = answers_new(&arena, f);
	answers_apply(*ret_got, lines, count);
	score_settle(f, *ret_got);
	return score_all(&arena, f, *ret_got, NULL);
}

#endif
