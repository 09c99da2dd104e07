/* parse.c - what a client typed, to a value: choices, texts, numbers (dates:
 * parse_date.c) */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "answer/part.h"
#include "base/num.h"
#include "base/utf8.h"

/* ---- texts ---- */

const char *
text_kept(struct arena *a, const char *typed)
{
	struct buf kept = BUF_NONE;
	const char *nfc = utf8_nfc(a, typed), *p = nfc;
	const char *out;
	uint32_t c;

	while ((c = utf8_next(&p)) != 0) {
		if (c == '\r')
			c = *p == '\n' ? 0 : '\n';
		else if (c == '\t')
			c = ' ';
		if (c != 0 && !utf8_unsafe(c))
			utf8_put(&kept, c);
	}
	while (kept.len > 0 && strchr(" \n", kept.data[kept.len - 1]))
		kept.data[--kept.len] = '\0';
	out = arena_strdup(a, buf_text(&kept));
	buf_wipe(&kept);
	buf_free(&kept);
	return out;
}

/* Bytes that are no UTF-8 become U+FFFD, so that what was typed is seen to be damaged. */
static const char *
whole_utf8(struct arena *a, const char *typed)
{
	struct buf out = BUF_NONE;
	size_t n = strlen(typed), good = utf8_valid(typed, n);
	const char *text;

	if (good == n)
		return typed;
	while (n > 0) {
		buf_add(&out, typed, good);
		if (good < n) {
			utf8_put(&out, 0xFFFD);
			good++;
		}
		typed += good;
		n -= good;
		good = utf8_valid(typed, n);
	}
	text = arena_strdup(a, buf_text(&out));
	buf_wipe(&out);
	buf_free(&out);
	return text;
}

static enum parse_trouble
parse_text(struct arena *a, const struct item *it, const char *typed, struct value *ret)
{
	const char *kept = text_kept(a, typed);

	if (strspn(kept, " \n") == strlen(kept))
		return PARSE_EMPTY;
	if (utf8_count(kept) > text_limit(it))
		return PARSE_TOO_LONG;
	*ret = value_missing(MISSING_NO);
	ret->text = kept;
	return PARSE_OK;
}

/* ---- choices ---- */

/* For comparing labels: folded, signs become spaces, apostrophes go: "don't" is "dont".
 */
static char *
plain_words(struct arena *a, const char *text)
{
	struct buf out = BUF_NONE;
	const char *p = utf8_fold(a, text);
	char *words;
	uint32_t c;

	while ((c = utf8_next(&p)) != 0) {
		bool sign =
			(c < 0x80 &&
				strchr("!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~", (int)c)) ||
			c == 0xA1 || c == 0xBF || c == 0xAB || c == 0xBB ||
			(c >= 0x2010 && c <= 0x2026 && c != 0x2018 && c != 0x2019);

		if (c == '\'' || c == 0x2018 || c == 0x2019)
			continue;
		utf8_put(&out, sign ? ' ' : c);
	}
	words = utf8_fold(a, buf_text(&out)); /* trims and joins the spaces */
	buf_free(&out);
	return words;
}

static bool
is_digits(const char *s)
{
	return *s && strspn(s, "0123456789") == strlen(s);
}

static enum parse_trouble
find_digit(const struct choice_list *l, const char *digits, int *ret)
{
	int64_t n;

	if (!num_parse_int(digits, &n))
		return PARSE_NO_SUCH_CHOICE;
	for (size_t i = 0; i < l->count; i++) {
		if (l->at[i].digit == n) {
			*ret = (int)i;
			return PARSE_OK;
		}
	}
	return PARSE_NO_SUCH_CHOICE;
}

/* A code, a whole label, or the beginning of one label alone.  words: from
 * plain_words().  whole: a beginning ends where a word of the label ends. */
