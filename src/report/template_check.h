/*
 * template_check.h - inside template: what a template may not leave out
 */
#ifndef REPORT_TEMPLATE_CHECK_H
#define REPORT_TEMPLATE_CHECK_H

#include "report/template.h"

/* Findings go to d: template-no-review, template-review-late, template-no-skipped,
 * template-no-identity, template-no-page-numbers,
 * template-no-confidential. */
void
template_check(const struct template *t, const struct xml_node *root, struct diags *d);

#endif
