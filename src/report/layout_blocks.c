/*
 * layout_blocks.c - each kind of block to atoms
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "report/layout.h"

/* Rows that stay with their heading. */
enum { ROWS_KEPT = 2 };
/* A row of more atoms than this may be split below its heading. */
enum { ATOMS_KEPT = 6 };
/* Ruled lines that stay on one page. */
enum { LINES_TOGETHER = 12 };
/* Of more than these some may be left out. */
enum { LINES_LEAST = 4 };

static const struct style practice_style = {FACE_BOLD, 14, 18, INK};
static const struct style title_style = {FACE_BOLD, 15.5, 20, INK};
static const struct style head_style = {FACE_BOLD, 12, 16, INK};
static const struct style section_style = {FACE_BOLD, 10, 14, INK};
static const struct style body_style = {FACE_REGULAR, 9.4, 13, INK};
static const struct style bold_style = {FACE_BOLD, 9.4, 13, INK};
static const struct style small_style = {FACE_REGULAR, 8, 10.6, SOFT};
static const struct style stem_style = {FACE_ITALIC, 9.2, 12.4, SOFT};
static const struct style label_style = {FACE_BOLD, 8.2, 11, INK};
static const struct style fact_label_style = {FACE_REGULAR, 8.6, 13, SOFT};

/* A style in the template's accent. */
static struct style
accented(const struct layout *l, const struct style *s)
{
	struct style own = *s;

	own.color = l->template->accent;
	return own;
}

/* Name and lines beside the logo, which is as high as asked for unless it is too wide. */
static void
letterhead_logo(struct layout *l, const struct block *b, const struct style *name)
{
	const struct template *t = l->template;
	const struct image *image = t->logo_image;
	double height = t->logo_height, gap = 12, x, top;
	double width = height * image->width / image->height;
	struct atom *a = layout_atom(l, 0, 0);
	struct mark *m;

	layout_open_figure(l, b->head);
	m = atom_mark(l, a, MARK_IMAGE);
	layout_close(l);
	if (width > l->width / 3) {
		height *= l->width / 3 / width;
		width = l->width / 3;
	}
	m->x = t->logo_right ? l->width - width : 0;
	m->w = width;
	m->h = height;
	m->image = image;
	m->text = b->head;
	x = t->logo_right ? 0 : width + gap;
	layout_open(l, ROLE_TEXT);
	top = atom_words(l, a, name, x, 0, l->width - width - gap, b->head);
	layout_close(l);
	layout_open(l, ROLE_TEXT);
	if (*b->text)
		top += 1 +
			atom_words(l, a, &small_style, x, top + 1, l->width - width - gap,
				b->text);
	layout_close(l);
	a->height = fmax(height, top);
}

static void
layout_letterhead(struct layout *l, const struct block *b)
{
	struct style name = accented(l, &practice_style);
	struct atom *a;

	if (l->template->logo_image) {
		letterhead_logo(l, b, &name);
	} else {
		layout_open(l, ROLE_TEXT);
		layout_flow(l, &name, 0, l->width, 16, b->head);
		layout_close(l);
	}
	layout_open(l, ROLE_TEXT);
	if (*b->text && !l->template->logo_image)
		layout_flow(l, &small_style, 0, l->width, 1, b->text);
	layout_close(l);
	a = layout_atom(l, 0, 7);
	atom_line(l, a, 0, 6, l->width, 0, l->template->accent, 1.4);
}

static void
layout_title(struct layout *l, const struct block *b)
{
	layout_flow(l, &title_style, 0, l->width, 6, b->head);
}

/* How wide the labels of facts are, with a little room. */
static double
label_width(struct layout *l, const struct block *b)
{
	double size = style_size(l, &fact_label_style), most = 62 * l->scale;

	for (size_t i = 0; i < b->fact_count; i++)
		most = fmax(most,
			8 +
				measure_text(l->m, fact_label_style.face, size,
					b->facts[i].label, strlen(b->facts[i].label)));
	return fmin(most, l->width / 3);
}

/* One fact; returns its height. */
static double
put_fact(struct layout *l, struct atom *a, const struct fact *f, double x, double width,
	double label)
{
	double high, value_high;

	layout_open(l, ROLE_ENTRY);
	layout_open(l, ROLE_LABEL);
	high = atom_words(l, a, &fact_label_style, x, 0, label - 4, f->label);
	layout_close(l);
	layout_open(l, ROLE_WORDS);
	value_high = atom_words(l, a, &body_style, x + label, 0, width - label, f->value);
	layout_close(l);
	layout_close(l);
	return fmax(high, value_high);
}

