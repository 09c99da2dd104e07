/*
 * json.h - results as JSON documents
 *
 *	scores, findings, rows of a list  -->  one document each, in a buf
 *
 * Every document is one object whose first field is "schema", a name and a number;
 * within a number fields are only ever added.  Indented by two, fields in the order
 * below, a newline at the end.  Whole numbers are written whole.  A document holds no
 * client's words: ids, codes of states, scores.
 *
 * anteroom.score/1
 *	form {id version sha256}
 *	scales [{id state why score unrounded at_least answered items zero_by_rule
 *	         band {label from to} cuts [{at to met}]}]
 *		score, unrounded and cuts are absent when there is no number, band also when
 *		the value falls in none; why and at_least only without a number;
 *		zero_by_rule is true or absent.  cut: "to" only for a range; "met" is false
 *		below it, true at or above it, "inside" within a range
 *	alerts [{id level state because|missing [item ids]}]
 *	safety [{id item state}]	item is absent where the form leaves it out
 *	topics [{id because approaches set_aside}]
 *
 * anteroom.check/1
 *	findings [{file line column severity id text}]	line 0: the whole file
 *
 * anteroom.list/1
 *	records [{id state day form version client lang flags ask answered items started
 *	          ended seen}]
 *		started, ended: UTC; ended is absent while a record is open, client where
 *		there is none; seen is true or absent
 *	unread: how many records do not open; all whose rows are damaged count as one
 *	unopened [{id state day}]	those whose rows are whole
 *		whose they are, of which form, and whether they have a flag nobody can tell:
 *		they are there whatever was asked for but state and day
 *
 * anteroom.doctor/1
 *	checks [{id state text advice}]
 *		state: ok, warn, fail; advice is absent where there is nothing to do; a check
 *		that saw several things has several rows
 *
 * anteroom.members/1
 *	members [{id name role state self removed}]
 *		role: clinician, recovery; state: active, removed; removed: UTC, absent while
 *		active; name is absent where the entry is damaged or was changed
 *
 * Owns:   nothing.
 * Fails:  never; a document that does not fit its buf marks the buf full.
 */
#ifndef EXCHANGE_JSON_H
#define EXCHANGE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "answer/answer.h"
#include "base/buf.h"
#include "base/diag.h"
#include "form/form.h"
#include "score/score.h"

/* Labels of bands in the form's own language. */
void exchange_score_json(const struct form *f, const struct scores *s, struct buf *out);

void exchange_diags_json(const struct diags *d, struct buf *out);

/* One record of a list; everything is lent. */
struct json_record {
	const char *id;  /* of the record */
	const char *day; /* ISO */
	struct record_head head;
	bool seen; /* a member said that its flag was seen */
};

/* One that does not open: what is in the clear. */
struct json_unopened {
	const char *id, *day, *state;
};

void exchange_list_json(const struct json_record *rows, size_t count,
	const struct json_unopened *unopened, size_t unopened_count, size_t unread,
	struct buf *out);

/* What one check of this machine saw; everything is lent. */
struct json_check {
	const char *id, *state;    /* "clock", "ok" */
	const char *text, *advice; /* advice "": nothing to do */
};

void exchange_doctor_json(const struct json_check *rows, size_t count, struct buf *out);

/* Who opens the records; everything is lent. */
struct json_member {
	const char *id, *name; /* name "": it does not open */
	bool recovery, self, active;
	int64_t removed; /* milliseconds */
};

void exchange_members_json(const struct json_member *rows, size_t count, struct buf *out);

#endif
