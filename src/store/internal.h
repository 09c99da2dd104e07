/*
 * internal.h - what the files of store/ share; nobody outside includes it
 *
 *	seal.c     libsodium: keys, boxes, padded ciphertext; knows nothing of SQL
 *	fields.c   the shape of the two small text files
 *	card.c     the practice card          keyfile.c  a member's key under a passphrase
 *	code.c     resume codes and the wait after three wrong ones
 *	sql.c      bind, step, fetch, transaction    schema.c  tables, migrations, exact set
 *	store.c    open and close             create.c   a new store with its keys
 *	draft.c    take, put, stop, finish    resume.c   back by code
 *	event.c    the rows of a draft, opened in order
 *	vault.c    unlock, read               record.c   what is in the clear; forms
 *	audit.c    the chain of entries       epoch.c    which vault is in use (epoch.h)
 *	life.c     kept, held, erased         note.c     sealed anew, notes
 *	seen.c     what a key last saw       verify*.c  is everything as it was written
 *	backup.c   a copy, looked at         status.c   what is counted without a key
 *
 * Every ciphertext is  version (1 byte) | nonce (24) | XChaCha20-Poly1305,  or, for a
 * key sealed to a public key,  version (1) | crypto_box_seal (48 + 32).
 */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include <sodium.h>
#include <sqlite3.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/vec.h"
#include "store/care.h"
#include "store/store.h"

#define KEY_SIZE      32u
#define ID_SIZE       16u
#define SALT_SIZE     16u
#define MAC_SIZE      32u
#define DIGEST_SIZE   32u
#define SEAL_VERSION  1u
#define SEAL_OVERHEAD 41u /* version 1, nonce 24, tag 16 */
#define BOX_SIZE      81u /* a key sealed to a public key: version 1, seal 48, key 32 */
#define WRAP_SIZE     (SEAL_OVERHEAD + KEY_SIZE) /* a key under another key */
#define EVENT_STEP    256u
#define NAME_STEP     256u
#define ENVELOPE_STEP 1920u
#define BLOB_MAX      (8u << 20) /* also SQLite's own limit on a value */

