/*
 * export.h - whole records for other programs
 *
 *	records, opened  --format-->  one document, a record at a time
 *
 * A format is a row of one table: what stands before all records, one record, what stands
 * behind them.  Nothing of a record is kept between two calls.
 *
 * json: anteroom.export/1, one record a line
 *	records [{id day state client form {id version sha256} lang mode consent started
 *	          ended answers [{item value about missing score}] scales alerts safety
 *	          topics}]
 *		client and ended are absent where there is none, lang, mode and consent are ""
 *		where nothing was said; scales to topics as in anteroom.score/1
 *	value: the code of an answer, a list of codes, a number, an ISO date as exact as it
 *		was said, or the client's words; absent where there is none, but for "does-not-apply",
 *		which is an answer of the form.  missing: one of the six words, absent where
 *		there is an answer.  about: true where it was called a guess.  score: what the
 *		answer counts, absent where it counts nothing.
 *
 * csv: RFC 4180, a line for each question, the header first
 *	record,day,state,client,form,version,lang,item,value,about,missing,score
 *	as above; several codes with spaces between.  Words that a spreadsheet would take
 *	for a formula (= + - @ tab or return first) have an apostrophe before them.
 *
 * The answers are the last word on each question; earlier ones are in the record alone.
 *
 * Owns:   nothing.
 * Fails:  never; what does not fit its buf marks the buf full.
 */
#ifndef EXCHANGE_EXPORT_H
#define EXCHANGE_EXPORT_H

#include <stdbool.h>

#include "answer/answer.h"
#include "base/buf.h"
#include "form/form.h"
#include "score/score.h"

/* Everything is lent. */
struct exchange_record {
	const char *id, *day;
	const struct record *record;
	const struct form *form;
	const struct answers *answers;
	const struct scores *scores;
};

struct exchange_format {
	const char *name;
	void (*begin)(struct buf *out);
	void (*put)(struct buf *out, const struct exchange_record *r, bool first);
	void (*end)(struct buf *out);
};
/* NULL: there is no such format. */
const struct exchange_format *exchange_format_find(const char *name);

#endif
