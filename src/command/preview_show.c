/* preview_show.c - one screen as text, with line mode's own words */
#include "command/preview.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "console/console.h"

/* Everything that was written to the paper. */
static int
read_paper(struct preview *p, struct buf *out)
{
	struct call *c = p->call;
	char bytes[4096];
	ssize_t n;

	if (lseek(p->paper, 0, SEEK_SET) < 0)
		return err_errno(&c->err, ERR_FAILED, errno, "cannot read a screen back");
	while ((n = read(p->paper, bytes, sizeof bytes)) > 0)
		buf_add(out, bytes, (size_t)n);
	if (n < 0 || ftruncate(p->paper, 0) || lseek(p->paper, 0, SEEK_SET) < 0)
		return err_errno(&c->err, ERR_FAILED, errno, "cannot read a screen back");
	return 0;
}

/* Without what a prompt leaves at the ends of lines, and at the end. */
static void
put_trimmed(struct buf *out, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n"), words = n;

		while (words && text[words - 1] == ' ')
			words--;
		buf_add(out, text, words);
		text += n;
		if (text[strspn(text, " \n")])
			buf_char(out, '\n');
		text += *text == '\n';
	}
	while (out->len && out->data[out->len - 1] == '\n')
		out->data[--out->len] = '\0';
}

/* As line mode has it, and its question; but each screen as if it came first, with all of
 * its answers. */
int
preview_show(struct preview *p, const struct view *shown, struct buf *out)
{
	bool pages = shown->screen == SCREEN_REVIEW; /* Enter turns its pages */
	struct console_options o = {.in = pages ? p->enter : p->nobody,
		.out = p->paper,
		.columns = p->columns};
	struct buf raw = BUF_NONE;
	struct console *line;
	struct view v = *shown;
	int rc;

	if (pages && lseek(p->enter, 0, SEEK_SET) < 0)
		return err_errno(&p->call->err, ERR_FAILED, errno,
			"cannot turn the pages of a screen");

	line = console_line_new(&o);
	v.sample = false;
	v.confirm = v.error = v.now = NULL;
	v.has_value = v.in_hand = false;
	v.new_section = v.new_stem = v.new_options = true;
	line->show(line, &v);
	if (v.action_count)
		(void)line->wait(line, &v); /* says what it asks for; nobody answers */
	console_free(line);
	rc = read_paper(p, &raw);
	put_trimmed(out, buf_text(&raw));
	buf_free(&raw);
	return rc;
}
