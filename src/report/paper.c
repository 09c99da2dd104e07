/*
 * paper.c - a blank form: its stages in a row
 */
#include "report/paper.h"
#include "report/draw.h"
#include "report/report.h"
#include "report/script.h"

/* Larger than a report: it is read by somebody with a pen in hand. */
const struct template paper_template = {
	.id = "paper",
	.left = 54,
	.right = 50,
	.top = 56,
	.bottom = 56,
	.accent = 0x1d3f58,
	.text_size = 10.6,
};

int
paper_draw(const struct paper_input *in, struct buf *out, struct err *err)
{
	struct arena arena = ARENA_NONE;
	struct draw *d = NULL;
	struct measure m = {0};
	const struct pages *pages;
	int rc = script_check(in->form, in->lang, err);

	if (rc)
		goto done;
	rc = measure_load(&arena, NULL, &m, err);
	if (rc)
		goto done;
	pages = report_layout(
		&arena, &paper_template, paper_compose(&arena, in), &m, in->paper);
	rc = draw_pdf_new(&m, pages, &d, err);
	if (rc)
		goto done;
	report_draw(pages, d);
	rc = draw_finish(d, out, err);
done:
	draw_free(d);
	measure_free(&m);
	arena_free(&arena);
	return rc;
}
