/*
 * console_client.h - a client, made by chance, and the same client in lines and in keys
 *
 * A script is made while it is done on an engine alone.  Its lines are written at the
 * same time; its keys are found one by one, by what the screen shows at that moment.
 */
#ifndef TESTS_UNIT_CONSOLE_CLIENT_H
#define TESTS_UNIT_CONSOLE_CLIENT_H

#include "base/utf8.h"
#include "console/line.h"
#include "console/screen.h"
#include "unit/fake_terminal.h"
#include "unit/interview_random.h"
#include "unit/test.h"

enum {
	STEPS = 60,
	STEPS_AHEAD = 200, /* to the end of any form */
	KEYS_MOST = 2000,  /* for one of them */
};

/* ---- what a client does ---- */

struct doing {
	enum {
		DO_ACT,
		DO_ANSWER, /* mark it, and on */
		DO_MARK,   /* and stay */
		DO_SPOIL,  /* what stands in a field is no answer any more; stay */
		DO_PICK,   /* a language, and on */
		DO_GOTO,   /* a question of the review */
	} kind;
	enum act act;
	struct told told;
	int n;                         /* which language, which question */
	const struct item *item;       /* QUESTION: which */
	const struct section *section; /* the part that is skipped */
};

struct script {
	struct arena arena;
	VEC(struct doing) list;
	struct buf lines; /* the same, as it is typed in line mode */
	bool in_lines;    /* line mode can say all of it */
};

static void
script_free(struct script *p)
{
	buf_free(&p->lines);
	arena_free(&p->arena);
}

static bool
feed(struct sitting *s, struct input in)
{
	in.now = FAKE_NOW;
	return interview_feed(s->iv, &in);
}

/* On an engine alone. */
static void
do_directly(struct sitting *s, const struct doing *d)
{
	struct input said = {.act = ACT_SAY, .text = d->told.typed};

	switch (d->kind) {
	case DO_ACT:
		feed(s, (struct input){.act = d->act});
		break;
	case DO_ANSWER:
	case DO_MARK:
		assert_true(feed(s, said));
		if (d->kind == DO_ANSWER)
			feed(s, (struct input){.act = ACT_NEXT});
		break;
	case DO_SPOIL:
		assert_false(feed(s, said));
		break;
	case DO_PICK:
		feed(s, (struct input){.act = ACT_SET, .n = d->n});
		feed(s, (struct input){.act = ACT_NEXT});
		break;
	case DO_GOTO:
		feed(s, (struct input){.act = ACT_GOTO, .n = d->n});
		break;
	}
}

/* ---- the same in lines ---- */

/* "/back", "back", "b", "previous"; Enter alone where that does it. */
static void
line_of_act(struct script *p, const struct view *v, enum act act)
{
	const struct action *a = action_in(v, act);
	bool text = v->screen == SCREEN_QUESTION && v->type == ITEM_TEXT;
	size_t words = 1;
	unsigned n;
	const char *word = a->words;

	if (act == ACT_NEXT && !a->choice && v->screen != SCREEN_REVIEW && dice(2)) {
		buf_char(&p->lines, '\n');
		return;
	}
	for (const char *c = a->words; *c; c++)
		words += *c == '|';
	for (n = dice((unsigned)words); n > 0; n--)
		word += strcspn(word, "|") + 1;
	word = arena_strndup(&p->arena, word, strcspn(word, "|"));
	if (dice(2) && strcmp(a->key, "Enter") != 0)
		word = a->key;
	if (act == ACT_LANGUAGE && dice(2))
		word = v->lang == LANG_EN ? "Español" : "english";
	buf_printf(&p->lines, "%s%s\n", text || dice(2) ? "/" : "", word);
}

/* By digits or by what stands beside them: a code may be a word of line mode. */
static void
line_of_choices(struct script *p, const struct view *v, uint64_t bits)
{
	bool labels = dice(2);

	for (size_t i = 0, count = 0; i < v->option_count; i++) {
		if (!(bits >> i & 1))
			continue;
		buf_printf(&p->lines, "%s%s", count++ ? ", " : "",
			labels ? v->options[i].label : v->options[i].digits);
	}
	buf_char(&p->lines, '\n');
}

