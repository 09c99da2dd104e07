/*
 * template.c - any bytes as a template: findings in the file, or a report that hides
 * nothing and stays on its pages
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "check/check.h"
#include "fuzz/finding.h"
#include "fuzz/fuzz.h"
#include "report/sample.h"

/* A record with a safety flag and an item that was not answered. */
static struct sample sample;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	if (!sample_whole(&sample, "forms/phq9.xml", "en", sample_phq9, LANG_EN))
		abort();
	return 0;
}

/* Nothing but who it is stands before the review box, and it has its flag. */
static void
check_document(const struct document *doc)
{
	size_t i = 0;

	while (i < doc->blocks.count && doc->blocks.at[i].kind != BLOCK_REVIEW) {
		enum block_kind kind = doc->blocks.at[i++].kind;

		assert(kind == BLOCK_LETTERHEAD || kind == BLOCK_TITLE ||
			kind == BLOCK_SMALL || kind == BLOCK_FACTS);
	}
	assert(i < doc->blocks.count);
	assert(doc->blocks.at[i].entry_count && doc->blocks.at[i].blank_count);
	assert(doc->blocks.at[i].entries[0].sign == SIGN_ALERT);
}

static bool
has_text(const struct page *p, const char *text)
{
	for (size_t k = 0; k < p->marks.all.count; k++)
		if (p->marks.all.at[k]->kind == MARK_TEXT &&
			strcmp(p->marks.all.at[k]->text, text) == 0)
			return true;
	return false;
}

static void
check_page(const struct pages *pages, size_t at)
{
	const struct page *p = &pages->pages.at[at];
	char foot[64];

	for (size_t k = 0; k < p->marks.all.count; k++) {
		const struct mark *m = p->marks.all.at[k];

		if (m->kind != MARK_TEXT)
			continue;
		assert(m->size >= 7 && m->y > 0 && m->y < pages->height);
		assert(m->x >= 0 &&
			m->x +
					measure_text(&sample.measure, m->face, m->size,
						m->text, strlen(m->text)) <=
				pages->width);
	}
	snprintf(foot, sizeof(foot), "Page %zu of %zu", at + 1, pages->pages.count);
	assert(has_text(p, foot));
	assert(has_text(p, "CONFIDENTIAL"));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_NONE;
	const struct template *t;
	const struct pages *pages;
	struct diags d;
	int lines = 1;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n';
	diags_init(&d, &a);
	t = template_parse(&a, "t.xml", (const char *)data, size, &d);
	assert(!t == diags_failed(&d));
	for (size_t i = 0; i < d.found.count; i++)
		check_finding(&d.found.at[i], lines);
	if (t) {
		check_document(report_compose(&a, t, &sample.in));
		pages = report_pages(&a, t, &sample.in, sample_measure(&sample));
		for (size_t i = 0; i < pages->pages.count; i++)
			check_page(pages, i);
	}
	arena_free(&a);
	return 0;
}
