/*
 * form_used.c - has a form changed since it was last used?
 *
 * Every record keeps the text of its form, and lists and trends go by id and version.  So
 * one version must not mean two things: what changed more than words needs another
 * number.  A form that was only reworded goes on; both texts stay in the store.
 */
#include "command/form_compare.h"

/* The form of that digest, as it was stored; NULL: this version cannot read it, and
 * nobody can say what changed. */
static int
stored_form(struct call *c, struct store *s, const char *digest, const struct form **ret)
{
	struct buf bytes = BUF_NONE;
	struct diags d;
	int rc = store_form_read(s, digest, &bytes, &c->err);

	diags_init(&d, &c->arena);
	if (!rc)
		*ret = form_stored(&c->arena, "stored", &bytes, digest, &d);
	buf_free(&bytes);
	return rc;
}

static int
refuse(struct call *c, int version)
{
	err_set(&c->err, ERR_REFUSED,
		"this form changed since it was last used; set version=\"%d\"", version);
	err_advise(
		&c->err, "the records of clients say under which version they answered");
	return ERR_REFUSED;
}

int
form_check_used(struct call *c, struct home *h, const struct form *f)
{
	char digest[DIGEST_HEX];
	const struct form *old = NULL;
	struct comparison k;
	struct buf known = BUF_NONE;
	int newest = 0, rc;

	rc = store_form_read(h->store, f->digest, &known, &c->err);
	buf_free(&known);
	if (rc != ERR_NOT_FOUND)
		return rc; /* the very text was used before */
	err_clear(&c->err);
	rc = store_form_last(h->store, f->id, f->version, &newest, digest, &c->err);
	if (!rc && *digest)
		rc = stored_form(c, h->store, digest, &old);
	if (rc || !*digest)
		return rc;
	if (!old)
		return refuse(c, newest + 1);
	form_compare(c, old, f, &k);
	if (k.raises) {
		compare_tell(&k);
		return refuse(c, newest + 1);
	}
	if (k.found.count && !c->opt[OPT_QUIET])
		say("%s", text(c->lang, TEXT_INSTALL_REWORDED));
	return 0;
}
