/* show.c - one record on the terminal: flags first, then scores, what is missing, items */
#include "command/internal.h"

#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "base/utf8.h"
#include "exchange/json_show.h"
#include "store/care.h"

#define COLUMNS 78

struct page {
	struct call *call;
	const struct opened *open;
	size_t lang; /* of the form's texts */
	struct buf out;
};

static void
heading(struct page *p, enum text_id id)
{
	buf_printf(&p->out, "\n%s\n", text(p->call->lang, id));
}

static void
paragraph(struct page *p, const char *words)
{
	utf8_wrap(&p->out, utf8_printable(&p->call->arena, words), COLUMNS, 2);
}

static const char *
value_words(struct page *p, const struct item *it, const struct value *v)
{
	struct buf b = BUF_NONE;
	char *words;

	value_put_words(&b, p->open->form, it, p->lang, p->call->lang, v);
	words = arena_strdup(&p->call->arena, buf_text(&b));
	buf_wipe(&b);
	buf_free(&b);
	return words;
}

static const char *
number(struct page *p, double value, int places)
{
	struct buf b = BUF_NONE;
	char *words;

	num_put(&b, value, places);
	words = arena_strdup(&p->call->arena, buf_text(&b));
	buf_free(&b);
	return words;
}

static bool
is_heard(const struct page *p)
{
	return p->call->opt[OPT_ACCESSIBLE] != NULL;
}

static void
put_labelled(struct page *p, enum text_id label, const char *value)
{
	buf_printf(&p->out, "%s: %s\n", text(p->call->lang, label),
		utf8_printable(&p->call->arena, value));
}

static void
put_labelled_time(struct page *p, enum text_id label, int64_t at)
{
	struct buf b = BUF_NONE;

	date_put_words(&b, date_of_instant(at), p->call->lang);
	buf_str(&b, ", ");
	date_put_time(&b, at);
	put_labelled(p, label, buf_text(&b));
	buf_free(&b);
}

static void
put_top_labelled(struct page *p)
{
	const struct record *r = &p->open->record;

	put_labelled(
		p, TEXT_LIST_RECORD, arena_strndup(&p->call->arena, p->open->row.id, 8));
	put_labelled(p, TEXT_LIST_CLIENT,
		*r->client ? r->client : text(p->call->lang, TEXT_SHOW_NO_CLIENT));
	put_labelled(p, TEXT_LIST_FORM, r->form_id);
	put_labelled(p, TEXT_FORMS_VERSION, number(p, r->form_version, 0));
	put_labelled(p, TEXT_LIST_LANGUAGE, r->lang);
	put_labelled(p, TEXT_LIST_STATE, record_state_word(r->state));
	put_labelled_time(p, TEXT_SHOW_STARTED, r->started);
	if (r->ended)
		put_labelled_time(p, TEXT_SHOW_ENDED, r->ended);
}

static void
put_top(struct page *p)
{
	const struct record *r = &p->open->record;

	utf8_wrap(&p->out, form_words(&p->open->form->title, p->lang), COLUMNS, 0);
	if (is_heard(p)) {
		put_top_labelled(p);
		return;
	}
	text_fill(&p->out, p->call->lang, TEXT_SHOW_RECORD, "record",
		arena_strndup(&p->call->arena, p->open->row.id, 8), "client",
		*r->client ? r->client : text(p->call->lang, TEXT_SHOW_NO_CLIENT), "form",
		r->form_id, "version", number(p, r->form_version, 0), "lang", r->lang,
		"state", record_state_word(r->state), NULL);
	buf_char(&p->out, '\n');
	date_put_words(&p->out, date_of_instant(r->started), p->call->lang);
	buf_str(&p->out, ", ");
	date_put_time(&p->out, r->started);
	if (r->ended) {
		buf_str(&p->out, " - ");
		date_put_time(&p->out, r->ended);
	}
	buf_char(&p->out, '\n');
}

