/*
 * store_memory.c - no memory at every single allocation of an interview
 *
 * SQLite is given a heap whose n-th allocation fails, once or from then on until there
 * is memory again.  What base/mem.h and libsodium give is not made to fail here: without
 * it the program ends by design (base_mem.c), every answer being on disk already, and
 * that end is what store_kill.c tries at every moment.
 *
 * EVERY (199) from the environment: only each so many-th allocation; 1 for all.
 */
#include "store/interview.h"

static struct {
	long at, seen;
	bool lasting;
	int hits;
} memory;

static sqlite3_mem_methods usual;

static bool
none_left(void)
{
	memory.seen++;
	if (!memory.at ||
		(memory.lasting ? memory.seen < memory.at : memory.seen != memory.at))
		return false;
	memory.hits++;
	return true;
}

static void *
failing_malloc(int n)
{
	return none_left() ? NULL : usual.xMalloc(n);
}

static void *
failing_realloc(void *p, int n)
{
	return none_left() ? NULL : usual.xRealloc(p, n);
}

static void
arm(long at, bool lasting)
{
	memory.at = at;
	memory.seen = 0;
	memory.hits = 0;
	memory.lasting = lasting;
}

static void
heal(void)
{
	memory.at = 0;
}

static void
install(void)
{
	sqlite3_mem_methods ours;

	if (usual.xMalloc)
		return;
	assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual), SQLITE_OK);
	ours = usual;
	ours.xMalloc = failing_malloc;
	ours.xRealloc = failing_realloc;
	assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &ours), SQLITE_OK);
}

static void
campaign(bool lasting)
{
	long every = setting("EVERY", 199), runs = 0, points = 0;
	bool failed = true;

	install();
	heal();
	fault_install(); /* nothing fails there; syncs are not waited for */
	fault_heal();
	for (long at = 1; failed; at += every, runs++) {
		struct practice *p = practice_left_hot();
		struct interview i;

		arm(at, lasting);
		hold(&i, p, heal, at);
		failed = memory.hits > 0;
		if (!failed)
			points = memory.seen;
		check_whole(&i);
		free(p);
	}
	print_message("# %ld allocations, %ld runs%s, 0 answers lost\n", points, runs,
		lasting ? ", lasting" : "");
	assert_true(points > 500);
}

TEST(store, memory_that_is_gone_once_anywhere_loses_no_answer)
{
	campaign(false);
}

TEST(store, memory_that_is_gone_until_it_comes_back_loses_no_answer)
{
	campaign(true);
}
