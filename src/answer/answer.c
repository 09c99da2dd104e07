/* answer.c - values, the six reasons, the answers to one form */
#include "answer/answer.h"

#include <assert.h>
#include <string.h>

#include "answer/part.h"

static const char *const missing_words[] = {
	"",
	"skipped",
	"section-skipped",
	"dont-know",
	"does-not-apply",
	"not-reached",
	"not-asked",
};
_Static_assert(COUNT_OF(missing_words) == MISSING_COUNT, "a word for every reason");

const char *
missing_word(enum missing m)
{
	assert(m < MISSING_COUNT);
	return missing_words[m];
}

bool
missing_find(const char *word, enum missing *ret)
{
	for (size_t i = MISSING_NO + 1; i < MISSING_COUNT; i++) {
		if (strcmp(word, missing_words[i]) == 0) {
			*ret = (enum missing)i;
			return true;
		}
	}
	return false;
}

struct value
value_missing(enum missing m)
{
	struct value v = VALUE_NOT_REACHED;

	v.missing = m;
	return v;
}

struct value
value_of_choice(const struct choice_list *l, int choice)
{
	struct value v = VALUE_NOT_REACHED;

	v.missing = l->at[choice].missing ? MISSING_DOES_NOT_APPLY : MISSING_NO;
	v.choice = choice;
	return v;
}

enum parse_trouble
value_of_choices(const struct choice_list *l, uint64_t bits, struct value *ret)
{
	size_t chosen = 0;
	int alone = -1;

	for (size_t i = 0; i < l->count; i++) {
		if (!(bits >> i & 1))
			continue;
		chosen++;
		if (l->at[i].exclusive || l->at[i].missing)
			alone = (int)i;
	}
	if (chosen == 0)
		return PARSE_EMPTY;
	if (alone >= 0 && chosen > 1)
		return PARSE_EXCLUSIVE;
	if (alone >= 0 && l->at[alone].missing) {
		*ret = value_of_choice(l, alone);
		return PARSE_OK;
	}
	*ret = value_missing(MISSING_NO);
	ret->choices = bits;
	return PARSE_OK;
}

bool
value_equal(const struct item *it, const struct value *a, const struct value *b)
{
	if (a->missing != b->missing)
		return false;
	if (a->missing == MISSING_DOES_NOT_APPLY)
		return a->choice == b->choice;
	if (a->missing != MISSING_NO)
		return true;
	switch (it->type) {
	case ITEM_ONE:
	case ITEM_YES_NO:
		return a->choice == b->choice;
	case ITEM_MANY:
		return a->choices == b->choices;
	case ITEM_NUMBER:
		return a->about == b->about && !(a->number < b->number) &&
			!(a->number > b->number);
	case ITEM_DATE:
		return a->about == b->about && date_compare(a->date, b->date) == 0;
	case ITEM_TEXT:
		return strcmp(a->text, b->text) == 0;
	case ITEM_TYPE_COUNT:
		break;
	}
	assert(!"an item has a type");
	return false;
}

bool
value_score(const struct item *it, const struct value *v, double *ret)
{
	const struct choice *c;

	if (v->missing != MISSING_NO)
		return false;
	if (it->type != ITEM_ONE && it->type != ITEM_YES_NO)
		return false;
	if (v->choice < 0 || (size_t)v->choice >= it->choices->count)
		return false;
	c = &it->choices->at[v->choice];
	if (!c->scored)
		return false;
	*ret = c->score;
	return true;
}

struct answers *
answers_new(struct arena *a, const struct form *f)
{
	struct answers *got = arena_alloc(a, sizeof *got);

	got->form = f;
	got->at = arena_array(a, f->item_count, sizeof *got->at);
	got->asked = arena_array(a, f->item_count, sizeof *got->asked);
	for (size_t i = 0; i < f->item_count; i++) {
		got->at[i] = value_missing(MISSING_NOT_REACHED);
		got->asked[i] = true;
	}
	return got;
}

struct value
answers_value(const struct answers *got, const struct item *it)
{
	assert(it->index < got->form->item_count);
	if (!got->asked[it->index])
		return value_missing(MISSING_NOT_ASKED);
	return got->at[it->index];
}

bool
client_code_valid(const char *code)
{
	static const char signs[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./";
	size_t n = strlen(code);

	return n <= CLIENT_CODE_MAX && strspn(code, signs) == n;
}
