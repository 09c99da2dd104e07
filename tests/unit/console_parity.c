/*
 * console_parity.c - what can be done on one front end can be done on the other
 *
 * On every screen lines are typed and keys are pressed, and what comes of them is held
 * against the one list of actions that the view has.
 */
#include "unit/console_spots.h"

enum { NAMES_MOST = 200 };

/* ---- every action, every way ---- */

static void
missed(const struct view *v, const struct action *a, const char *way, enum act got)
{
	fail_msg("screen %d, type %d, language %d: act %d by %s is %d", (int)v->screen,
		(int)v->type, (int)v->lang, (int)a->act, way, (int)got);
}

/* Letters are what is typed: a word needs its slash. */
static bool
needs_slash(const struct view *v)
{
	return v->line || (v->screen == SCREEN_QUESTION && v->type == ITEM_TEXT);
}

static void
check_word(const struct view *v, const struct action *a, const char *word)
{
	const char *slashed = arena_printf(&all, "/%s", word);
	struct made made = typed_line(v, slashed);

	if (v->any_key ? made.in.act != ACT_NEXT : last_act(&made) != a->act)
		missed(v, a, slashed, last_act(&made));
	if (needs_slash(v) || v->any_key)
		return;
	made = typed_line(v, word);
	if (last_act(&made) != a->act)
		missed(v, a, word, last_act(&made));
}

static void
check_words(const struct view *v, const struct action *a)
{
	struct made made;

	for (const char *p = a->words; *p; p += strcspn(p, "|"), p += *p == '|')
		check_word(v, a, arena_strndup(&all, p, strcspn(p, "|")));
	if (strcmp(a->key, "Enter") != 0) {
		check_word(v, a, a->key);
		return;
	}
	/* where a text is still to be typed, Enter alone says so */
	if (v->line || (needs_slash(v) && !v->has_value))
		return;
	made = typed_line(v, "");
	if (last_act(&made) != a->act)
		missed(v, a, "Enter alone in line mode", last_act(&made));
}

/* A letter; one of a choice marks it, and Enter does it. */
static void
check_letter(const struct view *v, const struct action *a, const char *letter)
{
	struct key keys[] = {
		key_of(letter), {KEYS_ENTER, 0}
        };
	struct made made = pressed(v, keys, 1);

	if (a->choice && made.in.act != ACT_HANGUP)
		missed(v, a, "the letter of a choice alone", last_act(&made));
	if (a->choice)
		made = pressed(v, keys, 2);
	if (last_act(&made) != a->act)
		missed(v, a, letter, last_act(&made));
}

/* On the screen itself. */
static void
check_keys(const struct view *v, const struct action *a)
{
	struct key tab = {KEYS_TAB, 0};
	bool text = v->screen == SCREEN_QUESTION && v->type == ITEM_TEXT;
	struct made made;

	if (text && a->primary) {
		made = pressed(v, &tab, 1);
		if (last_act(&made) != a->act)
			missed(v, a, "Tab", last_act(&made));
	}
	if (needs_slash(v)) /* all of them are in the menu */
		return;
	check_letter(v, a, a->key);
	for (const char *p = a->words; *p; p += strcspn(p, "|"), p += *p == '|') {
		const char *word = arena_strndup(&all, p, strcspn(p, "|"));

		if (utf8_count(word) == 1)
			check_letter(v, a, word);
	}
}

/* In the menu: Esc, then its letter, or down to it. */
static void
check_menu(const struct view *v, const struct action *a, size_t place)
{
	struct key keys[40] = {
		{KEYS_ESCAPE, 0}
        };
	struct made made;
	size_t n = 1;

	if (strcmp(a->key, "Enter") != 0) {
		keys[1] = key_of(a->key);
		made = pressed(v, keys, 2);
		if (last_act(&made) != a->act)
			missed(v, a, "its letter in the menu", last_act(&made));
	}
	while (n <= place + 1)
		keys[n++] = (struct key){KEYS_DOWN, 0};
	keys[n++] = (struct key){KEYS_ENTER, 0};
	assert_true(n < COUNT_OF(keys));
	made = pressed(v, keys, n);
	if (last_act(&made) != a->act)
		missed(v, a, "arrows in the menu", last_act(&made));
}

