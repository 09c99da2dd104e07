/*
 * node.h - how a condition is read, inside expr/
 */
#ifndef EXPR_NODE_H
#define EXPR_NODE_H

#include "base/vec.h"
#include "expr/tree.h"

enum {
	EXPR_TEXT_CAP = 2048,
	EXPR_DEPTH_CAP = 32,
	EXPR_LIST_CAP = 64,
};

/* ---- tokens ---- */

enum token_kind {
	TOKEN_END,
	TOKEN_NUMBER,
	TOKEN_WORD,
	TOKEN_QUOTED, /* text is what stands between the quotes */
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_COMMA,
	TOKEN_EQ,
	TOKEN_NE,
	TOKEN_LE,
	TOKEN_GE,
	TOKEN_LT,
	TOKEN_GT,
	TOKEN_ADD,
	TOKEN_SUB,
	TOKEN_MUL,
	TOKEN_DIV,
};

struct token {
	enum token_kind kind;
	size_t at;        /* offset in the condition */
	const char *text; /* in the arena, as written (words: small letters) */
	double number;
};

/* Where offset stands in the file. */
struct expr_spot {
	const char *text;
	struct place at;
	const struct expr_names *names;
};
struct place expr_place(const struct expr_spot *s, size_t offset);

/* The tokens, the last one TOKEN_END; NULL with a finding. */
const struct token *expr_tokens(
	struct arena *a, const struct expr_spot *s, struct diags *d, size_t *ret_count);

#endif
