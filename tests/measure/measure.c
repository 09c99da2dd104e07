/*
 * measure.c - how well mistakes in forms are told: counted, not believed
 *
 *	shipped forms x kinds of mistakes x dice  -->  the check  -->  one table
 *
 * usage: measure [-v] [-n EACH] [-s SEED] FORM...
 *
 * Without a seed: docs/measured-check.md, both sets.  With one: that set alone.
 *	-v	each mistake that was told badly
 *	-n	so many mistakes of a kind in a form (3)
 *
 * Fails under 97 % exact lines or 90 % named culprits overall, when a mistake is not
 * refused, or when there were fewer than 600.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "check/check.h"
#include "measure/mistake.h"

enum { LEAST_MISTAKES = 600, LINE_GOAL = 970, CULPRIT_GOAL = 900 /* of a thousand */ };
enum { FIRST_SEED = 20261101, SECOND_SEED = 77003, FORMS_CAP = 32 };

struct tally {
	unsigned count, line, culprit, silent, let; /* let: told, and not refused */
};

struct run {
	struct doc docs[FORMS_CAP];
	size_t doc_count;
	unsigned each; /* mistakes of a kind in a form */
	bool verbose;
	struct form_folder shipped; /* where an <include> is looked for */
	struct form_finder finder;
};

static const struct kind *const groups[] = {tag_kinds, letter_kinds, setting_kinds,
	name_kinds, condition_kinds, meaning_kinds};
enum { GROUPS = sizeof(groups) / sizeof(groups[0]) };

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		(c >= '0' && c <= '9') || c == '_';
}

/* Does the text name the word, not as a part of another? */
static bool
names_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		if ((!is_letter(word[0]) || at == text || !is_letter(at[-1])) &&
			(!is_letter(word[n - 1]) || !is_letter(at[n])))
			return true;
	return false;
}

static bool
names_culprit(const struct mistake *m, const char *text)
{
	for (size_t i = 0; i < m->culprit_count; i++)
		if (names_word(text, m->culprits[i]))
			return true;
	return false;
}

static void
show(const struct mistake *m, const char *what, const char *kind, const struct diags *d)
{
	struct buf out = BUF_NONE;

	printf("--- %s: %s\n", what, kind);
	for (size_t i = 0; i < m->edit_count; i++)
		printf("    \"%.*s\" -> \"%.60s\"\n",
			(int)(m->edits[i].at.to - m->edits[i].at.from > 60
					? 60
					: m->edits[i].at.to - m->edits[i].at.from),
			m->doc->bytes + m->edits[i].at.from, m->edits[i].text);
	printf("    culprit: %s\n", m->culprit_count ? m->culprits[0] : "-");
	diags_put(d, &out);
	printf("%.1200s\n", buf_text(&out));
	buf_free(&out);
}

/* One mistake, told well or not. */
static void
judge(const struct run *r, const struct mistake *m, const struct kind *k, struct tally *t)
{
	struct arena a = ARENA_NONE;
	struct diags d;
	size_t size;
	const char *text = mistake_text(m, &size);
	const struct diag *first;
	bool line, culprit;

	diags_init(&d, &a);
	(void)check_bytes(&a, m->doc->file, text, size, &r->finder, &d);
	diags_sort(&d);
	first = d.found.count ? &d.found.at[0] : NULL;
	line = first && mistake_is_at(m, text, first->at.line);
	culprit = first && names_culprit(m, first->text);
	t->count++;
	t->line += line;
	t->culprit += culprit;
	t->silent += !first;
	t->let += first && !d.count[DIAG_ERROR] && !k->may_pass;
	if (!first || (!d.count[DIAG_ERROR] && !k->may_pass))
		show(m, "NOT REFUSED", k->name, &d);
	else if (r->verbose && (!line || !culprit))
		show(m,
			line              ? "culprit"
				: culprit ? "line"
					  : "line and culprit",
			k->name, &d);
	arena_free(&a);
}

/* Was this very mistake made already? */
static bool
is_new(const struct mistake *m, const struct mistake *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool same = all[i].doc == m->doc && all[i].edit_count == m->edit_count;

		for (size_t k = 0; same && k < m->edit_count; k++)
			same = m->edits[k].at.from == all[i].edits[k].at.from &&
				strcmp(m->edits[k].text, all[i].edits[k].text) == 0;
		if (same)
			return false;
	}
	return true;
}

static struct tally
run_kind(const struct run *r, const struct kind *k, uint64_t seed)
{
	struct tally t = {0};

	for (size_t f = 0; f < r->doc_count; f++) {
		struct mistake *made = calloc(r->each + 1, sizeof(*made));
		size_t count = 0;

		for (unsigned tries = 0; made && count < r->each && tries < r->each * 8;
			tries++) {
			struct mistake m = {.doc = &r->docs[f],
				.dice = seed * 1000003 + f * 10007 + tries * 101};

			if (!k->make(&m) || !is_new(&m, made, count))
				continue;
			made[count++] = m;
			judge(r, &m, k, &t);
		}
		free(made);
	}
	return t;
}

