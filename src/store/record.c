/* record.c - what is in the clear of records: number, state, day, how long they are kept */
#include "store/internal.h"

#include <string.h>

enum {
	RECORD_LAST,
	RECORD_BETWEEN,
	RECORD_LIST,
	RECORD_LIST_CLIENT,
	RECORD_EVENTS,
	RECORD_SQL_COUNT
};
#define COLUMNS "seq, id, state, day, keep_until, hold"
static const char *const sql[] = {
	"SELECT " COLUMNS " FROM record ORDER BY seq DESC LIMIT 1",
	"SELECT " COLUMNS " FROM record WHERE id BETWEEN ?1 AND ?2 LIMIT 2",
	("SELECT " COLUMNS " FROM record WHERE seq < ?1 ORDER BY seq "
	 "DESC LIMIT ?2"),
	("SELECT " COLUMNS " FROM record INDEXED BY record_client WHERE client = ?3 AND "
	 "seq < ?1 UNION ALL SELECT " COLUMNS " FROM record INDEXED BY record_unsorted "
	 "WHERE client IS NULL AND seq < ?1 ORDER BY 1 DESC LIMIT ?2"),
	"SELECT n, sealed FROM event WHERE record = ?1 ORDER BY n",
};
_Static_assert(COUNT_OF(sql) == RECORD_SQL_COUNT, "a text per statement");
const struct statements record_statements = {sql, RECORD_SQL_COUNT};

#define BATCH 500 /* rows read before the lock goes */

static const char *const states[] = {"open", "stopped", "done", "declined"};
_Static_assert(COUNT_OF(states) == STORE_STATE_COUNT, "a word per state");

const char *
state_word(enum store_state state)
{
	return states[state];
}

bool
in_progress(enum store_state state)
{
	return state == STORE_OPEN || state == STORE_STOPPED;
}

int
state_fetch(sqlite3_stmt *st, int column, enum store_state *ret, struct err *err)
{
	const char *word = (const char *)sqlite3_column_text(st, column);

	for (size_t i = 0; word && i < COUNT_OF(states); i++)
		if (!strcmp(states[i], word)) {
			*ret = (enum store_state)i;
			return 0;
		}
	return sql_damaged(st, err, "a record has no known state");
}

int
record_row(struct store *s, enum sql_set set, int which, const unsigned char id[ID_SIZE],
	sqlite3_stmt **ret, struct err *err)
{
	int rc = sql_query(s, set, which, ret, err, "k", id);

	if (rc)
		return rc;
	rc = sql_step(*ret, err);
	if (rc == 1)
		return 0;
	sql_end(*ret);
	return rc ? rc : err_set(err, ERR_NOT_FOUND, "it is not in the store");
}

void
day_fetch(sqlite3_stmt *st, int column, char ret[DAY_ROOM])
{
	const char *day = (const char *)sqlite3_column_text(st, column);

	memset(ret, 0, DAY_ROOM);
	if (day && strlen(day) == DAY_ROOM - 1)
		memcpy(ret, day, DAY_ROOM - 1);
}

static int
fetch(sqlite3_stmt *st, struct store_record *ret, struct err *err)
{
	unsigned char id[ID_SIZE];
	int rc = sql_fixed(st, 1, id, ID_SIZE, err);

	ret->seq = sqlite3_column_int64(st, 0);
	if (!rc)
		rc = state_fetch(st, 2, &ret->state, err);
	if (rc)
		return rc;
	day_fetch(st, 3, ret->day);
	if (strspn(ret->day, "0123456789-") != DAY_ROOM - 1)
		return sql_damaged(st, err, "a record has no day");
	day_fetch(st, 4, ret->keep_until);
	ret->hold = sqlite3_column_int(st, 5) != 0;
	hex_put(ret->id, id, ID_SIZE);
	return 0;
}

