/* keep.c - what the client does, to events: on disk first, then in the state */
#include <string.h>

#include "interview/internal.h"

bool
keep_event(struct interview *iv, enum event_kind kind, int64_t now, const char *key,
	const char *value)
{
	struct event e = {kind, now, key, value};

	if (iv->sink.put(iv->sink.self, &e) == 0)
		return true;
	return refuse(iv, TEXT_NOT_SAVED);
}

/* The head of the record, from the first of its events that is not on disk yet. */
bool
keep_start(struct interview *iv, int64_t now)
{
	const struct form *f = iv->form;
	const char *form =
		arena_printf(&iv->arena, "%s %d %s", f->id, f->version, f->digest);
	const char *const start[START_EVENTS][2] = {
		{"form",   form              },
		{"client", iv->options.client},
		{"lang",   iv->tag           },
		{"mode",   iv->options.mode  },
	};

	for (; iv->starts < START_EVENTS; iv->starts++)
		if (!keep_event(iv, EVENT_START, now, start[iv->starts][0],
			    start[iv->starts][1]))
			return false;
	return true;
}

bool
keep_return(struct interview *iv, int64_t now)
{
	enum screen top = top_screen(iv);
	const struct safety *s =
		safety_now(iv, top == SCREEN_SAFETY ? OWED_MESSAGE : OWED_SOFT);

	if (!iv->returned)
		return true;
	if (!keep_event(iv, EVENT_RESUME, now, "", ""))
		return false;
	iv->returned = false;
	/* the message that stood over everything when the client came back */
	if (top == SCREEN_SAFETY)
		return keep_event(iv, EVENT_SAFETY, now, s->id, "shown");
	if (top == SCREEN_SAFETY_SOFT)
		return keep_event(iv, EVENT_SAFETY, now, s->id, "soft");
	return true;
}

void
section_mark(struct interview *iv, const struct section *s, bool skip)
{
	enum missing from = skip ? MISSING_NOT_REACHED : MISSING_SECTION_SKIPPED;
	enum missing to = skip ? MISSING_SECTION_SKIPPED : MISSING_NOT_REACHED;

	iv->skipped[s - iv->form->sections] = skip;
	for (size_t i = s->first_item; i < s->first_item + s->item_count; i++) {
		const struct item *it = &iv->form->items[i];

		if (iv->got->at[i].missing != from)
			continue;
		iv->got->at[i].missing = to;
		if (skip && it->safety && item_shown(iv, it))
			iv->owed[it->safety->index] = OWED_SOFT;
	}
	score_settle(iv->form, iv->got);
}

bool
keep_section(struct interview *iv, const struct section *s, bool skip, int64_t now)
{
	if (iv->skipped[s - iv->form->sections] == skip)
		return true;
	if (!keep_event(iv, EVENT_SECTION, now, s->id, skip ? "skip" : "open"))
		return false;
	section_mark(iv, s, skip);
	return true;
}

bool
keep_answer(struct interview *iv, const struct item *it, const struct value *v,
	int64_t now, bool *ret_new)
{
	struct value *at = &iv->got->at[it->index];
	struct buf stored = BUF_NONE;
	bool kept;

	*ret_new = !value_equal(it, at, v);
	if (!*ret_new)
		return true;
	/* an answer to what was skipped with its part opens the part again; a change of
	 * what was answered before that does not */
	if (at->missing == MISSING_SECTION_SKIPPED &&
		!keep_section(iv, it->section, false, now))
		return false;
	value_put(&stored, it, v);
	kept = keep_event(iv, EVENT_ANSWER, now, it->id, buf_text(&stored));
	buf_wipe(&stored);
	buf_free(&stored);
	if (!kept)
		return false;
	*at = *v;
	if (v->text)
		at->text = arena_strdup(&iv->arena, v->text);
	iv->blank[it->index] = false;
	score_settle(iv->form, iv->got);
	if (it->safety)
		iv->owed[it->safety->index] = safety_owed(it->safety, v);
	return true;
}

bool
hand_unsaved(const struct interview *iv)
{
	return iv->at == SCREEN_QUESTION && iv->in_hand &&
		iv->hand.missing != MISSING_NOT_REACHED;
}

bool
keep_hand(struct interview *iv, int64_t now)
{
	bool is_new;

	if (!hand_unsaved(iv))
		return true;
	if (!keep_answer(iv, iv->item, &iv->hand, now, &is_new))
		return false;
	if (is_new)
		confirm_put(iv, iv->item, &iv->hand, true);
	iv->in_hand = false;
	return true;
}
