/*
 * members.c - members come, go, and change their passphrase; see members.h
 *
 * A new epoch is one transaction: the old vault retired and its grants deleted, the new
 * one granted to everybody who stays, members, records and labels sealed again, the
 * log's first key and the canary too.  epoch.c says how the card goes with it.
 */
#include "store/epoch.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"

enum {
	MEMBERS_PUT,
	MEMBERS_GRANT,
	MEMBERS_SEAL,
	MEMBERS_RETIRE,
	MEMBERS_VAULT_RETIRE,
	MEMBERS_VAULT,
	MEMBERS_UNGRANT,
	MEMBERS_AUDIT_KEY,
	MEMBERS_AUDIT_PUT,
	MEMBERS_SQL_COUNT
};
static const char *const sql[] = {
	("INSERT INTO member(id, role, public_key, name) VALUES(?1, ?2, ?3, x'')"),
	"INSERT INTO vault_grant(vault, member, sealed) VALUES(?1, ?2, ?3)",
	"UPDATE member SET name = ?2 WHERE id = ?1",
	"UPDATE member SET retired = ?2 WHERE id = ?1",
	"UPDATE vault SET retired = ?2 WHERE id = ?1",
	("INSERT INTO vault(id, epoch, public_key) SELECT ?1, 1 + max(epoch), ?2 FROM "
	 "vault"),
	"DELETE FROM vault_grant WHERE vault != ?1",
	"SELECT v FROM meta WHERE k = 'audit_key'",
	"UPDATE meta SET v = ?1 WHERE k = 'audit_key'",
};
_Static_assert(COUNT_OF(sql) == MEMBERS_SQL_COUNT, "a text per statement");
const struct statements members_statements = {sql, MEMBERS_SQL_COUNT};

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

/* --- a row and its grant, inside a transaction --- */

static int
seal_name(struct store *s, const unsigned char *secret, const struct member *m,
	struct err *err)
{
	struct buf row = BUF_NONE;
	int rc;

	member_seal_name(&row, secret, m);
	rc = sql_run(s, SET_MEMBERS, MEMBERS_SEAL, err, "kb", m->id, row.data, row.len);
	buf_free(&row);
	return rc;
}

static int
grant(struct store *s, const unsigned char *vault, const unsigned char *secret,
	const struct member *m, struct err *err)
{
	unsigned char box[BOX_SIZE];

	seal_box(box, m->public_key, secret);
	return sql_run(s, SET_MEMBERS, MEMBERS_GRANT, err, "kkb", vault, m->id, box,
		(size_t)BOX_SIZE);
}

