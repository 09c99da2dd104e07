/*
 * digest.h - SHA-256 of a form's text, as 64 hex digits
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

#define DIGEST_HEX 65 /* with the NUL */

void digest_hex(const void *bytes, size_t n, char ret_hex[DIGEST_HEX]);

#endif
