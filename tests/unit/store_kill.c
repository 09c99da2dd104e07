/*
 * store_kill.c - kill -9 at any moment loses no acknowledged answer
 *
 * A child answers, stops, resumes and finishes interviews, and tells its parent through
 * a pipe before and after each call.  The parent kills it at a random moment, or it dies
 * in the middle of a random write to its files; then the parent opens the store again and
 * holds it against what it was told: everything acknowledged is there, in order; at most
 * the one call that was under way is there besides; nothing else.
 *
 * KILLS (200) and KILL_SEED from the environment.
 */
#include "store/fault_vfs.h"
#include "store/fixture.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <time.h>

#include "base/clock.h"
#include "base/num.h"

#define DRAFTS_MAX 65536

/* What the parent knows of one interview. */
struct known {
	char id[STORE_ID_HEX], code[STORE_CODE_TEXT];
	int acked;    /* events */
	int trying;   /* 1: one more was under way */
	bool done;    /* finish acknowledged */
	bool ending;  /* finish was under way */
	bool touched; /* in this round */
};

enum said {
	SAID_BEGIN,
	SAID_TRY,
	SAID_PUT,
	SAID_BACK,
	SAID_ENDING,
	SAID_DONE,
	SAID_WRONG
};

/* Smaller than PIPE_BUF: each arrives whole or not at all. */
struct message {
	enum said said;
	int draft, count;
	char id[STORE_ID_HEX], code[STORE_CODE_TEXT], why[128];
};

static struct known drafts[DRAFTS_MAX];
static int draft_count;
static int64_t resumes;
static uint64_t seed;

/* Not for secrets: so that a run can be repeated. */
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

/* --- the child --- */

static int pipe_out;

static void
say(enum said said, int draft, int count, const struct store_draft *d, const char *why)
{
	struct message m;

	memset(&m, 0, sizeof m);
	m.said = said;
	m.draft = draft;
	m.count = count;
	if (d) {
		snprintf(m.id, sizeof m.id, "%s", store_draft_id(d));
		snprintf(m.code, sizeof m.code, "%s", store_draft_code(d));
	}
	if (why)
		snprintf(m.why, sizeof m.why, "%s", why);
	if (write(pipe_out, &m, sizeof m) != sizeof m)
		_exit(3);
}

static void
must(int rc, const struct err *err)
{
	if (rc) {
		say(SAID_WRONG, 0, rc, NULL, err->text);
		_exit(1);
	}
}

/* One event: which interview, which number, and some weight. */
static size_t
event_text(char out[600], const char *id, int n)
{
	size_t len = (size_t)snprintf(out, 600, "%s:%d:", id, n);
	size_t weight = (size_t)(n * 37 % 400);

	memset(out + len, 'x', weight);
	return len + weight;
}

struct check {
	const char *id;
	int count;
	bool good;
};

static void
check_event(void *self, const void *bytes, size_t n)
{
	struct check *c = self;
	char want[600];
	size_t len = event_text(want, c->id, ++c->count);

	c->good = c->good && len == n && !memcmp(want, bytes, n);
}

/* Resume one that is not finished; NULL when it must wait after kills in mid-resume. */
static struct store_draft *
child_resume(struct store *s, int which)
{
	struct known *k = &drafts[which];
	struct check c = {k->id, 0, true};
	struct err err = ERR_NONE;
	struct store_draft *d = NULL;
	int rc = store_resume(s, k->code, check_event, &c, &d, &err);

	if (rc == ERR_LOCKED && store_wait(s))
		return NULL;
	must(rc, &err);
	if (!c.good || c.count != k->acked)
		must(ERR_INVALID, &(struct err){0, "resume gave other answers", ""});
	say(SAID_BACK, which, c.count, d, NULL);
	return d;
}

static void
child_finish(struct store_draft *d, int which, int count)
{
	struct err err = ERR_NONE;
	char body[600];
	size_t n = event_text(body, store_draft_id(d), count);

	say(SAID_ENDING, which, count, d, NULL);
	must(store_finish(d, STORE_DONE, "head", 4, body, n, &err), &err);
	say(SAID_DONE, which, count, d, NULL);
}

static void
child_interview(struct store *s)
{
	struct err err = ERR_NONE;
	struct store_draft *d = NULL;
	int which = draft_count ? (int)roll((unsigned)draft_count) : 0, count;
	char text[600];

	if (draft_count && roll(2) && drafts[which].code[0] && !drafts[which].done)
		d = child_resume(s, which);
	if (!d) {
		if (draft_count == DRAFTS_MAX)
			_exit(4);
		which = draft_count++;
		must(store_take(s, DAY, &d, &err), &err);
		say(SAID_BEGIN, which, 0, d, NULL);
	}
	count = (int)d->last;
	for (unsigned left = 1 + roll(6); left; left--) {
		size_t n = event_text(text, store_draft_id(d), ++count);

		say(SAID_TRY, which, count, NULL, NULL);
		must(store_event_put(d, text, n, &err), &err);
		say(SAID_PUT, which, count, d, NULL);
		drafts[which].acked = count;
	}
	snprintf(drafts[which].id, STORE_ID_HEX, "%s", store_draft_id(d));
	snprintf(drafts[which].code, STORE_CODE_TEXT, "%s", store_draft_code(d));
	if (roll(3) == 0) {
		child_finish(d, which, count);
		drafts[which].done = true;
	} else if (roll(2)) {
		must(store_stop(d, &err), &err);
	}
	store_draft_free(d);
}

static void
child_run(struct practice *p, int out)
{
	struct err err = ERR_NONE;
	struct store *s;

	pipe_out = out;
	/* a moment by the clock mostly falls into a sync; two in three fall into a write */
	if (roll(3)) {
		fault_install();
		fault_kill(1 + (long)roll(300));
	}
	must(store_open(&s, &p->paths, &err), &err);
	for (;;)
		child_interview(s);
}

