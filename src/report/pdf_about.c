/* pdf_about.c - what a PDF says of itself */
#include "report/pdf_about.h"

#include <string.h>

#include <hpdf_doc.h>

#include "base/date.h"

static const char producer[] = "libharu " HPDF_VERSION_TEXT;

/* "2026-05-04T14:20:00Z", without parts of a second. */
static void
put_iso(struct buf *b, int64_t at)
{
	date_put_instant(b, at - at % 1000);
}

/* The same as PDF wants it: (D:20260504142000Z). */
static void
put_date(struct buf *b, int64_t at)
{
	struct buf iso = BUF_NONE;

	put_iso(&iso, at);
	buf_str(b, "(D:");
	for (const char *c = buf_text(&iso); *c; c++)
		if (!strchr("-:T", *c))
			buf_char(b, *c);
	buf_char(b, ')');
	buf_free(&iso);
}

static void
put_escaped(struct buf *b, const char *text)
{
	for (; *text; text++)
		if (*text == '<')
			buf_str(b, "&lt;");
		else if (*text == '&')
			buf_str(b, "&amp;");
		else
			buf_char(b, *text);
}

static void
put_element(struct buf *b, const char *name, const char *text)
{
	buf_printf(b, "<%s>", name);
	put_escaped(b, text);
	buf_printf(b, "</%s>\n", name);
}

static void
put_xmp(struct buf *b, const struct pages *pages)
{
	static const char *const dates[] = {
		"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"};
	struct buf iso = BUF_NONE;

	put_iso(&iso, pages->made_at);
	buf_str(b,
		"<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		"<rdf:Description rdf:about=\"\""
		" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
		" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
		" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
		"<dc:format>application/pdf</dc:format>\n"
		"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
	put_escaped(b, pages->title);
	buf_str(b, "</rdf:li></rdf:Alt></dc:title>\n<dc:language><rdf:Bag>\n");
	put_element(b, "rdf:li", text_lang_tag(pages->lang));
	buf_str(b, "</rdf:Bag></dc:language>\n");
	put_element(b, "xmp:CreatorTool", "anteroom");
	put_element(b, "pdf:Producer", producer);
	for (size_t i = 0; i < COUNT_OF(dates); i++)
		put_element(b, dates[i], buf_text(&iso));
	buf_str(b, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
	buf_free(&iso);
}

static void
put_info(struct buf *b, const struct pages *pages)
{
	buf_str(b, "<</Title");
	pdf_put_text(b, pages->title);
	buf_printf(b, "/Creator(anteroom)/Producer(%s)/CreationDate", producer);
	put_date(b, pages->made_at);
	buf_str(b, "/ModDate");
	put_date(b, pages->made_at);
	buf_str(b, ">>");
}

void
pdf_about_end(struct pdf_file *f, HPDF_Doc doc, const struct pages *pages, unsigned tags,
	unsigned bookmarks)
{
	unsigned first = pdf_file_reserve(f, 3), info = first, xmp = first + 1;
	unsigned catalog = first + 2;
	struct buf b = BUF_NONE;

	put_info(&b, pages);
	pdf_file_put(f, info, buf_text(&b));
	buf_clear(&b);
	put_xmp(&b, pages);
	pdf_file_put_plain(f, xmp, "<</Type/Metadata/Subtype/XML", &b);
	buf_clear(&b);
	buf_printf(&b,
		"<</Type/Catalog/Pages %u 0 R/StructTreeRoot %u 0 R/Metadata %u 0 R"
		"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
		"/Lang(%s)",
		pdf_number(doc->root_pages), tags, xmp, text_lang_tag(pages->lang));
	if (bookmarks)
		buf_printf(&b, "/Outlines %u 0 R/PageMode/UseOutlines", bookmarks);
	buf_str(&b, ">>");
	pdf_file_put(f, catalog, buf_text(&b));
	buf_free(&b);
	pdf_file_end(f, catalog, info);
}
