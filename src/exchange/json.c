/* json.c - results as JSON documents, through jansson */
#include "exchange/json.h"
#include "exchange/part.h"

#include <assert.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/utf8.h"

/* Decimal places that every double can give back; a third is 0.333333333333333. */
#define REAL_DIGITS 15

/* A document begins with its schema.  Memory that runs out ends the program (mem.h), so
 * nothing below is NULL. */
static json_t *
document(const char *schema)
{
	json_set_alloc_funcs(mem_alloc, mem_free);
	return json_pack("{s:s}", "schema", schema);
}

static int
put_bytes(const char *bytes, size_t n, void *out)
{
	buf_add(out, bytes, n);
	return 0;
}

/* Write the document and let it go. */
static void
finish(struct buf *out, json_t *doc)
{
	json_dump_callback(doc, put_bytes, out,
		JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(REAL_DIGITS));
	buf_char(out, '\n');
	json_decref(doc);
}

static void
put(json_t *object, const char *key, json_t *value)
{
	int rc = json_object_set_new(object, key, value);

	assert(rc == 0);
	(void)rc;
}

/* Text; bytes that are no UTF-8 (a file's name may hold some) become U+FFFD. */
static void
put_text(json_t *object, const char *key, const char *text)
{
	struct buf whole = BUF_NONE;
	size_t n = strlen(text), good;

	for (; n > 0; text += good, n -= good) {
		good = utf8_valid(text, n);
		buf_add(&whole, text, good);
		if (good == n)
			break;
		utf8_put(&whole, 0xFFFD);
		good++;
	}
	put(object, key, json_stringn(buf_text(&whole), whole.len));
	buf_free(&whole);
}

static void
put_whole(json_t *object, const char *key, int64_t value)
{
	put(object, key, json_integer(value));
}

static json_t *
number(double value)
{
	if (value == floor(value) && fabs(value) < 1e15)
		return json_integer((json_int_t)value);
	return json_real(value);
}

/* ---- anteroom.score/1 ---- */

static json_t *
band_json(const struct band *b)
{
	json_t *o = json_object();
	const char *label = form_words(&b->label, 0);

	put_text(o, "label", label ? label : "");
	put(o, "from", number(b->from));
	put(o, "to", number(b->to));
	return o;
}

static json_t *
cuts_json(const struct score *row)
{
	json_t *all = json_array();

	for (size_t i = 0; i < row->scale->cut_count; i++) {
		const struct cut *c = &row->scale->cuts[i];
		json_t *o = json_object();

		put(o, "at", number(c->at));
		if (c->to > c->at)
			put(o, "to", number(c->to));
		if (row->cuts[i] == CUT_INSIDE)
			put_text(o, "met", "inside");
		else
			put(o, "met", json_boolean(row->cuts[i] == CUT_MET));
		json_array_append_new(all, o);
	}
	return all;
}

static json_t *
scale_json(const struct score *row)
{
	json_t *o = json_object();
	bool has_number = row->state == SCORE_SCORED || row->state == SCORE_PRORATED;

	put_text(o, "id", row->scale->id);
	put_text(o, "state", score_state_word(row->state));
	if (has_number) {
		put(o, "score", number(row->value));
		put(o, "unrounded", number(row->unrounded));
	} else {
		put_text(o, "why", score_why_word(row->why));
		if (row->has_at_least)
			put(o, "at_least", number(row->at_least));
	}
	put_whole(o, "answered", row->answered);
	put_whole(o, "items", row->scale->item_count);
	if (row->zero_by_rule)
		put(o, "zero_by_rule", json_true());
	if (row->band)
		put(o, "band", band_json(row->band));
	if (has_number)
		put(o, "cuts", cuts_json(row));
	return o;
}

static json_t *
ids_json(const struct item *const *items, size_t count)
{
	json_t *all = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(all, json_string(items[i]->id));
	return all;
}

