/*
 * trend_same.c - when two scales of two sittings are the same
 */
#include <string.h>

#include "score/trend_part.h"

struct scale_home
scale_home(const struct form *f, const struct scale *s)
{
	const struct included *in = s->item_count ? s->items[0]->section->included : NULL;

	if (in)
		return (struct scale_home){in->id, in->version, in};
	return (struct scale_home){f->id, f->version, NULL};
}

/* Not exactly equal, as compilers warn of; form files give short decimals. */
static bool
equal(double x, double y)
{
	return !(x < y) && !(x > y);
}

static bool
choices_count_same(const struct choice_list *a, const struct choice_list *b)
{
	if (!a || !b || a->count != b->count)
		return a == b;
	for (size_t i = 0; i < a->count; i++) {
		const struct choice *x = &a->at[i], *y = &b->at[i];

		if (strcmp(x->code, y->code) != 0 || x->scored != y->scored ||
			x->missing != y->missing || !equal(x->score, y->score))
			return false;
	}
	return true;
}

bool
scale_counts_same(const struct scale *s, const struct scale *t)
{
	if (s->method != t->method || s->item_count != t->item_count ||
		s->may_miss != t->may_miss || s->validated != t->validated ||
		s->higher_better != t->higher_better || !s->zero_if != !t->zero_if ||
		!equal(s->count_at, t->count_at))
		return false;
	for (size_t i = 0; i < s->item_count; i++)
		if (strcmp(s->items[i]->id, t->items[i]->id) != 0 ||
			s->reversed[i] != t->reversed[i] ||
			!choices_count_same(s->items[i]->choices, t->items[i]->choices))
			return false;
	return true;
}

/* In the form's own language; both have a text or neither. */
static bool
words_same(const struct words *a, const struct words *b)
{
	const char *x = a ? form_words(a, 0) : NULL, *y = b ? form_words(b, 0) : NULL;

	return x && y ? strcmp(x, y) == 0 : x == y;
}

static bool
item_reads_same(const struct item *a, const struct item *b)
{
	if (!words_same(&a->text, &b->text) ||
		!words_same(
			a->grid ? &a->grid->stem : NULL, b->grid ? &b->grid->stem : NULL))
		return false;
	for (size_t i = 0; a->choices && i < a->choices->count; i++)
		if (!words_same(&a->choices->at[i].label, &b->choices->at[i].label))
			return false;
	return true;
}

static bool
reads_same(const struct scale *s, const struct scale *t)
{
	if (!scale_counts_same(s, t))
		return false;
	for (size_t i = 0; i < s->item_count; i++)
		if (!item_reads_same(s->items[i], t->items[i]))
			return false;
	return true;
}

bool
scale_is_same(const struct form *f, const struct scale *s, const struct form *g,
	const struct scale *t)
{
	if (strcmp(s->id, t->id) != 0)
		return false;
	return strcmp(scale_home(f, s).id, scale_home(g, t).id) == 0 || reads_same(s, t);
}

/* What a client reads who chose tag: the form's own language where it has no other. */
static const char *
shown_lang(const struct form *f, const struct included *in, const char *tag)
{
	bool has = form_has_lang(f, tag) && (!in || in->has_lang[form_lang(f, tag)]);

	return f->langs[has ? form_lang(f, tag) : 0];
}

static bool
counts_id(const struct scale *s, const char *id, size_t *ret)
{
	for (size_t i = 0; i < s->item_count; i++)
		if (strcmp(s->items[i]->id, id) == 0) {
			*ret = i;
			return true;
		}
	return false;
}

/* The last word on an item counts, and so does the language it was said in. */
const char *
scale_lang(const struct sitting *at, const struct scale *s)
{
	const struct included *in = scale_home(at->form, s).included;
	const struct record *r = at->record;
	const char *lang = r->lang, *first = NULL;

	for (size_t i = r->event_count; i-- > 0;) { /* the language it began in */
		const struct event *e = &r->events[i];

		if (e->kind == EVENT_START && strcmp(e->key, "lang") == 0)
			lang = e->value;
	}
	for (size_t i = 0; i < r->event_count; i++) {
		const struct event *e = &r->events[i];
		const char *shown;
		size_t index;
		bool again = false;

		if (e->kind == EVENT_LANG)
			lang = e->value;
		if (e->kind != EVENT_ANSWER || !counts_id(s, e->key, &index))
			continue;
		for (size_t k = i + 1; k < r->event_count && !again; k++)
			again = r->events[k].kind == EVENT_ANSWER &&
				strcmp(r->events[k].key, e->key) == 0;
		if (again)
			continue;
		shown = shown_lang(at->form, in, lang);
		if (first && strcmp(first, shown) != 0)
			return NULL;
		first = shown;
	}
	return first ? first : shown_lang(at->form, in, lang);
}

/* Both at a console, whichever of its two; or both neither. */
static const char *
way(const struct sitting *s)
{
	const char *mode = s->record->mode;

	return strcmp(mode, "line") == 0 ? "screen" : mode;
}

bool
sitting_same_way(const struct sitting *a, const struct sitting *b)
{
	return strcmp(way(a), way(b)) == 0;
}