static unsigned
per_mille(unsigned part, unsigned all)
{
	return all ? (unsigned)((part * 1000ull + all / 2) / all) : 1000;
}

static void
put_row(const char *name, const struct tally *t)
{
	unsigned line = per_mille(t->line, t->count),
		 culprit = per_mille(t->culprit, t->count);

	printf("| %-36s | %5u | %3u.%u | %3u.%u | %3u |\n", name, t->count, line / 10,
		line % 10, culprit / 10, culprit % 10, t->silent + t->let);
}

static void
add(struct tally *sum, const struct tally *t)
{
	sum->count += t->count;
	sum->line += t->line;
	sum->culprit += t->culprit;
	sum->silent += t->silent;
	sum->let += t->let;
}

static bool
is_good(const struct tally *t)
{
	return t->count >= LEAST_MISTAKES && per_mille(t->line, t->count) >= LINE_GOAL &&
		per_mille(t->culprit, t->count) >= CULPRIT_GOAL && !t->silent && !t->let;
}

static bool
run_set(const struct run *r, uint64_t seed)
{
	struct tally all = {0};

	printf("| %-36s | %5s | %5s | %5s | %3s |\n", "mistake", "made", "line", "named",
		"let");
	printf("|%.38s|%.6s:|%.6s:|%.6s:|%.4s:|\n",
		"--------------------------------------", "------", "------", "------",
		"----");
	for (size_t g = 0; g < GROUPS; g++)
		for (const struct kind *k = groups[g]; k->name; k++) {
			struct tally t =
				run_kind(r, k, seed + g * 100 + (size_t)(k - groups[g]));

			put_row(k->name, &t);
			add(&all, &t);
		}
	put_row("**all**", &all);
	return is_good(&all);
}

static bool
load(struct run *r, struct arena *a, const char *path)
{
	struct buf bytes = BUF_NONE;
	struct err err = ERR_NONE;
	bool good =
		r->doc_count < FORMS_CAP && !file_read(path, XML_FILE_CAP, &bytes, &err);

	good = good &&
		doc_read(&r->docs[r->doc_count], a, path,
			arena_strndup(a, buf_text(&bytes), bytes.len), bytes.len);
	buf_free(&bytes);
	r->doc_count += good;
	if (!good)
		fprintf(stderr, "measure: %s is not a form to make mistakes in\n", path);
	return good;
}

static const char about[] =
	"# How well mistakes in a form are told\n"
	"\n"
	"Made by `make measure-check`; do not edit.\n"
	"\n"
	"A program makes single mistakes in the shipped forms, of every kind that people "
	"make who\n"
	"edit such a file by hand, and runs the check on each. Counted is the first "
	"finding alone:\n"
	"\n"
	"* **made**: how many mistakes of the kind\n"
	"* **line**: in how many of a hundred the finding stands on the line of the "
	"mistake. Where a\n"
	"  mistake lies between two places (a name and what refers to it, a tag's two "
	"ends, two\n"
	"  bands), either is right\n"
	"* **named**: in how many of a hundred it names the culprit: the wrong word, the "
	"word that was\n"
	"  meant, the tag, or the sign\n"
	"* **let**: how many were not refused. A score that only conditions use may have "
	"any steps, and\n"
	"  is remarked on where it is off; every other mistake must be an error\n"
	"\n"
	"The goals are 97 and 90 of a hundred overall, and none let through. libxml2's "
	"own checking by\n"
	"XSD named the culprit in 62 of a hundred such mistakes, by RELAX NG in 35.\n"
	"\n"
	"To see what was told badly: `build/release/tests/measure/measure -v -s 1 "
	"forms/*.xml`.\n"
	"\n";

static bool
run_document(struct run *r)
{
	bool good;

	printf("%s## The set that the check was worked on with\n\n", about);
	good = run_set(r, FIRST_SEED);
	printf("\n## A second set, which its authors have not looked at\n\n");
	r->verbose = false;
	return run_set(r, SECOND_SEED) && good;
}

int
main(int argc, char **argv)
{
	struct arena a = ARENA_NONE;
	struct run r = {.each = 3};
	uint64_t seed = 0;
	bool good = true;
	int i = 1;

	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "-v") == 0)
			r.verbose = true;
		else if (strcmp(argv[i], "-n") == 0 && i + 1 < argc)
			r.each = (unsigned)atoi(argv[++i]);
		else if (strcmp(argv[i], "-s") == 0 && i + 1 < argc)
			seed = strtoull(argv[++i], NULL, 10);
	}
	r.shipped.path = "forms";
	r.finder = form_finder_in(&r.shipped);
	for (; i < argc && good; i++)
		good = load(&r, &a, argv[i]);
	if (!good || !r.doc_count)
		return 2;
	good = seed ? run_set(&r, seed) : run_document(&r);
	arena_free(&a);
	return good ? 0 : 1;
}
