/*
 * layout_form.c - a question of a blank form, and the place for its answer
 */
#include <math.h>
#include <string.h>

#include "report/layout_form.h"

const struct style ask_style = {FACE_REGULAR, 9.6, 12.8, INK};
const struct style choice_style = {FACE_REGULAR, 9.4, 16, INK};
const struct style hint_style = {FACE_REGULAR, 8.4, 11.4, SOFT};
const struct style only_style = {FACE_BOLD, 8.6, 12, INK};
const struct style digit_style = {FACE_REGULAR, 7, 16, SOFT};
static const struct style number_style = {FACE_BOLD, 9.6, 12.8, INK};
static const struct style box_head_style = {FACE_BOLD, 9.2, 13, INK};
static const struct style box_style = {FACE_REGULAR, 9, 12.6, INK};
static const struct style name_style = {FACE_REGULAR, 8, 10.6, SOFT};

/* For a pen. */
static const double radius = 5.2, square = 10.2, line_height = 24, digit_wide = 17,
		    digit_high = 20;
/* Between answers that stand in one row. */
static const double tick_gap = 20;
/* A box higher than this part of a page is no box. */
static const double box_most = 0.6;

static void
keep_from(struct layout *l, size_t first)
{
	for (size_t i = first; i < l->atoms.count; i++)
		l->atoms.at[i]->keep = true;
}

/* The last marks of an atom before its others: what is read aloud first. */
static void
lead(struct layout *l, struct atom *a, size_t before)
{
	size_t count = a->marks.all.count;
	struct mark **sorted = arena_array(l->arena, count, sizeof(struct mark *));

	for (size_t i = 0; i < count; i++)
		sorted[i] = a->marks.all.at[(i + before) % count];
	memcpy(a->marks.all.at, sorted, count * sizeof(struct mark *));
}

void
form_mark(struct layout *l, struct atom *a, bool round, double x, double y)
{
	struct mark *m;

	if (!round) {
		m = atom_box(
			l, a, x - square / 2, y - square / 2, square, square, WHITE, INK);
	} else {
		m = atom_mark(l, a, MARK_CIRCLE);
		m->x = x;
		m->y = y;
		m->w = radius;
		m->fill = WHITE;
		m->stroke = INK;
	}
	m->thick = 0.8;
}

/* ---- answers to mark ---- */

/* From the mark to the label. */
static double
label_from(const struct layout *l, const struct tick *t)
{
	return (MARK_WIDTH + (t->digit ? DIGIT_WIDTH : 0)) * l->scale;
}

static double
tick_width(struct layout *l, const struct tick *t)
{
	return label_from(l, t) +
		measure_text(l->m, choice_style.face, style_size(l, &choice_style),
			t->label, strlen(t->label));
}

/* The mark and digit of an answer whose label begins behind them. */
static void
put_tick(struct layout *l, struct atom *a, const struct tick *t, double x)
{
	double middle = style_leading(l, &choice_style) / 2;

	form_mark(l, a, t->round, x + square / 2, middle);
	if (t->digit)
		atom_text_more(l, a, &digit_style, x + MARK_WIDTH * l->scale,
			style_base(l, &choice_style), t->digit);
}

static void
open_tick(struct layout *l)
{
	layout_open(l, ROLE_ENTRY);
	layout_open(l, ROLE_WORDS);
}

static void
close_tick(struct layout *l)
{
	layout_close(l);
	layout_close(l);
}

void
form_ticks(
	struct layout *l, const struct tick *ticks, size_t count, double x, double width)
{
	double from = 0; /* labels begin at one place, digit or not */

	for (size_t i = 0; i < count; i++)
		from = fmax(from, label_from(l, &ticks[i]));
	layout_open(l, ROLE_LIST);
	for (size_t i = 0; i < count; i++) {
		size_t first = l->atoms.count, marks;
		struct atom *a;

		open_tick(l);
		layout_flow(l, &choice_style, x + from, width - from, 0, ticks[i].label);
		a = l->atoms.at[first];
		marks = a->marks.all.count;
		put_tick(l, a, &ticks[i], x);
		lead(l, a, marks);
		keep_from(l, first);
		close_tick(l);
	}
	layout_close(l);
}

