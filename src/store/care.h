/*
 * care.h - looking after the store: is it whole, what was done, a copy of it elsewhere
 *
 *	store + vault  --verify-->  findings: what does not fit, and where
 *	log            --list-->    entries in order
 *	store + vault  --backup-->  another file, verified
 *	store          --status-->  what is in the clear, counted
 *
 * The log is a chain from its first key, which only the vault opens (audit.c).  Beside
 * each member's key file lies a small file, <key>.seen, with the number and mac of the
 * newest entry that this key saw: what is cut off the end, or an older database put back
 * whole, is found by it, as long as it lies where who can change the store cannot.  It
 * is written after each unlock, unless what it says does not fit.
 *
 * What this cannot find: an entry that a console could have written too, added at the
 * end with the head moved; answers cut off the end of an interview in progress.
 *
 * Nothing here holds a console up for longer than one batch or step, but for SQLite's
 * own check of the file, a table at a time.
 *
 * Owns:   nothing but what a call says; rows and findings are lent while it runs.
 * Units:  times are milliseconds since 1970 UTC; sizes are bytes.
 * Fails:  as store.h; a finding is no failure.
 */
#ifndef STORE_CARE_H
#define STORE_CARE_H

#include "store/store.h"

/* --- the log at the moment of an unlock, and what the key last saw --- */

enum store_log_state {
	STORE_LOG_FITS,
	STORE_LOG_NEW,   /* this key has seen nothing yet */
	STORE_LOG_CUT,   /* entries from n on are gone, the head still knows them */
	STORE_LOG_ADDED, /* entry n stands behind the head */
	STORE_LOG_OLDER, /* the log ends before entry n, which this key saw */
	STORE_LOG_OTHER, /* entry n is not the one that this key saw */
	STORE_LOG_STATE_COUNT
};
struct store_log_look {
	enum store_log_state state;
	int64_t n; /* as above; of the newest entry for FITS and NEW */
	bool kept; /* <key>.seen is as new as this look */
};
/* As it was just before the entry of this unlock. */
struct store_log_look store_log_look(const struct store_vault *v);
/* From now on the log as it is counts as seen. */
int store_log_accept(struct store_vault *v, struct err *err) ATTR_USE;

/* --- verify --- */

enum store_fault {
	FAULT_DATABASE,    /* SQLite's own check; detail says what */
	FAULT_LOG_KEY,     /* the log's first key is missing or does not open */
	FAULT_LOG_CHANGED, /* entry n is not as it was written */
	FAULT_LOG_MISSING, /* entry n is gone */
	FAULT_LOG_ORDER,   /* entry n stands in another's place */
	FAULT_LOG_ADDED,   /* entry n was put in by someone else */
	FAULT_LOG_CUT,     /* entries from n on were cut off the end */
	FAULT_LOG_HEAD,    /* the head does not belong to the last entry, n */
	FAULT_LOG_OLDER,   /* as STORE_LOG_OLDER */
	FAULT_LOG_OTHER,   /* as STORE_LOG_OTHER */
	FAULT_RECORD_ROW,  /* record with number n: its row is damaged */
	FAULT_RECORD_KEY,  /* its key does not open */
	FAULT_RECORD_NONE, /* it is finished and there is no envelope */
	FAULT_RECORD_HEAD, /* its head does not open */
	FAULT_RECORD_BODY, /* its body does not open */
	FAULT_RECORD_CHANGED, /* it opens, and it or a day beside it is not what was sealed */
	FAULT_RECORD_GONE,    /* the log has it, the store has not */
	FAULT_RECORD_FOREIGN, /* the store has it, the log has not */
	FAULT_EVENT,          /* its answer n does not open in its place */
	FAULT_EVENT_MISSING,  /* its answer n is gone */
	FAULT_CANARY,         /* the vault does not open what was sealed to try it */
	FAULT_NOTE,          /* note n beside it does not open in its place, or is none */
	FAULT_NOTE_MISSING,  /* note n beside it is gone */
	FAULT_NOTE_CHANGED,  /* its notes open, and are not those that the log says */
	FAULT_CLIENT,        /* the label of a client does not open, or is another's */
	FAULT_RECORD_CLIENT, /* it stands with a client whose it is not */
	FAULT_RECORD_HOLD,   /* it is on hold and the log says it is not, or so */
	FAULT_FORM,      /* a form is not what its digest says; detail: its beginning */
	FAULT_FORM_GONE, /* the log has a form and the store has not; detail the same */
	FAULT_COUNT
};
struct store_finding {
	enum store_fault fault;
	int64_t n;                 /* see above; 0: does not apply */
	char record[STORE_ID_HEX]; /* "": none, or not known */
	const char *detail; /* FAULT_DATABASE, FAULT_CANARY, FAULT_FORM*; else "" */
};
/* The opened head of a finished record. */
struct store_head {
	const char *id;
	const void *bytes;
	size_t n;
	bool noted; /* notes lie beside it */
};
/* Who is told, and asked, while a long call runs; any member may be NULL. */
struct store_watch {
	void *self;
	void (*found)(void *self, const struct store_finding *f);
	void (*tick)(void *self, uint64_t done, uint64_t all);
	/* Whose a finished record is, by its head and what lies beside it; false: it
	 * cannot be told.  NULL: clients are not looked at. */
	bool (*label)(void *self, const struct store_head *h, struct buf *ret);
	/* The event that a note is of, "ack" or "assign"; NULL: it is no note. */
	const char *(*note)(void *self, const void *bytes, size_t n);
};
struct store_verified {
	uint64_t entries, records, drafts, faults;
};
/* Everything: SQLite's check, the canary, the chain from its first key, what the key last
 * saw, the forms, and that each envelope, each answer of a draft and each note opens and is
 * what the log says, and each record stands with the client whose it is (clients.h) and is
 * on hold where the log says so.  Memory does
 * not grow with the store.  ERR_REFUSED: the keys were changed meanwhile; begin again.  Of
 * the chain the first entry that does not fit is named: behind it nothing can be told. */
