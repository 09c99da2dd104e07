/*
 * wait.h - waiting for a person, and what may come instead
 *
 * Signals are blocked except inside pselect(), so that none can interrupt the moment in
 * which an answer is written to disk, and none is lost between a look and a wait.
 */
#ifndef CONSOLE_WAIT_H
#define CONSOLE_WAIT_H

#include <stdbool.h>
#include <stdint.h>

enum came {
	CAME_INPUT,  /* there is something to read, or the end of it */
	CAME_TICK,   /* the time that was asked for is here */
	CAME_BREAK,  /* SIGINT */
	CAME_HANGUP, /* SIGTERM, SIGHUP */
	CAME_END,    /* the descriptor cannot be waited for */
	CAME_SIZE,   /* the terminal has another size, or was stopped and goes on */
	CAME_COUNT = CAME_SIZE /* those that end a wait for a line */
};

/* Started in the background it stops here until it is called to the front, as every program
 * at a terminal does; before signals are held back, so that it can be ended meanwhile. */
void wait_foreground(int terminal);
/* Handlers for the signals; they are held back but while something is waited for. */
void wait_signals_on(void);
void wait_signals_off(void);
/* ms: no longer than that; negative: for ever. */
enum came wait_for(int fd, int64_t ms);
/* Milliseconds from now to an instant (UTC), at least 0; -1 for 0, which is never. */
int64_t wait_until(int64_t instant);
/* Is there something to read at this moment? */
bool wait_at_once(int fd);

#endif
