/*
 * keyfile.c - a member's secret key in a small text file, under a passphrase
 *
 *	anteroom member key 1
 *	practice: ... member: ... public: ...	whose it is
 *	kdf: argon2id13  passes: 3  memory: 268435456  salt: ...
 *	sealed: version, nonce, XChaCha20-Poly1305 of the secret key
 *
 * Every byte before "sealed" is associated data: change any, comments too, and the key
 * does not open.  The cost is capped on reading, so that a file from elsewhere cannot
 * ask for all memory or an hour.
 */
#include "store/seal.h"

#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "base/num.h"

#define KEYFILE_TITLE "anteroom member key 1"
#define KEYFILE_CAP   4096u
#define KDF_NAME      "argon2id13"

enum {
	KEY_PRACTICE,
	KEY_MEMBER,
	KEY_PUBLIC,
	KEY_KDF,
	KEY_PASSES,
	KEY_MEMORY,
	KEY_SALT,
	KEY_SEALED,
	KEY_COUNT
};
static const char *const key_names[] = {
	"practice", "member", "public", "kdf", "passes", "memory", "salt", "sealed"};
_Static_assert(COUNT_OF(key_names) == KEY_COUNT, "a name per line");

int
keyfile_write(const char *path, const struct member_key *k,
	const unsigned char secret_key[KEY_SIZE], const char *passphrase, bool over,
	struct err *err)
{
	struct buf b = BUF_NONE;
	char practice[2 * ID_SIZE + 1], member[2 * ID_SIZE + 1], pub[2 * KEY_SIZE + 1],
		salt_hex[2 * SALT_SIZE + 1], hex[2 * WRAP_SIZE + 1];
	unsigned char salt[SALT_SIZE], wrapped[WRAP_SIZE];
	unsigned char *key = store_secret_new(KEY_SIZE);
	int rc;

	randombytes_buf(salt, sizeof salt);
	rc = seal_kdf(key, passphrase, salt, cost_passphrase, err);
	if (rc)
		goto done;
	hex_put(practice, k->practice, ID_SIZE);
	hex_put(member, k->member, ID_SIZE);
	hex_put(pub, k->public_key, KEY_SIZE);
	hex_put(salt_hex, salt, SALT_SIZE);
	buf_printf(&b,
		KEYFILE_TITLE
		"\n"
		"# With its passphrase this file opens the practice's records.\n"
		"# Keep it on another device than the store.\n"
		"practice: %s\nmember: %s\npublic: %s\nkdf: " KDF_NAME "\n"
		"passes: %llu\nmemory: %zu\nsalt: %s\n",
		practice, member, pub, cost_passphrase.ops, cost_passphrase.memory,
		salt_hex);
	seal_wrap(wrapped, key, b.data, b.len, secret_key);
	hex_put(hex, wrapped, WRAP_SIZE);
	buf_printf(&b, "sealed: %s\n", hex);
	rc = file_write(path, b.data, b.len, over, err);
done:
	store_secret_free(key);
	buf_free(&b);
	return rc;
}

static bool
read_cost(const char *passes, const char *memory, struct kdf_cost *ret)
{
	int64_t ops, bytes;

	if (!num_parse_int(passes, &ops) || !num_parse_int(memory, &bytes) ||
		ops < (int64_t)crypto_pwhash_argon2id_OPSLIMIT_MIN ||
		ops > (int64_t)crypto_pwhash_argon2id_OPSLIMIT_SENSITIVE ||
		bytes < (int64_t)crypto_pwhash_argon2id_MEMLIMIT_MIN ||
		bytes > (int64_t)crypto_pwhash_argon2id_MEMLIMIT_SENSITIVE)
		return false;
	*ret = (struct kdf_cost){(unsigned long long)ops, (size_t)bytes};
	return true;
}

