/*
 * bulk.c - a home with as many finished records as wanted, copies of its newest one
 *
 * usage: bulk HOME COUNT <PASSPHRASE
 *
 * Each copy has an id, a key and an envelope of its own, and its two entries in the log,
 * as a console writes them, but all in one transaction; ten in a row are of one client,
 * and sorted as by a therapist who has looked for one.
 * The key file is written again at the lowest cost there is, so that what is measured
 * next is not the passphrase.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer/answer.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/num.h"
#include "common.h"
#include "store/clients.h"
#include "store/internal.h"

#define PASSPHRASE_ROOM 256
#define OF_ONE_CLIENT   10
#define DAY             "2026-11-23"
#define KEEP_UNTIL      "2033-12-31"

static const struct kdf_cost lowest = {
	crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN};

struct bulk {
	struct store *s;
	size_t count;
	struct arena kept; /* the record that is copied */
	struct record_head head;
	struct record record;
	struct arena each;
	sqlite3_stmt *put_record, *put_envelope, *put_entry, *move_head;
	unsigned char *key;
	struct audit_head log; /* as audit_append() moves it, but written at the end */
};

static void
must(int rc, const struct err *err)
{
	if (rc)
		bench_die(err->text);
}

/* ---- the key file at another cost; keyfile.c has the form of it ---- */

static void
cheapen(const char *path, const char *passphrase)
{
	static const char *const names[] = {"practice", "member", "public"};
	unsigned char *secret = store_secret_new(KEY_SIZE);
	unsigned char *key = store_secret_new(KEY_SIZE);
	unsigned char salt[SALT_SIZE], wrapped[WRAP_SIZE];
	char hex[2 * WRAP_SIZE + 1];
	struct buf out = BUF_NONE;
	struct err err = ERR_NONE;
	struct member_key k;
	bool known;

	must(keyfile_read(path, passphrase, &k, &known, secret, &err), &err);
	randombytes_buf(salt, sizeof salt);
	must(seal_kdf(key, passphrase, salt, lowest, &err), &err);
	buf_str(&out, "anteroom member key 1\n");
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const unsigned char *const of[] = {k.practice, k.member, k.public_key};

		hex_put(hex, of[i], i < 2 ? ID_SIZE : KEY_SIZE);
		buf_printf(&out, "%s: %s\n", names[i], hex);
	}
	hex_put(hex, salt, SALT_SIZE);
	buf_printf(&out, "kdf: argon2id13\npasses: %llu\nmemory: %zu\nsalt: %s\n",
		lowest.ops, lowest.memory, hex);
	seal_wrap(wrapped, key, out.data, out.len, secret);
	hex_put(hex, wrapped, WRAP_SIZE);
	buf_printf(&out, "sealed: %s\n", hex);
	must(file_write(path, out.data, out.len, true, &err), &err);
	buf_free(&out);
	store_secret_free(key);
	store_secret_free(secret);
}

/* ---- one copy ---- */

/* The same answers under another client's code. */
static void
put_parts(struct bulk *b, size_t i, struct buf *head, struct buf *body)
{
	struct arena *a = &b->each;
	const char *client = arena_printf(a, "B-%zu", i / OF_ONE_CLIENT);
	struct event *events = arena_array(a, b->record.event_count, sizeof *events);
	struct record_head h = b->head;
	struct record r = b->record;

	h.client = client;
	memcpy(events, r.events, r.event_count * sizeof *events);
	for (size_t k = 0; k < r.event_count; k++)
		if (events[k].kind == EVENT_START && !strcmp(events[k].key, "client"))
			events[k].value = client;
	r.events = events;
	record_head_put(head, &h);
	record_put(body, &r);
}

