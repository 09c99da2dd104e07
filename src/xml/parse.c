/*
 * parse.c - bytes to a tree, through libxml2 on a short leash
 *
 * The outline has already refused what is hostile or broken; libxml2 decides whether the
 * rest is XML and decodes it.  Two locks stay on it all the same: nothing external is
 * ever loaded, and a DOCTYPE stops the parser before an entity exists.
 */
#include <assert.h>
#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>

#include "base/file.h"
#include "base/utf8.h"
#include "xml/outline.h"

/* What the hooks of one parser found. */
struct watch {
	bool doctype;
	int line; /* 0: no error */
};

static xmlParserInputPtr
deny(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url, (void)id, (void)ctxt;
	return NULL;
}

static void
on_doctype(void *self, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
	xmlParserCtxtPtr ctxt = self;
	struct watch *w = ctxt->_private;

	(void)name, (void)id, (void)system;
	w->doctype = true;
	w->line = xmlSAX2GetLineNumber(ctxt);
	xmlStopParser(ctxt);
}

static void
on_error(void *self, xmlErrorPtr error)
{
	struct watch *w = ((xmlParserCtxtPtr)self)->_private;

	if (!w->line && error->level >= XML_ERR_ERROR)
		w->line = error->line > 0 ? error->line : 1;
}

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* White space between tags, half of all nodes, means nothing here. */
static void
on_text(void *self, const xmlChar *text, int n)
{
	const xmlNode *in = ((xmlParserCtxtPtr)self)->node;
	bool between = in && (!in->last || in->last->type == XML_ELEMENT_NODE);
	int white = 0;

	while (between && white < n && is_white((char)text[white]))
		white++;
	if (white < n || !between)
		xmlSAX2Characters(self, text, n);
}

/* As xmlCtxtReadMemory, which would copy the text first. */
static xmlDocPtr
read_in_place(xmlParserCtxtPtr ctxt, const char *text)
{
	static const int flags = XML_PARSE_NONET | XML_PARSE_NOCDATA |
		XML_PARSE_BIG_LINES |
		XML_PARSE_COMPACT; /* short texts inside their node: we only read */
	xmlParserInputPtr input = xmlNewStringInputStream(ctxt, (const xmlChar *)text);

	assert(input);
	xmlCtxtUseOptions(ctxt, flags);
	inputPush(ctxt, input);
	xmlParseDocument(ctxt);
	return ctxt->myDoc;
}

/* The document, or NULL: then *w says on which line. */
static xmlDocPtr
read_document(const char *text, struct watch *w)
{
	static bool ready;
	xmlExternalEntityLoader before;
	xmlParserCtxtPtr ctxt;
	xmlDocPtr doc;
	bool good;

	if (!ready) {
		xmlInitParser();
		ready = true;
	}
	before = xmlGetExternalEntityLoader();
	xmlSetExternalEntityLoader(deny);
	ctxt = xmlNewParserCtxt();
	assert(ctxt);
	ctxt->_private = w;
	ctxt->sax->internalSubset = on_doctype;
	ctxt->sax->serror = on_error;
	ctxt->sax->characters = on_text;
	ctxt->sax->ignorableWhitespace = on_text;
	doc = read_in_place(ctxt, text);
	good = ctxt->wellFormed && !w->doctype;
	xmlFreeParserCtxt(ctxt);
	xmlSetExternalEntityLoader(before);
	if (!good || !doc || !xmlDocGetRootElement(doc)) {
		w->line = w->line ? w->line : 1;
		xmlFreeDoc(doc);
		return NULL;
	}
	return doc;
}

/* ---- texts ---- */

struct build {
	struct arena *arena;
	struct diags *diags;
	const struct outline *outline;
	size_t next; /* the start tag that comes next */
	bool sound;
	struct buf raw, tidy; /* a text of the moment */
};

/* White space as a reader sees it: one space, or a newline for a blank line. */
static void
tidy(struct buf *out, const char *raw)
{
	while (*raw) {
		int lines = 0;
		const char *gap = raw, *word;

		for (; is_white(*raw); raw++)
			lines += *raw == '\n';
		if (raw != gap && out->len && *raw)
			buf_char(out, lines > 1 ? '\n' : ' ');
		word = raw;
		while (*raw && !is_white(*raw))
			raw++;
		buf_add(out, word, (size_t)(raw - word));
	}
}

/* What stands directly inside n, comments left out. */
static const char *
text_of(struct build *b, const xmlNode *n)
{
	buf_clear(&b->raw);
	buf_clear(&b->tidy);
	for (const xmlNode *c = n->children; c; c = c->next)
		if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE)
			buf_str(&b->raw, (const char *)c->content);
	tidy(&b->tidy, buf_text(&b->raw));
	return b->tidy.len ? utf8_nfc(b->arena, buf_text(&b->tidy)) : "";
}

/* ---- the tree ---- */

/* A character written as a number may be one that must not be. */
static void
check_text(struct build *b, const char *text, struct place at)
{
	while (*text) {
		uint32_t c;

		if (*text >= ' ' && *text < 0x7f) { /* most are */
			text++;
			continue;
		}
		c = utf8_next(&text);
		if (c != '\n' && c != '\r' && utf8_unsafe(c)) {
			diags_error(b->diags, "file-control", at,
				"the character &#x%X; cannot be shown safely; delete it",
				(unsigned)c);
			b->sound = false;
			return;
		}
	}
}

