/*
 * draw_pdf.c - marks onto PDF pages, through libharu 2.3.0
 *
 * Its traps, and what is done about each (numbers as in the design's report.md):
 *  1 its subsetter drops nested composite glyphs: font_subset.c has its own
 *  2 saving to a file reports no error: pdf_file.c makes the file from its objects
 *  4 characters above U+FFFF or missing vanish: measure_wrap wrote them out before
 *  5 "UTF-8" fonts are slow and carry a broken ToUnicode map: a line is split into runs
 *    by code page, and "UTF-8" is used for what no code page has, with a map of our own
 *  7 its own reader of PNG trusts the file: a logo comes as pixels (image.h)
 *  8 errors stick and later ones overwrite the first: the first is kept here, and asked
 *    for once
 */
#include <stdlib.h>
#include <string.h>

#include <hpdf.h>
#include <hpdf_pages.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/draw.h"
#include "report/pdf_about.h"
#include "report/pdf_content.h"
#include "report/pdf_file.h"
#include "report/pdf_font.h"
#include "report/report.h"
#include "report/tags.h"

/* Single-byte encodings of libharu, tried in this order; then "UTF-8". */
static const char *const page_names[] = {
	"WinAnsiEncoding",
	"CP1250",
	"CP1251",
	"CP1253",
	"CP1254",
	"CP1257",
};

enum { PAGE_UTF8 = COUNT_OF(page_names), ENCODING_COUNT };

/* One character of one code page. */
struct code {
	uint16_t unicode;
	unsigned char byte;
};

/* A code page beyond ASCII, by Unicode; read when it is first asked for. */
struct codes {
	struct code all[0x100];
	size_t count;
	bool read;
};

struct draw_pdf {
	struct draw base;
	HPDF_Doc doc;
	struct buf out; /* the file so far */
	struct pdf_file *file;
	HPDF_Page page;                /* NULL before the first */
	struct buf content;            /* of the page */
	double height;                 /* of the page */
	unsigned long trouble, detail; /* libharu's first error */
	const char *names[FACE_COUNT];
	HPDF_Font fonts[FACE_COUNT][ENCODING_COUNT]; /* as they are needed */
	bool used[FACE_COUNT][PAGE_UTF8][0x100];     /* bytes that were drawn */
	struct {
		VEC(uint16_t) all;
		bool ready;
	} beyond; /* characters that no code page has, as they are drawn */
	struct codes codes[PAGE_UTF8];
	/* what the page's state is now */
	uint32_t fill, stroke;
	double thick, size;
	HPDF_Font font;
	/* what was drawn of which tag */
	const struct pages *pages;
	struct arena arena;
	struct drawn drawn;
	unsigned pieces;           /* on this page */
	bool open;                 /* a piece, or marks of no tag */
	unsigned tag;              /* of what is open */
	const struct image *image; /* the one that is loaded; NULL: none */
	HPDF_Image pixels;
};

static void
pdf_trouble(HPDF_STATUS error, HPDF_STATUS detail, void *self)
{
	struct draw_pdf *p = self;

	if (!p->trouble) {
		p->trouble = error;
		p->detail = detail;
	}
}

static void
shut_piece(struct draw_pdf *p)
{
	if (p->open && p->page)
		buf_str(&p->content, "EMC\n");
	p->open = false;
}

/* Every mark stands in a piece of its tag; what is of none is said to be so. */
static void
open_piece(struct draw_pdf *p, unsigned tag)
{
	unsigned page = (unsigned)p->drawn.pages.count - 1;

	if (p->open && p->tag == tag)
		return;
	shut_piece(p);
	p->open = true;
	p->tag = tag;
	if (!tag) {
		buf_str(&p->content, "/Artifact BMC\n");
		return;
	}
	buf_char(&p->content, '/');
	buf_str(&p->content, tag_name(p->pages->tags.all.at[tag].role));
	buf_str(&p->content, "<</MCID ");
	content_number(&p->content, p->pieces);
	buf_str(&p->content, ">>BDC\n");
	*vec_push(&p->arena, &p->drawn.pieces) = (struct piece){tag, page, p->pieces++};
}