static void
line_of(struct script *p, const struct view *v, const struct doing *d)
{
	bool on = d->kind == DO_ANSWER;

	switch (d->kind) {
	case DO_ACT:
		line_of_act(p, v, d->act);
		break;
	case DO_ANSWER:
	case DO_MARK:
		if (d->told.bits)
			line_of_choices(p, v, d->told.bits);
		else if (d->told.choice >= 0)
			line_of_choices(p, v, (uint64_t)1 << d->told.choice);
		else
			buf_printf(&p->lines, "%s\n", d->told.typed);
		if (on && (v->type == ITEM_MANY || v->type == ITEM_TEXT))
			buf_char(&p->lines, '\n');
		break;
	case DO_SPOIL:
		break; /* a line that was sent stands */
	case DO_PICK:
		line_of_choices(p, v, (uint64_t)1 << d->n);
		break;
	case DO_GOTO:
		buf_printf(&p->lines, "%d\n", d->n);
		break;
	}
}

/* Something that does nothing: a word of line mode's own, or none at all. */
static void
idle_line(struct script *p, const struct view *v)
{
	enum own_word own = (enum own_word)(OWN_AGAIN + dice(4));

	if (own == OWN_AGAIN && v->screen == SCREEN_SAFETY)
		return; /* "again" means the numbers there, and is kept */
	if (own == OWN_MORE && v->screen != SCREEN_REVIEW)
		buf_str(&p->lines, "/nonsense\n");
	else if (own != OWN_CHOICES || v->screen == SCREEN_QUESTION)
		buf_printf(&p->lines, "/%s\n", line_own_word(&p->arena, own, v->lang));
}

/* ---- a script, by chance ---- */

static struct doing
random_answer(struct script *p, const struct form *f, const struct view *v)
{
	const struct item *it = item_of(f, v);
	bool waits = it->type == ITEM_MANY || it->type == ITEM_TEXT;
	struct doing d = {.kind = DO_ANSWER};

	d.told = random_told(&p->arena, it, form_lang(f, v->lang_tag));
	if (dice(it->type == ITEM_TEXT ? 2 : 4) == 0 && (waits || !p->in_lines))
		d.kind = DO_MARK;
	return d;
}

/* With nothing in the field any more, to another place. */
static struct doing
elsewhere(const struct view *v)
{
	static const enum act acts[] = {ACT_BACK, ACT_REVIEW, ACT_SKIP_SECTION};
	struct doing d = {.kind = DO_ACT, .act = acts[dice(COUNT_OF(acts))]};

	if (!action_in(v, d.act))
		d.act = ACT_SKIP;
	return d;
}

static struct doing
random_act(const struct view *v)
{
	struct doing d = {.kind = DO_ACT};

	d.act = v->actions[dice((unsigned)v->action_count)].act;
	if ((d.act == ACT_NO || d.act == ACT_TALK || d.act == ACT_FINISH ||
		    d.act == ACT_STOP || v->screen == SCREEN_LEAVE) &&
		dice(3) > 0)
		d.act = ahead(v).act;
	return d;
}

static struct doing
random_doing(struct script *p, const struct form *f, const struct view *v)
{
	const struct doing *last = p->list.count ? &p->list.at[p->list.count - 1] : NULL;
	/* a line more would be a line of the same text */
	bool text = last && last->kind == DO_MARK && v->type == ITEM_TEXT;
	bool row = v->screen == SCREEN_REVIEW && dice(2);
	size_t n = v->row_count ? dice((unsigned)v->row_count) : 0;

	if (last && last->kind == DO_SPOIL)
		return elsewhere(v);
	if (v->screen == SCREEN_QUESTION && v->typed && !p->in_lines && dice(3) == 0)
		return (struct doing){.kind = DO_SPOIL,
			.told = {.typed = v->type == ITEM_TEXT || dice(2) ? "" : "13/"}};
	if (v->screen == SCREEN_LANGUAGE && dice(2))
		return (struct doing){.kind = DO_PICK, .n = (int)dice(2)};
	if (row && v->row_count && v->rows[n].number)
		return (struct doing){.kind = DO_GOTO, .n = (int)v->rows[n].number};
	if (v->screen == SCREEN_QUESTION && !text && dice(3) > 0)
		return random_answer(p, f, v);
	if (v->screen != SCREEN_QUESTION && v->screen != SCREEN_LANGUAGE && dice(3) > 0)
		return (struct doing){.kind = DO_ACT, .act = ahead(v).act};
	return random_act(v);
}

