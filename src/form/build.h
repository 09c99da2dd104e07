/*
 * build.h - a form while it is put together, inside form/
 *
 *	tree  ->  ids  ->  lists  ->  items  ->  scales, safety, alerts  ->  conditions
 *
 * Every mistake is a finding and building goes on with something harmless in its place
 * (an empty list, no condition), so that one run names all of them.
 */
#ifndef FORM_BUILD_H
#define FORM_BUILD_H

#include "base/vec.h"
#include "form/form.h"

enum id_kind {
	ID_SET,
	ID_SECTION,
	ID_GRID,
	ID_ITEM,
	ID_SCALE,
	ID_SAFETY,
	ID_ALERT,
	ID_APPROACH,
	ID_TOPIC,
	ID_KIND_COUNT
};

struct origin;

/* One id of the form. */
struct id {
	const char *id;
	enum id_kind kind;
	const struct xml_node *node;
	struct origin *from;
	size_t index; /* among those of its kind */
};

/* One <t>. */
struct t {
	const char *of;
	const struct xml_node *node;
	bool used;
};

/* A text that a translation lacks, until a misspelt <t> explains it. */
struct lack {
	const char *key;
	struct place at; /* of the text */
};

/* One <translation>; a draft is looked at and not offered. */
struct translation {
	const char *lang;
	const struct xml_node *node;
	bool draft;
	VEC(struct t) t; /* sorted by of */
	VEC(struct lack) lacks;
};

/* A form whose parts are put together here: the form itself, then those it includes.
 * Each has its own translations. */
struct origin {
	const struct xml_node *root;      /* its <form> */
	struct included *included;        /* NULL: the form itself */
	const char *langs[FORM_LANG_MAX]; /* [0]: its own */
	size_t lang_count;
	size_t to[FORM_LANG_MAX]; /* the same in form->langs; LANG_NOT_OFFERED */
	VEC(struct translation) translations;
	VEC(const char *) keys; /* of all texts, for suggestions */
	const struct choice_list *yes_no;
};
#define LANG_NOT_OFFERED ((size_t)FORM_LANG_MAX)

struct builder {
	struct arena *arena;
	struct diags *diags;
	const struct xml *xml;
	struct form *form;
	VEC(struct id) ids;   /* sorted by id once gathered */
	VEC(struct id) order; /* in document order */
	/* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers is meant */
	VEC(struct origin *) origins; /* [0]: the form itself */
	struct origin *from;          /* whose texts are being read */
	VEC(const struct form *) used;
	struct choice_list *sets; /* by index of ID_SET */
	size_t set_count;
	VEC(struct section) sections;
	VEC(struct item) items;
	struct scale *scales; /* form->scales, while it may be written */
	struct safety *safeties;
	struct alert *alerts;
	struct included *included;
	struct topic *topics;
	const char **names; /* of all refs, for suggestions */
};

/* include.c: other forms into the tree, before anything is built; false with a finding.
 * The text with them in it is *ret_text. */
bool build_graft(struct arena *a, struct xml *x, const struct form_finder *finder,
	struct diags *d, const char **ret_text, size_t *ret_size);
/* The form inside <include> or <uses>; NULL: there is none (it is in the sitting). */
struct xml_node *build_inner(const struct xml_node *n);

/* origins.c: the form itself and those it includes, and the names of those it uses. */
void build_origins(struct builder *b);
void build_used(struct builder *b);
/* form.c: of a form that is only used, what its names stand for; no conditions. */
const struct form *build_names(struct arena *a, const struct xml *x, struct diags *d);

/* ids.c: every id once, sorted; and where one is. */
void build_ids(struct builder *b);
const struct id *build_find(const struct builder *b, const char *id, enum id_kind kind);
size_t build_count(const struct builder *b, enum id_kind kind);
/* What to say behind an id that does not exist, as expr_suggest; "" in a crowd of errors. */
const char *build_suggest(const struct builder *b, enum id_kind kind, const char *wrong);
/* "a question", "a scale": what a kind is called. */
const char *build_kind(enum id_kind kind);
/* Words of a list of ids, one after the other: false at its end. */
bool build_word(struct arena *a, const char **at, const char *list, const char **ret,
	size_t *ret_offset);
/* Where such a word stands, for a finding; of those that are not kept nobody asks. */
struct place
build_place(const struct builder *b, const struct xml_attribute *list, size_t offset);

/* words.c: texts in all languages; of b->from. */
void build_translations(struct builder *b);
/* key may be followed by a second name of the same text, or NULL; a text that must be
 * there in every language is needed. */
struct words build_words(struct builder *b, const struct xml_node *n, const char *key,
	const char *or_key, bool needed);
/* The child of that name, if there is one: "id.child", and "id" itself where main. */
struct words build_child_words(struct builder *b, const struct xml_node *parent,
	const char *id, const char *child, bool main, bool needed);
/* What no text is called and what is not translated, after all texts were taken; of all.
 */
void build_leftovers(struct builder *b);

/* lists.c: lists of answers. */
void build_sets(struct builder *b);
/* A question's own answers; NULL when it has none. */
const struct choice_list *
build_own_list(struct builder *b, const struct xml_node *question, const char *id);
/* One list behind another, for `also`. */
const struct choice_list *build_joined(struct builder *b, const struct choice_list *first,
	const struct choice_list *second, struct place at);
/* By reference; an empty list and a finding when there is none. */
const struct choice_list *
build_list_named(struct builder *b, const struct xml_node *n, const char *setting);

/* items.c: sections, grids, questions. */
void build_sections(struct builder *b);

/* scales.c, rules.c, topics.c */
void build_scales(struct builder *b);
void build_safeties(struct builder *b);
void build_alerts(struct builder *b);
void build_topics(struct builder *b);
/* needs="..." as refs. */
const size_t *build_needs(struct builder *b, const struct xml_node *n, size_t *ret_count);

/* conditions.c: all conditions, once everything has its place. */
void build_conditions(struct builder *b);

#endif