/* A heading is a bookmark, of all its words. */
static void
note_heading(struct draw_pdf *p, const struct mark *m)
{
	size_t count = p->drawn.bookmarks.count;
	struct bookmark *last = count ? &p->drawn.bookmarks.at[count - 1] : NULL;
	enum role role = p->pages->tags.all.at[m->tag].role;

	if (role != ROLE_HEADING && role != ROLE_SECTION)
		return;
	if (last && last->tag == m->tag) {
		last->title = arena_printf(&p->arena, "%s %s", last->title, m->text);
		return;
	}
	*vec_push(&p->arena, &p->drawn.bookmarks) =
		(struct bookmark){role, m->tag, (unsigned)p->drawn.pages.count - 1,
			p->height - m->y + 2 * m->size, m->text};
}

/* What was drawn on the page, into the file. */
static void
shut_page(struct draw_pdf *p)
{
	shut_piece(p);
	if (p->page)
		pdf_file_put_stream(p->file,
			pdf_number(((HPDF_PageAttr)p->page->attr)->contents), "<<",
			&p->content);
	buf_clear(&p->content);
}

static void
pdf_page(struct draw *d, double width, double height)
{
	struct draw_pdf *p = (struct draw_pdf *)d;

	shut_page(p);
	p->page = HPDF_AddPage(p->doc);
	if (!p->page)
		return;
	HPDF_Dict_AddNumber(p->page, "StructParents", (HPDF_INT32)p->drawn.pages.count);
	*vec_push(&p->arena, &p->drawn.pages) = pdf_number(p->page);
	p->pieces = 0;
	HPDF_Page_SetWidth(p->page, (HPDF_REAL)width);
	HPDF_Page_SetHeight(p->page, (HPDF_REAL)height);
	p->height = height;
	p->fill = p->stroke = 0; /* a new page starts black */
	p->thick = 1;
	p->size = 0;
	p->font = NULL;
}

static void
set_fill(struct draw_pdf *p, uint32_t color)
{
	if (color == COLOR_NONE || color == p->fill)
		return;
	content_color(&p->content, color, "rg");
	p->fill = color;
}

static void
set_stroke(struct draw_pdf *p, uint32_t color, double thick)
{
	if (color == COLOR_NONE)
		return;
	if (color != p->stroke)
		content_color(&p->content, color, "RG");
	p->stroke = color;
	if (thick < p->thick || thick > p->thick)
		content_put(&p->content, &thick, 1, "w");
	p->thick = thick;
}

static int
compare_codes(const void *a, const void *b)
{
	const struct code *x = a, *y = b;

	return x->unicode - y->unicode;
}

static void
read_codes(struct draw_pdf *p, int e)
{
	HPDF_Encoder encoder = HPDF_GetEncoder(p->doc, page_names[e]);
	struct codes *codes = &p->codes[e];

	codes->read = true;
	for (unsigned byte = 0x20; encoder && byte < 0x100; byte++) {
		HPDF_UNICODE c = HPDF_Encoder_GetUnicode(encoder, (HPDF_UINT16)byte);

		if (c > 0x7e)
			codes->all[codes->count++] =
				(struct code){c, (unsigned char)byte};
	}
	qsort(codes->all, codes->count, sizeof(codes->all[0]), compare_codes);
}

/* 0: it is not in that code page. */
static unsigned char
code_of(struct draw_pdf *p, int e, uint32_t c)
{
	const struct code wanted = {(uint16_t)c, 0}, *found;

	if (c <= 0x7e) /* the same in all of them */
		return (unsigned char)c;
	if (c >= 0x10000)
		return 0;
	if (!p->codes[e].read)
		read_codes(p, e);
	found = bsearch(&wanted, p->codes[e].all, p->codes[e].count, sizeof(wanted),
		compare_codes);
	return found ? found->byte : 0;
}

/* The encoding for c: `now` when that has it, else the first that does. */
static int
encoding_of(struct draw_pdf *p, uint32_t c, int now)
{
	if (now < PAGE_UTF8 && code_of(p, now, c))
		return now;
	for (int e = 0; e < PAGE_UTF8; e++)
		if (code_of(p, e, c))
			return e;
	return PAGE_UTF8;
}

/* A character that needs "UTF-8", once. */
static void
note_beyond(struct draw_pdf *p, uint32_t c)
{
	for (size_t i = 0; i < p->beyond.all.count; i++)
		if (p->beyond.all.at[i] == c)
			return;
	*vec_push(&p->arena, &p->beyond.all) = (uint16_t)c;
}

