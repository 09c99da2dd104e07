/* progress.c - one line on standard error that says how far a command is */
#include "command/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/utf8.h"

#define QUIET_MS  1000 /* nothing before */
#define REDRAW_MS 100
#define COLUMNS   78
#define BAR_LEAST 10
#define BAR_MOST  30

void
progress_begin(struct progress *p, struct call *c, enum text_id label)
{
	*p = (struct progress){
		.label = label,
		.lang = c->lang,
		.began = clock_monotonic(),
		.silent = c->opt[OPT_QUIET] || !isatty(STDERR_FILENO),
		.lines = c->opt[OPT_ACCESSIBLE] != NULL,
	};
}

/* "34 of 120, 5 s left"; minutes where there are many seconds. */
static void
put_count(struct buf *out, const struct progress *p, uint64_t done, uint64_t all,
	int64_t elapsed)
{
	char done_text[24], all_text[24], left_text[24];
	int64_t left = done ? (int64_t)((double)elapsed * (double)(all - done) /
				      (double)done / 1000) +
			1
			    : 0;
	bool minutes = left > 120;

	snprintf(done_text, sizeof done_text, "%llu", (unsigned long long)done);
	snprintf(all_text, sizeof all_text, "%llu", (unsigned long long)all);
	snprintf(left_text, sizeof left_text, "%lld",
		(long long)(minutes ? (left + 59) / 60 : left));
	text_fill(out, p->lang,
		!done || done == all ? TEXT_PROGRESS_COUNT
			: minutes    ? TEXT_PROGRESS_MINUTES
				     : TEXT_PROGRESS_SECONDS,
		"done", done_text, "all", all_text, "left", left_text, NULL);
}

void
progress_put(struct buf *out, const struct progress *p, uint64_t done, uint64_t all,
	int64_t elapsed, int columns)
{
	const char *label = text(p->lang, p->label);
	struct buf count = BUF_NONE;
	int room, filled;

	put_count(&count, p, done, all, elapsed);
	room = columns - utf8_width(label) - utf8_width(buf_text(&count)) - 4;
	if (room > BAR_MOST)
		room = BAR_MOST;
	buf_str(out, label);
	if (!p->lines && room >= BAR_LEAST && all) {
		filled = (int)((double)room * (double)done / (double)all);
		buf_str(out, " [");
		for (int i = 0; i < room; i++)
			buf_char(out, i < filled ? '#' : '.');
		buf_char(out, ']');
	}
	buf_printf(out, " %s", buf_text(&count));
	buf_free(&count);
}

static void
draw(struct progress *p, uint64_t done, uint64_t all, int64_t now)
{
	struct buf line = BUF_NONE;

	progress_put(&line, p, done, all, now - p->began, COLUMNS);
	if (p->lines)
		fprintf(stderr, "%s\n", buf_text(&line));
	else
		fprintf(stderr, "\r\033[K%s", buf_text(&line));
	fflush(stderr);
	p->drawn = now;
	buf_free(&line);
}

void
progress_tick(void *self, uint64_t done, uint64_t all)
{
	struct progress *p = self;
	int64_t now = clock_monotonic();
	int tenth = all ? (int)(10 * (double)done / (double)all) : 0;

	if (p->silent || now - p->began < QUIET_MS)
		return;
	if (p->lines ? p->drawn && tenth <= p->tenth : now - p->drawn < REDRAW_MS)
		return;
	p->tenth = tenth;
	draw(p, done, all, now);
}

void
progress_aside(struct progress *p)
{
	if (p->silent || p->lines || !p->drawn)
		return;
	fputs("\r\033[K", stderr);
	p->drawn = p->began; /* at once again */
}

void
progress_end(struct progress *p)
{
	if (p->silent || !p->drawn)
		return;
	if (p->lines)
		fprintf(stderr, "%s\n", text(p->lang, TEXT_PROGRESS_END));
	else
		fputs("\r\033[K", stderr);
	fflush(stderr);
	p->drawn = 0;
}
