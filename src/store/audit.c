/*
 * audit.c - what was done, without content, in a chain that yesterday's cannot be
 * rewritten in
 *
 *	mac_n     = H(key_n, mac_(n-1) | entry_n)	mac_0 is zero
 *	key_(n+1) = H(key_n, "next")			and key_n is overwritten
 *
 * H is keyed BLAKE2b of 32 bytes.  The first key is sealed to the vault, so that a
 * member can reckon the whole chain again and whoever holds today's key cannot.  An
 * entry is appended in the transaction of what it records.
 */
#include "store/internal.h"

#include <string.h>

#include "base/clock.h"

enum {
	AUDIT_HEAD,
	AUDIT_BEGIN,
	AUDIT_PUT,
	AUDIT_MOVE,
	AUDIT_META,
	AUDIT_LAST,
	AUDIT_SQL_COUNT
};
static const char *const sql[] = {
	"SELECT n, next_key, mac FROM audit_head WHERE one = 1",
	"INSERT INTO audit_head(one, n, next_key, mac) VALUES(1, 0, ?1, ?2)",
	("INSERT INTO audit(n, at, actor, event, subject, digest, mac) "
	 "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
	"UPDATE audit_head SET n = ?1, next_key = ?2, mac = ?3 WHERE one = 1",
	"INSERT INTO meta(k, v) VALUES('audit_key', ?1)",
	"SELECT n, mac FROM audit ORDER BY n DESC LIMIT 1",
};
_Static_assert(COUNT_OF(sql) == AUDIT_SQL_COUNT, "a text per statement");
const struct statements audit_statements = {sql, AUDIT_SQL_COUNT};

/* Everything that is ever recorded; in order of the alphabet. */
static const char *const events[] = {"ack", "assign", "backup", "code", "erase", "export",
	"form-install", "hold", "hold-lift", "init", "key-add", "key-passphrase",
	"key-remove", "list", "open", "prune", "rekey", "report", "restore", "resume",
	"seal", "show", "take", "trend", "unlock", "unlock-failed", "verify"};

static bool
known(const char *event)
{
	for (size_t i = 0; i < COUNT_OF(events); i++)
		if (!strcmp(events[i], event))
			return true;
	return false;
}

/* Each part with its length before it, 255 for a part that is not there. */
static void
absorb(crypto_generichash_state *h, const void *bytes, size_t n)
{
	unsigned char len = bytes ? (unsigned char)n : 255;

	crypto_generichash_update(h, &len, 1);
	if (bytes)
		crypto_generichash_update(h, bytes, n);
}

static void
absorb_int(crypto_generichash_state *h, int64_t v)
{
	unsigned char bytes[8];

	put_be64(bytes, (uint64_t)v);
	absorb(h, bytes, sizeof bytes);
}

int
audit_begin(struct store *s, struct err *err)
{
	unsigned char *key = store_secret_new(KEY_SIZE);
	unsigned char box[BOX_SIZE], zero[MAC_SIZE] = {0};
	int rc;

	randombytes_buf(key, KEY_SIZE);
	seal_box(box, s->card.vault_public, key);
	rc = sql_run(s, SET_AUDIT, AUDIT_META, err, "b", box, (size_t)BOX_SIZE);
	if (!rc)
		rc = sql_run(s, SET_AUDIT, AUDIT_BEGIN, err, "bb", key, (size_t)KEY_SIZE,
			zero, (size_t)MAC_SIZE);
	store_secret_free(key);
	return rc;
}

static int
head_fetch(struct store *s, int64_t *ret_n, unsigned char *ret_key,
	unsigned char *ret_mac, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_AUDIT, AUDIT_HEAD, &st, err, "");

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 0)
		rc = sql_damaged(st, err, "its log has no head");
	if (rc == 1) {
		*ret_n = sqlite3_column_int64(st, 0);
		rc = sql_fixed(st, 1, ret_key, KEY_SIZE, err);
		if (!rc)
			rc = sql_fixed(st, 2, ret_mac, MAC_SIZE, err);
	}
	sql_end(st);
	return rc;
}

void
audit_mac(unsigned char ret[MAC_SIZE], const unsigned char key[KEY_SIZE],
	const unsigned char prev[MAC_SIZE], int64_t n, const struct audit_row *r)
{
	crypto_generichash_state h;

	crypto_generichash_init(&h, key, KEY_SIZE, MAC_SIZE);
	crypto_generichash_update(&h, prev, MAC_SIZE);
	absorb_int(&h, n);
	absorb_int(&h, r->at);
	absorb(&h, r->has_actor ? r->actor : NULL, ID_SIZE);
	absorb(&h, r->event, strlen(r->event));
	absorb(&h, r->has_subject ? r->subject : NULL, ID_SIZE);
	absorb(&h, r->has_digest ? r->digest : NULL, DIGEST_SIZE);
	crypto_generichash_final(&h, ret, MAC_SIZE);
	sodium_memzero(&h, sizeof h);
}

void
audit_next_key(unsigned char key[KEY_SIZE])
{
	unsigned char next[KEY_SIZE];

	crypto_generichash(
		next, KEY_SIZE, (const unsigned char *)"next", 4, key, KEY_SIZE);
	memcpy(key, next, KEY_SIZE);
	sodium_memzero(next, sizeof next);
}

