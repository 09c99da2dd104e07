/*
 * order.c - which question comes next, which came before, how many are left
 *
 * Everything here follows from the answers alone, so that a replay stands where the
 * client stood.  A question is passed by when a condition closes it, or when its part
 * was skipped; going back comes to what was skipped, so that a skip can be undone.
 */
#include "interview/internal.h"

static size_t
section_index(const struct interview *iv, const struct section *s)
{
	return (size_t)(s - iv->form->sections);
}

static enum missing
missing_of(const struct interview *iv, const struct item *it)
{
	return iv->got->at[it->index].missing;
}

bool
item_shown(const struct interview *iv, const struct item *it)
{
	return iv->got->asked[it->index];
}

bool
item_unreached(const struct interview *iv, const struct item *it)
{
	return item_shown(iv, it) && missing_of(iv, it) == MISSING_NOT_REACHED &&
		!iv->blank[it->index];
}

/* The next one to be asked. */
const struct item *
item_after(const struct interview *iv, const struct item *from)
{
	for (size_t i = from->index + 1; i < iv->form->item_count; i++) {
		const struct item *it = &iv->form->items[i];

		if (item_shown(iv, it) && missing_of(iv, it) != MISSING_SECTION_SKIPPED)
			return it;
	}
	return NULL;
}

/* The one before, of a skipped part too; from NULL: the last of all. */
const struct item *
item_before(const struct interview *iv, const struct item *from)
{
	for (size_t i = from ? from->index : iv->form->item_count; i-- > 0;)
		if (item_shown(iv, &iv->form->items[i]))
			return &iv->form->items[i];
	return NULL;
}

const struct item *
item_first_unreached(const struct interview *iv, size_t before)
{
	for (size_t i = 0; i < before; i++)
		if (item_unreached(iv, &iv->form->items[i]))
			return &iv->form->items[i];
	return NULL;
}

bool
section_has_note(const struct section *s)
{
	return s->sensitive || s->before.in[0];
}

const struct item *
section_first(const struct interview *iv, const struct section *s)
{
	for (size_t i = 0; i < s->item_count; i++)
		if (item_shown(iv, &iv->form->items[s->first_item + i]))
			return &iv->form->items[s->first_item + i];
	return NULL;
}

/* Something in it was dealt with, so that its note has been seen. */
bool
section_open(const struct interview *iv, const struct section *s)
{
	for (size_t i = s->first_item; i < s->first_item + s->item_count; i++) {
		enum missing m = iv->got->at[i].missing;

		if (iv->blank[i] ||
			(m != MISSING_NOT_REACHED && m != MISSING_SECTION_SKIPPED))
			return true;
	}
	return false;
}

bool
order_complete(const struct interview *iv)
{
	return !item_first_unreached(iv, iv->form->item_count);
}

void
go_question(struct interview *iv, const struct item *it)
{
	iv->seen = iv->item;
	iv->item = it;
	iv->in_hand = false;
	iv->at = SCREEN_QUESTION;
}

void
go_to(struct interview *iv, const struct item *it, const struct section *from)
{
	if (!it) {
		go_review(iv);
		return;
	}
	iv->section = it->section;
	iv->wanted = it;
	if (it->section != from && !iv->other_ok && language_lacks(iv, it->section))
		iv->at = SCREEN_OTHER_LANGUAGE;
	else if (it->section != from && section_has_note(it->section) &&
		!section_open(iv, it->section))
		iv->at = SCREEN_NOTE;
	else
		go_question(iv, it);
}

/* What is next: onward, or what has newly opened before the place of the review. */
static const struct item *
next_of(const struct interview *iv, const struct item *it)
{
	return iv->way == WAY_REVIEW ? item_first_unreached(iv, iv->frontier)
				     : item_after(iv, it);
}

void
go_on_from(struct interview *iv, const struct item *it, bool fresh)
{
	const struct section *s = it->section;
	const struct item *next = next_of(iv, it);
	bool leaves = !next || next->section != s;

	if (leaves && iv->at != SCREEN_AFTER && s->after.in[0] &&
		!iv->skipped[section_index(iv, s)] && (fresh || iv->way == WAY_FORWARD)) {
		iv->at = SCREEN_AFTER;
		iv->in_hand = false;
		return;
	}
	go_to(iv, next, s);
}

void
go_behind(struct interview *iv, const struct section *s)
{
	const struct item *last = &iv->form->items[s->first_item] + s->item_count - 1;

	go_to(iv, next_of(iv, last), s);
}

void
go_back_from(struct interview *iv, const struct item *it)
{
	const struct item *to = item_before(iv, it), *before;

	if (!to)
		return;
	/* behind a skipped part: to where it was skipped */
	while (missing_of(iv, to) == MISSING_SECTION_SKIPPED &&
		(before = item_before(iv, to)) != NULL &&
		before->section == to->section &&
		missing_of(iv, before) == MISSING_SECTION_SKIPPED)
		to = before;
	if (missing_of(iv, to) == MISSING_SECTION_SKIPPED &&
		section_has_note(to->section) && !section_open(iv, to->section)) {
		iv->section = to->section;
		iv->at = SCREEN_NOTE;
	} else {
		go_question(iv, to);
	}
}

void
go_review(struct interview *iv)
{
	const struct item *first = item_first_unreached(iv, iv->form->item_count);

	iv->frontier = first ? first->index : iv->form->item_count;
	iv->way = WAY_FORWARD;
	iv->in_hand = false;
	iv->at = SCREEN_REVIEW;
}

/* A part that was skipped is behind the client, but for one who stands at what was skipped
 * of it: there an answer opens it again. */
size_t
order_left(const struct interview *iv, const struct item *it)
{
	bool opens = missing_of(iv, it) == MISSING_SECTION_SKIPPED;
	size_t left = 0;

	for (size_t i = it->index + 1; i < iv->form->item_count; i++) {
		const struct item *later = &iv->form->items[i];
		bool passed = missing_of(iv, later) == MISSING_SECTION_SKIPPED &&
			!(opens && later->section == it->section);

		left += !passed &&
			score_item_possible(iv->form, iv->got, later, it->index);
	}
	return left;
}

size_t
section_size(const struct interview *iv, const struct section *s)
{
	size_t count = 0;

	for (size_t i = s->first_item; i < s->first_item + s->item_count; i++)
		count += score_item_possible(
			iv->form, iv->got, &iv->form->items[i], s->first_item);
	return count;
}

void
section_place(const struct interview *iv, const struct section *s, size_t *ret_number,
	size_t *ret_total)
{
	size_t own = section_index(iv, s);

	*ret_number = 1;
	for (size_t i = 0; i < own; i++)
		*ret_number += section_first(iv, &iv->form->sections[i]) != NULL;
	*ret_total = *ret_number;
	for (size_t i = own + 1; i < iv->form->section_count; i++) {
		const struct section *later = &iv->form->sections[i];
		bool may = false;

		for (size_t k = 0; k < later->item_count && !may; k++)
			may = score_item_possible(iv->form, iv->got,
				&iv->form->items[later->first_item + k], s->first_item);
		*ret_total += may;
	}
}
