/*
 * structure.h - the parts of the structure check, shared inside xml/
 */
#ifndef XML_STRUCTURE_H
#define XML_STRUCTURE_H

#include "base/arena.h"
#include "xml/xml.h"

/* Does a value look as its rule wants it? */
bool kind_fits(const struct xml_attribute_rule *r, const char *value);
/* "a whole number": what follows "must be". */
const char *kind_must_be(struct arena *a, const struct xml_attribute_rule *r);
/* "; did you mean ...?", or "". */
const char *
kind_suggestion(struct arena *a, const struct xml_attribute_rule *r, const char *value);

#endif