_Static_assert(KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");
_Static_assert(KEY_SIZE == crypto_box_SECRETKEYBYTES, "box secret key");
_Static_assert(KEY_SIZE == crypto_box_PUBLICKEYBYTES, "box public key");
_Static_assert(SALT_SIZE == crypto_pwhash_SALTBYTES, "salt");
_Static_assert(SEAL_OVERHEAD ==
		1 + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES +
			crypto_aead_xchacha20poly1305_ietf_ABYTES,
	"seal");
_Static_assert(BOX_SIZE == 1 + crypto_box_SEALBYTES + KEY_SIZE, "box");

/* --- seal.c --- */

/* Argon2id, as libsodium counts: passes and bytes. */
struct kdf_cost {
	unsigned long long ops;
	size_t memory;
};
/* Lowest in a test build; release builds cannot. */
extern const struct kdf_cost cost_passphrase, cost_code;

/* Where a ciphertext stands: associated data, so that a row moved elsewhere does not
 * open. */
struct seal_place {
	const char *purpose;     /* at most 15 characters */
	const unsigned char *id; /* ID_SIZE bytes */
	uint64_t position;
};

int seal_start(struct err *err) ATTR_USE; /* sodium_init, any number of times */
/* Append to out n bytes sealed under key, padded to whole steps. */
void seal_put(struct buf *out, const unsigned char key[KEY_SIZE], struct seal_place at,
	const void *plain, size_t n, size_t step);
/* Append to out what was sealed; ERR_INVALID when it is not ours, in place and whole. */
int seal_get(struct buf *out, const unsigned char key[KEY_SIZE], struct seal_place at,
	const void *sealed, size_t n, size_t step, struct err *err) ATTR_USE;
/* A key under another key; ad is any associated data. */
void seal_wrap(unsigned char ret_wrapped[WRAP_SIZE], const unsigned char key[KEY_SIZE],
	const void *ad, size_t ad_n, const unsigned char inner[KEY_SIZE]);
bool seal_unwrap(unsigned char ret_inner[KEY_SIZE], const unsigned char key[KEY_SIZE],
	const void *ad, size_t ad_n, const unsigned char wrapped[WRAP_SIZE]);
#define PLACE_SIZE 40u /* purpose 16, id 16, position 8 */
void seal_place_bytes(unsigned char ret[PLACE_SIZE], struct seal_place at);
/* A key for the holder of a secret key only. */
void seal_box(unsigned char ret_box[BOX_SIZE], const unsigned char public_key[KEY_SIZE],
	const unsigned char inner[KEY_SIZE]);
bool
seal_unbox(unsigned char ret_inner[KEY_SIZE], const unsigned char public_key[KEY_SIZE],
	const unsigned char secret_key[KEY_SIZE], const unsigned char box[BOX_SIZE]);
int seal_kdf(unsigned char ret_key[KEY_SIZE], const char *phrase,
	const unsigned char salt[SALT_SIZE], struct kdf_cost cost,
	struct err *err) ATTR_USE;
void hex_put(char *ret_hex, const unsigned char *bytes, size_t n); /* 2 n + 1 bytes */
bool hex_read(unsigned char *ret, size_t n, const char *hex); /* exactly 2 n digits */
void put_be64(unsigned char ret[8], uint64_t v);

/* --- fields.c --- */

/* Read a title line, then "name: value" lines, exactly these names in this order; lines
 * that begin with '#' are for people.  Values are lent by a; *ret_last is where in text
 * the last name begins. */
int fields_parse(struct arena *a, const char *text, size_t n, const char *title,
	const char *const *names, size_t count, const char **values, size_t *ret_last,
	struct err *err) ATTR_USE;
/* The folder of path; "." when it names none. */
char *path_folder(struct arena *a, const char *path);

/* --- card.c, words.c --- */

struct card {
	unsigned char practice[ID_SIZE];
	unsigned char vault_public[KEY_SIZE];
};
#define FINGERPRINT_WORDS 10u /* 80 bits */
extern const char *const fingerprint_words[256];

void card_put(struct buf *out, const struct card *c); /* the text of its file */
int card_write(const char *path, const struct card *c, struct err *err) ATTR_USE;
/* Refused when group or others could swap the key in it. */
int card_read(const char *path, struct card *ret, struct err *err) ATTR_USE;
/* "lamp river ..." */
void card_fingerprint(const struct card *c, struct buf *out);

/* --- keyfile.c --- */

struct member_key {
	unsigned char practice[ID_SIZE];
	unsigned char member[ID_SIZE];
	unsigned char public_key[KEY_SIZE];
};

int keyfile_write(const char *path, const struct member_key *k,
	const unsigned char secret_key[KEY_SIZE], const char *passphrase, bool over,
	struct err *err) ATTR_USE;
/* "Dr. Ana Ruiz" is dr-ana-ruiz.key in that folder. */
char *keyfile_path(struct arena *a, const char *folder, const char *name);
/* What the file says of itself is in *ret as soon as it can be read at all (*ret_known),
 * also when the passphrase is wrong (ERR_LOCKED). */
int keyfile_read(const char *path, const char *passphrase, struct member_key *ret,
	bool *ret_known, unsigned char ret_secret_key[KEY_SIZE],
	struct err *err) ATTR_USE;
/* path, or when it is NULL the only *.key beside the card. */
int keyfile_find(struct arena *a, const char *path, const char *card, char **ret,
	struct err *err) ATTR_USE;

/* --- sql.c --- */

/* Statements are prepared when a store is opened and never inside a transaction: a
 * prepare that fails there ends it. */
enum sql_set {
	SET_SQL,
	SET_DRAFT,
	SET_RESUME,
	SET_CODE,
	SET_RECORD,
	SET_VAULT,
	SET_AUDIT,
	SET_CREATE,
	SET_LIFE,
	SET_NOTE,
	SET_EPOCH,
	SET_MEMBER,
	SET_TURN,
	SET_REWRAP,
	SET_CANARY,
	SET_CARE,
	SET_VERIFY,
	SET_STATUS,
	SET_COUNT
};

#define STATEMENTS_MAX 16 /* in one table */
struct statements {
	const char *const *text;
	size_t count;
};
extern const struct statements sql_statements, draft_statements, resume_statements,
	code_statements, record_statements, vault_statements, audit_statements,
	create_statements, life_statements, note_statements, epoch_statements,
	member_statements, turn_statements, rewrap_statements, canary_statements,
	care_statements, verify_statements, status_statements;

struct store {
	sqlite3 *db;
	sqlite3_stmt *set[SET_COUNT][STATEMENTS_MAX];
	char *card_path, *key_path; /* key_path may be NULL */
	struct card card;
	unsigned char vault[ID_SIZE]; /* of the vault that the card seals to */
	bool doubt;  /* the last sql_write() failed in COMMIT: it may have landed */
	bool behind; /* epoch_check() found that the vault is not in use any more */
	int wait;    /* seconds; see store_wait() */
	int64_t busy_since; /* by clock_monotonic(): another has the store */
	bool has_actor;
	unsigned char actor[ID_SIZE]; /* who unlocked; for audit entries */
	unsigned char actor_public[KEY_SIZE];
	/* of the log before that: its end and its head, and what the key last saw */
	struct store_log_look tail, seen;
	bool apart; /* a copy: it is not what the key has seen */
};

int sql_prepare(struct store *s, struct err *err) ATTR_USE;
void sql_finalize(struct store *s);
int sql_fail(int sqlite_code, struct err *err);
/* Run a statement that gives no rows.  types: a letter for each parameter, i int64_t,
 * t text, k an id of ID_SIZE bytes (NULL welcome), b bytes and their size_t (NULL
 * welcome). */
int sql_run(struct store *s, enum sql_set set, int which, struct err *err,
	const char *types, ...) ATTR_USE;
/* Begin a statement that gives rows; *ret is ready for sql_step(), then sql_end(). */
int sql_query(struct store *s, enum sql_set set, int which, sqlite3_stmt **ret,
	struct err *err, const char *types, ...) ATTR_USE;
/* 1 a row, 0 no more, negative ERR_*. */
int sql_step(sqlite3_stmt *st, struct err *err) ATTR_USE;
void sql_end(sqlite3_stmt *st); /* NULL is welcome */
/* The only way to a blob: CHECK does not hold in a damaged file. */
int
sql_fixed(sqlite3_stmt *st, int column, void *ret, size_t n, struct err *err) ATTR_USE;
int sql_bytes(sqlite3_stmt *st, int column, const void **ret, size_t *ret_n,
	struct err *err) ATTR_USE; /* lent until sql_end() */
/* The only write path: BEGIN IMMEDIATE, work, COMMIT; nothing of it happened unless it
 * returns 0 or sets s->doubt. */
int sql_write(struct store *s, int (*work)(void *self, struct err *err), void *self,
	struct err *err) ATTR_USE;
int64_t sql_changes(struct store *s); /* rows the last statement changed */
/* Text of a statement outside the tables, for opening: no rows are looked at. */
int sql_exec(sqlite3 *db, const char *text, struct err *err) ATTR_USE;

/* --- schema.c --- */

#define STORE_APPLICATION_ID 0x616e7465 /* "ante" */
extern const size_t schema_version;     /* the newest */
/* application_id, user_version, and the exact set of tables and indices. */
int schema_check(sqlite3 *db, int *ret_version, struct err *err) ATTR_USE;
/* From version `from` to the newest, in one transaction. */
int schema_migrate(sqlite3 *db, int from, struct err *err) ATTR_USE;

/* --- store.c --- */

/* Open the file with everything that must hold on each connection.  fresh: an empty
 * file, not looked at, given its tables. */
int
store_connect(struct store *s, const char *path, bool fresh, struct err *err) ATTR_USE;

/* --- code.c --- */

#define CODE_SECRET 11 /* ten Crockford characters (50 bits) and the NUL */

char code_letter(unsigned value); /* 0 to 31 */
unsigned code_value(uint32_t c);  /* what is meant by c; 32: nothing */
bool code_is_gap(uint32_t c);     /* spaces and dashes of any kind */
void code_make(char ret_secret[CODE_SECRET]);
bool code_parse(const char *text, int64_t *ret_visit, char ret_secret[CODE_SECRET]);
void code_put(char ret_text[STORE_CODE_TEXT], int64_t visit, const char *secret);
/* Inside a transaction: count a try at this visit number before it is made, so that no
 * kill and no second console escapes the count.  *ret_wait: seconds, 0: go on. */
int
code_count_try(struct store *s, int64_t visit, int *ret_wait, struct err *err) ATTR_USE;
int code_forget_tries(struct store *s, int64_t visit, struct err *err) ATTR_USE;

/* --- draft.c --- */

struct draft_secret {                /* bytes only: sodium_malloc aligns to nothing */
	unsigned char key[KEY_SIZE]; /* opens the events */
	unsigned char
		code_key[KEY_SIZE]; /* from the resume code; zero once it has wrapped */
	char secret[CODE_SECRET];
	char code[STORE_CODE_TEXT];
};

struct store_draft {
	struct store *s;             /* lent */
	struct draft_secret *secret; /* store_secret_new() */
	unsigned char id[ID_SIZE];
	char id_hex[STORE_ID_HEX];
	char day[11];
	char keep_until[11]; /* "": none; see store_keep_until() */
	unsigned char salt[SALT_SIZE], box[BOX_SIZE];
	int64_t seq;      /* 0: nothing acknowledged yet */
	int64_t last;     /* n of the last acknowledged event */
	struct buf tried; /* digests of what writes sealed that failed in COMMIT: one of
			   * them may be there; empty after a success */
};

struct store_draft *draft_new(struct store *s);
/* What the log has of something sealed, in two parts. */
void digest_of(unsigned char ret[DIGEST_SIZE], const void *a, size_t a_n, const void *b,
	size_t b_n);
void place_of_resume(unsigned char ret[PLACE_SIZE], const unsigned char *id, int64_t seq);

/* --- event.c --- */

struct sealed_event {
	const void *bytes; /* in the arena */
	size_t n;
};
struct sealed_events {
	struct arena arena;
	VEC(struct sealed_event) rows;
};
#define SEALED_EVENTS_NONE           \
	{                            \
		ARENA_NONE, VEC_NONE \
	}

/* Copy the rows of a draft out of the database, so that its lock can go before any is
 * opened; ERR_INVALID when one is missing. */
int events_fetch(struct store *s, int64_t seq, struct sealed_events *out,
	struct err *err) ATTR_USE;
int events_open(const struct sealed_events *rows, const unsigned char key[KEY_SIZE],
	const unsigned char id[ID_SIZE],
	void (*each)(void *self, const void *bytes, size_t n), void *self,
	struct err *err) ATTR_USE;

/* --- record.c --- */

const char *state_word(enum store_state state);
int state_fetch(
	sqlite3_stmt *st, int column, enum store_state *ret, struct err *err) ATTR_USE;
/* The rows (n, sealed) of a draft in order; sql_step(), sql_end(). */
int
record_events(struct store *s, int64_t seq, sqlite3_stmt **ret, struct err *err) ATTR_USE;

struct store_vault {
	struct store *s;       /* lent */
	unsigned char *secret; /* KEY_SIZE, store_secret_new() */
	unsigned char *key;    /* of the record in hand: a call-back opens no other */
};

/* --- epoch.c --- */

/* The vault that the card, or the one to come after it, seals to: it must be the one in
 * use in this store. */
int vault_find(struct store *s, struct err *err) ATTR_USE;
/* Inside a transaction, before anything is sealed to the vault for good: is it still the
 * one in use?  ERR_REFUSED and s->behind when not. */
int epoch_check(struct store *s, struct err *err) ATTR_USE;
/* After that: go on with the card that came since. */
int epoch_follow(struct store *s, struct err *err) ATTR_USE;

/* --- vault.c --- */

/* The vault by a member's keys; logged either way.  k->member need not be known. */
int vault_enter_by_key(struct store *s, struct member_key *k,
	const unsigned char secret_key[KEY_SIZE], struct store_vault **ret,
	struct err *err) ATTR_USE;
/* The vault's secret by them; ERR_LOCKED when they were removed. */
int vault_open_grant(struct store *s, const struct member_key *k,
	const unsigned char secret_key[KEY_SIZE], unsigned char ret_secret[KEY_SIZE],
	struct err *err) ATTR_USE;
/* A key for one use, from the vault's secret. */
enum vault_use { VAULT_NAMES = 1, VAULT_TAGS };
void vault_subkey(unsigned char ret[KEY_SIZE], const unsigned char secret[KEY_SIZE],
	enum vault_use use);

/* --- audit.c --- */

/* Inside a transaction.  event: a word of the table; subject, digest may be NULL.  The
 * actor is whoever unlocked this store, or the console. */
int audit_append(struct store *s, const char *event, const unsigned char *subject,
	const unsigned char *digest, struct err *err) ATTR_USE;
/* The first entry's key, sealed to the vault, and a head with no entries. */
int audit_begin(struct store *s, struct err *err) ATTR_USE;

#define EVENT_WORD 24 /* bytes of the longest word, with the NUL, and some */
struct audit_row {
	int64_t n, at;
	bool has_actor, has_subject, has_digest;
	bool odd; /* not of the shape that this program writes */
	unsigned char actor[ID_SIZE], subject[ID_SIZE], digest[DIGEST_SIZE];
	unsigned char mac[MAC_SIZE];
	char event[EVENT_WORD];
};
struct audit_head {
	bool found;
	int64_t n;
	unsigned char next_key[KEY_SIZE], mac[MAC_SIZE];
};
/* What the mac of r is when it is entry n, after one whose mac is prev. */
void audit_mac(unsigned char ret[MAC_SIZE], const unsigned char key[KEY_SIZE],
	const unsigned char prev[MAC_SIZE], int64_t n, const struct audit_row *r);
void audit_next_key(unsigned char key[KEY_SIZE]); /* in place */
/* A row of "n, at, actor, event, subject, digest, mac". */
void audit_fetch(sqlite3_stmt *st, struct audit_row *ret);
/* The head as it is, for looking: a damaged one is not found. */
int audit_head_look(struct store *s, struct audit_head *ret, struct err *err) ATTR_USE;
/* The newest entry; *ret_n 0: there is none. */
int audit_last(struct store *s, int64_t *ret_n, unsigned char ret_mac[MAC_SIZE],
	struct err *err) ATTR_USE;

/* --- seen.c --- */

/* Around the entry of an unlock: look before it, keep after it.  Neither ever fails an
 * unlock: what went wrong is in s->tail and s->seen. */
void seen_look(struct store *s);
void seen_keep(struct store *s);

#endif
