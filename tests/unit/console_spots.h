/*
 * console_spots.h - every screen that the engine can show, and hands to try it with
 *
 * From a few beginnings on each action of each view is done, until no view comes that is
 * not known.  A line is typed there, or a few keys are pressed; what a front end makes of
 * it is looked at before the engine sees it.
 */
#ifndef TESTS_UNIT_CONSOLE_SPOTS_H
#define TESTS_UNIT_CONSOLE_SPOTS_H

#include <fcntl.h>
#include <unistd.h>

#include "base/utf8.h"
#include "console/line.h"
#include "console/screen.h"
#include "unit/fake_terminal.h"
#include "unit/interview_random.h"
#include "unit/test.h"

enum { MINUTE = 60 * 1000, PATH_MOST = 60 };

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

/* Each test looks at all spots, but at two that are the same to a front end once;
 * roughly: whatever is chosen there, and whatever help tells of. */
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
			v->screen == SCREEN_QUESTION ? (int)v->type : 0,
			v->kiosk && !roughly,
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
	(void)self;
	if (fingers.full->deaf_until) {
		fake.monotonic = fingers.full->deaf_until;
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
	made.in = c->wait(c, v);
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

#endif