static int
put_rows(struct bulk *b, const unsigned char *id, const unsigned char *box,
	const struct buf *head, const struct buf *body, struct err *err)
{
	sqlite3_stmt *r = b->put_record, *e = b->put_envelope;

	if (sqlite3_bind_blob(r, 1, id, ID_SIZE, SQLITE_STATIC) ||
		sqlite3_bind_blob(r, 2, b->s->vault, ID_SIZE, SQLITE_STATIC) ||
		sqlite3_bind_blob(r, 3, box, BOX_SIZE, SQLITE_STATIC) ||
		sqlite3_step(r) != SQLITE_DONE || sqlite3_reset(r))
		return err_set(err, ERR_FAILED, "cannot put a record");
	if (sqlite3_bind_int64(e, 1, sqlite3_last_insert_rowid(b->s->db)) ||
		sqlite3_bind_blob(e, 2, head->data, (int)head->len, SQLITE_STATIC) ||
		sqlite3_bind_blob(e, 3, body->data, (int)body->len, SQLITE_STATIC) ||
		sqlite3_step(e) != SQLITE_DONE || sqlite3_reset(e))
		return err_set(err, ERR_FAILED, "cannot put an envelope");
	return 0;
}

static int
put_entry(struct bulk *b, const char *event, const unsigned char *id,
	const unsigned char *digest, struct err *err)
{
	struct audit_row r = {.n = ++b->log.n,
		.at = clock_now(),
		.has_subject = true,
		.has_digest = digest};
	sqlite3_stmt *st = b->put_entry;

	snprintf(r.event, sizeof r.event, "%s", event);
	memcpy(r.subject, id, ID_SIZE);
	if (digest)
		memcpy(r.digest, digest, DIGEST_SIZE);
	audit_mac(b->log.mac, b->log.next_key, b->log.mac, r.n, &r);
	audit_next_key(b->log.next_key);
	if (sqlite3_bind_int64(st, 1, r.n) || sqlite3_bind_int64(st, 2, r.at) ||
		sqlite3_bind_text(st, 3, event, -1, SQLITE_STATIC) ||
		sqlite3_bind_blob(st, 4, id, ID_SIZE, SQLITE_STATIC) ||
		sqlite3_bind_blob(st, 5, digest, DIGEST_SIZE, SQLITE_STATIC) ||
		sqlite3_bind_blob(st, 6, b->log.mac, MAC_SIZE, SQLITE_STATIC) ||
		sqlite3_step(st) != SQLITE_DONE || sqlite3_reset(st))
		return err_set(err, ERR_FAILED, "cannot put an entry of the log");
	return 0;
}

static int
put_copy(struct bulk *b, size_t i, struct err *err)
{
	struct buf parts[2] = {BUF_NONE, BUF_NONE}, sealed[2] = {BUF_NONE, BUF_NONE};
	static const char *const purposes[] = {"head", "body"};
	unsigned char id[ID_SIZE], box[BOX_SIZE], digest[DIGEST_SIZE], both[DIGEST_SIZE];
	int rc;

	randombytes_buf(id, sizeof id);
	randombytes_buf(b->key, KEY_SIZE);
	seal_box(box, b->s->card.vault_public, b->key);
	put_parts(b, i, &parts[0], &parts[1]);
	for (int k = 0; k < 2; k++)
		seal_put(&sealed[k], b->key, (struct seal_place){purposes[k], id, 0},
			parts[k].data, parts[k].len, ENVELOPE_STEP);
	digest_of(both, sealed[0].data, sealed[0].len, sealed[1].data, sealed[1].len);
	record_digest(digest, both, DAY, KEEP_UNTIL);
	rc = put_rows(b, id, box, &sealed[0], &sealed[1], err);
	if (!rc)
		rc = put_entry(b, "take", id, NULL, err);
	if (!rc)
		rc = put_entry(b, "seal", id, digest, err);
	for (int k = 0; k < 2; k++) {
		buf_free(&parts[k]);
		buf_free(&sealed[k]);
	}
	arena_clear(&b->each);
	return rc;
}

static int
move_head(struct bulk *b, struct err *err)
{
	sqlite3_stmt *st = b->move_head;

	if (sqlite3_bind_int64(st, 1, b->log.n) ||
		sqlite3_bind_blob(st, 2, b->log.next_key, KEY_SIZE, SQLITE_STATIC) ||
		sqlite3_bind_blob(st, 3, b->log.mac, MAC_SIZE, SQLITE_STATIC) ||
		sqlite3_step(st) != SQLITE_DONE)
		return err_set(err, ERR_FAILED, "cannot move the head of the log");
	return 0;
}

static int
put_copies(void *self, struct err *err)
{
	struct bulk *b = self;
	int rc = audit_head_look(b->s, &b->log, err);

	for (size_t i = 1; i < b->count && !rc; i++)
		rc = put_copy(b, i, err);
	return rc ? rc : move_head(b, err);
}

