/* verify_said.c - what the log says of the records of a range of ids; see verify.h */
#include "store/verify.h"

#include <string.h>

#include "base/mem.h"

#define WINDOW 8192  /* entries looked through before the lock goes */
#define LOAD   3 / 4 /* of the slots in use, at most */

static struct said *
slot_of(const struct table *t, const unsigned char *id)
{
	size_t at = 0;

	memcpy(&at, id, sizeof at);
	for (at &= t->room - 1; t->slots[at].used; at = (at + 1) & (t->room - 1))
		if (!memcmp(t->slots[at].id, id, ID_SIZE))
			break;
	return &t->slots[at];
}

/* For at least so many; a table that grows is there twice for a moment. */
static void
make_room(struct table *t, size_t count)
{
	struct table larger = {NULL, t->count, t->room ? t->room : 1024};

	while (larger.room * LOAD <= count)
		larger.room *= 2;
	if (larger.room == t->room)
		return;
	larger.slots = mem_array(larger.room, sizeof *larger.slots);
	for (size_t i = 0; i < t->room; i++)
		if (t->slots[i].used)
			*slot_of(&larger, t->slots[i].id) = t->slots[i];
	mem_free(t->slots);
	*t = larger;
}

struct said *
said_of(struct table *t, const unsigned char *id)
{
	struct said *s;

	make_room(t, t->count + 1);
	s = slot_of(t, id);
	if (!s->used) {
		memcpy(s->id, id, ID_SIZE);
		s->used = true;
		t->count++;
	}
	return s;
}

void
chain_note(unsigned char chain[DIGEST_SIZE], const unsigned char digest[DIGEST_SIZE])
{
	unsigned char next[DIGEST_SIZE];

	digest_of(next, chain, DIGEST_SIZE, digest, DIGEST_SIZE);
	memcpy(chain, next, DIGEST_SIZE);
}

/* One entry, in order; an entry of an event that says nothing here changes nothing. */
static void
learn(struct said *s, const struct audit_row *r)
{
	if (!strcmp(r->event, "take"))
		s->taken = true;
	else if (!strcmp(r->event, "erase") || !strcmp(r->event, "prune"))
		s->gone = true;
	else if (!strncmp(r->event, "hold", 4))
		s->hold = !r->event[4]; /* else "hold-lift" */
	else if (!strcmp(r->event, "ack") ||
		(!strcmp(r->event, "assign") && !s->sealed)) {
		/* while it is in progress the client is put right by a note */
		s->notes++;
		s->acks += !strcmp(r->event, "ack");
		chain_note(s->chain, r->digest);
	} else if (!strcmp(r->event, "seal") || !strcmp(r->event, "assign")) {
		s->sealed = true;
		/* an entry without a digest sealed anew and does not say what */
		s->has_digest = r->has_digest;
		memcpy(s->digest, r->digest, DIGEST_SIZE);
	}
}

static bool
in_range(const struct range *g, const unsigned char *id)
{
	return memcmp(id, g->after, ID_SIZE) > 0 &&
		(g->before_n > ID_SIZE || memcmp(id, g->before, ID_SIZE) < 0);
}

/* A prune that names no records: whatever was begun before it may be gone. */
static void
all_gone(struct table *t)
{
	for (size_t i = 0; i < t->room; i++)
		t->slots[i].gone = t->slots[i].gone || t->slots[i].used;
}

static int
learn_window(
	struct verify *c, struct range *g, int64_t after, int64_t last, struct err *err)
{
	struct audit_row r;
	sqlite3_stmt *st;
	int rc = sql_query(c->v->s, SET_VERIFY, VERIFY_SUBJECTS, &st, err, "iibb", after,
		last, g->after, g->after_n, g->before, g->before_n);

	if (rc)
		return rc;
	while ((rc = sql_step(st, err)) == 1) {
		audit_fetch(st, &r);
		if (!r.has_subject && !strcmp(r.event, "prune"))
			all_gone(&g->log);
		else if (r.has_subject && in_range(g, r.subject))
			learn(said_of(&g->log, r.subject), &r);
	}
	sql_end(st);
	return rc;
}

int
learn_range(struct verify *c, struct range *g, size_t about, struct err *err)
{
	int rc = 0;

	make_room(&g->log, about);
	for (int64_t after = 0; after < c->until && !rc; after += WINDOW)
		rc = learn_window(c, g, after,
			c->until - after < WINDOW ? c->until : after + WINDOW, err);
	return rc;
}

int
learn_newer(struct verify *c, struct said *s, struct err *err)
{
	struct audit_row r;
	sqlite3_stmt *st;
	int rc = sql_query(
		c->v->s, SET_VERIFY, VERIFY_NEWER, &st, err, "ik", c->until, s->id);

	if (rc)
		return rc;
	while ((rc = sql_step(st, err)) == 1) {
		audit_fetch(st, &r);
		learn(s, &r);
	}
	sql_end(st);
	return rc;
}
