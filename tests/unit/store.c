/* store.c - what is kept, and who gets it back */
#include "store/fixture.h"

#include "base/digest.h"

static const char *const three[] = {"one", "two, and back again", "", NULL};

TEST(store, what_was_answered_comes_back_to_the_therapist_in_order)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *d = begun(p, s, three);
	struct store_vault *v = unlocked(p, s);
	struct buf got = BUF_NONE;

	OK(p, store_read(v, store_draft_id(d), STORE_EVENTS, gather, &got, &p->err));
	assert_string_equal(buf_text(&got), "one|two, and back again||");
	FAILS(p, ERR_NOT_FOUND,
		store_read(v, store_draft_id(d), STORE_BODY, whole, &got, &p->err));
	OK(p, draft_end(d, STORE_DONE, "head", 4, "whole\0body", 10, &p->err));
	FAILS(p, ERR_NOT_FOUND,
		store_read(v, store_draft_id(d), STORE_EVENTS, gather, &got, &p->err));
	buf_clear(&got);
	OK(p, store_read(v, store_draft_id(d), STORE_HEAD, whole, &got, &p->err));
	assert_string_equal(buf_text(&got), "head");
	buf_clear(&got);
	OK(p, store_read(v, store_draft_id(d), STORE_BODY, whole, &got, &p->err));
	assert_int_equal(got.len, 10);
	assert_memory_equal(got.data, "whole\0body", 10);
	buf_free(&got);
	store_vault_free(v);
	store_draft_free(d);
	store_close(s);
	free(p);
}

TEST(store, an_acknowledged_answer_is_there_after_an_end_without_goodbye)
{
	struct practice *p = practice_new();
	struct buf got = BUF_NONE;
	struct store_record r;
	struct store_vault *v;
	struct store *s;
	int status;
	pid_t child = fork();

	if (!child) {
		s = opened(p);
		begun(p, s, three);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	s = opened(p);
	v = unlocked(p, s);
	OK(p, store_find(s, "@last", &r, &p->err));
	assert_int_equal(r.state, STORE_OPEN);
	assert_string_equal(r.day, DAY);
	OK(p, store_read(v, r.id, STORE_EVENTS, gather, &got, &p->err));
	assert_string_equal(buf_text(&got), "one|two, and back again||");
	buf_free(&got);
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, a_draft_that_was_stopped_goes_on_where_it_was)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *d = begun(p, s, three), *again;
	struct buf got = BUF_NONE;
	struct store_record r;
	char code[STORE_CODE_TEXT];

	snprintf(code, sizeof code, "%s", store_draft_code(d));
	OK(p, store_event_put(d, STORE_STOPPED, "left", 4, &p->err));
	OK(p, store_find(s, store_draft_id(d), &r, &p->err));
	assert_int_equal(r.state, STORE_STOPPED);
	store_draft_free(d);
	store_close(s);
	s = opened(p);
	OK(p, draft_back(s, code, gather, &got, &again, &p->err));
	assert_string_equal(buf_text(&got), "one|two, and back again||left|");
	assert_string_equal(store_draft_code(again), code);
	OK(p, store_find(s, store_draft_id(again), &r, &p->err));
	assert_int_equal(r.state, STORE_OPEN);
	put(p, again, "more");
	store_draft_free(again);
	buf_clear(&got);
	OK(p, draft_back(s, code, gather, &got, &again, &p->err));
	assert_string_equal(buf_text(&got), "one|two, and back again||left|more|");
	buf_free(&got);
	store_draft_free(again);
	store_close(s);
	free(p);
}

TEST(store, a_draft_continued_elsewhere_is_not_written_by_the_first_any_more)
{
	struct practice *p = practice_new();
	struct store *one = opened(p), *two = opened(p);
	struct store_draft *d = begun(p, one, three), *again;
	struct buf got = BUF_NONE;

	OK(p, draft_back(two, store_draft_code(d), gather, &got, &again, &p->err));
	put(p, again, "from the second");
	FAILS(p, ERR_REFUSED, store_event_put(d, STORE_OPEN, "x", 1, &p->err));
	FAILS(p, ERR_REFUSED, draft_end(d, STORE_DONE, "", 0, "", 0, &p->err));
	FAILS(p, ERR_REFUSED, store_event_put(d, STORE_STOPPED, "x", 1, &p->err));
	OK(p, draft_end(again, STORE_DONE, "", 0, "kept", 4, &p->err));
	FAILS(p, ERR_REFUSED, store_event_put(d, STORE_OPEN, "x", 1, &p->err));
	FAILS(p, ERR_REFUSED, draft_end(d, STORE_DONE, "", 0, "lost", 4, &p->err));
	store_draft_free(d);
	store_draft_free(again);
	store_close(two);
	store_close(one);
	buf_free(&got);
	free(p);
}

