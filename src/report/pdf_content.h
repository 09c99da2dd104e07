/*
 * pdf_content.h - inside draw_pdf: what stands on a page, as PDF writes it
 *
 * libharu's own functions clear half a kilobyte for each operator, keep what is written
 * in pieces of 4 KB and write five decimals; they took half the time of a drawing.
 *
 * Units:  points, origin at the bottom left; numbers are written in thousandths.
 * Source: ISO 32000-1, 8.5 (paths), 9.4 (text), Annex A (all operators).
 */
#ifndef REPORT_PDF_CONTENT_H
#define REPORT_PDF_CONTENT_H

#include <stdint.h>

#include "base/buf.h"

/* "12.5 " */
void content_number(struct buf *b, double v);
/* Numbers, and the operator they are for: "56 700.25 Td". */
void
content_put(struct buf *b, const double *numbers, size_t count, const char *operator);
/* 0xRRGGBB; operator: "rg" fills, "RG" strokes. */
void content_color(struct buf *b, uint32_t color, const char *operator);
/* A path, not yet painted. */
void content_circle(struct buf *b, double x, double y, double radius);
/* Shown where the text stands: bytes of a code page; two bytes for each character. */
void content_bytes(struct buf *b, const char *bytes, size_t n);
void content_chars(struct buf *b, const uint16_t *chars, size_t count);

#endif
