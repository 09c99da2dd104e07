/*
 * layout_grid.c - the lines of a grid: a table where its answers fit as columns
 *
 * The opening sentence and the answers stand again on top of each page.  Every other row
 * is shaded, so that the eye stays in its row.
 */
#include <math.h>
#include <string.h>

#include "report/layout_form.h"

static const struct style head_style = {FACE_BOLD, 7.8, 9.6, INK};
static const struct style stem_style = {FACE_BOLD, 9.6, 12.8, INK};

/* Of one answer's column, and of the text before them. */
static const double column_least = 36, text_least = 150, text_after = 8;
/* A row is at least so high; one of more than this part of a page is no row. */
static const double row_least = 21, row_most = 0.3, row_pad = 4;
/* Answers are not told apart at a glance when their heads are higher than this. */
enum { HEAD_LINES = 6 };

struct table {
	const struct question_grid *grid;
	size_t columns;
	double *width; /* of each column */
	double text;   /* width; it begins at text_from */
	double text_from;
};

/* The answer in column i of a row. */
static const struct tick *
cell(const struct table *t, const struct question *row, size_t i)
{
	return i < t->grid->shared ? &row->ticks[i] : &row->ticks[row->tick_count - 1];
}

static double
widest_word(struct layout *l, const char *text)
{
	double widest = 0;

	while (*text) {
		size_t n = strcspn(text, " \n");

		widest = fmax(widest,
			measure_text(l->m, head_style.face, style_size(l, &head_style),
				text, n));
		text += n;
		text += strspn(text, " \n");
	}
	return widest;
}

static double
head_height(struct layout *l, const struct table *t, size_t i)
{
	return layout_words_height(
		l, &head_style, t->width[i] - 6, cell(t, t->grid->rows, i)->label);
}

static bool
heads_fit(struct layout *l, const struct table *t)
{
	for (size_t i = 0; i < t->columns; i++)
		if (head_height(l, t, i) >
			HEAD_LINES * style_leading(l, &head_style) + 0.1)
			return false;
	return true;
}

/* Answers of a row that have no column. */
static size_t
extras(const struct table *t, const struct question *row)
{
	return row->tick_count - t->columns;
}

static double
row_words(struct layout *l, const struct table *t, const struct question *row)
{
	double high = layout_words_height(l, &ask_style, t->text, row->text);

	if (row->only)
		high += layout_words_height(l, &only_style, t->text, row->only);
	for (size_t i = 0; i < extras(t, row); i++)
		high += layout_words_height(l, &choice_style, t->text - 30 * l->scale,
			row->ticks[t->grid->shared + i].label);
	return high;
}

/* All columns as wide as the widest, so that no answer looks nearer to the next than
 * another; where that leaves too little for the text, each as wide as it must be. */
static void
make_columns(struct layout *l, struct table *t)
{
	double least = column_least * l->scale, widest = 0, sum = 0;
	double room = l->width - t->text_from - text_after;

	t->width = arena_array(l->arena, t->columns, sizeof(*t->width));
	for (size_t i = 0; i < t->columns; i++) {
		t->width[i] =
			fmax(least, widest_word(l, cell(t, t->grid->rows, i)->label) + 7);
		widest = fmax(widest, t->width[i]);
		sum += t->width[i];
	}
	t->text = room - widest * (double)t->columns;
	if (t->text < text_least) {
		t->text = room - sum;
		return;
	}
	for (size_t i = 0; i < t->columns; i++)
		t->width[i] = widest;
}

/* Widths; false where it is no table. */
static bool
make_table(struct layout *l, const struct question_grid *g, struct table *t)
{
	*t = (struct table){.grid = g, .columns = g->shared + g->dont_know};
	if (!g->shared || !g->row_count)
		return false;
	t->text_from = TEXT_FROM * l->scale;
	make_columns(l, t);
	if (t->text < text_least || !heads_fit(l, t))
		return false;
	for (size_t i = 0; i < g->row_count; i++)
		if (row_words(l, t, &g->rows[i]) > row_most * l->height)
			return false;
	return true;
}

static double
column_middle(const struct layout *l, const struct table *t, size_t i)
{
	double x = l->width - t->width[i] / 2;

	for (size_t k = i + 1; k < t->columns; k++)
		x -= t->width[k];
	return x;
}

/* Lines in the middle of a column, the last at the bottom. */
static void
put_head(struct layout *l, struct atom *a, const struct table *t, size_t i, double top,
	double high)
{
	double leading = style_leading(l, &head_style), x = column_middle(l, t, i);
	size_t count;
	const struct text_line *lines =
		measure_wrap(l->arena, l->m, head_style.face, style_size(l, &head_style),
			cell(t, t->grid->rows, i)->label, t->width[i] - 6, &count);
	double y = top + high - (double)count * leading;

	layout_open(l, ROLE_COLUMN_HEAD);
	for (size_t k = 0; k < count; k++, y += leading)
		atom_text_line(l, a, &head_style, x - lines[k].width / 2,
			y + style_base(l, &head_style), &lines[k]);
	layout_close(l);
}

/* Stem and heads, as one atom: it stands above the rows of every page.  The table begins
 * behind the stem. */
