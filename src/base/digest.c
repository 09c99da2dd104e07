#include <sodium/crypto_hash_sha256.h>

#include "base/digest.h"

_Static_assert(DIGEST_HEX == 2 * crypto_hash_sha256_BYTES + 1, "hex of SHA-256");

void
digest_hex(const void *bytes, size_t n, char ret_hex[DIGEST_HEX])
{
	static const char hex[] = "0123456789abcdef";
	unsigned char sum[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(sum, n ? bytes : (const void *)"", n);
	for (size_t i = 0; i < sizeof(sum); i++) {
		ret_hex[2 * i] = hex[sum[i] >> 4];
		ret_hex[2 * i + 1] = hex[sum[i] & 15];
	}
	ret_hex[DIGEST_HEX - 1] = '\0';
}