static const struct fact *
next_fact(const struct block *b, bool right, size_t *at)
{
	while (*at < b->fact_count)
		if (b->facts[(*at)++].right == right)
			return &b->facts[*at - 1];
	return NULL;
}

/* In large print one below the other. */
static void
stack_facts(struct layout *l, const struct block *b, double label)
{
	for (size_t i = 0; i < b->fact_count; i++) {
		struct atom *a = layout_atom(l, i ? 0 : 6, 0);

		a->height = put_fact(l, a, &b->facts[i], 0, l->width, label);
	}
}

static void
layout_facts(struct layout *l, const struct block *b)
{
	size_t left = 0, right = 0, row = 0;
	double gap = 14, width = (l->width - gap) / 2, label = label_width(l, b);

	if (l->stacked) {
		stack_facts(l, b, label);
		return;
	}

	for (;; row++) {
		const struct fact *f = next_fact(b, false, &left);
		const struct fact *g = next_fact(b, true, &right);
		struct atom *a;

		if (!f && !g)
			return;
		a = layout_atom(l, row ? 0 : 6, 0);
		if (f)
			a->height = put_fact(l, a, f, 0, width, label);
		if (g)
			a->height = fmax(
				a->height, put_fact(l, a, g, width + gap, width, label));
	}
}

/* A note stands beside the heading where there is room, else below it. */
static void
layout_heading(struct layout *l, const struct block *b)
{
	struct style head = accented(l, &head_style);
	double used, room;
	struct atom *a = layout_atom(l, 13, 0);

	l->again = NULL;
	a->keep = true;
	layout_open(l, ROLE_HEADING);
	a->height = atom_words(l, a, &head, 0, 0, l->width, b->head);
	layout_close(l);
	layout_open(l, ROLE_TEXT);
	used = measure_text(
		l->m, head.face, style_size(l, &head), b->head, strlen(b->head));
	room = l->width - used - 14;
	if (b->note &&
		layout_words_height(l, &small_style, fmax(room, 20), b->note) <=
			style_leading(l, &small_style))
		atom_words(l, a, &small_style, used + 14,
			style_base(l, &head) - style_base(l, &small_style), room,
			b->note);
	else if (b->note)
		a->height +=
			atom_words(l, a, &small_style, 0, a->height, l->width, b->note);
	layout_close(l);
	atom_line(l, a, 0, a->height + 1.5, l->width, 0, l->template->accent, 0.9);
	a->height += 5;
	l->keep_rows = ROWS_KEPT;
}

/* Also makes the line that stands above its rows on the next page. */
static void
layout_section(struct layout *l, const struct block *b)
{
	struct style head = accented(l, &section_style);
	struct atom *a = layout_atom(l, 9, 0), *again;
	const char *more = arena_printf(
		l->arena, "%s %s", b->head, text(l->doc->lang, TEXT_REPORT_CONTINUED));

	a->keep = true;
	a->height = atom_words(l, a, &head, 0, 0, l->width, b->head) + 2;
	again = arena_alloc(l->arena, sizeof(*again));
	again->height = atom_words(l, again, &head, 0, 0, l->width, more) + 4;
	l->again = again;
	l->keep_rows = ROWS_KEPT;
}

static void
keep_from(struct layout *l, size_t first)
{
	for (size_t i = first; i < l->atoms.count; i++)
		l->atoms.at[i]->keep = true;
}

static void
layout_stem(struct layout *l, const struct block *b)
{
	size_t first = l->atoms.count;

	layout_flow(l, &stem_style, 0, l->width, 7, b->text);
	layout_atom(l, 0, 2);
	keep_from(l, first);
	l->atoms.at[first]->again = l->again;
	l->keep_rows = ROWS_KEPT;
}

