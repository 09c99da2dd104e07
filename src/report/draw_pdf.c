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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hpdf.h>
#include <hpdf_pages.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/draw.h"
#include "report/pdf_about.h"
#include "report/pdf_file.h"
#include "report/pdf_font.h"
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
	HPDF_Page page;                /* NULL before the first */
	double height;                 /* of the page */
	unsigned long trouble, detail; /* libharu's first error */
	const char *names[FACE_COUNT];
	HPDF_Font fonts[FACE_COUNT][ENCODING_COUNT]; /* as they are needed */
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

/* Straight into the page's content, which libharu has no function for. */
static void
put_operator(struct draw_pdf *p, const char *text)
{
	HPDF_Stream_WriteStr(((HPDF_PageAttr)p->page->attr)->stream, text);
}

static void
shut_piece(struct draw_pdf *p)
{
	if (p->open && p->page)
		put_operator(p, "EMC\n");
	p->open = false;
}

/* Every mark stands in a piece of its tag; what is of none is said to be so. */
static void
open_piece(struct draw_pdf *p, unsigned tag)
{
	unsigned page = (unsigned)p->drawn.pages.count - 1;
	char text[64];

	if (p->open && p->tag == tag)
		return;
	shut_piece(p);
	p->open = true;
	p->tag = tag;
	if (!tag) {
		put_operator(p, "/Artifact BMC\n");
		return;
	}
	(void)snprintf(text, sizeof(text), "/%s<</MCID %u>>BDC\n",
		tag_name(p->pages->tags.all.at[tag].role), p->pieces);
	put_operator(p, text);
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

static void
pdf_page(struct draw *d, double width, double height)
{
	struct draw_pdf *p = (struct draw_pdf *)d;

	shut_piece(p);
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

/* libharu clears half a kilobyte for each operator of its own. */
static void
put_color(struct draw_pdf *p, uint32_t color, const char *operator)
{
	unsigned parts[] = {color >> 16 & 0xff, color >> 8 & 0xff, color & 0xff};
	char text[64];
	size_t n = 0;

	for (int i = 0; i < 3; i++) {
		unsigned thousandths = (parts[i] * 1000 + 127) / 255;

		n += (size_t)snprintf(text + n, sizeof(text) - n, "%u.%03u ",
			thousandths / 1000, thousandths % 1000);
	}
	(void)snprintf(text + n, sizeof(text) - n, "%s\n", operator);
	put_operator(p, text);
}

static void
set_fill(struct draw_pdf *p, uint32_t color)
{
	if (color == COLOR_NONE || color == p->fill)
		return;
	put_color(p, color, "rg");
	p->fill = color;
}

static void
set_stroke(struct draw_pdf *p, uint32_t color, double thick)
{
	if (color == COLOR_NONE)
		return;
	if (color != p->stroke)
		put_color(p, color, "RG");
	p->stroke = color;
	if (thick < p->thick || thick > p->thick)
		HPDF_Page_SetLineWidth(p->page, (HPDF_REAL)thick);
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
	if (*font == p->font && !(size < p->size || size > p->size))
		return;
	HPDF_Page_SetFontAndSize(p->page, *font, (HPDF_REAL)size);
	p->font = *font;
	p->size = size;
}

static void
draw_words(struct draw_pdf *p, const struct mark *m)
{
	struct buf run = BUF_NONE;
	const char *at = m->text;
	int encoding = 0;

	set_fill(p, m->fill);
	HPDF_Page_BeginText(p->page);
	HPDF_Page_MoveTextPos(p->page, (HPDF_REAL)m->x, (HPDF_REAL)(p->height - m->y));
	while (*at) {
		const char *next = at;
		uint32_t c = utf8_next(&next);
		int wants = encoding_of(p, c, encoding);

		if (wants != encoding && run.len) {
			set_font(p, m->face, encoding, m->size);
			HPDF_Page_ShowText(p->page, buf_text(&run));
			buf_clear(&run);
		}
		encoding = wants;
		if (encoding == PAGE_UTF8) {
			buf_add(&run, at, (size_t)(next - at));
			note_beyond(p, c);
		} else {
			buf_char(&run, (char)code_of(p, encoding, c));
		}
		at = next;
	}
	if (m->more)
		buf_char(&run, ' ');
	set_font(p, m->face, encoding, m->size);
	HPDF_Page_ShowText(p->page, buf_text(&run));
	HPDF_Page_EndText(p->page);
	buf_wipe(&run);
	buf_free(&run);
}

/* Finish the path that stands. */
static void
paint(struct draw_pdf *p, const struct mark *m)
{
	if (m->fill != COLOR_NONE && m->stroke != COLOR_NONE)
		HPDF_Page_FillStroke(p->page);
	else if (m->fill != COLOR_NONE)
		HPDF_Page_Fill(p->page);
	else if (m->stroke != COLOR_NONE)
		HPDF_Page_Stroke(p->page);
	else
		HPDF_Page_EndPath(p->page);
}

static void
draw_path(struct draw_pdf *p, const struct mark *m)
{
	HPDF_REAL x = (HPDF_REAL)m->x, y = (HPDF_REAL)(p->height - m->y);

	set_fill(p, m->fill);
	set_stroke(p, m->stroke, m->thick);
	if (m->kind == MARK_BOX) {
		HPDF_Page_Rectangle(p->page, x, y - (HPDF_REAL)m->h, (HPDF_REAL)m->w,
			(HPDF_REAL)m->h);
	} else if (m->kind == MARK_LINE) {
		HPDF_Page_MoveTo(p->page, x, y);
		HPDF_Page_LineTo(p->page, x + (HPDF_REAL)m->w, y - (HPDF_REAL)m->h);
	} else if (m->kind == MARK_CIRCLE) {
		HPDF_Page_Circle(p->page, x, y, (HPDF_REAL)m->w);
	} else {
		for (int i = 0; i < m->corner_count; i++) {
			HPDF_REAL cx = x + (HPDF_REAL)m->corners[i][0];
			HPDF_REAL cy = y - (HPDF_REAL)m->corners[i][1];

			if (i == 0)
				HPDF_Page_MoveTo(p->page, cx, cy);
			else
				HPDF_Page_LineTo(p->page, cx, cy);
		}
		HPDF_Page_ClosePath(p->page);
	}
	paint(p, m);
}

/* 7 of the traps: libharu sees pixels, never the file. */
static void
draw_image(struct draw_pdf *p, const struct mark *m)
{
	if (p->image != m->image)
		p->pixels = HPDF_LoadRawImageFromMem(p->doc, m->image->rgb,
			m->image->width, m->image->height, HPDF_CS_DEVICE_RGB, 8);
	p->image = m->image;
	HPDF_Page_DrawImage(p->page, p->pixels, (HPDF_REAL)m->x,
		(HPDF_REAL)(p->height - m->y - m->h), (HPDF_REAL)m->w, (HPDF_REAL)m->h);
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

/* The first code page is everybody's, and needs no map. */
static void
map_fonts(struct draw_pdf *p)
{
	for (int face = 0; face < FACE_COUNT; face++)
		for (int e = 1; e < ENCODING_COUNT; e++) {
			HPDF_Font font = p->fonts[face][e];

			if (font && e == PAGE_UTF8)
				pdf_font_read_back(p->doc, font, NULL, p->beyond.all.at,
					p->beyond.all.count);
			else if (font)
				pdf_font_read_back(p->doc, font,
					HPDF_GetEncoder(p->doc, page_names[e]), NULL, 0);
		}
}

/* The whole file. */
static void
put_file(struct draw_pdf *p, struct buf *out)
{
	struct pdf_file *f = pdf_file_new(p->doc, out);
	unsigned tags, bookmarks;

	map_fonts(p);
	pdf_file_put_doc(f);
	tags = tags_put(f, p->pages, &p->drawn);
	bookmarks = bookmarks_put(f, &p->drawn);
	pdf_about_end(f, p->doc, p->pages, tags, bookmarks);
	pdf_file_free(f);
}

static int
pdf_finish(struct draw *d, struct buf *out, struct err *err)
{
	struct draw_pdf *p = (struct draw_pdf *)d;

	shut_piece(p);
	if (!p->trouble)
		put_file(p, out);
	if (p->trouble)
		return err_set(err, ERR_FAILED,
			"the PDF could not be made (libharu error 0x%04lx, %lu)",
			p->trouble, p->detail);
	if (out->full)
		return err_set(err, ERR_FAILED, "the report is too long");
	return 0;
}

static void
pdf_free(struct draw *d)
{
	struct draw_pdf *p = (struct draw_pdf *)d;

	if (p->doc)
		HPDF_Free(p->doc);
	arena_wipe(&p->arena);
	mem_free(p);
}

static const struct draw_ops pdf_ops = {pdf_page, pdf_mark, pdf_finish, pdf_free};

static void
set_up(struct draw_pdf *p, const struct measure *m)
{
	for (int face = 0; face < FACE_COUNT; face++)
		p->names[face] = pdf_font_load(p->doc, m, p->pages, (enum face)face);
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
