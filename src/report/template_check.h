/*
 * template_check.h - inside template: what a template may not leave out
 */
#ifndef REPORT_TEMPLATE_CHECK_H
#define REPORT_TEMPLATE_CHECK_H

#include "report/template.h"

/* Findings go to d: template-no-review, template-review-late, template-no-skipped,
 * template-no-identity, template-no-page-numbers,
 * template-no-confidential.  The tree need not be right in all else. */
void template_check(const struct xml_node *root, struct diags *d);

/* template-title: the words over what must be seen are the program's.  What is refused is
 * taken out of the tree, so that the structure check does not tell it in other words. */
void template_refuse_titles(struct xml_node *root, struct diags *d);

/* template-room: sizes that leave the review box no room on page one. */
void template_check_room(
	const struct template *t, const struct xml_node *root, struct diags *d);

#endif
