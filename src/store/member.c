/*
 * member.c - one member's row: what is in it is sealed together
 *
 * Public keys of members stand in the clear in the database, and the next vault is sealed
 * to them.  So each is sealed once more, with the role, the name and whether the member is
 * retired, under a key of the vault in use: a key that was swapped and a member that was
 * brought back are seen before anything is sealed to them.
 */
#include "store/epoch.h"

#include <string.h>

#include "base/utf8.h"

enum { MEMBER_ALL, MEMBER_SQL_COUNT };
static const char *const sql[] = {
	"SELECT id, role, public_key, name, retired FROM member ORDER BY id",
};
_Static_assert(COUNT_OF(sql) == MEMBER_SQL_COUNT, "a text per statement");
const struct statements member_statements = {sql, MEMBER_SQL_COUNT};

#define ROW_ROLE    0
#define ROW_RETIRED 1
#define ROW_KEY     2
#define ROW_NAME    (2 + KEY_SIZE)

_Static_assert(ROW_NAME + MEMBER_NAME_ROOM < NAME_STEP, "one step for every name");

void
member_seal(struct buf *out, const unsigned char secret[KEY_SIZE], const struct member *m)
{
	unsigned char *key = store_secret_new(KEY_SIZE);
	unsigned char row[ROW_NAME + MEMBER_NAME_ROOM];
	size_t n = strlen(m->name);

	row[ROW_ROLE] = m->recovery ? 'r' : 'c';
	row[ROW_RETIRED] = m->retired ? 1 : 0;
	memcpy(row + ROW_KEY, m->public_key, KEY_SIZE);
	memcpy(row + ROW_NAME, m->name, n);
	vault_subkey(key, secret, VAULT_NAMES);
	seal_put(out, key, (struct seal_place){"member", m->id, 0}, row, ROW_NAME + n,
		NAME_STEP);
	store_secret_free(key);
}

/* Rows that the first programs made held only the name; then there was one member, who
 * knows the own public key from the key file. */
static bool
open_early(struct store_vault *v, const unsigned char *key, struct member *m,
	const void *sealed, size_t n, struct buf *name)
{
	return !memcmp(m->public_key, v->member_public, KEY_SIZE) &&
		!seal_get(name, key, (struct seal_place){"member-name", m->id, 0}, sealed,
			n, NAME_STEP, NULL);
}

static void
open_row(struct store_vault *v, const unsigned char *key, struct member *m,
	const void *sealed, size_t n)
{
	struct buf row = BUF_NONE;
	const char *name = NULL;
	size_t len = 0;

	if (!seal_get(&row, key, (struct seal_place){"member", m->id, 0}, sealed, n,
		    NAME_STEP, NULL)) {
		const unsigned char *b = (const unsigned char *)row.data;

		if (row.len >= ROW_NAME && b[ROW_ROLE] == (m->recovery ? 'r' : 'c') &&
			b[ROW_RETIRED] == (m->retired ? 1 : 0) &&
			!sodium_memcmp(b + ROW_KEY, m->public_key, KEY_SIZE)) {
			name = row.data + ROW_NAME;
			len = row.len - ROW_NAME;
		}
	} else if (open_early(v, key, m, sealed, n, &row)) {
		name = row.data;
		len = row.len;
	}
	m->opens = name && len < MEMBER_NAME_ROOM;
	if (m->opens) {
		memcpy(m->name, name, len);
		m->name[len] = '\0';
	}
	buf_free(&row);
}

static int
fetch_row(struct store_vault *v, const unsigned char *key, sqlite3_stmt *st,
	struct member *m, struct err *err)
{
	const char *role = (const char *)sqlite3_column_text(st, 1);
	const void *sealed;
	size_t n;
	int rc = sql_fixed(st, 0, m->id, ID_SIZE, err);

	if (!rc)
		rc = sql_fixed(st, 2, m->public_key, KEY_SIZE, err);
	if (!rc)
		rc = sql_bytes(st, 3, &sealed, &n, err);
	if (rc)
		return rc;
	m->recovery = role && !strcmp(role, "recovery");
	m->retired = sqlite3_column_int64(st, 4);
	open_row(v, key, m, sealed, n);
	return 0;
}

int
members_fetch(
	struct store_vault *v, struct arena *a, struct member_list *ret, struct err *err)
{
	unsigned char *key = store_secret_new(KEY_SIZE);
	sqlite3_stmt *st = NULL;
	int rc = sql_query(v->s, SET_MEMBER, MEMBER_ALL, &st, err, "");

	vault_subkey(key, v->secret, VAULT_NAMES);
	while (!rc && (rc = sql_step(st, err)) == 1)
		rc = fetch_row(v, key, st, vec_push(a, &ret->rows), err);
	sql_end(st);
	store_secret_free(key);
	return rc;
}

int
member_name_check(const char *name, struct err *err)
{
	size_t n = strlen(name);

	if (!n || utf8_valid(name, n) != n || n >= MEMBER_NAME_ROOM)
		return err_set(err, ERR_USAGE,
			"a member's name has from 1 to %d bytes of UTF-8 text",
			MEMBER_NAME_ROOM - 1);
	for (const char *p = name; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 127)
			return err_set(err, ERR_USAGE,
				"a member's name has no control characters");
	return 0;
}
