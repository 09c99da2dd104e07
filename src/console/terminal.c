/*
 * terminal.c - ncurses: eight rules, each found by trying
 *
 * newterm, never initscr (which ends the program on an unknown TERM).  Handlers of signals
 * come first.  raw(), so that Ctrl-C, Ctrl-Z, Ctrl-S are keys.  A short ESCDELAY, longer
 * over ssh.  Bracketed paste.  erase() before the end, since the Linux console has no
 * second screen.  The hardware cursor stays visible: braille displays follow it.
 */
#define NCURSES_WIDECHAR 1
#include "console/terminal.h"

#include <curses.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "console/wait.h"

enum {
	PASTE_BEGINS = KEY_MAX + 1, /* key codes of ours */
	PASTE_ENDS,
	ESCAPE_MS = 25,      /* a lone Esc is told from the keys that begin with it */
	ESCAPE_SSH_MS = 100, /* a slow line takes a key apart */
	PASTE_MS = 1000,     /* a paste whose end never comes */
};

struct terminal {
	SCREEN *screen;
	FILE *in, *out;
	bool ascii;
	bool pasting;
	bool telling; /* a test reads the title */
	bool titled;  /* the terminal has a title to set */
	bool modal;   /* it knows private modes, or looks past them */
	unsigned frames;
};

/* ---- open and close ---- */

/* Bytes for the terminal that curses has no word for. */
static void
put_bytes(struct terminal *t, const char *bytes)
{
	fputs(bytes, t->out);
	fflush(t->out);
}

static int
refused(struct err *err, const char *why)
{
	err_set(err, ERR_REFUSED, "no full screen here: %s", why);
	err_advise(err, "take it line by line: --mode line");
	return ERR_REFUSED;
}

static bool
can_place_cursor(void)
{
	const char *cup = tigetstr("cup");

	return cup && cup != (char *)-1;
}

/* Xterm and its kin; elsewhere the bytes would be shown. */
static bool
has_title(void)
{
	return tigetflag("XT") == 1;
}

/* Its own description uses private modes, as "\033[?25h": one more is at worst ignored. */
static bool
has_modes(void)
{
	static const char *const names[] = {"civis", "cnorm", "smkx", "smam", "smcup"};

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const char *bytes = tigetstr(names[i]);

		if (bytes && bytes != (char *)-1 && strstr(bytes, "\033[?"))
			return true;
	}
	return false;
}

/* Some terminals send one form where their description names the other, or has it for the
 * same arrow with Ctrl. */
static void
define_arrows(void)
{
	static const struct {
		char last;
		int code;
	} arrows[] = {
		{'A', KEY_UP   },
		{'B', KEY_DOWN },
		{'C', KEY_RIGHT},
		{'D', KEY_LEFT },
		{'H', KEY_HOME },
		{'F', KEY_END  },
	};

	for (size_t i = 0; i < COUNT_OF(arrows); i++) {
		const char cursor[] = {033, '[', arrows[i].last, '\0'};
		const char application[] = {033, 'O', arrows[i].last, '\0'};

		define_key(cursor, arrows[i].code);
		define_key(application, arrows[i].code);
	}
}

static void
set_up(struct terminal *t)
{
	set_escdelay(getenv("SSH_CONNECTION") ? ESCAPE_SSH_MS : ESCAPE_MS);
	raw();
	noecho();
	nonl();
	nodelay(stdscr, TRUE);
	keypad(stdscr, TRUE);
	intrflush(stdscr, FALSE);
	idlok(stdscr, FALSE);
	leaveok(stdscr, FALSE);
	define_key("\033[200~", PASTE_BEGINS);
	define_key("\033[201~", PASTE_ENDS);
	define_arrows();
	t->titled = has_title();
	if (t->titled || t->telling)
		put_bytes(t, "\033]2;anteroom\007");
	t->modal = has_modes();
	put_bytes(t, t->modal ? "\033[?2004h" : "");
	flushinp();
}