TEST(store, a_client_who_declines_before_the_first_answer_leaves_only_that)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *d;
	struct store_record r;

	OK(p, store_take(s, DAY, &d, &p->err));
	FAILS(p, ERR_NOT_FOUND, store_find(s, "@last", &r, &p->err));
	OK(p, draft_end(d, STORE_DECLINED, "h", 1, "b", 1, &p->err));
	OK(p, store_find(s, "@last", &r, &p->err));
	assert_int_equal(r.state, STORE_DECLINED);
	store_draft_free(d);
	store_close(s);
	free(p);
}

TEST(store, a_wrong_passphrase_opens_nothing_and_is_logged)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = NULL;
	sqlite3_stmt *st;

	FAILS(p, ERR_LOCKED, store_unlock(s, "nine quiet harbours", &v, &p->err));
	assert_null(v);
	assert_int_equal(
		sqlite3_prepare_v2(s->db,
			"SELECT event FROM audit ORDER BY n DESC LIMIT 1", -1, &st, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal(sqlite3_column_text(st, 0), "unlock-failed");
	sqlite3_finalize(st);
	store_close(s);
	free(p);
}

TEST(store, the_raw_files_hold_no_words_code_or_name_at_any_moment)
{
	static const char *const words[] = {"Numbness since the winter",
		"Rosalind Achterberg", "chart-code-4711", MEMBER, "Wilhelmina",
		PASSPHRASE, NULL};
	static const char *const answers[] = {words[0], words[1], NULL};
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *d = begun(p, s, answers);
	char code[STORE_CODE_TEXT], joined[CODE_SECRET];
	int64_t visit;

	snprintf(code, sizeof code, "%s", store_draft_code(d));
	assert_true(code_parse(code, &visit, joined));
	for (int when = 0; when < 3; when++) {
		if (when == 1)
			OK(p,
				store_event_put(d, STORE_STOPPED, words[0],
					strlen(words[0]), &p->err));
		if (when == 2)
			OK(p,
				draft_end(d, STORE_DONE, words[2], strlen(words[2]),
					words[0], strlen(words[0]), &p->err));
		for (size_t i = 0; words[i]; i++) {
			assert_false(file_holds(p->db, words[i]));
			assert_false(file_holds(p->journal, words[i]));
		}
		assert_false(file_holds(p->db, joined));
		assert_false(file_holds(p->db, code + 2)); /* 8D3H0-WHDN7 */
		assert_false(
			file_holds_bytes(p->db, d->secret->key, sizeof d->secret->key));
	}
	assert_true(
		file_holds(p->db, DAY)); /* the search does find what is in the clear */
	assert_false(file_holds(p->key, PASSPHRASE));
	store_draft_free(d);
	store_close(s);
	free(p);
}

TEST(store, sealed_sizes_tell_only_steps)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	static const char *const two[] = {
		"a", "a longer answer, of two hundred characters? no", NULL};
	struct store_draft *d = begun(p, s, two);
	sqlite3_stmt *st;

	assert_int_equal(sqlite3_prepare_v2(s->db, "SELECT length(sealed) FROM event", -1,
				 &st, NULL),
		0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(sqlite3_step(st), SQLITE_ROW);
		assert_int_equal(sqlite3_column_int(st, 0), 256 + SEAL_OVERHEAD);
	}
	sqlite3_finalize(st);
	OK(p, draft_end(d, STORE_DONE, "h", 1, "b", 1, &p->err));
	assert_int_equal(sqlite3_prepare_v2(s->db,
				 "SELECT length(head), length(body), "
				 "(SELECT count(*) FROM event), "
				 "(SELECT count(*) FROM resume) FROM envelope",
				 -1, &st, NULL),
		0);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(st, 0), 1920 + SEAL_OVERHEAD);
	assert_int_equal(sqlite3_column_int(st, 1), 1920 + SEAL_OVERHEAD);
	assert_int_equal(sqlite3_column_int(st, 2), 0);
	assert_int_equal(sqlite3_column_int(st, 3), 0);
	sqlite3_finalize(st);
	store_draft_free(d);
	store_close(s);
	free(p);
}

TEST(store, a_form_is_found_by_its_id_and_version)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	char digest[DIGEST_HEX], found[DIGEST_HEX];
	int newest = -1;

	OK(p, store_form_last(s, "phq9", 1, &newest, found, &p->err));
	assert_int_equal(newest, 0);
	assert_string_equal(found, "");
	digest_hex("<form/>", 7, digest);
	OK(p, store_form_put(s, digest, "phq9", 1, "<form/>", 7, &p->err));
	OK(p, store_form_last(s, "phq9", 1, &newest, found, &p->err));
	assert_int_equal(newest, 1);
	assert_string_equal(found, digest);
	digest_hex("<other/>", 8, digest);
	OK(p, store_form_put(s, digest, "phq9", 3, "<other/>", 8, &p->err));
	OK(p, store_form_last(s, "phq9", 2, &newest, found, &p->err));
	assert_int_equal(newest, 3);
	assert_string_equal(found, "");
	OK(p, store_form_last(s, "phq8", 3, &newest, found, &p->err));
	assert_int_equal(newest, 0);
	assert_string_equal(found, "");
	store_close(s);
	free(p);
}