static int
put_row(struct store *s, const struct member *m, struct err *err)
{
	return sql_run(s, SET_MEMBERS, MEMBERS_PUT, err, "ktb", m->id,
		m->recovery ? "recovery" : "clinician", m->public_key, (size_t)KEY_SIZE);
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
		rc = put_row(s, &a->m, err);
	if (!rc)
		rc = seal_name(s, a->v->secret, &a->m, err);
	if (!rc)
		rc = grant(s, s->vault, a->v->secret, &a->m, err);
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

/* --- a new epoch --- */

struct turning {
	struct store_vault *v;
	const char *event;           /* for the log */
	const unsigned char *leaves; /* id of the member who goes, or NULL */
	bool new_recovery;           /* the one before goes */
	struct member recovery;      /* instead of it */
	struct card card;            /* to come */
	unsigned char vault[ID_SIZE], *secret;
	int64_t now;
	bool staged;
	struct rewrap rewrap;
};

static bool
stays(const struct turning *t, const struct member *m)
{
	if (m->retired || (t->leaves && !memcmp(m->id, t->leaves, ID_SIZE)))
		return false;
	return !(m->recovery && t->new_recovery);
}

static int
turn_member(struct turning *t, struct member *m, struct err *err)
{
	struct store *s = t->v->s;
	bool keeps = stays(t, m);
	int rc = 0;

	if (keeps && !m->known) {
		char id[STORE_ID_HEX];

		hex_put(id, m->id, ID_SIZE);
		err_set(err, ERR_INVALID,
			"the entry of member %.8s was changed, or is damaged", id);
		err_advise(err,
			"nothing is sealed to it; remove it: anteroom key remove %.8s",
			id);
		return ERR_INVALID;
	}
	if (!keeps && !m->retired) {
		m->retired = t->now;
		rc = sql_run(s, SET_MEMBERS, MEMBERS_RETIRE, err, "ki", m->id, t->now);
	}
	if (!rc && *m->name)
		rc = seal_name(s, t->secret, m, err);
	if (!rc && keeps)
		rc = grant(s, t->vault, t->secret, m, err);
	return rc;
}

static int
turn_members(struct turning *t, struct err *err)
{
	struct arena a = ARENA_NONE;
	struct member_list all = {VEC_NONE};
	int rc = members_fetch(t->v, &a, &all, err);

	for (size_t i = 0; !rc && i < all.rows.count; i++)
		rc = turn_member(t, &all.rows.at[i], err);
	if (!rc && t->new_recovery) {
		*vec_push(&a, &all.rows) = t->recovery;
		rc = put_row(t->v->s, &t->recovery, err);
		if (!rc)
			rc = seal_name(t->v->s, t->secret, &t->recovery, err);
		if (!rc)
			rc = grant(t->v->s, t->vault, t->secret, &t->recovery, err);
	}
	if (!rc)
		rc = roster_put(t->v->s, t->secret, all.rows.at, all.rows.count, err);
	arena_free(&a);
	return rc;
}

static int
turn_vault(struct turning *t, struct err *err)
{
	struct store *s = t->v->s;
	int rc = sql_run(
		s, SET_MEMBERS, MEMBERS_VAULT_RETIRE, err, "ki", s->vault, t->now);

	if (!rc)
		rc = sql_run(s, SET_MEMBERS, MEMBERS_VAULT, err, "kb", t->vault,
			t->card.vault_public, (size_t)KEY_SIZE);
	return rc;
}

/* The log's first key; without it a damaged log could not be told from a changed one. */
static int
turn_audit_key(struct turning *t, struct err *err)
{
	struct store *s = t->v->s;
	unsigned char *key = store_secret_new(KEY_SIZE), box[BOX_SIZE];
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_MEMBERS, MEMBERS_AUDIT_KEY, &st, err, "");

	if (!rc) {
		rc = sql_step(st, err);
		if (rc == 1)
			rc = sql_fixed(st, 0, box, BOX_SIZE, err);
		else if (!rc)
			rc = err_set(err, ERR_INVALID,
				"the store is damaged: its log has no first key");
		sql_end(st);
	}
	if (!rc && !seal_unbox(key, s->card.vault_public, t->v->secret, box))
		rc = err_set(err, ERR_INVALID,
			"the store is damaged: the first key of its log does not open");
	if (!rc) {
		seal_box(box, t->card.vault_public, key);
		rc = sql_run(s, SET_MEMBERS, MEMBERS_AUDIT_PUT, err, "b", box,
			(size_t)BOX_SIZE);
	}
	store_secret_free(key);
	return rc;
}

static int
turn(void *self, struct err *err)
{
	struct turning *t = self;
	struct store *s = t->v->s;
	int rc = epoch_check(s, err);

	if (!rc)
		rc = epoch_stage_card(s, &t->card, err);
	t->staged = !rc;
	if (!rc)
		rc = turn_vault(t, err);
	if (!rc)
		rc = turn_members(t, err);
	if (!rc)
		rc = sql_run(s, SET_MEMBERS, MEMBERS_UNGRANT, err, "k", t->vault);
	if (!rc)
		rc = rewrap_apply(&t->rewrap, err);
	if (!rc)
		rc = turn_audit_key(t, err);
	if (!rc)
		rc = canary_put(s, &t->card, err);
	if (!rc)
		rc = audit_append(s, t->event, t->leaves ? t->leaves : t->vault,
			t->card.vault_public, err);
	/* only the lock keeps another from writing its own card there */
	if (rc && t->staged)
		epoch_unstage_card(s);
	return rc;
}

/* After a COMMIT that failed: it may have landed all the same. */
static bool
landed(struct turning *t)
{
	struct err ignored = ERR_NONE;
	struct store probe = *t->v->s; /* to ask with the new id, not to keep */
	int rc;

	memcpy(probe.vault, t->vault, ID_SIZE);
	rc = epoch_check(&probe, &ignored);
	return rc == 0;
}

