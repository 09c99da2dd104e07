/*
 * clients.c - a random id beside each record, one for each label; see clients.h
 *
 * Heads are fetched in batches, opened without the lock, and the ids written in one
 * transaction a batch: consoles go on.  What was changed in between is left for the next
 * time.
 */
#include "store/clients.h"

#include <string.h>

#include "store/internal.h"

#define BATCH 200 /* heads, of some kilobytes each */

enum {
	CLIENT_COUNT,
	CLIENT_HEADS,
	CLIENT_BY_TAG,
	CLIENT_PUT,
	CLIENT_SET,
	CLIENT_SQL_COUNT
};
static const char *const sql[] = {
	("SELECT count(*) FROM record INDEXED BY record_unsorted JOIN envelope ON "
	 "envelope.record = seq WHERE client IS NULL"),
	("SELECT seq, id, vault, wrapped_key, head, EXISTS (SELECT 1 FROM note WHERE "
	 "record = seq) FROM record INDEXED BY record_unsorted "
	 "JOIN envelope ON envelope.record = seq WHERE client IS NULL AND seq > ?1 "
	 "ORDER BY seq LIMIT ?2"),
	"SELECT id FROM client WHERE tag = ?1",
	"INSERT INTO client(id, tag, label) VALUES(?1, ?2, ?3)",
	("UPDATE record SET client = ?3 WHERE seq = ?1 AND wrapped_key = ?2 AND "
	 "client IS NULL"),
};
_Static_assert(COUNT_OF(sql) == CLIENT_SQL_COUNT, "a text per statement");
const struct statements client_statements = {sql, CLIENT_SQL_COUNT};

/* --- labels --- */

void
client_tag(unsigned char ret[MAC_SIZE], const unsigned char tags_key[KEY_SIZE],
	const void *label, size_t n)
{
	crypto_generichash(ret, MAC_SIZE, label, n, tags_key, KEY_SIZE);
}

void
client_label_put(struct buf *out, const unsigned char *names_key, const unsigned char *id,
	const void *label, size_t n)
{
	seal_put(out, names_key, (struct seal_place){"client-label", id, 0}, label, n,
		NAME_STEP);
}

int
client_label_open(struct buf *out, const unsigned char *names_key,
	const unsigned char *id, const void *sealed, size_t n, struct err *err)
{
	return seal_get(out, names_key, (struct seal_place){"client-label", id, 0},
		sealed, n, NAME_STEP, err);
}

/* --- sort --- */

struct unsorted {
	int64_t seq;
	unsigned char id[ID_SIZE], box[BOX_SIZE], tag[MAC_SIZE];
	bool ours;        /* sealed to the vault in hand, and of our shape */
	bool told;        /* label and tag are there */
	bool noted;       /* notes lie beside it */
	const void *head; /* in the arena */
	size_t head_n;
	struct buf label;
};
struct sorting {
	struct store_vault *v;
	const struct store_watch *labels;
	unsigned char *names_key, *tags_key;
	struct arena arena;
	struct unsorted *rows;
	size_t count;
	int64_t last;       /* number of the last record that was fetched */
	uint64_t done, all; /* rows */
};

static void
fetch_row(struct sorting *s, sqlite3_stmt *st, struct unsorted *u)
{
	struct err ignored = ERR_NONE;
	unsigned char vault[ID_SIZE];
	const void *head = NULL;

	*u = (struct unsorted){.label = BUF_NONE};
	u->seq = s->last = sqlite3_column_int64(st, 0);
	u->ours = !sql_fixed(st, 1, u->id, ID_SIZE, &ignored) &&
		!sql_fixed(st, 2, vault, ID_SIZE, &ignored) &&
		!memcmp(vault, s->v->s->vault, ID_SIZE) &&
		!sql_fixed(st, 3, u->box, BOX_SIZE, &ignored) &&
		!sql_bytes(st, 4, &head, &u->head_n, &ignored) && u->head_n;
	u->noted = sqlite3_column_int(st, 5) != 0;
	if (u->ours)
		u->head = memcpy(arena_alloc(&s->arena, u->head_n), head, u->head_n);
}

static int
fetch_batch(struct sorting *s, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(s->v->s, SET_CLIENT, CLIENT_HEADS, &st, err, "ii", s->last,
		(int64_t)BATCH);

	s->count = 0;
	if (rc)
		return rc;
	while (s->count < BATCH && (rc = sql_step(st, err)) == 1)
		fetch_row(s, st, &s->rows[s->count++]);
	sql_end(st);
	return rc < 0 ? rc : 0;
}

/* Whose it is, as far as its head can be opened and read. */
static void
tell_label(struct sorting *s, struct unsorted *u, unsigned char *key)
{
	const struct store_watch *w = s->labels;
	struct err ignored = ERR_NONE;
	struct buf head = BUF_NONE;
	char id[STORE_ID_HEX];

	hex_put(id, u->id, ID_SIZE);
	u->told = u->ours &&
		seal_unbox(key, s->v->s->card.vault_public, s->v->secret, u->box) &&
		!seal_get(&head, key, (struct seal_place){"head", u->id, 0}, u->head,
			u->head_n, ENVELOPE_STEP, &ignored) &&
		w->label(w->self,
			&(struct store_head){id, buf_text(&head), head.len, u->noted},
			&u->label) &&
		u->label.len < CLIENT_LABEL_ROOM;
	if (u->told)
		client_tag(u->tag, s->tags_key, u->label.data, u->label.len);
	buf_wipe(&head);
	buf_free(&head);
}

