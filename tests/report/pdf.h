/* pdf.h - a report's file, as other people's programs read it */
#ifndef TESTS_REPORT_PDF_H
#define TESTS_REPORT_PDF_H

#include <spawn.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "report/sample.h"

extern char **environ;

enum { ARGS_MAX = 8 };

/* What the program PROG, ARG, ..., NULL prints, both streams; its exit status must be 0. */
ATTR_UNUSED static char *
output_of(struct arena *a, const char *prog, ...)
{
	char *args[ARGS_MAX + 1] = {arena_strdup(a, prog)};
	posix_spawn_file_actions_t files;
	struct buf b = BUF_NONE;
	struct err err = ERR_NONE;
	int ends[2], status;
	const char *arg;
	va_list rest;
	char *out;
	pid_t child;

	va_start(rest, prog);
	for (size_t i = 1; (arg = va_arg(rest, const char *)); i++) {
		assert_true(i < ARGS_MAX);
		args[i] = arena_strdup(a, arg);
	}
	va_end(rest);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(posix_spawn_file_actions_init(&files), 0);
	posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, ends[1], STDERR_FILENO);
	posix_spawn_file_actions_addclose(&files, ends[0]);
	assert_int_equal(posix_spawnp(&child, prog, &files, NULL, args, environ), 0);
	posix_spawn_file_actions_destroy(&files);
	close(ends[1]);
	assert_int_equal(file_read_fd(ends[0], 16u << 20, &b, &err), 0);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	out = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return out;
}

ATTR_UNUSED static const char *
pdf_path(struct sample *s, const char *name)
{
	return file_join(&s->arena, test_folder(), name);
}

ATTR_UNUSED static void
write_pdf(struct sample *s, const char *path)
{
	struct err err = ERR_NONE;

	if (report_write(s->template, &s->in, path, true, &err))
		fail_msg("%s", err.text);
}

/* A report in which a person said that, in the one question there was; its path. */
ATTR_UNUSED static const char *
report_of_words(struct sample *s, const char *said)
{
	struct buf line = BUF_NONE;
	const char *path;

	memset(s, 0, sizeof(*s));
	s->in.form = form_of(&s->arena,
		"<section id=\"s\"><title>S</title><question id=\"t\" type=\"text\" "
		"max-length=\"9000\"><text>Say it.</text></question></section>");
	assert_non_null(s->in.form);
	sample_begin(s, s->in.form, "en", "screen");
	buf_printf(&line, "t = \"%s\"\n", said);
	sample_answers(s, buf_text(&line));
	buf_free(&line);
	assert_true(sample_end(s, LANG_EN));
	path = pdf_path(s, "words.pdf");
	write_pdf(s, path);
	return path;
}

/* The text of a PDF with every run of white space as one space. */
ATTR_UNUSED static const char *
pdf_text(struct sample *s, const char *path)
{
	char *all =
		output_of(&s->arena, "pdftotext", "-raw", "-nopgbrk", path, "-", NULL);
	char *to = all;

	for (const char *from = all; *from; from++) {
		if (*from != ' ' && *from != '\n')
			*to++ = *from;
		else if (to > all && to[-1] != ' ')
			*to++ = ' ';
	}
	*to = '\0';
	return all;
}

/* No complaint from qpdf or from poppler, which draws every page, and all typefaces are in
 * the file. */
ATTR_UNUSED static void
assert_clean(struct sample *s, const char *path)
{
	const char *drawn = file_join(&s->arena, test_folder(), "drawn");
	char *fonts;
	int lines = 0;

	output_of(&s->arena, "qpdf", "--check", path, NULL);
	assert_string_equal(
		output_of(&s->arena, "pdftoppm", "-r", "4", "-gray", path, drawn, NULL),
		"");
	fonts = output_of(&s->arena, "pdffonts", path, NULL);
	for (char *line = strtok(fonts, "\n"); line; line = strtok(NULL, "\n"))
		if (++lines > 2) /* behind the heading */
			assert_non_null(strstr(line, "yes yes"));
	assert_true(lines >= 4);
}

/* Every operator that paints stands in a piece of a tag, or is said to be in none.
 * Returns how many there are. */
ATTR_UNUSED static int
assert_tagged(struct sample *s, const char *path)
{
	static const char *const paints[] = {"BT", "S", "f", "B"};
	char *raw = output_of(
		&s->arena, "qpdf", "--qdf", "--object-streams=disable", path, "-", NULL);
	bool open = false;
	int painted = 0;

	for (char *line = strtok(raw, "\n"); line; line = strtok(NULL, "\n")) {
		size_t n = strlen(line);
		bool does = n > 3 && !strcmp(line + n - 3, " Do");

		for (size_t i = 0; i < COUNT_OF(paints); i++)
			does |= !strcmp(line, paints[i]);
		if (n > 3 &&
			(!strcmp(line + n - 3, "BDC") || !strcmp(line + n - 3, "BMC"))) {
			assert_false(open);
			open = true;
		} else if (!strcmp(line, "EMC")) {
			assert_true(open);
			open = false;
		} else if (does) {
			assert_true(open);
			painted++;
		}
	}
	assert_false(open);
	return painted;
}

#endif
