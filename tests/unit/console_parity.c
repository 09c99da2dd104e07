/*
 * console_parity.c - what can be done on one front end can be done on the other
 *
 * Every screen that the engine shows is looked for: from the first screens on, each
 * action of each view is done, until no view comes that is not known.  On each of them
 * lines are typed and keys are pressed, and what comes of them is held against the one
 * list of actions that the view has.
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/utf8.h"
#include "console/line.h"
#include "console/screen.h"
#include "unit/fake_terminal.h"
#include "unit/interview_random.h"
#include "unit/test.h"

enum { MINUTE = 60 * 1000, PATH_MOST = 60, NAMES_MOST = 200 };

/* ---- forms ---- */

/* Every type of question with and without "I don't know" and a why. */
static const char every_kind[] =
	"<answer-set id='a'><answer code='a' score='0'>Never</answer>"
	"<answer code='b' score='1'>Often</answer></answer-set>"
	"<section id='s'><title>Part</title>"
	"<question id='q1' type='one' answers='a' dont-know='yes'><text>One?</text>"
	"<why>So.</why></question>"
	"<question id='q2' type='many' answers='a'><text>Many?</text></question>"
	"<question id='q3' type='many' answers='a' dont-know='yes'><text>M?</text>"
	"<why>So.</why></question>"
	"<question id='q4' type='yes-no'><text>Yes?</text></question>"
	"<question id='q5' type='number'><text>Number?</text><why>So.</why></question>"
	"<question id='q6' type='number' dont-know='yes'><text>N?</text></question>"
	"<question id='q7' type='date' dont-know='yes'><text>When?</text></question>"
	"<question id='q8' type='date' precision='year'><text>Year?</text></question>"
	"<question id='q9' type='text'><text>Text?</text></question>"
	"<question id='q10' type='text' dont-know='yes'><text>T?</text>"
	"<why>So.</why></question></section>"
	"<translation xml:lang='es'><t of='title'>Prueba</t><t of='a.a'>Nunca</t>"
	"<t of='a.b'>A menudo</t><t of='s'>Parte</t><t of='q1'>¿Una?</t>"
	"<t of='q1.why'>Así.</t><t of='q2'>¿Varias?</t><t of='q3'>¿V?</t>"
	"<t of='q3.why'>Así.</t><t of='q4'>¿Sí?</t><t of='q5'>¿Número?</t>"
	"<t of='q5.why'>Así.</t><t of='q6'>¿N?</t><t of='q7'>¿Cuándo?</t>"
	"<t of='q8'>¿Año?</t><t of='q9'>¿Texto?</t><t of='q10'>¿T?</t>"
	"<t of='q10.why'>Así.</t></translation>";

static const char one_tongue[] =
	"<section id='s'><title>Part</title><question id='q' type='yes-no'>"
	"<text>Yes?</text></question></section>";

/* A part that has no Spanish. */
static const char half_spanish[] =
	"<section id='s'><title>Part</title><question id='q' type='yes-no'>"
	"<text>Yes?</text></question></section>"
	"<include form='inner'><form id='inner' version='1' xml:lang='en'>"
	"<title>Inner</title><section id='t'><title>In</title>"
	"<question id='r' type='yes-no'><text>R?</text></question></section></form>"
	"</include>"
	"<translation xml:lang='es'><t of='title'>Prueba</t><t of='s'>Parte</t>"
	"<t of='q'>¿Sí?</t></translation>";

/* Where a client may begin. */
static const struct beginning {
	const char *form, *lang;
	bool kiosk;
} beginnings[] = {
	{two_tongues,  NULL, false},
	{two_tongues,  "en", false},
	{two_tongues,  "es", false},
	{two_tongues,  "en", true },
	{two_tongues,  "es", true },
	{every_kind,   "en", false},
	{every_kind,   "es", false},
	{one_tongue,   "en", true },
	{one_tongue,   "es", false},
	{half_spanish, "es", false},
};

enum { KIOSK_BEGINNING = 3 };

/* ---- every screen ---- */

/* A way to a view. */
struct spot {
	size_t beginning;
	struct input path[PATH_MOST]; /* ACT_COUNT: the light goes out there */
	size_t length;
	const char *known; /* what makes it different from others */
};

static struct arena all;
static VEC(struct spot) spots;
static const struct form *forms[COUNT_OF(beginnings)];

static bool
is_staff(void *self, const char *typed)
{
	(void)self;
	return strcmp(typed, "1234") == 0;
}

static void
engine_new(struct sitting *s)
{
	struct sink sink = {&s->memory, memory_put, memory_code};

	interview_free(s->iv);
	s->iv = interview_new(s->form, &test_practice, &sink, &s->options);
}

