/*
 * route.h - inside report: a condition as a client can follow it on paper
 *
 *	ch2 is at least somewhat  -->  you marked “Somewhat true”, “Mostly true” or
 *	                               “Very true” at question 22
 *
 * Owns:   the words live in the arena.
 * Fails:  NULL where the condition looks at something paper does not show: a score, or a
 *         form that is not part of this one.
 */
#ifndef REPORT_ROUTE_H
#define REPORT_ROUTE_H

#include "base/arena.h"
#include "base/text.h"
#include "form/form.h"

/* How a form is read: its texts in lang (of form->langs), ours in ui. */
struct route {
	struct arena *arena;
	const struct form *form;
	size_t lang;
	enum lang ui;
};

/* All of them must hold; count is at least 1. */
const char *
route_words(const struct route *r, const struct expr *const *all, size_t count);

#endif