/* Only ahead, as an answers file goes. */
static struct doing
forward_doing(struct script *p, const struct form *f, const struct view *v)
{
	unsigned way = dice(16);
	struct doing d = {.kind = DO_ACT, .act = ahead(v).act};
	bool part = v->screen == SCREEN_NOTE ||
		(v->screen == SCREEN_QUESTION &&
			f->items[v->item_number - 1].section->first_item + 1 ==
				v->item_number);

	if (v->screen == SCREEN_LANGUAGE)
		return (struct doing){.kind = DO_PICK, .n = 0};
	if (v->screen == SCREEN_LEAVE)
		d.act = ACT_YES;
	else if (part && way == 0)
		d.act = ACT_SKIP_SECTION;
	else if (v->screen == SCREEN_QUESTION && way == 1)
		d.act = ACT_LEAVE;
	else if (v->screen == SCREEN_QUESTION && way == 2 && action_in(v, ACT_DONT_KNOW))
		d.act = ACT_DONT_KNOW;
	else if (v->screen == SCREEN_QUESTION && way > 4)
		d = (struct doing){.kind = DO_ANSWER,
			.told = random_told(
				&p->arena, item_of(f, v), form_lang(f, v->lang_tag))};
	return d;
}

/* Made while it is done. */
static void
script_make(struct script *p, struct sitting *s, bool forward, bool lines)
{
	int steps = forward ? STEPS_AHEAD : 1 + (int)dice(STEPS);

	*p = (struct script){.in_lines = lines};
	buf_init(&p->lines, 0);
	for (int i = 0; i < steps && interview_outcome(s->iv) == OUTCOME_NONE; i++) {
		const struct view *v = view(s);
		struct doing d = forward ? forward_doing(p, s->form, v)
					 : random_doing(p, s->form, v);

		d.item = item_of(s->form, v);
		d.section = v->section_number ? &s->form->sections[v->section_number - 1]
					      : NULL;
		if (i + 1 == steps && v->screen == SCREEN_QUESTION &&
			d.kind == DO_ANSWER && v->type == ITEM_TEXT)
			d.kind = DO_MARK; /* the end of input is no answer */
		*vec_push(&p->arena, &p->list) = d;
		if (dice(6) == 0)
			idle_line(p, v);
		line_of(p, v, &d);
		do_directly(s, &d);
	}
	if (interview_outcome(s->iv) == OUTCOME_NONE)
		feed(s, (struct input){.act = ACT_HANGUP});
}

/* ---- the same in keys ---- */

struct player {
	const struct script *script;
	struct full *full;
	size_t at;
	bool begun;  /* this doing */
	int64_t seq; /* of the view that the last key of it is for; -1: not yet */
	unsigned way;
	int idle;      /* keys that do nothing, still to come */
	int pasted;    /* keys of a paste that chooses nothing, still to come */
	int64_t turns; /* the view whose page the last key turned; -1: none */
	int keys;
};

static struct key
char_key(uint32_t c)
{
	return (struct key){KEYS_CHAR, c};
}

static struct key
kind_key(enum key_kind kind)
{
	return (struct key){kind, 0};
}

static int
target_at(const struct full *s, enum target_kind kind, int n)
{
	for (size_t i = 0; i < s->target_count; i++)
		if (s->targets[i].kind == kind && s->targets[i].n == n)
			return (int)i;
	return -1; /* on another page of the review, say */
}

/* Up or down to a target, and a key there. */
static struct key
toward(const struct full *s, int to, enum key_kind there)
{
	int from = s->menu ? s->menu_focus : s->focus;
	size_t page = to < 0 ? s->sheet.page : s->sheet.target_pages[to];

	if (from == to)
		return kind_key(there);
	if (from >= 0 && page != s->sheet.page && !screen_in_sight(s, from))
		return kind_key(page > s->sheet.page ? KEYS_PAGE_DOWN : KEYS_PAGE_UP);
	return kind_key(from < to ? KEYS_DOWN : KEYS_UP);
}

static bool
is_on(const struct full *s, enum target_kind kind, int n)
{
	return s->focus >= 0 && (size_t)s->focus < s->target_count &&
		s->targets[s->focus].kind == kind && s->targets[s->focus].n == n;
}

static struct key
key_on(const struct view *v)
{
	bool text = v->screen == SCREEN_QUESTION && v->type == ITEM_TEXT;

	return kind_key(text ? KEYS_TAB : KEYS_ENTER);
}

