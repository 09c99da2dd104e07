/*
 * diag.h - findings about a document, each with its place
 *
 * A finding says what is wrong with a form, a template, a practice profile or an
 * answers file, where, and how bad.  It never holds a client's value.
 *
 *	forms/gad7.xml:58:5: error: score 9 falls in no band of scale "gad7" [band-gap]
 *	   58 |     <band from="0" to="8">Low</band>
 *	      |     ^
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/vec.h"

/* line and column count from 1, columns in characters; line 0: the whole file. */
struct place {
	const char *file; /* as the user named it */
	int line, column;
};

enum severity { DIAG_NOTE, DIAG_WARN, DIAG_ERROR, DIAG_SEVERITY_COUNT };

struct diag {
	const char *id; /* "band-gap"; a row of the rule table in check/ */
	enum severity severity;
	struct place at;
	const char *text;   /* one line, printable */
	const char *source; /* the line it stands on; NULL when not known */
};

/* Where a line begins, and its text once a finding asked for it. */
struct diag_line {
	size_t start;
	const char *text;
};

/* The text of one file, lent. */
struct diag_source {
	const char *file, *bytes;
	size_t size;
	VEC(struct diag_line) lines; /* found at the first finding */
};

/* Of each severity so many are kept, the rest is counted: who wrote a thousand mistakes
 * made one of them a thousand times. */
enum { DIAG_KEPT_MAX = 1000 };

struct diags {
	struct arena *arena; /* lent */
	VEC(struct diag) found;
	VEC(struct diag_source) sources;
	size_t count[DIAG_SEVERITY_COUNT]; /* all that were found, kept or not */
};

void diags_init(struct diags *d, struct arena *a);
/* The text of a file, so that findings in it can quote their line; kept by reference. */
void diags_source(struct diags *d, const char *file, const char *bytes, size_t n);
void diags_add(struct diags *d, enum severity severity, const char *id, struct place at,
	const char *fmt, ...) ATTR_PRINTF(5, 6);
#define diags_error(d, id, at, ...) diags_add((d), DIAG_ERROR, (id), (at), __VA_ARGS__)
#define diags_warn(d, id, at, ...)  diags_add((d), DIAG_WARN, (id), (at), __VA_ARGS__)
#define diags_note(d, id, at, ...)  diags_add((d), DIAG_NOTE, (id), (at), __VA_ARGS__)
bool diags_failed(const struct diags *d); /* an error among them */
/* So many errors that a suggestion beside one more, which costs a look through all names,
 * helps nobody. */
bool diags_crowded(const struct diags *d);
/* By file, line, column; what stands at one place stays in the order it was found. */
void diags_sort(struct diags *d);
/* Each finding, its source line and a caret. */
void diags_put(const struct diags *d, struct buf *out);
/* The same as lines to be heard: "error: ...", "line: 7", an empty line behind each. */
void diags_put_labelled(const struct diags *d, struct buf *out);
/* "2 errors, 1 warning"; "no errors" when nothing was found; "60000 errors (the first
 * 1000 are shown)" */
void diags_put_summary(const struct diags *d, struct buf *out);

/* The nearest of names to wrong, or NULL: Damerau-Levenshtein, at most 1, 2 or 3 by
 * length, and never when only a digit differs. */
const char *diag_nearest(const char *wrong, const char *const *names, size_t count);

#endif
