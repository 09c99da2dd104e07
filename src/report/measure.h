/*
 * measure.h - how wide text is, and which characters the typeface has
 *
 *	Lato's TrueType files  --measure_load-->  widths per character
 *
 * Read straight from the font files, before anything is drawn.  Advances are cut to whole
 * thousandths as libharu writes them, so that what is measured is what a reader shows.
 *
 * Owns:   the files, until measure_free; names live in the arena.
 * Units:  thousandths of the text size; measure_text gives points.
 * Fails:  ERR_NOT_FOUND when there is no Lato, ERR_INVALID when a file is not a font.
 */
#ifndef REPORT_MEASURE_H
#define REPORT_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "report/font.h"

enum face { FACE_REGULAR, FACE_BOLD, FACE_ITALIC, FACE_COUNT };

#define MEASURE_CHARS 0x10000u /* the basic plane: what libharu can draw */

/* Latin of western Europe: looked up once. */
#define MEASURE_USUAL 0x0100u

struct measure {
	const char *paths[FACE_COUNT]; /* font files */
	struct font fonts[FACE_COUNT];
	uint16_t usual[FACE_COUNT][MEASURE_USUAL]; /* width plus one; 0: no glyph */
};

/* folders: where to look, first match wins; NULL ends the list.  NULL for the usual
 * places. */
int measure_load(struct arena *a, const char *const *folders, struct measure *ret,
	struct err *err) ATTR_USE;

/* The same from three files, in the order of enum face. */
int measure_load_files(const char *const paths[FACE_COUNT], struct measure *ret,
	struct err *err) ATTR_USE;

void measure_free(struct measure *m);

bool measure_has(const struct measure *m, enum face face, uint32_t c);
/* Width of n bytes of text. */
double measure_text(
	const struct measure *m, enum face face, double size, const char *text, size_t n);

/* One line; text is without the space it broke at. */
struct text_line {
	const char *text;
	double width;
	bool goes_on; /* it broke at a space, and there is a next one */
};

/* Text to lines no wider than width, ready for drawing: NFC, printable, what the face
 * lacks written as [U+1F622].  A longer word is broken, never lost; newlines are kept.
 * There is always at least one line. */
const struct text_line *measure_wrap(struct arena *a, const struct measure *m,
	enum face face, double size, const char *text, double width, size_t *ret_count);

#endif
