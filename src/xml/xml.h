/*
 * xml.h - the only reader of XML
 *
 *	file -> bytes, scanned -> tree with exact places -> structure held against a table
 *
 * Reading is safe: at most 512 KiB, valid UTF-8, no control characters or bidi
 * overrides, no tag over 8 KiB, at most 20,000 "<", no DOCTYPE, no external anything
 * (docs/ARCHITECTURE.md, "Reading hostile XML").  Findings go to the diags; their ids
 * begin with "xml-" or "file-" here and are plain words in the structure check.
 *
 * Owns:   the tree and every string in it live in the arena.
 * Fails:  NULL, with at least one error among the diags; ERR_NOT_FOUND (no such file)
 *         and ERR_FAILED (cannot be read) are told through err instead.
 */
#ifndef XML_XML_H
#define XML_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"

#define XML_FILE_CAP (512u * 1024)
#define XML_ID_CAP   40 /* letters of an id: a column name in every statistics program */

struct xml_attribute {
	const char *name, *value;
	struct place at;       /* of the name */
	struct place value_at; /* of the first character inside the quotes */
	const char *raw;       /* the value as it stands in the file, for xml_place_in */
	size_t raw_size;
};

struct xml_node {
	const char *name;
	struct place at; /* of its "<" */
	struct xml_attribute *attributes;
	size_t attribute_count;
	const char *text; /* what stands directly inside: runs of white space become one
			     space, a blank line a newline (a paragraph); trimmed, NFC;
			     "" when there is none */
	struct place text_at; /* of its first character that is not white space; of the
				 tag where there is none */
	struct xml_node *parent, *first, *next; /* next: the following sibling */
	size_t index;                           /* in document order */
	const char *from;                       /* in the file's bytes: its "<" */
	const char *inside;                     /* behind the ">" of its start tag */
	const char *end; /* behind its end tag; inside where it is <a/> */
};

/* The document; bytes are what the file holds, lent by the arena. */
struct xml {
	const char *file;
	struct xml_node *root;
	const char *bytes;
	size_t size;
};

struct xml_table;

/* Read a file that a table (or NULL: any) describes.  *ret is NULL when it could not be
 * parsed (see diags).  Returns nonzero only when there was no file to look at. */
int xml_load(struct arena *a, const char *path, const struct xml_table *t,
	struct diags *d, struct xml **ret, struct err *err) ATTR_USE;
/* From memory; file is what findings call it. */
struct xml *xml_parse(
	struct arena *a, const char *file, const char *bytes, size_t n, struct diags *d);

/* The same for a document that a table describes: a slip is told better. */
struct xml *xml_parse_as(struct arena *a, const char *file, const char *bytes, size_t n,
	const struct xml_table *t, struct diags *d);

/* The name of the first tag of a file, which tells what kind of file it is; "" where
 * there is none.  Fails as xml_load does; the rest of the file is not looked at. */
int xml_first_tag(
	struct arena *a, const char *path, const char **ret, struct err *err) ATTR_USE;

const struct xml_attribute *xml_attribute(const struct xml_node *n, const char *name);
/* NULL when it is not there. */
const char *xml_value(const struct xml_node *n, const char *name);
/* Where the value stands; the tag's place when it is not there. */
struct place xml_place(const struct xml_node *n, const char *name);
/* The place of the byte at offset in a value, counted in the decoded text. */
struct place xml_place_in(const struct xml_attribute *s, size_t offset);
/* The place of the byte at offset in n->text, which comments may interrupt. */
struct place xml_place_in_text(const struct xml_node *n, size_t offset);
/* First child of that name, NULL when none; and the next sibling of the same name. */
struct xml_node *xml_child(const struct xml_node *n, const char *name);
struct xml_node *xml_next(const struct xml_node *n);

/* ---- structure: what may stand where, as a table ---- */

/* What the value of an attribute must look like. */
enum xml_kind {
	XML_ANY,
	XML_ID,      /* small letter, then small letters, digits, _ */
	XML_FORM_ID, /* the same, and - */
	XML_IDS,     /* ids with spaces between */
	XML_WHOLE,   /* a whole number */
	XML_NUMBER,  /* a number with a point */
	XML_YES_NO,
	XML_WORDS, /* one of the words, given with | between */
	XML_LANG,  /* a language tag */
	XML_LANGS,
	XML_CONDITION, /* looked at by expr/ */
	XML_REFERENCE, /* an id, or id.part: what a translation is of */
	XML_DATE,      /* 2026-11-01 */
	XML_POSITIVE,  /* a whole number from 1 on */
	XML_KIND_COUNT
};

struct xml_attribute_rule {
	const char *name;
	enum xml_kind kind;
	bool required;
	const char *words; /* XML_WORDS: "one|many|number" */
};

/* How often a child may stand in its place. */
enum xml_many { XML_ONCE, XML_MAYBE, XML_SOME, XML_MORE }; /* 1, 0-1, 0-, 1- */

struct xml_child_rule {
	const char *name;
	enum xml_many many;
	int order; /* children of lower order come first; equal orders mix */
};

struct xml_rule {
	const char *name;
	bool text;                                   /* holds text, not children */
	const struct xml_attribute_rule *attributes; /* ends with {NULL} */
	const struct xml_child_rule *children;       /* ends with {NULL} */
	const char *about;                           /* one line for the reference */
};

struct xml_table {
	const struct xml_rule *rules; /* the root first; ends with a NULL name */
};

/* Every finding of structure at once; true when there was no error. */
bool xml_check(const struct xml *x, const struct xml_table *t, struct diags *d);

#endif
