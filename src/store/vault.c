/* vault.c - a member's passphrase opens the vault */
#include "store/internal.h"

#include <string.h>

#include "base/mem.h"

enum { VAULT_MEMBER, VAULT_GRANT, VAULT_SQL_COUNT };
static const char *const sql[] = {
	"SELECT id FROM member WHERE public_key = ?1",
	("SELECT sealed FROM vault_grant JOIN member ON member.id = "
	 "vault_grant.member WHERE vault = ?1 AND member = ?2 AND "
	 "member.retired IS NULL"),
};
_Static_assert(COUNT_OF(sql) == VAULT_SQL_COUNT, "a text per statement");
const struct statements vault_statements = {sql, VAULT_SQL_COUNT};

_Static_assert(KEY_SIZE == crypto_kdf_KEYBYTES, "vault secrets derive keys");

void
vault_subkey(unsigned char ret[KEY_SIZE], const unsigned char secret[KEY_SIZE],
	enum vault_use use)
{
	crypto_kdf_derive_from_key(ret, KEY_SIZE, use, "anteroom", secret);
}

/* One fixed-size value, or *ret_found false. */
static int
fetch_one(struct store *s, int which, void *ret, size_t size, bool *ret_found,
	struct err *err, const void *a, size_t a_n, const void *b, size_t b_n)
{
	sqlite3_stmt *st;
	int rc;

	*ret_found = false;
	if (!a_n)
		rc = sql_query(s, SET_VAULT, which, &st, err, "");
	else if (!b_n)
		rc = sql_query(s, SET_VAULT, which, &st, err, "b", a, a_n);
	else
		rc = sql_query(s, SET_VAULT, which, &st, err, "bb", a, a_n, b, b_n);
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		rc = sql_fixed(st, 0, ret, size, err);
		*ret_found = !rc;
	}
	sql_end(st);
	return rc;
}

/* --- unlock --- */

struct unlocking {
	struct store *s;
	const char *event;
	const unsigned char *member; /* NULL: not known */
};

static int
note_unlock(void *self, struct err *err)
{
	struct unlocking *u = self;

	return audit_append(u->s, u->event, u->member, NULL, err);
}

int
vault_open_grant(struct store *s, const struct member_key *k,
	const unsigned char secret_key[KEY_SIZE], unsigned char ret_secret[KEY_SIZE],
	struct err *err)
{
	unsigned char grant[BOX_SIZE], check[KEY_SIZE];
	bool found;
	int rc = fetch_one(s, VAULT_GRANT, grant, BOX_SIZE, &found, err, s->vault,
		ID_SIZE, k->member, ID_SIZE);

	if (rc)
		return rc;
	if (!found)
		return err_set(err, ERR_LOCKED,
			"this key does not open this practice any more: its member was "
			"removed");
	/* who can write the database can swap the grant, but not for the card's secret */
	if (!seal_unbox(ret_secret, k->public_key, secret_key, grant) ||
		crypto_scalarmult_base(check, ret_secret) ||
		sodium_memcmp(check, s->card.vault_public, KEY_SIZE))
		return err_set(err, ERR_INVALID,
			"the store is damaged: the key to its records "
			"does not open");
	return 0;
}

static int
open_vault(struct store *s, const char *passphrase, struct member_key *k, bool *ret_known,
	unsigned char ret_secret[KEY_SIZE], struct err *err)
{
	struct arena a = ARENA_NONE;
	unsigned char *secret_key = store_secret_new(KEY_SIZE);
	char *path;
	int rc;

	*ret_known = false;
	rc = keyfile_find(&a, s->key_path, s->card_path, &path, err);
	if (!rc)
		rc = keyfile_read(path, passphrase, k, ret_known, secret_key, err);
	if (!rc && memcmp(k->practice, s->card.practice, ID_SIZE) != 0)
		rc = err_set(
			err, ERR_REFUSED, "key file '%s' is of another practice", path);
	if (!rc)
		rc = vault_open_grant(s, k, secret_key, ret_secret, err);
	store_secret_free(secret_key);
	arena_free(&a);
	return rc;
}

static struct store_vault *
vault_new(struct store *s)
{
	struct store_vault *v = mem_alloc(sizeof *v);

	v->s = s;
	v->secret = store_secret_new(KEY_SIZE);
	v->key = store_secret_new(KEY_SIZE);
	return v;
}

/* Somebody tried a key: not that there was none, or the disk failed. */
static bool
is_try(int rc)
{
	return rc == ERR_LOCKED || rc == ERR_REFUSED || rc == ERR_INVALID;
}

/* Log how it went; v is the caller's when this returns 0, else freed. */
static int
enter(struct store_vault *v, int rc, const struct member_key *k, bool known,
	struct store_vault **ret, struct err *err)
{
	struct err ignored = ERR_NONE;
	struct unlocking u = {v->s, "unlock", k->member};

	if (rc) {
		u.event = "unlock-failed";
		u.member = known ? k->member : NULL;
		if (is_try(rc) && sql_write(v->s, note_unlock, &u, &ignored))
			err_advise(err, "the log could not be written: %s", ignored.text);
		store_vault_free(v);
		return rc;
	}
	memcpy(v->s->actor, k->member, ID_SIZE);
	memcpy(v->s->actor_public, k->public_key, KEY_SIZE);
	v->s->has_actor = true;
	seen_look(v->s);
	rc = sql_write(v->s, note_unlock, &u, err);
	if (rc) { /* what cannot be logged is not opened */
		store_vault_free(v);
		return rc;
	}
	seen_keep(v->s);
	*ret = v;
	return 0;
}

int
store_unlock(struct store *s, const char *passphrase, struct store_vault **ret,
	struct err *err)
{
	struct store_vault *v = vault_new(s);
	struct member_key k;
	bool known;
	int rc = open_vault(s, passphrase, &k, &known, v->secret, err);

	return enter(v, rc, &k, known, ret, err);
}

int
vault_enter_by_key(struct store *s, struct member_key *k,
	const unsigned char secret_key[KEY_SIZE], struct store_vault **ret,
	struct err *err)
{
	struct store_vault *v = vault_new(s);
	bool known;
	int rc = fetch_one(s, VAULT_MEMBER, k->member, ID_SIZE, &known, err,
		k->public_key, KEY_SIZE, NULL, 0);

	if (!rc && !known)
		rc = err_set(err, ERR_LOCKED,
			"this is not the recovery code of this practice");
	if (!rc)
		rc = vault_open_grant(s, k, secret_key, v->secret, err);
	return enter(v, rc, k, known, ret, err);
}

void
store_vault_free(struct store_vault *v)
{
	if (!v)
		return;
	v->s->has_actor = false;
	store_secret_free(v->secret);
	store_secret_free(v->key);
	mem_free(v);
}
