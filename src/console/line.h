/*
 * line.h - line mode, between its files
 *
 *	line.c        the four functions, and what each typed line comes to
 *	line_read.c   lines from a descriptor: caps, UTF-8, signals, what was typed ahead
 *	line_show.c   a view to lines of text; line_prompt.c: what is asked for
 *	line_word.c   typed words to acts
 *
 * Append-only, not one escape byte, prompts on their own line.  What is typed while
 * nobody asked is never an answer.
 */
#ifndef CONSOLE_LINE_H
#define CONSOLE_LINE_H

#include "base/arena.h"
#include "base/buf.h"
#include "console/console.h"

enum {
	LINE_COLUMNS = 72,
	LINE_CAP = 8192, /* bytes of one typed line */
	LINE_PAGE = 20,  /* rows of the review at a time */
	LINE_HIDE = 60,  /* empty lines that hide what is on the screen */
	LINE_WHERE = 5,  /* questions after which the place is said again */
};

/* What came when a line was waited for. */
enum got {
	GOT_LINE,
	GOT_END,        /* end of input, or nobody is reading */
	GOT_BREAK,      /* SIGINT */
	GOT_HANGUP,     /* SIGTERM, SIGHUP */
	GOT_TOO_LONG,   /* more than LINE_CAP; thrown away up to its end */
	GOT_UNREADABLE, /* not UTF-8 */
	GOT_TICK,       /* nothing came until reader.wake */
};

struct reader {
	int fd;
	bool tty;
	struct buf pending; /* read, not taken yet */
	bool overlong;      /* inside a line past the cap */
	bool by_key;        /* the last line was one key, without Enter */
	bool ended;
	bool secret;  /* the next line is not echoed */
	int64_t wake; /* milliseconds UTC: wait no longer than that; 0: for ever */
};

void reader_init(struct reader *r, int fd);
void reader_free(struct reader *r);
/* The next line, cleaned, in the arena.  keys: on a terminal, one of these characters is
 * a line by itself; NULL: none. */
enum got reader_line(struct reader *r, struct arena *a, const char *keys, char **ret);
/* A line as if it were typed next. */
void reader_push_back(struct reader *r, const char *line);
/* On a terminal: is there more at this moment?  Only a paste is that fast. */
bool reader_more(struct reader *r);
/* On a terminal: forget what was typed ahead; true when there was something. */
bool reader_drop(struct reader *r);

struct line {
	struct console console;
	struct console_options options;
	struct reader in;
	bool dead;          /* nobody reads what is written */
	bool begun;         /* something was written */
	struct arena arena; /* cleared at each line */
	struct buf text;    /* a text answer, line by line */
	bool has_next;      /* after an accepted ACT_SAY, go on */
	enum act then;      /* after an accepted ACT_SAY, this instead */
	enum screen screen; /* of the last view shown */
	size_t item_number;
	enum lang lang;
	bool any_shown;
	bool whole;         /* say choices in full: after the screen was hidden */
	size_t since_where; /* questions */
	size_t page;        /* of the review: first row */
	bool text_waits;    /* a text was being typed when time went by */
	bool text_told;     /* how to end a text */
	bool ended;         /* the last view was shown */
};

/* ---- line_show.c ---- */

void line_write(struct line *l, const char *bytes, size_t n);
/* One paragraph or more, wrapped, each line ended. */
void line_say(struct line *l, const char *text);
void line_say_id(struct line *l, enum lang lang, enum text_id id);
/* An empty line, but not at the very beginning. */
void line_gap(struct line *l);
void line_show_view(struct line *l, const struct view *v);
void line_show_choices(struct line *l, const struct view *v);
void line_show_where(struct line *l, const struct view *v);
/* Several choices, before they count. */
void line_show_chosen(struct line *l, const struct view *v);
void line_show_rows(struct line *l, const struct view *v);
/* The prompt; no newline after it. */
void line_prompt(struct line *l, const struct view *v);
/* "go, skip or break": the choices of a screen. */
const char *line_choice_words(struct line *l, const struct view *v);

/* ---- line_leave.c ---- */

/* So many empty lines: what stood there is out of sight. */
void line_push_away(struct line *l, int lines);
/* At the end on a terminal: the answers can still be read, and are cleared for who wants
 * it; in a kiosk in any case, once the last words were read or two minutes went by. */
void line_leave(struct line *l);

/* ---- line_word.c ---- */

/* Words that line mode has for itself. */
enum own_word { OWN_NONE, OWN_AGAIN, OWN_CHOICES, OWN_WHERE, OWN_MORE };

struct typed {
	enum { TYPED_ANSWER, TYPED_ACT, TYPED_OWN, TYPED_NOT_HERE, TYPED_UNKNOWN } kind;
	enum act act;
	const char *lang; /* ACT_LANGUAGE by name */
	enum own_word own;
};

struct typed line_word(struct arena *a, const struct view *v, const char *line);
/* The word to show for one of its own: "more". */
const char *line_own_word(struct arena *a, enum own_word w, enum lang lang);
const struct action *
line_action(const struct view *v, enum act act); /* NULL: not allowed */

#endif
