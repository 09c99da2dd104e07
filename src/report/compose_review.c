/*
 * compose_review.c - the box that a therapist reads first
 *
 * Order: safety flags, safety items without an answer, a record that is not finished, alerts
 * by urgency, scales that rose reliably, what could not be decided, who saw the flags, lesser
 * notes, and what a quiet safety item does not mean.  It is never blank and never says "no
 * risk".
 * Source: clinical.md 4.1, 4.3 and 5.
 */
#include <string.h>

#include "report/compose.h"

/* So many items are told in full under an entry. */
enum { TOLD_IN_FULL = 3 };

struct review {
	struct compose *c;
	VEC(struct review_entry) entries;
	size_t marked; /* entries that answers, or the lack of them, call for */
};

struct lines {
	VEC(const char *) all;
};

static void
line_add(struct review *r, struct lines *l, const char *line)
{
	if (line && *line)
		*vec_push(r->c->arena, &l->all) = line;
}

static void
entry_add(struct review *r, enum sign sign, enum text_id label, const char *lead,
	const struct lines *l)
{
	struct review_entry *e = vec_push(r->c->arena, &r->entries);

	e->sign = sign;
	e->label = text(r->c->in->lang, label);
	e->lead = lead;
	e->lines = l ? l->all.at : NULL;
	e->line_count = l ? l->all.count : 0;
	r->marked += sign != SIGN_NOTE;
}

static const char *
item_words(struct review *r, const struct item *it)
{
	return compose_item_words(r->c, it);
}

/* "Items 3, 4" */
static const char *
item_numbers(struct review *r, const struct item *const *items, size_t count)
{
	struct compose *c = r->c;

	if (count == 1)
		return compose_say(c, TEXT_REPORT_ITEM_NUMBER, "number",
			compose_count(c, items[0]->number));
	for (size_t i = 0; i < count; i++)
		buf_printf(&c->buf, "%s%zu", i ? ", " : "", items[i]->number);
	return compose_say(c, TEXT_REPORT_ITEMS_NUMBERS, "numbers", compose_take(c));
}

/* "Item 3: ...; Item 4: ...", or of many their numbers alone: the words stand below. */
static const char *
item_list(struct review *r, const struct item *const *items, size_t count)
{
	const char *list = "";

	if (count > TOLD_IN_FULL)
		return item_numbers(r, items, count);
	for (size_t i = 0; i < count; i++)
		list = arena_printf(r->c->arena, "%s%s%s", list, i ? "; " : "",
			item_words(r, items[i]));
	return list;
}

/* What the record's state means for the reader; a finished one needs no entry. */
static void
review_state(struct review *r)
{
	static const enum text_id leads[RECORD_STATE_COUNT] = {
		TEXT_REPORT_STATE_OPEN,
		TEXT_REPORT_STATE_STOPPED,
		TEXT_COUNT,
		TEXT_REPORT_STATE_DECLINED,
	};
	enum text_id lead = leads[r->c->in->record->state];

	if (lead == TEXT_COUNT)
		return;
	entry_add(r, SIGN_ASK, TEXT_REPORT_LABEL_UNFINISHED, text(r->c->in->lang, lead),
		NULL);
	r->marked--; /* it is no response */
}

/* ---- safety ---- */

/* The moment a safety message of that kind was shown; 0: never. */
static int64_t
shown_at(const struct record *r, const struct safety *s, const char *what)
{
	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == EVENT_SAFETY &&
			strcmp(r->events[i].key, s->id) == 0 &&
			strcmp(r->events[i].value, what) == 0)
			return r->events[i].at;
	return 0;
}

static const struct {
	const char *chose;
	enum text_id id;
} choices[] = {
	{"go-on", TEXT_REPORT_CHOSE_GO_ON},
	{"stop",  TEXT_REPORT_CHOSE_STOP },
	{"again", TEXT_REPORT_CHOSE_AGAIN},
};

static const char *
shown_and_chose(struct review *r, const struct safety_result *s)
{
	const struct record *record = r->c->in->record;
	int64_t at = shown_at(record, s->safety, "shown");
	enum text_id chose = TEXT_REPORT_CHOSE_NOTHING;

	if (!at)
		return text(r->c->in->lang, TEXT_REPORT_NOT_SHOWN);
	for (size_t i = 0; s->chose && i < COUNT_OF(choices); i++)
		if (strcmp(choices[i].chose, s->chose) == 0)
			chose = choices[i].id;
	return compose_say(r->c, TEXT_REPORT_SHOWN, "time", compose_time(r->c, at),
		"chose", text(r->c->in->lang, chose));
}

/* Every answer after the first: "changed from x (14:32) to y (14:35)". */
static void
add_changes(struct review *r, const struct safety_result *s, struct lines *l)
{
	for (size_t i = 1; i < s->history_count; i++) {
		const struct said *was = &s->history[i - 1], *is = &s->history[i];

		if (value_equal(s->safety->item, &was->value, &is->value))
			continue;
		line_add(r, l,
			compose_say(r->c, TEXT_REPORT_CHANGED, "from",
				compose_value(r->c, s->safety->item, &was->value), "then",
				compose_moment(r->c, was->at), "to",
				compose_value(r->c, s->safety->item, &is->value), "now",
				compose_moment(r->c, is->at)));
	}
}

