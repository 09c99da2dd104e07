/*
 * interview_random.h - random forms, what a client might say to them, and a view as text
 *
 * The same seed gives the same form and the same client.  A form has grids, sensitive
 * parts, conditions over several earlier questions, every type of question, answers that
 * count as missing, several safety items, scales, an alert, in one of three another form
 * inside, and in two of three a Spanish, which a form inside has not.
 */
#ifndef TESTS_UNIT_INTERVIEW_RANDOM_H
#define TESTS_UNIT_INTERVIEW_RANDOM_H

#include "unit/interview_set.h"

enum { RANDOM_ITEMS = 24 };

static uint32_t seed;

ATTR_UNUSED static unsigned
dice(unsigned sides)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % sides;
}

/* ---- forms ---- */

static const char random_lists[] =
	"<answer-set id='a'><answer code='a' score='0'>Never</answer>"
	"<answer code='b' score='1'>Some</answer><answer code='c' score='2'>Lots</answer>"
	"<answer code='w' missing='does-not-apply'>No chance</answer></answer-set>"
	"<answer-set id='m'><answer code='x'>Mother</answer>"
	"<answer code='y'>Father</answer><answer code='v'>Aunt</answer>"
	"<answer code='z' exclusive='yes'>None of these</answer>"
	"<answer code='u' missing='does-not-apply'>Had no home</answer></answer-set>"
	"<answer-set id='l'><answer code='l1'>Place 1</answer>"
	"<answer code='l2'>Place 2</answer><answer code='l3'>Place 3</answer>"
	"<answer code='l4'>Place 4</answer><answer code='l5'>Place 5</answer>"
	"<answer code='l6'>Place 6</answer><answer code='l7'>Place 7</answer>"
	"<answer code='l8'>Place 8</answer><answer code='l9'>Place 9</answer>"
	"<answer code='l10'>Place 10</answer><answer code='l11'>Place 11</answer>"
	"</answer-set>";

static const char random_lists_es[] =
	"<t of='m.x'>Mamá</t><t of='m.y'>Papá</t><t of='m.v'>Tía</t>"
	"<t of='m.z'>Nadie de esta lista</t><t of='m.u'>No tuve casa</t>"
	"<t of='l.l1'>Lugar 1</t><t of='l.l2'>Lugar 2</t><t of='l.l3'>Lugar 3</t>"
	"<t of='l.l4'>Lugar 4</t><t of='l.l5'>Lugar 5</t><t of='l.l6'>Lugar 6</t>"
	"<t of='l.l7'>Lugar 7</t><t of='l.l8'>Lugar 8</t><t of='l.l9'>Lugar 9</t>"
	"<t of='l.l10'>Lugar 10</t><t of='l.l11'>Lugar 11</t>";

/* A form while it is written. */
struct writing {
	struct buf xml, es;     /* sections; Spanish texts */
	struct buf safety, sum; /* safety items; items of the scale */
	int count;              /* items so far; the n-th is called qn */
	int from;               /* the first that a condition may name */
	char kinds[RANDOM_ITEMS + 1];
	bool inside; /* a form in the form: lists of its own, no Spanish */
};

static void
write_words(
	struct writing *w, const char *of, int n, const char *child, const char *words)
{
	if (!w->inside)
		buf_printf(&w->es, "<t of='%s%d%s'>%s %d</t>", of, n, child, words, n);
}

