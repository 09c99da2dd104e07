/* screen.c - the full screen: show, wait, and what is kept between keys */
#include "console/screen.h"

#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "console/wait.h"

/* ---- a frame ---- */

static const char *
clock_text(struct full *s)
{
	time_t now = (time_t)(clock_now() / 1000);
	struct tm tm;

	if (!localtime_r(&now, &tm))
		return NULL;
	return arena_printf(&s->arena, "%d:%02d", tm.tm_hour, tm.tm_min);
}

static void
frame_make(struct full *s)
{
	struct sheet_ask ask = {
		.view = s->view,
		.focus = s->menu ? s->menu_focus : s->focus,
		.page = s->menu ? s->menu_page : s->page,
		.menu = s->menu,
		.no_error = s->told,
		.edit = s->editing && !s->menu ? &s->edit : NULL,
	};

	arena_clear(&s->arena);
	if (s->view->screen == SCREEN_HIDDEN)
		ask.clock = clock_text(s);
	terminal_size(s->terminal, &ask.columns, &ask.rows);
	s->targets = sheet_targets(&s->arena, s->view, s->menu, &s->target_count);
	sheet_make(&s->arena, &ask, &s->sheet);
	if (s->menu)
		s->menu_page = s->sheet.page;
	else
		s->page = s->sheet.page;
}

static void
draw(struct full *s, bool all)
{
	frame_make(s);
	terminal_draw(s->terminal, &s->sheet.frame, all);
	terminal_tell(s->terminal, !s->deaf_until && !s->enter_from);
}

void
screen_follow(struct full *s)
{
	int focus = s->menu ? s->menu_focus : s->focus;

	/* pages may have changed with what is shown: look at today's */
	frame_make(s);
	if (focus < 0 || (size_t)focus >= s->target_count)
		return;
	if (s->menu)
		s->menu_page = s->sheet.target_pages[focus];
	else
		s->page = s->sheet.target_pages[focus];
}

bool
screen_in_sight(const struct full *s, int focus)
{
	return focus >= 0 && (size_t)focus < s->target_count &&
		s->sheet.target_pages[focus] == s->sheet.page;
}

void
screen_follow_size(struct full *s)
{
	bool focused = screen_in_sight(s, s->menu ? s->menu_focus : s->focus);
	bool field = view_is_typed(s->view) && !s->menu && screen_last_page(s);

	frame_make(s);
	if (focused)
		screen_follow(s);
	else if (field && s->sheet.page_count)
		s->page = s->sheet.page_count - 1;
}

bool
screen_last_page(const struct full *s)
{
	return s->sheet.page + 1 >= s->sheet.page_count;
}

/* ---- open and show ---- */

static int
screen_open(struct console *c, struct err *err)
{
	struct full *s = c->self;
	struct terminal_options o = {
		s->options.in, s->options.out, s->options.ascii, s->options.tell_frames};
	int rc;

	wait_foreground(o.in);
	wait_signals_on(); /* first: a key may come while the terminal is set up */
	rc = terminal_open(&s->terminal, &o, err);
	if (rc)
		wait_signals_off();
	return rc;
}

/* The answer that is there has the focus: Enter keeps it. */
static int
first_focus(const struct view *v)
{
	if (v->screen == SCREEN_QUESTION && v->type == ITEM_MANY)
		return -1;
	for (size_t i = 0; i < v->option_count; i++)
		if (v->options[i].on)
			return (int)i;
	return -1;
}

/* A field that was left for a moment is as it was. */
static void
field_begin(struct full *s, const struct view *v)
{
	bool same = s->editing && s->edit_screen == v->screen && s->edit_item &&
		s->edit_item == v->item_number;
	bool text = v->screen == SCREEN_QUESTION && v->type == ITEM_TEXT;
	size_t max = text && v->max_length > 0 ? (size_t)v->max_length : 64;

	if (!view_is_typed(v) || same)
		return;
	if (s->editing && s->edit_item && v->screen != SCREEN_QUESTION) {
		edit_end(&s->aside);
		s->aside = s->edit;
		s->aside_item = s->edit_item;
		s->edit = (struct edit){0};
	}
	edit_end(&s->edit);
	if (v->item_number && s->aside_item == v->item_number) {
		s->edit = s->aside;
		s->aside = (struct edit){0};
	} else {
		edit_begin(&s->edit, v->typed ? v->typed : "", max, text);
	}
	if (v->screen == SCREEN_QUESTION) {
		edit_end(&s->aside);
		s->aside_item = 0;
	}
	s->edit_screen = v->screen;
	s->edit_item = v->item_number;
}

