/*
 * verify_beside.c - what lies beside records: notes, and the client that each stands with
 *
 * The log has the digest of each note in order, so that one that was cut off the end, or
 * put there by somebody else, is found.  A record that stands with another client would be
 * missed where one client's records are looked for.
 */
#include "store/verify.h"

#include <string.h>

#include "base/mem.h"

#define BATCH 500

int
beside_fetch(
	struct verify *c, const unsigned char *id, struct beside *ret, struct err *err)
{
	struct err ignored = ERR_NONE;
	sqlite3_stmt *st;
	int rc = notes_fetch(c->v->s, id, &ret->notes, err);

	ret->notes_good = !rc;
	if (rc && rc != ERR_INVALID)
		return rc;
	rc = sql_query(c->v->s, SET_VERIFY, VERIFY_RECORD, &st, err, "k", id);
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		ret->sorted = sqlite3_column_type(st, 0) != SQLITE_NULL;
		ret->tag_good = !sql_fixed(st, 1, ret->tag, MAC_SIZE, &ignored);
	}
	sql_end(st);
	return rc < 0 ? rc : 0;
}

/* One note onto what is reckoned of all of them; false: it does not open, or is none. */
static bool
count_note(struct verify *c, const unsigned char *id, int64_t n,
	const struct sealed_note *row, unsigned char *key, struct said *sum)
{
	const struct store_watch *w = c->watch;
	unsigned char digest[DIGEST_SIZE];
	struct err ignored = ERR_NONE;
	struct buf plain = BUF_NONE;
	const char *event = "";
	bool good = !note_open(c->v, id, (uint64_t)n, row, key, &plain, &ignored);

	if (good && w && w->note)
		event = w->note(w->self, buf_text(&plain), plain.len);
	buf_wipe(&plain);
	buf_free(&plain);
	digest_of(digest, row->bytes, row->n, "", 0);
	chain_note(sum->chain, digest);
	sum->acks += event && !strcmp(event, "ack");
	return good && event;
}

void
beside_check_notes(struct verify *c, const unsigned char *id, const struct beside *b,
	const struct said *s, unsigned char *key)
{
	const bool kinds = c->watch && c->watch->note;
	const int64_t count = (int64_t)b->notes.rows.count;
	struct said sum = {.used = false};
	bool good = true;

	for (int64_t i = 0; i < count; i++)
		if (!count_note(c, id, i + 1, &b->notes.rows.at[i], key, &sum)) {
			verify_found(c, FAULT_NOTE, i + 1, id, NULL);
			good = false;
		}
	if (!b->notes_good || (c->holds && count < s->notes))
		verify_found(c, FAULT_NOTE_MISSING, count + 1, id, NULL);
	else if (good && c->holds &&
		(count > s->notes || memcmp(sum.chain, s->chain, DIGEST_SIZE) != 0 ||
			(kinds && sum.acks != s->acks)))
		verify_found(c, FAULT_NOTE_CHANGED, 0, id, NULL);
}

void
beside_check_client(struct verify *c, const unsigned char *id, const struct beside *b,
	const struct buf *head)
{
	const struct store_watch *w = c->watch;
	unsigned char tag[MAC_SIZE];
	struct buf label = BUF_NONE;
	char hex[STORE_ID_HEX];

	if (!b->sorted || !w || !w->label)
		return;
	hex_put(hex, id, ID_SIZE);
	if (w->label(w->self,
		    &(struct store_head){hex, buf_text(head), head->len,
			    b->notes.rows.count > 0 || !b->notes_good},
		    &label)) {
		client_tag(tag, c->tags_key, label.data, label.len);
		if (!b->tag_good || memcmp(tag, b->tag, MAC_SIZE) != 0)
			verify_found(c, FAULT_RECORD_CLIENT, 0, id, NULL);
	}
	buf_wipe(&label);
	buf_free(&label);
}

/* --- the labels themselves --- */

struct client_row {
	unsigned char id[ID_SIZE], tag[MAC_SIZE];
	bool good;
	const void *label; /* in the arena */
	size_t label_n;
};
struct client_batch {
	struct arena arena;
	struct client_row rows[BATCH];
	size_t count;
	unsigned char
		after[ID_SIZE + 1]; /* an id that is too long is still where it is */
	size_t after_n;
};

static void
copy_row(struct client_batch *b, sqlite3_stmt *st, struct client_row *r)
{
	struct err ignored = ERR_NONE;
	const void *id = sqlite3_column_blob(st, 0), *label = NULL;
	int n = sqlite3_column_bytes(st, 0);

	b->after_n = n < (int)sizeof b->after ? (size_t)n : sizeof b->after;
	if (id && b->after_n)
		memcpy(b->after, id, b->after_n);
	*r = (struct client_row){.good = false};
	r->good = !sql_fixed(st, 0, r->id, ID_SIZE, &ignored) &&
		!sql_fixed(st, 1, r->tag, MAC_SIZE, &ignored) &&
		!sql_bytes(st, 2, &label, &r->label_n, &ignored) && r->label_n;
	if (r->good)
		r->label = memcpy(arena_alloc(&b->arena, r->label_n), label, r->label_n);
}

static int
fetch_clients(struct verify *c, struct client_batch *b, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int rc = read_begin(c->v->s, err);

	arena_clear(&b->arena);
	b->count = 0;
	if (!rc)
		rc = sql_query(c->v->s, SET_VERIFY, VERIFY_CLIENTS, &st, err, "bi",
			b->after, b->after_n, (int64_t)BATCH);
	while (!rc && b->count < BATCH && (rc = sql_step(st, err)) == 1) {
		copy_row(b, st, &b->rows[b->count++]);
		rc = 0;
	}
	sql_end(st);
	read_end(c->v->s);
	return rc;
}

static bool
label_fits(struct verify *c, const struct client_row *r, const unsigned char *names_key)
{
	unsigned char tag[MAC_SIZE];
	struct err ignored = ERR_NONE;
	struct buf label = BUF_NONE;
	bool fits = r->good &&
		!client_label_open(
			&label, names_key, r->id, r->label, r->label_n, &ignored);

	if (fits) {
		client_tag(tag, c->tags_key, label.data, label.len);
		fits = !memcmp(tag, r->tag, MAC_SIZE);
	}
	buf_wipe(&label);
	buf_free(&label);
	return fits;
}

int
verify_clients(struct verify *c, struct err *err)
{
	unsigned char *names_key = store_secret_new(KEY_SIZE);
	struct client_batch *b = mem_alloc(sizeof *b);
	int rc = 0;

	vault_subkey(names_key, c->v->secret, VAULT_NAMES);
	do {
		rc = fetch_clients(c, b, err);
		for (size_t i = 0; !rc && i < b->count; i++)
			if (!label_fits(c, &b->rows[i], names_key))
				verify_found(c, FAULT_CLIENT, 0, NULL, NULL);
	} while (!rc && b->count == BATCH);
	arena_free(&b->arena);
	mem_free(b);
	store_secret_free(names_key);
	return rc;
}
