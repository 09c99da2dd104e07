/* screen_key.c - a key to an input for the engine, or to a new focus or page */
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "console/screen.h"

struct input
screen_input(enum act act)
{
	return (struct input){.act = act, .now = clock_now()};
}

const struct action *
screen_action(const struct full *s, enum act act)
{
	for (size_t i = 0; i < s->view->action_count; i++)
		if (s->view->actions[i].act == act)
			return &s->view->actions[i];
	return NULL;
}

/* ---- doing ---- */

/* What is left for a moment, and comes back as it was. */
static bool
is_aside(enum act act)
{
	return act == ACT_WHY || act == ACT_HELP || act == ACT_PAUSE || act == ACT_HIDE ||
		act == ACT_LANGUAGE || act == ACT_LEAVE;
}

bool
screen_do(struct full *s, enum act act, struct input *ret)
{
	const struct view *v = s->view;
	const char *typed = buf_text(&s->edit.text);
	bool field = v->screen == SCREEN_QUESTION && view_is_typed(v);
	bool drops = act == ACT_SKIP || act == ACT_DONT_KNOW;
	bool blank = strspn(typed, " \n") == strlen(typed);

	if (act != ACT_NEXT && !screen_action(s, act))
		return false;
	s->menu = false;
	*ret = screen_input(act);
	if (!field)
		return true;
	if (!is_aside(act))
		s->edit_item = act == ACT_NEXT ? s->edit_item : 0;
	/* an empty field says nothing, but for a text that was taken from it before; the
	 * reason that stands for an answer stays with Enter */
	if (drops ||
		(blank && (act == ACT_NEXT ? v->has_value && !v->typed : !v->in_hand)))
		return true;
	s->next = *ret;
	s->has_next = true;
	*ret = screen_input(ACT_SAY);
	ret->text = typed;
	return true;
}

/* ---- focus and pages ---- */

static void
page_turn(struct full *s, int by)
{
	size_t *page = s->menu ? &s->menu_page : &s->page;

	if (by < 0 && *page > 0)
		--*page;
	if (by > 0 && *page + 1 < s->sheet.page_count)
		++*page;
}

/* The first or last target on the page that is shown; -1: none. */
static int
edge_of_page(const struct full *s, bool last)
{
	int found = -1;

	for (size_t i = 0; i < s->target_count; i++)
		if (s->sheet.target_pages[i] == s->sheet.page && (found < 0 || last))
			found = (int)i;
	return found;
}

/* One up or down; a page without anything to reach is turned. */
static void
focus_move(struct full *s, int by)
{
	int *focus = s->menu ? &s->menu_focus : &s->focus;
	int to = *focus + by;

	if (!screen_in_sight(s, *focus)) {
		to = edge_of_page(s, by < 0);
		if (to < 0) {
			page_turn(s, by);
			return;
		}
	}
	if (to < 0) {
		page_turn(s, -1); /* what stands above the first one can be read again */
		return;
	}
	if ((size_t)to >= s->target_count)
		return;
	*focus = to;
	s->moved = true;
	screen_follow(s);
}

static void
focus_on(struct full *s, enum target_kind kind, int n)
{
	for (size_t i = 0; i < s->target_count; i++)
		if (s->targets[i].kind == kind && s->targets[i].n == n) {
			s->focus = (int)i;
			s->moved = true;
			screen_follow(s);
			return;
		}
}

/* ---- choosing ---- */

static bool
is_many(const struct full *s)
{
	return s->view->screen == SCREEN_QUESTION && s->view->type == ITEM_MANY;
}

/* Take an option in hand; on: and go on when the engine has taken it. */
static void
option_take(struct full *s, int option, bool on, struct input *ret)
{
	*ret = screen_input(is_many(s) ? ACT_TOGGLE : ACT_SET);
	ret->n = s->view->options[option].n;
	if (on && !is_many(s)) {
		s->next = screen_input(ACT_NEXT);
		s->has_next = true;
	}
}

static int
option_with(const struct view *v, const char *digits)
{
	for (size_t i = 0; i < v->option_count; i++)
		if (strcmp(v->options[i].digits, digits) == 0)
			return (int)i;
	return -1;
}

