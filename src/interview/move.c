/*
 * move.c - which act is allowed on which screen, and what it does
 *
 * One table.  The engine refuses what has no row; the actions that a view offers, the
 * help, the footer and the words of line mode are made from the same rows.
 */
#include "interview/internal.h"

enum screen
top_screen(const struct interview *iv)
{
	return iv->over_count ? iv->over[iv->over_count - 1] : iv->at;
}

void
screen_push(struct interview *iv, enum screen s)
{
	size_t count = 0;

	/* no screen is there twice; what else lies there stays: it may be a message */
	for (size_t i = 0; i < iv->over_count; i++)
		if (iv->over[i] != s)
			iv->over[count++] = iv->over[i];
	iv->over_count = count;
	if (iv->at != s || count)
		iv->over[iv->over_count++] = s;
}

void
screen_pop(struct interview *iv)
{
	if (iv->over_count)
		iv->over_count--;
}

bool
refuse(struct interview *iv, enum text_id why)
{
	buf_clear(&iv->error);
	buf_str(&iv->error, text(iv->ui, why));
	return false;
}

/* ---- when ---- */

static bool
has_languages(const struct interview *iv)
{
	return iv->form->lang_count > 1;
}

static bool
has_back(const struct interview *iv)
{
	const struct item *here = iv->item;

	if (iv->way == WAY_REVIEW)
		return true;
	if (iv->at == SCREEN_NOTE || iv->at == SCREEN_OTHER_LANGUAGE)
		here = iv->section ? section_first(iv, iv->section) : NULL;
	else if (iv->at == SCREEN_REVIEW)
		here = item_first_unreached(iv, iv->form->item_count);
	return iv->consented && item_before(iv, here) &&
		(here || iv->at == SCREEN_REVIEW);
}

static bool
has_why(const struct interview *iv)
{
	return iv->item->why.in[0] != NULL;
}

static bool
may_not_know(const struct interview *iv)
{
	return iv->item->dont_know;
}

/* In number and date questions ? says "not sure". */
static bool
not_sure_sign(const struct interview *iv)
{
	return iv->item->dont_know &&
		(iv->item->type == ITEM_NUMBER || iv->item->type == ITEM_DATE);
}

/* The part that was left had begun. */
static bool
is_inside_part(const struct interview *iv)
{
	const struct item *it = item_first_unreached(iv, iv->form->item_count);

	return it && section_open(iv, it->section) &&
		section_first(iv, it->section) != it;
}

static bool
can_return(const struct interview *iv)
{
	return iv->options.kiosk.come_back != NULL;
}

/* Somebody at the office could be shown a note. */
static bool
has_staff(const struct interview *iv)
{
	return iv->practice->in_person;
}

static bool
on_paper(const struct interview *iv)
{
	return iv->options.paper;
}

static bool
is_complete(const struct interview *iv)
{
	return order_complete(iv);
}

static bool
is_not_complete(const struct interview *iv)
{
	return !order_complete(iv);
}

static bool
is_listed(const struct interview *iv)
{
	const struct choice_list *l = iv->item->choices;

	return l && iv->item->type != ITEM_MANY;
}

static bool
is_many(const struct interview *iv)
{
	return iv->item->type == ITEM_MANY;
}

/* Before the first event there is nothing to stop. */
static bool
is_started(const struct interview *iv)
{
	return iv->consented;
}

/* ---- the table ---- */

#define ON(screen) (1u << SCREEN_##screen)

enum {
	EARLY = ON(WELCOME) | ON(CONSENT),
	ASKING = ON(CODE) | ON(WELCOME_BACK) | ON(NOTE) | ON(QUESTION) | ON(AFTER) |
		ON(REVIEW),
	MESSAGE = ON(SAFETY) | ON(SAFETY_SOFT),
	ASIDE = ON(WHY) | ON(HELP) | ON(PAUSE) | ON(CARD),
	SEEN = ON(LANGUAGE) | ON(OTHER_LANGUAGE) | EARLY | ASKING | MESSAGE | ASIDE |
		ON(LEAVE),
	STAFF = ON(STAFF) | ON(DESK) | ON(CHART) | ON(RETURN),
	EVERY = SEEN | ON(HIDDEN) | ON(IDLE) | ON(LOCKED) | ON(START) | STAFF,
};
_Static_assert(SCREEN_COUNT < 32, "a bit for every screen");

/* Columns: act, screens, when, what it does, name, label, kind.  The order is the order in
 * which a view offers them; the first row that fits counts. */
