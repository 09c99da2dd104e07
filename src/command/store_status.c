/* store_status.c - what can be told of the store without a key */
#include <string.h>
#include <sys/statvfs.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/utf8.h"
#include "command/internal.h"
#include "exchange/json_store.h"
#include "store/care.h"

static const struct {
	const char *word;
	enum text_id text;
} states[] = {
	{"open",     TEXT_STATUS_OPEN    },
	{"stopped",  TEXT_STATUS_STOPPED },
	{"done",     TEXT_STATUS_DONE    },
	{"declined", TEXT_STATUS_DECLINED},
};
_Static_assert(COUNT_OF(states) == STORE_STATE_COUNT, "a row per state");

#define ROWS_MAX 24
struct lines {
	struct call *call;
	size_t count;
	const char *label[ROWS_MAX], *value[ROWS_MAX];
};

static void
add(struct lines *l, enum text_id label, const char *value)
{
	if (!*value || l->count == ROWS_MAX)
		return;
	l->label[l->count] = text(l->call->lang, label);
	l->value[l->count++] = utf8_printable(&l->call->arena, value);
}

static void
add_number(struct lines *l, enum text_id label, uint64_t value)
{
	add(l, label, arena_printf(&l->call->arena, "%llu", (unsigned long long)value));
}

/* A sentence with holes, in the arena. */
static const char *
filled(struct call *c, enum text_id id, const char *a, const char *a_value, const char *b,
	const char *b_value)
{
	struct buf out = BUF_NONE;
	const char *said;

	text_fill(&out, c->lang, id, a, a_value, b, b_value, NULL);
	said = arena_strdup(&c->arena, buf_text(&out));
	buf_free(&out);
	return said;
}

static const char *
kib(struct call *c, uint64_t bytes)
{
	return arena_printf(
		&c->arena, "%llu", (unsigned long long)((bytes + 1023) / 1024));
}

/* Aligned on a terminal, labelled with --accessible, else tabs. */
static int
put_lines(const struct lines *l)
{
	struct call *c = l->call;
	bool table = out_is_terminal() && !c->opt[OPT_ACCESSIBLE];
	struct buf out = BUF_NONE;
	int rc, width = 0;

	for (size_t i = 0; i < l->count; i++)
		if (utf8_width(l->label[i]) > width)
			width = utf8_width(l->label[i]);
	for (size_t i = 0; i < l->count; i++) {
		buf_str(&out, l->label[i]);
		if (table)
			buf_printf(&out, "%*s", width - utf8_width(l->label[i]) + 2, "");
		else
			buf_str(&out, c->opt[OPT_ACCESSIBLE] ? ": " : "\t");
		buf_printf(&out, "%s\n", l->value[i]);
	}
	rc = out_write(c, &out);
	buf_free(&out);
	return rc;
}

static int
put_words(struct call *c, const struct json_store *s)
{
	struct lines l = {.call = c};
	uint64_t all = 0;

	for (size_t i = 0; i < s->record_count; i++)
		all += s->records[i].count;
	add(&l, TEXT_STATUS_FILE, s->file);
	add(&l, TEXT_STATUS_SIZE,
		filled(c, TEXT_STATUS_SIZE_IS, "kib", kib(c, s->size), "unused",
			kib(c, s->unused)));
	add_number(&l, TEXT_STATUS_SCHEMA, (uint64_t)s->schema);
	add_number(&l, TEXT_STATUS_RECORDS, all);
	for (size_t i = 0; i < s->record_count; i++)
		add_number(&l, states[i].text, s->records[i].count);
	add(&l, TEXT_STATUS_FIRST, s->first);
	add(&l, TEXT_STATUS_LAST, s->last);
	add_number(&l, TEXT_STATUS_ENTRIES, s->entries);
	add(&l, TEXT_STATUS_BACKUP,
		*s->backup ? s->backup : text(c->lang, TEXT_STATUS_NEVER));
	add(&l, TEXT_STATUS_SQLITE, s->version);
	add(&l, TEXT_STATUS_JOURNAL,
		filled(c, TEXT_STATUS_JOURNAL_IS, "journal", s->journal, "sync",
			s->sync));
	add(&l, TEXT_STATUS_FREE,
		filled(c, TEXT_STATUS_FREE_IS, "mib",
			arena_printf(
				&c->arena, "%llu", (unsigned long long)(s->free >> 20)),
			"", ""));
	return put_lines(&l);
}

static const char *
day_of(struct call *c, int64_t ms)
{
	struct buf day = BUF_NONE;
	const char *said;

	if (!ms)
		return "";
	date_put_iso(&day, date_of_instant(ms));
	said = arena_strdup(&c->arena, buf_text(&day));
	buf_free(&day);
	return said;
}

static int
tell(struct call *c, const struct home *h, const struct store_status *st,
	const struct store_engine *e)
{
	struct json_count counts[STORE_STATE_COUNT];
	struct json_store s = {.file = h->paths.db, .version = e->version};
	struct buf json = BUF_NONE;
	struct statvfs disk;
	int rc;

	for (size_t i = 0; i < STORE_STATE_COUNT; i++)
		counts[i] = (struct json_count){states[i].word, st->records[i]};
	s.journal = e->journal;
	s.sync = e->sync;
	s.first = st->first;
	s.last = st->last;
	s.backup = day_of(c, st->backup);
	s.size = st->size;
	s.unused = st->unused;
	s.free = statvfs(h->folder, &disk) ? 0 : (uint64_t)disk.f_bavail * disk.f_frsize;
	s.entries = st->entries;
	s.schema = st->schema;
	s.records = counts;
	s.record_count = COUNT_OF(counts);
	if (!c->opt[OPT_JSON])
		return put_words(c, &s);
	exchange_store_json(&s, &json);
	rc = out_write(c, &json);
	buf_free(&json);
	return rc;
}

int
run_store_status(struct call *c)
{
	struct store_status st;
	struct store_engine e;
	struct home h = {0};
	int rc = home_open(c, &h);

	if (!rc)
		rc = home_store(c, &h);
	if (!rc)
		rc = store_status(h.store, &st, &c->err);
	if (!rc)
		rc = store_read_engine(h.store, &e, &c->err);
	if (!rc)
		rc = tell(c, &h, &st, &e);
	home_close(&h);
	return rc;
}
