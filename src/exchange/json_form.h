/*
 * json_form.h - forms, and what is different between two, as JSON documents
 *
 * anteroom.form-list/1
 *	forms [{id from file version languages items title}]
 *		from: own, shipped, hidden (shipped, and the practice has one of that id),
 *		broken, which has no more than id, from and file; items: how many
 *
 * anteroom.form-diff/1
 *	old, new {id version sha256}; raises bool
 *	differences [{effect raises where text}]
 *		effect: clients, scores; raises: what is different needs a new version, of the
 *		document: one of them does
 *
 * anteroom.form-install/1
 *	form {id version sha256} file; changed: false where it was in its place already
 *
 * Owns:   nothing.
 * Fails:  never; a document that does not fit its buf marks the buf full.
 */
#ifndef EXCHANGE_JSON_FORM_H
#define EXCHANGE_JSON_FORM_H

#include <stdbool.h>

#include "base/buf.h"
#include "form/form.h"

/* Everything is lent. */
struct json_form {
	const char *id, *from, *file;
	const struct form *form; /* NULL: it is broken */
};
void exchange_forms_json(const struct json_form *rows, size_t count, struct buf *out);

struct json_difference {
	const char *effect, *where, *text;
	bool raises;
};
void exchange_form_diff_json(const struct form *old, const struct form *new,
	const struct json_difference *rows, size_t count, struct buf *out);

void exchange_form_install_json(
	const struct form *f, const char *file, bool changed, struct buf *out);

#endif