static void
put_safety(struct page *p, const struct safety_result *s)
{
	enum lang lang = p->call->lang;
	struct buf line = BUF_NONE, when = BUF_NONE;
	const struct item *it = s->safety->item;

	switch (s->state) {
	case SAFETY_FLAG:
		date_put_words(&when, date_of_instant(s->flagged.at), lang);
		buf_str(&when, ", ");
		date_put_time(&when, s->flagged.at);
		text_fill(&line, lang, TEXT_SHOW_FLAG, "number",
			number(p, (double)it->number, 0), "text",
			form_words(&it->text, p->lang), "answer",
			value_words(p, it, &s->flagged.value), "when", buf_text(&when),
			NULL);
		break;
	case SAFETY_ASK:
		text_fill(&line, lang, TEXT_SHOW_ASK, "number",
			number(p, (double)it->number, 0), "reason",
			value_words(p, it, &s->now), NULL);
		break;
	case SAFETY_NONE:
		text_fill(&line, lang, TEXT_SHOW_NONE, "number",
			number(p, (double)it->number, 0), "answer",
			value_words(p, it, &s->now), NULL);
		break;
	case SAFETY_NOT_ASKED:
	case SAFETY_STATE_COUNT:
	default:
		buf_str(&line, text(lang, TEXT_SHOW_NOT_ASKED));
		break;
	}
	paragraph(p, buf_text(&line));
	buf_wipe(&line);
	buf_free(&line);
	buf_free(&when);
}

static void
put_flags(struct page *p)
{
	const struct scores *s = p->open->scores;
	const struct form *f = p->open->form;
	bool any = false;

	heading(p, TEXT_SHOW_REVIEW);
	for (size_t i = 0; i < f->safety_count; i++, any = true)
		put_safety(p, &s->safeties[i]);
	if (!f->safety_count)
		paragraph(p, text(p->call->lang, TEXT_SHOW_NOT_ASKED));
	for (size_t i = 0; i < f->alert_count; i++) {
		const struct alert_result *a = &s->alerts[i];
		struct buf line = BUF_NONE;

		if (a->state == TRUTH_NO)
			continue;
		any = true;
		buf_str(&line, form_words(&a->alert->text, p->lang));
		if (a->state == TRUTH_UNKNOWN)
			buf_printf(
				&line, " (%s)", text(p->call->lang, TEXT_SHOW_UNDECIDED));
		paragraph(p, buf_text(&line));
		buf_free(&line);
	}
	if (!any)
		paragraph(p, text(p->call->lang, TEXT_SHOW_NOTHING_MARKED));
}

static void
put_score(struct page *p, const struct score *s)
{
	enum lang lang = p->call->lang;
	struct buf line = BUF_NONE;
	bool number_there = s->state == SCORE_SCORED || s->state == SCORE_PRORATED;

	buf_printf(&line, "%s: ", form_words(&s->scale->title, p->lang));
	if (number_there) {
		if (is_heard(p))
			text_fill(&line, lang, TEXT_SHOW_OF, "number",
				number(p, s->value, 2), "highest",
				number(p, s->scale->highest, 2), NULL);
		else
			buf_printf(&line, "%s / %s", number(p, s->value, 2),
				number(p, s->scale->highest, 2));
		if (s->band)
			buf_printf(&line, ", %s", form_words(&s->band->label, p->lang));
	} else {
		buf_str(&line,
			text(lang,
				s->state == SCORE_NOT_ADMINISTERED
					? TEXT_SHOW_NOT_ADMINISTERED
					: TEXT_SHOW_NOT_SCORED));
		if (s->scale->partial && s->state == SCORE_NOT_SCORED) {
			buf_str(&line, ", ");
			text_fill(&line, lang, TEXT_SHOW_AT_LEAST, "number",
				number(p, s->at_least, 2), NULL);
		}
	}
	buf_str(&line, " (");
	text_fill(&line, lang, TEXT_SHOW_ANSWERED, "answered", number(p, s->answered, 0),
		"items", number(p, (double)s->scale->item_count, 0), NULL);
	if (s->state == SCORE_PRORATED) {
		buf_str(&line, "; ");
		text_fill(&line, lang, TEXT_SHOW_PRORATED, "number",
			number(p, s->unrounded, 2), NULL);
	}
	buf_char(&line, ')');
	if (!s->scale->validated)
		buf_printf(&line, ". %s", text(lang, TEXT_SHOW_CLINIC_MADE));
	paragraph(p, buf_text(&line));
	buf_free(&line);
}

static void
put_scores(struct page *p)
{
	const struct form *f = p->open->form;

	heading(p, TEXT_SHOW_SCORES);
	for (size_t i = 0; i < f->scale_count; i++)
		if (f->scales[i].show)
			put_score(p, &p->open->scores->scales[i]);
	if (!f->scale_count)
		paragraph(p, text(p->call->lang, TEXT_SHOW_NO_SCALE));
}

