/* store_verify.c - each kind of tampering is found, and named with its place */
#include "store/fixture.h"

#include "base/file.h"

#define FINDINGS_MAX 64

/* What verify told. */
struct told {
	struct store_finding at[FINDINGS_MAX];
	size_t count;
	uint64_t ticks, early; /* early: before anything was done */
	bool done;             /* the last tick was the end */
};

static void
keep_finding(void *self, const struct store_finding *f)
{
	struct told *t = self;

	if (t->count < FINDINGS_MAX)
		t->at[t->count++] = *f;
}

static void
keep_tick(void *self, uint64_t done, uint64_t all)
{
	struct told *t = self;

	assert_true(done <= all);
	t->ticks++;
	t->early += done == 0;
	t->done = done == all;
}

static struct store_verified
verified(struct practice *p, struct store_vault *v, struct told *t)
{
	struct store_watch w = {.self = t, .found = keep_finding, .tick = keep_tick};
	struct store_verified sum;

	memset(t, 0, sizeof *t);
	OK(p, store_verify(v, &w, &sum, &p->err));
	assert_int_equal(sum.faults, t->count);
	assert_true(t->done);
	return sum;
}

/*
 * A practice with a log of eleven entries: 1 init 2 take 3 seal 4 take 5 take 6 seal
 * 7 unlock 8 report 9 list 10 unlock-failed 11 unlock; two finished records and a draft.
 */
struct scene {
	struct practice *p;
	char done[2][STORE_ID_HEX], draft[STORE_ID_HEX];
};

static struct scene
scene_new(void)
{
	static const char *const answers[] = {"one", "two", "three", "four", NULL};
	struct scene sc = {.p = practice_new()};
	struct practice *p = sc.p;
	struct store *s = opened(p);
	struct store_draft *d[3];
	struct store_vault *v;

	d[0] = begun(p, s, answers);
	OK(p, draft_end(d[0], STORE_DONE, "head", 4, "body", 4, &p->err));
	d[2] = begun(p, s, answers);
	d[1] = begun(p, s, answers);
	OK(p, draft_end(d[1], STORE_DONE, "HEAD", 4, "BODY", 4, &p->err));
	snprintf(sc.done[0], STORE_ID_HEX, "%s", store_draft_id(d[0]));
	snprintf(sc.done[1], STORE_ID_HEX, "%s", store_draft_id(d[1]));
	snprintf(sc.draft, STORE_ID_HEX, "%s", store_draft_id(d[2]));
	v = unlocked(p, s);
	OK(p, store_audit(s, "report", sc.done[0], &p->err));
	OK(p, store_audit(s, "list", NULL, &p->err));
	store_vault_free(v);
	FAILS(p, ERR_LOCKED, store_unlock(s, "nine quiet harbours", &v, &p->err));
	store_vault_free(unlocked(p, s));
	for (int i = 0; i < 3; i++)
		store_draft_free(d[i]);
	store_close(s);
	return sc;
}

/* Open it again and verify, as a therapist would after the change. */
static struct store_verified
after_change(struct scene *sc, struct told *t)
{
	struct store *s = opened(sc->p);
	struct store_vault *v = unlocked(sc->p, s);
	struct store_verified sum = verified(sc->p, v, t);

	store_vault_free(v);
	store_close(s);
	return sum;
}

TEST(store, a_store_as_it_was_written_verifies_and_says_how_much_was_looked_at)
{
	struct scene sc = scene_new();
	struct told t;
	struct store_verified sum = after_change(&sc, &t);

	assert_int_equal(t.count, 0);
	assert_int_equal(sum.entries, 12);
	assert_int_equal(sum.records, 2);
	assert_int_equal(sum.drafts, 1);
	assert_true(t.ticks > 2);
	free(sc.p);
}

TEST(store, while_sqlite_checks_a_large_table_it_ticks_all_the_same)
{
	struct scene sc = scene_new();
	struct told small, large;

	after_change(&sc, &small);
	tamper(sc.p,
		"WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i "
		"< 3000) INSERT INTO attempt SELECT i, 1, 1 FROM c");
	after_change(&sc, &large);
	assert_int_equal(large.count, 0);
	assert_true(large.early >= small.early + 3);
	free(sc.p);
}

