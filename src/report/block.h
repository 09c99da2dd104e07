/*
 * block.h - what a report says, before anybody asks where
 *
 *	compose  ->  struct document  ->  layout
 *
 * A block is a thing a reader would name: a heading, a score, an item with its answer.
 * Texts are as they will be read; layout only breaks and places them.
 *
 * Owns:   blocks live in the arena of report_compose; many texts are lent by the input.
 */
#ifndef REPORT_BLOCK_H
#define REPORT_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/vec.h"

enum block_kind {
	BLOCK_LETTERHEAD, /* head: practice; text: lines below it */
	BLOCK_TITLE,      /* head */
	BLOCK_FACTS,      /* facts, in two columns */
	BLOCK_REVIEW,     /* head, note, entries, blanks: never split */
	BLOCK_HEADING,    /* head, note; stays with two rows */
	BLOCK_SECTION,    /* head; a smaller heading, repeated on the next page */
	BLOCK_STEM,       /* text: what all rows below were asked */
	BLOCK_LABEL,      /* text: a label that must not be missed */
	BLOCK_TEXT,       /* text */
	BLOCK_POINT,      /* text: one of a list */
	BLOCK_SMALL,      /* text: small print */
	BLOCK_SCORE,      /* score */
	BLOCK_TREND,      /* trend: trend_block.h */
	BLOCK_QUOTE,      /* head: what was asked; text: what was said, verbatim */
	BLOCK_TOPIC,      /* topic: topic_block.h */
	BLOCK_ITEM,       /* item */
	BLOCK_ABSENT,     /* item: number, text, reason */
	BLOCK_RULED,      /* lines to write on */
	BLOCK_SIGN,       /* blanks */
	BLOCK_QUESTION,   /* question; this and below: form_block.h */
	BLOCK_GRID,       /* grid */
	BLOCK_ONLY,       /* text: who answers what follows */
	BLOCK_TICK,       /* text: a sentence that may be ticked */
	BLOCK_BOX,        /* head, text, lines: framed */
	BLOCK_NAMES,      /* facts, as many beside each other as fit */
	BLOCK_COUNT
};

struct fact {
	const char *label, *value;
	bool right; /* of the two columns */
};

/* The sign before an entry of the review box; its shape differs, not its colour. */
enum sign { SIGN_ALERT, SIGN_ASK, SIGN_NOTE };

struct review_entry {
	enum sign sign;
	const char *label; /* "SAFETY: READ FIRST" */
	const char *lead;  /* bold */
	const char *const *lines;
	size_t line_count;
};

/* One published threshold as a bar or a panel shows it: a line, or two where it is a range. */
struct score_cut {
	double at, to;            /* where the lines stand, as the scale counts */
	const char *number;       /* "10", "31–33" */
	const char *first, *last; /* of a range: "31" and "33" */
};

struct score_band {
	double from, to;   /* edges as drawn: half-way between neighbours */
	const char *label; /* under the bar */
	const char *range; /* "5-9" */
};

/* One row of scores: words on the left, bar, number on the right. */
struct score_row {
	const char *name, *items; /* "9 of 9 items" */
	const char *name_lang;    /* NULL: the report's */
	bool half;                /* a line has two of them */
	bool bar;                 /* false: why stands in its place */
	const char *why;          /* no number: the reason */
	double low, high;         /* edges of the bar */
	double value;             /* the diamond */
	const char *number, *of;  /* "12", "/27" */
	const char *word;         /* band, or NULL */
	const char *alt;          /* the bar in words */
	bool has_before;          /* the circle: the last score that can be compared */
	double before;
	bool before_is_last;         /* nothing that cannot be compared came after it */
	const char *change, *review; /* under the number; or NULL */
	const char *first, *last; /* words at the ends of a bar without bands; or NULL */
	const struct score_band *bands;
	size_t band_count;
	const struct score_cut *cuts; /* from the lowest on */
	size_t cut_count;
	const char *const *notes; /* one a line below the bar */
	size_t note_count;
};

struct item_row {
	const char *number, *text, *answer;
	const char *lang, *answer_lang; /* NULL: the report's */
	bool missing;                   /* answer is a reason, not an answer */
	bool flagged;                   /* shaded and barred */
	bool reversed;                  /* a scale counts it the other way round */
	int dots, dot; /* choices of a scored list, and which (from 0); dots 0: none */
};

struct block {
	enum block_kind kind;
	const char *head, *text, *note;
	const char *head_lang, *text_lang; /* NULL: the report's */
	const struct fact *facts;
	size_t fact_count;
	const struct topic_block *topic;
	const struct trend_block *trend;
	const struct review_entry *entries;
	size_t entry_count;
	const char *const *blanks; /* labels before lines to write on */
	size_t blank_count;
	const struct score_row *score;
	const struct item_row *item;
	const struct question *question;
	const struct question_grid *grid;
	int lines;
};

/* At the foot, left.  Where there is little room code and form are cut, never the rest. */
struct foot {
	const char *code; /* of the client; NULL: none, as on a blank form */
	const char *form;
	int version;
	const char *digest;
};

struct document {
	enum lang lang;
	VEC(struct block) blocks;
	const char *title;   /* of the PDF; names nobody */
	const char *running; /* top of every page but the first */
	const char *running_right;
	struct foot foot;
	const char *foot_line;    /* the clinic's own, below; or NULL */
	const char *confidential; /* middle */
	const char *sample;       /* mark on every page, or NULL */
	int64_t made_at;
};

#endif
