/*
 * store.h - sealed bytes on disk, and who can open them
 *
 *	events of an interview -> sealed rows -> one sealed envelope
 *	one sealed envelope + a member's passphrase -> bytes
 *
 * The store keeps bytes that it cannot read meaning into: what an event, a head or a
 * body says is answer/'s business.  It knows that records exist, on which day, and in
 * which state; nothing else is in the clear (SECURITY.md lists all of it).
 *
 * Durable before visible: store_event_put() and store_finish() return 0 only when the
 * bytes are on disk.  After a failure everything acknowledged before is still there and
 * the same call may be made again.
 *
 * Owns:   a handle owns its connection and keys; bytes passed in are copied, sealed.
 * Fails:  ERR_FAILED disk or database, ERR_NOT_FOUND, ERR_INVALID damaged,
 *         ERR_LOCKED wrong passphrase or code, ERR_REFUSED newer schema or unsafe rights.
 * Source: docs/ARCHITECTURE.md "The store"; journal mode TRUNCATE, synchronous EXTRA.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/file.h"

#define STORE_ID_HEX    33 /* 16 random bytes in hex, with the NUL */
#define STORE_CODE_TEXT 32 /* room for "217-8D3H0-WHDN7" */

struct store;       /* a connection that can seal, and a list of what is in the clear */
struct store_draft; /* a record in progress: its key, its place */
struct store_vault; /* unlocked by a member's passphrase; opens all of a caseload */

struct store_paths {
	const char *db;   /* store.db */
	const char *card; /* keys/practice.card: public, all that the console needs */
	const char *key; /* a member's key file; NULL: the only *.key beside the card, or,
			  * for store_create(), a file beside it named after the member */
	struct file_group group; /* may use folder and database too; zero: nobody */
};

enum store_state {
	STORE_OPEN,    /* in progress, or cut off */
	STORE_STOPPED, /* left by the client; can be resumed */
	STORE_DONE,
	STORE_DECLINED, /* the client did not want to begin; only the refusal is kept */
	STORE_STATE_COUNT
};

/* What is kept of a record in the clear. */
struct store_record {
	char id[STORE_ID_HEX];
	int64_t seq; /* order of creation; never by clock */
	enum store_state state;
	char day[11]; /* "2026-11-23" when it began */
};

/* Memory for a passphrase: locked, not dumped, zeroed when freed. */
void *store_secret_new(size_t size);
void store_secret_free(void *secret);

/* Make the database, the practice card and the first member's key file; all are new
 * (ERR_REFUSED otherwise), and their folders are made or 0700.  After a failure none of
 * them is left.  member: what the therapist is called; sealed. */
int store_create(const struct store_paths *paths, const char *member,
	const char *passphrase, struct err *err) ATTR_USE;
int
store_open(struct store **ret, const struct store_paths *paths, struct err *err) ATTR_USE;
void store_close(struct store *s);

/* What keeps the bytes, for people who look after the machine. */
struct store_engine {
	const char *version; /* "3.40.1" */
	char journal[16];    /* "truncate"; empty without a store */
	const char *sync;    /* "extra"; "" */
	bool durable;        /* both are what "durable before visible" needs */
};
/* s NULL: only the version. */
int
store_read_engine(struct store *s, struct store_engine *ret, struct err *err) ATTR_USE;

/* --- the console: seals, and cannot read back --- */

/* The resolved text of a form, once per digest (digest_hex() of the text).  Forms stand
 * in the clear: reading checks the text against the digest, which is sealed in the
 * record. */
int store_form_put(struct store *s, const char *digest, const char *id, int version,
	const void *text, size_t n, struct err *err) ATTR_USE;
int store_form_read(
	struct store *s, const char *digest, struct buf *out, struct err *err) ATTR_USE;
/* The digest of a text that is kept under that id and version, "" when there is none (any
 * of them: one version has one meaning); and the highest version of that id, or 0. */
int store_form_last(struct store *s, const char *id, int version, int *ret_newest,
	char ret_digest[DIGEST_HEX], struct err *err) ATTR_USE;

