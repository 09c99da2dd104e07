/*
 * arena.h - memory with one lifetime: a form, a view, a report
 *
 * Everything taken from an arena is freed at once, never singly.  What comes back is
 * zeroed and aligned for any type.  Taking cannot fail (see mem.h).
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"

struct arena {
	struct arena_block *first; /* newest block */
};

#define ARENA_NONE   \
	{            \
		NULL \
	}

void *arena_alloc(struct arena *a, size_t size);
void *arena_array(struct arena *a, size_t count, size_t size);
/* A piece of that size, made longer where it lies, the new bytes zeroed; false: something
 * else stands behind it. */
bool arena_extend(struct arena *a, const void *piece, size_t size, size_t wanted);
char *arena_strdup(struct arena *a, const char *text);
char *arena_strndup(struct arena *a, const char *text, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) ATTR_PRINTF(2, 3);
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap) ATTR_PRINTF(2, 0);
/* Forget everything, keep one block for reuse: an arena per view. */
void arena_clear(struct arena *a);
void arena_free(struct arena *a);
/* Overwrites, then frees: a client's words. */
void arena_wipe(struct arena *a);

#endif