static int actions_checked;

static void
check_actions(struct sitting *s, const struct view *v)
{
	bool any = v->any_key || v->screen == SCREEN_HIDDEN;

	(void)s;
	for (size_t i = 0; i < v->action_count; i++) {
		const struct action *a = &v->actions[i];

		check_words(v, a);
		check_keys(v, a);
		if (!any)
			check_menu(v, a, i);
		actions_checked++;
	}
}

TEST(console, every_action_is_done_by_word_and_letter_and_key_and_from_the_menu)
{
	fake.columns = 80;
	fake.rows = 60;
	at_spots(check_actions, true);
	assert_true(actions_checked > 500);
}

/* ---- nothing else ---- */

/* What may come of a line or a key on a view: what is in its list, or an answer. */
static bool
is_allowed(const struct view *v, enum act act)
{
	bool question = v->screen == SCREEN_QUESTION;
	bool many = question && v->type == ITEM_MANY;
	bool language = v->screen == SCREEN_LANGUAGE;

	switch ((int)act) {
	case ACT_SET:
		return language || (question && v->option_count && !many);
	case ACT_TOGGLE:
		return many;
	case ACT_SAY:
		return language || question || v->line;
	case ACT_GOTO:
		return v->screen == SCREEN_REVIEW;
	case ACT_HANGUP: /* the end of the input */
	case ACT_COUNT:
		return true;
	default:
		return action_in(v, act) != NULL;
	}
}

/* What is not in the list has no effect, even where a front end says it. */
static void
check_made(struct sitting *s, const struct view *v, const struct made *m, const char *how)
{
	const enum act acts[] = {m->in.act, m->then};

	for (size_t i = 0; i < COUNT_OF(acts); i++) {
		size_t count = s->memory.events.count;
		const char *was = known_by(s, 0);

		if (is_allowed(v, acts[i]))
			continue;
		if (act(s, acts[i]) || s->memory.events.count != count ||
			strcmp(known_by(s, 0), was) != 0)
			fail_msg("screen %d, language %d: %s does act %d", (int)v->screen,
				(int)v->lang, how, (int)acts[i]);
	}
}

static const char *names[NAMES_MOST];
static size_t name_count;

static void
note_name(const char *name, size_t n)
{
	const char *kept = arena_strndup(&all, name, n);

	for (size_t i = 0; i < name_count; i++)
		if (strcmp(names[i], kept) == 0)
			return;
	assert_true(name_count < NAMES_MOST);
	names[name_count++] = kept;
}

/* Every key and every word of every action in every language, and line mode's own. */
static void
note_names(struct sitting *s, const struct view *v)
{
	(void)s;
	for (size_t i = 0; i < v->action_count; i++) {
		const struct action *a = &v->actions[i];

		note_name(a->key, strlen(a->key));
		for (const char *p = a->words; *p; p += strcspn(p, "|"), p += *p == '|')
			note_name(p, strcspn(p, "|"));
	}
	for (int w = OWN_AGAIN; w <= OWN_MORE; w++) {
		const char *word = line_own_word(&all, (enum own_word)w, v->lang);

		note_name(word, strlen(word));
	}
}

static void
check_foreign_lines(struct sitting *s, const struct view *v)
{
	const char *slash = needs_slash(v) ? "/" : "";
	struct buf b = BUF_NONE;
	struct made made;
	struct line *l;
	int in;

	for (size_t i = 0; i < name_count; i++)
		buf_printf(&b, "%s%s\n", slash, names[i]);
	for (const char *c = "abcdefghijklmnopqrstuvwxyz0123456789?"; *c; c++)
		buf_printf(&b, "%s%c\n", slash, *c);
	l = line_of(buf_text(&b), &in);
	do {
		made = next_made(l, v);
		check_made(s, v, &made, "some line");
	} while (made.in.act != ACT_HANGUP);
	console_free(&l->console);
	close(in);
	buf_free(&b);
}

