/*
 * template_room.c - is there room for the review box on page one?
 *
 * Each size has a range, and several at its end can still push the box off the page.
 * What stands above it is reckoned here without a record and without a typeface: long
 * ones of what a practice and a record say, letters as wide as they are on average, and
 * of each paper the side that is shorter.
 */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "report/template_check.h"
#include "report/template_load.h"

/* A4 is the narrower paper, US Letter the lower one; points. */
static const double narrow_width = 595.28, low_height = 792;
static const double usual_text = 9.4;    /* that the sizes below are written for */
static const double letter_width = 0.53; /* of the size of text */
static const double usual_logo = 40;

enum { FACTS = 12 }; /* labels of who and when: the first of the template's */
/* Characters of what comes from elsewhere, long ones. */
enum { ADDRESS = 120, FORM_TITLE = 60, COVER = 110, LABEL = 14, VALUE = 26 };
enum { NOTE = 70, FLAG_LABEL = 40, FLAG_LEAD = 90, FLAG_LINES = 700 };
/* As in layout_review.c: left and right of the text, and the sign. */
enum { INSETS = 26, SIGN = 20 };

/* A way of setting text: size and leading, before they are scaled. */
struct set {
	double size, leading;
};

static const struct set set_name = {14, 18}, set_title = {15.5, 20},
			set_small = {8, 10.6}, set_label = {8.6, 13},
			set_value = {9.4, 13}, set_head = {12, 16}, set_note = {8.6, 12},
			set_flag = {7.6, 10.4}, set_lead = {9.6, 12.8},
			set_line = {9.2, 12.2};

struct room {
	const struct template *t;
	double k; /* how much larger than usual text is */
	double width, height;
};

static double
height_of(const struct room *r, const struct set *s, size_t letters, double width)
{
	double wide = (double)letters * s->size * r->k * letter_width;

	return ceil(fmax(1, wide / fmax(width, s->size * r->k))) * s->leading * r->k;
}

/* Of a text in its languages the longest; usual where there is none.  A longer one than
 * cap is another finding. */
static size_t
longest(const char *const texts[LANG_COUNT], size_t usual, size_t cap)
{
	size_t most = 0;

	for (int l = 0; l < LANG_COUNT; l++) {
		size_t n = texts[l] ? utf8_count(texts[l]) : usual;

		most = n > most ? n : most;
	}
	return most < cap ? most : cap;
}

static double
letterhead(const struct room *r)
{
	double beside = r->width * 2 / 3 - 12;

	if (!r->t->logo)
		return 23 + height_of(r, &set_name, LABEL, r->width) +
			height_of(r, &set_small, ADDRESS, r->width);
	return 7 +
		fmax(r->t->logo_height,
			height_of(r, &set_name, LABEL, beside) +
				height_of(r, &set_small, ADDRESS, beside));
}

/* Rows of who and when; labels are the first in the order of their words. */
static double
facts(const struct room *r)
{
	enum { STOPPED = 6, FORM = 9 }; /* between: in place of "completed" */
	double column = template_stacks(r->t) ? r->width : (r->width - 14) / 2;
	double gap = 8, label = 62 * r->k, sum = 6;

	for (int i = 0; i < FACTS; i++)
		label = fmax(label,
			gap +
				(double)longest(
					r->t->strings[i], LABEL, TEMPLATE_LABEL_MOST) *
					set_label.size * r->k * letter_width);
	label = fmin(label, r->width / 3);
	for (int i = 0; i < FACTS; i++)
		if (i < STOPPED || i >= FORM)
			sum += fmax(height_of(r, &set_label,
					    longest(r->t->strings[i], LABEL,
						    TEMPLATE_LABEL_MOST),
					    label - 4),
				height_of(r, &set_value, VALUE, column - label));
	return template_stacks(r->t) ? sum : sum / 2;
}

/* What stands above the review box. */
static double
above(const struct room *r, const struct part *who)
{
	return letterhead(r) + 6 +
		height_of(r, &set_title,
			longest(who->title, FORM_TITLE, TEMPLATE_TITLE_MOST), r->width) +
		5 + height_of(r, &set_small, COVER, r->width) + facts(r);
}

/* A box with one flag: it is never split, so less room moves all of it to page two. */
static double
box(const struct room *r)
{
	double width = r->width - INSETS, flag = width - SIGN * r->k;
	/* as in layout_blanks: two of four beside each other, where they have room */
	int rows = (width - 16) / 2 < 15 * set_small.size * r->k ? 4 : 2;

	return 26 + 7 * r->k + height_of(r, &set_head, LABEL, width) +
		height_of(r, &set_note, NOTE, width) +
		height_of(r, &set_flag, FLAG_LABEL, flag) +
		height_of(r, &set_lead, FLAG_LEAD, flag) +
		height_of(r, &set_line, FLAG_LINES, flag) + rows * 21 * r->k;
}

/* Where a size is given that takes room, else the body. */
static struct place
place_of(const struct xml_node *root)
{
	static const char *const names[] = {"style", "page", "letterhead", "body"};

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const struct xml_node *n = xml_child(root, names[i]);

		if (n && (n->attribute_count || i + 1 == COUNT_OF(names)))
			return n->at;
	}
	return root->at;
}

/* The settings that take more room than usual, "margins, text-size 18": which to mend. */
static const char *
too_much(struct diags *d, const struct template *t, const struct xml_node *root)
{
	static const char *const margins[] = {"left", "right", "top", "bottom"};
	const struct xml_node *page = xml_child(root, "page");
	const char *list = "";

	for (size_t i = 0; page && i < COUNT_OF(margins); i++)
		if (xml_value(page, margins[i]))
			list = "margins";
	if (t->text_size > usual_text)
		list = arena_printf(d->arena, "%s%stext-size %g", list, *list ? ", " : "",
			t->text_size);
	if (t->logo && t->logo_height > usual_logo)
		list = arena_printf(d->arena, "%s%slogo-height %g", list,
			*list ? ", " : "", t->logo_height);
	for (size_t i = 0; i < FACTS; i++)
		if (longest(t->strings[i], 0, TEMPLATE_LABEL_MOST) > LABEL)
			return arena_printf(
				d->arena, "%s%slong labels", list, *list ? ", " : "");
	return *list ? list : "a long title";
}

void
template_check_room(
	const struct template *t, const struct xml_node *root, struct diags *d)
{
	struct room r = {t, t->text_size / usual_text, narrow_width - t->left - t->right,
		low_height - t->top - t->bottom};
	const struct part *who = template_part(t, PART_IDENTITY);
	double left, needs = box(&r);

	if (!who || t->parts[0].kind != PART_IDENTITY)
		return; /* the box is the first; or another finding says what is wrong */
	left = r.height - above(&r, who);
	if (left < needs)
		diags_error(d, "template-room", place_of(root),
			"the review box has no room on page one (it needs about %.0f "
			"points "
			"and has %.0f): too much is %s; give less, or put <alerts> above "
			"<identity>",
			needs, fmax(left, 0), too_much(d, t, root));
}
