/* recode.c - a new resume code for a client who lost theirs; see life.h */
#include "store/life.h"

#include <string.h>

#include "store/internal.h"

enum { RECODE_LOOK, RECODE_PUT, RECODE_FORGET, RECODE_SQL_COUNT };
static const char *const sql[] = {
	"SELECT seq, state, wrapped_key FROM record WHERE id = ?1",
	("INSERT INTO resume(record, salt, wrapped) VALUES(?1, ?2, ?3) "
	 "ON CONFLICT(record) DO UPDATE SET salt = ?2, wrapped = ?3"),
	"DELETE FROM attempt WHERE visit = ?1",
};
_Static_assert(COUNT_OF(sql) == RECODE_SQL_COUNT, "a text per statement");
const struct statements recode_statements = {sql, RECODE_SQL_COUNT};

struct recode {
	struct store *s;
	unsigned char id[ID_SIZE], box[BOX_SIZE], salt[SALT_SIZE], wrapped[WRAP_SIZE];
	int64_t seq;
};

static int
look(struct recode *r, struct err *err)
{
	enum store_state state;
	sqlite3_stmt *st;
	int rc = record_row(r->s, SET_RECODE, RECODE_LOOK, r->id, &st, err);

	if (rc)
		return rc;
	r->seq = sqlite3_column_int64(st, 0);
	rc = state_fetch(st, 1, &state, err);
	if (!rc)
		rc = sql_fixed(st, 2, r->box, BOX_SIZE, err);
	if (!rc && !in_progress(state))
		rc = err_set(err, ERR_REFUSED, "it is not in progress: no code opens it");
	sql_end(st);
	return rc;
}

/* Looked at once more: it may have been finished while the code was derived. */
static int
put_code(void *self, struct err *err)
{
	struct recode *r = self;
	int rc = epoch_check(r->s, err);

	if (!rc)
		rc = look(r, err);
	if (!rc)
		rc = sql_run(r->s, SET_RECODE, RECODE_PUT, err, "ibb", r->seq, r->salt,
			(size_t)SALT_SIZE, r->wrapped, (size_t)WRAP_SIZE);
	if (!rc)
		rc = sql_run(r->s, SET_RECODE, RECODE_FORGET, err, "i", r->seq);
	return rc ? rc : audit_append(r->s, "code", r->id, NULL, err);
}

int
store_code_new(struct store_vault *v, const char *id, char ret_code[STORE_CODE_TEXT],
	struct err *err)
{
	unsigned char *key = store_secret_new(KEY_SIZE);
	unsigned char *code_key = store_secret_new(KEY_SIZE);
	unsigned char place[PLACE_SIZE];
	struct recode r = {.s = v->s};
	char secret[CODE_SECRET];
	int rc = 0;

	if (!hex_read(r.id, ID_SIZE, id))
		rc = err_set(err, ERR_USAGE, "that is not the whole id of a record");
	if (!rc) /* keys that changed meanwhile are no damage */
		rc = epoch_check(v->s, err);
	if (!rc)
		rc = look(&r, err);
	if (!rc && !seal_unbox(key, v->s->card.vault_public, v->secret, r.box))
		rc = err_set(err, ERR_INVALID, "its key does not open: it is damaged");
	code_make(secret);
	randombytes_buf(r.salt, SALT_SIZE);
	if (!rc)
		rc = seal_kdf(code_key, secret, r.salt, cost_code, err);
	if (!rc) {
		place_of_resume(place, r.id, r.seq);
		seal_wrap(r.wrapped, code_key, place, sizeof place, key);
		rc = sql_write(v->s, put_code, &r, err);
	}
	if (rc)
		err_wrap(err, "record %.8s", id);
	else
		code_put(ret_code, r.seq, secret);
	sodium_memzero(secret, sizeof secret);
	store_secret_free(code_key);
	store_secret_free(key);
	return rc;
}
