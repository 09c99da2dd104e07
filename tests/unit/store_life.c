/*
 * store_life.c - kept, held, erased, pruned, repaired: what is in the files afterwards
 *
 * KILLS (90) and KILL_SEED from the environment, for the campaign at the end.
 */
#include "store/life.h"

#include <errno.h>
#include <signal.h>

#include "base/clock.h"
#include "base/num.h"
#include "store/fault_vfs.h"
#include "store/fixture.h"
#include "store/members.h"

#define DAY_MS   ((int64_t)24 * 60 * 60 * 1000)
#define WORDS    "Numbness since the winter"
#define KEPT     "2033-12-31"
#define AUDIT_OF "SELECT count(*) FROM audit WHERE event = "

/* How often bytes stand in a file; in a process of its own, as file_holds(). */
static int
file_counts(const char *path, const void *bytes, size_t n)
{
	int ends[2], count = 0;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (!child) {
		FILE *f = fopen(path, "rb");
		size_t size = 0, room = 64u << 20;
		char *all = malloc(room);

		if (f && all)
			size = fread(all, 1, room, f);
		for (size_t i = 0; all && i + n <= size; i++)
			count += !memcmp(all + i, bytes, n);
		_exit(write(ends[1], &count, sizeof count) != sizeof count);
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &count, sizeof count), sizeof count);
	close(ends[0]);
	assert_int_equal(waitpid(child, NULL, 0), child);
	return count;
}

/* Nothing here is about the disk: the records to begin with need not wait for it. */
static struct store *
opened_fast(struct practice *p)
{
	struct store *s = opened(p);

	assert_int_equal(
		sqlite3_exec(s->db, "PRAGMA synchronous = OFF", NULL, NULL, NULL),
		SQLITE_OK);
	return s;
}

static struct store_record
found(struct practice *p, struct store *s, const char *id)
{
	struct store_record r;

	OK(p, store_find(s, id, &r, &p->err));
	return r;
}

/* A finished record with four answers before; keep NULL: no day. */
static void
finished(struct practice *p, struct store *s, const char *day, const char *keep,
	char ret_id[STORE_ID_HEX])
{
	struct store_draft *d = NULL;
	struct store_end end;

	OK(p, store_take(s, day, &d, &p->err));
	for (int i = 0; i < 4; i++)
		put(p, d, WORDS);
	end = (struct store_end){
		STORE_DONE, keep, "client C-1\n", WORDS, 11, strlen(WORDS)};
	OK(p, store_finish(d, &end, &p->err));
	memcpy(ret_id, store_draft_id(d), STORE_ID_HEX);
	store_draft_free(d);
}

/* What a record is in the raw file: its id, its wrapped key, the middle of what is sealed
 * of it, of an event or of the envelope and of a note. */
struct trace {
	unsigned char id[ID_SIZE], box[BOX_SIZE], sealed[64], note[64], salt[SALT_SIZE];
	bool noted, open;
};

static void
read_column(struct store *s, const char *text, const unsigned char *id, void *ret,
	size_t n, bool *ret_found)
{
	sqlite3_stmt *st;

	assert_int_equal(sqlite3_prepare_v2(s->db, text, -1, &st, NULL), SQLITE_OK);
	sqlite3_bind_blob(st, 1, id, ID_SIZE, SQLITE_STATIC);
	*ret_found = sqlite3_step(st) == SQLITE_ROW;
	if (*ret_found) {
		assert_int_equal(sqlite3_column_bytes(st, 0), n);
		memcpy(ret, sqlite3_column_blob(st, 0), n);
	}
	sqlite3_finalize(st);
}

