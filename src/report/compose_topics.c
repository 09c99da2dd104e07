/*
 * compose_topics.c - topics to explore, ways of working and pace, and the rules behind
 *
 * Each line says by which answers it was reached, so that the therapist can judge it.
 * Nothing is ranked: topics and ways come in the form's order.
 * Source: clinical.md 1.6 with its modifiers, 6.1(4).
 */
#include <string.h>

#include "report/compose.h"
#include "report/topic_block.h"

struct topic_lines {
	VEC(struct topic_line) all;
};

/* ---- what made it so ---- */

static const char *
item_and_answer(struct compose *c, const struct item *it, const struct value *v)
{
	const char *item = compose_say(c, TEXT_REPORT_ITEM_WORDS, "number",
		compose_count(c, it->number), "text", compose_words(c, &it->text));

	return compose_say(
		c, TEXT_REPORT_BECAUSE, "item", item, "answer", compose_value(c, it, v));
}

static const char *
scale_and_score(struct compose *c, const struct score *r)
{
	return compose_say(c, TEXT_REPORT_BECAUSE, "item",
		compose_words(c, &r->scale->title), "answer",
		compose_number(c, r->value));
}

/* A name that made the rule hold, with what was said. */
static const char *
because_words(struct compose *c, size_t ref)
{
	const struct form *f = c->in->form;
	const struct safety_result *s;
	struct value v;
	size_t at;

	switch (form_ref(f, ref, &at)) {
	case FORM_REF_ITEM:
		v = answers_value(c->in->answers, &f->items[at]);
		return item_and_answer(c, &f->items[at], &v);
	case FORM_REF_SCALE:
		return scale_and_score(c, &c->in->scores->scales[at]);
	case FORM_REF_SAFETY: /* flagged, though it may have been taken back since */
		s = &c->in->scores->safeties[at];
		return item_and_answer(c, s->safety->item, &s->flagged.value);
	case FORM_REF_USED: /* was not asked, so it makes nothing so */
		break;
	}
	return "";
}

/* ---- one topic ---- */

static void
line_add(struct compose *c, struct topic_lines *l, enum text_id label, const char *text_)
{
	const char *name = text(c->in->lang, label);
	struct topic_line *line = vec_push(c->arena, &l->all);
	const struct topic_line *above = l->all.count > 1 ? line - 1 : NULL;

	line->text = text_;
	line->label = name;
	for (; above && above > l->all.at && !*above->label; above--)
		;
	if (above && strcmp(above->label, name) == 0)
		line->label = "";
}

/* "Grounding · Somatic therapy" */
static const char *
approach_list(struct compose *c, const struct topic_result *t)
{
	for (size_t i = 0; i < t->approach_count; i++)
		buf_printf(&c->buf, "%s%s", i ? " · " : "",
			compose_words(c, &t->approaches[i]->title));
	return compose_take(c);
}

static void
put_quotes(struct compose *c, const struct topic *t, struct topic_lines *l)
{
	for (size_t i = 0; i < t->quote_count; i++) {
		struct value v = answers_value(c->in->answers, t->quotes[i]);

		if (v.missing != MISSING_NO)
			continue;
		line_add(c, l, TEXT_REPORT_TOPIC_QUOTE, v.text);
		l->all.at[l->all.count - 1].quote = true;
		l->all.at[l->all.count - 1].lang = compose_said_lang(c);
	}
}

/* Is it free text that is quoted all the same? */
static bool
is_quoted(const struct form *f, const struct topic *t, size_t ref)
{
	size_t at;

	if (form_ref(f, ref, &at) != FORM_REF_ITEM)
		return false;
	for (size_t i = 0; i < t->quote_count; i++)
		if (t->quotes[i] == &f->items[at])
			return true;
	return false;
}

