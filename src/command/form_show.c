/* form_show.c - form show: a form in plain text, for whoever keeps it */
#include "command/form_text.h"

#include <string.h>

#include "base/num.h"
#include "base/utf8.h"

#define COLUMNS 78

struct sheet {
	struct call *call;
	const struct form *form;
	size_t lang; /* of the form's texts */
	struct buf out;
};

static const char *
number(struct sheet *p, double value)
{
	struct buf b = BUF_NONE;
	char *words;

	num_put(&b, value, 2);
	words = arena_strdup(&p->call->arena, buf_text(&b));
	buf_free(&b);
	return words;
}

static const char *
in_words(struct sheet *p, const struct words *w)
{
	const char *words = form_words(w, p->lang);

	return words ? utf8_printable(&p->call->arena, words) : "";
}

static const char *
own(struct sheet *p, enum text_id id)
{
	return text(p->call->lang, id);
}

/* One paragraph, indented; what is wrapped goes two columns further in. */
static void
line(struct sheet *p, int indent, const char *words)
{
	struct buf b = BUF_NONE;

	for (int i = 0; i < indent; i++)
		buf_char(&b, ' ');
	buf_str(&b, words);
	utf8_wrap(&p->out, buf_text(&b), COLUMNS, indent + 2);
	buf_free(&b);
}

/* One paragraph from a message with one hole. */
static void
line_with(
	struct sheet *p, int indent, enum text_id id, const char *hole, const char *value)
{
	struct buf b = BUF_NONE;

	text_fill(&b, p->call->lang, id, hole, value, NULL);
	line(p, indent, buf_text(&b));
	buf_free(&b);
}

/* However it is laid out in the form. */
static const char *
condition(struct sheet *p, const struct expr *x)
{
	return text_tidy(&p->call->arena, expr_text(x));
}

static void
show_condition(struct sheet *p, int indent, const struct xml_node *n)
{
	const char *written = xml_value(n, "show-if");

	if (written)
		line_with(p, indent, TEXT_SHEET_IF, "condition",
			text_tidy(&p->call->arena, written));
}

static void
show_top(struct sheet *p)
{
	const struct form *f = p->form;
	struct buf b = BUF_NONE;

	line(p, 0, in_words(p, &f->title));
	text_fill(&b, p->call->lang, TEXT_SHEET_TOP, "id", f->id, "version",
		number(p, f->version), "items", number(p, (double)f->item_count),
		"scales", number(p, (double)f->scale_count), NULL);
	for (size_t i = 0; i < f->lang_count; i++)
		buf_printf(&b, "%s%s", i ? " " : "   ", f->langs[i]);
	buf_printf(&b, "\n%s", f->file);
	line(p, 0, buf_text(&b));
	buf_free(&b);
	if (f->source.in[0])
		line(p, 0, in_words(p, &f->source));
	if (f->notice.in[0])
		line(p, 0, in_words(p, &f->notice));
}

/* ---- questions ---- */

static void
show_choices(struct sheet *p, const struct choice_list *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct choice *ch = &l->at[i];
		struct buf b = BUF_NONE;

		buf_printf(
			&b, "%d  %s (%s)", ch->digit, in_words(p, &ch->label), ch->code);
		if (ch->scored && ch->score != ch->digit)
			text_fill(&b, p->call->lang, TEXT_SHEET_SCORE, "score",
				number(p, ch->score), NULL);
		if (ch->missing)
			buf_str(&b, own(p, TEXT_SHEET_MISSING));
		if (ch->exclusive)
			buf_str(&b, own(p, TEXT_SHEET_EXCLUSIVE));
		line(p, 9, buf_text(&b));
		buf_free(&b);
	}
}

/* By enum item_type; those with answers show them instead. */
static const enum text_id types[] = {
	TEXT_SHEET_ONE,
	TEXT_SHEET_MANY,
	TEXT_SHEET_YES_NO,
	TEXT_SHEET_NUMBER,
	TEXT_SHEET_TEXT,
	TEXT_SHEET_DATE,
};
_Static_assert(COUNT_OF(types) == ITEM_TYPE_COUNT, "a word for every type");

static void
show_type(struct sheet *p, const struct item *it)
{
	struct buf b = BUF_NONE;

	buf_str(&b, own(p, types[it->type]));
	if (it->type == ITEM_NUMBER && (it->has_min || it->has_max)) {
		buf_char(&b, ' ');
		text_fill(&b, p->call->lang, TEXT_SHEET_RANGE, "from",
			it->has_min ? number(p, it->min) : "", "to",
			it->has_max ? number(p, it->max) : "", NULL);
	}
	if (it->dont_know)
		buf_str(&b, own(p, TEXT_SHEET_DONT_KNOW));
	if (it->role)
		buf_printf(&b, " (role: %s)", it->role);
	line(p, 9, buf_text(&b));
	buf_free(&b);
}

