/*
 * measure_font.h - inside measure: one font file
 *
 * Units: thousandths of the text size, plus one; 0 where the font has no glyph.
 */
#ifndef REPORT_MEASURE_FONT_H
#define REPORT_MEASURE_FONT_H

#include <stdint.h>

#include "base/err.h"

/* width has MEASURE_CHARS entries, all 0. */
int measure_font(const char *path, uint16_t *width, struct err *err) ATTR_USE;

#endif
