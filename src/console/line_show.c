/* line_show.c - a view to lines of text, in the order in which they are to be heard */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "base/utf8.h"
#include "console/line.h"

/* ---- out ---- */

void
line_write(struct line *l, const char *bytes, size_t n)
{
	while (n > 0 && !l->dead) {
		ssize_t w = write(l->options.out, bytes, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0) {
			l->dead = true;
			return;
		}
		bytes += w;
		n -= (size_t)w;
	}
	l->begun = true;
}

static int
columns(const struct line *l)
{
	return l->options.columns > 0 ? l->options.columns : LINE_COLUMNS;
}

/* Text of a form, an answer or a practice reaches a terminal only through here. */
static void
say_indented(struct line *l, const char *text, int indent)
{
	struct buf out = BUF_NONE;

	if (!text || !*text)
		return;
	utf8_wrap(&out, utf8_printable(&l->arena, text), columns(l), indent);
	line_write(l, buf_text(&out), out.len);
	buf_wipe(&out);
	buf_free(&out);
}

void
line_say(struct line *l, const char *text)
{
	say_indented(l, text, 0);
}

void
line_say_id(struct line *l, enum lang lang, enum text_id id)
{
	line_say(l, text(lang, id));
}

void
line_gap(struct line *l)
{
	if (l->begun)
		line_write(l, "\n", 1);
}

/* What was filled, said and wiped. */
static void
say_buf(struct line *l, struct buf *b)
{
	line_say(l, buf_text(b));
	buf_wipe(b);
	buf_free(b);
}

/* A heading is heard as a sentence: it ends like one. */
static void
say_sentence(struct line *l, const char *text)
{
	size_t n = text ? strlen(text) : 0;
	struct buf b = BUF_NONE;

	if (n == 0)
		return;
	buf_str(&b, text);
	if (!strchr(".?!:;", text[n - 1]))
		buf_char(&b, '.');
	say_buf(l, &b);
}

static const char *
word(struct line *l, const struct view *v, enum act act)
{
	return interview_word(&l->arena, act, v->lang);
}

/* ---- parts of a view ---- */

static void
show_option(struct line *l, const char *digits, const char *label)
{
	int indent = utf8_width(digits) + 2;

	say_indented(l, arena_printf(&l->arena, "%s. %s", digits, label), indent);
}

void
line_show_choices(struct line *l, const struct view *v)
{
	const struct action *dont_know = line_action(v, ACT_DONT_KNOW);

	if (v->option_count == 0) {
		line_say_id(l, v->lang, TEXT_LINE_NO_CHOICES);
		return;
	}
	for (size_t i = 0; i < v->option_count; i++)
		show_option(l, v->options[i].digits, v->options[i].label);
	if (dont_know)
		show_option(l, dont_know->key, dont_know->label);
}

static void
show_same_choices(struct line *l, const struct view *v)
{
	const struct option *first = v->options, *last = &v->options[v->option_count - 1];
	struct buf b = BUF_NONE;

	text_fill(&b, v->lang, TEXT_LINE_SAME_CHOICES, "first", first->digits,
		"first-label", first->label, "last", last->digits, "last-label",
		last->label, NULL);
	say_buf(l, &b);
}

void
line_show_where(struct line *l, const struct view *v)
{
	struct buf b = BUF_NONE;

	if (v->section)
		buf_printf(&b, "%s%s", v->section, v->progress ? ". " : ".");
	buf_str(&b, v->progress ? v->progress : "");
	if (b.len == 0)
		buf_str(&b, v->title ? v->title : v->form_title);
	say_sentence(l, buf_text(&b));
	buf_free(&b);
	l->since_where = 0;
}

static void
show_sample(struct line *l, const struct view *v)
{
	if (!v->sample)
		return;
	line_say_id(l, v->lang, TEXT_LINE_SAMPLE);
	line_gap(l);
}

/* A code is for the ear too: "2 1 7, 8 D 3 H 0". */
static void
show_code(struct line *l, const struct view *v)
{
	struct buf spelled = BUF_NONE, b = BUF_NONE;

	if (!v->code)
		return;
	for (const char *p = v->code; *p; p++) {
		if (*p == '-')
			buf_char(&spelled, ',');
		else if (p != v->code)
			buf_char(&spelled, ' ');
		if (*p != '-')
			buf_char(&spelled, *p);
	}
	line_gap(l);
	text_fill(&b, v->lang, TEXT_LINE_CODE, "code", v->code, NULL);
	say_buf(l, &b);
	if (v->screen != SCREEN_LEAVE) {
		buf_init(&b, 0);
		text_fill(&b, v->lang, TEXT_LINE_CODE_SPELLED, "spelled",
			buf_text(&spelled), NULL);
		say_buf(l, &b);
		line_say_id(l, v->lang, TEXT_LINE_RESUME);
	}
	buf_wipe(&spelled);
	buf_free(&spelled);
}

