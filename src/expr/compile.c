/*
 * compile.c - words to a tree, and what an author is told on the way
 *
 * Loosest first: or, and, not, one comparison, + -, * /.  A syntax mistake ends the
 * reading; wrong names and codes are all told.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "expr/operand.h"

bool
parser_fail(struct parser *p, const struct token *t, const char *id, const char *say)
{
	if (!p->failed)
		diags_error(p->diags, id, expr_place(p->spot, t->at), "%s", say);
	p->failed = true;
	return false;
}

static const struct token *
peek(const struct parser *p)
{
	return &p->tokens[p->next];
}

static const struct token *
take(struct parser *p)
{
	const struct token *t = &p->tokens[p->next];

	if (t->kind != TOKEN_END)
		p->next++;
	return t;
}

static bool
is_word(const struct token *t, const char *word)
{
	return t->kind == TOKEN_WORD && strcmp(t->text, word) == 0;
}

static bool
take_word(struct parser *p, const char *word)
{
	if (!is_word(peek(p), word))
		return false;
	take(p);
	return true;
}

struct node *
parser_node(struct parser *p, enum node_kind kind)
{
	struct node *n = arena_alloc(p->arena, sizeof(*n));

	n->kind = kind;
	return n;
}

static struct node *
two(struct parser *p, enum node_kind kind, const struct node *left,
	const struct node *right)
{
	struct node *n = parser_node(p, kind);

	n->left = left;
	n->right = right;
	return n;
}

/* ---- numbers: + - * / ---- */

static struct operand parse_either(struct parser *p);
static struct operand parse_sum(struct parser *p);

static bool
deeper(struct parser *p, const struct token *t)
{
	if (++p->depth <= EXPR_DEPTH_CAP)
		return true;
	return parser_fail(p, t, "cond-long", "this condition is nested too deeply");
}

/* ( ... ): a number or a condition, whichever is inside. */
static struct operand
parse_brackets(struct parser *p, const struct token *open)
{
	struct operand inside = {.at = open};

	if (!deeper(p, open))
		return inside;
	inside = parse_either(p);
	if (!p->failed && take(p)->kind != TOKEN_CLOSE)
		parser_fail(p, open, "cond-syntax", "this ( is opened but never closed");
	p->depth--;
	if (inside.kind != OPERAND_WORD) /* a word is looked up by its token */
		inside.at = open;
	return inside;
}

/* (a, b, c) behind count_answered or "one of"; the tokens of its members. */
static bool
parse_list(struct parser *p, struct operand *ret, size_t *ret_count)
{
	const struct token *open = take(p);

	*ret_count = 0;
	if (open->kind != TOKEN_OPEN)
		return parser_fail(p, open, "cond-syntax",
			"a list in brackets is needed here: (a, b)");
	for (;;) {
		const struct token *t = peek(p);

		if (*ret_count == EXPR_LIST_CAP)
			return parser_fail(p, t, "cond-long", "this list is too long");
		if (t->kind != TOKEN_WORD && t->kind != TOKEN_QUOTED &&
			t->kind != TOKEN_NUMBER)
			return parser_fail(
				p, t, "cond-syntax", "a list looks like this: (a, b, c)");
		ret[(*ret_count)++] = operand_of(p, take(p));
		if (peek(p)->kind == TOKEN_CLOSE)
			break;
		if (take(p)->kind != TOKEN_COMMA)
			return parser_fail(p, t + 1, "cond-syntax",
				"put a comma between the members of a list: (a, b, c)");
	}
	take(p);
	return true;
}

static struct operand
parse_count(struct parser *p, const struct token *at)
{
	struct operand list[EXPR_LIST_CAP], ret = {.at = at};
	struct node *n = parser_node(p, NODE_COUNT_ANSWERED);
	size_t count, *refs;

	if (!parse_list(p, list, &count))
		return ret;
	refs = arena_array(p->arena, count, sizeof(*refs));
	for (size_t i = 0; i < count; i++) {
		const struct expr_name *name = operand_name(p, &list[i]);

		if (!name)
			continue;
		if (name->kind == EXPR_FLAG)
			parser_tell(p, &list[i], "cond-kind",
				"\"%s\" is a safety flag and has no answer of its own",
				name->id);
		refs[n->list_count++] = name->ref;
	}
	n->list = refs;
	ret.kind = OPERAND_NUMBER;
	ret.node = n;
	return ret;
}

