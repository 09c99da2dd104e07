/*
 * template.h - what a clinic decides about its report
 *
 *	templates/x.xml  --template_load-->  struct template  +  findings with places
 *
 * The clinic decides order, titles, colour, wording of its own paragraphs.  It cannot
 * hide the review box or put anything but the client's identity before it, hide what
 * was not answered, or drop page numbers and the confidential mark: the check refuses.
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
#include "xml/xml.h"

/* The parts of a report's body; one row each in template.c and compose.c. */
enum part_kind {
	PART_IDENTITY, /* who: the grid of facts */
	PART_ALERTS,   /* the review box */
	PART_SCORES,
	PART_TREND,   /* change over time */
	PART_WORDS,   /* the client's own words */
	PART_TOPICS,  /* topics to explore, ways of working, pace */
	PART_SKIPPED, /* what was not answered, and why */
	PART_ITEMS,   /* every item */
	PART_TEXT,    /* a paragraph of the clinic's own */
	PART_NOTES,   /* ruled lines */
	PART_SIGN,    /* reviewer, signature, date */
	PART_RULES,   /* every rule of the topics, and what it came to */
	PART_SOURCES, /* notices, licences, publications */
	PART_COUNT
};

struct part {
	enum part_kind kind;
	const char *title[LANG_COUNT]; /* NULL: the program's own */
	const char *text[LANG_COUNT];  /* PART_TEXT */
	bool name;                     /* PART_IDENTITY: print the client's name */
	int lines;                     /* PART_NOTES */
	struct place at;
};

struct template
{
	const char *id;
	bool own_paper;   /* paper below stands above the practice's */
	enum paper paper; /* meaningful where own_paper */
	double left, right, top, bottom;
	uint32_t accent; /* 0xRRGGBB, dark enough: rules and headings */
	double text_size;
	bool areas; /* letterhead: areas served, in person, telehealth */
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

/* The part's title in that language, or NULL: the program's own. */
const char *part_title(const struct part *p, enum lang lang);
/* The first part of a kind; NULL: the template has none. */
const struct part *template_part(const struct template *t, enum part_kind kind);

/* Contrast of a colour with white, 1 to 21 (WCAG 2.1, relative luminance). */
double template_contrast(uint32_t rgb);
/* rgb, darkened until its contrast with white is at least 4.5. */
uint32_t template_darken(uint32_t rgb);

#endif
