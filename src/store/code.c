/*
 * code.c - resume codes: "217-8D3H0-WHDN7"
 *
 *	visit number (picks the row) - ten random Crockford characters, 50 bits
 *
 * Read aloud and written by hand, so case, spaces, dashes and the confusions O-0 and
 * I-L-1 are forgiven.  Three wrong tries at one visit number wait a minute; other visit
 * numbers do not.  A number that never existed is counted the same way.
 */
#include "store/internal.h"

#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

#define TRIES_MAX 3
#define WAIT_MS   60000

static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

enum { CODE_LOOK, CODE_COUNT, CODE_FORGET, CODE_FORGET_OLD, CODE_SQL_COUNT };
static const char *const sql[] = {
	"SELECT tries, at FROM attempt WHERE visit = ?1",
	("INSERT INTO attempt(visit, tries, at) VALUES(?1, ?2, ?3) "
	 "ON CONFLICT(visit) DO UPDATE SET tries = ?2, at = ?3"),
	"DELETE FROM attempt WHERE visit = ?1",
	"DELETE FROM attempt WHERE at <= ?1",
};
_Static_assert(COUNT_OF(sql) == CODE_SQL_COUNT, "a text per statement");
const struct statements code_statements = {sql, CODE_SQL_COUNT};

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
	sqlite3_snprintf(STORE_CODE_TEXT, ret_text, "%lld-%.5s-%s", (long long)visit,
		secret, secret + 5);
}

int
code_count_try(struct store *s, int64_t visit, int *ret_wait, struct err *err)
{
	int64_t now = clock_now(), tries = 0, at = now;
	sqlite3_stmt *st;
	int rc;

	*ret_wait = 0;
	rc = sql_query(s, SET_CODE, CODE_LOOK, &st, err, "i", visit);
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		tries = sqlite3_column_int64(st, 0);
		at = sqlite3_column_int64(st, 1);
	}
	sql_end(st);
	if (rc < 0)
		return rc;
	if (at > now) /* the clock was set back: a minute from here, and no longer */
		at = now;
	if (now - at >= WAIT_MS)
		tries = 0;
	if (tries >= TRIES_MAX)
		*ret_wait = (int)((WAIT_MS - (now - at) + 999) / 1000);
	else
		tries++, at = now;
	rc = sql_run(s, SET_CODE, CODE_COUNT, err, "iii", visit, tries, at);
	if (!rc)
		rc = sql_run(s, SET_CODE, CODE_FORGET_OLD, err, "i", now - WAIT_MS);
	return rc;
}

int
code_forget_tries(struct store *s, int64_t visit, struct err *err)
{
	return sql_run(s, SET_CODE, CODE_FORGET, err, "i", visit);
}
