/*
 * sample.h - a record and its report, for the tests of report/
 *
 *	form + an answers file  ->  the events of an interview  ->  struct report_input
 *
 * The people and their words are invented.  Each answer comes ten seconds after the one
 * before; a safety item that is flagged is followed by its message and "go on".
 */
#ifndef TESTS_REPORT_SAMPLE_H
#define TESTS_REPORT_SAMPLE_H

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "report/block.h"
#include "report/draw.h"
#include "report/page.h"
#include "report/report.h"
#include "unit/form_of.h"

/* 2026-05-04T14:20:00Z */
#define SAMPLE_START INT64_C(1777904400000)

struct sample {
	struct arena arena;
	struct report_input in;
	const struct template *template;
	struct record record;
	VEC(struct event) events;
	int64_t clock;
	struct measure measure;
};

ATTR_UNUSED static void
sample_event(struct sample *s, enum event_kind kind, const char *key, const char *value)
{
	struct event *e = vec_push(&s->arena, &s->events);

	s->clock += 10000;
	e->kind = kind;
	e->at = s->clock;
	e->key = arena_strdup(&s->arena, key);
	e->value = arena_strdup(&s->arena, value);
}

ATTR_UNUSED static void
sample_answer(struct sample *s, const struct item *it, const struct value *v)
{
	struct buf b = BUF_NONE;

	value_put(&b, it, v);
	sample_event(s, EVENT_ANSWER, it->id, buf_text(&b));
	buf_free(&b);
	if (!it->safety)
		return;
	if (v->missing != MISSING_NO) {
		sample_event(s, EVENT_SAFETY, it->safety->id, "soft");
	} else if (score_is_flag(it->safety, v)) {
		sample_event(s, EVENT_SAFETY, it->safety->id, "shown");
		sample_event(s, EVENT_SAFETY, it->safety->id, "go-on");
	}
}

/* Begin a record for a form that is lent. */
ATTR_UNUSED static void
sample_begin(struct sample *s, const struct form *f, const char *lang, const char *mode)
{
	s->in.form = f;
	s->clock = SAMPLE_START - 10000;
	sample_event(s, EVENT_START, "form",
		arena_printf(&s->arena, "%s %d %s", f->id, f->version, f->digest));
	sample_event(s, EVENT_START, "client", "C-2041");
	sample_event(s, EVENT_START, "lang", lang);
	sample_event(s, EVENT_START, "mode", mode);
	sample_event(s, EVENT_CONSENT, "", "yes");
}

/* Answers as an answers file writes them; findings are printed. */
ATTR_UNUSED static void
sample_answers(struct sample *s, const char *text)
{
	struct diags d;
	struct buf out = BUF_NONE;
	struct answers_line *lines;
	size_t count;

	diags_init(&d, &s->arena);
	lines = answers_file_parse(
		&s->arena, s->in.form, "answers", text, strlen(text), &d, &count);
	diags_put(&d, &out);
	if (!lines)
		fprintf(stderr, "%s", buf_text(&out));
	buf_free(&out);
	for (size_t i = 0; lines && i < count; i++) {
		if (lines[i].item)
			sample_answer(s, lines[i].item, &lines[i].value);
		else
			sample_event(s, EVENT_SECTION, lines[i].section->id, "skip");
	}
}

/* Everything that follows from the events; false when they make no sense. */
ATTR_UNUSED static bool
sample_end(struct sample *s, enum lang lang)
{
	struct err err = ERR_NONE;
	struct answers *got = NULL;
	const struct practice *practice = NULL;
	struct diags d;

	diags_init(&d, &s->arena);
	if (template_load(&s->arena, "templates/standard.xml", &d, &s->template, &err) ||
		practice_load(
			&s->arena, "tests/report/practice.xml", &d, &practice, &err) ||
		record_from_events(
			&s->arena, s->events.at, s->events.count, &s->record, &err) ||
		record_answers(&s->arena, &s->record, s->in.form, &got, &err) ||
		diags_failed(&d)) {
		struct buf out = BUF_NONE;

		diags_put(&d, &out);
		fprintf(stderr, "%s\n%s", err.text, buf_text(&out));
		buf_free(&out);
		return false;
	}
	score_settle(s->in.form, got);
	s->in.record = &s->record;
	s->in.answers = got;
	s->in.scores = score_all(&s->arena, s->in.form, got, &s->record);
	s->in.practice = practice;
	s->in.record_id = "7hq2-m4x9";
	s->in.lang = lang;
	s->in.paper = PAPER_LETTER;
	s->in.made_at = SAMPLE_START;
	return true;
}

/* The typefaces, opened once somebody wants them; NULL, and said: there are none. */
ATTR_UNUSED static const struct measure *
sample_measure(struct sample *s)
{
	struct err err = ERR_NONE;

	if (!s->measure.fonts[FACE_REGULAR].at &&
		measure_load(&s->arena, NULL, &s->measure, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return NULL;
	}
	return &s->measure;
}

ATTR_UNUSED static const struct pages *
sample_pages(struct sample *s)
{
	return report_pages(&s->arena, s->template, &s->in, sample_measure(s));
}

/* A finished interview of a form in s->arena (NULL: false), answered as text says. */
ATTR_UNUSED static bool
sample_of(struct sample *s, const struct form *f, const char *lang, const char *answers,
	enum lang report)
{
	if (!f)
		return false;
	sample_begin(s, f, lang, "line");
	sample_answers(s, answers);
	sample_event(s, EVENT_FINISH, "", "");
	return sample_end(s, report);
}

/* The same of a form in a file. */
ATTR_UNUSED static bool
sample_whole(struct sample *s, const char *form, const char *lang, const char *answers,
	enum lang report)
{
	memset(s, 0, sizeof(*s));
	return sample_of(s, form_of_file(&s->arena, form), lang, answers, report);
}

ATTR_UNUSED static void
sample_free(struct sample *s)
{
	measure_free(&s->measure);
	arena_free(&s->arena);
}

/* Small answers files. */
static const char sample_phq9[] = "phq9_1 = several_days\n"
				  "phq9_2 = more_than_half\n"
				  "phq9_3 = nearly_every_day\n"
				  "phq9_4 = more_than_half\n"
				  "phq9_5 = several_days\n"
				  "phq9_6 = more_than_half\n"
				  "phq9_7 = !skipped\n"
				  "phq9_8 = not_at_all\n"
				  "phq9_9 = several_days\n"
				  "phq9_difficulty = very_difficult\n";

#endif