/* A digit chooses; "1" and then "0" is 10 where there is a 10, and takes the 1 back. */
static bool
digit(struct full *s, char c, struct input *ret)
{
	const struct view *v = s->view;
	size_t n = strlen(s->digits);
	int before = n ? option_with(v, s->digits) : -1, option;

	if (n < SCREEN_DIGITS) {
		s->digits[n] = c;
		s->digits[n + 1] = '\0';
	}
	option = option_with(v, s->digits);
	if (option < 0) {
		before = -1;
		s->digits[0] = c;
		s->digits[1] = '\0';
		option = option_with(v, s->digits);
	}
	if (option < 0) {
		s->digits[0] = '\0';
		return false;
	}
	focus_on(s, TARGET_OPTION, option);
	option_take(s, option,
		s->options.auto_advance && v->screen == SCREEN_QUESTION &&
			option_with(v, arena_printf(&s->arena, "%s0", s->digits)) < 0,
		ret);
	if (is_many(s) && before >= 0) {
		s->next = *ret;
		s->has_next = true;
		ret->n = v->options[before].n;
	}
	return true;
}

static bool
target_take(struct full *s, const struct target *t, struct input *ret)
{
	if (t->kind == TARGET_ACT)
		return screen_do(s, (enum act)t->n, ret);
	if (t->kind == TARGET_OPTION) {
		option_take(s, t->n, true, ret);
		return true;
	}
	*ret = screen_input(ACT_GOTO);
	ret->n = t->n;
	return true;
}

/* Enter: the next page, then what has the focus, then on.  Never an answer by itself. */
static bool
enter(struct full *s, struct input *ret)
{
	const struct view *v = s->view;
	const struct action *next = screen_action(s, ACT_NEXT);
	bool focused = s->focus >= 0 && (size_t)s->focus < s->target_count;
	const struct target *t = focused ? &s->targets[s->focus] : NULL;

	if (t && t->kind == TARGET_ROW && screen_in_sight(s, s->focus))
		return target_take(s, t, ret);
	if (!screen_last_page(s)) {
		page_turn(s, 1);
		return false;
	}
	if (v->line) {
		*ret = screen_input(ACT_SAY);
		ret->text = buf_text(&s->edit.text);
		return true;
	}
	if (!t && next && next->choice) { /* one of them is to be marked first */
		*ret = screen_input(ACT_SET);
		ret->n = -1;
		return true;
	}
	if (!t || t->kind == TARGET_ROW || (t->kind == TARGET_OPTION && is_many(s)))
		return screen_do(s, ACT_NEXT, ret);
	if (t->kind == TARGET_OPTION && (!s->moved || v->options[t->n].on))
		return screen_do(s, ACT_NEXT, ret);
	return target_take(s, t, ret);
}

/* Space takes what has the focus in hand and stays. */
static bool
space(struct full *s, struct input *ret)
{
	if (s->focus < 0 || (size_t)s->focus >= s->target_count ||
		s->targets[s->focus].kind != TARGET_OPTION)
		return false;
	option_take(s, s->targets[s->focus].n, false, ret);
	return true;
}

/* ---- letters ---- */

/* One of the words of an action that is a single letter, too: "?" is also "h". */
static bool
has_letter(struct arena *a, const struct action *act, const char *typed)
{
	if (strcmp(typed, utf8_fold(a, act->key)) == 0)
		return true;
	for (const char *p = act->words; *p; p += strcspn(p, "|"), p += *p == '|') {
		const char *word = utf8_fold(a, arena_strndup(a, p, strcspn(p, "|")));

		if (utf8_count(word) == 1 && strcmp(typed, word) == 0)
			return true;
	}
	return false;
}

/* The action of a letter; its key counts before its words. */
static const struct action *
action_of(struct full *s, const char *typed)
{
	const struct view *v = s->view;

	for (size_t i = 0; i < v->action_count; i++)
		if (strcmp(typed, utf8_fold(&s->arena, v->actions[i].key)) == 0)
			return &v->actions[i];
	for (size_t i = 0; i < v->action_count; i++)
		if (has_letter(&s->arena, &v->actions[i], typed))
			return &v->actions[i];
	return NULL;
}

static bool
letter(struct full *s, uint32_t c, struct input *ret)
{
	struct buf b = BUF_NONE;
	const struct action *act;

	utf8_put(&b, c);
	act = action_of(s, utf8_fold(&s->arena, buf_text(&b)));
	buf_free(&b);
	if (!act)
		return false;
	/* a choice of the screen is marked first, and done with Enter */
	if (act->choice && !s->menu) {
		focus_on(s, TARGET_ACT, (int)act->act);
		return false;
	}
	if (act->act == ACT_FINISH && !s->menu && !screen_last_page(s)) {
		page_turn(s, 1); /* not before all of it was seen */
		return false;
	}
	return screen_do(s, act->act, ret);
}

