/*
 * compose_questions.c - questions of a blank form, and the place for each answer
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/compose_paper.h"

/* Handwriting: characters on one line of the page, and lines for one answer. */
enum { LINE_HOLDS = 75, LINES_MOST = 6 };

/* ---- who answers it ---- */

static const char *
only(struct compose *c, const struct expr *const *all, size_t count, enum text_id only_if,
	enum text_id asked)
{
	struct route r = {c->arena, c->in->form, c->lang, c->in->lang};
	const char *condition = count ? route_words(&r, all, count) : NULL;

	if (!count)
		return NULL;
	if (!condition)
		return text(c->in->lang, asked);
	return compose_say(c, only_if, "condition", condition);
}

/* The conditions of a whole section: of the form it came with, and its own. */
static size_t
conditions_of(const struct section *s, const struct expr *ret[2])
{
	size_t count = 0;

	if (s->included && s->included->show_if)
		ret[count++] = s->included->show_if;
	if (s->show_if)
		ret[count++] = s->show_if;
	return count;
}

const char *
route_of_section(struct compose *c, const struct section *s)
{
	const struct expr *all[2];
	size_t count = conditions_of(s, all);

	return only(c, all, count, TEXT_PAPER_ONLY_PART, TEXT_PAPER_ASKED_PART);
}

/* The conditions of an item that its section does not have; the first *ret_grid of them
 * are its grid's. */
static size_t
own_conditions(const struct section *s, const struct item *it,
	const struct expr *const **ret, size_t *ret_grid)
{
	const struct expr *all[2];
	size_t outer = conditions_of(s, all);

	*ret = it->show_if + outer;
	*ret_grid = it->grid && xml_attribute(it->grid->node, "show-if");
	return it->show_if_count - outer;
}

static const char *
only_item(struct compose *c, const struct section *s, const struct item *it)
{
	const struct expr *const *all;
	size_t grid, count = own_conditions(s, it, &all, &grid);

	return only(
		c, all + grid, count - grid, TEXT_PAPER_ONLY_THIS, TEXT_PAPER_ASKED_THIS);
}

static const char *
only_grid(struct compose *c, const struct section *s, const struct item *it)
{
	const struct expr *const *all;
	size_t grid;

	own_conditions(s, it, &all, &grid);
	return only(c, all, grid, TEXT_PAPER_ONLY_THESE, TEXT_PAPER_ASKED_THESE);
}

/* ---- answers to mark ---- */

static struct tick
tick_of(struct compose *c, const struct item *it, const struct choice *ch)
{
	struct tick t = {it->type != ITEM_MANY, compose_count(c, (size_t)ch->digit),
		compose_words(c, &ch->label)};

	if (ch->exclusive)
		t.label = compose_say(c, TEXT_PAPER_ALONE, "label", t.label);
	return t;
}

static bool
is_typed(const struct item *it)
{
	return it->type == ITEM_NUMBER || it->type == ITEM_DATE;
}

/* Its answers, "a guess" where it may be one, and "I don't know" last. */
static void
put_ticks(struct compose *c, struct question *q, const struct item *it)
{
	size_t choices = it->choices ? it->choices->count : 0;
	struct tick *ticks = arena_array(c->arena, choices + 2, sizeof(*ticks));

	for (size_t i = 0; i < choices; i++)
		ticks[q->tick_count++] = tick_of(c, it, &it->choices->at[i]);
	if (is_typed(it))
		ticks[q->tick_count++].label = text(c->in->lang, TEXT_PAPER_GUESS);
	if (it->dont_know) {
		ticks[q->tick_count].round = it->choices && it->type != ITEM_MANY;
		ticks[q->tick_count++].label = text(c->in->lang, TEXT_DO_DONT_KNOW);
	}
	q->ticks = ticks;
}

/* ---- answers to write ---- */

static bool
is_whole(double value)
{
	return value >= 0 && fabs(value - floor(value)) < 1e-9;
}

/* Squares where all that may be written are whole numbers of so many digits. */
static int
digits_of(struct compose *c, const struct item *it)
{
	if (!it->has_max || !is_whole(it->max) || (it->has_min && !is_whole(it->min)))
		return 0;
	return (int)strlen(compose_number(c, it->max));
}

static void
put_number(struct compose *c, struct question *q, const struct item *it)
{
	q->digits[q->digits_count++].count = digits_of(c, it);
	if (it->has_min && it->has_max)
		q->hint = compose_say(c, TEXT_PAPER_RANGE, "min",
			compose_number(c, it->min), "max", compose_number(c, it->max));
	else if (it->has_min)
		q->hint = compose_say(
			c, TEXT_PAPER_FROM, "min", compose_number(c, it->min));
	else if (it->has_max)
		q->hint =
			compose_say(c, TEXT_PAPER_TO, "max", compose_number(c, it->max));
	else
		q->hint = text(c->in->lang, TEXT_PAPER_NUMBER);
}

static void
put_date(struct compose *c, struct question *q, const struct item *it)
{
	static const struct {
		int count;
		enum text_id label;
		enum date_precision from; /* asked for at this and finer */
	} parts[] = {
		{4, TEXT_PAPER_YEAR,  PRECISION_YEAR },
		{2, TEXT_PAPER_MONTH, PRECISION_MONTH},
		{2, TEXT_PAPER_DAY,   PRECISION_DAY  },
	};

	for (size_t i = 0; i < COUNT_OF(parts); i++)
		if (it->precision <= parts[i].from) /* the finest is the least */
			q->digits[q->digits_count++] = (struct digits){
				parts[i].count, text(c->in->lang, parts[i].label)};
	if (q->digits_count > 1)
		q->hint = text(c->in->lang, TEXT_PAPER_DATE_HINT);
}

