/*
 * screen_child.h - the full screen in a process and on a terminal of its own, for tests
 *
 * The child takes two_tongues, remembers what it stored, and tells it at its end through
 * a pipe: every event as a word, then whether the terminal is as it was, and whether the
 * events can be replayed.  The parent has the other end of the terminal.
 */
#ifndef TESTS_UNIT_SCREEN_CHILD_H
#define TESTS_UNIT_SCREEN_CHILD_H

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "console/console.h"
#include "unit/interview_set.h"

struct screen_child {
	int master, story;
	pid_t pid;
};

/* What the child is started with. */
struct screen_how {
	const char *kind; /* TERM */
	const char *lang; /* NULL: ask */
	int columns, rows;
	struct console_options options; /* in and out are the terminal's */
	struct idle_times idle;
	struct kiosk kiosk;
};

ATTR_UNUSED static void
screen_size(int fd, int columns, int rows)
{
	struct winsize size = {
		.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};

	ioctl(fd, TIOCSWINSZ, &size);
}

/* The record up to its end fits the form: the same engine takes it again. */
static bool
screen_replays(struct sitting *s)
{
	size_t n = s->memory.events.count;

	/* nothing can follow these, and so nobody comes back to them */
	if (n &&
		(s->memory.events.at[n - 1].kind == EVENT_FINISH ||
			s->memory.events.at[n - 1].kind == EVENT_DECLINE))
		s->memory.events.count--;
	return !s->memory.events.count || sitting_again(s) == 0;
}

static void
screen_child_run(int tty, int story, const struct screen_how *how)
{
	struct console_options o = how->options;
	struct err err = ERR_NONE;
	struct termios before, after;
	struct console *c;
	struct sitting s;
	struct sink sink = {&s.memory, memory_put, memory_code};
	const char *all;

	setenv("TERM", how->kind, 1);
	console_locale();
	sitting_open(&s, two_tongues, how->lang);
	interview_free(s.iv);
	s.options.idle = how->idle;
	s.options.kiosk = how->kiosk;
	s.iv = interview_new(s.form, &test_practice, &sink, &s.options);
	o.in = o.out = tty;
	c = console_screen_new(&o);
	tcgetattr(tty, &before);
	console_run(s.iv, c, &err);
	tcgetattr(tty, &after);
	console_free(c);
	all = memory_story(&s.memory);
	all = arena_printf(&s.arena, "%s %s %s", all,
		before.c_lflag == after.c_lflag ? "tty-as-before" : "tty-changed",
		screen_replays(&s) ? "replays" : "does-not-replay");
	if (write(story, all, strlen(all)) < 0)
		_exit(1);
	_exit(0);
}

/* False: there is no terminal to be had. */
ATTR_UNUSED static bool
screen_child_open(struct screen_child *c, const struct screen_how *how)
{
	int ends[2], tty;

	c->master = posix_openpt(O_RDWR | O_NOCTTY);
	if (c->master < 0 || grantpt(c->master) || unlockpt(c->master) || pipe(ends))
		return false;
	tty = open(ptsname(c->master), O_RDWR | O_NOCTTY);
	if (tty < 0)
		return false;
	screen_size(tty, how->columns, how->rows);
	c->pid = fork();
	if (c->pid == 0) {
		setsid();
		close(open(ptsname(c->master), O_RDWR)); /* its controlling terminal */
		close(c->master);
		close(ends[0]);
		screen_child_run(tty, ends[1], how);
	}
	close(tty);
	close(ends[1]);
	c->story = ends[0];
	return c->pid > 0;
}

/* What it stored, when it has ended. */
ATTR_UNUSED static const char *
screen_child_story(struct screen_child *c, char *story, size_t size)
{
	size_t have = 0;
	ssize_t n;

	while (have + 1 < size && (n = read(c->story, story + have, size - 1 - have)) > 0)
		have += (size_t)n;
	story[have] = '\0';
	close(c->story);
	return story;
}

#endif
