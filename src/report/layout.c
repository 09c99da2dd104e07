/*
 * layout.c - atoms onto pages, and what stands on every page
 */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "report/layout.h"
#include "report/report.h"

/* The text size that all sizes are written for. */
static const double usual_text = 9.4;

static const struct {
	double width, height;
} papers[PAPER_COUNT] = {
	{612,    792   },
        {595.28, 841.89}
};

/* Distances of the running head and foot from the body. */
enum { HEAD_ABOVE = 16, FOOT_BELOW = 22, RULE_BELOW = 11 };
/* Digits of the form's digest at the foot: where there is room, and at least. */
enum { DIGEST_SHOWN = 12, DIGEST_LEAST = 8 };
/* Above and below the text of a box that goes on over the end of a page. */
enum { BOX_ROOM = 5 };

static const struct style margin_style = {FACE_REGULAR, 7.6, 10, SOFT};
static const struct style margin_bold = {FACE_BOLD, 7.6, 10, INK};

/* An atom in its place. */
struct placed {
	const struct atom *atom;
	double y; /* from the body's top */
};

struct sheet {
	VEC(struct placed) all;
};

struct sheets {
	VEC(struct sheet) all;
	double y; /* where the last one is filled to */
};

/* What it takes up below others. */
static double
atom_height(const struct layout *l, const struct atom *a)
{
	if (a->spare && l->without_spare)
		return 0;
	return a->before * l->closer + a->height;
}

static void
place(struct layout *l, struct sheets *s, const struct atom *a)
{
	struct sheet *sheet = &s->all.at[s->all.count - 1];
	struct placed *p = vec_push(l->arena, &sheet->all);

	if (sheet->all.count > 1)
		s->y += a->before * l->closer;
	p->atom = a;
	p->y = s->y;
	s->y += a->height;
}

/* The same to look at, but it was read before: its marks are of no tag. */
static const struct atom *
repeat(struct layout *l, const struct atom *a)
{
	struct atom *copy = arena_alloc(l->arena, sizeof(*copy));

	*copy = *a;
	copy->marks = (struct marks){VEC_NONE};
	for (size_t i = 0; i < a->marks.all.count; i++) {
		struct mark *m = arena_alloc(l->arena, sizeof(*m));

		*m = *a->marks.all.at[i];
		m->tag = 0;
		marks_put(l->arena, &copy->marks, m);
	}
	return copy;
}

/* Height of the chain that begins at atom i; loose: links that may give count too. */
static double
chain_height(const struct layout *l, size_t i, bool loose)
{
	double sum = 0;

	for (; i < l->atoms.count; i++) {
		const struct atom *a = l->atoms.at[i];

		sum += atom_height(l, a);
		if (!a->keep || (a->loose && !loose))
			break;
	}
	return sum;
}

/* What must stay together from atom i on: as much of its chain as a page can hold.  What
 * was begun on this page is not asked again. */
static double
height_together(const struct layout *l, size_t i)
{
	const struct atom *before = i ? l->atoms.at[i - 1] : NULL;
	double alone = atom_height(l, l->atoms.at[i]), chain;

	const bool goes_on =
		l->template->box_goes_on && l->atoms.at[i]->frame == FRAME_REVIEW;

	if (before && before->keep && !before->loose)
		return alone;
	chain = chain_height(l, i, true);
	/* not where half of it is done */
	if (chain <= l->height && !goes_on && !(before && before->keep))
		return chain;
	chain = chain_height(l, i, false);
	return chain <= l->height ? chain : alone;
}

static struct sheets
fill_sheets(struct layout *l)
{
	struct sheets sheets = {VEC_NONE, 0}, *s = &sheets;

	(void)vec_push(l->arena, &s->all);
	for (size_t i = 0; i < l->atoms.count; i++) {
		const struct atom *a = l->atoms.at[i];
		bool fresh = s->all.at[s->all.count - 1].all.count == 0;

		if (a->spare && l->without_spare)
			continue;
		if (!fresh && height_together(l, i) > l->height - s->y) {
			(void)vec_push(l->arena, &s->all);
			s->y = 0;
			if (a->again)
				place(l, s, repeat(l, a->again));
		}
		place(l, s, a);
	}
	return sheets;
}

/* A page that is hardly begun is taken back where it can be: parts stand a little closer,
 * and there are fewer lines to write on. */
