/*
 * font.c - any changes to a small typeface: refused with a reason, or letters of it in a
 * file of a sane size
 */
#define _GNU_SOURCE /* memfd_create */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz/edit.h"
#include "fuzz/fuzz.h"
#include "report/font.h"
#include "report/measure.h"

static const uint16_t chars[] = {' ', 'H', 'x', 0xe9, 0x161, 0x390, 0x42b};
static struct buf whole = BUF_NONE;
static int file = -1;
static char path[64];

/* All that a report needs of Lato, in a twentieth of its size. */
int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	uint16_t all[0x530];
	size_t count = 0;
	struct measure m;

	(void)argc;
	(void)argv;
	if (measure_load(&a, NULL, &m, &err))
		abort();
	for (uint16_t c = ' '; c < COUNT_OF(all); c++)
		if (font_glyph(&m.fonts[FACE_REGULAR], c) && (c < 0x180 || c > 0x370))
			all[count++] = c;
	for (uint16_t c = 0x2013; c < 0x2027; c++)
		if (font_glyph(&m.fonts[FACE_REGULAR], c))
			all[count++] = c;
	font_subset(&m.fonts[FACE_REGULAR], "Small", all, count, &whole);
	measure_free(&m);
	arena_free(&a);
	/* without sums, or each change would be refused for its sum */
	for (size_t at = FONT_ROWS; at < FONT_ROWS + FONT_ROW * (size_t)whole.data[5];
		at += FONT_ROW)
		memset(whole.data + at + FONT_ROW_SUM, 0, 4);
	file = memfd_create("font", MFD_CLOEXEC);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	return file < 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf changed = BUF_NONE, out = BUF_NONE;
	struct err err = ERR_NONE;
	struct font f;
	int rc;

	edit(&changed, &whole, data, size);
	if (ftruncate(file, 0) || pwrite(file, changed.data, changed.len, 0) < 0)
		abort();
	rc = font_check(path, &err);
	assert(rc == 0 || (rc == ERR_INVALID && *err.text));
	if (!rc && !font_open(&f, path, &err)) {
		for (size_t i = 0; i < COUNT_OF(chars); i++)
			(void)font_advance(&f, font_glyph(&f, chars[i]));
		font_subset(&f, "Changed", chars, COUNT_OF(chars), &out);
		assert(out.len > 500 && out.len < (16u << 20));
		font_close(&f);
	}
	buf_free(&changed);
	buf_free(&out);
	return 0;
}
