#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/attr.h"
#include "base/date.h"

enum { YEAR_MAX = 9999, DAY_SECONDS = 86400 };

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && is_leap(year));
}

bool
date_valid(struct date d)
{
	if (d.year < 1 || d.year > YEAR_MAX || d.month < 0 || d.month > 12 || d.day < 0)
		return false;
	if (d.month == 0)
		return d.day == 0;
	return d.day <= days_in(d.year, d.month);
}

/* n digits at *text, which moves on behind them; -1: they are not there. */
static int
take_digits(const char **text, int n)
{
	int value = 0;

	for (; n > 0; n--, ++*text) {
		if (**text < '0' || **text > '9')
			return -1;
		value = value * 10 + (**text - '0');
	}
	return value;
}

/* The sign, when it is next. */
static bool
take_sign(const char **text, char sign)
{
	if (**text != sign)
		return false;
	++*text;
	return true;
}

bool
date_parse_iso(const char *text, struct date *ret)
{
	struct date d = DATE_NONE;

	d.year = take_digits(&text, 4);
	if (*text) {
		if (!take_sign(&text, '-') || (d.month = take_digits(&text, 2)) < 1)
			return false;
		if (*text &&
			(!take_sign(&text, '-') || (d.day = take_digits(&text, 2)) < 1))
			return false;
	}
	if (*text || !date_valid(d))
		return false;
	*ret = d;
	return true;
}

void
date_put_iso(struct buf *b, struct date d)
{
	if (d.year)
		buf_printf(b, "%04d", d.year);
	if (d.month)
		buf_printf(b, "-%02d", d.month);
	if (d.day)
		buf_printf(b, "-%02d", d.day);
}

/* Month by number: whole, and short. */
static const enum text_id month_texts[][2] = {
	{TEXT_MONTH_1,  TEXT_MONTH_SHORT_1 },
	{TEXT_MONTH_2,  TEXT_MONTH_SHORT_2 },
	{TEXT_MONTH_3,  TEXT_MONTH_SHORT_3 },
	{TEXT_MONTH_4,  TEXT_MONTH_SHORT_4 },
	{TEXT_MONTH_5,  TEXT_MONTH_SHORT_5 },
	{TEXT_MONTH_6,  TEXT_MONTH_SHORT_6 },
	{TEXT_MONTH_7,  TEXT_MONTH_SHORT_7 },
	{TEXT_MONTH_8,  TEXT_MONTH_SHORT_8 },
	{TEXT_MONTH_9,  TEXT_MONTH_SHORT_9 },
	{TEXT_MONTH_10, TEXT_MONTH_SHORT_10},
	{TEXT_MONTH_11, TEXT_MONTH_SHORT_11},
	{TEXT_MONTH_12, TEXT_MONTH_SHORT_12},
};
_Static_assert(COUNT_OF(month_texts) == 12, "a row a month");

void
date_put_words(struct buf *b, struct date d, enum lang lang)
{
	char year[16], day[16];

	if (!date_valid(d))
		return;
	snprintf(year, sizeof(year), "%d", d.year);
	snprintf(day, sizeof(day), "%d", d.day);
	if (d.day)
		text_fill(b, lang, TEXT_DATE_DAY, "day", day, "month",
			text(lang, month_texts[d.month - 1][1]), "year", year, NULL);
	else if (d.month)
		text_fill(b, lang, TEXT_DATE_MONTH, "month",
			text(lang, month_texts[d.month - 1][0]), "year", year, NULL);
	else
		buf_str(b, year);
}

int
date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

/* The first or the last day that d may stand for. */
static struct date
filled(struct date d, bool last)
{
	if (!d.month)
		d.month = last ? 12 : 1;
	if (!d.day)
		d.day = last ? days_in(d.year, d.month) : 1;
	return d;
}

static int
full_years(struct date born, struct date on)
{
	bool before_birthday =
		on.month < born.month || (on.month == born.month && on.day < born.day);

	return on.year - born.year - before_birthday;
}

int
date_age(struct date born, struct date on)
{
	int least, most;

	if (!date_valid(born) || !date_valid(on))
		return -1;
	if (date_compare(filled(born, false), filled(on, true)) > 0)
		return -1;
	least = full_years(filled(born, true), filled(on, false));
	most = full_years(filled(born, false), filled(on, true));
	return least == most ? least : -1;
}

/* Days since 1970 of a day in the Gregorian calendar; years count from March, so that
 * the leap day is the last of its year. */
static int64_t
days_from_date(struct date d)
{
	int64_t year = d.month <= 2 ? d.year - 1 : d.year;
	int64_t era = year / 400, of_era = year % 400;
	int64_t of_year = (153 * ((d.month + 9) % 12) + 2) / 5 + d.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* Seconds since 1970, rounded down, and what is left of milliseconds. */
static int64_t
seconds_of(int64_t ms, int *ret_ms)
{
	int64_t rest = ms % 1000;

	if (rest < 0)
		rest += 1000;
	*ret_ms = (int)rest;
	return (ms - rest) / 1000;
}

static struct tm
local_time(int64_t ms)
{
	int rest;
	time_t seconds = (time_t)seconds_of(ms, &rest);
	struct tm tm = {.tm_mday = 1};

	tzset(); /* localtime_r() need not look at TZ */
	localtime_r(&seconds, &tm);
	return tm;
}

struct date
date_of_instant(int64_t ms)
{
	struct tm tm = local_time(ms);
	struct date d = {tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday};

	return d;
}

void
date_put_instant(struct buf *b, int64_t ms)
{
	int rest;
	time_t seconds = (time_t)seconds_of(ms, &rest);
	struct tm tm = {.tm_mday = 1};

	gmtime_r(&seconds, &tm);
	buf_printf(b, "%04d-%02d-%02dT%02d:%02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1,
		tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
	if (rest)
		buf_printf(b, ".%03d", rest);
	buf_char(b, 'Z');
}

bool
date_parse_instant(const char *text, int64_t *ret_ms)
{
	char day[] = "0000-00-00";
	int64_t hour, minute, second, ms = 0;
	struct date d;

	if (strlen(text) < sizeof(day) - 1)
		return false;
	memcpy(day, text, sizeof(day) - 1);
	text += sizeof(day) - 1;
	if (!date_parse_iso(day, &d) || !take_sign(&text, 'T'))
		return false;
	hour = take_digits(&text, 2);
	if (hour < 0 || hour > 23 || !take_sign(&text, ':'))
		return false;
	minute = take_digits(&text, 2);
	if (minute < 0 || minute > 59 || !take_sign(&text, ':'))
		return false;
	second = take_digits(&text, 2);
	if (second < 0 || second > 59)
		return false;
	if (take_sign(&text, '.') && (ms = take_digits(&text, 3)) < 0)
		return false;
	if (!take_sign(&text, 'Z') || *text)
		return false;
	*ret_ms = (days_from_date(d) * DAY_SECONDS + hour * 3600 + minute * 60 + second) *
			1000 +
		ms;
	return true;
}

void
date_put_time(struct buf *b, int64_t ms)
{
	struct tm tm = local_time(ms);

	buf_printf(b, "%02d:%02d", tm.tm_hour, tm.tm_min);
}
