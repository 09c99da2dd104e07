/*
 * compose_identity.c - letterhead, title and the grid of facts
 */
#include <string.h>

#include "base/num.h"
#include "report/compose.h"

/* The words for each mode a record knows. */
static const struct {
	const char *mode;
	enum text_id id;
} modes[] = {
	{"screen",   TEXT_REPORT_MODE_SCREEN  },
	{"line",     TEXT_REPORT_MODE_LINE    },
	{"scripted", TEXT_REPORT_MODE_SCRIPTED},
	{"paper",    TEXT_REPORT_MODE_PAPER   },
};

/* What the moment of the last event is called, by record state. */
static const enum text_id ended_labels[RECORD_STATE_COUNT] = {
	TEXT_REPORT_FACT_OPEN,
	TEXT_REPORT_FACT_STOPPED,
	TEXT_REPORT_FACT_COMPLETED,
	TEXT_REPORT_FACT_DECLINED,
};

static void
join(struct buf *b, const char *part)
{
	if (!part || !*part)
		return;
	if (b->len && b->data[b->len - 1] != '\n')
		buf_str(b, " · ");
	buf_str(b, part);
}

void
compose_letterhead(struct compose *c)
{
	const struct practice *p = c->in->practice;
	struct block *b = compose_add(c, BLOCK_LETTERHEAD);

	b->head = p->name ? p->name : "";
	join(&c->buf, p->address);
	join(&c->buf, p->phone);
	join(&c->buf, p->email);
	join(&c->buf, p->website);
	if (c->template->areas && (p->area_count || p->in_person || p->telehealth)) {
		buf_char(&c->buf, '\n');
		if (p->in_person)
			join(&c->buf,
				template_text(
					c->template, c->in->lang, TEXT_REPORT_IN_PERSON));
		if (p->telehealth)
			join(&c->buf,
				template_text(c->template, c->in->lang,
					TEXT_REPORT_TELEHEALTH));
		for (size_t i = 0; i < p->area_count; i++)
			join(&c->buf, p->areas[i]);
	}
	b->text = compose_take(c);
}

enum { FACTS_RIGHT = 4 }; /* of what they answered */

struct facts {
	VEC(struct fact) all;
	bool right;
};

static void
fact_add(struct compose *c, struct facts *f, enum text_id label, const char *value)
{
	struct fact *row;

	if (!value || !*value)
		return;
	row = vec_push(c->arena, &f->all);
	row->label = template_text(c->template, c->in->lang, label);
	row->value = value;
	row->right = f->right;
}

static const struct item *
item_with_role(const struct form *f, const char *role)
{
	for (size_t i = 0; i < f->item_count; i++)
		if (f->items[i].role && strcmp(f->items[i].role, role) == 0)
			return &f->items[i];
	return NULL;
}

/* Date of birth with the age on the day of the interview, or what else was asked. */
static const char *
born(struct compose *c, const struct item *it)
{
	struct value v = answers_value(c->in->answers, it);
	const char *words = compose_value(c, it, &v);
	int64_t when =
		c->in->record->ended ? c->in->record->ended : c->in->record->started;
	int age = -1;

	if (v.missing == MISSING_NO && it->type == ITEM_DATE)
		age = date_age(v.date, date_of_instant(when));
	if (age < 0)
		return words;
	return compose_say(c, TEXT_REPORT_BORN_AGE, "born", words, "age",
		compose_count(c, (size_t)age));
}

/* Time spent: from event to event, without the gap before each return.  ret_sittings: in
 * how many goes. */
static int64_t
time_spent(const struct record *r, size_t *ret_sittings)
{
	int64_t spent = 0;

	*ret_sittings = 1;
	for (size_t i = 1; i < r->event_count; i++) {
		if (r->events[i].kind == EVENT_RESUME)
			++*ret_sittings;
		else if (r->events[i].at > r->events[i - 1].at)
			spent += r->events[i].at - r->events[i - 1].at;
	}
	return spent;
}

static const char *
completed(struct compose *c)
{
	const struct record *r = c->in->record;
	const char *moment, *minutes;
	size_t sittings;
	int64_t last = r->ended, spent = time_spent(r, &sittings);

	if (!last && r->event_count)
		last = r->events[r->event_count - 1].at;
	moment = compose_moment(c, last ? last : r->started);
	minutes = spent < 60000 ? "<1" : compose_count(c, (size_t)(spent / 60000));
	if (sittings > 1)
		return compose_say(c, TEXT_REPORT_TOOK_SITTINGS, "moment", moment,
			"minutes", minutes, "sittings", compose_count(c, sittings));
	return compose_say(c, TEXT_REPORT_TOOK, "moment", moment, "minutes", minutes);
}

