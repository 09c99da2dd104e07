#include <assert.h>
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

static void
buf_grow(struct buf *b, size_t room)
{
	char *wider = mem_resize(NULL, room, 1);

	if (b->data) {
		memcpy(wider, b->data, b->len + 1);
		overwrite(b->data, 0, b->top);
		mem_free(b->data);
	}
	b->data = wider;
	b->room = room;
}

/* Room for n more bytes and the NUL, or full; it is never more than the cap allows. */
static inline bool
buf_reserve(struct buf *b, size_t n)
{
	size_t cap = b->cap ? b->cap : BUF_CAP_DEFAULT, room;

	if (!b->full && n < b->room - b->len)
		return true;
	if (b->full || n > cap - b->len) {
		b->full = true;
		return false;
	}
	room = b->room ? b->room * 2 : FIRST_ROOM;
	room = room <= cap ? room : cap + 1;
	buf_grow(b, room > b->len + n ? room : b->len + n + 1);
	return true;
}

/* The NUL behind what there is; all up to it is overwritten some day. */
static inline void
buf_end(struct buf *b)
{
	assert(b->data); /* where there is room there are bytes */
	b->data[b->len] = '\0';
	if (b->top <= b->len)
		b->top = b->len + 1;
}

char *
buf_more(struct buf *b, size_t n)
{
	if (!buf_reserve(b, n))
		return NULL;
	buf_end(b);
	return b->data + b->len;
}

void
buf_took(struct buf *b, size_t n)
{
	b->len += n;
	buf_end(b);
}

void
buf_add(struct buf *b, const void *bytes, size_t n)
{
	if (!buf_reserve(b, n))
		return;
	if (n)
		memcpy(b->data + b->len, bytes, n);
	b->len += n;
	buf_end(b);
}

void
buf_str(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void
buf_char(struct buf *b, char c)
{
	if (!buf_reserve(b, 1))
		return;
	b->data[b->len++] = c;
	buf_end(b);
}

void
buf_number(struct buf *b, size_t n)
{
	char digits[24], *at = digits + sizeof(digits);

	do {
		*--at = (char)('0' + n % 10);
		n /= 10;
	} while (n);
	buf_add(b, at, (size_t)(digits + sizeof(digits) - at));
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
	if (spare && (size_t)len >= spare) /* it was cut, and so fills the room */
		b->top = b->room;
	if (len < 0) {
		b->full = true; /* more than INT_MAX bytes */
	} else if (buf_reserve(b, (size_t)len)) {
		if ((size_t)len >= spare) /* mostly it fits at once */
			vsnprintf(b->data + b->len, (size_t)len + 1, fmt, again);
		b->len += (size_t)len;
		buf_end(b);
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
	to->top = from->top;
	from->data = NULL;
	from->len = from->room = from->top = 0;
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
		overwrite(b->data, 0, b->top);
	b->top = 0;
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
