/* line_leave.c - line mode: what can still be read on a terminal when it is over */
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "console/line.h"

enum { LISTENING = 6 }; /* times as long as the last screen stands for who reads it */

void
line_push_away(struct line *l, int lines)
{
	for (int i = 0; i < lines; i++)
		line_write(l, "\n", 1);
}

static void
offer_to_clear(struct line *l)
{
	struct buf b = BUF_NONE;
	const char *yes = interview_word(&l->arena, ACT_YES, l->lang);
	const char *no = interview_word(&l->arena, ACT_NO, l->lang);
	char *line;

	text_fill(&b, l->lang, TEXT_LINE_ASK_CLEAR, "yes", yes, "no", no, NULL);
	line_gap(l);
	line_write(l, buf_text(&b), b.len);
	buf_free(&b);
	if (reader_line(&l->in, &l->arena, NULL, &line) != GOT_LINE)
		return;
	line = utf8_fold(&l->arena, line);
	if (!*line || strncmp(utf8_fold(&l->arena, yes), line, strlen(line)) != 0)
		return;
	line_push_away(l, 2 * LINE_HIDE);
	line_say_id(l, l->lang, TEXT_LINE_CLEARED);
}

/* In a kiosk nobody is asked; but the last words are heard or read first. */
static void
clear_for_the_next(struct line *l)
{
	const char *prompt = text(l->lang, TEXT_LINE_ASK_HIDDEN);
	char *line;

	line_gap(l);
	line_write(l, prompt, strlen(prompt));
	l->in.wake = clock_now() + LISTENING * l->options.linger_ms;
	(void)reader_line(&l->in, &l->arena, NULL, &line);
	line_push_away(l, 2 * LINE_HIDE);
}

void
line_leave(struct line *l)
{
	if (l->options.wipe)
		clear_for_the_next(l);
	else
		offer_to_clear(l);
}
