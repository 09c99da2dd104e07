/*
 * store_epoch_kill.c - kill -9 while the keys change leaves a store that opens
 *
 * A child removes a member or makes new keys, with a console that answers beside it in
 * every third round; it is killed at a random write to the database, or at a random
 * moment, which falls between the database and the card too.  Then the parent opens the
 * store: whoever may open it opens every record, the code on paper too; nothing is sealed
 * to a vault that is not in use; the one who was removed opens nothing, or was not
 * removed.
 *
 * EPOCH_KILLS (30) and KILL_SEED from the environment.
 */
#include "store/fault_vfs.h"
#include "store/fixture.h"

#include <time.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/num.h"
#include "store/epoch.h"

#define SECOND      "Dr. Mbeki Torvald"
#define SECOND_PASS "seven copper lanterns"
#define RECORDS     8

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
	int64_t v;

	return set && num_parse_int(set, &v) ? v : otherwise;
}

static char ids[RECORDS][STORE_ID_HEX];
static char second_key[200];

static void
fill(struct practice *p)
{
	static const char *const two[] = {"one", "two", NULL};
	struct store *s = opened(p);

	for (int i = 0; i < RECORDS; i++) {
		struct store_draft *d = begun(p, s, two);

		if (i % 2)
			OK(p, draft_end(d, STORE_DONE, "head", 4, "body", 4, &p->err));
		snprintf(ids[i], STORE_ID_HEX, "%s", store_draft_id(d));
		store_draft_free(d);
	}
	store_close(s);
}

static void
opens_all(struct practice *p, struct store_vault *v)
{
	struct buf got = BUF_NONE;

	for (int i = 0; i < RECORDS; i++) {
		buf_clear(&got);
		OK(p,
			i % 2 ? store_read(v, ids[i], STORE_BODY, whole, &got, &p->err)
			      : store_read(
					v, ids[i], STORE_EVENTS, gather, &got, &p->err));
		assert_string_equal(buf_text(&got), i % 2 ? "body" : "one|two|");
	}
	buf_free(&got);
	OK(p, members_canary_check(v, &p->err));
}

/* Is the second member still one? */
static bool
look(struct practice *p, const char *code)
{
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	bool there;
	int rc;

	opens_all(p, v);
	store_vault_free(v);
	OK(p, members_recover(s, code, &v, &p->err));
	opens_all(p, v);
	store_vault_free(v);
	assert_int_equal(
		number_in(s, "SELECT count(*) FROM vault WHERE retired IS NULL"), 1);
	assert_int_equal(number_in(s,
				 "SELECT count(*) FROM record JOIN vault ON vault.id = "
				 "record.vault WHERE vault.retired IS NOT NULL"),
		0);
	assert_int_equal(number_in(s,
				 "SELECT (SELECT count(*) FROM audit) - (SELECT n FROM "
				 "audit_head)"),
		0);
	assert_int_equal(
		number_in(s,
			"SELECT (SELECT count(*) FROM vault_grant) - (SELECT count(*) "
			"FROM member WHERE retired IS NULL)"),
		0);
	/* what the database says and what a key file opens are the same */
	there = number_in(s,
			"SELECT count(*) FROM member WHERE retired IS NULL AND role = "
			"'clinician'") == 2;
	free(s->key_path);
	s->key_path = strdup(second_key);
	rc = store_unlock(s, SECOND_PASS, &v, &p->err);
	if (there) {
		OK(p, rc);
		opens_all(p, v);
		store_vault_free(v);
	} else {
		assert_int_equal(rc, second_key[0] ? ERR_LOCKED : rc);
	}
	store_close(s);
	return there;
}

static void
invite(struct practice *p, int round)
{
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct buf file = BUF_NONE;

	snprintf(second_key, sizeof second_key, "%s/second-%d.key", p->folder, round);
	OK(p, members_add(v, SECOND, second_key, SECOND_PASS, &file, &p->err));
	buf_free(&file);
	store_vault_free(v);
	store_close(s);
}

static void
child_change(struct practice *p, bool remove, long at)
{
	struct err err = ERR_NONE;
	struct epoch_result did;
	struct store_vault *v = NULL;
	struct store *s;

	if (store_open(&s, &p->paths, &err) || store_unlock(s, PASSPHRASE, &v, &err))
		_exit(3);
	if (at)
		fault_kill(at);
	if (remove ? members_remove(v, SECOND, &did, &err)
		   : members_rekey(v, NULL, &did, &err))
		_exit(4);
	_exit(0);
}

/* A console at work: its draft of before goes on and is finished, in whatever epoch. */
static void
child_console(struct practice *p)
{
	struct err err = ERR_NONE;
	struct store_draft *d;
	struct store *s;

	if (store_open(&s, &p->paths, &err))
		_exit(5);
	for (int i = 0; i < 3; i++) {
		if (store_take(s, DAY, &d, &err) ||
			store_event_put(d, STORE_OPEN, "x", 1, &err) ||
			draft_end(d, STORE_DONE, "h", 1, "b", 1, &err)) {
			fprintf(stderr, "# console: %s\n", err.text);
			_exit(6);
		}
		store_draft_free(d);
	}
	store_close(s);
	_exit(0);
}

