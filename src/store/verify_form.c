/*
 * verify_form.c - the texts of the forms: each what its digest says, none missing
 *
 * They stand in the clear, and without its form no record of it can be shown.
 */
#include "store/verify.h"

#include <string.h>

#include "base/digest.h"

#define DETAIL 13 /* of a digest in hex, with the NUL; as the sentences about it */

static void
found(struct verify *c, enum store_fault fault, const unsigned char *digest)
{
	char hex[DIGEST_HEX], detail[DETAIL];

	hex_put(hex, digest, DIGEST_SIZE);
	memcpy(detail, hex, DETAIL - 1);
	detail[DETAIL - 1] = '\0';
	verify_found(c, fault, 0, NULL, detail);
}

/* The next behind *digest, which moves on; 0 when there is none.  A form each: they are
 * few, and some are large. */
static int
look_at_next(struct verify *c, unsigned char digest[DIGEST_SIZE], struct err *err)
{
	char hex[DIGEST_HEX] = "", said[DIGEST_HEX];
	sqlite3_stmt *st = NULL;
	const void *text;
	size_t n;
	int rc = read_begin(c->v->s, err);

	if (!rc)
		rc = sql_query(c->v->s, SET_VERIFY, VERIFY_FORMS, &st, err, "b", digest,
			(size_t)DIGEST_SIZE);
	if (!rc)
		rc = sql_step(st, err);
	if (rc == 1) {
		rc = sql_fixed(st, 0, digest, DIGEST_SIZE, err);
		if (!rc && !sql_bytes(st, 1, &text, &n, err))
			digest_hex(text, n, hex);
		rc = rc ? rc : 1;
	}
	sql_end(st);
	read_end(c->v->s);
	hex_put(said, digest, DIGEST_SIZE);
	if (rc == 1 && strcmp(hex, said) != 0)
		found(c, FAULT_FORM, digest);
	return rc;
}

static int
look_for_gone(struct verify *c, struct err *err)
{
	unsigned char digest[DIGEST_SIZE];
	sqlite3_stmt *st = NULL;
	int rc = read_begin(c->v->s, err);

	if (!rc)
		rc = sql_query(
			c->v->s, SET_VERIFY, VERIFY_FORMS_GONE, &st, err, "i", c->until);
	while (!rc && (rc = sql_step(st, err)) == 1) {
		rc = sql_fixed(st, 0, digest, DIGEST_SIZE, err);
		if (!rc)
			found(c, FAULT_FORM_GONE, digest);
	}
	sql_end(st);
	read_end(c->v->s);
	return rc;
}

int
verify_forms(struct verify *c, struct err *err)
{
	unsigned char digest[DIGEST_SIZE] = {0};
	int rc;

	while ((rc = look_at_next(c, digest, err)) == 1)
		;
	if (!rc && c->holds)
		rc = look_for_gone(c, err);
	return rc;
}
