/*
 * layout_topics.c - a topic: a box to tick, its title, what it rests on
 */
#include <math.h>
#include <string.h>

#include "report/layout.h"
#include "report/topic_block.h"

static const struct style title_style = {FACE_BOLD, 10, 14, INK};
static const struct style mark_style = {FACE_REGULAR, 8, 14, SOFT};
static const struct style label_style = {FACE_REGULAR, 8.4, 12.2, SOFT};
static const struct style line_style = {FACE_REGULAR, 9.2, 12.2, INK};
static const struct style quote_style = {FACE_ITALIC, 9.2, 12.2, INK};

/* Left edges of the words and of what stands behind a label; the box. */
enum { WORDS_AT = 18, LABEL = 76, BOX = 9 };
/* Lines of a topic that stay on one page. */
enum { LINES_KEPT = 24 };

/* While it waits for the safety review it is grey, and still 7:1. */
static struct style
greyed(const struct style *s, bool waits)
{
	struct style own = *s;

	if (waits)
		own.color = SOFT;
	return own;
}

static void
put_title(struct layout *l, const struct topic_block *t)
{
	struct style title = greyed(&title_style, t->waits);
	struct atom *a = layout_atom(l, 7, 0);
	double mark = measure_text(l->m, mark_style.face, style_size(l, &mark_style),
		t->mark, strlen(t->mark));
	double at = WORDS_AT * l->scale, width = l->width - at - mark - 12;
	double box = BOX * l->scale;

	atom_box(l, a, 0.5, style_base(l, &title_style) - box + 1, box, box, COLOR_NONE,
		t->waits ? SOFT : INK);
	layout_open(l, ROLE_SECTION);
	a->height = atom_words(l, a, &title, at, 0, width, t->title);
	layout_close(l);
	layout_open(l, ROLE_TEXT);
	atom_words_right(l, a, &mark_style, l->width - mark - 1, 0, mark + 1, t->mark);
	layout_close(l);
}

static void
put_label(struct layout *l, struct atom *a, double width, const char *label)
{
	layout_open(l, ROLE_LABEL);
	atom_words(l, a, &label_style, WORDS_AT * l->scale, 0, width, label);
	layout_close(l);
}

/* An atom for each line of the text, the label beside the first; read label first. */
static void
put_line(struct layout *l, const struct topic_block *t, const struct topic_line *line)
{
	struct style s = greyed(line->quote ? &quote_style : &line_style, t->waits);
	double at = WORDS_AT * l->scale, label = LABEL * l->scale, from = at + label;
	size_t count;
	const struct text_line *lines = measure_wrap(l->arena, l->m, s.face,
		style_size(l, &s), line->text, l->width - from, &count);

	layout_open(l, ROLE_ENTRY);
	if (*line->label)
		put_label(l, layout_atom(l, 1, 0), label - 4, line->label);
	layout_open_in(l, ROLE_WORDS, line->lang);
	for (size_t i = 0; i < count; i++) {
		bool beside = !i && *line->label;
		struct atom *a = beside ? l->atoms.at[l->atoms.count - 1]
					: layout_atom(l, i ? 0 : 1, 0);

		a->height = style_leading(l, &s);
		atom_text_line(l, a, &s, from, style_base(l, &s), &lines[i]);
	}
	layout_close(l);
	layout_close(l);
}

void
layout_topic(struct layout *l, const struct block *b)
{
	const struct topic_block *t = b->topic;
	size_t first = l->atoms.count, count;
	struct atom *a;

	put_title(l, t);
	layout_open(l, ROLE_LIST);
	for (size_t i = 0; i < t->line_count; i++)
		put_line(l, t, &t->lines[i]);
	layout_close(l);
	a = layout_atom(l, 0, 5);
	atom_line(l, a, 0, 5, l->width, 0, RULE, 0.4);
	count = l->atoms.count - first;
	for (size_t i = first; i + 1 < l->atoms.count && i < first + LINES_KEPT; i++)
		l->atoms.at[i]->keep = true;
	if (count > LINES_KEPT) /* its end keeps together too */
		l->atoms.at[l->atoms.count - 2]->keep = true;
}