/* All in one row; false, and nothing drawn, where they do not fit. */
static bool
ticks_in_row(
	struct layout *l, const struct tick *ticks, size_t count, double x, double width)
{
	double used = -tick_gap, at = x;
	struct atom *a;

	for (size_t i = 0; i < count; i++)
		used += tick_gap + tick_width(l, &ticks[i]);
	if (used > width)
		return false;
	a = layout_atom(l, 0, style_leading(l, &choice_style));
	layout_open(l, ROLE_LIST);
	for (size_t i = 0; i < count; i++) {
		open_tick(l);
		put_tick(l, a, &ticks[i], at);
		atom_words(l, a, &choice_style, at + label_from(l, &ticks[i]), 0, width,
			ticks[i].label);
		close_tick(l);
		at += tick_width(l, &ticks[i]) + tick_gap;
	}
	layout_close(l);
	a->keep = true;
	return true;
}

/* ---- answers to write ---- */

static void
put_lines(struct layout *l, int count, double x)
{
	for (int i = 0; i < count; i++) {
		struct atom *a = layout_atom(l, 0, line_height);

		atom_line(l, a, x, line_height - 0.5, l->width - x, 0, SOFT, 0.5);
		a->keep = true;
	}
}

/* Squares for the digits of each part, what each is below it, and the hint behind. */
static void
put_digits(struct layout *l, const struct question *q, double x)
{
	struct atom *a = layout_atom(l, 3, digit_high + 2);
	bool labels = false;

	layout_open(l, ROLE_TEXT);
	for (size_t i = 0; i < q->digits_count; i++) {
		const struct digits *d = &q->digits[i];
		double from = x;

		if (!d->count) {
			atom_line(l, a, x, digit_high, 90, 0, SOFT, 0.5);
			x += 90;
		}
		for (int k = 0; k < d->count; k++, x += digit_wide)
			atom_box(l, a, x, 0.5, digit_wide, digit_high, WHITE, INK);
		if (d->label)
			atom_words(
				l, a, &hint_style, from, digit_high + 1, 100, d->label);
		labels = labels || d->label;
		x += 12;
	}
	if (q->hint)
		atom_words(l, a, &hint_style, x, 5, l->width - x, q->hint);
	layout_close(l);
	if (labels)
		a->height += style_leading(l, &hint_style);
	a->keep = true;
}

/* ---- a question ---- */

/* Before the first line of a question's text. */
static void
put_number(struct layout *l, struct atom *a, const char *number)
{
	double width = measure_text(l->m, number_style.face, style_size(l, &number_style),
		number, strlen(number));
	size_t marks = a->marks.all.count;

	atom_text_more(l, a, &number_style, NUMBER_WIDTH * l->scale - width,
		style_base(l, &number_style), number);
	lead(l, a, marks);
}

void
form_ask(struct layout *l, const struct question *q, double before)
{
	double x = *q->number ? TEXT_FROM * l->scale : 0;
	size_t first = l->atoms.count, text_first;

	layout_open(l, ROLE_TEXT);
	if (q->only)
		layout_flow(l, &only_style, x, l->width - x, before, q->only);
	layout_close(l);
	layout_open(l, ROLE_TEXT);
	text_first = l->atoms.count;
	layout_flow(l, &ask_style, x, l->width - x, q->only ? 1 : before, q->text);
	if (*q->number)
		put_number(l, l->atoms.at[text_first], q->number);
	layout_close(l);
	layout_open(l, ROLE_TEXT);
	if (q->help)
		layout_flow(l, &hint_style, x, l->width - x, 1, q->help);
	layout_close(l);
	layout_atom(l, 0, 3);
	keep_from(l, first);
}

