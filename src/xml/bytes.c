/*
 * bytes.c - is this text at all, and safe to show?
 */
#include <string.h>

#include "base/utf8.h"
#include "xml/outline.h"

/* What people save by mistake, known by how it begins. */
static const struct {
	const char *begins;
	size_t size;
	const char *what;
} strangers[] = {
	{"PK\3\4",        4,  "a Word, LibreOffice or zip file"           },
	{"%PDF",          4,  "a PDF file"				},
	{"{\\rtf",        5,  "a rich-text (RTF) file"                    },
	{"\xFF\xFE",      2,  "UTF-16 (\"Unicode\" in Notepad)"           },
	{"\xFE\xFF",      2,  "UTF-16 (\"Unicode big endian\" in Notepad)"},
	{"<\0",           2,  "UTF-16 (\"Unicode\" in Notepad)"           },
	{"\0<",           2,  "UTF-16 (\"Unicode big endian\" in Notepad)"},
	{"SQLite format", 13, "a database"                                },
};

static struct place
place_of(const char *file, const char *bytes, size_t offset)
{
	struct place at = {file, 1, 1};

	if (offset >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		bytes += 3, offset -= 3;
	for (size_t i = 0; i < offset; i++) {
		if (bytes[i] == '\n') {
			at.line++;
			at.column = 1;
		} else if ((bytes[i] & 0xC0) != 0x80) {
			at.column++;
		}
	}
	return at;
}

static bool
is_stranger(const char *file, const char *bytes, size_t n, struct diags *d)
{
	for (size_t i = 0; i < COUNT_OF(strangers); i++) {
		if (n < strangers[i].size ||
			memcmp(bytes, strangers[i].begins, strangers[i].size) != 0)
			continue;
		diags_error(d, "file-encoding", ((struct place){file, 0, 0}),
			"this is %s; save it as plain text in UTF-8", strangers[i].what);
		return true;
	}
	return false;
}

/* One character that must not be in a form; U+FEFF is welcome as the first. */
static bool
refuse_unsafe(
	const char *file, const char *bytes, size_t offset, uint32_t c, struct diags *d)
{
	struct place at = place_of(file, bytes, offset);

	if (c < 0x20 || (c >= 0x7F && c < 0xA0))
		diags_error(d, "file-control", at,
			"there is an invisible control character here (U+%04X); delete "
			"it",
			(unsigned)c);
	else
		diags_error(d, "file-control", at,
			"there is an invisible character here that changes the direction "
			"or "
			"joining of text (U+%04X); delete it",
			(unsigned)c);
	return false;
}

bool
outline_bytes(const char *file, const char *bytes, size_t n, struct diags *d)
{
	size_t good;

	if (n == 0) {
		diags_error(d, "file-empty", ((struct place){file, 0, 0}),
			"the file is empty");
		return false;
	}
	if (n > XML_FILE_CAP) {
		diags_error(d, "file-size", ((struct place){file, 0, 0}),
			"the file is too large: at most %u KiB can be read",
			XML_FILE_CAP / 1024);
		return false;
	}
	if (is_stranger(file, bytes, n, d))
		return false;
	good = utf8_valid(bytes, n);
	if (good != n) {
		diags_error(d, "file-encoding", place_of(file, bytes, good),
			"this character is not in UTF-8: the file was probably saved as "
			"Windows \"ANSI\"; save it again as UTF-8");
		return false;
	}
	diags_source(d, file, bytes, n);
	for (const char *at = bytes, *next; (size_t)(at - bytes) < n; at = next) {
		uint32_t c;

		while (*at >= ' ' && *at < 0x7f) /* most are; the last is a NUL */
			at++;
		if ((size_t)(at - bytes) == n)
			break;
		next = at;
		c = utf8_next(&next);
		if (next == at) /* NUL, at which utf8_next stops */
			return refuse_unsafe(file, bytes, (size_t)(at - bytes), 0, d);
		if (c == 0xFEFF && at == bytes)
			continue;
		if (c != '\r' && utf8_unsafe(c))
			return refuse_unsafe(file, bytes, (size_t)(at - bytes), c, d);
	}
	return true;
}
