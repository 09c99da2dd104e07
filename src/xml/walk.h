/*
 * walk.h - the cursor of the outline, inside xml/
 */
#ifndef XML_WALK_H
#define XML_WALK_H

#include "base/vec.h"
#include "xml/outline.h"

/* A tag that we are inside of. */
struct walk_open {
	struct xml_node *node, **tail; /* tail: where its next child goes */
};

/* Where a walk is. */
struct walk {
	struct arena *arena; /* of the tree */
	struct diags *diags;
	const struct xml_table *table; /* NULL: any tag may be meant */
	const char *at, *end;
	struct place place; /* of *at */
	struct xml_node *root;
	struct walk_open open[OUTLINE_DEPTH_CAP];
	size_t depth, less, tags;
	bool root_seen; /* to its end, or its ">" */
	struct arena scratch;
	VEC(struct xml_attribute) found; /* of the tag at hand */
	const char *names[64];           /* some that were met: they come again */
};

/* A slice behind "%.*s". */
#define SLICE(s) (int)((s).size > 60 ? 60 : (s).size), (s).at

/* A mistake: said once, and the walk is over. */
#define fail(w, id, place, ...) \
	(diags_error((w)->diags, (id), (place), __VA_ARGS__), false)

bool walk_is_white(char c);
bool walk_starts_name(char c);
size_t walk_left(const struct walk *w);
char walk_peek(const struct walk *w); /* NUL at the end */
bool walk_looking_at(const struct walk *w, const char *text);
void walk_step(struct walk *w, size_t n); /* bytes */
bool walk_skip_white(struct walk *w);
struct slice walk_take_name(struct walk *w);
/* How many bytes come before one of three characters, or the end. */
size_t walk_until(const struct walk *w, const char *stops);
bool walk_is_called(const struct xml_node *n, struct slice name);
/* A name as a string, lent by the tree. */
const char *walk_keep(struct walk *w, struct slice name);
struct slice walk_name_of(const struct xml_node *n);
/* The innermost open tag; NULL: none. */
struct xml_node *walk_top(const struct walk *w);
/* What the table says of a tag; NULL: nothing. */
const struct xml_rule *walk_rule(const struct walk *w, struct slice name);
/* Quotes that word processors put in the place of " and '. */
bool walk_is_curly(const char *at, const char *end);
/* At an "&"; in_value: inside quotes, where a condition may stand. */
bool walk_reference(struct walk *w, bool in_value);

/* start_tag.c, end_tag.c: from "<" to behind ">". */
bool walk_start_tag(struct walk *w);
bool walk_end_tag(struct walk *w);

#endif
