/*
 * store_fault.c - a full or failing disk at every single call of an interview
 *
 * The same short interview is held again and again, each time with the next call of one
 * kind failing, once or from then on until the disk is put right.  It begins with the
 * journal of a killed console, so that going back by it is among what fails.
 *
 * EVERY (41) from the environment: only each so many-th point; 1 for all.
 */
#include "store/interview.h"

static const struct plan {
	const char *name;
	enum fault_op op;
	int code;
	bool torn;
} plans[] = {
	{"write EIO",                  FAULT_WRITE,    SQLITE_IOERR_WRITE,    false},
	{"write ENOSPC",               FAULT_WRITE,    SQLITE_FULL,           false},
	{"half a write, then EIO",     FAULT_WRITE,    SQLITE_IOERR_WRITE,    true },
	{"half a write, then ENOSPC",  FAULT_WRITE,    SQLITE_FULL,           true },
	{"sync EIO",                   FAULT_SYNC,     SQLITE_IOERR_FSYNC,    false},
	{"sync ENOSPC",                FAULT_SYNC,     SQLITE_FULL,           false},
	{"read EIO",                   FAULT_READ,     SQLITE_IOERR_READ,     false},
	{"open EIO, ENOSPC or EMFILE", FAULT_OPEN,     SQLITE_CANTOPEN,       false},
	{"truncate EIO",               FAULT_TRUNCATE, SQLITE_IOERR_TRUNCATE, false},
	{"lock EIO",                   FAULT_LOCK,     SQLITE_IOERR_LOCK,     false},
	{"access EIO",                 FAULT_ACCESS,   SQLITE_IOERR_ACCESS,   false},
	{"delete EIO",                 FAULT_DELETE,   SQLITE_IOERR_DELETE,   false},
	{"size EIO",                   FAULT_SIZE,     SQLITE_IOERR_FSTAT,    false},
};

/* Every point of one kind; returns how many there are. */
static long
campaign(const struct plan *plan, bool lasting, long first, long every, long *runs)
{
	bool failed = true;
	long at = first, points = 0;

	for (; failed; at += every, ++*runs) {
		struct practice *p = practice_left_hot();
		struct interview i;

		fault_arm(FAULT_KIND(plan->op), plan->code, at, lasting, plan->torn);
		hold(&i, p, fault_heal, at);
		failed = fault.hits > 0;
		points = fault.seen;
		check_whole(&i);
		free(p);
	}
	return points;
}

static void
every_plan(bool lasting)
{
	long every = setting("EVERY", 41), runs = 0;

	fault_install();
	fault_heal();
	for (size_t k = 0; k < COUNT_OF(plans); k++) {
		long before = runs;
		/* few of a kind: all of them */
		bool few = plans[k].op == FAULT_DELETE || plans[k].op == FAULT_OPEN;
		long points = campaign(&plans[k], lasting, few ? 1 : 1 + (long)k % every,
			few ? 1 : every, &runs);

		print_message("# %s%s: %ld points, %ld runs\n", plans[k].name,
			lasting ? ", lasting" : "", points, runs - before);
		assert_true(points > 0);
	}
	print_message("# %ld runs, 0 answers lost\n", runs);
}

TEST(store, a_disk_that_fails_once_anywhere_loses_no_answer)
{
	every_plan(false);
}

TEST(store, a_disk_that_fails_until_it_is_put_right_loses_no_answer)
{
	every_plan(true);
}

TEST(store, creating_a_practice_on_a_failing_disk_leaves_nothing_behind)
{
	bool failed = true;

	fault_install();
	for (long at = 1; failed; at += setting("EVERY", 5)) {
		struct practice *p;
		struct store_paths paths;
		char db[200], card[200];
		struct err err = ERR_NONE;

		fault_heal();
		p = practice_again(); /* for its folder */
		snprintf(db, sizeof db, "%s/again/store.db", p->folder);
		snprintf(card, sizeof card, "%s/again/keys/practice.card", p->folder);
		paths = (struct store_paths){.db = db, .card = card};
		fault_arm(FAULT_CHANGES, 0, at, false, false);
		failed = members_create(&paths, MEMBER, PASSPHRASE, NULL, &err) != 0;
		fault_heal();
		if (failed)
			OK(p, members_create(&paths, MEMBER, PASSPHRASE, NULL, &p->err));
		p->paths = paths;
		store_close(opened(p));
		free(p);
	}
}
