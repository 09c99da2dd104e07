/*
 * score_cases.c - the .cases files of tests/score: one line a case
 *
 *	form; answers -> expectation | expectation ...
 *
 * form: forms/NAME.xml or tests/score/forms/NAME.xml.  Answers are lines of an answers
 * file with commas between; "q1..9 = 0" names q1 to q9, and what is named again later
 * counts.  An expectation is one of
 *
 *	SCALE STATE [SCORE [(UNROUNDED)] [BAND]]	no BAND: it must be in none
 *	SCALE not-scored [at least SCORE]	where the scale says partial="show"
 *	SCALE@CUT below|inside|met
 *	SAFETY flag|ask|none|not-asked
 *	ALERT yes|no|undecided
 *	TOPIC yes|no|undecided
 */
#include <ctype.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/num.h"
#include "base/vec.h"
#include "score/score.h"
#include "unit/form_of.h"
#include "unit/test.h"

struct given {
	char *id, *value;
};

struct one_case {
	struct arena arena;
	const char *file;
	int line;
	const struct form *form;
	struct scores *scores;
	VEC(struct given) given;
};

static char *
trim(char *s)
{
	char *end = s + strlen(s);

	while (isspace((unsigned char)*s))
		s++;
	while (end > s && isspace((unsigned char)end[-1]))
		*--end = '\0';
	return s;
}

static const struct form *
form_named(struct arena *a, const char *name)
{
	char *path = arena_printf(a, "tests/score/forms/%s.xml", name);

	if (!file_exists(path))
		path = arena_printf(a, "forms/%s.xml", name);
	return form_of_file(a, path);
}

static void
give(struct one_case *c, char *id, char *value)
{
	for (size_t i = 0; i < c->given.count; i++) {
		if (strcmp(c->given.at[i].id, id) == 0) {
			c->given.at[i].value = value;
			return;
		}
	}
	*vec_push(&c->arena, &c->given) = (struct given){id, value};
}

/* "q1..9 = 0" or "q1 = 0" or "[part] = !skipped" */
static bool
give_piece(struct one_case *c, char *piece)
{
	char *sign = strchr(piece, '='), *dots, *id, *value, *digits;

	if (!sign)
		return false;
	*sign = '\0';
	id = trim(piece);
	value = trim(sign + 1);
	dots = strstr(id, "..");
	if (!dots) {
		give(c, id, value);
		return true;
	}
	*dots = '\0';
	for (digits = dots; digits > id && isdigit((unsigned char)digits[-1]); digits--)
		;
	for (int n = atoi(digits); n <= atoi(dots + 2); n++)
		give(c, arena_printf(&c->arena, "%.*s%d", (int)(digits - id), id, n),
			value);
	return true;
}

/* False, with what is wrong printed. */
static bool
answers_make(struct one_case *c, char *text)
{
	struct buf file = BUF_NONE, out = BUF_NONE;
	struct answers_line *lines;
	struct answers *got;
	struct diags d;
	size_t count = 0;

	for (char *piece = strtok(text, ","); piece; piece = strtok(NULL, ","))
		if (*trim(piece) && !give_piece(c, piece))
			return false;
	for (size_t i = 0; i < c->given.count; i++)
		buf_printf(&file, "%s = %s\n", c->given.at[i].id, c->given.at[i].value);
	diags_init(&d, &c->arena);
	lines = answers_file_parse(
		&c->arena, c->form, "case", buf_text(&file), file.len, &d, &count);
	diags_put(&d, &out);
	if (out.len)
		print_error("%s:%d: %s", c->file, c->line, buf_text(&out));
	buf_free(&file);
	buf_free(&out);
	if (!lines)
		return false;
	got = answers_new(&c->arena, c->form);
	answers_apply(got, lines, count);
	score_settle(c->form, got);
	c->scores = score_all(&c->arena, c->form, got, NULL);
	return true;
}

static void
say_scale(struct buf *b, const struct score *s)
{
	buf_str(b, score_state_word(s->state));
	if (s->has_at_least) {
		buf_str(b, " at least ");
		num_put(b, s->at_least, 4);
	}
	if (s->state != SCORE_SCORED && s->state != SCORE_PRORATED)
		return;
	buf_char(b, ' ');
	num_put(b, s->value, 4);
	if (s->state == SCORE_PRORATED) {
		buf_str(b, " (");
		num_put(b, s->unrounded, 4);
		buf_char(b, ')');
	}
	if (s->band)
		buf_printf(b, " %s", form_words(&s->band->label, 0));
}