void
form_question(struct layout *l, const struct question *q, double before)
{
	double x = *q->number ? TEXT_FROM * l->scale : 0;

	form_ask(l, q, before);
	put_lines(l, q->lines, x);
	if (q->lines && q->tick_count)
		layout_atom(l, 0, 4)->keep = true;
	if (q->digits_count)
		put_digits(l, q, x);
	if (q->tick_count && !ticks_in_row(l, q->ticks, q->tick_count, x, l->width - x))
		form_ticks(l, q->ticks, q->tick_count, x, l->width - x);
	l->atoms.at[l->atoms.count - 1]->keep = false;
}

void
layout_question(struct layout *l, const struct block *b)
{
	form_question(l, b->question, 11);
}

/* ---- around questions ---- */

void
layout_only(struct layout *l, const struct block *b)
{
	size_t first = l->atoms.count;

	layout_flow(l, &only_style, 0, l->width, 4, b->text);
	keep_from(l, first);
}

void
layout_tick(struct layout *l, const struct block *b)
{
	const struct tick t = {.label = b->text};

	layout_atom(l, 4, 0)->keep = true;
	form_ticks(l, &t, 1, 0, l->width);
	l->atoms.at[l->atoms.count - 1]->keep = false;
}

/* A frame around one atom; a text of most of a page stands without. */
void
layout_box(struct layout *l, const struct block *b)
{
	double pad = 7, width = l->width - 2 * pad, y = pad - 1;
	double high = 2 * pad + layout_words_height(l, &box_head_style, width, b->head) +
		layout_words_height(l, &box_style, width, b->text) +
		b->lines * line_height;
	struct atom *a;
	struct mark *box;

	if (high > box_most * l->height) {
		layout_open(l, ROLE_SECTION);
		layout_flow(l, &box_head_style, 0, l->width, 8, b->head);
		layout_close(l);
		l->atoms.at[l->atoms.count - 1]->keep = true;
		layout_open(l, ROLE_TEXT);
		layout_flow(l, &box_style, 0, l->width, 0, b->text);
		layout_close(l);
		put_lines(l, b->lines, 0);
		l->atoms.at[l->atoms.count - 1]->keep = false;
		return;
	}
	a = layout_atom(l, 9, 0);
	box = atom_box(l, a, 0.4, 0.4, l->width - 0.8, high - 0.8, COLOR_NONE, INK);
	box->thick = 0.7;
	a->height = high;
	layout_open(l, ROLE_SECTION);
	y += atom_words(l, a, &box_head_style, pad, y, width, b->head);
	layout_close(l);
	layout_open(l, ROLE_TEXT);
	y += atom_words(l, a, &box_style, pad, y, width, b->text);
	layout_close(l);
	for (int i = 0; i < b->lines; i++, y += line_height)
		atom_line(l, a, pad, y + line_height - 4, width, 0, SOFT, 0.5);
}

/* In rows, as numbers are read; the number ends where its name begins. */
void
layout_names(struct layout *l, const struct block *b)
{
	double label = 0, value = 0, size = style_size(l, &name_style);
	size_t columns;

	for (size_t i = 0; i < b->fact_count; i++) {
		const struct fact *f = &b->facts[i];

		label = fmax(label,
			measure_text(
				l->m, name_style.face, size, f->label, strlen(f->label)));
		value = fmax(value,
			measure_text(
				l->m, name_style.face, size, f->value, strlen(f->value)));
	}
	columns = (size_t)fmax(1, floor(l->width / (label + value + 18)));
	for (size_t i = 0; i < b->fact_count; i++) {
		double x = (double)(i % columns) * l->width / (double)columns;
		struct atom *a = i % columns
			? l->atoms.at[l->atoms.count - 1]
			: layout_atom(l, i ? 0 : 5, style_leading(l, &name_style));

		a->keep = i + columns < b->fact_count;
		layout_open(l, ROLE_ENTRY);
		layout_open(l, ROLE_LABEL);
		atom_words_right(l, a, &name_style, x, 0, label + 1, b->facts[i].label);
		layout_close(l);
		layout_open(l, ROLE_WORDS);
		atom_words(
			l, a, &name_style, x + label + 6, 0, l->width, b->facts[i].value);
		layout_close(l);
		layout_close(l);
	}
}
