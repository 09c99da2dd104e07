/* preview_walk.c - one way through a form, and what is on the screen on it */
#include "command/preview.h"

#include <assert.h>
#include <string.h>

/* Where a screen stands: those of a question between those before and behind it. */
enum {
	PLACE_LANGUAGE,
	PLACE_OTHER_LANGUAGE,
	PLACE_WELCOME,
	PLACE_CONSENT,
	PLACE_CONSENT_WHY,
	PLACE_DECLINED,
	PLACE_TALK,
	PLACE_CODE,
	PLACE_ITEMS = 10, /* from here on PLACES for every item */

	AT_OTHER_LANGUAGE = 0, /* of a part, at its first item */
	AT_NOTE,
	AT_QUESTION,
	AT_WHY,
	AT_SAFETY,
	AT_SOFT,
	AT_SOFT_PART,
	AT_AFTER, /* at the last item of a part */
	PLACES,

	BEHIND_REVIEW = 0, /* behind the last item */
	BEHIND_DONE,
	BEHIND_PAUSE,
	BEHIND_HELP,
	BEHIND_LEAVE,
	BEHIND_SAVED,
	BEHIND_BACK,
	BEHIND_COUNT,
};

/* One walk. */
struct walk {
	struct preview *p;
	const struct way *way;
	struct interview *iv;
	VEC(struct event) events;
	const struct item *item; /* the question on the screen, or the last one */
	const struct item *said; /* its answer is in hand */
	long place;              /* of the screen */
};

static long
place_at(const struct item *it, int what)
{
	return PLACE_ITEMS + (long)it->index * PLACES + what;
}

static long
place_behind(const struct form *f, int what)
{
	return PLACE_ITEMS + (long)f->item_count * PLACES + what;
}

/* ---- what leads to it ---- */

/* All conditions of a part, or of a question; NULL: none. */
static const char *
conditions(struct arena *a, const struct item *it, bool part)
{
	const char *all = NULL, *one;

	for (size_t i = 0; i < it->show_if_count; i++) {
		const struct expr *x = it->show_if[i];
		bool outer = x == it->section->show_if ||
			(it->section->included && x == it->section->included->show_if);

		if (part && !outer)
			continue;
		one = text_tidy(a, expr_text(x));
		all = all ? arena_printf(a, "%s; %s", all, one) : one;
	}
	return all;
}

/* "ch2 = somewhat": what is answered on this way for the sake of a question. */
static const char *
example(const struct walk *w, const struct item *it)
{
	enum { SHOWN_MAX = 6 };
	const struct opening *o = w->way->openings ? w->way->openings[it->index] : NULL;
	struct buf b = BUF_NONE;
	const char *kept;
	size_t count = 0;

	for (size_t i = 0; o && i < o->count; i++) {
		if (!o->at[i].asked || count++ >= SHOWN_MAX)
			continue;
		buf_printf(&b, "%s%s = ", b.len ? ", " : "", o->at[i].item->id);
		value_put(&b, o->at[i].item, &o->at[i].value);
	}
	if (count > SHOWN_MAX)
		buf_str(&b, ", ...");
	kept = b.len ? arena_strdup(&w->p->call->arena, buf_text(&b)) : NULL;
	buf_free(&b);
	return kept;
}

/* By enum screen: what a screen is called. */
static const enum text_id names[] = {
	TEXT_PREVIEW_LANGUAGE,
	TEXT_PREVIEW_OTHER_LANGUAGE,
	TEXT_PREVIEW_WELCOME,
	TEXT_PREVIEW_CONSENT,
	TEXT_PREVIEW_CODE,
	TEXT_PREVIEW_BACK,
	TEXT_PREVIEW_NOTE,
	TEXT_PREVIEW_QUESTION,
	TEXT_PREVIEW_AFTER,
	TEXT_PREVIEW_REVIEW,
	TEXT_PREVIEW_DONE,
	TEXT_PREVIEW_WHY,
	TEXT_PREVIEW_HELP,
	TEXT_PREVIEW_PAUSE,
	TEXT_PREVIEW_SAFETY,
	TEXT_PREVIEW_SOFT,
	TEXT_PREVIEW_LEAVE,
	TEXT_PREVIEW_BACK, /* hidden: never looked at */
	TEXT_PREVIEW_SAVED,
	TEXT_PREVIEW_DECLINED,
};
_Static_assert(COUNT_OF(names) == SCREEN_OF_FORM, "a name for every screen");

