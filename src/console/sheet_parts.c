/* sheet_parts.c - what stands on a screen, in order: one function per kind of view */
#include <string.h>

#include "base/utf8.h"
#include "console/sheet.h"

enum {
	CODE_ROWS = 1,
	TEXT_ROWS = 2,       /* of a text that is typed, at least */
	WIDE = 60,           /* columns from which answers stand beside the questions */
	ANSWER_COLUMNS = 24, /* of the review */
};

static struct piece *
add(struct pieces *p, const char *text, enum look look, bool gap)
{
	struct piece *piece;

	if (!text || !*text)
		return NULL;
	piece = vec_push(p->arena, &p->list);
	*piece = (struct piece){.text = text, .look = look, .target = -1, .gap = gap};
	return piece;
}

/* Each line of a text is a paragraph of its own. */
static void
add_prose(struct pieces *p, const char *text, bool gap)
{
	if (!text)
		return;
	while (*text) {
		size_t n = strcspn(text, "\n");

		if (n)
			add(p, arena_strndup(p->arena, text, n), LOOK_PLAIN, gap);
		gap = n == 0; /* an empty line is a blank line where there is room */
		text += n + (text[n] == '\n');
	}
}

static void
add_title(struct pieces *p, const char *text, bool gap)
{
	struct piece *piece = add(p, text, LOOK_BOLD, gap);

	if (piece)
		piece->here = piece->keep = true;
}

static const char *
filled(struct pieces *p, enum text_id id, const char *hole, const char *value)
{
	struct buf b = BUF_NONE;
	const char *kept;

	text_fill(&b, p->ask->view->lang, id, hole, value, NULL);
	kept = arena_strdup(p->arena, buf_text(&b));
	buf_wipe(&b);
	buf_free(&b);
	return kept;
}

/* ---- what can be chosen ---- */

static int
key_width(const struct view *v)
{
	int width = 1;

	for (size_t i = 0; i < v->option_count; i++)
		if (utf8_width(v->options[i].digits) > width)
			width = utf8_width(v->options[i].digits);
	return width;
}

static void
add_choice(struct pieces *p, int target, const char *box, const char *key, int width,
	const char *label, bool gap)
{
	int pad = width - utf8_width(key);
	struct piece *piece = add(p, *label ? label : " ", LOOK_PLAIN, gap);
	bool number = strspn(key, "0123456789") == strlen(key);

	pad = pad > 0 ? pad : 0; /* numbers to the right, letters to the left */
	piece->lead = arena_printf(p->arena, "%s %*s%s%*s  ", box, number ? pad : 0, "",
		key, number ? 0 : pad, "");
	piece->target = target;
	if (target == p->ask->focus)
		piece->look = LOOK_FOCUS;
	piece->keep = true; /* with the next one */
}

/* Options, then actions that stand among them. */
static void
add_choices(struct pieces *p)
{
	const struct view *v = p->ask->view;
	bool many = v->screen == SCREEN_QUESTION && v->type == ITEM_MANY;
	int width = key_width(v);
	size_t count;
	const struct target *t = sheet_targets(p->arena, v, false, &count);

	for (size_t i = 0; i < count && t[i].kind != TARGET_ROW; i++) {
		bool focused = (int)i == p->ask->focus;

		if (i > 0) /* all of them on one page, where they fit one */
			p->list.at[p->list.count - 1].keep = true;

		if (t[i].kind == TARGET_OPTION) {
			const struct option *o = &v->options[t[i].n];

			add_choice(p, (int)i,
				many ? (o->on ? "[x]" : "[ ]") : (o->on ? "(*)" : "( )"),
				o->digits, width, o->label, i == 0);
			continue;
		}
		for (size_t k = 0; k < v->action_count; k++)
			if (t[i].kind == TARGET_ACT && (int)v->actions[k].act == t[i].n)
				add_choice(p, (int)i, focused ? "(*)" : "( )",
					v->actions[k].key, width, v->actions[k].label,
					i == 0);
	}
}

/* ---- a question ---- */

/* What was said before, where no mark shows it. */
static void
add_now(struct pieces *p)
{
	const struct view *v = p->ask->view;
	bool marked = false;

	for (size_t i = 0; i < v->option_count; i++)
		marked = marked || v->options[i].on;
	if (!v->now || marked || v->typed)
		return;
	add(p, filled(p, TEXT_LINE_NOW, "answer", v->now), LOOK_PLAIN, true);
}

static struct piece *
add_field(struct pieces *p, bool words)
{
	struct piece *piece = add(p, " ", LOOK_PLAIN, true);

	piece->edit = true;
	piece->reserve = words ? TEXT_ROWS : CODE_ROWS;
	return piece;
}

static int
lines_of(const struct pieces *p, const char *text)
{
	struct buf out = BUF_NONE;
	int lines = 0;

	utf8_wrap(&out, text, p->columns, 0);
	for (size_t i = 0; i < out.len; i++)
		lines += out.data[i] == '\n';
	buf_free(&out);
	return lines;
}

/* A date or a number is heard again in words: "March 2021". */
static void
add_echo(struct pieces *p)
{
	const struct view *v = p->ask->view;
	const char *field = p->ask->edit ? buf_text(&p->ask->edit->text) : "";
	bool of_field = v->in_hand || (v->typed && strcmp(field, v->typed) == 0);

	if (v->type != ITEM_TEXT && !v->option_count && of_field && v->now &&
		strcmp(field, v->now) != 0)
		add(p, arena_printf(p->arena, "= %s", v->now), LOOK_PLAIN, false);
}

