/* draft.c - an interview in progress: taken, and one event after another */
#include "store/internal.h"

#include <string.h>

#include "base/date.h"
#include "base/mem.h"

enum { DRAFT_STATE, DRAFT_EVENT_PUT, DRAFT_SQL_COUNT };
static const char *const sql[] = {
	"UPDATE record SET state = ?2 WHERE seq = ?1",
	"INSERT INTO event(record, n, sealed) VALUES(?1, ?2, ?3)",
};
_Static_assert(COUNT_OF(sql) == DRAFT_SQL_COUNT, "a text per statement");
const struct statements draft_statements = {sql, DRAFT_SQL_COUNT};

struct store_draft *
draft_new(struct store *s)
{
	struct store_draft *d = mem_alloc(sizeof *d);

	d->s = s;
	d->secret = store_secret_new(sizeof *d->secret);
	buf_init(&d->tried, BUF_CAP_DEFAULT);
	return d;
}

void
store_draft_free(struct store_draft *d)
{
	if (!d)
		return;
	store_secret_free(d->secret);
	buf_free(&d->tried);
	mem_free(d);
}

const char *
store_draft_code(const struct store_draft *d)
{
	return d->secret->code;
}

const char *
store_draft_id(const struct store_draft *d)
{
	return d->id_hex;
}

int
store_take(struct store *s, const char *day, struct store_draft **ret, struct err *err)
{
	struct date date = DATE_NONE;
	struct store_draft *d;
	int rc;

	if (strlen(day) != 10 || !date_parse_iso(day, &date))
		return err_set(
			err, ERR_USAGE, "a record begins on a day such as 2026-11-23");
	d = draft_new(s);
	memcpy(d->day, day, sizeof d->day);
	randombytes_buf(d->id, ID_SIZE);
	randombytes_buf(d->salt, SALT_SIZE);
	randombytes_buf(d->secret->key, KEY_SIZE);
	hex_put(d->id_hex, d->id, ID_SIZE);
	seal_box(d->box, s->card.vault_public, d->secret->key);
	code_make(d->secret->secret);
	/* here and not in the first write: a tenth of a second must not hold the lock */
	rc = seal_kdf(d->secret->code_key, d->secret->secret, d->salt, cost_code, err);
	if (rc) {
		store_draft_free(d);
		return rc;
	}
	*ret = d;
	return 0;
}

/* One event on its way to disk. */
struct putting {
	struct store_draft *d;
	const struct buf *sealed;
	enum store_state state; /* of the record from then on */
	int64_t seq;            /* out */
};

static int
put_event(void *self, struct err *err)
{
	struct putting *p = self;
	struct store_draft *d = p->d;
	struct draft_now now;
	int rc = draft_settle(d, true, &now, err);

	if (rc)
		return rc;
	if (!in_progress(now.state))
		return draft_elsewhere(err);
	if (now.state != p->state)
		rc = sql_run(d->s, SET_DRAFT, DRAFT_STATE, err, "it", now.seq,
			state_word(p->state));
	if (!rc)
		rc = sql_run(d->s, SET_DRAFT, DRAFT_EVENT_PUT, err, "iib", now.seq,
			d->last + 1, p->sealed->data, p->sealed->len);
	p->seq = now.seq;
	return rc;
}

int
store_event_put(struct store_draft *d, enum store_state state, const void *bytes,
	size_t n, struct err *err)
{
	struct buf sealed = BUF_NONE;
	struct putting p = {.d = d, .sealed = &sealed, .state = state};
	unsigned char tried[DIGEST_SIZE];
	int rc;

	if (!in_progress(state))
		return err_set(err, ERR_USAGE, "an event leaves a record in progress");
	if (n > BLOB_MAX - 2 * EVENT_STEP)
		return err_set(err, ERR_REFUSED, "this is larger than the store keeps");
	seal_put(&sealed, d->secret->key,
		(struct seal_place){"event", d->id, (uint64_t)d->last + 1}, bytes, n,
		EVENT_STEP);
	digest_of(tried, sealed.data, sealed.len, "", 0);
	do
		rc = sql_write(d->s, put_event, &p, err);
	while (draft_followed(d, &rc, err));
	draft_remember(d, rc, tried);
	if (!rc) {
		d->seq = p.seq;
		d->last++;
		if (!d->secret->code[0]) {
			code_put(d->secret->code, d->seq, d->secret->secret);
			sodium_memzero(d->secret->code_key, KEY_SIZE);
		}
	}
	buf_free(&sealed);
	return rc;
}