int store_verify(struct store_vault *v, const struct store_watch *w,
	struct store_verified *ret, struct err *err) ATTR_USE;

/* --- the log --- */

/* An entry for something done outside the store: "report", "list", "show", "export"
 * (audit.c has the table; other words are ERR_USAGE).  record: the whole id, or NULL.
 * Never content. */
int store_audit(
	struct store *s, const char *event, const char *record, struct err *err) ATTR_USE;
/* The same of a file that was made of it, whose digest_hex() is kept with it. */
int store_audit_file(struct store *s, const char *event, const char *record,
	const char *digest, struct err *err) ATTR_USE;

struct store_entry {
	int64_t n, at;
	const char
		*member; /* name; "": the console; its id where the name does not open */
	const char *event;
	const char *about;         /* a member, by name, that it was done to; "" */
	char record[STORE_ID_HEX]; /* that it was done to; "" */
	char file[DIGEST_HEX];     /* the digest of the file that was made of it; "" */
};
/* In order; each returns false to stop. */
int store_log_list(struct store_vault *v,
	bool (*each)(void *self, const struct store_entry *e), void *self,
	struct err *err) ATTR_USE;

/* Has another process written to the store since this was asked with the same *seen, which
 * is 0 the first time and then yes?  What was kept of records may be true no more. */
int store_written_elsewhere(
	struct store *s, int64_t *seen, bool *ret, struct err *err) ATTR_USE;

enum { STORE_AHEAD_MOST = 64 };
/* An "export" or "open" of each of these records in the log, in one transaction, on disk
 * before one of them is opened; reading them adds no "open".  The next call ends that: with
 * no rows, nothing is written. */
int store_log_ahead(struct store_vault *v, const char *event,
	const struct store_record *rows, size_t count, struct err *err) ATTR_USE;

/* --- status: needs no key --- */

struct store_status {
	uint64_t records[STORE_STATE_COUNT];
	char first[11], last[11]; /* days; "": no records */
	uint64_t entries;         /* of the log */
	uint64_t size, unused;    /* of the file, and of that what holds nothing */
	int schema;
	int64_t backup; /* when the last verified backup was made; 0: never */
};
int store_status(struct store *s, struct store_status *ret, struct err *err) ATTR_USE;

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

/* --- backup --- */

/* A copy of the database, while consoles go on writing, and of the card beside it; both
 * are new files, 0600, and on disk when this returns.  The copy is then opened and looked
 * at as by store_verify(), every record too.  *ret: faults, and what was looked at;
 * with faults the copy stays, and the caller does not call it verified. */
int store_backup(struct store_vault *v, const char *db, const char *card,
	const struct store_watch *w, struct store_verified *ret,
	struct err *err) ATTR_USE;

#endif