static void
layout_label(struct layout *l, const struct block *b)
{
	struct atom *a = layout_atom(l, 5, 0);
	double pad = 4;
	struct mark *box = atom_box(l, a, 0.5, 0.5, l->width - 1, 0, COLOR_NONE, INK);

	/* box is lent: its height first, then what may move it */
	box->h = layout_words_height(l, &label_style, l->width - 4 * pad, b->text) +
		2 * pad - 1;
	a->height = box->h + 4;
	a->keep = true;
	atom_words(l, a, &label_style, 2 * pad, pad, l->width - 4 * pad, b->text);
	l->keep_rows = ROWS_KEPT;
}

static void
layout_text(struct layout *l, const struct block *b)
{
	layout_flow(l, &body_style, 0, l->width, 5, b->text);
}

/* A square before the first line; the text hangs. */
static void
layout_point(struct layout *l, const struct block *b)
{
	size_t first = l->atoms.count;
	double side = 3 * l->scale;

	layout_open(l, ROLE_ENTRY);
	layout_open(l, ROLE_WORDS);
	layout_flow(l, &body_style, 12 * l->scale, l->width - 12 * l->scale, 4, b->text);
	layout_close(l);
	layout_close(l);
	atom_box(l, l->atoms.at[first], 1.5 * l->scale,
		style_base(l, &body_style) - 2 * side, side, side, INK, COLOR_NONE);
	keep_from(l, first);
	l->atoms.at[l->atoms.count - 1]->keep = false;
}

static void
layout_small(struct layout *l, const struct block *b)
{
	layout_flow(l, &small_style, 0, l->width, 5, b->text);
}

static void
layout_quote(struct layout *l, const struct block *b)
{
	size_t first = l->atoms.count, text_first;
	int id = ++l->frames;

	layout_open_in(l, ROLE_TEXT, b->head_lang);
	layout_flow(l, &bold_style, 0, l->width, 7, b->head);
	layout_close(l);
	keep_from(l, first);
	layout_atom(l, 0, 2)->keep = true;
	text_first = l->atoms.count;
	layout_open_in(l, ROLE_QUOTE, b->text_lang);
	layout_open(l, ROLE_TEXT);
	layout_flow(l, &body_style, 12, l->width - 12, 0, b->text);
	layout_close(l);
	layout_close(l);
	for (size_t i = text_first; i < l->atoms.count; i++) {
		l->atoms.at[i]->frame = FRAME_QUOTE;
		l->atoms.at[i]->frame_id = id;
	}
}

static void
layout_ruled(struct layout *l, const struct block *b)
{
	for (int i = 0; i < b->lines; i++) {
		struct atom *a = layout_atom(l, 0, 22 * fmax(1, l->scale));

		atom_line(l, a, 0, a->height - 0.5, l->width, 0, RULE, 0.5);
		/* a page of lines may be split; a handful is one place to write */
		a->keep = b->lines <= LINES_TOGETHER && i + 1 < b->lines;
		a->spare = i >= LINES_LEAST;
	}
}

void
layout_blanks(struct layout *l, const struct block *b, double x, double width,
	enum frame_kind frame, int frame_id)
{
	double gap = 16, column = (width - gap) / 2;
	/* room for a label and as much again to write on */
	size_t beside = column < 15 * style_size(l, &small_style) ? 1 : 2;

	if (beside == 1)
		column = width;
	for (size_t i = 0; i < b->blank_count; i += beside) {
		struct atom *a = layout_atom(l, 0, 21 * l->scale);
		double base = a->height - 4;

		a->frame = frame;
		a->frame_id = frame_id;
		for (size_t k = i; k < i + beside && k < b->blank_count; k++) {
			double from = x + (double)(k - i) * (column + gap);
			double used;

			layout_open(l, ROLE_TEXT);
			used = atom_text(l, a, &small_style, from, base, b->blanks[k]);
			layout_close(l);
			atom_line(l, a, from + used + 5, base + 1.5, column - used - 5, 0,
				SOFT, 0.5);
		}
		a->keep = i + beside < b->blank_count;
	}
}

static void
layout_sign(struct layout *l, const struct block *b)
{
	layout_blanks(l, b, 0, l->width, FRAME_NONE, 0);
}

