/*
 * internal.h - what the files of the SQLite engine share; nobody outside includes it
 *
 *	sql.c      bind, step, fetch, transaction    schema.c  tables, migrations, exact set
 *	store.c    open and close             create.c   a new store with its keys
 *	draft.c    take, put                  settle.c   where a failed write left it
 *	finish.c   one sealed envelope        resume.c   back by code
 *	event.c    the rows of a draft, opened in order
 *	record.c   what is in the clear       form.c     the forms, by digest
 *	vault.c    unlock                     read.c     what the vault opens
 *	epoch.c    which vault is in use (epoch.h)
 *	audit.c    the chain of entries       seen.c     what a key last saw
 *	life.c     kept, held, erased         note.c     notes beside a record
 *	assign.c   a record sealed anew       recode.c   a new code for a lost one
 *	clients.c  which records are of one client
 *	verify*.c  is everything as it was written
 *	backup.c   a copy, looked at         status.c   what is counted without a key
 *
 * seal.h is what they seal with; what another engine must give is in
 * docs/ARCHITECTURE.md.
 */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include <sqlite3.h>

#include "base/vec.h"
#include "store/care.h"
#include "store/seal.h"

/* --- sql.c --- */

/* Statements are prepared when a store is opened and never inside a transaction: a
 * prepare that fails there ends it. */
enum sql_set {
	SET_SQL,
	SET_DRAFT,
	SET_SETTLE,
	SET_FINISH,
	SET_RESUME,
	SET_RECORD,
	SET_FORM,
	SET_VAULT,
	SET_READ,
	SET_AUDIT,
	SET_CREATE,
	SET_LIFE,
	SET_NOTE,
	SET_CLIENT,
	SET_ASSIGN,
	SET_RECODE,
	SET_EPOCH,
	SET_MEMBER,
	SET_TURN,
	SET_REWRAP,
	SET_CANARY,
	SET_CARE,
	SET_VERIFY,
	SET_STATUS,
	SET_COUNT
};

#define DAY_ROOM       11 /* of "2026-11-23" */
#define STATEMENTS_MAX 16 /* in one table */
struct statements {
	const char *const *text;
	size_t count;
};
extern const struct statements sql_statements, draft_statements, settle_statements,
	finish_statements, resume_statements, record_statements, form_statements,
	vault_statements, read_statements, audit_statements, create_statements,
	life_statements, note_statements, client_statements, assign_statements,
	recode_statements, epoch_statements, member_statements, turn_statements,
	rewrap_statements, canary_statements, care_statements, verify_statements,
	status_statements;

struct store {
	sqlite3 *db;
	sqlite3_stmt *set[SET_COUNT][STATEMENTS_MAX];
	char *card_path, *key_path; /* key_path may be NULL */
	struct card card;
	unsigned char *log_key; /* locked memory, zero between two entries of the log;
				 * NULL: none was written yet */
	unsigned char vault[ID_SIZE]; /* of the vault that the card seals to */
	bool doubt;  /* the last sql_write() failed in COMMIT: it may have landed */
	bool behind; /* epoch_check() found that the vault is not in use any more */
	int64_t busy_since; /* by clock_monotonic(): another has the store */
	bool has_actor;
	unsigned char actor[ID_SIZE]; /* who unlocked; for audit entries */
	unsigned char actor_public[KEY_SIZE];
	/* of the log before that: its end and its head, and what the key last saw */
	struct store_log_look tail, seen;
	bool apart; /* a copy: it is not what the key has seen */
};

int sql_prepare(struct store *s, struct err *err) ATTR_USE;
void sql_finalize(struct store *s);
int sql_fail(int sqlite_code, struct err *err);
/* The same, and names the file where it is of the store. */
int sql_fail_in(sqlite3 *db, int sqlite_code, struct err *err);
/* ERR_INVALID: the store of that statement is damaged, in this: "a note is missing". */
int sql_damaged(sqlite3_stmt *st, struct err *err, const char *what);
/* Run a statement that gives no rows.  types: a letter for each parameter, i int64_t,
 * t text, k an id of ID_SIZE bytes (NULL welcome), b bytes and their size_t (NULL
 * welcome). */