int
keyfile_read(const char *path, const char *passphrase, struct member_key *ret,
	bool *ret_known, unsigned char ret_secret_key[KEY_SIZE], struct err *err)
{
	struct arena a = ARENA_NONE;
	struct buf text = BUF_NONE;
	const char *v[KEY_COUNT];
	unsigned char salt[SALT_SIZE], wrapped[WRAP_SIZE], check[KEY_SIZE];
	unsigned char *key = store_secret_new(KEY_SIZE);
	struct member_key k;
	struct kdf_cost cost;
	size_t head;
	int rc;

	*ret_known = false;
	rc = file_check_private(path, err);
	if (rc)
		goto done;
	rc = file_read(path, KEYFILE_CAP, &text, err);
	if (rc)
		goto done;
	rc = fields_parse(&a, buf_text(&text), text.len, KEYFILE_TITLE, key_names,
		KEY_COUNT, v, &head, err);
	if (rc)
		goto done;
	if (strcmp(v[KEY_KDF], KDF_NAME) != 0 ||
		!read_cost(v[KEY_PASSES], v[KEY_MEMORY], &cost)) {
		rc = err_set(err, ERR_INVALID,
			"its key derivation is not one that is allowed");
		goto done;
	}
	if (!hex_read(k.practice, ID_SIZE, v[KEY_PRACTICE]) ||
		!hex_read(k.member, ID_SIZE, v[KEY_MEMBER]) ||
		!hex_read(k.public_key, KEY_SIZE, v[KEY_PUBLIC]) ||
		!hex_read(salt, SALT_SIZE, v[KEY_SALT]) ||
		!hex_read(wrapped, WRAP_SIZE, v[KEY_SEALED])) {
		rc = err_set(err, ERR_INVALID, "its numbers are damaged");
		goto done;
	}
	*ret = k;
	*ret_known = true;
	rc = seal_kdf(key, passphrase, salt, cost, err);
	if (rc)
		goto done;
	if (!seal_unwrap(ret_secret_key, key, text.data, head, wrapped) ||
		crypto_scalarmult_base(check, ret_secret_key) ||
		sodium_memcmp(check, k.public_key, KEY_SIZE)) {
		sodium_memzero(ret_secret_key, KEY_SIZE);
		rc = err_set(err, ERR_LOCKED, "the passphrase is not right");
	}
done:
	if (rc && rc != ERR_LOCKED)
		err_subject(err, "key file", path);
	store_secret_free(key);
	buf_free(&text);
	arena_free(&a);
	return rc;
}

char *
keyfile_path(struct arena *a, const char *folder, const char *name)
{
	struct buf file = BUF_NONE;
	char *path;

	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;

		if (c < 128 && isalnum(c))
			buf_char(&file, (char)tolower(c));
		else if (file.len && name[1] && file.data[file.len - 1] != '-')
			buf_char(&file, '-');
	}
	while (file.len && file.data[file.len - 1] == '-')
		file.data[--file.len] = '\0';
	path = file_join(a, folder,
		arena_printf(a, "%s.key", file.len ? buf_text(&file) : "member"));
	buf_free(&file);
	return path;
}

int
keyfile_find(
	struct arena *a, const char *path, const char *card, char **ret, struct err *err)
{
	char *folder, **names;
	size_t count;
	int rc;

	if (path) {
		*ret = arena_strdup(a, path);
		return 0;
	}
	folder = path_folder(a, card);
	rc = file_list(a, folder, ".key", &names, &count, err);
	if (rc)
		return rc;
	if (!count) {
		err_set(err, ERR_NOT_FOUND, "there is no key file in '%s'", folder);
		err_advise(err, "say where it is with --key or ANTEROOM_KEY");
		return ERR_NOT_FOUND;
	}
	if (count > 1) {
		err_set(err, ERR_USAGE, "there are %zu key files in '%s'", count, folder);
		err_advise(err, "say which one is yours with --key or ANTEROOM_KEY");
		return ERR_USAGE;
	}
	*ret = file_join(a, folder, names[0]);
	return 0;
}
