/*
 * canary.c - a sealed thing that nobody needs, to try a key on
 *
 *	key sealed to the vault | text under that key		as a record is
 *
 * It lies in meta and is made with the card alone, as the console does it: a key that
 * opens it opens what the console seals.
 */
#include "store/epoch.h"

#include <string.h>

enum { CANARY_PUT, CANARY_READ, CANARY_SQL_COUNT };
static const char *const sql[] = {
	"INSERT OR REPLACE INTO meta(k, v) VALUES('canary', ?1)",
	"SELECT v FROM meta WHERE k = 'canary'",
};
_Static_assert(COUNT_OF(sql) == CANARY_SQL_COUNT, "a text per statement");
const struct statements canary_statements = {sql, CANARY_SQL_COUNT};

static const char song[] = "the canary sings";

int
canary_put(struct store *s, const struct card *c, struct err *err)
{
	unsigned char *key = store_secret_new(KEY_SIZE), box[BOX_SIZE];
	struct buf canary = BUF_NONE;
	int rc;

	randombytes_buf(key, KEY_SIZE);
	seal_box(box, c->vault_public, key);
	buf_add(&canary, box, BOX_SIZE);
	seal_put(&canary, key, (struct seal_place){"canary", c->practice, 0}, song,
		sizeof song, EVENT_STEP);
	rc = sql_run(s, SET_CANARY, CANARY_PUT, err, "b", canary.data, canary.len);
	store_secret_free(key);
	buf_free(&canary);
	return rc;
}

static int
open_canary(struct store_vault *v, const unsigned char *canary, size_t n, struct err *err)
{
	const struct seal_place at = {"canary", v->s->card.practice, 0};
	unsigned char *key = store_secret_new(KEY_SIZE);
	struct buf text = BUF_NONE;
	bool sings = n > BOX_SIZE &&
		seal_unbox(key, v->s->card.vault_public, v->secret, canary) &&
		!seal_get(&text, key, at, canary + BOX_SIZE, n - BOX_SIZE, EVENT_STEP,
			NULL) &&
		text.len == sizeof song && !memcmp(text.data, song, sizeof song);

	store_secret_free(key);
	buf_free(&text);
	return sings ? 0
		     : err_set(err, ERR_INVALID,
			       "the canary does not open: what the console seals "
			       "could not be read");
}

int
members_canary_check(struct store_vault *v, struct err *err)
{
	sqlite3_stmt *st = NULL;
	const void *canary;
	size_t n;
	int rc = sql_query(v->s, SET_CANARY, CANARY_READ, &st, err, "");

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 0) {
		rc = err_set(err, ERR_NOT_FOUND, "this store has no canary yet");
		err_advise(err, "make one, and new keys: anteroom store rekey");
	} else if (rc == 1) {
		rc = sql_bytes(st, 0, &canary, &n, err);
		if (!rc)
			rc = open_canary(v, canary, n, err);
	}
	sql_end(st);
	return rc;
}
