/*
 * check_corpus.c - tests/forms: what is good loads, what is bad is told, word for word
 *
 * bad/<id>.xml is a form, template or profile with the mistake <id>; beside it stands what
 * an author is shown.  Answers files: tests/cli/form.bats.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "check/check.h"
#include "practice/practice.h"
#include "report/template.h"
#include "unit/test.h"

#define BAD "tests/forms/bad"
#define OK  "tests/forms/ok"

/* Findings that cannot be kept as a small form: other tests raise them from memory. */
static const char *const too_large[] = {"file-size", "xml-many", "include-large"};

/* Rows about answers files, which are no XML. */
static const char *const not_xml[] = {"answers-"};

/* But these begin like one of them and are about forms. */
static const char *const xml_all_the_same[] = {
	"answers-none", "answers-both", "answers-many", "answers-few"};

static struct arena arena = ARENA_NONE;

static void
release(void)
{
	arena_free(&arena);
}

static const char *
read_text(const char *path)
{
	struct buf b = BUF_NONE;
	struct err err = ERR_NONE;
	const char *text;

	if (!arena.first)
		atexit(release);
	if (file_read(path, XML_FILE_CAP, &b, &err))
		fail_msg("%s", err.text);
	text = arena_strndup(&arena, buf_text(&b), b.len);
	buf_free(&b);
	return text;
}

/* What forms include, and what they may name: of the tests, then those shipped. */
static char *
find_part(void *self, struct arena *a, const char *id)
{
	static const char *const folders[] = {"tests/forms/parts", "forms"};

	(void)self;
	for (size_t i = 0; i < COUNT_OF(folders); i++) {
		char *path = arena_printf(a, "%s/%s.xml", folders[i], id);

		if (file_exists(path))
			return path;
	}
	return NULL;
}

static const char *const *
all_parts(void *self, struct arena *a, size_t *ret_count)
{
	(void)self;
	return form_ids_in(a, "forms", ret_count);
}

static int
check_form_file(const char *path, struct diags *d, struct err *err)
{
	static const struct form_finder finder = {NULL, find_part, all_parts};
	const struct form *f = NULL;
	int rc = check_load(&arena, path, &finder, d, &f, err);

	assert_true(!f == diags_failed(d));
	if (f && strstr(path, "/size-")) /* as with --size 40x12 */
		check_size(f, 40, 12, d);
	return rc;
}

static int
check_practice_file(const char *path, struct diags *d, struct err *err)
{
	static const struct date today = {2026, 11, 20};
	const struct practice *p = NULL;
	int rc = practice_load(&arena, path, d, &p, err);

	if (!rc && p)
		practice_check(p, today, d);
	if (!rc && p && strstr(path, "/size-"))
		check_practice_size(p, 40, 12, d);
	return rc;
}

static int
check_template_file(const char *path, struct diags *d, struct err *err)
{
	const struct template *t = NULL;
	int rc = template_load(&arena, path, d, &t, err);

	if (!rc && t)
		template_open(&arena, t, d);
	return rc;
}

/* What the check says of a file, as an author sees it. */
static const char *
said_of(const char *path)
{
	const char *root, *text;
	struct err err = ERR_NONE;
	struct buf b = BUF_NONE;
	struct diags d;
	int rc;

	diags_init(&d, &arena);
	rc = xml_first_tag(&arena, path, &root, &err);
	if (!rc && strcmp(root, "practice") == 0)
		rc = check_practice_file(path, &d, &err);
	else if (!rc && strcmp(root, "template") == 0)
		rc = check_template_file(path, &d, &err);
	else if (!rc)
		rc = check_form_file(path, &d, &err);
	if (rc)
		fail_msg("%s", err.text);
	diags_sort(&d);
	diags_put(&d, &b);
	text = arena_strdup(&arena, buf_text(&b));
	buf_free(&b);
	return text;
}

static char **
names_in(const char *folder, size_t *ret_count)
{
	struct err err = ERR_NONE;
	char **names = NULL;

	if (!arena.first)
		atexit(release);
	if (file_list(&arena, folder, ".xml", &names, ret_count, &err))
		fail_msg("%s", err.text);
	return names;
}

static bool
begins_with_one_of(const char *id, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strncmp(id, list[i], strlen(list[i])) == 0)
			return true;
	return false;
}

static bool
is_xml(const char *id)
{
	return begins_with_one_of(id, xml_all_the_same, COUNT_OF(xml_all_the_same)) ||
		!begins_with_one_of(id, not_xml, COUNT_OF(not_xml));
}

TEST(check, every_bad_form_is_told_what_stands_beside_it_word_for_word)
{
	size_t count;
	char **names = names_in(BAD, &count);

	assert_true(count > 80);
	for (size_t i = 0; i < count; i++) {
		const char *stem = arena_strndup(&arena, names[i], strlen(names[i]) - 4);

		assert_string_equal(said_of(arena_printf(&arena, BAD "/%s.xml", stem)),
			read_text(arena_printf(&arena, BAD "/%s.expect", stem)));
	}
}

TEST(check, good_forms_and_shipped_forms_have_no_findings)
{
	static const char *const folders[] = {OK, "forms"};

	for (size_t k = 0; k < COUNT_OF(folders); k++) {
		size_t count;
		char **names = names_in(folders[k], &count);

		assert_true(count > 0);
		for (size_t i = 0; i < count; i++)
			assert_string_equal(
				said_of(file_join(&arena, folders[k], names[i])), "");
	}
}