/* Screens of one kind that have more than one name. */
static const struct {
	long place;
	enum text_id name;
} other_names[] = {
	{PLACE_CONSENT_WHY, TEXT_PREVIEW_CONSENT_WHY},
	{PLACE_TALK,        TEXT_PREVIEW_TALK       },
};

static const char *
name_of(const struct walk *w, const struct view *v, long place)
{
	struct arena *a = &w->p->call->arena;
	enum text_id id = names[v->screen];
	struct buf b = BUF_NONE;
	char *name;

	for (size_t i = 0; i < COUNT_OF(other_names); i++)
		if (other_names[i].place == place)
			id = other_names[i].name;
	if (v->screen == SCREEN_SAFETY_SOFT && w->way->at_safety == ACT_SKIP_SECTION)
		id = TEXT_PREVIEW_SOFT_PART;
	text_fill(&b, w->p->call->lang, id, "number",
		arena_printf(a, "%zu", w->item ? w->item->number : 0), "item",
		w->item ? w->item->id : "", "part", w->item ? w->item->section->id : "",
		NULL);
	name = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return name;
}

static bool
is_shown(const struct preview *p, long place)
{
	return p->seen[place];
}

void
preview_begin(struct preview *p)
{
	memset(&p->screens, 0, sizeof p->screens);
	p->seen = arena_array(&p->call->arena,
		(size_t)place_behind(p->form, BEHIND_COUNT), sizeof *p->seen);
}

bool
preview_has(const struct preview *p, const struct item *it)
{
	return is_shown(p, place_at(it, AT_QUESTION));
}

static int
count_rows(const char *text)
{
	int rows = 1;

	for (; *text; text++)
		rows += *text == '\n';
	return rows;
}

/* Keep the screen, unless it was seen before. */
static int
keep(struct walk *w, const struct view *v, long place)
{
	struct preview *p = w->p;
	struct arena *a = &p->call->arena;
	struct buf text = BUF_NONE;
	bool part = v->screen == SCREEN_NOTE || v->screen == SCREEN_AFTER;
	bool of_item = place >= PLACE_ITEMS && place < place_behind(p->form, 0) &&
		v->screen != SCREEN_OTHER_LANGUAGE;
	struct shown *s;
	int rc;

	if (is_shown(p, place))
		return 0;
	rc = preview_show(p, v, &text);
	if (!rc) {
		p->seen[place] = true;
		s = vec_push(a, &p->screens);
		s->place = place;
		s->name = name_of(w, v, place);
		s->text = arena_strdup(a, buf_text(&text));
		s->rows = count_rows(s->text);
		if (of_item && part)
			s->at = w->item->section->at;
		else if (of_item)
			s->at = w->item->at;
		s->only_if = of_item ? conditions(a, w->item, part) : NULL;
		s->example = s->only_if ? example(w, w->item) : NULL;
	}
	buf_free(&text);
	return rc;
}

/* ---- the way ---- */

static const struct item *
item_numbered(const struct form *f, size_t number)
{
	for (size_t i = 0; i < f->item_count; i++)
		if (f->items[i].number == number)
			return &f->items[i];
	return NULL;
}

/* The first or last question of a part. */
static const struct item *
end_of(const struct form *f, const struct section *s, bool last)
{
	return &f->items[s->first_item + (last ? s->item_count - 1 : 0)];
}

/* Screens that stand in one place, whatever was answered; in the order of enum screen.
 * OF_ITEM: the place hangs on the question. */
