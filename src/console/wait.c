/* wait.c - pselect(), with the signals that end or mend an interview */
#include "console/wait.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/select.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/clock.h"

/* What a handler may touch, and no more. */
static volatile sig_atomic_t signal_break, signal_hang_up, signal_size;

/* What each signal comes to; SIGWINCH has a handler of curses, if any. */
static const struct watched {
	int number;
	volatile sig_atomic_t *flag;
	enum came came;
} watched[] = {
	{SIGTERM,  &signal_hang_up, CAME_HANGUP},
	{SIGHUP,   &signal_hang_up, CAME_HANGUP},
	{SIGINT,   &signal_break,   CAME_BREAK },
	{SIGCONT,  &signal_size,    CAME_SIZE  },
	{SIGWINCH, NULL,            CAME_SIZE  },
};

static struct sigaction before[COUNT_OF(watched)], before_pipe;
static sigset_t mask_before;

static void
on_signal(int number)
{
	for (size_t i = 0; i < COUNT_OF(watched); i++)
		if (watched[i].number == number)
			*watched[i].flag = 1;
}

void
wait_foreground(int terminal)
{
	pid_t front = tcgetpgrp(terminal);

	if (front > 0 && front != getpgrp())
		raise(SIGTTOU);
}

void
wait_signals_on(void)
{
	struct sigaction act = {.sa_handler = on_signal}, none = {.sa_handler = SIG_IGN};
	sigset_t held;

	signal_break = signal_hang_up = signal_size = 0;
	sigemptyset(&act.sa_mask);
	sigemptyset(&none.sa_mask);
	sigemptyset(&held);
	for (size_t i = 0; i < COUNT_OF(watched); i++) {
		sigaddset(&held, watched[i].number);
		if (watched[i].flag)
			sigaction(watched[i].number, &act, &before[i]);
	}
	sigaction(SIGPIPE, &none, &before_pipe); /* a closed output is seen by write() */
	sigprocmask(SIG_BLOCK, &held, &mask_before);
}

void
wait_signals_off(void)
{
	sigset_t pending;

	/* one that came after the last wait has nothing left to end */
	sigpending(&pending);
	for (size_t i = 0; i < COUNT_OF(watched); i++) {
		int number;
		sigset_t one;

		if (!sigismember(&pending, watched[i].number))
			continue;
		sigemptyset(&one);
		sigaddset(&one, watched[i].number);
		sigwait(&one, &number);
	}
	for (size_t i = 0; i < COUNT_OF(watched); i++)
		if (watched[i].flag)
			sigaction(watched[i].number, &before[i], NULL);
	sigaction(SIGPIPE, &before_pipe, NULL);
	sigprocmask(SIG_SETMASK, &mask_before, NULL);
}

/* A signal that has come, and is forgotten; CAME_INPUT: none. */
static enum came
signalled(void)
{
	for (size_t i = 0; i < COUNT_OF(watched); i++)
		if (watched[i].flag && *watched[i].flag) {
			if (watched[i].came != CAME_HANGUP)
				*watched[i].flag = 0;
			return watched[i].came;
		}
	return CAME_INPUT;
}

int64_t
wait_until(int64_t instant)
{
	int64_t left = instant ? instant - clock_now() : -1;

	return instant && left < 0 ? 0 : left;
}

enum came
wait_for(int fd, int64_t ms)
{
	sigset_t open = mask_before;
	struct timespec left = {(time_t)(ms / 1000), (long)(ms % 1000) * 1000000};
	enum came came;
	fd_set set;
	int n;

	for (size_t i = 0; i < COUNT_OF(watched); i++)
		sigdelset(&open, watched[i].number);
	FD_ZERO(&set);
	FD_SET(fd, &set);
	n = pselect(fd + 1, &set, NULL, NULL, ms < 0 ? NULL : &left, &open);
	came = signalled();
	if (came != CAME_INPUT)
		return came;
	if (n > 0)
		return CAME_INPUT;
	if (n == 0)
		return CAME_TICK;
	return errno == EINTR ? CAME_SIZE : CAME_END;
}

bool
wait_at_once(int fd)
{
	static const struct timespec now = {0, 0};
	fd_set set;

	FD_ZERO(&set);
	FD_SET(fd, &set);
	return pselect(fd + 1, &set, NULL, NULL, &now, NULL) > 0;
}
