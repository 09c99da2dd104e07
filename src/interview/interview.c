/* interview.c - an interview begins, takes an input, ends */
#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "interview/internal.h"

/* ---- languages ---- */

/* The form's own first, then those that the program speaks and the form does not. */
size_t
language_count(const struct interview *iv)
{
	size_t count = iv->form->lang_count;

	for (int i = 0; i < LANG_COUNT; i++)
		count += !form_has_lang(iv->form, text_lang_tag((enum lang)i));
	return count;
}

const char *
language_tag(const struct interview *iv, size_t n)
{
	if (n < iv->form->lang_count)
		return iv->form->langs[n];
	n -= iv->form->lang_count;
	for (int i = 0; i < LANG_COUNT; i++) {
		const char *tag = text_lang_tag((enum lang)i);

		if (!form_has_lang(iv->form, tag) && n-- == 0)
			return tag;
	}
	assert(!"a language that is offered");
	return "";
}

/* The program's language of a tag; false when it does not speak it. */
static bool
language_spoken(const char *tag, enum lang *ret)
{
	size_t n = strcspn(tag, "-_");

	*ret = text_lang(tag);
	return strlen(text_lang_tag(*ret)) == n &&
		strncmp(text_lang_tag(*ret), tag, n) == 0;
}

const char *
language_name(const char *tag)
{
	static const enum text_id names[] = {TEXT_LANG_EN, TEXT_LANG_ES};
	enum lang lang;

	_Static_assert(COUNT_OF(names) == LANG_COUNT, "a name for every language");
	return language_spoken(tag, &lang) ? text(lang, names[lang]) : tag;
}

const char *
language_in(const struct interview *iv, const char *tag)
{
	static const enum text_id names[] = {TEXT_IN_LANG_EN, TEXT_IN_LANG_ES};
	enum lang lang;

	_Static_assert(COUNT_OF(names) == LANG_COUNT, "a name for every language");
	return language_spoken(tag, &lang) ? text(iv->ui, names[lang]) : tag;
}

void
language_take(struct interview *iv, const char *tag)
{
	iv->ui = text_lang(tag);
	iv->lang = form_lang(iv->form, tag);
	iv->tag = form_has_lang(iv->form, tag) ? iv->form->langs[iv->lang]
					       : arena_strdup(&iv->arena, tag);
	iv->other_ok = false;
}

/* Where the client begins: asked for a language unless it was named. */
void
language_begin(struct interview *iv)
{
	if (!iv->options.lang && language_count(iv) > 1)
		iv->at = SCREEN_LANGUAGE;
	else
		iv->at =
			language_lacks(iv, NULL) ? SCREEN_OTHER_LANGUAGE : SCREEN_WELCOME;
}

/* Without a section: the whole form has no such language. */
bool
language_lacks(const struct interview *iv, const struct section *s)
{
	if (!form_has_lang(iv->form, iv->tag))
		return true;
	if (!s || iv->lang == 0)
		return false;
	for (size_t i = s->first_item; i < s->first_item + s->item_count; i++)
		if (!iv->form->items[i].text.in[iv->lang])
			return true;
	return false;
}

/* ---- life ---- */

struct interview *
interview_new(const struct form *f, const struct practice *p, const struct sink *sink,
	const struct interview_options *options)
{
	struct interview *iv = mem_alloc(sizeof *iv);
	const char *lang = options->lang;

	iv->form = f;
	iv->practice = p;
	iv->sink = *sink;
	iv->options = *options;
	iv->options.client =
		arena_strdup(&iv->arena, options->client ? options->client : "");
	iv->options.mode = arena_strdup(&iv->arena, options->mode ? options->mode : "");
	iv->got = answers_new(&iv->arena, f);
	iv->blank = arena_array(&iv->arena, f->item_count, sizeof *iv->blank);
	iv->skipped = arena_array(&iv->arena, f->section_count, sizeof *iv->skipped);
	iv->owed = arena_array(&iv->arena, f->safety_count, sizeof *iv->owed);
	iv->picked = -1;
	buf_init(&iv->error, 0);
	buf_init(&iv->confirm, 0);
	score_settle(f, iv->got);
	iv->touched = options->now;
	language_take(iv, lang ? lang : f->langs[0]);
	if (is_kiosk(iv))
		iv->at = SCREEN_START;
	else
		language_begin(iv);
	return iv;
}

void
interview_free(struct interview *iv)
{
	if (!iv)
		return;
	buf_wipe(&iv->error);
	buf_free(&iv->error);
	buf_wipe(&iv->confirm);
	buf_free(&iv->confirm);
	arena_wipe(&iv->view_arena);
	arena_wipe(&iv->arena);
	mem_free(iv);
}

enum outcome
interview_outcome(const struct interview *iv)
{
	return iv->outcome;
}

bool
interview_hung_up(const struct interview *iv)
{
	return iv->hung_up;
}

const struct answers *
interview_answers(const struct interview *iv)
{
	return iv->got;
}

/* ---- one input ---- */

/* Enter alone on a screen that asks for a choice. */
static enum text_id
why_not_next(enum screen s)
{
	switch (s) {
	case SCREEN_CONSENT:
		return TEXT_CONSENT_FIRST;
	case SCREEN_OTHER_LANGUAGE:
	case SCREEN_SAFETY:
	case SCREEN_DESK:
		return TEXT_CHOOSE_ONE_FIRST;
	case SCREEN_REVIEW:
		return TEXT_REVIEW_USE_FINISH;
	case SCREEN_LANGUAGE:
	case SCREEN_WELCOME:
	case SCREEN_CODE:
	case SCREEN_WELCOME_BACK:
	case SCREEN_NOTE:
	case SCREEN_QUESTION:
	case SCREEN_AFTER:
	case SCREEN_DONE:
	case SCREEN_WHY:
	case SCREEN_HELP:
	case SCREEN_PAUSE:
	case SCREEN_SAFETY_SOFT:
	case SCREEN_LEAVE:
	case SCREEN_HIDDEN:
	case SCREEN_CARD:
	case SCREEN_IDLE:
	case SCREEN_LOCKED:
	case SCREEN_START:
	case SCREEN_RETURN:
	case SCREEN_STAFF:
	case SCREEN_CHART:
	case SCREEN_SAVED:
	case SCREEN_DECLINED:
	case SCREEN_COUNT:
		break;
	}
	return TEXT_NOT_HERE;
}

bool
interview_feed(struct interview *iv, const struct input *in)
{
	const struct move *m = move_find(iv, top_screen(iv), in->act);

	if (in->act == ACT_TICK && in->n)
		iv->touched = in->now;
	if (in->act == ACT_TICK)
		return tick(iv, in->now);
	iv->seq++;
	iv->view_fresh = false;
	buf_clear(&iv->error);
	buf_clear(&iv->confirm);
	if (iv->outcome != OUTCOME_NONE)
		return false;
	iv->touched = in->now;
	if (!m)
		return refuse(iv,
			in->act == ACT_NEXT          ? why_not_next(top_screen(iv))
				: in->act == ACT_SET ? TEXT_CHOOSE_ONE_FIRST
						     : TEXT_NOT_HERE);
	if (in->act != ACT_HANGUP && !keep_return(iv, in->now))
		return false;
	return m->run(iv, in);
}
