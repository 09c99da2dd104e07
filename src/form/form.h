/*
 * form.h - a form, as the clinic wrote it, checked and resolved
 *
 *	form.xml  --form_load-->  struct form (immutable)  +  findings with places
 *
 * Everything hangs on arrays in document order; items carry their index into
 * form->items, which is also the index of their answer.  Conditions are compiled.
 *
 * Forms that this one includes, or uses names of, are found through a call-back and put
 * into the text: <include form="x"><form id="x" ...>...</form></include>.  That resolved
 * text is what is stored; it is read again without any other file.
 *
 * Owns:   the form and everything it points to live in the arena it was loaded into.
 * Units:  scores and bounds are points as the form counts them.
 * Fails:  form_load gives NULL and errors among the diags; nothing is half loaded.
 * Source: forms/ and docs/writing-forms; each scale cites its publication in <source>.
 */
#ifndef FORM_FORM_H
#define FORM_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/err.h"
#include "expr/expr.h"
#include "xml/xml.h"

#define FORM_LANG_MAX   8
#define FORM_CHOICE_MAX 64 /* answers of one list; a bit each in a value */

/* Where other forms are found, by their id. */
struct form_finder {
	void *self;
	/* The path of the file that holds form id, in the arena; NULL: there is none. */
	char *(*find)(void *self, struct arena *a, const char *id);
	/* The ids there are, for suggestions; NULL: not known. */
	const char *const *(*all)(void *self, struct arena *a, size_t *ret_count);
};

/* Finds forms as ID.xml in one folder; where is lent. */
struct form_folder {
	const char *path;
};
struct form_finder form_finder_in(struct form_folder *where);
/* The ids of the forms in one folder; none is not a failure. */
const char *const *form_ids_in(struct arena *a, const char *folder, size_t *ret_count);

/* One text in every language of the form; in[0] is the form's own language. */
struct words {
	const char *in[FORM_LANG_MAX]; /* NULL: none, or not translated */
	struct place at;
};

enum item_type {
	ITEM_ONE,
	ITEM_MANY,
	ITEM_YES_NO, /* codes yes and no, scores 1 and 0 */
	ITEM_NUMBER,
	ITEM_TEXT,
	ITEM_DATE,
	ITEM_TYPE_COUNT
};

enum date_precision { PRECISION_DAY, PRECISION_MONTH, PRECISION_YEAR };

struct choice {
	const char *code; /* stored; never changes */
	struct words label;
	bool scored;
	double score;   /* meaningful where scored */
	bool missing;   /* counts as missing: does-not-apply */
	bool exclusive; /* many: clears the rest */
	int digit;      /* beside it on the screen: its score where all are distinct whole
			   numbers 0-9, else its place from 1 */
	struct place at;
};

struct choice_list {
	const char *id; /* NULL: a question's own */
	const struct choice *at;
	size_t count;
	bool scored;            /* every choice that is not missing has a score */
	double lowest, highest; /* scores; meaningful where scored */
	struct place place;
};

/* Another form that was put in: its sections, scales and rules are among this one's. */
struct included {
	const char *id;
	size_t index;
	int version;
	struct words title, source,
		notice;               /* in[0] is never NULL but for a missing one */
	const struct expr *show_if;   /* NULL: always */
	bool has_lang[FORM_LANG_MAX]; /* beside form->langs: it has these texts */
	size_t first_section, section_count;
	size_t first_item, item_count;
	struct place at;
	const struct xml_node *node; /* of the <include> */
};

struct section {
	const char *id;
	size_t number; /* from 1 */
	struct words title, before, after;
	bool sensitive, dont_know;
	const struct included *included; /* NULL: the form's own */
	const struct expr *show_if;      /* NULL: always */
	size_t first_item, item_count;   /* in form->items */
	struct place at;
	const struct xml_node *node; /* here and below: where check/ finds more places */
};

struct grid {
	const char *id;
	struct words stem, why;
	size_t first_item, item_count;
	struct place at;
	const struct xml_node *node;
};

/* One thing that is asked: a line of a grid, or a question. */
struct item {
	const char *id;
	size_t index;  /* in form->items */
	size_t number; /* from 1: how screen and report call it */
	enum item_type type;
	const struct section *section;
	const struct grid *grid;      /* NULL: a question */
	struct words text, help, why; /* why: the grid's where it has none of its own */
	const struct choice_list *choices; /* ONE, MANY, YES_NO */
	bool dont_know;                    /* "I don't know" is offered; inherited */
	const struct expr *const
		*show_if; /* include's, section's, grid's, own: all must hold */
	size_t show_if_count;
	bool has_min, has_max;
	double min, max;
	int max_length; /* characters; text */
	enum date_precision precision;
	const char *role, *seed, *loinc; /* NULL: none */
	const struct safety *safety;     /* NULL: not a safety item */
	struct place at;
	const struct xml_node *node;
};

enum scale_method { SCALE_SUM, SCALE_MEAN, SCALE_COUNT, SCALE_METHOD_COUNT };

struct band {
	double from, to; /* inclusive */
	struct words label;
	struct place at;
};

struct cut {
	double at, to; /* to > at: a range with three states; else equal */
	struct words meaning;
	struct place place;
};

enum change_kind { CHANGE_RELIABLE, CHANGE_NOTABLE, CHANGE_REMISSION, CHANGE_KIND_COUNT };

struct change {
	enum change_kind kind;
	double at;
	struct words source;
	struct place place;
};

