/*
 * operand.c - words looked up: names, codes, and which comparison makes sense
 */
#include <math.h>
#include <string.h>

#include "expr/operand.h"

enum { ALIKE_SHOWN = 12 };

static const char *const keywords[] = {
	"and", "or", "not", "is", "includes", "count_answered"};

bool
operand_is_keyword(const char *word)
{
	for (size_t i = 0; i < COUNT_OF(keywords); i++)
		if (strcmp(word, keywords[i]) == 0)
			return true;
	return false;
}

bool
expr_is_keyword(const char *word)
{
	return operand_is_keyword(word) || strcmp(word, "answered") == 0;
}

void
parser_tell(
	struct parser *p, const struct operand *o, const char *id, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	diags_error(p->diags, id, expr_place(p->spot, o->at->at), "%s",
		arena_vprintf(p->arena, fmt, ap));
	va_end(ap);
}

struct operand
operand_of(struct parser *p, const struct token *t)
{
	struct operand o = {.kind = OPERAND_WORD, .at = t};
	struct node *n;

	if (t->kind != TOKEN_NUMBER)
		return o;
	n = parser_node(p, NODE_NUMBER);
	n->number = t->number;
	o.kind = OPERAND_NUMBER;
	o.node = n;
	return o;
}

struct operand
operand_condition(const struct token *at, const struct node *n)
{
	return (struct operand){.kind = OPERAND_CONDITION, .at = at, .node = n};
}

static void
use(struct parser *p, size_t ref)
{
	for (size_t i = 0; i < p->expr->uses.count; i++)
		if (p->expr->uses.at[i] == ref)
			return;
	*vec_push(p->arena, &p->expr->uses) = ref;
}

/* A copy of the name: the look-up may use one place for all. */
static const struct expr_name *
find_name(struct parser *p, const struct operand *o)
{
	const struct expr_name *found = NULL;
	struct expr_name *copy;

	if (o->kind == OPERAND_WORD && o->at->kind == TOKEN_WORD)
		found = p->names->find(p->names->self, o->at->text);
	if (!found)
		return NULL;
	copy = arena_alloc(p->arena, sizeof(*copy));
	*copy = *found;
	return copy;
}

static int
find_code(const struct expr_name *n, const struct operand *o)
{
	if (o->kind == OPERAND_WORD && n)
		for (size_t i = 0; i < n->code_count; i++)
			if (strcmp(n->codes[i], o->at->text) == 0)
				return (int)i;
	return -1;
}

static void
refuse_name(struct parser *p, const struct operand *o)
{
	const char *const *all;
	size_t count;

	if (p->join && find_code(p->last, o) >= 0) {
		parser_tell(p, o, "cond-repeat",
			"repeat the question: \"... %s %s is %s\" (or write \"%s is one "
			"of "
			"(...)\")",
			p->join, p->last->id, o->at->text, p->last->id);
		return;
	}
	all = p->names->all(p->names->self, &count);
	parser_tell(p, o, "cond-name", "there is no question \"%s\"%s", o->at->text,
		diags_crowded(p->diags)
			? ""
			: expr_suggest(p->arena, o->at->text, all, count));
}

const struct expr_name *
operand_name(struct parser *p, const struct operand *o)
{
	const struct expr_name *n = find_name(p, o);

	if (o->kind != OPERAND_WORD) {
		if (o->kind != OPERAND_BAD)
			parser_tell(p, o, "cond-kind",
				"the name of a question is needed here");
		return NULL;
	}
	if (!n) {
		refuse_name(p, o);
		return NULL;
	}
	if (n->later) {
		parser_tell(p, o, "cond-later",
			"\"%s\" is asked later (line %d); a condition can only use what "
			"was "
			"asked before it",
			n->id, n->at.line);
		return NULL;
	}
	use(p, n->ref);
	return n;
}

static const struct node *
harmless(struct parser *p)
{
	return parser_node(p, NODE_NUMBER);
}

/* What can be said about a name that is no number. */
static void
refuse_number(struct parser *p, const struct operand *o, const struct expr_name *n,
	const char *relation)
{
	if (n->kind == EXPR_MANY)
		parser_tell(p, o, "cond-many",
			"several answers can be chosen for \"%s\"; write \"%s includes "
			"...\"",
			n->id, n->id);
	else if (n->kind == EXPR_FLAG)
		parser_tell(p, o, "cond-kind",
			"\"%s\" is yes or no by itself; write just \"%s\"", n->id, n->id);
	else if (n->kind == EXPR_TEXT || n->kind == EXPR_DATE)
		parser_tell(p, o, "cond-kind",
			"\"%s\" is %s; a condition can only ask \"%s is answered\"",
			n->id, n->kind == EXPR_DATE ? "a date" : "free text", n->id);
	else
		parser_tell(p, o, "cond-scores",
			"the answers of \"%s\" have no scores, so %s has no meaning for "
			"it",
			n->id, relation);
}

