/*
 * gen.h - pages and schemas that say what the tables say
 *
 *	structure tables, table of findings  -->  pages and schemas
 *
 * What the check does and what a page or an editor says of it come from one place, so
 * that they cannot differ.  "make docs" writes the files; a test makes them again and
 * compares.
 */
#ifndef DOCS_GEN_H
#define DOCS_GEN_H

#include "base/buf.h"
#include "xml/xml.h"

/* One of the three languages of files. */
struct language {
	const struct xml_table *table;
	const char *file;  /* "form.xml": what such a file is called in prose */
	const char *title; /* of the reference */
	const char *about; /* its first paragraph */
};

extern const struct language form_language, template_language, practice_language;

/* The reference of one language, in Markdown. */
void gen_reference(const struct language *l, struct buf *out);
/* Its schema for editors, XSD 1.0. */
void gen_xsd(const struct language *l, struct buf *out);
/* xml:lang, which the schemas take in. */
void gen_xsd_lang(const struct language *unused, struct buf *out);
/* Every finding, with an example from tests/forms/bad; false with a message when one
 * cannot be read. */
bool gen_diagnostics(struct buf *out);

/* One line about a setting of a tag; NULL: there is none, which the program refuses. */
const char *gen_setting(const char *tag, const char *name);
/* Settings without a line, lines without a setting: names them and returns false. */
bool gen_settings_complete(const struct language *const *all, size_t count);

/* "a whole number"; for XML_WORDS the words themselves. */
void gen_kind(const struct xml_attribute_rule *r, struct buf *out);

#endif
