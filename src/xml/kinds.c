/*
 * kinds.c - what the value of a setting must look like, a row a kind
 */
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "base/utf8.h"
#include "xml/structure.h"

#define SMALL  "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

enum { LANG_BYTES_CAP = 20, NUMBER_CAP = 1000000 };

/* Small letters first, then any of more; n bytes of text. */
static bool
is_name(const char *text, size_t n, const char *more)
{
	if (n == 0 || !strchr(SMALL, text[0]))
		return false;
	for (size_t i = 1; i < n; i++)
		if (!strchr(more, text[i]))
			return false;
	return true;
}

static bool
fits_any(const char *v)
{
	return *v != '\0';
}

static bool
fits_id(const char *v)
{
	return is_name(v, strlen(v), SMALL DIGITS "_");
}

static bool
fits_form_id(const char *v)
{
	return is_name(v, strlen(v), SMALL DIGITS "_-");
}

static bool
fits_reference(const char *v)
{
	return is_name(v, strlen(v), SMALL DIGITS "_-.");
}

/* Every word of v, spaces between, must fit. */
static bool
each_word(const char *v, bool (*fits)(const char *word))
{
	size_t words = 0;

	for (;;) {
		char word[128];
		size_t n;

		v += strspn(v, " \t\r\n");
		n = strcspn(v, " \t\r\n");
		if (!n)
			return words > 0;
		if (n >= sizeof(word))
			return false;
		memcpy(word, v, n);
		word[n] = '\0';
		if (!fits(word))
			return false;
		words++;
		v += n;
	}
}

static bool
fits_ids(const char *v)
{
	return each_word(v, fits_id);
}

static bool
fits_whole(const char *v)
{
	int64_t n;

	return num_parse_int(v, &n) && n >= -NUMBER_CAP && n <= NUMBER_CAP;
}

static bool
fits_positive(const char *v)
{
	int64_t n;

	return num_parse_int(v, &n) && n >= 1 && n <= NUMBER_CAP;
}

static bool
fits_number(const char *v)
{
	double n;

	return num_parse(v, &n) && n >= -NUMBER_CAP && n <= NUMBER_CAP;
}

static bool
fits_yes_no(const char *v)
{
	return strcmp(v, "yes") == 0 || strcmp(v, "no") == 0;
}

/* "en", "es", "es-MX", "zh-Hant" */
static bool
fits_lang(const char *v)
{
	size_t n = strspn(v, SMALL);

	if (n < 2 || n > 3 || strlen(v) > LANG_BYTES_CAP)
		return false;
	for (v += n; *v == '-'; v += n + 1) {
		n = strspn(v + 1, SMALL DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		if (n < 2 || n > 8)
			return false;
	}
	return *v == '\0';
}

static bool
fits_langs(const char *v)
{
	return each_word(v, fits_lang);
}

static bool
fits_date(const char *v)
{
	struct date d;

	return date_parse_iso(v, &d) && d.month && d.day;
}

/* By enum xml_kind: the test (NULL: the words of the rule), how it is put. */
static const struct {
	bool (*fits)(const char *v);
	const char *must_be;
} kinds[] = {
	{fits_any,       "given"							 },
	{fits_id,        "a name of small letters, digits and _, beginning with a letter"},
	{fits_form_id,
         "a name of small letters, digits, _ and -, beginning with a letter"             },
	{fits_ids,       "names of small letters, digits and _, with spaces between"     },
	{fits_whole,     "a whole number"						},
	{fits_number,    "a number"						      },
	{fits_yes_no,    "\"yes\" or \"no\""					     },
	{NULL,           NULL							    },
	{fits_lang,      "a language, such as \"en\" or \"es\""                          },
	{fits_langs,     "languages with spaces between, such as \"en es\""              },
	{fits_any,       "a condition, such as \"sleep is answered\""                    },
	{fits_reference,
         "the name of a text, such as \"title\" or \"sleep\" or \"sleep.help\""          },
	{fits_date,      "a date, such as \"2026-11-01\""                                },
	{fits_positive,  "a whole number from 1 on"                                      },
};
_Static_assert(COUNT_OF(kinds) == XML_KIND_COUNT, "a row a kind");

bool
kind_fits(const struct xml_attribute_rule *r, const char *value)
{
	const char *words = r->words;
	size_t n = strlen(value);

	if (r->kind != XML_WORDS)
		return kinds[r->kind].fits(value);
	for (;;) {
		size_t len = strcspn(words, "|");

		if (len == n && memcmp(words, value, n) == 0)
			return true;
		if (!words[len])
			return false;
		words += len + 1;
	}
}

/* "Numb 1" -> "numb_1": what an id was likely meant to be; NULL when nothing is left. */
static const char *
as_id(struct arena *a, const char *value)
{
	const char *folded = utf8_fold(a, value);
	char *id = arena_strdup(a, folded);
	size_t n = 0;

	for (const char *p = folded; *p; p++) {
		if (strchr(SMALL DIGITS "_", *p))
			id[n++] = *p;
		else if ((*p == ' ' || *p == '-' || *p == '.') && n && id[n - 1] != '_')
			id[n++] = '_';
	}
	id[n] = '\0';
	return fits_id(id) && n <= XML_ID_CAP ? id : NULL;
}

/* "1,5" where 1.5 was meant. */
static bool
has_decimal_comma(const char *v)
{
	size_t whole = strspn(v, "-" DIGITS);
	size_t part = v[whole] == ',' ? strspn(v + whole + 1, DIGITS) : 0;

	return whole && part && !v[whole + 1 + part];
}

static const char *
nearest_word(struct arena *a, const char *words, const char *value)
{
	VEC(const char *) all = VEC_NONE;

	for (size_t len; *words; words += len + (words[len] == '|')) {
		len = strcspn(words, "|");
		*vec_push(a, &all) = arena_strndup(a, words, len);
	}
	return diag_nearest(value, all.at, all.count);
}

/* "a, b or c" */
static const char *
words_in_prose(struct arena *a, const char *words)
{
	struct buf out = BUF_NONE;
	const char *text;

	for (size_t len; *words; words += len + (words[len] == '|')) {
		len = strcspn(words, "|");
		if (out.len)
			buf_str(&out, words[len] ? ", " : " or ");
		buf_printf(&out, "\"%.*s\"", (int)len, words);
	}
	text = arena_strdup(a, buf_text(&out));
	buf_free(&out);
	return text;
}

const char *
kind_must_be(struct arena *a, const struct xml_attribute_rule *r)
{
	return r->kind == XML_WORDS ? words_in_prose(a, r->words)
				    : kinds[r->kind].must_be;
}

const char *
kind_suggestion(struct arena *a, const struct xml_attribute_rule *r, const char *value)
{
	static const char yes_no[] = "yes|no";
	const char *better = NULL;

	if ((r->kind == XML_NUMBER || r->kind == XML_WHOLE) && has_decimal_comma(value))
		return "; use a point, not a comma, in numbers: 1.5";
	if (r->kind == XML_WORDS)
		better = nearest_word(a, r->words, value);
	else if (r->kind == XML_YES_NO)
		better = nearest_word(a, yes_no, value);
	else if (r->kind == XML_ID || r->kind == XML_FORM_ID)
		better = as_id(a, value);
	return better ? arena_printf(a, "; did you mean \"%s\"?", better) : "";
}
