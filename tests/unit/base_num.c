/* numbers, dates, the clock */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/num.h"
#include "unit/test.h"

TEST(num, a_whole_number_is_digits_with_a_sign_and_nothing_else)
{
	static const struct {
		const char *text;
		int64_t value;
	} good[] = {
		{"0",                    0        },
		{"007",                  7        },
		{"-12",                  -12      },
		{"+3",                   3        },
		{"9223372036854775807",  INT64_MAX},
		{"-9223372036854775808", INT64_MIN},
	};
	static const char *const bad[] = {"", "-", "+", " 1", "1 ", "1.0", "0x10", "--1",
		"1e3", "9223372036854775808", "-9223372036854775809",
		"99999999999999999999", "٣"};
	int64_t value;

	for (size_t i = 0; i < COUNT_OF(good); i++) {
		assert_true(num_parse_int(good[i].text, &value));
		assert_int_equal(value, good[i].value);
	}
	value = 42;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(num_parse_int(bad[i], &value));
	assert_int_equal(value, 42);
}

TEST(num, a_number_has_a_point_never_a_comma_or_an_exponent)
{
	static const struct {
		const char *text;
		double value;
	} good[] = {
		{"4.5",   4.5  },
                {"-0.25", -0.25},
                {"10",    10   },
                {".5",    0.5  },
                {"5.",    5    },
		{"+1.1",  1.1  }
        };
	static const char *const bad[] = {"", ".", "-", "-.", "1,5", "1e3", "inf", "nan",
		"0x1p3", " 1", "1 ", "1.2.3", "1-"};
	double value;

	for (size_t i = 0; i < COUNT_OF(good); i++) {
		assert_true(num_parse(good[i].text, &value));
		assert_true(value == good[i].value);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(num_parse(bad[i], &value));
}

TEST(num, a_number_too_large_for_any_is_refused)
{
	char digits[400];
	double value;

	memset(digits, '9', sizeof(digits));
	digits[sizeof(digits) - 1] = '\0';
	assert_false(num_parse(digits, &value));
}

static void
assert_put(double value, int decimals, const char *wanted)
{
	struct buf b = BUF_NONE;

	num_put(&b, value, decimals);
	assert_string_equal(buf_text(&b), wanted);
	buf_free(&b);
}

TEST(num, a_number_is_written_short_and_halves_go_up)
{
	assert_put(12, 2, "12");
	assert_put(4.5, 2, "4.5");
	assert_put(4.50, 0, "5");
	assert_put(2.675, 2, "2.68"); /* 2.67499... in binary */
	assert_put(1.005, 2, "1.01");
	assert_put(0.05, 1, "0.1");
	assert_put(3.0004, 3, "3");
	assert_put(10.07, 2, "10.07");
	assert_put(99.999, 2, "100");
	assert_put(-2.5, 0, "-2");
	assert_put(-0.2, 0, "0");
	assert_put(-1.25, 2, "-1.25");
	assert_put(0, 3, "0");
	assert_put(9007199254740993.0, 2, "9007199254740992");
	assert_put(0.1 + 0.2, 9, "0.3");
	assert_put(100, 0, "100");
}

TEST(num, halves_round_towards_plus_infinity)
{
	static const struct {
		double value, rounded;
	} rows[] = {
		{2.5,          3 },
                {2.4999,       2 },
                {-2.5,         -2},
                {-2.6,         -3},
                {7,            7 },
                {-7,           -7},
		{0.1 * 3 * 25, 8 }, /* 7.5000000000000009 */
		{0.29 * 50,    15}, /* 14.499999999999998: a half but for the binary */
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_true(num_round_half_up(rows[i].value) == rows[i].rounded);
}

/* A locale of our own, so that none need be installed: 1.234,5. */
static void
make_comma_locale(const char *folder)
{
	char command[256], path[128];
	FILE *source;

	snprintf(path, sizeof(path), "%s/comma", folder);
	source = fopen(path, "w");
	assert_non_null(source);
	fputs("LC_NUMERIC\ndecimal_point \",\"\nthousands_sep \".\"\ngrouping 3;3\n"
	      "END LC_NUMERIC\n",
		source);
	fclose(source);
	/* its other categories are missing: that is a warning, and status 1 */
	snprintf(command, sizeof(command),
		"localedef -c -i %s -f ANSI_X3.4-1968 %s/xx_XX 2>/dev/null", path,
		folder);
	assert_int_not_equal(system(command), -1);
	setenv("LOCPATH", folder, 1);
	assert_non_null(setlocale(LC_NUMERIC, "xx_XX"));
	assert_string_equal(localeconv()->decimal_point, ",");
}

TEST(num, a_users_locale_changes_nothing)
{
	double value;

	make_comma_locale(test_folder());
	assert_true(strtod("4.5", NULL) == 4.0); /* the trap */
	assert_true(num_parse("4.5", &value));
	assert_true(value == 4.5);
	assert_false(num_parse("4,5", &value));
	assert_put(1234.5, 1, "1234.5");
	assert_put(9007199254740992.0, 1, "9007199254740992");
	assert_true(strtod("4.5", NULL) == 4.0); /* left as it was */
	setlocale(LC_NUMERIC, "C");
}

TEST(date, iso_days_months_and_years_are_read_and_nothing_else)
{
	static const char *const good[] = {"1989", "1989-03", "1989-03-14", "2024-02-29",
		"2000-02-29", "0001-01-01", "9999-12-31"};
	static const char *const bad[] = {"", "89", "1989-", "1989-3", "1989-13",
		"1989-00", "1989-03-00", "1989-03-32", "2023-02-29", "1900-02-29",
		"1989-04-31", "0000", "1989-03-14 ", " 1989", "1989/03/14", "19890314",
		"1989-03-14T00:00", "-989", "1989-03-"};

	for (size_t i = 0; i < COUNT_OF(good); i++) {
		struct date d = DATE_NONE;
		struct buf b = BUF_NONE;

		assert_true(date_parse_iso(good[i], &d));
		assert_true(date_valid(d));
		date_put_iso(&b, d);
		assert_string_equal(buf_text(&b), good[i]);
		buf_free(&b);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct date d = {1, 2, 3};

		assert_false(date_parse_iso(bad[i], &d));
		assert_int_equal(d.year, 1);
	}
	assert_false(date_valid((struct date)DATE_NONE));
	assert_false(date_valid((struct date){2020, 0, 5}));
}

static void
assert_words(const char *iso, enum lang lang, const char *wanted)
{
	struct date d = DATE_NONE;
	struct buf b = BUF_NONE;

	assert_true(date_parse_iso(iso, &d));
	date_put_words(&b, d, lang);
	assert_string_equal(buf_text(&b), wanted);
	buf_free(&b);
}

TEST(date, in_words_the_month_is_a_word)
{
	assert_words("1989-03-14", LANG_EN, "14 Mar 1989");
	assert_words("1989-12-01", LANG_EN, "1 Dec 1989");
	assert_words("2021-03", LANG_EN, "March 2021");
	assert_words("2021", LANG_EN, "2021");
	assert_words("1989-03-14", LANG_ES, "14 mar 1989");
	assert_words("2021-03", LANG_ES, "marzo de 2021");
	assert_words("2021", LANG_ES, "2021");
	assert_words("2021-09", LANG_ES, "septiembre de 2021");
}

static int
age(const char *born, const char *on)
{
	struct date b = DATE_NONE, o = DATE_NONE;

	assert_true(date_parse_iso(born, &b));
	assert_true(date_parse_iso(on, &o));
	return date_age(b, o);
}

TEST(date, an_age_is_full_years_and_open_when_the_day_leaves_it_open)
{
	assert_int_equal(age("1989-03-14", "2026-03-13"), 36);
	assert_int_equal(age("1989-03-14", "2026-03-14"), 37);
	assert_int_equal(age("2004-02-29", "2025-02-28"), 20);
	assert_int_equal(age("2004-02-29", "2025-03-01"), 21);
	assert_int_equal(age("2026-03-14", "2026-03-14"), 0);
	assert_int_equal(age("2026-03-15", "2026-03-14"), -1);
	assert_int_equal(age("1989-03", "2026-02-28"), 36);
	assert_int_equal(age("1989-03", "2026-04-01"), 37);
	assert_int_equal(age("1989-03", "2026-03-14"), -1);
	assert_int_equal(age("1989", "2026-06-01"), -1);
	assert_int_equal(age("1989", "2026-12-31"), 37);
}

TEST(date, days_are_ordered_and_what_is_not_given_comes_first)
{
	assert_true(
		date_compare((struct date){2020, 1, 2}, (struct date){2020, 1, 3}) < 0);
	assert_true(
		date_compare((struct date){2020, 2, 1}, (struct date){2020, 1, 3}) > 0);
	assert_true(
		date_compare((struct date){2020, 0, 0}, (struct date){2020, 1, 0}) < 0);
	assert_int_equal(
		date_compare((struct date){2020, 1, 2}, (struct date){2020, 1, 2}), 0);
}

static void
assert_instant(int64_t ms, const char *wanted)
{
	struct buf b = BUF_NONE;
	int64_t back = -1;

	date_put_instant(&b, ms);
	assert_string_equal(buf_text(&b), wanted);
	assert_true(date_parse_instant(wanted, &back));
	assert_int_equal(back, ms);
	buf_free(&b);
}

TEST(date, an_instant_is_the_same_there_and_back)
{
	assert_instant(0, "1970-01-01T00:00:00Z");
	assert_instant(1795269909000, "2026-11-21T14:05:09Z");
	assert_instant(1795269909007, "2026-11-21T14:05:09.007Z");
	assert_instant(951782400000, "2000-02-29T00:00:00Z");
	assert_instant(-1, "1969-12-31T23:59:59.999Z");
	assert_instant(-2203891200000, "1900-03-01T00:00:00Z");
	assert_instant(253402300799000, "9999-12-31T23:59:59Z");
}

TEST(date, what_is_no_instant_is_refused)
{
	static const char *const bad[] = {"", "2026-11-21", "2026-11-21T14:05:09",
		"2026-11-21T24:00:00Z", "2026-11-21T14:60:00Z", "2026-11-21T14:05:60Z",
		"2026-11-21 14:05:09Z", "2026-11-21T14:05:09.1Z", "2026-11-21T14:05:09Zx",
		"2026-02-30T00:00:00Z", "2026-11-21T14:05:09+00:00", "2026-11T14:05:09Z"};
	int64_t ms = 5;

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(date_parse_instant(bad[i], &ms));
	assert_int_equal(ms, 5);
}

TEST(date, an_instant_is_shown_in_the_machines_time_zone)
{
	struct buf b = BUF_NONE;
	struct date d;

	setenv("TZ", "XXX8", 1); /* eight hours behind UTC */
	d = date_of_instant(1795269909000 - 14 * 3600000);
	date_put_time(&b, 1795269909000 - 14 * 3600000);
	assert_int_equal(d.day, 20);
	assert_string_equal(buf_text(&b), "16:05");
	setenv("TZ", "UTC", 1);
	d = date_of_instant(1795269909000);
	assert_int_equal(d.year, 2026);
	assert_int_equal(d.month, 11);
	assert_int_equal(d.day, 21);
	buf_free(&b);
}

TEST(clock, a_test_clock_goes_one_second_a_call)
{
	int64_t first;

	setenv("ANTEROOM_TEST_CLOCK", "2026-11-21T14:05:09Z", 1);
	first = clock_now();
	assert_int_equal(first, 1795269909000);
	assert_int_equal(clock_now(), first + 1000);
	assert_int_equal(clock_now(), first + 2000);
	setenv("ANTEROOM_TEST_CLOCK", "1795269909", 1);
	assert_int_equal(clock_now(), first + 3000);
	unsetenv("ANTEROOM_TEST_CLOCK");
}

TEST(clock, a_documents_time_stands_still)
{
	setenv("SOURCE_DATE_EPOCH", "1000000000", 1);
	assert_int_equal(clock_document(), 1000000000000);
	assert_int_equal(clock_document(), 1000000000000);
	unsetenv("SOURCE_DATE_EPOCH");
	assert_true(clock_document() / 1000 - (int64_t)time(NULL) <= 1);
}

TEST(clock, without_a_setting_it_is_now)
{
	int64_t before = (int64_t)time(NULL) - 1, now = clock_now() / 1000;

	assert_true(now >= before && now <= before + 5);
	assert_true(clock_monotonic() <= clock_monotonic());
}
