/*
 * template_check.c - what a report must show, whoever designs it; and colours
 *
 * A template decides how a report looks.  It does not decide whether a safety answer is
 * seen first, whether a missing answer is admitted, or whether a page can be told from
 * another's.
 */
#include <math.h>
#include <string.h>

#include "report/template_check.h"

/* Parts that no template may leave out. */
static const struct {
	enum part_kind kind;
	const char *id, *text;
} must_have[] = {
	{PART_IDENTITY, "template-no-identity",
         "a report needs <identity>: a page must say whose it is"          },
	{PART_ALERTS,   "template-no-review",
         "a report needs <alerts>: the review box cannot be hidden"        },
	{PART_SKIPPED,  "template-no-skipped",
         "a report needs <skipped>: what was not answered cannot be hidden"},
};

/* What a footer cannot be without. */
static const struct {
	const char *name, *id, *text;
} must_show[] = {
	{"page-numbers", "template-no-page-numbers",
         "page numbers cannot be dropped: a page that is lost would not be "
		"missed"			  },
	{"confidential", "template-no-confidential",
         "the confidential mark cannot be dropped"},
};

/* Only who it is may stand above the review box. */
static void
check_order(const struct template *t, struct diags *d)
{
	const struct part *before = NULL;

	for (size_t i = 0; i < t->part_count; i++) {
		const struct part *p = &t->parts[i];

		if (p->kind == PART_ALERTS && before) {
			diags_error(d, "template-review-late", p->at,
				"the review box comes first: move <alerts> up, to stand "
				"right below <identity>");
			return;
		}
		if (p->kind != PART_IDENTITY)
			before = p;
	}
}

void
template_check(const struct template *t, const struct xml_node *root, struct diags *d)
{
	const struct xml_node *footer = xml_child(root, "footer");

	for (size_t i = 0; i < COUNT_OF(must_have); i++)
		if (!template_part(t, must_have[i].kind))
			diags_error(d, must_have[i].id, xml_child(root, "body")->at, "%s",
				must_have[i].text);
	check_order(t, d);
	for (size_t i = 0; footer && i < COUNT_OF(must_show); i++) {
		const struct xml_attribute *at = xml_attribute(footer, must_show[i].name);

		if (at && strcmp(at->value, "no") == 0)
			diags_error(d, must_show[i].id, at->at, "%s", must_show[i].text);
	}
}

/* ---- colours ---- */

/* A channel, 0 to 255, as linear light. */
static double
linear(uint32_t channel)
{
	double c = channel / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

double
template_contrast(uint32_t rgb)
{
	double light = 0.2126 * linear(rgb >> 16 & 0xff) +
		0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);

	return 1.05 / (light + 0.05);
}

uint32_t
template_darken(uint32_t rgb)
{
	uint32_t darker = rgb;

	for (unsigned percent = 99; template_contrast(darker) < 4.5 && percent; percent--)
		darker = ((rgb >> 16 & 0xff) * percent / 100) << 16 |
			((rgb >> 8 & 0xff) * percent / 100) << 8 |
			(rgb & 0xff) * percent / 100;
	return darker;
}
