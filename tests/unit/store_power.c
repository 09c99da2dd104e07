/*
 * store_power.c - power that goes at any write loses no acknowledged answer
 *
 * Interviews are taken, answered, stopped, resumed, finished and erased on a disk in memory whose
 * power is cut at each of its writes, syncs, truncations, creations in turn; what
 * survived is written down and opened with SQLite's own file system (without waiting
 * for syncs: nothing is cut there).  A third of the
 * time power goes once more while the store is opened for the first time after the cut.
 * Several cuts in a row meet the same store.
 *
 * CUTS (150) and POWER_SEED from the environment.
 */
#include "store/fault_vfs.h"
#include "store/known.h"
#include "store/power_vfs.h"

#include "base/clock.h"
#include "store/life.h"

#define IN_A_ROW 12 /* cuts that the same store meets */
#define TRIALS   30 /* with less synced */
#define KNOWN    (4 * IN_A_ROW)

static struct known drafts[KNOWN];
static int draft_count;
static int64_t acknowledged;

struct run {
	struct practice *p;
	struct store *s;
	struct store_draft *d;
	int which, count;
};

/* What was told to somebody: never after power went. */
static bool
acked(int rc)
{
	bool yes = !rc && !power.dead;

	acknowledged += yes;
	return yes;
}

static bool
take(struct run *r)
{
	r->which = draft_count++;
	r->count = 0;
	memset(&drafts[r->which], 0, sizeof drafts[0]);
	store_draft_free(r->d);
	r->d = NULL;
	if (store_take(r->s, DAY, &r->d, &r->p->err))
		return false;
	snprintf(drafts[r->which].id, STORE_ID_HEX, "%s", store_draft_id(r->d));
	drafts[r->which].touched = true;
	return true;
}

static bool
answer_as(struct run *r, enum store_state state)
{
	struct known *k = &drafts[r->which];
	char text[EVENT_ROOM];
	size_t n = event_text(text, k->id, r->count + 1);

	k->trying = 1;
	if (!acked(store_event_put(r->d, state, text, n, &r->p->err)))
		return false;
	snprintf(k->code, STORE_CODE_TEXT, "%s", store_draft_code(r->d));
	k->trying = 0;
	k->acked = ++r->count;
	return true;
}

static bool
answer(struct run *r)
{
	return answer_as(r, STORE_OPEN);
}

static bool
stop(struct run *r)
{
	bool good = answer_as(r, STORE_STOPPED);

	store_draft_free(r->d);
	r->d = NULL;
	return good;
}

/* Any that was begun and is not finished: by its code. */
static bool
resume(struct run *r)
{
	struct known *k = NULL;
	struct check c = {NULL, 0, true};
	int wait, rc;

	store_draft_free(r->d);
	r->d = NULL;
	for (int i = 0, at = (int)roll((unsigned)draft_count); i < draft_count && !k;
		i++) {
		r->which = (at + i) % draft_count;
		k = &drafts[r->which];
		if (!k->code[0] || k->done) /* the code was never told, or is over */
			k = NULL;
	}
	if (!k)
		return false;
	k->touched = true;
	c.id = k->id;
	rc = store_resume(r->s, k->code, check_event, &c, &r->d, &wait, &r->p->err);
	if (rc == ERR_LOCKED && wait)
		return true; /* cuts in the middle of its resumes count as wrong codes */
	if (!acked(rc)) {
		if (!power.dead)
			fail_msg("resume: %s", r->p->err.text);
		return false;
	}
	assert_true(c.good);
	assert_int_equal(c.count, k->acked);
	r->count = c.count;
	return true;
}

static bool
finish(struct run *r)
{
	struct known *k = &drafts[r->which];
	char body[EVENT_ROOM];
	size_t n = event_text(body, k->id, r->count);

	if (!r->d)
		return true;
	k->ending = true;
	if (!acked(draft_end(r->d, STORE_DONE, "head", 4, body, n, &r->p->err)))
		return false;
	k->done = true;
	return true;
}

static bool
answer_if_resumed(struct run *r)
{
	return r->d ? answer(r) : true;
}

/* A therapist erases the one that is done, and the file is written anew. */
static bool
erase(struct run *r)
{
	struct store_erased erased;
	struct store_vault *v = NULL;
	struct known *k = NULL;
	bool good;

	for (int i = 0; i < draft_count && !k; i++)
		if (drafts[i].done && !drafts[i].gone)
			k = &drafts[i];
	if (!k)
		return true;
	if (store_unlock(r->s, PASSPHRASE, &v, &r->p->err))
		return false;
	k->touched = k->erasing = true;
	good = acked(store_erase(v, k->id, &erased, &r->p->err));
	store_vault_free(v);
	k->gone = good;
	return good;
}

