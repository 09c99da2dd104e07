/*
 * verify_record.c - do envelopes and drafts open, and are they what the log says
 *
 * The log names each record that was begun and the digest of what was sealed.  Both
 * sides are held against each other one range of ids at a time, so that memory stays
 * below a megabyte however many records there are.
 */
#include "store/verify.h"

#include <string.h>

#include "base/mem.h"

#define RANGE       5500       /* records of one range, about: ids are random */
#define FETCH_MOST  32         /* records fetched in one transaction ... */
#define FETCH_BYTES (1u << 20) /* ... or so many bytes */

/* --- one record, copied out of the database --- */

struct copied {
	unsigned char id[ID_SIZE], box[BOX_SIZE], vault[ID_SIZE];
	int64_t seq;
	bool good; /* its row is of our shape */
	enum store_state state;
	const void *head, *body; /* in the arena; NULL: there is none */
	size_t head_n, body_n;
	struct sealed_events events;
	bool events_good, hold;
	char day[DAY_ROOM], keep_until[DAY_ROOM];
	struct beside beside;
};
struct batch {
	struct arena arena;
	struct copied rows[FETCH_MOST];
	size_t count, bytes;
};

static const void *
copy_blob(struct batch *b, sqlite3_stmt *st, int column, size_t *ret_n)
{
	struct err ignored = ERR_NONE;
	const void *bytes;
	size_t n;

	if (sql_bytes(st, column, &bytes, &n, &ignored) || !n)
		return NULL;
	*ret_n = n;
	b->bytes += n;
	return memcpy(arena_alloc(&b->arena, n), bytes, n);
}

static void
copy_row(struct batch *b, sqlite3_stmt *st, struct copied *r)
{
	struct err ignored = ERR_NONE;

	*r = (struct copied){.events = SEALED_EVENTS_NONE,
		.events_good = true,
		.beside = {.notes = SEALED_NOTES_NONE}};
	r->seq = sqlite3_column_int64(st, 0);
	r->good = !sql_fixed(st, 1, r->id, ID_SIZE, &ignored) &&
		!state_fetch(st, 2, &r->state, &ignored) &&
		!sql_fixed(st, 3, r->vault, ID_SIZE, &ignored) &&
		!sql_fixed(st, 4, r->box, BOX_SIZE, &ignored);
	r->head = copy_blob(b, st, 5, &r->head_n);
	r->body = copy_blob(b, st, 6, &r->body_n);
	r->hold = sqlite3_column_int(st, 7) != 0;
	day_fetch(st, 8, r->day);
	day_fetch(st, 9, r->keep_until);
}

static int
fetch_drafts(struct verify *c, struct batch *b, struct range *g, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; i < b->count && !rc; i++) {
		struct copied *r = &b->rows[i];

		if (!r->good)
			continue;
		rc = learn_newer(c, said_of(&g->log, r->id), err);
		if (!rc)
			rc = beside_fetch(c, r->id, &r->beside, err);
		if (rc || !in_progress(r->state))
			continue;
		rc = events_fetch(c->v->s, r->seq, &r->events, err);
		r->events_good = !rc;
		if (rc == ERR_INVALID)
			rc = 0;
	}
	return rc;
}

static int
fetch_batch(struct verify *c, struct batch *b, struct range *g, struct err *err)
{
	struct store *s = c->v->s;
	sqlite3_stmt *st = NULL;
	int rc = read_begin(s, err);

	arena_clear(&b->arena);
	b->count = b->bytes = 0;
	if (!rc)
		rc = sql_query(s, SET_VERIFY, VERIFY_RECORDS, &st, err, "bbi", g->after,
			g->after_n, g->before, g->before_n, (int64_t)FETCH_MOST);
	while (!rc && b->count < FETCH_MOST && b->bytes < FETCH_BYTES &&
		(rc = sql_step(st, err)) == 1) {
		const void *id = sqlite3_column_blob(st, 1);
		int n = sqlite3_column_bytes(st, 1);

		copy_row(b, st, &b->rows[b->count++]);
		/* an id that is too long or too short is still where it is */
		g->after_n = n < (int)sizeof g->after ? (size_t)n : sizeof g->after;
		if (id && g->after_n)
			memcpy(g->after, id, g->after_n);
		rc = 0;
	}
	sql_end(st);
	if (!rc)
		rc = fetch_drafts(c, b, g, err);
	read_end(s);
	return rc;
}