static const char *
mode_words(const struct compose *c)
{
	const char *mode = c->in->record->mode;

	for (size_t i = 0; mode && i < COUNT_OF(modes); i++)
		if (strcmp(modes[i].mode, mode) == 0)
			return text(c->in->lang, modes[i].id);
	return mode;
}

static const char *
answered(struct compose *c)
{
	const struct form *f = c->in->form;
	size_t done = 0, asked = 0;

	for (size_t i = 0; i < f->item_count; i++) {
		struct value v = answers_value(c->in->answers, &f->items[i]);

		asked += v.missing != MISSING_NOT_ASKED;
		done += v.missing == MISSING_NO;
	}
	if (done == asked)
		return compose_say(c, TEXT_REPORT_ANSWERED_ALL, "answered",
			compose_count(c, done), "items", compose_count(c, asked));
	return compose_say(c, TEXT_REPORT_ANSWERED, "answered", compose_count(c, done),
		"items", compose_count(c, asked), "missing",
		compose_count(c, asked - done));
}

static const char *
language(const struct compose *c)
{
	const char *tag = c->in->record->lang;

	for (int l = 0; tag && l < LANG_COUNT; l++) {
		static const enum text_id names[LANG_COUNT] = {
			TEXT_LANG_EN, TEXT_LANG_ES};
		const char *own = text_lang_tag((enum lang)l);

		if (strncmp(tag, own, strlen(own)) == 0)
			return text((enum lang)l, names[l]);
	}
	return tag;
}

/* Left: who.  Right: what they answered. */
static void
compose_facts(struct compose *c, const struct part *p)
{
	const struct form *f = c->in->form;
	const struct record *r = c->in->record;
	const struct item *it;
	struct facts facts = {VEC_NONE, false};
	struct block *b;
	bool full; /* on the left: who made the report stands in the shorter column */
	struct value v;

	fact_add(c, &facts, TEXT_REPORT_FACT_CODE,
		r->client && *r->client ? r->client
					: text(c->in->lang, TEXT_REPORT_NO_CODE));
	it = p->name ? item_with_role(f, "name") : NULL;
	if (it) {
		v = answers_value(c->in->answers, it);
		fact_add(c, &facts, TEXT_REPORT_FACT_NAME, compose_value(c, it, &v));
	}
	it = item_with_role(f, "born");
	if (it)
		fact_add(c, &facts, TEXT_REPORT_FACT_BORN, born(c, it));
	fact_add(c, &facts, TEXT_REPORT_FACT_LANGUAGE, language(c));
	fact_add(c, &facts, TEXT_REPORT_FACT_RECORD, c->in->record_id);
	full = facts.all.count >= FACTS_RIGHT;
	if (!full)
		fact_add(c, &facts, TEXT_REPORT_FACT_MADE_BY, c->in->made_by);
	facts.right = true;
	fact_add(c, &facts, ended_labels[r->state], completed(c));
	fact_add(c, &facts, TEXT_REPORT_FACT_FORM,
		compose_say(c, TEXT_REPORT_FORM_VERSION, "form", f->id, "version",
			compose_count(c, (size_t)f->version)));
	fact_add(c, &facts, TEXT_REPORT_FACT_MODE, mode_words(c));
	fact_add(c, &facts, TEXT_REPORT_FACT_ANSWERED, answered(c));
	if (full)
		fact_add(c, &facts, TEXT_REPORT_FACT_MADE_BY, c->in->made_by);
	b = compose_add(c, BLOCK_FACTS);
	b->facts = facts.all.at;
	b->fact_count = facts.all.count;
}

void
compose_identity(struct compose *c, const struct part *p)
{
	const char *own = part_title(p, c->in->lang);

	compose_letterhead(c);
	compose_add(c, BLOCK_TITLE)->head =
		own ? own : compose_words(c, &c->in->form->title);
	compose_text(c, BLOCK_SMALL, text(c->in->lang, TEXT_REPORT_COVER));
	compose_facts(c, p);
}
