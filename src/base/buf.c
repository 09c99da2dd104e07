#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

enum { FIRST_ROOM = 64 };

/* Through a volatile pointer, so that no compiler leaves it out as a dead store. */
static void *(*const volatile overwrite)(void *, int, size_t) = memset;

void
buf_init(struct buf *b, size_t cap)
{
	*b = (struct buf)BUF_NONE;
	if (cap)
		b->cap = cap;
}

/* Room for n more bytes and the NUL, or full. */
static bool
buf_reserve(struct buf *b, size_t n)
{
	size_t cap = b->cap ? b->cap : BUF_CAP_DEFAULT, room = b->room;
	char *wider;

	if (b->full || n > cap - b->len) {
		b->full = true;
		return false;
	}
	if (b->len + n < room)
		return true;
	room = room ? room * 2 : FIRST_ROOM;
	if (room < b->len + n + 1)
		room = b->len + n + 1;
	wider = mem_resize(NULL, room, 1);
	if (b->data) {
		memcpy(wider, b->data, b->len + 1);
		overwrite(b->data, 0, b->room); /* a print may have begun behind len */
		mem_free(b->data);
	}
	b->data = wider;
	b->room = room;
	return true;
}

char *
buf_more(struct buf *b, size_t n)
{
	if (!buf_reserve(b, n))
		return NULL;
	b->data[b->len] = '\0';
	return b->data + b->len;
}

void
buf_took(struct buf *b, size_t n)
{
	b->len += n;
	b->data[b->len] = '\0';
}

void
buf_add(struct buf *b, const void *bytes, size_t n)
{
	if (!buf_reserve(b, n))
		return;
	if (n)
		memcpy(b->data + b->len, bytes, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void
buf_str(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void
buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

void
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	size_t spare = b->data && !b->full ? b->room - b->len : 0;
	va_list again;
	int len;

	va_copy(again, ap);
	len = vsnprintf(spare ? b->data + b->len : NULL, spare, fmt, ap);
	if (len < 0) {
		b->full = true; /* more than INT_MAX bytes */
	} else if (buf_reserve(b, (size_t)len)) {
		if ((size_t)len >= spare) /* mostly it fits at once */
			vsnprintf(b->data + b->len, (size_t)len + 1, fmt, again);
		b->len += (size_t)len;
	} else if (spare) {
		b->data[b->len] = '\0';
	}
	va_end(again);
}

void
buf_move(struct buf *to, struct buf *from)
{
	size_t cap = to->cap ? to->cap : BUF_CAP_DEFAULT;

	if (to->len || from->len > cap) {
		buf_add(to, buf_text(from), from->len);
		buf_wipe(from);
		return;
	}
	buf_wipe(to);
	mem_free(to->data);
	to->data = from->data;
	to->len = from->len;
	to->room = from->room;
	from->data = NULL;
	from->len = from->room = 0;
}

const char *
buf_text(const struct buf *b)
{
	return b->data ? b->data : "";
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	b->full = false;
	if (b->data)
		b->data[0] = '\0';
}

void
buf_wipe(struct buf *b)
{
	if (b->data)
		overwrite(b->data, 0, b->room);
	buf_clear(b);
}

void
buf_free(struct buf *b)
{
	if (!b)
		return;
	mem_free(b->data);
	buf_init(b, b->cap);
}
