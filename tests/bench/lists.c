/*
 * lists.c - the latest fifty records and one client's, in stores of two sizes, in turns
 *
 * usage: lists SMALL-HOME BIG-HOME <PASSPHRASE	(bulk.c makes both)
 *
 * Rows: what stands in the clear, beside the same query by SQLite on the same file.  Opened: as
 * `anteroom list` shows them, each with its head and its notes, beside opening as many
 * sealed keys and heads that are in memory already.  One client: found by the code, after
 * looking whether anything is to be sorted first, beside SQLite's query for a known id.  A
 * list is flat when it takes as long in the big store as in the small one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "common.h"
#include "store/clients.h"
#include "store/internal.h"

enum { LATEST = 50, OF_CLIENT = 10, TIMES = 20, PASSPHRASE_ROOM = 256 };
#define LIMIT_FLAT 1.5

enum { ROWS, ROWS_SQLITE, OPENED, OPENED_FLOOR, CLIENT, CLIENT_SQLITE, MEASURED };

struct place {
	struct store *s;
	struct store_vault *v;
	sqlite3 *db; /* of its own, for the peer */
	sqlite3_stmt *plain, *plain_client;
	uint64_t records;
	char code[32]; /* of a client in the middle of them */
	unsigned char client[ID_SIZE];
	struct store_record latest[LATEST];
	unsigned char boxes[LATEST][BOX_SIZE], ids[LATEST][ID_SIZE];
	struct buf heads[LATEST];
	unsigned char *key;
	size_t count;
	struct times took[MEASURED]; /* seconds of CPU a list */
};

static void
must(int rc, const struct err *err)
{
	if (rc)
		bench_die(err->text);
}

static bool
keep(void *self, const struct store_record *r)
{
	struct place *p = self;

	p->latest[p->count++] = *r;
	return true;
}

static void
list_rows(struct place *p)
{
	struct err err = ERR_NONE;

	p->count = 0;
	must(store_list(p->s, NULL, LATEST, keep, p, &err), &err);
	if (p->count != LATEST)
		bench_die("these are not the latest fifty");
}

static void
list_sqlite(struct place *p)
{
	int rows = 0;

	while (sqlite3_step(p->plain) == SQLITE_ROW)
		rows += sqlite3_column_bytes(p->plain, 1) == ID_SIZE &&
			sqlite3_column_text(p->plain, 2) &&
			sqlite3_column_text(p->plain, 3);
	if (sqlite3_reset(p->plain) || rows != LATEST)
		bench_die("SQLite does not list");
}

static void
ignore(void *self, const void *bytes, size_t n)
{
	(void)self, (void)bytes, (void)n;
}

static void
list_opened(struct place *p)
{
	struct err err = ERR_NONE;

	list_rows(p);
	for (size_t i = 0; i < p->count; i++) {
		const char *id = p->latest[i].id;

		must(store_read(p->v, id, STORE_HEAD, ignore, NULL, &err), &err);
		must(store_read(p->v, id, STORE_NOTES, ignore, NULL, &err), &err);
	}
}

static void
open_heads(struct place *p)
{
	struct err err = ERR_NONE;
	struct buf head = BUF_NONE;

	for (size_t i = 0; i < LATEST; i++) {
		buf_clear(&head);
		if (!seal_unbox(
			    p->key, p->s->card.vault_public, p->v->secret, p->boxes[i]))
			bench_die("a key does not open");
		must(seal_get(&head, p->key, (struct seal_place){"head", p->ids[i], 0},
			     p->heads[i].data, p->heads[i].len, ENVELOPE_STEP, &err),
			&err);
	}
	buf_free(&head);
}

static bool
nothing_to_sort(void *self, const struct store_head *h, struct buf *ret)
{
	(void)self, (void)h, (void)ret;
	bench_die("bulk left something to be sorted");
}

static void
list_client(struct place *p)
{
	struct err err = ERR_NONE;
	char client[STORE_ID_HEX];

	p->count = 0;
	must(clients_sort(p->v, &(struct store_watch){.label = nothing_to_sort}, &err),
		&err);
	must(clients_find(p->v, p->code, client, &err), &err);
	must(store_list(p->s, client, 0, keep, p, &err), &err);
	if (p->count != OF_CLIENT || !hex_read(p->client, ID_SIZE, client))
		bench_die("these are not the client's ten");
}

static void
client_sqlite(struct place *p)
{
	int rows = 0;

	if (sqlite3_bind_blob(p->plain_client, 1, p->client, ID_SIZE, SQLITE_STATIC))
		bench_die("SQLite does not list");
	while (sqlite3_step(p->plain_client) == SQLITE_ROW)
		rows += sqlite3_column_bytes(p->plain_client, 1) == ID_SIZE &&
			sqlite3_column_text(p->plain_client, 2) &&
			sqlite3_column_text(p->plain_client, 3);
	if (sqlite3_reset(p->plain_client) || rows != OF_CLIENT)
		bench_die("SQLite does not list a client");
}

/* ---- before ---- */

static void
open_peer(struct place *p, const char *db)
{
	if (sqlite3_open_v2(db, &p->db, SQLITE_OPEN_READONLY, NULL) ||
		sqlite3_prepare_v2(p->db,
			"SELECT seq, id, state, day FROM record ORDER BY seq DESC LIMIT "
			"50",
			-1, &p->plain, NULL) ||
		sqlite3_prepare_v2(p->db,
			"SELECT seq, id, state, day FROM record WHERE client = ?1 ORDER "
			"BY seq DESC",
			-1, &p->plain_client, NULL))
		bench_die("SQLite does not start");
}