TEST(store, a_form_is_kept_once_and_a_changed_one_is_refused)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct buf got = BUF_NONE;
	char digest[DIGEST_HEX];

	digest_hex("<form/>", 7, digest);
	OK(p, store_form_put(s, digest, "phq9", 1, "<form/>", 7, &p->err));
	OK(p, store_form_put(s, digest, "phq9", 1, "<form/>", 7, &p->err));
	digest_hex("<FORM/>", 7, digest);
	FAILS(p, ERR_INVALID,
		store_form_put(s, digest, "phq9", 1, "<Form/>", 7, &p->err));
	digest_hex("<form/>", 7, digest);
	OK(p, store_form_read(s, digest, &got, &p->err));
	assert_string_equal(buf_text(&got), "<form/>");
	tamper(p, "UPDATE form SET text = X'3C666F72732F3E'");
	FAILS(p, ERR_INVALID, store_form_read(s, digest, &got, &p->err));
	digest_hex("other", 5, digest);
	FAILS(p, ERR_NOT_FOUND, store_form_read(s, digest, &got, &p->err));
	buf_free(&got);
	store_close(s);
	free(p);
}

struct listing {
	int64_t last;
	int count, stop_at;
};

static bool
newest_first(void *self, const struct store_record *r)
{
	struct listing *l = self;

	assert_true(l->last == 0 || r->seq == l->last - 1);
	l->last = r->seq;
	return ++l->count != l->stop_at;
}

TEST(store, a_list_is_newest_first_across_batches_and_stops_when_told)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct listing all = {0}, few = {0}, stopped = {.stop_at = 3};

	tamper(p,
		"WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i "
		"< 1203)"
		"INSERT INTO record(id, vault, state, day, wrapped_key) "
		"SELECT randomblob(16), (SELECT id FROM vault), 'open', '2026-11-23', "
		"zeroblob(81) FROM c");
	OK(p, store_list(s, NULL, 0, newest_first, &all, &p->err));
	assert_int_equal(all.count, 1203);
	OK(p, store_list(s, NULL, 50, newest_first, &few, &p->err));
	assert_int_equal(few.count, 50);
	OK(p, store_list(s, NULL, 0, newest_first, &stopped, &p->err));
	assert_int_equal(stopped.count, 3);
	store_close(s);
	free(p);
}

/* What SQLite did for everything that was asked since the last time. */
static int
steps_taken(struct store *s)
{
	int steps = 0;

	for (sqlite3_stmt *st = sqlite3_next_stmt(s->db, NULL); st;
		st = sqlite3_next_stmt(s->db, st))
		steps += sqlite3_stmt_status(st, SQLITE_STMTSTATUS_VM_STEP, 1);
	return steps;
}

TEST(store, a_list_of_the_latest_reads_no_more_records_than_it_gives)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	int steps[2];

	for (int i = 0; i < 2; i++) {
		struct listing few = {0};

		tamper(p,
			"WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c "
			"WHERE i < 600)"
			"INSERT INTO record(id, vault, state, day, wrapped_key) "
			"SELECT randomblob(16), (SELECT id FROM vault), 'open', "
			"'2026-11-23', zeroblob(81) FROM c");
		steps_taken(s);
		OK(p, store_list(s, NULL, 50, newest_first, &few, &p->err));
		assert_int_equal(few.count, 50);
		steps[i] = steps_taken(s);
	}
	assert_int_equal(steps[0], steps[1]);
	assert_true(steps[0] < 50 * 20); /* some for each column of each row */
	store_close(s);
	free(p);
}

TEST(store, a_record_is_found_by_a_prefix_that_only_it_has)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_record r;

	tamper(p,
		"INSERT INTO record(id, vault, state, day, wrapped_key) "
		"SELECT column1, id, 'open', '2026-11-23', zeroblob(81) FROM vault, "
		"(VALUES"
		"(X'AB000000000000000000000000000001'), "
		"(X'AB100000000000000000000000000002'))");
	OK(p, store_find(s, "ab1", &r, &p->err));
	assert_int_equal(r.seq, 2);
	OK(p, store_find(s, "AB0", &r, &p->err));
	assert_int_equal(r.seq, 1);
	FAILS(p, ERR_USAGE, store_find(s, "ab", &r, &p->err));
	FAILS(p, ERR_NOT_FOUND, store_find(s, "ab2", &r, &p->err));
	FAILS(p, ERR_NOT_FOUND, store_find(s, "Rosalind", &r, &p->err));
	FAILS(p, ERR_NOT_FOUND, store_find(s, "", &r, &p->err));
	store_close(s);
	free(p);
}