/* Is it one of the names of an action? */
static bool
is_name_of(const struct action *a, const char *name)
{
	const char *folded = utf8_fold(&all, name);

	if (strcmp(folded, utf8_fold(&all, a->key)) == 0)
		return true;
	for (const char *p = a->words; *p; p += strcspn(p, "|"), p += *p == '|') {
		const char *word = arena_strndup(&all, p, strcspn(p, "|"));

		if (strcmp(folded, utf8_fold(&all, word)) == 0)
			return true;
	}
	return false;
}

/* A word does what it is a name of; a language is one by its own name. */
static void
check_meaning(struct sitting *s, const struct view *v)
{
	(void)s;
	for (size_t i = 0; i < name_count; i++) {
		const char *word = arena_printf(&all, "/%s", names[i]);
		struct typed t = line_word(&all, v, word);

		if (t.kind == TYPED_ACT && !t.lang &&
			!is_name_of(action_in(v, t.act), names[i]))
			fail_msg("screen %d, language %d: %s does act %d", (int)v->screen,
				(int)v->lang, word, (int)t.act);
	}
}

/* What a key is for, where it is not a letter or a digit. */
static const struct {
	enum key_kind kind;
	enum act act;
} meanings[] = {
	{KEYS_ENTER,    ACT_NEXT },
	{KEYS_TAB,      ACT_NEXT },
	{KEYS_BACK_TAB, ACT_BACK },
	{KEYS_LEFT,     ACT_BACK },
	{KEYS_BREAK,    ACT_PAUSE},
	{KEYS_HIDE,     ACT_HIDE },
};

static bool
is_meant(const struct view *v, struct key k, const struct made *m)
{
	enum act act = last_act(m);
	const struct action *a = action_in(v, act);
	struct buf b = BUF_NONE;
	bool named;

	if (act == ACT_HANGUP || v->any_key)
		return true;
	for (size_t i = 0; i < COUNT_OF(meanings); i++)
		if (k.kind == meanings[i].kind && act == meanings[i].act)
			return true;
	if (k.kind != KEYS_CHAR)
		return act == ACT_SAY || (act == ACT_SET && m->in.n < 0);
	if (act == ACT_SET || act == ACT_TOGGLE || act == ACT_SAY)
		return true;
	utf8_put(&b, k.c);
	named = a && is_name_of(a, buf_text(&b));
	buf_free(&b);
	return named;
}

/* A key by itself and with Enter behind it, on the screen and in its menu. */
static void
check_foreign_key(struct sitting *s, const struct view *v, struct key k)
{
	struct key keys[] = {
		{KEYS_ESCAPE, 0},
                k, {KEYS_ENTER,  0}
        };
	const char *how = arena_printf(&all, "key %d %d", (int)k.kind, (int)k.c);
	struct made made = pressed(v, keys + 1, 1);

	if (!is_meant(v, k, &made))
		fail_msg("screen %d, language %d: %s does act %d", (int)v->screen,
			(int)v->lang, how, (int)last_act(&made));
	check_made(s, v, &made, how);
	if (k.kind != KEYS_CHAR)
		return;
	made = pressed(v, keys + 1, 2);
	check_made(s, v, &made, how);
	made = pressed(v, keys, 3);
	check_made(s, v, &made, arena_printf(&all, "%s in the menu", how));
}

static void
check_foreign_keys(struct sitting *s, const struct view *v)
{
	for (int kind = KEYS_ENTER; kind < KEYS_HANGUP; kind++)
		if (kind != KEYS_TICK)
			check_foreign_key(s, v, (struct key){(enum key_kind)kind, 0});
	for (size_t i = 0; i < name_count; i++)
		if (utf8_count(names[i]) == 1)
			check_foreign_key(s, v, key_of(names[i]));
	for (const char *c = "059jz ñ"; *c;)
		check_foreign_key(s, v, (struct key){KEYS_CHAR, utf8_next(&c)});
}

