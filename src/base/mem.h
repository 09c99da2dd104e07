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

/* So many bytes will be wanted from now on: where the kernel can, it gives them in one
 * piece, which costs a third less than page after page.  What is then not used is a cost. */
void mem_ahead(size_t size);

void *mem_alloc(size_t size);
void *mem_array(size_t count, size_t size);           /* overflow checked */
void *mem_resize(void *p, size_t count, size_t size); /* new bytes are not zeroed */
char *mem_strdup(const char *text);
void mem_free(void *p); /* NULL is welcome */

#endif
