/*
 * script.c - answers from a file, through the same engine
 *
 * For tests, the demo, and paper forms typed in by staff.  A script says yes where a
 * client would be asked whether to go on, and stops where its answers end; nothing is
 * made up.  A question that a paper leaves out was left blank there.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "console/console.h"

struct script {
	struct console console;
	const struct answers_line *lines; /* lent */
	size_t line_count;
	bool paper;
	size_t answered; /* number of the question whose answer is in hand; 0: none */
};

static int
script_open(struct console *c, struct err *err)
{
	(void)c, (void)err;
	return 0;
}

static void
script_show(struct console *c, const struct view *v)
{
	(void)c, (void)v;
}

/* The last line for a question counts, as the last word of a client does. */
static const struct answers_line *
line_of_item(const struct script *s, size_t number)
{
	const struct answers_line *found = NULL;

	for (size_t i = 0; i < s->line_count; i++)
		if (s->lines[i].item && s->lines[i].item->number == number)
			found = &s->lines[i];
	return found;
}

/* Is the part of this question skipped as a whole? */
static bool
skips_part(const struct script *s, size_t section_number)
{
	for (size_t i = 0; i < s->line_count; i++)
		if (s->lines[i].section && s->lines[i].section->number == section_number)
			return true;
	return false;
}

static enum act
act_on_question(struct script *s, const struct view *v, const struct value **ret)
{
	const struct answers_line *line = line_of_item(s, v->item_number);

	if (skips_part(s, v->section_number))
		return ACT_SKIP_SECTION;
	if (!line)
		return s->paper ? ACT_BLANK : ACT_LEAVE;
	if (line->value.missing == MISSING_SKIPPED)
		return ACT_SKIP;
	if (line->value.missing == MISSING_DONT_KNOW)
		return ACT_DONT_KNOW;
	if (s->answered == v->item_number)
		return ACT_NEXT;
	s->answered = v->item_number;
	*ret = &line->value;
	return ACT_SAY;
}

/* What a script does on the other screens, in the order of enum screen. */
static const enum act acts[] = {
	ACT_NEXT, /* LANGUAGE: the form's own, picked before */
	ACT_YES,
	ACT_NEXT,
	ACT_YES,
	ACT_NEXT,
	ACT_NEXT,
	ACT_NEXT, /* NOTE */
	ACT_NEXT, /* QUESTION: see above */
	ACT_NEXT,
	ACT_FINISH,
	ACT_NEXT,
	ACT_NEXT,
	ACT_NEXT,
	ACT_NEXT,
	ACT_SAFE,
	ACT_NEXT,
	ACT_YES, /* LEAVE */
	ACT_NEXT,
	ACT_NEXT,
	ACT_NEXT,
	ACT_NEXT, /* CARD */
	ACT_NEXT, /* IDLE, and of a kiosk: LOCKED START RETURN STAFF DESK CHART */
	ACT_HANGUP,
	ACT_HANGUP,
	ACT_NEXT,
	ACT_HANGUP,
	ACT_HANGUP,
	ACT_HANGUP,
};
_Static_assert(COUNT_OF(acts) == SCREEN_COUNT, "an act for every screen");

static struct input
script_wait(struct console *c, const struct view *v)
{
	struct script *s = c->self;
	struct input in = {.act = acts[v->screen], .now = clock_now()};

	if (v->error)
		in.act =
			ACT_HANGUP; /* a script cannot help itself: what is kept is kept */
	else if (v->screen == SCREEN_QUESTION)
		in.act = act_on_question(s, v, &in.value);
	else if (v->screen == SCREEN_NOTE && skips_part(s, v->section_number))
		in.act = ACT_SKIP_SECTION;
	else if (v->screen == SCREEN_LANGUAGE && !v->has_value)
		in.act = ACT_SET; /* n: 0 */
	return in;
}

static void
script_close(struct console *c)
{
	(void)c;
}

static void
script_free(struct console *c)
{
	mem_free(c->self);
}

struct console *
console_script_new(const struct console_options *o)
{
	struct script *s = mem_alloc(sizeof *s);

	s->lines = o->lines;
	s->line_count = o->line_count;
	s->paper = o->paper;
	s->console = (struct console){
		.name = "script",
		.open = script_open,
		.show = script_show,
		.wait = script_wait,
		.close = script_close,
		.free = script_free,
		.self = s,
	};
	return &s->console;
}
