/* head.c - the head of a record: the little that a list shows, as "key value" lines */
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "answer/part.h"
#include "base/num.h"
#include "base/utf8.h"

enum head_kind { HEAD_TEXT, HEAD_COUNT, HEAD_INSTANT, HEAD_STATE };

/* Key, kind, where it is kept; the first need not be there. */
static const struct head_field {
	const char *key;
	enum head_kind kind;
	size_t at;
} fields[] = {
	{"assigned", HEAD_COUNT,   offsetof(struct record_head, assigned)    },
	{"form",     HEAD_TEXT,    offsetof(struct record_head, form_id)     },
	{"version",  HEAD_COUNT,   offsetof(struct record_head, form_version)},
	{"client",   HEAD_TEXT,    offsetof(struct record_head, client)      },
	{"lang",     HEAD_TEXT,    offsetof(struct record_head, lang)        },
	{"state",    HEAD_STATE,   offsetof(struct record_head, state)       },
	{"started",  HEAD_INSTANT, offsetof(struct record_head, started)     },
	{"ended",    HEAD_INSTANT, offsetof(struct record_head, ended)       },
	{"flags",    HEAD_COUNT,   offsetof(struct record_head, flags)       },
	{"ask",      HEAD_COUNT,   offsetof(struct record_head, ask)         },
	{"answered", HEAD_COUNT,   offsetof(struct record_head, answered)    },
	{"items",    HEAD_COUNT,   offsetof(struct record_head, items)       },
};
enum { FIELD_NEEDED = 1 }; /* from here on */

void
record_head_put(struct buf *b, const struct record_head *h)
{
	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		const char *at = (const char *)h + fields[i].at;

		buf_printf(b, "%s ", fields[i].key);
		switch (fields[i].kind) {
		case HEAD_TEXT:
			escape_put(b, *(const char *const *)(const void *)at);
			break;
		case HEAD_COUNT:
			buf_printf(b, "%d", *(const int *)(const void *)at);
			break;
		case HEAD_INSTANT:
			buf_printf(b, "%" PRId64, *(const int64_t *)(const void *)at);
			break;
		case HEAD_STATE:
			buf_str(b, record_state_word(h->state));
			break;
		}
		buf_char(b, '\n');
	}
}

static bool
field_read(struct arena *a, const struct head_field *field, const char *value,
	struct record_head *h)
{
	char *to = (char *)h + field->at;
	int64_t n;

	switch (field->kind) {
	case HEAD_TEXT:
		value = escape_read(a, value, strlen(value));
		if (!value || utf8_valid(value, strlen(value)) != strlen(value))
			return false;
		*(const char **)(void *)to = value;
		return true;
	case HEAD_COUNT:
		if (!num_parse_int(value, &n) || n < 0 || n > INT32_MAX)
			return false;
		*(int *)(void *)to = (int)n;
		return true;
	case HEAD_INSTANT:
		return num_parse_int(value, (int64_t *)(void *)to);
	case HEAD_STATE:
		return record_state_find(value, &h->state);
	}
	return false;
}

/* One line; a key that is not known comes from a later version and is passed over. */
static bool
line_read(struct arena *a, const char *line, bool seen[COUNT_OF(fields)],
	struct record_head *h)
{
	size_t key = strcspn(line, " ");

	if (line[key] != ' ')
		return false;
	for (size_t i = 0; i < COUNT_OF(fields); i++) {
		if (strlen(fields[i].key) != key ||
			strncmp(fields[i].key, line, key) != 0)
			continue;
		if (seen[i])
			return false;
		seen[i] = true;
		return field_read(a, &fields[i], line + key + 1, h);
	}
	return true;
}

int
record_head_read(struct arena *a, const char *bytes, size_t n, struct record_head *ret,
	struct err *err)
{
	bool seen[COUNT_OF(fields)] = {false};
	struct record_head h = {0};

	for (size_t at = 0; at < n;) {
		const char *end = memchr(bytes + at, '\n', n - at);
		size_t len = end ? (size_t)(end - (bytes + at)) : n - at;

		if (!end || !line_read(a, arena_strndup(a, bytes + at, len), seen, &h))
			return err_set(
				err, ERR_INVALID, "the head of the record is damaged");
		at += len + 1;
	}
	for (size_t i = FIELD_NEEDED; i < COUNT_OF(fields); i++) {
		if (!seen[i])
			return err_set(err, ERR_INVALID,
				"the head of the record has no '%s'", fields[i].key);
	}
	*ret = h;
	return 0;
}