static void
field_empty(struct full *s)
{
	size_t max = s->edit.max;

	edit_end(&s->edit);
	edit_begin(&s->edit, "", max, false);
}

/* Nothing can be done on it but to read. */
static bool
is_end(const struct view *v)
{
	return v->ended && v->screen != SCREEN_HIDDEN;
}

static int64_t
deaf_ms(const struct full *s)
{
	return s->options.deaf_ms ? s->options.deaf_ms : CONSOLE_DEAF_MS;
}

/* A key that is held down begins to repeat a quarter of a second to a second later: where
 * Enter alone goes on, it is only heard after that. */
enum { ENTERS = 4 }; /* times deaf_ms() */

static bool
enter_passes(const struct view *v)
{
	if (is_end(v))
		return true;
	if (v->option_count || view_is_typed(v))
		return false; /* there it does nothing by itself */
	for (size_t i = 0; i < v->action_count; i++)
		if (v->actions[i].primary)
			return true;
	return false;
}

static void
view_new(struct full *s, const struct view *v)
{
	s->shown = v->screen;
	s->item_number = v->item_number;
	s->focus = first_focus(v);
	s->page = s->menu_page = 0;
	s->menu = s->moved = false;
	s->menu_focus = -1;
	s->digits[0] = '\0';
	field_begin(s, v);
	s->editing = view_is_typed(v) || (s->editing && s->edit_item);
	s->deaf_until = s->enter_from = 0;
	if (v->sensitive || is_end(v)) {
		terminal_flush(s->terminal);
		s->pasting = false;
		s->deaf_until = clock_monotonic() + deaf_ms(s);
		if (enter_passes(v))
			s->enter_from = clock_monotonic() + ENTERS * deaf_ms(s);
	}
}

static void
screen_show(struct console *c, const struct view *v)
{
	struct full *s = c->self;
	bool same = s->any && s->shown == v->screen &&
		(v->screen != SCREEN_QUESTION || s->item_number == v->item_number);

	s->view = v;
	s->told = s->tentative;
	s->tentative = false;
	/* taken; what follows it comes at once.  Half a date keeps nobody from leaving. */
	if (s->has_next && (!v->error || s->next.act != ACT_NEXT))
		return;
	s->has_next = false;
	if (!same)
		view_new(s, v);
	else if (v->line && v->error)
		field_empty(s); /* a wrong code */
	s->any = true;
	draw(s, false);
}

/* ---- wait ---- */

static int64_t
left_until(int64_t then)
{
	int64_t left = then - clock_monotonic();

	return left > 0 ? left : 0;
}

/* How long nobody need look up. */
static int64_t
patience(const struct full *s)
{
	int64_t wake = wait_until(s->view->wake);

	if (s->deaf_until || s->enter_from)
		return left_until(s->deaf_until ? s->deaf_until : s->enter_from);
	if (s->view->screen == SCREEN_HIDDEN && (wake < 0 || wake > SCREEN_CLOCK_MS))
		return SCREEN_CLOCK_MS;
	return wake;
}

/* Time went by without a key, or it is over by now. */
static bool
is_over(const struct key *k, int64_t until)
{
	return k->kind == KEYS_TICK || clock_monotonic() >= until;
}

/* While it is deaf only the end of everything counts, and the size; a paste that begins
 * then stays a paste.  A key that is held down keeps it deaf until it was let go. */