static struct trace
trace_of(struct practice *p, struct store *s, const char *id)
{
	struct trace t;
	bool got;

	assert_true(hex_read(t.id, ID_SIZE, id));
	read_column(s, "SELECT wrapped_key FROM record WHERE id = ?1", t.id, t.box,
		BOX_SIZE, &got);
	assert_true(got);
	read_column(s,
		"SELECT substr(sealed, 100, 64) FROM event JOIN record ON seq = record "
		"WHERE id = ?1 AND n = 2",
		t.id, t.sealed, sizeof t.sealed, &t.open);
	if (t.open)
		read_column(s,
			"SELECT salt FROM resume JOIN record ON seq = record "
			"WHERE id = ?1",
			t.id, t.salt, sizeof t.salt, &got);
	else
		read_column(s,
			"SELECT substr(body, 100, 64) FROM envelope JOIN record "
			"ON seq = record WHERE id = ?1",
			t.id, t.sealed, sizeof t.sealed, &got);
	assert_true(got);
	read_column(s,
		"SELECT substr(sealed, 100, 64) FROM note JOIN record ON seq = record "
		"WHERE id = ?1",
		t.id, t.note, sizeof t.note, &t.noted);
	assert_true(file_counts(p->db, t.id, ID_SIZE) > 0); /* the search does find it */
	assert_int_equal(file_counts(p->db, t.box, BOX_SIZE), 1);
	return t;
}

static void
nothing_is_left(struct practice *p, struct store *s, const struct trace *t)
{
	char text[160], hex[STORE_ID_HEX];

	hex_put(hex, t->id, ID_SIZE);
	snprintf(text, sizeof text, "SELECT count(*) FROM audit WHERE subject = X'%s'",
		hex);
	/* the log has the random id, and nothing else has */
	assert_int_equal(file_counts(p->db, t->id, ID_SIZE), number_in(s, text));
	assert_int_equal(file_counts(p->db, hex, 2 * ID_SIZE), 0);
	assert_int_equal(file_counts(p->db, t->box, BOX_SIZE), 0);
	assert_int_equal(file_counts(p->db, t->box + 1, KEY_SIZE), 0);
	assert_int_equal(file_counts(p->db, t->sealed, sizeof t->sealed), 0);
	if (t->open)
		assert_int_equal(file_counts(p->db, t->salt, sizeof t->salt), 0);
	if (t->noted)
		assert_int_equal(file_counts(p->db, t->note, sizeof t->note), 0);
	assert_false(file_holds(p->db, WORDS));
	if (!access(p->journal, F_OK))
		assert_int_equal(file_counts(p->journal, "", 1), 0);
}

TEST(store, after_an_erase_the_raw_files_hold_nothing_of_the_record)
{
	static const char *const answers[] = {WORDS, WORDS, WORDS, NULL};
	struct practice *p = practice_new();
	struct store *s = opened_fast(p);
	struct store_vault *v = unlocked(p, s);
	struct store_erased done;
	char ids[40][STORE_ID_HEX];
	struct store_draft *drafts[40] = {NULL};
	struct trace traces[40];
	struct store_record r;

	/* enough that pages were split and rows moved */
	for (int i = 0; i < 40; i++) {
		if (i % 4) {
			finished(p, s, DAY, KEPT, ids[i]);
		} else {
			drafts[i] = begun(p, s, answers);
			memcpy(ids[i], store_draft_id(drafts[i]), STORE_ID_HEX);
		}
		r = found(p, s, ids[i]);
		if (i % 3 == 0)
			OK(p,
				store_note_put(
					v, &r, "ack", WORDS, strlen(WORDS), &p->err));
	}
	for (int i = 0; i < 40; i++)
		traces[i] = trace_of(p, s, ids[i]);
	for (int i = 0; i < 40; i += 2) {
		OK(p, store_erase(v, ids[i], &done, &p->err));
		assert_int_equal(done.records, 1);
		assert_int_equal(done.first, done.last);
		assert_int_equal(done.last, number_in(s, "SELECT n FROM audit_head"));
		assert_true(done.rewritten);
		nothing_is_left(p, s, &traces[i]);
		FAILS(p, ERR_NOT_FOUND, store_find(s, ids[i], &r, &p->err));
		if (drafts[i]) /* the interview cannot bring it back */
			FAILS(p, ERR_REFUSED,
				store_event_put(drafts[i], STORE_OPEN, "x", 1, &p->err));
	}
	for (int i = 1; i < 40; i += 2)
		found(p, s, ids[i]);
	assert_int_equal(number_in(s, AUDIT_OF "'erase'"), 20);
	assert_int_equal(number_in(s, "SELECT count(*) FROM envelope"), 20);
	for (int i = 0; i < 40; i++)
		store_draft_free(drafts[i]);
	store_vault_free(v);
	store_close(s);
	store_close(opened(p)); /* the tables are still exactly ours */
	free(p);
}

