/*
 * interview.h - the conversation with the client, as a pure state machine
 *
 *	form + practice + what the client does  -->  the next view
 *	                                        \->  events to the sink, on disk first
 *
 * The engine owns order, conditions, reasons for missing answers, notes, pauses, the
 * safety message, review, language and progress.  It has no terminal, file, clock or
 * signal: time comes with each input, also when it only went by (ACT_TICK).  A front end only shows views and reads inputs;
 * where the focus is is its own business, and focus is not an answer.
 *
 * Durable before visible: the sink's put returns 0 only when the event is on disk; the
 * next view is made after that.  When it fails the engine stays where it is, and says so.
 * Resume is a replay of the stored events through the same engine.
 *
 * Owns:   an interview owns its arena; a view and its texts live until the next call.
 * Fails:  interview_feed returns false when an input is refused; the view says why.
 * Source: interview.md section 2; safety: clinical.md 4.1.
 */
#ifndef INTERVIEW_INTERVIEW_H
#define INTERVIEW_INTERVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "answer/answer.h"
#include "base/text.h"
#include "form/form.h"
#include "practice/practice.h"

/* Which kind of screen a view describes. */
enum screen {
	SCREEN_LANGUAGE,       /* which language; left out when there is one alone */
	SCREEN_OTHER_LANGUAGE, /* the form has no text in the client's language: go on? */
	SCREEN_WELCOME,
	SCREEN_CONSENT,      /* needs its own key: yes, no, talk */
	SCREEN_CODE,         /* the code to come back with */
	SCREEN_WELCOME_BACK, /* after resume: go on, or look over the answers first */
	SCREEN_NOTE,         /* before a section: go, skip it, break */
	SCREEN_QUESTION,
	SCREEN_AFTER, /* after a section */
	SCREEN_REVIEW,
	SCREEN_DONE,
	/* over one of the above, and back to it */
	SCREEN_WHY,
	SCREEN_HELP, /* what can be done now, and the crisis lines */
	SCREEN_PAUSE,
	SCREEN_SAFETY,      /* right after a flagged answer is on disk */
	SCREEN_SAFETY_SOFT, /* right after a safety item was skipped */
	SCREEN_LEAVE,       /* saved; stop for today? */
	SCREEN_HIDDEN,
	/* the end, from anywhere */
	SCREEN_SAVED, /* stopped; the code again */
	SCREEN_DECLINED,
	/* in which the form has no say; over one of the above */
	SCREEN_CARD,   /* to show to the staff: "I need to talk to someone now." */
	SCREEN_IDLE,   /* nobody has done anything for a while: still there? */
	SCREEN_LOCKED, /* kiosk: until the client's code or the staff code is typed */
	/* kiosk, before a client begins */
	SCREEN_START,
	SCREEN_RETURN, /* the code of somebody who comes back */
	SCREEN_STAFF,  /* the staff code */
	SCREEN_DESK,   /* what the staff can do */
	SCREEN_CHART,  /* the chart code of the next client */
	SCREEN_COUNT,
	SCREEN_OF_FORM = SCREEN_CARD /* how many a form can change */
};

/* Everything a client can do.  One row each in the table of actions (interview/act.c). */
enum act {
	ACT_NEXT, /* go on; stores the answer in hand, refused when there is none */
	ACT_BACK,
	ACT_SKIP,
	ACT_DONT_KNOW,
	ACT_SKIP_SECTION,
	ACT_WHY,
	ACT_HELP,
	ACT_PAUSE,
	ACT_REVIEW,
	ACT_GOTO,     /* n: item number, from review */
	ACT_LANGUAGE, /* the next language, or the one named by text */
	ACT_HIDE,
	ACT_LEAVE,  /* stop for today: asks once */
	ACT_FINISH, /* from review only */
	ACT_YES,
	ACT_NO,
	ACT_TALK, /* consent; YES and NO also where a view asks so */
	ACT_SAFE,
	ACT_STOP,
	ACT_NUMBERS, /* the three choices of the safety message */
	ACT_SET,     /* n: choice index, -1: none; takes it in hand, stores nothing yet */
	ACT_TOGGLE,  /* n: choice index, many */
	ACT_SAY,     /* text: the answer as typed; takes it in hand */
	ACT_BLANK,   /* paper only: nothing was written here */
	ACT_PART_AGAIN, /* after coming back: the part that was left, from its beginning */
	ACT_CARD,       /* a note that can be shown to the staff */
	ACT_RETURN,     /* kiosk: go on with a code */
	ACT_STAFF,      /* kiosk: the staff code is asked for */
	ACT_CHART,      /* kiosk: set the next client's chart code */
	ACT_END,        /* kiosk: end it */
	ACT_TICK, /* time went by: the view asked for it with `wake`; n: somebody is there */
	ACT_HANGUP, /* end of input, SIGTERM, SIGHUP: save, end, show nothing more */
	ACT_COUNT
};

struct input {
	enum act act;
	int n;
	const char *text;
	const struct value
		*value; /* ACT_SAY of a script: taken as it is; NULL: text counts */
	int64_t now;    /* milliseconds UTC, when it happened */
};

/* One thing the client may do now.  Footer, help, line words and tests read this list. */
struct action {
	enum act act;
	const char *key;   /* one letter or "Enter"; full screen and line mode */
	const char *word;  /* "back": line mode */
	const char *words; /* every word that means it, with | between: "stop|quit" */
	const char *label; /* "go back one question": what it does */
	bool primary;      /* what Enter does, where Enter does anything */
	bool choice; /* one of the answers that this screen asks for; never Enter alone */
};

