/* replay.c - stored events back to the place where the client stood */
#include <string.h>

#include "interview/internal.h"

static bool
replay_start(struct interview *iv, const struct event *e)
{
	const struct form *f = iv->form;

	iv->starts++;
	if (strcmp(e->key, "form") == 0)
		return strcmp(e->value,
			       arena_printf(&iv->arena, "%s %d %s", f->id, f->version,
				       f->digest)) == 0;
	if (strcmp(e->key, "lang") == 0)
		language_take(iv, e->value);
	return iv->starts <= START_EVENTS;
}

static bool
replay_answer(struct interview *iv, const struct event *e)
{
	const struct item *it = form_item(iv->form, e->key);

	if (!it || !value_read(&iv->arena, it, e->value, &iv->got->at[it->index]))
		return false;
	score_settle(iv->form, iv->got);
	if (it->safety)
		iv->owed[it->safety->index] =
			safety_owed(it->safety, &iv->got->at[it->index]);
	return true;
}

static bool
replay_section(struct interview *iv, const struct event *e)
{
	const struct section *s = form_section(iv->form, e->key);
	bool skip = strcmp(e->value, "skip") == 0;

	if (!s)
		return false;
	section_mark(iv, s, skip);
	return true;
}

/* A message counts as met once the client chose there: "shown" may have been written
 * just before the light went out. */
static bool
replay_safety(struct interview *iv, const struct event *e)
{
	bool soft = strcmp(e->value, "soft") == 0;
	bool chose = strcmp(e->value, "go-on") == 0 || strcmp(e->value, "stop") == 0;
	bool found = false;

	for (size_t i = 0; i < iv->form->safety_count; i++) {
		bool same = strcmp(iv->form->safeties[i].id, e->key) == 0;

		found = found || same;
		if ((soft && iv->owed[i] == OWED_SOFT) || (chose && same))
			iv->owed[i] = OWED_NOTHING;
	}
	return found;
}

static bool
replay_one(struct interview *iv, const struct event *e)
{
	switch (e->kind) {
	case EVENT_START:
		return replay_start(iv, e);
	case EVENT_CONSENT:
		iv->consented = strcmp(e->value, "yes") == 0;
		return iv->consented;
	case EVENT_ANSWER:
		return replay_answer(iv, e);
	case EVENT_SECTION:
		return replay_section(iv, e);
	case EVENT_SAFETY:
		return replay_safety(iv, e);
	case EVENT_LANG:
		language_take(iv, e->value);
		return true;
	case EVENT_STOP:
	case EVENT_RESUME:
		return true;
	case EVENT_FINISH:
	case EVENT_DECLINE:
	case EVENT_KIND_COUNT:
		break;
	}
	return false;
}

/* Going on in another language was agreed to once, or there would be no answer. */
static bool
agreed_to_other(const struct interview *iv)
{
	if (language_lacks(iv, NULL))
		return iv->consented;
	for (size_t i = 0; i < iv->form->section_count; i++)
		if (section_open(iv, &iv->form->sections[i]) &&
			language_lacks(iv, &iv->form->sections[i]))
			return true;
	return false;
}

int
interview_replay(
	struct interview *iv, const struct event *events, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (!replay_one(iv, &events[i]))
			return err_set(err, ERR_INVALID,
				"event %zu of the record does not fit the form, or comes "
				"after its "
				"end",
				i + 1);
	if (count == 0)
		return 0;
	iv->returned = true;
	iv->seq++;
	iv->view_fresh = false;
	iv->other_ok = agreed_to_other(iv);
	iv->at = iv->consented ? SCREEN_WELCOME_BACK : SCREEN_WELCOME;
	if (safety_now(iv, OWED_MESSAGE))
		screen_push(iv, SCREEN_SAFETY);
	else if (safety_now(iv, OWED_SOFT))
		screen_push(iv, SCREEN_SAFETY_SOFT);
	return 0;
}