/* Something about an earlier question. */
static void
write_term(struct writing *w)
{
	static const char *const terms[][4] = {
		{"o", "q%d is at least b",  "q%d is one of (a, c)", "q%d is not c"   },
		{"y", "q%d is yes",         "q%d is no",            "q%d"            },
		{"n", "q%d is more than 4", "q%d is at most 6",     "q%d is answered"},
		{"m", "q%d includes x",     "q%d includes z",       "q%d is answered"},
		{"t", "q%d is answered",    "q%d is not answered",  "q%d is answered"},
		{"d", "q%d is answered",    "q%d is not answered",  "q%d is answered"},
		{"l", "q%d is l10",         "q%d is not l1",        "q%d is answered"},
	};
	int n = w->from + (int)dice((unsigned)(w->count + 1 - w->from));

	for (size_t i = 0; i < COUNT_OF(terms); i++) {
		const char *term = terms[i][1 + dice(3)], *hole = strstr(term, "%d");

		if (terms[i][0][0] != w->kinds[n])
			continue;
		buf_add(&w->xml, term, (size_t)(hole - term));
		buf_printf(&w->xml, "%d%s", n, hole + 2);
	}
}

/* Nothing, or a condition over up to three earlier questions. */
static void
write_condition(struct writing *w, unsigned one_in)
{
	unsigned terms = 1 + dice(3);

	if (w->count < w->from || dice(one_in) > 0)
		return;
	buf_str(&w->xml, " show-if='");
	for (unsigned i = 0; i < terms; i++) {
		buf_str(&w->xml, i == 0 ? "" : dice(2) ? " and " : " or ");
		buf_str(&w->xml, dice(4) == 0 ? "not " : "");
		write_term(w);
	}
	buf_char(&w->xml, '\'');
}

static void
write_item_is(struct writing *w, char kind)
{
	int n = ++w->count;

	w->kinds[n] = kind;
	write_words(w, "q", n, "", "¿Pregunta?");
	if (kind == 'o' && !w->inside && dice(3) > 0)
		buf_printf(&w->sum, " q%d", n);
	if (kind == 'o' && (n == 1 || dice(5) == 0))
		buf_printf(&w->safety, "<safety id='h%d' item='q%d' from='%c'/>", n, n,
			dice(2) ? 'b' : 'c');
}

static void
write_grid(struct writing *w)
{
	int n = w->count + 1;
	unsigned items = 1 + dice(3);

	buf_printf(&w->xml, "<grid id='g%d' answers='%s'%s", n, w->inside ? "ia" : "a",
		dice(3) ? "" : " dont-know='yes'");
	write_condition(w, 5);
	buf_printf(&w->xml, "><stem>Lately %d:</stem><why>It helps.</why>", n);
	write_words(w, "g", n, ".stem", "Últimamente");
	write_words(w, "g", n, ".why", "Ayuda");
	for (unsigned i = 0; i < items; i++) {
		buf_printf(&w->xml, "<item id='q%d'", w->count + 1);
		write_condition(w, 6);
		buf_printf(&w->xml, ">Line %d.</item>", w->count + 1);
		write_item_is(w, 'o');
	}
	buf_str(&w->xml, "</grid>");
}

static void
write_question(struct writing *w)
{
	static const struct {
		char kind;
		const char *type;
	} kinds[] = {
		{'y', "type='yes-no'"                },
		{'n', "type='number' min='0' max='9'"},
		{'t', "type='text' max-length='40'"  },
		{'d', "type='date' precision='year'" },
		{'d', "type='date' precision='month'"},
		{'d', "type='date' precision='day'"  },
 /* from here on with lists of the form */
		{'m', "type='many' answers='m'"      },
		{'m', "type='many' answers='m'"      },
		{'o', "type='one' answers='a'"       },
		{'l', "type='one' answers='l'"       },
	};
	unsigned k = dice(w->inside ? 6 : COUNT_OF(kinds));
	bool why = dice(3) == 0;

	buf_printf(&w->xml, "<question id='q%d' %s%s", w->count + 1, kinds[k].type,
		dice(2) ? " dont-know='yes'" : "");
	write_condition(w, 3);
	buf_printf(&w->xml, "><text>Question %d?</text>%s</question>", w->count + 1,
		why ? "<why>Everyone is asked this.</why>" : "");
	write_item_is(w, kinds[k].kind);
	if (why)
		write_words(w, "q", w->count, ".why", "Se pregunta");
}

