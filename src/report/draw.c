/*
 * draw.c - pages onto a device
 */
#include "report/draw.h"
#include "report/report.h"

void
report_draw(const struct pages *pages, struct draw *d)
{
	for (size_t i = 0; i < pages->pages.count; i++) {
		const struct marks *marks = &pages->pages.at[i].marks;

		d->ops->page(d, pages->width, pages->height);
		for (size_t k = 0; k < marks->all.count; k++)
			d->ops->mark(d, marks->all.at[k]);
	}
}

int
draw_finish(struct draw *d, struct buf *out, struct err *err)
{
	return d->ops->finish(d, out, err);
}

void
draw_free(struct draw *d)
{
	if (d)
		d->ops->free(d);
}