int sql_run(struct store *s, enum sql_set set, int which, struct err *err,
	const char *types, ...) ATTR_USE;
/* Begin a statement that gives rows; *ret is ready for sql_step(), then sql_end(). */
int sql_query(struct store *s, enum sql_set set, int which, sqlite3_stmt **ret,
	struct err *err, const char *types, ...) ATTR_USE;
/* 1 a row, 0 no more, negative ERR_*. */
int sql_step(sqlite3_stmt *st, struct err *err) ATTR_USE;
void sql_end(sqlite3_stmt *st); /* NULL is welcome */
/* The only way to a blob: CHECK does not hold in a damaged file. */
int
sql_fixed(sqlite3_stmt *st, int column, void *ret, size_t n, struct err *err) ATTR_USE;
int sql_bytes(sqlite3_stmt *st, int column, const void **ret, size_t *ret_n,
	struct err *err) ATTR_USE; /* lent until sql_end() */
/* The only write path: BEGIN IMMEDIATE, work, COMMIT; nothing of it happened unless it
 * returns 0 or sets s->doubt. */
int sql_write(struct store *s, int (*work)(void *self, struct err *err), void *self,
	struct err *err) ATTR_USE;
int64_t sql_changes(struct store *s); /* rows the last statement changed */
/* Text of a statement outside the tables, for opening: no rows are looked at. */
int sql_exec(sqlite3 *db, const char *text, struct err *err) ATTR_USE;

/* --- schema.c --- */

#define STORE_APPLICATION_ID 0x616e7465 /* "ante" */
extern const size_t schema_version;     /* the newest */
/* application_id, user_version, and the exact set of tables and indices. */
int schema_check(sqlite3 *db, int *ret_version, struct err *err) ATTR_USE;
/* From version `from` to the newest, in one transaction. */
int schema_migrate(sqlite3 *db, int from, struct err *err) ATTR_USE;

/* --- store.c --- */

/* Open the file with everything that must hold on each connection.  fresh: an empty
 * file, not looked at, given its tables. */
int
store_connect(struct store *s, const char *path, bool fresh, struct err *err) ATTR_USE;

/* --- draft.c --- */

struct draft_secret {                /* bytes only: sodium_malloc aligns to nothing */
	unsigned char key[KEY_SIZE]; /* opens the events */
	unsigned char
		code_key[KEY_SIZE]; /* from the resume code; zero once it has wrapped */
	char secret[CODE_SECRET];
	char code[STORE_CODE_TEXT];
};

struct store_draft {
	struct store *s;             /* lent */
	struct draft_secret *secret; /* store_secret_new() */
	unsigned char id[ID_SIZE];
	char id_hex[STORE_ID_HEX];
	char day[DAY_ROOM];
	unsigned char salt[SALT_SIZE], box[BOX_SIZE];
	int64_t seq;      /* 0: nothing acknowledged yet */
	int64_t last;     /* n of the last acknowledged event */
	struct buf tried; /* digests of what writes sealed that failed in COMMIT: one of
			   * them may be there; empty after a success */
};

struct store_draft *draft_new(struct store *s);

/* --- settle.c --- */

/* What the database holds of a draft. */
struct draft_now {
	int64_t seq; /* 0: no such record */
	int64_t last;
	enum store_state state;
	bool recoded; /* another code opens it than this draft's: it is to go on elsewhere */
};
/* All inside a transaction. */
int draft_look(struct store_draft *d, struct draft_now *ret, struct err *err) ATTR_USE;
/* Bring the database to where this draft was last acknowledged, or say why not; a record
 * that is not there yet is made, with_code: with its way back. */
int draft_settle(struct store_draft *d, bool with_code, struct draft_now *ret,
	struct err *err) ATTR_USE;
int draft_envelope_is_ours(
	struct store_draft *d, int64_t seq, bool *ret, struct err *err) ATTR_USE;
