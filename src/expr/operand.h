/*
 * operand.h - what words mean while a condition is compiled
 */
#ifndef EXPR_OPERAND_H
#define EXPR_OPERAND_H

#include "expr/node.h"

enum operand_kind {
	OPERAND_BAD,  /* has its finding */
	OPERAND_WORD, /* a name or a code: its neighbours decide */
	OPERAND_NUMBER,
	OPERAND_CONDITION,
};

struct operand {
	enum operand_kind kind;
	const struct token *at;
	const struct node *node; /* NUMBER, CONDITION */
};

enum relation {
	REL_NONE,
	REL_EQ,
	REL_NE,
	REL_GE,
	REL_LE,
	REL_GT,
	REL_LT,
	REL_ONE_OF,
	REL_NOT_ONE_OF,
	REL_INCLUDES,
	REL_ANSWERED,
	REL_NOT_ANSWERED,
	REL_COUNT
};

struct parser {
	struct arena *arena;
	struct diags *diags;
	const struct expr_spot *spot;
	const struct expr_names *names;
	struct expr *expr; /* gets the uses */
	const struct token *tokens;
	size_t next;
	int depth;
	bool failed;                  /* a syntax mistake: reading is over */
	const struct expr_name *last; /* on the left of the last comparison */
	const char *join; /* "or", "and": what stood last between conditions */
};

/* A syntax mistake; always false. */
bool
parser_fail(struct parser *p, const struct token *t, const char *id, const char *say);
/* A mistake of meaning; reading goes on. */
void parser_tell(struct parser *p, const struct operand *o, const char *id,
	const char *fmt, ...) ATTR_PRINTF(4, 5);
struct node *parser_node(struct parser *p, enum node_kind kind);

/* Is the next word (or the one before it) a misspelt one of the language: "adn x is y",
 * "ot x is y", "x incldes y", "count_answerd(x, y)"?  Then that is told. */
bool parser_misspelt(struct parser *p);

/* Words of the language itself, which no name may be. */
bool operand_is_keyword(const char *word);

struct operand operand_of(struct parser *p, const struct token *t);
struct operand operand_condition(const struct token *at, const struct node *n);
/* The name that a word is; NULL with a finding. */
const struct expr_name *operand_name(struct parser *p, const struct operand *o);
/* As a number, as a condition; never NULL, but harmless once there is a finding. */
const struct node *operand_number(struct parser *p, const struct operand *o);
const struct node *operand_truth(struct parser *p, const struct operand *o);
struct operand operand_compare(struct parser *p, const struct operand *left,
	enum relation r, const struct operand *right, size_t count);
/* "1 < x < 3" */
void operand_fail_chain(struct parser *p, const struct operand *left, enum relation r,
	const struct operand *middle, const struct token *second);

#endif
