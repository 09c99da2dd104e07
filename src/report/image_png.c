/*
 * image_png.c - a PNG through libpng
 *
 * Its simplified interface makes 8-bit red, green and blue of every kind of PNG: palettes,
 * grey, 16 bits, interlaced, and with alpha on a background.
 * Source: PNG 1.2 and the APNG extension ("acTL" before the pixels: it moves).
 */
#include <stdbool.h>
#include <string.h>

#include <png.h>

#include "report/image.h"

enum { SIGNATURE = 8 };

static size_t
be32(const char *at)
{
	const unsigned char *b = (const unsigned char *)at;

	return (size_t)b[0] << 24 | (size_t)b[1] << 16 | (size_t)b[2] << 8 | b[3];
}

/* Is there a chunk "acTL" before "IDAT"? */
static bool
moves(const char *bytes, size_t n)
{
	for (size_t at = SIGNATURE; n - at >= 12;) {
		size_t length = be32(bytes + at);

		if (memcmp(bytes + at + 4, "acTL", 4) == 0)
			return true;
		if (memcmp(bytes + at + 4, "IDAT", 4) == 0 || length > n - at - 12)
			return false;
		at += 12 + length;
	}
	return false;
}

int
image_png(
	struct arena *a, const char *bytes, size_t n, struct image *ret, struct err *err)
{
	static const png_color white = {255, 255, 255};
	png_image png = {.version = PNG_IMAGE_VERSION};
	unsigned char *rgb;
	int rc;

	if (moves(bytes, n))
		return err_set(err, ERR_INVALID,
			"it is an animated PNG; save one of its pictures");
	if (!png_image_begin_read_from_memory(&png, bytes, n))
		return err_set(err, ERR_INVALID, "it is a broken PNG: %s", png.message);
	rc = image_size_check(png.width, png.height, err);
	if (rc)
		goto done;
	png.format = PNG_FORMAT_RGB;
	png.flags |= PNG_IMAGE_FLAG_16BIT_sRGB; /* as screens take it, 8 bits or 16 */
	rgb = arena_array(a, (size_t)png.width * png.height, 3);
	if (!png_image_finish_read(&png, &white, rgb, 0, NULL)) {
		rc = err_set(err, ERR_INVALID, "it is a broken PNG: %s", png.message);
		goto done;
	}
	*ret = (struct image){png.width, png.height, rgb};
done:
	png_image_free(&png);
	return rc;
}