/* The first and last id that begin with prefix; false when it is no prefix of an id. */
static bool
range_of(const char *prefix, unsigned char *first, unsigned char *last)
{
	char low[STORE_ID_HEX], high[STORE_ID_HEX];
	size_t n = strlen(prefix);

	if (!n || n >= STORE_ID_HEX || strspn(prefix, "0123456789abcdefABCDEF") != n)
		return false;
	memset(low, '0', sizeof low - 1);
	memset(high, 'f', sizeof high - 1);
	low[sizeof low - 1] = high[sizeof high - 1] = '\0';
	for (size_t i = 0; i < n; i++)
		low[i] = high[i] = prefix[i];
	return hex_read(first, ID_SIZE, low) && hex_read(last, ID_SIZE, high);
}

int
store_find(struct store *s, const char *name, struct store_record *ret, struct err *err)
{
	unsigned char first[ID_SIZE], last[ID_SIZE];
	struct store_record found;
	sqlite3_stmt *st;
	int rc;

	if (!strcmp(name, "@last"))
		rc = sql_query(s, SET_RECORD, RECORD_LAST, &st, err, "");
	else if (range_of(name, first, last))
		rc = sql_query(
			s, SET_RECORD, RECORD_BETWEEN, &st, err, "kk", first, last);
	else
		return err_set(err, ERR_NOT_FOUND,
			"a record is named by the beginning of its id, or by @last");
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 0)
		rc = strcmp(name, "@last")
			? err_set(err, ERR_NOT_FOUND, "there is no record '%s'", name)
			: err_set(err, ERR_NOT_FOUND, "there are no records yet");
	if (rc == 1)
		rc = fetch(st, &found, err);
	if (!rc) {
		rc = sql_step(st, err);
		if (rc == 1)
			rc = err_set(err, ERR_USAGE,
				"more than one record begins with '%s': write more of it",
				name);
	}
	sql_end(st);
	if (!rc)
		*ret = found;
	return rc;
}

/* One batch below *before, newest first, of a client or of all (NULL); what cannot be told is counted, not kept. */
static int
fetch_batch(struct store *s, const unsigned char *client, int64_t *before, size_t limit,
	struct store_record *ret, size_t *ret_count, size_t *damaged, size_t *ret_rows,
	struct err *err)
{
	struct err ignored = ERR_NONE;
	sqlite3_stmt *st;
	int rc = client ? sql_query(s, SET_RECORD, RECORD_LIST_CLIENT, &st, err, "iik",
				  *before, (int64_t)limit, client)
			: sql_query(s, SET_RECORD, RECORD_LIST, &st, err, "ii", *before,
				  (int64_t)limit);

	*ret_count = *ret_rows = 0;
	if (rc)
		return rc;
	while ((rc = sql_step(st, err)) == 1) {
		++*ret_rows;
		*before = sqlite3_column_int64(st, 0);
		if (fetch(st, &ret[*ret_count], &ignored))
			++*damaged;
		else
			++*ret_count;
	}
	sql_end(st);
	return rc;
}

int
store_list(struct store *s, const char *client, size_t limit,
	bool (*each)(void *self, const struct store_record *r), void *self,
	struct err *err)
{
	struct arena a = ARENA_NONE;
	struct store_record *batch = arena_array(&a, BATCH, sizeof *batch);
	size_t left = limit ? limit : SIZE_MAX, damaged = 0, asked = 0, rows = 0, count;
	unsigned char id[ID_SIZE] = {0}; /* nobody's */
	int64_t before = INT64_MAX;
	bool more = true;
	int rc = 0;

	if (client && *client && !hex_read(id, ID_SIZE, client))
		rc = err_set(err, ERR_USAGE, "that is not the whole id of a client");

	while (!rc && more && left && rows == asked) {
		asked = left < BATCH ? left : BATCH;
		rc = fetch_batch(s, client ? id : NULL, &before, asked, batch, &count,
			&damaged, &rows, err);
		if (rc)
			break;
		for (size_t i = 0; i < count && more && left; i++, left--)
			more = each(self, &batch[i]);
	}
	if (!rc && damaged)
		rc = sql_damaged(s->set[SET_RECORD][RECORD_LIST], err,
			arena_printf(&a, "%zu records could not be listed", damaged));
	arena_free(&a);
	return rc;
}

int
record_events(struct store *s, int64_t seq, sqlite3_stmt **ret, struct err *err)
{
	return sql_query(s, SET_RECORD, RECORD_EVENTS, ret, err, "i", seq);
}
