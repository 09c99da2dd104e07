/*
 * doc.h - a good form as the text it is: where every tag, setting and comment stands
 *
 * Mistakes are made in the text, by a reader of its own: what is measured must not also
 * decide where the mistake is.
 *
 * Owns:   everything lives in the arena; offsets are bytes from the file's start.
 * Fails:  false for a file that is not a good form; no mistake can be made in it.
 */
#ifndef TESTS_MEASURE_DOC_H
#define TESTS_MEASURE_DOC_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"

#define DOC_NO_PARENT ((size_t)-1)

struct span {
	size_t from, to;
};

struct setting {
	const char *name, *value;
	struct span name_at, value_at; /* the value between its quotes */
	size_t tag;
};

struct tag {
	const char *name;
	size_t index, parent;
	struct span open;    /* <name ...> */
	struct span close;   /* </name>; empty where the tag is <name/> */
	size_t end;          /* behind all of it */
	bool empty;          /* <name/> */
	size_t first, count; /* in settings */
};

struct doc {
	struct arena *arena;
	const char *file, *bytes;
	size_t size;
	VEC(struct tag) tags; /* in the order of their start tags */
	VEC(struct setting) settings;
	VEC(struct span) comments;
};

bool
doc_read(struct doc *d, struct arena *a, const char *file, const char *bytes, size_t n);

const struct setting *
doc_setting(const struct doc *d, const struct tag *t, const char *name);
/* What stands between a tag's ends. */
struct span doc_inside(const struct tag *t);
const char *doc_text(const struct doc *d, struct span s);
/* The offset of the n-th (from 0) place where word stands alone, or (size_t)-1: not as a
 * part of a longer name. */
size_t doc_word(const struct doc *d, struct span in, const char *word, size_t n);

#endif