static void
write_section(struct writing *w, int n)
{
	unsigned pieces = 1 + dice(4);
	bool before = dice(3) == 0, after = dice(3) == 0;

	buf_printf(&w->xml, "<section id='s%d'%s", n, dice(3) ? "" : " sensitive='yes'");
	write_condition(w, 4);
	buf_printf(&w->xml, "><title>Part %d</title>%s%s", n,
		before ? "<before>Growing up.</before>" : "",
		after ? "<after>That was that.</after>" : "");
	write_words(w, "s", n, "", "Parte");
	if (before)
		write_words(w, "s", n, ".before", "Su infancia");
	if (after)
		write_words(w, "s", n, ".after", "Eso fue todo");
	for (unsigned i = 0; i < pieces; i++)
		if (w->count == 0 || (w->count + 3 <= RANDOM_ITEMS && dice(3) == 0))
			write_grid(w);
		else if (i == 0 || w->count < RANDOM_ITEMS - 5)
			write_question(w);
	buf_str(&w->xml, "</section>");
}

/* A part that is a form of its own: it names nothing outside itself. */
static void
write_inner(struct writing *w, int n)
{
	int from = w->from;
	size_t safeties = w->safety.len;

	buf_str(&w->xml, "<include form='inner'");
	write_condition(w, 2);
	buf_str(&w->xml,
		"><form id='inner' version='1' xml:lang='en'><title>Inner</title>"
		"<answer-set id='ia'><answer code='a' score='0'>None</answer>"
		"<answer code='b' score='1'>Bit</answer>"
		"<answer code='c' score='2'>Full</answer></answer-set>");
	w->inside = true;
	w->from = w->count + 1;
	write_section(w, n);
	w->inside = false;
	w->from = from;
	buf_printf(&w->xml, "%s</form></include>", buf_text(&w->safety) + safeties);
	w->safety.len = safeties;
	if (w->safety.data)
		w->safety.data[safeties] = '\0';
}

static void
write_rules(struct writing *w)
{
	if (w->sum.len) {
		buf_str(&w->es, "<t of='sum'>Suma</t><t of='few'>Pocos</t>");
		buf_printf(&w->xml,
			"<scale id='sum' method='sum' items='%s' may-miss='%u' "
			"validation='none'><title>Sum</title></scale>"
			"<scale id='few' method='count' count-at='1' items='%s' "
			"validation='none'><title>Few</title></scale>",
			buf_text(&w->sum) + 1, dice(2) ? 0 : 1, buf_text(&w->sum) + 1);
	}
	buf_str(&w->xml, buf_text(&w->safety));
	buf_str(&w->xml, "<alert id='look' level='review' if='");
	write_term(w);
	buf_str(&w->xml, dice(2) ? " and " : " or ");
	write_term(w);
	buf_str(&w->xml, "'><text>Look.</text></alert>");
}

/* The form of a seed. */
ATTR_UNUSED static const struct form *
random_form(struct arena *a, uint32_t of)
{
	struct writing w = {BUF_NONE, BUF_NONE, BUF_NONE, BUF_NONE, 0, 1, {0}, false};
	unsigned sections, inner, tongue;
	const struct form *f;

	seed = of;
	tongue = dice(3);
	sections = 1 + dice(4);
	inner = 2 + dice(8);
	buf_str(&w.xml, random_lists);
	for (unsigned i = 1; i <= sections; i++)
		if (i == inner)
			write_inner(&w, (int)i);
		else
			write_section(&w, (int)i);
	write_rules(&w);
	if (tongue)
		buf_printf(&w.xml,
			"<translation xml:lang='es'><t of='title'>Prueba</t>"
			"<t of='a.a'>Nunca</t><t of='a.b'>Algo</t><t of='a.c'>Mucho</t>"
			"<t of='a.w'>Sin ocasión</t><t of='look'>Mire</t>%s%s"
			"</translation>",
			random_lists_es, buf_text(&w.es));
	f = form_of(a, buf_text(&w.xml));
	if (!f)
		fprintf(stderr, "form %u: %s\n", (unsigned)of, buf_text(&w.xml));
	buf_free(&w.xml);
	buf_free(&w.es);
	buf_free(&w.safety);
	buf_free(&w.sum);
	return f;
}