static void
report(struct turning *t, struct epoch_result *ret)
{
	struct err ignored = ERR_NONE;
	struct arena a = ARENA_NONE;
	struct store *s = t->v->s;

	ret->records = t->rewrap.done;
	ret->damaged = t->rewrap.damaged;
	ret->card_waits = epoch_settle(s, &ignored) &&
		file_exists(epoch_next_path(&a, s->card_path));
	snprintf(ret->card_path, sizeof ret->card_path, "%s", s->card_path);
	snprintf(ret->next_path, sizeof ret->next_path, "%s",
		epoch_next_path(&a, s->card_path));
	arena_free(&a);
}

static int
epoch_turn(struct turning *t, struct epoch_result *ret, struct err *err)
{
	struct store *s = t->v->s;
	int rc;

	t->secret = store_secret_new(KEY_SIZE);
	t->now = clock_now();
	memcpy(t->card.practice, s->card.practice, ID_SIZE);
	crypto_box_keypair(t->card.vault_public, t->secret);
	randombytes_buf(t->vault, ID_SIZE);
	t->rewrap = (struct rewrap){.s = s,
		.old_vault = s->vault,
		.old_public = s->card.vault_public,
		.old_secret = t->v->secret,
		.new_vault = t->vault,
		.new_public = t->card.vault_public,
		.new_secret = t->secret};
	rc = rewrap_prepare(&t->rewrap, err);
	if (!rc)
		rc = sql_write(s, turn, t, err);
	if (rc && s->doubt && landed(t))
		rc = 0;
	if (!rc) {
		memcpy(t->v->secret, t->secret, KEY_SIZE);
		memcpy(s->vault, t->vault, ID_SIZE);
		s->card = t->card;
		report(t, ret);
	}
	arena_free(&t->rewrap.arena);
	store_secret_free(t->secret);
	return rc;
}

/* --- remove, rekey --- */

static bool
is_called(const struct member *m, const char *who)
{
	char id[STORE_ID_HEX];

	hex_put(id, m->id, ID_SIZE);
	return (*m->name && !strcmp(m->name, who)) ||
		(strlen(who) >= 4 && !strncmp(id, who, strlen(who)));
}

static int
may_leave(struct store_vault *v, const struct member *m, size_t count, const char *who,
	struct err *err)
{
	if (count > 1) {
		err_set(err, ERR_USAGE, "more than one member is called '%s'", who);
		err_advise(err, "write the beginning of an id: see anteroom key list");
		return ERR_USAGE;
	}
	if (!count) {
		err_set(err, ERR_NOT_FOUND, "no member is called '%s'", who);
		err_advise(err, "see: anteroom key list");
		return ERR_NOT_FOUND;
	}
	if (m->recovery) {
		err_set(err, ERR_REFUSED,
			"without its recovery code a practice whose passphrase is lost "
			"is lost");
		err_advise(
			err, "a new code instead of it: anteroom store rekey --recovery");
		return ERR_REFUSED;
	}
	if (!memcmp(m->id, v->s->actor, ID_SIZE))
		return err_set(err, ERR_REFUSED,
			"nobody can remove themselves: another member can");
	return 0;
}

int
members_remove(
	struct store_vault *v, const char *who, struct epoch_result *ret, struct err *err)
{
	struct turning t = {.v = v, .event = "key-remove"};
	struct arena a = ARENA_NONE;
	struct member_list all = {VEC_NONE};
	const struct member *found = NULL;
	size_t count = 0;
	int rc = members_fetch(v, &a, &all, err);

	for (size_t i = 0; !rc && i < all.rows.count; i++)
		if (!all.rows.at[i].retired && is_called(&all.rows.at[i], who)) {
			found = &all.rows.at[i];
			count++;
		}
	if (!rc)
		rc = may_leave(v, found, count, who, err);
	if (!rc) {
		t.leaves = found->id;
		rc = epoch_turn(&t, ret, err);
	}
	arena_free(&a);
	return rc;
}

int
members_rekey(
	struct store_vault *v, char *ret_code, struct epoch_result *ret, struct err *err)
{
	struct turning t = {.v = v, .event = "rekey", .new_recovery = ret_code != NULL};
	int rc = 0;

	if (ret_code) {
		rc = recovery_new(ret_code, v->s->card.practice, &t.recovery, err);
		if (rc)
			return rc;
	}
	return epoch_turn(&t, ret, err);
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
