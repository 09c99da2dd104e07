/* report_pages.c - what stands on every page of a report, and where a page may end */
#include "unit/test.h"

#include <ctype.h>

#include "report/use.h"

static const char *const shipped[] = {
	"templates/standard.xml", "templates/brief.xml", "templates/plain.xml"};

/* The packet, answered to its end. */
static void
sample_packet(struct sample *s)
{
	struct buf answers = BUF_NONE;
	struct err err = ERR_NONE;

	assert_int_equal(file_read("tests/interview/full-packet-en.answers", 1u << 16,
				 &answers, &err),
		0);
	assert_true(sample_whole(
		s, "forms/numbness-packet.xml", "en", buf_text(&answers), LANG_EN));
	buf_free(&answers);
}

/* The first text on a page that has those words, or NULL. */
static const struct mark *
words_on(const struct page *p, const char *words)
{
	for (size_t k = 0; k < p->marks.all.count; k++)
		if (p->marks.all.at[k]->kind == MARK_TEXT &&
			strstr(p->marks.all.at[k]->text, words))
			return p->marks.all.at[k];
	return NULL;
}

/* The start of the hash, in full, and nothing beside it is touched. */
static void
assert_foot(struct sample *s, const struct page *p, const char *version)
{
	const struct mark *foot = words_on(p, " · sha256");
	const char *hash;
	size_t digits = 0;
	double end;

	if (!foot)
		fail_msg("there is no hash");
	hash = strstr(foot->text, "sha256 ");
	assert_non_null(hash);
	hash += strlen("sha256 ");
	while (isxdigit((unsigned char)hash[digits]))
		digits++;
	assert_true(digits >= 8);
	assert_int_equal(strncmp(hash, s->in.form->digest, digits), 0);
	assert_non_null(strstr(foot->text, version));
	assert_int_equal(strncmp(foot->text, "C-", 2), 0);
	end = foot->x +
		measure_text(sample_measure(s), foot->face, foot->size, foot->text,
			strlen(foot->text));
	for (size_t k = 0; k < p->marks.all.count; k++) {
		const struct mark *m = p->marks.all.at[k];

		if (m->kind == MARK_TEXT && m != foot && m->y == foot->y)
			assert_true(m->x > end + 2);
	}
}

TEST(report, the_foot_has_the_start_of_the_hash_however_long_code_and_form_are)
{
	static const char *const codes[] = {
		"C-A", "C-2041-WILLOW-STREET.2026/EVENING-GROUP"};

	for (size_t t = 0; t < COUNT_OF(shipped); t++)
		for (size_t c = 0; c < COUNT_OF(codes); c++) {
			struct sample s;
			const struct pages *pages;

			sample_packet(&s);
			s.record.client = codes[c];
			use_file(&s, shipped[t]);
			pages = sample_pages(&s);
			for (size_t i = 0; i < pages->pages.count; i++)
				assert_foot(&s, &pages->pages.at[i], " 1 · sha256 ");
			sample_free(&s);
		}
}
