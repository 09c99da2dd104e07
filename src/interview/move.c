/*
 * move.c - which act is allowed on which screen, and what it does
 *
 * One table.  The engine refuses what has no row; the actions that a view offers, the
 * help, the footer and the words of line mode are made from the same rows.
 */
#include <string.h>

#include "base/utf8.h"
#include "interview/internal.h"

enum screen
top_screen(const struct interview *iv)
{
	return iv->over_count ? iv->over[iv->over_count - 1] : iv->at;
}

void
screen_push(struct interview *iv, enum screen s)
{
	if (top_screen(iv) != s && iv->over_count < OVER_MAX)
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

static bool
do_not_today(struct interview *iv, const struct input *in)
{
	return decline(iv, in, "no");
}

static bool
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

static bool
do_pick_language(struct interview *iv, const struct input *in)
{
	if (in->n < 0 || (size_t)in->n >= language_count(iv))
		return refuse(iv, TEXT_CHOOSE_LANGUAGE_FIRST);
	iv->picked = in->n;
	return true;
}

/* By number, name or tag, as typed. */
static bool
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

static bool
do_language_next(struct interview *iv, const struct input *in)
{
	(void)in;
	if (iv->picked < 0)
		return refuse(iv, TEXT_CHOOSE_LANGUAGE_FIRST);
	language_take(iv, language_tag(iv, (size_t)iv->picked));
	begin(iv);
	return true;
}

static bool
do_other_yes(struct interview *iv, const struct input *in)
{
	const struct section *s = iv->section;
	const struct item *to;

	(void)in;
	iv->other_ok = true;
	if (!s) {
		iv->at = SCREEN_WELCOME;
		return true;
	}
	to = item_first_unreached(iv, s->first_item + s->item_count);
	go_to(iv, to && to->section == s ? to : section_first(iv, s), NULL);
	return true;
}

static bool
do_to_consent(struct interview *iv, const struct input *in)
{
	(void)in;
	iv->at = SCREEN_CONSENT;
	return true;
}

static bool
do_to_welcome(struct interview *iv, const struct input *in)
{
	(void)in;
	iv->at = SCREEN_WELCOME;
	return true;
}

static bool
do_first(struct interview *iv, const struct input *in)
{
	(void)in;
	go_to(iv, item_first_unreached(iv, iv->form->item_count), NULL);
	return true;
}

static bool
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

static bool
do_open(struct interview *iv, const struct input *in)
{
	if (!keep_section(iv, iv->section, false, in->now))
		return false;
	go_question(iv, section_first(iv, iv->section));
	return true;
}

static bool
do_skip_section(struct interview *iv, const struct input *in)
{
	const struct section *s =
		iv->at == SCREEN_QUESTION ? iv->item->section : iv->section;

	if (!keep_section(iv, s, true, in->now))
		return false;
	buf_str(&iv->confirm, text(iv->ui, TEXT_SAID_SECTION_SKIPPED));
	go_behind(iv, s);
	safety_meet(iv, in->now);
	return true;
}

static bool
do_other_no(struct interview *iv, const struct input *in)
{
	return iv->section ? do_skip_section(iv, in) : decline(iv, in, "no");
}

static bool
do_after_next(struct interview *iv, const struct input *in)
{
	(void)in;
	go_on_from(iv, iv->item, false);
	return true;
}

/* ---- a question ---- */

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

static bool
do_next(struct interview *iv, const struct input *in)
{
	struct value v = iv->in_hand ? iv->hand : iv->got->at[iv->item->index];

	if (!dealt_with(v.missing))
		return refuse(iv, nothing_yet[iv->item->type]);
	return answer(iv, in, &v);
}

static bool
do_back(struct interview *iv, const struct input *in)
{
	(void)in;
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
	return true;
}

static bool
do_skip(struct interview *iv, const struct input *in)
{
	struct value v = VALUE_NOT_REACHED;

	v.missing = MISSING_SKIPPED;
	return answer(iv, in, &v);
}

static bool
do_dont_know(struct interview *iv, const struct input *in)
{
	struct value v = VALUE_NOT_REACHED;

	v.missing = MISSING_DONT_KNOW;
	return answer(iv, in, &v);
}

static bool
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

static bool
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
static bool
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

static bool
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
		return false;
	}
	take(iv, &v);
	return true;
}

