/*
 * template.h - what a clinic decides about its report
 *
 *	templates/x.xml  --template_load-->  struct template  +  findings with places
 *
 * The clinic decides order, titles, logo, colour, typeface, language and wording.  It
 * cannot hide the review box or put anything but the client's identity before it, hide
 * what was not answered, or drop page numbers and the confidential mark: the check
 * refuses.  A report that leaves parts out says which (compose_left_out.c).
 *
 * A template names its logo and typeface; template_open reads them.  Between the two the
 * caller can look at whose files they are.
 *
 * Owns:   everything lives in the arena.
 * Units:  points; text_size is that of running text, all others follow it.
 * Fails:  NULL with errors among the diags.
 */
#ifndef REPORT_TEMPLATE_H
#define REPORT_TEMPLATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"
#include "base/text.h"
#include "practice/practice.h"
#include "report/image.h"
#include "report/measure.h"
#include "xml/xml.h"

/* The parts of a report's body; one row each in template.c and compose.c. */
enum part_kind {
	PART_IDENTITY, /* who: the grid of facts */
	PART_ALERTS,   /* the review box */
	PART_SCORES,
	PART_FINDINGS, /* key findings, by rule */
	PART_TREND,    /* change over time */
	PART_WORDS,    /* the client's own words */
	PART_TOPICS,   /* topics to explore, ways of working, pace */
	PART_SKIPPED,  /* what was not answered, and why */
	PART_ITEMS,    /* every item */
	PART_TEXT,     /* a paragraph of the clinic's own */
	PART_NOTES,    /* ruled lines */
	PART_SIGN,     /* reviewer, signature, date */
	PART_RULES,    /* every rule of the topics, and what it came to */
	PART_SOURCES,  /* notices, licences, publications */
	PART_COUNT
};

struct part {
	enum part_kind kind;
	const char *title[LANG_COUNT]; /* NULL: the program's own */
	const char *text[LANG_COUNT];  /* PART_TEXT */
	bool name;                     /* PART_IDENTITY: print the client's name */
	bool brief; /* PART_SCORES: without notes; PART_SKIPPED: by number */
	int lines;  /* PART_NOTES */
	struct place at;
};

/* Labels that a clinic may call otherwise; a row each in template_words.c. */
#define TEMPLATE_STRING_WORDS                                                           \
	"client-code|name|born|language|record|completed|stopped|last-answer|declined|" \
	"form|filled-in|answered|reviewed-by|date-time|assessment|action|reviewer|"     \
	"licence|signature|date|in-person|telehealth"
enum { TEMPLATE_STRING_COUNT = 22 };

/* A file that a template names: the logo, or a face of its typeface. */
struct template_file {
	const char *name, *path; /* path: in the template's folder */
	struct place at;
};

/* Running text is no smaller. */
enum { TEMPLATE_TEXT_LEAST = 8 };

struct template
{
	const char *id;
	bool own_lang;      /* lang below, unless another is asked for */
	enum lang lang;     /* meaningful where own_lang */
	bool own_paper;     /* paper below stands above the practice's */
	enum paper paper;   /* meaningful where own_paper */
	bool one_page;      /* condensed onto one, where that is possible */
	bool condensed;     /* it is being tried: see report_pages */
	bool without_words; /* ... and the client's own words had no room */
	/* the review box had no room on page one below who it is: it stands above that; and
	 * where it has none even so, it begins there and goes on */
	bool box_first, box_goes_on;
	double left, right, top, bottom;
	uint32_t accent;            /* 0xRRGGBB, dark enough: rules and headings */
	double text_size, smallest; /* no text is smaller than that; 0: as readable */
	bool areas;                 /* letterhead: areas served, in person, telehealth */
	bool logo_right;
	double logo_height;
	const struct template_file *logo;              /* NULL: none */
	const struct image *logo_image;                /* NULL until template_open */
	const struct template_file *faces[FACE_COUNT]; /* NULL: the program's own */
	const char *strings[TEMPLATE_STRING_COUNT][LANG_COUNT]; /* NULL: ours */
	const char *foot[LANG_COUNT]; /* a line below the footer; NULL: none */
	const struct part *parts;
	size_t part_count;
};

/* The structure table of a template; also the source of the reference. */
extern const struct xml_table template_table;

/* path is what findings call the file.  Returns nonzero only when there was no file. */
int template_load(struct arena *a, const char *path, struct diags *d,
	const struct template **ret, struct err *err) ATTR_USE;
/* From memory. */
const struct template *template_parse(
	struct arena *a, const char *name, const char *bytes, size_t n, struct diags *d);

/* Read what it names: a logo is decoded, a typeface looked through.  What cannot be used
 * is a finding; the same template comes back, or NULL. */
const struct template *
template_open(struct arena *a, const struct template *t, struct diags *d);
/* How the name of a logo and of a font may end, so that a backup finds them; the last is
 * NULL. */
extern const char *const template_logo_ends[];
extern const char *const template_font_ends[];
/* The files it names, in an array in the arena. */
const struct template_file *const *
template_files(struct arena *a, const struct template *t, size_t *ret_count);

/* The paper: the template's own, where it has one. */
enum paper template_paper(const struct template *t, enum paper practice);
/* Is a line too short for two columns of text so large? */
bool template_stacks(const struct template *t);
/* How much larger than usual the text of head and foot is; the least margins they need. */
double template_margin_scale(const struct template *t);
double template_least_top(const struct template *t);
double template_least_bottom(const struct template *t);

/* What the program says, in the clinic's words where it has its own for that. */
const char *template_text(const struct template *t, enum lang lang, enum text_id id);
/* The part's title in that language, or NULL: the program's own. */
const char *part_title(const struct part *p, enum lang lang);
/* The first part of a kind; NULL: the template has none. */
const struct part *template_part(const struct template *t, enum part_kind kind);

/* Contrast of a colour with white, 1 to 21 (WCAG 2.1, relative luminance). */
double template_contrast(uint32_t rgb);
/* rgb, darkened until its contrast with white is at least 4.5. */
uint32_t template_darken(uint32_t rgb);

#endif