/* In the order of enum block_kind. */
static const struct {
	void (*lay)(struct layout *l, const struct block *b);
	bool leads;     /* belongs to what follows it: a heading and its kin */
	enum role role; /* what the block is as a whole; ROLE_NONE: it says so itself */
} kinds[] = {
	{layout_letterhead, false, ROLE_NONE   },
	{layout_title,      false, ROLE_TITLE  },
	{layout_facts,      false, ROLE_LIST   },
	{layout_review,     false, ROLE_NONE   },
	{layout_heading,    true,  ROLE_NONE   },
	{layout_section,    true,  ROLE_SECTION},
	{layout_stem,       true,  ROLE_TEXT   },
	{layout_label,      true,  ROLE_TEXT   },
	{layout_text,       false, ROLE_TEXT   },
	{layout_point,      false, ROLE_LIST   },
	{layout_small,      false, ROLE_TEXT   },
	{layout_score,      false, ROLE_NONE   },
	{layout_trend,      false, ROLE_NONE   },
	{layout_quote,      false, ROLE_NONE   },
	{layout_topic,      false, ROLE_NONE   },
	{layout_item,       false, ROLE_TABLE  },
	{layout_absent,     false, ROLE_TABLE  },
	{layout_ruled,      false, ROLE_NONE   },
	{layout_sign,       false, ROLE_NONE   },
	{layout_question,   false, ROLE_NONE   },
	{layout_grid,       false, ROLE_NONE   },
	{layout_only,       true,  ROLE_TEXT   },
	{layout_tick,       false, ROLE_NONE   },
	{layout_box,        false, ROLE_NONE   },
	{layout_names,      false, ROLE_LIST   },
};

_Static_assert(COUNT_OF(kinds) == BLOCK_COUNT, "a row for each kind of block");

/* The rows that a heading holds on to: two, or one where two are longer than a page.
 * last: another heading follows this one. */
static void
keep_with_heading(struct layout *l, size_t first, bool last)
{
	struct atom *end;
	size_t count = l->atoms.count - first;

	if (l->keep_rows <= 0 || !count)
		return;
	l->keep_rows = last || count > ATOMS_KEPT ? 0 : l->keep_rows - 1;
	if (count > ATOMS_KEPT) {
		l->atoms.at[first]->keep = true;
		return;
	}
	for (size_t i = first; i + 1 < l->atoms.count; i++)
		l->atoms.at[i]->keep = true;
	end = l->atoms.at[l->atoms.count - 1];
	if (l->keep_rows > 0)
		end->keep = end->loose = true;
}

/* Words between a heading and its rows are no row. */
static bool
is_above_rows(const struct document *doc, size_t i)
{
	enum block_kind kind = doc->blocks.at[i].kind, next;

	if ((kind != BLOCK_TEXT && kind != BLOCK_SMALL) || i + 1 == doc->blocks.count)
		return false;
	next = doc->blocks.at[i + 1].kind;
	return next == BLOCK_STEM || next == BLOCK_ITEM;
}

/* A row before it is its heading's last: another heading follows, not only a stem. */
static bool
ends_rows(const struct document *doc, size_t next)
{
	enum block_kind kind;

	if (next == doc->blocks.count)
		return true;
	kind = doc->blocks.at[next].kind;
	return kinds[kind].leads && kind != BLOCK_STEM;
}

/* One table, or list, goes on over blocks of one kind. */
static void
lay_block(struct layout *l, size_t i)
{
	const struct block *b = &l->doc->blocks.at[i];
	enum role role = kinds[b->kind].role;
	bool holds = role == ROLE_TABLE || role == ROLE_LIST;
	bool goes_on = holds && i && b[-1].kind == b->kind;

	if (goes_on)
		l->tag = l->table;
	else if (role != ROLE_NONE)
		layout_open_in(l, role, b->head_lang ? b->head_lang : b->text_lang);
	if (holds)
		l->table = l->tag;
	kinds[b->kind].lay(l, b);
	if (role != ROLE_NONE)
		layout_close(l);
	assert(!l->tag);
}

void
layout_blocks(struct layout *l)
{
	for (size_t i = 0; i < l->doc->blocks.count; i++) {
		const struct block *b = &l->doc->blocks.at[i];
		size_t first = l->atoms.count;

		if (b->kind != BLOCK_ITEM)
			l->flag_frame = 0;
		if (b->kind != BLOCK_SCORE)
			l->half = NULL;
		lay_block(l, i);
		if (kinds[b->kind].leads)
			continue;
		if (is_above_rows(l->doc, i) && l->keep_rows > 0)
			keep_from(l, first);
		else
			keep_with_heading(l, first, ends_rows(l->doc, i + 1));
	}
}
