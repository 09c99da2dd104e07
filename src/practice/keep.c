/*
 * keep.c - how long a record is kept: "7y" and "until 25"
 *
 * The day is written in the clear beside the record.  For a minor it would tell the day
 * of birth, so that every record is kept to the end of a year: longer than asked, never
 * shorter, and of a minor no more is told than the year.
 */
#include "practice/practice.h"

#include <string.h>

#include "base/num.h"
#include "practice/part.h"

enum { YEARS_MOST = 100, AGE_OF_MAJORITY = 18 };

/* 0: not so written. */
static int
number_between(const char *text, const char *before, const char *after, int64_t least)
{
	size_t n = strlen(text), b = strlen(before), e = strlen(after);
	char digits[8];
	int64_t value;

	if (n <= b + e || n - b - e >= sizeof digits || strncmp(text, before, b) != 0 ||
		strcmp(text + n - e, after) != 0)
		return 0;
	memcpy(digits, text + b, n - b - e);
	digits[n - b - e] = '\0';
	if (digits[0] == '-' || digits[0] == '+' || !num_parse_int(digits, &value) ||
		value < least || value > YEARS_MOST)
		return 0;
	return (int)value;
}

bool
keep_years_read(const char *text, int *ret)
{
	return (*ret = number_between(text, "", "y", 1)) != 0;
}

bool
keep_age_read(const char *text, int *ret)
{
	return (*ret = number_between(text, "until ", "", AGE_OF_MAJORITY)) != 0;
}

/* A day that a birth in that year or month was surely before. */
static struct date
after_all_of(struct date d)
{
	if (!d.month || (!d.day && d.month == 12))
		return (struct date){d.year + 1, 1, 1};
	return d.day ? d : (struct date){d.year, d.month + 1, 1};
}

bool
practice_keep_until(
	const struct practice *p, struct date born, struct date ended, struct date *ret)
{
	int until = p->keep_years ? ended.year + p->keep_years : 0;

	if (p->keep_minors_age && date_valid(born) && date_compare(born, ended) <= 0 &&
		ended.year - born.year <= AGE_OF_MAJORITY) {
		/* a year or a month alone: as young as that can be */
		int age = date_age(after_all_of(born), ended);

		if (age < AGE_OF_MAJORITY && born.year + p->keep_minors_age > until)
			until = born.year + p->keep_minors_age;
	}
	if (!until)
		return false;
	*ret = (struct date){until, 12, 31};
	return true;
}
