/*
 * internal.h - the state of an interview, and what its files share
 *
 *	move.c    which act is allowed on which screen, and what it does: one table
 *	do_*.c    the doing
 *	idle.c    what follows when nobody does anything; lock and start of a kiosk
 *	order.c   which question comes next, which came before, how many are left
 *	keep.c    answers to events, on disk first
 *	safety.c  when the safety message is owed; crisis lines in words
 *	replay.c  stored events back to a state
 *	view.c    a state to a view (view_item.c: one question; view_review.c: all of them)
 *	act.c     the names of acts, per language
 */
#ifndef INTERVIEW_INTERNAL_H
#define INTERVIEW_INTERNAL_H

#include "interview/interview.h"

#include "score/score.h"

enum {
	OVER_MAX = SCREEN_COUNT, /* screens over one another, each at most once */
	START_EVENTS = 4,        /* form, client, lang, mode */
	TRIES = 3,               /* wrong codes, then a wait */
	TRIES_WAIT_MS = 60 * 1000,
};

/* Where going on leads. */
enum way {
	WAY_FORWARD, /* to the next question shown */
	WAY_REVIEW,  /* opened from the review: to what is newly open, then back to it */
};

/* Where a safety item stands with its message. */
enum owed { OWED_NOTHING, OWED_SOFT, OWED_MESSAGE };

struct interview {
	const struct form *form;
	const struct practice *practice;
	struct sink sink;
	struct interview_options options;
	struct arena arena;      /* as long as the interview */
	struct arena view_arena; /* as long as a view */

	struct answers *got;
	bool *blank;     /* per item: nothing was written there, on paper */
	bool *skipped;   /* per section: the last word on it is "skip" */
	enum owed *owed; /* per safety item: a message that the client has not met yet */

	enum lang ui;    /* of the program's own words */
	size_t lang;     /* of the form's, index into form->langs */
	const char *tag; /* what the client chose; the form may not have it */
	bool other_ok;   /* the client is content with another language than that */

	enum screen at;             /* below everything */
	enum screen over[OVER_MAX]; /* what lies over it, the last on top */
	size_t over_count;
	const struct item *item;       /* QUESTION, AFTER: which; else the last one */
	const struct section *section; /* NOTE, OTHER_LANGUAGE: which; NULL: the form */
	const struct item *wanted; /* OTHER_LANGUAGE of a section: what is behind it */
	const struct item *seen;   /* the question shown before this one; NULL: none */
	enum way way;
	size_t frontier; /* REVIEW: the first item that was not reached */
	int picked;      /* LANGUAGE: index in hand; -1: none */

	struct value hand; /* taken, not stored yet */
	bool in_hand;

	size_t starts; /* of START_EVENTS, how many are on disk */
	bool consented;
	bool returned;        /* replayed: the first input puts EVENT_RESUME */
	const char *declined; /* "no", "talk" */
	enum outcome outcome;
	bool hung_up;

	int64_t touched;     /* when the client last did something; 0: not known */
	int tries;           /* wrong codes in a row, at the lock or for the staff */
	int64_t tries_again; /* not before */

	struct buf error, confirm; /* of the last input */
	unsigned seq;
	struct view view;
	bool view_fresh; /* view is of this state */
};

/* ---- move.c ---- */

struct move {
	enum act act;
	uint32_t screens;                         /* bits of enum screen */
	bool (*when)(const struct interview *iv); /* NULL: always */
	bool (*run)(struct interview *iv, const struct input *in);
	const char *name;  /* msgid of its key and words; NULL: it has none */
	const char *label; /* msgid */
	enum move_kind { MOVE_PLAIN, MOVE_PRIMARY, MOVE_CHOICE } kind;
};
extern const struct move moves[];
extern const size_t move_count;

enum screen top_screen(const struct interview *iv);
/* The move that an act is on a screen; NULL: it is not allowed there now. */
const struct move *
move_find(const struct interview *iv, enum screen screen, enum act act);
/* Over what is there now; nothing when it is on top already. */
void screen_push(struct interview *iv, enum screen s);
void screen_pop(struct interview *iv);
/* Refuse the input, kindly. */
bool refuse(struct interview *iv, enum text_id why);