static void
drop_batch(struct batch *b)
{
	for (size_t i = 0; i < b->count; i++) {
		arena_free(&b->rows[i].events.arena);
		arena_free(&b->rows[i].beside.notes.arena);
	}
}

/* --- does it open, and is it what the log says --- */

static void
ignore_event(void *self, const void *bytes, size_t n)
{
	(void)bytes, (void)n;
	++*(int64_t *)self;
}

static void
check_draft(struct verify *c, const struct copied *r, const unsigned char *key)
{
	struct err ignored = ERR_NONE;
	int64_t opened = 0;

	c->sum->drafts++;
	if (!r->events_good)
		verify_found(c, FAULT_EVENT_MISSING, (int64_t)r->events.rows.count + 1,
			r->id, NULL);
	if (events_open(&r->events, key, r->id, ignore_event, &opened, &ignored))
		verify_found(c, FAULT_EVENT, opened + 1, r->id, NULL);
}

static bool
part_opens(const struct copied *r, const unsigned char *key, const char *purpose,
	const void *sealed, size_t n, struct buf *plain)
{
	struct err ignored = ERR_NONE;

	buf_wipe(plain);
	return !seal_get(plain, key, (struct seal_place){purpose, r->id, 0}, sealed, n,
		ENVELOPE_STEP, &ignored);
}

/* As the log has it; entries of versions before this one have the parts without the days. */
static bool
is_as_sealed(const struct copied *r, const struct said *s)
{
	unsigned char parts[DIGEST_SIZE], digest[DIGEST_SIZE];

	digest_of(parts, r->head, r->head_n, r->body, r->body_n);
	record_digest(digest, parts, r->day, r->keep_until);
	return !memcmp(digest, s->digest, DIGEST_SIZE) ||
		!memcmp(parts, s->digest, DIGEST_SIZE);
}

static void
check_envelope(struct verify *c, const struct copied *r, const struct said *s,
	const unsigned char *key)
{
	struct buf plain = BUF_NONE;
	bool head, body;

	c->sum->records++;
	if (!r->head || !r->body) {
		verify_found(c, FAULT_RECORD_NONE, 0, r->id, NULL);
		return;
	}
	head = part_opens(r, key, "head", r->head, r->head_n, &plain);
	if (head)
		beside_check_client(c, r->id, &r->beside, &plain);
	body = part_opens(r, key, "body", r->body, r->body_n, &plain);
	buf_wipe(&plain);
	buf_free(&plain);
	if (!head)
		verify_found(c, FAULT_RECORD_HEAD, 0, r->id, NULL);
	if (!body)
		verify_found(c, FAULT_RECORD_BODY, 0, r->id, NULL);
	if (head && body && c->holds && s->has_digest && !is_as_sealed(r, s))
		verify_found(c, FAULT_RECORD_CHANGED, 0, r->id, NULL);
}

static void
check_record(struct verify *c, struct range *g, struct copied *r, unsigned char *key)
{
	struct store *s = c->v->s;
	struct said *said;

	if (!r->good) {
		verify_found(c, FAULT_RECORD_ROW, r->seq, NULL, NULL);
		return;
	}
	said = said_of(&g->log, r->id);
	said->seen = true;
	if (c->holds && !said->taken)
		verify_found(c, FAULT_RECORD_FOREIGN, 0, r->id, NULL);
	if (c->holds && said->hold != r->hold)
		verify_found(c, FAULT_RECORD_HOLD, 0, r->id, NULL);
	if (memcmp(r->vault, s->vault, ID_SIZE) != 0 ||
		!seal_unbox(key, s->card.vault_public, c->v->secret, r->box)) {
		verify_found(c, FAULT_RECORD_KEY, 0, r->id, NULL);
		return;
	}
	if (in_progress(r->state))
		check_draft(c, r, key);
	else
		check_envelope(c, r, said, key);
	beside_check_notes(c, r->id, &r->beside, said, key);
}

