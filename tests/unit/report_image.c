/* report_image.c - a clinic's logo: what can be used, and why not */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>

#include <png.h>
#include <turbojpeg.h>

#include "report/image.h"

struct file {
	char *bytes;
	size_t n;
};

/* A PNG of that libpng format; every pixel is the same. */
static struct file
png_of(unsigned width, unsigned height, unsigned format, const void *pixel)
{
	png_image png = {.version = PNG_IMAGE_VERSION,
		.width = width,
		.height = height,
		.format = format};
	size_t size = PNG_IMAGE_PIXEL_SIZE(format);
	char *pixels = malloc(size * width * height);
	png_alloc_size_t n = 0;
	struct file f;

	assert_non_null(pixels);
	for (size_t i = 0; i < (size_t)width * height; i++)
		memcpy(pixels + i * size, pixel, size);
	assert_true(png_image_write_to_memory(&png, NULL, &n, 0, pixels, 0, NULL));
	f.bytes = malloc(n);
	assert_non_null(f.bytes);
	assert_true(png_image_write_to_memory(&png, f.bytes, &n, 0, pixels, 0, NULL));
	f.n = n;
	free(pixels);
	return f;
}

static struct file
jpeg_of(int width, int height, int format, int sampling, int flags)
{
	tjhandle h = tjInitCompress();
	size_t size = (size_t)tjPixelSize[format] * (size_t)width * (size_t)height;
	unsigned char *pixels = malloc(size), *out = NULL;
	unsigned long n = 0;
	struct file f;

	assert_true(h && pixels);
	memset(pixels, 0x40, size);
	assert_int_equal(tjCompress2(h, pixels, width, 0, height, format, &out, &n,
				 sampling, 90, flags),
		0);
	f.bytes = malloc(n);
	assert_non_null(f.bytes);
	memcpy(f.bytes, out, n);
	f.n = n;
	tjFree(out);
	tjDestroy(h);
	free(pixels);
	return f;
}

/* Decodes and frees f; the middle pixel must be near rgb. */
static void
assert_pixel(struct file f, unsigned width, unsigned height, const unsigned char rgb[3])
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct image image;
	const unsigned char *p;

	if (image_decode(&a, f.bytes, f.n, &image, &err))
		fail_msg("%s", err.text);
	assert_int_equal(image.width, width);
	assert_int_equal(image.height, height);
	p = image.rgb + 3 * ((size_t)(height / 2) * width + width / 2);
	for (int i = 0; i < 3; i++)
		assert_true(abs(p[i] - rgb[i]) <= 2);
	arena_free(&a);
	free(f.bytes);
}

/* Decodes and frees f; it must be refused with words that say this. */
static void
assert_refused(struct file f, const char *says)
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct image image;

	assert_int_equal(image_decode(&a, f.bytes, f.n, &image, &err), ERR_INVALID);
	if (!strstr(err.text, says))
		fail_msg("\"%s\" does not say \"%s\"", err.text, says);
	arena_free(&a);
	free(f.bytes);
}

static struct file
bytes_of(const char *bytes, size_t n)
{
	struct file f = {malloc(n + 1), n};

	assert_non_null(f.bytes);
	memcpy(f.bytes, bytes, n);
	return f;
}

TEST(image, every_kind_of_png_becomes_opaque_pixels)
{
	static const png_byte rgb[] = {10, 120, 250}, grey[] = {77};
	static const png_byte clear[] = {10, 120, 250, 0}, half[] = {0, 0, 0, 128};
	static const png_uint_16 deep[] = {65535, 0, 65535};
	static const unsigned char white[] = {255, 255, 255};

	assert_pixel(png_of(20, 10, PNG_FORMAT_RGB, rgb), 20, 10, rgb);
	assert_pixel(png_of(20, 10, PNG_FORMAT_GRAY, grey), 20, 10,
		(const unsigned char[]){77, 77, 77});
	/* what is transparent stands on white */
	assert_pixel(png_of(20, 10, PNG_FORMAT_RGBA, clear), 20, 10, white);
	assert_pixel(png_of(7, 9, PNG_FORMAT_LINEAR_RGB, deep), 7, 9,
		(const unsigned char[]){255, 0, 255});
	{
		struct arena a = ARENA_NONE;
		struct err err = ERR_NONE;
		struct image image;
		struct file f = png_of(3, 3, PNG_FORMAT_RGBA, half);

		assert_int_equal(image_decode(&a, f.bytes, f.n, &image, &err), 0);
		assert_true(image.rgb[0] > 100 && image.rgb[0] < 200);
		arena_free(&a);
		free(f.bytes);
	}
}

TEST(image, a_jpeg_may_be_plain_grey_or_progressive)
{
	static const unsigned char grey[] = {0x40, 0x40, 0x40};

	assert_pixel(jpeg_of(40, 30, TJPF_RGB, TJSAMP_420, 0), 40, 30, grey);
	assert_pixel(jpeg_of(40, 30, TJPF_GRAY, TJSAMP_GRAY, 0), 40, 30, grey);
	assert_pixel(
		jpeg_of(40, 30, TJPF_RGB, TJSAMP_444, TJFLAG_PROGRESSIVE), 40, 30, grey);
}

