/* store_audit.c - the chain, reckoned again here from its description in audit.c */
#include "store/fixture.h"

static const char *const one[] = {"one", NULL};

static void
part(crypto_generichash_state *h, const void *bytes, int n)
{
	unsigned char len = bytes ? (unsigned char)n : 255;

	crypto_generichash_update(h, &len, 1);
	if (bytes)
		crypto_generichash_update(h, bytes, (size_t)n);
}

static void
number(crypto_generichash_state *h, int64_t v)
{
	unsigned char b[8];

	for (int i = 7; i >= 0; i--, v >>= 8)
		b[i] = (unsigned char)(v & 0xff);
	part(h, b, 8);
}

static sqlite3_stmt *
query(struct store *s, const char *sql)
{
	sqlite3_stmt *st = NULL;

	assert_int_equal(sqlite3_prepare_v2(s->db, sql, -1, &st, NULL), SQLITE_OK);
	return st;
}

/* The number of entries when every mac and the head are right, -1 otherwise; words: the
 * events, a space after each. */
static int
verify(struct store *s, struct store_vault *v, struct buf *words)
{
	unsigned char key[32], mac[32] = {0}, next[32];
	sqlite3_stmt *st = query(s, "SELECT v FROM meta WHERE k = 'audit_key'");
	bool good = true;
	int n = 0;

	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_true(seal_unbox(
		key, s->card.vault_public, v->secret, sqlite3_column_blob(st, 0)));
	sqlite3_finalize(st);
	st = query(s,
		"SELECT n, at, actor, event, subject, digest, mac FROM audit ORDER BY n");
	while (good && sqlite3_step(st) == SQLITE_ROW) {
		crypto_generichash_state h;

		crypto_generichash_init(&h, key, 32, 32);
		crypto_generichash_update(&h, mac, 32);
		number(&h, sqlite3_column_int64(st, 0));
		number(&h, sqlite3_column_int64(st, 1));
		for (int i = 2; i < 6; i++)
			part(&h, sqlite3_column_blob(st, i), sqlite3_column_bytes(st, i));
		crypto_generichash_final(&h, mac, 32);
		good = sqlite3_column_int(st, 0) == ++n &&
			sqlite3_column_bytes(st, 6) == 32 &&
			!memcmp(mac, sqlite3_column_blob(st, 6), 32);
		crypto_generichash(next, 32, (const unsigned char *)"next", 4, key, 32);
		memcpy(key, next, 32);
		buf_printf(words, "%s ", (const char *)sqlite3_column_text(st, 3));
	}
	sqlite3_finalize(st);
	st = query(s, "SELECT n, next_key, mac FROM audit_head");
	good = good && sqlite3_step(st) == SQLITE_ROW && sqlite3_column_int(st, 0) == n &&
		!memcmp(sqlite3_column_blob(st, 1), key, 32) &&
		!memcmp(sqlite3_column_blob(st, 2), mac, 32);
	sqlite3_finalize(st);
	return good ? n : -1;
}

TEST(store, a_key_that_is_of_another_practice_or_whose_grant_is_damaged_is_in_the_log)
{
	struct practice *p = practice_new(), *q = practice_new();
	struct store_vault *v = NULL;
	struct store *s;

	tamper(p, "UPDATE vault_grant SET sealed = zeroblob(length(sealed))");
	s = opened(p);
	assert_int_not_equal(store_unlock(s, PASSPHRASE, &v, &p->err), 0);
	store_close(s);
	copy_file(q->key, p->key);
	s = opened(p);
	err_clear(&p->err);
	FAILS(p, ERR_REFUSED, store_unlock(s, PASSPHRASE, &v, &p->err));
	assert_int_equal(
		number_in(s, "SELECT count(*) FROM audit WHERE event = 'unlock-failed'"),
		2);
	store_close(s);
	free(p);
	free(q);
}

TEST(store, the_log_has_an_entry_for_everything_and_its_chain_holds)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *d = begun(p, s, one), *again;
	struct store_vault *v;
	struct buf words = BUF_NONE, got = BUF_NONE;

	OK(p, draft_back(s, store_draft_code(d), gather, &got, &again, &p->err));
	v = unlocked(p, s);
	OK(p, store_read(v, store_draft_id(d), STORE_EVENTS, gather, &got, &p->err));
	store_vault_free(v);
	OK(p, draft_end(again, STORE_DONE, "h", 1, "b", 1, &p->err));
	FAILS(p, ERR_LOCKED, store_unlock(s, "wrong", &v, &p->err));
	v = unlocked(p, s);
	OK(p, store_audit(s, "report", store_draft_id(d), &p->err));
	OK(p, store_audit(s, "list", NULL, &p->err));
	FAILS(p, ERR_USAGE, store_audit(s, "client said", NULL, &p->err));
	assert_int_equal(verify(s, v, &words), 10);
	assert_string_equal(buf_text(&words),
		"init take resume unlock open seal "
		"unlock-failed unlock report list ");
	store_vault_free(v);
	store_draft_free(d);
	store_draft_free(again);
	store_close(s);
	buf_free(&words);
	buf_free(&got);
	free(p);
}