/* Words that can be typed, said once at the beginning. */
static void
show_words(struct line *l, const struct view *v)
{
	struct buf b = BUF_NONE;

	text_fill(&b, v->lang, TEXT_LINE_WORDS, "back", word(l, v, ACT_BACK), "skip",
		word(l, v, ACT_SKIP), "why", word(l, v, ACT_WHY), "pause",
		word(l, v, ACT_PAUSE), "hide", word(l, v, ACT_HIDE), "leave",
		word(l, v, ACT_LEAVE), "help", word(l, v, ACT_HELP), NULL);
	line_gap(l);
	say_buf(l, &b);
}

/* The answers that a screen asks for, with what they do. */
static void
show_action_choices(struct line *l, const struct view *v)
{
	bool digits = false;

	for (size_t i = 0; i < v->action_count; i++) {
		const struct action *a = &v->actions[i];

		if (!a->choice)
			continue;
		digits = strspn(a->key, "0123456789") == strlen(a->key);
		if (digits)
			show_option(l, a->key, a->label);
		else
			say_indented(l,
				arena_printf(&l->arena, "%s: %s", a->word, a->label), 2);
	}
}

/* There is no help at the start of a kiosk: what can be typed there is said. */
static void
show_start(struct line *l, const struct view *v)
{
	line_gap(l);
	for (size_t i = 0; i < v->action_count; i++) {
		const struct action *a = &v->actions[i];

		if (!a->primary)
			say_indented(l,
				arena_printf(&l->arena, "%s: %s", a->word, a->label), 2);
	}
}

static void
show_below(struct line *l, const struct view *v)
{
	static const struct {
		enum own_word own;
		enum text_id does;
	} own[] = {
		{OWN_AGAIN,   TEXT_LINE_DOES_AGAIN  },
		{OWN_CHOICES, TEXT_LINE_DOES_CHOICES},
		{OWN_WHERE,   TEXT_LINE_DOES_WHERE  },
	};
	struct buf b = BUF_NONE;

	for (size_t i = 0; i < v->below_count; i++) {
		const struct action *a = &v->below[i];
		const char *names = strcmp(a->key, "Enter") == 0 || a->choice
			? a->word
			: arena_printf(&l->arena, "%s (%s)", a->word, a->key);

		/* "seguir" does what it says */
		say_indented(l,
			strcmp(a->word, a->label) == 0
				? names
				: arena_printf(&l->arena, "%s: %s", names, a->label),
			2);
	}
	for (size_t i = 0; i < COUNT_OF(own); i++)
		say_indented(l,
			arena_printf(&l->arena, "%s: %s",
				line_own_word(&l->arena, own[i].own, v->lang),
				text(v->lang, own[i].does)),
			2);
	text_fill(&b, v->lang, TEXT_LINE_HELP_SLASH, "skip", word(l, v, ACT_SKIP), NULL);
	say_buf(l, &b);
}

/* ---- a question ---- */

void
line_show_chosen(struct line *l, const struct view *v)
{
	struct buf b = BUF_NONE;

	if (v->type != ITEM_MANY || !v->in_hand || !v->now)
		return;
	text_fill(&b, v->lang, TEXT_LINE_CHOSE, "answer", v->now, NULL);
	say_buf(l, &b);
}

static void
show_now(struct line *l, const struct view *v)
{
	struct buf b = BUF_NONE;

	line_show_chosen(l, v);
	if (!v->has_value || (v->type == ITEM_MANY && v->in_hand))
		return;
	if (v->type == ITEM_TEXT && v->now) {
		line_say_id(l, v->lang, TEXT_LINE_NOW_TEXT);
		line_say(l, v->now);
		line_say_id(l, v->lang, TEXT_LINE_NOW_TEXT_KEEP);
		return;
	}
	text_fill(&b, v->lang, TEXT_LINE_NOW, "answer", v->now ? v->now : "", NULL);
	say_buf(l, &b);
}