static void
close_files(struct terminal *t)
{
	if (t->in)
		fclose(t->in);
	if (t->out)
		fclose(t->out);
	mem_free(t);
}

int
terminal_open(struct terminal **ret, const struct terminal_options *o, struct err *err)
{
	struct terminal *t;
	int in, out;

	if (!isatty(o->in) || !isatty(o->out))
		return refused(err, "this is not a terminal");
	in = dup(o->in);
	out = dup(o->out);
	if (in < 0 || out < 0)
		return refused(err, "the terminal cannot be opened");
	t = mem_alloc(sizeof *t);
	t->in = fdopen(in, "r");
	t->out = fdopen(out, "w");
	t->ascii = o->ascii;
	t->telling = o->tell_frames;
	/* the size is the terminal's own, also when it changes, whatever these say */
	unsetenv("LINES");
	unsetenv("COLUMNS");
	t->screen = t->in && t->out ? newterm(NULL, t->out, t->in) : NULL;
	if (!t->screen) {
		close_files(t);
		return refused(err, "the kind of terminal (TERM) is not known");
	}
	set_term(t->screen);
	if (!can_place_cursor()) {
		endwin();
		delscreen(t->screen);
		close_files(t);
		return refused(
			err, "this kind of terminal (TERM) has no cursor to place");
	}
	set_up(t);
	*ret = t;
	return 0;
}

void
terminal_close(struct terminal *t, bool wipe)
{
	const char *clear_back = tigetstr("E3");

	signal(SIGTTOU, SIG_IGN); /* ended in the background: it must not stop there */
	erase();
	refresh();
	put_bytes(t, t->modal ? "\033[?2004l" : "");
	if (wipe && clear_back && clear_back != (char *)-1)
		put_bytes(t, clear_back);
	endwin();
	delscreen(t->screen);
	close_files(t);
	signal(SIGTTOU, SIG_DFL);
}

/* ---- out ---- */

void
terminal_size(const struct terminal *t, int *ret_columns, int *ret_rows)
{
	(void)t;
	getmaxyx(stdscr, *ret_rows, *ret_columns);
}

static attr_t
attribute(enum look look)
{
	return look == LOOK_BOLD ? A_BOLD : look == LOOK_FOCUS ? A_REVERSE : A_NORMAL;
}

/* A focused row is marked from its first letter to its last, not from edge to edge. */
static void
draw_row(const struct terminal *t, int row, const struct frame_row *r)
{
	struct arena a = ARENA_NONE;
	const char *text = t->ascii ? utf8_ascii(&a, r->text) : r->text;
	int blanks = (int)strspn(text, " ");

	move(row, 0);
	attrset(A_NORMAL);
	addnstr(text, blanks);
	attrset(attribute(r->look));
	addstr(text + blanks);
	attrset(A_NORMAL);
	clrtoeol();
	arena_free(&a);
}

void
terminal_tell(struct terminal *t, bool settled)
{
	char title[64];

	if (!t->telling)
		return;
	snprintf(title, sizeof title, "\033]2;frame %u%s\007", t->frames,
		settled ? "" : " wait");
	put_bytes(t, title);
}

void
terminal_draw(struct terminal *t, const struct frame *f, bool all)
{
	int columns, rows;

	terminal_size(t, &columns, &rows);
	erase();
	for (int i = 0; i < rows && i < f->row_count; i++)
		draw_row(t, i, &f->rows[i]);
	move(f->cursor_row < rows ? f->cursor_row : rows - 1,
		f->cursor_column < columns ? f->cursor_column : columns - 1);
	if (all)
		clearok(stdscr, TRUE);
	refresh();
	t->frames++;
}

/* ---- in ---- */

