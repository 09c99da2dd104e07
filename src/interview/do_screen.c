/* do_screen.c - what can be done anywhere else: begin, open, review, end, step aside */
#include <string.h>

#include "base/utf8.h"
#include "interview/internal.h"

/* ---- the beginning ---- */

static bool
decline(struct interview *iv, const struct input *in, const char *how)
{
	if (!keep_start(iv, in->now) || !keep_event(iv, EVENT_DECLINE, in->now, "", how))
		return false;
	iv->declined = how;
	iv->at = SCREEN_DECLINED;
	iv->over_count = 0;
	iv->outcome = OUTCOME_DECLINED;
	return true;
}

bool
do_not_today(struct interview *iv, const struct input *in)
{
	return decline(iv, in, "no");
}

bool
do_talk(struct interview *iv, const struct input *in)
{
	return decline(iv, in, "talk");
}

static void
begin(struct interview *iv)
{
	iv->section = NULL;
	iv->at = language_lacks(iv, NULL) ? SCREEN_OTHER_LANGUAGE : SCREEN_WELCOME;
}

bool
do_pick_language(struct interview *iv, const struct input *in)
{
	if (in->n < 0 || (size_t)in->n >= language_count(iv))
		return refuse(iv, TEXT_CHOOSE_LANGUAGE_FIRST);
	iv->picked = in->n;
	return true;
}

/* By number, name or tag, as typed. */
bool
do_say_language(struct interview *iv, const struct input *in)
{
	struct arena a = ARENA_NONE;
	const char *typed = utf8_fold(&a, in->text ? in->text : "");
	bool found = false;

	for (size_t i = 0; i < language_count(iv) && !found; i++) {
		const char *tag = language_tag(iv, i);

		found = strcmp(typed, number_text(iv, i + 1)) == 0 ||
			strcmp(typed, utf8_fold(&a, tag)) == 0 ||
			strcmp(typed, utf8_fold(&a, language_name(tag))) == 0;
		if (found)
			iv->picked = (int)i;
	}
	arena_free(&a);
	return found || refuse(iv, TEXT_CHOOSE_LANGUAGE_FIRST);
}

bool
do_language_next(struct interview *iv, const struct input *in)
{
	(void)in;
	if (iv->picked < 0)
		return refuse(iv, TEXT_CHOOSE_LANGUAGE_FIRST);
	language_take(iv, language_tag(iv, (size_t)iv->picked));
	begin(iv);
	return true;
}

bool
do_other_yes(struct interview *iv, const struct input *in)
{
	(void)in;
	iv->other_ok = true;
	if (iv->section)
		go_to(iv, iv->wanted, NULL);
	else
		iv->at = SCREEN_WELCOME;
	return true;
}

bool
do_to_consent(struct interview *iv, const struct input *in)
{
	(void)in;
	iv->at = SCREEN_CONSENT;
	return true;
}

bool
do_to_welcome(struct interview *iv, const struct input *in)
{
	(void)in;
	iv->at = SCREEN_WELCOME;
	return true;
}

bool
do_part_again(struct interview *iv, const struct input *in)
{
	const struct item *to = item_first_unreached(iv, iv->form->item_count);

	(void)in;
	go_question(iv, section_first(iv, to->section));
	return true;
}

bool
do_first(struct interview *iv, const struct input *in)
{
	(void)in;
	go_to(iv, item_first_unreached(iv, iv->form->item_count), NULL);
	return true;
}

bool
do_consent(struct interview *iv, const struct input *in)
{
	if (!keep_start(iv, in->now) ||
		!keep_event(iv, EVENT_CONSENT, in->now, "", "yes"))
		return false;
	iv->consented = true;
	if (!iv->sink.code || !iv->sink.code(iv->sink.self))
		return do_first(iv, in);
	iv->at = SCREEN_CODE;
	return true;
}

/* ---- parts ---- */

bool
do_open(struct interview *iv, const struct input *in)
{
	if (!keep_section(iv, iv->section, false, in->now))
		return false;
	go_question(iv, section_first(iv, iv->section));
	return true;
}

/* A flag that was in hand is met before all else, whatever the disk takes after it. */
bool
do_skip_section(struct interview *iv, const struct input *in)
{
	const struct section *s =
		iv->at == SCREEN_QUESTION ? iv->item->section : iv->section;
	bool flagged, kept;

	if (!keep_hand(iv, in->now))
		return false;
	flagged = safety_now(iv, OWED_MESSAGE) != NULL;
	if (flagged)
		safety_meet(iv, in->now);
	kept = keep_section(iv, s, true, in->now);
	if (kept) {
		buf_str(&iv->confirm, text(iv->ui, TEXT_SAID_SECTION_SKIPPED));
		go_behind(iv, s);
	}
	if (!flagged)
		safety_meet(iv, in->now);
	return kept;
}

bool
do_other_no(struct interview *iv, const struct input *in)
{
	return iv->section ? do_skip_section(iv, in) : decline(iv, in, "no");
}

