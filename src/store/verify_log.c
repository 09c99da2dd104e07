/*
 * verify_log.c - the chain from its first key, and how the first misfit came about
 *
 * Up to entry n - 1 everything fits: its mac and key n are known.  Entry n does not, or is
 * not there.  Where the true entry n is now, or which entries were made with the keys of
 * this place, tells what was done; a changed entry is what is left when nothing else fits.
 */
#include "store/verify.h"

#include <string.h>

#include "base/mem.h"

#define BATCH     500
#define AHEAD_MAX 100000 /* entries that a cut is looked for */

/* Where the walk is; secrets in memory of store_secret_new(). */
struct place {
	unsigned char key[KEY_SIZE];    /* of entry n */
	unsigned char before[KEY_SIZE]; /* of entry n - 1 */
	unsigned char ahead[KEY_SIZE];  /* for trying */
	unsigned char mac[MAC_SIZE];    /* of entry n - 1 */
	unsigned char mac_before[MAC_SIZE];
};
struct walk {
	struct verify *c;
	struct place *at;
	int64_t n; /* the entry that is expected */
	struct audit_row *rows;
	size_t count;
	struct audit_head head; /* as it was with the last batch */
};

static int
first_key(struct verify *c, unsigned char *ret_key, bool *ret_opens, struct err *err)
{
	struct store *s = c->v->s;
	unsigned char box[BOX_SIZE];
	struct err ignored = ERR_NONE;
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_VERIFY, VERIFY_KEY, &st, err, "");

	*ret_opens = false;
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1)
		*ret_opens = !sql_fixed(st, 0, box, BOX_SIZE, &ignored) &&
			seal_unbox(ret_key, s->card.vault_public, c->v->secret, box);
	sql_end(st);
	return rc < 0 ? rc : 0;
}

static int
fetch_rows(struct store *s, int64_t after, struct audit_row *rows, size_t *ret_count,
	struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(
		s, SET_VERIFY, VERIFY_ENTRIES, &st, err, "ii", after, (int64_t)BATCH);

	*ret_count = 0;
	if (rc)
		return rc;
	while (*ret_count < BATCH && (rc = sql_step(st, err)) == 1)
		audit_fetch(st, &rows[(*ret_count)++]);
	sql_end(st);
	return rc < 0 ? rc : 0;
}

/* The next entries, and the head of the same moment. */
static int
fetch_batch(struct walk *w, struct err *err)
{
	struct store *s = w->c->v->s;
	int rc = read_begin(s, err);

	if (!rc)
		rc = fetch_rows(s, w->n - 1, w->rows, &w->count, err);
	if (!rc)
		rc = audit_head_look(s, &w->head, err);
	read_end(s);
	return rc;
}

static bool
fits(const struct audit_row *r, const unsigned char *key, const unsigned char *prev,
	int64_t n)
{
	unsigned char mac[MAC_SIZE];

	if (r->odd)
		return false;
	audit_mac(mac, key, prev, n, r);
	return !memcmp(mac, r->mac, MAC_SIZE);
}

static void
step(struct walk *w, const struct audit_row *r)
{
	memcpy(w->at->before, w->at->key, KEY_SIZE);
	memcpy(w->at->mac_before, w->at->mac, MAC_SIZE);
	audit_next_key(w->at->key);
	memcpy(w->at->mac, r->mac, MAC_SIZE);
	w->n++;
}

/* --- how the first misfit came about --- */

/* What a look over all entries behind it tells of entry n. */
struct traces {
	struct audit_row here, next, found;
	bool has_here, has_next;
	int64_t found_at;   /* the true entry n stands there; 0: nowhere */
	bool pushed;        /* a later entry was made as the one after n - 1 */
	bool pushed_before; /* a later entry was made as the one after n - 2 */
};

static void
trace(struct walk *w, const struct audit_row *r, struct traces *t)
{
	if (r->n == w->n) {
		t->here = *r;
		t->has_here = true;
	} else if (r->n == w->n + 1) {
		t->next = *r;
		t->has_next = true;
	}
	if (!t->found_at && r->n != w->n && fits(r, w->at->key, w->at->mac, w->n)) {
		t->found = *r;
		t->found_at = r->n;
	}
	if (r->n > w->n && fits(r, w->at->key, w->at->mac, r->n))
		t->pushed = true;
	if (w->n > 1 && fits(r, w->at->before, w->at->mac_before, r->n))
		t->pushed_before = true;
}

static int
look_behind(struct walk *w, struct traces *t, struct err *err)
{
	struct audit_row *rows = mem_array(BATCH, sizeof *rows);
	int64_t after = w->n - 1;
	size_t count = BATCH;
	int rc = 0;

	while (!rc && count == BATCH) {
		rc = fetch_rows(w->c->v->s, after, rows, &count, err);
		for (size_t i = 0; !rc && i < count; i++) {
			trace(w, &rows[i], t);
			after = rows[i].n;
		}
	}
	mem_free(rows);
	return rc;
}

/* After a cut the head was rolled back, and r went on with the key of an entry that was
 * cut? */