/* ---- what a client says ---- */

/* As it is typed, and as it must come to be stored. */
struct told {
	const char *typed, *stored;
	int choice;    /* ONE, YES_NO */
	uint64_t bits; /* MANY */
};

static struct told
told_one(struct arena *a, const struct item *it, size_t lang)
{
	const struct choice_list *l = it->choices;
	int n = (int)dice((unsigned)l->count);
	const struct choice *c = &l->at[n];
	unsigned how = dice(3);

	return (struct told){
		.typed = how == 0  ? arena_printf(a, "%d", c->digit)
			: how == 1 ? c->code
				   : form_words(&c->label, lang),
		.stored = c->code,
		.choice = n,
	};
}

static struct told
told_many(struct arena *a, const struct item *it)
{
	const struct choice_list *l = it->choices;
	bool codes = dice(2);
	struct buf typed = BUF_NONE, stored = BUF_NONE;
	struct told t = {.choice = -1};

	t.bits = dice(4) == 0 ? 8u : dice(8) == 0 ? 16u : 1 + dice(7);
	for (size_t i = 0; i < l->count; i++) {
		if (!(t.bits >> i & 1))
			continue;
		buf_str(&typed, typed.len ? " " : "");
		if (codes)
			buf_str(&typed, l->at[i].code);
		else
			buf_printf(&typed, "%d", l->at[i].digit);
		buf_printf(&stored, "%s%s", stored.len ? " " : "", l->at[i].code);
	}
	t.typed = arena_strdup(a, buf_text(&typed));
	t.stored = arena_strdup(a, buf_text(&stored));
	buf_free(&typed);
	buf_free(&stored);
	return t;
}

/* Some answer that the question takes. */
ATTR_UNUSED static struct told
random_told(struct arena *a, const struct item *it, size_t lang)
{
	static const char *const texts[][2] = {
		{"word",           "word"          },
		{"two\nlines",     "two\\nlines"   },
		{"back",           "back"          },
		{"!odd",           "\\!odd"        },
		{"ñandú y más", "ñandú y más"},
		{"b s q 0 ?",      "b s q 0 ?"     },
	};
	static const char *const numbers[][2] = {
		{"0",   "0"  },
                {"7",   "7"  },
                {"3.5", "3.5"},
                {"~4",  "~4" },
                {"9",   "9"  }
        };
	static const char *const dates[][2] = {
  /* three of a day, of a month, of a year */
		{"1989-03-14", "1989-03-14"},
		{"14.3.1989",  "1989-03-14"},
		{"~1989",      "~1989"     },
		{"3 2021",     "2021-03"   },
		{"2019-07",    "2019-07"   },
		{"~2001-05",   "~2001-05"  },
		{"1999",       "1999"      },
		{"2004",       "2004"      },
		{"~1987",      "~1987"     },
	};
	const char *const *pair = texts[dice(COUNT_OF(texts))];

	if (it->type == ITEM_ONE || it->type == ITEM_YES_NO)
		return told_one(a, it, lang);
	if (it->type == ITEM_MANY)
		return told_many(a, it);
	if (it->type == ITEM_NUMBER)
		pair = numbers[dice(COUNT_OF(numbers))];
	if (it->type == ITEM_DATE)
		pair = dates[3 * it->precision + dice(3)];
	return (struct told){.typed = pair[0], .stored = pair[1], .choice = -1};
}

/* The question that a view shows; NULL: it shows none. */
ATTR_UNUSED static const struct item *
item_of(const struct form *f, const struct view *v)
{
	return v->screen == SCREEN_QUESTION ? &f->items[v->item_number - 1] : NULL;
}

