/*
 * pdf_about.h - inside draw_pdf: title, language, dates, and the catalog that names them
 *
 * The title is shown by readers instead of the file's name; language and metadata (XMP)
 * say the same to programs.  Nobody is named in them.
 */
#ifndef REPORT_PDF_ABOUT_H
#define REPORT_PDF_ABOUT_H

#include "report/page.h"
#include "report/pdf_file.h"

/* tags and bookmarks: their roots; bookmarks 0: none.  Ends the file. */
void pdf_about_end(struct pdf_file *f, HPDF_Doc doc, const struct pages *pages,
	unsigned tags, unsigned bookmarks);

#endif
