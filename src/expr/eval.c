/*
 * eval.c - yes, no or unknown, over what was said
 *
 * Kleene's three values: "no and unknown" is no, "yes or unknown" is yes.  A comparison
 * of something that was not asked is no, of something not answered unknown.
 */
#include <assert.h>
#include <math.h>

#include "expr/node.h"

/* Scores such as 0.1 are not exact; nearer than this is equal. */
static const double epsilon = 1e-9;

struct number {
	enum expr_state state;
	double value;
};

static struct number
absent(enum expr_state why)
{
	return (struct number){why, 0};
}

static struct number
value_of(const struct node *n, const struct expr_look_up *l)
{
	struct expr_value v = l->value(l->self, n->ref);

	if (v.state != EXPR_VALUE)
		return absent(v.state == EXPR_NOT_ASKED ? v.state : EXPR_MISSING);
	if (!n->scores)
		return (struct number){EXPR_VALUE, v.number};
	if (v.code < 0 || (size_t)v.code >= n->score_count || isnan(n->scores[v.code]))
		return absent(EXPR_MISSING); /* an answer that has no score */
	return (struct number){EXPR_VALUE, n->scores[v.code]};
}

static struct number number_of(const struct node *n, const struct expr_look_up *l);

static struct number
combine(const struct node *n, const struct expr_look_up *l)
{
	struct number a = number_of(n->left, l), b = number_of(n->right, l);

	if (a.state == EXPR_NOT_ASKED || b.state == EXPR_NOT_ASKED)
		return absent(EXPR_NOT_ASKED);
	if (a.state == EXPR_MISSING || b.state == EXPR_MISSING)
		return absent(EXPR_MISSING);
	if (n->kind == NODE_ADD)
		return (struct number){EXPR_VALUE, a.value + b.value};
	if (n->kind == NODE_SUB)
		return (struct number){EXPR_VALUE, a.value - b.value};
	if (n->kind == NODE_MUL)
		return (struct number){EXPR_VALUE, a.value * b.value};
	if (fabs(b.value) < epsilon)
		return absent(EXPR_MISSING); /* divided by nothing: nobody knows */
	return (struct number){EXPR_VALUE, a.value / b.value};
}

static struct number
count_answered(const struct node *n, const struct expr_look_up *l)
{
	double count = 0;

	for (size_t i = 0; i < n->list_count; i++)
		count += l->value(l->self, n->list[i]).state == EXPR_VALUE;
	return (struct number){EXPR_VALUE, count};
}

/* Depth is capped by the compiler. */
static struct number
number_of(const struct node *n, const struct expr_look_up *l)
{
	if (n->kind == NODE_NUMBER)
		return (struct number){EXPR_VALUE, n->number};
	if (n->kind == NODE_VALUE)
		return value_of(n, l);
	if (n->kind == NODE_COUNT_ANSWERED)
		return count_answered(n, l);
	return combine(n, l);
}

static enum truth
truth(bool yes)
{
	return yes ? TRUTH_YES : TRUTH_NO;
}

static enum truth
compare(const struct node *n, const struct expr_look_up *l)
{
	struct number a = number_of(n->left, l), b = number_of(n->right, l);
	double by = a.value - b.value;

	if (a.state == EXPR_NOT_ASKED || b.state == EXPR_NOT_ASKED)
		return TRUTH_NO;
	if (a.state == EXPR_MISSING || b.state == EXPR_MISSING)
		return TRUTH_UNKNOWN;
	switch (n->op) {
	case OP_EQ:
		return truth(fabs(by) < epsilon);
	case OP_NE:
		return truth(fabs(by) >= epsilon);
	case OP_GE:
		return truth(by > -epsilon);
	case OP_LE:
		return truth(by < epsilon);
	case OP_GT:
		return truth(by >= epsilon);
	case OP_LT:
		return truth(by <= -epsilon);
	}
	return TRUTH_UNKNOWN;
}

/* Conditions over one thing that was asked. */
static enum truth
look(const struct node *n, const struct expr_look_up *l)
{
	struct expr_value v = l->value(l->self, n->ref);

	if (n->kind == NODE_ANSWERED)
		return truth((v.state == EXPR_VALUE) != n->negate);
	if (v.state == EXPR_NOT_ASKED)
		return TRUTH_NO;
	if (v.state == EXPR_MISSING)
		return TRUTH_UNKNOWN;
	if (n->kind == NODE_FLAG)
		return truth(v.flag);
	if (n->kind == NODE_INCLUDES)
		return v.state == EXPR_VALUE ? truth((v.codes & n->codes) != 0)
					     : TRUTH_UNKNOWN;
	if (v.code < 0 || v.code >= EXPR_LIST_CAP) /* VALUE or DOES_NOT_APPLY */
		return TRUTH_UNKNOWN;
	return truth((n->codes >> v.code & 1) != n->negate);
}

static enum truth
judge(const struct node *n, const struct expr_look_up *l)
{
	enum truth a, b, decisive;

	if (n->kind == NODE_NOT) {
		a = judge(n->left, l);
		return a == TRUTH_UNKNOWN ? a : truth(a == TRUTH_NO);
	}
	if (n->kind == NODE_COMPARE)
		return compare(n, l);
	if (n->kind != NODE_AND && n->kind != NODE_OR)
		return look(n, l);
	decisive = n->kind == NODE_AND ? TRUTH_NO : TRUTH_YES;
	a = judge(n->left, l);
	if (a == decisive)
		return a;
	b = judge(n->right, l);
	if (b == decisive || a == TRUTH_UNKNOWN)
		return b == decisive ? b : a;
	return b;
}

enum truth
expr_eval(const struct expr *e, const struct expr_look_up *l)
{
	assert(e && l);
	return judge(e->root, l);
}

const size_t *
expr_uses(const struct expr *e, size_t *ret_count)
{
	*ret_count = e->uses.count;
	return e->uses.at;
}

const char *
expr_text(const struct expr *e)
{
	return e->text;
}
