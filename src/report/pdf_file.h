/*
 * pdf_file.h - inside draw_pdf: the objects of a libharu document to the bytes of a file
 *
 *	libharu's objects + objects as text  ->  one file, PDF 1.7
 *
 * libharu can write its objects too, but knows neither tags nor metadata nor an id, and
 * sets each small object by itself: here they are packed into one deflated stream, which
 * makes a tagged report as small as one without tags.  The id follows from the
 * bytes before it, so the same objects give the same file.
 *
 * Owns:   what it needs until pdf_file_free; doc and out are lent.
 * Fails:  out->full, or libharu's own handler; both are asked by the caller.
 * Source: ISO 32000-1, 7.5.7 (object streams), 7.5.8 (cross-reference streams).
 */
#ifndef REPORT_PDF_FILE_H
#define REPORT_PDF_FILE_H

#include <stdbool.h>

#include <hpdf.h>

#include "base/arena.h"
#include "base/buf.h"

struct pdf_file;

struct pdf_file *pdf_file_new(HPDF_Doc doc, struct buf *out);
void pdf_file_free(struct pdf_file *f);

/* Every object of the document but its catalog and its information, which are written by
 * pdf_about.  First of all: libharu makes the last of its objects meanwhile. */
void pdf_file_put_doc(struct pdf_file *f);
/* So many new numbers; returns the first. */
unsigned pdf_file_reserve(struct pdf_file *f, unsigned count);
/* The object of that number, as PDF writes it. */
void pdf_file_put(struct pdf_file *f, unsigned number, const char *object);
/* A stream of libharu's, whose bytes were not given to it; entries: its dictionary without
 * an end.  Before pdf_file_put_doc. */
void pdf_file_put_stream(struct pdf_file *f, unsigned number, const char *entries,
	const struct buf *bytes);
/* A stream that everybody may read without inflating; entries: of its dictionary. */
void pdf_file_put_plain(struct pdf_file *f, unsigned number, const char *entries,
	const struct buf *bytes);
/* Packed objects, cross-references, id. */
void pdf_file_end(struct pdf_file *f, unsigned catalog, unsigned info);

/* The number of an object of libharu's. */
unsigned pdf_number(const void *object);
/* A reference, "12 0 R ", with what stands before it. */
void pdf_put_ref(struct buf *b, const char *before, unsigned number);
/* A text string: (...) or <FEFF...>. */
void pdf_put_text(struct buf *b, const char *text);

#endif