/* Changes to the log; the first finding names the fault and the entry. */
static const struct {
	const char *sql;
	enum store_fault fault;
	int64_t n;
} log_changes[] = {
	{"UPDATE audit SET at = at + 1 WHERE n = 5",                                       FAULT_LOG_CHANGED, 5 },
	{"UPDATE audit SET event = 'show' WHERE n = 9",                                    FAULT_LOG_CHANGED, 9 },
	{"UPDATE audit SET actor = NULL WHERE n = 8",                                      FAULT_LOG_CHANGED, 8 },
	{"UPDATE audit SET subject = NULL WHERE n = 8",                                    FAULT_LOG_CHANGED, 8 },
	{"UPDATE audit SET digest = zeroblob(32) WHERE n = 6",                             FAULT_LOG_CHANGED, 6 },
	{"UPDATE audit SET digest = zeroblob(31) WHERE n = 6",                             FAULT_LOG_CHANGED, 6 },
	{"UPDATE audit SET mac = zeroblob(32) WHERE n = 4",                                FAULT_LOG_CHANGED, 4 },
	{"DELETE FROM audit WHERE n = 1",						  FAULT_LOG_MISSING, 1 },
	{"DELETE FROM audit WHERE n = 8",						  FAULT_LOG_MISSING, 8 },
	{"DELETE FROM audit WHERE n BETWEEN 5 AND 8",                                      FAULT_LOG_MISSING, 5 },
	{"DELETE FROM audit WHERE n = 5; UPDATE audit SET n = n - 1 WHERE n = 6;"
	 "UPDATE audit SET n = n - 1 WHERE n = 7; UPDATE audit SET n = n - 1 WHERE n = 8;"
	 "UPDATE audit SET n = n - 1 WHERE n = 9; UPDATE audit SET n = n - 1 WHERE n = "
	 "10;"
	 "UPDATE audit SET n = n - 1 WHERE n = 11; UPDATE audit_head SET n = 10", FAULT_LOG_MISSING, 5 },
	{"UPDATE audit SET n = 99 WHERE n = 3; UPDATE audit SET n = 3 WHERE n = 4;"
	 "UPDATE audit SET n = 4 WHERE n = 99",				   FAULT_LOG_ORDER,   3 },
	{"UPDATE audit SET n = 99 WHERE n = 3; UPDATE audit SET n = 3 WHERE n = 8;"
	 "UPDATE audit SET n = 8 WHERE n = 99",				   FAULT_LOG_ORDER,   3 },
	{"DELETE FROM audit WHERE n > 9",						  FAULT_LOG_CUT,     10},
	{"DELETE FROM audit",							      FAULT_LOG_CUT,     1 },
	{"DELETE FROM audit WHERE n > 9; UPDATE audit_head SET n = 9, mac = (SELECT mac "
	 "FROM "
	 "audit WHERE n = 9)",						    FAULT_LOG_CUT,     10},
	{"INSERT INTO audit(n, at, event, mac) VALUES(12, 0, 'list', zeroblob(32))",
         FAULT_LOG_ADDED,										     12},
	{"UPDATE audit SET n = n + 100 WHERE n > 4; UPDATE audit SET n = n - 99 WHERE n "
	 "> 4;"
	 "INSERT INTO audit(n, at, event, mac) VALUES(5, 0, 'list', zeroblob(32));"
	 "UPDATE audit_head SET n = 12",					  FAULT_LOG_ADDED,   5 },
	{"UPDATE audit_head SET next_key = zeroblob(32)",                                  FAULT_LOG_CHANGED, 12},
	{"DELETE FROM meta WHERE k = 'audit_key'",                                         FAULT_LOG_KEY,     0 },
	{"UPDATE meta SET v = zeroblob(81) WHERE k = 'audit_key'",                         FAULT_LOG_KEY,     0 },
};

