/*
 * member.c - the members, and the roster that says which of them are real
 *
 * Public keys of members stand in the clear in the database, and the next vault is sealed
 * to them.  So the roster lists each with id, role, public key and whether it is retired,
 * sealed under a key of the vault in use: a key that was swapped, a member who was put
 * in and one who was brought back are seen before anything is sealed to them.
 */
#include "store/epoch.h"

#include <string.h>

#include "base/utf8.h"

enum {
	MEMBER_ALL,
	MEMBER_ROSTER,
	MEMBER_ROSTER_PUT,
	MEMBER_PUT,
	MEMBER_GRANT,
	MEMBER_NAME,
	MEMBER_SQL_COUNT
};
static const char *const sql[] = {
	"SELECT id, role, public_key, name, retired FROM member ORDER BY id",
	"SELECT v FROM meta WHERE k = 'roster'",
	"INSERT OR REPLACE INTO meta(k, v) VALUES('roster', ?1)",
	"INSERT INTO member(id, role, public_key, name) VALUES(?1, ?2, ?3, x'')",
	"INSERT INTO vault_grant(vault, member, sealed) VALUES(?1, ?2, ?3)",
	"UPDATE member SET name = ?2 WHERE id = ?1",
};
_Static_assert(COUNT_OF(sql) == MEMBER_SQL_COUNT, "a text per statement");
const struct statements member_statements = {sql, MEMBER_SQL_COUNT};

/* One entry: id, public key, role, retired. */
#define ENTRY_KEY     ID_SIZE
#define ENTRY_ROLE    (ENTRY_KEY + KEY_SIZE)
#define ENTRY_RETIRED (ENTRY_ROLE + 1)
#define ENTRY_SIZE    (ENTRY_RETIRED + 1)

static void
put_entry(unsigned char ret[ENTRY_SIZE], const struct member *m)
{
	memcpy(ret, m->id, ID_SIZE);
	memcpy(ret + ENTRY_KEY, m->public_key, KEY_SIZE);
	ret[ENTRY_ROLE] = m->recovery ? 'r' : 'c';
	ret[ENTRY_RETIRED] = m->retired ? 1 : 0;
}

int
roster_put(struct store *s, const unsigned char secret[KEY_SIZE],
	const struct member *all, size_t count, struct err *err)
{
	unsigned char *key = store_secret_new(KEY_SIZE), entry[ENTRY_SIZE];
	struct buf roster = BUF_NONE, sealed = BUF_NONE;
	int rc;

	for (size_t i = 0; i < count; i++)
		if (all[i].known) {
			put_entry(entry, &all[i]);
			buf_add(&roster, entry, ENTRY_SIZE);
		}
	vault_subkey(key, secret, VAULT_NAMES);
	seal_put(&sealed, key, (struct seal_place){"roster", s->card.practice, 0},
		roster.data, roster.len, NAME_STEP);
	rc = sql_run(s, SET_MEMBER, MEMBER_ROSTER_PUT, err, "b", sealed.data, sealed.len);
	store_secret_free(key);
	buf_free(&roster);
	buf_free(&sealed);
	return rc;
}

/* Nothing in ret when there is no roster: the first programs made none. */
static int
roster_read(struct store *s, const unsigned char *key, struct buf *ret, struct err *err)
{
	sqlite3_stmt *st;
	const void *bytes;
	size_t n;
	int rc = sql_query(s, SET_MEMBER, MEMBER_ROSTER, &st, err, "");

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		rc = sql_bytes(st, 0, &bytes, &n, err);
		if (!rc)
			rc = seal_get(ret, key,
				(struct seal_place){"roster", s->card.practice, 0}, bytes,
				n, NAME_STEP, err);
	}
	sql_end(st);
	return rc;
}

static bool
is_known(const struct store *s, const struct buf *roster, const struct member *m)
{
	unsigned char entry[ENTRY_SIZE];

	if (!roster->len) /* who unlocked knows the own key from the key file */
		return !m->retired && !m->recovery && !memcmp(m->id, s->actor, ID_SIZE) &&
			!memcmp(m->public_key, s->actor_public, KEY_SIZE);
	put_entry(entry, m);
	for (size_t at = 0; at + ENTRY_SIZE <= roster->len; at += ENTRY_SIZE)
		if (!memcmp(roster->data + at, entry, ENTRY_SIZE))
			return true;
	return false;
}

static void
open_name(const unsigned char *key, struct member *m, const void *sealed, size_t n)
{
	struct buf name = BUF_NONE;

	if (!seal_get(&name, key, (struct seal_place){"member-name", m->id, 0}, sealed, n,
		    NAME_STEP, NULL) &&
		name.len < MEMBER_NAME_ROOM) {
		memcpy(m->name, buf_text(&name), name.len);
		m->name[name.len] = '\0';
	}
	buf_free(&name);
}

static int
fetch_row(struct store *s, const unsigned char *key, const struct buf *roster,
	sqlite3_stmt *st, struct member *m, struct err *err)
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
	m->known = is_known(s, roster, m);
	open_name(key, m, sealed, n);
	return 0;
}

int
members_fetch(
	struct store_vault *v, struct arena *a, struct member_list *ret, struct err *err)
{
	unsigned char *key = store_secret_new(KEY_SIZE);
	struct buf roster = BUF_NONE;
	sqlite3_stmt *st = NULL;
	int rc;

	vault_subkey(key, v->secret, VAULT_NAMES);
	rc = roster_read(v->s, key, &roster, err);
	if (!rc)
		rc = sql_query(v->s, SET_MEMBER, MEMBER_ALL, &st, err, "");
	while (!rc && (rc = sql_step(st, err)) == 1)
		rc = fetch_row(v->s, key, &roster, st, vec_push(a, &ret->rows), err);
	sql_end(st);
	store_secret_free(key);
	buf_free(&roster);
	return rc;
}

/* --- a row and its grant --- */

int
member_put_name(struct store *s, const unsigned char *secret, const struct member *m,
	struct err *err)
{
	unsigned char *key = store_secret_new(KEY_SIZE);
	struct buf name = BUF_NONE;
	int rc;

	vault_subkey(key, secret, VAULT_NAMES);
	seal_put(&name, key, (struct seal_place){"member-name", m->id, 0}, m->name,
		strlen(m->name), NAME_STEP);
	rc = sql_run(s, SET_MEMBER, MEMBER_NAME, err, "kb", m->id, name.data, name.len);
	store_secret_free(key);
	buf_free(&name);
	return rc;
}

int
member_grant(struct store *s, const unsigned char *vault, const unsigned char *secret,
	const struct member *m, struct err *err)
{
	unsigned char box[BOX_SIZE];

	seal_box(box, m->public_key, secret);
	return sql_run(s, SET_MEMBER, MEMBER_GRANT, err, "kkb", vault, m->id, box,
		(size_t)BOX_SIZE);
}

int
member_put(struct store *s, const struct member *m, struct err *err)
{
	return sql_run(s, SET_MEMBER, MEMBER_PUT, err, "ktb", m->id,
		m->recovery ? "recovery" : "clinician", m->public_key, (size_t)KEY_SIZE);
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
