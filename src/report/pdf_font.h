/*
 * pdf_font.h - inside draw_pdf: a typeface with the characters of one report
 *
 *	the pages' texts  ->  a small TrueType file  ->  a font of libharu's, embedded
 *
 * Owns:   the document owns what is made.
 * Fails:  NULL; libharu's handler was told.
 */
#ifndef REPORT_PDF_FONT_H
#define REPORT_PDF_FONT_H

#include <hpdf.h>

#include "report/measure.h"
#include "report/page.h"
#include "report/pdf_file.h"

/* The name to ask libharu's HPDF_GetFont for. */
const char *pdf_font_load(struct pdf_file *f, HPDF_Doc doc, const struct measure *m,
	const struct pages *pages, enum face face);

/* How the font's codes become text again, where the names of glyphs do not say it: a code
 * page's bytes (encoder), or two bytes that are the character itself (encoder NULL). */
void pdf_font_read_back(HPDF_Doc doc, HPDF_Font font, HPDF_Encoder encoder,
	const uint16_t *chars, size_t count);

#endif
