/*
 * frame.h - what a terminal shows at one moment: rows of text and a cursor
 *
 * On its own, since curses has names of its own for what the interview knows, too.
 */
#ifndef CONSOLE_FRAME_H
#define CONSOLE_FRAME_H

enum look { LOOK_PLAIN, LOOK_BOLD, LOOK_FOCUS };

struct frame_row {
	const char *text; /* printable; "" for an empty one */
	enum look look;
};

struct frame {
	struct frame_row *rows;
	int row_count;
	int cursor_row, cursor_column; /* from 0 */
};

#endif