static void
compose_topic(struct compose *c, const struct topic_result *r)
{
	struct topic_block *b = arena_alloc(c->arena, sizeof(*b));
	const struct topic *t = r->topic;
	struct topic_lines l = {VEC_NONE};

	b->title = compose_words(c, &t->title);
	b->waits = r->waits;
	b->mark = r->waits ? compose_say(c, TEXT_REPORT_TOPIC_WAITS, "rule", t->id)
			   : compose_say(c, TEXT_REPORT_TOPIC_RULE, "rule", t->id);
	for (size_t i = 0; i < r->because_ref_count; i++)
		if (!is_quoted(c->in->form, t, r->because_refs[i]))
			line_add(c, &l, TEXT_REPORT_TOPIC_BECAUSE,
				because_words(c, r->because_refs[i]));
	put_quotes(c, t, &l);
	if (r->approach_count)
		line_add(c, &l, TEXT_REPORT_TOPIC_WAYS, approach_list(c, r));
	for (size_t i = 0; i < t->ask_count; i++)
		line_add(c, &l, TEXT_REPORT_TOPIC_ASK, compose_words(c, &t->asks[i]));
	if (form_words(&t->note, c->lang))
		line_add(c, &l, TEXT_REPORT_TOPIC_NOTE, compose_words(c, &t->note));
	b->lines = l.all.at;
	b->line_count = l.all.count;
	compose_add(c, BLOCK_TOPIC)->topic = b;
}

/* ---- beside the topics ---- */

/* In the form's words, else in ours. */
static void
text_or(struct compose *c, const struct words *w, enum text_id otherwise)
{
	const char *own = form_words(w, c->lang);

	compose_text(c, BLOCK_TEXT, own ? own : text(c->in->lang, otherwise));
}

/* Remarks of the form whose topics these are: "check steadiness before memory work". */
static void
put_remarks(struct compose *c)
{
	const struct form *f = c->in->form;

	for (size_t i = 0; i < f->alert_count; i++) {
		const struct alert *al = &f->alerts[i];

		if (al->level == ALERT_INFO &&
			c->in->scores->alerts[i].state == TRUTH_YES &&
			xml_child(al->node->parent, "topics"))
			compose_text(c, BLOCK_LABEL, compose_words(c, &al->text));
	}
}

static size_t
count_reached(const struct compose *c)
{
	size_t count = 0;

	for (size_t i = 0; i < c->in->form->topic_count; i++)
		count += c->in->scores->topics[i].state == TRUTH_YES;
	return count;
}

/* ---- ways of working and pace ---- */

static void
answer_row(struct compose *c, const struct item *it, const char *words)
{
	struct item_row *row = arena_alloc(c->arena, sizeof(*row));
	struct value v = answers_value(c->in->answers, it);

	row->number = compose_count(c, it->number);
	row->text = words;
	row->answer = compose_value(c, it, &v);
	row->missing = v.missing != MISSING_NO;
	compose_add(c, BLOCK_ITEM)->item = row;
}

static bool
is_pace(const struct item *it)
{
	return it->role && strcmp(it->role, "pace") == 0 && it->choices;
}

/* Ways that were asked about: those set aside, or the others; with a heading. */
static void
put_ways(struct compose *c, bool aside)
{
	const struct form *f = c->in->form;
	bool any = false;

	for (size_t i = 0; i < f->approach_count; i++) {
		const struct approach *ap = &f->approaches[i];

		if (!ap->preference || c->in->scores->set_aside[i] != aside)
			continue;
		if (!any)
			compose_add(c, BLOCK_SECTION)->head = text(c->in->lang,
				aside ? TEXT_REPORT_WAYS_ASIDE : TEXT_REPORT_WAYS);
		any = true;
		answer_row(c, ap->preference, compose_words(c, &ap->title));
	}
}

static void
put_pace(struct compose *c)
{
	const struct form *f = c->in->form;
	bool any = false;

	for (size_t i = 0; i < f->item_count; i++) {
		if (!is_pace(&f->items[i]))
			continue;
		if (!any)
			compose_add(c, BLOCK_SECTION)->head =
				text(c->in->lang, TEXT_REPORT_PACE);
		any = true;
		answer_row(c, &f->items[i], compose_words(c, &f->items[i].text));
	}
}