/* What curses or the keyboard says, and what it is here. */
static const struct {
	bool coded; /* a key of curses, not a character */
	int code;
	enum key_kind kind;
} known[] = {
	{false, '\r',          KEYS_ENTER    },
	{false, '\n',          KEYS_ENTER    },
	{false, '\t',          KEYS_TAB      },
	{false, 0x1b,          KEYS_ESCAPE   },
	{false, 0x7f,          KEYS_RUB_OUT  },
	{false, 0x08,          KEYS_RUB_OUT  },
	{false, 0x03,          KEYS_BREAK    },
	{false, 0x18,          KEYS_HIDE     },
	{false, 0x0c,          KEYS_AGAIN    },
	{true,  KEY_ENTER,     KEYS_ENTER    },
	{true,  KEY_BTAB,      KEYS_BACK_TAB },
	{true,  KEY_UP,        KEYS_UP       },
	{true,  KEY_DOWN,      KEYS_DOWN     },
	{true,  KEY_LEFT,      KEYS_LEFT     },
	{true,  KEY_RIGHT,     KEYS_RIGHT    },
	{true,  KEY_HOME,      KEYS_HOME     },
	{true,  KEY_END,       KEYS_END      },
	{true,  KEY_PPAGE,     KEYS_PAGE_UP  },
	{true,  KEY_NPAGE,     KEYS_PAGE_DOWN},
	{true,  KEY_BACKSPACE, KEYS_RUB_OUT  },
	{true,  KEY_DC,        KEYS_DELETE   },
	{true,  KEY_RESIZE,    KEYS_AGAIN    },
	{true,  PASTE_BEGINS,  KEYS_PASTE    },
	{true,  PASTE_ENDS,    KEYS_PASTED   },
};

static struct key
key_of(struct terminal *t, bool coded, wint_t c)
{
	struct key k = {coded ? KEYS_OTHER : KEYS_CHAR, coded ? 0 : (uint32_t)c};

	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (known[i].coded == coded && (wint_t)known[i].code == c)
			k.kind = known[i].kind;
	if (k.kind == KEYS_CHAR && (c < 0x20 || utf8_unsafe(k.c)))
		k.kind = KEYS_OTHER;
	if (k.kind == KEYS_PASTE)
		t->pasting = true;
	if (k.kind == KEYS_PASTED)
		t->pasting = false;
	return k;
}

/* Nobody is at the other end any more. */
static bool
is_gone(const struct terminal *t)
{
	struct pollfd p = {fileno(t->in), POLLIN, 0};

	return poll(&p, 1, 0) > 0 && (p.revents & (POLLHUP | POLLERR | POLLNVAL));
}

static const struct key no_key = {KEYS_COUNT, 0};

/* A key that is there already. */
static struct key
key_now(struct terminal *t)
{
	wint_t c = 0;
	int got = get_wch(&c);

	return got == ERR ? no_key : key_of(t, got == KEY_CODE_YES, c);
}

/* In the order of enum came, from CAME_TICK on. */
static const enum key_kind keys_of_signals[] = {
	KEYS_TICK, KEYS_BREAK, KEYS_HANGUP, KEYS_HANGUP, KEYS_AGAIN};

struct key
terminal_key(struct terminal *t, int64_t ms)
{
	for (;;) {
		struct key k = key_now(t);
		enum came came;

		if (k.kind != KEYS_COUNT)
			return k;
		came = wait_for(fileno(t->in), t->pasting ? PASTE_MS : ms);
		if (came == CAME_TICK && t->pasting) {
			t->pasting = false;
			return (struct key){KEYS_PASTED, 0};
		}
		if (came == CAME_INPUT && is_gone(t))
			return (struct key){KEYS_HANGUP, 0};
		if (came == CAME_SIZE) {
			k = key_now(t); /* curses has seen the size, too */
			return k.kind != KEYS_COUNT ? k : (struct key){KEYS_AGAIN, 0};
		}
		if (came != CAME_INPUT)
			return (struct key){keys_of_signals[came - CAME_TICK], 0};
	}
}

void
terminal_flush(struct terminal *t)
{
	t->pasting = false;
	flushinp();
}