/* --- what the log has and the store has not --- */

static int
is_there(struct verify *c, struct said *s, bool *ret, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int rc = read_begin(c->v->s, err);

	if (!rc)
		rc = learn_newer(c, s, err);
	if (!rc)
		rc = sql_query(c->v->s, SET_VERIFY, VERIFY_RECORD, &st, err, "k", s->id);
	if (!rc) {
		rc = sql_step(st, err);
		*ret = rc == 1;
	}
	sql_end(st);
	read_end(c->v->s);
	return rc < 0 ? rc : 0;
}

static int
check_gone(struct verify *c, struct range *g, struct err *err)
{
	bool there = false;
	int rc = 0;

	for (size_t i = 0; c->holds && i < g->log.room && !rc; i++) {
		struct said *s = &g->log.slots[i];

		if (!s->used || !s->taken || s->gone || s->seen)
			continue;
		rc = is_there(c, s, &there, err);
		if (!rc && !there && !s->gone)
			verify_found(c, FAULT_RECORD_GONE, 0, s->id, NULL);
	}
	return rc;
}

/* --- a range of ids after the other --- */

static int
check_range(struct verify *c, struct range *g, size_t about, struct batch *b,
	unsigned char *key, struct err *err)
{
	int rc = learn_range(c, g, about, err);

	while (!rc) {
		rc = fetch_batch(c, b, g, err);
		for (size_t i = 0; !rc && i < b->count; i++)
			check_record(c, g, &b->rows[i], key);
		drop_batch(b);
		if (rc || !b->count)
			break;
		verify_tick(c, b->count);
	}
	return rc ? rc : check_gone(c, g, err);
}

/* Range i of count: ids by their first two bytes; before them, and after the last. */
static void
set_range(struct range *g, size_t i, size_t count)
{
	size_t from = i * 65536 / count, to = (i + 1) * 65536 / count;

	*g = (struct range){
		.log = {NULL, 0, 0}
        };
	/* ids are never the bounds themselves: a bound is two bytes long */
	g->after[0] = (unsigned char)(from >> 8);
	g->after[1] = (unsigned char)(from & 0xff);
	g->after_n = i ? 2 : 0;
	g->before[0] = (unsigned char)(to >> 8);
	g->before[1] = (unsigned char)(to & 0xff);
	g->before_n = 2;
	if (i + 1 == count) {
		memset(g->before, 0xff, sizeof g->before);
		g->before_n = sizeof g->before;
	}
}

static int
count_taken(struct verify *c, size_t *ret, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(c->v->s, SET_VERIFY, VERIFY_TAKEN, &st, err, "");

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1)
		*ret = (size_t)sqlite3_column_int64(st, 0);
	sql_end(st);
	return rc < 0 ? rc : 0;
}

int
verify_records(struct verify *c, struct err *err)
{
	unsigned char *key = store_secret_new(KEY_SIZE);
	struct batch *b = mem_alloc(sizeof *b);
	struct range g;
	size_t taken = 0, ranges;
	int rc = count_taken(c, &taken, err);

	ranges = 1 + taken / RANGE;
	for (size_t i = 0; i < ranges && !rc; i++) {
		set_range(&g, i, ranges);
		rc = check_range(c, &g, taken / ranges, b, key, err);
		mem_free(g.log.slots);
	}
	arena_free(&b->arena);
	mem_free(b);
	store_secret_free(key);
	return rc;
}
