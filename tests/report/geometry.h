/* geometry.h - where the words of a report's file stand, and that all of them are there */
#ifndef TESTS_REPORT_GEOMETRY_H
#define TESTS_REPORT_GEOMETRY_H

#include <math.h>

#include "report/pdf.h"

struct word {
	double left, top, right, bottom;
};

/* Half of a line's height may be shared: boxes are as high as the typeface, not as the
 * letters. */
ATTR_UNUSED static bool
overlap(const struct word *a, const struct word *b)
{
	double wide = fmin(a->right, b->right) - fmax(a->left, b->left);
	double high = fmin(a->bottom, b->bottom) - fmax(a->top, b->top);

	return wide > 0.5 && high > 0.5 * fmin(a->bottom - a->top, b->bottom - b->top);
}

/* No word outside the margins, none on top of another. */
ATTR_UNUSED static void
assert_geometry(struct sample *s, const char *path, double width, double height)
{
	char *out = output_of(&s->arena, "pdftotext", "-bbox", path, "-", NULL);
	VEC(struct word) words = VEC_NONE;

	assert_int_equal(strncmp(out, "<!DOCTYPE", 9), 0); /* and no complaint */
	for (char *line = strtok(out, "\n"); line; line = strtok(NULL, "\n")) {
		struct word w;

		if (strstr(line, "<page"))
			words.count = 0;
		if (sscanf(line,
			    " <word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf",
			    &w.left, &w.top, &w.right, &w.bottom) != 4)
			continue;
		if (w.left < s->template->left - 0.5 ||
			w.right > width - s->template->right + 0.5 || w.top < 14 ||
			w.bottom > height - 24)
			fail_msg("outside the margins:%s", line);
		for (size_t i = 0; i < words.count; i++)
			if (overlap(&words.at[i], &w))
				fail_msg("words overlap at %g, %g", w.left, w.top);
		*vec_push(&s->arena, &words) = w;
	}
}

/* The most valuable one: nothing that was asked or said is missing from the file. */
ATTR_UNUSED static void
assert_all_said(struct sample *s, const char *path)
{
	const char *all = pdf_text(s, path);
	size_t lang = form_lang(s->in.form, text_lang_tag(s->in.lang));
	struct buf words = BUF_NONE;

	for (size_t i = 0; i < s->in.form->item_count; i++) {
		const struct item *it = &s->in.form->items[i];
		struct value v = answers_value(s->in.answers, it);

		if (!strstr(all, form_words(&it->text, lang)))
			fail_msg("item %zu is not in the text", it->number);
		if (it->grid)
			assert_non_null(strstr(all, form_words(&it->grid->stem, lang)));
		buf_clear(&words);
		value_put_words(&words, s->in.form, it, lang, s->in.lang, &v);
		for (size_t k = 0; k < words.len; k++)
			if (words.data[k] == '\n')
				words.data[k] = ' ';
		if (!strstr(all, buf_text(&words)))
			fail_msg("the answer to item %zu is not in the text", it->number);
	}
	buf_free(&words);
}

#endif
