/* seal.c - libsodium: keys, boxes, padded ciphertext; see seal.h */
#include "store/seal.h"

#include <string.h>

#include "base/mem.h"

#ifdef ANTEROOM_TEST_BUILD
const struct kdf_cost cost_passphrase = {
	crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN};
const struct kdf_cost cost_code = {
	crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN};
#else
const struct kdf_cost cost_passphrase = {crypto_pwhash_argon2id_OPSLIMIT_MODERATE,
	crypto_pwhash_argon2id_MEMLIMIT_MODERATE};
const struct kdf_cost cost_code = {crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE,
	crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE};
#endif

#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE   crypto_aead_xchacha20poly1305_ietf_ABYTES

int
seal_start(struct err *err)
{
	if (sodium_init() < 0)
		return err_set(err, ERR_FAILED, "libsodium could not be started");
	return 0;
}

void *
store_secret_new(size_t size)
{
	struct err err = ERR_NONE;
	void *p = seal_start(&err) ? NULL : sodium_malloc(size);

	if (!p)
		mem_exhausted();
	sodium_memzero(p, size);
	return p;
}

void
store_secret_free(void *secret)
{
	sodium_free(secret); /* zeroes; NULL is welcome */
}

void
digest_of(unsigned char ret[DIGEST_SIZE], const void *a, size_t a_n, const void *b,
	size_t b_n)
{
	crypto_generichash_state h;

	crypto_generichash_init(&h, NULL, 0, DIGEST_SIZE);
	crypto_generichash_update(&h, a, a_n);
	crypto_generichash_update(&h, b, b_n);
	crypto_generichash_final(&h, ret, DIGEST_SIZE);
}

void
put_be64(unsigned char ret[8], uint64_t v)
{
	for (int i = 7; i >= 0; i--, v >>= 8)
		ret[i] = (unsigned char)(v & 0xff);
}

void
hex_put(char *ret_hex, const unsigned char *bytes, size_t n)
{
	sodium_bin2hex(ret_hex, 2 * n + 1, bytes, n);
}

bool
hex_read(unsigned char *ret, size_t n, const char *hex)
{
	size_t got = 0;

	return strlen(hex) == 2 * n &&
		!sodium_hex2bin(ret, n, hex, 2 * n, NULL, &got, NULL) && got == n;
}

void
seal_place_bytes(unsigned char ret[PLACE_SIZE], struct seal_place at)
{
	memset(ret, 0, PLACE_SIZE);
	memcpy(ret, at.purpose, strnlen(at.purpose, 15));
	memcpy(ret + 16, at.id, ID_SIZE);
	put_be64(ret + 32, at.position);
}

/* version | nonce | ciphertext and tag; out has room for n + SEAL_OVERHEAD. */
static void
encrypt(unsigned char *out, const unsigned char *key, const void *ad, size_t ad_n,
	const void *plain, size_t n)
{
	out[0] = SEAL_VERSION;
	randombytes_buf(out + 1, NONCE_SIZE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		out + 1 + NONCE_SIZE, NULL, plain, n, ad, ad_n, NULL, out + 1, key);
}

/* out has room for n - SEAL_OVERHEAD. */
static bool
decrypt(unsigned char *out, const unsigned char *key, const void *ad, size_t ad_n,
	const unsigned char *sealed, size_t n)
{
	if (n < SEAL_OVERHEAD || sealed[0] != SEAL_VERSION)
		return false;
	return !crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL,
		sealed + 1 + NONCE_SIZE, n - 1 - NONCE_SIZE, ad, ad_n, sealed + 1, key);
}

void
seal_put(struct buf *out, const unsigned char key[KEY_SIZE], struct seal_place at,
	const void *plain, size_t n, size_t step)
{
	size_t room = (n / step + 1) * step, padded = 0;
	unsigned char *text = mem_alloc(room), *sealed = mem_alloc(room + SEAL_OVERHEAD);
	unsigned char ad[PLACE_SIZE];

	if (n)
		memcpy(text, plain, n);
	if (sodium_pad(&padded, text, n, step, room))
		padded = room; /* cannot be: room was reckoned above */
	seal_place_bytes(ad, at);
	encrypt(sealed, key, ad, sizeof ad, text, padded);
	buf_add(out, sealed, padded + SEAL_OVERHEAD);
	sodium_memzero(text, room);
	mem_free(text);
	mem_free(sealed);
}

int
seal_get(struct buf *out, const unsigned char key[KEY_SIZE], struct seal_place at,
	const void *sealed, size_t n, size_t step, struct err *err)
{
	unsigned char ad[PLACE_SIZE], *text;
	size_t padded, plain = 0;
	int rc = 0;

	if (n < SEAL_OVERHEAD + step || (n - SEAL_OVERHEAD) % step)
		return err_set(err, ERR_INVALID, "something sealed has a wrong length");
	padded = n - SEAL_OVERHEAD;
	text = mem_alloc(padded);
	seal_place_bytes(ad, at);
	if (!decrypt(text, key, ad, sizeof ad, sealed, n) ||
		sodium_unpad(&plain, text, padded, step))
		rc = err_set(err, ERR_INVALID,
			"something sealed does not open: it is "
			"damaged, or was put in another's place");
	else
		buf_add(out, text, plain);
	sodium_memzero(text, padded);
	mem_free(text);
	if (!rc && out->full)
		rc = err_set(err, ERR_FAILED, "something sealed is larger than expected");
	return rc;
}

void
seal_wrap(unsigned char ret_wrapped[WRAP_SIZE], const unsigned char key[KEY_SIZE],
	const void *ad, size_t ad_n, const unsigned char inner[KEY_SIZE])
{
	encrypt(ret_wrapped, key, ad, ad_n, inner, KEY_SIZE);
}

bool
seal_unwrap(unsigned char ret_inner[KEY_SIZE], const unsigned char key[KEY_SIZE],
	const void *ad, size_t ad_n, const unsigned char wrapped[WRAP_SIZE])
{
	return decrypt(ret_inner, key, ad, ad_n, wrapped, WRAP_SIZE);
}

void
seal_box(unsigned char ret_box[BOX_SIZE], const unsigned char public_key[KEY_SIZE],
	const unsigned char inner[KEY_SIZE])
{
	ret_box[0] = SEAL_VERSION;
	if (crypto_box_seal(ret_box + 1, inner, KEY_SIZE, public_key))
		sodium_misuse(); /* a public key of small order; card_read() refuses it */
}

bool
seal_unbox(unsigned char ret_inner[KEY_SIZE], const unsigned char public_key[KEY_SIZE],
	const unsigned char secret_key[KEY_SIZE], const unsigned char box[BOX_SIZE])
{
	return box[0] == SEAL_VERSION &&
		!crypto_box_seal_open(
			ret_inner, box + 1, BOX_SIZE - 1, public_key, secret_key);
}

int
seal_kdf(unsigned char ret_key[KEY_SIZE], const char *phrase,
	const unsigned char salt[SALT_SIZE], struct kdf_cost cost, struct err *err)
{
	if (crypto_pwhash(ret_key, KEY_SIZE, phrase, strlen(phrase), salt, cost.ops,
		    cost.memory, crypto_pwhash_ALG_ARGON2ID13))
		return err_set(err, ERR_FAILED,
			"not enough memory to derive a key (%zu MiB are needed)",
			cost.memory >> 20);
	return 0;
}
