/* pty.c - a process behind a pseudo-terminal: what it draws is read as it comes */
#define _DEFAULT_SOURCE /* forkpty */
#include "pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

enum { QUIET_MS = 20, LIMIT_MS = 20000, DEEP = 8 };

/* Named keys; an arrow depends on the mode that the program has set. */
static const struct {
	const char *name, *bytes, *application;
} keys[] = {
	{"Enter", "\r",     "\r"    },
	{"Up",    "\033[A", "\033OA"},
	{"Down",  "\033[B", "\033OB"},
};

/* ---- one program of the command line ---- */

static char **
take_steps(struct pty_program *p, char **argv)
{
	while (*argv && (*argv)[0] == '-' && strchr("wpk", (*argv)[1]) && argv[1]) {
		if (p->step_count == PTY_STEPS_MAX)
			bench_die("too many steps");
		p->steps[p->step_count++] = (struct pty_step){(*argv)[1], argv[1]};
		argv += 2;
	}
	return argv;
}

char **
pty_program_take(struct pty_program *p, char **argv)
{
	argv = take_steps(p, argv);
	if (!argv[0] || !argv[1] || argv[0][0] == '-')
		bench_die("a program is: [-w TEXT] [-p MS] [-k KEY]... NAME COMMAND...");
	p->name = *argv++;
	p->argv = argv;
	for (; *argv; argv++)
		if (strcmp(*argv, "--") == 0) {
			*argv = NULL;
			return argv + 1;
		}
	return argv;
}

/* ---- reading ---- */

static void
give_up(const struct pty *t, const char *why, const char *text)
{
	fprintf(stderr, "%s: %s%s%s%s\n", t->program->name, why, text ? ": '" : "",
		text ? text : "", text ? "'" : "");
	fprintf(stderr, "its screen:\n");
	grid_print(&t->grid, stderr);
	bench_die("a program did not draw what it should");
}

static void
take_bytes(struct pty *t)
{
	char bytes[4096];
	ssize_t n = read(t->fd, bytes, sizeof(bytes));

	if (n > 0) {
		t->last = bench_now();
		t->bytes += (size_t)n;
		grid_feed(&t->grid, bytes, (size_t)n);
	} else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
		give_up(t, "it ended", NULL);
	}
}

/* Looked for when it is quiet only: a look costs more than a read. */
double
pty_settle(struct pty *t, const char *text)
{
	double end = bench_now() + LIMIT_MS / 1e3;
	struct pollfd wait = {.fd = t->fd, .events = POLLIN};

	for (;;) {
		int n = poll(&wait, 1, QUIET_MS);

		if (n > 0)
			take_bytes(t);
		else if (n == 0 && (text ? grid_shows(&t->grid, text) : t->bytes > 0))
			return t->last;
		if (bench_now() > end)
			give_up(t, "it does not show", text ? text : "anything");
	}
}

/* ---- writing ---- */

double
pty_send(struct pty *t, const char *key)
{
	const char *bytes = key;
	double start;
	size_t n;

	for (size_t i = 0; i < COUNT_OF(keys); i++)
		if (strcmp(key, keys[i].name) == 0)
			bytes = t->grid.application_keys ? keys[i].application
							 : keys[i].bytes;
	n = strlen(bytes);
	t->bytes = 0;
	start = bench_now();
	if (write(t->fd, bytes, n) != (ssize_t)n)
		give_up(t, "it takes no key", key);
	return start;
}

static void
pause_ms(const char *ms)
{
	poll(NULL, 0, (int)strtol(ms, NULL, 10));
}

void
pty_play(struct pty *t)
{
	for (; t->step < t->program->step_count; t->step++) {
		const struct pty_step *s = &t->program->steps[t->step];

		if (s->kind == 'w')
			pty_settle(t, s->what);
		else if (s->kind == 'k')
			pty_send(t, s->what);
		else
			pause_ms(s->what);
	}
}

/* ---- the process ---- */

/* What a person's terminal says, and nothing that would change what is drawn. */
ATTR_NORETURN static void
become(const struct pty_program *p)
{
	static const char *const unwanted[] = {
		"LINES", "COLUMNS", "ACCESSIBLE", "NO_COLOR", "CI", "SSH_CONNECTION"};

	for (size_t i = 0; i < COUNT_OF(unwanted); i++)
		unsetenv(unwanted[i]);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	execvp(p->argv[0], p->argv);
	_exit(127);
}

double
pty_start(struct pty *t, const struct pty_program *p, int columns, int rows)
{
	struct winsize size = {
		.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
	const char *text = NULL;
	double start;

	memset(t, 0, sizeof(*t));
	t->program = p;
	grid_init(&t->grid, columns, rows);
	if (p->step_count && p->steps[0].kind == 'w')
		text = p->steps[t->step++].what;
	start = bench_now();
	t->pid = forkpty(&t->fd, NULL, NULL, &size);
	if (t->pid == 0)
		become(p);
	if (t->pid < 0 || fcntl(t->fd, F_SETFD, FD_CLOEXEC))
		bench_die("cannot start a process on a terminal");
	return pty_settle(t, text) - start;
}

void
pty_end(struct pty *t)
{
	kill(t->pid, SIGKILL);
	close(t->fd);
	waitpid(t->pid, NULL, 0);
}

double
pty_waited(const struct pty *t)
{
	double ran, waited = 0; /* nanoseconds */
	char path[64];
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/schedstat", (long)t->pid);
	f = fopen(path, "r");
	if (!f || fscanf(f, "%lf %lf", &ran, &waited) != 2)
		waited = 0;
	if (f)
		fclose(f);
	return waited / 1e9;
}

/* ---- memory ---- */

/* "Name:   123 kB" in a file of /proc, in bytes; 0: not there, or not for us. */
static double
proc_bytes(pid_t pid, const char *file, const char *name)
{
	char path[64], line[256];
	double kb = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/%s", (long)pid, file);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		if (strncmp(line, name, strlen(name)) == 0)
			kb = (double)strtol(line + strlen(name), NULL, 10);
	if (f)
		fclose(f);
	return kb * 1024;
}

static void
add_memory(struct pty_memory *m, pid_t pid, int depth)
{
	char path[64];
	long child;
	FILE *f;

	m->resident += proc_bytes(pid, "status", "VmRSS:");
	m->proportional += proc_bytes(pid, "smaps_rollup", "Pss:");
	snprintf(path, sizeof(path), "/proc/%ld/task/%ld/children", (long)pid, (long)pid);
	f = depth < DEEP ? fopen(path, "r") : NULL;
	while (f && fscanf(f, "%ld", &child) == 1)
		add_memory(m, (pid_t)child, depth + 1);
	if (f)
		fclose(f);
}

struct pty_memory
pty_memory(const struct pty *t)
{
	struct pty_memory m = {0, 0};

	add_memory(&m, t->pid, 0);
	return m;
}
