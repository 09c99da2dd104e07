/*
 * sitting_of.h - several records of one invented client, for tests of what changes
 *
 *	form + day + an answers file  ->  a struct sitting, as if it had been stored
 */
#ifndef TESTS_UNIT_SITTING_OF_H
#define TESTS_UNIT_SITTING_OF_H

#include "base/vec.h"
#include "score/trend.h"
#include "unit/form_of.h"
#include "unit/test.h"

struct book {
	struct arena arena;
	VEC(struct sitting) all;
};

/* Noon of that day, UTC. */
ATTR_UNUSED static int64_t
noon_of(const char *day)
{
	char iso[32];
	int64_t ms = 0;

	snprintf(iso, sizeof iso, "%sT12:00:00Z", day);
	assert_true(date_parse_instant(iso, &ms));
	return ms;
}

struct sitting_events {
	VEC(struct event) all;
	int64_t clock;
};

ATTR_UNUSED static void
sitting_event(struct book *b, struct sitting_events *e, enum event_kind kind,
	const char *key, const char *value)
{
	*vec_push(&b->arena, &e->all) =
		(struct event){kind, e->clock++, key, arena_strdup(&b->arena, value)};
}

/* Answers as a file says them. */
ATTR_UNUSED static void
sitting_answers(
	struct book *b, struct sitting_events *e, const struct form *f, const char *text)
{
	struct answers_line *lines;
	struct diags d;
	size_t count = 0;

	diags_init(&d, &b->arena);
	lines = answers_file_parse(
		&b->arena, f, "answers", text, strlen(text), &d, &count);
	assert_non_null(lines);
	for (size_t i = 0; i < count; i++) {
		struct buf value = BUF_NONE;

		assert_non_null(lines[i].item);
		value_put(&value, lines[i].item, &lines[i].value);
		sitting_event(b, e, EVENT_ANSWER, lines[i].item->id, buf_text(&value));
		buf_free(&value);
	}
}

ATTR_UNUSED static struct sitting_events
sitting_begin(struct book *b, const struct form *f, const char *day, const char *lang,
	const char *mode)
{
	struct sitting_events e = {VEC_NONE, noon_of(day) - 60000};

	sitting_event(b, &e, EVENT_START, "form",
		arena_printf(&b->arena, "%s %d %s", f->id, f->version, f->digest));
	sitting_event(b, &e, EVENT_START, "client", "C-2041");
	sitting_event(b, &e, EVENT_START, "lang", lang);
	sitting_event(b, &e, EVENT_START, "mode", mode);
	return e;
}

ATTR_UNUSED static void
sitting_end(struct book *b, struct sitting_events *e, const struct form *f)
{
	struct sitting *s = vec_push(&b->arena, &b->all);
	struct record *r = arena_alloc(&b->arena, sizeof *r);
	struct answers *got = NULL;
	struct err err = ERR_NONE;

	e->clock = e->all.at[0].at + 60000;
	sitting_event(b, e, EVENT_FINISH, "", "");
	assert_int_equal(
		record_from_events(&b->arena, e->all.at, e->all.count, r, &err), 0);
	assert_int_equal(record_answers(&b->arena, r, f, &got, &err), 0);
	score_settle(f, got);
	s->id = arena_printf(&b->arena, "%032zx", b->all.count);
	s->form = f;
	s->record = r;
	s->answers = got;
	s->scores = score_all(&b->arena, f, got, r);
}

/* One finished record; mode: "screen", "paper" ... */
ATTR_UNUSED static void
sit_as(struct book *b, const struct form *f, const char *day, const char *lang,
	const char *mode, const char *answers)
{
	struct sitting_events e = sitting_begin(b, f, day, lang, mode);

	sitting_answers(b, &e, f, answers);
	sitting_end(b, &e, f);
}

ATTR_UNUSED static void
sit(struct book *b, const struct form *f, const char *day, const char *answers)
{
	sit_as(b, f, day, "en", "screen", answers);
}

/* A form with the settings of <form> and what stands behind its title. */
ATTR_UNUSED static const struct form *
book_form(struct book *b, const char *settings, const char *rest)
{
	char *xml = arena_printf(
		&b->arena, "<form %s><title>Test</title>%s</form>", settings, rest);
	struct buf out = BUF_NONE;
	const struct form *f;
	struct diags d;

	diags_init(&d, &b->arena);
	f = form_parse(&b->arena, "test.xml", xml, strlen(xml), &d);
	diags_put(&d, &out);
	if (!f)
		fail_msg("%s", buf_text(&out));
	buf_free(&out);
	return f;
}

ATTR_UNUSED static const struct trend *
trend_of(const struct trends *t, const char *scale)
{
	for (size_t i = 0; i < t->count; i++)
		if (strcmp(t->all[i].scale->id, scale) == 0)
			return &t->all[i];
	return NULL;
}

#endif
