/* pdf_content.c - operators as bytes */
#include "report/pdf_content.h"

/* Of a quarter of a circle: how far its control points are from its ends, by radius. */
static const double kappa = 0.552;

enum { DECIMALS = 3, MOST_DIGITS = 24 };

void
content_number(struct buf *b, double v)
{
	char text[MOST_DIGITS], *at = text + sizeof(text);
	long n = (long)(v * 1000 + (v < 0 ? -0.5 : 0.5)); /* lround is a call */
	unsigned long rest = n < 0 ? 0 - (unsigned long)n : (unsigned long)n;
	bool behind = false; /* the point: something was written */

	*--at = ' ';
	for (int i = 0; i < DECIMALS; i++, rest /= 10) {
		behind = behind || rest % 10;
		if (behind)
			*--at = (char)('0' + rest % 10);
	}
	if (behind)
		*--at = '.';
	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (n < 0)
		*--at = '-';
	buf_add(b, at, (size_t)(text + sizeof(text) - at));
}

void
content_put(struct buf *b, const double *numbers, size_t count, const char *operator)
{
	for (size_t i = 0; i < count; i++)
		content_number(b, numbers[i]);
	buf_str(b, operator);
	buf_char(b, '\n');
}

void
content_color(struct buf *b, uint32_t color, const char *operator)
{
	const double parts[] = {
		(color >> 16 & 0xff) / 255.0,
		(color >> 8 & 0xff) / 255.0,
		(color & 0xff) / 255.0,
	};

	content_put(b, parts, 3, operator);
}

void
content_circle(struct buf *b, double x, double y, double radius)
{
	/* from the left over the top, the right and the bottom */
	static const signed char ends[][2] = {
		{-1, 0 },
                {0,  1 },
                {1,  0 },
                {0,  -1},
                {-1, 0 }
        };
	const double k = kappa * radius;

	content_put(b, (const double[]){x - radius, y}, 2, "m");
	for (int i = 0; i < 4; i++) {
		const signed char *from = ends[i], *to = ends[i + 1];
		double x0 = x + from[0] * radius, y0 = y + from[1] * radius;
		double x1 = x + to[0] * radius, y1 = y + to[1] * radius;

		content_put(b,
			(const double[]){x0 + to[0] * k, y0 + to[1] * k, x1 + from[0] * k,
				y1 + from[1] * k, x1, y1},
			6, "c");
	}
}

static bool
is_special(char c)
{
	return c == '(' || c == ')' || c == '\\';
}

void
content_bytes(struct buf *b, const char *bytes, size_t n)
{
	const char *end = bytes + n;

	buf_char(b, '(');
	while (bytes < end) {
		size_t plain = 0;

		while (bytes + plain < end && !is_special(bytes[plain]))
			plain++;
		buf_add(b, bytes, plain);
		bytes += plain;
		if (bytes < end) {
			buf_char(b, '\\');
			buf_char(b, *bytes++);
		}
	}
	buf_str(b, ")Tj\n");
}

void
content_chars(struct buf *b, const uint16_t *chars, size_t count)
{
	buf_char(b, '<');
	for (size_t i = 0; i < count; i++)
		buf_printf(b, "%04X", (unsigned)chars[i]);
	buf_str(b, ">Tj\n");
}
