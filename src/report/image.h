/*
 * image.h - a picture, as opaque pixels
 *
 *	bytes of a PNG or JPEG  --image_decode-->  rows of red, green, blue
 *
 * A library decodes it; libharu, whose own readers trust the file, only sees the pixels.
 * What is transparent stands on white.  Larger than it can be printed sharply, it is made
 * smaller: every report carries it.
 *
 * Owns:   pixels live in the arena.
 * Units:  pixels; three bytes each, rows from the top.
 * Fails:  ERR_INVALID, with what to do; the sentence names no file.
 */
#ifndef REPORT_IMAGE_H
#define REPORT_IMAGE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

#define IMAGE_FILE_CAP (2u << 20)

struct image {
	unsigned width, height;
	const unsigned char *rgb;
};

int image_decode(struct arena *a, const char *bytes, size_t n, struct image *ret,
	struct err *err) ATTR_USE;

/* ---- inside: one file each ---- */

/* More pixels a side than this, and in all, are no logo. */
enum { IMAGE_SIDE_MOST = 4000, IMAGE_PIXELS_MOST = 8000000 };

int image_size_check(unsigned long width, unsigned long height, struct err *err) ATTR_USE;
int image_png(struct arena *a, const char *bytes, size_t n, struct image *ret,
	struct err *err) ATTR_USE;
int image_jpeg(struct arena *a, const char *bytes, size_t n, struct image *ret,
	struct err *err) ATTR_USE;

#endif
