/* stop.h - Ctrl-C and SIGTERM wait until what is in hand is whole */
#ifndef COMMAND_STOP_H
#define COMMAND_STOP_H

/* From now on they are only remembered, until stop_end(). */
void stop_begin(void);
void stop_end(void);
/* The number of the one that came since stop_begin(); 0: none. */
int stop_signal(void);

#endif