static void
review_flag(struct review *r, const struct safety_result *s)
{
	const struct item *it = s->safety->item;
	const char *answer = compose_value(r->c, it, &s->flagged.value);
	struct lines l = {VEC_NONE};

	if (s->flagged.at)
		line_add(r, &l,
			compose_say(r->c, TEXT_REPORT_ANSWERED_AT, "answer", answer,
				"moment", compose_moment(r->c, s->flagged.at)));
	else
		line_add(r, &l,
			compose_say(r->c, TEXT_REPORT_ANSWERED_WITH, "answer", answer));
	add_changes(r, s, &l);
	line_add(r, &l, compose_last_time(r->c, it));
	line_add(r, &l, shown_and_chose(r, s));
	line_add(r, &l, text(r->c->in->lang, TEXT_REPORT_NOT_MONITORED));
	entry_add(r, SIGN_ALERT, TEXT_REPORT_LABEL_SAFETY, item_words(r, it), &l);
}

static void
review_ask(struct review *r, const struct safety_result *s)
{
	const struct item *it = s->safety->item;
	struct lines l = {VEC_NONE};

	line_add(r, &l,
		compose_say(r->c, TEXT_REPORT_UNANSWERED_ASK, "reason",
			compose_value(r->c, it, &s->now)));
	add_changes(r, s, &l);
	line_add(r, &l, compose_last_time(r->c, it));
	if (shown_at(r->c->in->record, s->safety, "soft"))
		line_add(r, &l, text(r->c->in->lang, TEXT_REPORT_SOFT_SHOWN));
	entry_add(r, SIGN_ASK, TEXT_REPORT_LABEL_ASK, item_words(r, it), &l);
}

/* Who saw a flag, or what there is to ask about; a note says how much there was to see.
 * That nobody did stands at the top of the box: review_note. */
static void
review_seen(struct review *r)
{
	const struct record *record = r->c->in->record;
	const struct scores *scores = r->c->in->scores;
	const struct note *seen = record_seen(record);
	struct lines l = {VEC_NONE};

	if ((!scores->flags && !scores->asks) || !seen)
		return;
	if (*seen->text)
		line_add(r, &l,
			compose_say(r->c, TEXT_REPORT_SEEN_NOTE, "note", seen->text));
	entry_add(r, SIGN_NOTE, TEXT_REPORT_LABEL_SEEN,
		compose_say(r->c, TEXT_REPORT_SEEN, "who", seen->by, "moment",
			compose_moment(r->c, seen->at)),
		&l);
}

/* Answered below the level, or never asked: said, and what it does not mean. */
static void
review_quiet(struct review *r, const struct safety_result *s)
{
	const struct item *it = s->safety->item;
	struct lines l = {VEC_NONE};

	if (s->state == SAFETY_NOT_ASKED || !it) {
		entry_add(r, SIGN_NOTE, TEXT_REPORT_LABEL_SAFETY_NOTE,
			text(r->c->in->lang, TEXT_REPORT_SAFETY_NOT_ASKED), NULL);
		return;
	}
	line_add(r, &l, item_words(r, it));
	line_add(r, &l, compose_last_time(r->c, it));
	entry_add(r, SIGN_NOTE, TEXT_REPORT_LABEL_SAFETY_NOTE,
		compose_say(r->c, TEXT_REPORT_SAFETY_NONE, "answer",
			compose_value(r->c, it, &s->now)),
		&l);
}

static void
review_safeties(struct review *r, enum safety_state state,
	void (*add)(struct review *, const struct safety_result *))
{
	const struct report_input *in = r->c->in;

	for (size_t i = 0; i < in->form->safety_count; i++)
		if (in->scores->safeties[i].state == state)
			add(r, &in->scores->safeties[i]);
}

/* ---- alerts ---- */

/* The answers that made it so. */
static void
because_lines(struct review *r, const struct alert_result *a, struct lines *l)
{
	bool full = a->because_count <= TOLD_IN_FULL &&
		!(r->c->template->condensed && a->alert->level == ALERT_INFO);

	if (!full)
		line_add(r, l, item_numbers(r, a->because, a->because_count));
	for (size_t k = 0; full && k < a->because_count; k++) {
		struct value v = answers_value(r->c->in->answers, a->because[k]);

		line_add(r, l,
			compose_say(r->c, TEXT_REPORT_BECAUSE, "item",
				item_words(r, a->because[k]), "answer",
				compose_value(r->c, a->because[k], &v)));
		line_add(r, l, compose_last_time(r->c, a->because[k]));
	}
}