enum { OF_ITEM = -1, BEHIND = 1000 };
static const int places[] = {
	PLACE_LANGUAGE,
	OF_ITEM,
	PLACE_WELCOME,
	PLACE_CONSENT,
	PLACE_CODE,
	BEHIND + BEHIND_BACK,
	OF_ITEM,
	OF_ITEM,
	OF_ITEM,
	BEHIND + BEHIND_REVIEW,
	BEHIND + BEHIND_DONE,
	OF_ITEM,
	BEHIND + BEHIND_HELP,
	BEHIND + BEHIND_PAUSE,
	OF_ITEM,
	OF_ITEM,
	BEHIND + BEHIND_LEAVE,
	OF_ITEM, /* hidden: never looked at */
	BEHIND + BEHIND_SAVED,
	OF_ITEM,
};
_Static_assert(COUNT_OF(places) == SCREEN_OF_FORM, "a place for every screen");

/* The line of a grid that stands for all of them, where why is asked. */
static const struct item *
why_item(const struct form *f, const struct item *it)
{
	return it->grid ? &f->items[it->grid->first_item] : it;
}

/* The question whose safety message is on the screen. */
static const struct item *
safety_item(const struct walk *w)
{
	return w->way->safety ? w->way->safety->item : w->item;
}

static long
place_of_item(const struct walk *w, const struct view *v)
{
	const struct form *f = w->p->form;

	if (v->screen == SCREEN_NOTE)
		return place_at(w->item, AT_NOTE);
	if (v->screen == SCREEN_QUESTION)
		return place_at(w->item, AT_QUESTION);
	assert(w->item || v->screen != SCREEN_AFTER);
	if (v->screen == SCREEN_AFTER)
		return place_at(end_of(f, w->item->section, true), AT_AFTER);
	if (v->screen == SCREEN_SAFETY)
		return place_at(safety_item(w), AT_SAFETY);
	if (v->screen == SCREEN_SAFETY_SOFT)
		return place_at(safety_item(w),
			w->way->at_safety == ACT_SKIP_SECTION ? AT_SOFT_PART : AT_SOFT);
	if (v->screen == SCREEN_WHY)
		return w->item ? place_at(why_item(f, w->item), AT_WHY)
			       : PLACE_CONSENT_WHY;
	if (v->screen == SCREEN_DECLINED)
		return w->way->at_consent == ACT_TALK ? PLACE_TALK : PLACE_DECLINED;
	/* no text in the language: of a part (it has a title), or of the form */
	if (!v->title)
		return PLACE_OTHER_LANGUAGE;
	return place_at(w->item ? w->item + 1 : f->items, AT_OTHER_LANGUAGE);
}

/* The place of a screen; the question that it belongs to is the walk's from then on. */
static long
place_of(struct walk *w, const struct view *v)
{
	const struct form *f = w->p->form;
	int place = places[v->screen];

	if (v->screen == SCREEN_NOTE)
		w->item = end_of(f, &f->sections[v->section_number - 1], false);
	if (v->screen == SCREEN_QUESTION)
		w->item = item_numbered(f, v->item_number);
	if (place >= BEHIND)
		return place_behind(f, place - BEHIND);
	return place == OF_ITEM ? place_of_item(w, v) : place;
}

static bool
allows(const struct view *v, enum act act)
{
	for (size_t i = 0; i < v->action_count; i++)
		if (v->actions[i].act == act)
			return true;
	return false;
}

/* A look aside that was not taken yet; ACT_COUNT: none. */
static enum act
aside(const struct walk *w, const struct view *v)
{
	const struct form *f = w->p->form;
	const struct item *why;

	if (!w->way->asides || v->screen != SCREEN_QUESTION)
		return ACT_COUNT;
	why = why_item(f, w->item);
	if (allows(v, ACT_WHY) && !is_shown(w->p, place_at(why, AT_WHY)))
		return ACT_WHY;
	if (allows(v, ACT_PAUSE) && !is_shown(w->p, place_behind(f, BEHIND_PAUSE)))
		return ACT_PAUSE;
	if (allows(v, ACT_HELP) && !is_shown(w->p, place_behind(f, BEHIND_HELP)))
		return ACT_HELP;
	return ACT_COUNT;
}