TEST(store, an_erase_that_does_not_get_the_lock_erases_nothing)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct store_erased done;
	char id[STORE_ID_HEX];
	sqlite3 *reader = NULL;

	finished(p, s, DAY, KEPT, id);
	/* a reader keeps its lock: nothing can be written until it is gone */
	assert_int_equal(sqlite3_open(p->db, &reader), SQLITE_OK);
	sqlite3_busy_timeout(s->db, 10);
	assert_int_equal(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM record", NULL,
				 NULL, NULL),
		SQLITE_OK);
	FAILS(p, ERR_FAILED, store_erase(v, id, &done, &p->err));
	found(p, s, id); /* nothing of it went */
	assert_int_equal(number_in(s, AUDIT_OF "'erase'"), 0);
	sqlite3_close(reader);
	OK(p, store_erase(v, id, &done, &p->err));
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, prune_takes_what_is_past_and_only_that)
{
	static const char *const answers[] = {WORDS, WORDS, NULL};
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct store_prune rule = {"2034-01-01", NULL, 0};
	struct store_prune_count n;
	struct store_erased done;
	struct store_draft *d = begun(p, s, answers);
	char past[STORE_ID_HEX], held[STORE_ID_HEX], later[STORE_ID_HEX],
		none[STORE_ID_HEX];
	struct trace t;

	finished(p, s, DAY, KEPT, past);
	finished(p, s, DAY, KEPT, held);
	finished(p, s, DAY, "2034-12-31", later);
	finished(p, s, DAY, NULL, none);
	OK(p, store_hold(v, held, true, &p->err));
	t = trace_of(p, s, past);

	OK(p, store_prune_look(s, &(struct store_prune){KEPT, NULL, 0}, &n, &p->err));
	assert_int_equal(n.due + n.held, 0); /* the last day is a day that it is kept */
	OK(p, store_prune_look(s, &rule, &n, &p->err));
	assert_int_equal(n.due, 1);
	assert_int_equal(n.held, 1);
	assert_int_equal(n.early + n.active, 0);
	FAILS(p, ERR_REFUSED, store_prune(v, &rule, 2, &done, &p->err));
	OK(p, store_prune(v, &rule, 1, &done, &p->err));
	assert_int_equal(done.records, 1);
	nothing_is_left(p, s, &t);
	assert_int_equal(number_in(s, "SELECT count(*) FROM record"), 4);

	/* by the day they began: drafts too, but not one that may be gone on with */
	rule = (struct store_prune){"2027-01-01", "2027-01-01", clock_now() - DAY_MS};
	OK(p, store_prune_look(s, &rule, &n, &p->err));
	assert_int_equal(n.due, 2);
	assert_int_equal(n.early, 1);
	assert_int_equal(n.held, 1);
	assert_int_equal(n.active, 1);
	rule.quiet_since = clock_now() + DAY_MS;
	OK(p, store_prune_look(s, &rule, &n, &p->err));
	assert_int_equal(n.due, 3);
	OK(p, store_prune(v, &rule, 3, &done, &p->err));
	assert_int_equal(done.last - done.first, 2);
	found(p, s, held);
	assert_int_equal(number_in(s, "SELECT count(*) FROM record"), 1);
	assert_int_equal(number_in(s, AUDIT_OF "'prune'"), 4);
	store_draft_free(d);
	store_vault_free(v);
	store_close(s);
	free(p);
}

/* No record began before those that stand before it, whatever its clock said. */
TEST(store, a_record_taken_while_the_clock_was_back_is_kept_as_long_as_its_neighbours)
{
	struct practice *p = practice_new();
	struct store *s = opened_fast(p);
	struct store_prune rule = {"2026-11-24", "2020-01-01", 0};
	struct store_prune_count n;
	char id[STORE_ID_HEX];

	finished(
		p, s, "2056-11-23", "2063-12-31", id); /* ahead: says nothing of others */
	finished(p, s, DAY, KEPT, id);
	finished(p, s, "2010-01-01", "2017-12-31", id);
	finished(p, s, "2010-01-02", "2017-12-31", id);
	finished(p, s, DAY, KEPT, id);
	OK(p, store_prune_look(s, &rule, &n, &p->err));
	assert_int_equal(n.due + n.held + n.active, 0);
	rule = (struct store_prune){"2034-01-01", NULL, 0};
	OK(p, store_prune_look(s, &rule, &n, &p->err));
	assert_int_equal(n.due, 2); /* the neighbours */
	rule = (struct store_prune){"2035-01-01", NULL, 0};
	OK(p, store_prune_look(s, &rule, &n, &p->err));
	assert_int_equal(n.due, 4);
	store_close(s);
	free(p);
}

