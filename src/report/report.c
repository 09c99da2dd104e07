/*
 * report.c - the stages in a row
 */
#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "report/draw.h"
#include "report/measure.h"
#include "report/page.h"
#include "report/protect.h"
#include "report/report.h"
#include "report/script.h"

int
report_put(const struct buf *bytes, const char *path, bool over, struct err *err)
{
	size_t done = 0;

	if (strcmp(path, "-") != 0)
		return file_write(path, buf_text(bytes), bytes->len, over, err);
	while (done < bytes->len) {
		ssize_t n =
			write(STDOUT_FILENO, buf_text(bytes) + done, bytes->len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return err_errno(err, ERR_FAILED, errno,
				"cannot write to standard output");
		done += (size_t)n;
	}
	return 0;
}

int
report_measure(
	struct arena *a, const struct template *t, struct measure *ret, struct err *err)
{
	const char *paths[FACE_COUNT];

	if (!t->faces[FACE_REGULAR])
		return measure_load(a, NULL, ret, err);
	for (int face = 0; face < FACE_COUNT; face++)
		paths[face] = t->faces[face]->path;
	return measure_load_files(paths, ret, err);
}

/* The more of it is given up, the later it is tried. */
static const struct pages *
try_one_page(struct arena *a, const struct template *t, const struct report_input *in,
	const struct measure *m)
{
	static const struct {
		double text_size; /* at most */
		bool without_words;
	} ways[] = {
		{18,                  false},
		{18,                  true },
		{TEMPLATE_TEXT_LEAST, true },
	};

	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		struct template *own = arena_alloc(a, sizeof(*own));
		const struct pages *pages;

		*own = *t;
		own->condensed = true;
		own->without_words = ways[i].without_words;
		own->text_size = fmin(t->text_size, ways[i].text_size);
		pages = report_layout(a, own, report_compose(a, own, in), m, in->paper);
		if (pages->pages.count == 1)
			return pages;
	}
	return NULL;
}

/* The review box begins on page one, whatever stands above it: whole, where it can be. */
static const struct pages *
try_box(struct arena *a, const struct template *t, const struct report_input *in,
	const struct measure *m)
{
	static const struct {
		bool first, goes_on;
	} ways[] = {
		{false, false},
		{true,  false},
		{false, true },
		{true,  true },
	};
	const struct pages *pages = NULL;

	for (size_t i = 0; i < COUNT_OF(ways) && (!pages || !pages->review_first); i++) {
		struct template *own = arena_alloc(a, sizeof(*own));

		*own = *t;
		own->box_first = ways[i].first;
		own->box_goes_on = ways[i].goes_on;
		pages = report_layout(a, own, report_compose(a, own, in), m, in->paper);
	}
	return pages;
}

const struct pages *
report_pages(struct arena *a, const struct template *t, const struct report_input *in,
	const struct measure *m)
{
	const struct pages *whole = try_box(a, t, in, m);
	const struct pages *one = NULL;

	if (t->one_page && whole->pages.count > 1)
		one = try_one_page(a, t, in, m);
	return one ? one : whole;
}

int
report_make(const struct template *t, const struct report_input *in, struct buf *out,
	size_t *ret_pages, struct err *err)
{
	struct arena arena = ARENA_NONE;
	struct draw *d = NULL;
	struct measure m = {0};
	const struct pages *pages;
	int rc;

	rc = script_check(in->form, form_lang(in->form, text_lang_tag(in->lang)), err);
	if (rc)
		goto done;
	rc = report_measure(&arena, t, &m, err);
	if (rc)
		goto done;
	pages = report_pages(&arena, t, in, &m);
	rc = draw_pdf_new(&m, pages, &d, err);
	if (rc)
		goto done;
	report_draw(pages, d);
	rc = draw_finish(d, out, err);
	if (!rc && in->passphrase)
		rc = protect(out, in->passphrase, err);
	if (!rc && ret_pages)
		*ret_pages = pages->pages.count;
done:
	draw_free(d);
	measure_free(&m);
	arena_free(&arena);
	return rc;
}

int
report_write(const struct template *t, const struct report_input *in, const char *path,
	bool over, struct err *err)
{
	struct buf bytes = BUF_NONE;
	int rc;

	buf_init(&bytes, REPORT_CAP);
	rc = report_make(t, in, &bytes, NULL, err);
	if (!rc)
		rc = report_put(&bytes, path, over, err);
	buf_wipe(&bytes);
	buf_free(&bytes);
	return rc;
}
