/*
 * known.h - what a campaign was told of its interviews, held against the store
 *
 * Whatever was done to the store, afterwards it opens, its tables agree with one another
 * and everything acknowledged is there, in order; at most the one call that was under
 * way is there besides; nothing else.
 */
#ifndef TESTS_STORE_KNOWN_H
#define TESTS_STORE_KNOWN_H

#include "store/fixture.h"

#include "base/num.h"

/* One interview. */
struct known {
	char id[STORE_ID_HEX], code[STORE_CODE_TEXT];
	int acked;    /* events */
	int trying;   /* 1: one more was under way */
	bool done;    /* finish acknowledged */
	bool ending;  /* finish was under way */
	bool gone;    /* erase acknowledged; only of what is done */
	bool erasing; /* erase was under way */
	bool touched; /* since it was last held against the store */
};

/* A number from the environment: how much of a campaign, and its seed. */
static inline int64_t
setting(const char *name, int64_t otherwise)
{
	const char *set = getenv(name);
	int64_t v;

	return set && num_parse_int(set, &v) ? v : otherwise;
}

static uint64_t seed;

/* Not for secrets: so that a run can be repeated. */
static inline unsigned
roll(unsigned sides)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % sides;
}

#define EVENT_ROOM 600

/* One event: which interview, which number, and some weight. */
static inline size_t
event_text(char out[EVENT_ROOM], const char *id, int n)
{
	size_t len = (size_t)snprintf(out, EVENT_ROOM, "%s:%d:", id, n);
	size_t weight = (size_t)(n * 37 % 400);

	memset(out + len, 'x', weight);
	return len + weight;
}

struct check {
	const char *id;
	int count;
	bool good;
};

static inline void
check_event(void *self, const void *bytes, size_t n)
{
	struct check *c = self;
	char want[EVENT_ROOM];
	size_t len = event_text(want, c->id, ++c->count);

	c->good = c->good && len == n && !memcmp(want, bytes, n);
}

/* One interview against the store; what is found besides is durable from now on. */
static inline void
hold_against(struct practice *p, struct store *s, struct store_vault *v, struct known *k)
{
	struct check c = {k->id, 0, true};
	struct buf body = BUF_NONE;
	struct store_record r;
	int rc = store_find(s, k->id, &r, &p->err);

	if (rc == ERR_NOT_FOUND && (k->gone || k->erasing)) {
		k->gone = true;
		err_clear(&p->err);
		return;
	}
	assert_false(k->gone);
	if (rc == ERR_NOT_FOUND && !k->acked && !k->done) {
		err_clear(&p->err);
		return;
	}
	OK(p, rc);
	if (r.state == STORE_DONE) {
		char want[EVENT_ROOM];
		size_t n = event_text(want, k->id, k->acked);

		assert_true(k->done || k->ending);
		OK(p, store_read(v, k->id, STORE_BODY, whole, &body, &p->err));
		assert_int_equal(body.len, n);
		assert_memory_equal(body.data, want, n);
		k->done = true;
		buf_free(&body);
		return;
	}
	assert_false(k->done);
	OK(p, store_read(v, k->id, STORE_EVENTS, check_event, &c, &p->err));
	assert_true(c.good);
	assert_in_range(c.count, k->acked, k->acked + k->trying);
	k->acked = c.count;
}

/* What must agree whatever moment was the last: each is a count of what does not. */
static const char *const agreements[] = {
	"SELECT (SELECT count(*) FROM audit) - (SELECT n FROM audit_head)",
	("SELECT (SELECT count(*) FROM audit WHERE event = 'take') - "
	 "(SELECT count(*) FROM audit WHERE event = 'erase') - "
	 "(SELECT count(*) FROM record)"),
	("SELECT (SELECT count(*) FROM audit WHERE event = 'seal') - "
	 "(SELECT count(*) FROM audit WHERE event = 'erase') - "
	 "(SELECT count(*) FROM envelope)"),
	("SELECT (SELECT count(*) FROM record WHERE state IN ('done', 'declined')) - "
	 "(SELECT count(*) FROM envelope)"),
	("SELECT (SELECT count(*) FROM record WHERE state IN ('open', 'stopped')) - "
	 "(SELECT count(*) FROM resume)"),
	"SELECT count(*) FROM event JOIN envelope USING(record)",
};

static inline void
agrees(struct store *s)
{
	for (size_t i = 0; i < COUNT_OF(agreements); i++)
		if (number_in(s, agreements[i]))
			fail_msg("does not agree: %s", agreements[i]);
}

/* Every page, index and cell. */
static inline void
not_corrupt(struct store *s)
{
	sqlite3_stmt *st;

	assert_int_equal(
		sqlite3_prepare_v2(s->db, "PRAGMA integrity_check", -1, &st, NULL), 0);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(st, 0), "ok");
	sqlite3_finalize(st);
	assert_int_equal(
		sqlite3_prepare_v2(s->db, "PRAGMA foreign_key_check", -1, &st, NULL), 0);
	assert_int_equal(sqlite3_step(st), SQLITE_DONE);
	sqlite3_finalize(st);
}

/* Those that were touched, or all, against a store that is opened anew. */
static inline void
look_at(struct practice *p, struct known *drafts, int count, bool all)
{
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	int64_t there = 0;

	for (int i = 0; i < count; i++) {
		struct known *k = &drafts[i];

		if (k->touched || all)
			hold_against(p, s, v, k);
		k->touched = k->ending = k->erasing = false;
		k->trying = 0;
		there += !k->gone && (k->acked > 0 || k->done);
	}
	assert_int_equal(number_in(s, "SELECT count(*) FROM record"), there);
	agrees(s);
	if (all)
		not_corrupt(s);
	store_vault_free(v);
	store_close(s);
}

#endif
