/*
 * mem.h - memory that is there, or the program ends
 *
 * Out of memory ends the program: every answer is already on disk.  The hook is
 * called first, so that a terminal can be restored.  What comes back is zeroed.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#include "base/attr.h"

/* Called once before the program ends for lack of memory; NULL for none. */
void mem_on_exhaustion(void (*hook)(void));

/* For a library that says it has none left: ends the program. */
ATTR_NORETURN void mem_exhausted(void);

/* From now on memory comes in pages of 2 MB as it is touched, where the kernel has them: at
 * a fiftieth of what as many small ones cost.  For the start of a program. */
void mem_in_large_pages(void);

void *mem_alloc(size_t size);
void *mem_array(size_t count, size_t size);           /* overflow checked */
void *mem_resize(void *p, size_t count, size_t size); /* new bytes are not zeroed */
char *mem_strdup(const char *text);
void mem_free(void *p); /* NULL is welcome */

#endif