TEST(image, a_picture_for_a_press_is_refused_with_what_to_do)
{
	assert_refused(jpeg_of(40, 30, TJPF_CMYK, TJSAMP_444, 0), "save it as RGB");
}

TEST(image, a_larger_picture_than_can_be_printed_is_made_smaller)
{
	static const png_byte rgb[] = {200, 100, 50};

	assert_pixel(png_of(2001, 400, PNG_FORMAT_RGB, rgb), 667, 134, rgb);
	assert_pixel(png_of(400, 1100, PNG_FORMAT_RGB, rgb), 134, 367, rgb);
	assert_pixel(png_of(840, 500, PNG_FORMAT_RGB, rgb), 840, 500, rgb);
}

TEST(image, more_pixels_than_any_logo_has_are_refused_before_they_are_read)
{
	static const png_byte grey[] = {0};

	assert_refused(png_of(4001, 2, PNG_FORMAT_GRAY, grey), "make it smaller");
	assert_refused(png_of(3000, 3000, PNG_FORMAT_GRAY, grey), "make it smaller");
	assert_refused(jpeg_of(4100, 8, TJPF_GRAY, TJSAMP_GRAY, 0), "make it smaller");
}

TEST(image, half_a_file_is_refused)
{
	static const png_byte rgb[] = {1, 2, 3};
	struct file png = png_of(300, 300, PNG_FORMAT_RGB, rgb);
	struct file jpeg = jpeg_of(300, 300, TJPF_RGB, TJSAMP_420, 0);

	png.n -= 20;
	assert_refused(png, "a broken PNG");
	jpeg.n /= 2;
	assert_refused(jpeg, "a broken JPEG");
	png = png_of(300, 300, PNG_FORMAT_RGB, rgb);
	png.bytes[60] ^= 0x55; /* inside the pixels, whose sum is then wrong */
	assert_refused(png, "a broken PNG");
}

TEST(image, a_picture_that_moves_is_refused)
{
	static const char chunk[] = "\0\0\0\010acTL\0\0\0\2\0\0\0\0\0\0\0\0";
	static const png_byte rgb[] = {1, 2, 3};
	struct file png = png_of(8, 8, PNG_FORMAT_RGB, rgb);
	struct file moving = bytes_of("", 0);
	const size_t head = 8 + 25; /* the signature and IHDR */

	free(moving.bytes);
	moving.n = png.n + 20;
	moving.bytes = malloc(moving.n);
	assert_non_null(moving.bytes);
	memcpy(moving.bytes, png.bytes, head);
	memcpy(moving.bytes + head, chunk, 20);
	memcpy(moving.bytes + head + 20, png.bytes + head, png.n - head);
	free(png.bytes);
	assert_refused(moving, "an animated PNG");
}

TEST(image, another_kind_of_picture_is_called_by_its_name)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *says;
	} cases[] = {
		{"GIF89a........",      14, "a GIF"                   },
		{"RIFF....WEBPVP8 ",    16, "a WebP"                  },
		{"BM............",      14, "a BMP"                   },
		{"II*\0........",       12, "a TIFF"                  },
		{"....ftypheic....",    16, "a HEIC"                  },
		{"%PDF-1.4.....",       13, "a PDF"                   },
		{"<svg width='1'/>",    16, "an SVG"                  },
		{"hello, I am text",    16, "neither a PNG nor a JPEG"},
		{"",                    0,  "neither a PNG nor a JPEG"},
		{"\x89PNG\r\n\x1a\n",   8,  "a broken PNG"            },
		{"\xff\xd8\xff\xe0...", 7,  "a broken JPEG"           },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_refused(bytes_of(cases[i].bytes, cases[i].n), cases[i].says);
}

/* Whatever a file holds: an answer, and (under the sanitizers) no step aside. */
TEST(image, damaged_files_are_refused_or_harmless)
{
	static const png_byte rgb[] = {9, 8, 7};
	struct file whole[] = {png_of(31, 17, PNG_FORMAT_RGB, rgb),
		jpeg_of(31, 17, TJPF_RGB, TJSAMP_420, 0),
		jpeg_of(31, 17, TJPF_RGB, TJSAMP_420, TJFLAG_PROGRESSIVE)};
	unsigned random = 1, refused = 0;

	for (int round = 0; round < 3000; round++) {
		const struct file *w = &whole[round % 3];
		struct file f = bytes_of(w->bytes, w->n);
		struct arena a = ARENA_NONE;
		struct err err = ERR_NONE;
		struct image image;

		for (int k = 0; k < 3; k++) {
			random = random * 1103515245u + 12345u;
			f.bytes[random / 7 % f.n] = (char)(random >> 16);
		}
		refused += image_decode(&a, f.bytes, f.n, &image, &err) != 0;
		arena_free(&a);
		free(f.bytes);
	}
	assert_true(refused > 1000);
	for (size_t i = 0; i < COUNT_OF(whole); i++)
		free(whole[i].bytes);
}