/* The same expectation as it came out; false: there is no such thing in the form. */
static bool
say_found(struct one_case *c, const char *name, struct buf *b)
{
	static const char *const cuts[] = {"below", "inside", "met"};
	size_t n = strcspn(name, "@");

	for (size_t i = 0; i < c->form->scale_count; i++) {
		const struct score *s = &c->scores->scales[i];

		if (strlen(s->scale->id) != n || strncmp(s->scale->id, name, n) != 0)
			continue;
		if (!name[n]) {
			say_scale(b, s);
			return true;
		}
		for (size_t k = 0; s->cuts && k < s->scale->cut_count; k++) {
			if (s->scale->cuts[k].at == atof(name + n + 1)) {
				buf_str(b, cuts[s->cuts[k]]);
				return true;
			}
		}
	}
	for (size_t i = 0; i < c->form->safety_count; i++) {
		if (strcmp(c->form->safeties[i].id, name) == 0) {
			buf_str(b, safety_state_word(c->scores->safeties[i].state));
			return true;
		}
	}
	for (size_t i = 0; i < c->form->alert_count; i++) {
		if (strcmp(c->form->alerts[i].id, name) == 0) {
			buf_str(b, truth_word(c->scores->alerts[i].state));
			return true;
		}
	}
	for (size_t i = 0; i < c->form->topic_count; i++) {
		if (strcmp(c->form->topics[i].id, name) == 0) {
			buf_str(b, truth_word(c->scores->topics[i].state));
			return true;
		}
	}
	return false;
}

static bool
expectation_holds(struct one_case *c, char *text)
{
	char *name = trim(text), *rest = name + strcspn(name, " ");
	struct buf found = BUF_NONE;
	bool holds;

	if (*rest)
		*rest++ = '\0';
	rest = trim(rest);
	holds = say_found(c, name, &found) && strcmp(buf_text(&found), rest) == 0;
	if (!holds)
		print_error("%s:%d: %s: expected \"%s\", found \"%s\"\n", c->file,
			c->line, name, rest, buf_text(&found));
	buf_free(&found);
	return holds;
}

static bool
case_holds(const char *file, int line, char *text)
{
	struct one_case c = {.arena = ARENA_NONE, .file = file, .line = line};
	char *answers = strchr(text, ';'), *arrow = strstr(text, "->");
	bool holds = false;

	if (answers && arrow && answers < arrow) {
		*answers = *arrow = '\0';
		c.form = form_named(&c.arena, trim(text));
		holds = c.form && answers_make(&c, answers + 1);
		for (char *e = arrow + 2, *next; holds && e; e = next) {
			next = strchr(e, '|');
			if (next)
				*next++ = '\0';
			holds = expectation_holds(&c, e);
		}
	}
	if (!holds)
		print_error("%s:%d: does not hold\n", file, line);
	arena_free(&c.arena);
	return holds;
}

/* The number of cases in the file. */
static int
hold(const char *path)
{
	struct arena a = ARENA_NONE;
	struct buf bytes = BUF_NONE;
	struct err err = ERR_NONE;
	int wrong = 0, cases = 0, number = 0;
	char *text;

	if (file_read(path, 1 << 20, &bytes, &err))
		fail_msg("%s", err.text);
	text = arena_strdup(&a, buf_text(&bytes));
	for (char *line = text, *next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		number++;
		line = trim(line);
		if (!*line || *line == '#')
			continue;
		cases++;
		wrong += !case_holds(path, number, line);
	}
	buf_free(&bytes);
	arena_free(&a);
	assert_int_equal(wrong, 0);
	return cases;
}

TEST(score, phq9_on_both_sides_of_every_band_and_cut_and_with_every_gap)
{
	assert_true(hold("tests/score/phq9.cases") > 40);
}

TEST(score, the_numbness_intake_gives_means_without_bands)
{
	assert_true(hold("tests/score/numbness-intake.cases") > 8);
}

TEST(score, gad7_on_both_sides_of_every_band_and_cut_and_with_every_gap)
{
	assert_true(hold("tests/score/gad7.cases") > 20);
}

TEST(score, phq8_has_no_safety_answer_and_says_so)
{
	assert_true(hold("tests/score/phq8.cases") > 20);
}

TEST(score, pcptsd5_asks_its_gate_first_and_reports_both_cuts)
{
	assert_true(hold("tests/score/pcptsd5.cases") > 14);
}

TEST(score, pcl5_has_three_states_clusters_and_a_pattern_and_no_band)
{
	assert_true(hold("tests/score/pcl5.cases") > 30);
}

TEST(score, the_follow_up_gives_means_without_bands)
{
	assert_true(hold("tests/score/signs-of-change.cases") > 12);
}

TEST(score, the_mistakes_seen_in_other_programs_are_not_made)
{
	assert_true(hold("tests/score/mistakes.cases") > 15);
}

TEST(score, topics_on_both_sides_of_every_part_of_every_rule)
{
	assert_true(hold("tests/score/topics.cases") > 70);
}