/* Through the menu: by its letter, or by arrows. */
static struct key
menu_way(struct player *p, const struct action *a)
{
	struct full *s = p->full;
	const char *letter = a->key;

	if (!s->menu)
		return kind_key(KEYS_ESCAPE);
	if (p->way % 2 && strcmp(a->key, "Enter") != 0)
		return char_key(utf8_next(&letter));
	return toward(s, target_at(s, TARGET_ACT, (int)a->act), KEYS_ENTER);
}

/* The screen is not where it should be by now. */
static void
lost(const struct player *p)
{
	struct buf b = BUF_NONE;

	for (size_t i = 0; i <= p->at && i < p->script->list.count; i++) {
		const struct doing *d = &p->script->list.at[i];

		buf_printf(&b, "%zu: %d act %d \"%s\" %d\n", i, (int)d->kind, (int)d->act,
			d->told.typed ? d->told.typed : "", d->n);
	}
	fail_msg("lost on screen %d, question %zu, %d x %d, way %u, focus %d, page %zu "
		 "of %zu, "
		 "after %d keys of\n%s",
		(int)p->full->view->screen, p->full->view->item_number, fake.columns,
		fake.rows, p->way, p->full->focus, p->full->page,
		p->full->sheet.page_count, p->keys, buf_text(&b));
}

static struct key
act_key(struct player *p, enum act act)
{
	struct full *s = p->full;
	const struct view *v = s->view;
	const struct action *a = action_in(v, act);
	const char *letter = a ? a->key : "";
	bool plain = strcmp(letter, "Enter") == 0;

	if (!a)
		lost(p);
	if (v->any_key || v->screen == SCREEN_HIDDEN)
		return kind_key(KEYS_ENTER);
	if (p->way < 3 || (view_takes_letters(v) && act != ACT_NEXT))
		return menu_way(p, a);
	if (act == ACT_PAUSE && p->way == 3)
		return kind_key(KEYS_BREAK);
	if (act == ACT_HIDE && p->way == 3)
		return kind_key(KEYS_HIDE);
	if (act == ACT_BACK && p->way == 3)
		return kind_key(KEYS_BACK_TAB);
	if (plain && !a->choice)
		return key_on(v);
	if (!a->choice)
		return char_key(utf8_next(&letter));
	if (is_on(s, TARGET_ACT, (int)act))
		return kind_key(KEYS_ENTER);
	if (p->way % 2)
		return toward(s, target_at(s, TARGET_ACT, (int)act), KEYS_ENTER);
	return char_key(utf8_next(&letter));
}

/* A digit, or arrows and the space bar. */
static struct key
option_key(struct player *p, int option)
{
	struct full *s = p->full;
	const char *digits = s->view->options[option].digits;
	size_t n = strlen(s->digits);

	if (p->way % 2)
		return toward(s, target_at(s, TARGET_OPTION, option), KEYS_CHAR);
	if (n >= strlen(digits) || strncmp(digits, s->digits, n) != 0)
		n = 0;
	return char_key((uint32_t)digits[n]);
}

/* Which option to change next, so that these are on; -1: they are. */
static int
option_to_change(const struct view *v, uint64_t bits)
{
	for (int on = 1; on >= 0; on--)
		for (size_t i = 0; i < v->option_count; i++)
			if ((bits >> i & 1) == (uint64_t)on && v->options[i].on != on)
				return (int)i;
	return -1;
}

/* The field as it is to be; false: it is. */
static bool
field_key(struct player *p, const char *want, struct key *ret)
{
	struct full *s = p->full;
	const char *have = buf_text(&s->edit.text);
	size_t n = strlen(have);
	uint32_t c;

	if (strncmp(have, want, n) != 0) {
		*ret = kind_key(KEYS_RUB_OUT);
		return true;
	}
	if (p->way % 4 == 0 && want[n] && !s->pasting) {
		*ret = kind_key(KEYS_PASTE);
		return true;
	}
	want += n;
	c = utf8_next(&want);
	*ret = !c           ? kind_key(KEYS_PASTED)
		: c == '\n' ? kind_key(KEYS_ENTER)
			    : char_key(c);
	return c || s->pasting;
}

/* The next key of an answer; false: it is marked. */
static bool
mark_key(struct player *p, const struct told *told, struct key *ret)
{
	const struct view *v = p->full->view;
	uint64_t bits = told->bits;
	int option;

	if (v->option_count == 0)
		return field_key(p, told->typed, ret);
	if (!bits)
		bits = (uint64_t)1 << told->choice;
	option = option_to_change(v, bits);
	if (option < 0)
		return false;
	if (!told->bits) /* one clears the other */
		option = told->choice;
	*ret = option_key(p, option);
	if (ret->kind == KEYS_CHAR && !ret->c)
		ret->c = ' ';
	return true;
}

