/*
 * mistake.h - one mistake in a good form, and where and whose it is
 *
 *	good form + kind + dice  --make-->  edits, the lines that may be named, the culprits
 *
 * A kind makes one mistake of its sort somewhere in a form, or says that the form has no
 * place for it.  It also says what a good answer to it would be: on which line (several
 * where the mistake lies between two places, as between a name and what refers to it),
 * and which of several words names the culprit.
 *
 * Owns:   everything lives in the arena of the doc.
 */
#ifndef TESTS_MEASURE_MISTAKE_H
#define TESTS_MEASURE_MISTAKE_H

#include <stdint.h>

#include "measure/doc.h"
#include "xml/xml.h"

enum { EDITS_CAP = 6, SPOTS_CAP = 64, CULPRITS_CAP = 8 };

struct edit {
	struct span at;
	const char *text;
};

struct mistake {
	const struct doc *doc;
	uint64_t dice;
	struct edit edits[EDITS_CAP]; /* apart from each other */
	size_t edit_count;
	size_t spots[SPOTS_CAP]; /* offsets in the good form; any of them will do */
	size_t spot_count;
	const char *culprits[CULPRITS_CAP]; /* any of them will do */
	size_t culprit_count;
};

struct kind {
	const char *name; /* what the author did */
	bool (*make)(struct mistake *m);
	const char *may_pass; /* why one of these may be remarked on and not refused */
};

/* Each ends with a NULL name. */
extern const struct kind tag_kinds[], letter_kinds[], setting_kinds[], name_kinds[],
	condition_kinds[], meaning_kinds[];

/* 0 to n - 1 */
size_t dice_throw(struct mistake *m, size_t n);

void mistake_edit(struct mistake *m, struct span at, const char *text);
void mistake_insert(struct mistake *m, size_t at, const char *text);
void mistake_spot(struct mistake *m, size_t offset);
void mistake_culprit(struct mistake *m, const char *word);
/* Where a word stands alone anywhere: each is a spot. */
void mistake_spot_words(struct mistake *m, const char *word);
/* The form with the mistake in it. */
const char *mistake_text(const struct mistake *m, size_t *ret_size);
/* Is line (of the form with the mistake) one of the spots? */
bool mistake_is_at(const struct mistake *m, const char *text, int line);

/* One of those that fit; NULL when none does. */
const struct tag *
pick_tag(struct mistake *m, bool (*fits)(const struct doc *, const struct tag *));
const struct setting *
pick_setting(struct mistake *m, bool (*fits)(const struct doc *, const struct setting *));

/* A slip of the finger that makes no other word of the form; NULL when it is too short. */
const char *slip(struct mistake *m, const char *word);

/* What the form's own table says. */
const struct xml_rule *rule_named(const char *name);
const struct xml_attribute_rule *
rule_of_setting(const struct doc *d, const struct setting *s);
const struct xml_child_rule *
rule_of_child(const struct xml_rule *parent, const char *name);
const struct tag *parent_of(const struct doc *d, const struct tag *t);
/* One white-space-separated word of text; its place in it. */
size_t words_of(const char *text, struct span *ret, size_t cap);

#endif