struct scale {
	const char *id;
	size_t index;
	struct words title, source;
	enum scale_method method;
	const struct item *const *items;
	const bool *reversed; /* beside items: score counts lowest + highest - score */
	size_t item_count;
	int may_miss;    /* items that may be missing; 0: nothing is forgiven */
	double count_at; /* COUNT: an item counts from this score on */
	const struct expr
		*zero_if; /* complete with 0 although the items were not asked */
	bool partial;     /* print "at least n" when it is not scored */
	bool validated;   /* false: clinic-made; no bands, cuts, changes */
	bool show, trend;
	bool higher_better;
	const char *kind; /* "distress", "feeling", NULL */
	const char *loinc;
	double lowest, highest; /* the possible range of the score */
	const struct band *bands;
	size_t band_count;
	const struct cut *cuts;
	size_t cut_count;
	const struct change *changes;
	size_t change_count;
	bool sound; /* false only in a draft: a finding already names what is wrong */
	struct place at;
	const struct xml_node *node;
};

/* An answer that must be met with crisis lines at once, and flagged first. */
struct safety {
	const char *id;
	size_t index;
	const struct item *item;   /* NULL: omitted (the report says it was not asked) */
	const struct choice *from; /* flagged from this answer's score on */
	struct place at;
	const struct xml_node *node;
};

enum alert_level { ALERT_INFO, ALERT_REVIEW, ALERT_URGENT, ALERT_LEVEL_COUNT };

struct alert {
	const char *id;
	size_t index;
	enum alert_level level;
	const struct expr *when;
	const size_t *needs; /* refs, as expr_uses: undecided when any is missing */
	size_t need_count;
	struct words text;
	struct place at;
	const struct xml_node *node;
};

/* A way of working, and what the client thinks of it. */
struct approach {
	const char *id;
	size_t index;
	struct words title;
	const struct item *preference; /* asks the client about it; NULL: none does */
	unsigned long long set_aside;  /* bit i: with choice i it is left out */
	struct place at;
	const struct xml_node *node;
};

/* A line for the therapist, by a fixed rule. */
struct topic {
	const char *id;
	size_t index;
	struct words title, note;
	const struct words *asks; /* questions for the therapist */
	size_t ask_count;
	const struct expr *when;
	const size_t *needs; /* refs: undecided when any is missing */
	size_t need_count;
	const struct approach *const *approaches;
	size_t approach_count;
	const struct item *const *quotes; /* free text to quote beside it */
	size_t quote_count;
	bool safety; /* its rule names a safety item: the others wait for it */
	struct place at;
	const struct xml_node *node;
};

/* A name of a form that this one uses and that is not part of it: never asked. */
struct used_name {
	const char *id, *form;
	bool safety; /* of a safety item */
};

/* What a ref of a condition stands for: items first, then scales, safeties, used names.
 */
enum form_ref_kind { FORM_REF_ITEM, FORM_REF_SCALE, FORM_REF_SAFETY, FORM_REF_USED };

struct form {
	const char *id;
	int version;
	const char *file;                 /* as the user named it */
	const char *langs[FORM_LANG_MAX]; /* [0]: the form's own */
	size_t lang_count;
	bool review_labels; /* the last look shows questions, and not what was answered */
	struct words title, source, notice, welcome, consent, pause, closing;
	const struct section *sections;
	size_t section_count;
	const struct item *items;
	size_t item_count;
	const struct scale *scales;
	size_t scale_count;
	const struct safety *safeties;
	size_t safety_count;
	const struct alert *alerts;
	size_t alert_count;
	const struct included *included;
	size_t included_count;
	const struct approach *approaches;
	size_t approach_count;
	const struct topic *topics;
	size_t topic_count;
	int topic_max; /* lines printed at most */
	struct words topics_none, topics_too_few;
	const struct used_name *used;
	size_t used_count;
	const char
		*text; /* the resolved XML: what is stored, and what the digest is of */
	size_t text_size;
	char digest[DIGEST_HEX];
	const struct xml *xml; /* for the checks that need more than is kept above */
};

/* The structure table of form.xml; also the source of the reference. */
extern const struct xml_table form_table;

/* path is what findings call the file; finder (or NULL: there are none) leads to other
 * forms.  Returns nonzero only when there was no file. */
int form_load(struct arena *a, const char *path, const struct form_finder *finder,
	struct diags *d, const struct form **ret, struct err *err) ATTR_USE;
/* From memory: a text that holds all that it includes. */
const struct form *form_parse(
	struct arena *a, const char *name, const char *bytes, size_t n, struct diags *d);
/* The same of a text from the store, which has compared it with its digest. */
const struct form *form_stored(struct arena *a, const char *name, const struct buf *text,
	const char *digest, struct diags *d);

/* For check/: the form as far as it goes, whatever findings of meaning there are, so that
 * one run names them all; NULL when its structure is wrong.  Not for any other use. */
const struct form *form_draft(struct arena *a, const char *name, const char *bytes,
	size_t n, const struct form_finder *finder, struct diags *d);

/* Index of a language in form->langs; 0 (the form's own) when it has no such one. */
size_t form_lang(const struct form *f, const char *tag);
bool form_has_lang(const struct form *f, const char *tag);
/* A text in that language, else in the form's own; NULL when there is none at all. */
const char *form_words(const struct words *w, size_t lang);

const struct item *form_item(const struct form *f, const char *id); /* NULL: none */
const struct section *form_section(const struct form *f, const char *id);
const struct scale *form_scale(const struct form *f, const char *id);
/* Index of a choice by code; -1: none. */
int form_choice(const struct choice_list *l, const char *code);
/* How many refs there are. */
size_t form_ref_count(const struct form *f);
/* Which kind a ref is; *ret_index into items, scales, safeties or used. */
enum form_ref_kind form_ref(const struct form *f, size_t ref, size_t *ret_index);
/* The id that a ref stands for. */
const char *form_ref_id(const struct form *f, size_t ref);

#endif
