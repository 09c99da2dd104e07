/* pdf_file.c - objects to bytes */
#include "report/pdf_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <hpdf_doc.h>
#include <libdeflate.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"

/* Where an object stands. */
struct place {
	enum { FREE, ALONE, PACKED } kind;
	size_t at; /* ALONE: byte; PACKED: which one of the packed */
};

struct pdf_file {
	HPDF_Doc doc;
	struct buf *out;
	HPDF_Stream scratch;                    /* what libharu writes its objects to */
	struct libdeflate_compressor *deflater; /* one for all: it is dear to make */
	struct arena arena;
	VEC(struct place) places;        /* by number */
	struct buf packed, packed_index; /* objects, and where each begins */
	size_t packed_count;
	struct buf object, bytes, deflated; /* of the moment */
};

/* A tenth larger than with the usual 6, in a third of the time. */
enum { LEVEL = 1 };

/* Of each place in the table: its kind, where, and a rest that is always 0 or its index.
 */
enum { WIDE_KIND = 1, WIDE_AT = 4, WIDE_INDEX = 2 };

struct pdf_file *
pdf_file_new(HPDF_Doc doc, struct buf *out)
{
	struct pdf_file *f = mem_alloc(sizeof(*f));

	f->doc = doc;
	f->out = out;
	f->scratch = HPDF_MemStream_New(doc->mmgr, 0);
	f->deflater = libdeflate_alloc_compressor(LEVEL);
	if (!f->scratch || !f->deflater)
		mem_exhausted();
	buf_init(&f->packed, out->cap);
	buf_init(&f->packed_index, out->cap);
	buf_init(&f->object, out->cap);
	buf_init(&f->bytes, out->cap);
	buf_init(&f->deflated, out->cap);
	pdf_file_reserve(f, 1); /* nothing has the number 0 */
	/* bytes above 127, so that nobody takes it for text */
	buf_str(out, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
	return f;
}

void
pdf_file_free(struct pdf_file *f)
{
	struct buf *all[] = {
		&f->packed, &f->packed_index, &f->object, &f->bytes, &f->deflated};

	for (size_t i = 0; i < COUNT_OF(all); i++) {
		buf_wipe(all[i]);
		buf_free(all[i]);
	}
	libdeflate_free_compressor(f->deflater);
	HPDF_Stream_Free(f->scratch);
	arena_free(&f->arena);
	mem_free(f);
}

unsigned
pdf_number(const void *object)
{
	return ((const HPDF_Obj_Header *)object)->obj_id & 0x00ffffffu;
}

unsigned
pdf_file_reserve(struct pdf_file *f, unsigned count)
{
	unsigned first = (unsigned)f->places.count;

	for (unsigned i = 0; i < count; i++)
		(void)vec_push(&f->arena, &f->places);
	return first;
}

void
pdf_put_ref(struct buf *b, const char *before, unsigned number)
{
	buf_str(b, before);
	buf_number(b, number);
	buf_str(b, " 0 R ");
}

static bool
is_plain(const char *text)
{
	for (; *text; text++)
		if (*text < 0x20 || *text > 0x7e)
			return false;
	return true;
}

void
pdf_put_text(struct buf *b, const char *text)
{
	uint32_t c;

	if (is_plain(text)) {
		buf_char(b, '(');
		for (; *text; text++)
			buf_printf(b, strchr("()\\", *text) ? "\\%c" : "%c", *text);
		buf_char(b, ')');
		return;
	}
	buf_str(b, "<FEFF");
	while ((c = utf8_next(&text)) != 0) {
		if (c >= 0x10000) {
			buf_printf(b, "%04X", 0xd7c0u + (unsigned)(c >> 10));
			c = 0xdc00u + (c & 0x3ffu);
		}
		buf_printf(b, "%04X", (unsigned)c);
	}
	buf_char(b, '>');
}

/* ---- streams ---- */

static void
begin_alone(struct pdf_file *f, unsigned number)
{
	f->places.at[number] = (struct place){ALONE, f->out->len};
	buf_printf(f->out, "%u 0 obj\n", number);
}

/* entries: the dictionary without its end. */
static void
put_stored(struct pdf_file *f, unsigned number, const char *entries, const char *filter,
	const struct buf *bytes)
{
	begin_alone(f, number);
	buf_printf(f->out, "%s%s/Length %zu>>\nstream\r\n", entries, filter, bytes->len);
	buf_add(f->out, buf_text(bytes), bytes->len);
	buf_str(f->out, "\nendstream\nendobj\n");
}

static void
put_deflated(
	struct pdf_file *f, unsigned number, const char *entries, const struct buf *bytes)
{
	size_t most = libdeflate_zlib_compress_bound(f->deflater, bytes->len);
	char *to;

	buf_clear(&f->deflated);
	to = buf_more(&f->deflated, most);
	if (to)
		buf_took(&f->deflated,
			libdeflate_zlib_compress(
				f->deflater, buf_text(bytes), bytes->len, to, most));
	f->out->full |= !to || bytes->full;
	put_stored(f, number, entries, "/Filter/FlateDecode", &f->deflated);
}

void
pdf_file_put_plain(
	struct pdf_file *f, unsigned number, const char *entries, const struct buf *bytes)
{
	put_stored(f, number, entries, "", bytes);
}

void
pdf_file_put(struct pdf_file *f, unsigned number, const char *object)
{
	f->places.at[number] = (struct place){PACKED, f->packed_count++};
	buf_number(&f->packed_index, number);
	buf_char(&f->packed_index, ' ');
	buf_number(&f->packed_index, f->packed.len);
	buf_char(&f->packed_index, ' ');
	buf_str(&f->packed, object);
	buf_char(&f->packed, '\n');
}

/* ---- libharu's ---- */

/* A place for each of its numbers up to this one. */
static void
make_place(struct pdf_file *f, unsigned number)
{
	if (f->places.count <= number)
		pdf_file_reserve(f, number + 1 - (unsigned)f->places.count);
}

void
pdf_file_put_stream(
	struct pdf_file *f, unsigned number, const char *entries, const struct buf *bytes)
{
	make_place(f, number);
	put_deflated(f, number, entries, bytes);
}

/* What libharu wrote to one of its streams. */
static void
take(HPDF_Stream from, struct buf *to)
{
	HPDF_UINT count = HPDF_MemStream_GetBufCount(from);

	buf_clear(to);
	for (HPDF_UINT i = 0; i < count; i++) {
		HPDF_UINT n = 0;
		const HPDF_BYTE *bytes = HPDF_MemStream_GetBufPtr(from, i, &n);

		if (bytes && n)
			buf_add(to, bytes, n);
	}
}

/* As libharu writes it; a stream's bytes are left out. */
static void
write_value(struct pdf_file *f, HPDF_Dict d)
{
	HPDF_MemStream_FreeData(f->scratch);
	HPDF_Obj_WriteValue(d, f->scratch, NULL);
	take(f->scratch, &f->object);
}

static void
put_haru_stream(struct pdf_file *f, unsigned number, HPDF_Dict d)
{
	HPDF_Stream bytes = d->stream;

	HPDF_Dict_RemoveElement(d, "Length"); /* a number by itself, not yet known */
	d->stream = NULL;
	write_value(f, d);
	d->stream = bytes;
	f->object.data[f->object.len - 2] = '\0'; /* >> */
	take(bytes, &f->bytes);
	put_deflated(f, number, buf_text(&f->object), &f->bytes);
}

/* Dictionaries and arrays that are not in the file yet; a number by itself is only ever
 * the length of a stream. */
static bool
is_wanted(const struct pdf_file *f, const void *object)
{
	const HPDF_Obj_Header *h = object;
	unsigned class = h->obj_class & HPDF_OCLASS_ANY;

	return object != f->doc->catalog && object != f->doc->info &&
		f->places.at[pdf_number(object)].kind == FREE &&
		(class == HPDF_OCLASS_DICT || class == HPDF_OCLASS_ARRAY);
}

void
pdf_file_put_doc(struct pdf_file *f)
{
	HPDF_List entries = f->doc->xref->entries;

	for (HPDF_UINT i = 1; i < entries->count; i++) { /* it grows meanwhile */
		HPDF_Dict d = HPDF_Xref_GetEntry(f->doc->xref, i)->obj;
		unsigned number = pdf_number(d);

		make_place(f, number);
		if (!is_wanted(f, d))
			continue;
		if ((d->header.obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT &&
			d->stream) {
			put_haru_stream(f, number, d);
		} else {
			write_value(f, d);
			pdf_file_put(f, number, buf_text(&f->object));
		}
	}
}

/* ---- the end ---- */

static void
put_packed(struct pdf_file *f)
{
	unsigned number = pdf_file_reserve(f, 1);
	const char *entries;

	/* each place says in which stream its object stands, and there is one */
	entries = arena_printf(&f->arena, "<</Type/ObjStm/N %zu/First %zu",
		f->packed_count, f->packed_index.len);
	buf_add(&f->packed_index, buf_text(&f->packed), f->packed.len);
	put_deflated(f, number, entries, &f->packed_index);
}

static void
put_number(struct buf *b, size_t number, int width)
{
	while (width-- > 0)
		buf_char(b, (char)(number >> 8 * width & 0xff));
}

static void
put_places(struct pdf_file *f, unsigned packed)
{
	buf_clear(&f->object);
	for (size_t i = 0; i < f->places.count; i++) {
		const struct place *p = &f->places.at[i];
		bool in = p->kind == PACKED;

		put_number(&f->object, p->kind, WIDE_KIND);
		put_number(&f->object, in ? packed : p->at, WIDE_AT);
		put_number(&f->object, in ? p->at : 0, WIDE_INDEX);
	}
}

/* Sixteen bytes that follow from those before: to tell files apart, not to prove one. */
static void
put_id(const struct pdf_file *f, char id[33])
{
	const char *bytes = buf_text(f->out);
	size_t n = f->out->len;

	(void)snprintf(id, 33, "%08" PRIx32 "%08" PRIx32 "%016zx",
		libdeflate_crc32(0, bytes, n), libdeflate_adler32(1, bytes, n), n);
}

void
pdf_file_end(struct pdf_file *f, unsigned catalog, unsigned info)
{
	unsigned packed = (unsigned)f->places.count, table;
	char id[33];
	const char *entries;
	size_t at;

	put_packed(f);
	table = pdf_file_reserve(f, 1);
	at = f->out->len;
	f->places.at[table] = (struct place){ALONE, at};
	put_places(f, packed);
	put_id(f, id);
	entries = arena_printf(&f->arena,
		"<</Type/XRef/Size %zu/W[%d %d %d]/Root %u 0 R/Info %u 0 R/ID[<%s><%s>]",
		f->places.count, WIDE_KIND, WIDE_AT, WIDE_INDEX, catalog, info, id, id);
	put_deflated(f, table, entries, &f->object);
	buf_printf(f->out, "startxref\n%zu\n%%%%EOF\n", at);
}
