/*
 * walk.h - the cursor of the outline, inside xml/
 */
#ifndef XML_WALK_H
#define XML_WALK_H

#include "xml/outline.h"

/* Where a walk is. */
struct walk {
	struct arena *arena;
	struct diags *diags;
	struct outline *out;
	const struct xml_table *table; /* NULL: any tag may be meant */
	const char *at, *end;
	struct place place;             /* of *at */
	size_t open[OUTLINE_DEPTH_CAP]; /* indices of the tags we are inside of */
	size_t depth, less;
	bool root_seen;
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
bool walk_same(struct slice a, struct slice b);
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