TEST(store,
	every_change_to_the_log_is_found_and_the_first_entry_that_does_not_fit_is_named)
{
	for (size_t i = 0; i < COUNT_OF(log_changes); i++) {
		struct scene sc = scene_new();
		struct told t;

		tamper(sc.p, log_changes[i].sql);
		after_change(&sc, &t);
		if (!t.count || t.at[0].fault != log_changes[i].fault ||
			t.at[0].n != log_changes[i].n)
			fail_msg("%s: fault %d at %lld, %zu in all", log_changes[i].sql,
				t.count ? (int)t.at[0].fault : -1,
				t.count ? (long long)t.at[0].n : 0, t.count);
		free(sc.p);
	}
}

/* An entry as a program with today's key would append it. */
static void
forge(struct practice *p, int64_t n, bool move_head)
{
	struct audit_row r = {.n = n, .event = "list"};
	struct store *s = opened(p);
	struct audit_head head;
	unsigned char mac[MAC_SIZE];
	sqlite3_stmt *st;

	OK(p, audit_head_look(s, &head, &p->err));
	audit_mac(mac, head.next_key, head.mac, n, &r);
	audit_next_key(head.next_key);
	sqlite3_prepare_v2(s->db,
		"INSERT INTO audit(n, at, event, mac) VALUES(?1, 0, 'list', ?2)", -1, &st,
		NULL);
	sqlite3_bind_int64(st, 1, n);
	sqlite3_bind_blob(st, 2, mac, MAC_SIZE, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(st), SQLITE_DONE);
	sqlite3_finalize(st);
	if (move_head) {
		sqlite3_prepare_v2(s->db,
			"UPDATE audit_head SET n = ?1, mac = ?2, next_key = ?3", -1, &st,
			NULL);
		sqlite3_bind_int64(st, 1, n);
		sqlite3_bind_blob(st, 2, mac, MAC_SIZE, SQLITE_STATIC);
		sqlite3_bind_blob(st, 3, head.next_key, KEY_SIZE, SQLITE_STATIC);
		assert_int_equal(sqlite3_step(st), SQLITE_DONE);
		sqlite3_finalize(st);
	}
	store_close(s);
}

TEST(store, an_entry_added_with_todays_key_is_found_where_the_head_does_not_know_it)
{
	struct scene sc = scene_new();
	struct told t;

	forge(sc.p, 12, false);
	after_change(&sc, &t);
	assert_int_equal(t.count, 1);
	assert_int_equal(t.at[0].fault, FAULT_LOG_ADDED);
	assert_int_equal(t.at[0].n, 12);
	free(sc.p);
	/* clients answered and the key was used since: still named */
	sc = scene_new();
	forge(sc.p, 12, false);
	store_close(opened(sc.p));
	after_change(&sc, &t);
	after_change(&sc, &t);
	assert_int_equal(t.at[0].fault, FAULT_LOG_ADDED);
	assert_int_equal(t.at[0].n, 12);
	free(sc.p);
}

TEST(store, an_entry_behind_the_head_keeps_no_client_from_answering)
{
	static const char *const answers[] = {"one", NULL};
	struct scene sc = scene_new();
	struct store *s;

	forge(sc.p, 12, false);
	s = opened(sc.p);
	store_draft_free(begun(sc.p, s, answers));
	store_close(s);
	free(sc.p);
}

TEST(store, what_a_console_can_write_too_is_not_told_from_it)
{
	struct scene sc = scene_new();
	struct told t;

	/* SECURITY.md says so: nobody can add to the past, anybody who writes the
	 * database can add to its end */
	forge(sc.p, 12, true);
	after_change(&sc, &t);
	assert_int_equal(t.count, 0);
	free(sc.p);
}

/* --- an older database put back whole --- */

static void
copy(const char *from, const char *to)
{
	struct buf bytes = BUF_NONE;
	struct err err = ERR_NONE;

	if (file_read(from, 64u << 20, &bytes, &err) ||
		file_write(to, bytes.data, bytes.len, true, &err))
		fail_msg("%s", err.text);
	buf_free(&bytes);
}

static struct store_log_look
look_of(struct practice *p, bool accept)
{
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct store_log_look look = store_log_look(v);

	if (accept)
		OK(p, store_log_accept(v, &p->err));
	store_vault_free(v);
	store_close(s);
	return look;
}

