/*
 * answer.h - what the person said, item by item, and why an answer is missing
 *
 *	typed text  --value_parse-->  struct value  --value_put-->  stored text
 *	events  --record-->  struct record: the answers now, and how they came about
 *
 * A value is never guessed: what was not said has one of six reasons.  The stored text
 * of a value is also what stands behind the "=" of an answers file.
 *
 * Owns:   texts live in the arena given.
 * Fails:  value_parse says why not (for the client) through an enum; files and records
 *         give findings or ERR_INVALID.
 */
#ifndef ANSWER_ANSWER_H
#define ANSWER_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/err.h"
#include "base/text.h"
#include "form/form.h"

/* Why there is no answer.  The words (missing_word) are the same on screen, in the
 * store, the answers file, the PDF and every export. */
enum missing {
	MISSING_NO,              /* there is one */
	MISSING_SKIPPED,         /* "skipped": chose not to */
	MISSING_SECTION_SKIPPED, /* "section-skipped" */
	MISSING_DONT_KNOW,       /* "dont-know" */
	MISSING_DOES_NOT_APPLY,  /* "does-not-apply": chose an answer marked so */
	MISSING_NOT_REACHED,     /* "not-reached": stopped before it */
	MISSING_NOT_ASKED,       /* "not-asked": a condition closed it */
	MISSING_COUNT
};

const char *missing_word(enum missing m); /* "skipped"; "" for MISSING_NO */
bool missing_find(const char *word, enum missing *ret);
/* For a person: "Skipped", "Not asked"; not for MISSING_NO. */
const char *missing_words_in(enum lang ui, enum missing m);

/* One answer.  Which fields count depends on the item's type. */
struct value {
	enum missing missing; /* MISSING_DOES_NOT_APPLY: choice says which answer */
	int choice;           /* ONE, YES_NO: index into the item's choices */
	uint64_t choices;     /* MANY: bit i is choice i */
	double number;        /* NUMBER */
	bool about;           /* NUMBER, DATE: the person called it a guess */
	struct date date;     /* DATE */
	const char *text;     /* TEXT: NFC, lines end in \n, none at the end */
};

#define VALUE_NOT_REACHED                                             \
	{                                                             \
		MISSING_NOT_REACHED, -1, 0, 0, false, DATE_NONE, NULL \
	}

/* Why typed text is not an answer to this item; the front end says it kindly. */
enum parse_trouble {
	PARSE_OK,
	PARSE_EMPTY,
	PARSE_NO_SUCH_CHOICE, /* not a digit, code or label of the list */
	PARSE_AMBIGUOUS,      /* fits more than one label */
	PARSE_NOT_A_NUMBER,
	PARSE_OUT_OF_RANGE,
	PARSE_NOT_A_DATE,
	PARSE_DATE_NOT_WHOLE, /* a day was asked, only a month or year came, and not as a
				 guess ("about 1989" is welcome) */
	PARSE_DATE_ORDER,     /* "3/4/2021": day or month first?  never guessed */
	PARSE_TOO_LONG,
	PARSE_EXCLUSIVE, /* "none of these" together with others */
	PARSE_TROUBLE_COUNT
};

/* What a client typed, in language lang (index into form->langs): digits beside answers,
 * labels or their beginnings where they fit one alone, codes; "about 7", "7?"; ISO dates,
 * "3 2021", "marzo 2021".  Case and accents do not matter.  More than the question asks
 * (a day where it asks for the year) is cut to what it asks. */
enum parse_trouble value_parse(struct arena *a, const struct form *f,
	const struct item *it, size_t lang, const char *typed, struct value *ret);

/* Stored text, both ways: "often", "mother grandparent", "7", "~7", "1989-03-14", text
 * with \n and \\ (and a leading !) escaped, "!skipped".  Decode is strict: false for
 * anything else, for what is out of bounds, too long, or of another precision. */
void value_put(struct buf *b, const struct item *it, const struct value *v);
bool
value_read(struct arena *a, const struct item *it, const char *stored, struct value *ret);
/* In words, for a person: "Often", "Mother; Grandparent", "14 Mar 1989", the text
 * itself, "about 7"; for a missing one the words of its reason in `ui`. */
void value_put_words(struct buf *b, const struct form *f, const struct item *it,
	size_t lang, enum lang ui, const struct value *v);
bool value_equal(const struct item *it, const struct value *a, const struct value *b);
/* The score of a value on its item's list; false when missing or without scores. */
bool value_score(const struct item *it, const struct value *v, double *ret);

/* ---- one person's answers to one form ---- */

struct answers {
	const struct form *form;
	struct value
		*at; /* one per item, form order; keeps what was said even when closed */
	bool *asked; /* beside it: false where a condition closes the item now */
};

/* All not reached, all asked (score_settle looks at the conditions). */
struct answers *answers_new(struct arena *a, const struct form *f);
/* The value that counts: MISSING_NOT_ASKED where a condition closed the item. */
struct value answers_value(const struct answers *got, const struct item *it);

/* A client's chart code: letters, digits, - _ . and /, at most CLIENT_CODE_MAX; never a
 * name with a space in it.  "" is one: none. */
enum { CLIENT_CODE_MAX = 40 };
bool client_code_valid(const char *code);

/* ---- what happened, in order ---- */

