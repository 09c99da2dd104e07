#include <assert.h>
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

/* Beyond this a double has no room left for the fraction. */
static const double whole_beyond = 4503599627370496.0; /* 2^52 */

/* A half that binary arithmetic left a hair short (27 / 8 * 4, 2.675 * 100) is a half. */
static const double hair = 1e-9;

bool
num_parse_int(const char *text, int64_t *ret)
{
	bool minus = *text == '-';
	int64_t value = 0; /* kept negative: it has the wider range */

	if (*text == '-' || *text == '+')
		text++;
	if (!*text)
		return false;
	for (; *text; text++) {
		int digit = *text - '0';

		if (digit < 0 || digit > 9)
			return false;
		if (value < (INT64_MIN + digit) / 10)
			return false;
		value = value * 10 - digit;
	}
	if (!minus && value == INT64_MIN)
		return false;
	*ret = minus ? value : -value;
	return true;
}

bool
num_parse(const char *text, double *ret)
{
	const char *digits = text + (*text == '-' || *text == '+');
	size_t whole = strspn(digits, "0123456789"), part = 0;
	locale_t plain, before;
	double value;

	if (digits[whole] == '.')
		part = 1 + strspn(digits + whole + 1, "0123456789");
	if (digits[whole + part] || whole + part == 0 || (whole == 0 && part == 1))
		return false;
	plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	assert(plain != (locale_t)0); /* the C locale is always there */
	before = uselocale(plain);
	value = strtod(text, NULL);
	uselocale(before);
	freelocale(plain);
	if (!isfinite(value))
		return false;
	*ret = value;
	return true;
}

double
num_round_half_up(double value)
{
	double below = floor(value);

	return value - below >= 0.5 - hair ? below + 1 : below;
}

void
num_put(struct buf *b, double value, int decimals)
{
	char digits[32];
	double scaled, power = 1;
	int64_t all, ten;

	assert(isfinite(value));
	for (int i = 0; i < decimals && fabs(value) * power * 10 < whole_beyond; i++)
		power *= 10;
	if (fabs(value) >= whole_beyond) {
		buf_printf(b, "%.0f", value); /* no fraction, so no decimal point */
		return;
	}
	scaled = num_round_half_up(value * power);
	all = (int64_t)fabs(scaled);
	ten = (int64_t)power;
	buf_printf(b, "%s%" PRId64, scaled < 0 ? "-" : "", all / ten);
	if (all % ten == 0)
		return;
	/* "1", then the places with their zeros in front */
	snprintf(digits, sizeof(digits), "%" PRId64, ten + all % ten);
	for (size_t n = strlen(digits); digits[n - 1] == '0'; n--)
		digits[n - 1] = '\0';
	buf_printf(b, ".%s", digits + 1);
}