static void
set_font(struct draw_pdf *p, enum face face, int encoding, double size)
{
	HPDF_Font *font = &p->fonts[face][encoding];

	if (!*font && encoding == PAGE_UTF8 && !p->beyond.ready) {
		p->beyond.ready = true;
		HPDF_UseUTFEncodings(p->doc); /* dear, and once a document */
	}
	if (!*font)
		*font = HPDF_GetFont(p->doc, p->names[face],
			encoding == PAGE_UTF8 ? "UTF-8" : page_names[encoding]);
	if (!*font || (*font == p->font && !(size < p->size || size > p->size)))
		return;
	buf_char(&p->content, '/');
	buf_str(&p->content, HPDF_Page_GetLocalFontName(p->page, *font));
	buf_char(&p->content, ' ');
	content_put(&p->content, &size, 1, "Tf");
	p->font = *font;
	p->size = size;
}

/* Characters of one encoding in a row. */
struct run {
	int encoding;
	char bytes[256];
	uint16_t chars[256]; /* PAGE_UTF8: the code of a character is its number */
	size_t count;
};

static void
put_run(struct draw_pdf *p, const struct mark *m, struct run *r)
{
	if (!r->count)
		return;
	set_font(p, m->face, r->encoding, m->size);
	if (r->encoding == PAGE_UTF8)
		content_chars(&p->content, r->chars, r->count);
	else
		content_bytes(&p->content, r->bytes, r->count);
	r->count = 0;
}

static void
add_char(struct draw_pdf *p, const struct mark *m, struct run *r, uint32_t c)
{
	int encoding = encoding_of(p, c, r->encoding);

	if (encoding != r->encoding || r->count == COUNT_OF(r->bytes))
		put_run(p, m, r);
	r->encoding = encoding;
	if (encoding == PAGE_UTF8) {
		r->chars[r->count++] = (uint16_t)c;
		note_beyond(p, c);
	} else {
		unsigned char byte = code_of(p, encoding, c);

		r->bytes[r->count++] = (char)byte;
		p->used[m->face][encoding][byte] = true;
	}
}

static void
draw_words(struct draw_pdf *p, const struct mark *m)
{
	struct run run = {.count = 0};
	const char *at = m->text;

	set_fill(p, m->fill);
	buf_str(&p->content, "BT\n");
	content_put(&p->content, (const double[]){m->x, p->height - m->y}, 2, "Td");
	while (*at)
		add_char(p, m, &run, utf8_next(&at));
	if (m->more)
		add_char(p, m, &run, ' ');
	put_run(p, m, &run);
	buf_str(&p->content, "ET\n");
}

/* Finish the path that stands. */
static void
paint(struct draw_pdf *p, const struct mark *m)
{
	bool fill = m->fill != COLOR_NONE, stroke = m->stroke != COLOR_NONE;

	buf_str(&p->content,
		fill && stroke   ? "B\n"
			: fill   ? "f\n"
			: stroke ? "S\n"
				 : "n\n");
}

static void
put_shape(struct buf *b, const struct mark *m, double x, double y)
{
	for (int i = 0; i < m->corner_count; i++)
		content_put(b, (const double[]){x + m->corners[i].x, y - m->corners[i].y},
			2, i ? "l" : "m");
	buf_str(b, "h\n");
}

static void
draw_path(struct draw_pdf *p, const struct mark *m)
{
	struct buf *b = &p->content;
	double x = m->x, y = p->height - m->y;

	set_fill(p, m->fill);
	set_stroke(p, m->stroke, m->thick);
	if (m->kind == MARK_BOX) {
		content_put(b, (const double[]){x, y - m->h, m->w, m->h}, 4, "re");
	} else if (m->kind == MARK_LINE) {
		content_put(b, (const double[]){x, y}, 2, "m");
		content_put(b, (const double[]){x + m->w, y - m->h}, 2, "l");
	} else if (m->kind == MARK_CIRCLE) {
		content_circle(b, x, y, m->w);
	} else {
		put_shape(b, m, x, y);
	}
	paint(p, m);
}

/* 7 of the traps: libharu sees pixels, never the file. */
static void
draw_image(struct draw_pdf *p, const struct mark *m)
{
	struct buf *b = &p->content;

	if (p->image != m->image)
		p->pixels = HPDF_LoadRawImageFromMem(p->doc, m->image->rgb,
			m->image->width, m->image->height, HPDF_CS_DEVICE_RGB, 8);
	p->image = m->image;
	if (!p->pixels)
		return;
	buf_str(b, "q\n");
	content_put(b, (const double[]){m->w, 0, 0, m->h, m->x, p->height - m->y - m->h},
		6, "cm");
	buf_char(b, '/');
	buf_str(b, HPDF_Page_GetXObjectName(p->page, p->pixels));
	buf_str(b, " Do\nQ\n");
}