static enum parse_trouble
find_words(struct arena *a, const struct choice_list *l, size_t lang, const char *words,
	bool whole, int *ret)
{
	size_t n = strlen(words), same = 0, begun = 0;
	int at_same = -1, at_begun = -1;

	for (size_t i = 0; i < l->count; i++) {
		const char *label = form_words(&l->at[i].label, lang);

		if (strcmp(words, plain_words(a, l->at[i].code)) == 0) {
			*ret = (int)i;
			return PARSE_OK;
		}
		label = label ? plain_words(a, label) : "";
		if (strncmp(label, words, n) != 0)
			continue;
		if (!label[n]) {
			same++;
			at_same = (int)i;
		}
		if (whole && label[n] && label[n] != ' ')
			continue;
		begun++;
		at_begun = (int)i;
	}
	if (same != 1 && begun != 1)
		return begun ? PARSE_AMBIGUOUS : PARSE_NO_SUCH_CHOICE;
	*ret = same == 1 ? at_same : at_begun;
	return PARSE_OK;
}

/* One choice: "3", "3.", "often", "3 often" where both say the same. */
static enum parse_trouble
find_choice(struct arena *a, const struct choice_list *l, size_t lang, const char *typed,
	bool whole, int *ret)
{
	char *words = plain_words(a, typed);
	size_t digits = strspn(words, "0123456789");
	int by_digit, by_words;

	if (!*words)
		return PARSE_NO_SUCH_CHOICE;
	if (is_digits(words)) {
		/* a minus is no part of a digit beside an answer, nor is a point */
		if (strpbrk(typed, "-+") ||
			strspn(typed, " \t0123456789.)(") != strlen(typed))
			return PARSE_NO_SUCH_CHOICE;
		return find_digit(l, words, ret);
	}
	if (find_words(a, l, lang, words, whole, ret) == PARSE_OK)
		return PARSE_OK;
	if (digits > 0 && words[digits] == ' ' &&
		find_digit(l, arena_strndup(a, words, digits), &by_digit) == PARSE_OK &&
		find_words(a, l, lang, words + digits + 1, whole, &by_words) ==
			PARSE_OK &&
		by_digit == by_words) {
		*ret = by_digit;
		return PARSE_OK;
	}
	return find_words(a, l, lang, words, whole, ret);
}

/* Words between answers that are none themselves. */
static bool
is_joining(const char *token)
{
	static const char *const words[] = {"and", "y", "e", "&", "+"};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strcmp(token, words[i]) == 0)
			return true;
	return false;
}

/* "1 4", "mother and father": every word by itself an answer. */
static enum parse_trouble
add_tokens(struct arena *a, const struct choice_list *l, size_t lang, const char *piece,
	uint64_t *bits)
{
	enum parse_trouble bad;

	for (const char *p = piece; *p;) {
		size_t n = strcspn(p, " \t\n");
		char *token = arena_strndup(a, p, n);
		int i;

		p += n;
		p += strspn(p, " \t\n");
		if (!*token)
			continue;
		bad = find_choice(a, l, lang, token, true, &i);
		if (bad && is_joining(utf8_fold(a, token)))
			continue;
		if (bad)
			return bad;
		*bits |= (uint64_t)1 << i;
	}
	return PARSE_OK;
}

static enum parse_trouble
parse_many(struct arena *a, const struct item *it, size_t lang, const char *typed,
	struct value *ret)
{
	const struct choice_list *l = it->choices;
	uint64_t bits = 0;
	enum parse_trouble bad;
	int i;

	/* a label may hold commas and spaces: first all of it, then the pieces between
	 * commas, then the words of each */
	if (find_choice(a, l, lang, typed, false, &i) == PARSE_OK)
		return value_of_choices(l, (uint64_t)1 << i, ret);
	for (const char *p = typed; *p;) {
		size_t n = strcspn(p, ",;");
		char *piece = arena_strndup(a, p, n);

		p += n + (p[n] != '\0');
		if (!*utf8_fold(a, piece))
			continue;
		bad = find_choice(a, l, lang, piece, false, &i);
		if (bad == PARSE_OK)
			bits |= (uint64_t)1 << i;
		else if (add_tokens(a, l, lang, piece, &bits) != PARSE_OK)
			return bad;
	}
	return value_of_choices(l, bits, ret);
}

static enum parse_trouble
parse_one(struct arena *a, const struct item *it, size_t lang, const char *typed,
	struct value *ret)
{
	enum parse_trouble bad;
	int i;