static void
pieces_of_question(struct pieces *p)
{
	const struct view *v = p->ask->view;
	bool words = v->type == ITEM_TEXT;

	add(p, v->stem, LOOK_PLAIN, true);
	add_title(p, v->title, !v->stem);
	if (v->option_count && v->longest_title)
		p->list.at[p->list.count - 1].reserve = lines_of(p, v->longest_title);
	add_prose(p, v->body, false);
	add(p, v->hint, LOOK_PLAIN, false);
	/* all choices on one page count for more than their question beside them */
	if (v->option_count && p->list.count)
		p->list.at[p->list.count - 1].keep = false;
	if (v->option_count)
		add_choices(p);
	else
		add_field(p, words);
	add_echo(p);
	add_now(p);
	add_prose(p, v->crisis, true);
}

/* ---- the review ---- */

static void
add_row(struct pieces *p, const struct review_row *row, int target)
{
	int room = p->columns - ANSWER_COLUMNS - 7;
	const char *label, *lead, *text;
	struct piece *piece;

	if (row->number == 0) {
		add(p, row->label, LOOK_BOLD, true)->keep = true;
		return;
	}
	lead = arena_printf(
		p->arena, "%s%3zu  ", target == p->ask->focus ? ">" : " ", row->number);
	if (p->columns >= WIDE && *row->answer) {
		label = cut_to(p->arena, row->label, room);
		text = arena_printf(p->arena, "%s%*s  %s", label,
			room - utf8_width(label), "",
			cut_to(p->arena, row->answer, ANSWER_COLUMNS - 2));
	} else if (*row->answer) {
		text = arena_printf(p->arena, "%s\n%s", row->label, row->answer);
	} else {
		text = row->label;
	}
	piece = add(p, text, target == p->ask->focus ? LOOK_FOCUS : LOOK_PLAIN, false);
	piece->lead = lead;
	piece->target = target;
}

static void
pieces_of_review(struct pieces *p)
{
	const struct view *v = p->ask->view;
	int target = 0;

	for (size_t i = 0; i < v->action_count; i++)
		target += v->actions[i].choice; /* targets before the rows: none today */
	add_title(p, v->title, true);
	add_prose(p, v->body, false);
	for (size_t i = 0; i < v->row_count; i++)
		add_row(p, &v->rows[i], v->rows[i].number ? target++ : -1);
}

/* ---- everything else ---- */

static const char *
spaced(struct pieces *p, const char *code)
{
	struct buf b = BUF_NONE;
	const char *kept;

	for (; *code; code++)
		buf_printf(&b, "%s%c", b.len ? " " : "", *code);
	kept = arena_strdup(p->arena, buf_text(&b));
	buf_wipe(&b);
	buf_free(&b);
	return kept;
}

static void
add_code(struct pieces *p)
{
	const struct view *v = p->ask->view;

	if (!v->code)
		return;
	add(p, filled(p, TEXT_LINE_CODE, "code", v->code), LOOK_BOLD, true);
	if (v->screen == SCREEN_LEAVE)
		return;
	add(p, spaced(p, v->code), LOOK_BOLD, true);
	if (!v->kiosk)
		add(p, text(v->lang, TEXT_LINE_RESUME), LOOK_PLAIN, true);
}

/* What can be done on the screen below help, with its keys; words where letters are what
 * is typed there. */
static void
add_below(struct pieces *p)
{
	const struct view *v = p->ask->view;
	int width = utf8_width("Enter");

	for (size_t i = 0; i < v->below_count; i++) {
		const struct action *act = &v->below[i];
		int pad = width - utf8_width(act->key);
		struct piece *piece = add(p, act->label, LOOK_PLAIN, i == 0);

		piece->lead = arena_printf(
			p->arena, "%s%*s  ", act->key, pad > 0 ? pad : 0, "");
	}
	if (v->below_count)
		add(p, text(v->lang, TEXT_SCREEN_MENU_HINT), LOOK_PLAIN, true);
}

static void
pieces_of_page(struct pieces *p)
{
	const struct view *v = p->ask->view;

	add_title(p, v->title, true);
	if (v->below_count)
		add_prose(p, v->crisis, true);
	add_prose(p, v->body, true);
	add(p, v->hint, LOOK_PLAIN, true);
	add_code(p);
	add_below(p);
	if (!v->below_count)
		add_prose(p, v->crisis, true);
	if (v->ask) {
		struct piece *ask = add(p, v->ask, LOOK_BOLD, true);

		ask->here = !v->title;
		ask->keep = true;
	}
	if (v->line)
		add_field(p, false);
	if (v->any_key)
		add(p, text(v->lang, TEXT_SCREEN_ANY_KEY), LOOK_PLAIN, true);
	add_choices(p);
}

static void
pieces_of_menu(struct pieces *p)
{
	const struct view *v = p->ask->view;

	add_title(p, text(v->lang, TEXT_HELP_TITLE), true);
	for (size_t i = 0; i < v->action_count; i++)
		add_choice(p, (int)i, (int)i == p->ask->focus ? "(*)" : "( )",
			v->actions[i].key, utf8_width("Enter"), v->actions[i].label,
			i == 0);
}

static void
pieces_of_hidden(struct pieces *p)
{
	const struct view *v = p->ask->view;

	if (p->ask->clock)
		add(p, p->ask->clock, LOOK_PLAIN, true);
	add_title(p, text(v->lang, TEXT_SCREEN_HIDDEN), true);
	p->list.at[p->list.count - 1].look = LOOK_PLAIN;
}

void
pieces_of(struct pieces *p)
{
	enum screen s = p->ask->view->screen;

	if (p->ask->menu)
		pieces_of_menu(p);
	else if (s == SCREEN_QUESTION)
		pieces_of_question(p);
	else if (s == SCREEN_REVIEW)
		pieces_of_review(p);
	else if (s == SCREEN_HIDDEN)
		pieces_of_hidden(p);
	else
		pieces_of_page(p);
}