static bool
is_called(const xmlNs *ns, const xmlChar *name, struct slice as_written)
{
	const char *prefix = ns && ns->prefix ? (const char *)ns->prefix : "";
	size_t p = strlen(prefix), n = strlen((const char *)name);

	if (!p || as_written.size == n) /* an unknown prefix stays part of the name */
		return as_written.size == n && memcmp(as_written.at, name, n) == 0;
	return as_written.size == p + 1 + n && memcmp(as_written.at, prefix, p) == 0 &&
		as_written.at[p] == ':' && memcmp(as_written.at + p + 1, name, n) == 0;
}

/* Without references in it. */
static bool
is_one_text(const xmlNode *n)
{
	return n && n->type == XML_TEXT_NODE && !n->next;
}

/* The decoded value; as written for xmlns, which libxml2 keeps elsewhere. */
static const char *
value_of(struct build *b, const xmlNode *n, const struct outline_setting *s)
{
	for (const xmlAttr *p = n->properties; p; p = p->next) {
		xmlChar *value;
		const char *kept;

		if (!is_called(p->ns, p->name, s->name))
			continue;
		if (is_one_text(p->children))
			return utf8_nfc(b->arena, (const char *)p->children->content);
		value = xmlNodeListGetString(n->doc, p->children, 1);
		kept = utf8_nfc(b->arena, value ? (const char *)value : "");
		xmlFree(value);
		return kept;
	}
	return arena_strndup(b->arena, s->value.at, s->value.size);
}

static void
fill(struct build *b, const xmlNode *from, const struct outline_tag *tag,
	struct xml_node *to)
{
	struct xml_attribute *list = arena_array(b->arena, tag->count, sizeof(*list));

	to->name = arena_strndup(b->arena, tag->name.at, tag->name.size);
	to->at = tag->at;
	to->from = tag->from;
	to->inside = tag->inside;
	to->end = tag->end;
	to->attributes = list;
	to->attribute_count = tag->count;
	for (size_t i = 0; i < tag->count; i++) {
		const struct outline_setting *s =
			&b->outline->settings.at[tag->first + i];

		list[i].name = arena_strndup(b->arena, s->name.at, s->name.size);
		list[i].value = value_of(b, from, s);
		list[i].at = s->at;
		list[i].value_at = s->value_at;
		list[i].raw = s->value.at;
		list[i].raw_size = s->value.size;
		check_text(b, list[i].value, s->value_at);
	}
	to->text = text_of(b, from);
	to->text_at = tag->text_at.line ? tag->text_at : tag->at;
	check_text(b, to->text, to->text_at);
}

/* Depth is capped by the outline. */
static struct xml_node *
grow(struct build *b, const xmlNode *from, struct xml_node *parent)
{
	struct xml_node *n = arena_alloc(b->arena, sizeof(*n)), **tail = &n->first;
	const struct outline_tag *tag = &b->outline->tags.at[b->next];

	if (b->next >= b->outline->tags.count ||
		!is_called(from->ns, from->name, tag->name)) {
		b->sound = false;
		return NULL;
	}
	n->index = b->next++;
	n->parent = parent;
	fill(b, from, tag, n);
	for (const xmlNode *c = from->children; c; c = c->next) {
		if (c->type != XML_ELEMENT_NODE)
			continue;
		*tail = grow(b, c, n);
		if (!*tail)
			return NULL;
		tail = &(*tail)->next;
	}
	return n;
}

struct xml *
xml_parse(struct arena *a, const char *file, const char *bytes, size_t n, struct diags *d)
{
	return xml_parse_as(a, file, bytes, n, NULL, d);
}

struct xml *
xml_parse_as(struct arena *a, const char *file, const char *bytes, size_t n,
	const struct xml_table *t, struct diags *d)
{
	struct arena scratch = ARENA_NONE;
	struct outline outline = {0}; /* in scratch: nobody needs it afterwards */
	struct build b = {a, d, &outline, 0, true, BUF_NONE, BUF_NONE};
	struct watch watch = {0};
	struct xml *x = arena_alloc(a, sizeof(*x));
	char *copy;
	xmlDocPtr doc = NULL;

	x->file = arena_strdup(a, file);
	copy = arena_alloc(a, n + 1);
	memcpy(copy, bytes, n);
	x->bytes = copy;
	x->size = n;
	if (!outline_bytes(x->file, x->bytes, n, d) ||
		!outline_tags(&scratch, x->file, x->bytes, n, t, d, &outline))
		goto done;
	doc = read_document(x->bytes, &watch);
	if (doc)
		x->root = grow(&b, xmlDocGetRootElement(doc), NULL);
	if (!doc || !x->root)
		diags_error(d, "xml-broken", ((struct place){x->file, watch.line, 0}),
			"the file cannot be read from this line on: look at its tags, "
			"quotation marks and special characters");
done:
	xmlFreeDoc(doc);
	arena_free(&scratch);
	buf_free(&b.raw);
	buf_free(&b.tidy);
	return x->root && b.sound ? x : NULL;
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
