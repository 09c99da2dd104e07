/* note.c - what the practice adds to a record: a flag was seen, the client was put right */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "answer/part.h"
#include "base/num.h"
#include "base/vec.h"

enum { NOTE_FIELDS = 5 }; /* kind, time, how many events, who, text */

static const char *const kind_words[] = {"ack", "assign"};
_Static_assert(COUNT_OF(kind_words) == NOTE_KIND_COUNT, "a word for every note");

void
note_put(struct buf *b, const struct note *n)
{
	assert(n->kind < NOTE_KIND_COUNT);
	buf_printf(b, "%s\t%" PRId64 "\t%d\t", kind_words[n->kind], n->at, n->events);
	escape_put(b, n->by);
	buf_char(b, '\t');
	escape_put(b, n->text);
}

static bool
kind_find(const char *word, enum note_kind *ret)
{
	for (size_t i = 0; i < NOTE_KIND_COUNT; i++) {
		if (strcmp(word, kind_words[i]) == 0) {
			*ret = (enum note_kind)i;
			return true;
		}
	}
	return false;
}

bool
note_read(struct arena *a, const char *bytes, size_t n, struct note *ret)
{
	char *part[NOTE_FIELDS];
	struct note note;
	int64_t events;

	if (!line_valid(bytes, n, NOTE_FIELDS - 1))
		return false;
	for (int i = 0; i < NOTE_FIELDS; i++) {
		part[i] = line_field(a, bytes, n, i);
		if (!part[i])
			return false;
	}
	if (!kind_find(part[0], &note.kind) || !num_parse_int(part[1], &note.at) ||
		!num_parse_int(part[2], &events) || events < 0 || events > INT32_MAX)
		return false;
	note.events = (int)events;
	note.by = part[3];
	note.text = part[4];
	if (note.kind == NOTE_ASSIGN && !client_code_valid(note.text))
		return false;
	*ret = note;
	return true;
}

void
record_add_notes(
	struct arena *a, struct record *r, const struct note *notes, size_t count)
{
	struct note *all = arena_array(a, r->note_count + count + 1, sizeof *all);
	size_t n = 0;
	bool assigned = false;

	for (; n < r->note_count; n++) {
		all[n] = r->notes[n];
		assigned = assigned || all[n].kind == NOTE_ASSIGN;
	}
	for (size_t i = 0; i < count; i++) {
		if (notes[i].kind == NOTE_ASSIGN && assigned)
			continue;
		all[n++] = notes[i];
	}
	r->notes = all;
	r->note_count = n;
	for (size_t i = 0; i < n; i++)
		if (all[i].kind == NOTE_ASSIGN)
			r->client = all[i].text;
}

const struct note *
record_seen(const struct record *r)
{
	const bool finished = r->state == RECORD_DONE || r->state == RECORD_DECLINED;
	const struct note *seen = NULL;

	for (size_t i = 0; i < r->note_count; i++) {
		const struct note *n = &r->notes[i];

		if (n->kind == NOTE_ACK &&
			(finished ? n->events == 0 : (size_t)n->events == r->event_count))
			seen = n;
	}
	return seen;
}
