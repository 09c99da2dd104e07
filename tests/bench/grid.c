/* grid.c - the part of a terminal that is needed to see what is on it */
#include "grid.h"

#include <string.h>

#include "common.h"

enum { GROUND, ESCAPE, CHARSET, CONTROL, STRING, STRING_ESCAPE };
enum { ROW_MAX = GRID_COLUMNS * sizeof(struct cell) };
enum { TAB_STOP = 8, MODE_CURSOR_KEYS = 1, MODE_OTHER_SCREEN = 1049 };

void
grid_init(struct grid *g, int columns, int rows)
{
	if (columns < 1 || columns > GRID_COLUMNS || rows < 1 || rows > GRID_ROWS)
		bench_die("no terminal is that large");
	memset(g, 0, sizeof(*g));
	g->columns = columns;
	g->rows = rows;
}

static int
within(int n, int low, int high)
{
	return n < low ? low : n > high ? high : n;
}

static void
blank(struct grid *g, int y, int from, int to)
{
	for (int x = from; x < to && x < g->columns; x++)
		g->cells[y][x].text[0] = '\0';
}

/* Rows from top on move by n, up where n is negative. */
static void
shift_rows(struct grid *g, int top, int n)
{
	int rows = g->rows - top, by = within(n, -rows, rows);

	if (by < 0)
		memmove(g->cells[top], g->cells[top - by],
			sizeof(g->cells[0]) * (size_t)(rows + by));
	else
		memmove(g->cells[top + by], g->cells[top],
			sizeof(g->cells[0]) * (size_t)(rows - by));
	for (int i = 0; i < (by < 0 ? -by : by); i++)
		blank(g, by < 0 ? g->rows - 1 - i : top + i, 0, g->columns);
}

static void
shift_cells(struct grid *g, int n)
{
	struct cell *row = g->cells[g->y];
	int room = g->columns - g->x, by = within(n, -room, room);

	if (by < 0) {
		memmove(row + g->x, row + g->x - by, sizeof(*row) * (size_t)(room + by));
		blank(g, g->y, g->columns + by, g->columns);
	} else {
		memmove(row + g->x + by, row + g->x, sizeof(*row) * (size_t)(room - by));
		blank(g, g->y, g->x, g->x + by);
	}
}

static void
down(struct grid *g)
{
	if (g->y == g->rows - 1)
		shift_rows(g, 0, -1);
	else
		g->y++;
}

static void
put(struct grid *g, const struct cell *letter)
{
	if (g->x >= g->columns) {
		g->x = 0;
		down(g);
	}
	g->cells[g->y][g->x++] = *letter;
	g->last = *letter;
}

static int
param(const struct grid *g, int i, int unless)
{
	return i < g->param_count && g->params[i] ? g->params[i] : unless;
}

static void
move(struct grid *g, int x, int y)
{
	g->x = within(x, 0, g->columns - 1);
	g->y = within(y, 0, g->rows - 1);
}

/* ---- one function per control sequence; n is its first number ---- */

static void
go_up(struct grid *g, int n)
{
	move(g, g->x, g->y - n);
}

static void
go_down(struct grid *g, int n)
{
	move(g, g->x, g->y + n);
}

static void
go_right(struct grid *g, int n)
{
	move(g, g->x + n, g->y);
}

static void
go_left(struct grid *g, int n)
{
	move(g, g->x - n, g->y);
}

static void
next_rows(struct grid *g, int n)
{
	move(g, 0, g->y + n);
}

static void
earlier_rows(struct grid *g, int n)
{
	move(g, 0, g->y - n);
}

static void
to_column(struct grid *g, int n)
{
	move(g, n - 1, g->y);
}

static void
to_row(struct grid *g, int n)
{
	move(g, g->x, n - 1);
}

static void
to_place(struct grid *g, int n)
{
	move(g, param(g, 1, 1) - 1, n - 1);
}

static void
erase_line(struct grid *g, int n)
{
	(void)n;
	switch (param(g, 0, 0)) {
	case 0:
		blank(g, g->y, g->x, g->columns);
		break;
	case 1:
		blank(g, g->y, 0, g->x + 1);
		break;
	default:
		blank(g, g->y, 0, g->columns);
		break;
	}
}

static void
erase_screen(struct grid *g, int n)
{
	int part = param(g, 0, 0);

	for (int y = 0; y < g->rows; y++)
		if (part > 1 || (part ? y < g->y : y > g->y))
			blank(g, y, 0, g->columns);
	if (part < 2)
		erase_line(g, n);
}

static void
erase_cells(struct grid *g, int n)
{
	blank(g, g->y, g->x, g->x + n);
}

static void
insert_cells(struct grid *g, int n)
{
	shift_cells(g, n);
}

static void
delete_cells(struct grid *g, int n)
{
	shift_cells(g, -n);
}

static void
insert_rows(struct grid *g, int n)
{
	shift_rows(g, g->y, n);
}

static void
delete_rows(struct grid *g, int n)
{
	shift_rows(g, g->y, -n);
}

static void
repeat(struct grid *g, int n)
{
	struct cell letter = g->last;

	for (int i = 0; i < n; i++)
		put(g, &letter);
}