static bool
passes(struct full *s, const struct key *k)
{
	bool ends = k->kind == KEYS_HANGUP || k->kind == KEYS_AGAIN;

	if (s->deaf_until) {
		if (k->kind == KEYS_PASTE || k->kind == KEYS_PASTED)
			s->pasting = k->kind == KEYS_PASTE;
		if (is_over(k, s->deaf_until)) {
			s->deaf_until = 0;
			terminal_tell(s->terminal, !s->enter_from);
		} else if (k->kind != KEYS_AGAIN) {
			s->deaf_until = clock_monotonic() + deaf_ms(s);
		}
		return ends;
	}
	if (s->enter_from && is_over(k, s->enter_from)) {
		s->enter_from = 0;
		terminal_tell(s->terminal, true);
		return k->kind != KEYS_TICK;
	}
	if (s->enter_from && k->kind == KEYS_ENTER) {
		s->deaf_until = clock_monotonic() + deaf_ms(s);
		return false;
	}
	return true;
}

/* A key that decides nothing: who reads or writes for long is not idle. */
static bool
is_touch(struct full *s, const struct key *k)
{
	int64_t now = clock_now();

	if (!s->view->wake || s->view->screen == SCREEN_HIDDEN || k->kind == KEYS_AGAIN ||
		(now >= s->touched && now - s->touched < SCREEN_TOUCH_MS))
		return false;
	s->touched = now;
	return true;
}

static struct input
screen_wait(struct console *c, const struct view *v)
{
	struct full *s = c->self;
	struct input in;

	s->view = v;
	if (s->has_next) {
		s->has_next = false;
		in = s->next;
		in.now = clock_now();
		return in;
	}
	for (;;) {
		struct key k = terminal_key(s->terminal, patience(s));

		if (!passes(s, &k))
			continue;
		if (k.kind == KEYS_TICK && v->screen == SCREEN_HIDDEN &&
			wait_until(v->wake) != 0) {
			draw(s, false);
			continue;
		}
		if (screen_key(s, &k, &in))
			return in;
		s->told = s->told || k.kind != KEYS_AGAIN;
		if (k.kind == KEYS_AGAIN)
			screen_follow_size(s);
		if (!s->pasting)
			draw(s, k.kind == KEYS_AGAIN);
		if (is_touch(s, &k)) {
			in = screen_input(ACT_TICK);
			in.n = true;
			return in;
		}
	}
}

/* ---- the end ---- */

/* The last screen stays until somebody has read it. */
static void
linger(struct full *s)
{
	int64_t end = clock_monotonic() + s->options.linger_ms;

	for (;;) {
		int64_t left = s->options.linger_ms ? end - clock_monotonic() : -1;
		bool quiet = s->deaf_until || s->enter_from;
		struct key k;

		if (s->options.linger_ms && left <= 0)
			return;
		k = terminal_key(s->terminal, quiet ? patience(s) : left);
		if (k.kind == KEYS_HANGUP)
			return;
		if (!passes(s, &k))
			continue;
		if (k.kind == KEYS_AGAIN)
			draw(s, true);
		else if (k.kind == KEYS_PAGE_DOWN ||
			(k.kind == KEYS_ENTER && !screen_last_page(s))) {
			s->page++;
			draw(s, false);
		} else if (k.kind == KEYS_PAGE_UP && s->page > 0) {
			s->page--;
			draw(s, false);
		} else if (k.kind == KEYS_ENTER) {
			return;
		}
	}
}

static void
screen_close(struct console *c)
{
	struct full *s = c->self;
	bool ended = s->view && is_end(s->view) && s->any && !s->has_next;

	if (ended && s->shown == s->view->screen)
		linger(s);
	terminal_close(s->terminal, s->options.wipe);
	s->terminal = NULL;
	wait_signals_off();
	edit_end(&s->edit);
	edit_end(&s->aside);
}

static void
screen_free(struct console *c)
{
	struct full *s = c->self;

	edit_end(&s->edit);
	edit_end(&s->aside);
	arena_wipe(&s->arena);
	mem_free(s);
}

struct console *
console_screen_new(const struct console_options *o)
{
	struct full *s = mem_alloc(sizeof *s);

	s->options = *o;
	s->focus = s->menu_focus = -1;
	s->console = (struct console){
		.name = "screen",
		.early = true,
		.open = screen_open,
		.show = screen_show,
		.wait = screen_wait,
		.close = screen_close,
		.free = screen_free,
		.self = s,
	};
	return &s->console;
}
