/*
 * recovery.c - the member that exists only on paper
 *
 *	1AB2C-D3EF4-...		seven groups: four random Crockford characters and a check
 *
 * 28 characters are 140 random bits; the key pair is a hash of them and the practice's
 * id.  No slow derivation: there is nothing to guess, and the paper may outlive what is
 * slow today.  The fifth character of a group is a sum over GF(32), each place and each
 * group weighted differently: a wrong character, two that changed places and two groups
 * that changed places are noticed, and in which group.
 */
#include "store/epoch.h"

#include <string.h>

#include "base/utf8.h"

#define GROUPS     7u
#define GROUP_DATA 4u
#define GROUP_SIZE (GROUP_DATA + 1)
#define TYPED      (GROUPS * GROUP_SIZE) /* characters without dashes */

_Static_assert(RECOVERY_CODE == TYPED + GROUPS - 1 + 1, "groups, dashes, NUL");

/* Times 2 in GF(32), modulo x^5 + x^2 + 1; 2 generates all of it. */
static unsigned
twice(unsigned v)
{
	v <<= 1;
	return v & 32 ? v ^ 37 : v;
}

/* The sum of 2^k v_k by Horner: places of one group and the group's number all have
 * another weight. */
static unsigned
check_of(size_t group, const unsigned *values)
{
	unsigned sum = (unsigned)group + 1;

	for (size_t i = 0; i < GROUP_DATA; i++)
		sum = twice(sum) ^ values[i];
	return twice(sum);
}

static void
recovery_make(char ret_code[RECOVERY_CODE])
{
	size_t n = 0;

	for (size_t g = 0; g < GROUPS; g++) {
		unsigned values[GROUP_DATA];

		for (size_t i = 0; i < GROUP_DATA; i++) {
			values[i] = randombytes_uniform(32);
			ret_code[n++] = code_letter(values[i]);
		}
		ret_code[n++] = code_letter(check_of(g, values));
		ret_code[n++] = g + 1 < GROUPS ? '-' : '\0';
		sodium_memzero(values, sizeof values);
	}
}

/* The values of what was typed; a character that is none counts, as value 32. */
static size_t
read_typed(const char *code, unsigned values[TYPED])
{
	size_t n = 0;
	uint32_t c;

	if (utf8_valid(code, strlen(code)) != strlen(code))
		return 0;
	while ((c = utf8_next(&code)) != 0) {
		if (code_is_gap(c))
			continue;
		if (n == TYPED)
			return n + 1;
		values[n++] = code_value(c);
	}
	return n;
}

static int
check_typed(const unsigned values[TYPED], struct err *err)
{
	for (size_t g = 0; g < GROUPS; g++) {
		const unsigned *group = values + g * GROUP_SIZE;
		bool good = check_of(g, group) == group[GROUP_DATA];

		for (size_t i = 0; i < GROUP_SIZE; i++)
			good = good && group[i] < 32;
		if (!good) {
			err_set(err, ERR_LOCKED,
				"that is not a recovery code: group %zu of %u has a slip",
				g + 1, GROUPS);
			err_advise(err, "look at that group on the paper again");
			return ERR_LOCKED;
		}
	}
	return 0;
}

/* The member that this code is. */
static int
recovery_keys(const char *code, const unsigned char practice[ID_SIZE],
	unsigned char ret_public[KEY_SIZE], unsigned char ret_secret[KEY_SIZE],
	struct err *err)
{
	unsigned *values = store_secret_new(TYPED * sizeof *values);
	unsigned char *seed = store_secret_new(crypto_box_SEEDBYTES);
	size_t n = read_typed(code, values);
	crypto_generichash_state h;
	int rc;

	if (n != TYPED) {
		rc = err_set(err, ERR_LOCKED,
			"a recovery code has %u groups of %u characters", GROUPS,
			GROUP_SIZE);
		goto done;
	}
	rc = check_typed(values, err);
	if (rc)
		goto done;
	crypto_generichash_init(&h, practice, ID_SIZE, crypto_box_SEEDBYTES);
	crypto_generichash_update(&h, (const unsigned char *)"recovery", 8);
	for (size_t i = 0; i < TYPED; i++) {
		unsigned char byte = (unsigned char)values[i];

		crypto_generichash_update(&h, &byte, 1);
	}
	crypto_generichash_final(&h, seed, crypto_box_SEEDBYTES);
	sodium_memzero(&h, sizeof h);
	crypto_box_seed_keypair(ret_public, ret_secret, seed);
done:
	store_secret_free(seed);
	store_secret_free(values);
	return rc;
}

int
recovery_new(char *ret_code, const unsigned char practice[ID_SIZE], struct member *ret,
	struct err *err)
{
	unsigned char *secret_key = store_secret_new(KEY_SIZE);
	struct member m = {.recovery = true, .known = true, .name = "recovery code"};
	int rc;

	recovery_make(ret_code);
	randombytes_buf(m.id, ID_SIZE);
	rc = recovery_keys(ret_code, practice, m.public_key, secret_key, err);
	store_secret_free(secret_key);
	if (!rc)
		*ret = m;
	return rc;
}

int
members_recover(
	struct store *s, const char *code, struct store_vault **ret, struct err *err)
{
	unsigned char *secret_key = store_secret_new(KEY_SIZE);
	struct member_key k;
	int rc;

	memcpy(k.practice, s->card.practice, ID_SIZE);
	rc = recovery_keys(code, s->card.practice, k.public_key, secret_key, err);
	if (!rc)
		rc = vault_enter_by_key(s, &k, secret_key, ret, err);
	store_secret_free(secret_key);
	return rc;
}
