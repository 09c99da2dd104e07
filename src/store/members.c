/* members.c - who is a member, one more, another passphrase; see members.h */
#include "store/epoch.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"

/* --- list --- */

int
members_list(struct store_vault *v,
	bool (*each)(void *self, const struct store_member *m), void *self,
	struct err *err)
{
	struct arena a = ARENA_NONE;
	struct member_list all = {VEC_NONE};
	bool more = true;
	int rc = members_fetch(v, &a, &all, err);

	for (size_t i = 0; !rc && more && i < all.rows.count; i++) {
		const struct member *m = &all.rows.at[i];
		struct store_member out = {.recovery = m->recovery,
			.self = !memcmp(m->id, v->s->actor, ID_SIZE),
			.active = !m->retired,
			.removed = m->retired};

		hex_put(out.id, m->id, ID_SIZE);
		memcpy(out.name, m->name, sizeof out.name);
		more = each(self, &out);
	}
	arena_free(&a);
	return rc;
}

/* --- add --- */

struct adding {
	struct store_vault *v;
	struct member m;
};

static int
check_name_free(struct store_vault *v, const char *name, struct err *err)
{
	struct arena a = ARENA_NONE;
	struct member_list all = {VEC_NONE};
	int rc = members_fetch(v, &a, &all, err);

	for (size_t i = 0; !rc && i < all.rows.count; i++)
		if (!all.rows.at[i].retired && !strcmp(all.rows.at[i].name, name))
			rc = err_set(err, ERR_REFUSED,
				"there is a member of that name already");
	arena_free(&a);
	return rc;
}

/* The roster with one more. */
static int
enroll(struct store_vault *v, const struct member *m, struct err *err)
{
	struct arena a = ARENA_NONE;
	struct member_list all = {VEC_NONE};
	int rc = members_fetch(v, &a, &all, err);

	for (size_t i = 0; !rc && i < all.rows.count; i++)
		all.rows.at[i].known |= !memcmp(all.rows.at[i].id, m->id, ID_SIZE);
	if (!rc)
		rc = roster_put(v->s, v->secret, all.rows.at, all.rows.count, err);
	arena_free(&a);
	return rc;
}

static int
add_member(void *self, struct err *err)
{
	struct adding *a = self;
	struct store *s = a->v->s;
	int rc = epoch_check(s, err);

	if (!rc)
		rc = check_name_free(a->v, a->m.name, err);
	if (!rc)
		rc = member_put(s, &a->m, err);
	if (!rc)
		rc = member_put_name(s, a->v->secret, &a->m, err);
	if (!rc)
		rc = member_grant(s, s->vault, a->v->secret, &a->m, err);
	if (!rc)
		rc = enroll(a->v, &a->m, err);
	return rc ? rc : audit_append(s, "key-add", a->m.id, NULL, err);
}

/* Beside the key file in use; who came by the code on paper has none, and gets one beside
 * the card. */
static char *
place_for_key(struct arena *a, struct store *s, const char *name)
{
	struct err ignored = ERR_NONE;
	char *own;

	if (keyfile_find(a, s->key_path, s->card_path, &own, &ignored))
		own = s->card_path;
	return keyfile_path(a, path_folder(a, own), name);
}

int
members_add(struct store_vault *v, const char *name, const char *path,
	const char *passphrase, struct buf *ret_path, struct err *err)
{
	struct adding add = {.v = v};
	struct arena a = ARENA_NONE;
	unsigned char *secret_key;
	struct member_key k;
	char *file;
	int rc = member_name_check(name, err);

	if (!rc && !*passphrase)
		rc = err_set(err, ERR_USAGE, "an empty passphrase protects nothing");
	if (!rc)
		rc = check_name_free(v, name, err); /* before a key file is made */
	if (rc)
		return rc;
	secret_key = store_secret_new(KEY_SIZE);
	file = path ? arena_strdup(&a, path) : place_for_key(&a, v->s, name);
	memcpy(add.m.name, name, strlen(name) + 1);
	randombytes_buf(add.m.id, ID_SIZE);
	crypto_box_keypair(add.m.public_key, secret_key);
	memcpy(k.practice, v->s->card.practice, ID_SIZE);
	memcpy(k.member, add.m.id, ID_SIZE);
	memcpy(k.public_key, add.m.public_key, KEY_SIZE);
	/* a key file that opens nothing yet does no harm; a member without one would */
	rc = keyfile_write(file, &k, secret_key, passphrase, false, err);
	if (!rc) {
		rc = sql_write(v->s, add_member, &add, err);
		if (rc && !v->s->doubt)
			(void)unlink(file);
	}
	if (!rc)
		buf_str(ret_path, file);
	store_secret_free(secret_key);
	arena_free(&a);
	return rc;
}

/* --- passphrase --- */

static int
note_passphrase(void *self, struct err *err)
{
	struct store *s = self;

	return audit_append(s, "key-passphrase", s->actor, NULL, err);
}

int
members_passphrase(struct store *s, const char *old, const char *fresh, struct err *err)
{
	struct store_vault *v = NULL;
	struct arena a = ARENA_NONE;
	unsigned char *secret_key;
	struct member_key k;
	char *path;
	bool known;
	int rc;

	if (!*fresh)
		return err_set(err, ERR_USAGE, "an empty passphrase protects nothing");
	rc = store_unlock(s, old, &v, err); /* who was removed has nothing to change */
	if (rc)
		return rc;
	secret_key = store_secret_new(KEY_SIZE);
	rc = keyfile_find(&a, s->key_path, s->card_path, &path, err);
	if (!rc)
		rc = keyfile_read(path, old, &k, &known, secret_key, err);
	/* before, not after: a change that is not in the log must not be */
	if (!rc)
		rc = sql_write(s, note_passphrase, s, err);
	if (!rc)
		rc = keyfile_write(path, &k, secret_key, fresh, true, err);
	store_secret_free(secret_key);
	store_vault_free(v);
	arena_free(&a);
	return rc;
}
