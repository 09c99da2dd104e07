/*
 * draw_pdf.c - marks onto PDF pages, through libharu 2.3.0
 *
 * Its traps, and what is done about each (numbers as in the design's report.md):
 *  1 its subsetter drops nested composite glyphs: Lato has none
 *  2 saving to a file reports no error: the file is taken from memory
 *  4 characters above U+FFFF or missing vanish: measure_wrap wrote them out before
 *  5 "UTF-8" fonts are slow and carry a broken ToUnicode map: a line is split into runs
 *    by code page, and "UTF-8" is used for what no code page has.  (Δ, Ω and μ look right
 *    and are copied out as the signs that look like them: glyph names are the same.)
 *  7 its own reader of PNG trusts the file: a logo comes as pixels (image.h)
 *  8 errors stick and later ones overwrite the first: the first is kept here, and asked
 *    for once
 */
#include <stdio.h>
#include <string.h>

#include <hpdf.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/draw.h"

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

struct draw_pdf {
	struct draw base;
	HPDF_Doc doc;
	HPDF_Page page;                /* NULL before the first */
	double height;                 /* of the page */
	unsigned long trouble, detail; /* libharu's first error */
	const char *names[FACE_COUNT];
	HPDF_Font fonts[FACE_COUNT][ENCODING_COUNT]; /* as they are needed */
	unsigned char codes[PAGE_UTF8][0x10000];     /* 0: not in that code page */
	/* what the page's state is now */
	uint32_t fill, stroke;
	double thick, size;
	HPDF_Font font;
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
pdf_page(struct draw *d, double width, double height)
{
	struct draw_pdf *p = (struct draw_pdf *)d;

	p->page = HPDF_AddPage(p->doc);
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
	HPDF_Page_SetRGBFill(p->page, (float)(color >> 16 & 0xff) / 255,
		(float)(color >> 8 & 0xff) / 255, (float)(color & 0xff) / 255);
	p->fill = color;
}

static void
set_stroke(struct draw_pdf *p, uint32_t color, double thick)
{
	if (color == COLOR_NONE)
		return;
	if (color != p->stroke)
		HPDF_Page_SetRGBStroke(p->page, (float)(color >> 16 & 0xff) / 255,
			(float)(color >> 8 & 0xff) / 255, (float)(color & 0xff) / 255);
	p->stroke = color;
	if (thick < p->thick || thick > p->thick)
		HPDF_Page_SetLineWidth(p->page, (HPDF_REAL)thick);
	p->thick = thick;
}

/* The encoding for c: `now` when that has it, else the first that does. */
static int
encoding_of(const struct draw_pdf *p, uint32_t c, int now)
{
	if (c >= 0x10000)
		return PAGE_UTF8;
	if (now < PAGE_UTF8 && p->codes[now][c])
		return now;
	for (int e = 0; e < PAGE_UTF8; e++)
		if (p->codes[e][c])
			return e;
	return PAGE_UTF8;
}

static void
set_font(struct draw_pdf *p, enum face face, int encoding, double size)
{
	HPDF_Font *font = &p->fonts[face][encoding];

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
		if (encoding == PAGE_UTF8)
			buf_add(&run, at, (size_t)(next - at));
		else
			buf_char(&run, (char)p->codes[encoding][c]);
		at = next;
	}
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

	if (m->kind == MARK_IMAGE)
		draw_image(p, m);
	else if (m->kind != MARK_TEXT)
		draw_path(p, m);
	else if (*m->text)
		draw_words(p, m);
}

/* The document libharu made, taken from its memory. */
static void
take_stream(struct draw_pdf *p, struct buf *out)
{
	HPDF_BYTE part[8192];

	if (HPDF_SaveToStream(p->doc) != HPDF_OK)
		return;
	for (;;) {
		HPDF_UINT32 n = sizeof(part);
		HPDF_STATUS rc = HPDF_ReadFromStream(p->doc, part, &n);

		if (n == 0 || (rc != HPDF_OK && rc != HPDF_STREAM_EOF))
			return;
		buf_add(out, part, n);
		if (rc == HPDF_STREAM_EOF)
			return;
	}
}

static int
pdf_finish(struct draw *d, struct buf *out, struct err *err)
{
	struct draw_pdf *p = (struct draw_pdf *)d;

	if (!p->trouble)
		take_stream(p, out);
	if (out->full)
		return err_set(err, ERR_FAILED, "the report is too long");
	if (p->trouble)
		return err_set(err, ERR_FAILED,
			"the PDF could not be made (libharu error 0x%04lx, %lu)",
			p->trouble, p->detail);
	return 0;
}

static void
pdf_free(struct draw *d)
{
	struct draw_pdf *p = (struct draw_pdf *)d;

	if (p->doc)
		HPDF_Free(p->doc);
	mem_free(p);
}

static const struct draw_ops pdf_ops = {pdf_page, pdf_mark, pdf_finish, pdf_free};

/* Which byte stands for which character, per code page. */
static void
load_codes(struct draw_pdf *p)
{
	for (int e = 0; e < PAGE_UTF8; e++) {
		HPDF_Encoder encoder = HPDF_GetEncoder(p->doc, page_names[e]);

		for (unsigned byte = 0x20; encoder && byte < 0x100; byte++) {
			HPDF_UNICODE c =
				HPDF_Encoder_GetUnicode(encoder, (HPDF_UINT16)byte);

			if (c >= 0x20)
				p->codes[e][c] = (unsigned char)byte;
		}
	}
}

/* The date written into the document, in UTC. */
static void
set_date(struct draw_pdf *p, int64_t made_at)
{
	struct buf iso = BUF_NONE;
	HPDF_Date date = {0};

	date_put_instant(&iso, made_at);
	if (sscanf(buf_text(&iso), "%d-%d-%dT%d:%d:%d", &date.year, &date.month,
		    &date.day, &date.hour, &date.minutes, &date.seconds) == 6) {
		date.ind = 'Z';
		HPDF_SetInfoDateAttr(p->doc, HPDF_INFO_CREATION_DATE, date);
		HPDF_SetInfoDateAttr(p->doc, HPDF_INFO_MOD_DATE, date);
	}
	buf_free(&iso);
}

static void
set_up(struct draw_pdf *p, const struct measure *m, const struct pages *pages)
{
	HPDF_UseUTFEncodings(p->doc);
	HPDF_SetCurrentEncoder(p->doc, "UTF-8"); /* or titles are Latin 1 */
	HPDF_SetCompressionMode(p->doc, HPDF_COMP_ALL);
	HPDF_SetInfoAttr(p->doc, HPDF_INFO_TITLE, pages->title);
	HPDF_SetInfoAttr(p->doc, HPDF_INFO_CREATOR, "anteroom");
	set_date(p, pages->made_at);
	load_codes(p);
	for (int face = 0; face < FACE_COUNT; face++)
		p->names[face] =
			HPDF_LoadTTFontFromFile(p->doc, m->paths[face], HPDF_TRUE);
}

int
draw_pdf_new(const struct measure *m, const struct pages *pages, struct draw **ret,
	struct err *err)
{
	struct draw_pdf *p = mem_alloc(sizeof(*p));

	p->base.ops = &pdf_ops;
	p->doc = HPDF_New(pdf_trouble, p);
	if (!p->doc)
		mem_exhausted();
	set_up(p, m, pages);
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
