/*
 * layout_review.c - the review box: black bar, signs, words, blanks to fill in
 */
#include <math.h>
#include <string.h>

#include "report/layout.h"

static const struct style head_style = {FACE_BOLD, 12, 16, INK};
static const struct style note_style = {FACE_REGULAR, 8.6, 12, SOFT};
static const struct style label_style = {FACE_BOLD, 7.6, 10.4, INK};
static const struct style lead_style = {FACE_BOLD, 9.6, 12.8, INK};
static const struct style line_style = {FACE_REGULAR, 9.2, 12.2, INK};

/* An entry of more lines than this may be split above the blanks. */
enum { ENTRY_KEPT = 10 };
/* Inside the box: left of the text, and the text of an entry behind its sign. */
enum { INSET = 16, BEHIND_SIGN = 36, PAD_RIGHT = 10 };

/* How much larger than usual the signs are: as much as the label beside them. */
static double
sign_scale(const struct layout *l)
{
	return style_size(l, &label_style) / label_style.size;
}

/* A triangle with an exclamation mark. */
static void
sign_alert(struct layout *l, struct atom *a, double x, double y, double k)
{
	const struct corner corners[] = {
		{6.5 * k, 0       },
                {13 * k,  11.5 * k},
                {0,       11.5 * k}
        };
	struct mark *m;

	atom_shape(l, a, x, y, corners, COUNT_OF(corners));
	atom_line(l, a, x + 6.5 * k, y + 4 * k, 0, 4 * k, WHITE, 1.5 * k);
	m = atom_mark(l, a, MARK_CIRCLE);
	m->x = x + 6.5 * k;
	m->y = y + 9.7 * k;
	m->w = 0.85 * k;
	m->fill = WHITE;
}

/* A circle with a letter; the label beside it says the same. */
static void
sign_letter(struct layout *l, struct atom *a, double x, double y, double k,
	const char *letter)
{
	struct mark *m = atom_mark(l, a, MARK_CIRCLE);
	double size = fmax(8.4 * k, l->template->smallest);
	double width = measure_text(l->m, FACE_BOLD, size, letter, 1);

	m->x = x + 6.5 * k;
	m->y = y + 6 * k;
	m->w = 5.6 * k;
	m->stroke = INK;
	m->thick = 1;
	m = atom_mark(l, a, MARK_TEXT);
	m->x = x + 6.5 * k - width / 2;
	m->y = y + 9 * k;
	m->face = FACE_BOLD;
	m->size = size;
	m->fill = INK;
	m->text = letter;
}

static void
put_sign(struct layout *l, struct atom *a, enum sign sign)
{
	double k = sign_scale(l);

	if (sign == SIGN_ALERT)
		sign_alert(l, a, INSET, 1, k);
	else
		sign_letter(l, a, INSET, 1, k, sign == SIGN_ASK ? "?" : "i");
}

static void
layout_entry(struct layout *l, const struct review_entry *e)
{
	double at = INSET + (BEHIND_SIGN - INSET) * sign_scale(l);
	double width = l->width - at - PAD_RIGHT;
	size_t first = l->atoms.count;

	layout_open(l, ROLE_SECTION);
	layout_flow(l, &label_style, at, width, 7 * l->scale, e->label);
	layout_close(l);
	put_sign(l, l->atoms.at[first], e->sign);
	layout_open(l, ROLE_TEXT);
	layout_flow(l, &lead_style, at, width, 0, e->lead);
	layout_close(l);
	for (size_t i = 0; i < e->line_count; i++) {
		layout_open(l, ROLE_TEXT);
		layout_flow(l, &line_style, at, width, 1, e->lines[i]);
		layout_close(l);
	}
	l->atoms.at[l->atoms.count - 1]->loose = true;
}

/* What is signed stands above the blanks: they share their page with the last entry, or
 * with its last two lines where it is long. */
static void
keep_with_blanks(struct layout *l, size_t first)
{
	size_t count = l->atoms.count;

	l->atoms.at[count - 1]->loose = false;
	if (count - first > ENTRY_KEPT)
		l->atoms.at[count - 3]->loose = true;
}

void
layout_review(struct layout *l, const struct block *b)
{
	size_t first = l->atoms.count, entry = first;
	int id = ++l->frames;
	double width = l->width - INSET - PAD_RIGHT, used;
	struct atom *a = layout_atom(l, 10, 0);

	used = measure_text(
		l->m, FACE_BOLD, style_size(l, &head_style), b->head, strlen(b->head));
	layout_open(l, ROLE_HEADING);
	a->height = 7 + atom_words(l, a, &head_style, INSET, 7, width, b->head);
	layout_close(l);
	layout_open(l, ROLE_TEXT);
	if (layout_words_height(l, &note_style, fmax(20, width - used - 14), b->note) <=
		style_leading(l, &note_style))
		atom_words(l, a, &note_style, INSET + used + 14,
			7 + style_base(l, &head_style) - style_base(l, &note_style),
			width - used - 14, b->note);
	else
		a->height +=
			atom_words(l, a, &note_style, INSET, a->height, width, b->note);
	layout_close(l);
	for (size_t i = 0; i < b->entry_count; i++) {
		entry = l->atoms.count;
		layout_entry(l, &b->entries[i]);
	}
	keep_with_blanks(l, entry);
	layout_atom(l, 0, 4);
	layout_blanks(l, b, INSET, width, FRAME_REVIEW, id);
	layout_atom(l, 0, 5);
	for (size_t i = first; i < l->atoms.count; i++) {
		l->atoms.at[i]->frame = FRAME_REVIEW;
		l->atoms.at[i]->frame_id = id;
		l->atoms.at[i]->keep = i + 1 < l->atoms.count;
		l->atoms.at[i]->edge = i == first || i + 1 == l->atoms.count;
	}
}
