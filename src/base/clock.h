/*
 * clock.h - the only place that asks what time it is
 *
 * ANTEROOM_TEST_CLOCK (an instant as in date.h, or whole seconds since 1970) stands
 * still at that moment, each call one second later than the last, so that records made
 * by tests and by the demo are the same every time.  SOURCE_DATE_EPOCH fixes the time
 * written into documents.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

int64_t clock_now(void);       /* milliseconds since 1970 UTC */
int64_t clock_document(void);  /* SOURCE_DATE_EPOCH, else clock_now() */
int64_t clock_monotonic(void); /* milliseconds, only for differences */

#endif