TEST(store, an_older_database_put_back_whole_is_found_by_what_the_key_saw)
{
	struct scene sc = scene_new();
	struct practice *p = sc.p;
	struct store_log_look look;
	char older[192];
	struct told t;

	snprintf(older, sizeof older, "%s/older", p->folder);
	copy(p->db, older); /* 11 entries */
	assert_int_equal(look_of(p, false).state, STORE_LOG_FITS);
	look = look_of(p, false);
	assert_int_equal(look.state, STORE_LOG_FITS);
	assert_true(look.kept);
	copy(older, p->db);
	look = look_of(p, false);
	assert_int_equal(look.state, STORE_LOG_OLDER);
	assert_int_equal(look.n, 13);
	assert_false(look.kept);
	/* the log grows past what was seen: it is another one now, and stays so */
	look_of(p, false);
	look_of(p, false);
	assert_int_equal(look_of(p, false).state, STORE_LOG_OTHER);
	after_change(&sc, &t);
	assert_int_equal(t.count, 1);
	assert_int_equal(t.at[0].fault, FAULT_LOG_OTHER);
	assert_int_equal(t.at[0].n, 13);
	look_of(p, true);
	assert_int_equal(look_of(p, false).state, STORE_LOG_FITS);
	free(p);
}

TEST(store, a_tail_that_is_cut_with_its_own_old_head_is_found_by_what_the_key_saw)
{
	struct scene sc = scene_new();
	struct practice *p = sc.p;
	struct store *s = opened(p);
	struct audit_head head;
	char key[2 * KEY_SIZE + 1], sql[512];
	struct told t;

	/* somebody kept the head of entry 11, with its key */
	OK(p, audit_head_look(s, &head, &p->err));
	hex_put(key, head.next_key, KEY_SIZE);
	store_close(s);
	look_of(p, false);
	snprintf(sql, sizeof sql,
		"DELETE FROM audit WHERE n > 11; UPDATE audit_head SET n = 11, mac = "
		"(SELECT mac FROM audit WHERE n = 11), next_key = X'%s'",
		key);
	tamper(p, sql);
	after_change(&sc, &t);
	assert_int_equal(t.count, 1);
	assert_int_equal(t.at[0].fault, FAULT_LOG_OLDER);
	assert_int_equal(t.at[0].n, 12);
	free(p);
}