int draft_elsewhere(struct err *err); /* ERR_REFUSED: somebody else went on with it */
/* After a write: digest is of what it sealed. */
void
draft_remember(struct store_draft *d, int rc, const unsigned char digest[DIGEST_SIZE]);
/* A write that was refused because the vault it seals to is not in use any more: seal to
 * the one that is, and it may be tried again.  Events are under the draft's own key, which
 * stays. */
bool draft_followed(struct store_draft *d, int *rc, struct err *err);
void place_of_resume(unsigned char ret[PLACE_SIZE], const unsigned char *id, int64_t seq);

/* --- finish.c --- */

/* What the log has of a finished record: parts, the digest of head and body as sealed,
 * with the days that stand in the clear beside them; keep_until may be NULL. */
void record_digest(unsigned char ret[DIGEST_SIZE], const unsigned char parts[DIGEST_SIZE],
	const char *day, const char *keep_until);

/* --- event.c --- */

struct sealed_event {
	const void *bytes; /* in the arena */
	size_t n;
};
struct sealed_events {
	struct arena arena;
	VEC(struct sealed_event) rows;
};
#define SEALED_EVENTS_NONE           \
	{                            \
		ARENA_NONE, VEC_NONE \
	}

/* Copy the rows of a draft out of the database, so that its lock can go before any is
 * opened; ERR_INVALID when one is missing. */
int events_fetch(struct store *s, int64_t seq, struct sealed_events *out,
	struct err *err) ATTR_USE;
int events_open(const struct sealed_events *rows, const unsigned char key[KEY_SIZE],
	const unsigned char id[ID_SIZE], store_each *each, void *self,
	struct err *err) ATTR_USE;

/* --- record.c --- */

/* On the one row of a query for a record by its id; sql_end().  ERR_NOT_FOUND: there is
 * none, and nothing to end. */
int record_row(struct store *s, enum sql_set set, int which,
	const unsigned char id[ID_SIZE], sqlite3_stmt **ret, struct err *err) ATTR_USE;
/* "" where none of that length stands. */
void day_fetch(sqlite3_stmt *st, int column, char ret[DAY_ROOM]);
const char *state_word(enum store_state state);
bool in_progress(enum store_state state);
int state_fetch(
	sqlite3_stmt *st, int column, enum store_state *ret, struct err *err) ATTR_USE;
/* The rows (n, sealed) of a draft in order; sql_step(), sql_end(). */
int
record_events(struct store *s, int64_t seq, sqlite3_stmt **ret, struct err *err) ATTR_USE;

struct store_vault {
	struct store *s;       /* lent */
	unsigned char *secret; /* KEY_SIZE, store_secret_new() */
	unsigned char *key;    /* of the record in hand: a call-back opens no other */
	/* they are in the log already: store_log_ahead() */
	unsigned char logged[STORE_AHEAD_MOST][ID_SIZE];
	size_t logged_count;
};

/* --- epoch.c --- */

/* The vault that the card, or the one to come after it, seals to: it must be the one in
 * use in this store. */
int vault_find(struct store *s, struct err *err) ATTR_USE;
/* Inside a transaction, before anything is sealed to the vault for good: is it still the
 * one in use?  ERR_REFUSED and s->behind when not. */
int epoch_check(struct store *s, struct err *err) ATTR_USE;
/* After that: go on with the card that came since. */
int epoch_follow(struct store *s, struct err *err) ATTR_USE;

/* --- vault.c --- */

/* The vault by a member's keys; logged either way.  k->member need not be known. */
int vault_enter_by_key(struct store *s, struct member_key *k,
	const unsigned char secret_key[KEY_SIZE], struct store_vault **ret,
	struct err *err) ATTR_USE;
/* The vault's secret by them; ERR_LOCKED when they were removed. */
int vault_open_grant(struct store *s, const struct member_key *k,
	const unsigned char secret_key[KEY_SIZE], unsigned char ret_secret[KEY_SIZE],
	struct err *err) ATTR_USE;
