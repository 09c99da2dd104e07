/*
 * pty.h - a command on a terminal of its own, and a person's fingers
 *
 *	steps: "wait for TEXT", "pause MS", "send KEY"  ->  times of the last byte
 *
 * The terminal is an xterm-256color in UTF-8.  A frame is there when its text is on the
 * screen and nothing more has come for QUIET_MS; its time is that of its last byte, so
 * the wait is not part of it.
 *
 * Owns:  a started pty owns its process and its descriptor until pty_end.
 * Units: seconds of CLOCK_MONOTONIC, bytes.
 * Fails: never twice: it says what is on the screen and ends the program.
 */
#ifndef TESTS_BENCH_PTY_H
#define TESTS_BENCH_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "grid.h"

enum { PTY_STEPS_MAX = 24 };

struct pty_step {
	int kind;         /* 'w' wait for a text, 'p' pause, 'k' send a key */
	const char *what; /* text, milliseconds, or a key: Enter, Up, Down, or itself */
};

/* [-w TEXT] [-p MS] [-k KEY]... NAME COMMAND ARG... */
struct pty_program {
	const char *name;
	char **argv;
	struct pty_step steps[PTY_STEPS_MAX];
	size_t step_count;
};

struct pty_memory {
	double resident,
		proportional; /* bytes; proportional 0: the kernel does not say */
};

struct pty {
	const struct pty_program *program;
	pid_t pid;
	int fd;
	size_t step;  /* the next one to play */
	double last;  /* when the last byte came */
	size_t bytes; /* since the last key */
	struct grid grid;
};

/* argv up to "--" or its end; returns what is behind it. */
char **pty_program_take(struct pty_program *p, char **argv);

/* Seconds from fork to the first frame: the one of the first step, if that waits. */
double pty_start(struct pty *t, const struct pty_program *p, int columns, int rows);
/* The other steps. */
void pty_play(struct pty *t);
/* Until text shows (NULL: until anything has come since the last key) and it is quiet;
 * when the last byte came. */
double pty_settle(struct pty *t, const char *text);
/* When it was sent. */
double pty_send(struct pty *t, const char *key);
/* How long it could have run and had no processor, because other work did; 0 where the
 * kernel does not count it. */
double pty_waited(const struct pty *t);
/* Of the process and its children. */
struct pty_memory pty_memory(const struct pty *t);
void pty_end(struct pty *t);

#endif