/* Enter alone does nothing where a choice is asked for. */
static void
check_enter(struct sitting *s, const struct view *v)
{
	const struct key enter = {KEYS_ENTER, 0};
	struct made made;

	for (size_t i = 0; i < v->action_count; i++)
		if (v->actions[i].primary)
			return;
	made = pressed(v, &enter, 1);
	assert_null(action_in(v, last_act(&made)));
	if (interview_outcome(s->iv) == OUTCOME_NONE && !v->line) { /* and says so */
		made.in.now = FAKE_NOW;
		assert_false(interview_feed(s->iv, &made.in));
		v = view(s);
		assert_non_null(v->error);
	}
	made = typed_line(v, "");
	assert_null(action_in(v, last_act(&made)));
}

/* The engine itself takes nothing else, whoever asks. */
static void
check_engine(struct sitting *s, const struct view *v)
{
	for (int i = 0; i < ACT_COUNT; i++) {
		struct made made = {{.act = (enum act)i}, ACT_COUNT};

		if (i != ACT_TICK && v->action_count)
			check_made(s, v, &made, "the engine");
	}
}

TEST(console, nothing_that_is_not_in_the_list_is_done_by_any_line_or_key)
{
	fake.columns = 80;
	fake.rows = 60;
	at_spots(note_names, true);
	assert_true(name_count > 100);
	at_spots(check_foreign_lines, true);
	at_spots(check_foreign_keys, true);
	at_spots(check_engine, true);
}

TEST(console, a_word_or_a_key_does_what_it_is_a_name_of_and_enter_alone_chooses_nothing)
{
	at_spots(note_names, true);
	at_spots(check_meaning, true);
	at_spots(check_enter, true);
}

/* ---- no two alike ---- */

/* Who a name belongs to: an act, or one of these. */
enum { OWNER_OPTION = ACT_COUNT, OWNER_OWN };

struct name {
	const char *name; /* folded */
	int owner;
};
typedef VEC(struct name) names_of_view;

static void
add_name(names_of_view *n, const char *name, int owner)
{
	const char *folded = utf8_fold(&all, name);

	for (size_t i = 0; i < n->count; i++)
		if (strcmp(n->at[i].name, folded) == 0 && n->at[i].owner != owner)
			fail_msg("\"%s\" is %d and %d", name, n->at[i].owner, owner);
	*vec_push(&all, n) = (struct name){folded, owner};
}

static void
add_own_names(names_of_view *n, const struct view *v)
{
	static const enum text_id own[] = {TEXT_LINE_WORD_AGAIN, TEXT_LINE_WORD_CHOICES,
		TEXT_LINE_WORD_WHERE, TEXT_LINE_WORD_MORE};

	for (size_t i = 0; i < COUNT_OF(own); i++) {
		const char *words = text(v->lang, own[i]);

		for (const char *p = words; *p; p += strcspn(p, "|"), p += *p == '|') {
			const char *word = arena_strndup(&all, p, strcspn(p, "|"));
			struct typed t =
				line_word(&all, v, arena_printf(&all, "/%s", word));

			/* "again" at the safety message are its numbers, again */
			if (v->screen == SCREEN_SAFETY && t.kind == TYPED_ACT &&
				t.act == ACT_NUMBERS)
				continue;
			if (i == 1 && v->screen != SCREEN_QUESTION)
				continue;
			if (i == 2 && v->screen >= SCREEN_START)
				continue;
			if (i == 3 && v->screen != SCREEN_REVIEW)
				continue;
			add_name(n, word, OWNER_OWN + (int)i);
			if (t.kind != TYPED_OWN)
				fail_msg("\"%s\" on screen %d", word, (int)v->screen);
		}
	}
}

static void
check_clash(struct sitting *s, const struct view *v)
{
	names_of_view n = VEC_NONE;
	bool number = v->screen == SCREEN_QUESTION &&
		(v->type == ITEM_NUMBER || v->type == ITEM_DATE);

	(void)s;
	if (v->any_key || v->action_count == 0)
		return;
	for (size_t i = 0; i < v->option_count; i++)
		add_name(&n, v->options[i].digits, OWNER_OPTION);
	for (size_t i = 0; i < v->action_count; i++) {
		const struct action *a = &v->actions[i];

		add_name(&n, a->key, (int)a->act);
		/* what is typed into a number is no key there */
		if (number && strchr("0123456789-./,~ ", a->key[0]))
			fail_msg("key \"%s\" in a number", a->key);
		for (const char *p = a->words; *p; p += strcspn(p, "|"), p += *p == '|')
			add_name(
				&n, arena_strndup(&all, p, strcspn(p, "|")), (int)a->act);
	}
	if (action_in(v, ACT_LANGUAGE)) {
		add_name(&n, "english", ACT_LANGUAGE);
		add_name(&n, "español", ACT_LANGUAGE);
		add_name(&n, "en", ACT_LANGUAGE);
		add_name(&n, "es", ACT_LANGUAGE);
	}
	add_own_names(&n, v);
}

