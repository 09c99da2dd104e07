/* json_done.c - what a command did, as JSON documents; see json_done.h */
#include "exchange/json_done.h"

#include "exchange/part.h"

#define put       exchange_put
#define put_text  exchange_put_text
#define put_whole exchange_put_whole

void
exchange_report_json(const struct json_report *rows, size_t count, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.report/1"), *reports = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *o = json_object();

		put_text(o, "named", rows[i].named);
		if (rows[i].error) {
			put_text(o, "error", rows[i].error);
		} else {
			put_text(o, "record", rows[i].record);
			put_text(o, "file", rows[i].file);
			put_text(o, "sha256", rows[i].sha256);
			put_whole(o, "pages", rows[i].pages);
		}
		json_array_append_new(reports, o);
	}
	put(doc, "reports", reports);
	exchange_finish(out, doc);
}

static json_t *
copy_document(const char *schema, const struct json_copy *c)
{
	json_t *doc = exchange_document(schema);

	put_text(doc, "folder", c->folder);
	put(doc, "made", json_boolean(c->made));
	if (c->aside)
		put_text(doc, "aside", c->aside);
	exchange_put_verified(doc, &c->found);
	return doc;
}

void
exchange_backup_json(const struct json_copy *b, struct buf *out)
{
	exchange_finish(out, copy_document("anteroom.backup/1", b));
}

void
exchange_restore_json(const struct json_copy *r, struct buf *out)
{
	json_t *doc = copy_document("anteroom.restore/1", r);

	put_text(doc, "words", r->words);
	put(doc, "older", json_boolean(r->older));
	exchange_finish(out, doc);
}

void
exchange_erased_json(const struct json_erased *e, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.erased/1"), *log;

	put_whole(doc, "records", e->records);
	if (e->records) {
		log = json_object();
		put_whole(log, "first", e->first);
		put_whole(log, "last", e->last);
		put_text(doc, "practice", e->practice);
		put_text(doc, "by", e->by);
		exchange_put_instant(doc, "at", e->at);
		put_text(doc, "what", e->what);
		put(doc, "log", log);
		put(doc, "rewritten", json_boolean(e->rewritten));
	}
	exchange_finish(out, doc);
}

void
exchange_ack_json(const char *record, const char *by, int64_t at, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.ack/1");

	put_text(doc, "record", record);
	put_text(doc, "by", by);
	exchange_put_instant(doc, "at", at);
	exchange_finish(out, doc);
}

void
exchange_assign_json(const char *record, const char *client, const char *by, int64_t at,
	struct buf *out)
{
	json_t *doc = exchange_document("anteroom.assign/1");

	put_text(doc, "record", record);
	put_text(doc, "client", client);
	put_text(doc, "by", by);
	exchange_put_instant(doc, "at", at);
	exchange_finish(out, doc);
}

void
exchange_hold_json(const char *record, bool hold, bool changed, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.hold/1");

	put_text(doc, "record", record);
	put(doc, "hold", json_boolean(hold));
	put(doc, "changed", json_boolean(changed));
	exchange_finish(out, doc);
}
