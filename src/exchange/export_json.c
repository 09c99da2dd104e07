/* export_json.c - one JSON document, a record a line; see export.h */
#include "exchange/export_part.h"

#include <string.h>

#include "exchange/part.h"

void
export_json_begin(struct buf *out)
{
	buf_str(out, "{\"schema\":\"anteroom.export/1\",\"records\":[");
}

void
export_json_end(struct buf *out)
{
	buf_str(out, "\n]}\n");
}

/* "mother grandparent" as a list. */
static json_t *
codes_json(const char *codes)
{
	json_t *all = json_array();

	while (*codes) {
		size_t n = strcspn(codes, " ");

		json_array_append_new(all, json_stringn(codes, n));
		codes += n + (codes[n] == ' ');
	}
	return all;
}

static void
put_value(json_t *o, const struct item *it, const struct value *v)
{
	struct buf text = BUF_NONE;

	export_put_value(&text, it, v);
	if (v->missing == MISSING_NO && it->type == ITEM_NUMBER)
		exchange_put(o, "value", exchange_number(v->number));
	else if (v->missing == MISSING_NO && it->type == ITEM_MANY)
		exchange_put(o, "value", codes_json(buf_text(&text)));
	else if (v->missing == MISSING_NO || text.len)
		exchange_put_text(o, "value", buf_text(&text));
	buf_wipe(&text);
	buf_free(&text);
}

static json_t *
answer_json(const struct item *it, const struct value *v)
{
	json_t *o = json_object();
	double score;

	exchange_put_text(o, "item", it->id);
	put_value(o, it, v);
	if (v->missing == MISSING_NO && v->about)
		exchange_put(o, "about", json_true());
	if (v->missing != MISSING_NO)
		exchange_put_text(o, "missing", missing_word(v->missing));
	if (value_score(it, v, &score))
		exchange_put(o, "score", exchange_number(score));
	return o;
}

static json_t *
answers_json(const struct exchange_record *r)
{
	json_t *all = json_array();

	for (size_t i = 0; i < r->form->item_count; i++) {
		const struct item *it = &r->form->items[i];
		struct value v = answers_value(r->answers, it);

		json_array_append_new(all, answer_json(it, &v));
	}
	return all;
}

void
export_put_record(json_t *o, const struct exchange_record *r)
{
	const struct record *rec = r->record;

	exchange_put_text(o, "id", r->id);
	exchange_put_text(o, "day", r->day);
	exchange_put_text(o, "state", record_state_word(rec->state));
	if (*rec->client)
		exchange_put_text(o, "client", rec->client);
	exchange_put(o, "form", exchange_form(r->form));
	exchange_put_text(o, "lang", rec->lang);
	exchange_put_text(o, "mode", rec->mode);
	exchange_put_text(o, "consent", rec->consent);
	exchange_put_instant(o, "started", rec->started);
	if (rec->ended)
		exchange_put_instant(o, "ended", rec->ended);
	exchange_put(o, "answers", answers_json(r));
	exchange_put_scores(o, r->form, r->scores);
}

void
export_json_put(struct buf *out, const struct exchange_record *r, bool first)
{
	json_t *o = exchange_object();

	export_put_record(o, r);
	buf_str(out, first ? "\n" : ",\n");
	exchange_write(out, o);
}