/* ---- review and the end ---- */

static bool
do_review(struct interview *iv, const struct input *in)
{
	(void)in;
	go_review(iv);
	return true;
}

static bool
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

static bool
do_finish(struct interview *iv, const struct input *in)
{
	if (!keep_event(iv, EVENT_FINISH, in->now, "", ""))
		return false;
	iv->at = SCREEN_DONE;
	iv->outcome = OUTCOME_DONE;
	return true;
}

static bool
stop(struct interview *iv, const struct input *in)
{
	if (!keep_event(iv, EVENT_STOP, in->now, "", ""))
		return false;
	iv->at = SCREEN_SAVED;
	iv->over_count = 0;
	iv->outcome = OUTCOME_STOPPED;
	return true;
}

static bool
do_leave_yes(struct interview *iv, const struct input *in)
{
	return stop(iv, in);
}

/* Nothing more is shown; what was answered is on disk already, so a disk that fails now
 * costs only the word "stopped". */
static bool
do_hang_up(struct interview *iv, const struct input *in)
{
	if (iv->starts)
		keep_event(iv, EVENT_STOP, in->now, "", "");
	iv->at = SCREEN_SAVED;
	iv->over_count = 0;
	iv->outcome = OUTCOME_STOPPED;
	return true;
}

/* ---- over everything ---- */

static bool
do_pop(struct interview *iv, const struct input *in)
{
	(void)in;
	screen_pop(iv);
	return true;
}

static bool
do_push(struct interview *iv, const struct input *in)
{
	static const enum screen to[ACT_COUNT] = {
		[ACT_WHY] = SCREEN_WHY,
		[ACT_HELP] = SCREEN_HELP,
		[ACT_PAUSE] = SCREEN_PAUSE,
		[ACT_HIDE] = SCREEN_HIDDEN,
		[ACT_LEAVE] = SCREEN_LEAVE,
	};

	screen_push(iv, to[in->act]);
	return true;
}

static bool
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

static bool
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

static bool
do_safe_stop(struct interview *iv, const struct input *in)
{
	return choose(iv, in, "stop") && stop(iv, in);
}

static bool
do_numbers(struct interview *iv, const struct input *in)
{
	return choose(iv, in, "again");
}

static bool
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

/* ---- the table ---- */

#define ON(screen) (1u << SCREEN_##screen)

enum {
	EARLY = ON(WELCOME) | ON(CONSENT),
	ASKING = ON(CODE) | ON(WELCOME_BACK) | ON(NOTE) | ON(QUESTION) | ON(AFTER) |
		ON(REVIEW),
	MESSAGE = ON(SAFETY) | ON(SAFETY_SOFT),
	ASIDE = ON(WHY) | ON(HELP) | ON(PAUSE) | ON(HIDDEN),
	EVERY = ON(LANGUAGE) | ON(OTHER_LANGUAGE) | EARLY | ASKING | MESSAGE | ASIDE |
		ON(LEAVE),
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

	{ACT_NEXT, ON(LANGUAGE), NULL, do_language_next, "act-next", "do-next", MOVE_PRIMARY},
	{ACT_NEXT, ON(WELCOME), NULL, do_to_consent, "act-next", "do-next", MOVE_PRIMARY},
	{ACT_NEXT, ON(CODE), NULL, do_first, "act-next", "do-next", MOVE_PRIMARY},
	{ACT_NEXT, ON(WELCOME_BACK), NULL, do_first, "act-returned-go", "do-returned-go", MOVE_CHOICE},
	{ACT_NEXT, ON(NOTE), NULL, do_open, "act-note-go", "do-note-go", MOVE_CHOICE},
	{ACT_NEXT, ON(QUESTION), NULL, do_next, "act-next", "do-next", MOVE_PRIMARY},
	{ACT_NEXT, ON(AFTER), NULL, do_after_next, "act-next", "do-next", MOVE_PRIMARY},
	{ACT_NEXT, ON(REVIEW), is_not_complete, do_first, "act-next", "do-questions", MOVE_PRIMARY},
	{ACT_NEXT, ON(SAFETY_SOFT), NULL, do_soft_next, "act-next", "do-next", MOVE_PRIMARY},
	{ACT_NEXT, ASIDE | ON(LEAVE), NULL, do_pop, "act-next", "do-return", MOVE_PRIMARY},

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
	{ACT_FINISH, ON(REVIEW), is_complete, do_finish, "act-finish", "do-finish", MOVE_PLAIN},
	{ACT_GOTO, ON(REVIEW), NULL, do_goto, NULL, NULL, MOVE_PLAIN},