static void
put_item(struct page *p, const struct item *it, const struct value *v)
{
	struct buf line = BUF_NONE;

	if (is_heard(p)) {
		buf_printf(&line, "%zu. %s", it->number, form_words(&it->text, p->lang));
		utf8_wrap(&p->out, utf8_printable(&p->call->arena, buf_text(&line)),
			COLUMNS, 0);
		put_labelled(p, TEXT_SHOW_ANSWER, value_words(p, it, v));
		buf_free(&line);
		return;
	}
	buf_printf(&line, "%3zu %s", it->number, form_words(&it->text, p->lang));
	utf8_wrap(&p->out, utf8_printable(&p->call->arena, buf_text(&line)), COLUMNS, 4);
	buf_clear(&line);
	buf_printf(&line, "    %s%s", v->missing == MISSING_NO ? "" : "- ",
		value_words(p, it, v));
	utf8_wrap(&p->out, utf8_printable(&p->call->arena, buf_text(&line)), COLUMNS, 4);
	buf_wipe(&line);
	buf_free(&line);
}

static void
put_items(struct page *p, bool missing_only)
{
	const struct form *f = p->open->form;
	const struct section *in = NULL;

	if (missing_only)
		heading(p, TEXT_SHOW_MISSING);
	for (size_t i = 0; i < f->item_count; i++) {
		const struct item *it = &f->items[i];
		struct value v = answers_value(p->open->answers, it);

		if (missing_only && v.missing == MISSING_NO)
			continue;
		if (!missing_only && it->section != in)
			buf_printf(&p->out, "\n%s\n",
				form_words(&it->section->title, p->lang));
		in = it->section;
		put_item(p, it, &v);
	}
}

void
show_flags(struct call *c, const struct opened *o, struct buf *out)
{
	struct page p = {.call = c, .open = o, .out = *out};

	p.lang = form_lang(o->form, text_lang_tag(c->lang));
	put_flags(&p);
	show_seen(c, o, &p.out);
	*out = p.out;
}

void
show_results(struct call *c, const struct opened *o, struct buf *out)
{
	struct page p = {.call = c, .open = o, .out = *out};

	p.lang = form_lang(o->form, o->record.lang);
	put_flags(&p);
	put_scores(&p);
	*out = p.out;
}

/* Parts of a record, in the order in which they are told. */
static void
put_page(struct page *p, bool all)
{
	struct call *c = p->call;

	put_top(p);
	show_life(c, p->open, &p->out);
	if (all || c->opt[OPT_FLAGS]) {
		put_flags(p);
		show_seen(c, p->open, &p->out);
	}
	if (all || c->opt[OPT_SCORES])
		put_scores(p);
	if (c->opt[OPT_MISSING])
		put_items(p, true);
	if (all || c->opt[OPT_ITEMS])
		put_items(p, false);
}

static void
put_json(struct page *p, bool all)
{
	const struct opened *o = p->open;
	const char *const *opt = p->call->opt;
	const struct json_show s = {
		.record = {o->row.id, o->row.day, &o->record, o->form, o->answers,
			   o->scores},
		.hold = o->row.hold,
		.items = all || opt[OPT_ITEMS],
		.scores = all || opt[OPT_SCORES],
		.flags = all || opt[OPT_FLAGS],
		.missing = opt[OPT_MISSING] != NULL,
	};

	exchange_show_json(&s, &p->out);
}

int
run_show(struct call *c)
{
	const bool all = !c->opt[OPT_ITEMS] && !c->opt[OPT_SCORES] &&
		!c->opt[OPT_FLAGS] && !c->opt[OPT_MISSING];
	struct store_vault *v = NULL;
	struct store_record row;
	struct home h = {0};
	struct opened o;
	struct page p = {.call = c, .open = &o, .out = BUF_NONE};
	int rc;

	rc = home_open(c, &h);
	if (!rc)
		rc = home_store(c, &h);
	if (!rc)
		rc = store_find(h.store, c->operands[0], &row, &c->err);
	if (!rc)
		rc = vault_open(c, &h, &v);
	if (!rc)
		rc = record_open(c, &h, v, &row, &o);
	if (!rc)
		rc = store_audit(h.store, "show", row.id, &c->err);
	if (rc)
		goto done;
	p.lang = form_lang(
		o.form, c->opt[OPT_LANG] ? c->opt[OPT_LANG] : text_lang_tag(c->lang));
	if (c->opt[OPT_JSON])
		put_json(&p, all);
	else
		put_page(&p, all);
	rc = out_write(c, &p.out);
done:
	buf_wipe(&p.out);
	buf_free(&p.out);
	store_vault_free(v);
	home_close(&h);
	return rc;
}
