/*
 * layout.h - inside layout: atoms, what no page end may split
 *
 *	block  ->  atoms (heights, marks)  ->  pages
 *
 * A paragraph is an atom for each line, so that it can flow; a score row is one.  An
 * atom that keeps stays with the next; a chain of those moves to the next page whole,
 * unless it is longer than a page.
 *
 * Units:  points; marks of an atom are relative to the left margin and its own top.
 */
#ifndef REPORT_LAYOUT_H
#define REPORT_LAYOUT_H

#include "report/block.h"
#include "report/measure.h"
#include "report/page.h"
#include "report/template.h"

/* Text keeps 7:1 on white and on shade. */
#define INK   0x111111u
#define SOFT  0x474747u
#define RULE  0x9a9a9au
#define SHADE 0xf2f2f2u
#define WHITE 0xffffffu

/* What stands behind a run of atoms, drawn once a page. */
enum frame_kind { FRAME_NONE, FRAME_REVIEW, FRAME_FLAG, FRAME_QUOTE };

struct atom {
	double before; /* space above; none at the top of a page */
	double height;
	bool keep;  /* stays with the next */
	bool spare; /* may be left out where that saves a page */
	bool loose; /* ... unless the whole chain is longer than a page */
	enum frame_kind frame;
	int frame_id; /* atoms with the same id share one frame */
	bool edge;    /* the frame begins or ends with this one */
	struct marks marks;
	const struct atom *again; /* stands above it where it begins a page; or NULL */
};

struct layout {
	struct arena *arena;
	const struct template *template;
	const struct document *doc;
	const struct measure *m;
	double width, height; /* of the body */
	double scale;         /* template's text size over the usual one */
	double margins;       /* the same of head and foot */
	double closer;        /* of the space between atoms: all of it, or less */
	bool without_spare;
	bool facts_on_top;        /* page one says whose it is above all else */
	bool stacked;             /* large print: below each other, not side by side */
	VEC(struct atom *) atoms; /* each by itself: they are lent while more come */
	int keep_rows;            /* rows that still belong to the heading above */
	int frames;               /* ids given out */
	int flag_frame;           /* the frame of the flagged row just above; 0: none */
	struct atom *half; /* half a line of scores, with room for one more; or NULL */
	const struct atom *again; /* for rows of the section at hand */
	struct tags tags;
	unsigned tag;   /* what text is part of from here on */
	unsigned table; /* or list: the last one, which the next block may go on with */
};

/* A style of text. */
struct style {
	enum face face;
	double size, leading; /* before scale */
	uint32_t color;
};

/* How a style is set, scaled; nothing smaller than the template's smallest, or 7 points. */
double style_size(const struct layout *l, const struct style *s);
double style_leading(const struct layout *l, const struct style *s);
/* From the top of a line to its baseline. */
double style_base(const struct layout *l, const struct style *s);

/* What follows is a part of its own within the one at hand, until it is closed: its
 * text; of a figure its lines and shapes, since its alt says what they and words show. */
void layout_open(struct layout *l, enum role role);
void layout_open_figure(struct layout *l, const char *alt);
/* In that language; NULL: in that of the report. */
void layout_open_in(struct layout *l, enum role role, const char *lang);
void layout_close(struct layout *l);

struct atom *layout_atom(struct layout *l, double before, double height);
struct mark *atom_mark(struct layout *l, struct atom *a, enum mark_kind kind);
/* A polygon of three or four, filled. */
struct mark *atom_shape(struct layout *l, struct atom *a, double x, double y,
	const struct corner *corners, unsigned char count);
/* m is lent. */
void marks_put(struct arena *a, struct marks *to, struct mark *m);
/* One line of text that is ready; returns its width. */
double atom_text(struct layout *l, struct atom *a, const struct style *s, double x,
	double baseline, const char *text);
/* The same of a line, and of words that others follow: a space ends them for who listens.
 */
void atom_text_line(struct layout *l, struct atom *a, const struct style *s, double x,
	double baseline, const struct text_line *line);
void atom_text_more(struct layout *l, struct atom *a, const struct style *s, double x,
	double baseline, const char *text);
void atom_line(struct layout *l, struct atom *a, double x, double y, double w, double h,
	uint32_t color, double thick);
struct mark *atom_box(struct layout *l, struct atom *a, double x, double y, double w,
	double h, uint32_t fill, uint32_t stroke);

/* Where things that are wanted at one place each stand side by side: each `size` wide
 * around its `at`, in order, as near to it as a gap between them allows, all of them from
 * low to high.  False: there is no room. */
struct place_wanted {
	double at, size;
};
bool layout_spread(
	struct place_wanted *all, size_t count, double gap, double low, double high);

/* Text in a column, wrapped, into one atom from y on; returns its height. */
double atom_words(struct layout *l, struct atom *a, const struct style *s, double x,
	double y, double width, const char *text);
/* The same, heard as one piece of text. */
double atom_said(struct layout *l, struct atom *a, const struct style *s, double x,
	double y, double width, const char *text);
/* Words, each line ending at x + width. */
double atom_words_right(struct layout *l, struct atom *a, const struct style *s, double x,
	double y, double width, const char *text);
double layout_words_height(
	struct layout *l, const struct style *s, double width, const char *text);
/* Text as atoms, one a line; never one line alone on a page. */
void layout_flow(struct layout *l, const struct style *s, double x, double width,
	double before, const char *text);

/* The blocks of each file. */
void layout_review(struct layout *l, const struct block *b);
void layout_score(struct layout *l, const struct block *b);
void layout_trend(struct layout *l, const struct block *b);
void layout_item(struct layout *l, const struct block *b);
void layout_topic(struct layout *l, const struct block *b);
void layout_absent(struct layout *l, const struct block *b);
void layout_question(struct layout *l, const struct block *b);
void layout_grid(struct layout *l, const struct block *b);
void layout_only(struct layout *l, const struct block *b);
void layout_tick(struct layout *l, const struct block *b);
void layout_box(struct layout *l, const struct block *b);
void layout_names(struct layout *l, const struct block *b);
/* Labels with lines to write on, two a row, from x on. */
void layout_blanks(struct layout *l, const struct block *b, double x, double width,
	enum frame_kind frame, int frame_id);
/* All blocks to atoms. */
void layout_blocks(struct layout *l);

#endif
