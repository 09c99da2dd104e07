/*
 * expr.h - conditions: "numb_1 is at least often and not (age is less than 18)"
 *
 *	text + names  --compile-->  struct expr  --eval + look-up-->  yes, no, unknown
 *
 * A small language of its own (form-language: "Conditions"), three-valued (Kleene):
 * what was not answered makes a comparison unknown, what was not asked makes it no.
 * It knows nothing of forms: what a name means comes through two call-backs.
 *
 * Owns:   compiled expressions live in the arena.
 * Caps:   2 KiB of text, 32 levels, 64 operands of one list.
 * Fails:  compile returns NULL with findings; eval cannot fail.
 */
#ifndef EXPR_EXPR_H
#define EXPR_EXPR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

enum truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };

/* What kind of thing a name stands for, and so which comparisons make sense. */
enum expr_kind {
	EXPR_ONE,    /* one of a list of codes; comparable by score when all have one */
	EXPR_YES_NO, /* EXPR_ONE with yes and no: a condition by itself */
	EXPR_MANY,   /* several codes: "includes" */
	EXPR_NUMBER, /* a number: a number question, a scale */
	EXPR_TEXT,   /* only "is answered" */
	EXPR_DATE,   /* only "is answered" */
	EXPR_FLAG,   /* a condition by itself: a safety id */
	EXPR_KIND_COUNT
};

/* One name that a condition may use. */
struct expr_name {
	const char *id;
	enum expr_kind kind;
	bool scored; /* ONE, YES_NO: every code that is not a missing one has a score */
	size_t ref;  /* the owner's own number for it; comes back at look-up */
	bool later;  /* asked after the place of this condition: may not be used */
	struct place at;          /* where it is defined */
	const char *const *codes; /* ONE, YES_NO, MANY */
	const double *scores;     /* beside codes, where scored; NAN for a code marked
				     missing: comparing its score is unknown */
	size_t code_count;
};

/* The names in reach of one condition. */
struct expr_names {
	const void *self;
	/* NULL: no such name. */
	const struct expr_name *(*find)(const void *self, const char *id);
	/* All names, for suggestions; count in *ret. */
	const char *const *(*all)(const void *self, size_t *ret);
	/* Where the byte at offset of the text stands in the file; NULL: counted on from
	 * the first character. */
	struct place (*place)(const void *self, size_t offset);
};

struct expr; /* compiled */

/* Words of the language, which no id and no code may be. */
bool expr_is_keyword(const char *word);

/* What to say behind a name that does not exist: "; did you mean "mood"?", the names that
 * differ only in digits ("; there are mood_1, mood_2"), or "". */
const char *
expr_suggest(struct arena *a, const char *wrong, const char *const *names, size_t count);

/* at: place of the first character of text.  Findings say what to write instead. */
const struct expr *expr_compile(struct arena *a, const char *text, struct place at,
	const struct expr_names *names, struct diags *d);
/* The refs of all names used, each once, in order of appearance. */
const size_t *expr_uses(const struct expr *e, size_t *ret_count);
/* The text it was compiled from. */
const char *expr_text(const struct expr *e);

/* What was said, for one name, at evaluation. */
enum expr_state {
	EXPR_VALUE,          /* the value below counts */
	EXPR_MISSING,        /* asked, and not answered, skipped, not known: unknown */
	EXPR_NOT_ASKED,      /* closed by its own condition, or another form's: no */
	EXPR_DOES_NOT_APPLY, /* chose an answer that is marked missing: "is" sees its
				code, its score is unknown, and it is not answered */
};

struct expr_value {
	enum expr_state state;
	int code;                 /* ONE, YES_NO: index into codes */
	unsigned long long codes; /* MANY: bit i is code i */
	double number;            /* NUMBER; for ONE its score is taken from the name */
	bool flag;                /* FLAG */
};

struct expr_look_up {
	const void *self;
	struct expr_value (*value)(const void *self, size_t ref);
};

enum truth expr_eval(const struct expr *e, const struct expr_look_up *l);

#endif