static void
pdf_mark(struct draw *d, const struct mark *m)
{
	struct draw_pdf *p = (struct draw_pdf *)d;

	if (p->trouble || !p->page || (m->kind == MARK_TEXT && !*m->text))
		return;
	open_piece(p, m->tag);
	if (m->kind == MARK_IMAGE) {
		draw_image(p, m);
	} else if (m->kind != MARK_TEXT) {
		draw_path(p, m);
	} else {
		note_heading(p, m);
		draw_words(p, m);
	}
}

/* libharu writes the width of a letter only where it has measured it. */
static void
measure_used(struct draw_pdf *p, int face, int encoding)
{
	HPDF_BYTE bytes[0x100];
	HPDF_UINT count = 0;

	for (unsigned i = 0; i < 0x100; i++)
		if (p->used[face][encoding][i])
			bytes[count++] = (HPDF_BYTE)i;
	HPDF_Font_TextWidth(p->fonts[face][encoding], bytes, count);
}

static void
end_font(struct draw_pdf *p, int face, int encoding)
{
	HPDF_Font font = p->fonts[face][encoding];

	if (!font)
		return;
	if (encoding == PAGE_UTF8)
		pdf_font_read_back(
			p->doc, font, NULL, p->beyond.all.at, p->beyond.all.count);
	else
		measure_used(p, face, encoding);
	/* the first code page is everybody's, and needs no map */
	if (encoding > 0 && encoding < PAGE_UTF8)
		pdf_font_read_back(p->doc, font,
			HPDF_GetEncoder(p->doc, page_names[encoding]), NULL, 0);
}

/* The rest of the file. */
static void
put_file(struct draw_pdf *p)
{
	struct pdf_file *f = p->file;
	unsigned tags, bookmarks;

	shut_page(p);
	for (int i = 0; i < FACE_COUNT * ENCODING_COUNT; i++)
		end_font(p, i / ENCODING_COUNT, i % ENCODING_COUNT);
	pdf_file_put_doc(f);
	tags = tags_put(f, p->pages, &p->drawn);
	bookmarks = bookmarks_put(f, &p->drawn);
	pdf_about_end(f, p->doc, p->pages, tags, bookmarks);
}

static int
pdf_finish(struct draw *d, struct buf *out, struct err *err)
{
	struct draw_pdf *p = (struct draw_pdf *)d;

	if (!p->trouble)
		put_file(p);
	if (p->trouble)
		return err_set(err, ERR_FAILED,
			"the PDF could not be made (libharu error 0x%04lx, %lu)",
			p->trouble, p->detail);
	if (!p->out.full)
		buf_move(out, &p->out);
	if (p->out.full || out->full)
		return err_set(err, ERR_FAILED, "the report is too long");
	return 0;
}

static void
pdf_free(struct draw *d)
{
	struct draw_pdf *p = (struct draw_pdf *)d;

	pdf_file_free(p->file);
	if (p->doc)
		HPDF_Free(p->doc);
	buf_wipe(&p->content);
	buf_free(&p->content);
	buf_wipe(&p->out);
	buf_free(&p->out);
	arena_wipe(&p->arena);
	mem_free(p);
}

static const struct draw_ops pdf_ops = {pdf_page, pdf_mark, pdf_finish, pdf_free};

static void
set_up(struct draw_pdf *p, const struct measure *m)
{
	for (int face = 0; face < FACE_COUNT; face++)
		p->names[face] =
			pdf_font_load(p->file, p->doc, m, p->pages, (enum face)face);
}

int
draw_pdf_new(const struct measure *m, const struct pages *pages, struct draw **ret,
	struct err *err)
{
	struct draw_pdf *p = mem_alloc(sizeof(*p));

	p->base.ops = &pdf_ops;
	p->pages = pages;
	p->doc = HPDF_New(pdf_trouble, p);
	if (!p->doc)
		mem_exhausted();
	buf_init(&p->out, REPORT_CAP);
	p->file = pdf_file_new(p->doc, &p->out);
	set_up(p, m);
	if (p->trouble) {
		err_set(err, ERR_FAILED,
			"the typeface '%s' cannot be used (libharu error 0x%04lx)",
			m->paths[FACE_REGULAR], p->trouble);
		pdf_free(&p->base);
		return ERR_FAILED;
	}
	*ret = &p->base;
	return 0;
}