static json_t *
alert_json(const struct alert_result *row)
{
	static const char *const levels[] = {"info", "review", "urgent"};
	_Static_assert(COUNT_OF(levels) == ALERT_LEVEL_COUNT, "a word for every level");
	json_t *o = json_object();

	put_text(o, "id", row->alert->id);
	put_text(o, "level", levels[row->alert->level]);
	put_text(o, "state", truth_word(row->state));
	if (row->state == TRUTH_YES)
		put(o, "because", ids_json(row->because, row->because_count));
	if (row->state == TRUTH_UNKNOWN)
		put(o, "missing", ids_json(row->missing, row->missing_count));
	return o;
}

static json_t *
safety_json(const struct safety_result *row)
{
	json_t *o = json_object();

	put_text(o, "id", row->safety->id);
	if (row->safety->item)
		put_text(o, "item", row->safety->item->id);
	put_text(o, "state", safety_state_word(row->state));
	return o;
}

static json_t *
approaches_json(const struct approach *const *list, size_t count)
{
	json_t *ids = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(ids, json_string(list[i]->id));
	return ids;
}

/* The questions and scales that made it so; a safety item by its question. */
static json_t *
because_json(const struct form *f, const struct topic_result *row)
{
	json_t *all = json_array();

	for (size_t i = 0; i < row->because_ref_count; i++) {
		size_t ref = row->because_refs[i], at;
		const char *id = form_ref_id(f, ref);

		if (form_ref(f, ref, &at) == FORM_REF_SAFETY && f->safeties[at].item)
			id = f->safeties[at].item->id;
		json_array_append_new(all, json_string(id));
	}
	return all;
}

static json_t *
topic_json(const struct form *f, const struct topic_result *row)
{
	json_t *o = json_object();

	put_text(o, "id", row->topic->id);
	put(o, "because", because_json(f, row));
	put(o, "approaches", approaches_json(row->approaches, row->approach_count));
	put(o, "set_aside", approaches_json(row->set_aside, row->set_aside_count));
	put(o, "printed", json_boolean(row->printed));
	return o;
}

json_t *
exchange_form(const struct form *f)
{
	json_t *form = json_object();

	put_text(form, "id", f->id);
	put_whole(form, "version", f->version);
	put_text(form, "sha256", f->digest);
	return form;
}

void
exchange_put_scores(json_t *o, const struct form *f, const struct scores *s)
{
	json_t *scales = json_array(), *alerts = json_array(), *safety = json_array();
	json_t *topics = json_array();

	for (size_t i = 0; i < f->scale_count; i++)
		json_array_append_new(scales, scale_json(&s->scales[i]));
	for (size_t i = 0; i < f->alert_count; i++)
		json_array_append_new(alerts, alert_json(&s->alerts[i]));
	for (size_t i = 0; i < f->safety_count; i++)
		json_array_append_new(safety, safety_json(&s->safeties[i]));
	for (size_t i = 0; i < f->topic_count; i++)
		if (s->topics[i].state == TRUTH_YES)
			json_array_append_new(topics, topic_json(f, &s->topics[i]));
	put(o, "scales", scales);
	put(o, "alerts", alerts);
	put(o, "safety", safety);
	put(o, "topics", topics);
}

void
exchange_score_json(const struct form *f, const struct scores *s, struct buf *out)
{
	json_t *doc = document("anteroom.score/1");

	put(doc, "form", exchange_form(f));
	exchange_put_scores(doc, f, s);
	finish(out, doc);
}

/* ---- anteroom.check/1 ---- */

void
exchange_diags_json(const struct diags *d, struct buf *out)
{
	static const char *const severities[] = {"note", "warning", "error"};
	_Static_assert(COUNT_OF(severities) == DIAG_SEVERITY_COUNT, "a word for each");
	json_t *doc = document("anteroom.check/1"), *findings = json_array();

	for (size_t i = 0; i < d->found.count; i++) {
		const struct diag *one = &d->found.at[i];
		json_t *o = json_object();

		put_text(o, "file", one->at.file);
		put_whole(o, "line", one->at.line);
		put_whole(o, "column", one->at.column);
		put_text(o, "severity", severities[one->severity]);
		put_text(o, "id", one->id);
		put_text(o, "text", one->text);
		json_array_append_new(findings, o);
	}
	put(doc, "findings", findings);
	finish(out, doc);
}

/* ---- anteroom.list/1 ---- */