static bool
is_number(const struct expr_name *n)
{
	return n->kind == EXPR_NUMBER ||
		((n->kind == EXPR_ONE || n->kind == EXPR_YES_NO) && n->scored);
}

static const struct node *
number_of_name(struct parser *p, const struct expr_name *n)
{
	struct node *v = parser_node(p, NODE_VALUE);

	v->ref = n->ref;
	if (n->kind != EXPR_NUMBER) {
		double *scores = arena_array(p->arena, n->code_count, sizeof(*scores));

		memcpy(scores, n->scores, n->code_count * sizeof(*scores));
		v->scores = scores;
		v->score_count = n->code_count;
	}
	return v;
}

const struct node *
operand_number(struct parser *p, const struct operand *o)
{
	const struct expr_name *n;

	if (o->kind == OPERAND_NUMBER)
		return o->node;
	if (o->kind == OPERAND_CONDITION)
		parser_tell(
			p, o, "cond-kind", "a number is needed here, not a condition");
	n = o->kind == OPERAND_WORD ? operand_name(p, o) : NULL;
	if (n && is_number(n))
		return number_of_name(p, n);
	if (n)
		refuse_number(p, o, n, "reckoning");
	return harmless(p);
}

/* ---- conditions ---- */

const struct node *
operand_truth(struct parser *p, const struct operand *o)
{
	const struct expr_name *n;
	struct operand yes = {.kind = OPERAND_WORD};
	struct token word = {.text = "yes"};
	struct node *t;

	if (o->kind == OPERAND_CONDITION)
		return o->node;
	if (o->kind == OPERAND_NUMBER)
		parser_tell(p, o, "cond-compare",
			"this needs a comparison, such as \"... is at least 3\"");
	n = o->kind == OPERAND_WORD ? operand_name(p, o) : NULL;
	if (!n)
		return harmless(p);
	if (n->kind != EXPR_FLAG && n->kind != EXPR_YES_NO && parser_misspelt(p))
		return harmless(p);
	if (n->kind != EXPR_FLAG && n->kind != EXPR_YES_NO) {
		parser_tell(p, o, "cond-compare",
			"this needs a comparison, such as \"%s %s ...\" or \"%s is "
			"answered\"",
			n->id, n->kind == EXPR_MANY ? "includes" : "is", n->id);
		return harmless(p);
	}
	t = parser_node(p, n->kind == EXPR_FLAG ? NODE_FLAG : NODE_CODE);
	t->ref = n->ref;
	yes.at = &word;
	if (n->kind == EXPR_YES_NO)
		t->codes = 1ull << (find_code(n, &yes) & 63);
	return t;
}

/* "is at least", as the author may write it. */
static const char *const relation_words[] = {"", "\"=\"", "\"is not\"", "\"at least\"",
	"\"at most\"", "\"more than\"", "\"less than\"", "\"one of\"", "\"not one of\"",
	"\"includes\"", "\"is answered\"", "\"is not answered\""};
_Static_assert(COUNT_OF(relation_words) == REL_COUNT, "a row a relation");

static const char *
codes_in_prose(struct parser *p, const struct expr_name *n)
{
	struct buf out = BUF_NONE;
	const char *text;

	for (size_t i = 0; i < n->code_count && i < 8; i++)
		buf_printf(&out, "%s%s", i ? ", " : "; its answers are ", n->codes[i]);
	if (n->code_count > 8)
		buf_str(&out, " ...");
	text = arena_strdup(p->arena, buf_text(&out));
	buf_free(&out);
	return text;
}

static void
refuse_code(struct parser *p, const struct operand *o, const struct expr_name *n)
{
	static const char *const words[] = {"answered"};
	const char *near = diag_nearest(o->at->text, n->codes, n->code_count);

	near = near ? near : diag_nearest(o->at->text, words, COUNT_OF(words));
	parser_tell(p, o, "cond-code", "\"%s\" is not an answer of \"%s\"%s", o->at->text,
		n->id,
		near ? arena_printf(p->arena, "; did you mean \"%s\"?", near)
		     : codes_in_prose(p, n));
}

