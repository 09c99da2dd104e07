/*
 * code.c - resume codes: "217-8D3H0-WHDN7"
 *
 *	visit number (picks the row) - ten random Crockford characters, 50 bits
 *
 * Read aloud and written by hand, so case, spaces, dashes and the confusions O-0 and
 * I-L-1 are forgiven.
 */
#include "store/seal.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void
code_make(char ret_secret[CODE_SECRET])
{
	for (size_t i = 0; i < CODE_SECRET - 1; i++)
		ret_secret[i] = crockford[randombytes_uniform(32)];
	ret_secret[CODE_SECRET - 1] = '\0';
}

char
code_letter(unsigned value)
{
	return crockford[value % 32];
}

bool
code_is_gap(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '-' || c == '_' || c == '.' || c == 0xa0 ||
		(c >= 0x2000 && c <= 0x200a) || (c >= 0x2010 && c <= 0x2015) ||
		c == 0x202f || c == 0x2212;
}

/* The Crockford character meant by c; 0 when it is none. */
static char
meant(uint32_t c)
{
	if (c >= 'a' && c <= 'z')
		c = c - 'a' + 'A';
	if (c == 'O')
		c = '0';
	if (c == 'I' || c == 'L')
		c = '1';
	return c && c < 128 && strchr(crockford, (int)c) ? (char)c : '\0';
}

unsigned
code_value(uint32_t c)
{
	char letter = meant(c);

	return letter ? (unsigned)(strchr(crockford, letter) - crockford) : 32;
}

bool
code_parse(const char *text, int64_t *ret_visit, char ret_secret[CODE_SECRET])
{
	char all[9 + CODE_SECRET]; /* a visit number of at most nine digits */
	size_t n = 0, digits;
	int64_t visit = 0;
	uint32_t c;
	bool ok = false;

	if (utf8_valid(text, strlen(text)) != strlen(text))
		return false;
	while ((c = utf8_next(&text)) != 0) {
		if (code_is_gap(c))
			continue;
		if (n == sizeof all - 1 || !meant(c))
			goto done;
		all[n++] = meant(c);
	}
	if (n < CODE_SECRET) /* ten characters and at least one digit */
		goto done;
	digits = n - (CODE_SECRET - 1);
	for (size_t i = 0; i < digits; i++) {
		if (all[i] < '0' || all[i] > '9')
			goto done;
		visit = visit * 10 + (all[i] - '0');
	}
	memcpy(ret_secret, all + digits, CODE_SECRET - 1);
	ret_secret[CODE_SECRET - 1] = '\0';
	*ret_visit = visit;
	ok = true;
done:
	sodium_memzero(all, sizeof all);
	return ok;
}

void
code_put(char ret_text[STORE_CODE_TEXT], int64_t visit, const char *secret)
{
	snprintf(ret_text, STORE_CODE_TEXT, "%lld-%.5s-%s", (long long)visit, secret,
		secret + 5);
}

bool
store_code_same(const char *code, const char *typed)
{
	char one[CODE_SECRET], other[CODE_SECRET];
	int64_t one_visit, other_visit;
	bool same = code_parse(code, &one_visit, one) &&
		code_parse(typed, &other_visit, other) && one_visit == other_visit &&
		sodium_memcmp(one, other, sizeof one) == 0;

	sodium_memzero(one, sizeof one);
	sodium_memzero(other, sizeof other);
	return same;
}
