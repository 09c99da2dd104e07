/* line.c - line mode: what each typed line comes to */
#include "console/line.h"

#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "console/wait.h"

static struct input
input_of(enum act act)
{
	return (struct input){.act = act, .now = clock_now()};
}

/* ---- one typed line ---- */

/* Not on a terminal nobody sees what was typed: say it, so that what is written reads as
 * a conversation. */
static void
echo(struct line *l, const char *line)
{
	if (l->in.tty && !l->in.by_key)
		return;
	if (!l->in.tty && !l->in.secret)
		line_write(l, line, strlen(line));
	line_write(l, "\n", 1);
}

/* The next readable line; false, and *ret_in, when something else came. */
static bool
typed_line(struct line *l, const struct view *v, const char *keys, char **ret,
	struct input *ret_in)
{
	enum got got;

	for (;;) {
		if (l->dead) {
			*ret_in = input_of(ACT_HANGUP);
			return false;
		}
		got = reader_line(&l->in, &l->arena, keys, ret);
		if (got != GOT_LINE)
			line_write(l, "\n", 1);
		switch (got) {
		case GOT_LINE:
			echo(l, *ret);
			return true;
		case GOT_TICK:
			*ret_in = input_of(ACT_TICK);
			return false;
		case GOT_END:
		case GOT_HANGUP:
			*ret_in = input_of(ACT_HANGUP);
			return false;
		case GOT_BREAK:
			*ret_in = input_of(ACT_PAUSE);
			if (line_action(v, ACT_PAUSE))
				return false;
			break;
		case GOT_TOO_LONG:
			line_say_id(l, v->lang, TEXT_LINE_TOO_LONG);
			break;
		case GOT_UNREADABLE:
			line_say_id(l, v->lang, TEXT_LINE_UNREADABLE);
			break;
		}
		line_prompt(l, v);
	}
}

static void
show_again(struct line *l, const struct view *v, bool whole)
{
	l->whole = whole;
	l->page = 0;
	line_show_view(l, v);
	l->whole = false;
}

/* Words of line mode alone: nothing reaches the engine. */
static void
own_word(struct line *l, const struct view *v, enum own_word w)
{
	switch (w) {
	case OWN_AGAIN:
		show_again(l, v, true);
		break;
	case OWN_CHOICES:
		line_show_choices(l, v);
		break;
	case OWN_WHERE:
		line_show_where(l, v);
		break;
	case OWN_MORE:
		line_show_rows(l, v);
		break;
	case OWN_NONE:
		break;
	}
}

/* A reason that nothing was taken; the question is not repeated. */
static void
say_unknown(struct line *l, const struct view *v)
{
	struct buf b = BUF_NONE;

	if (!line_action(v, ACT_HELP)) {
		line_say_id(l, v->lang, TEXT_NOT_HERE);
		return;
	}
	text_fill(&b, v->lang, TEXT_LINE_NO_SUCH_WORD, "help",
		interview_word(&l->arena, ACT_HELP, v->lang), NULL);
	line_say(l, buf_text(&b));
	buf_free(&b);
}

static void
say_nothing_chosen(struct line *l, const struct view *v)
{
	line_say_id(l, v->lang, TEXT_LINE_NOTHING_CHOSEN); /* the prompt says from what */
}

/* A line that is a word: true when there is an input for the engine in *ret. */
static bool
word_input(struct line *l, const struct view *v, const struct typed *t, struct input *ret)
{
	switch (t->kind) {
	case TYPED_ACT:
		*ret = input_of(t->act);
		ret->text = t->lang;
		return true;
	case TYPED_OWN:
		own_word(l, v, t->own);
		break;
	case TYPED_NOT_HERE:
		line_say_id(l, v->lang, TEXT_NOT_HERE);
		break;
	case TYPED_UNKNOWN:
	case TYPED_ANSWER:
		say_unknown(l, v);
		break;
	}
	return false;
}

/* ---- answers ---- */

/* Enter alone: never an answer; it keeps one that is there, or goes on where there is
 * nothing to choose. */
static bool
enter_input(struct line *l, const struct view *v, struct input *ret)
{
	const struct action *next = line_action(v, ACT_NEXT);

	*ret = input_of(ACT_NEXT);
	if (v->screen == SCREEN_QUESTION || v->screen == SCREEN_LANGUAGE)
		return true; /* the engine says kindly when there is nothing to keep */
	if (v->screen == SCREEN_REVIEW && l->page < v->row_count) {
		line_show_rows(l, v);
		return false;
	}
	if (v->screen != SCREEN_REVIEW && (!next || next->choice)) {
		say_nothing_chosen(l, v);
		return false;
	}
	return true;
}

/* Digits alone, as a number of the review; -1: not that. */
static int
review_number(const char *typed)
{
	int n = 0;

	if (!*typed || strspn(typed, "0123456789") != strlen(typed) || strlen(typed) > 6)
		return -1;
	for (; *typed; typed++)
		n = n * 10 + (*typed - '0');
	return n;
}

