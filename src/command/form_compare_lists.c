/* form_compare_lists.c - two forms: answers and their scores, parts of scales, order */
#include "command/form_compare.h"

#include <assert.h>
#include <string.h>

/* ---- answers ---- */

static void
compare_choice(struct comparison *k, const char *list, const struct choice *was,
	const struct choice *is)
{
	struct spot at = {EFFECT_SCORES, true,
		arena_printf(&k->call->arena, "%s.%s", list, is->code), is->at, false};

	if (was->scored && is->scored && was->score != is->score)
		compare_add(k, &at, TEXT_DIFF_SCORE, "new", compare_number(k, is->score),
			"old", compare_number(k, was->score));
	else if (is->scored && !was->scored)
		compare_add(k, &at, TEXT_DIFF_SCORE_NEW, "score",
			compare_number(k, is->score), NULL, NULL);
	else if (was->scored && !is->scored)
		compare_add(k, &at, TEXT_DIFF_SCORE_GONE, "score",
			compare_number(k, was->score), NULL, NULL);
	if (was->missing != is->missing)
		compare_add(k, &at,
			is->missing ? TEXT_DIFF_MISSING : TEXT_DIFF_NOT_MISSING, NULL,
			NULL, NULL, NULL);
	at.effect = EFFECT_CLIENTS;
	if (was->exclusive != is->exclusive)
		compare_add(k, &at,
			is->exclusive ? TEXT_DIFF_EXCLUSIVE : TEXT_DIFF_NOT_EXCLUSIVE,
			NULL, NULL, NULL, NULL);
	at.raises = false;
	if (was->digit != is->digit)
		compare_add(k, &at, TEXT_DIFF_DIGIT, "new", compare_number(k, is->digit),
			"old", compare_number(k, was->digit));
}

static void
compare_list(struct comparison *k, const char *name, const struct choice_list *was,
	const struct choice_list *is)
{
	struct spot at = {EFFECT_CLIENTS, true, NULL, is->place, false};
	struct arena *a = &k->call->arena;

	for (size_t i = 0; i < is->count; i++) {
		int before = form_choice(was, is->at[i].code);

		if (before >= 0) {
			assert(was->at); /* it was found there */
			compare_choice(k, name, &was->at[before], &is->at[i]);
			continue;
		}
		at.id = arena_printf(a, "%s.%s", name, is->at[i].code);
		at.at = is->at[i].at;
		compare_add(k, &at, TEXT_DIFF_ANSWER_NEW, "words",
			form_words(&is->at[i].label, 0), NULL, NULL);
	}
	at.gone = true;
	for (size_t i = 0; i < was->count; i++) {
		if (form_choice(is, was->at[i].code) >= 0)
			continue;
		at.id = arena_printf(a, "%s.%s", name, was->at[i].code);
		at.at = was->at[i].at;
		compare_add(k, &at, TEXT_DIFF_ANSWER_GONE, "words",
			form_words(&was->at[i].label, 0), NULL, NULL);
	}
}

/* Two lists that were held against each other; a shared one is told of once. */
struct pair {
	const struct choice_list *was, *is;
};

void
compare_answers(struct comparison *k)
{
	static const struct choice_list none = {.id = ""};
	VEC(struct pair) seen = VEC_NONE;

	for (size_t i = 0; i < k->new->item_count; i++) {
		const struct item *is = &k->new->items[i],
				  *was = form_item(k->old, is->id);
		struct pair p = {was && was->choices ? was->choices : &none,
			is->choices ? is->choices : &none};
		bool known = !was || is->type == ITEM_YES_NO;

		for (size_t j = 0; j < seen.count && !known; j++)
			known = seen.at[j].was == p.was && seen.at[j].is == p.is;
		if (known)
			continue;
		*vec_push(&k->call->arena, &seen) = p;
		/* a list that is shared in both goes by its own name */
		if (p.is->id && *p.is->id && p.was->id &&
			strcmp(p.is->id, p.was->id) == 0)
			compare_list(k, p.is->id, p.was, p.is);
		else
			compare_list(k, is->id, p.was, p.is);
	}
}

/* ---- scales ---- */

static int
place_in(const struct scale *s, const char *id)
{
	for (size_t i = 0; i < s->item_count; i++)
		if (strcmp(s->items[i]->id, id) == 0)
			return (int)i;
	return -1;
}

static void
compare_scale_items(struct comparison *k, const struct scale *was, const struct scale *is)
{
	struct spot at = {
		EFFECT_SCORES, true, is->id, xml_place(is->node, "items"), false};

	for (size_t i = 0; i < is->item_count; i++) {
		const char *id = is->items[i]->id;
		int before = place_in(was, id);
		bool reversed = before >= 0 && was->reversed[before];

		if (before < 0)
			compare_add(k, &at, TEXT_DIFF_COUNTS, "item", id, NULL, NULL);
		if (is->reversed[i] != reversed)
			compare_add(k, &at,
				reversed ? TEXT_DIFF_NOT_REVERSED : TEXT_DIFF_REVERSED,
				"item", id, NULL, NULL);
	}
	for (size_t i = 0; i < was->item_count; i++)
		if (place_in(is, was->items[i]->id) < 0)
			compare_add(k, &at, TEXT_DIFF_NOT_COUNTS, "item",
				was->items[i]->id, NULL, NULL);
}

