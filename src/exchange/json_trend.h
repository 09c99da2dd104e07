/*
 * json_trend.h - the scales of one client over time, as a JSON document
 *
 * anteroom.trend/1
 *	client, unread	(records that could not be opened: some may be this client's)
 *	scales [{id form {id version} validated
 *	         points [{record at lang compared why state score}]
 *	         since_last {from by worse verdict thresholds [{kind at met source}]}
 *	         since_first {...} best}]
 *	together [{feeling distress}]
 *
 * points: oldest first; compared is false with a why, score is absent where there is no
 * number; lang is absent where two were used.  since_last and since_first are absent where
 * there is nothing to compare with, since_first also where it is the last.  from and best
 * are records.  verdict: none, within, split, beyond the thresholds for reliable change;
 * a clinic-made scale (validated false) has none, gives no thresholds and no worse.
 *
 * Owns:   nothing.
 * Fails:  never; a document that does not fit its buf marks the buf full.
 */
#ifndef EXCHANGE_JSON_TREND_H
#define EXCHANGE_JSON_TREND_H

#include "base/buf.h"
#include "score/trend.h"

/* only: that scale alone; NULL: all. */
void exchange_trend_json(const char *client, const struct trends *t, const char *only,
	size_t unread, struct buf *out);

#endif
