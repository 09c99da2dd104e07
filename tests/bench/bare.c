/*
 * bare.c - the floor of the console: one question in ncurses, and nothing else
 *
 * Draws what anteroom draws for such a question; the arrow keys move the cursor, q or the
 * end of input ends it.  No form, no store, no conversation: the same library cannot do
 * less.
 */
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

enum { TOP = 6, LEFT = 5 };

static const char *const answers[] = {
	"( ) 0  Not at all",
	"( ) 1  A little",
	"( ) 2  Sometimes",
	"( ) 3  Often",
	"( ) 4  Almost all the time",
};
enum { ANSWERS = sizeof(answers) / sizeof(answers[0]) };

static void
draw(int focus)
{
	erase();
	mvaddstr(0, 1, "Part 1 of 6: Part");
	mvaddstr(0, 47, "Question 1. At most 299 left.");
	mvaddstr(2, 1, "In the last 7 days:");
	mvaddstr(3, 1, "I could not feel emotions. Made line 0");
	for (int i = 0; i < ANSWERS; i++) {
		attrset(i == focus ? A_BOLD : A_NORMAL);
		mvaddstr(TOP + i, LEFT - 4, answers[i]);
	}
	attrset(A_NORMAL);
	mvaddstr(TOP + ANSWERS + 1, 1,
		"Enter next   b back   s skip   w why   p break   x hide   ? help");
	move(TOP + focus, LEFT - 3);
	refresh();
}

int
main(void)
{
	SCREEN *screen;
	int focus = 0, key = 0;

	setlocale(LC_ALL, "");
	screen = newterm(NULL, stdout, stdin);
	if (!screen)
		return EXIT_FAILURE;
	raw();
	noecho();
	keypad(stdscr, TRUE);
	while (key != 'q' && key != ERR) {
		draw(focus);
		key = getch();
		if (key == KEY_DOWN && focus < ANSWERS - 1)
			focus++;
		if (key == KEY_UP && focus > 0)
			focus--;
	}
	endwin();
	delscreen(screen);
	return EXIT_SUCCESS;
}
