#define _DEFAULT_SOURCE /* wait4, sync */
#include "child.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Not by fork(): copying this process's page tables would be counted as the other's. */
static pid_t
begin(const struct child *p)
{
	posix_spawn_file_actions_t to;
	pid_t pid;

	if (posix_spawn_file_actions_init(&to) ||
		posix_spawn_file_actions_addopen(&to, 0, p->input, O_RDONLY, 0) ||
		posix_spawn_file_actions_addopen(&to, 1, "/dev/null", O_WRONLY, 0) ||
		posix_spawn_file_actions_adddup2(&to, 1, 2) ||
		posix_spawnp(&pid, p->argv[0], &to, NULL, p->argv, environ))
		bench_die("cannot start a process");
	(void)posix_spawn_file_actions_destroy(&to);
	return pid;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

void
child_run(struct child *p)
{
	struct rusage used;
	double start;
	pid_t child;
	int status;

	sync(); /* what the one before left unwritten would be written at this one's fsync */
	start = bench_now();
	child = begin(p);
	if (wait4(child, &status, 0, &used) != child)
		bench_die("cannot start a process");
	if (!WIFEXITED(status) || WEXITSTATUS(status) != p->status) {
		fprintf(stderr, "%s: status %d\n", p->name,
			WIFEXITED(status) ? WEXITSTATUS(status) : -1);
		bench_die("it did not end as it should");
	}
	times_add(&p->wall, bench_now() - start);
	times_add(&p->cpu, seconds(used.ru_utime) + seconds(used.ru_stime));
	times_add(&p->peak, (double)used.ru_maxrss * 1024);
}
