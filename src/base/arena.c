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
	b = mem_alloc(sizeof(*b) + size);
	b->size = size;
	return b;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct arena_block *b = a->first;
	void *p;

	if (size > SIZE_MAX - align)
		mem_exhausted();
	size = (size + align - 1) / align * align;
	if (!b || b->size - b->used < size) {
		b = block_new(size > BLOCK_BYTES ? size : BLOCK_BYTES);
		if (a->first && size > BLOCK_BYTES / 4) {
			/* a large piece stands alone; small ones go on in the newest */
			b->older = a->first->older;
			a->first->older = b;
		} else {
			b->older = a->first;
			a->first = b;
		}
	}
	p = b->data + b->used;
	b->used += size;
	return p;
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		mem_exhausted();
	return arena_alloc(a, count * size);
}

char *
arena_strdup(struct arena *a, const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(arena_alloc(a, size), text, size);
}

char *
arena_strndup(struct arena *a, const char *text, size_t n)
{
	size_t len = strnlen(text, n);

	return memcpy(arena_alloc(a, len + 1), text, len);
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
	text = arena_alloc(a, (size_t)len + 1);
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