ATTR_UNUSED static const struct action *
action_in(const struct view *v, enum act act)
{
	for (size_t i = 0; i < v->action_count; i++)
		if (v->actions[i].act == act)
			return &v->actions[i];
	return NULL;
}

/* What leads on from a view; an answer is never given. */
ATTR_UNUSED static struct input
ahead(const struct view *v)
{
	switch ((int)v->screen) {
	case SCREEN_QUESTION:
		return (struct input){.act = v->has_value ? ACT_NEXT : ACT_SKIP};
	case SCREEN_LANGUAGE:
		return (struct input){.act = v->has_value ? ACT_NEXT : ACT_SET};
	case SCREEN_SAFETY:
		return (struct input){.act = ACT_SAFE};
	case SCREEN_CONSENT:
	case SCREEN_OTHER_LANGUAGE:
		return (struct input){.act = ACT_YES};
	case SCREEN_LOCKED:
		return (struct input){.act = ACT_SAY, .text = "1234"};
	case SCREEN_RETURN:
	case SCREEN_STAFF:
	case SCREEN_DESK:
	case SCREEN_CHART:
		return (struct input){.act = ACT_BACK};
	case SCREEN_REVIEW:
		return (struct input){
			.act = action_in(v, ACT_FINISH) ? ACT_FINISH : ACT_NEXT};
	default:
		return (struct input){.act = ACT_NEXT};
	}
}

/* ---- a view as text ---- */

static void
put_text(struct buf *b, const char *name, const char *text)
{
	if (text)
		buf_printf(b, "%s: %s\n", name, text);
}

static void
put_actions(struct buf *b, const char *name, const struct action *actions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_printf(b, "%s: %d %s %s %s %d%d\n", name, (int)actions[i].act,
			actions[i].key, actions[i].words, actions[i].label,
			actions[i].primary, actions[i].choice);
}

/* All that a front end can show of it, in an order of its own. */
ATTR_UNUSED static void
put_view(struct buf *b, const struct view *v)
{
	buf_printf(b,
		"screen %d type %d lang %d %s%s%s%s%s%s%s%s%s%s%s item %zu part %zu\n",
		(int)v->screen, (int)v->type, (int)v->lang, v->lang_tag,
		v->sample ? " sample" : "", v->kiosk ? " kiosk" : "",
		v->new_section ? " new-section" : "", v->new_stem ? " new-stem" : "",
		v->new_options ? " new-options" : "", v->has_value ? " value" : "",
		v->in_hand ? " hand" : "", v->sensitive ? " sensitive" : "",
		v->line ? " line" : "", v->secret ? " secret" : "", v->item_number,
		v->section_number);
	put_text(b, "form", v->form_title);
	put_text(b, "section", v->section);
	put_text(b, "progress", v->progress);
	put_text(b, "short", v->progress_short);
	put_text(b, "stem", v->stem);
	put_text(b, "title", v->title);
	put_text(b, "body", v->body);
	put_text(b, "hint", v->hint);
	put_text(b, "crisis", v->crisis);
	put_text(b, "ask", v->ask);
	put_text(b, "now", v->now);
	put_text(b, "typed", v->typed);
	put_text(b, "code", v->code);
	put_text(b, "error", v->error);
	put_text(b, "confirm", v->confirm);
	for (size_t i = 0; i < v->option_count; i++)
		buf_printf(b, "option: %s %s %d%d\n", v->options[i].digits,
			v->options[i].label, v->options[i].on, v->options[i].exclusive);
	for (size_t i = 0; i < v->row_count; i++)
		buf_printf(b, "row: %zu %s = %s %d\n", v->rows[i].number,
			v->rows[i].label, v->rows[i].answer, v->rows[i].missing);
	put_actions(b, "action", v->actions, v->action_count);
	put_actions(b, "below", v->below, v->below_count);
}

#endif