/* ---- do_screen.c, do_item.c: what each act does; false when it was refused ---- */

bool do_not_today(struct interview *iv, const struct input *in);
bool do_talk(struct interview *iv, const struct input *in);
bool do_pick_language(struct interview *iv, const struct input *in);
bool do_say_language(struct interview *iv, const struct input *in);
bool do_language_next(struct interview *iv, const struct input *in);
bool do_other_yes(struct interview *iv, const struct input *in);
bool do_to_consent(struct interview *iv, const struct input *in);
bool do_to_welcome(struct interview *iv, const struct input *in);
bool do_first(struct interview *iv, const struct input *in);
bool do_consent(struct interview *iv, const struct input *in);
bool do_open(struct interview *iv, const struct input *in);
bool do_skip_section(struct interview *iv, const struct input *in);
bool do_other_no(struct interview *iv, const struct input *in);
bool do_after_next(struct interview *iv, const struct input *in);
bool do_next(struct interview *iv, const struct input *in);
bool do_back(struct interview *iv, const struct input *in);
bool do_skip(struct interview *iv, const struct input *in);
bool do_dont_know(struct interview *iv, const struct input *in);
bool do_blank(struct interview *iv, const struct input *in);
bool do_set(struct interview *iv, const struct input *in);
bool do_toggle(struct interview *iv, const struct input *in);
bool do_say(struct interview *iv, const struct input *in);
bool do_review(struct interview *iv, const struct input *in);
bool do_goto(struct interview *iv, const struct input *in);
bool do_finish(struct interview *iv, const struct input *in);
bool do_leave_yes(struct interview *iv, const struct input *in);
bool do_hang_up(struct interview *iv, const struct input *in);
bool do_pop(struct interview *iv, const struct input *in);
bool do_push(struct interview *iv, const struct input *in);
bool do_leave(struct interview *iv, const struct input *in);
/* The interview ends here, to be gone on with another day. */
void stop(struct interview *iv, int64_t now);
bool do_language(struct interview *iv, const struct input *in);
bool do_safe(struct interview *iv, const struct input *in);
bool do_safe_stop(struct interview *iv, const struct input *in);
bool do_numbers(struct interview *iv, const struct input *in);
bool do_soft_next(struct interview *iv, const struct input *in);
bool do_part_again(struct interview *iv, const struct input *in);

/* ---- idle.c ---- */

/* Time went by; false: not enough of it, and nothing is different. */
bool tick(struct interview *iv, int64_t now);
bool do_unhide(struct interview *iv, const struct input *in);
bool do_unlock(struct interview *iv, const struct input *in);
bool do_start(struct interview *iv, const struct input *in);
bool do_to_return(struct interview *iv, const struct input *in);
bool do_return(struct interview *iv, const struct input *in);
bool do_to_staff(struct interview *iv, const struct input *in);
bool do_staff(struct interview *iv, const struct input *in);
bool do_to_chart(struct interview *iv, const struct input *in);
bool do_chart(struct interview *iv, const struct input *in);
bool do_to_start(struct interview *iv, const struct input *in);
bool do_end(struct interview *iv, const struct input *in);
bool is_kiosk(const struct interview *iv);
/* When the view has to be looked at again though nobody did anything; 0: never. */
int64_t idle_wake(const struct interview *iv);
void view_idle(struct interview *iv, struct view *v);
void view_locked(struct interview *iv, struct view *v);
void view_start(struct interview *iv, struct view *v);
void view_return(struct interview *iv, struct view *v);
void view_staff(struct interview *iv, struct view *v);
void view_desk(struct interview *iv, struct view *v);
void view_chart(struct interview *iv, struct view *v);

/* ---- order.c ---- */

