#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/num.h"

/* Whole seconds since 1970 that leave room for milliseconds: to the year 9999. */
static const int64_t seconds_max = 253402300799;

static bool
parse_seconds(const char *text, int64_t *ret_ms)
{
	int64_t seconds;

	if (!num_parse_int(text, &seconds) || seconds < 0 || seconds > seconds_max)
		return false;
	*ret_ms = seconds * 1000;
	return true;
}

/* A clock that was set but cannot be read ends the program: the time of a record or a
 * document is never a guess. */
ATTR_NORETURN static void
refuse(const char *name, const char *wanted)
{
	fprintf(stderr, "anteroom: %s must be %s\n", name, wanted);
	exit(2);
}

static int64_t
milliseconds(clockid_t clock)
{
	struct timespec now = {0, 0};

	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
clock_now(void)
{
	static int64_t calls; /* each call is one second later */
	const char *set = getenv("ANTEROOM_TEST_CLOCK");
	int64_t ms;

	if (!set || !*set)
		return milliseconds(CLOCK_REALTIME);
	if (!parse_seconds(set, &ms) && !date_parse_instant(set, &ms))
		refuse("ANTEROOM_TEST_CLOCK",
			"an instant such as 2026-11-21T14:05:09Z, or whole seconds since "
			"1970");
	return ms + 1000 * calls++;
}

int64_t
clock_document(void)
{
	const char *set = getenv("SOURCE_DATE_EPOCH");
	int64_t ms;

	if (!set || !*set)
		return clock_now();
	if (!parse_seconds(set, &ms))
		refuse("SOURCE_DATE_EPOCH", "whole seconds since 1970");
	return ms;
}

int64_t
clock_monotonic(void)
{
	return milliseconds(CLOCK_MONOTONIC);
}