static bool
character(struct full *s, uint32_t c, struct input *ret)
{
	bool is_digit = c >= '0' && c <= '9';

	if (c == ' ')
		return space(s, ret);
	if (is_digit && s->view->option_count && !s->menu)
		return digit(s, (char)c, ret);
	s->digits[0] = '\0';
	return letter(s, c, ret);
}

/* ---- the menu ---- */

static bool
menu_key(struct full *s, const struct key *k, struct input *ret)
{
	switch ((int)k->kind) {
	case KEYS_UP:
		focus_move(s, -1);
		return false;
	case KEYS_DOWN:
		focus_move(s, 1);
		return false;
	case KEYS_PAGE_UP:
		page_turn(s, -1);
		return false;
	case KEYS_PAGE_DOWN:
		page_turn(s, 1);
		return false;
	case KEYS_ENTER:
		if (s->menu_focus >= 0)
			return screen_do(s, (enum act)s->targets[s->menu_focus].n, ret);
		s->menu = false;
		return false;
	case KEYS_CHAR:
		return letter(s, k->c, ret);
	case KEYS_ESCAPE:
	case KEYS_LEFT:
		s->menu = false;
		return false;
	default:
		return false;
	}
}

/* An arrow key that came apart on a slow line is Esc, "[" and a letter: no act at all. */
static bool
is_apart(struct full *s, const struct key *k)
{
	bool begins = s->apart && k->kind == KEYS_CHAR && (k->c == '[' || k->c == 'O');

	s->apart = k->kind == KEYS_ESCAPE;
	if (begins) {
		s->menu = false;
		s->swallow = true;
		return true;
	}
	if (!s->swallow)
		return false;
	s->swallow =
		k->kind == KEYS_CHAR && ((k->c >= '0' && k->c <= '9') || k->c == ';');
	return true;
}

/* ---- any key ---- */

/* Keys that mean the same wherever something can be chosen. */
static bool
plain_key(struct full *s, const struct key *k, struct input *ret)
{
	switch ((int)k->kind) {
	case KEYS_UP:
		focus_move(s, -1);
		return false;
	case KEYS_DOWN:
		focus_move(s, 1);
		return false;
	case KEYS_PAGE_UP:
		page_turn(s, -1);
		return false;
	case KEYS_PAGE_DOWN:
		page_turn(s, 1);
		return false;
	case KEYS_LEFT:
	case KEYS_BACK_TAB:
		return screen_do(s, ACT_BACK, ret);
	case KEYS_ENTER:
		return enter(s, ret);
	case KEYS_ESCAPE:
		s->menu = s->view->action_count > 0;
		s->menu_focus = -1;
		s->menu_page = 0;
		return false;
	case KEYS_CHAR:
		return character(s, k->c, ret);
	default:
		return false;
	}
}

/* What was pasted chooses nothing and does nothing; a field takes it as text. */
static bool
pasted(struct full *s, const struct key *k)
{
	struct input in;
	bool is_input;

	if (k->kind == KEYS_PASTE || k->kind == KEYS_PASTED) {
		s->pasting = k->kind == KEYS_PASTE;
		return true;
	}
	if (!s->pasting || k->kind == KEYS_HANGUP)
		return false;
	if (s->editing && !s->menu && view_is_typed(s->view) &&
		(k->kind == KEYS_CHAR || k->kind == KEYS_ENTER || k->kind == KEYS_TAB))
		screen_edit_key(s, k, &in, &is_input);
	return true;
}

bool
screen_key(struct full *s, const struct key *k, struct input *ret)
{
	const struct view *v = s->view;
	bool is_input;

	if (k->kind == KEYS_HANGUP || k->kind == KEYS_TICK) {
		*ret = screen_input(k->kind == KEYS_TICK ? ACT_TICK : ACT_HANGUP);
		return true;
	}
	if (k->kind == KEYS_AGAIN || pasted(s, k))
		return false;
	if (v->any_key)
		return screen_do(s, ACT_NEXT, ret);
	if (v->screen == SCREEN_HIDDEN)
		return k->kind == KEYS_ENTER && screen_do(s, ACT_NEXT, ret);
	if (k->kind == KEYS_BREAK)
		return screen_do(s, ACT_PAUSE, ret);
	if (k->kind == KEYS_HIDE)
		return screen_do(s, ACT_HIDE, ret);
	if (is_apart(s, k))
		return false;
	if (s->menu)
		return menu_key(s, k, ret);
	if (view_is_typed(v) && screen_edit_key(s, k, ret, &is_input))
		return is_input;
	return plain_key(s, k, ret);
}