/* "0 - 4, 5 - 9": the bounds of all bands; the numbers of cuts and changes. */
static const char *
bands_of(struct comparison *k, const struct scale *s)
{
	const char *all = "";

	for (size_t i = 0; i < s->band_count; i++)
		all = arena_printf(&k->call->arena, "%s%s%s - %s", all, i ? ", " : "",
			compare_number(k, s->bands[i].from),
			compare_number(k, s->bands[i].to));
	return all;
}

static const char *
cuts_of(struct comparison *k, const struct scale *s)
{
	struct arena *a = &k->call->arena;
	const char *all = "";

	for (size_t i = 0; i < s->cut_count; i++) {
		const struct cut *cut = &s->cuts[i];

		all = arena_printf(
			a, "%s%s%s", all, i ? ", " : "", compare_number(k, cut->at));
		if (cut->to > cut->at)
			all = arena_printf(a, "%s - %s", all, compare_number(k, cut->to));
	}
	return all;
}

static const char *
changes_of(struct comparison *k, const struct scale *s)
{
	/* as they are written in the form */
	static const char *const kinds[] = {"reliable", "notable", "remission"};
	const char *all = "";

	_Static_assert(COUNT_OF(kinds) == CHANGE_KIND_COUNT, "a word for every kind");
	for (size_t i = 0; i < s->change_count; i++)
		all = arena_printf(&k->call->arena, "%s%s%s %s", all, i ? ", " : "",
			kinds[s->changes[i].kind], compare_number(k, s->changes[i].at));
	return all;
}

static void
compare_part(struct comparison *k, const struct spot *at, enum text_id id,
	const char *was, const char *is)
{
	if (strcmp(was, is) != 0)
		compare_add(k, at, id, "new", *is ? is : "-", "old", *was ? was : "-");
}

void
compare_scale(struct comparison *k, const struct scale *was, const struct scale *is)
{
	struct spot at = {EFFECT_SCORES, true, is->id, is->at, false};

	compare_scale_items(k, was, is);
	if (is->band_count)
		at.at = is->bands[0].at;
	compare_part(k, &at, TEXT_DIFF_BANDS, bands_of(k, was), bands_of(k, is));
	at.at = is->cut_count ? is->cuts[0].place : is->at;
	compare_part(k, &at, TEXT_DIFF_CUTS, cuts_of(k, was), cuts_of(k, is));
	at.at = is->change_count ? is->changes[0].place : is->at;
	compare_part(k, &at, TEXT_DIFF_CHANGES, changes_of(k, was), changes_of(k, is));
}

/* ---- order ---- */

/* Things that both forms have, in the order of the new one. */
struct ordered {
	const char *id;
	struct place at;
	size_t before;  /* its place in the old form */
	size_t longest; /* of the runs in unchanged order that end here */
	size_t previous;
	bool stays;
};

/* The most that stay where they are; the others have moved.  Marks them. */
static void
mark_staying(struct ordered *at, size_t count)
{
	size_t end = 0;

	for (size_t i = 0; i < count; i++) {
		at[i].longest = 1;
		at[i].previous = count;
		for (size_t j = 0; j < i; j++)
			if (at[j].before < at[i].before &&
				at[j].longest >= at[i].longest) {
				at[i].longest = at[j].longest + 1;
				at[i].previous = j;
			}
		if (at[i].longest > at[end].longest)
			end = i;
	}
	for (size_t i = end; i < count; i = at[i].previous)
		at[i].stays = true;
}

static void
tell_moved(struct comparison *k, struct ordered *at, size_t count, const char *first)
{
	mark_staying(at, count);
	for (size_t i = 0; i < count; i++) {
		struct spot spot = {EFFECT_CLIENTS, false, at[i].id, at[i].at, false};

		if (at[i].stays)
			continue;
		if (i > 0)
			compare_add(k, &spot, TEXT_DIFF_MOVED, "after", at[i - 1].id,
				NULL, NULL);
		else
			compare_add(
				k, &spot, TEXT_DIFF_MOVED_FIRST, "in", first, NULL, NULL);
	}
}

/* The items of one part that stood in it before, too. */
static void
order_of_items(struct comparison *k, const struct section *s)
{
	struct ordered *at = arena_array(&k->call->arena, s->item_count + 1, sizeof *at);
	size_t count = 0;

	for (size_t i = 0; i < s->item_count; i++) {
		const struct item *is = &k->new->items[s->first_item + i];
		const struct item *was = form_item(k->old, is->id);

		if (was && strcmp(was->section->id, s->id) == 0)
			at[count++] = (struct ordered){
				.id = is->id, .at = is->at, .before = was->index};
	}
	if (count)
		tell_moved(k, at, count, s->id);
}

void
compare_order(struct comparison *k)
{
	const struct form *f = k->new;
	struct ordered *at =
		arena_array(&k->call->arena, f->section_count + 1, sizeof *at);
	size_t count = 0;

	for (size_t i = 0; i < f->section_count; i++) {
		const struct section *was = form_section(k->old, f->sections[i].id);

		if (was)
			at[count++] = (struct ordered){.id = was->id,
				.at = f->sections[i].at,
				.before = was->number};
	}
	if (count)
		tell_moved(k, at, count, f->id);
	for (size_t i = 0; i < f->section_count; i++)
		order_of_items(k, &f->sections[i]);
}