/* A key for one use, from the vault's secret. */
enum vault_use { VAULT_NAMES = 1, VAULT_TAGS };
void vault_subkey(unsigned char ret[KEY_SIZE], const unsigned char secret[KEY_SIZE],
	enum vault_use use);

/* --- note.c --- */

struct sealed_note {
	unsigned char box[BOX_SIZE]; /* its key, to the vault */
	const void *bytes;           /* in the arena */
	size_t n;
};
struct sealed_notes {
	struct arena arena;
	VEC(struct sealed_note) rows;
};
#define SEALED_NOTES_NONE            \
	{                            \
		ARENA_NONE, VEC_NONE \
	}

/* Copy the notes of a record out of the database; ERR_INVALID when one is missing, and
 * those before it are there. */
int notes_fetch(struct store *s, const unsigned char id[ID_SIZE],
	struct sealed_notes *out, struct err *err) ATTR_USE;
/* Note n; key has room for its key, in memory of store_secret_new(). */
int note_open(struct store_vault *v, const unsigned char id[ID_SIZE], uint64_t n,
	const struct sealed_note *row, unsigned char *key, struct buf *ret,
	struct err *err) ATTR_USE;

/* Its notes in order, opened; ERR_INVALID when one does not open in its place. */
int note_read_all(struct store_vault *v, const unsigned char id[ID_SIZE],
	store_each *each, void *self, struct err *err) ATTR_USE;

/* --- clients.c --- */

/* The tag that finds a client by a label; tags_key: of VAULT_TAGS. */
void client_tag(unsigned char ret[MAC_SIZE], const unsigned char tags_key[KEY_SIZE],
	const void *label, size_t n);
/* names_key: of VAULT_NAMES. */
void client_label_put(struct buf *out, const unsigned char *names_key,
	const unsigned char *id, const void *label, size_t n);
int client_label_open(struct buf *out, const unsigned char *names_key,
	const unsigned char *id, const void *sealed, size_t n, struct err *err) ATTR_USE;

/* --- audit.c --- */

/* Inside a transaction.  event: a word of the table; subject, digest may be NULL.  The
 * actor is whoever unlocked this store, or the console. */
int audit_append(struct store *s, const char *event, const unsigned char *subject,
	const unsigned char *digest, struct err *err) ATTR_USE;
/* The first entry's key, sealed to the vault, and a head with no entries. */
int audit_begin(struct store *s, struct err *err) ATTR_USE;

#define EVENT_WORD 24 /* bytes of the longest word, with the NUL, and some */
struct audit_row {
	int64_t n, at;
	bool has_actor, has_subject, has_digest;
	bool odd; /* not of the shape that this program writes */
	unsigned char actor[ID_SIZE], subject[ID_SIZE], digest[DIGEST_SIZE];
	unsigned char mac[MAC_SIZE];
	char event[EVENT_WORD];
};
struct audit_head {
	bool found;
	int64_t n;
	unsigned char next_key[KEY_SIZE], mac[MAC_SIZE];
};
/* What the mac of r is when it is entry n, after one whose mac is prev. */
void audit_mac(unsigned char ret[MAC_SIZE], const unsigned char key[KEY_SIZE],
	const unsigned char prev[MAC_SIZE], int64_t n, const struct audit_row *r);
void audit_next_key(unsigned char key[KEY_SIZE]); /* in place */
/* A row of "n, at, actor, event, subject, digest, mac". */
void audit_fetch(sqlite3_stmt *st, struct audit_row *ret);
/* The head as it is, for looking: a damaged one is not found. */
int audit_head_look(struct store *s, struct audit_head *ret, struct err *err) ATTR_USE;
/* The newest entry; *ret_n 0: there is none. */
int audit_last(struct store *s, int64_t *ret_n, unsigned char ret_mac[MAC_SIZE],
	struct err *err) ATTR_USE;

/* --- seen.c --- */

/* Around the entry of an unlock: look before it, keep after it.  Neither ever fails an
 * unlock: what went wrong is in s->tail and s->seen. */
void seen_look(struct store *s);
void seen_keep(struct store *s);

#endif
