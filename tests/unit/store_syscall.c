/*
 * store_syscall.c - what the kernel says, through SQLite's own file system
 *
 * As store_fault.c, one level lower: single system calls of SQLite are replaced
 * (xSetSystemCall), so that what it makes of a short write or of ENOSPC is tried, too.
 *
 * EVERY (149) from the environment: only each so many-th call; 1 for all.
 */
#include "store/interview.h"

#include <errno.h>
#include <fcntl.h>

static struct {
	long at, seen;
	bool lasting;
	int hits;
} call;

static bool
fails(void)
{
	call.seen++;
	if (!call.at || (call.lasting ? call.seen < call.at : call.seen != call.at))
		return false;
	call.hits++;
	return true;
}

static void
heal(void)
{
	call.at = 0;
}

/* Half of it is written; asked to write the rest, the disk is full. */
static ssize_t
full_pwrite(int fd, const void *p, size_t n, off_t at)
{
	static bool rest;

	if (rest) {
		rest = false;
		errno = ENOSPC;
		return -1;
	}
	rest = fails();
	return pwrite(fd, p, rest ? (n + 1) / 2 : n, at);
}

/* As a file system may, without being broken: less than was asked, or a signal. */
static ssize_t
slow_pwrite(int fd, const void *p, size_t n, off_t at)
{
	if (++call.seen % 3 == 0) {
		errno = EINTR;
		return -1;
	}
	return pwrite(fd, p, n > 1000 ? 1000 : n, at);
}

static int
broken_truncate(int fd, off_t size)
{
	if (!fails())
		return ftruncate(fd, size);
	errno = EIO;
	return -1;
}

static int
broken_open(const char *path, int flags, int mode)
{
	if (!fails())
		return open(path, flags, mode);
	errno = EMFILE;
	return -1;
}

static const struct {
	const char *name;
	sqlite3_syscall_ptr with;
	const char *calls[2];
} replaced[] = {
	{"half a write, then ENOSPC", (sqlite3_syscall_ptr)full_pwrite,
         {"pwrite", "pwrite64"}								},
	{"truncate EIO",              (sqlite3_syscall_ptr)broken_truncate, {"ftruncate", NULL}},
	{"open EMFILE",               (sqlite3_syscall_ptr)broken_open,     {"open", NULL}     },
};

static void
replace(const char *const calls[2], sqlite3_syscall_ptr with)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find("unix");

	for (int i = 0; i < 2; i++)
		if (calls[i])
			(void)!vfs->xSetSystemCall(vfs, calls[i], with);
}

static bool
held(long at, bool lasting)
{
	struct practice *p = practice_left_hot();
	struct interview i;

	call.at = at;
	call.seen = 0;
	call.hits = 0;
	call.lasting = lasting;
	hold(&i, p, heal, at);
	check_whole(&i);
	free(p);
	return call.hits > 0;
}

TEST(store, a_system_call_that_fails_loses_no_answer)
{
	long every = setting("EVERY", 149), runs = 0;

	for (size_t k = 0; k < COUNT_OF(replaced); k++)
		for (int lasting = 0; lasting < 2; lasting++) {
			long at = 1;

			replace(replaced[k].calls, replaced[k].with);
			while (held(at, lasting))
				at += every > 7 && k ? 7 : every, runs++;
			replace(replaced[k].calls, NULL);
			assert_true(at > 1);
		}
	print_message("# %ld runs, 0 answers lost\n", runs);
}

TEST(store, short_writes_and_signals_are_no_failure)
{
	static const char *const calls[2] = {"pwrite", "pwrite64"};
	struct practice *p = practice_left_hot();
	struct interview i;

	replace(calls, (sqlite3_syscall_ptr)slow_pwrite);
	call.seen = 0;
	hold(&i, p, heal, 0);
	assert_int_equal(i.failures, 0);
	assert_true(call.seen > 100);
	replace(calls, NULL);
	check_whole(&i);
	free(p);
}
