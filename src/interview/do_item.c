/* do_item.c - what can be done at a question: choose, say, go on, go back, skip */
#include "interview/internal.h"

static bool
dealt_with(enum missing m)
{
	return m != MISSING_NOT_REACHED && m != MISSING_SECTION_SKIPPED;
}

/* The value is the answer: on disk, said, and on to what follows. */
static bool
answer(struct interview *iv, const struct input *in, const struct value *v)
{
	const struct item *it = iv->item;
	bool fresh = !dealt_with(iv->got->at[it->index].missing), is_new;

	if (!keep_answer(iv, it, v, in->now, &is_new))
		return false;
	confirm_put(iv, it, v, is_new);
	go_on_from(iv, it, fresh);
	safety_meet(iv, in->now);
	return true;
}

static const enum text_id nothing_yet[] = {
	TEXT_CHOOSE_FIRST,      /* ITEM_ONE */
	TEXT_CHOOSE_SOME_FIRST, /* ITEM_MANY */
	TEXT_CHOOSE_FIRST,      /* ITEM_YES_NO */
	TEXT_ANSWER_FIRST,      /* ITEM_NUMBER */
	TEXT_ANSWER_FIRST,      /* ITEM_TEXT */
	TEXT_ANSWER_FIRST,      /* ITEM_DATE */
};
_Static_assert(COUNT_OF(nothing_yet) == ITEM_TYPE_COUNT, "one for every type");

bool
do_next(struct interview *iv, const struct input *in)
{
	struct value v = iv->in_hand ? iv->hand : iv->got->at[iv->item->index];

	if (!dealt_with(v.missing))
		return refuse(iv, nothing_yet[iv->item->type]);
	return answer(iv, in, &v);
}

bool
do_back(struct interview *iv, const struct input *in)
{
	if (!keep_hand(iv, in->now))
		return false;
	if (iv->way == WAY_REVIEW)
		go_review(iv);
	else if (iv->at == SCREEN_AFTER)
		go_question(iv, iv->item);
	else if (iv->at == SCREEN_REVIEW)
		go_back_from(iv, item_first_unreached(iv, iv->form->item_count));
	else if (iv->at == SCREEN_QUESTION)
		go_back_from(iv, iv->item);
	else
		go_back_from(iv, section_first(iv, iv->section));
	safety_meet(iv, in->now);
	return true;
}

bool
do_skip(struct interview *iv, const struct input *in)
{
	struct value v = VALUE_NOT_REACHED;

	v.missing = MISSING_SKIPPED;
	return answer(iv, in, &v);
}

bool
do_dont_know(struct interview *iv, const struct input *in)
{
	struct value v = VALUE_NOT_REACHED;

	v.missing = MISSING_DONT_KNOW;
	return answer(iv, in, &v);
}

bool
do_blank(struct interview *iv, const struct input *in)
{
	(void)in;
	iv->blank[iv->item->index] = true;
	go_on_from(iv, iv->item, true);
	return true;
}

static void
take(struct interview *iv, const struct value *v)
{
	iv->hand = *v;
	if (v->text)
		iv->hand.text = arena_strdup(&iv->arena, v->text);
	iv->in_hand = true;
}

bool
do_set(struct interview *iv, const struct input *in)
{
	const struct choice_list *l = iv->item->choices;
	struct value v = VALUE_NOT_REACHED;

	if (in->n < 0 || (size_t)in->n >= l->count)
		return refuse(iv, TEXT_CHOOSE_FIRST);
	v.missing = l->at[in->n].missing ? MISSING_DOES_NOT_APPLY : MISSING_NO;
	v.choice = in->n;
	take(iv, &v);
	return true;
}

/* The choices ticked now, as bits. */
static uint64_t
ticked(const struct interview *iv)
{
	const struct value *v = iv->in_hand ? &iv->hand : &iv->got->at[iv->item->index];

	if (v->missing == MISSING_DOES_NOT_APPLY && v->choice >= 0)
		return (uint64_t)1 << v->choice;
	return v->missing == MISSING_NO ? v->choices : 0;
}

static bool
stands_alone(const struct choice *c)
{
	return c->exclusive || c->missing;
}

/* Tick or untick one; "none of these" clears the rest, and the rest clear it.  With the
 * last one unticked there is nothing in hand to go on with. */
bool
do_toggle(struct interview *iv, const struct input *in)
{
	const struct choice_list *l = iv->item->choices;
	struct value v = VALUE_NOT_REACHED;
	uint64_t bits = ticked(iv), bit;

	if (in->n < 0 || (size_t)in->n >= l->count)
		return refuse(iv, TEXT_CHOOSE_SOME_FIRST);
	bit = (uint64_t)1 << in->n;
	if (bits & bit) {
		bits &= ~bit;
	} else if (stands_alone(&l->at[in->n])) {
		bits = bit;
	} else {
		for (size_t i = 0; i < l->count; i++)
			if (stands_alone(&l->at[i]))
				bits &= ~((uint64_t)1 << i);
		bits |= bit;
	}
	if (bits == bit && l->at[in->n].missing) {
		v.missing = MISSING_DOES_NOT_APPLY;
		v.choice = in->n;
	} else if (bits) {
		v.missing = MISSING_NO;
		v.choices = bits;
	}
	take(iv, &v);
	return true;
}

bool
do_say(struct interview *iv, const struct input *in)
{
	struct value v;
	enum parse_trouble bad;

	if (in->value) {
		take(iv, in->value);
		return true;
	}
	bad = value_parse(
		&iv->arena, iv->form, iv->item, iv->lang, in->text ? in->text : "", &v);
	if (bad) {
		trouble_put(iv, iv->item, bad);
		/* what stands in the field now is no answer, whatever stood there before */
		iv->in_hand = iv->in_hand && iv->item->choices;
		return false;
	}
	take(iv, &v);
	return true;
}
