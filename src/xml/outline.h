/*
 * outline.h - where every tag stands, found by reading the text ourselves
 *
 *	bytes  --outline_bytes-->  safe to look at  --outline_tags-->  tree of all tags
 *
 * libxml2 keeps no line for what stands inside a tag, gives the line on which a start tag
 * ends, and words its errors for programmers.  So the text is walked once before libxml2
 * sees it: this finds the place of each tag and of what it holds, words the first mistake
 * for the author, and lets nothing hostile through (too long, too deep, a DOCTYPE).
 *
 * Owns:   nothing; slices lend from the bytes, the tree lives in the arena.
 * Fails:  false, with one finding: what comes after the first mistake is an echo.
 */
#ifndef XML_OUTLINE_H
#define XML_OUTLINE_H

#include "xml/xml.h"

enum {
	OUTLINE_TAG_CAP =
		8 * 1024,         /* bytes from "<" to ">": libxml2 is quadratic in it */
	OUTLINE_LESS_CAP = 20000, /* "<" in a file */
	OUTLINE_DEPTH_CAP = 64,
};

/* A piece of the file. */
struct slice {
	const char *at;
	size_t size;
};

/* UTF-8, no control characters, no bidi overrides, not some other kind of file; from then
 * on findings quote from the bytes, which must live as long. */
bool outline_bytes(const char *file, const char *bytes, size_t n, struct diags *d);
/* bytes must have passed the above.  t (or NULL) tells tags that exist from slips.  Of the
 * nodes all is there but values and texts, which nobody has decoded; text_at.line 0: no
 * text stands directly inside. */
struct xml_node *outline_tags(struct arena *a, const char *file, const char *bytes,
	size_t n, const struct xml_table *t, struct diags *d);

/* "&amp;" and numbers; the length of the reference at text, 0 when it is none. */
size_t outline_reference(const char *text, size_t n);

#endif
