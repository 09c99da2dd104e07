/*
 * route.c - conditions to words: questions by their number, answers by their label
 *
 * A comparison of scores becomes the answers that it holds for.  "not" is pushed inwards,
 * so that no reader has to turn a sentence round.
 */
#include <math.h>

#include "base/num.h"
#include "expr/tree.h"
#include "report/route.h"

/* Scores such as 0.1 are not exact; nearer than this is equal, as in expr/. */
static const double epsilon = 1e-9;

/* The answers that "is not" leaves are named when they are this few. */
enum { OTHERS_NAMED = 3 };

/* How the parts of a condition hang together: another kind inside goes in brackets. */
enum join { JOIN_NONE, JOIN_AND, JOIN_OR };

struct clause {
	const char *words; /* NULL: paper cannot say it */
	enum join join;
};

static const struct clause unsaid = {NULL, JOIN_NONE};

/* A message with one hole or two (hole2 NULL), in the arena. */
static const char *
say(const struct route *r, enum text_id id, const char *hole, const char *value,
	const char *hole2, const char *value2)
{
	struct buf b = BUF_NONE;
	const char *words;

	text_fill(&b, r->ui, id, hole, value, hole2, value2, NULL);
	words = arena_strndup(r->arena, buf_text(&b), b.len);
	buf_free(&b);
	return words;
}

static const char *
number_words(const struct route *r, double value)
{
	struct buf b = BUF_NONE;
	const char *words;

	num_put(&b, value, 2);
	words = arena_strdup(r->arena, buf_text(&b));
	buf_free(&b);
	return words;
}

/* NULL: the ref is no question of this form. */
static const struct item *
item_of(const struct route *r, size_t ref)
{
	size_t index;

	if (form_ref(r->form, ref, &index) != FORM_REF_ITEM)
		return NULL;
	return &r->form->items[index];
}

/* "“Often” or “Nearly always”". */
static const char *
labels(const struct route *r, const struct choice_list *l, unsigned long long bits)
{
	struct buf b = BUF_NONE;
	const char *words;

	for (size_t i = 0; i < l->count; i++) {
		if (!(bits >> i & 1))
			continue;
		if (b.len)
			buf_str(&b,
				text(r->ui,
					bits >> i > 1 ? TEXT_PAPER_COMMA
						      : TEXT_PAPER_OR));
		buf_str(&b,
			say(r, TEXT_PAPER_QUOTED, "label",
				form_words(&l->at[i].label, r->lang), NULL, NULL));
	}
	words = arena_strndup(r->arena, buf_text(&b), b.len);
	buf_free(&b);
	return words;
}

