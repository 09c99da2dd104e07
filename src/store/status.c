/* status.c - what can be counted without a key; the log in words, with the vault */
#include "store/internal.h"

#include <string.h>

#include "base/mem.h"

enum {
	STATUS_STATES,
	STATUS_DAYS,
	STATUS_ENTRIES,
	STATUS_BACKUP,
	STATUS_PAGES,
	STATUS_LOG,
	STATUS_MEMBERS,
	STATUS_SQL_COUNT
};
static const char *const sql[] = {
	/* in the order of enum store_state; grouped, all rows would be sorted in memory */
	("SELECT count(*), sum(state = 'open'), sum(state = 'stopped'), "
	 "sum(state = 'done'), sum(state = 'declined') FROM record"),
	"SELECT min(day), max(day) FROM record",
	"SELECT n FROM audit_head",
	"SELECT at FROM audit WHERE event = 'backup' ORDER BY n DESC LIMIT 1",
	("SELECT page_count * page_size, freelist_count * page_size, user_version "
	 "FROM pragma_page_count, pragma_page_size, pragma_freelist_count, "
	 "pragma_user_version"),
	("SELECT n, at, actor, event, subject, digest, mac FROM audit "
	 "WHERE n > ?1 ORDER BY n LIMIT ?2"),
	"SELECT id, name FROM member ORDER BY id",
};
_Static_assert(COUNT_OF(sql) == STATUS_SQL_COUNT, "a text per statement");
const struct statements status_statements = {sql, STATUS_SQL_COUNT};

#define BATCH 500

/* --- status --- */

static int
count_states(struct store *s, struct store_status *ret, struct err *err)
{
	uint64_t all = 0, known = 0;
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_STATUS, STATUS_STATES, &st, err, "");

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		all = (uint64_t)sqlite3_column_int64(st, 0);
		for (int i = 0; i < STORE_STATE_COUNT; i++) {
			ret->records[i] = (uint64_t)sqlite3_column_int64(st, 1 + i);
			known += ret->records[i];
		}
	}
	sql_end(st);
	if (rc < 0)
		return rc;
	if (known != all)
		return sql_damaged(st, err, "a record has no known state");
	return 0;
}

static void
take_day(char ret[11], sqlite3_stmt *st, int column)
{
	const char *day = (const char *)sqlite3_column_text(st, column);

	if (day && strlen(day) == 10 && strspn(day, "0123456789-") == 10)
		memcpy(ret, day, 11);
}

static int
read_days(struct store *s, struct store_status *ret, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_STATUS, STATUS_DAYS, &st, err, "");

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		take_day(ret->first, st, 0);
		take_day(ret->last, st, 1);
	}
	sql_end(st);
	return rc < 0 ? rc : 0;
}

/* Up to three whole numbers of the only row; 0 where there is none. */
static int
read_numbers(struct store *s, int which, int64_t ret[3], struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_STATUS, which, &st, err, "");

	memset(ret, 0, 3 * sizeof *ret);
	if (rc)
		return rc;
	rc = sql_step(st, err);
	for (int i = 0; rc == 1 && i < 3 && i < sqlite3_column_count(st); i++)
		ret[i] = sqlite3_column_int64(st, i);
	sql_end(st);
	return rc < 0 ? rc : 0;
}

int
store_status(struct store *s, struct store_status *ret, struct err *err)
{
	int64_t v[3] = {0, 0, 0};
	int rc;

	memset(ret, 0, sizeof *ret);
	rc = count_states(s, ret, err);
	if (!rc)
		rc = read_days(s, ret, err);
	if (!rc)
		rc = read_numbers(s, STATUS_ENTRIES, v, err);
	ret->entries = (uint64_t)v[0];
	if (!rc)
		rc = read_numbers(s, STATUS_BACKUP, v, err);
	ret->backup = v[0];
	if (!rc)
		rc = read_numbers(s, STATUS_PAGES, v, err);
	ret->size = (uint64_t)v[0];
	ret->unused = (uint64_t)v[1];
	ret->schema = (int)v[2];
	return rc;
}

/* --- the log in words --- */

struct member_name {
	unsigned char id[ID_SIZE];
	const char *name; /* in the arena */
};
struct names {
	struct arena arena;
	VEC(struct member_name) members;
};

