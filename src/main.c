/* main.c - a process that leaves no trace, and the command it was asked for */
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "command/command.h"

int
main(int argc, char **argv)
{
	const struct rlimit no_core = {0, 0};

	/* Without these a process of the same user, or a core file, could show answers. */
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) || setrlimit(RLIMIT_CORE, &no_core))
		return EXIT_FAILURE;
	umask(077);
	mem_in_large_pages();
	return command_run(argc, argv);
}
