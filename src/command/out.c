/* out.c - rows of text to standard output, findings and remarks to standard error */
#include "command/internal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"

#define COLUMNS 78 /* of a remark on a terminal */

bool
out_is_terminal(void)
{
	return isatty(STDOUT_FILENO);
}

int
out_write(struct call *c, const struct buf *b)
{
	const char *p = buf_text(b);
	size_t left = b->len;

	fflush(stdout);
	while (left) {
		ssize_t n = write(STDOUT_FILENO, p, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return err_errno(&c->err, ERR_FAILED, errno,
				"cannot write to standard output");
		p += n;
		left -= (size_t)n;
	}
	return b->full ? err_set(&c->err, ERR_FAILED, "there is too much to print") : 0;
}

void
out_put_findings(const struct call *c, const struct diags *d, struct buf *out)
{
	if (c->opt[OPT_ACCESSIBLE])
		diags_put_labelled(d, out);
	else
		diags_put(d, out);
}

void
out_findings(const struct call *c, const struct diags *d)
{
	struct buf out = BUF_NONE;

	out_put_findings(c, d, &out);
	if (d->found.count) {
		diags_put_summary(d, &out);
		buf_char(&out, '\n');
	}
	fputs(buf_text(&out), stderr);
	buf_free(&out);
}

void
say(const char *fmt, ...)
{
	struct buf line = BUF_NONE, wrapped = BUF_NONE;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&line, fmt, ap);
	va_end(ap);
	if (isatty(STDERR_FILENO)) {
		utf8_wrap(&wrapped, buf_text(&line), COLUMNS, 0);
		fputs(buf_text(&wrapped), stderr);
	} else {
		fprintf(stderr, "%s\n", buf_text(&line));
	}
	buf_free(&line);
	buf_free(&wrapped);
}

int
out_refused(struct call *c, int rc, const char *path)
{
	struct stat st;

	if (rc != ERR_REFUSED)
		return rc;
	if (lstat(path, &st) == 0 && S_ISREG(st.st_mode))
		err_advise(&c->err, "choose another name, or replace it with --force");
	else
		err_advise(&c->err, "choose another name");
	return rc;
}

void
out_row(struct out_table *t, const char *const *cells)
{
	struct arena *a = &t->call->arena;
	const char **row = arena_array(a, t->columns, sizeof *row);

	for (size_t i = 0; i < t->columns; i++)
		row[i] = utf8_printable(a, cells[i] ? cells[i] : "");
	*vec_push(a, &t->rows) = row;
}

static void
put_labelled(const struct out_table *t, struct buf *out)
{
	for (size_t r = 0; r < t->rows.count; r++) {
		for (size_t i = 0; i < t->columns; i++)
			if (*t->rows.at[r][i])
				buf_printf(
					out, "%s: %s\n", t->headers[i], t->rows.at[r][i]);
		buf_char(out, '\n');
	}
}

static void
put_tabbed(const struct out_table *t, struct buf *out)
{
	for (size_t r = 0; r < t->rows.count; r++)
		for (size_t i = 0; i < t->columns; i++) {
			for (const char *p = t->rows.at[r][i]; *p; p++)
				buf_char(out, *p == '\t' || *p == '\n' ? ' ' : *p);
			buf_char(out, i + 1 < t->columns ? '\t' : '\n');
		}
}

static void
put_line(const struct out_table *t, const char *const *cells, const int *widths,
	struct buf *out)
{
	for (size_t i = 0; i < t->columns; i++) {
		buf_str(out, cells[i]);
		if (i + 1 == t->columns)
			break;
		for (int pad = widths[i] - utf8_width(cells[i]) + 2; pad > 0; pad--)
			buf_char(out, ' ');
	}
	while (out->len && out->data[out->len - 1] == ' ')
		out->data[--out->len] = 0;
	buf_char(out, '\n');
}

int
out_table(struct out_table *t)
{
	struct buf out = BUF_NONE;
	int *widths = arena_array(&t->call->arena, t->columns, sizeof *widths);
	int rc;

	for (size_t i = 0; i < t->columns; i++) {
		widths[i] = utf8_width(t->headers[i]);
		for (size_t r = 0; r < t->rows.count; r++)
			if (utf8_width(t->rows.at[r][i]) > widths[i])
				widths[i] = utf8_width(t->rows.at[r][i]);
	}
	if (t->call->opt[OPT_ACCESSIBLE]) {
		put_labelled(t, &out);
	} else if (!out_is_terminal()) {
		put_tabbed(t, &out);
	} else {
		put_line(t, t->headers, widths, &out);
		for (size_t r = 0; r < t->rows.count; r++)
			put_line(t, t->rows.at[r], widths, &out);
	}
	rc = out_write(t->call, &out);
	buf_wipe(&out);
	buf_free(&out);
	return rc;
}
