/* event.c - one event as one line of bytes, and back */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "answer/part.h"
#include "base/num.h"
#include "base/utf8.h"

enum { EVENT_FIELDS = 4 }; /* kind, time, key, value */

static const char *const kind_words[] = {
	"start",
	"consent",
	"answer",
	"section",
	"safety",
	"lang",
	"stop",
	"resume",
	"finish",
	"decline",
};
_Static_assert(COUNT_OF(kind_words) == EVENT_KIND_COUNT, "a word for every event");

void
event_put(struct buf *b, const struct event *e)
{
	assert(e->kind < EVENT_KIND_COUNT);
	buf_printf(b, "%s\t%" PRId64 "\t", kind_words[e->kind], e->at);
	escape_put(b, e->key);
	buf_char(b, '\t');
	escape_put(b, e->value);
}

static bool
kind_find(const char *word, enum event_kind *ret)
{
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++) {
		if (strcmp(word, kind_words[i]) == 0) {
			*ret = (enum event_kind)i;
			return true;
		}
	}
	return false;
}

char *
line_field(struct arena *a, const char *bytes, size_t n, int wanted)
{
	size_t from = 0, to;

	for (;; from = to + 1, wanted--) {
		for (to = from; to < n && bytes[to] != '\t'; to++)
			;
		if (wanted == 0)
			return escape_read(a, bytes + from, to - from);
		if (to == n)
			return NULL;
	}
}

bool
line_valid(const char *bytes, size_t n, size_t tabs)
{
	size_t seen = 0;

	for (size_t i = 0; i < n; i++) {
		if (bytes[i] == '\0' || bytes[i] == '\n')
			return false;
		seen += bytes[i] == '\t';
	}
	return seen == tabs && utf8_valid(bytes, n) == n;
}

bool
event_read(struct arena *a, const char *bytes, size_t n, struct event *ret)
{
	char *part[EVENT_FIELDS];
	struct event e;

	if (!line_valid(bytes, n, EVENT_FIELDS - 1))
		return false;
	for (int i = 0; i < EVENT_FIELDS; i++) {
		part[i] = line_field(a, bytes, n, i);
		if (!part[i])
			return false;
	}
	if (!kind_find(part[0], &e.kind) || !num_parse_int(part[1], &e.at))
		return false;
	e.key = part[2];
	e.value = part[3];
	*ret = e;
	return true;
}

struct event
event_copy(struct arena *a, const struct event *e)
{
	return (struct event){
		.kind = e->kind,
		.at = e->at,
		.key = arena_strdup(a, e->key),
		.value = arena_strdup(a, e->value),
	};
}