/* A flagged answer, or none. */
static enum act
at_safety(const struct walk *w, struct value *ret)
{
	const struct safety *s = w->way->safety;

	if (w->way->at_safety != ACT_NEXT)
		return w->way->at_safety;
	*ret = (struct value)VALUE_NOT_REACHED;
	ret->missing = MISSING_NO;
	ret->choice = form_choice(s->item->choices, s->from->code);
	return ACT_SAY;
}

static enum act
at_question(struct walk *w, const struct view *v, struct value *ret)
{
	const struct item *it = w->item;
	const struct made_up *m = w->way->answers ? w->way->answers[it->index] : NULL;
	enum act look = aside(w, v);

	if (look != ACT_COUNT)
		return look;
	if (w->way->leave)
		return ACT_LEAVE;
	if (w->said == it)
		return ACT_NEXT;
	w->said = it;
	if (w->way->safety && w->way->safety->item == it)
		return at_safety(w, ret);
	*ret = m ? m->value : answer_ordinary(it);
	return ret->missing == MISSING_SKIPPED ? ACT_SKIP : ACT_SAY;
}

/* What is done on a screen to get on. */
static struct input
next_input(struct walk *w, const struct view *v, struct value *value)
{
	struct input in = {.act = ACT_NEXT};

	if (v->screen == SCREEN_OTHER_LANGUAGE || v->screen == SCREEN_LEAVE)
		in.act = ACT_YES;
	if (v->screen == SCREEN_CONSENT)
		in.act = w->way->asides && !is_shown(w->p, PLACE_CONSENT_WHY)
			? ACT_WHY
			: w->way->at_consent;
	if (v->screen == SCREEN_QUESTION)
		in.act = at_question(w, v, value);
	if (in.act == ACT_SAY)
		in.value = value;
	if (v->screen == SCREEN_REVIEW && allows(v, ACT_FINISH))
		in.act = ACT_FINISH;
	if (v->screen == SCREEN_SAFETY)
		in.act = ACT_SAFE;
	return in;
}

static int
walk_put(void *self, const struct event *e)
{
	struct walk *w = self;
	struct arena *a = &w->p->call->arena;

	*vec_push(a, &w->events) = event_copy(a, e);
	return 0;
}

/* One to look at, that opens nothing. */
static const char *
walk_code(void *self)
{
	(void)self;
	return "000-00000-00000";
}

/* Come back to what was left. */
static int
walk_back(struct walk *w, const struct sink *sink, const struct interview_options *o)
{
	struct preview *p = w->p;
	struct interview *iv = interview_new(p->form, p->practice, sink, o);
	size_t count = w->events.count;
	int rc = interview_replay(iv, w->events.at, count, &p->call->err);

	if (!rc) {
		const struct view *v = interview_view(iv);

		rc = keep(w, v, place_of(w, v));
	}
	interview_free(iv);
	return rc;
}

int
preview_walk(struct preview *p, const struct way *way)
{
	struct walk w = {.p = p, .way = way};
	struct sink sink = {&w, walk_put, walk_code};
	struct interview_options o = {.client = "", .mode = "line", .lang = way->lang};
	size_t steps = 100 + p->form->item_count * 8; /* more than any way takes */
	int rc = 0;

	w.iv = interview_new(p->form, p->practice, &sink, &o);
	while (!rc && steps--) {
		const struct view *v = interview_view(w.iv);
		struct value value;
		struct input in;

		rc = keep(&w, v, place_of(&w, v));
		if (rc || interview_outcome(w.iv) != OUTCOME_NONE || way->first_alone)
			break;
		in = next_input(&w, v, &value);
		if (!interview_feed(w.iv, &in))
			rc = err_set(&p->call->err, ERR_FAILED,
				"the interview did not go on at '%s'",
				w.item ? w.item->id : p->form->id);
	}
	interview_free(w.iv);
	if (!rc && way->leave)
		rc = walk_back(&w, &sink, &o);
	return rc;
}
