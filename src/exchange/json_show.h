/*
 * json_show.h - one record as a JSON document
 *
 * anteroom.show/1
 *	the fields of one record of anteroom.export/1, and
 *	hold bool; seen bool; notes [{kind at by text}]
 *		seen: a member said that all that it holds now was seen, absent where there is
 *		nothing to see; kind: ack, with what the member noted, or assign, with the
 *		client code that was put in; at: UTC
 *
 * Parts that were not asked for are absent: answers are the items, scales and topics the
 * scores, alerts, safety, seen and notes the flags.  Of "missing" alone only those answers
 * are there that have none.
 *
 * Unlike the documents of json.h it holds the client's words: the caller wipes the buf.
 *
 * Owns:   nothing.
 * Fails:  never; a document that does not fit its buf marks the buf full.
 */
#ifndef EXCHANGE_JSON_SHOW_H
#define EXCHANGE_JSON_SHOW_H

#include "exchange/export.h"

/* Everything is lent. */
struct json_show {
	struct exchange_record record;
	bool hold;
	bool items, scores, flags, missing; /* what was asked for */
};

void exchange_show_json(const struct json_show *s, struct buf *out);

#endif
