#include <stdint.h>
#include <string.h>

#include "base/vec.h"

/* Many hold one or two. */
enum { FIRST_BYTES = 64 };

void *
vec_grow(struct arena *a, void *at, size_t *count, size_t *room, size_t size)
{
	if (*count == *room) {
		size_t more = *room ? *room * 2 : FIRST_BYTES / size;

		more = more ? more : 1;
		if (!*room || more > SIZE_MAX / size ||
			!arena_extend(a, at, *room * size, more * size)) {
			void *wider = arena_array(a, more, size);

			if (*count)
				memcpy(wider, at, *count * size);
			at = wider;
		}
		*room = more;
	}
	++*count;
	return at;
}
