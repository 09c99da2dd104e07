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
#include "report/template_load.h"

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

/* Parts whose heading says what must be seen. */
static const struct {
	const char *name, *text;
} own_heading[] = {
	{"alerts",
         "the review box keeps its heading: another could say that there is no "
		"risk; "
		"take the <title> out"         },
	{"skipped",
         "what was not answered keeps its heading: another could say that nothing "
		"is "
		"missing; take the <title> out"},
};

/* Is there a part of that kind, or one that was meant to be? */
static bool
has_part(const struct xml_node *body, enum part_kind kind)
{
	for (const struct xml_node *n = body->first; n; n = n->next)
		if (template_meant_part(n->name) == (int)kind)
			return true;
	return false;
}

/* Only who it is may stand above the review box. */
static void
check_order(const struct xml_node *body, struct diags *d)
{
	bool before = false;

	for (const struct xml_node *n = body->first; n; n = n->next) {
		int kind = template_meant_part(n->name);

		if (kind == PART_ALERTS && before) {
			diags_error(d, "template-review-late", n->at,
				"the review box comes first: move <alerts> up, to stand "
				"right below <identity>");
			return;
		}
		before = before || (kind >= 0 && kind != PART_IDENTITY);
	}
}

void
template_check(const struct xml_node *root, struct diags *d)
{
	const struct xml_node *footer = xml_child(root, "footer");
	const struct xml_node *body = xml_child(root, "body");

	for (size_t i = 0; body && i < COUNT_OF(must_have); i++)
		if (!has_part(body, must_have[i].kind))
			diags_error(
				d, must_have[i].id, body->at, "%s", must_have[i].text);
	if (body)
		check_order(body, d);
	for (size_t i = 0; footer && i < COUNT_OF(must_show); i++) {
		const struct xml_attribute *at = xml_attribute(footer, must_show[i].name);

		if (at && strcmp(at->value, "no") == 0)
			diags_error(d, must_show[i].id, at->at, "%s", must_show[i].text);
	}
}

static void
refuse_titles_of(struct xml_node *part, const char *why, struct diags *d)
{
	struct xml_node **link = &part->first;

	while (*link) {
		if (strcmp((*link)->name, "title") == 0) {
			diags_error(d, "template-title", (*link)->at, "%s", why);
			*link = (*link)->next;
		} else {
			link = &(*link)->next;
		}
	}
}

void
template_refuse_titles(struct xml_node *root, struct diags *d)
{
	struct xml_node *body = xml_child(root, "body");

	for (struct xml_node *n = body ? body->first : NULL; n; n = n->next)
		for (size_t i = 0; i < COUNT_OF(own_heading); i++)
			if (strcmp(n->name, own_heading[i].name) == 0)
				refuse_titles_of(n, own_heading[i].text, d);
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