static void
fetch_heads(struct place *p)
{
	sqlite3_stmt *st;
	size_t i = 0;

	if (sqlite3_prepare_v2(p->db,
		    "SELECT id, wrapped_key, head FROM record JOIN envelope ON record = "
		    "seq ORDER BY seq DESC LIMIT 50",
		    -1, &st, NULL))
		bench_die("SQLite does not start");
	for (; sqlite3_step(st) == SQLITE_ROW; i++) {
		if (sqlite3_column_bytes(st, 0) != ID_SIZE ||
			sqlite3_column_bytes(st, 1) != BOX_SIZE)
			bench_die("these are not records");
		memcpy(p->ids[i], sqlite3_column_blob(st, 0), ID_SIZE);
		memcpy(p->boxes[i], sqlite3_column_blob(st, 1), BOX_SIZE);
		buf_add(&p->heads[i], sqlite3_column_blob(st, 2),
			(size_t)sqlite3_column_bytes(st, 2));
	}
	sqlite3_finalize(st);
	if (i != LATEST)
		bench_die("the store has less than fifty records");
}

static bool
is_newest(void *self, const struct store_record *r)
{
	*(uint64_t *)self = (uint64_t)r->seq;
	return false;
}

static void
place_open(struct place *p, const char *home, const char *passphrase)
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct store_paths paths = {.db = file_join(&a, home, "store.db"),
		.card = file_join(&a, home, "keys/practice.card")};

	must(store_open(&p->s, &paths, &err), &err);
	must(store_unlock(p->s, passphrase, &p->v, &err), &err);
	must(store_list(p->s, NULL, 1, is_newest, &p->records, &err), &err);
	snprintf(p->code, sizeof p->code, "B-%llu",
		(unsigned long long)p->records / 2 / OF_CLIENT);
	open_peer(p, paths.db);
	fetch_heads(p);
	p->key = store_secret_new(KEY_SIZE);
	arena_free(&a);
}

static void
place_close(struct place *p)
{
	store_secret_free(p->key);
	for (size_t i = 0; i < LATEST; i++)
		buf_free(&p->heads[i]);
	sqlite3_finalize(p->plain);
	sqlite3_finalize(p->plain_client);
	sqlite3_close(p->db);
	store_vault_free(p->v);
	store_close(p->s);
}

/* ---- the rows ---- */

static void
measure(struct place *p)
{
	static void (*const lists[MEASURED])(struct place * p) = {list_rows, list_sqlite,
		list_opened, open_heads, list_client, client_sqlite};
	size_t times = bench_times(TIMES);

	for (size_t k = 0; k < MEASURED; k++) {
		double start = bench_cpu();

		for (size_t i = 0; i < times; i++)
			lists[k](p);
		times_add(&p->took[k], (bench_cpu() - start) / (double)times);
	}
}

/* "the latest 50 of 100,000 records, opened" */
static void
put(const struct place *p, const struct place *small, int which, const char *of,
	const char *what, const char *floor)
{
	double took = times_median(&p->took[which]);
	double beside = took / times_median(&small->took[which]);
	char name[64], flat[64] = "";

	snprintf(name, sizeof name, "%s of %llu records%s", of,
		(unsigned long long)p->records, what);
	if (p != small)
		snprintf(flat, sizeof flat, "; %.2f x the small one, limit %.1f: %s",
			beside, LIMIT_FLAT, bench_within(beside, LIMIT_FLAT));
	bench_row(name, &p->took[which], 1e3, "ms", "%.2f x %s%s",
		took / times_median(&p->took[which + 1]), floor, flat);
}

int
main(int argc, char **argv)
{
	static struct place places[2];
	static const char *const peers[] = {"  the same query by SQLite",
		"  50 sealed heads, in memory",
		"  the same query by SQLite, the id known"};
	char passphrase[PASSPHRASE_ROOM];

	if (argc != 3 || !fgets(passphrase, sizeof passphrase, stdin))
		bench_die("usage: lists SMALL-HOME BIG-HOME <PASSPHRASE");
	passphrase[strcspn(passphrase, "\n")] = '\0';
	for (int i = 0; i < 2; i++)
		place_open(&places[i], argv[1 + i], passphrase);
	for (size_t i = 0; i < bench_runs(); i++)
		for (int k = 0; k < 2; k++)
			measure(&places[k]);
	for (int k = 0; k < 2; k++)
		put(&places[k], &places[0], ROWS, "the latest 50", "", "SQLite");
	bench_row(peers[0], &places[1].took[ROWS_SQLITE], 1e3, "ms", "the peer");
	for (int k = 0; k < 2; k++)
		put(&places[k], &places[0], OPENED, "the latest 50", ", opened",
			"the floor");
	bench_row(peers[1], &places[1].took[OPENED_FLOOR], 1e3, "ms", "the floor");
	for (int k = 0; k < 2; k++)
		put(&places[k], &places[0], CLIENT, "one client", "", "SQLite");
	bench_row(peers[2], &places[1].took[CLIENT_SQLITE], 1e3, "ms", "the peer");
	for (int k = 0; k < 2; k++)
		place_close(&places[k]);
	return bench_end();
}