TEST(store, what_was_seen_lies_beside_the_key_and_a_key_that_cannot_keep_it_still_opens)
{
	struct practice *p = practice_new();
	char seen[224], folder[224];
	struct store_log_look look = look_of(p, false);
	struct stat st;

	assert_int_equal(look.state, STORE_LOG_NEW);
	assert_true(look.kept);
	snprintf(seen, sizeof seen, "%s.seen", p->key);
	assert_int_equal(stat(seen, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	/* a folder of that name cannot be replaced by a file */
	assert_int_equal(unlink(seen), 0);
	assert_int_equal(mkdir(seen, 0700), 0);
	look = look_of(p, false);
	assert_int_equal(look.state, STORE_LOG_NEW);
	assert_false(look.kept);
	snprintf(folder, sizeof folder, "%s", seen);
	assert_int_equal(rmdir(folder), 0);
	free(p);
}

/* --- records --- */

static const struct {
	const char *sql;
	enum store_fault fault;
	int64_t n;
	int which; /* 0, 1: a finished record; 2: the draft; -1: not named */
} record_changes[] = {
  /* another's envelope, moved with its key or without */
	{"UPDATE envelope SET head = (SELECT head FROM envelope WHERE record = 3), body "
	 "= "
	 "(SELECT body FROM envelope WHERE record = 3) WHERE record = 1",           FAULT_RECORD_HEAD,    0, 0 },
	{"UPDATE envelope SET body = (SELECT body FROM envelope WHERE record = 3) WHERE "
	 "record = 1",							      FAULT_RECORD_BODY,    0, 0 },
	{"UPDATE record SET wrapped_key = (SELECT wrapped_key FROM record WHERE seq = 3) "
	 "WHERE seq = 1",							   FAULT_RECORD_HEAD,    0, 0 },
 /* a bit */
	{"UPDATE envelope SET body = CAST(substr(body, 1, 999) || CASE WHEN substr(body, "
	 "1000, 1) = X'00' THEN X'01' ELSE X'00' END || substr(body, 1001) AS BLOB) "
	 "WHERE record = 3",							FAULT_RECORD_BODY,    0, 1 },
	{"UPDATE envelope SET head = CAST(substr(head, 1, 1919) AS BLOB) WHERE record = "
	 "3",								       FAULT_RECORD_HEAD,    0, 1 },
	{"UPDATE record SET wrapped_key = zeroblob(81) WHERE seq = 3",                       FAULT_RECORD_KEY,
         0,													   1 },
	{"DELETE FROM envelope WHERE record = 3",                                            FAULT_RECORD_NONE,    0, 1 },
 /* drafts */
	{"UPDATE event SET n = 9 WHERE record = 2 AND n = 2; UPDATE event SET n = 2 "
	 "WHERE "
	 "record = 2 AND n = 3; UPDATE event SET n = 3 WHERE record = 2 AND n = 9", FAULT_EVENT,          2, 2 },
	{"DELETE FROM event WHERE record = 2 AND n = 3",                                     FAULT_EVENT_MISSING,  3, 2 },
	{"UPDATE event SET sealed = zeroblob(297) WHERE record = 2 AND n = 4",
         FAULT_EVENT,											      4, 2 },
 /* whole records */
	{"DELETE FROM envelope WHERE record = 1; DELETE FROM record WHERE seq = 1",
         FAULT_RECORD_GONE,											0, 0 },
	{"DELETE FROM event WHERE record = 2; DELETE FROM resume WHERE record = 2; "
	 "DELETE FROM record WHERE seq = 2",					FAULT_RECORD_GONE,    0, 2 },
	{"INSERT INTO record(id, vault, state, day, wrapped_key) SELECT randomblob(16), "
	 "vault, state, day, wrapped_key FROM record WHERE seq = 2",		FAULT_RECORD_FOREIGN, 0, -1},
};

TEST(store, a_record_that_does_not_open_is_gone_or_was_put_in_is_named)
{
	for (size_t i = 0; i < COUNT_OF(record_changes); i++) {
		struct scene sc = scene_new();
		const char *names[] = {sc.done[0], sc.done[1], sc.draft};
		int which = record_changes[i].which;
		bool found = false;
		struct told t;

		tamper(sc.p, record_changes[i].sql);
		after_change(&sc, &t);
		for (size_t k = 0; k < t.count; k++)
			found = found ||
				(t.at[k].fault == record_changes[i].fault &&
					t.at[k].n == record_changes[i].n &&
					(which < 0 ||
						!strcmp(t.at[k].record, names[which])));
		if (!found)
			fail_msg("%s: %zu findings, the first %d", record_changes[i].sql,
				t.count, t.count ? (int)t.at[0].fault : -1);
		free(sc.p);
	}
}

TEST(store, an_envelope_that_opens_and_is_not_what_was_sealed_is_named)
{
	struct scene sc = scene_new();
	struct practice *p = sc.p;
	struct store *s = opened(p);
	unsigned char key[KEY_SIZE] = {7}, box[BOX_SIZE], id[ID_SIZE];
	struct buf head = BUF_NONE, body = BUF_NONE;
	sqlite3_stmt *st;
	struct told t;

	/* anyone with the card can seal to the vault: put another record in its place */
	assert_true(hex_read(id, ID_SIZE, sc.done[0]));
	seal_box(box, s->card.vault_public, key);
	seal_put(&head, key, (struct seal_place){"head", id, 0}, "h", 1, ENVELOPE_STEP);
	seal_put(&body, key, (struct seal_place){"body", id, 0}, "b", 1, ENVELOPE_STEP);
	sqlite3_prepare_v2(s->db,
		"UPDATE envelope SET head = ?1, body = ?2 WHERE record = 1", -1, &st,
		NULL);
	sqlite3_bind_blob(st, 1, head.data, (int)head.len, SQLITE_STATIC);
	sqlite3_bind_blob(st, 2, body.data, (int)body.len, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(st), SQLITE_DONE);
	sqlite3_finalize(st);
	sqlite3_prepare_v2(
		s->db, "UPDATE record SET wrapped_key = ?1 WHERE seq = 1", -1, &st, NULL);
	sqlite3_bind_blob(st, 1, box, BOX_SIZE, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(st), SQLITE_DONE);
	sqlite3_finalize(st);
	store_close(s);
	after_change(&sc, &t);
	assert_int_equal(t.count, 1);
	assert_int_equal(t.at[0].fault, FAULT_RECORD_CHANGED);
	assert_string_equal(t.at[0].record, sc.done[0]);
	buf_free(&head);
	buf_free(&body);
	free(p);
}

TEST(store, a_day_that_was_changed_beside_a_finished_record_is_named)
{
	static const char *const changes[] = {
		"UPDATE record SET keep_until = '2025-12-31' WHERE seq = 1",
		"UPDATE record SET day = '2016-01-01' WHERE seq = 1"};

	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		struct scene sc = scene_new();
		struct told t;

		tamper(sc.p, changes[i]);
		after_change(&sc, &t);
		assert_int_equal(t.count, 1);
		assert_int_equal(t.at[0].fault, FAULT_RECORD_CHANGED);
		assert_string_equal(t.at[0].record, sc.done[0]);
		free(sc.p);
	}
}

TEST(store, a_record_that_was_erased_or_pruned_is_not_missed)
{
	static const char *const events[] = {"erase", "prune"};

	for (size_t i = 0; i < 4; i++) {
		struct scene sc = scene_new();
		struct practice *p = sc.p;
		struct store *s = opened(p);
		struct store_vault *v = unlocked(p, s);
		struct told t;

		if (i == 3) /* gone before anything was said of it */
			tamper(p,
				"DELETE FROM envelope; DELETE FROM record WHERE seq = 1");
		else
			OK(p,
				store_audit(s, events[i > 0], i < 2 ? sc.done[0] : NULL,
					&p->err));
		store_vault_free(v);
		store_close(s);
		if (i < 3)
			tamper(p,
				"DELETE FROM envelope WHERE record = 1; DELETE FROM "
				"record WHERE seq = 1");
		after_change(&sc, &t);
		assert_int_equal(t.count > 0, i == 3);
		free(p);
	}
}

TEST(store, damage_that_sqlite_sees_is_told_without_a_value)
{
	struct scene sc = scene_new();
	struct told t;

	tamper(sc.p, "UPDATE record SET day = '2026' WHERE seq = 1");
	after_change(&sc, &t);
	assert_int_equal(t.count, 2);
	assert_int_equal(t.at[0].fault, FAULT_DATABASE);
	assert_int_equal(t.at[1].fault, FAULT_RECORD_CHANGED);
	tamper(sc.p, "UPDATE record SET id = X'ABCD' WHERE seq = 1");
	after_change(&sc, &t);
	assert_true(t.count > 1);
	assert_int_equal(t.at[0].fault, FAULT_DATABASE);
	free(sc.p);
}

static bool
list_entry(void *self, const struct store_entry *e)
{
	buf_printf(self, "%lld %s by %s of %s\n", (long long)e->n, e->event, e->member,
		*e->about ? e->about : e->record);
	return true;
}

TEST(store, the_log_is_listed_with_the_names_of_who_did_it)
{
	struct scene sc = scene_new();
	struct practice *p = sc.p;
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct buf got = BUF_NONE;

	OK(p, store_log_list(v, list_entry, &got, &p->err));
	assert_non_null(strstr(buf_text(&got), "1 init by  of \n"));
	assert_non_null(strstr(buf_text(&got), "8 report by " MEMBER " of "));
	assert_non_null(strstr(buf_text(&got), sc.done[0]));
	assert_non_null(strstr(buf_text(&got), "12 unlock by " MEMBER " of " MEMBER));
	buf_free(&got);
	store_vault_free(v);
	store_close(s);
	free(p);
}