TEST(check, every_finding_has_a_bad_file_and_every_bad_file_its_finding)
{
	size_t rule_count, count;
	const struct check_rule *rules = check_rules(&rule_count);
	char **names = names_in(BAD, &count);
	size_t about_xml = 0;

	for (size_t i = 0; i < rule_count; i++) {
		const char *path = arena_printf(&arena, BAD "/%s.xml", rules[i].id);

		if (begins_with_one_of(rules[i].id, too_large, COUNT_OF(too_large)) ||
			!is_xml(rules[i].id))
			continue;
		about_xml++;
		if (!file_exists(path))
			fail_msg("no form in %s", path);
		if (!strstr(said_of(path), arena_printf(&arena, "[%s]", rules[i].id)))
			fail_msg("%s does not raise its finding", path);
	}
	assert_int_equal(count, about_xml);
	(void)names;
}

TEST(check, a_finding_has_the_severity_of_its_row)
{
	static const char *const words[] = {": note: ", ": warning: ", ": error: "};
	size_t count;
	const struct check_rule *rules = check_rules(&count);

	for (size_t i = 0; i < count; i++) {
		const char *path = arena_printf(&arena, BAD "/%s.expect", rules[i].id);
		const char *text, *line, *end;

		if (!file_exists(path))
			continue;
		text = read_text(path);
		end = strstr(text, arena_printf(&arena, "[%s]", rules[i].id));
		assert_non_null(end);
		for (line = end; line > text && line[-1] != '\n';)
			line--;
		if (!strstr(arena_strndup(&arena, line, (size_t)(end - line)),
			    words[rules[i].severity]))
			fail_msg("%s has another severity", rules[i].id);
	}
}

TEST(check, rules_are_named_once)
{
	size_t count;
	const struct check_rule *rules = check_rules(&count);

	for (size_t i = 0; i < count; i++) {
		assert_true(rules[i].about && *rules[i].about);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(rules[i].id, rules[k].id);
	}
}

/* ---- rows and sources ---- */

static const char *const folders[] = {"src/xml", "src/expr", "src/form", "src/check",
	"src/practice", "src/answer", "src/report", "src/command"};

/* All sources but the table itself, one after the other. */
static const char *
all_sources(void)
{
	struct buf b = BUF_NONE;
	const char *text;

	for (size_t k = 0; k < COUNT_OF(folders); k++) {
		struct err err = ERR_NONE;
		char **names = NULL;
		size_t count = 0;

		if (file_list(&arena, folders[k], ".c", &names, &count, &err))
			fail_msg("%s", err.text);
		for (size_t i = 0; i < count; i++)
			if (strcmp(names[i], "check.c") != 0)
				buf_str(&b,
					read_text(
						file_join(&arena, folders[k], names[i])));
	}
	text = arena_strdup(&arena, buf_text(&b));
	buf_free(&b);
	return text;
}

TEST(check, every_row_is_raised_by_a_source)
{
	size_t count;
	const struct check_rule *rules = check_rules(&count);
	const char *sources;

	names_in(OK, &(size_t){0});
	sources = all_sources();
	for (size_t i = 0; i < count; i++)
		if (!strstr(sources, arena_printf(&arena, "\"%s\"", rules[i].id)))
			fail_msg("nothing raises %s", rules[i].id);
}

/* The first text in quotes behind a call, where it looks like an id. */
static const char *
first_quoted(const char *call)
{
	const char *open = strpbrk(call, "\";");
	size_t n;

	if (!open || *open == ';')
		return NULL;
	n = strspn(open + 1, "abcdefghijklmnopqrstuvwxyz0123456789-");
	if (open[1 + n] != '"' || !memchr(open + 1, '-', n))
		return NULL;
	return arena_strndup(&arena, open + 1, n);
}

TEST(check, every_finding_that_a_source_raises_is_a_row)
{
	static const char *const calls[] = {"diags_error(", "diags_warn(", "diags_note(",
		"parser_fail(", "parser_tell(", " fail(w, ", "refuse(l, "};
	size_t count, raised = 0;
	const struct check_rule *rules = check_rules(&count);
	const char *sources;

	names_in(OK, &(size_t){0});
	sources = all_sources();
	for (size_t c = 0; c < COUNT_OF(calls); c++)
		for (const char *at = strstr(sources, calls[c]); at;
			at = strstr(at + 1, calls[c])) {
			const char *id = first_quoted(at);
			bool found = !id;

			for (size_t i = 0; id && i < count; i++)
				found = found || strcmp(rules[i].id, id) == 0;
			if (!found)
				fail_msg("%s is raised and is no row", id);
			raised += id != NULL;
		}
	assert_true(raised > 120);
}

/* Is word in text, not as part of another? */
static bool
has_word(const char *text, const char *word)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		if ((at == text || !strchr(letters, at[-1])) &&
			(!at[strlen(word)] || !strchr(letters, at[strlen(word)])))
			return true;
	return false;
}

TEST(check, no_finding_speaks_of_attributes_elements_or_validity)
{
	static const char *const jargon[] = {"attribute", "attributes", "element",
		"elements", "valid", "invalid", "schema", "parse", "parser", "node",
		"syntax error"};
	size_t count;
	char **names = names_in(BAD, &count);

	for (size_t i = 0; i < count; i++) {
		const char *said = said_of(file_join(&arena, BAD, names[i]));

		for (size_t k = 0; k < COUNT_OF(jargon); k++)
			if (has_word(said, jargon[k]))
				fail_msg("%s: \"%s\" is jargon", names[i], jargon[k]);
	}
}