/* ---- the whole ---- */

static void
gather(void *self, const void *bytes, size_t n)
{
	buf_add(self, bytes, n);
}

static void
read_original(struct bulk *b, struct store_vault *v)
{
	struct buf head = BUF_NONE, body = BUF_NONE;
	struct err err = ERR_NONE;
	struct store_record last;

	must(store_find(b->s, "@last", &last, &err), &err);
	must(store_read(v, last.id, STORE_HEAD, gather, &head, &err), &err);
	must(store_read(v, last.id, STORE_BODY, gather, &body, &err), &err);
	must(record_head_read(&b->kept, buf_text(&head), head.len, &b->head, &err), &err);
	must(record_read(&b->kept, buf_text(&body), body.len, &b->record, &err), &err);
	buf_free(&head);
	buf_free(&body);
}

/* Nothing waits for the disk: who loses this makes it again. */
static void
prepare(struct bulk *b)
{
	const struct {
		sqlite3_stmt **to;
		const char *text;
	} all[] = {
		{&b->put_record,
                 "INSERT INTO record(id, vault, state, day, keep_until, "
			"wrapped_key) "
			"VALUES(?1, ?2, 'done', '" DAY "', '" KEEP_UNTIL "', ?3)"         },
		{&b->put_envelope,
                 "INSERT INTO envelope(record, head, body) VALUES(?1, ?2, ?3)"            },
		{&b->put_entry,
                 "INSERT INTO audit(n, at, event, subject, digest, mac) "
			"VALUES(?1, ?2, ?3, ?4, ?5, ?6)"                                  },
		{&b->move_head,    "UPDATE audit_head SET n = ?1, next_key = ?2, mac = ?3"},
	};

	if (sqlite3_exec(b->s->db,
		    "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000", NULL, NULL,
		    NULL))
		bench_die(sqlite3_errmsg(b->s->db));
	for (size_t i = 0; i < COUNT_OF(all); i++)
		if (sqlite3_prepare_v2(b->s->db, all[i].text, -1, all[i].to, NULL))
			bench_die(sqlite3_errmsg(b->s->db));
}

static bool
label(void *self, const struct store_head *head, struct buf *ret)
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct record_head h;

	(void)self;
	must(record_head_read(&a, head->bytes, head->n, &h, &err), &err);
	buf_str(ret, h.client);
	arena_free(&a);
	return true;
}

static void
fill(struct bulk *b, const char *home, const char *passphrase)
{
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct store_paths paths = {.db = file_join(&a, home, "store.db"),
		.card = file_join(&a, home, "keys/practice.card")};
	struct store_vault *v;
	char *key_path;

	must(seal_start(&err), &err);
	must(keyfile_find(&a, NULL, paths.card, &key_path, &err), &err);
	cheapen(key_path, passphrase);
	must(store_open(&b->s, &paths, &err), &err);
	must(store_unlock(b->s, passphrase, &v, &err), &err);
	read_original(b, v);
	prepare(b);
	b->key = store_secret_new(KEY_SIZE);
	must(sql_write(b->s, put_copies, b, &err), &err);
	store_secret_free(b->key);
	must(clients_sort(v, &(struct store_watch){.label = label}, &err), &err);
	store_vault_free(v);
	sqlite3_finalize(b->put_record);
	sqlite3_finalize(b->put_envelope);
	sqlite3_finalize(b->put_entry);
	sqlite3_finalize(b->move_head);
	store_close(b->s);
	arena_free(&a);
}

int
main(int argc, char **argv)
{
	static struct bulk b;
	char passphrase[PASSPHRASE_ROOM];
	int64_t count;

	if (argc != 3 || !num_parse_int(argv[2], &count) || count < 1 ||
		!fgets(passphrase, sizeof passphrase, stdin))
		bench_die("usage: bulk HOME COUNT <PASSPHRASE");
	passphrase[strcspn(passphrase, "\n")] = '\0';
	b.count = (size_t)count;
	fill(&b, argv[1], passphrase);
	arena_free(&b.each);
	arena_free(&b.kept);
	return EXIT_SUCCESS;
}