bool
do_after_next(struct interview *iv, const struct input *in)
{
	(void)in;
	go_on_from(iv, iv->item, false);
	return true;
}

/* ---- review and the end ---- */

bool
do_review(struct interview *iv, const struct input *in)
{
	if (!keep_hand(iv, in->now))
		return false;
	go_review(iv);
	safety_meet(iv, in->now);
	return true;
}

bool
do_goto(struct interview *iv, const struct input *in)
{
	const struct form *f = iv->form;
	const struct item *it = NULL;

	for (size_t i = 0; i < f->item_count && !it; i++)
		if (in->n > 0 && f->items[i].number == (size_t)in->n)
			it = &f->items[i];
	if (!it || !item_shown(iv, it) || item_unreached(iv, it))
		return refuse(iv, TEXT_REVIEW_NO_SUCH);
	iv->way = WAY_REVIEW;
	if (iv->got->at[it->index].missing == MISSING_SECTION_SKIPPED)
		go_to(iv, it, NULL);
	else
		go_question(iv, it);
	return true;
}

bool
do_finish(struct interview *iv, const struct input *in)
{
	if (!keep_event(iv, EVENT_FINISH, in->now, "", ""))
		return false;
	iv->at = SCREEN_DONE;
	iv->outcome = OUTCOME_DONE;
	return true;
}

/* What was answered is on disk already, so that a disk which fails now costs only the word
 * "stopped"; and nobody is kept from leaving. */
void
stop(struct interview *iv, int64_t now)
{
	if (iv->starts)
		keep_event(iv, EVENT_STOP, now, "", "");
	buf_clear(&iv->error);
	if (iv->at == SCREEN_QUESTION && iv->in_hand)
		refuse(iv, TEXT_NOT_SAVED);
	iv->at = SCREEN_SAVED;
	iv->over_count = 0;
	iv->outcome = OUTCOME_STOPPED;
}

bool
do_leave_yes(struct interview *iv, const struct input *in)
{
	/* once more, where the disk would not take it before */
	if (keep_hand(iv, in->now) && safety_now(iv, OWED_MESSAGE))
		safety_meet(iv, in->now);
	else
		stop(iv, in->now);
	return true;
}

/* Nothing more is shown. */
bool
do_hang_up(struct interview *iv, const struct input *in)
{
	stop(iv, in->now);
	iv->hung_up = true;
	return true;
}

/* ---- over everything ---- */

bool
do_pop(struct interview *iv, const struct input *in)
{
	(void)in;
	screen_pop(iv);
	return true;
}

/* Stop for today?  What was chosen and not stored yet is stored first; a flag in it is met
 * before anything else. */
bool
do_leave(struct interview *iv, const struct input *in)
{
	bool had = iv->in_hand, kept = keep_hand(iv, in->now);

	screen_push(iv, SCREEN_LEAVE);
	if (had && kept)
		safety_meet(iv, in->now);
	return true;
}

bool
do_push(struct interview *iv, const struct input *in)
{
	static const enum screen to[ACT_COUNT] = {
		[ACT_WHY] = SCREEN_WHY,
		[ACT_HELP] = SCREEN_HELP,
		[ACT_PAUSE] = SCREEN_PAUSE,
		[ACT_HIDE] = SCREEN_HIDDEN,
		[ACT_CARD] = SCREEN_CARD,
	};

	screen_push(iv, to[in->act]);
	return true;
}

bool
do_language(struct interview *iv, const struct input *in)
{
	const struct form *f = iv->form;
	size_t to = (iv->lang + 1) % f->lang_count;

	if (in->text) {
		if (!form_has_lang(f, in->text))
			return refuse(iv, TEXT_LANGUAGE_NOT_HERE);
		to = form_lang(f, in->text);
	}
	if (iv->starts && !keep_event(iv, EVENT_LANG, in->now, "", f->langs[to]))
		return false;
	language_take(iv, f->langs[to]);
	return true;
}

static bool
choose(struct interview *iv, const struct input *in, const char *what)
{
	return keep_event(
		iv, EVENT_SAFETY, in->now, safety_now(iv, OWED_MESSAGE)->id, what);
}

bool
do_safe(struct interview *iv, const struct input *in)
{
	const struct safety *s = safety_now(iv, OWED_MESSAGE);

	if (!choose(iv, in, "go-on"))
		return false;
	iv->owed[s->index] = OWED_NOTHING;
	screen_pop(iv);
	safety_meet(iv, in->now);
	return true;
}

bool
do_safe_stop(struct interview *iv, const struct input *in)
{
	if (!choose(iv, in, "stop"))
		return false;
	stop(iv, in->now);
	return true;
}

bool
do_numbers(struct interview *iv, const struct input *in)
{
	return choose(iv, in, "again");
}

bool
do_soft_next(struct interview *iv, const struct input *in)
{
	/* one message for all that were skipped together */
	for (size_t i = 0; i < iv->form->safety_count; i++)
		if (iv->owed[i] == OWED_SOFT)
			iv->owed[i] = OWED_NOTHING;
	screen_pop(iv);
	safety_meet(iv, in->now);
	return true;
}