/* clang-format off */
const struct move moves[] = {
	{ACT_SET, ON(LANGUAGE), NULL, do_pick_language, NULL, NULL, MOVE_PLAIN},
	{ACT_SAY, ON(LANGUAGE), NULL, do_say_language, NULL, NULL, MOVE_PLAIN},
	{ACT_SET, ON(QUESTION), is_listed, do_set, NULL, NULL, MOVE_PLAIN},
	{ACT_TOGGLE, ON(QUESTION), is_many, do_toggle, NULL, NULL, MOVE_PLAIN},
	{ACT_SAY, ON(QUESTION), NULL, do_say, NULL, NULL, MOVE_PLAIN},
	{ACT_BLANK, ON(QUESTION), on_paper, do_blank, NULL, NULL, MOVE_PLAIN},
	{ACT_SAY, ON(LOCKED), NULL, do_unlock, NULL, NULL, MOVE_PLAIN},
	{ACT_SAY, ON(STAFF), NULL, do_staff, NULL, NULL, MOVE_PLAIN},
	{ACT_SAY, ON(RETURN), NULL, do_return, NULL, NULL, MOVE_PLAIN},
	{ACT_SAY, ON(CHART), NULL, do_chart, NULL, NULL, MOVE_PLAIN},

	{ACT_NEXT, ON(LANGUAGE), NULL, do_language_next, "act-next", "do-next", MOVE_PRIMARY},
	{ACT_NEXT, ON(WELCOME), NULL, do_to_consent, "act-next", "do-next", MOVE_PRIMARY},
	{ACT_NEXT, ON(CODE), NULL, do_first, "act-next", "do-next", MOVE_PRIMARY},
	{ACT_NEXT, ON(WELCOME_BACK), NULL, do_first, "act-returned-go", "do-returned-go", MOVE_CHOICE},
	{ACT_NEXT, ON(NOTE), NULL, do_open, "act-note-go", "do-note-go", MOVE_CHOICE},
	{ACT_NEXT, ON(QUESTION), NULL, do_next, "act-next", "do-next", MOVE_PRIMARY},
	{ACT_NEXT, ON(AFTER), NULL, do_after_next, "act-next", "do-next", MOVE_PRIMARY},
	{ACT_NEXT, ON(REVIEW), is_not_complete, do_first, "act-next", "do-questions", MOVE_PRIMARY},
	{ACT_NEXT, ON(SAFETY_SOFT), NULL, do_soft_next, "act-next", "do-next", MOVE_PRIMARY},
	{ACT_NEXT, ASIDE | ON(LEAVE) | ON(IDLE), NULL, do_pop, "act-next", "do-return", MOVE_PRIMARY},
	{ACT_NEXT, ON(HIDDEN), NULL, do_unhide, "act-next", "do-return", MOVE_PRIMARY},
	{ACT_NEXT, ON(START), NULL, do_start, "act-next", "do-begin", MOVE_PRIMARY},

	{ACT_YES, ON(CONSENT), NULL, do_consent, "act-yes", "do-consent-yes", MOVE_CHOICE},
	{ACT_YES, ON(OTHER_LANGUAGE), NULL, do_other_yes, "act-yes", "do-other-yes", MOVE_CHOICE},
	{ACT_YES, ON(LEAVE), NULL, do_leave_yes, "act-yes", "do-leave-yes", MOVE_CHOICE},
	{ACT_NO, ON(CONSENT), NULL, do_not_today, "act-no", "do-consent-no", MOVE_CHOICE},
	{ACT_NO, ON(OTHER_LANGUAGE), NULL, do_other_no, "act-no", "do-other-no", MOVE_CHOICE},
	{ACT_NO, ON(LEAVE), NULL, do_pop, "act-no", "do-leave-no", MOVE_CHOICE},
	{ACT_TALK, ON(CONSENT), NULL, do_talk, "act-talk", "do-consent-talk", MOVE_CHOICE},
	{ACT_SAFE, ON(SAFETY), NULL, do_safe, "act-safe", "do-safe", MOVE_CHOICE},
	{ACT_STOP, ON(SAFETY), NULL, do_safe_stop, "act-stop", "do-stop", MOVE_CHOICE},
	{ACT_NUMBERS, ON(SAFETY), NULL, do_numbers, "act-numbers", "do-numbers", MOVE_CHOICE},
	{ACT_CHART, ON(DESK), NULL, do_to_chart, "act-chart", "do-chart", MOVE_CHOICE},
	{ACT_END, ON(DESK), NULL, do_end, "act-end", "do-end", MOVE_CHOICE},
	{ACT_FINISH, ON(REVIEW), is_complete, do_finish, "act-finish", "do-finish", MOVE_PLAIN},
	{ACT_GOTO, ON(REVIEW), NULL, do_goto, NULL, NULL, MOVE_PLAIN},

	{ACT_BACK, ON(CONSENT), NULL, do_to_welcome, "act-back", "do-back", MOVE_PLAIN},
	{ACT_BACK, ON(NOTE) | ON(QUESTION) | ON(AFTER) | ON(REVIEW), has_back, do_back, "act-back", "do-back", MOVE_PLAIN},
	{ACT_BACK, ASIDE | ON(LEAVE), NULL, do_pop, "act-back", "do-return", MOVE_PLAIN},
	{ACT_BACK, STAFF, NULL, do_to_start, "act-back", "do-to-start", MOVE_PLAIN},
	{ACT_SKIP, ON(QUESTION), NULL, do_skip, "act-skip", "do-skip", MOVE_PLAIN},
	{ACT_DONT_KNOW, ON(QUESTION), not_sure_sign, do_dont_know, "act-not-sure", "do-dont-know", MOVE_PLAIN},
	{ACT_DONT_KNOW, ON(QUESTION), may_not_know, do_dont_know, "act-dont-know", "do-dont-know", MOVE_PLAIN},
	{ACT_SKIP_SECTION, ON(NOTE), NULL, do_skip_section, "act-note-skip", "do-note-skip", MOVE_CHOICE},
	{ACT_SKIP_SECTION, ON(QUESTION), NULL, do_skip_section, "act-skip-section", "do-skip-section", MOVE_PLAIN},
	{ACT_WHY, ON(QUESTION), has_why, do_push, "act-why", "do-why", MOVE_PLAIN},
	{ACT_WHY, ON(CONSENT), NULL, do_push, "act-why", "do-why", MOVE_PLAIN},
	{ACT_PAUSE, ON(NOTE), NULL, do_push, "act-pause", "do-note-break", MOVE_CHOICE},
	{ACT_PAUSE, EARLY | ASKING | MESSAGE | ON(OTHER_LANGUAGE) | ON(WHY) | ON(HELP), NULL, do_push, "act-pause", "do-pause", MOVE_PLAIN},
	{ACT_CARD, MESSAGE | ON(HELP) | ON(PAUSE), has_staff, do_push, "act-card", "do-card", MOVE_PLAIN},
	{ACT_REVIEW, ON(WELCOME_BACK), NULL, do_review, "act-returned-look", "do-returned-look", MOVE_CHOICE},
	{ACT_PART_AGAIN, ON(WELCOME_BACK), is_inside_part, do_part_again, "act-part-again", "do-part-again", MOVE_CHOICE},
	{ACT_REVIEW, ON(QUESTION), NULL, do_review, "act-review", "do-review", MOVE_PLAIN},
	{ACT_LANGUAGE, EARLY | ASKING | MESSAGE | ON(PAUSE) | ON(HELP) | ON(WHY) | ON(LOCKED), has_languages, do_language, "act-language", "do-language", MOVE_PLAIN},
	{ACT_HIDE, SEEN, NULL, do_push, "act-hide", "do-hide", MOVE_PLAIN},
	{ACT_LEAVE, ON(LANGUAGE) | ON(WELCOME) | ON(CONSENT), NULL, do_not_today, "act-leave", "do-not-today", MOVE_PLAIN},
	{ACT_LEAVE, ON(OTHER_LANGUAGE) | ASKING | ON(SAFETY_SOFT) | ON(PAUSE), is_started, do_leave, "act-leave", "do-leave", MOVE_PLAIN},
	{ACT_LEAVE, ON(OTHER_LANGUAGE) | ON(PAUSE), NULL, do_not_today, "act-leave", "do-not-today", MOVE_PLAIN},
	{ACT_HELP, ON(QUESTION), not_sure_sign, do_push, "act-help-h", "do-help", MOVE_PLAIN},
	{ACT_RETURN, ON(START), can_return, do_to_return, "act-return", "do-return-code", MOVE_PLAIN},
	{ACT_STAFF, ON(START), NULL, do_to_staff, "act-staff", "do-staff", MOVE_PLAIN},
	{ACT_HELP, SEEN & ~(ON(HELP) | ON(LANGUAGE)), NULL, do_push, "act-help", "do-help", MOVE_PLAIN},
	{ACT_HANGUP, EVERY, NULL, do_hang_up, NULL, NULL, MOVE_PLAIN},
};
/* clang-format on */
const size_t move_count = COUNT_OF(moves);

const struct move *
move_find(const struct interview *iv, enum screen screen, enum act act)
{
	for (size_t i = 0; i < move_count; i++) {
		const struct move *m = &moves[i];

		if (m->act == act && (m->screens & (1u << screen)) &&
			(!m->when || m->when(iv)))
			return m;
	}
	return NULL;
}