static void
take(struct sitting *s, const struct input *in)
{
	struct err err = ERR_NONE;

	if (in->act != ACT_COUNT) {
		interview_feed(s->iv, in);
		return;
	}
	engine_new(s);
	assert_int_equal(interview_replay(s->iv, s->memory.events.at,
				 s->memory.events.count, &err),
		0);
}

static void
spot_open(struct sitting *s, const struct spot *p)
{
	const struct beginning *b = &beginnings[p->beginning];

	if (!forms[p->beginning])
		forms[p->beginning] = form_of(&all, b->form);
	*s = (struct sitting){.form = forms[p->beginning]};
	s->options = (struct interview_options){
		.mode = "line",
		.lang = b->lang,
		.now = FAKE_NOW,
		.idle = {3 * MINUTE, MINUTE,   30 * MINUTE},
		.kiosk = { b->kiosk ? &all : NULL,  is_staff, is_staff,    is_staff},
	};
	engine_new(s);
	for (size_t i = 0; i < p->length; i++)
		take(s, &p->path[i]);
}

static void
spot_close(struct sitting *s)
{
	interview_free(s->iv);
	arena_free(&s->memory.arena);
}

/* What can be done, in which language, where: two views that differ in nothing else are
 * one to a front end. */
static const char *
known_by(struct sitting *s, size_t beginning)
{
	const struct view *v = view(s);
	bool begun = s->memory.events.count > 0;
	struct buf b = BUF_NONE;
	const char *known;

	buf_printf(&b, "%zu %d %d %d %d %zu %d:", beginning, begun, (int)v->screen,
		(int)v->lang, v->screen == SCREEN_QUESTION ? (int)v->type : 0,
		v->item_number, v->has_value);
	for (size_t i = 0; i < v->option_count; i++)
		buf_printf(&b, "%d", v->options[i].on);
	for (size_t i = 0; i < v->action_count; i++)
		buf_printf(&b, " %d", (int)v->actions[i].act);
	for (size_t i = 0; i < v->below_count; i++)
		buf_printf(&b, " b%d", (int)v->below[i].act);
	known = arena_strdup(&all, buf_text(&b));
	buf_free(&b);
	return known;
}

static bool
is_known(const char *known)
{
	for (size_t i = 0; i < spots.count; i++)
		if (strcmp(spots.at[i].known, known) == 0)
			return true;
	return false;
}

/* One step further than a place, where that leads to anything new. */
static void
go_further(size_t from, struct input in)
{
	struct spot p = spots.at[from];
	struct sitting s;

	if (p.length == PATH_MOST)
		return;
	in.now = in.now ? in.now : FAKE_NOW;
	p.path[p.length++] = in;
	spot_open(&s, &p);
	p.known = known_by(&s, p.beginning);
	if (!is_known(p.known))
		*vec_push(&all, &spots) = p;
	spot_close(&s);
}

static void
go_everywhere(size_t from)
{
	struct sitting s;
	const struct view *v;
	enum act acts[ACT_COUNT];
	size_t count;
	bool ended;

	spot_open(&s, &spots.at[from]);
	v = view(&s);
	count = v->action_count;
	ended = interview_outcome(s.iv) != OUTCOME_NONE;
	for (size_t i = 0; i < count; i++)
		acts[i] = v->actions[i].act;
	for (size_t i = 0; i < count; i++)
		go_further(from, (struct input){.act = acts[i]});
	if (!ended && v->wake)
		go_further(from, (struct input){.act = ACT_TICK, .now = v->wake});
	if (!ended && v->option_count) {
		enum act mark = v->screen == SCREEN_QUESTION && v->type == ITEM_MANY
			? ACT_TOGGLE
			: ACT_SET;

		go_further(from, (struct input){.act = mark, .n = 0});
		go_further(
			from, (struct input){.act = mark, .n = (int)v->option_count - 1});
	}
	if (v->line)
		go_further(from, (struct input){.act = ACT_SAY, .text = "1234"});
	if (v->row_count > 1)
		go_further(from,
			(struct input){.act = ACT_GOTO, .n = (int)v->rows[1].number});
	if (v->screen == SCREEN_QUESTION && v->item_number > 1)
		go_further(from, (struct input){.act = ACT_COUNT});
	spot_close(&s);
}

/* All of them, found once. */
static void
find_spots(void)
{
	if (spots.count)
		return;
	for (size_t i = 0; i < COUNT_OF(beginnings); i++) {
		struct spot p = {.beginning = i};
		struct sitting s;

		spot_open(&s, &p);
		p.known = known_by(&s, i);
		spot_close(&s);
		*vec_push(&all, &spots) = p;
	}
	for (size_t i = 0; i < spots.count; i++)
		go_everywhere(i);
}

/* Each test looks at all spots, but at two that are the same to a front end once; roughly:
 * whatever is chosen there, and whatever help tells of. */
