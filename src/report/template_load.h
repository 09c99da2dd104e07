/*
 * template_load.h - inside template: from the tree to struct template, piece by piece
 *
 * Findings go to the diags; a value that cannot be used leaves the usual one in its place,
 * so that everything wrong is told at once.
 */
#ifndef REPORT_TEMPLATE_LOAD_H
#define REPORT_TEMPLATE_LOAD_H

#include "report/template.h"

/* Letters of a title and of a label: they leave the review box its room. */
enum { TEMPLATE_TITLE_MOST = 80, TEMPLATE_LABEL_MOST = 40 };

/* The enum part_kind of that name, or -1; and of the name that it was meant to be. */
int template_find_part(const char *name);
int template_meant_part(const char *name);

/* Has n (NULL: no) that attribute with that value? */
bool template_says(const struct xml_node *n, const char *name, const char *word);
/* An attribute that is a number between low and high; usual when it is not given. */
double template_number(const struct xml_node *n, const char *name, double usual,
	double low, double high, struct diags *d);

/* Page, style, letterhead. */
void template_load_look(struct arena *a, struct template *t, const struct xml_node *root,
	struct diags *d);
/* Labels, and the footer's line. */
void template_load_strings(struct arena *a, struct template *t,
	const struct xml_node *root, struct diags *d);
/* Which files it names, and that a name is no more than that. */
void template_name_files(
	struct arena *a, struct template *t, const struct xml *x, struct diags *d);

/* The language that n is marked with; false: none, or one that reports do not speak. */
bool template_lang(const struct xml_node *n, struct diags *d, enum lang *ret);
/* Texts in the languages they are given in; a text without one is for all. */
void template_texts(struct arena *a, const struct xml_node *parent, const char *name,
	const char *ret[LANG_COUNT], struct diags *d);

#endif
