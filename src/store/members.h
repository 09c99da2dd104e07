/*
 * members.h - who can open the practice's records, and how that changes
 *
 *	a practice begins             -> database, card, the first member's key file
 *	a member's name, a passphrase -> a key file, the vault sealed to it
 *	a member removed, a rekey     -> a new vault, and everything sealed to it again
 *	a code on paper               -> the vault, when a passphrase is lost
 *
 * A vault lasts for an epoch.  A member removed ends it: who had the old vault's secret
 * opens nothing that the store holds from then on.  What they opened or copied while
 * they were a member they have.
 *
 * All or nothing: a change of epoch is one transaction; killed at any moment, the store
 * opens for everyone who may, before or after it (epoch.c says why).
 *
 * Owns:   nothing; codes and passphrases passed in or out are the caller's, in memory of
 *         store_secret_new().
 * Fails:  as store.h; ERR_LOCKED for a wrong code and for a member who was removed,
 *         ERR_REFUSED where nobody would be left, or the card cannot be replaced.
 */
#ifndef STORE_MEMBERS_H
#define STORE_MEMBERS_H

#include "store/store.h"

#define MEMBER_NAME_ROOM 128 /* bytes of a name, with the NUL */
#define RECOVERY_CODE    42  /* "1AB2C-...": seven groups of five, with the NUL */
#define RECOVERY_TYPED   256 /* room for one as people type it */

struct store_member {
	char id[STORE_ID_HEX];
	char name[MEMBER_NAME_ROOM]; /* empty: it does not open */
	bool recovery;               /* the code on paper, not a person */
	bool self;                   /* who unlocked */
	bool active;                 /* was not removed */
	int64_t removed;             /* when, in milliseconds; 0 while active */
};

/* What a change of epoch did. */
struct epoch_result {
	size_t records;  /* sealed again */
	size_t damaged;  /* could not be opened before either, and were left */
	bool card_waits; /* the new card is not in its place yet: card_path says where */
	char card_path[512], next_path[512];
};

/* Make the database, the practice card and the first member's key file; all are new
 * (ERR_REFUSED otherwise), and their folders are made or 0700.  After a failure none of
 * them is left.  member: what the therapist is called; sealed.  Also a recovery member:
 * ret_code (room for RECOVERY_CODE; NULL: no such member) is all there ever is of it. */
int members_create(const struct store_paths *paths, const char *member,
	const char *passphrase, char *ret_code, struct err *err) ATTR_USE;

/* Everyone there ever was, in no order; false stops. */
int members_list(struct store_vault *v,
	bool (*each)(void *self, const struct store_member *m), void *self,
	struct err *err) ATTR_USE;
/* A new member with a key file under a passphrase of their own.  path NULL: named after
 * the member, beside the key file in use; ret_path (appended) says where it is. */
int members_add(struct store_vault *v, const char *name, const char *path,
	const char *passphrase, struct buf *ret_path, struct err *err) ATTR_USE;
/* who: a name, or at least four digits that an id begins with.  Oneself and the
 * recovery member: ERR_REFUSED, so that somebody is always left. */
int members_remove(struct store_vault *v, const char *who, struct epoch_result *ret,
	struct err *err) ATTR_USE;
/* A new epoch for the same members.  ret_code not NULL: also a new recovery code; the one
 * before opens nothing any more. */
int members_rekey(struct store_vault *v, char *ret_code, struct epoch_result *ret,
	struct err *err) ATTR_USE;
/* The key file of s, under another passphrase; the old one opens it no longer. */
int members_passphrase(
	struct store *s, const char *old, const char *fresh, struct err *err) ATTR_USE;

/* Open the vault by the code on paper, forgiving as store_resume(); ERR_LOCKED says which
 * group has a slip, or that it is not this practice's. */
int members_recover(struct store *s, const char *code, struct store_vault **ret,
	struct err *err) ATTR_USE;
/* Does this vault open what the console seals?  Tried on a canary that was sealed as a
 * record is. */
int members_canary_check(struct store_vault *v, struct err *err) ATTR_USE;

#endif
