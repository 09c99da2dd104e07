/*
 * store_kill.c - kill -9 at any moment loses no acknowledged answer
 *
 * A child answers, stops, resumes and finishes interviews, and tells its parent through
 * a pipe before and after each call.  The parent kills it at a random moment, or it dies
 * in the middle of a random write to its files; then the parent opens the store again and
 * holds it against what it was told: everything acknowledged is there, in order; at most
 * the one call that was under way is there besides; nothing else.
 *
 * KILLS (150) and KILL_SEED from the environment.
 */
#include "store/fault_vfs.h"
#include "store/known.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <time.h>

#include "base/clock.h"

#define DRAFTS_MAX 65536

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

/* Resume one that is not finished; NULL when it must wait after kills in mid-resume. */
static struct store_draft *
child_resume(struct store *s, int which)
{
	struct known *k = &drafts[which];
	struct check c = {k->id, 0, true};
	struct err err = ERR_NONE;
	struct store_draft *d = NULL;
	int wait, rc = store_resume(s, k->code, check_event, &c, &d, &wait, &err);

	if (rc == ERR_LOCKED && wait)
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
	char body[EVENT_ROOM];
	size_t n = event_text(body, store_draft_id(d), count);

	say(SAID_ENDING, which, count, d, NULL);
	must(draft_end(d, STORE_DONE, "head", 4, body, n, &err), &err);
	say(SAID_DONE, which, count, d, NULL);
}

static void
child_put(struct store_draft *d, int which, int count, enum store_state state)
{
	struct err err = ERR_NONE;
	char text[EVENT_ROOM];
	size_t n = event_text(text, store_draft_id(d), count);

	say(SAID_TRY, which, count, NULL, NULL);
	must(store_event_put(d, state, text, n, &err), &err);
	say(SAID_PUT, which, count, d, NULL);
	drafts[which].acked = count;
}

static void
child_interview(struct store *s)
{
	struct err err = ERR_NONE;
	struct store_draft *d = NULL;
	int which = draft_count ? (int)roll((unsigned)draft_count) : 0, count;

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
		child_put(d, which, ++count, STORE_OPEN);
	}
	snprintf(drafts[which].id, STORE_ID_HEX, "%s", store_draft_id(d));
	snprintf(drafts[which].code, STORE_CODE_TEXT, "%s", store_draft_code(d));
	if (roll(3) == 0) {
		child_finish(d, which, count);
		drafts[which].done = true;
	} else if (roll(2)) {
		child_put(d, which, ++count, STORE_STOPPED);
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
	if (roll(3))
		fault_kill(1 + (long)roll(300));
	else
		fault_remove();
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
	int64_t kills = setting("KILLS", 150), acknowledged = 0, hot_journals = 0;
	struct practice *p = practice_new();

	fault_install(); /* the parent does not wait for syncs */
	seed = (uint64_t)setting("KILL_SEED", clock_now());
	print_message("# KILL_SEED=%lld\n", (long long)seed);
	for (int64_t i = 0; i < kills; i++) {
		bool hot;

		acknowledged += round_of_kill(p, &hot);
		hot_journals += hot;
		roll(2); /* the child rolled in a copy */
		look_at(p, drafts, draft_count, i == kills - 1);
	}
	print_message("# %lld kills, %lld acknowledged, 0 lost, %lld hot journals, %d "
		      "interviews, %lld resumed\n",
		(long long)kills, (long long)acknowledged, (long long)hot_journals,
		draft_count, (long long)resumes);
	assert_true(resumes > kills / 20 &&
		acknowledged > kills / 4); /* the campaign did reach the store */
	free(p);
}
