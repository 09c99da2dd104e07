/* record.c - events to a record, a record to bytes and back, and what the events come to
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "answer/part.h"
#include "base/num.h"
#include "base/utf8.h"
#include "base/vec.h"

/* The first line of a record's bytes; the number changes when its meaning does. */
static const char record_first[] = "anteroom-record 1";

static const char *const state_words[] = {"open", "stopped", "done", "declined"};
_Static_assert(COUNT_OF(state_words) == RECORD_STATE_COUNT, "a word for every state");

const char *
record_state_word(enum record_state s)
{
	assert(s < RECORD_STATE_COUNT);
	return state_words[s];
}

bool
record_state_find(const char *word, enum record_state *ret)
{
	for (size_t i = 0; i < RECORD_STATE_COUNT; i++) {
		if (strcmp(word, state_words[i]) == 0) {
			*ret = (enum record_state)i;
			return true;
		}
	}
	return false;
}

/* ---- events to a record ---- */

/* What the value of an event may be, words with | between; NULL: looked at elsewhere. */
static const char *const event_values[] = {
	NULL,                          /* START */
	"yes|no|talk",                 /* CONSENT */
	NULL,                          /* ANSWER: by its item, in record_answers */
	"skip|open",                   /* SECTION */
	"shown|soft|go-on|stop|again", /* SAFETY */
	NULL,                          /* LANG */
	"",                            /* STOP */
	"",                            /* RESUME */
	"",                            /* FINISH */
	"no|talk",                     /* DECLINE */
};
_Static_assert(COUNT_OF(event_values) == EVENT_KIND_COUNT, "values of every event");

static bool
is_one_of(const char *value, const char *words)
{
	size_t n = strlen(value);

	for (const char *p = words;;) {
		size_t w = strcspn(p, "|");

		if (w == n && strncmp(p, value, n) == 0)
			return true;
		p += w;
		if (!*p)
			return false;
		p++;
	}
}

/* "phq9 1 3f...": id, version, digest. */
static bool
form_read(struct arena *a, const char *value, struct record *r)
{
	size_t id = strcspn(value, " "), version, digest;
	const char *p = value + id;
	int64_t n;

	if (id == 0 || *p != ' ')
		return false;
	version = strcspn(++p, " ");
	if (p[version] != ' ' || !num_parse_int(arena_strndup(a, p, version), &n))
		return false;
	if (n < 1 || n > INT32_MAX)
		return false;
	digest = strlen(p + version + 1);
	if (digest != DIGEST_HEX - 1 ||
		strspn(p + version + 1, "0123456789abcdef") != digest)
		return false;
	r->form_id = arena_strndup(a, value, id);
	r->form_version = (int)n;
	r->form_digest = arena_strdup(a, p + version + 1);
	return true;
}

static bool
start_read(struct arena *a, const struct event *e, struct record *r)
{
	const struct {
		const char *key;
		const char **to;
	} texts[] = {
		{"client", &r->client},
                {"lang",   &r->lang  },
                {"mode",   &r->mode  }
        };

	if (strcmp(e->key, "form") == 0)
		return !r->form_id && form_read(a, e->value, r);
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		if (strcmp(e->key, texts[i].key) == 0) {
			*texts[i].to = e->value;
			return true;
		}
	}
	return false;
}

/* One event after the others; false when it makes no sense there. */
static bool
event_take(struct arena *a, const struct event *e, struct record *r)
{
	if (r->state == RECORD_DONE || r->state == RECORD_DECLINED)
		return false;
	if (event_values[e->kind] && !is_one_of(e->value, event_values[e->kind]))
		return false;
	switch (e->kind) {
	case EVENT_START:
		return start_read(a, e, r);
	case EVENT_CONSENT:
		r->consent = e->value;
		break;
	case EVENT_ANSWER:
	case EVENT_SECTION:
	case EVENT_SAFETY:
		return e->key[0] != '\0';
	case EVENT_LANG:
		r->lang = e->value;
		break;
	case EVENT_STOP:
		r->state = RECORD_STOPPED;
		break;
	case EVENT_RESUME:
		r->state = RECORD_OPEN;
		break;
	case EVENT_FINISH:
		r->state = RECORD_DONE;
		r->ended = e->at;
		break;
	case EVENT_DECLINE:
		r->state = RECORD_DECLINED;
		r->ended = e->at;
		break;
	case EVENT_KIND_COUNT:
		return false;
	}
	return true;
}

int
record_from_events(struct arena *a, const struct event *events, size_t count,
	struct record *ret, struct err *err)
{
	struct record r = {.client = "", .lang = "", .mode = "", .consent = ""};

