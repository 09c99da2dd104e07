/*
 * seal.h - inside store/: what is sealed and how, without a word of a database
 *
 *	seal.c     libsodium: keys, boxes, padded ciphertext
 *	fields.c   the shape of the two small text files
 *	card.c     the practice card          keyfile.c  a member's key under a passphrase
 *	code.c     resume codes as text       words.c    a word for each byte of a key
 *
 * Another engine keeps these files as they are.
 *
 * Every ciphertext is  version (1 byte) | nonce (24) | XChaCha20-Poly1305,  or, for a
 * key sealed to a public key,  version (1) | crypto_box_seal (48 + 32).
 */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include <sodium.h>

#include "base/arena.h"
#include "base/attr.h"
#include "store/keys.h"
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
#define BLOB_MAX      (8u << 20) /* of one value that is kept */

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
/* What the log has of something sealed, in two parts. */
void digest_of(unsigned char ret[DIGEST_SIZE], const void *a, size_t a_n, const void *b,
	size_t b_n);
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

/* --- code.c --- */

#define CODE_SECRET 11 /* ten Crockford characters (50 bits) and the NUL */

char code_letter(unsigned value); /* 0 to 31 */
unsigned code_value(uint32_t c);  /* what is meant by c; 32: nothing */
bool code_is_gap(uint32_t c);     /* spaces and dashes of any kind */
void code_make(char ret_secret[CODE_SECRET]);
bool code_parse(const char *text, int64_t *ret_visit, char ret_secret[CODE_SECRET]);
void code_put(char ret_text[STORE_CODE_TEXT], int64_t visit, const char *secret);

#endif
