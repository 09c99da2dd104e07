/* json_store.c - status, log, verification and keys of the store as JSON documents */
#include "exchange/json_store.h"

#include "exchange/part.h"

static void
put_some(json_t *o, const char *key, const char *text)
{
	if (*text)
		exchange_put_text(o, key, text);
}

void
exchange_store_json(const struct json_store *s, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.store/1");
	json_t *sqlite = json_object(), *records = json_object();

	exchange_put_text(doc, "file", s->file);
	exchange_put_whole(doc, "size", s->size);
	exchange_put_whole(doc, "unused", s->unused);
	exchange_put_whole(doc, "free", s->free);
	exchange_put_whole(doc, "schema_version", s->schema);
	exchange_put_text(sqlite, "version", s->version);
	exchange_put_text(sqlite, "journal", s->journal);
	exchange_put_text(sqlite, "synchronous", s->sync);
	exchange_put(doc, "sqlite", sqlite);
	for (size_t i = 0; i < s->record_count; i++)
		exchange_put_whole(records, s->records[i].name, s->records[i].count);
	exchange_put(doc, "records", records);
	put_some(doc, "first", s->first);
	put_some(doc, "last", s->last);
	exchange_put_whole(doc, "entries", s->entries);
	put_some(doc, "backup", s->backup);
	exchange_finish(out, doc);
}

void
exchange_audit_json(const struct json_entry *rows, size_t count, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.audit/1"), *entries = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *o = json_object();

		exchange_put(o, "n", json_integer((json_int_t)rows[i].n));
		exchange_put_instant(o, "at", rows[i].at);
		put_some(o, "who", rows[i].who);
		exchange_put_text(o, "event", rows[i].event);
		put_some(o, "record", rows[i].record);
		put_some(o, "about", rows[i].about);
		put_some(o, "sha256", rows[i].file);
		json_array_append_new(entries, o);
	}
	exchange_put(doc, "entries", entries);
	exchange_finish(out, doc);
}

void
exchange_put_verified(json_t *doc, const struct json_verified *v)
{
	json_t *findings = json_array();

	exchange_put(doc, "whole", json_boolean(v->finding_count == 0));
	exchange_put_whole(doc, "entries", v->entries);
	exchange_put_whole(doc, "records", v->records);
	exchange_put_whole(doc, "drafts", v->drafts);
	for (size_t i = 0; i < v->finding_count; i++) {
		json_t *o = json_object();

		exchange_put_text(o, "fault", v->findings[i].fault);
		if (v->findings[i].n)
			exchange_put(o, "n", json_integer((json_int_t)v->findings[i].n));
		put_some(o, "record", v->findings[i].record);
		exchange_put_text(o, "text", v->findings[i].text);
		json_array_append_new(findings, o);
	}
	exchange_put(doc, "findings", findings);
}

void
exchange_verify_json(const struct json_verified *v, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.verify/1");

	exchange_put_verified(doc, v);
	exchange_finish(out, doc);
}

void
exchange_epoch_json(const struct json_epoch *e, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.epoch/1"), *card = json_object();

	if (e->removed)
		exchange_put_text(doc, "removed", e->removed);
	exchange_put_whole(doc, "records", e->records);
	exchange_put_whole(doc, "damaged", e->damaged);
	exchange_put_text(card, "path", e->card);
	if (e->next)
		exchange_put_text(card, "waiting", e->next);
	exchange_put(doc, "card", card);
	exchange_finish(out, doc);
}

void
exchange_key_json(const char *by, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.key/1");

	exchange_put_text(doc, "by", by);
	exchange_put(doc, "opens", json_true());
	exchange_finish(out, doc);
}

void
exchange_key_added_json(const char *name, const char *file, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.key-added/1");

	exchange_put_text(doc, "name", name);
	exchange_put_text(doc, "file", file);
	exchange_finish(out, doc);
}

void
exchange_passphrase_json(struct buf *out)
{
	json_t *doc = exchange_document("anteroom.passphrase/1");

	exchange_put(doc, "changed", json_true());
	exchange_finish(out, doc);
}

void
exchange_code_json(const char *record, const char *code, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.code/1");

	exchange_put_text(doc, "record", record);
	exchange_put_text(doc, "code", code);
	exchange_finish(out, doc);
}
