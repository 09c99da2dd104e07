/*
 * epoch.h - inside store/: the vault in use, and what a new one takes along
 *
 *	epoch.c    the card and the database change together
 *	rewrap.c   records and labels, sealed again to the next vault
 *	turn.c     the transaction that begins a new epoch
 *	member.c   the members' rows, and the roster that says which are real
 *	canary.c   a sealed thing to try a key on
 *	recovery.c the member that exists only on paper
 *
 * Owns: nothing; keys passed in are the caller's.
 */
#ifndef STORE_EPOCH_H
#define STORE_EPOCH_H

#include "store/internal.h"
#include "store/members.h"

/* --- epoch.c --- */

char *epoch_next_path(struct arena *a, const char *card);
/* Under the lock: the card to come, on disk beside the card. */
int epoch_stage_card(struct store *s, const struct card *c, struct err *err) ATTR_USE;
void epoch_unstage_card(struct store *s);
/* Give the next card the card's name, if it is the one in use. */
int epoch_settle(struct store *s, struct err *err) ATTR_USE;

/* --- rewrap.c --- */

struct rewrap_row {
	size_t kind;       /* in the table of rewrap.c */
	int64_t record, n; /* n: within it, or 0 */
	unsigned char from[BOX_SIZE], to[BOX_SIZE];
};

/* From one vault to another; secrets are of store_secret_new(). */
struct rewrap {
	struct store *s;
	const unsigned char *old_vault, *old_public, *old_secret;
	const unsigned char *new_vault, *new_public, *new_secret;
	struct arena arena;
	VEC(struct rewrap_row) ready;
	size_t done, damaged; /* done counts records */
};

/* What takes long, without the lock: the consoles go on. */
int rewrap_prepare(struct rewrap *r, struct err *err) ATTR_USE;
/* Under the lock: what was prepared and has not changed, then what is new. */
int rewrap_apply(struct rewrap *r, struct err *err) ATTR_USE;

/* --- member.c --- */

struct member {
	unsigned char id[ID_SIZE], public_key[KEY_SIZE];
	bool recovery;
	bool known;                  /* the roster has it just so */
	int64_t retired;             /* 0: active */
	char name[MEMBER_NAME_ROOM]; /* empty: it does not open */
};

/* Inside a transaction: a row, its name under a key of that vault, and the vault's secret
 * for it. */
int member_put(struct store *s, const struct member *m, struct err *err) ATTR_USE;
int member_put_name(struct store *s, const unsigned char *secret, const struct member *m,
	struct err *err) ATTR_USE;
int member_grant(struct store *s, const unsigned char *vault, const unsigned char *secret,
	const struct member *m, struct err *err) ATTR_USE;
/* Inside a transaction: those of them who are known, under a key of that vault. */
int roster_put(struct store *s, const unsigned char secret[KEY_SIZE],
	const struct member *all, size_t count, struct err *err) ATTR_USE;
struct member_list {
	VEC(struct member) rows;
};
int members_fetch(struct store_vault *v, struct arena *a, struct member_list *ret,
	struct err *err) ATTR_USE;
/* A name that can be shown and typed. */
int member_name_check(const char *name, struct err *err) ATTR_USE;

/* --- canary.c --- */

/* A canary for the vault of the card, in the place of the one before. */
int canary_put(struct store *s, const struct card *c, struct err *err) ATTR_USE;

/* --- recovery.c --- */

/* A new code, and the member that it is; ret_code has room for RECOVERY_CODE. */
int recovery_new(char *ret_code, const unsigned char practice[ID_SIZE],
	struct member *ret, struct err *err) ATTR_USE;

#endif
