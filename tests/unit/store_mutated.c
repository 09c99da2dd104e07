/*
 * store_mutated.c - files that were changed at random are refused or harmless
 *
 * A store with records of every state is written down with some of its bytes changed:
 * bits, runs, pages, cells, sealed values moved from row to row, the journal of a killed
 * console.  Then everything is tried on it: open, list, unlock, read every record, come
 * back by code, answer, finish.  No crash, no hang (a minute), and never a plaintext that
 * is not what was sealed.  The same for key files and practice cards.
 *
 * FILES (100) and DAMAGE_SEED from the environment.
 */
#include "store/originals.h"

#include "base/clock.h"

#define BATCH 50 /* files that one process tries */

static struct image {
	struct buf db, journal; /* as a killed console left them, or at rest */
} at_rest, hot;

/* --- what is done to bytes --- */

static size_t
somewhere(const struct buf *b)
{
	/* a third in the file's header and in the heads of pages */
	unsigned page = (unsigned)(b->len / 4096);

	if (page && roll(3) == 0)
		return (size_t)roll(page) * 4096 + roll(120);
	return b->len ? roll((unsigned)b->len) : 0;
}

static void
change(struct buf *b)
{
	size_t at = somewhere(b), from = somewhere(b), n = 1 + roll(roll(2) ? 8 : 600);

	if (!b->len)
		return;
	n = at + n > b->len ? b->len - at : n;
	n = from + n > b->len ? b->len - from : n;
	switch (roll(8)) {
	case 0:
	case 1:
		b->data[at] = (char)(b->data[at] ^ (1 << roll(8)));
		break;
	case 2:
		b->data[at] = (char)roll(256);
		break;
	case 3:
		for (size_t i = 0; i < n; i++)
			b->data[at + i] = (char)roll(256);
		break;
	case 4:
		memset(b->data + at, roll(2) ? 0 : 0xff, n);
		break;
	case 5:
		memmove(b->data + at, b->data + from, n);
		break;
	case 6: /* a page in another's place */
		at = at / 4096 * 4096;
		from = from / 4096 * 4096;
		if (at + 4096 <= b->len && from + 4096 <= b->len)
			memmove(b->data + at, b->data + from, 4096);
		break;
	default:
		b->len = roll(6) ? b->len : roll((unsigned)b->len);
	}
}

/* Sealed values in other rows; each has a column and how many rows to choose from. */
static const char *const moves[] = {
	"UPDATE event SET sealed = (SELECT sealed FROM event LIMIT 1 OFFSET %u) "
	"WHERE n = %u",
	"UPDATE record SET wrapped_key = (SELECT wrapped_key FROM record LIMIT 1 OFFSET "
	"%u) WHERE seq = %u",
	"UPDATE envelope SET body = (SELECT body FROM envelope LIMIT 1 OFFSET %u) "
	"WHERE record != %u",
	"UPDATE envelope SET head = (SELECT body FROM envelope LIMIT 1 OFFSET %u) "
	"WHERE record != %u",
	"UPDATE resume SET (salt, wrapped) = (SELECT salt, wrapped FROM resume LIMIT 1 "
	"OFFSET %u) WHERE record = %u",
	"UPDATE event SET n = n + 10 + %u WHERE record = %u",
	"UPDATE record SET id = zeroblob(16) WHERE seq = %u OR seq = %u",
	"UPDATE record SET state = 'open' WHERE seq = %u OR seq = %u",
	"UPDATE record SET state = 'done' WHERE seq = %u OR seq = %u",
};

/* As tamper() does, but it may be refused. */
static void
try_sql(struct practice *p, const char *sql)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(p->db, &db), SQLITE_OK);
	sqlite3_exec(db,
		"PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF", NULL,
		NULL, NULL);
	sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_close(db);
}

static void
mutate(struct practice *p)
{
	bool with_journal = roll(4) == 0;
	struct image *from = with_journal ? &hot : &at_rest;
	struct buf b;
	const struct buf *other = with_journal ? &from->db : &from->journal;
	const struct buf *one = with_journal ? &from->journal : &from->db;
	char sql[256];

	buf_init(&b, 1 << 20);
	buf_add(&b, one->data, one->len);
	unlink(p->journal);
	if (!with_journal && roll(8) == 0) {
		put_file(p->db, &b);
		sqlite3_snprintf(sizeof sql, sql, moves[roll(COUNT_OF(moves))], roll(5),
			1 + roll(5));
		try_sql(p, sql);
	} else {
		for (unsigned n = 1 + roll(4); n; n--)
			change(&b);
		put_file(with_journal ? p->journal : p->db, &b);
		if (with_journal)
			put_file(p->db, other);
	}
	buf_free(&b);
}

/* --- what is tried on them --- */