TEST(store, that_another_process_wrote_is_told_once_and_what_one_writes_oneself_is_not)
{
	struct practice *p = practice_new();
	struct store *s = opened(p), *other = opened(p);
	bool elsewhere = false;
	int64_t seen = 0;

	OK(p, store_written_elsewhere(s, &seen, &elsewhere, &p->err));
	assert_true(elsewhere); /* nothing was seen yet */
	OK(p, store_audit(s, "list", NULL, &p->err));
	OK(p, store_written_elsewhere(s, &seen, &elsewhere, &p->err));
	assert_false(elsewhere);
	OK(p, store_audit(other, "list", NULL, &p->err));
	OK(p, store_written_elsewhere(s, &seen, &elsewhere, &p->err));
	assert_true(elsewhere);
	OK(p, store_written_elsewhere(s, &seen, &elsewhere, &p->err));
	assert_false(elsewhere);
	store_close(other);
	store_close(s);
	free(p);
}

TEST(store, records_that_are_exported_are_in_the_log_before_one_is_opened_and_once)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *d = begun(p, s, one);
	struct store_vault *v = unlocked(p, s);
	struct buf words = BUF_NONE, got = BUF_NONE;
	struct store_record rows[STORE_AHEAD_MOST + 1];

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		OK(p, store_find(s, "@last", &rows[i], &p->err));
	FAILS(p, ERR_USAGE, store_log_ahead(v, "export", rows, COUNT_OF(rows), &p->err));
	OK(p, store_log_ahead(v, "export", rows, 1, &p->err));
	assert_int_equal(verify(s, v, &words), 4);
	assert_string_equal(buf_text(&words), "init take unlock export ");
	for (int i = 0; i < 2; i++)
		OK(p, store_read(v, rows[0].id, STORE_EVENTS, gather, &got, &p->err));
	assert_int_equal(verify(s, v, &words), 4);
	/* the next call ends it: what is read now is an "open" again */
	OK(p, store_log_ahead(v, "export", rows, 0, &p->err));
	OK(p, store_read(v, rows[0].id, STORE_EVENTS, gather, &got, &p->err));
	buf_clear(&words);
	assert_int_equal(verify(s, v, &words), 5);
	assert_string_equal(buf_text(&words), "init take unlock export open ");
	store_vault_free(v);
	store_draft_free(d);
	store_close(s);
	buf_free(&words);
	buf_free(&got);
	free(p);
}

TEST(store, a_log_that_was_changed_cut_or_shortened_does_not_verify)
{
	static const char *const changes[] = {"UPDATE audit SET at = at + 1 WHERE n = 2",
		"UPDATE audit SET event = 'list' WHERE n = 2",
		"UPDATE audit SET actor = NULL WHERE n = 4",
		"UPDATE audit SET subject = NULL WHERE n = 2",
		"DELETE FROM audit WHERE n = 2", "DELETE FROM audit WHERE n = 4",
		"DELETE FROM audit WHERE n = 4; UPDATE audit_head SET n = 3, "
		"mac = (SELECT mac FROM audit WHERE n = 3)"};

	for (size_t i = 0; i <= COUNT_OF(changes); i++) {
		struct practice *p = practice_new();
		struct store *s = opened(p);
		struct store_draft *d = begun(p, s, one);
		struct store_vault *v;
		struct buf words = BUF_NONE;

		OK(p, draft_end(d, STORE_DONE, "h", 1, "b", 1, &p->err));
		v = unlocked(p, s);
		if (i < COUNT_OF(changes))
			tamper(p, changes[i]);
		assert_int_equal(verify(s, v, &words), i < COUNT_OF(changes) ? -1 : 4);
		store_vault_free(v);
		store_draft_free(d);
		store_close(s);
		buf_free(&words);
		free(p);
	}
}

TEST(store, a_store_that_was_closed_has_no_actor_for_the_console)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	sqlite3_stmt *st;

	store_vault_free(unlocked(p, s));
	store_draft_free(begun(p, s, one));
	st = query(s, "SELECT event, actor IS NULL FROM audit ORDER BY n DESC LIMIT 2");
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal(sqlite3_column_text(st, 0), "take");
	assert_int_equal(sqlite3_column_int(st, 1), 1);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal(sqlite3_column_text(st, 0), "unlock");
	assert_int_equal(sqlite3_column_int(st, 1), 0);
	sqlite3_finalize(st);
	store_close(s);
	free(p);
}