/* The next key of a doing; false: it is done. */
static bool
doing_key(struct player *p, const struct doing *d, struct key *ret)
{
	struct full *s = p->full;
	struct told pick = {.choice = d->n};
	const struct told *told = d->kind == DO_PICK ? &pick : &d->told;
	bool one = s->view->option_count && !told->bits;

	if (p->seq >= 0 && p->seq != s->view->seq)
		return false;
	if (d->kind == DO_MARK)
		return mark_key(p, told, ret);
	if (d->kind == DO_SPOIL)
		return field_key(p, told->typed, ret);
	if (d->kind == DO_ACT) {
		*ret = act_key(p, d->act);
	} else if (d->kind == DO_GOTO) {
		*ret = toward(s, target_at(s, TARGET_ROW, d->n), KEYS_ENTER);
	} else if (one && p->way == 5) { /* mark it and go on at once */
		p->seq = s->view->seq;
		*ret = toward(s, target_at(s, TARGET_OPTION, told->choice), KEYS_ENTER);
	} else if (p->seq >= 0 || !mark_key(p, told, ret)) {
		p->seq = s->view->seq; /* it is marked; the next one goes on */
		*ret = key_on(s->view);
	}
	return true;
}

/* Keys that do nothing: in a field no letters, elsewhere a paste, too. */
static struct key
idle_key(struct player *p)
{
	static const enum key_kind kinds[] = {
		KEYS_PAGE_UP, KEYS_PAGE_DOWN, KEYS_OTHER, KEYS_AGAIN};
	bool field = view_is_typed(p->full->view);
	unsigned n = dice(field ? 4 : 6);

	if (n == COUNT_OF(kinds)) {
		p->pasted = 3;
		return kind_key(KEYS_PASTE);
	}
	return n < COUNT_OF(kinds) ? kind_key(kinds[n]) : char_key('z');
}

static struct key
pasted_key(struct player *p)
{
	p->pasted--;
	return p->pasted == 2 ? char_key('1')
			      : kind_key(p->pasted == 1 ? KEYS_ENTER : KEYS_PASTED);
}

/* Enter on a page that is not the last one turns it, and does nothing else. */
static void
note_turn(struct player *p, const struct key *k)
{
	const struct full *s = p->full;
	bool row = s->focus >= 0 && (size_t)s->focus < s->target_count &&
		s->targets[s->focus].kind == TARGET_ROW;

	if (p->turns >= 0 && p->turns != s->view->seq)
		lost(p);
	p->turns = k->kind == KEYS_ENTER && !screen_last_page(s) && !s->menu && !row &&
			!s->pasting && !s->edit.lines && !s->view->any_key &&
			s->view->screen != SCREEN_HIDDEN
		? (int64_t)s->view->seq
		: -1;
}

/* The next key of the script; false: it is done. */
static bool
script_key(struct player *p, struct key *ret)
{
	struct full *s = p->full;

	for (; p->at < p->script->list.count; p->at++, p->begun = false) {
		const struct doing *d = &p->script->list.at[p->at];

		if (!p->begun) {
			p->begun = true;
			p->way = dice(8);
			p->idle = dice(6) ? 0 : 2;
			p->keys = 0;
			p->seq = d->kind == DO_ACT || d->kind == DO_GOTO
				? (int64_t)s->view->seq
				: -1;
		}
		if (p->idle-- > 0 && !s->menu) {
			*ret = idle_key(p);
			return true;
		}
		if (doing_key(p, d, ret))
			return true;
	}
	return false;
}

static struct key
player_key(void *self)
{
	struct player *p = self;
	struct full *s = p->full;
	struct key k = kind_key(KEYS_HANGUP);

	if (++p->keys > KEYS_MOST)
		lost(p);
	if (s->deaf_until) {
		/* what was on its way when the screen came */
		if (dice(3) > 0)
			return dice(2) ? kind_key(KEYS_ENTER)
				       : char_key("y1g s"[dice(5)]);
		fake.monotonic = s->deaf_until;
		return kind_key(KEYS_TICK);
	}
	if (p->pasted)
		return pasted_key(p);
	if (!script_key(p, &k))
		return kind_key(KEYS_HANGUP);
	note_turn(p, &k);
	return k;
}

#endif
