/*
 * parse.c - bytes to a tree, through libxml2 on a short leash
 *
 * The outline has already refused what is hostile or broken; libxml2 decides whether the
 * rest is XML and decodes it.  Two locks stay on it all the same: nothing external is
 * ever loaded, and a DOCTYPE stops the parser before an entity exists.  It makes no tree
 * of its own: the outline has one, whose values and texts come from its events.
 */
#include <assert.h>
#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/file.h"
#include "base/utf8.h"
#include "xml/outline.h"

/* A tag that is not closed yet. */
struct opened {
	struct xml_node *node, *next; /* next: the child that comes next */
	struct buf raw;               /* its text so far */
};

struct build {
	struct arena *arena;
	struct xml_node *next;                     /* the root, until it comes */
	struct opened open[OUTLINE_DEPTH_CAP + 1]; /* the innermost may be <a/> */
	size_t depth;
	struct buf part; /* a text of the moment */
	bool lost;       /* these are not the tags of the outline */
	bool doctype;
	int line; /* of the first error; 0: none */
};

static struct build *
build_of(void *self)
{
	return ((xmlParserCtxtPtr)self)->_private;
}

static xmlParserInputPtr
deny(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url, (void)id, (void)ctxt;
	return NULL;
}

static void
on_doctype(void *self, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
	struct build *b = build_of(self);

	(void)name, (void)id, (void)system;
	b->doctype = true;
	b->line = xmlSAX2GetLineNumber(self);
	xmlStopParser(self);
}

static void
on_error(void *self, xmlErrorPtr error)
{
	struct build *b = build_of(self);

	if (!b->line && error->level >= XML_ERR_ERROR)
		b->line = error->line > 0 ? error->line : 1;
}

/* ---- texts ---- */

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Between two words: already as a reader sees it. */
static bool
is_single_space(const char *at)
{
	return *at == ' ' && at[1] && !is_white(at[1]);
}

/* White space as a reader sees it: one space, or a newline for a blank line. */
static const char *
tidy(struct build *b, const char *raw)
{
	struct buf *out = &b->part;

	buf_clear(out);
	while (*raw) {
		int lines = 0;
		const char *gap = raw, *word;

		for (; is_white(*raw); raw++)
			lines += *raw == '\n';
		if (raw != gap && out->len && *raw)
			buf_char(out, lines > 1 ? '\n' : ' ');
		word = raw;
		while (*raw && (!is_white(*raw) || is_single_space(raw)))
			raw++;
		buf_add(out, word, (size_t)(raw - word));
	}
	return out->len ? utf8_nfc(b->arena, buf_text(out)) : "";
}

/* Decoded, but for "&", which libxml2 hands over as a reference. */
static const char *
decode(struct build *b, const char *value, const char *end)
{
	static const char and[] = "&#38;";
	const char *at;

	buf_clear(&b->part);
	while ((at = memchr(value, '&', (size_t)(end - value))) != NULL) {
		buf_add(&b->part, value, (size_t)(at + 1 - value));
		value = at + 1;
		if (strncmp(at, and, strlen(and)) == 0)
			value = at + strlen(and);
	}
	buf_add(&b->part, value, (size_t)(end - value));
	return utf8_nfc(b->arena, buf_text(&b->part));
}

static void
on_text(void *self, const xmlChar *text, int n)
{
	struct build *b = build_of(self);

	if (b->depth)
		buf_add(&b->open[b->depth - 1].raw, text, (size_t)n);
}

/* ---- the tree ---- */

static bool
is_called(const xmlChar *prefix, const xmlChar *name, const char *as_written)
{
	size_t p = prefix ? strlen((const char *)prefix) : 0;

	if (p) {
		if (strncmp(as_written, (const char *)prefix, p) != 0 ||
			as_written[p] != ':')
			return false;
		as_written += p + 1;
	}
	return strcmp(as_written, (const char *)name) == 0;
}

/* Of libxml2's attributes: name, prefix, URI, value, the value's end. */
enum { NAME, PREFIX, VALUE = 3, VALUE_END, PARTS };

/* The decoded value; as written for xmlns, which libxml2 keeps elsewhere. */
static const char *
value_of(struct build *b, const xmlChar **list, int count, const struct xml_attribute *s)
{
	for (int i = 0; i < count; i++, list += PARTS)
		if (is_called(list[PREFIX], list[NAME], s->name))
			return decode(b, (const char *)list[VALUE],
				(const char *)list[VALUE_END]);
	return arena_strndup(b->arena, s->raw, s->raw_size);
}

static void
on_start(void *self, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int namespaces, const xmlChar **namespace, int count, int defaulted,
	const xmlChar **attributes)
{
	struct build *b = build_of(self);
	struct opened *in = &b->open[b->depth];
	struct xml_node **next = b->depth ? &in[-1].next : &b->next, *n = *next;

	(void)uri, (void)namespaces, (void)namespace, (void)defaulted;
	if (!n || !is_called(prefix, name, n->name)) {
		b->lost = true;
		xmlStopParser(self);
		return;
	}
	for (size_t i = 0; i < n->attribute_count; i++)
		n->attributes[i].value =
			value_of(b, attributes, count, &n->attributes[i]);
	if (!n->text_at.line)
		n->text_at = n->at;
	*next = n->next;
	in->node = n;
	in->next = n->first;
	buf_clear(&in->raw);
	b->depth++;
}

