/*
 * err.h - one sentence for an operation that did not happen
 *
 * A function that can fail returns 0 or a negative ERR_*, and fills the struct err
 * that is its last parameter.  The codes are the exit codes of the program, negated,
 * so that no second table maps one to the other.
 *
 * An err never holds an answer, a name or a passphrase: it may be shown to anyone.
 * Style of the sentence: lower case, subject in quotes, no full stop:
 *	cannot open 'phq9.xml': no such file
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/attr.h"

enum err_code {
	ERR_FAILED = -1, /* I/O, internal */
	ERR_USAGE = -2,  /* wrong use */
	ERR_NOT_FOUND = -3,
	ERR_INVALID = -4, /* form or data not valid */
	ERR_LOCKED = -7,  /* wrong passphrase or code, no permission */
	ERR_REFUSED = -8, /* would overwrite, version mismatch, crisis lines missing */
};

#define ERR_TEXT 512

struct err {
	int code;            /* 0, or an ERR_* */
	char text[ERR_TEXT]; /* what happened; one sentence */
	char advice[256];    /* what to do about it; may be empty */
};

#define ERR_NONE          \
	{                 \
		0, "", "" \
	}

/* Say what happened; returns code, so that "return err_set(...)" is the idiom.  It
 * replaces what was said before, which may be among the arguments.  Control characters
 * (of a file name) become '?'.  err may be NULL: nobody wants to know. */
int err_set(struct err *err, int code, const char *fmt, ...) ATTR_PRINTF(3, 4);
/* The same, ending in the words of an errno value taken by the caller. */
int err_errno(struct err *err, int code, int saved_errno, const char *fmt, ...)
	ATTR_PRINTF(4, 5);
/* The code for an errno of open() or its kin: not found, no permission, else failed. */
int err_code_of(int saved_errno);
/* Add what to do about it. */
void err_advise(struct err *err, const char *fmt, ...) ATTR_PRINTF(2, 3);
/* Put the subject in front: "report 'x.pdf': " + what happened. */
void err_wrap(struct err *err, const char *fmt, ...) ATTR_PRINTF(2, 3);
/* The same for a kind of thing and its name, "store '/home/x/store.db': ", unless what is
 * said names it or one of its kind already: nobody reads a path twice. */
void err_subject(struct err *err, const char *kind, const char *name);
void err_clear(struct err *err);

#endif
