/*
 * draw_text.c - a drawing as text: one line a mark, in whole points
 *
 *	page 1 612x792
 *	text 56 62 18 bold 111111 Riverbend Counseling
 */
#include <math.h>

#include "base/mem.h"
#include "report/draw.h"

struct draw_text {
	struct draw base;
	struct buf out;
	int pages;
};

static const char *const face_words[FACE_COUNT] = {"regular", "bold", "italic"};

static long
whole(double points)
{
	return lround(points);
}

static void
put_color(struct buf *out, uint32_t color)
{
	if (color == COLOR_NONE)
		buf_str(out, " none");
	else
		buf_printf(out, " %06x", (unsigned)color);
}

static void
text_page(struct draw *d, double width, double height)
{
	struct draw_text *t = (struct draw_text *)d;

	buf_printf(&t->out, "page %d %ldx%ld\n", ++t->pages, whole(width), whole(height));
}

static void
text_mark(struct draw *d, const struct mark *mark)
{
	static const char *const words[MARK_COUNT] = {
		"text", "box", "line", "circle", "image", "shape"};
	struct buf *out = &((struct draw_text *)d)->out;

	buf_printf(out, "%s %ld %ld", words[mark->kind], whole(mark->x), whole(mark->y));
	if (mark->kind == MARK_TEXT) {
		buf_printf(out, " %ld %s", whole(mark->size), face_words[mark->face]);
		put_color(out, mark->fill);
		buf_printf(out, " %s", mark->text);
	} else {
		buf_printf(out, " %ld %ld", whole(mark->w), whole(mark->h));
		put_color(out, mark->fill);
		put_color(out, mark->stroke);
	}
	buf_char(out, '\n');
}

static int
text_finish(struct draw *d, struct buf *out, struct err *err)
{
	struct draw_text *t = (struct draw_text *)d;

	if (t->out.full)
		return err_set(err, ERR_FAILED, "the report is too long");
	buf_add(out, t->out.data, t->out.len);
	return 0;
}

static void
text_free(struct draw *d)
{
	struct draw_text *t = (struct draw_text *)d;

	buf_free(&t->out);
	mem_free(t);
}

static const struct draw_ops text_ops = {text_page, text_mark, text_finish, text_free};

struct draw *
draw_text_new(void)
{
	struct draw_text *t = mem_alloc(sizeof(*t));

	t->base.ops = &text_ops;
	buf_init(&t->out, 0);
	return &t->base;
}