static void
on_end(void *self, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct build *b = build_of(self);
	struct opened *in;

	(void)name, (void)prefix, (void)uri;
	if (b->lost)
		return;
	in = &b->open[--b->depth];
	b->lost = in->next != NULL;
	in->node->text = tidy(b, buf_text(&in->raw));
}

static void
hook(xmlSAXHandler *sax)
{
	sax->startDocument = NULL; /* makes a tree */
	sax->endDocument = NULL;
	sax->comment = NULL;
	sax->processingInstruction = NULL;
	sax->internalSubset = on_doctype;
	sax->startElementNs = on_start;
	sax->endElementNs = on_end;
	sax->characters = sax->ignorableWhitespace = on_text;
	sax->serror = on_error;
}

/* Values and texts of the tree; false: b->line says where it ends to be XML. */
static bool
read_text(struct build *b, const char *text)
{
	static const int flags =
		XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES;
	xmlExternalEntityLoader before;
	xmlParserCtxtPtr ctxt;
	xmlParserInputPtr input;
	bool good;

	xmlInitParser();
	before = xmlGetExternalEntityLoader();
	xmlSetExternalEntityLoader(deny);
	ctxt = xmlNewParserCtxt();
	assert(ctxt);
	ctxt->_private = b;
	hook(ctxt->sax);
	xmlCtxtUseOptions(ctxt, flags);
	input = xmlNewStringInputStream(ctxt, (const xmlChar *)text); /* not copied */
	assert(input);
	inputPush(ctxt, input);
	xmlParseDocument(ctxt);
	good = ctxt->wellFormed && !b->doctype && !b->lost && !b->next;
	xmlFreeParserCtxt(ctxt);
	xmlSetExternalEntityLoader(before);
	return good;
}

/* ---- what must not be shown ---- */

/* A character written as a number may be one that must not be. */
static bool
check_text(struct diags *d, const char *text, struct place at)
{
	while (*text) {
		uint32_t c;

		if (*text >= ' ' && *text < 0x7f) { /* most are */
			text++;
			continue;
		}
		c = utf8_next(&text);
		if (c != '\n' && c != '\r' && utf8_unsafe(c)) {
			diags_error(d, "file-control", at,
				"the character &#x%X; cannot be shown safely; delete it",
				(unsigned)c);
			return false;
		}
	}
	return true;
}

/* Depth is capped by the outline. */
static bool
check_node(struct diags *d, const struct xml_node *n)
{
	bool sound = true;

	for (size_t i = 0; i < n->attribute_count; i++)
		sound &= check_text(d, n->attributes[i].value, n->attributes[i].value_at);
	sound &= check_text(d, n->text, n->text_at);
	for (const struct xml_node *c = n->first; c; c = c->next)
		sound &= check_node(d, c);
	return sound;
}

struct xml *
xml_parse(struct arena *a, const char *file, const char *bytes, size_t n, struct diags *d)
{
	return xml_parse_as(a, file, bytes, n, NULL, d);
}

static void
build_free(struct build *b)
{
	for (size_t i = 0; i < COUNT_OF(b->open); i++)
		buf_free(&b->open[i].raw);
	buf_free(&b->part);
}

struct xml *
xml_parse_as(struct arena *a, const char *file, const char *bytes, size_t n,
	const struct xml_table *t, struct diags *d)
{
	struct build b = {.arena = a};
	struct xml *x = arena_alloc(a, sizeof(*x));
	bool sound = false;

	x->file = arena_strdup(a, file);
	x->bytes = memcpy(arena_alloc(a, n + 1), bytes, n);
	x->size = n;
	if (outline_bytes(x->file, x->bytes, n, d))
		x->root = b.next = outline_tags(a, x->file, x->bytes, n, t, d);
	if (!x->root)
		return NULL;
	if (read_text(&b, x->bytes)) {
		sound = check_node(d, x->root);
	} else {
		diags_error(d, "xml-broken",
			((struct place){x->file, b.line ? b.line : 1, 0}),
			"the file cannot be read from this line on: look at its tags, "
			"quotation marks and special characters");
	}
	build_free(&b);
	return sound ? x : NULL;
}

int
xml_load(struct arena *a, const char *path, const struct xml_table *t, struct diags *d,
	struct xml **ret, struct err *err)
{
	struct buf bytes = BUF_NONE;
	int rc;

	rc = file_read(path, XML_FILE_CAP, &bytes, err);
	if (!rc)
		*ret = xml_parse_as(a, path, buf_text(&bytes), bytes.len, t, d);
	buf_free(&bytes);
	return rc;
}