TEST(console, no_two_names_of_one_screen_are_alike_in_any_language)
{
	at_spots(check_clash, true);
}

/* ---- lists of what can be done ---- */

/* Is it there, however the lines are broken? */
static bool
stands_in(const struct buf *shown_text, const char *words)
{
	struct buf a = BUF_NONE, b = BUF_NONE;
	bool found;

	for (const char *p = buf_text(shown_text); *p; p++)
		if (*p != ' ' && *p != '\n')
			buf_char(&a, *p);
	for (const char *p = words; *p; p++)
		if (*p != ' ')
			buf_char(&b, *p);
	found = strstr(buf_text(&a), buf_text(&b)) != NULL;
	buf_free(&a);
	buf_free(&b);
	return found;
}

/* All pages of what a few keys lead to. */
static void
draw_after(const struct view *v, const struct key *keys, size_t count)
{
	buf_clear(&fake.drawn);
	fake.keeps = true;
	pressed(v, keys, count);
	fake.keeps = false;
}

static const struct key pages[] = {
	{KEYS_ESCAPE,    0},
        {KEYS_PAGE_DOWN, 0},
        {KEYS_PAGE_DOWN, 0},
        {KEYS_PAGE_DOWN, 0},
	{KEYS_PAGE_DOWN, 0},
        {KEYS_PAGE_DOWN, 0},
        {KEYS_PAGE_DOWN, 0},
	{KEYS_PAGE_DOWN, 0},
        {KEYS_PAGE_DOWN, 0},
        {KEYS_PAGE_DOWN, 0}
};

static void
check_in_menu(struct sitting *s, const struct view *v)
{
	const struct target *targets;
	size_t count;

	(void)s;
	if (v->any_key || v->screen == SCREEN_HIDDEN || v->action_count == 0)
		return;
	targets = sheet_targets(&all, v, true, &count);
	assert_int_equal(count, v->action_count);
	draw_after(v, pages, COUNT_OF(pages));
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(targets[i].kind, TARGET_ACT);
		assert_int_equal(targets[i].n, v->actions[i].act);
		if (!stands_in(&fake.drawn, v->actions[i].label))
			fail_msg("\"%s\" is not in the menu", v->actions[i].label);
	}
}

TEST(console, the_menu_lists_all_that_can_be_done_and_nothing_else)
{
	fake.columns = 40;
	fake.rows = 12;
	at_spots(check_in_menu, true);
}

static void
heard_of(const struct view *v, struct buf *ret)
{
	struct console_options o = {0};
	struct console *c;
	char bytes[4096];
	int ends[2];
	ssize_t got;

	assert_int_equal(pipe(ends), 0);
	o.out = ends[1];
	c = console_line_new(&o);
	c->show(c, v);
	console_free(c);
	close(ends[1]);
	while ((got = read(ends[0], bytes, sizeof bytes)) > 0)
		buf_add(ret, bytes, (size_t)got);
	close(ends[0]);
}

static int helps;

