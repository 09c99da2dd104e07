/*
 * form_compare.h - what is different between two forms, for clients and for scores
 *
 *	old form + new form  --form_compare-->  differences, in the order of the new form
 *
 * A difference raises the version when the same id or code could now mean something else:
 * ids, codes, scores, conditions and rules.  Words, order and what only the report prints
 * do not.
 *
 * Owns:   everything lives in the call's arena.
 * Fails:  never.
 */
#ifndef COMMAND_FORM_COMPARE_H
#define COMMAND_FORM_COMPARE_H

#include "command/form_text.h"

enum effect { EFFECT_CLIENTS, EFFECT_SCORES, EFFECT_COUNT };

struct difference {
	enum effect effect;
	bool raises; /* the version number */
	const char
		*where; /* "dl1, line 140"; of the new form, of the old one when gone */
	const char *words; /* what is different, without its full stop */
};

struct comparison {
	struct call *call;
	const struct form *old, *new;
	VEC(struct difference) found;
	bool raises; /* one of them does */
};

void form_compare(struct call *c, const struct form *old, const struct form *new,
	struct comparison *ret);

/* What changed and needs another number, or else all that changed; to standard error. */
void compare_tell(const struct comparison *k);

/* ---- between the files of the comparison ---- */

/* One difference; words are a message with holes filled: name, value pairs, NULL. */
struct spot {
	enum effect effect;
	bool raises;
	const char *id;
	struct place at;
	bool gone; /* the place is one of the old form */
};
void compare_add(struct comparison *k, const struct spot *at, enum text_id id,
	const char *hole, const char *value, const char *hole2, const char *value2);
const char *compare_number(struct comparison *k, double value);

/* form_compare_lists.c */
void compare_answers(struct comparison *k);
void compare_scale(struct comparison *k, const struct scale *was, const struct scale *is);
void compare_order(struct comparison *k);

#endif