/* Also who waits at a prompt while their key is removed. */
TEST(store, keys_that_changed_meanwhile_let_nobody_erase_prune_hold_or_give_a_code)
{
	static const char *const answers[] = {WORDS, NULL};
	struct practice *p = practice_new();
	struct store *s = opened(p), *other = opened(p);
	struct store_vault *v = unlocked(p, s), *theirs = unlocked(p, other);
	struct store_prune rule = {"2034-01-01", NULL, 0};
	struct store_draft *d = begun(p, s, answers);
	struct epoch_result did;
	struct store_erased done;
	char id[STORE_ID_HEX], code[STORE_CODE_TEXT];

	finished(p, s, DAY, KEPT, id);
	OK(p, members_rekey(theirs, NULL, &did, &p->err));
	FAILS(p, ERR_REFUSED, store_erase(v, id, &done, &p->err));
	FAILS(p, ERR_REFUSED, store_prune(v, &rule, 1, &done, &p->err));
	FAILS(p, ERR_REFUSED, store_hold(v, id, true, &p->err));
	FAILS(p, ERR_REFUSED, store_code_new(v, store_draft_id(d), code, &p->err));
	assert_int_equal(number_in(s, "SELECT count(*) FROM record WHERE NOT hold"), 2);
	store_draft_free(d);
	store_vault_free(theirs);
	store_close(other);
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, a_hold_is_set_once_logged_and_keeps_even_from_erase)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct store_erased done;
	struct store_record r;
	char id[STORE_ID_HEX];

	finished(p, s, DAY, KEPT, id);
	assert_int_equal(store_hold(v, id, true, &p->err), 0);
	assert_int_equal(store_hold(v, id, true, &p->err), 1);
	assert_int_equal(number_in(s, AUDIT_OF "'hold'"), 1);
	r = found(p, s, id);
	assert_true(r.hold);
	assert_string_equal(r.keep_until, KEPT);
	FAILS(p, ERR_REFUSED, store_erase(v, id, &done, &p->err));
	found(p, s, id);
	OK(p, store_hold(v, id, false, &p->err));
	assert_int_equal(number_in(s, AUDIT_OF "'hold-lift'"), 1);
	OK(p, store_erase(v, id, &done, &p->err));
	FAILS(p, ERR_NOT_FOUND, store_hold(v, id, true, &p->err));
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, a_clock_that_jumped_is_not_believed)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	int64_t now = clock_now();

	OK(p, store_check_clock(s, now, &p->err));
	OK(p, store_check_clock(s, now + 360 * DAY_MS, &p->err));
	FAILS(p, ERR_REFUSED, store_check_clock(s, now + 400 * DAY_MS, &p->err));
	FAILS(p, ERR_REFUSED, store_check_clock(s, now + 30 * 365 * DAY_MS, &p->err));
	FAILS(p, ERR_REFUSED, store_check_clock(s, now - 2 * DAY_MS, &p->err));
	/* what the jumped clock itself wrote into the log does not vouch for it */
	tamper(p,
		"INSERT INTO audit SELECT n + 1, at + 946080000000, actor, event, "
		"subject, digest, mac FROM audit ORDER BY n DESC LIMIT 1");
	FAILS(p, ERR_REFUSED,
		store_check_clock(s, now + (int64_t)946080000000 + 60000, &p->err));
	store_close(s);
	free(p);
}

/* --- assign, notes --- */

static int
to_c2(void *self, struct buf *head, struct buf *body, struct err *err)
{
	(void)err;
	assert_string_equal(buf_text(head), "client C-1\n");
	assert_string_equal(buf_text(body), WORDS);
	buf_clear(head);
	buf_str(head, "client C-2\n");
	buf_printf(body, "; assigned %s", (const char *)self);
	return 0;
}

static int
refuse_change(void *self, struct buf *head, struct buf *body, struct err *err)
{
	(void)self, (void)head, (void)body;
	return err_set(err, ERR_USAGE, "no");
}