	{ACT_BACK, ON(CONSENT), NULL, do_to_welcome, "act-back", "do-back", MOVE_PLAIN},
	{ACT_BACK, ON(NOTE) | ON(QUESTION) | ON(AFTER) | ON(REVIEW), has_back, do_back, "act-back", "do-back", MOVE_PLAIN},
	{ACT_BACK, ASIDE | ON(LEAVE), NULL, do_pop, "act-back", "do-return", MOVE_PLAIN},
	{ACT_SKIP, ON(QUESTION), NULL, do_skip, "act-skip", "do-skip", MOVE_PLAIN},
	{ACT_DONT_KNOW, ON(QUESTION), not_sure_sign, do_dont_know, "act-not-sure", "do-dont-know", MOVE_PLAIN},
	{ACT_DONT_KNOW, ON(QUESTION), may_not_know, do_dont_know, "act-dont-know", "do-dont-know", MOVE_PLAIN},
	{ACT_SKIP_SECTION, ON(NOTE), NULL, do_skip_section, "act-note-skip", "do-note-skip", MOVE_CHOICE},
	{ACT_SKIP_SECTION, ON(QUESTION), NULL, do_skip_section, "act-skip-section", "do-skip-section", MOVE_PLAIN},
	{ACT_WHY, ON(QUESTION), has_why, do_push, "act-why", "do-why", MOVE_PLAIN},
	{ACT_WHY, ON(CONSENT), NULL, do_push, "act-why", "do-why", MOVE_PLAIN},
	{ACT_PAUSE, ON(NOTE), NULL, do_push, "act-pause", "do-note-break", MOVE_CHOICE},
	{ACT_PAUSE, EARLY | ASKING | MESSAGE | ON(OTHER_LANGUAGE) | ON(WHY) | ON(HELP), NULL, do_push, "act-pause", "do-pause", MOVE_PLAIN},
	{ACT_REVIEW, ON(WELCOME_BACK), NULL, do_review, "act-returned-look", "do-returned-look", MOVE_CHOICE},
	{ACT_REVIEW, ON(QUESTION), NULL, do_review, "act-review", "do-review", MOVE_PLAIN},
	{ACT_LANGUAGE, EARLY | ASKING | MESSAGE | ON(PAUSE) | ON(HELP) | ON(WHY), has_languages, do_language, "act-language", "do-language", MOVE_PLAIN},
	{ACT_HIDE, EVERY & ~ON(HIDDEN), NULL, do_push, "act-hide", "do-hide", MOVE_PLAIN},
	{ACT_LEAVE, ON(LANGUAGE) | ON(WELCOME) | ON(CONSENT), NULL, do_not_today, "act-leave", "do-not-today", MOVE_PLAIN},
	{ACT_LEAVE, ON(OTHER_LANGUAGE) | ASKING | ON(SAFETY_SOFT) | ON(PAUSE), is_started, do_push, "act-leave", "do-leave", MOVE_PLAIN},
	{ACT_LEAVE, ON(OTHER_LANGUAGE) | ON(PAUSE), NULL, do_not_today, "act-leave", "do-not-today", MOVE_PLAIN},
	{ACT_HELP, ON(QUESTION), not_sure_sign, do_push, "act-help-h", "do-help", MOVE_PLAIN},
	{ACT_HELP, EVERY & ~(ON(HELP) | ON(HIDDEN) | ON(LANGUAGE)), NULL, do_push, "act-help", "do-help", MOVE_PLAIN},
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