static struct operand
parse_primary(struct parser *p)
{
	const struct token *t = take(p);
	struct operand ret = {.at = t};

	if (t->kind == TOKEN_OPEN)
		return parse_brackets(p, t);
	if (is_word(t, "count_answered"))
		return parse_count(p, t);
	if (t->kind == TOKEN_SUB) {
		struct node *zero = parser_node(p, NODE_NUMBER);

		if (!deeper(p, t))
			return ret;
		ret = parse_primary(p);
		p->depth--;
		ret.node = two(p, NODE_SUB, zero, operand_number(p, &ret));
		ret.kind = OPERAND_NUMBER;
		return ret;
	}
	if (t->kind == TOKEN_WORD && !operand_is_keyword(t->text))
		return operand_of(p, t);
	if (t->kind == TOKEN_NUMBER || t->kind == TOKEN_QUOTED)
		return operand_of(p, t);
	if (t->kind == TOKEN_END)
		parser_fail(p, t, "cond-syntax",
			"something is missing at the end of this condition");
	else if (t->kind == TOKEN_COMMA)
		parser_fail(p, t, "cond-syntax", "a comma has no meaning here");
	else
		parser_fail(p, t, "cond-syntax",
			"a question, an answer or a number is missing here");
	return ret;
}

/* One level of signs: the operands are numbers as soon as there is a sign. */
static struct operand
parse_signs(struct parser *p, struct operand (*tighter)(struct parser *p),
	enum token_kind plus, enum token_kind minus, enum node_kind add,
	enum node_kind sub)
{
	struct operand left = tighter(p);

	while (!p->failed && (peek(p)->kind == plus || peek(p)->kind == minus)) {
		enum node_kind kind = take(p)->kind == plus ? add : sub;
		const struct node *a = operand_number(p, &left);
		struct operand right = tighter(p);
		const struct node *b = p->failed ? NULL : operand_number(p, &right);

		left.kind = OPERAND_NUMBER;
		left.node = two(p, kind, a, b);
	}
	return left;
}

static struct operand
parse_product(struct parser *p)
{
	return parse_signs(p, parse_primary, TOKEN_MUL, TOKEN_DIV, NODE_MUL, NODE_DIV);
}

static struct operand
parse_sum(struct parser *p)
{
	return parse_signs(p, parse_product, TOKEN_ADD, TOKEN_SUB, NODE_ADD, NODE_SUB);
}

/* ---- comparisons ---- */

/* Behind "is": the words, the comparison. */
static const struct {
	const char *first, *second;
	enum relation relation;
} phrases[] = {
	{"at",       "least",    REL_GE          },
	{"at",       "most",     REL_LE          },
	{"more",     "than",     REL_GT          },
	{"less",     "than",     REL_LT          },
	{"one",      "of",       REL_ONE_OF      },
	{"not",      "answered", REL_NOT_ANSWERED},
	{"answered", NULL,       REL_ANSWERED    },
	{"not",      NULL,       REL_NE          },
};

/* Of signs; by what they are. */
static const struct {
	enum token_kind kind;
	enum relation relation;
} sign_relations[] = {
	{TOKEN_EQ, REL_EQ},
	{TOKEN_NE, REL_NE},
	{TOKEN_GE, REL_GE},
	{TOKEN_LE, REL_LE},
	{TOKEN_GT, REL_GT},
	{TOKEN_LT, REL_LT},
};

static bool
begins_operand(const struct token *t)
{
	return t->kind == TOKEN_NUMBER || t->kind == TOKEN_QUOTED ||
		t->kind == TOKEN_OPEN ||
		(t->kind == TOKEN_WORD && !operand_is_keyword(t->text));
}