static int
count_bits(unsigned long long bits)
{
	int count = 0;

	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

/* id is one of TEXT_PAPER_IF_MARKED and its kin. */
static struct clause
marked(const struct route *r, enum text_id id, size_t ref, unsigned long long bits)
{
	const struct item *it = item_of(r, ref);
	struct clause c = unsaid;

	if (it && it->choices && bits)
		c.words = say(r, id, "labels", labels(r, it->choices, bits), "number",
			number_words(r, (double)it->number));
	return c;
}

/* ---- numbers ---- */

static bool
constant(const struct node *n, double *ret)
{
	double a, b;

	if (n->kind == NODE_NUMBER) {
		*ret = n->number;
		return true;
	}
	if (n->kind < NODE_ADD || n->kind > NODE_DIV || !constant(n->left, &a) ||
		!constant(n->right, &b) || (n->kind == NODE_DIV && fabs(b) < epsilon))
		return false;
	*ret = n->kind == NODE_ADD    ? a + b
		: n->kind == NODE_SUB ? a - b
		: n->kind == NODE_MUL ? a * b
				      : a / b;
	return true;
}

/* Is the digit printed beside every answer its score? */
static bool
digits_are_scores(const struct choice_list *l)
{
	for (size_t i = 0; i < l->count; i++)
		if (l->at[i].scored && fabs(l->at[i].score - l->at[i].digit) > epsilon)
			return false;
	return true;
}

static const char *
value_words(const struct route *r, const struct node *n)
{
	const struct item *it = item_of(r, n->ref);

	if (!it || (n->scores && !digits_are_scores(it->choices)))
		return NULL;
	return say(r, n->scores ? TEXT_PAPER_THE_DIGIT : TEXT_PAPER_THE_NUMBER, "number",
		number_words(r, (double)it->number), NULL, NULL);
}

static const char *
count_words(const struct route *r, const struct node *n)
{
	struct buf b = BUF_NONE;
	const char *numbers;

	for (size_t i = 0; i < n->list_count; i++) {
		const struct item *it = item_of(r, n->list[i]);

		if (!it) {
			buf_free(&b);
			return NULL;
		}
		buf_printf(
			&b, "%s%zu", i ? text(r->ui, TEXT_PAPER_COMMA) : "", it->number);
	}
	numbers = arena_strdup(r->arena, buf_text(&b));
	buf_free(&b);
	return say(r, TEXT_PAPER_HOW_MANY, "numbers", numbers, NULL, NULL);
}

static const char *sum_words(const struct route *r, const struct node *n);

/* One side of a sign; what is itself reckoned goes in brackets. */
static const char *
side_words(const struct route *r, const struct node *n)
{
	const char *words = sum_words(r, n);
	double value;

	if (words && n->kind >= NODE_ADD && n->kind <= NODE_DIV && !constant(n, &value))
		return say(r, TEXT_PAPER_IF_GROUP, "inner", words, NULL, NULL);
	return words;
}

/* NULL: a score, or something else that paper does not show.  The depth is capped by the
 * compiler. */
static const char *
sum_words(const struct route *r, const struct node *n)
{
	/* by enum node_kind, from NODE_ADD on */
	static const enum text_id signs[] = {
		TEXT_PAPER_PLUS, TEXT_PAPER_MINUS, TEXT_PAPER_TIMES, TEXT_PAPER_DIVIDED};
	const char *left, *right;
	double value;

	if (constant(n, &value))
		return number_words(r, value);
	if (n->kind == NODE_VALUE)
		return value_words(r, n);
	if (n->kind == NODE_COUNT_ANSWERED)
		return count_words(r, n);
	if (n->kind < NODE_ADD || n->kind > NODE_DIV)
		return NULL;
	left = side_words(r, n->left);
	right = side_words(r, n->right);
	if (!left || !right)
		return NULL;
	return say(r, signs[n->kind - NODE_ADD], "left", left, "right", right);
}

/* ---- comparisons ---- */

/* In the order of enum compare_op: what is said, its opposite, the same with the sides
 * changed. */
static const struct {
	enum text_id words;
	enum compare_op opposite, turned;
} ops[] = {
	{TEXT_PAPER_IF_IS,       OP_NE, OP_EQ},
	{TEXT_PAPER_IF_IS_NOT,   OP_EQ, OP_NE},
	{TEXT_PAPER_IF_AT_LEAST, OP_LT, OP_LE},
	{TEXT_PAPER_IF_AT_MOST,  OP_GT, OP_GE},
	{TEXT_PAPER_IF_MORE,     OP_LE, OP_LT},
	{TEXT_PAPER_IF_LESS,     OP_GE, OP_GT},
};

static bool
holds(enum compare_op op, double by)
{
	switch (op) {
	case OP_EQ:
		return fabs(by) < epsilon;
	case OP_NE:
		return fabs(by) >= epsilon;
	case OP_GE:
		return by > -epsilon;
	case OP_LE:
		return by < epsilon;
	case OP_GT:
		return by >= epsilon;
	case OP_LT:
		return by <= -epsilon;
	}
	return false;
}

/* The answers of a scored question for which the comparison holds. */
static struct clause
compare_scores(
	const struct route *r, const struct node *n, enum compare_op op, double value)
{
	unsigned long long bits = 0;

	for (size_t i = 0; i < n->score_count; i++)
		if (!isnan(n->scores[i]) && holds(op, n->scores[i] - value))
			bits |= 1ull << i;
	return marked(r, TEXT_PAPER_IF_MARKED, n->ref, bits);
}

static struct clause
compare(const struct route *r, const struct node *n, bool no)
{
	enum compare_op op = no ? ops[n->op].opposite : n->op;
	const struct node *left = n->left, *right = n->right;
	const char *a, *b;
	struct clause c = unsaid;
	double value;

	if (constant(left, &value)) { /* "3 <= x" */
		left = n->right;
		right = n->left;
		op = ops[op].turned;
	}
	if (left->kind == NODE_VALUE && left->scores && constant(right, &value))
		return compare_scores(r, left, op, value);
	a = sum_words(r, left);
	b = sum_words(r, right);
	if (a && b)
		c.words = say(r, ops[op].words, "left", a, "right", b);
	return c;
}

/* ---- conditions ---- */

static struct clause
code(const struct route *r, const struct node *n, bool no)
{
	const struct item *it = item_of(r, n->ref);
	unsigned long long all, others;

	if (!it || !it->choices)
		return unsaid;
	if (n->negate == no)
		return marked(r, TEXT_PAPER_IF_MARKED, n->ref, n->codes);
	if (no && it->show_if_count) /* "not (x is a)" holds where x was not asked */
		return marked(r, TEXT_PAPER_IF_NOT_MARKED, n->ref, n->codes);
	all = it->choices->count < 64 ? (1ull << it->choices->count) - 1 : ~0ull;
	others = all & ~n->codes;
	if (count_bits(others) <= OTHERS_NAMED)
		return marked(r, TEXT_PAPER_IF_MARKED, n->ref, others);
	return marked(r, TEXT_PAPER_IF_OTHER, n->ref, n->codes);
}

static struct clause
answered(const struct route *r, const struct node *n, bool no)
{
	const struct item *it = item_of(r, n->ref);
	struct clause c = unsaid;

	if (it)
		c.words = say(r,
			n->negate == no ? TEXT_PAPER_IF_ANSWERED : TEXT_PAPER_IF_BLANK,
			"number", number_words(r, (double)it->number), NULL, NULL);
	return c;
}

/* A safety item is flagged from one answer's score on. */
static struct clause
flag(const struct route *r, const struct node *n, bool no)
{
	const struct safety *s;
	unsigned long long bits = 0;
	size_t index;

	if (form_ref(r->form, n->ref, &index) != FORM_REF_SAFETY)
		return unsaid;
	s = &r->form->safeties[index];
	if (!s->item || !s->item->choices || !s->from)
		return unsaid;
	for (size_t i = 0; i < s->item->choices->count; i++) {
		const struct choice *c = &s->item->choices->at[i];

		if (!c->missing && c->scored &&
			(c->score > s->from->score - epsilon) != no)
			bits |= 1ull << i;
	}
	return marked(r, TEXT_PAPER_IF_MARKED, s->item->index, bits);
}

static struct clause
joined(const struct route *r, enum join join, struct clause a, struct clause b)
{
	struct clause c = {NULL, join};

	if (!a.words || !b.words)
		return unsaid;
	if (a.join && a.join != join)
		a.words = say(r, TEXT_PAPER_IF_GROUP, "inner", a.words, NULL, NULL);
	if (b.join && b.join != join)
		b.words = say(r, TEXT_PAPER_IF_GROUP, "inner", b.words, NULL, NULL);
	c.words = say(r, join == JOIN_AND ? TEXT_PAPER_IF_AND : TEXT_PAPER_IF_OR, "left",
		a.words, "right", b.words);
	return c;
}

/* no: the opposite of n is said. */
static struct clause
clause(const struct route *r, const struct node *n, bool no)
{
	switch (n->kind) {
	case NODE_OR:
	case NODE_AND:
		return joined(r, (n->kind == NODE_AND) != no ? JOIN_AND : JOIN_OR,
			clause(r, n->left, no), clause(r, n->right, no));
	case NODE_NOT:
		return clause(r, n->left, !no);
	case NODE_COMPARE:
		return compare(r, n, no);
	case NODE_CODE:
		return code(r, n, no);
	case NODE_INCLUDES:
		return marked(r, no ? TEXT_PAPER_IF_NOT_MARKED : TEXT_PAPER_IF_MARKED,
			n->ref, n->codes);
	case NODE_ANSWERED:
		return answered(r, n, no);
	case NODE_FLAG:
		return flag(r, n, no);
	case NODE_NUMBER:
	case NODE_VALUE:
	case NODE_ADD:
	case NODE_SUB:
	case NODE_MUL:
	case NODE_DIV:
	case NODE_COUNT_ANSWERED:
		break;
	}
	return unsaid; /* a number is no condition */
}

const char *
route_words(const struct route *r, const struct expr *const *all, size_t count)
{
	struct clause c = clause(r, all[0]->root, false);

	for (size_t i = 1; i < count; i++)
		c = joined(r, JOIN_AND, c, clause(r, all[i]->root, false));
	return c.words;
}