struct option {
	const char *digits; /* "0", "12": beside it */
	const char *label;
	bool on, exclusive;
	int n; /* choice index, for ACT_SET and ACT_TOGGLE */
};

struct review_row {
	size_t number;      /* of the item; 0: a section's heading */
	const char *label;  /* the item's text, or the section's title */
	const char *answer; /* in words */
	bool missing;
};

struct view {
	unsigned seq; /* new for every new view */
	enum screen screen;
	enum item_type type;  /* QUESTION */
	enum lang lang;       /* of the program's own words */
	const char *lang_tag; /* of the form's text */
	bool sample;          /* the practice is a sample: say so */
	bool kiosk;           /* nobody has a command line here */
	const char *form_title;
	const char *section;        /* "Part 2 of 3: Home" */
	const char *progress;       /* "Question 7. At most 9 left." */
	const char *progress_short; /* "At most 9 left."; NULL: none is left */
	const char *stem;           /* a grid's; NULL */
	const char *title;          /* one line: the question's text, or a heading */
	const char *longest_title;  /* QUESTION: of those that share its choices */
	const char *body;           /* paragraphs with newlines between; NULL */
	const char *hint;           /* what to do: "Choose all that fit." */
	const char *crisis;         /* lines for someone in need, under all else; NULL */
	const char *ask;            /* the question of a screen with choices; NULL */
	const char *error;          /* why the last input was refused, kindly; NULL */
	const char *
		confirm; /* what was just stored, in words: "You chose 3, Often."; NULL */
	const char *now; /* the answer in hand, else the stored one, in words; NULL */
	const char
		*typed; /* text, number or date, as it can be typed again; NULL: none */
	const struct option *options;
	size_t option_count;
	int max_length;  /* characters, text */
	double min, max; /* number, where has_range */
	bool has_range;
	const struct review_row *rows; /* review */
	size_t row_count;
	const char *code;             /* CODE, SAVED, LEAVE */
	const struct action *actions; /* allowed now, in the order to offer them */
	size_t action_count;
	const struct action *below; /* HELP: what can be done on the screen below it */
	size_t below_count;
	bool new_section, new_stem, new_options; /* line mode says these only when true */
	bool has_value;     /* an answer is in hand or stored: NEXT will not be refused */
	bool in_hand;       /* it is in hand, and not stored yet */
	bool sensitive;     /* drop type-ahead, ask for a fresh key */
	bool line;          /* one line is to be typed: a code */
	bool secret;        /* it is not shown while it is typed */
	bool any_key;       /* any key goes on */
	bool ended;         /* the last one: there is nothing more to do but to read */
	int64_t wake;       /* milliseconds UTC: then ACT_TICK; 0: no need */
	size_t item_number; /* QUESTION */
	size_t section_number; /* QUESTION, NOTE: its place in the form, from 1 */
};

/* Where events go.  put returns 0 when the event is on disk.  code is known after the
 * first put. */
struct sink {
	void *self;
	int (*put)(void *self, const struct event *e);
	const char *(*code)(void *self);
};

/* When nobody does anything: the screen asks after idle, is hidden (kiosk: locked) after
 * warn more; a locked interview is closed as stopped after close more.  Milliseconds. */
struct idle_times {
	int64_t idle, warn, close; /* idle 0: never */
};
#define IDLE_WARN_MS  (60 * 1000)
#define IDLE_CLOSE_MS (30 * 60 * 1000)

/* A console that stands in a waiting room: a start screen first, a lock when idle. */
struct kiosk {
	void *self; /* NULL: no kiosk */
	bool (*is_staff)(void *self, const char *typed);
	/* The resume code, forgivingly. */
	bool (*is_client)(void *self, const char *typed);
	/* Open what was left with that code, to go on with; false: it opens nothing.
	 * NULL: nobody can come back here. */
	bool (*come_back)(void *self, const char *typed);
};

struct interview_options {
	const char *client; /* chart code; "" */
	const char *mode;   /* "line", "screen", "scripted", "paper" */
	const char *lang;   /* tag asked for with --lang; NULL: ask */
	bool paper;         /* ACT_BLANK is allowed */
	int64_t now; /* milliseconds UTC, for idle times; 0: from the first input */
	struct idle_times idle;
	struct kiosk kiosk;
};

enum outcome {
	OUTCOME_NONE,
	OUTCOME_DONE,
	OUTCOME_STOPPED,
	OUTCOME_DECLINED,
	OUTCOME_RETURN, /* kiosk: somebody came back, see kiosk.come_back */
	OUTCOME_ENDED,  /* the staff ended the kiosk */
};

struct interview;

/* form, practice and sink are lent and must outlive it. */
struct interview *interview_new(const struct form *f, const struct practice *p,
	const struct sink *sink, const struct interview_options *options);
/* Before the first look: what was stored before, in order.  ERR_INVALID when an event
 * does not fit the form, or the record is at its end (done, declined).  The first input
 * after it also puts EVENT_RESUME. */
int interview_replay(struct interview *iv, const struct event *events, size_t count,
	struct err *err) ATTR_USE;
/* Pure: the same state gives the same view. */
const struct view *interview_view(struct interview *iv);
bool interview_feed(struct interview *iv, const struct input *in);
enum outcome interview_outcome(const struct interview *iv);
/* It ended because the terminal or the process did. */
bool interview_hung_up(const struct interview *iv);
const struct answers *interview_answers(const struct interview *iv);
void interview_free(struct interview *iv);

/* The first word of an act in a language ("back"), for texts that name it; lent until the
 * arena goes. */
const char *interview_word(struct arena *a, enum act act, enum lang lang);

#endif