static bool is_relation(const struct token *t);

/* "adn", "ro": what was likely meant to join two conditions. */
static const char *
nearest_join(const struct parser *p, const struct token *t)
{
	static const char *const joins[] = {"and", "or", "is", "includes"};
	const char *near = t->kind == TOKEN_WORD
		? diag_nearest(t->text, joins, COUNT_OF(joins))
		: NULL;

	return near && !p->names->find(p->names->self, t->text) ? near : NULL;
}

bool
parser_misspelt(struct parser *p)
{
	static const char *const first[] = {"not", "count_answered"};
	const struct token *t = peek(p), *before = t > p->tokens ? t - 1 : t;
	const char *near = nearest_join(p, t), *wrong = t->text;

	if (!near && before->kind == TOKEN_WORD && !operand_is_keyword(before->text)) {
		wrong = before->text;
		near = diag_nearest(wrong, first, COUNT_OF(first));
	}
	if (near)
		parser_fail(p, wrong == t->text ? t : before, "cond-syntax",
			arena_printf(p->arena,
				"\"%s\" has no meaning here; did you mean \"%s\"?", wrong,
				near));
	return near != NULL;
}

/* "is atleast often", "is at leas often", "is greater than 3": two words where one was
 * expected, unless it is the word between two conditions that is wrong. */
static void
look_at_phrase(struct parser *p)
{
	static const char *const right[] = {
		"at least", "at most", "more than", "less than", "one of"};
	const struct token *t = peek(p), *next = t + 1;
	const char *both, *near;

	if (t->kind != TOKEN_WORD || !begins_operand(t) || !begins_operand(next))
		return;
	both = arena_printf(p->arena, "%s %s", t->text, next->text);
	near = diag_nearest(both, right, COUNT_OF(right));
	if (!near) {
		both = t->text;
		near = diag_nearest(both, right, COUNT_OF(right));
	}
	if (near)
		parser_fail(p, t, "cond-syntax",
			arena_printf(p->arena,
				"\"%s\" has no meaning behind \"is\"; did you mean "
				"\"%s\"?",
				both, near));
	else if (!nearest_join(p, next) && !is_relation(next + 1))
		parser_fail(p, t, "cond-syntax",
			arena_printf(p->arena,
				"\"%s\" has no meaning behind \"is\"; write \"at "
				"least\", \"at most\", \"more than\", \"less than\", "
				"\"one of (...)\", \"answered\", \"not\" or an answer",
				both));
}

static enum relation
take_relation(struct parser *p)
{
	for (size_t i = 0; i < COUNT_OF(sign_relations); i++)
		if (peek(p)->kind == sign_relations[i].kind) {
			take(p);
			return sign_relations[i].relation;
		}
	if (take_word(p, "includes"))
		return REL_INCLUDES;
	if (!take_word(p, "is"))
		return REL_NONE;
	for (size_t i = 0; i < COUNT_OF(phrases); i++) {
		const struct token *t = peek(p);

		if (!is_word(t, phrases[i].first) ||
			(phrases[i].second && !is_word(t + 1, phrases[i].second)))
			continue;
		p->next += phrases[i].second ? 2 : 1;
		if (phrases[i].relation == REL_NE && is_word(peek(p), "one") &&
			is_word(peek(p) + 1, "of")) {
			p->next += 2;
			return REL_NOT_ONE_OF;
		}
		return phrases[i].relation;
	}
	look_at_phrase(p);
	return REL_EQ;
}

static bool
is_relation(const struct token *t)
{
	if (is_word(t, "is") || is_word(t, "includes"))
		return true;
	for (size_t i = 0; i < COUNT_OF(sign_relations); i++)
		if (t->kind == sign_relations[i].kind)
			return true;
	return false;
}

