/*
 * interview_set.h - a form, a made-up practice and a sink that remembers, for the tests
 *	of interview/ and console/
 */
#ifndef TESTS_UNIT_INTERVIEW_SET_H
#define TESTS_UNIT_INTERVIEW_SET_H

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "interview/interview.h"
#include "unit/form_of.h"

/* One part with a condition, one sensitive part with before and after, one with a safety
 * item; every kind of question. */
static const char two_tongues[] =
	"<welcome>These questions help your therapist get to know you.</welcome>"
	"<consent>No one is watching this form as you fill it in.</consent>"
	"<pause>If it helps, feel both feet on the floor.</pause>"
	"<closing>Your therapist will read this before you meet.</closing>"
	"<answer-set id='freq'>"
	"<answer code='never' score='0'>Never</answer>"
	"<answer code='rarely' score='1'>Rarely</answer>"
	"<answer code='sometimes' score='2'>Sometimes</answer>"
	"<answer code='often' score='3'>Often</answer>"
	"<answer code='always' score='4'>Almost always</answer>"
	"</answer-set>"
	"<section id='lately'><title>Feelings</title>"
	"<grid id='g' answers='freq'><stem>In the last 7 days:</stem>"
	"<why>It helps to know how close feelings are.</why>"
	"<item id='far'>I could not feel emotions.</item>"
	"<item id='body'>My body felt far away.</item></grid>"
	"<question id='since' type='number' min='0' max='90' dont-know='yes' "
	"show-if='far is at least often'><text>For about how many "
	"years?</text></question>"
	"<question id='words' type='text' max-length='60'>"
	"<text>Anything to add?</text></question>"
	"</section>"
	"<section id='home' sensitive='yes'><title>Home as a child</title>"
	"<before>The next questions are about growing up.</before>"
	"<after>That part can stir things up, or bring nothing at all.</after>"
	"<question id='who' type='many'><text>Who looked after you?</text>"
	"<answer code='mother'>Mother</answer><answer code='father'>Father</answer>"
	"<answer code='grand'>Grandparent</answer>"
	"<answer code='none' exclusive='yes'>None of these</answer></question>"
	"<question id='left' type='date' precision='month' dont-know='yes'>"
	"<text>When did you leave home?</text></question>"
	"</section>"
	"<section id='last'><title>The last part</title>"
	"<question id='better' type='one' answers='freq'>"
	"<text>Thoughts of being better off dead?</text>"
	"<why>Everyone is asked this.</why></question>"
	"<question id='help' type='yes-no'><text>Has anything helped?</text></question>"
	"</section>"
	"<safety id='self_harm' item='better' from='rarely'/>"
	"<translation xml:lang='es'>"
	"<t of='title'>Prueba</t>"
	"<t of='welcome'>Estas preguntas ayudan a su terapeuta a conocerle.</t>"
	"<t of='consent'>Nadie está mirando este formulario.</t>"
	"<t of='pause'>Si le ayuda, sienta los pies en el suelo.</t>"
	"<t of='closing'>Su terapeuta leerá esto antes de su cita.</t>"
	"<t of='freq.never'>Nunca</t><t of='freq.rarely'>Pocas veces</t>"
	"<t of='freq.sometimes'>A veces</t><t of='freq.often'>A menudo</t>"
	"<t of='freq.always'>Casi siempre</t>"
	"<t of='lately'>Sentimientos</t><t of='g.stem'>En los últimos 7 días:</t>"
	"<t of='g.why'>Ayuda saber qué tan cerca están los sentimientos.</t>"
	"<t of='far'>No pude sentir emociones.</t>"
	"<t of='body'>Mi cuerpo se sintió lejos.</t>"
	"<t of='since'>¿Desde hace cuántos años?</t>"
	"<t of='words'>¿Algo que agregar?</t>"
	"<t of='home'>Su casa en la infancia</t>"
	"<t of='home.before'>Las siguientes preguntas son sobre su infancia.</t>"
	"<t of='home.after'>Esa parte puede mover cosas o no mover nada.</t>"
	"<t of='who'>¿Quién le cuidaba?</t><t of='who.mother'>Mamá</t>"
	"<t of='who.father'>Papá</t><t of='who.grand'>Abuela o abuelo</t>"
	"<t of='who.none'>Nadie de esta lista</t>"
	"<t of='left'>¿Cuándo dejó su casa?</t>"
	"<t of='last'>La última parte</t>"
	"<t of='better'>¿Pensamientos de que sería mejor no vivir?</t>"
	"<t of='better.why'>Se lo preguntamos a todas las personas.</t>"
	"<t of='help'>¿Algo le ha ayudado?</t>"
	"</translation>";