static void
at_spots(void (*look)(struct sitting *s, const struct view *v), bool roughly)
{
	const char **seen;
	size_t count = 0;

	find_spots();
	seen = arena_array(&all, spots.count, sizeof *seen);
	for (size_t i = 0; i < spots.count; i++) {
		struct sitting s;
		const struct view *v;
		struct buf b = BUF_NONE;
		bool old = false;

		spot_open(&s, &spots.at[i]);
		v = view(&s);
		buf_printf(&b, "%d %d %d%d%d:", (int)v->screen, (int)v->lang,
			v->screen == SCREEN_QUESTION ? (int)v->type : 0, v->kiosk,
			v->has_value && (!roughly || view_is_typed(v)));
		for (size_t k = 0; k < v->action_count; k++)
			buf_printf(&b, " %d", (int)v->actions[k].act);
		for (size_t k = 0; k < v->below_count && !roughly; k++)
			buf_printf(&b, " b%d", (int)v->below[k].act);
		for (size_t k = 0; k < count && !old; k++)
			old = strcmp(seen[k], buf_text(&b)) == 0;
		if (!old) {
			seen[count++] = arena_strdup(&all, buf_text(&b));
			look(&s, v);
		}
		buf_free(&b);
		spot_close(&s);
	}
}

static bool shown[LANG_COUNT][SCREEN_COUNT];
static int looks;

static void
note_screen(struct sitting *s, const struct view *v)
{
	(void)s;
	shown[v->lang][v->screen] = true;
	looks++;
}

/* ---- somebody types, somebody presses keys ---- */

/* What a front end made of it: ACT_HANGUP when it made nothing of it. */
struct made {
	struct input in;
	enum act then; /* behind an accepted ACT_SAY or ACT_SET; ACT_COUNT: nothing */
};

/* What it comes to at last. */
static enum act
last_act(const struct made *m)
{
	return m->then == ACT_COUNT ? m->in.act : m->then;
}

/* Somebody has typed all of that. */
static struct line *
line_of(const char *typed, int *ret_in)
{
	static int nowhere = -1;
	struct console_options o = {0};
	size_t n = strlen(typed);
	int ends[2];

	if (nowhere < 0)
		nowhere = open("/dev/null", O_WRONLY);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], typed, n), n);
	close(ends[1]);
	*ret_in = o.in = ends[0];
	o.out = nowhere;
	return console_line_new(&o)->self;
}

static struct made
next_made(struct line *l, const struct view *v)
{
	struct made made = {.in = l->console.wait(&l->console, v)};

	made.then = l->has_next ? l->then : ACT_COUNT;
	l->has_next = false;
	return made;
}

static struct made
typed_line(const struct view *v, const char *line)
{
	int in;
	struct line *l = line_of(arena_printf(&all, "%s\n", line), &in);
	struct made made;

	l->console.show(&l->console, v);
	made = next_made(l, v);
	console_free(&l->console);
	close(in);
	return made;
}

static struct {
	struct full *full;
	const struct key *keys;
	size_t count, at;
	size_t behind; /* keys that were asked for when there were no more */
} fingers;

static struct key
next_key(void *self)
{
	struct full *s = fingers.full;

	(void)self;
	if (s->deaf_until ||
		s->enter_from) { /* nothing is pressed until it listens, to Enter too */
		fake.monotonic = s->deaf_until ? s->deaf_until : s->enter_from;
		return (struct key){KEYS_TICK, 0};
	}
	if (fingers.at < fingers.count)
		return fingers.keys[fingers.at++];
	fingers.behind++;
	return (struct key){KEYS_HANGUP, 0};
}

static struct made
pressed(const struct view *v, const struct key *keys, size_t count)
{
	struct console_options o = {0};
	struct console *c = console_screen_new(&o);
	struct full *s = c->self;
	struct made made;

	s->terminal = &fake;
	fingers.full = s;
	fingers.keys = keys;
	fingers.count = count;
	fingers.at = 0;
	fake.key = next_key;
	c->show(c, v);
	do
		made.in = c->wait(c, v);
	while (made.in.act == ACT_TICK && made.in.n); /* a key that decides nothing */
	made.in.text = NULL;
	made.then = s->has_next ? s->next.act : ACT_COUNT;
	console_free(c);
	return made;
}

/* One key of a name: a letter, or Enter. */
static struct key
key_of(const char *name)
{
	if (strcmp(name, "Enter") == 0)
		return (struct key){KEYS_ENTER, 0};
	return (struct key){KEYS_CHAR, utf8_next(&name)};
}

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
	assert_true(actions_checked > 1000);
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
	for (const char *c = "abcdefghijklmnopqrstuvwxyz0123456789? áñ"; *c;)
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
