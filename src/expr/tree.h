/*
 * tree.h - what a compiled condition is made of
 *
 * For whoever says a condition in other words: on paper, in another system's language.
 * Nobody outside expr/ makes or changes a node; what it comes to is asked of expr_eval.
 *
 * Units:  a ref is the owner's number of a name (expr_name); code i is bit i.
 */
#ifndef EXPR_TREE_H
#define EXPR_TREE_H

#include "base/vec.h"
#include "expr/expr.h"

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