static struct sheets
fill_closely(struct layout *l)
{
	static const struct {
		double begun; /* the last page is filled to here, or less */
		double closer;
		bool without_spare;
	} ways[] = {
		{0.15, 0.85, false},
		{0.5,  1,    true },
		{0.5,  0.85, true },
		{0.5,  0.7,  true },
		{0.15, 0.55, true },
	};
	struct sheets usual;

	l->closer = 1;
	usual = fill_sheets(l);
	for (size_t i = 0; usual.all.count > 1 && i < COUNT_OF(ways); i++) {
		struct sheets other;

		if (usual.y > ways[i].begun * l->height)
			continue;
		l->closer = ways[i].closer;
		l->without_spare = ways[i].without_spare;
		other = fill_sheets(l);
		if (other.all.count < usual.all.count)
			return other;
	}
	return usual;
}

/* ---- a page ---- */

struct canvas {
	struct layout *l;
	struct page *page;
	double x, y; /* of the body's corner */
};

/* From where it is in its atom, which stands dy below the body's corner, to the page. */
static void
put_mark(struct canvas *c, struct mark *m, double dy)
{
	m->x += c->x;
	m->y += c->y + dy;
	marks_put(c->l->arena, &c->page->marks, m);
}

/* One of no atom. */
static void
put_own(struct canvas *c, const struct mark *m)
{
	struct mark *copy = arena_alloc(c->l->arena, sizeof(*copy));

	*copy = *m;
	put_mark(c, copy, 0);
}

static void
put_box(struct canvas *c, double x, double y, double w, double h, uint32_t fill,
	uint32_t stroke)
{
	struct mark m = {.kind = MARK_BOX,
		.x = x,
		.y = y,
		.w = w,
		.h = h,
		.fill = fill,
		.stroke = stroke,
		.thick = 0.8,
		.text = ""};

	put_own(c, &m);
}

/* A frame's part on this page, from top to bottom. */
static void
put_frame(struct canvas *c, enum frame_kind kind, double top, double bottom)
{
	double w = c->l->width, h = bottom - top;

	switch (kind) {
	case FRAME_REVIEW:
		put_box(c, 0.4, top + 0.4, w - 0.8, h - 0.8, SHADE, INK);
		put_box(c, 0, top, 6, h, INK, COLOR_NONE);
		break;
	case FRAME_FLAG:
		put_box(c, 0, top, w, h, SHADE, COLOR_NONE);
		put_box(c, 0, top, 3.2, h, INK, COLOR_NONE);
		break;
	case FRAME_QUOTE:
		put_box(c, 0, top + 1, 2, h - 2, RULE, COLOR_NONE);
		break;
	case FRAME_NONE:
		break;
	}
}

/* Each run of atoms that share a frame, before anything is drawn on it.  A box that goes on
 * over the end of a page has room there for its line. */
static void
put_frames(struct canvas *c, const struct sheet *s)
{
	for (size_t i = 0; i < s->all.count;) {
		const struct atom *first = s->all.at[i].atom, *last = first;
		double top = s->all.at[i].y, bottom = top + first->height, room = 0;

		for (i++; i < s->all.count &&
			s->all.at[i].atom->frame_id == first->frame_id;
			i++) {
			last = s->all.at[i].atom;
			bottom = s->all.at[i].y + last->height;
		}
		if (first->frame == FRAME_REVIEW)
			room = BOX_ROOM;
		if (first->frame != FRAME_NONE)
			put_frame(c, first->frame, first->edge ? top : top - room,
				last->edge ? bottom : bottom + room);
	}
}

/* One line of a margin: at the left, in the middle or at the right. */
static void
put_margin(struct canvas *c, const struct style *s, double y, double where, double width,
	const char *text)
{
	struct layout *l = c->l;
	double size = style_size(l, s);
	size_t count;
	const struct text_line *line =
		measure_wrap(l->arena, l->m, s->face, size, text, width, &count);
	struct mark m = {.kind = MARK_TEXT,
		.y = y,
		.face = s->face,
		.size = size,
		.fill = s->color,
		.stroke = COLOR_NONE,
		.text = line->text};

	if (count > 1) { /* too long: as much as fits, and a sign of the rest */
		width -= measure_text(l->m, s->face, size, "…", strlen("…"));
		line = measure_wrap(
			l->arena, l->m, s->face, size, text, fmax(width, 0), &count);
		m.text = arena_printf(l->arena, "%s…", line->text);
	}
	m.x = where *
		(l->width - measure_text(l->m, s->face, size, m.text, strlen(m.text)));
	if (*m.text)
		put_own(c, &m);
}

