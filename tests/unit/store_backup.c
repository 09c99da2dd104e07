/* store_backup.c - a copy while clients answer: whole, closed to others, and in nobody's way */
#include "store/fixture.h"

#include <time.h>

#include "base/clock.h"

#define CONSOLES 2
#define ANSWERS  30 /* of each console */
#define PAUSE_MS 40
#define BACKUPS  3
#define STEP_MS  500 /* a step, and other builds on the same disk */

static const char *const one[] = {"one", NULL};

static void
ignore_finding(void *self, const struct store_finding *f)
{
	(void)f;
	++*(int *)self;
}

static struct store_verified
backed_up(struct practice *p, struct store_vault *v, const char *db, const char *card)
{
	int found = 0;
	struct store_watch w = {.self = &found, .found = ignore_finding, .tick = NULL};
	struct store_verified sum;

	OK(p, store_backup(v, db, card, &w, &sum, &p->err));
	assert_int_equal(found, sum.faults);
	return sum;
}

/* Some large finished records, so that a copy lasts some steps. */
static void
fill(struct practice *p, int records)
{
	static unsigned char body[120000];
	struct store *s = opened(p);

	assert_int_equal(
		sqlite3_exec(s->db, "PRAGMA synchronous = OFF", NULL, NULL, NULL),
		SQLITE_OK);
	for (int i = 0; i < records; i++) {
		struct store_draft *d = begun(p, s, one);

		randombytes_buf(body, sizeof body);
		OK(p, draft_end(d, STORE_DONE, "h", 1, body, sizeof body, &p->err));
		store_draft_free(d);
	}
	store_close(s);
}

/* A console of its own: its longest wait for an answer goes through the pipe. */
static void
answer_all(struct practice *p, int out)
{
	struct store *s = opened(p);
	struct store_draft *d = begun(p, s, one);
	int64_t longest = 0;

	for (int i = 1; i < ANSWERS; i++) {
		int64_t began = clock_monotonic();

		put(p, d, "an answer");
		if (clock_monotonic() - began > longest)
			longest = clock_monotonic() - began;
		nanosleep(&(struct timespec){0, PAUSE_MS * 1000000}, NULL);
	}
	_exit(write(out, &longest, sizeof longest) == sizeof longest ? 0 : 1);
}

