/*
 * vec.h - a growing array in an arena
 *
 *	VEC(struct item) items = VEC_NONE;
 *	struct item *it = vec_push(&a, &items);		zeroed
 *	for (size_t i = 0; i < items.count; i++) ... items.at[i]
 *
 * Pointers to elements move when the vector grows: take indices, or fill first.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>

#include "base/arena.h"

#define VEC(type)                   \
	struct {                    \
		type *at;           \
		size_t count, room; \
	}
#define VEC_NONE           \
	{                  \
		NULL, 0, 0 \
	}

/* Room for one more at the end, zeroed; returns its address, typed as the array is. */
#define vec_push(a, v)                                                                \
	((v)->at = vec_grow((a), (v)->at, &(v)->count, &(v)->room, sizeof(*(v)->at)), \
		&(v)->at[(v)->count - 1])

void *vec_grow(struct arena *a, void *at, size_t *count, size_t *room, size_t size);

#endif