static void
put_rule(struct canvas *c, double y)
{
	struct mark m = {.kind = MARK_LINE,
		.y = y,
		.w = c->l->width,
		.fill = COLOR_NONE,
		.stroke = RULE,
		.thick = 0.5,
		.text = ""};

	put_own(c, &m);
}

/* On every page, in a frame of its own: these are no real people.  Returns its width. */
static double
put_sample(struct canvas *c, double y)
{
	struct layout *l = c->l;
	const char *text = l->doc->sample;
	double m = l->margins, pad = 6 * m;
	double width = measure_text(
		l->m, FACE_BOLD, style_size(l, &margin_bold), text, strlen(text));

	put_box(c, (l->width - width) / 2 - pad, y - 9 * m, width + 2 * pad, 12.5 * m,
		COLOR_NONE, INK);
	put_margin(c, &margin_bold, y, 0.5, l->width, text);
	return width + 2 * pad;
}

static void
put_head(struct canvas *c, size_t number)
{
	const struct document *doc = c->l->doc;
	double y = -HEAD_ABOVE * c->l->margins, w = c->l->width, room = 0.7 * w;

	if (doc->sample)
		room = (w - put_sample(c, y)) / 2 - 10;
	if (number == 1 && c->l->facts_on_top)
		return;
	put_margin(c, &margin_style, y, 0, room, doc->running);
	put_margin(c, &margin_style, y, 1, fmin(room, 0.25 * w), doc->running_right);
	put_rule(c, y + 5 * c->l->margins);
}

/* The first characters of text, and a sign of the rest. */
static const char *
cut_to(struct arena *a, const char *text, size_t characters)
{
	const char *end = text;

	if (utf8_count(text) <= characters)
		return text;
	while (characters--)
		(void)utf8_next(&end);
	return arena_printf(a, "%.*s…", (int)(end - text), text);
}

/* Whose it is and of which form, with its version and digest, in that width: fewer digits
 * first; then the longer of code and form is cut, letter by letter. */
static const char *
foot_text(struct layout *l, double width)
{
	const struct foot *f = &l->doc->foot;
	const char *code = f->code ? f->code : "", *joint = f->code ? " · " : "";
	size_t code_room = utf8_count(code), form_room = utf8_count(f->form);

	for (int digits = DIGEST_SHOWN;;) {
		const char *all = arena_printf(l->arena, "%s%s%s %d · sha256 %.*s…",
			cut_to(l->arena, code, code_room), joint,
			cut_to(l->arena, f->form, form_room), f->version, digits,
			f->digest);

		if ((code_room <= 1 && form_room <= 1) ||
			measure_text(l->m, margin_style.face,
				style_size(l, &margin_style), all, strlen(all)) <= width)
			return all;
		if (digits > DIGEST_LEAST)
			digits = DIGEST_LEAST;
		else if (code_room > form_room)
			code_room--;
		else
			form_room--;
	}
}

/* In one line; in large print in two; and the clinic's own below. */
static void
put_foot(struct canvas *c, size_t number, size_t count)
{
	struct layout *l = c->l;
	const struct document *doc = l->doc;
	double m = l->margins, step = 10 * m, w = l->width;
	double y = l->height + (FOOT_BELOW - RULE_BELOW) + RULE_BELOW * m;
	struct buf b = BUF_NONE;
	double room = 0.25 * w, width;

	text_fill(&b, doc->lang, TEXT_REPORT_PAGE, "page",
		arena_printf(l->arena, "%zu", number), "pages",
		arena_printf(l->arena, "%zu", count), NULL);
	if (l->stacked) /* a page's number is never cut */
		room = measure_text(l->m, margin_style.face, style_size(l, &margin_style),
			buf_text(&b), b.len);
	put_rule(c, y - RULE_BELOW * m);
	width = l->stacked ? w - room - 10 : fmin(0.6 * w, w - room - 10);
	put_margin(c, &margin_style, y, 0, width, foot_text(l, width));
	if (!l->stacked)
		put_margin(c, &margin_bold, y, 0.68, 0.2 * w, doc->confidential);
	put_margin(c, &margin_style, y, 1, room + 1, buf_text(&b));
	if (l->stacked)
		put_margin(c, &margin_bold, y += step, 0, w, doc->confidential);
	if (doc->foot_line)
		put_margin(c, &margin_style, y + step, 0, w, doc->foot_line);
	buf_free(&b);
}

