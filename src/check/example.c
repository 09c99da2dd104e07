/*
 * example.c - worked examples: the form's own answers must come to what it expects
 */
#include <math.h>
#include <string.h>

#include "answer/answer.h"
#include "base/num.h"
#include "base/utf8.h"
#include "check/rules.h"
#include "score/score.h"

/* What an <expect> can be about. */
static const char *const subjects[] = {"scale", "alert", "safety", "topic"};

/* One example, and what its answers come to. */
struct worked {
	const struct form *form;
	const struct scores *scores;
	struct diags *diags;
};

/* "a = often, b = never" as an answers file: a line an answer; commas in quotes stay. */
static char *
as_lines(struct arena *a, const char *given)
{
	char *lines = arena_strdup(a, given);
	bool quoted = false;

	for (char *p = lines; *p; p++) {
		if (*p == '"' && (p == lines || p[-1] != '\\'))
			quoted = !quoted;
		else if (*p == ',' && !quoted)
			*p = '\n';
	}
	return lines;
}

/* The byte at a line and column of text. */
static size_t
offset_of(const char *text, struct place at)
{
	const char *p = text;

	for (int line = 1; line < at.line && *p; p++)
		line += *p == '\n';
	for (int column = 1; column < at.column && *p; column++)
		utf8_next(&p);
	return (size_t)(p - text);
}

/* A finding about one answer, where it stands; a form is no client's, so it is named. */
static void
pass_on(const struct diag *found, const struct xml_node *given, const char *text,
	struct diags *d)
{
	size_t at = offset_of(text, found->at), n = strcspn(text + at, " ,=\n");
	const char *word = arena_strndup(d->arena, text + at, n);
	bool begins = strncmp(found->text, "this ", 5) == 0; /* is not an answer ... */
	const char *between = begins || strstr(found->text, word) ? "" : ": ";

	diags_error(d, "example-given", xml_place_in_text(given, at), "%s%s%s",
		begins || *between ? arena_printf(d->arena, "\"%s\"", word) : "", between,
		begins ? found->text + 4 : found->text);
}

/* The scores of the given answers; NULL with a finding. */
static const struct scores *
work(const struct form *f, const struct xml_node *given, struct diags *d)
{
	const char *text = as_lines(d->arena, given->text);
	struct diags inner;
	struct answers_line *lines;
	struct answers *got;
	size_t count = 0;

	diags_init(&inner, d->arena);
	lines = answers_file_parse(
		d->arena, f, f->file, text, strlen(text), &inner, &count);
	for (size_t i = 0; i < inner.found.count; i++)
		if (inner.found.at[i].severity == DIAG_ERROR)
			pass_on(&inner.found.at[i], given, text, d);
	if (diags_failed(&inner))
		return NULL;
	got = answers_new(d->arena, f);
	answers_apply(got, lines, count);
	score_settle(f, got);
	return score_all(d->arena, f, got, NULL);
}

static const char *
number(struct diags *d, double value)
{
	struct buf b = BUF_NONE;
	const char *text;

	num_put(&b, value, 4);
	text = arena_strdup(d->arena, buf_text(&b));
	buf_free(&b);
	return text;
}

/* One setting of an <expect>, where it is given and differs from what came out. */
static void
compare(const struct worked *w, const struct xml_node *expect, const char *setting,
	const char *id, const char *came_out)
{
	const struct xml_attribute *s = xml_attribute(expect, setting);

	if (s && strcmp(s->value, came_out) != 0)
		diags_error(w->diags, "example-wrong", s->value_at,
			"the %s of \"%s\" comes out as \"%s\", not \"%s\"", setting, id,
			came_out, s->value);
}

static bool
expect_scale(const struct worked *w, const struct xml_node *expect, const char *id)
{
	const struct scale *s = form_scale(w->form, id);
	const struct score *row = s ? &w->scores->scales[s->index] : NULL;
	const char *wanted = xml_value(expect, "score");
	bool number_there;
	double value;

	if (!row)
		return false;
	number_there = row->state == SCORE_SCORED || row->state == SCORE_PRORATED;
	compare(w, expect, "state", id, score_state_word(row->state));
	compare(w, expect, "band", id,
		row->band ? form_words(&row->band->label, 0) : "none");
	if (wanted && num_parse(wanted, &value) &&
		(!number_there || fabs(value - row->value) > 0.005))
		diags_error(w->diags, "example-wrong", xml_place(expect, "score"),
			"the score of \"%s\" comes out as %s, not %s", id,
			number_there ? number(w->diags, row->value)
				     : score_state_word(row->state),
			wanted);
	return true;
}

static bool
expect_alert(const struct worked *w, const struct xml_node *expect, const char *id)
{
	for (size_t i = 0; i < w->form->alert_count; i++)
		if (strcmp(w->form->alerts[i].id, id) == 0) {
			compare(w, expect, "state", id,
				truth_word(w->scores->alerts[i].state));
			return true;
		}
	return false;
}

static bool
expect_safety(const struct worked *w, const struct xml_node *expect, const char *id)
{
	for (size_t i = 0; i < w->form->safety_count; i++)
		if (strcmp(w->form->safeties[i].id, id) == 0) {
			compare(w, expect, "state", id,
				safety_state_word(w->scores->safeties[i].state));
			return true;
		}
	return false;
}

static bool
expect_topic(const struct worked *w, const struct xml_node *expect, const char *id)
{
	for (size_t i = 0; i < w->form->topic_count; i++)
		if (strcmp(w->form->topics[i].id, id) == 0) {
			compare(w, expect, "state", id,
				truth_word(w->scores->topics[i].state));
			return true;
		}
	return false;
}

static void
check_expect(const struct worked *w, const struct xml_node *expect)
{
	static bool (*const looks[])(
		const struct worked *w, const struct xml_node *expect, const char *id) = {
		expect_scale, expect_alert, expect_safety, expect_topic};
	size_t found = 0, which = 0;
	const char *id;

	_Static_assert(COUNT_OF(looks) == COUNT_OF(subjects), "a look a subject");
	for (size_t i = 0; i < COUNT_OF(subjects); i++)
		if (xml_attribute(expect, subjects[i])) {
			found++;
			which = i;
		}
	if (found != 1) {
		diags_error(w->diags, "example-expect", expect->at,
			"<expect> needs one of scale, alert, safety or topic");
		return;
	}
	id = xml_value(expect, subjects[which]);
	if (!looks[which](w, expect, id))
		diags_error(w->diags, "example-expect",
			xml_place(expect, subjects[which]), "there is no %s \"%s\"",
			subjects[which], id);
}

void
rule_example(const struct form *f, struct diags *d)
{
	const struct xml_node *n = xml_child(f->xml->root, "example");

	for (; n; n = xml_next(n)) {
		struct worked w = {f, work(f, xml_child(n, "given"), d), d};

		for (const struct xml_node *e = xml_child(n, "expect"); e && w.scores;
			e = xml_next(e))
			check_expect(&w, e);
	}
}