static void
sleep_us(long us)
{
	struct timespec t = {0, us * 1000};

	nanosleep(&t, NULL);
}

/* Was the child killed before it was done? */
static bool
round_of_kill(struct practice *p, int round)
{
	bool remove = roll(2), timed = roll(3) == 0;
	long at = timed ? 0 : 1 + (long)roll(120);
	int status, console_status = 0;
	pid_t console = 0, child = fork();

	assert_true(child >= 0);
	if (!child)
		child_change(p, remove, at);
	if (round % 3 == 0) {
		console = fork();
		assert_true(console >= 0);
		if (!console)
			child_console(p);
	}
	if (timed) {
		sleep_us((long)roll(15000));
		kill(child, SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (console)
		assert_int_equal(waitpid(console, &console_status, 0), console);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	assert_true(WIFEXITED(console_status) && WEXITSTATUS(console_status) == 0);
	return WIFSIGNALED(status);
}

TEST(store, killed_while_the_keys_change_it_opens_for_whoever_may)
{
	int kills = (int)setting("EPOCH_KILLS", 30), met = 0, removed = 0, waited = 0;
	char *code = store_secret_new(RECOVERY_CODE), next[200];
	struct practice *p = practice_new();
	struct store_paths paths;

	fault_install(); /* a kill is not a power cut: no sync is waited for */
	seed = (uint64_t)setting("KILL_SEED", clock_now());
	print_message("# KILL_SEED=%lld\n", (long long)seed);
	snprintf(p->db, sizeof p->db, "%s/b/store.db", p->folder);
	snprintf(p->card, sizeof p->card, "%s/b/practice.card", p->folder);
	snprintf(p->key, sizeof p->key, "%s/b/first.key", p->folder);
	snprintf(next, sizeof next, "%s.next", p->card);
	paths = (struct store_paths){.db = p->db, .card = p->card, .key = p->key};
	OK(p, members_create(&paths, MEMBER, PASSPHRASE, code, &p->err));
	p->paths = paths;
	fill(p);
	for (int i = 0; i < kills; i++) {
		if (i == 0 || !look(p, code)) {
			removed += i > 0;
			invite(p, i);
		}
		met += round_of_kill(p, i);
		waited += file_exists(next);
	}
	look(p, code);
	print_message("# %d kills met the change, %d times a member was gone after, %d "
		      "times a next card lay there\n",
		met, removed, waited);
	assert_true(met > kills / 4);
	store_secret_free(code);
	free(p);
}

/* A failure that was told is one that did not happen; what failed after it had happened
 * is not told. */
TEST(store, a_disk_that_fails_anywhere_in_a_rekey_leaves_the_old_keys_or_the_new)
{
	char *code = store_secret_new(RECOVERY_CODE);
	struct practice *p = practice_new();
	struct store_paths paths;
	bool failed = true;

	fault_install();
	snprintf(p->db, sizeof p->db, "%s/d/store.db", p->folder);
	snprintf(p->card, sizeof p->card, "%s/d/practice.card", p->folder);
	snprintf(p->key, sizeof p->key, "%s/d/first.key", p->folder);
	paths = (struct store_paths){.db = p->db, .card = p->card, .key = p->key};
	OK(p, members_create(&paths, MEMBER, PASSPHRASE, code, &p->err));
	p->paths = paths;
	second_key[0] = '\0';
	fill(p);
	for (long at = 1; failed; at++) {
		struct store *s = opened(p);
		struct store_vault *v = unlocked(p, s);
		struct err err = ERR_NONE;
		struct epoch_result did;
		int64_t before = number_in(s, "SELECT count(*) FROM vault"), after;
		int rc;

		fault_arm(FAULT_CHANGES, 0, at, at % 2, false);
		rc = members_rekey(v, NULL, &did, &err);
		failed = fault.hits > 0;
		fault_heal();
		store_vault_free(v);
		store_close(s);
		look(p, code);
		s = opened(p);
		after = number_in(s, "SELECT count(*) FROM vault");
		assert_int_equal(after, rc ? before : before + 1);
		store_close(s);
	}
	store_secret_free(code);
	free(p);
}

/* The moments between the steps, one by one: each write of the database in its turn. */
TEST(store, killed_at_any_write_of_a_rekey_it_opens)
{
	char *code = store_secret_new(RECOVERY_CODE);
	struct practice *p = practice_new();
	struct store_paths paths;
	bool killed = true;

	snprintf(p->db, sizeof p->db, "%s/c/store.db", p->folder);
	snprintf(p->card, sizeof p->card, "%s/c/practice.card", p->folder);
	snprintf(p->key, sizeof p->key, "%s/c/first.key", p->folder);
	paths = (struct store_paths){.db = p->db, .card = p->card, .key = p->key};
	OK(p, members_create(&paths, MEMBER, PASSPHRASE, code, &p->err));
	p->paths = paths;
	second_key[0] = '\0';
	fault_install();
	fill(p);
	for (long at = 1; killed; at++) {
		int status;
		pid_t child = fork();

		assert_true(child >= 0);
		if (!child)
			child_change(p, false, at);
		assert_int_equal(waitpid(child, &status, 0), child);
		killed = WIFSIGNALED(status);
		look(p, code);
	}
	store_secret_free(code);
	free(p);
}
