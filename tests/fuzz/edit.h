/*
 * edit.h - bytes as changes to a file that is whole
 *
 * A mutation of a whole file is seldom still one that a reader looks at; so each input is
 * a list of changes instead: three bytes say where, as part of the file, and one what.
 */
#ifndef TESTS_FUZZ_EDIT_H
#define TESTS_FUZZ_EDIT_H

#include <stdint.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"

enum { EDIT_SIZE = 4 };

/* A copy of whole with those changes; the first byte of data says how much of its end is
 * gone, in 255ths of the file. */
ATTR_UNUSED static void
edit(struct buf *ret, const struct buf *whole, const uint8_t *data, size_t size)
{
	size_t kept = whole->len;

	if (size)
		kept -= whole->len * data[0] / 1020; /* a quarter at most */
	buf_add(ret, whole->data, kept);
	for (size_t i = 1; i + EDIT_SIZE <= size && kept; i += EDIT_SIZE) {
		size_t at =
			(size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2];

		ret->data[at % kept] = (char)data[i + 3];
	}
}

#endif
