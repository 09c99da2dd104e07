/* form.c - the texts of the forms, in the clear, by digest */
#include "store/internal.h"

#include <string.h>

#include "base/digest.h"

enum { FORM_LOOK, FORM_PUT, FORM_READ, FORM_NEWEST, FORM_NAMED, FORM_SQL_COUNT };
static const char *const sql[] = {
	"SELECT 1 FROM form WHERE digest = ?1",
	"INSERT INTO form(digest, id, version, text) VALUES(?1, ?2, ?3, ?4)",
	"SELECT text FROM form WHERE digest = ?1",
	"SELECT max(version) FROM form WHERE id = ?1",
	"SELECT digest FROM form WHERE id = ?1 AND version = ?2 ORDER BY digest LIMIT 1",
};
_Static_assert(COUNT_OF(sql) == FORM_SQL_COUNT, "a text per statement");
const struct statements form_statements = {sql, FORM_SQL_COUNT};

struct form_row {
	struct store *s;
	unsigned char digest[DIGEST_SIZE];
	const char *id;
	int version;
	const void *text;
	size_t n;
};

/* 1 when it is there, 0 when not. */
static int
form_look(struct form_row *f, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(
		f->s, SET_FORM, FORM_LOOK, &st, err, "b", f->digest, (size_t)DIGEST_SIZE);

	if (rc)
		return rc;
	rc = sql_step(st, err);
	sql_end(st);
	return rc;
}

static int
form_insert(void *self, struct err *err)
{
	struct form_row *f = self;
	int rc = form_look(f, err);

	if (rc)
		return rc < 0 ? rc : 0;
	rc = sql_run(f->s, SET_FORM, FORM_PUT, err, "btib", f->digest,
		(size_t)DIGEST_SIZE, f->id, (int64_t)f->version, f->text, f->n);
	if (rc)
		return rc;
	return audit_append(f->s, "form-install", NULL, f->digest, err);
}

static bool
is_digest_of(const char *digest, const void *text, size_t n)
{
	char hex[DIGEST_HEX];

	digest_hex(text, n, hex);
	return !strcmp(hex, digest);
}

int
store_form_put(struct store *s, const char *digest, const char *id, int version,
	const void *text, size_t n, struct err *err)
{
	struct form_row f = {s, {0}, id, version, text, n};
	int rc;

	if (!hex_read(f.digest, DIGEST_SIZE, digest))
		return err_set(err, ERR_INVALID, "that is not the digest of a form");
	rc = form_look(&f, err); /* mostly there already: no write, no lock */
	if (rc)
		return rc < 0 ? rc : 0;
	if (!is_digest_of(digest, text, n))
		return err_set(
			err, ERR_INVALID, "form '%s' is not what its digest says", id);
	return sql_write(s, form_insert, &f, err);
}

static int
form_newest(struct store *s, const char *id, int *ret, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_FORM, FORM_NEWEST, &st, err, "t", id);

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1)
		*ret = sqlite3_column_int(st, 0); /* NULL, none at all: 0 */
	sql_end(st);
	return rc < 0 ? rc : 0;
}

int
store_form_last(struct store *s, const char *id, int version, int *ret_newest,
	char ret_digest[DIGEST_HEX], struct err *err)
{
	unsigned char digest[DIGEST_SIZE];
	sqlite3_stmt *st;
	int rc = form_newest(s, id, ret_newest, err);

	ret_digest[0] = '\0';
	if (!rc)
		rc = sql_query(
			s, SET_FORM, FORM_NAMED, &st, err, "ti", id, (int64_t)version);
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		rc = sql_fixed(st, 0, digest, DIGEST_SIZE, err);
		if (!rc)
			hex_put(ret_digest, digest, DIGEST_SIZE);
	}
	sql_end(st);
	return rc < 0 ? rc : 0;
}

int
store_form_read(struct store *s, const char *digest, struct buf *out, struct err *err)
{
	unsigned char bytes[DIGEST_SIZE];
	sqlite3_stmt *st;
	const void *text;
	size_t n;
	int rc;

	if (!hex_read(bytes, DIGEST_SIZE, digest))
		return err_set(err, ERR_INVALID, "that is not the digest of a form");
	rc = sql_query(s, SET_FORM, FORM_READ, &st, err, "b", bytes, (size_t)DIGEST_SIZE);
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 0)
		rc = err_set(
			err, ERR_NOT_FOUND, "the form %.12s is not in the store", digest);
	if (rc == 1) {
		rc = sql_bytes(st, 0, &text, &n, err);
		/* forms stand in the clear: a changed one would put other words under the
		 * client's answers */
		if (!rc && !is_digest_of(digest, text, n))
			rc = err_set(err, ERR_INVALID,
				"the form %.12s in the store was changed or is damaged",
				digest);
		if (!rc)
			buf_add(out, text, n);
		if (!rc && out->full)
			rc = err_set(
				err, ERR_FAILED, "the form %.12s is too large", digest);
	}
	sql_end(st);
	return rc;
}