static void
set_mode(struct grid *g, int n, bool on)
{
	if (g->mark != '?')
		return;
	if (n == MODE_CURSOR_KEYS)
		g->application_keys = on;
	if (n == MODE_OTHER_SCREEN)
		for (int y = 0; y < g->rows; y++)
			blank(g, y, 0, g->columns);
}

static void
mode_on(struct grid *g, int n)
{
	set_mode(g, n, true);
}

static void
mode_off(struct grid *g, int n)
{
	set_mode(g, n, false);
}

static const struct {
	char letter;
	void (*act)(struct grid *g, int n);
} controls[] = {
	{'@', insert_cells},
	{'A', go_up       },
	{'B', go_down     },
	{'C', go_right    },
	{'D', go_left     },
	{'E', next_rows   },
	{'F', earlier_rows},
	{'G', to_column   },
	{'H', to_place    },
	{'J', erase_screen},
	{'K', erase_line  },
	{'L', insert_rows },
	{'M', delete_rows },
	{'P', delete_cells},
	{'X', erase_cells },
	{'b', repeat      },
	{'d', to_row      },
	{'f', to_place    },
	{'h', mode_on     },
	{'l', mode_off    },
};

/* ---- bytes ---- */

static void
control(struct grid *g, char c)
{
	int *n = &g->params[g->param_count ? g->param_count - 1 : 0];

	if (c >= '0' && c <= '9') {
		g->param_count = g->param_count ? g->param_count : 1;
		*n = within(*n * 10 + (c - '0'), 0, 9999);
	} else if (c == ';') {
		g->param_count =
			within(g->param_count ? g->param_count + 1 : 2, 0, GRID_PARAMS);
	} else if (c >= '<' && c <= '?') {
		g->mark = c;
	} else if (c >= '@' && c <= '~') {
		g->state = GROUND;
		for (size_t i = 0; i < COUNT_OF(controls); i++)
			if (controls[i].letter == c)
				controls[i].act(g, param(g, 0, 1));
	}
}

static void
escape(struct grid *g, char c)
{
	g->state = GROUND;
	if (c == '[') {
		memset(g->params, 0, sizeof(g->params));
		g->param_count = 0;
		g->mark = '\0';
		g->state = CONTROL;
	} else if (strchr("]PX^_", c)) {
		g->state = STRING;
	} else if (strchr("()*+#%", c)) {
		g->state = CHARSET;
	} else if (c == 'M' && g->y) {
		g->y--;
	} else if (c == 'M') {
		shift_rows(g, 0, 1);
	}
}

/* A letter may come in pieces: it is put when the next begins, or at once when whole. */
static void
letter(struct grid *g, unsigned char c)
{
	size_t have = strlen(g->letter.text), want;
	unsigned char first;

	if (c < 0x80 || c >= 0xc0 || have + 2 > sizeof(g->letter.text))
		have = 0;
	g->letter.text[have] = (char)c;
	g->letter.text[have + 1] = '\0';
	first = (unsigned char)g->letter.text[0];
	want = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	if (have + 1 < want)
		return;
	put(g, &g->letter);
	g->letter.text[0] = '\0';
}

static void
ground(struct grid *g, char c)
{
	switch (c) {
	case '\033':
		g->state = ESCAPE;
		break;
	case '\r':
		g->x = 0;
		break;
	case '\n':
		down(g);
		break;
	case '\b':
		go_left(g, 1);
		break;
	case '\t':
		go_right(g, TAB_STOP - g->x % TAB_STOP);
		break;
	default:
		if ((unsigned char)c >= ' ' && c != 0x7f)
			letter(g, (unsigned char)c);
		break;
	}
}

void
grid_feed(struct grid *g, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		switch (g->state) {
		case ESCAPE:
			escape(g, bytes[i]);
			break;
		case CHARSET:
			g->state = GROUND;
			break;
		case CONTROL:
			control(g, bytes[i]);
			break;
		case STRING:
			g->state = bytes[i] == '\a'  ? GROUND
				: bytes[i] == '\033' ? STRING_ESCAPE
						     : STRING;
			break;
		case STRING_ESCAPE:
			g->state = GROUND;
			break;
		default:
			ground(g, bytes[i]);
			break;
		}
}

/* One row as text, blanks at its end left out. */
static const char *
row_text(const struct grid *g, int y, char room[ROW_MAX])
{
	size_t n = 0, end = 0;

	for (int x = 0; x < g->columns; x++) {
		const char *text = g->cells[y][x].text;

		if (!*text)
			text = " ";
		memcpy(room + n, text, strlen(text));
		n += strlen(text);
		if (*text != ' ')
			end = n;
	}
	room[end] = '\0';
	return room;
}

bool
grid_shows(const struct grid *g, const char *text)
{
	char room[ROW_MAX];

	for (int y = 0; y < g->rows; y++)
		if (strstr(row_text(g, y, room), text))
			return true;
	return false;
}

void
grid_print(const struct grid *g, FILE *to)
{
	char room[ROW_MAX];

	for (int y = 0; y < g->rows; y++)
		if (*row_text(g, y, room))
			fprintf(to, "%2d  %s\n", y, room);
}