static int
lines_of(const struct item *it)
{
	int lines = (it->max_length + LINE_HOLDS - 1) / LINE_HOLDS;

	return lines < 1 ? 1 : lines < LINES_MOST ? lines : LINES_MOST;
}

static void
fill_question(struct compose *c, struct question *q, const struct item *it)
{
	q->number = compose_count(c, it->number);
	q->text = compose_words(c, &it->text);
	if (form_words(&it->help, c->lang))
		q->help = compose_words(c, &it->help);
	else if (it->type == ITEM_MANY)
		q->help = text(c->in->lang, TEXT_HINT_MANY);
	if (it->type == ITEM_NUMBER)
		put_number(c, q, it);
	else if (it->type == ITEM_DATE)
		put_date(c, q, it);
	else if (it->type == ITEM_TEXT)
		q->lines = lines_of(it);
	put_ticks(c, q, it);
}

void
compose_question(struct compose *c, const struct section *s, const struct item *it)
{
	struct question *q = arena_alloc(c->arena, sizeof(*q));

	q->only = only_item(c, s, it);
	fill_question(c, q, it);
	compose_add(c, BLOCK_QUESTION)->question = q;
}

/* How many answers two lists have in common, from the first on. */
static size_t
shared(const struct choice_list *a, const struct choice_list *b)
{
	size_t n = 0;

	while (n < a->count && n < b->count && a->at[n].digit == b->at[n].digit &&
		strcmp(a->at[n].code, b->at[n].code) == 0)
		n++;
	return n;
}

void
compose_grid(struct compose *c, const struct section *s, const struct item *first)
{
	size_t count = first->grid->item_count;
	struct question_grid *g = arena_alloc(c->arena, sizeof(*g));
	struct question *rows = arena_array(c->arena, count, sizeof(*rows));

	g->only = only_grid(c, s, first);
	g->stem = compose_words(c, &first->grid->stem);
	g->shared = first->choices->count;
	g->dont_know = first->dont_know;
	for (size_t i = 0; i < count; i++) {
		size_t n = shared(first->choices, first[i].choices);

		g->shared = n < g->shared ? n : g->shared;
		rows[i].only = only_item(c, s, &first[i]);
		fill_question(c, &rows[i], &first[i]);
	}
	g->rows = rows;
	g->row_count = count;
	compose_add(c, BLOCK_GRID)->grid = g;
}

/* ---- for whoever types it in ---- */

/* Every question's name by its number, and those of parts with a box to leave them out. */
static void
put_names(struct compose *c)
{
	const struct form *f = c->in->form;
	struct fact *facts =
		arena_array(c->arena, f->item_count + f->section_count, sizeof(*facts));
	size_t count = 0;
	struct block *b;

	for (size_t i = 0; i < f->item_count; i++)
		facts[count++] = (struct fact){
			compose_count(c, f->items[i].number), f->items[i].id, false};
	for (size_t i = 0; i < f->section_count; i++)
		if (may_be_left(c, &f->sections[i]))
			facts[count++] = (struct fact){"",
				arena_printf(c->arena, "[%s]", f->sections[i].id), false};
	b = compose_add(c, BLOCK_NAMES);
	b->facts = facts;
	b->fact_count = count;
}

/* The first part that may be left out as a whole. */
static const char *
part_example(struct compose *c)
{
	const struct form *f = c->in->form;

	for (size_t i = 0; i < f->section_count; i++)
		if (may_be_left(c, &f->sections[i]))
			return f->sections[i].id;
	return NULL;
}

/* The first question that is answered by a digit, else the first. */
static const char *
name_example(const struct form *f)
{
	for (size_t i = 0; i < f->item_count; i++)
		if (f->items[i].choices)
			return f->items[i].id;
	return f->item_count ? f->items[0].id : "";
}

static bool
offers_dont_know(const struct form *f)
{
	for (size_t i = 0; i < f->item_count; i++)
		if (f->items[i].dont_know)
			return true;
	return false;
}

void
compose_staff(struct compose *c)
{
	const struct form *f = c->in->form;
	const char *name = name_example(f), *part = part_example(c);

	compose_add(c, BLOCK_HEADING)->head = text(c->in->lang, TEXT_PAPER_STAFF);
	compose_text(c, BLOCK_SMALL, text(c->in->lang, TEXT_PAPER_STAFF_HOW));
	compose_text(c, BLOCK_SMALL,
		arena_printf(c->arena, "anteroom take %s --answers FILE", f->id));
	compose_text(
		c, BLOCK_SMALL, compose_say(c, TEXT_PAPER_STAFF_DIGIT, "name", name));
	if (offers_dont_know(f))
		compose_text(c, BLOCK_SMALL,
			compose_say(c, TEXT_PAPER_STAFF_DONT_KNOW, "name", name));
	compose_text(
		c, BLOCK_SMALL, compose_say(c, TEXT_PAPER_STAFF_SKIPPED, "name", name));
	if (part)
		compose_text(c, BLOCK_SMALL,
			compose_say(c, TEXT_PAPER_STAFF_PART, "part", part));
	put_names(c);
}
