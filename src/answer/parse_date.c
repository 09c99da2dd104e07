/*
 * parse_date.c - a date as people type it
 *
 * The month as a word in any language of the program, or the year first, or a number
 * that can be no month: then the order is known.  "3/4/2021" is refused, because the
 * order of day and month is never guessed.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "answer/part.h"
#include "base/num.h"
#include "base/text.h"
#include "base/utf8.h"

#define YEAR_FIRST  1850 /* nobody who answers, or their treatments, is older */
#define YEAR_LAST   2150
#define SHORT_MONTH 3 /* letters of a month's name that are enough: "mar" */

/* One word or number of what was typed. */
struct part {
	int number; /* -1: a month's name */
	int month;
	bool year; /* four digits */
};

enum { PART_MAX = 3 };

/* Words that say nothing by themselves. */
static bool
is_filler(const char *word)
{
	static const char *const words[] = {"de", "del", "of", "the", "el", "in", "en"};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	return false;
}

/* 1-12 for a month's name or at least three letters of its beginning; 0: none. */
static int
month_of(struct arena *a, const char *word)
{
	char name[32];

	if (strcmp(word, "setiembre") == 0 || strcmp(word, "set") == 0)
		return 9; /* as spoken in Peru and Uruguay */
	if (utf8_count(word) < SHORT_MONTH)
		return 0;
	for (int m = 1; m <= 12; m++) {
		snprintf(name, sizeof(name), "month-%d", m);
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			const char *whole = text((enum lang)lang, text_find(name));

			if (strncmp(utf8_fold(a, whole), word, strlen(word)) == 0)
				return m;
		}
	}
	return 0;
}

/* "14th", "1st", "1ro", "1º": only the digits. */
static bool
is_ordinal_end(const char *end)
{
	static const char *const ends[] = {
		"", "st", "nd", "rd", "th", "ro", "er", "o", "º", "°"};

	for (size_t i = 0; i < COUNT_OF(ends); i++)
		if (strcmp(end, ends[i]) == 0)
			return true;
	return false;
}

static bool
part_read(struct arena *a, const char *word, struct part *ret)
{
	size_t digits = strspn(word, "0123456789");
	int64_t n;

	*ret = (struct part){-1, 0, false};
	if (digits == 0) {
		ret->month = month_of(a, word);
		return ret->month > 0;
	}
	if (digits > 4 || digits == 3 || !is_ordinal_end(word + digits))
		return false;
	if (!num_parse_int(arena_strndup(a, word, digits), &n))
		return false;
	ret->number = (int)n;
	ret->year = digits == 4;
	return !ret->year || (n >= YEAR_FIRST && n <= YEAR_LAST && !word[digits]);
}

/* At most three parts; 0 when there is anything else. */
static size_t
split(struct arena *a, char *text, struct part parts[PART_MAX])
{
	size_t count = 0;

	for (char *p = text; *p;) {
		size_t n = strcspn(p, " ,./-");
		char *word = arena_strndup(a, p, n);

		p += n;
		p += strspn(p, " ,./-");
		if (!*word || is_filler(word))
			continue;
		if (count == PART_MAX || !part_read(a, word, &parts[count]))
			return 0;
		count++;
	}
	return count;
}

/* Two numbers of which one is the day, one the month. */
static enum parse_trouble
day_and_month(int first, int second, struct date *d)
{
	if (first <= 12 && second <= 12 && first != second)
		return PARSE_DATE_ORDER;
	d->day = first > 12 ? first : second;
	d->month = first > 12 ? second : first;
	return PARSE_OK;
}

/* The year is at one end; what is left is a month, or a day and a month. */
static enum parse_trouble
rest_read(const struct part *rest, size_t count, bool year_first, struct date *d)
{
	if (count == 0)
		return PARSE_OK;
	if (count == 1) {
		d->month = rest[0].number < 0 ? rest[0].month : rest[0].number;
		return d->month > 0 ? PARSE_OK : PARSE_NOT_A_DATE;
	}
	if (rest[0].number < 0 && rest[1].number >= 0) {
		d->month = rest[0].month;
		d->day = rest[1].number;
	} else if (rest[0].number >= 0 && rest[1].number < 0) {
		d->month = rest[1].month;
		d->day = rest[0].number;
	} else if (rest[0].number < 0) {
		return PARSE_NOT_A_DATE;
	} else if (year_first) {
		d->month = rest[0].number;
		d->day = rest[1].number;
	} else {
		return day_and_month(rest[0].number, rest[1].number, d);
	}
	return d->day > 0 && d->month > 0 ? PARSE_OK : PARSE_NOT_A_DATE;
}

static enum parse_trouble
date_read(struct arena *a, char *text, struct date *ret)
{
	struct part parts[PART_MAX];
	struct date d = DATE_NONE;
	size_t count = split(a, text, parts), years = 0;
	enum parse_trouble bad;
	bool year_first;

	for (size_t i = 0; i < count; i++)
		years += parts[i].year;
	if (years != 1)
		return PARSE_NOT_A_DATE;
	year_first = parts[0].year && count > 1;
	if (!parts[0].year && !parts[count - 1].year)
		return PARSE_NOT_A_DATE;
	d.year = parts[0].year ? parts[0].number : parts[count - 1].number;
	bad = rest_read(parts + (parts[0].year ? 1 : 0), count - 1, year_first, &d);
	*ret = d; /* with PARSE_DATE_ORDER the year alone */
	if (bad)
		return bad;
	return date_valid(d) ? PARSE_OK : PARSE_NOT_A_DATE;
}

enum parse_trouble
parse_date(struct arena *a, const struct item *it, const char *typed, struct value *ret)
{
	struct value v = value_missing(MISSING_NO);
	char *text = about_strip(a, utf8_fold(a, typed), &v.about);
	enum parse_trouble bad = date_read(a, text, &v.date);

	if (bad == PARSE_DATE_ORDER && it->precision == PRECISION_YEAR)
		bad = PARSE_OK;
	if (bad)
		return bad;
	if (it->precision != PRECISION_DAY)
		v.date.day = 0;
	if (it->precision == PRECISION_YEAR)
		v.date.month = 0;
	if (!date_fits(it, v.date, v.about))
		return PARSE_DATE_NOT_WHOLE;
	*ret = v;
	return PARSE_OK;
}
