/*
 * buf.h - text that grows, up to a cap
 *
 * A buffer is always NUL-terminated after its last byte (data is never NULL once
 * something was added; buf_text() is never NULL).  Past its cap it stays as it is
 * and remembers: ask "full" once, at the end.  Memory it outgrows is overwritten before
 * it is given back, so that buf_wipe() leaves no copy behind.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"

struct buf {
	char *data;
	size_t len;
	size_t room; /* bytes allocated */
	size_t cap;  /* most bytes it may hold */
	bool full;   /* something did not fit and was left out */
	size_t top;  /* bytes that were ever written to */
};

#define BUF_CAP_DEFAULT (16u << 20)
#define BUF_NONE                                      \
	{                                             \
		NULL, 0, 0, BUF_CAP_DEFAULT, false, 0 \
	}

void buf_init(struct buf *b, size_t cap); /* 0: BUF_CAP_DEFAULT */
void buf_add(struct buf *b, const void *bytes, size_t n);
/* Room for n more bytes, to be written to and then taken by buf_took; NULL: full.  What
 * is written and not taken is not overwritten by buf_wipe. */
char *buf_more(struct buf *b, size_t n);
void buf_took(struct buf *b, size_t n);
void buf_str(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
void buf_number(struct buf *b, size_t n); /* as "%zu", of which there are many */
void buf_printf(struct buf *b, const char *fmt, ...) ATTR_PRINTF(2, 3);
void buf_vprintf(struct buf *b, const char *fmt, va_list ap) ATTR_PRINTF(2, 0);
/* What `from` holds, to the end of `to`: not copied where that is empty. */
void buf_move(struct buf *to, struct buf *from);
const char *buf_text(const struct buf *b); /* lent; "" when empty */
void buf_clear(struct buf *b);             /* keeps the memory */
void buf_wipe(struct buf *b);              /* overwrites, then clears: client's words */
void buf_free(struct buf *b);

#endif