enum event_kind {
	EVENT_START, /* key "form", value id version digest; key "client", "lang", "mode"
		      */
	EVENT_CONSENT, /* value yes, no, talk */
	EVENT_ANSWER,  /* key item id, value stored text */
	EVENT_SECTION, /* key section id, value skip or open */
	EVENT_SAFETY,  /* key safety id, value shown, soft, go-on, stop, again */
	EVENT_LANG,    /* value language tag */
	EVENT_STOP,    /* left; can come back */
	EVENT_RESUME,
	EVENT_FINISH,
	EVENT_DECLINE, /* value no, talk */
	EVENT_KIND_COUNT
};

struct event {
	enum event_kind kind;
	int64_t at;        /* milliseconds UTC */
	const char *key;   /* "" where there is none */
	const char *value; /* "" where there is none */
};

/* One event as one line of bytes without its end: kind, time, key, value with tabs
 * between, the value escaped; and back (false: not such a line). */
void event_put(struct buf *b, const struct event *e);
bool event_read(struct arena *a, const char *bytes, size_t n, struct event *ret);
/* The same event, its texts in the arena. */
struct event event_copy(struct arena *a, const struct event *e);

/* ---- what the practice adds to a record, append-only ---- */

enum note_kind {
	NOTE_ACK,    /* a safety flag was seen; text: what the member wrote, or "" */
	NOTE_ASSIGN, /* the client code was wrong; text: the right one */
	NOTE_KIND_COUNT
};

struct note {
	enum note_kind kind;
	int64_t at;
	const char *by; /* what the member is called */
	const char *text;
	int events; /* how many events there were to see; 0: all of a finished record */
};

/* One line without its end, as of events; and back. */
void note_put(struct buf *b, const struct note *n);
bool note_read(struct arena *a, const char *bytes, size_t n, struct note *ret);

enum record_state {
	RECORD_OPEN,
	RECORD_STOPPED,
	RECORD_DONE,
	RECORD_DECLINED,
	RECORD_STATE_COUNT
};
const char *record_state_word(enum record_state s); /* "open" ... */
bool record_state_find(const char *word, enum record_state *ret);

/* A record: every event, and what they come to. */
struct record {
	const char *form_id, *form_digest;
	int form_version;
	const char *client; /* chart code; "" when none was given */
	const char *lang;   /* last used */
	const char *mode;   /* "screen", "line", "scripted", "paper" */
	enum record_state state;
	int64_t started, ended; /* ended 0: not yet */
	const char *consent;    /* yes, no, talk, "" */
	const struct event *events;
	size_t event_count;
	const struct note *notes; /* in order; client is what the last assign says */
	size_t note_count;
};

/* From events in order; the digest names the form to load.  ERR_INVALID when they do not
 * make sense. */
int record_from_events(struct arena *a, const struct event *events, size_t count,
	struct record *ret, struct err *err) ATTR_USE;
/* Bytes of a finished record, and back: a first line with a version, then its events, then
 * how its client code was put right. */
void record_put(struct buf *b, const struct record *r);
int record_read(struct arena *a, const char *bytes, size_t n, struct record *ret,
	struct err *err) ATTR_USE;
/* Add notes that lie beside it.  One that assigns counts only while its own bytes have
 * none: those took up all that lay beside it. */
void record_add_notes(
	struct arena *a, struct record *r, const struct note *notes, size_t count);
/* The note by which all that it holds now was seen; NULL: there is none. */
const struct note *record_seen(const struct record *r);
/* The head of a record: what a list shows.  "key value" lines: assigned, form, client, lang, state,
 * started, ended, flags, answered, items. */
struct record_head {
	const char *form_id, *client, *lang;
	int form_version;
	enum record_state state;
	int64_t started, ended;
	int flags; /* safety items flagged, ever */
	int ask;   /* safety items to ask about */
	int answered, items;
	int assigned; /* 1: its own bytes say whose it is, whatever lies beside it */
};
void record_head_put(struct buf *b, const struct record_head *h);
int record_head_read(struct arena *a, const char *bytes, size_t n,
	struct record_head *ret, struct err *err) ATTR_USE;

/* The answers that the events come to, for a form (the last word counts; sections
 * skipped are section-skipped where nothing was said).  Unknown ids: ERR_INVALID. */
int record_answers(struct arena *a, const struct record *r, const struct form *f,
	struct answers **ret, struct err *err) ATTR_USE;
/* Every value an item ever had, in order: for a flag that must not vanish. */
struct said {
	struct value value;
	int64_t at;
};
const struct said *record_history(struct arena *a, const struct record *r,
	const struct item *it, size_t *ret_count);

/* ---- the answers file (commands.md) ---- */

/* One line of the file, ready to be fed to the interview or set into answers. */
struct answers_line {
	const struct item *item;       /* NULL: a section */
	const struct section *section; /* NULL: an item */
	struct value value;
	struct place at;
};
/* Read it; every mistake is a finding.  NULL when there was an error. */
struct answers_line *
answers_file_parse(struct arena *a, const struct form *f, const char *name,
	const char *bytes, size_t n, struct diags *d, size_t *ret_count);
/* Set lines into answers; what is not named stays not reached. */
void answers_apply(struct answers *got, const struct answers_line *lines, size_t count);

#endif