static int64_t
longest_wait(const int *pipes, const pid_t *children)
{
	int64_t longest = 0, one_wait;
	int status;

	for (int i = 0; i < CONSOLES; i++) {
		assert_int_equal(
			read(pipes[0], &one_wait, sizeof one_wait), sizeof one_wait);
		if (one_wait > longest)
			longest = one_wait;
	}
	for (int i = 0; i < CONSOLES; i++) {
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	return longest;
}

static void
back_up_some(struct practice *p, struct store_vault *v)
{
	for (int i = 0; i < BACKUPS; i++) {
		char db[192], card[192];

		snprintf(db, sizeof db, "%s/b.db", p->folder);
		snprintf(card, sizeof card, "%s/b.card", p->folder);
		assert_int_equal(backed_up(p, v, db, card).faults, 0);
		assert_int_equal(unlink(db), 0);
		assert_int_equal(unlink(card), 0);
	}
}

/* The longest wait of two consoles, alone or while backups run. */
static int64_t
company(struct practice *p, bool backups)
{
	pid_t children[CONSOLES];
	struct store_vault *v = NULL;
	struct store *s = NULL;
	int64_t longest;
	int pipes[2];

	assert_int_equal(pipe(pipes), 0);
	for (int i = 0; i < CONSOLES; i++) {
		children[i] = fork();
		assert_true(children[i] >= 0);
		if (!children[i])
			answer_all(p, pipes[1]);
	}
	if (backups) {
		s = opened(p);
		v = unlocked(p, s);
		back_up_some(p, v);
	}
	longest = longest_wait(pipes, children);
	store_vault_free(v);
	store_close(s);
	close(pipes[0]);
	close(pipes[1]);
	return longest;
}

TEST(store, two_consoles_answer_while_backups_run_and_wait_no_longer_than_a_step)
{
	struct practice *p = practice_new();
	int64_t alone, with;

	fill(p, 100); /* some 12 MB */
	alone = company(p, false);
	with = company(p, true);
	printf("# longest wait for an answer: %lld ms, while backups run %lld ms\n",
		(long long)alone, (long long)with);
	assert_true(with < alone + STEP_MS);
	free(p);
}

TEST(store, a_backup_is_a_store_that_opens_with_the_same_key_and_holds_what_was_there)
{
	struct practice *p = practice_new(), copy;
	struct store *s = opened(p), *again = NULL;
	struct store_draft *d = begun(p, s, one);
	struct store_vault *v;
	struct store_verified sum;
	struct buf got = BUF_NONE;
	struct stat st;

	v = unlocked(p, s);
	copy = *p;
	snprintf(copy.folder, sizeof copy.folder, "%.100s/copy", p->folder);
	assert_int_equal(mkdir(copy.folder, 0700), 0);
	snprintf(copy.db, sizeof copy.db, "%s/store.db", copy.folder);
	snprintf(copy.card, sizeof copy.card, "%s/practice.card", copy.folder);
	sum = backed_up(p, v, copy.db, copy.card);
	assert_int_equal(sum.faults, 0);
	assert_int_equal(sum.entries, 3); /* init, take, unlock */
	assert_int_equal(stat(copy.db, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	FAILS(p, ERR_REFUSED, store_backup(v, copy.db, copy.card, NULL, &sum, &p->err));
	store_vault_free(v);
	store_close(s);
	copy.paths = (struct store_paths){
		.db = copy.db, .card = copy.card, .key = p->key, .copy = true};
	OK(p, store_open(&again, &copy.paths, &p->err));
	OK(p, store_unlock(again, PASSPHRASE, &v, &p->err));
	OK(p, store_read(v, store_draft_id(d), STORE_EVENTS, gather, &got, &p->err));
	assert_string_equal(buf_text(&got), "one|");
	buf_free(&got);
	store_vault_free(v);
	store_close(again);
	store_draft_free(d);
	free(p);
}

TEST(store, what_the_key_saw_of_the_store_does_not_change_when_a_copy_is_opened)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = NULL;

	store_vault_free(unlocked(p, s));
	store_close(s);
	p->paths.copy = true;
	s = opened(p);
	OK(p, store_unlock(s, PASSPHRASE, &v, &p->err));
	assert_false(store_log_look(v).kept);
	store_vault_free(v);
	v = unlocked(p, s); /* the same handle is a copy still */
	assert_false(store_log_look(v).kept);
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, a_backup_of_a_store_that_does_not_verify_says_so_and_is_there)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *d = begun(p, s, one);
	struct store_vault *v = unlocked(p, s);
	char db[192], card[192];

	tamper(p, "UPDATE audit SET at = 0 WHERE n = 2");
	snprintf(db, sizeof db, "%s/b.db", p->folder);
	snprintf(card, sizeof card, "%s/b.card", p->folder);
	assert_int_equal(backed_up(p, v, db, card).faults, 1);
	assert_int_equal(access(db, F_OK), 0);
	store_vault_free(v);
	store_draft_free(d);
	store_close(s);
	free(p);
}

TEST(store, status_counts_what_stands_in_the_clear)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *d = begun(p, s, one), *e = begun(p, s, one);
	struct store_status st;

	OK(p, store_status(s, &st, &p->err));
	assert_int_equal(st.backup, 0);
	OK(p, draft_end(d, STORE_DONE, "h", 1, "b", 1, &p->err));
	OK(p, store_event_put(e, STORE_STOPPED, "left", 4, &p->err));
	OK(p, store_audit(s, "backup", NULL, &p->err));
	OK(p, store_status(s, &st, &p->err));
	assert_int_equal(st.records[STORE_DONE], 1);
	assert_int_equal(st.records[STORE_STOPPED], 1);
	assert_int_equal(st.records[STORE_OPEN], 0);
	assert_string_equal(st.first, DAY);
	assert_string_equal(st.last, DAY);
	assert_int_equal(st.entries, 5);
	assert_int_equal(st.schema, (int)schema_version);
	assert_true(st.backup > 0);
	assert_true(st.size >= 4096 && st.unused < st.size);
	store_draft_free(d);
	store_draft_free(e);
	store_close(s);
	free(p);
}