/* A client comes back, another begins; what they are told is kept can be read again. */
static enum fate
go_on(struct practice *p, struct store *s, struct store_vault *v)
{
	struct buf got = BUF_NONE;
	struct store_draft *d = NULL;
	enum fate fate = HARMLESS;
	const struct original *o = &originals[roll(IN_PROGRESS)];

	if (!draft_back(s, o->code, gather, &got, &d, &p->err)) {
		fate = compare(&got, o->text, true);
		if (!store_event_put(d, STORE_OPEN, "more", 4, &p->err))
			(void)!draft_end(d, STORE_DONE, "head", 4, "b", 1, &p->err);
		store_draft_free(d);
		d = NULL;
	}
	buf_clear(&got);
	if (!store_take(s, DAY, &d, &p->err) &&
		!store_event_put(d, STORE_OPEN, "new", 3, &p->err)) {
		if (v &&
			store_read(v, store_draft_id(d), STORE_EVENTS, gather, &got,
				&p->err))
			fate = worse(fate, UNREADABLE);
		else if (v)
			fate = worse(fate, compare(&got, "new|", false));
	}
	store_draft_free(d);
	buf_free(&got);
	return fate;
}

static bool
next_listed(void *self, const struct store_record *r)
{
	(void)self, (void)r;
	return true;
}

static enum fate
drill(struct practice *p)
{
	struct store *s = NULL;
	struct store_vault *v = NULL;
	struct buf form = BUF_NONE;
	char digest[DIGEST_HEX];
	enum fate fate = HARMLESS;

	err_clear(&p->err);
	if (store_open(&s, &p->paths, &p->err))
		return p->err.text[0] ? REFUSED : WRONG;
	(void)!store_list(s, NULL, 0, next_listed, NULL, &p->err);
	digest_hex("<form/>", 7, digest);
	if (!store_form_read(s, digest, &form, &p->err))
		fate = compare(&form, "<form/>", false);
	buf_free(&form);
	if (!store_unlock(s, PASSPHRASE, &v, &p->err))
		for (size_t i = 0; i < COUNT_OF(originals); i++)
			fate = worse(fate, read_original(p, v, &originals[i]));
	fate = worse(fate, go_on(p, s, v));
	store_vault_free(v);
	store_close(s);
	return fate;
}

/* --- the campaign --- */

static void
batch(struct practice *p, int out)
{
	for (int i = 0; i < BATCH; i++) {
		unsigned char fate;

		alarm(60);
		mutate(p);
		fate = (unsigned char)drill(p);
		if (write(out, &fate, 1) != 1)
			_exit(3);
	}
	_exit(0);
}

TEST(store, a_mutated_database_or_journal_is_refused_or_harmless)
{
	int64_t files = setting("FILES", 100), tried = 0;
	int64_t counts[FATE_COUNT] = {0};
	struct practice *p;

	fault_install(); /* nothing fails there; syncs are not waited for */
	p = originals_new();
	slurp(p, p->db, &hot.db);
	slurp(p, p->journal, &hot.journal);
	store_close(opened(p)); /* goes back by the journal */
	slurp(p, p->db, &at_rest.db);
	slurp(p, p->journal, &at_rest.journal);
	seed = (uint64_t)setting("DAMAGE_SEED", clock_now());
	print_message("# DAMAGE_SEED=%lld\n", (long long)seed);
	while (tried < files) {
		uint64_t began = seed;
		int ends[2], status, done = 0;
		unsigned char fate;
		pid_t child;

		assert_int_equal(pipe(ends), 0);
		child = fork();
		assert_true(child >= 0);
		if (!child)
			batch(p, ends[1]);
		close(ends[1]);
		for (; read(ends[0], &fate, 1) == 1; done++) {
			counts[fate]++;
			if (fate == WRONG)
				fail_msg("a wrong plaintext: DAMAGE_SEED=%llu, file %d",
					(unsigned long long)began, done);
		}
		close(ends[0]);
		assert_int_equal(waitpid(child, &status, 0), child);
		if (!WIFEXITED(status) || WEXITSTATUS(status) || done != BATCH)
			fail_msg("crash or hang (%d): DAMAGE_SEED=%llu, file %d", status,
				(unsigned long long)began, done);
		tried += BATCH;
		roll(2); /* the child rolled in a copy */
	}
	print_message("# %lld files: %lld refused, %lld harmless, %lld with the last "
		      "answers of a draft gone, %lld in which a new answer could not be "
		      "read back, 0 crashes, 0 hangs, 0 wrong plaintexts\n",
		(long long)tried, (long long)counts[REFUSED], (long long)counts[HARMLESS],
		(long long)counts[SHORTER], (long long)counts[UNREADABLE]);
	assert_true(counts[REFUSED] > 0 && counts[HARMLESS] > 0);
	free(p);
}