static struct node *
compare_numbers(
	struct parser *p, enum relation r, const struct node *a, const struct node *b)
{
	/* by enum relation, from REL_EQ on */
	static const enum compare_op ops[] = {OP_EQ, OP_NE, OP_GE, OP_LE, OP_GT, OP_LT};
	struct node *n = parser_node(p, NODE_COMPARE);

	n->op = ops[r - REL_EQ];
	n->left = a;
	n->right = b;
	return n;
}

/* The score of a code, for "is at least often". */
static const struct node *
score_of_code(
	struct parser *p, const struct operand *o, const struct expr_name *n, int code)
{
	struct node *number = parser_node(p, NODE_NUMBER);

	if (isnan(n->scores[code]))
		parser_tell(p, o, "cond-scores",
			"\"%s\" has no score, so nothing can be more or less than it",
			o->at->text);
	else
		number->number = n->scores[code];
	return number;
}

/* name op one word or number, where name has codes. */
static const struct node *
compare_choice(struct parser *p, const struct operand *left, const struct expr_name *n,
	enum relation r, const struct operand *right)
{
	int code = find_code(n, right);
	bool equal = r == REL_EQ || r == REL_NE;
	struct node *is;

	if (equal && code >= 0) {
		is = parser_node(p, NODE_CODE);
		is->ref = n->ref;
		is->codes = 1ull << (code & 63);
		is->negate = r == REL_NE;
		return is;
	}
	if (right->kind == OPERAND_WORD && code < 0 && !find_name(p, right)) {
		refuse_code(p, right, n);
		return harmless(p);
	}
	if (!n->scored) {
		refuse_number(p, left, n, relation_words[r]);
		return harmless(p);
	}
	return compare_numbers(p, r, number_of_name(p, n),
		code >= 0 ? score_of_code(p, right, n, code) : operand_number(p, right));
}

static const struct node *
one_of_codes(struct parser *p, const struct expr_name *n, const struct operand *right,
	size_t count, bool negate)
{
	struct node *is = parser_node(p, NODE_CODE);

	is->ref = n->ref;
	is->negate = negate;
	for (size_t i = 0; i < count; i++) {
		int code = find_code(n, &right[i]);

		if (code >= 0)
			is->codes |= 1ull << (code & 63);
		else
			refuse_code(p, &right[i], n);
	}
	return is;
}

/* x = 1 or x = 2; the negation turns the whole. */
static const struct node *
one_of_numbers(struct parser *p, const struct node *left, const struct operand *right,
	size_t count, bool negate)
{
	const struct node *any = NULL;

	for (size_t i = 0; i < count; i++) {
		struct node *one = compare_numbers(
			p, negate ? REL_NE : REL_EQ, left, operand_number(p, &right[i]));
		struct node *both;

		if (!any) {
			any = one;
			continue;
		}
		both = parser_node(p, negate ? NODE_AND : NODE_OR);
		both->left = any;
		both->right = one;
		any = both;
	}
	return any;
}

static const struct node *
answered(struct parser *p, const struct operand *left, const struct expr_name *n,
	bool negate)
{
	struct node *a = parser_node(p, NODE_ANSWERED);

	if (n->kind == EXPR_FLAG)
		refuse_number(p, left, n, "");
	a->ref = n->ref;
	a->negate = negate;
	return a;
}

static const struct node *
includes(struct parser *p, const struct operand *left, const struct expr_name *n,
	const struct operand *right)
{
	struct node *has = parser_node(p, NODE_INCLUDES);
	int code = find_code(n, right);

	has->ref = n->ref;
	if (n->kind != EXPR_MANY)
		parser_tell(p, left, "cond-kind",
			"only one answer can be given to \"%s\"; write \"%s is ...\"",
			n->id, n->id);
	else if (code < 0)
		refuse_code(p, right, n);
	else
		has->codes = 1ull << (code & 63);
	return has;
}

/* "is answerd", where no code can stand. */
static bool
told_answered(struct parser *p, const struct expr_name *n, enum relation r,
	const struct operand *right)
{
	static const char *const words[] = {"answered"};

	if (r != REL_EQ || right->kind != OPERAND_WORD || find_code(n, right) >= 0 ||
		!diag_nearest(right->at->text, words, COUNT_OF(words)))
		return false;
	parser_tell(p, right, "cond-syntax",
		"\"%s\" has no meaning here; did you mean \"answered\"?",
		right->at->text);
	return true;
}

