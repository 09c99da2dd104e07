/* child.h - a command as a process of its own: its times and its memory */
#ifndef TESTS_BENCH_CHILD_H
#define TESTS_BENCH_CHILD_H

#include "common.h"

struct child {
	const char *name;
	char **argv;
	int status;             /* what it must exit with; else the bench ends */
	const char *input;      /* its standard input, a file */
	struct times wall, cpu; /* seconds */
	struct times peak;      /* bytes resident, the most there were */
};

void child_run(struct child *p);

#endif