/* The client with that tag, made when there is none. */
static int
client_of(struct sorting *s, const struct unsorted *u, unsigned char ret_id[ID_SIZE],
	struct err *err)
{
	struct buf sealed = BUF_NONE;
	sqlite3_stmt *st;
	int rc = sql_query(s->v->s, SET_CLIENT, CLIENT_BY_TAG, &st, err, "b", u->tag,
		(size_t)MAC_SIZE);

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1)
		rc = sql_fixed(st, 0, ret_id, ID_SIZE, err) ? ERR_INVALID : 1;
	sql_end(st);
	if (rc)
		return rc < 0 ? rc : 0;
	randombytes_buf(ret_id, ID_SIZE);
	client_label_put(&sealed, s->names_key, ret_id, u->label.data, u->label.len);
	rc = sql_run(s->v->s, SET_CLIENT, CLIENT_PUT, err, "kbb", ret_id, u->tag,
		(size_t)MAC_SIZE, sealed.data, sealed.len);
	buf_free(&sealed);
	return rc;
}

static int
put_batch(void *self, struct err *err)
{
	struct sorting *s = self;
	unsigned char client[ID_SIZE];
	int rc = epoch_check(s->v->s, err);

	for (size_t i = 0; i < s->count && !rc; i++) {
		const struct unsorted *u = &s->rows[i];

		if (!u->told)
			continue;
		rc = client_of(s, u, client, err);
		if (!rc)
			rc = sql_run(s->v->s, SET_CLIENT, CLIENT_SET, err, "ibk", u->seq,
				u->box, (size_t)BOX_SIZE, client);
	}
	return rc;
}

static int
sort_batch(struct sorting *s, struct err *err)
{
	unsigned char *key = store_secret_new(KEY_SIZE);
	bool any = false;
	int rc;

	for (size_t i = 0; i < s->count; i++) {
		tell_label(s, &s->rows[i], key);
		any = any || s->rows[i].told;
	}
	store_secret_free(key);
	rc = any ? sql_write(s->v->s, put_batch, s, err) : 0;
	for (size_t i = 0; i < s->count; i++) {
		buf_wipe(&s->rows[i].label);
		buf_free(&s->rows[i].label);
	}
	s->done += s->count;
	if (s->labels->tick)
		s->labels->tick(s->labels->self, s->done, s->all);
	return rc;
}

static int
count_unsorted(struct sorting *s, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(s->v->s, SET_CLIENT, CLIENT_COUNT, &st, err, "");

	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1)
		s->all = (uint64_t)sqlite3_column_int64(st, 0);
	sql_end(st);
	return rc < 0 ? rc : 0;
}

int
clients_sort(struct store_vault *v, const struct store_watch *labels, struct err *err)
{
	struct arena a = ARENA_NONE;
	struct sorting s = {.v = v,
		.labels = labels,
		.names_key = store_secret_new(KEY_SIZE),
		.tags_key = store_secret_new(KEY_SIZE),
		.arena = ARENA_NONE,
		.rows = arena_array(&a, BATCH, sizeof *s.rows),
		.count = BATCH};
	int rc = count_unsorted(&s, err);

	vault_subkey(s.names_key, v->secret, VAULT_NAMES);
	vault_subkey(s.tags_key, v->secret, VAULT_TAGS);
	while (!rc && s.count == BATCH) {
		arena_clear(&s.arena);
		rc = fetch_batch(&s, err);
		if (!rc && s.count)
			rc = sort_batch(&s, err);
	}
	store_secret_free(s.names_key);
	store_secret_free(s.tags_key);
	arena_free(&s.arena);
	arena_free(&a);
	return rc;
}

/* --- find --- */

int
clients_find(struct store_vault *v, const char *label, char ret_client[STORE_ID_HEX],
	struct err *err)
{
	unsigned char tag[MAC_SIZE], id[ID_SIZE], *key;
	sqlite3_stmt *st;
	int rc;

	key = store_secret_new(KEY_SIZE);
	vault_subkey(key, v->secret, VAULT_TAGS);
	client_tag(tag, key, label, strlen(label));
	store_secret_free(key);
	rc = sql_query(
		v->s, SET_CLIENT, CLIENT_BY_TAG, &st, err, "b", tag, (size_t)MAC_SIZE);
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 0)
		rc = err_set(err, ERR_NOT_FOUND, "no record is of that client");
	if (rc == 1) {
		rc = sql_fixed(st, 0, id, ID_SIZE, err);
		if (!rc)
			hex_put(ret_client, id, ID_SIZE);
	}
	sql_end(st);
	return rc;
}