static void
show_how(struct line *l, const struct view *v)
{
	const struct action *dont_know = line_action(v, ACT_DONT_KNOW);
	struct buf b = BUF_NONE;

	if (v->type != ITEM_MANY)
		line_say(l, v->hint);
	if (v->type == ITEM_TEXT && (!l->text_told || l->whole))
		text_fill(&b, v->lang, TEXT_LINE_TEXT_HOW, "skip", word(l, v, ACT_SKIP),
			NULL);
	else if (dont_know && (v->type == ITEM_NUMBER || v->type == ITEM_DATE))
		text_fill(&b, v->lang, TEXT_LINE_NOT_SURE, "word", dont_know->word, NULL);
	l->text_told = l->text_told || v->type == ITEM_TEXT;
	if (v->type == ITEM_DATE)
		line_say_id(l, v->lang, TEXT_LINE_GUESS);
	say_buf(l, &b);
}

static void
show_question(struct line *l, const struct view *v)
{
	bool full = v->new_options || l->whole || v->option_count <= 3;

	if (v->item_number != l->item_number)
		l->since_where++;
	if (v->new_section || l->screen == SCREEN_REVIEW ||
		l->since_where >= LINE_WHERE) {
		line_show_where(l, v);
		line_gap(l);
	}
	line_say(l, v->stem);
	line_say(l, v->title);
	line_say(l, v->body);
	if (v->type == ITEM_MANY)
		line_say(l, v->hint);
	if (v->option_count > 0 && full)
		line_show_choices(l, v);
	else if (v->option_count > 0)
		show_same_choices(l, v);
	show_how(l, v);
	show_now(l, v);
}

/* ---- review ---- */

static void
show_row(struct line *l, const struct review_row *row)
{
	struct buf b = BUF_NONE;
	size_t n = strlen(row->label);
	const char *p = row->answer;

	if (row->number == 0) {
		line_gap(l);
		say_sentence(l, row->label);
		return;
	}
	buf_printf(&b, "%zu. %s", row->number, row->label);
	buf_str(&b, n > 0 && strchr(".?!:;", row->label[n - 1]) ? "" : ".");
	if (*p) {
		/* a long text is known by its beginning */
		const char *end = p;

		for (int i = 0; i < LINE_COLUMNS - 12 && *end && *end != '\n'; i++)
			utf8_next(&end);
		buf_char(&b, ' ');
		buf_add(&b, p, (size_t)(end - p));
		if (*end)
			buf_str(&b, end > p && strchr(".?!", end[-1]) ? " …" : "…");
		else
			buf_str(&b, end > p && strchr(".?!", end[-1]) ? "" : ".");
	}
	say_indented(l, buf_text(&b), 3);
	buf_wipe(&b);
	buf_free(&b);
}

void
line_show_rows(struct line *l, const struct view *v)
{
	size_t end = l->page + LINE_PAGE;

	if (l->page >= v->row_count)
		line_say_id(l, v->lang, TEXT_LINE_NO_MORE);
	for (; l->page < v->row_count && l->page < end; l->page++)
		show_row(l, &v->rows[l->page]);
}

/* ---- any view ---- */

void
line_show_view(struct line *l, const struct view *v)
{
	bool marked = v->screen == SCREEN_LANGUAGE || v->screen == SCREEN_WELCOME ||
		v->screen == SCREEN_SAFETY || v->screen == SCREEN_DONE ||
		v->screen == SCREEN_SAVED || v->screen == SCREEN_WELCOME_BACK;

	line_gap(l);
	if (marked || !l->begun)
		show_sample(l, v);
	if (v->screen == SCREEN_QUESTION) {
		show_question(l, v);
		return;
	}
	say_sentence(l, v->title);
	if (v->below_count)
		show_below(l, v);
	if (v->body) {
		line_gap(l);
		line_say(l, v->body);
	}
	if (v->hint) {
		line_gap(l);
		line_say(l, v->hint);
	}
	show_code(l, v);
	if (v->crisis) {
		line_gap(l);
		line_say(l, v->crisis);
	}
	if (v->screen == SCREEN_WELCOME)
		show_words(l, v);
	if (v->screen == SCREEN_START)
		show_start(l, v);
	if (v->screen == SCREEN_LANGUAGE)
		line_show_choices(l, v);
	if (v->screen == SCREEN_REVIEW)
		line_show_rows(l, v);
	if (v->ask && !v->line) {
		if (v->title)
			line_gap(l);
		line_say(l, v->ask);
	} else if (v->screen == SCREEN_SAFETY || v->screen == SCREEN_NOTE ||
		v->screen == SCREEN_LEAVE) {
		line_gap(l);
	}
	show_action_choices(l, v);
}
