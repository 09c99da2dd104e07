/*
 * node.h - what a condition is made of, inside expr/
 */
#ifndef EXPR_NODE_H
#define EXPR_NODE_H

#include "base/vec.h"
#include "expr/expr.h"

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

/* ---- the compiled form ---- */

enum node_kind {
	NODE_OR,
	NODE_AND,
	NODE_NOT,
	NODE_COMPARE,  /* left op right, both numbers */
	NODE_CODE,     /* the code of ref is one of codes */
	NODE_INCLUDES, /* one of codes is among those chosen for ref */
	NODE_ANSWERED,
	NODE_FLAG,
	/* below: numbers, not conditions */
	NODE_NUMBER,
	NODE_VALUE, /* the number of ref; its score where it has codes */
	NODE_ADD,
	NODE_SUB,
	NODE_MUL,
	NODE_DIV,
	NODE_COUNT_ANSWERED,
};

enum compare_op { OP_EQ, OP_NE, OP_GE, OP_LE, OP_GT, OP_LT };

struct node {
	enum node_kind kind;
	enum compare_op op;
	bool negate; /* CODE, ANSWERED: "is not" */
	const struct node *left, *right;
	size_t ref;
	unsigned long long codes; /* bit i is code i */
	double number;
	const double *scores; /* VALUE of a question with codes; NAN: no score */
	size_t score_count;
	const size_t *list; /* COUNT_ANSWERED: refs */
	size_t list_count;
};

struct expr {
	const char *text;
	const struct node *root;
	VEC(size_t) uses;
};

#endif
