/* pdf_font.c - typefaces into a document */
#include "report/pdf_font.h"

#include <stdio.h>
#include <string.h>

#include <hpdf_doc.h>
#include <hpdf_fontdef.h>

#include "base/utf8.h"

/* What every face has: a space, and the letters whose heights a reader is told. */
static const char always[] = " Hx";

/* A bit for each character. */
struct used {
	uint32_t bits[MEASURE_CHARS / 32];
};

static bool
is_used(const struct used *u, uint32_t c)
{
	return u->bits[c / 32] >> c % 32 & 1;
}

static void
use(struct used *u, const char *text)
{
	uint32_t c;

	while ((c = utf8_next(&text)) != 0)
		if (c < MEASURE_CHARS)
			u->bits[c / 32] |= UINT32_C(1) << c % 32;
}

static void
use_all(struct used *u, const struct pages *pages, enum face face)
{
	use(u, always);
	for (size_t i = 0; i < pages->pages.count; i++) {
		const struct marks *marks = &pages->pages.at[i].marks;

		for (size_t k = 0; k < marks->all.count; k++)
			if (marks->all.at[k]->kind == MARK_TEXT &&
				marks->all.at[k]->face == face)
				use(u, marks->all.at[k]->text);
	}
}

/* "Lato-Bold" of "/usr/share/fonts/truetype/lato/Lato-Bold.ttf". */
static const char *
face_name(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;

	return arena_strndup(a, base, strcspn(base, "."));
}

static void
make_subset(const struct measure *m, const struct pages *pages, enum face face,
	struct buf *out)
{
	struct used u = {{0}};
	struct arena a = ARENA_NONE;
	VEC(uint16_t) chars = VEC_NONE;

	use_all(&u, pages, face);
	for (uint32_t c = 0; c < MEASURE_CHARS; c += u.bits[c / 32] ? 1 : 32)
		if (is_used(&u, c) && font_glyph(&m->fonts[face], c))
			*vec_push(&a, &chars) = (uint16_t)c;
	font_subset(&m->fonts[face], face_name(&a, m->paths[face]), chars.at, chars.count,
		out);
	arena_free(&a);
}

/* As libharu makes one, with the file that we made in the place of its own. */
static HPDF_Dict
make_descriptor(
	struct pdf_file *f, HPDF_Doc doc, HPDF_FontDef def, const struct buf *file)
{
	HPDF_Dict d = HPDF_Dict_New(doc->mmgr), data;
	HPDF_TTFontDefAttr attr = def->attr;
	char length[40];

	if (!d || HPDF_Xref_Add(doc->xref, d) != HPDF_OK)
		return NULL;
	data = HPDF_DictStream_New(doc->mmgr, doc->xref);
	if (!data)
		return NULL;
	(void)snprintf(length, sizeof(length), "<</Length1 %zu", file->len);
	pdf_file_put_stream(f, pdf_number(data), length, file);
	HPDF_Dict_AddName(d, "Type", "FontDescriptor");
	HPDF_Dict_AddName(d, "FontName", attr->base_font);
	HPDF_Dict_AddNumber(d, "Flags", (HPDF_INT32)def->flags);
	HPDF_Dict_Add(d, "FontBBox", HPDF_Box_Array_New(doc->mmgr, def->font_bbox));
	HPDF_Dict_AddNumber(d, "ItalicAngle", def->italic_angle);
	HPDF_Dict_AddNumber(d, "Ascent", def->ascent);
	HPDF_Dict_AddNumber(d, "Descent", def->descent);
	HPDF_Dict_AddNumber(d, "CapHeight", def->cap_height);
	HPDF_Dict_AddNumber(d, "XHeight", def->x_height);
	HPDF_Dict_AddNumber(d, "StemV", def->stemv);
	HPDF_Dict_Add(d, "FontFile2", data);
	return d;
}

static const char *
load_file(struct pdf_file *f, HPDF_Doc doc, const struct buf *file, enum face face)
{
	char tag[] = {'R', 'E', 'P', 'O', 'R', (char)('A' + face), '\0'};
	HPDF_Stream stream = HPDF_MemStream_New(doc->mmgr, (HPDF_UINT)file->len);
	HPDF_FontDef def;

	if (!stream ||
		HPDF_Stream_Write(
			stream, (HPDF_BYTE *)file->data, (HPDF_UINT)file->len) != HPDF_OK)
		return NULL;
	def = HPDF_TTFontDef_Load(doc->mmgr, stream, HPDF_TRUE);
	if (!def || HPDF_List_Add(doc->fontdef_list, def) != HPDF_OK)
		return NULL;
	HPDF_TTFontDef_SetTagName(def, tag);
	def->descriptor = make_descriptor(f, doc, def, file);
	return def->base_font;
}

const char *
pdf_font_load(struct pdf_file *f, HPDF_Doc doc, const struct measure *m,
	const struct pages *pages, enum face face)
{
	struct buf file = BUF_NONE;
	const char *name;

	make_subset(m, pages, face, &file);
	name = load_file(f, doc, &file, face);
	buf_free(&file);
	return name;
}

/* ---- back to text ---- */

enum { MAP_PART = 100 }; /* of a map, at most so many lines in a row */

static void
put_line(struct buf *b, size_t i, size_t count, int digits, unsigned code, unsigned c)
{
	if (i % MAP_PART == 0)
		buf_printf(b, "%s%zu beginbfchar\n", i ? "endbfchar\n" : "",
			count - i < MAP_PART ? count - i : (size_t)MAP_PART);
	buf_printf(b, "<%0*X><%04X>\n", digits, code, c);
}

static void
put_bytes(struct buf *b, HPDF_Encoder encoder)
{
	uint16_t bytes[256];
	size_t count = 0;

	for (unsigned byte = 0x20; byte < 0x100; byte++)
		if (HPDF_Encoder_GetUnicode(encoder, (HPDF_UINT16)byte) >= 0x20)
			bytes[count++] = (uint16_t)byte;
	for (size_t i = 0; i < count; i++)
		put_line(b, i, count, 2, bytes[i],
			HPDF_Encoder_GetUnicode(encoder, bytes[i]));
	buf_str(b, count ? "endbfchar\n" : "");
}

static void
put_map(struct buf *b, HPDF_Encoder encoder, const uint16_t *chars, size_t count)
{
	buf_printf(b,
		"/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
		"/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
		"1 begincodespacerange\n%s\nendcodespacerange\n",
		encoder ? "<00><FF>" : "<0000><FFFF>");
	if (encoder)
		put_bytes(b, encoder);
	for (size_t i = 0; i < count; i++)
		put_line(b, i, count, 4, chars[i], chars[i]);
	buf_printf(b, "%sendcmap CMapName currentdict/CMap defineresource pop end end\n",
		count ? "endbfchar\n" : "");
}

void
pdf_font_read_back(HPDF_Doc doc, HPDF_Font font, HPDF_Encoder encoder,
	const uint16_t *chars, size_t count)
{
	HPDF_Dict map = HPDF_Dict_GetItem(font, "ToUnicode", HPDF_OCLASS_DICT);
	struct buf b = BUF_NONE;

	if (!map) {
		map = HPDF_DictStream_New(doc->mmgr, doc->xref);
		if (!map || HPDF_Dict_Add(font, "ToUnicode", map) != HPDF_OK)
			return;
	}
	put_map(&b, encoder, chars, count);
	HPDF_MemStream_FreeData(map->stream);
	HPDF_Stream_Write(map->stream, (HPDF_BYTE *)b.data, (HPDF_UINT)b.len);
	buf_free(&b);
}