static void
put_instant(json_t *o, const char *key, int64_t ms)
{
	struct buf text = BUF_NONE;

	date_put_instant(&text, ms);
	put_text(o, key, buf_text(&text));
	buf_free(&text);
}

static json_t *
row_json(const struct json_record *row)
{
	const struct record_head *h = &row->head;
	json_t *o = json_object();

	put_text(o, "id", row->id);
	put_text(o, "state", record_state_word(h->state));
	put_text(o, "day", row->day);
	put_text(o, "form", h->form_id);
	put_whole(o, "version", h->form_version);
	if (h->client[0])
		put_text(o, "client", h->client);
	put_text(o, "lang", h->lang);
	put_whole(o, "flags", h->flags);
	put_whole(o, "ask", h->ask);
	put_whole(o, "answered", h->answered);
	put_whole(o, "items", h->items);
	put_instant(o, "started", h->started);
	if (h->ended)
		put_instant(o, "ended", h->ended);
	if (row->seen)
		put(o, "seen", json_true());
	return o;
}

void
exchange_list_json(const struct json_record *rows, size_t count,
	const struct json_unopened *unopened, size_t unopened_count, size_t unread,
	struct buf *out)
{
	json_t *doc = document("anteroom.list/1"), *records = json_array();
	json_t *damaged = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(records, row_json(&rows[i]));
	for (size_t i = 0; i < unopened_count; i++) {
		json_t *o = json_object();

		put_text(o, "id", unopened[i].id);
		put_text(o, "state", unopened[i].state);
		put_text(o, "day", unopened[i].day);
		json_array_append_new(damaged, o);
	}
	put(doc, "records", records);
	put_whole(doc, "unread", unread);
	put(doc, "unopened", damaged);
	finish(out, doc);
}

void
exchange_doctor_json(const struct json_check *rows, size_t count, struct buf *out)
{
	json_t *doc = document("anteroom.doctor/1"), *checks = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *o = json_object();

		put_text(o, "id", rows[i].id);
		put_text(o, "state", rows[i].state);
		put_text(o, "text", rows[i].text);
		if (*rows[i].advice)
			put_text(o, "advice", rows[i].advice);
		json_array_append_new(checks, o);
	}
	put(doc, "checks", checks);
	finish(out, doc);
}

/* ---- anteroom.members/1 ---- */

void
exchange_members_json(const struct json_member *rows, size_t count, struct buf *out)
{
	json_t *doc = document("anteroom.members/1"), *members = json_array();

	for (size_t i = 0; i < count; i++) {
		const struct json_member *m = &rows[i];
		struct buf when = BUF_NONE;
		json_t *o = json_object();

		put_text(o, "id", m->id);
		if (*m->name)
			put_text(o, "name", m->name);
		put_text(o, "role", m->recovery ? "recovery" : "clinician");
		put_text(o, "state", m->active ? "active" : "removed");
		put(o, "self", json_boolean(m->self));
		if (!m->active) {
			date_put_instant(&when, m->removed);
			put_text(o, "removed", buf_text(&when));
		}
		json_array_append_new(members, o);
		buf_free(&when);
	}
	put(doc, "members", members);
	finish(out, doc);
}

/* ---- for the other files ---- */

json_t *
exchange_object(void)
{
	json_set_alloc_funcs(mem_alloc, mem_free);
	return json_object();
}

void
exchange_write(struct buf *out, json_t *object)
{
	json_dump_callback(object, put_bytes, out,
		JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(REAL_DIGITS));
	json_decref(object);
}

json_t *
exchange_number(double value)
{
	return number(value);
}

json_t *
exchange_document(const char *schema)
{
	return document(schema);
}

void
exchange_finish(struct buf *out, json_t *doc)
{
	finish(out, doc);
}

void
exchange_put(json_t *object, const char *key, json_t *value)
{
	put(object, key, value);
}

void
exchange_put_whole(json_t *object, const char *key, int64_t value)
{
	put_whole(object, key, value);
}

void
exchange_put_text(json_t *object, const char *key, const char *text)
{
	put_text(object, key, text);
}

void
exchange_put_instant(json_t *object, const char *key, int64_t ms)
{
	put_instant(object, key, ms);
}
