/*
 * image_jpeg.c - a JPEG through libjpeg-turbo
 *
 * Its own interface, TurboJPEG: errors are returned, where libjpeg's jump.  A warning (a
 * file that ends early) is an error here: half a logo is none.
 */
#include <turbojpeg.h>

#include "report/image.h"

static int
decode(tjhandle h, struct arena *a, const char *bytes, unsigned long n, struct image *ret,
	struct err *err)
{
	const unsigned char *from = (const unsigned char *)bytes;
	unsigned char *rgb;
	int width, height, sampling, colors, rc;

	if (tjDecompressHeader3(h, from, n, &width, &height, &sampling, &colors))
		return err_set(
			err, ERR_INVALID, "it is a broken JPEG: %s", tjGetErrorStr2(h));
	if (width <= 0 || height <= 0) /* which it calls no error */
		return err_set(err, ERR_INVALID, "it is a broken JPEG: no picture in it");
	if (colors == TJCS_CMYK || colors == TJCS_YCCK)
		return err_set(err, ERR_INVALID,
			"its colours are made for a press (CMYK); save it as RGB");
	rc = image_size_check((unsigned)width, (unsigned)height, err);
	if (rc)
		return rc;
	rgb = arena_array(a, (size_t)width * (size_t)height, 3);
	if (tjDecompress2(h, from, n, rgb, width, 0, height, TJPF_RGB,
		    TJFLAG_LIMITSCANS | TJFLAG_STOPONWARNING | TJFLAG_ACCURATEDCT))
		return err_set(
			err, ERR_INVALID, "it is a broken JPEG: %s", tjGetErrorStr2(h));
	*ret = (struct image){(unsigned)width, (unsigned)height, rgb};
	return 0;
}

int
image_jpeg(
	struct arena *a, const char *bytes, size_t n, struct image *ret, struct err *err)
{
	tjhandle h = tjInitDecompress();
	int rc;

	if (!h)
		return err_set(err, ERR_FAILED, "JPEG pictures cannot be read here");
	rc = decode(h, a, bytes, n, ret, err);
	tjDestroy(h);
	return rc;
}