static bool
row_is_ahead(struct walk *w, const struct audit_row *r)
{
	unsigned char *ahead = w->at->ahead;

	memcpy(ahead, w->at->key, KEY_SIZE);
	for (int i = 0; i < AHEAD_MAX; i++) {
		audit_next_key(ahead);
		if (fits(r, ahead, w->at->mac, w->n))
			return true;
	}
	return false;
}

/* The same, and nothing went on: the head still has that key. */
static bool
head_is_ahead(struct walk *w)
{
	unsigned char *ahead = w->at->ahead;

	memcpy(ahead, w->at->key, KEY_SIZE);
	for (int i = 0; i < AHEAD_MAX; i++) {
		audit_next_key(ahead);
		if (!memcmp(ahead, w->head.next_key, KEY_SIZE))
			return true;
	}
	return false;
}

static enum store_fault
cause(struct walk *w, const struct traces *t, int64_t *n)
{
	const struct store_log_look *tail = &w->c->v->s->tail;
	unsigned char *ahead = w->at->ahead;

	if (tail->state == STORE_LOG_ADDED && tail->n <= w->n) {
		*n = tail->n;
		return FAULT_LOG_ADDED;
	}
	memcpy(ahead, w->at->key, KEY_SIZE);
	audit_next_key(ahead);
	if (t->found_at)
		return t->found_at == w->n + 1 && t->has_here &&
				!fits(&t->here, ahead, t->found.mac, w->n + 1)
			? FAULT_LOG_ADDED
			: FAULT_LOG_ORDER;
	if (t->pushed)
		return FAULT_LOG_ADDED;
	if (t->pushed_before) {
		*n = w->n - 1;
		return FAULT_LOG_ADDED;
	}
	if (!t->has_here)
		return tail->state == STORE_LOG_CUT && tail->n == w->n
			? FAULT_LOG_CUT
			: FAULT_LOG_MISSING;
	if (row_is_ahead(w, &t->here))
		return FAULT_LOG_CUT;
	/* taken out, and the numbers behind it made good */
	memcpy(ahead, w->at->key, KEY_SIZE);
	audit_next_key(ahead);
	audit_next_key(ahead);
	if (t->has_next && fits(&t->next, ahead, t->here.mac, w->n + 2))
		return FAULT_LOG_MISSING;
	return FAULT_LOG_CHANGED;
}

static int
name_cause(struct walk *w, struct err *err)
{
	struct traces *t = mem_alloc(sizeof *t);
	int64_t n = w->n;
	int rc = look_behind(w, t, err);

	w->c->holds = false;
	if (!rc) {
		enum store_fault fault = cause(w, t, &n);

		verify_found(w->c, fault, n, NULL, NULL);
	}
	mem_free(t);
	return rc;
}

/* --- the walk --- */

/* All entries fit; does the head? */
static void
check_head(struct walk *w)
{
	const struct audit_head *h = &w->head;
	int64_t last = w->n - 1;

	w->c->holds = false;
	if (h->found && h->n > last) {
		verify_found(w->c, FAULT_LOG_CUT, last + 1, NULL, NULL);
	} else if (h->found && h->n < last) {
		verify_found(w->c, FAULT_LOG_ADDED, h->n + 1, NULL, NULL);
	} else if (h->found && memcmp(h->next_key, w->at->key, KEY_SIZE) != 0) {
		bool cut = head_is_ahead(w);

		verify_found(w->c, cut ? FAULT_LOG_CUT : FAULT_LOG_HEAD,
			cut ? last + 1 : last, NULL, NULL);
	} else if (!h->found || memcmp(h->mac, w->at->mac, MAC_SIZE) != 0) {
		verify_found(w->c, FAULT_LOG_HEAD, last, NULL, NULL);
	} else {
		w->c->holds = true;
	}
}

static int
walk_all(struct walk *w, struct err *err)
{
	int rc;

	do {
		rc = fetch_batch(w, err);
		if (rc)
			return rc;
		for (size_t i = 0; i < w->count; i++) {
			const struct audit_row *r = &w->rows[i];

			if (r->n != w->n || !fits(r, w->at->key, w->at->mac, w->n))
				return name_cause(w, err);
			step(w, r);
		}
		w->c->sum->entries += w->count;
		verify_tick(w->c, w->count);
	} while (w->count == BATCH);
	check_head(w);
	return 0;
}

int
verify_log(struct verify *c, struct err *err)
{
	struct walk w = {.c = c, .n = 1};
	bool opens;
	int rc;

	w.at = store_secret_new(sizeof *w.at);
	w.rows = mem_array(BATCH, sizeof *w.rows);
	rc = read_begin(c->v->s, err);
	if (!rc)
		rc = first_key(c, w.at->key, &opens, err);
	read_end(c->v->s);
	if (!rc && !opens)
		verify_found(c, FAULT_LOG_KEY, 0, NULL, NULL);
	else if (!rc)
		rc = walk_all(&w, err);
	c->until = w.n - 1;
	sodium_memzero(&w.head, sizeof w.head);
	mem_free(w.rows);
	store_secret_free(w.at);
	return rc;
}
