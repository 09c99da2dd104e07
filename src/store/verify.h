/*
 * verify.h - what the files of the verification share; only they include it
 *
 *	verify.c         the order of things, SQLite's check, the canary
 *	verify_log.c     the chain from its first key; how the first misfit came about
 *	verify_said.c    what the log says of each record
 *	verify_record.c  do envelopes and drafts open, and are they what the log says
 *	verify_beside.c  what lies beside records: notes, whose they are
 *	verify_form.c    the texts of the forms
 *
 * Rows are fetched in batches, each in a short transaction of its own, so that consoles
 * go on writing; what the log says of a record that was written meanwhile is read in the
 * same transaction as the record.
 */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include "store/clients.h"
#include "store/internal.h"

struct verify {
	struct store_vault *v; /* lent */
	const struct store_watch *watch;
	struct store_verified *sum;
	unsigned char *tags_key; /* of VAULT_TAGS */
	uint64_t done, all;      /* rows */
	int64_t until;           /* the newest entry that the walk along the chain met */
	bool holds;              /* the chain does, up to there */
};

void verify_found(struct verify *c, enum store_fault fault, int64_t n,
	const unsigned char *record, const char *detail);
void verify_tick(struct verify *c, uint64_t rows);
int verify_log(struct verify *c, struct err *err) ATTR_USE;
int verify_records(struct verify *c, struct err *err) ATTR_USE;
int verify_clients(struct verify *c, struct err *err) ATTR_USE;
int verify_forms(struct verify *c, struct err *err) ATTR_USE;
/* Of a copy: what store_verify() does, but for what the key last saw of the store. */
int verify_copy(struct store_vault *v, const struct store_watch *w,
	struct store_verified *ret, struct err *err) ATTR_USE;

/* A read transaction; ERR_REFUSED when the vault in hand is not the one in use any more:
 * what does not open then is no finding.  End it whatever happened. */
int read_begin(struct store *s, struct err *err) ATTR_USE;
void read_end(struct store *s);

/* ---- verify_said.c ---- */

/* What the log says of one record. */
struct said {
	unsigned char id[ID_SIZE];
	bool used, seen;
	bool taken, gone; /* gone: erased or pruned, on purpose */
	bool sealed;      /* it was finished */
	bool hold;
	bool has_digest;
	unsigned char digest[DIGEST_SIZE]; /* of its head and body, sealed */
	uint32_t notes, acks;              /* acks: of the notes */
	unsigned char chain[DIGEST_SIZE];  /* of the notes, sealed, in order */
};
/* Open addressing; the number of slots is a power of two. */
struct table {
	struct said *slots;
	size_t count, room;
};
struct range {
	unsigned char after[ID_SIZE + 1], before[ID_SIZE + 1]; /* both without */
	size_t after_n, before_n;
	struct table log;
};

/* That of an id, made when there is none; lent until the next call. */
struct said *said_of(struct table *t, const unsigned char *id);
/* Everything up to c->until, of about so many records. */
int
learn_range(struct verify *c, struct range *g, size_t about, struct err *err) ATTR_USE;
/* One note more: its digest onto the chain. */
void
chain_note(unsigned char chain[DIGEST_SIZE], const unsigned char digest[DIGEST_SIZE]);
/* What was written of a record since then; in the transaction in which the record is
 * read. */
int learn_newer(struct verify *c, struct said *s, struct err *err) ATTR_USE;

/* ---- verify_beside.c ---- */

/* What lies beside a record, copied out in the transaction in which the record is. */
struct beside {
	struct sealed_notes notes;
	bool notes_good; /* none is missing before another */
	bool sorted;     /* it stands with a client ... */
	bool tag_good;   /* ... that is there, with this tag */
	unsigned char tag[MAC_SIZE];
};
int beside_fetch(struct verify *c, const unsigned char *id, struct beside *ret,
	struct err *err) ATTR_USE;
void beside_check_notes(struct verify *c, const unsigned char *id, const struct beside *b,
	const struct said *s, unsigned char *key);
/* head: opened. */
void beside_check_client(struct verify *c, const unsigned char *id,
	const struct beside *b, const struct buf *head);

/* ---- verify.c has the statements of all three, in this order ---- */

enum {
	VERIFY_BEGIN,
	VERIFY_END,
	VERIFY_TABLES,
	VERIFY_COUNTS,
	VERIFY_KEY,
	VERIFY_ENTRIES,
	VERIFY_TAKEN,
	VERIFY_SUBJECTS,
	VERIFY_NEWER,
	VERIFY_RECORDS,
	VERIFY_RECORD,
	VERIFY_CLIENTS,
	VERIFY_FORMS,
	VERIFY_FORMS_GONE,
	VERIFY_SQL_COUNT
};

#endif
