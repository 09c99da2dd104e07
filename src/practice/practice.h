/*
 * practice.h - the practice's profile: practice.xml
 *
 *	practice.xml  --practice_load-->  struct practice  +  findings with places
 *
 * The only configuration file.  Crisis numbers come from here and from nowhere else:
 * none is in code, none is guessed.  A profile marked sample="yes" is fictional; every
 * screen and page made under it says SAMPLE.
 *
 * Owns:   everything lives in the arena.
 * Fails:  NULL with errors among the diags.
 */
#ifndef PRACTICE_PRACTICE_H
#define PRACTICE_PRACTICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/err.h"
#include "base/text.h"
#include "xml/xml.h"

/* A line for someone in crisis, in one language and region. */
struct crisis_line {
	const char *lang, *region;       /* "es", "US" */
	const char *label;               /* "988 Lifeline" */
	const char *call;                /* NULL: cannot be called */
	const char *press;               /* then press this; NULL */
	const char *text_to, *text_body; /* text_body NULL: any text */
	const char *chat;
	const char *note;    /* "any time, free"; NULL */
	struct date checked; /* when somebody last tried it */
	const char *checked_by;
	struct place at;
};

struct emergency {
	const char *region, *number; /* "US", "911" */
};

enum paper { PAPER_LETTER, PAPER_A4, PAPER_COUNT };

struct practice {
	bool sample;
	const char *lang, *region;                            /* "en", "US-CA" */
	const char *name, *address, *phone, *email, *website; /* NULL: none */
	const char *const *areas;
	size_t area_count;
	bool in_person, telehealth;
	/* Who reads records, how soon, and out of hours; per language, [LANG_*]; NULL:
	 * not said in that language.  has_policy: said in the practice's own language. */
	const char *readers[LANG_COUNT], *within[LANG_COUNT], *out_of_hours[LANG_COUNT];
	bool has_policy;
	const struct crisis_line *lines;
	size_t line_count;
	const struct emergency *emergencies;
	size_t emergency_count;
	enum paper paper;
	int idle_minutes;        /* 0: never */
	const char *keep_adults; /* as written: "7y" */
	int keep_years;          /* of it */
	int keep_minors_age;     /* "until 25": 25; 0: as adults */
	const char *group;       /* two-user layout; NULL */
	struct place at;
};

extern const struct xml_table practice_table;

/* Returns nonzero only when there was no file; *ret is NULL when there were errors. */
int practice_load(struct arena *a, const char *path, struct diags *d,
	const struct practice **ret, struct err *err) ATTR_USE;
/* From a document that was read already. */
const struct practice *
practice_parse(struct arena *a, const struct xml *x, struct diags *d);

/* The last day to keep a record that ended then, of somebody born then (DATE_NONE: not
 * known, as an adult); a minor's until the year of that birthday, but never shorter than an
 * adult's.  Always the last of a year (keep.c).  False: the profile does not say. */
bool practice_keep_until(
	const struct practice *p, struct date born, struct date ended, struct date *ret);

/* The first number to call in an emergency in the practice's region; NULL: none. */
const char *practice_emergency(const struct practice *p);
/* Lines that serve lang in the practice's region (its country's lines too); when there
 * are none in that language, those of any language.  Array in the arena. */
const struct crisis_line *const *practice_lines(
	struct arena *a, const struct practice *p, enum lang lang, size_t *ret_count);
/* Those lines in words, then the emergency number and, where clients come in, the staff: a
 * line each, appended. */
void practice_put_lines(struct buf *out, const struct practice *p, enum lang lang);
/* True when a form with a safety item may be started: lines, an emergency number and a
 * policy are there, or it is a sample. */
bool practice_ready_for_safety(const struct practice *p);
/* Warnings: a sample, lines not checked for 180 days by `today`, languages without lines,
 * and what keeps practice_ready_for_safety() false. */
void practice_check(const struct practice *p, struct date today, struct diags *d);

#endif
