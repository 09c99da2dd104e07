/*
 * token.c - a condition cut into words, numbers and signs
 */
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "expr/node.h"

/* Signs, longest first where one begins another. */
static const struct {
	const char *text;
	enum token_kind kind;
} signs[] = {
	{"!=", TOKEN_NE   },
	{"<>", TOKEN_NE   },
	{"<=", TOKEN_LE   },
	{">=", TOKEN_GE   },
	{"(",  TOKEN_OPEN },
	{")",  TOKEN_CLOSE},
	{",",  TOKEN_COMMA},
	{"=",  TOKEN_EQ   },
	{"<",  TOKEN_LT   },
	{">",  TOKEN_GT   },
	{"+",  TOKEN_ADD  },
	{"-",  TOKEN_SUB  },
	{"*",  TOKEN_MUL  },
	{"/",  TOKEN_DIV  },
};

#define CURLY "curly quotation marks do not work here; use plain ' quotes, or none"

/* What people write from habit: the sign, the id of the finding, what to write. */
static const struct {
	const char *text, *id, *say;
} habits[] = {
	{"==",  "cond-sign",  "write one = sign, or \"is\""                },
	{"=>",  "cond-sign",  "write >= instead of =>, or \"is at least\"" },
	{"=<",  "cond-sign",  "write <= instead of =<, or \"is at most\""  },
	{"&",   "cond-sign",  "write \"and\" instead of &"                 },
	{"|",   "cond-sign",  "write \"or\" instead of |"                  },
	{"≥", "cond-sign",  "write >= instead of ≥, or \"is at least\""},
	{"≤", "cond-sign",  "write <= instead of ≤, or \"is at most\"" },
	{"≠", "cond-sign",  "write != instead of ≠, or \"is not\""     },
	{"“", "cond-quote", CURLY					},
	{"”", "cond-quote", CURLY					},
	{"„", "cond-quote", CURLY					},
	{"‘", "cond-quote", CURLY					},
	{"’", "cond-quote", CURLY					},
	{"«",  "cond-quote", CURLY					},
	{"»",  "cond-quote", CURLY					},
};

struct place
expr_place(const struct expr_spot *s, size_t offset)
{
	struct place at = s->at;

	if (s->names && s->names->place)
		return s->names->place(s->names->self, offset);
	for (size_t i = 0; i < offset && s->text[i]; i++)
		at.column += (s->text[i + 1] & 0xC0) != 0x80;
	return at;
}

static bool
begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static bool
in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		(c >= '0' && c <= '9') || c == '_';
}

static size_t
count_digits(const char *text)
{
	return strspn(text, "0123456789");
}

struct cut {
	struct arena *arena;
	const struct expr_spot *spot;
	struct diags *diags;
	VEC(struct token) out;
};

static bool
refuse_habit(struct cut *c, size_t i)
{
	const char *at = c->spot->text + i;

	for (size_t k = 0; k < COUNT_OF(habits); k++)
		if (begins(at, habits[k].text)) {
			diags_error(c->diags, habits[k].id, expr_place(c->spot, i), "%s",
				habits[k].say);
			return true;
		}
	if (*at == '!' && at[1] != '=') {
		diags_error(c->diags, "cond-sign", expr_place(c->spot, i),
			"write \"not\" instead of !");
		return true;
	}
	return false;
}

static struct token *
push(struct cut *c, enum token_kind kind, size_t at, size_t n)
{
	struct token *t = vec_push(c->arena, &c->out);

	t->kind = kind;
	t->at = at;
	t->text = arena_strndup(c->arena, c->spot->text + at, n);
	return t;
}

/* Bytes taken; 0 with a finding. */
static size_t
cut_number(struct cut *c, size_t i)
{
	const char *at = c->spot->text + i;
	size_t n = count_digits(at);
	struct token *t;

	if (at[n] == '.')
		n += 1 + count_digits(at + n + 1);
	t = push(c, TOKEN_NUMBER, i, n);
	if (in_word(at[n]) || !num_parse(t->text, &t->number)) {
		diags_error(c->diags, "cond-syntax", expr_place(c->spot, i),
			"this is not a number, and a name begins with a letter");
		return 0;
	}
	return n;
}

static size_t
cut_quoted(struct cut *c, size_t i)
{
	const char *at = c->spot->text + i;
	const char *close = strchr(at + 1, *at);

	if (!close) {
		diags_error(c->diags, "cond-quote", expr_place(c->spot, i),
			"this quotation mark is never closed");
		return 0;
	}
	push(c, TOKEN_QUOTED, i + 1, (size_t)(close - at) - 1)->at = i;
	return (size_t)(close - at) + 1;
}

static size_t
cut_sign(struct cut *c, size_t i)
{
	const char *at = c->spot->text + i, *next = at;

	if (refuse_habit(c, i))
		return 0;
	for (size_t k = 0; k < COUNT_OF(signs); k++)
		if (begins(at, signs[k].text)) {
			push(c, signs[k].kind, i, strlen(signs[k].text));
			return strlen(signs[k].text);
		}
	utf8_next(&next);
	diags_error(c->diags, "cond-syntax", expr_place(c->spot, i),
		"\"%.*s\" has no meaning in a condition", (int)(next - at), at);
	return 0;
}

static size_t
cut_word(struct cut *c, size_t i)
{
	size_t n = 0;

	while (in_word(c->spot->text[i + n]))
		n++;
	push(c, TOKEN_WORD, i, n);
	return n;
}

const struct token *
expr_tokens(
	struct arena *a, const struct expr_spot *s, struct diags *d, size_t *ret_count)
{
	struct cut c = {.arena = a, .spot = s, .diags = d};
	size_t n;

	if (strlen(s->text) > EXPR_TEXT_CAP) {
		diags_error(d, "cond-long", s->at,
			"this condition is too long: at most %d letters", EXPR_TEXT_CAP);
		return NULL;
	}
	for (size_t i = 0; s->text[i]; i += n) {
		char at = s->text[i];

		if (at == ' ' || at == '\t' || at == '\n' || at == '\r')
			n = 1;
		else if (at >= '0' && at <= '9')
			n = cut_number(&c, i);
		else if (in_word(at))
			n = cut_word(&c, i);
		else if (at == '\'' || at == '"')
			n = cut_quoted(&c, i);
		else
			n = cut_sign(&c, i);
		if (!n)
			return NULL;
	}
	push(&c, TOKEN_END, strlen(s->text), 0);
	*ret_count = c.out.count;
	return c.out.at;
}