/* A known name on the left. */
static const struct node *
compare_name(struct parser *p, const struct operand *left, const struct expr_name *n,
	enum relation r, const struct operand *right, size_t count)
{
	bool list = r == REL_ONE_OF || r == REL_NOT_ONE_OF;
	bool choice = n->kind == EXPR_ONE || n->kind == EXPR_YES_NO;

	if (r == REL_ANSWERED || r == REL_NOT_ANSWERED)
		return answered(p, left, n, r == REL_NOT_ANSWERED);
	if (r == REL_INCLUDES)
		return includes(p, left, n, right);
	if (choice && list)
		return one_of_codes(p, n, right, count, r == REL_NOT_ONE_OF);
	if (choice)
		return compare_choice(p, left, n, r, right);
	if (n->kind != EXPR_NUMBER) {
		if (list || !told_answered(p, n, r, right))
			refuse_number(p, left, n, relation_words[r]);
		return harmless(p);
	}
	if (list)
		return one_of_numbers(
			p, number_of_name(p, n), right, count, r == REL_NOT_ONE_OF);
	return compare_numbers(p, r, number_of_name(p, n), operand_number(p, right));
}

struct operand
operand_compare(struct parser *p, const struct operand *left, enum relation r,
	const struct operand *right, size_t count)
{
	const struct expr_name *n;
	const struct node *number;

	if (left->kind == OPERAND_WORD) {
		n = operand_name(p, left);
		if (!n)
			return (struct operand){.at = left->at};
		p->last = n;
		return operand_condition(
			left->at, compare_name(p, left, n, r, right, count));
	}
	if (r == REL_ANSWERED || r == REL_NOT_ANSWERED || r == REL_INCLUDES) {
		parser_tell(p, left, "cond-kind",
			"write the name of one question before %s", relation_words[r]);
		return (struct operand){.at = left->at};
	}
	number = operand_number(p, left);
	if (r == REL_ONE_OF || r == REL_NOT_ONE_OF)
		return operand_condition(left->at,
			one_of_numbers(p, number, right, count, r == REL_NOT_ONE_OF));
	return operand_condition(
		left->at, compare_numbers(p, r, number, operand_number(p, right)));
}

/* ---- suggestions ---- */

void
operand_fail_chain(struct parser *p, const struct operand *left, enum relation r,
	const struct operand *middle, const struct token *second)
{
	/* "1 < x" is "x is more than 1"; by enum relation */
	static const char *const turned[REL_COUNT] = {"", "is", "is not", "is at most",
		"is at least", "is less than", "is more than", "", "", "", "", ""};
	const char *name = middle->kind == OPERAND_WORD ? middle->at->text : NULL;

	if (name && left->kind == OPERAND_NUMBER && left->at->kind == TOKEN_NUMBER &&
		*turned[r])
		parser_fail(p, second, "cond-chain",
			arena_printf(p->arena,
				"only one comparison at a time; write \"%s %s %s and %s "
				"...\"",
				name, turned[r], left->at->text, name));
	else
		parser_fail(p, second, "cond-chain",
			"only one comparison at a time; write \"a is more than 1 and a "
			"is less "
			"than 3\"");
}

/* "numb_9" and "numb_3": the same but for the digits at the end. */
static bool
same_stem(const char *a, const char *b)
{
	static const char digits[] = "0123456789";
	size_t n = strcspn(a, digits);

	return n > 0 && n == strcspn(b, digits) && strncmp(a, b, n) == 0 && a[n] &&
		b[n] && !a[n + strspn(a + n, digits)] && !b[n + strspn(b + n, digits)];
}

const char *
expr_suggest(struct arena *a, const char *wrong, const char *const *names, size_t count)
{
	const char *near, *text;
	struct buf out = BUF_NONE;
	size_t alike = 0;

	for (size_t i = 0; i < count; i++)
		if (same_stem(wrong, names[i]) && alike++ < ALIKE_SHOWN)
			buf_printf(&out, "%s%s", out.len ? ", " : "", names[i]);
	text = arena_printf(a, "; there %s %s%s", alike == 1 ? "is" : "are",
		buf_text(&out), alike > ALIKE_SHOWN ? " ..." : "");
	buf_free(&out);
	if (alike)
		return text;
	near = diag_nearest(wrong, names, count);
	return near ? arena_printf(a, "; did you mean \"%s\"?", near) : "";
}
