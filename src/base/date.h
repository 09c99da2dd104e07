/*
 * date.h - days and instants
 *
 * ISO 8601 inside; in words outside, with the month as a word, so that the order of
 * day and month is never guessed.  An instant is milliseconds since 1970 UTC; it is
 * shown in the machine's time zone (TZ).
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/text.h"

/* month or day 0: not given.  A struct date is always a day that exists. */
struct date {
	int year, month, day;
};

#define DATE_NONE       \
	{               \
		0, 0, 0 \
	}

bool date_valid(struct date d);
/* "1989", "1989-03", "1989-03-14" and nothing else. */
bool date_parse_iso(const char *text, struct date *ret);
void date_put_iso(struct buf *b, struct date d);
/* "14 Mar 1989", "March 2021", "2021"; Spanish "14 mar 1989", "marzo de 2021". */
void date_put_words(struct buf *b, struct date d, enum lang lang);
int date_compare(struct date a, struct date b);
/* Full years from born to on; -1 when born is after on, or when a month or day that was
 * not given leaves it open ("1989": 36 or 37). */
int date_age(struct date born, struct date on);

struct date date_of_instant(int64_t ms);
/* "2026-11-21T14:05:09Z" both ways, whole seconds or three decimals. */
void date_put_instant(struct buf *b, int64_t ms);
bool date_parse_instant(const char *text, int64_t *ret_ms);
/* "14:05", local. */
void date_put_time(struct buf *b, int64_t ms);

#endif
