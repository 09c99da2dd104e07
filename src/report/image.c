/* image.c - which kind of picture it is, and how large it needs to be */
#include <string.h>

#include "report/image.h"

/* A logo is at most 120 points high and 200 wide: 300 dots an inch of that. */
enum { WIDE_ENOUGH = 840, HIGH_ENOUGH = 500 };

/* How a file begins; decode NULL: a kind that is told by name. */
static const struct {
	size_t at; /* where the signature stands */
	const char *signature, *name;
	int (*decode)(struct arena *a, const char *bytes, size_t n, struct image *ret,
		struct err *err);
} kinds[] = {
	{0, "\x89PNG\r\n\x1a\n", "a PNG",  image_png },
	{0, "\xff\xd8\xff",      "a JPEG", image_jpeg},
	{0, "GIF8",              "a GIF",  NULL      },
	{8, "WEBP",              "a WebP", NULL      },
	{0, "BM",                "a BMP",  NULL      },
	{0, "II*",               "a TIFF", NULL      },
	{0, "MM",                "a TIFF", NULL      },
	{4, "ftyp",              "a HEIC", NULL      },
	{0, "%PDF",              "a PDF",  NULL      },
	{0, "<",		 "an SVG", NULL      },
};

int
image_size_check(unsigned long width, unsigned long height, struct err *err)
{
	if (width && height && width <= IMAGE_SIDE_MOST && height <= IMAGE_SIDE_MOST &&
		width * height <= IMAGE_PIXELS_MOST)
		return 0;
	return err_set(err, ERR_INVALID,
		"it has %lu x %lu pixels; make it smaller: 800 across are plenty", width,
		height);
}

/* One pixel of the small picture: the mean of those it stands for. */
static void
mean_of(const struct image *from, unsigned step, unsigned x, unsigned y,
	unsigned char *ret)
{
	unsigned sum[3] = {0}, count = 0;

	for (unsigned v = y * step; v < (y + 1) * step && v < from->height; v++)
		for (unsigned u = x * step; u < (x + 1) * step && u < from->width; u++) {
			const unsigned char *p =
				from->rgb + 3 * ((size_t)v * from->width + u);

			for (int i = 0; i < 3; i++)
				sum[i] += p[i];
			count++;
		}
	for (int i = 0; i < 3; i++)
		ret[i] = (unsigned char)((sum[i] + count / 2) / count);
}

/* No larger than it needs to be, in an arena of its own. */
static struct image
small_copy(struct arena *a, const struct image *from)
{
	unsigned step = 1;
	struct image small;
	unsigned char *rgb;

	while (from->width / step > WIDE_ENOUGH || from->height / step > HIGH_ENOUGH)
		step++;
	small.width = (from->width + step - 1) / step;
	small.height = (from->height + step - 1) / step;
	rgb = arena_array(a, (size_t)small.width * small.height, 3);
	small.rgb = rgb;
	for (unsigned y = 0; y < small.height; y++)
		for (unsigned x = 0; x < small.width; x++, rgb += 3)
			mean_of(from, step, x, y, rgb);
	return small;
}

int
image_decode(
	struct arena *a, const char *bytes, size_t n, struct image *ret, struct err *err)
{
	struct arena all = ARENA_NONE;
	struct image whole;
	size_t kind = 0;
	int rc;

	for (; kind < COUNT_OF(kinds); kind++) {
		size_t length = strlen(kinds[kind].signature);

		if (n >= kinds[kind].at + length &&
			memcmp(bytes + kinds[kind].at, kinds[kind].signature, length) ==
				0)
			break;
	}
	if (kind == COUNT_OF(kinds))
		return err_set(err, ERR_INVALID, "it is neither a PNG nor a JPEG");
	if (!kinds[kind].decode)
		return err_set(err, ERR_INVALID,
			"it is %s; save it as a PNG or a JPEG, whatever its name ends in",
			kinds[kind].name);
	rc = kinds[kind].decode(&all, bytes, n, &whole, err);
	if (!rc)
		*ret = small_copy(a, &whole);
	arena_free(&all);
	return rc;
}
