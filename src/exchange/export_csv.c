/* export_csv.c - a line for each question, for spreadsheets and statistics; see export.h */
#include "exchange/export_part.h"

#include <string.h>

#include "base/attr.h"
#include "base/num.h"

#define SCORE_DECIMALS 6

void
export_csv_begin(struct buf *out)
{
	buf_str(out,
		"record,day,state,client,form,version,lang,item,value,about,missing,score"
		"\r\n");
}

void
export_csv_end(struct buf *out)
{
	(void)out;
}

/* Quoted where it must be. */
static void
put_cell(struct buf *out, const char *text)
{
	if (!strpbrk(text, ",\"\r\n")) {
		buf_str(out, text);
		return;
	}
	buf_char(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			buf_char(out, '"');
		buf_char(out, *text);
	}
	buf_char(out, '"');
}

/* What a person wrote: never a formula. */
static void
put_words(struct buf *out, const char *text)
{
	struct buf safe = BUF_NONE;

	if (*text && strchr("=+-@\t\r", *text))
		buf_char(&safe, '\'');
	buf_str(&safe, text);
	put_cell(out, buf_text(&safe));
	buf_wipe(&safe);
	buf_free(&safe);
}

static void
put_value(struct buf *out, const struct item *it, const struct value *v)
{
	struct buf text = BUF_NONE;

	export_put_value(&text, it, v);
	if (it->type == ITEM_TEXT)
		put_words(out, buf_text(&text));
	else
		put_cell(out, buf_text(&text));
	buf_wipe(&text);
	buf_free(&text);
}

/* What all lines of a record begin with. */
static void
put_record(struct buf *out, const struct exchange_record *r)
{
	const char *const cells[] = {r->id, r->day, record_state_word(r->record->state)};

	for (size_t i = 0; i < COUNT_OF(cells); i++) {
		put_cell(out, cells[i]);
		buf_char(out, ',');
	}
	put_words(out, r->record->client); /* a code may begin with a dash */
	buf_char(out, ',');
	put_cell(out, r->form->id);
	buf_printf(out, ",%d,", r->form->version);
	put_cell(out, r->record->lang);
}

void
export_csv_put(struct buf *out, const struct exchange_record *r, bool first)
{
	struct buf begin = BUF_NONE;

	(void)first;
	put_record(&begin, r);
	for (size_t i = 0; i < r->form->item_count; i++) {
		const struct item *it = &r->form->items[i];
		struct value v = answers_value(r->answers, it);
		double score;

		buf_add(out, begin.data, begin.len);
		buf_char(out, ',');
		put_cell(out, it->id);
		buf_char(out, ',');
		put_value(out, it, &v);
		buf_printf(out, ",%s,%s,",
			v.missing == MISSING_NO && v.about ? "yes" : "",
			missing_word(v.missing));
		if (value_score(it, &v, &score))
			num_put(out, score, SCORE_DECIMALS);
		buf_str(out, "\r\n");
	}
	buf_free(&begin);
}