static bool (*const script[])(struct run *r) = {take, answer, answer, answer, stop,
	resume, answer_if_resumed, answer_if_resumed, finish, take, answer, stop, resume,
	answer_if_resumed, erase, take, answer, finish};

/* Every step until power goes; pragma: what to do worse than the store does. */
static void
run_until_cut(struct practice *p, const char *pragma)
{
	struct run r = {.p = p};
	size_t i = 0;

	err_clear(&p->err);
	if (!store_open(&r.s, &p->paths, &p->err)) {
		if (pragma)
			sqlite3_exec(r.s->db, pragma, NULL, NULL, NULL);
		while (i < COUNT_OF(script) && script[i](&r))
			err_clear(&p->err), i++;
	}
	if (i < COUNT_OF(script) && !power.dead)
		fail_msg("step %zu failed without a cut: %s", i, p->err.text);
	store_draft_free(r.d);
	store_close(r.s);
	err_clear(&p->err);
}

/* Power goes again while what the first cut left is being put right. */
static bool
cut_in_recovery(struct practice *p, enum power_mode mode)
{
	struct store *s = NULL;
	bool cut;

	power_on(p->db, mode, roll);
	power_cut_at(1 + (long)roll(8));
	if (!store_open(&s, &p->paths, &p->err))
		store_close(s);
	err_clear(&p->err);
	cut = power.dead;
	power_off(p->db);
	return cut;
}

/* How many operations the script has on a fresh store. */
static long
operations(void)
{
	struct practice *p = practice_again();
	long n;

	power_on(p->db, POWER_STRICT, roll);
	draft_count = 0;
	run_until_cut(p, NULL);
	n = power.seen;
	power_off(p->db);
	free(p);
	return n;
}

TEST(store, power_that_goes_at_any_write_loses_no_acknowledged_answer)
{
	int64_t cuts = setting("CUTS", 150), hot = 0, again = 0;
	struct practice *p = NULL;
	long points;

	fault_install();
	seed = (uint64_t)setting("POWER_SEED", clock_now());
	print_message("# POWER_SEED=%lld\n", (long long)seed);
	points = operations();
	assert_in_range(points, 100, 7000);
	acknowledged = 0;
	for (int64_t i = 0; i < cuts; i++) {
		/* every point once in `points` cuts, in the other mode the next time */
		enum power_mode mode = (i + i / points) % 2 ? POWER_EXT4 : POWER_STRICT;

		if (i % IN_A_ROW == 0) {
			free(p);
			p = practice_again();
			draft_count = 0;
		}
		power_on(p->db, mode, roll);
		power_cut_at(1 + (long)(i * 7919 % points));
		run_until_cut(p, NULL);
		hot += power_off(p->db);
		if (roll(3) == 0)
			again += cut_in_recovery(p, mode);
		look_at(p, drafts, draft_count, true);
	}
	free(p);
	print_message("# %lld power cuts at %ld points, %lld more in recovery, %lld "
		      "acknowledged, 0 lost, 0 corrupt, %lld hot journals\n",
		(long long)cuts, points, (long long)again, (long long)acknowledged,
		(long long)hot);
	assert_true(hot > cuts / 20 && again > 0 && acknowledged > cuts);
}

/* True when something acknowledged is gone or the store is broken. */
static bool
something_is_lost(struct practice *p)
{
	struct store *s = NULL;
	struct store_vault *v = NULL;
	bool lost = store_open(&s, &p->paths, &p->err) ||
		store_unlock(s, PASSPHRASE, &v, &p->err);

	for (int i = 0; i < draft_count && !lost; i++) {
		struct check c = {drafts[i].id, 0, true};
		struct buf body = BUF_NONE;

		if (!drafts[i].acked || drafts[i].ending)
			continue;
		lost = store_read(
			       v, drafts[i].id, STORE_EVENTS, check_event, &c, &p->err) ||
			!c.good || c.count < drafts[i].acked;
		buf_free(&body);
	}
	store_vault_free(v);
	store_close(s);
	err_clear(&p->err);
	return lost;
}

/* A campaign that cannot fail proves nothing. */
TEST(store, the_same_cuts_lose_answers_where_less_is_synced)
{
	static const char *const worse[] = {
		"PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL",
		"PRAGMA synchronous = OFF",
	};

	fault_install();
	seed = 1;
	for (size_t w = 0; w < COUNT_OF(worse); w++) {
		int lost = 0;

		for (long i = 0; i < TRIALS; i++) {
			struct practice *p = practice_again();

			draft_count = 0;
			power_on(p->db, POWER_STRICT, roll);
			power_cut_at(20 + i * 4);
			run_until_cut(p, worse[w]);
			power_off(p->db);
			lost += something_is_lost(p);
			free(p);
		}
		print_message(
			"# %s: %d of %d cuts lost something\n", worse[w], lost, TRIALS);
		assert_true(lost > 0);
	}
}