/* Somebody else comes in between. */
static int
meanwhile(void *self, struct buf *head, struct buf *body, struct err *err)
{
	struct practice *p = self;

	(void)head, (void)body, (void)err;
	tamper(p, "UPDATE record SET wrapped_key = zeroblob(81)");
	return 0;
}

TEST(store, an_assigned_record_is_sealed_anew_under_another_key)
{
	char words[] = "later";
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct buf got = BUF_NONE;
	char id[STORE_ID_HEX];
	struct trace t;

	finished(p, s, DAY, KEPT, id);
	t = trace_of(p, s, id);
	FAILS(p, ERR_USAGE, store_assign(v, id, refuse_change, NULL, &p->err));
	OK(p, store_assign(v, id, to_c2, words, &p->err));
	OK(p, store_read(v, id, STORE_HEAD, whole, &got, &p->err));
	assert_string_equal(buf_text(&got), "client C-2\n");
	buf_clear(&got);
	OK(p, store_read(v, id, STORE_BODY, whole, &got, &p->err));
	assert_string_equal(buf_text(&got), WORDS "; assigned later");
	assert_int_equal(file_counts(p->db, t.box, BOX_SIZE), 0);
	assert_int_equal(number_in(s, AUDIT_OF "'assign'"), 1);
	FAILS(p, ERR_REFUSED, store_assign(v, id, meanwhile, p, &p->err));
	assert_int_equal(number_in(s, AUDIT_OF "'assign'"), 1);
	buf_free(&got);
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, notes_are_appended_sealed_and_bound_to_their_record)
{
	static const char *const answers[] = {WORDS, NULL};
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct buf got = BUF_NONE;
	struct store_draft *d = begun(p, s, answers);
	struct store_record before;
	char id[STORE_ID_HEX];

	finished(p, s, DAY, KEPT, id);
	before = found(p, s, store_draft_id(d));
	FAILS(p, ERR_USAGE, store_note_put(v, &before, "gossip", "x", 1, &p->err));
	OK(p, store_note_put(v, &before, "ack", "called her at noon", 18, &p->err));
	OK(p, store_note_put(v, &before, "assign", "two", 3, &p->err));
	assert_false(file_holds(p->db, "called her"));
	/* the interview goes on, and its end keeps them */
	put(p, d, WORDS);
	OK(p, draft_end(d, STORE_DONE, "h", 1, "b", 1, &p->err));
	FAILS(p, ERR_REFUSED, store_note_put(v, &before, "ack", "x", 1, &p->err));
	OK(p, store_read(v, before.id, STORE_NOTES, gather, &got, &p->err));
	assert_string_equal(buf_text(&got), "called her at noon|two|");
	assert_int_equal(number_in(s, AUDIT_OF "'ack'"), 1);
	buf_clear(&got);
	OK(p, store_read(v, id, STORE_NOTES, gather, &got, &p->err));
	assert_int_equal(got.len, 0);
	tamper(p, "UPDATE note SET record = (SELECT max(seq) FROM record)");
	FAILS(p, ERR_INVALID, store_read(v, id, STORE_NOTES, gather, &got, &p->err));
	tamper(p,
		"UPDATE note SET record = (SELECT min(seq) FROM record); "
		"DELETE FROM note WHERE n = 1");
	FAILS(p, ERR_INVALID,
		store_read(v, before.id, STORE_NOTES, gather, &got, &p->err));
	buf_free(&got);
	store_draft_free(d);
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, a_store_of_version_1_is_given_the_notes)
{
	struct practice *p = practice_new();
	struct store *s;
	struct store_vault *v;
	struct store_record r;
	char id[STORE_ID_HEX];

	tamper(p, "DROP TABLE note; DROP INDEX record_unsorted; PRAGMA user_version = 1");
	s = opened(p);
	v = unlocked(p, s);
	finished(p, s, DAY, KEPT, id);
	r = found(p, s, id);
	OK(p, store_note_put(v, &r, "ack", "x", 1, &p->err));
	store_vault_free(v);
	store_close(s);
	free(p);
}

/* --- kill -9 --- */

static uint64_t seed;

static unsigned
roll(unsigned sides)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % sides;
}