	if (count == 0 || events[0].kind != EVENT_START ||
		strcmp(events[0].key, "form") != 0)
		return err_set(
			err, ERR_INVALID, "the record does not begin with its form");
	for (size_t i = 0; i < count; i++) {
		if (!event_take(a, &events[i], &r))
			return err_set(err, ERR_INVALID,
				"event %zu of the record makes no sense there", i + 1);
	}
	r.started = events[0].at;
	r.events = events;
	r.event_count = count;
	*ret = r;
	return 0;
}

/* ---- bytes ---- */

void
record_put(struct buf *b, const struct record *r)
{
	buf_printf(b, "%s\n", record_first);
	for (size_t i = 0; i < r->event_count; i++) {
		event_put(b, &r->events[i]);
		buf_char(b, '\n');
	}
	for (size_t i = 0; i < r->note_count; i++) {
		if (r->notes[i].kind != NOTE_ASSIGN)
			continue; /* the others stay beside it, to be added to */
		note_put(b, &r->notes[i]);
		buf_char(b, '\n');
	}
}

int
record_read(
	struct arena *a, const char *bytes, size_t n, struct record *ret, struct err *err)
{
	VEC(struct event) events = VEC_NONE;
	VEC(struct note) notes = VEC_NONE;
	int rc;
	size_t at = sizeof(record_first); /* with its newline */

	if (n < at || memcmp(bytes, record_first, at - 1) != 0 || bytes[at - 1] != '\n')
		return err_set(err, ERR_INVALID, "this is not a record of version 1");
	while (at < n) {
		const char *end = memchr(bytes + at, '\n', n - at);
		size_t len = end ? (size_t)(end - (bytes + at)) : 0;
		struct event e;
		struct note note;

		if (end && !notes.count && event_read(a, bytes + at, len, &e))
			*vec_push(a, &events) = e;
		else if (end && note_read(a, bytes + at, len, &note) &&
			note.kind == NOTE_ASSIGN)
			*vec_push(a, &notes) = note;
		else
			return err_set(err, ERR_INVALID,
				"line %zu of the record is damaged",
				events.count + notes.count + 2);
		at = (size_t)(end - bytes) + 1;
	}
	rc = record_from_events(a, events.at, events.count, ret, err);
	if (!rc)
		record_add_notes(a, ret, notes.at, notes.count);
	return rc;
}

/* ---- what the events come to ---- */

static int
answer_take(struct arena *a, const struct event *e, const struct form *f,
	struct answers *got, struct err *err)
{
	const struct item *it = form_item(f, e->key);

	if (!it)
		return err_set(err, ERR_INVALID,
			"the record answers a question that the form has not");
	if (!value_read(a, it, e->value, &got->at[it->index]))
		return err_set(err, ERR_INVALID,
			"the record's answer to '%s' is none that the form has", it->id);
	return 0;
}

int
record_answers(struct arena *a, const struct record *r, const struct form *f,
	struct answers **ret, struct err *err)
{
	struct answers *got = answers_new(a, f);
	bool *skipped = arena_array(a, f->section_count, sizeof *skipped);
	int rc;

	for (size_t i = 0; i < r->event_count; i++) {
		const struct event *e = &r->events[i];
		const struct section *s;

		if (e->kind == EVENT_ANSWER) {
			rc = answer_take(a, e, f, got, err);
			if (rc)
				return rc;
		}
		if (e->kind != EVENT_SECTION)
			continue;
		s = form_section(f, e->key);
		if (!s)
			return err_set(err, ERR_INVALID,
				"the record skips a part that the form has not");
		skipped[s - f->sections] = strcmp(e->value, "skip") == 0;
	}
	for (size_t i = 0; i < f->item_count; i++) {
		if (got->at[i].missing == MISSING_NOT_REACHED &&
			skipped[f->items[i].section - f->sections])
			got->at[i] = value_missing(MISSING_SECTION_SKIPPED);
	}
	*ret = got;
	return 0;
}

const struct said *
record_history(
	struct arena *a, const struct record *r, const struct item *it, size_t *ret_count)
{
	VEC(struct said) all = VEC_NONE;

	for (size_t i = 0; i < r->event_count; i++) {
		const struct event *e = &r->events[i];
		struct value v;

		if (e->kind != EVENT_ANSWER || strcmp(e->key, it->id) != 0)
			continue;
		if (value_read(a, it, e->value, &v))
			*vec_push(a, &all) = (struct said){v, e->at};
	}
	*ret_count = all.count;
	return all.at;
}