static void
review_alerts(struct review *r, enum alert_level level)
{
	static const struct {
		enum sign sign;
		enum text_id label;
	} looks[ALERT_LEVEL_COUNT] = {
		{SIGN_NOTE,  TEXT_REPORT_LABEL_INFO  },
		{SIGN_ALERT, TEXT_REPORT_LABEL_REVIEW},
		{SIGN_ALERT, TEXT_REPORT_LABEL_URGENT},
	};
	const struct report_input *in = r->c->in;

	for (size_t i = 0; i < in->form->alert_count; i++) {
		const struct alert_result *a = &in->scores->alerts[i];
		struct lines l = {VEC_NONE};

		if (a->state != TRUTH_YES || a->alert->level != level)
			continue;
		because_lines(r, a, &l);
		entry_add(r, looks[level].sign, looks[level].label,
			compose_words(r->c, &a->alert->text), &l);
	}
}

static void
review_undecided(struct review *r)
{
	const struct report_input *in = r->c->in;

	for (size_t i = 0; i < in->form->alert_count; i++) {
		const struct alert_result *a = &in->scores->alerts[i];
		struct lines l = {VEC_NONE};

		if (a->state != TRUTH_UNKNOWN)
			continue;
		if (a->missing_count)
			line_add(r, &l,
				compose_say(r->c, TEXT_REPORT_UNDECIDED_LACKS, "items",
					item_list(r, a->missing, a->missing_count)));
		entry_add(r, a->alert->level == ALERT_INFO ? SIGN_NOTE : SIGN_ASK,
			TEXT_REPORT_LABEL_UNDECIDED,
			compose_say(r->c, TEXT_REPORT_UNDECIDED, "alert",
				compose_words(r->c, &a->alert->text)),
			&l);
	}
}

/* A reliable increase of a published scale: one of this record's, never the clinic's own. */
static void
review_rises(struct review *r)
{
	struct compose *c = r->c;

	for (size_t i = 0; i < c->trends->count; i++) {
		const struct trend *t = &c->trends->all[i];
		const char *rise = compose_is_now(c, t)
			? trend_rise(c->arena, t, c->in->lang)
			: NULL;
		const struct trend_line *said;
		struct lines l = {VEC_NONE};
		size_t count;

		if (!rise)
			continue;
		said = trend_rise_lines(c->arena, t, c->in->lang, &count);
		for (size_t k = 0; k < count; k++)
			line_add(r, &l, said[k].text);
		entry_add(r, SIGN_ALERT, TEXT_REPORT_LABEL_REVIEW, rise, &l);
	}
}

static void
review_together(struct review *r)
{
	const char *together = compose_together(r->c);
	struct lines l = {VEC_NONE};

	if (!together)
		return;
	line_add(r, &l, together);
	entry_add(r, SIGN_NOTE, TEXT_REPORT_LABEL_INFO,
		text(r->c->in->lang, TEXT_TREND_TOGETHER), &l);
}

static const char *
review_note(const struct review *r)
{
	struct compose *c = r->c;
	const struct scores *scores = c->in->scores;
	const char *note;

	if (!r->marked)
		return text(c->in->lang, TEXT_REPORT_NONE_MARKED);
	note = compose_say(c, TEXT_REPORT_MARKED, "count", compose_count(c, r->marked));
	if ((scores->flags || scores->asks) && !record_seen(c->in->record))
		note = arena_printf(c->arena, "%s. %s", note,
			text(c->in->lang, TEXT_REPORT_SEEN_BY_NOBODY));
	return note;
}

void
compose_alerts(struct compose *c, const struct part *p)
{
	static const enum text_id blanks[] = {
		TEXT_REPORT_REVIEWED_BY,
		TEXT_REPORT_DATE_TIME,
		TEXT_REPORT_ASSESSMENT,
		TEXT_REPORT_ACTION,
	};
	struct review r = {c, VEC_NONE, 0};
	struct block *b = compose_add(c, BLOCK_REVIEW);

	(void)p; /* nothing of it can be changed */
	review_safeties(&r, SAFETY_FLAG, review_flag);
	review_safeties(&r, SAFETY_ASK, review_ask);
	review_state(&r);
	review_alerts(&r, ALERT_URGENT);
	review_alerts(&r, ALERT_REVIEW);
	review_rises(&r);
	review_undecided(&r);
	review_seen(&r);
	review_alerts(&r, ALERT_INFO);
	review_together(&r);
	review_safeties(&r, SAFETY_NONE, review_quiet);
	review_safeties(&r, SAFETY_NOT_ASKED, review_quiet);
	if (!c->in->form->safety_count)
		entry_add(&r, SIGN_NOTE, TEXT_REPORT_LABEL_SAFETY_NOTE,
			text(c->in->lang, TEXT_REPORT_SAFETY_NO_ITEM), NULL);
	b->head = text(c->in->lang, TEXT_REPORT_REVIEW_FIRST);
	b->note = review_note(&r);
	b->entries = r.entries.at;
	b->entry_count = r.entries.count;
	compose_blanks(c, b, blanks, COUNT_OF(blanks));
}
