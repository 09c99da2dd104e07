/*
 * compose.h - inside compose: what its parts share
 *
 * Each part of a template's body is one function of the table in compose.c; all of them
 * add blocks to the document and touch nothing else.
 */
#ifndef REPORT_COMPOSE_H
#define REPORT_COMPOSE_H

#include "base/buf.h"
#include "report/block.h"
#include "report/report.h"

struct compose {
	struct arena *arena;
	const struct template *template;
	const struct report_input *in;
	size_t lang; /* index into the form's languages */
	const struct trends *trends;
	struct document *doc;
	struct buf buf; /* text being put together */
};

/* A message with its holes filled, in the arena: compose_say(c, TEXT_X, "n", "3"). */
#define compose_say(c, ...) \
	(text_fill(&(c)->buf, (c)->in->lang, __VA_ARGS__, NULL), compose_take(c))
/* What stands in c->buf, in the arena; the buffer is empty again. */
const char *compose_take(struct compose *c);
/* A text of the form in the report's language where the form has it; "" for none. */
const char *compose_words(const struct compose *c, const struct words *w);
/* An answer or the reason for none. */
const char *
compose_value(struct compose *c, const struct item *it, const struct value *v);
/* "Item 4: “...”", with the form's name where it is one that was put in. */
const char *compose_item_words(struct compose *c, const struct item *it);
const char *compose_number(struct compose *c, double value);
const char *compose_count(struct compose *c, size_t n);
/* "4 May 2026 at 14:32" and "14:32". */
const char *compose_moment(struct compose *c, int64_t ms);
const char *compose_time(struct compose *c, int64_t ms);
const char *compose_day(struct compose *c, int64_t ms);

/* The language of such words, and of what the client wrote; NULL: the report's. */
const char *compose_words_lang(const struct compose *c, const struct words *w);
const char *compose_said_lang(const struct compose *c);

struct block *compose_add(struct compose *c, enum block_kind kind);
void compose_text(struct compose *c, enum block_kind kind, const char *text);
/* A heading, in the clinic's words or ours; note may be NULL. */
void compose_heading(
	struct compose *c, const struct part *p, enum text_id id, const char *note);
/* Lines to write on, by the ids of their labels. */
void
compose_blanks(struct compose *c, struct block *b, const enum text_id *ids, size_t n);

/* The practice: name, address, where and how it works. */
void compose_letterhead(struct compose *c);

/* Whole points are drawn as cells, so that a score never stands on an edge: half a point
 * to each side of a number.  A mean runs without steps. */
double compose_half_step(const struct scale *s);
/* The trend whose newest point is this score; NULL: none. */
const struct trend *compose_trend_of(const struct compose *c, const struct score *r);
/* Is its newest point of this record? */
bool compose_is_now(const struct compose *c, const struct trend *t);
/* "Last time (4 May 2026): “Not at all”."; NULL: it was not asked before. */
const char *compose_last_time(struct compose *c, const struct item *it);
/* Where signs of feeling and of distress both rose: the numbers of all that did; NULL:
 * they did not. */
const char *compose_together(struct compose *c);

/* Does any scale that was validated count this item? */
bool compose_validated(const struct form *f, const struct item *it);
/* Is this section the clinic's own questions, which no published scale counts? */
bool compose_is_clinic_made(const struct form *f, const struct section *s);
bool compose_any_clinic_made(const struct form *f);
bool compose_any_validated(const struct form *f);

/* The parts. */
void compose_identity(struct compose *c, const struct part *p);
void compose_alerts(struct compose *c, const struct part *p);
void compose_scores(struct compose *c, const struct part *p);
void compose_findings(struct compose *c, const struct part *p);
void compose_trend(struct compose *c, const struct part *p);
void compose_own_words(struct compose *c, const struct part *p);
void compose_topics(struct compose *c, const struct part *p);
void compose_rules(struct compose *c, const struct part *p);
void compose_skipped(struct compose *c, const struct part *p);
void compose_items(struct compose *c, const struct part *p);
void compose_sources(struct compose *c, const struct part *p);
/* At the end: which parts the template leaves out, and how to see them. */
void compose_left_out(struct compose *c);

/* Does another scale that shows count all its items, and more? */
bool compose_is_part(const struct form *f, const struct scale *s);
/* The lines of a scale's cuts, from the lowest on. */
const struct score_cut *compose_cuts(struct compose *c, const struct scale *s);
/* "Left out as a whole: Growing up, items 22 to 30."; NULL: it was not. */
const char *compose_part_left(struct compose *c, const struct section *s);
/* What is said of a part that the client chose not to answer; what must be asked about all
 * the same is named. */
const char *compose_part_skipped(struct compose *c, const struct section *s);
/* What a cut means and whether it was reached; why there is no score. */
const char *compose_cut(struct compose *c, const struct cut *cut, enum cut_state state);
const char *compose_why_not(struct compose *c, const struct score *r);

#endif