bool item_shown(const struct interview *iv, const struct item *it);
/* Nobody has come to it yet: shown, no answer, no reason. */
bool item_unreached(const struct interview *iv, const struct item *it);
const struct item *item_after(const struct interview *iv, const struct item *from);
const struct item *item_before(const struct interview *iv, const struct item *from);
const struct item *item_last(const struct interview *iv);
const struct item *item_first_unreached(const struct interview *iv, size_t before);
bool section_has_note(const struct section *s);
const struct item *section_first(const struct interview *iv, const struct section *s);
bool section_open(const struct interview *iv, const struct section *s);
/* Stand at a question; at the note before its part where one is due. */
void go_to(struct interview *iv, const struct item *it, const struct section *from);
void go_question(struct interview *iv, const struct item *it);
/* From an item that was just dealt with.  fresh: for the first time. */
void go_on_from(struct interview *iv, const struct item *it, bool fresh);
/* Behind a part that was skipped. */
void go_behind(struct interview *iv, const struct section *s);
void go_back_from(struct interview *iv, const struct item *it);
void go_review(struct interview *iv);
/* Every question that is shown was dealt with. */
bool order_complete(const struct interview *iv);
/* Most questions that may still follow it. */
size_t order_left(const struct interview *iv, const struct item *it);
/* Most questions of a part, and which part of how many it is. */
size_t section_size(const struct interview *iv, const struct section *s);
void section_place(const struct interview *iv, const struct section *s,
	size_t *ret_number, size_t *ret_total);

/* ---- keep.c ---- */

/* One event to the sink; false (and the error is said) when it is not on disk. */
bool keep_event(struct interview *iv, enum event_kind kind, int64_t now, const char *key,
	const char *value);
bool keep_start(struct interview *iv, int64_t now);
/* What is owed after a replay, before anything else is put. */
bool keep_return(struct interview *iv, int64_t now);
/* The answer to an item; *ret_new: it was not its answer before. */
bool keep_answer(struct interview *iv, const struct item *it, const struct value *v,
	int64_t now, bool *ret_new);
/* What was chosen or typed and not stored yet, before the client goes elsewhere; false: the
 * disk would not take it. */
bool keep_hand(struct interview *iv, int64_t now);
/* Something is marked or typed at the question, and not on disk. */
bool hand_unsaved(const struct interview *iv);
/* A part is skipped, or open again: what nobody came to is missing for that reason. */
void section_mark(struct interview *iv, const struct section *s, bool skip);
bool keep_section(struct interview *iv, const struct section *s, bool skip, int64_t now);

/* ---- safety.c ---- */

/* After an answer to a safety item is on disk: which message is owed for it. */
enum owed safety_owed(const struct safety *s, const struct value *v);
/* Put "shown" or "soft" for what is owed, and lay the message over everything. */
void safety_meet(struct interview *iv, int64_t now);
/* The safety item whose message is on top; NULL: none is owed. */
const struct safety *safety_now(const struct interview *iv, enum owed kind);
void crisis_put(struct interview *iv, struct buf *out);
void safety_put(struct interview *iv, struct buf *out);

/* ---- act.c, view.c ---- */

/* The actions of a screen; array in the view's arena. */
const struct action *actions_of(struct interview *iv, enum screen s, size_t *ret_count);
const char *words_of(struct interview *iv, const struct words *w); /* "" for none */
/* buf to a text of the view, and the buf emptied. */
const char *view_text(struct interview *iv, struct buf *b);
/* "3, Often"; "about 7"; "Skipped". */
void answer_put(struct interview *iv, struct buf *b, const struct item *it,
	const struct value *v);
const char *number_text(struct interview *iv, size_t n);
void view_item(struct interview *iv, struct view *v);
void view_review(struct interview *iv, struct view *v);
/* "Part 2 of 3: Home" */
const char *section_text(struct interview *iv, const struct section *s);
/* What trouble there was with typed text, in words; into iv->error. */
void trouble_put(struct interview *iv, const struct item *it, enum parse_trouble t);
/* What was just stored, in words; into iv->confirm. */
void confirm_put(
	struct interview *iv, const struct item *it, const struct value *v, bool is_new);
/* The languages that can be chosen: the form's, then those the program speaks besides. */
size_t language_count(const struct interview *iv);
const char *language_tag(const struct interview *iv, size_t i);
/* A language's name in itself; the tag for one that the program has no name for. */
const char *language_name(const char *tag);
/* In a sentence of the client's language. */
const char *language_in(const struct interview *iv, const char *tag);
/* Take it: the program's words and the form's, as far as they exist. */
void language_take(struct interview *iv, const char *tag);
bool language_lacks(const struct interview *iv, const struct section *s);
/* Where the client begins: asked for a language unless it was named. */
void language_begin(struct interview *iv);

#endif
