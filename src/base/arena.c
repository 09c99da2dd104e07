#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

enum { BLOCK_BYTES = 16384 };

struct arena_block {
	struct arena_block *older;
	size_t size, used; /* bytes of data */
	alignas(max_align_t) char data[];
};

static struct arena_block *
block_new(size_t size)
{
	struct arena_block *b;

	if (size > SIZE_MAX - sizeof(*b))
		mem_exhausted();
	/* a large one may be used in part: its pages come zeroed as they are touched */
	if (size > BLOCK_BYTES)
		b = mem_alloc(sizeof(*b) + size);
	else
		b = mem_resize(NULL, sizeof(*b) + size, 1);
	b->size = size;
	b->used = 0;
	return b;
}

static size_t
aligned(size_t size)
{
	const size_t align = alignof(max_align_t);

	if (size > SIZE_MAX - align)
		mem_exhausted();
	return (size + align - 1) / align * align;
}

/* A block with room for size, which is aligned. */
static struct arena_block *
block_for(struct arena *a, size_t size)
{
	struct arena_block *b = a->first;

	if (b && b->size - b->used >= size)
		return b;
	b = block_new(size > BLOCK_BYTES ? size : BLOCK_BYTES);
	if (a->first && size > BLOCK_BYTES / 4) {
		/* a large piece stands alone; small ones go on in the newest */
		b->older = a->first->older;
		a->first->older = b;
	} else {
		b->older = a->first;
		a->first = b;
	}
	return b;
}

/* size bytes that nobody has written to yet. */
static void *
take(struct arena *a, size_t size)
{
	struct arena_block *b;
	void *p;

	size = aligned(size);
	b = block_for(a, size);
	p = b->data + b->used;
	b->used += size;
	return p;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	void *p = take(a, size);

	/* only what is taken is touched: fresh pages are dear */
	return aligned(size) > BLOCK_BYTES ? p : memset(p, 0, size);
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		mem_exhausted();
	return arena_alloc(a, count * size);
}

bool
arena_extend(struct arena *a, const void *piece, size_t size, size_t wanted)
{
	struct arena_block *b = a->first;
	size_t more = aligned(wanted) - aligned(size);

	if (!b || (const char *)piece + aligned(size) != b->data + b->used ||
		b->size - b->used < more)
		return false;
	memset(b->data + b->used, 0, more);
	b->used += more;
	return true;
}

char *
arena_strdup(struct arena *a, const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(take(a, size), text, size);
}

char *
arena_strndup(struct arena *a, const char *text, size_t n)
{
	size_t len = strnlen(text, n);
	char *copy = take(a, len + 1);

	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return text;
}

char *
arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, ap);
	if (len < 0)
		mem_exhausted(); /* more than INT_MAX bytes */
	text = take(a, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	return text;
}

void
arena_clear(struct arena *a)
{
	struct arena_block *kept = a->first;

	if (!kept)
		return;
	a->first = kept->older;
	arena_free(a);
	memset(kept->data, 0, kept->used);
	kept->used = 0;
	kept->older = NULL;
	a->first = kept;
}

void
arena_free(struct arena *a)
{
	struct arena_block *b, *older;

	if (!a)
		return;
	for (b = a->first; b; b = older) {
		older = b->older;
		mem_free(b);
	}
	a->first = NULL;
}

/* Through a pointer that the compiler cannot see through, so that it stays. */
static void *(*const volatile overwrite)(void *, int, size_t) = memset;

void
arena_wipe(struct arena *a)
{
	for (struct arena_block *b = a->first; b; b = b->older)
		overwrite(b->data, 0, b->used);
	arena_free(a);
}