	bad = find_choice(a, it->choices, lang, typed, false, &i);
	if (bad)
		return bad;
	*ret = value_of_choice(it->choices, i);
	return PARSE_OK;
}

/* ---- numbers ---- */

/* What people put before and behind a guess, folded; longer ones first. */
static const char *const about_before[] = {
	"como unos",
	"como unas",
	"mas o menos",
	"alrededor de",
	"cerca de",
	"a eso de",
	"approximately",
	"aproximadamente",
	"approx.",
	"approx",
	"aprox.",
	"aprox",
	"about",
	"around",
	"roughly",
	"maybe",
	"perhaps",
	"circa",
	"hacia",
	"quizas",
	"quiza",
	"tal vez",
	"unos",
	"unas",
	"como",
	"~",
};
static const char *const about_behind[] = {
	"mas o menos",
	"aproximadamente",
	"approximately",
	"approx.",
	"approx",
	"aprox.",
	"aprox",
	"or so",
	"i think",
	"i guess",
	"o asi",
	"creo",
	"?",
};

/* Letters beside it would make it a part of another word. */
static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool
strip_before(char **text, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*text, word, n) != 0 || is_letter((*text)[n]))
		return false;
	*text += n;
	*text += strspn(*text, " ");
	return true;
}

static bool
strip_behind(char *text, const char *word)
{
	size_t n = strlen(word), len = strlen(text);

	if (len < n || strcmp(text + len - n, word) != 0)
		return false;
	if (len > n && is_letter(word[0]) && text[len - n - 1] != ' ')
		return false;
	len -= n;
	while (len > 0 && strchr(" ,(", text[len - 1]))
		len--;
	text[len] = '\0';
	return true;
}

char *
about_strip(struct arena *a, const char *folded, bool *ret_about)
{
	char *text = arena_strdup(a, folded);
	bool more = true;

	*ret_about = false;
	while (more) {
		more = false;
		for (size_t i = 0; i < COUNT_OF(about_before) && !more; i++)
			more = strip_before(&text, about_before[i]);
		for (size_t i = 0; i < COUNT_OF(about_behind) && !more; i++)
			more = strip_behind(text, about_behind[i]);
		*ret_about = *ret_about || more;
	}
	return text;
}

/* "3,5" is three and a half; "1,500" could be two numbers, and is none. */
static void
comma_to_point(char *text)
{
	char *comma = strchr(text, ',');
	size_t behind;

	if (!comma || strchr(text, '.'))
		return;
	behind = strspn(comma + 1, "0123456789");
	if ((behind == 1 || behind == 2) && !comma[1 + behind])
		*comma = '.';
}

static enum parse_trouble
parse_number(struct arena *a, const struct item *it, const char *typed, struct value *ret)
{
	struct value v = value_missing(MISSING_NO);
	char *text = about_strip(a, utf8_fold(a, typed), &v.about);

	comma_to_point(text);
	if (!num_parse(text, &v.number))
		return PARSE_NOT_A_NUMBER;
	if (!number_fits(it, v.number))
		return PARSE_OUT_OF_RANGE;
	v.number = round(v.number * 1e6) / 1e6; /* as it will be stored */
	*ret = v;
	return PARSE_OK;
}

enum parse_trouble
value_parse(struct arena *a, const struct form *f, const struct item *it, size_t lang,
	const char *typed, struct value *ret)
{
	const char *text = whole_utf8(a, typed);

	assert(lang < f->lang_count);
	if (!*utf8_fold(a, text))
		return PARSE_EMPTY;
	switch (it->type) {
	case ITEM_ONE:
	case ITEM_YES_NO:
		return parse_one(a, it, lang, text, ret);
	case ITEM_MANY:
		return parse_many(a, it, lang, text, ret);
	case ITEM_NUMBER:
		return parse_number(a, it, text, ret);
	case ITEM_DATE:
		return parse_date(a, it, text, ret);
	case ITEM_TEXT:
		return parse_text(a, it, text, ret);
	case ITEM_TYPE_COUNT:
		break;
	}
	assert(!"an item has a type");
	return PARSE_EMPTY;
}
