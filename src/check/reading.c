/*
 * reading.c - long texts that are hard to read
 *
 * English by Flesch and Kincaid's school grade (1975), Spanish by Fernández Huerta's ease
 * (1959), both from words a sentence and syllables a word, the syllables counted by their
 * vowels.  Questions and answers are left alone: an instrument's words are fixed.
 *
 * Aim: grade 6, ease 70.  Told: above grade 8, below 60, since counting by vowels is rough.
 */
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "check/rules.h"

enum { LONG_WORDS = 25 };

struct counts {
	int words, sentences, syllables;
};

static bool
is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		(c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

/* The next letter, small where it is a plain one. */
static uint32_t
next_small(const char **at)
{
	uint32_t c = utf8_next(at);

	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

static bool
is_one_of(uint32_t c, const char *letters)
{
	while (*letters)
		if (utf8_next(&letters) == c)
			return true;
	return false;
}

/* ---- syllables of one word ---- */

/* Groups of vowels; an e at the end is mute but for "-le". */
static int
syllables_en(const char *word)
{
	size_t n = strlen(word);
	int count = 0;
	bool before = false;

	for (const char *p = word; *p;) {
		bool vowel = is_one_of(next_small(&p), "aeiouy");

		count += vowel && !before;
		before = vowel;
	}
	if (count > 1 && n > 2 && word[n - 1] == 'e' && word[n - 2] != 'l')
		count--;
	return count ? count : 1;
}

/* Two strong vowels beside each other are two syllables; in "que", "gui" the u is mute. */
static int
syllables_es(const char *word)
{
	static const char strong[] = "aeoáéíóú", vowels[] = "aeiouáéíóúü";
	int count = 0;
	uint32_t before = 0;

	for (const char *p = word; *p;) {
		uint32_t c = next_small(&p);
		bool mute = c == 'u' && (before == 'q' || before == 'g') &&
			is_one_of((unsigned char)*p, "ei");

		if (mute)
			continue;
		if (is_one_of(c, vowels) &&
			(!is_one_of(before, vowels) ||
				(is_one_of(c, strong) && is_one_of(before, strong))))
			count++;
		before = c;
	}
	return count ? count : 1;
}

/* ---- whole texts ---- */

static void
count_words(struct arena *a, const char *text, int (*syllables)(const char *word),
	struct counts *ret)
{
	const char *at = text;

	*ret = (struct counts){0, 0, 0};
	while (*at) {
		const char *from = at, *next = at;

		for (uint32_t c = utf8_next(&next);
			is_letter(c) || (c == '\'' && at != from); c = utf8_next(&next))
			at = next;
		if (at != from) {
			ret->words++;
			ret->syllables +=
				syllables(arena_strndup(a, from, (size_t)(at - from)));
			continue;
		}
		ret->sentences += strchr(".!?:", *at) && (!at[1] || strchr(" \n", at[1]));
		utf8_next(&at);
	}
	ret->sentences = ret->sentences ? ret->sentences : 1;
}

static double
grade_en(const struct counts *c)
{
	return 0.39 * c->words / c->sentences + 11.8 * c->syllables / c->words - 15.59;
}

static double
ease_es(const struct counts *c)
{
	return 206.84 - 60.0 * c->syllables / c->words - 1.02 * c->words / c->sentences;
}

/* By language; higher: is a higher number harder? */
static const struct {
	const char *lang;
	int (*syllables)(const char *word);
	double (*measure)(const struct counts *c);
	bool higher;
	double limit, aim;
	const char *what;
} measures[] = {
	{"en", syllables_en, grade_en, true,  8,  6,  "about school grade"         },
	{"es", syllables_es, ease_es,  false, 60, 70, "a Fernández Huerta ease of"},
};

static void
check_text(const struct xml_node *n, const char *lang, struct diags *d)
{
	struct arena scratch = ARENA_NONE;

	for (size_t i = 0; i < COUNT_OF(measures); i++) {
		struct counts c;
		double value;

		if (strncmp(measures[i].lang, lang, strlen(measures[i].lang)) != 0)
			continue;
		count_words(&scratch, n->text, measures[i].syllables, &c);
		if (c.words < LONG_WORDS)
			break;
		value = measures[i].measure(&c);
		if (measures[i].higher ? value > measures[i].limit
				       : value < measures[i].limit)
			diags_note(d, "hard-to-read", n->text_at,
				"this text is hard to read: %s %d, where %d is a good "
				"aim; "
				"shorter sentences and shorter words help",
				measures[i].what, (int)num_round_half_up(value),
				(int)measures[i].aim);
		break;
	}
	arena_free(&scratch);
}

/* Texts of the clinic's own: by tag; in a translation by the end of their key. */
static bool
is_own_words(const char *key)
{
	static const char *const tags[] = {"welcome", "consent", "pause", "closing",
		"before", "after", "help", "why"};
	const char *dot = strrchr(key, '.'), *last = dot ? dot + 1 : key;

	for (size_t i = 0; i < COUNT_OF(tags); i++)
		if (strcmp(last, tags[i]) == 0)
			return true;
	return false;
}

/* Depth is capped by xml/.  What is included was looked at where it stands. */
static void
walk(const struct form *f, const struct xml_node *n, const char *lang, struct diags *d)
{
	const char *own = xml_value(n, "xml:lang");
	const char *of = strcmp(n->name, "t") == 0 ? xml_value(n, "of") : n->name;

	if (strcmp(n->at.file, f->file) != 0)
		return;
	if (*n->text && of && is_own_words(of))
		check_text(n, lang, d);
	for (const struct xml_node *c = n->first; c; c = c->next)
		walk(f, c, own ? own : lang, d);
}

void
rule_hard_to_read(const struct form *f, struct diags *d)
{
	walk(f, f->xml->root, f->langs[0], d);
}