static int64_t
setting(const char *name, int64_t otherwise)
{
	const char *set = getenv(name);
	int64_t n;

	return set && num_parse_int(set, &n) ? n : otherwise;
}

#define RECORDS 6

/* In the child: dies in the middle of a write to the files, or gets through. */
static void
do_one(struct practice *p, unsigned which, char ids[RECORDS][STORE_ID_HEX], long writes)
{
	char words[] = "later";
	struct store_prune rule = {"2034-01-01", NULL, 0};
	struct store_erased done;
	struct store *s = NULL;
	struct store_vault *v = NULL;
	int rc;

	fault_install();
	if (store_open(&s, &p->paths, &p->err) ||
		store_unlock(s, PASSPHRASE, &v, &p->err))
		_exit(1);
	fault_kill(writes);
	rc = which == 0      ? store_erase(v, ids[0], &done, &p->err)
		: which == 1 ? store_prune(v, &rule, RECORDS, &done, &p->err)
			     : store_assign(v, ids[0], to_c2, words, &p->err);
	_exit(rc ? 1 : 0);
}

/* All of it or nothing; true when it happened. */
static bool
hold_against(struct practice *p, unsigned which, char ids[RECORDS][STORE_ID_HEX])
{
	static const char *const logged[] = {
		AUDIT_OF "'erase'", AUDIT_OF "'prune'", AUDIT_OF "'assign'"};
	const int64_t gone_when_done[] = {1, RECORDS, 0};
	struct store *s = opened_fast(p);
	struct store_vault *v = unlocked(p, s);
	int64_t entries = number_in(s, logged[which]);
	int64_t records = number_in(s, "SELECT count(*) FROM record");
	bool did = entries > 0;
	struct buf got = BUF_NONE;

	assert_int_equal(RECORDS - records, did ? gone_when_done[which] : 0);
	assert_int_equal(entries, !did ? 0 : which == 1 ? RECORDS : 1);
	assert_int_equal(number_in(s, "SELECT count(*) FROM envelope"), records);
	assert_int_equal(number_in(s,
				 "SELECT (SELECT count(*) FROM audit) - "
				 "(SELECT n FROM audit_head)"),
		0);
	for (int i = did && which < 2 ? (which ? RECORDS : 1) : 0; i < RECORDS; i++) {
		buf_clear(&got);
		OK(p, store_read(v, ids[i], STORE_HEAD, whole, &got, &p->err));
		assert_string_equal(buf_text(&got),
			did && which == 2 && i == 0 ? "client C-2\n" : "client C-1\n");
		buf_clear(&got);
		OK(p, store_read(v, ids[i], STORE_BODY, whole, &got, &p->err));
	}
	buf_free(&got);
	store_vault_free(v);
	store_close(s);
	return did;
}

TEST(store, a_kill_in_the_middle_of_erase_prune_and_assign_leaves_all_or_nothing)
{
	int64_t kills = setting("KILLS", 90), killed = 0, happened = 0;
	struct practice *p = practice_new();
	struct store *s = opened_fast(p);
	char ids[RECORDS][STORE_ID_HEX];
	struct buf before = BUF_NONE;

	seed = (uint64_t)setting("KILL_SEED", clock_now());
	print_message("# KILL_SEED=%lld\n", (long long)seed);
	for (int i = 0; i < RECORDS; i++)
		finished(p, s, DAY, KEPT, ids[i]);
	store_close(s);
	OK(p, file_read(p->db, 16u << 20, &before, &p->err));
	for (int64_t k = 0; k < kills; k++) {
		unsigned which = (unsigned)(k % 3);
		long writes = 1 + (long)roll(which == 1 ? 60 : 40);
		FILE *f = fopen(p->db, "wb");
		int status;
		pid_t child;

		assert_non_null(f);
		assert_int_equal(fwrite(before.data, 1, before.len, f), before.len);
		assert_int_equal(fclose(f), 0);
		unlink(p->journal);
		child = fork();
		assert_true(child >= 0);
		if (!child)
			do_one(p, which, ids, writes);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
		killed += WIFSIGNALED(status);
		happened += hold_against(p, which, ids);
	}
	print_message("# %lld killed, %lld had happened\n", (long long)killed,
		(long long)happened);
	assert_true(killed > kills / 4 && happened > 0 && happened < kills);
	buf_free(&before);
	free(p);
}
