/* value.c - a value to stored text and back, and in words for a person */
#include <assert.h>
#include <string.h>

#include "answer/part.h"
#include "base/num.h"
#include "base/text.h"
#include "base/utf8.h"

#define NUMBER_DECIMALS 6

/* What an escape stands for: the byte, the letter behind the backslash. */
static const char escapes[][2] = {
	{'\n', 'n' },
        {'\t', 't' },
        {'\r', 'r' },
        {'\\', '\\'},
	{'!',  '!' }, /* read anywhere, written only where a text begins with it */
};
#define ESCAPES_WRITTEN (COUNT_OF(escapes) - 1)

void
escape_put(struct buf *b, const char *text)
{
	for (; *text; text++) {
		size_t i = 0;

		while (i < ESCAPES_WRITTEN && escapes[i][0] != *text)
			i++;
		if (i < ESCAPES_WRITTEN)
			buf_char(b, '\\');
		buf_char(b, i < ESCAPES_WRITTEN ? escapes[i][1] : *text);
	}
}

char *
escape_read(struct arena *a, const char *text, size_t n)
{
	char *out = arena_alloc(a, n + 1), *to = out;

	for (size_t at = 0; at < n; at++) {
		size_t i = 0;

		if (text[at] != '\\') {
			*to++ = text[at];
			continue;
		}
		if (++at == n)
			return NULL;
		while (i < COUNT_OF(escapes) && escapes[i][1] != text[at])
			i++;
		if (i == COUNT_OF(escapes))
			return NULL;
		*to++ = escapes[i][0];
	}
	return out;
}

size_t
text_limit(const struct item *it)
{
	return it->max_length > 0 ? (size_t)it->max_length : ANSWER_TEXT_MAX;
}

bool
number_fits(const struct item *it, double number)
{
	if (it->has_min && number < it->min)
		return false;
	if (it->has_max && number > it->max)
		return false;
	return number <= ANSWER_NUMBER_MAX && number >= -ANSWER_NUMBER_MAX;
}

bool
date_fits(const struct item *it, struct date d, bool about)
{
	switch (it->precision) {
	case PRECISION_YEAR:
		return d.month == 0;
	case PRECISION_MONTH:
		return d.day == 0;
	case PRECISION_DAY:
		return d.day != 0 || about;
	}
	assert(!"a date has a precision");
	return false;
}

void
value_put(struct buf *b, const struct item *it, const struct value *v)
{
	const struct choice_list *l = it->choices;
	bool first = true;

	if (v->missing == MISSING_DOES_NOT_APPLY && v->choice >= 0) {
		buf_str(b, l->at[v->choice].code);
		return;
	}
	if (v->missing != MISSING_NO) {
		buf_char(b, '!');
		buf_str(b, missing_word(v->missing));
		return;
	}
	switch (it->type) {
	case ITEM_ONE:
	case ITEM_YES_NO:
		buf_str(b, l->at[v->choice].code);
		break;
	case ITEM_MANY:
		for (size_t i = 0; i < l->count; i++) {
			if (!(v->choices >> i & 1))
				continue;
			buf_str(b, first ? "" : " ");
			buf_str(b, l->at[i].code);
			first = false;
		}
		break;
	case ITEM_NUMBER:
		buf_str(b, v->about ? "~" : "");
		num_put(b, v->number, NUMBER_DECIMALS);
		break;
	case ITEM_DATE:
		buf_str(b, v->about ? "~" : "");
		date_put_iso(b, v->date);
		break;
	case ITEM_TEXT:
		buf_str(b, v->text[0] == '!' ? "\\" : ""); /* words, not a reason */
		escape_put(b, v->text);
		break;
	case ITEM_TYPE_COUNT:
		assert(!"an item has a type");
	}
}

/* "mother grandparent": codes of the list, each once, one space between. */
static bool
read_many(struct arena *a, const struct item *it, const char *stored, struct value *ret)
{
	uint64_t bits = 0;

	for (const char *p = stored;; p++) {
		size_t n = strcspn(p, " ");
		int i = form_choice(it->choices, arena_strndup(a, p, n));

		if (i < 0 || (bits >> i & 1))
			return false;
		bits |= (uint64_t)1 << i;
		p += n;
		if (!*p)
			break;
	}
	return value_of_choices(it->choices, bits, ret) == PARSE_OK;
}

static bool
read_text(struct arena *a, const struct item *it, const char *stored, struct value *ret)
{
	char *words = escape_read(a, stored, strlen(stored));

	if (!words || !words[0] || utf8_valid(words, strlen(words)) != strlen(words))
		return false;
	if (strcmp(words, text_kept(a, words)) != 0 || utf8_count(words) > text_limit(it))
		return false;
	*ret = value_missing(MISSING_NO);
	ret->text = words;
	return true;
}

