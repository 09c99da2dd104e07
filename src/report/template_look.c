/* template_look.c - page, style, letterhead: sizes, margins, colour */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "report/template_load.h"

/* US Letter and A4 alike; the left margin has room for holes. */
enum { MARGIN_LEFT = 56, MARGIN_RIGHT = 46, MARGIN_TOP = 46, MARGIN_BOTTOM = 58 };
enum { LOGO_HEIGHT = 40 };

static const double usual_text_size = 9.4;
static const double usual_margin_size = 7.6; /* of the running head and foot */
static const uint32_t usual_accent = 0x1d3f58;
/* A4, the narrower paper; and the shortest line, in usual text, for two columns. */
static const double narrow_paper = 595.28, shortest_line = 380;

bool
template_says(const struct xml_node *n, const char *name, const char *word)
{
	const char *value = n ? xml_value(n, name) : NULL;

	return value && strcmp(value, word) == 0;
}

double
template_number(const struct xml_node *n, const char *name, double usual, double low,
	double high, struct diags *d)
{
	const struct xml_attribute *at = n ? xml_attribute(n, name) : NULL;
	double value;

	if (!at)
		return usual;
	if (!num_parse(at->value, &value) || value < low || value > high) {
		diags_error(d, "template-size", at->value_at,
			"%s must be a number from %g to %g", name, low, high);
		return usual;
	}
	return value;
}

static bool
parse_color(const char *text, uint32_t *ret)
{
	char *end;

	if (text[0] != '#' || strlen(text) != 7 ||
		strspn(text + 1, "0123456789abcdefABCDEF") != 6)
		return false;
	*ret = (uint32_t)strtoul(text + 1, &end, 16);
	return true;
}

static uint32_t
accent(const struct xml_node *style, struct diags *d)
{
	const struct xml_attribute *at = style ? xml_attribute(style, "accent") : NULL;
	uint32_t rgb;

	if (!at)
		return usual_accent;
	if (!parse_color(at->value, &rgb)) {
		diags_error(d, "template-color", at->value_at,
			"write a colour as # and six digits, such as #1d3f58");
		return usual_accent;
	}
	if (template_contrast(rgb) < 4.5)
		diags_warn(d, "template-pale", at->value_at,
			"this colour is too pale to read on white; #%06x is used instead",
			(unsigned)template_darken(rgb));
	return template_darken(rgb);
}

enum paper
template_paper(const struct template *t, enum paper practice)
{
	return t->own_paper ? t->paper : practice;
}

bool
template_stacks(const struct template *t)
{
	double line = narrow_paper - t->left - t->right;

	return line < shortest_line * t->text_size / usual_text_size;
}

double
template_margin_scale(const struct template *t)
{
	return fmax(t->smallest / usual_margin_size, t->text_size / usual_text_size);
}

/* The running head and what a printer cannot reach. */
double
template_least_top(const struct template *t)
{
	return ceil(14 + 25 * template_margin_scale(t));
}

/* A rule, the foot in one line or two, the clinic's own, and the printer's edge. */
double
template_least_bottom(const struct template *t)
{
	int more = template_stacks(t);
	bool own = false;

	for (int l = 0; l < LANG_COUNT; l++)
		own = own || t->foot[l];
	return ceil(35 + (13 + 10 * (more + own)) * template_margin_scale(t));
}

static void
load_margins(struct template *t, const struct xml_node *page, struct diags *d)
{
	double top, bottom;

	t->left = template_number(page, "left", MARGIN_LEFT, 28, 120, d);
	t->right = template_number(page, "right", MARGIN_RIGHT, 28, 120, d);
	top = template_least_top(t);
	bottom = template_least_bottom(t);
	t->top = template_number(page, "top", fmax(MARGIN_TOP, top), top, 144, d);
	t->bottom = template_number(
		page, "bottom", fmax(MARGIN_BOTTOM, bottom), bottom, 160, d);
}

void
template_load_look(
	struct arena *a, struct template *t, const struct xml_node *root, struct diags *d)
{
	const struct xml_node *page = xml_child(root, "page");
	const struct xml_node *style = xml_child(root, "style");
	const struct xml_node *letterhead = xml_child(root, "letterhead");

	t->own_paper = template_says(page, "size", "letter") ||
		template_says(page, "size", "a4");
	t->paper = template_says(page, "size", "a4") ? PAPER_A4 : PAPER_LETTER;
	t->one_page = template_says(page, "one", "yes");
	t->text_size = template_number(
		style, "text-size", usual_text_size, TEMPLATE_TEXT_LEAST, 18, d);
	t->smallest = template_number(style, "smallest", 7, 7, t->text_size, d);
	t->accent = accent(style, d);
	t->areas = !template_says(letterhead, "areas", "no");
	t->logo_right = template_says(letterhead, "logo-side", "right");
	t->logo_height =
		template_number(letterhead, "logo-height", LOGO_HEIGHT, 12, 120, d);
	template_texts(a, xml_child(root, "footer"), "line", t->foot, d);
	load_margins(t, page, d);
}
