/*
 * compose_paper.h - inside compose: what the files of a blank form share
 */
#ifndef REPORT_COMPOSE_PAPER_H
#define REPORT_COMPOSE_PAPER_H

#include "report/compose.h"
#include "report/form_block.h"
#include "report/paper.h"
#include "report/route.h"

/* Is the section in another language than the rest? */
bool is_foreign(const struct compose *c, const struct section *s);
/* Is there a box to leave the section out as a whole? */
bool may_be_left(const struct compose *c, const struct section *s);
/* Who answers a section; NULL: everybody. */
const char *route_of_section(struct compose *c, const struct section *s);
/* One question, or the lines of a grid from its first on. */
void compose_question(struct compose *c, const struct section *s, const struct item *it);
void compose_grid(struct compose *c, const struct section *s, const struct item *first);
/* How to type it in: names and digits. */
void compose_staff(struct compose *c);

#endif