/* Help says what can be done on the screen below it, with its key and its word. */
static void
check_in_help(struct sitting *s, const struct view *v)
{
	enum act acts[ACT_COUNT];
	enum screen screen = v->screen;
	size_t count = v->action_count;
	struct buf heard = BUF_NONE;

	if (!action_in(v, ACT_HELP))
		return;
	helps++;
	for (size_t i = 0; i < count; i++)
		acts[i] = v->actions[i].act;
	act(s, ACT_HELP);
	v = view(s);
	assert_int_equal(v->screen, SCREEN_HELP);
	assert_int_equal(v->below_count, count);
	draw_after(v, pages + 1, COUNT_OF(pages) - 1);
	heard_of(v, &heard);
	for (size_t i = 0; i < count; i++) {
		const struct action *a = &v->below[i];

		assert_int_equal(a->act, acts[i]);
		if (!stands_in(
			    &fake.drawn, arena_printf(&all, "%s %s", a->key, a->label)) ||
			!stands_in(&heard, a->label) || !stands_in(&heard, a->word))
			fail_msg("\"%s\" is not in help of screen %d", a->label,
				(int)screen);
	}
	buf_free(&heard);
}

TEST(console, help_lists_all_that_can_be_done_and_nothing_else)
{
	fake.columns = 80;
	fake.rows = 60;
	at_spots(check_in_help, false);
	assert_true(helps > 100);
}

/* The keys at the foot of a wide screen, between three spaces. */
static void
check_foot(struct sitting *s, const struct view *v)
{
	const struct sheet_ask ask = {.view = v, .columns = 200, .rows = 60};
	const char *keys = keys_of(&all, &ask, true, 0, 1, 200);

	(void)s;
	if (v->line)
		assert_non_null(strstr(keys, text(v->lang, TEXT_SCREEN_ENTER)));
	if (v->any_key || v->screen == SCREEN_HIDDEN || view_takes_letters(v))
		return;
	for (size_t i = 0; i < v->action_count; i++) {
		const struct action *a = &v->actions[i];

		if (!a->choice && !a->primary &&
			!strstr(keys, arena_printf(&all, "%s %s", a->key, a->word)))
			fail_msg("screen %d: \"%s\" is not in \"%s\"", (int)v->screen,
				a->word, keys);
	}
}

TEST(console, the_foot_of_a_wide_screen_names_all_keys_of_the_list)
{
	at_spots(check_foot, true);
}

/* ---- the last screen ---- */

/* From the start of a kiosk on; how many keys were asked for behind these. */
static size_t
keys_behind(const struct key *keys, size_t count, enum outcome *ret)
{
	struct spot start = {.beginning = KIOSK_BEGINNING};
	struct console_options o = {.linger_ms = MINUTE};
	struct console *c = console_screen_new(&o);
	struct err err = ERR_NONE;
	struct sitting s;

	spot_open(&s, &start);
	fingers.full = c->self;
	fingers.keys = keys;
	fingers.count = count;
	fingers.at = fingers.behind = 0;
	fake.key = next_key;
	*ret = console_run(s.iv, c, &err);
	console_free(c);
	spot_close(&s);
	return fingers.behind;
}

#define TYPED_1234                                                              \
	{KEYS_CHAR, '1'}, {KEYS_CHAR, '2'}, {KEYS_CHAR, '3'}, {KEYS_CHAR, '4'}, \
	{                                                                       \
		KEYS_ENTER, 0                                                   \
	}

TEST(console, a_code_that_opens_and_the_end_of_a_kiosk_wait_for_no_other_key)
{
	static const struct key back[] = {
		{KEYS_CHAR, 'c'},
                TYPED_1234
        };
	static const struct key end[] = {
		{KEYS_CHAR,  's'},
                TYPED_1234, {KEYS_CHAR,  '2'},
                {KEYS_ENTER, 0  }
        };
	enum outcome how;

	assert_int_equal(keys_behind(back, COUNT_OF(back), &how), 0);
	assert_int_equal(how, OUTCOME_RETURN);
	assert_int_equal(keys_behind(end, COUNT_OF(end), &how), 0);
	assert_int_equal(how, OUTCOME_ENDED);
}

TEST(console, every_screen_was_found_in_every_language)
{
	at_spots(note_screen, false);
	assert_true(spots.count > 500 && looks > 200);
	for (int lang = 0; lang < LANG_COUNT; lang++)
		for (int i = 0; i < SCREEN_COUNT; i++)
			/* the first one is in all languages at once */
			if (!shown[lang][i] && i != SCREEN_LANGUAGE)
				fail_msg("screen %d in language %d", i, lang);
}