static bool
answer_input(struct line *l, const struct view *v, const char *line, struct input *ret)
{
	int n = review_number(utf8_fold(&l->arena, line));

	if (v->screen == SCREEN_REVIEW && n >= 0) {
		*ret = input_of(ACT_GOTO);
		ret->n = n;
		return true;
	}
	if (v->screen != SCREEN_QUESTION && v->screen != SCREEN_LANGUAGE) {
		if (*line_choice_words(l, v))
			say_nothing_chosen(l, v);
		else
			say_unknown(l, v);
		return false;
	}
	*ret = input_of(ACT_SAY);
	ret->text = line;
	/* several choices are heard once more before they count */
	l->has_next = v->screen == SCREEN_LANGUAGE || v->type != ITEM_MANY;
	l->then = ACT_NEXT;
	return true;
}

/* The digits that are answers by themselves, with --advance auto. */
static const char *
single_keys(struct line *l, const struct view *v)
{
	struct buf b = BUF_NONE;
	const char *keys;

	if (!l->options.auto_advance || v->screen != SCREEN_QUESTION ||
		(v->type != ITEM_ONE && v->type != ITEM_YES_NO))
		return NULL;
	for (size_t i = 0; i < v->option_count; i++) {
		if (strlen(v->options[i].digits) != 1)
			return NULL;
		buf_str(&b, v->options[i].digits);
	}
	keys = arena_strdup(&l->arena, buf_text(&b));
	buf_free(&b);
	return keys;
}

/* A screen that asks for a code, or for any key at all. */
static struct input
wait_plain(struct line *l, const struct view *v)
{
	struct input in;
	struct typed t;
	char *line;

	l->in.secret = v->secret;
	for (;; line_prompt(l, v)) {
		if (!typed_line(l, v, NULL, &line, &in))
			break;
		if (v->any_key) {
			/* the rest of a line that was being typed when the screen asked */
			if (l->text_waits && *line)
				reader_push_back(&l->in, line);
			in = input_of(ACT_NEXT);
			break;
		}
		if (line[0] != '/') {
			in = input_of(ACT_SAY);
			in.text = line;
			break;
		}
		t = line_word(&l->arena, v, line);
		if (word_input(l, v, &t, &in))
			break;
	}
	l->in.secret = false;
	return in;
}

static struct input
wait_line(struct line *l, const struct view *v)
{
	struct input in;
	struct typed t;
	char *line;

	for (;; line_prompt(l, v)) {
		if (!typed_line(l, v, single_keys(l, v), &line, &in))
			return in;
		if (!*utf8_fold(&l->arena, line)) {
			if (enter_input(l, v, &in))
				return in;
			continue;
		}
		t = line_word(&l->arena, v, line);
		if (t.kind == TYPED_ANSWER ? answer_input(l, v, line, &in)
					   : word_input(l, v, &t, &in))
			return in;
	}
}

/* ---- a text, line by line ---- */

/* One more line, when it still fits. */
static void
text_add(struct line *l, const struct view *v, const char *line)
{
	size_t have = utf8_count(buf_text(&l->text)), add = utf8_count(line);
	size_t max = v->max_length > 0 ? (size_t)v->max_length : LINE_CAP;
	struct buf b = BUF_NONE;

	if (have + add > max) {
		text_fill(&b, v->lang, TEXT_LINE_NO_ROOM, "left",
			arena_printf(&l->arena, "%zu", max > have ? max - have : 0),
			NULL);
		line_say(l, buf_text(&b));
		buf_free(&b);
		return;
	}
	buf_str(&l->text, line);
	buf_char(&l->text, '\n');
}

/* "skip" alone in a text is a text: say so, and how to mean the other thing. */
static void
say_taken_as_text(struct line *l, const struct view *v, const char *line)
{
	const char *typed = utf8_fold(&l->arena, line);
	const char *as_word = arena_printf(&l->arena, "/%s", typed);
	struct typed t = line_word(&l->arena, v, as_word);
	struct buf b = BUF_NONE;

	if (utf8_count(typed) < 2 || (t.kind != TYPED_ACT && t.kind != TYPED_OWN))
		return;
	text_fill(&b, v->lang, TEXT_LINE_TAKEN_AS_TEXT, "word", as_word, NULL);
	line_say(l, buf_text(&b));
	buf_free(&b);
}

/* The text is in hand; then comes act. */
static struct input
text_input(struct line *l, enum act act)
{
	struct input in = input_of(ACT_SAY);

	in.text = arena_strdup(&l->arena, buf_text(&l->text));
	buf_wipe(&l->text);
	l->has_next = true;
	l->then = act;
	return in;
}

