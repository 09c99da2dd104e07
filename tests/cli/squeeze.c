/*
 * squeeze.c - a line of input is a new size of a terminal's line: one signal, one frame
 *
 *	"/dev/pts/3 12 40\n"	rows and columns; until the input ends
 *
 * stty sets rows and columns one after the other, and is a process for each.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

int
main(void)
{
	struct winsize size = {0};
	char line[256], path[200];

	while (fgets(line, sizeof line, stdin)) {
		int fd, rc;

		if (sscanf(line, "%199s %hu %hu", path, &size.ws_row, &size.ws_col) != 3)
			return 2;
		fd = open(path, O_RDWR | O_NOCTTY);
		rc = fd < 0 ? -1 : ioctl(fd, TIOCSWINSZ, &size);
		close(fd);
		if (rc) {
			perror(path);
			return 1;
		}
	}
	return 0;
}