/* The lines of a grid share their answers, which stand under its stem.  A line with an
 * answer of its own has its list to itself. */
static bool
shares_choices(const struct item *it)
{
	return it->grid && !xml_attribute(it->node, "also");
}

static void
show_item(struct sheet *p, const struct item *it)
{
	if (it->grid && it->index == it->grid->first_item) {
		line(p, 4,
			arena_printf(&p->call->arena, "%s (%s)",
				in_words(p, &it->grid->stem), it->grid->id));
		show_condition(p, 6, it->grid->node);
		show_type(p, it);
		show_choices(p, it->choices);
	}
	line(p, 4,
		arena_printf(&p->call->arena, "%zu. %s (%s)", it->number,
			in_words(p, &it->text), it->id));
	show_condition(p, 9, it->node);
	if (!shares_choices(it)) {
		show_type(p, it);
		if (it->choices && it->type != ITEM_YES_NO)
			show_choices(p, it->choices);
	}
	if (it->safety)
		line_with(p, 9, TEXT_SHEET_SAFETY_HERE, "answer",
			in_words(p, &it->safety->from->label));
}

/* Another form begins here. */
static void
show_included(struct sheet *p, const struct included *in)
{
	struct buf b = BUF_NONE;

	text_fill(&b, p->call->lang, TEXT_SHEET_INCLUDED, "title",
		in_words(p, &in->title), "id", in->id, "version", number(p, in->version),
		NULL);
	line(p, 0, buf_text(&b));
	if (in->show_if)
		line_with(p, 2, TEXT_SHEET_IF, "condition", condition(p, in->show_if));
	buf_char(&p->out, '\n');
	buf_free(&b);
}

static void
show_sections(struct sheet *p)
{
	const struct form *f = p->form;

	for (size_t i = 0; i < f->section_count; i++) {
		const struct section *s = &f->sections[i];

		buf_char(&p->out, '\n');
		if (s->included && s == &f->sections[s->included->first_section])
			show_included(p, s->included);
		line(p, 0,
			arena_printf(&p->call->arena, "%s (%s)%s", in_words(p, &s->title),
				s->id, s->sensitive ? own(p, TEXT_SHEET_SENSITIVE) : ""));
		show_condition(p, 2, s->node);
		for (size_t k = 0; k < s->item_count; k++)
			show_item(p, &f->items[s->first_item + k]);
	}
}

/* ---- what is made of the answers ---- */

static const enum text_id methods[] = {
	TEXT_SHEET_SUM,
	TEXT_SHEET_MEAN,
	TEXT_SHEET_COUNT,
};
_Static_assert(COUNT_OF(methods) == SCALE_METHOD_COUNT, "a word for every method");

static void
show_scale_items(struct sheet *p, const struct scale *s)
{
	struct buf b = BUF_NONE;

	for (size_t i = 0; i < s->item_count; i++)
		buf_printf(&b, "%s%s%s", i ? " " : "", s->items[i]->id,
			s->reversed[i] ? own(p, TEXT_SHEET_REVERSED) : "");
	line(p, 4, buf_text(&b));
	buf_free(&b);
}

/* As they are written in the form. */
static const char *const changes[] = {"reliable", "notable", "remission"};
_Static_assert(COUNT_OF(changes) == CHANGE_KIND_COUNT, "a word for every kind");

static void
show_scale_parts(struct sheet *p, const struct scale *s)
{
	for (size_t i = 0; i < s->band_count; i++)
		line(p, 4,
			arena_printf(&p->call->arena, "%s - %s  %s",
				number(p, s->bands[i].from), number(p, s->bands[i].to),
				in_words(p, &s->bands[i].label)));
	for (size_t i = 0; i < s->cut_count; i++)
		line_with(p, 4, TEXT_SHEET_CUT, "cut",
			arena_printf(&p->call->arena, "%s  %s", number(p, s->cuts[i].at),
				in_words(p, &s->cuts[i].meaning)));
	for (size_t i = 0; i < s->change_count; i++)
		line_with(p, 4, TEXT_SHEET_CHANGE, "change",
			arena_printf(&p->call->arena, "%s %s  %s",
				changes[s->changes[i].kind], number(p, s->changes[i].at),
				in_words(p, &s->changes[i].source)));
}

