#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void (*on_exhaustion)(void);

void
mem_on_exhaustion(void (*hook)(void))
{
	on_exhaustion = hook;
}

void
mem_exhausted(void)
{
	void (*hook)(void) = on_exhaustion;

	on_exhaustion = NULL; /* the hook may itself run out */
	if (hook)
		hook();
	fputs("anteroom: out of memory\n", stderr);
	exit(1);
}

void *
mem_alloc(size_t size)
{
	return mem_array(1, size);
}

void *
mem_array(size_t count, size_t size)
{
	/* calloc(0) may be NULL without being a failure */
	void *p = NULL;

	if (!size || count <= SIZE_MAX / size)
		p = count && size ? calloc(count, size) : calloc(1, 1);
	if (!p)
		mem_exhausted();
	return p;
}

void *
mem_resize(void *p, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		mem_exhausted();
	p = realloc(p, count && size ? count * size : 1);
	if (!p)
		mem_exhausted();
	return p;
}

char *
mem_strdup(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(mem_alloc(size), text, size);
}

void
mem_free(void *p)
{
	free(p);
}