/* *into, when there is a value; false when it is not one of ours. */
static bool
take_blob(sqlite3_stmt *st, int column, void *into, size_t n, bool *ret_has)
{
	struct err ignored = ERR_NONE;

	*ret_has = sqlite3_column_type(st, column) != SQLITE_NULL;
	return !*ret_has || !sql_fixed(st, column, into, n, &ignored);
}

void
audit_fetch(sqlite3_stmt *st, struct audit_row *ret)
{
	const char *event = (const char *)sqlite3_column_text(st, 3);
	bool has_mac;

	memset(ret, 0, sizeof *ret);
	ret->n = sqlite3_column_int64(st, 0);
	ret->at = sqlite3_column_int64(st, 1);
	if (event && strlen(event) < sizeof ret->event)
		memcpy(ret->event, event, strlen(event));
	ret->odd = !ret->event[0];
	ret->odd |= !take_blob(st, 2, ret->actor, ID_SIZE, &ret->has_actor);
	ret->odd |= !take_blob(st, 4, ret->subject, ID_SIZE, &ret->has_subject);
	ret->odd |= !take_blob(st, 5, ret->digest, DIGEST_SIZE, &ret->has_digest);
	ret->odd |= !take_blob(st, 6, ret->mac, MAC_SIZE, &has_mac) || !has_mac;
}

int
audit_head_look(struct store *s, struct audit_head *ret, struct err *err)
{
	int rc = head_fetch(s, &ret->n, ret->next_key, ret->mac, err);

	ret->found = !rc;
	return rc == ERR_INVALID ? 0 : rc;
}

int
audit_last(
	struct store *s, int64_t *ret_n, unsigned char ret_mac[MAC_SIZE], struct err *err)
{
	struct err ignored = ERR_NONE;
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_AUDIT, AUDIT_LAST, &st, err, "");

	*ret_n = 0;
	memset(ret_mac, 0, MAC_SIZE);
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		*ret_n = sqlite3_column_int64(st, 0);
		if (sql_fixed(st, 1, ret_mac, MAC_SIZE, &ignored))
			memset(ret_mac, 0, MAC_SIZE); /* fits nothing */
	}
	sql_end(st);
	return rc < 0 ? rc : 0;
}

/* The number of the next entry: an entry that somebody put behind the head must not keep
 * clients from answering; that it is there is found when the log is looked at. */
static int
next_number(struct store *s, int64_t head, int64_t *ret, struct err *err)
{
	unsigned char mac[MAC_SIZE];
	int64_t last;
	int rc = audit_last(s, &last, mac, err);

	if (!rc)
		*ret = (last > head && last < INT64_MAX ? last : head) + 1;
	return rc;
}

int
audit_append(struct store *s, const char *event, const unsigned char *subject,
	const unsigned char *digest, struct err *err)
{
	unsigned char *key, mac[MAC_SIZE];
	struct audit_row r = {.at = clock_now(),
		.has_actor = s->has_actor,
		.has_subject = subject,
		.has_digest = digest};
	int64_t head = 0;
	int rc;

	if (!s->log_key)
		s->log_key = store_secret_new(KEY_SIZE);
	key = s->log_key;
	rc = head_fetch(s, &head, key, mac, err);
	if (!rc)
		rc = next_number(s, head, &r.n, err);
	if (rc)
		goto done;
	sqlite3_snprintf(sizeof r.event, r.event, "%s", event);
	if (s->has_actor)
		memcpy(r.actor, s->actor, ID_SIZE);
	if (subject)
		memcpy(r.subject, subject, ID_SIZE);
	if (digest)
		memcpy(r.digest, digest, DIGEST_SIZE);
	audit_mac(mac, key, mac, r.n, &r);
	audit_next_key(key);
	rc = sql_run(s, SET_AUDIT, AUDIT_PUT, err, "iiktkbb", r.n, r.at,
		s->has_actor ? s->actor : NULL, event, subject, digest,
		(size_t)DIGEST_SIZE, mac, (size_t)MAC_SIZE);
	if (!rc)
		rc = sql_run(s, SET_AUDIT, AUDIT_MOVE, err, "ibb", r.n, key,
			(size_t)KEY_SIZE, mac, (size_t)MAC_SIZE);
done:
	sodium_memzero(key, KEY_SIZE);
	return rc;
}

struct entry {
	struct store *s;
	const char *event;
	const unsigned char *subject, *digest;
};

static int
append_entry(void *self, struct err *err)
{
	struct entry *e = self;

	return audit_append(e->s, e->event, e->subject, e->digest, err);
}

int
store_audit(struct store *s, const char *event, const char *record, struct err *err)
{
	return store_audit_file(s, event, record, NULL, err);
}

int
store_audit_file(struct store *s, const char *event, const char *record,
	const char *digest, struct err *err)
{
	unsigned char id[ID_SIZE], hash[DIGEST_SIZE];
	struct entry e = {s, event, record ? id : NULL, digest ? hash : NULL};

	if (!known(event))
		return err_set(err, ERR_USAGE, "the log has no event '%s'", event);
	if (record && !hex_read(id, ID_SIZE, record))
		return err_set(err, ERR_USAGE, "the log wants the whole id of a record");
	if (digest && !hex_read(hash, DIGEST_SIZE, digest))
		return err_set(err, ERR_USAGE, "the log wants a whole digest");
	return sql_write(s, append_entry, &e, err);
}
