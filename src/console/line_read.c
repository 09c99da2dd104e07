/* line_read.c - typed lines: from a terminal or a pipe */
#include <errno.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/utf8.h"
#include "console/line.h"
#include "console/wait.h"

void
reader_init(struct reader *r, int fd)
{
	*r = (struct reader){.fd = fd, .tty = isatty(fd) != 0};
	buf_init(&r->pending, 4 * LINE_CAP);
}

void
reader_free(struct reader *r)
{
	buf_wipe(&r->pending);
	buf_free(&r->pending);
}

bool
reader_more(struct reader *r)
{
	return r->tty && (r->pending.len > 0 || wait_at_once(r->fd));
}

bool
reader_drop(struct reader *r)
{
	bool some = reader_more(r);

	if (some) {
		tcflush(r->fd, TCIFLUSH);
		buf_wipe(&r->pending);
		r->overlong = false;
	}
	return some;
}

/* Take n bytes off the front. */
static void
pending_take(struct buf *b, size_t n)
{
	memmove(b->data, b->data + n, b->len - n);
	b->len -= n;
	b->data[b->len] = '\0';
	b->full = false;
}

/* In the order of enum came. */
static const enum got gots[] = {GOT_LINE, GOT_TICK, GOT_BREAK, GOT_HANGUP, GOT_END};
_Static_assert(COUNT_OF(gots) == CAME_COUNT, "one for whatever comes");

/* Wait until there is something to read; false, and what came instead. */
static bool
reader_ready(struct reader *r, enum got *ret)
{
	enum came came;

	do
		came = wait_for(r->fd, wait_until(r->wake));
	while (came == CAME_SIZE);
	*ret = gots[came];
	return came == CAME_INPUT;
}

/* Some more bytes into pending. */
static bool
reader_fill(struct reader *r, enum got *ret)
{
	char bytes[1024];
	ssize_t n;

	if (!reader_ready(r, ret))
		return false;
	n = read(r->fd, bytes, sizeof bytes);
	*ret = GOT_END;
	if (n < 0 && errno == EINTR)
		return true;
	if (n <= 0) {
		r->ended = true; /* what has no Enter behind it is no answer */
		return false;
	}
	buf_add(&r->pending, bytes, (size_t)n);
	memset(bytes, 0, sizeof bytes);
	return true;
}

/* Behind an escape: how many bytes of a terminal's key or paste mark to leave out. */
static size_t
escape_length(const char *p)
{
	size_t n = 1;

	if (p[n] == '[') {
		n++;
		while (p[n] >= 0x20 && p[n] < 0x40)
			n++;
		return p[n] ? n + 1 : n;
	}
	return p[n] == 'O' && p[n + 1] ? n + 2 : n;
}

/* Arrow keys and the like are not words; nothing unsafe stays. */
static char *
cleaned(struct arena *a, const char *line)
{
	struct buf out = BUF_NONE;
	const char *p = line;
	char *kept;

	while (*p) {
		const char *at = p;
		uint32_t c = utf8_next(&p);

		if (c == 0x1b)
			p = at + escape_length(at);
		else if (!utf8_unsafe(c) || c == '\t')
			utf8_put(&out, c == '\t' ? ' ' : c);
	}
	kept = arena_strdup(a, buf_text(&out));
	buf_wipe(&out);
	buf_free(&out);
	return kept;
}

/* The first n bytes of pending are a line. */
static enum got
line_take(struct reader *r, struct arena *a, size_t n, char **ret)
{
	char *line = arena_strndup(a, r->pending.data, n);
	bool whole = strlen(line) == n && utf8_valid(line, n) == n;
	bool overlong = r->overlong || n > LINE_CAP;

	pending_take(&r->pending, n + 1);
	r->overlong = false;
	if (overlong)
		return GOT_TOO_LONG;
	if (!whole)
		return GOT_UNREADABLE;
	*ret = cleaned(a, line);
	return GOT_LINE;
}

/* One key into pending, a newline behind it where it is one of keys; the terminal echoes
 * it, and is as it was when this returns. */
static enum got
reader_key(struct reader *r, const char *keys)
{
	struct termios was, raw;
	enum got got = GOT_LINE;
	char c;

	if (tcgetattr(r->fd, &was) != 0)
		return GOT_END;
	raw = was;
	raw.c_lflag &= ~(tcflag_t)ICANON;
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(r->fd, TCSANOW, &raw);
	if (!reader_ready(r, &got))
		goto done;
	got = GOT_END;
	if (read(r->fd, &c, 1) != 1 || c == (char)was.c_cc[VEOF])
		goto done;
	got = GOT_LINE;
	buf_char(&r->pending, c);
	r->by_key = c != '\n' && strchr(keys, c) != NULL;
	if (r->by_key)
		buf_char(&r->pending, '\n');
done:
	tcsetattr(r->fd, TCSANOW, &was);
	return got;
}

void
reader_push_back(struct reader *r, const char *line)
{
	struct buf all = BUF_NONE;

	buf_init(&all, 4 * LINE_CAP);
	buf_printf(&all, "%s\n", line);
	buf_add(&all, buf_text(&r->pending), r->pending.len);
	buf_wipe(&r->pending);
	buf_free(&r->pending);
	r->pending = all;
}

/* On a terminal, what is typed next is not shown; *ret_was is how it was before. */
static bool
echo_off(const struct reader *r, struct termios *ret_was)
{
	struct termios quiet;

	if (!r->secret || !r->tty || tcgetattr(r->fd, ret_was) != 0)
		return false;
	quiet = *ret_was;
	quiet.c_lflag &= ~(tcflag_t)(ECHO);
	quiet.c_lflag |= ECHONL;
	return tcsetattr(r->fd, TCSANOW, &quiet) == 0;
}

static enum got
line_wait_for(struct reader *r, struct arena *a, const char *keys, char **ret)
{
	enum got got = GOT_LINE;
	const char *end = NULL;
	size_t n;

	*ret = NULL;
	r->by_key = false;
	if (keys && r->tty && r->pending.len == 0)
		got = reader_key(r, keys);
	if (got != GOT_LINE)
		return got;
	while (r->pending.len == 0 ||
		!(end = memchr(r->pending.data, '\n', r->pending.len))) {
		if (r->pending.len > LINE_CAP) {
			r->overlong = true;
			buf_wipe(&r->pending);
		}
		if (r->ended || !reader_fill(r, &got))
			return r->ended ? GOT_END : got;
	}
	got = line_take(r, a, (size_t)(end - r->pending.data), ret);
	n = got == GOT_LINE ? strlen(*ret) : 0;
	if (n > 0 && (*ret)[n - 1] == '\r')
		(*ret)[n - 1] = '\0';
	return got;
}

enum got
reader_line(struct reader *r, struct arena *a, const char *keys, char **ret)
{
	struct termios was;
	bool quiet = echo_off(r, &was);
	enum got got = line_wait_for(r, a, keys, ret);

	if (quiet)
		tcsetattr(r->fd, TCSANOW, &was);
	return got;
}