static const char *
open_name(struct arena *a, const unsigned char *key, const unsigned char *id,
	const void *sealed, size_t n)
{
	struct err ignored = ERR_NONE;
	struct buf plain = BUF_NONE;
	char hex[2 * ID_SIZE + 1];
	char *name;

	hex_put(hex, id, ID_SIZE);
	name = seal_get(&plain, key, (struct seal_place){"member-name", id, 0}, sealed, n,
		       NAME_STEP, &ignored)
		? arena_strndup(a, hex, 8)
		: arena_strndup(a, buf_text(&plain), plain.len);
	buf_wipe(&plain);
	buf_free(&plain);
	return name;
}

static int
read_names(struct store_vault *v, struct names *ret, struct err *err)
{
	unsigned char *key = store_secret_new(KEY_SIZE), id[ID_SIZE];
	struct err ignored = ERR_NONE;
	sqlite3_stmt *st = NULL;
	int rc = sql_query(v->s, SET_STATUS, STATUS_MEMBERS, &st, err, "");

	vault_subkey(key, v->secret, VAULT_NAMES);
	while (!rc && (rc = sql_step(st, err)) == 1) {
		struct member_name *m;
		const void *sealed;
		size_t n;

		rc = 0;
		if (sql_fixed(st, 0, id, ID_SIZE, &ignored) ||
			sql_bytes(st, 1, &sealed, &n, &ignored))
			continue;
		m = vec_push(&ret->arena, &ret->members);
		memcpy(m->id, id, ID_SIZE);
		m->name = open_name(&ret->arena, key, id, sealed, n);
	}
	sql_end(st);
	store_secret_free(key);
	return rc;
}

/* NULL: no member has that id. */
static const char *
name_of(const struct names *names, const unsigned char *id)
{
	for (size_t i = 0; i < names->members.count; i++)
		if (!memcmp(names->members.at[i].id, id, ID_SIZE))
			return names->members.at[i].name;
	return NULL;
}

/* What these are done to is not a record: the practice, a key. */
static bool
of_record(const struct audit_row *r)
{
	static const char *const others[] = {
		"init", "unlock", "unlock-failed", "rekey", "form-install"};

	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (!strcmp(r->event, others[i]))
			return false;
	return r->has_subject && strncmp(r->event, "key-", 4) != 0;
}

static bool
give(struct names *names, const struct audit_row *r,
	bool (*each)(void *self, const struct store_entry *e), void *self)
{
	struct store_entry e = {.n = r->n, .at = r->at, .event = r->event};
	const char *who = r->has_actor ? name_of(names, r->actor) : "";
	const char *about = r->has_subject ? name_of(names, r->subject) : NULL;
	char hex[2 * ID_SIZE + 1];

	hex_put(hex, r->actor, ID_SIZE);
	e.member = who ? who : arena_strndup(&names->arena, hex, 8);
	e.about = about ? about : "";
	if (!about && of_record(r))
		hex_put(e.record, r->subject, ID_SIZE);
	if (r->has_digest && strcmp(r->event, "report") == 0)
		hex_put(e.file, r->digest, DIGEST_SIZE);
	return each(self, &e);
}

int
store_log_list(struct store_vault *v,
	bool (*each)(void *self, const struct store_entry *e), void *self,
	struct err *err)
{
	struct names names = {ARENA_NONE, VEC_NONE};
	struct audit_row *rows = mem_array(BATCH, sizeof *rows);
	int rc = read_names(v, &names, err);
	size_t count = BATCH;
	int64_t after = 0;
	bool more = true;
	sqlite3_stmt *st;

	while (!rc && more && count == BATCH) {
		rc = sql_query(v->s, SET_STATUS, STATUS_LOG, &st, err, "ii", after,
			(int64_t)BATCH);
		if (rc)
			break;
		for (count = 0; count < BATCH && (rc = sql_step(st, err)) == 1; count++)
			audit_fetch(st, &rows[count]);
		sql_end(st);
		rc = rc < 0 ? rc : 0;
		for (size_t i = 0; !rc && i < count && more; i++) {
			after = rows[i].n;
			more = give(&names, &rows[i], each, self);
		}
	}
	mem_free(rows);
	arena_free(&names.arena);
	return rc;
}
