#define _DEFAULT_SOURCE /* wait4 */
#include "child.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void
become(const struct child *p)
{
	int in = open(p->input, O_RDONLY), out = open("/dev/null", O_WRONLY);

	if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0)
		_exit(126);
	execvp(p->argv[0], p->argv);
	_exit(127);
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

void
child_run(struct child *p)
{
	double start = bench_now();
	struct rusage used;
	int status;
	pid_t child = fork();

	if (!child)
		become(p);
	if (child < 0 || wait4(child, &status, 0, &used) != child)
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
