#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <unilbrk.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { REPLACEMENT = 0xfffd, CHAR_BYTES = 4 };

/* What must not pass, as ranges in ascending order. */
static const struct {
	uint32_t from, to;
} unsafe_ranges[] = {
	{0x0000, 0x0008}, /* C0 but tab and newline */
	{0x000b, 0x001f},
        {0x007f, 0x009f}, /* DEL, C1 */
	{0x061c, 0x061c}, /* Arabic letter mark */
	{0x200e, 0x200f}, /* left-to-right mark and its mirror */
	{0x202a, 0x202e}, /* embeddings and overrides */
	{0x2066, 0x2069}, /* isolates */
	{0xfeff, 0xfeff}, /* byte order mark */
};

static const uint8_t *
bytes_of(const char *text)
{
	return (const uint8_t *)text;
}

size_t
utf8_valid(const char *text, size_t n)
{
	const uint8_t *bad = u8_check(bytes_of(text), n);

	return bad ? (size_t)(bad - bytes_of(text)) : n;
}

uint32_t
utf8_next(const char **text)
{
	ucs4_t c = *bytes_of(*text);
	int n;

	if (c < 0x80) {
		*text += c != 0;
		return c;
	}
	n = u8_strmbtouc(&c, bytes_of(*text));
	if (n < 0) {
		++*text;
		return REPLACEMENT;
	}
	*text += n;
	return n ? c : 0;
}

void
utf8_put(struct buf *b, uint32_t c)
{
	uint8_t bytes[CHAR_BYTES];
	int n = u8_uctomb(bytes, c, sizeof(bytes));

	if (n < 0)
		n = u8_uctomb(bytes, REPLACEMENT, sizeof(bytes));
	buf_add(b, bytes, (size_t)n);
}

size_t
utf8_count(const char *text)
{
	size_t count = 0;

	while (utf8_next(&text))
		count++;
	return count;
}

bool
utf8_unsafe(uint32_t c)
{
	for (size_t i = 0; i < COUNT_OF(unsafe_ranges); i++)
		if (c <= unsafe_ranges[i].to)
			return c >= unsafe_ranges[i].from;
	return false;
}

const char *
utf8_printable(struct arena *a, const char *text)
{
	struct buf out;
	const char *copy;
	uint32_t c;

	/* each byte at worst becomes the three of U+FFFD */
	buf_init(&out, strlen(text) * 3 + 1);
	while ((c = utf8_next(&text)) != 0)
		utf8_put(&out, utf8_unsafe(c) ? REPLACEMENT : c);
	copy = arena_strdup(a, buf_text(&out));
	buf_free(&out);
	return copy;
}

/* What is not printable takes no column. */
static int
char_width(uint32_t c)
{
	int width = uc_width(c, "UTF-8");

	return width > 0 ? width : 0;
}

int
utf8_width(const char *text)
{
	int width = 0;
	uint32_t c;

	while ((c = utf8_next(&text)) != 0)
		width += char_width(c);
	return width;
}

/* What libunistring made, into the arena; NULL: it had no memory. */
static char *
take(struct arena *a, uint8_t *made, const size_t *n)
{
	char *copy;

	if (!made) {
		assert(errno != EILSEQ); /* input is valid */
		mem_exhausted();
	}
	copy = arena_alloc(a, *n + 1);
	memcpy(copy, made, *n);
	free(made);
	return copy;
}

/* Characters that are composed as they are, and join nothing before them: Latin, and the
 * usual punctuation. */
static bool
is_composed(const char *text)
{
	for (;;) {
		uint32_t c;

		while (*text > 0)
			text++;
		if ((c = utf8_next(&text)) == 0)
			return true;
		if (c >= 0x300 && (c < 0x2010 || c > 0x2027))
			return false;
	}
}

char *
utf8_nfc(struct arena *a, const char *text)
{
	size_t n, made = 0;

	if (is_composed(text)) /* most are */
		return arena_strdup(a, text);
	n = strlen(text);
	return take(a, u8_normalize(UNINORM_NFC, bytes_of(text), n, NULL, &made), &made);
}

char *
utf8_fold(struct arena *a, const char *text)
{
	size_t n = strlen(text), made = 0;
	const char *apart;
	struct buf out;
	bool space = false;
	uint32_t c;
	char *copy;

	if (n == 0)
		return arena_strdup(a, "");
	/* letters and their marks apart, so that the marks can be dropped */
	apart = take(
		a, u8_casefold(bytes_of(text), n, NULL, UNINORM_NFD, NULL, &made), &made);
	buf_init(&out, made + 1);
	while ((c = utf8_next(&apart)) != 0) {
		if (uc_is_property_white_space(c)) {
			space = out.len > 0;
			continue;
		}
		if (uc_is_general_category(c, UC_NON_SPACING_MARK))
			continue;
		if (space)
			buf_char(&out, ' ');
		space = false;
		utf8_put(&out, c);
	}
	copy = utf8_nfc(a, buf_text(&out));
	buf_free(&out);
	return copy;
}

/* What a sign becomes where there is only ASCII; letters lose their marks by themselves. */
static const struct {
	uint32_t sign;
	const char *plain;
} plainer[] = {
	{0x00a0, " "  },
	{0x00a1, ""   },
	{0x00bf, ""   },
	{0x00ab, "\"" },
	{0x00bb, "\"" },
	{0x2010, "-"  },
	{0x2011, "-"  },
	{0x2012, "-"  },
	{0x2013, "-"  },
	{0x2014, "-"  },
	{0x2018, "'"  },
	{0x2019, "'"  },
	{0x201c, "\"" },
	{0x201d, "\"" },
	{0x2022, "*"  },
	{0x2026, "..."},
};

char *
utf8_ascii(struct arena *a, const char *text)
{
	size_t n = strlen(text), made = 0;
	const char *apart;
	struct buf out;
	uint32_t c;
	char *copy;

	if (n == 0)
		return arena_strdup(a, "");
	apart = take(a, u8_normalize(UNINORM_NFD, bytes_of(text), n, NULL, &made), &made);
	buf_init(&out, 3 * made + 1);
	while ((c = utf8_next(&apart)) != 0) {
		size_t i = 0;

		if (c < 0x80) {
			buf_char(&out, (char)c);
			continue;
		}
		if (uc_is_general_category(c, UC_NON_SPACING_MARK))
			continue;
		while (i < COUNT_OF(plainer) && plainer[i].sign != c)
			i++;
		buf_str(&out, i < COUNT_OF(plainer) ? plainer[i].plain : "?");
	}
	copy = arena_strdup(a, buf_text(&out));
	buf_free(&out);
	return copy;
}