/* A comparison, or what stands alone. */
static struct operand
parse_comparison(struct parser *p)
{
	struct operand left = parse_sum(p), list[EXPR_LIST_CAP];
	enum relation r = p->failed ? REL_NONE : take_relation(p);
	size_t count = 0;

	if (r == REL_NONE || p->failed)
		return left;
	if (r == REL_ONE_OF || r == REL_NOT_ONE_OF) {
		if (!parse_list(p, list, &count))
			return left;
	} else if (r != REL_ANSWERED && r != REL_NOT_ANSWERED) {
		list[0] = parse_sum(p);
		count = 1;
	}
	if (!p->failed && is_relation(peek(p)))
		operand_fail_chain(p, &left, r, count ? &list[0] : &left, peek(p));
	if (p->failed)
		return left;
	return operand_compare(p, &left, r, list, count);
}

/* ---- not, and, or ---- */

static struct operand
parse_not(struct parser *p)
{
	const struct token *t = peek(p);
	struct operand inside;

	if (!take_word(p, "not"))
		return parse_comparison(p);
	if (!deeper(p, t))
		return (struct operand){.at = t};
	inside = parse_not(p);
	p->depth--;
	if (p->failed)
		return inside;
	return operand_condition(t, two(p, NODE_NOT, operand_truth(p, &inside), NULL));
}

static struct operand
parse_joined(struct parser *p, struct operand (*tighter)(struct parser *p),
	const char *word, enum node_kind kind)
{
	struct operand left = tighter(p);

	while (!p->failed && take_word(p, word)) {
		const struct node *a = operand_truth(p, &left);
		struct operand right = tighter(p);

		if (p->failed)
			break;
		p->join = word;
		left = operand_condition(
			left.at, two(p, kind, a, operand_truth(p, &right)));
	}
	return left;
}

static struct operand
parse_and(struct parser *p)
{
	return parse_joined(p, parse_not, "and", NODE_AND);
}

/* The whole of it, or of what is in brackets. */
static struct operand
parse_either(struct parser *p)
{
	return parse_joined(p, parse_and, "or", NODE_OR);
}

/* Something is left over behind a complete condition. */
static void
fail_rest(struct parser *p)
{
	const struct token *t = peek(p), *before = t - 1, *after = t + 1;

	if (parser_misspelt(p))
		return;
	if (t->kind == TOKEN_CLOSE)
		parser_fail(p, t, "cond-syntax", "this ) closes nothing");
	else if (t->kind == TOKEN_COMMA && before->kind == TOKEN_NUMBER &&
		after->kind == TOKEN_NUMBER)
		parser_fail(p, before, "cond-comma",
			"use a point, not a comma, in numbers: 1.5");
	else if (t->kind == TOKEN_COMMA)
		parser_fail(p, t, "cond-syntax",
			"write \"and\" or \"or\" instead of a comma");
	else if (is_word(t, "at") || is_word(t, "more") || is_word(t, "less") ||
		is_word(t, "answered"))
		parser_fail(
			p, t, "cond-syntax", "the word \"is\" is missing before this");
	else
		parser_fail(p, t, "cond-syntax",
			arena_printf(p->arena,
				"write \"and\" or \"or\" before \"%s\", between two "
				"conditions",
				t->text));
}

const struct expr *
expr_compile(struct arena *a, const char *text, struct place at,
	const struct expr_names *names, struct diags *d)
{
	struct expr *e = arena_alloc(a, sizeof(*e));
	struct expr_spot spot = {text, at, names};
	struct parser p = {
		.arena = a, .diags = d, .spot = &spot, .names = names, .expr = e};
	size_t errors = d->count[DIAG_ERROR], count;
	struct operand whole;

	assert(text && names);
	e->text = arena_strdup(a, text);
	p.tokens = expr_tokens(a, &spot, d, &count);
	if (!p.tokens)
		return NULL;
	whole = parse_either(&p);
	if (!p.failed && peek(&p)->kind != TOKEN_END)
		fail_rest(&p);
	if (!p.failed)
		e->root = operand_truth(&p, &whole);
	return d->count[DIAG_ERROR] == errors ? e : NULL;
}