/* A new record; nothing of it is on disk before the first event is. */
int store_take(struct store *s, const char *day, struct store_draft **ret,
	struct err *err) ATTR_USE;
/* What the client is shown and may write down: "217-8D3H0-WHDN7".  Known once the first
 * event is on disk; lent; only in memory. */
const char *store_draft_code(const struct store_draft *d);
const char *store_draft_id(const struct store_draft *d);
/* Is what was typed its code, as forgivingly as store_resume() reads one? */
bool store_draft_is_code(const struct store_draft *d, const char *typed);
/* Append one event; on disk when this returns 0.  ERR_REFUSED: the interview was
 * continued or finished by another process, and this draft can only be freed. */
int store_event_put(
	struct store_draft *d, const void *bytes, size_t n, struct err *err) ATTR_USE;
/* Mark it stopped: the client left, and can come back. */
int store_stop(struct store_draft *d, struct err *err) ATTR_USE;
/* Seal head and body under a fresh key to the vault, drop events and resume code, in one
 * transaction.  state: STORE_DONE or STORE_DECLINED (which may come before any event). */
int store_finish(struct store_draft *d, enum store_state state, const void *head,
	size_t head_n, const void *body, size_t body_n, struct err *err) ATTR_USE;
/* Continue by code (case, spaces, dashes, O for 0, I or L for 1 forgiven): each event in
 * order to `each`, then the draft accepts more.  Wrong, unknown or finished: one
 * ERR_LOCKED, not told apart; after three at one visit number ERR_LOCKED until 60 s are
 * over, also for the right code and after a restart.  When it fails with ERR_INVALID
 * (a damaged event), drop what `each` was given. */
int store_resume(struct store *s, const char *code,
	void (*each)(void *self, const void *bytes, size_t n), void *self,
	struct store_draft **ret, struct err *err) ATTR_USE;
/* Seconds that the last store_resume() said to wait; 0 when its code was simply wrong. */
int store_wait(const struct store *s);
/* A draft that is dropped without store_stop() can be resumed all the same. */
void store_draft_free(struct store_draft *d);

/* --- the therapist: opens --- */

/* Wrong passphrase: ERR_LOCKED after the derivation's own delay.  Audited either way. */
int store_unlock(struct store *s, const char *passphrase, struct store_vault **ret,
	struct err *err) ATTR_USE;
void store_vault_free(struct store_vault *v);
/* A record by a unique prefix of its id, or "@last" (the newest started). */
int store_find(struct store *s, const char *name, struct store_record *ret,
	struct err *err) ATTR_USE;
/* Newest first; each returns false to stop.  limit 0: all.  ERR_INVALID: some rows are
 * damaged; all others were given. */
int store_list(struct store *s, size_t limit,
	bool (*each)(void *self, const struct store_record *r), void *self,
	struct err *err) ATTR_USE;
/* The head of a finished record (small: for lists). */
int store_read_head(struct store_vault *v, const char *id, struct buf *ret_head,
	struct err *err) ATTR_USE;
/* The body of a finished record (in progress: ERR_NOT_FOUND); the log has an "open". */
int store_read_body(struct store_vault *v, const char *id, struct buf *ret_body,
	struct err *err) ATTR_USE;
/* Of a record in progress, each event in order (finished: ERR_NOT_FOUND); an "open" too.
 */
int store_read_events(struct store_vault *v, const char *id,
	void (*each)(void *self, const void *bytes, size_t n), void *self,
	struct err *err) ATTR_USE;

/* An audit entry for something done outside the store: "report", "list", "show", "export"
 * (audit.c has the table; other words are ERR_USAGE).  record: the whole id, or NULL.
 * Never content. */
int store_audit(
	struct store *s, const char *event, const char *record, struct err *err) ATTR_USE;
/* The same of a file that was made of it, whose digest_hex() is kept with it. */
int store_audit_file(struct store *s, const char *event, const char *record,
	const char *digest, struct err *err) ATTR_USE;

#endif