static bool
text_end(struct line *l, const struct view *v, struct input *ret)
{
	struct buf b = BUF_NONE;

	if (strspn(buf_text(&l->text), " \n") < l->text.len) {
		*ret = text_input(l, ACT_NEXT);
		return true;
	}
	buf_wipe(&l->text);
	*ret = input_of(ACT_NEXT);
	if (v->has_value)
		return true;
	text_fill(&b, v->lang, TEXT_LINE_NOTHING_TYPED, "skip",
		interview_word(&l->arena, ACT_SKIP, v->lang), NULL);
	line_say(l, buf_text(&b));
	buf_free(&b);
	return false;
}

static struct input
wait_text(struct line *l, const struct view *v)
{
	struct input in;
	struct typed t;
	char *line;

	for (;; line_prompt(l, v)) {
		if (!typed_line(l, v, NULL, &line, &in)) {
			l->text_waits = in.act == ACT_TICK;
			if (in.act == ACT_PAUSE && l->text.len > 0)
				return text_input(l, in.act);
			return in;
		}
		if (line[0] == '/') {
			t = line_word(&l->arena, v, line);
			if (!word_input(l, v, &t, &in))
				continue;
			if (l->text.len > 0 && in.act != ACT_SKIP &&
				in.act != ACT_DONT_KNOW)
				return text_input(l, in.act);
			buf_wipe(&l->text);
			return in;
		}
		if (strspn(line, " ") < strlen(line)) {
			if (l->text.len == 0)
				say_taken_as_text(l, v, line);
			text_add(l, v, line);
			continue;
		}
		if (reader_more(&l->in))
			text_add(l, v, ""); /* an empty line inside a paste */
		else if (text_end(l, v, &in))
			return in;
	}
}

/* ---- the four functions ---- */

static int
line_open(struct console *c, struct err *err)
{
	struct line *l = c->self;

	(void)err;
	wait_signals_on();
	reader_drop(&l->in);
	return 0;
}

/* The same question as before: what was said about it is still in the ear. */
static bool
is_same(const struct line *l, const struct view *v)
{
	return l->any_shown && l->screen == v->screen && l->lang == v->lang &&
		(v->screen != SCREEN_QUESTION || l->item_number == v->item_number);
}

static void
line_show(struct console *c, const struct view *v)
{
	struct line *l = c->self;
	bool same = is_same(l, v);

	arena_clear(&l->arena);
	if (l->has_next && !v->error)
		return; /* taken; what follows it comes at once */
	l->has_next = false;
	if (v->screen == SCREEN_HIDDEN) {
		line_push_away(l, LINE_HIDE);
	} else if (v->error && same) {
		line_say(l, v->error);
		line_say(l, v->crisis);
	} else if (same && v->in_hand) {
		line_show_chosen(l, v);
	} else {
		line_say(l, v->confirm);
		line_say(l, v->error);
		if (!same || v->screen == SCREEN_REVIEW)
			l->page = 0;
		l->whole = l->screen == SCREEN_HIDDEN;
		line_show_view(l, v);
		l->whole = false;
	}
	l->screen = v->screen;
	l->item_number = v->screen == SCREEN_QUESTION ? v->item_number : l->item_number;
	l->lang = v->lang;
	l->any_shown = true;
	l->ended = v->ended;
}

/* What was typed before it was asked for is no answer. */
static void
drop_ahead(struct line *l, const struct view *v)
{
	bool question = v->screen == SCREEN_QUESTION;

	if (question && l->text_waits)
		l->text_waits = false; /* it was asked for, before the screen asked */
	else if ((v->sensitive || question) && reader_drop(&l->in))
		line_say_id(l, v->lang, TEXT_LINE_SET_ASIDE);
}

static struct input
line_wait(struct console *c, const struct view *v)
{
	struct line *l = c->self;

	if (l->has_next) {
		l->has_next = false;
		return input_of(l->then);
	}
	drop_ahead(l, v);
	line_prompt(l, v);
	l->in.wake = v->wake;
	if (v->line || v->any_key)
		return wait_plain(l, v);
	if (v->screen == SCREEN_QUESTION && v->type == ITEM_TEXT)
		return wait_text(l, v);
	return wait_line(l, v);
}

static void
line_close(struct console *c)
{
	struct line *l = c->self;

	if (l->ended && !l->dead && l->in.tty && isatty(l->options.out))
		line_leave(l);
	wait_signals_off();
	buf_wipe(&l->text);
}

static void
line_free(struct console *c)
{
	struct line *l = c->self;

	reader_free(&l->in);
	buf_wipe(&l->text);
	buf_free(&l->text);
	arena_wipe(&l->arena);
	mem_free(l);
}

struct console *
console_line_new(const struct console_options *o)
{
	struct line *l = mem_alloc(sizeof *l);

	l->options = *o;
	l->console = (struct console){
		.name = "line",
		.open = line_open,
		.show = line_show,
		.wait = line_wait,
		.close = line_close,
		.free = line_free,
		.self = l,
	};
	reader_init(&l->in, o->in);
	buf_init(&l->text, 0);
	return &l->console;
}