/* --- the parent --- */

static void
hear(const struct message *m)
{
	struct known *k = &drafts[m->draft];

	if (m->said == SAID_WRONG)
		fail_msg("the child failed: %s", m->why);
	assert_in_range(m->draft, 0, DRAFTS_MAX - 1);
	k->touched = true;
	if (m->draft >= draft_count)
		draft_count = m->draft + 1;
	if (m->id[0])
		memcpy(k->id, m->id, sizeof k->id);
	if (m->code[0])
		memcpy(k->code, m->code, sizeof k->code);
	k->trying = m->said == SAID_TRY;
	k->ending = m->said == SAID_ENDING;
	if (m->said == SAID_PUT || m->said == SAID_BACK)
		k->acked = m->count;
	resumes += m->said == SAID_BACK;
	if (m->said == SAID_DONE)
		k->done = true;
}

/* One interview against the store; what is found besides is durable from now on. */
static void
hold_against(struct practice *p, struct store *s, struct store_vault *v, struct known *k)
{
	struct check c = {k->id, 0, true};
	struct buf body = BUF_NONE;
	struct store_record r;
	int rc = store_find(s, k->id, &r, &p->err);

	if (rc == ERR_NOT_FOUND && !k->acked && !k->done) {
		err_clear(&p->err);
		return;
	}
	OK(p, rc);
	if (r.state == STORE_DONE) {
		char want[600];
		size_t n = event_text(want, k->id, k->acked);

		assert_true(k->done || k->ending);
		OK(p, store_read_body(v, k->id, &body, &p->err));
		assert_int_equal(body.len, n);
		assert_memory_equal(body.data, want, n);
		k->done = true;
		buf_free(&body);
		return;
	}
	assert_false(k->done);
	OK(p, store_read_events(v, k->id, check_event, &c, &p->err));
	assert_true(c.good);
	assert_in_range(c.count, k->acked, k->acked + k->trying);
	k->acked = c.count;
}

static int64_t
number_in(struct store *s, const char *sql)
{
	sqlite3_stmt *st;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(s->db, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

/* What must agree whatever moment was the last: each is a count of what does not. */
static const char *const agreements[] = {
	"SELECT (SELECT count(*) FROM audit) - (SELECT n FROM audit_head)",
	("SELECT (SELECT count(*) FROM audit WHERE event = 'take') - "
	 "(SELECT count(*) FROM record)"),
	("SELECT (SELECT count(*) FROM audit WHERE event = 'seal') - "
	 "(SELECT count(*) FROM envelope)"),
	("SELECT (SELECT count(*) FROM record WHERE state = 'done') - "
	 "(SELECT count(*) FROM envelope)"),
	("SELECT (SELECT count(*) FROM record WHERE state != 'done') - "
	 "(SELECT count(*) FROM resume)"),
	"SELECT count(*) FROM event JOIN envelope USING(record)",
};

static void
look(struct practice *p, bool all)
{
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	int64_t there = 0;

	for (int i = 0; i < draft_count; i++) {
		struct known *k = &drafts[i];

		if (k->touched || all)
			hold_against(p, s, v, k);
		k->touched = k->ending = false;
		k->trying = 0;
		there += k->acked > 0 || k->done;
	}
	assert_int_equal(number_in(s, "SELECT count(*) FROM record"), there);
	for (size_t i = 0; i < COUNT_OF(agreements); i++)
		if (number_in(s, agreements[i]))
			fail_msg("does not agree: %s", agreements[i]);
	store_vault_free(v);
	store_close(s);
}

static void
sleep_us(long us)
{
	struct timespec t = {0, us * 1000};

	nanosleep(&t, NULL);
}

static int64_t
round_of_kill(struct practice *p, bool *ret_hot)
{
	struct message m;
	struct stat st;
	int ends[2], status;
	int64_t heard = 0;
	ssize_t n;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (!child) {
		close(ends[0]);
		child_run(p, ends[1]);
	}
	close(ends[1]);
	if (roll(4)) /* most are killed at work, however busy the machine is */
		(void)poll(&(struct pollfd){ends[0], POLLIN, 0}, 1, 5000);
	else
		sleep_us(2000);
	sleep_us((long)roll(25000));
	kill(child, SIGKILL);
	while ((n = read(ends[0], &m, sizeof m)) > 0) {
		assert_int_equal(n, sizeof m);
		hear(&m);
		heard += m.said == SAID_PUT || m.said == SAID_DONE;
	}
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	*ret_hot = !stat(p->journal, &st) && st.st_size > 0;
	return heard;
}

TEST(store, no_acknowledged_answer_is_lost_to_kill_9_and_none_is_invented)
{
	int64_t kills = setting("KILLS", 200), acknowledged = 0, hot_journals = 0;
	struct practice *p = practice_new();

	seed = (uint64_t)setting("KILL_SEED", clock_now());
	print_message("# KILL_SEED=%lld\n", (long long)seed);
	for (int64_t i = 0; i < kills; i++) {
		bool hot;

		acknowledged += round_of_kill(p, &hot);
		hot_journals += hot;
		roll(2); /* the child rolled in a copy */
		look(p, i == kills - 1);
	}
	print_message("# %lld kills, %lld acknowledged, 0 lost, %lld hot journals, %d "
		      "interviews, %lld resumed\n",
		(long long)kills, (long long)acknowledged, (long long)hot_journals,
		draft_count, (long long)resumes);
	assert_true(resumes > kills / 20 &&
		acknowledged > kills / 4); /* the campaign did reach the store */
	free(p);
}
