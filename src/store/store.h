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

#include "base/attr.h"
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
			  * for members_create(), a file beside it named after the member */
	struct file_group group; /* may use folder and database too; zero: nobody */
	bool copy; /* a backup: what the key saw of the store itself stays as it is, until
		    * store_log_accept(), and that the copy is older is no fault of it */
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
	char day[11];        /* "2026-11-23" when it began */
	char keep_until[11]; /* the same; "": no day was set */
	bool hold;           /* never pruned or erased */
};

int
store_open(struct store **ret, const struct store_paths *paths, struct err *err) ATTR_USE;
void store_close(struct store *s);

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
/* Append one event, with the state that the record then is in: STORE_OPEN, or
 * STORE_STOPPED when the client leaves and can come back.  On disk when this returns 0.
 * ERR_REFUSED: the interview was continued or finished by another process, and this draft
 * can only be freed. */
int store_event_put(struct store_draft *d, enum store_state state, const void *bytes,
	size_t n, struct err *err) ATTR_USE;
/* How an interview ends.  The day stands in the clear. */
struct store_end {
	enum store_state state; /* STORE_DONE, or STORE_DECLINED: also before any event */
	const char *keep_until; /* a day; NULL: none is set */
	const void *head, *body;
	size_t head_n, body_n;
};
/* Seal head and body under a fresh key to the vault, drop events and resume code, in one
 * transaction. */
int store_finish(
	struct store_draft *d, const struct store_end *end, struct err *err) ATTR_USE;
/* Bytes that were put, one after the other. */
typedef void store_each(void *self, const void *bytes, size_t n);
/* Continue by code (case, spaces, dashes, O for 0, I or L for 1 forgiven): each event in
 * order to `each`, then the draft accepts more.  Wrong, unknown or finished: one
 * ERR_LOCKED, not told apart; after three at one visit number ERR_LOCKED until 60 s are
 * over, also for the right code and after a restart: *ret_wait is what is left of them,
 * in seconds, and 0 when the code was simply wrong.  When it fails with ERR_INVALID (a
 * damaged event), drop what `each` was given. */
int store_resume(struct store *s, const char *code, store_each *each, void *self,
	struct store_draft **ret, int *ret_wait, struct err *err) ATTR_USE;
/* A draft that is dropped can be resumed, whatever its state. */
void store_draft_free(struct store_draft *d);

/* --- the therapist: opens --- */

/* Wrong passphrase: ERR_LOCKED after the derivation's own delay.  Audited either way. */
int store_unlock(struct store *s, const char *passphrase, struct store_vault **ret,
	struct err *err) ATTR_USE;
void store_vault_free(struct store_vault *v);
/* A record by a unique prefix of its id, or "@last" (the newest started). */
int store_find(struct store *s, const char *name, struct store_record *ret,
	struct err *err) ATTR_USE;
/* Newest first; each returns false to stop.  limit 0: all.  client NULL: of everybody; else
 * of that client (clients_find()) and all that are not sorted, "" those alone.
 * ERR_INVALID: some rows are damaged; all others were given. */
int store_list(struct store *s, const char *client, size_t limit,
	bool (*each)(void *self, const struct store_record *r), void *self,
	struct err *err) ATTR_USE;
enum store_part {
	STORE_HEAD,   /* of a finished record: small, for lists */
	STORE_BODY,   /* of a finished record; the log has an "open" */
	STORE_EVENTS, /* of a record in progress, in order; an "open" too */
	STORE_NOTES,  /* that lie beside it, in order (life.h) */
	STORE_PART_COUNT
};
/* ERR_NOT_FOUND: it is still in progress, or is so no more.  When it fails with
 * ERR_INVALID, drop what `each` was given. */
int store_read(struct store_vault *v, const char *id, enum store_part part,
	store_each *each, void *self, struct err *err) ATTR_USE;

#endif