/* The corners of what a mark draws: shapes, lines and pictures; round its text a figure
 * has words of its own. */
static void
mark_box(const struct mark *m, double box[4])
{
	double r = m->kind == MARK_CIRCLE ? m->w : 0;
	double w = m->kind == MARK_CIRCLE ? 0 : m->w,
	       h = m->kind == MARK_CIRCLE ? 0 : m->h;

	box[0] = m->x + fmin(0, w) - r;
	box[1] = m->y + fmin(0, h) - r;
	box[2] = m->x + fmax(0, w) + r;
	box[3] = m->y + fmax(0, h) + r;
	for (int i = 0; i < m->corner_count; i++) {
		box[0] = fmin(box[0], m->x + m->corners[i].x);
		box[1] = fmin(box[1], m->y + m->corners[i].y);
		box[2] = fmax(box[2], m->x + m->corners[i].x);
		box[3] = fmax(box[3], m->y + m->corners[i].y);
	}
}

/* A figure is as large as all that is drawn of it. */
static void
grow_figure(struct tag *figure, const struct mark *m)
{
	bool first = figure->box[2] <= 0;
	double box[4];

	mark_box(m, box);
	for (int i = 0; i < 4; i++)
		figure->box[i] = first ? box[i]
			: i < 2        ? fmin(figure->box[i], box[i])
				       : fmax(figure->box[i], box[i]);
}

static void
put_sheet(struct canvas *c, const struct sheet *s)
{
	struct tag *tags = c->l->tags.all.at;

	put_frames(c, s);
	for (size_t i = 0; i < s->all.count; i++) {
		const struct placed *p = &s->all.at[i];

		for (size_t k = 0; k < p->atom->marks.all.count; k++) {
			struct mark *m = p->atom->marks.all.at[k];

			put_mark(c, m, p->y);
			if (tags[m->tag].role == ROLE_FIGURE)
				grow_figure(&tags[m->tag], m);
		}
	}
}

/* Does page one say whose it is before the box?  Else its running head does. */
static bool
facts_on_top(const struct document *doc)
{
	for (size_t i = 0; i < doc->blocks.count; i++)
		if (doc->blocks.at[i].kind == BLOCK_FACTS ||
			doc->blocks.at[i].kind == BLOCK_REVIEW)
			return doc->blocks.at[i].kind == BLOCK_FACTS;
	return true; /* a form on paper */
}

const struct pages *
report_layout(struct arena *a, const struct template *t, const struct document *doc,
	const struct measure *m, enum paper paper)
{
	struct layout l = {.arena = a, .template = t, .doc = doc, .m = m};
	struct sheets sheets;
	struct pages *pages = arena_alloc(a, sizeof(*pages));

	pages->width = papers[paper].width;
	pages->height = papers[paper].height;
	pages->title = doc->title;
	pages->lang = doc->lang;
	pages->made_at = doc->made_at;
	l.width = pages->width - t->left - t->right;
	l.height = pages->height - t->top - t->bottom;
	l.scale = t->text_size / usual_text;
	l.margins = template_margin_scale(t);
	l.stacked = template_stacks(t);
	l.facts_on_top = facts_on_top(doc);
	(void)vec_push(a, &l.tags.all); /* the document */
	layout_blocks(&l);
	sheets = fill_closely(&l);
	for (size_t i = 0; i < sheets.all.count; i++) {
		struct canvas c = {&l, vec_push(a, &pages->pages), t->left, t->top};

		put_sheet(&c, &sheets.all.at[i]);
		put_head(&c, i + 1);
		put_foot(&c, i + 1, sheets.all.count);
	}
	for (size_t i = 0; i < sheets.all.at[0].all.count; i++)
		if (sheets.all.at[0].all.at[i].atom->frame == FRAME_REVIEW)
			pages->review_first = true;
	pages->tags = l.tags;
	return pages;
}