static void
fill_head(struct layout *l, struct atom *a, const struct table *t)
{
	double y, high = 0;

	layout_open(l, ROLE_TEXT);
	y = atom_words(l, a, &stem_style, 0, 0, l->width, t->grid->stem) + 4;
	layout_close(l);
	layout_open(l, ROLE_TABLE);
	for (size_t i = 0; i < t->columns; i++)
		high = fmax(high, head_height(l, t, i));
	layout_open(l, ROLE_ROW);
	layout_open(l, ROLE_CELL); /* above the lines' own words */
	layout_close(l);
	for (size_t i = 0; i < t->columns; i++)
		put_head(l, a, t, i, y, high);
	layout_close(l);
	a->height = y + high + 3;
	atom_line(l, a, 0, a->height - 0.4, l->width, 0, INK, 0.8);
}

static void
put_cells(struct layout *l, struct atom *a, const struct table *t,
	const struct question *row, double middle)
{
	double leading = style_leading(l, &digit_style);

	for (size_t i = 0; i < t->columns; i++) {
		const struct tick *k = cell(t, row, i);
		double x = column_middle(l, t, i);

		form_mark(l, a, k->round, x, middle);
		layout_open(l, ROLE_CELL);
		if (k->digit)
			atom_text(l, a, &digit_style, x + 8,
				middle - leading / 2 + style_base(l, &digit_style),
				k->digit);
		layout_close(l);
	}
}

/* Number, text, condition, and answers that only this row has. */
static void
put_row_words(struct layout *l, struct atom *a, const struct table *t,
	const struct question *row, double y)
{
	double base = y + style_base(l, &ask_style), x = t->text_from;
	double width = measure_text(l->m, FACE_BOLD, style_size(l, &stem_style),
		row->number, strlen(row->number));

	atom_text_more(
		l, a, &stem_style, NUMBER_WIDTH * l->scale - width, base, row->number);
	y += atom_words(l, a, &ask_style, x, y, t->text, row->text);
	a->marks.all.at[a->marks.all.count - 1]->more = row->only || extras(t, row);
	if (row->only)
		y += atom_words(l, a, &only_style, x, y, t->text, row->only);
	for (size_t i = 0; i < extras(t, row); i++) {
		const struct tick *k = &row->ticks[t->grid->shared + i];
		double from = (MARK_WIDTH + DIGIT_WIDTH) * l->scale;

		form_mark(l, a, k->round, x + 6, y + style_leading(l, &choice_style) / 2);
		atom_text_more(l, a, &digit_style, x + MARK_WIDTH * l->scale,
			y + style_base(l, &choice_style), k->digit);
		y += atom_words(
			l, a, &choice_style, x + from, y, t->text - from, k->label);
	}
}

static void
put_row(struct layout *l, const struct table *t, size_t i, const struct atom *again)
{
	const struct question *row = &t->grid->rows[i];
	double words = row_words(l, t, row);
	double high = fmax(row_least * l->scale, words + 2 * row_pad);
	struct atom *a = layout_atom(l, 0, high);

	if (i % 2 == 0)
		atom_box(l, a, 0, 0, l->width, high, SHADE, COLOR_NONE);
	layout_open(l, ROLE_ROW);
	layout_open(l, ROLE_ROW_HEAD);
	put_row_words(l, a, t, row, (high - words) / 2);
	layout_close(l);
	put_cells(l, a, t, row, high / 2);
	layout_close(l);
	atom_line(l, a, 0, high, l->width, 0, RULE, 0.4);
	a->again = again;
	/* neither the first row nor the last stands alone */
	a->keep = t->grid->row_count > 1 && (i == 0 || i + 2 == t->grid->row_count);
}

static void
put_table(struct layout *l, const struct table *t)
{
	struct atom *head = layout_atom(l, 11, 0), *again;
	size_t read = l->tags.all.count;

	again = arena_alloc(l->arena, sizeof(*again));
	fill_head(l, again, t);
	layout_close(l);
	l->tags.all.count = read; /* only the first one is read */
	fill_head(l, head, t);
	head->keep = true;
	for (size_t i = 0; i < t->grid->row_count; i++)
		put_row(l, t, i, again);
	layout_close(l);
}

/* Each line as a question of its own. */
static void
put_list(struct layout *l, const struct question_grid *g)
{
	size_t first = l->atoms.count;

	layout_open(l, ROLE_TEXT);
	layout_flow(l, &stem_style, 0, l->width, 11, g->stem);
	layout_close(l);
	for (size_t i = first; i < l->atoms.count; i++)
		l->atoms.at[i]->keep = true;
	for (size_t i = 0; i < g->row_count; i++)
		form_question(l, &g->rows[i], 8);
}

void
layout_grid(struct layout *l, const struct block *b)
{
	struct table t;

	if (b->grid->only) {
		struct block only = {.text = b->grid->only};

		layout_atom(l, 6, 0)->keep = true;
		layout_open(l, ROLE_TEXT);
		layout_only(l, &only);
		layout_close(l);
	}
	if (make_table(l, b->grid, &t))
		put_table(l, &t);
	else
		put_list(l, b->grid);
}