void
compose_topics(struct compose *c, const struct part *p)
{
	const struct form *f = c->in->form;
	const struct scores *s = c->in->scores;
	size_t reached = count_reached(c);

	if (f->topic_count) {
		compose_heading(c, p, TEXT_REPORT_TOPICS,
			text(c->in->lang, TEXT_REPORT_TOPICS_NOTE));
		put_remarks(c);
		if (s->too_few)
			text_or(c, &f->topics_too_few, TEXT_REPORT_TOPICS_TOO_FEW);
		else if (!s->topics_printed)
			text_or(c, &f->topics_none, TEXT_REPORT_TOPICS_NONE);
		for (size_t i = 0; i < f->topic_count; i++)
			if (s->topics[i].printed)
				compose_topic(c, &s->topics[i]);
		if (reached > s->topics_printed)
			compose_text(c, BLOCK_SMALL,
				compose_say(c, TEXT_REPORT_TOPICS_MORE, "count",
					compose_count(c, reached - s->topics_printed)));
	}
	put_ways(c, false);
	put_ways(c, true);
	put_pace(c);
}

/* ---- the rules, at the end ---- */

/* "4, 11" */
static const char *
numbers(struct compose *c, const struct item *const *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_printf(&c->buf, "%s%zu", i ? ", " : "", items[i]->number);
	return compose_take(c);
}

/* "item 4, pcl5 33": the names that made it so; a safety item by its number. */
static const char *
names(struct compose *c, const struct topic_result *r)
{
	const struct form *f = c->in->form;
	const char *list = "";

	for (size_t i = 0; i < r->because_ref_count; i++) {
		size_t ref = r->because_refs[i], at;
		enum form_ref_kind kind = form_ref(f, ref, &at);
		const struct item *it = kind == FORM_REF_ITEM ? &f->items[at]
			: kind == FORM_REF_SAFETY             ? f->safeties[at].item
							      : NULL;
		const char *name = it ? compose_say(c, TEXT_REPORT_RULE_ITEM, "number",
						compose_count(c, it->number))
				      : form_ref_id(f, ref);

		if (kind == FORM_REF_SCALE)
			name = arena_printf(c->arena, "%s %s", name,
				compose_number(c, c->in->scores->scales[at].value));
		list = arena_printf(c->arena, "%s%s%s", list, i ? ", " : "", name);
	}
	return list;
}

static const char *
what_came_of(struct compose *c, const struct topic_result *r)
{
	if (r->state == TRUTH_UNKNOWN)
		return compose_say(c, TEXT_REPORT_RULE_UNDECIDED, "items",
			numbers(c, r->missing, r->missing_count));
	return compose_say(c,
		r->printed && template_part(c->template, PART_TOPICS)
			? TEXT_REPORT_RULE_PRINTED
			: TEXT_REPORT_RULE_LISTED,
		"names", names(c, r));
}

/* A condition as the form has it, on one line. */
static const char *
rule_text(struct compose *c, const struct expr *x)
{
	for (const char *p = expr_text(x); *p; p++) {
		bool space = strchr(" \t\r\n", *p) != NULL;

		if (!space)
			buf_char(&c->buf, *p);
		else if (p[1] && !strchr(" \t\r\n", p[1]))
			buf_char(&c->buf, ' ');
	}
	return compose_take(c);
}

static void
compose_rule(struct compose *c, const struct topic_result *r)
{
	struct item_row *row = arena_alloc(c->arena, sizeof(*row));

	row->number = r->topic->id;
	row->text = arena_printf(c->arena, "%s\n%s", compose_words(c, &r->topic->title),
		compose_say(
			c, TEXT_REPORT_RULE_IF, "rule", rule_text(c, r->topic->when)));
	row->answer = what_came_of(c, r);
	row->missing = true;
	compose_add(c, BLOCK_ABSENT)->item = row;
}

void
compose_rules(struct compose *c, const struct part *p)
{
	const struct form *f = c->in->form;
	size_t quiet = 0;

	if (!f->topic_count)
		return;
	compose_heading(
		c, p, TEXT_REPORT_RULES, text(c->in->lang, TEXT_REPORT_RULES_NOTE));
	for (size_t i = 0; i < f->topic_count; i++) {
		const struct topic_result *r = &c->in->scores->topics[i];

		if (r->state == TRUTH_NO)
			quiet++;
		else
			compose_rule(c, r);
	}
	compose_text(c, BLOCK_SMALL,
		compose_say(c, TEXT_REPORT_RULES_QUIET, "count", compose_count(c, quiet),
			"all", compose_count(c, f->topic_count)));
}