/* "!skipped".  Where one answer of the list alone is marked does-not-apply, the reason
 * is that answer. */
static bool
read_reason(const struct item *it, const char *word, struct value *ret)
{
	enum missing m;
	int only = -1;

	if (!missing_find(word, &m))
		return false;
	*ret = value_missing(m);
	if (m != MISSING_DOES_NOT_APPLY)
		return true;
	for (size_t i = 0; it->choices && i < it->choices->count; i++) {
		if (!it->choices->at[i].missing)
			continue;
		if (only >= 0)
			return false;
		only = (int)i;
	}
	ret->choice = only;
	return only >= 0;
}

bool
value_read(struct arena *a, const struct item *it, const char *stored, struct value *ret)
{
	struct value v = value_missing(MISSING_NO);
	const char *p = stored;

	if (stored[0] == '!')
		return read_reason(it, stored + 1, ret);
	if (it->type == ITEM_NUMBER || it->type == ITEM_DATE) {
		v.about = *p == '~';
		p += v.about;
	}
	switch (it->type) {
	case ITEM_ONE:
	case ITEM_YES_NO:
		v.choice = form_choice(it->choices, stored);
		if (v.choice < 0)
			return false;
		v = value_of_choice(it->choices, v.choice);
		break;
	case ITEM_MANY:
		return read_many(a, it, stored, ret);
	case ITEM_NUMBER:
		if (!num_parse(p, &v.number) || !number_fits(it, v.number))
			return false;
		break;
	case ITEM_DATE:
		if (!date_parse_iso(p, &v.date) || !date_fits(it, v.date, v.about))
			return false;
		break;
	case ITEM_TEXT:
		return read_text(a, it, stored, ret);
	case ITEM_TYPE_COUNT:
		assert(!"an item has a type");
	}
	*ret = v;
	return true;
}

/* The words of a reason; MISSING_NO is not one. */
static const char *const reason_texts[] = {
	NULL,
	"missing-skipped",
	"missing-section-skipped",
	"missing-dont-know",
	"missing-does-not-apply",
	"missing-not-reached",
	"missing-not-asked",
};
_Static_assert(COUNT_OF(reason_texts) == MISSING_COUNT, "words for every reason");

const char *
missing_words_in(enum lang ui, enum missing m)
{
	assert(m > MISSING_NO && m < MISSING_COUNT);
	return text(ui, text_find(reason_texts[m]));
}

static void
put_label(struct buf *b, const struct choice *c, size_t lang)
{
	const char *label = form_words(&c->label, lang);

	buf_str(b, label ? label : c->code);
}

/* A number or a date, said to be a guess or not. */
static void
put_about(struct buf *b, enum lang ui, const struct value *v, const struct buf *plain)
{
	if (v->about)
		text_fill(b, ui, TEXT_ANSWER_ABOUT, "value", buf_text(plain), NULL);
	else
		buf_str(b, buf_text(plain));
}

void
value_put_words(struct buf *b, const struct form *f, const struct item *it, size_t lang,
	enum lang ui, const struct value *v)
{
	struct buf plain = BUF_NONE;
	bool first = true;

	assert(lang < f->lang_count);
	if (v->missing == MISSING_DOES_NOT_APPLY && v->choice >= 0) {
		put_label(b, &it->choices->at[v->choice], lang);
		return;
	}
	if (v->missing != MISSING_NO) {
		buf_str(b, missing_words_in(ui, v->missing));
		return;
	}
	switch (it->type) {
	case ITEM_ONE:
	case ITEM_YES_NO:
		put_label(b, &it->choices->at[v->choice], lang);
		break;
	case ITEM_MANY:
		for (size_t i = 0; i < it->choices->count; i++) {
			if (!(v->choices >> i & 1))
				continue;
			buf_str(b, first ? "" : "; ");
			put_label(b, &it->choices->at[i], lang);
			first = false;
		}
		break;
	case ITEM_NUMBER:
		num_put(&plain, v->number, NUMBER_DECIMALS);
		put_about(b, ui, v, &plain);
		break;
	case ITEM_DATE:
		date_put_words(&plain, v->date, ui);
		put_about(b, ui, v, &plain);
		break;
	case ITEM_TEXT:
		buf_str(b, v->text);
		break;
	case ITEM_TYPE_COUNT:
		assert(!"an item has a type");
	}
	buf_wipe(&plain);
	buf_free(&plain);
}
