/*
 * image.c - any changes to a PNG and a JPEG: refused with a reason, or pixels
 *
 * A PNG's checks of its parts are set right again, so that what is read lies behind them.
 */
#include <assert.h>
#include <stdlib.h>

#include <png.h>
#include <turbojpeg.h>
#include <zlib.h>

#include "fuzz/edit.h"
#include "fuzz/fuzz.h"
#include "report/image.h"

enum { WIDE = 21, HIGH = 13, PNGS = 3, KINDS = PNGS + 2 };

static struct buf wholes[KINDS];

static void
make_png(struct buf *b, const unsigned char *pixels, png_uint_32 format)
{
	png_image p = {.version = PNG_IMAGE_VERSION,
		.width = WIDE,
		.height = HIGH,
		.format = format};
	static const png_color map[2] = {
		{1,   2,   3  },
                {250, 250, 250}
        };
	png_alloc_size_t n = 0;
	char *bytes;

	p.colormap_entries = 2;
	if (!png_image_write_to_memory(&p, NULL, &n, 0, pixels, 0, map))
		abort();
	bytes = malloc(n);
	if (!bytes || !png_image_write_to_memory(&p, bytes, &n, 0, pixels, 0, map))
		abort();
	buf_add(b, bytes, n);
	free(bytes);
}

static void
make_jpeg(struct buf *b, const unsigned char *pixels, int flags)
{
	tjhandle h = tjInitCompress();
	unsigned char *bytes = NULL;
	unsigned long n = 0;

	if (!h ||
		tjCompress2(h, pixels, WIDE, 0, HIGH, TJPF_RGB, &bytes, &n, TJSAMP_420,
			80, flags))
		abort();
	buf_add(b, bytes, n);
	tjFree(bytes);
	tjDestroy(h);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const png_uint_32 formats[PNGS] = {
		PNG_FORMAT_RGBA, PNG_FORMAT_GRAY, PNG_FORMAT_RGB_COLORMAP};
	unsigned char pixels[4 * WIDE * HIGH];

	(void)argc;
	(void)argv;
	for (size_t i = 0; i < sizeof(pixels); i++)
		pixels[i] = (unsigned char)(i * i / 3);
	make_png(&wholes[0], pixels, formats[0]);
	make_png(&wholes[1], pixels, formats[1]);
	make_jpeg(&wholes[PNGS], pixels, 0);
	make_jpeg(&wholes[PNGS + 1], pixels, TJFLAG_PROGRESSIVE);
	for (size_t i = 0; i < sizeof(pixels); i++)
		pixels[i] &= 1; /* of two colours */
	make_png(&wholes[2], pixels, formats[2]);
	return 0;
}

static size_t
be32(const unsigned char *b)
{
	return (size_t)b[0] << 24 | (size_t)b[1] << 16 | (size_t)b[2] << 8 | b[3];
}

static void
mend_checks(struct buf *b)
{
	unsigned char *at = (unsigned char *)b->data;
	size_t i = 8;

	while (b->len >= 12 && i <= b->len - 12) {
		size_t n = be32(at + i);
		unsigned long sum;

		if (n > b->len - 12 - i)
			return;
		sum = crc32(0, at + i + 4, (uInt)n + 4);
		for (int k = 0; k < 4; k++)
			at[i + 8 + n + (size_t)k] = (unsigned char)(sum >> (24 - 8 * k));
		i += 12 + n;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_NONE;
	struct buf changed = BUF_NONE;
	struct err err = ERR_NONE;
	struct image image;
	size_t kind = size ? data[0] % KINDS : 0;
	int rc;

	edit(&changed, &wholes[kind], data + !!size, size - !!size);
	if (kind < PNGS)
		mend_checks(&changed);
	rc = image_decode(&a, changed.data, changed.len, &image, &err);
	if (rc) {
		assert(rc == ERR_INVALID && *err.text);
	} else {
		unsigned sum = 0;

		assert(image.width && image.height);
		for (size_t i = 0; i < (size_t)3 * image.width * image.height; i++)
			sum += image.rgb[i]; /* each of them is there */
		assert(sum <= 255u * 3 * image.width * image.height);
	}
	buf_free(&changed);
	arena_free(&a);
	return 0;
}
