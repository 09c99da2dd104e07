/* json_show.c - one record as a JSON document; see json_show.h */
#include "exchange/json_show.h"

#include "exchange/export_part.h"
#include "exchange/part.h"

static json_t *
notes_json(const struct record *r)
{
	static const char *const kinds[] = {"ack", "assign"};
	_Static_assert(
		sizeof kinds / sizeof *kinds == NOTE_KIND_COUNT, "a word for each");
	json_t *all = json_array();

	for (size_t i = 0; i < r->note_count; i++) {
		const struct note *n = &r->notes[i];
		json_t *o = json_object();

		exchange_put_text(o, "kind", kinds[n->kind]);
		exchange_put_instant(o, "at", n->at);
		exchange_put_text(o, "by", n->by);
		exchange_put_text(o, "text", n->text);
		json_array_append_new(all, o);
	}
	return all;
}

/* Only the answers that are not there. */
static void
keep_missing(json_t *answers)
{
	for (size_t i = json_array_size(answers); i-- > 0;)
		if (!json_object_get(json_array_get(answers, i), "missing"))
			json_array_remove(answers, i);
}

/* What was not asked for goes. */
static void
keep_parts(json_t *doc, const struct json_show *s)
{
	static const char *const of_flags[] = {"alerts", "safety", "seen", "notes"};

	if (!s->items && !s->missing)
		json_object_del(doc, "answers");
	else if (!s->items)
		keep_missing(json_object_get(doc, "answers"));
	if (!s->scores) {
		json_object_del(doc, "scales");
		json_object_del(doc, "topics");
	}
	for (size_t i = 0; i < sizeof of_flags / sizeof *of_flags && !s->flags; i++)
		json_object_del(doc, of_flags[i]);
}

void
exchange_show_json(const struct json_show *s, struct buf *out)
{
	const struct exchange_record *r = &s->record;
	json_t *doc = exchange_document("anteroom.show/1");

	export_put_record(doc, r);
	exchange_put(doc, "hold", json_boolean(s->hold));
	if (r->scores->flags || r->scores->asks)
		exchange_put(doc, "seen", json_boolean(record_seen(r->record) != NULL));
	exchange_put(doc, "notes", notes_json(r->record));
	keep_parts(doc, s);
	exchange_finish(out, doc);
}