static void
show_scale(struct sheet *p, const struct scale *s)
{
	struct buf b = BUF_NONE;

	buf_printf(&b, "%s (%s). ", in_words(p, &s->title), s->id);
	text_fill(&b, p->call->lang, methods[s->method], "items",
		number(p, (double)s->item_count), "at", number(p, s->count_at), "from",
		number(p, s->lowest), "to", number(p, s->highest), NULL);
	if (s->may_miss) {
		buf_char(&b, ' ');
		text_fill(&b, p->call->lang, TEXT_SHEET_MAY_MISS, "items",
			number(p, s->may_miss), NULL);
	}
	if (!s->validated)
		buf_printf(&b, " %s", own(p, TEXT_SHOW_CLINIC_MADE));
	line(p, 2, buf_text(&b));
	buf_free(&b);
	show_scale_items(p, s);
	if (s->zero_if)
		line_with(
			p, 4, TEXT_SHEET_ZERO_IF, "condition", condition(p, s->zero_if));
	show_scale_parts(p, s);
}

static void
heading(struct sheet *p, enum text_id id)
{
	buf_printf(&p->out, "\n%s\n", own(p, id));
}

static void
show_safety(struct sheet *p, const struct safety *s)
{
	struct buf b = BUF_NONE;

	if (s->item)
		text_fill(&b, p->call->lang, TEXT_SHEET_SAFETY, "id", s->id, "number",
			number(p, (double)s->item->number), "item", s->item->id, "answer",
			in_words(p, &s->from->label), NULL);
	else
		text_fill(
			&b, p->call->lang, TEXT_SHEET_SAFETY_OMITTED, "id", s->id, NULL);
	line(p, 2, buf_text(&b));
	buf_free(&b);
}

static void
show_rule(struct sheet *p, const char *id, const char *what, const char *words,
	const char *when)
{
	line(p, 2, arena_printf(&p->call->arena, "%s (%s%s)", words, what, id));
	if (when)
		line_with(p, 4, TEXT_SHEET_WHEN, "condition", when);
}

static void
show_topics(struct sheet *p)
{
	const struct form *f = p->form;

	if (f->topic_count)
		heading(p, TEXT_SHEET_TOPICS);
	for (size_t i = 0; i < f->topic_count; i++) {
		const struct topic *t = &f->topics[i];

		show_rule(p, t->id, "", in_words(p, &t->title), condition(p, t->when));
		for (size_t k = 0; k < t->ask_count; k++)
			line(p, 4, in_words(p, &t->asks[k]));
	}
	if (f->approach_count)
		heading(p, TEXT_SHEET_APPROACHES);
	for (size_t i = 0; i < f->approach_count; i++)
		line(p, 2,
			arena_printf(&p->call->arena, "%s (%s)",
				in_words(p, &f->approaches[i].title),
				f->approaches[i].id));
}

static void
show_rules(struct sheet *p)
{
	const struct form *f = p->form;

	heading(p, TEXT_SHOW_SCORES);
	for (size_t i = 0; i < f->scale_count; i++)
		show_scale(p, &f->scales[i]);
	if (!f->scale_count)
		line(p, 2, own(p, TEXT_SHOW_NO_SCALE));
	heading(p, TEXT_SHEET_SAFETY_TITLE);
	for (size_t i = 0; i < f->safety_count; i++)
		show_safety(p, &f->safeties[i]);
	if (!f->safety_count)
		line(p, 2, own(p, TEXT_SHOW_NOT_ASKED));
	if (f->alert_count)
		heading(p, TEXT_SHEET_ALERTS);
	for (size_t i = 0; i < f->alert_count; i++) {
		const struct alert *al = &f->alerts[i];

		show_rule(p, al->id,
			arena_printf(
				&p->call->arena, "%s, ", xml_value(al->node, "level")),
			in_words(p, &al->text), condition(p, al->when));
	}
	show_topics(p);
}

int
run_form_show(struct call *c)
{
	struct sheet p = {.call = c, .out = BUF_NONE};
	int rc = form_named(c, c->operands[0], &p.form);

	if (rc)
		return rc;
	if (c->opt[OPT_LANG] && !form_has_lang(p.form, c->opt[OPT_LANG]))
		return form_lacks(c, p.form);
	p.lang = form_lang(
		p.form, c->opt[OPT_LANG] ? c->opt[OPT_LANG] : text_lang_tag(c->lang));
	show_top(&p);
	show_sections(&p);
	show_rules(&p);
	rc = out_write(c, &p.out);
	buf_free(&p.out);
	return rc;
}