/* Numbers that nobody could call. */
static const struct crisis_line test_lines[] = {
	{.lang = "en",
         .region = "US",
         .label = "Help line",
         .call = "000-1",
         .text_to = "000-1",
         .note = "any time, free"},
	{ .lang = "es",
         .region = "US",
         .label = "Línea de ayuda",
         .call = "000-1",
         .press = "2",
         .text_to = "000-1",
         .text_body = "AYUDA"},
};
static const struct emergency test_emergencies[] = {
	{"US", "000-9"}
};
static const struct practice test_practice = {
	.sample = true,
	.lang = "en",
	.region = "US-CA",
	.name = "Test practice",
	.in_person = true,
	.readers = {"the therapist you will meet", "su terapeuta"    },
	.within = {"before your session",         "antes de su cita"},
	.has_policy = true,
	.lines = test_lines,
	.line_count = 2,
	.emergencies = test_emergencies,
	.emergency_count = 1,
};

/* What was put, in order, and a disk that can fail. */
struct memory {
	struct arena arena;
	VEC(struct event) events;
	bool fails;
};

ATTR_UNUSED static int
memory_put(void *self, const struct event *e)
{
	struct memory *m = self;

	if (m->fails)
		return -1;
	*vec_push(&m->arena, &m->events) = (struct event){
		e->kind,
		e->at,
		arena_strdup(&m->arena, e->key),
		arena_strdup(&m->arena, e->value),
	};
	return 0;
}

ATTR_UNUSED static const char *
memory_code(void *self)
{
	(void)self;
	return "217-8D3H0-WHDN7";
}

/* Every event as a word, spaces between: "start start consent:yes answer:far=often". */
ATTR_UNUSED static const char *
memory_story(struct memory *m)
{
	static const char *const kinds[] = {"start", "consent", "answer", "section",
		"safety", "lang", "stop", "resume", "finish", "decline"};
	struct buf b = BUF_NONE;
	const char *story;

	for (size_t i = 0; i < m->events.count; i++) {
		const struct event *e = &m->events.at[i];

		if (e->kind == EVENT_START)
			continue;
		buf_printf(&b, "%s%s", b.len ? " " : "", kinds[e->kind]);
		buf_printf(&b, "%s%s", *e->key ? ":" : "", e->key);
		buf_printf(&b, "%s%s", *e->value ? "=" : "", e->value);
	}
	story = arena_strdup(&m->arena, buf_text(&b));
	buf_free(&b);
	return story;
}

struct sitting {
	struct arena arena;
	const struct form *form;
	struct memory memory;
	struct interview *iv;
	struct interview_options options;
};

/* At the first screen of a language that was asked for. */
ATTR_UNUSED static void
sitting_open(struct sitting *s, const char *rest, const char *lang)
{
	struct sink sink = {&s->memory, memory_put, memory_code};

	*s = (struct sitting){
		.options = {.client = "C-1", .mode = "line", .lang = lang}
        };
	s->form = form_of(&s->arena, rest);
	if (!s->form)
		abort();
	s->iv = interview_new(s->form, &test_practice, &sink, &s->options);
}

/* The same form and record, after a power cut. */
ATTR_UNUSED static int
sitting_again(struct sitting *s)
{
	struct sink sink = {&s->memory, memory_put, memory_code};
	struct err err = ERR_NONE;

	interview_free(s->iv);
	s->iv = interview_new(s->form, &test_practice, &sink, &s->options);
	return interview_replay(s->iv, s->memory.events.at, s->memory.events.count, &err);
}

ATTR_UNUSED static void
sitting_close(struct sitting *s)
{
	interview_free(s->iv);
	arena_free(&s->memory.arena);
	arena_free(&s->arena);
}

ATTR_UNUSED static bool
act(struct sitting *s, enum act a)
{
	struct input in = {.act = a, .now = 1000};

	return interview_feed(s->iv, &in);
}

ATTR_UNUSED static bool
say(struct sitting *s, const char *typed)
{
	struct input in = {.act = ACT_SAY, .text = typed, .now = 1000};

	return interview_feed(s->iv, &in);
}

/* Typed, and on. */
ATTR_UNUSED static bool
answer(struct sitting *s, const char *typed)
{
	return say(s, typed) && act(s, ACT_NEXT);
}

ATTR_UNUSED static bool
go_to(struct sitting *s, int number)
{
	struct input in = {.act = ACT_GOTO, .n = number, .now = 1000};

	return interview_feed(s->iv, &in);
}

ATTR_UNUSED static const struct view *
view(struct sitting *s)
{
	return interview_view(s->iv);
}

/* To the first question. */
ATTR_UNUSED static void
begin(struct sitting *s)
{
	act(s, ACT_NEXT);
	act(s, ACT_YES);
	act(s, ACT_NEXT);
}

#endif
