/*
 * turn.c - a new epoch: a member goes, or only the keys change
 *
 * One transaction: the old vault retired and its grants deleted, the new one granted to
 * everybody who stays, members, records and labels sealed again, the log's first key and
 * the canary too.  epoch.c says how the card goes with it.
 */
#include "store/epoch.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"

enum {
	TURN_RETIRE,
	TURN_VAULT_RETIRE,
	TURN_VAULT,
	TURN_UNGRANT,
	TURN_AUDIT_KEY,
	TURN_AUDIT_PUT,
	TURN_SQL_COUNT
};
static const char *const sql[] = {
	"UPDATE member SET retired = ?2 WHERE id = ?1",
	"UPDATE vault SET retired = ?2 WHERE id = ?1",
	("INSERT INTO vault(id, epoch, public_key) SELECT ?1, 1 + max(epoch), ?2 FROM "
	 "vault"),
	"DELETE FROM vault_grant WHERE vault != ?1",
	"SELECT v FROM meta WHERE k = 'audit_key'",
	"UPDATE meta SET v = ?1 WHERE k = 'audit_key'",
};
_Static_assert(COUNT_OF(sql) == TURN_SQL_COUNT, "a text per statement");
const struct statements turn_statements = {sql, TURN_SQL_COUNT};

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
		rc = sql_run(s, SET_TURN, TURN_RETIRE, err, "ki", m->id, t->now);
	}
	if (!rc && *m->name)
		rc = member_put_name(s, t->secret, m, err);
	if (!rc && keeps)
		rc = member_grant(s, t->vault, t->secret, m, err);
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
		rc = member_put(t->v->s, &t->recovery, err);
		if (!rc)
			rc = member_put_name(t->v->s, t->secret, &t->recovery, err);
		if (!rc)
			rc = member_grant(
				t->v->s, t->vault, t->secret, &t->recovery, err);
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
	int rc = sql_run(s, SET_TURN, TURN_VAULT_RETIRE, err, "ki", s->vault, t->now);

	if (!rc)
		rc = sql_run(s, SET_TURN, TURN_VAULT, err, "kb", t->vault,
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
	int rc = sql_query(s, SET_TURN, TURN_AUDIT_KEY, &st, err, "");

	if (!rc) {
		rc = sql_step(st, err);
		if (rc == 1)
			rc = sql_fixed(st, 0, box, BOX_SIZE, err);
		else if (!rc)
			rc = sql_damaged(st, err, "its log has no first key");
		sql_end(st);
	}
	if (!rc && !seal_unbox(key, s->card.vault_public, t->v->secret, box))
		rc = sql_damaged(st, err, "the first key of its log does not open");
	if (!rc) {
		seal_box(box, t->card.vault_public, key);
		rc = sql_run(
			s, SET_TURN, TURN_AUDIT_PUT, err, "b", box, (size_t)BOX_SIZE);
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
		rc = sql_run(s, SET_TURN, TURN_UNGRANT, err, "k", t->vault);
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
