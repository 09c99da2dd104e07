/*
 * card.c - the practice card: the public half of the vault, all that a console needs
 *
 *	anteroom practice card 1
 *	practice: 16 random bytes
 *	vault: public key that everything is sealed to
 *	words: its fingerprint, to compare by eye
 *
 * The key is taken from here and never from the database, so that who can write the
 * database cannot make consoles seal to a key of their own.
 */
#include "store/seal.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define CARD_TITLE "anteroom practice card 1"
#define CARD_CAP   4096u

enum { CARD_PRACTICE, CARD_VAULT, CARD_WORDS, CARD_COUNT };
static const char *const card_names[] = {"practice", "vault", "words"};
_Static_assert(COUNT_OF(card_names) == CARD_COUNT, "a name per line");

void
card_fingerprint(const struct card *c, struct buf *out)
{
	unsigned char bytes[KEY_SIZE];
	crypto_generichash_state st;

	crypto_generichash_init(&st, NULL, 0, sizeof bytes);
	crypto_generichash_update(&st, c->practice, ID_SIZE);
	crypto_generichash_update(&st, c->vault_public, KEY_SIZE);
	crypto_generichash_final(&st, bytes, sizeof bytes);
	for (size_t i = 0; i < FINGERPRINT_WORDS; i++)
		buf_printf(out, "%s%s", i ? " " : "", fingerprint_words[bytes[i]]);
}

void
card_put(struct buf *out, const struct card *c)
{
	char practice[2 * ID_SIZE + 1], vault[2 * KEY_SIZE + 1];

	hex_put(practice, c->practice, ID_SIZE);
	hex_put(vault, c->vault_public, KEY_SIZE);
	buf_printf(out,
		CARD_TITLE "\n"
			   "# Nothing here is secret. Whoever can change this file can\n"
			   "# read what is answered from then on: keep it read-only.\n"
			   "practice: %s\nvault: %s\nwords: ",
		practice, vault);
	card_fingerprint(c, out);
	buf_char(out, '\n');
}

int
card_write(const char *path, const struct card *c, struct err *err)
{
	struct buf b = BUF_NONE;
	int rc;

	card_put(&b, c);
	rc = file_write(path, b.data, b.len, false, err);
	buf_free(&b);
	return rc;
}

static int
not_seen(const char *what, int why, struct err *err)
{
	int rc = err_code_of(why);

	if (why == ENOENT) {
		err_set(err, rc, "%s is not there", what);
		err_advise(err,
			"put it back from a backup, where it is keys/practice.card, and "
			"compare its words");
	} else {
		err_errno(err, rc, why, "cannot look at %s", what);
		err_advise(err, "this user must be able to enter its folder");
	}
	return rc;
}

/* Nobody but its owner or root may change it, or put another in its place. */
static int
check_rights(const char *path, struct err *err)
{
	struct arena a = ARENA_NONE;
	const char *const both[] = {path, path_folder(&a, path)};
	struct stat st;
	int rc = 0;

	for (size_t i = 0; i < COUNT_OF(both) && !rc; i++) {
		const char *what = i ? "its folder" : "it";

		/* the folder may be a link, the card may not */
		if (i ? stat(both[i], &st) : lstat(both[i], &st))
			rc = not_seen(what, errno, err);
		else if (!i && !S_ISREG(st.st_mode))
			rc = err_set(err, ERR_REFUSED, "it is not a plain file");
		else if (st.st_uid != geteuid() && st.st_uid != 0)
			rc = err_set(
				err, ERR_REFUSED, "%s belongs to another user", what);
		else if (st.st_mode & (S_IWGRP | S_IWOTH)) {
			rc = err_set(err, ERR_REFUSED, "other users may change %s", what);
			err_advise(
				err, "compare its words, then: chmod go-w '%s'", both[i]);
		}
	}
	arena_free(&a);
	return rc;
}

/* A key of small order would make every seal open to anyone. */
static bool
usable(const unsigned char public_key[KEY_SIZE])
{
	unsigned char box[crypto_box_SEALBYTES + 1];

	return !crypto_box_seal(box, (const unsigned char *)"", 0, public_key);
}

int
card_read(const char *path, struct card *ret, struct err *err)
{
	struct arena a = ARENA_NONE;
	struct buf text = BUF_NONE, words = BUF_NONE;
	const char *v[CARD_COUNT];
	struct card c;
	size_t last;
	int rc;

	rc = check_rights(path, err);
	if (rc)
		goto done;
	rc = file_read(path, CARD_CAP, &text, err);
	if (rc)
		goto done;
	rc = fields_parse(&a, buf_text(&text), text.len, CARD_TITLE, card_names,
		CARD_COUNT, v, &last, err);
	if (rc)
		goto done;
	rc = ERR_INVALID;
	if (!hex_read(c.practice, ID_SIZE, v[CARD_PRACTICE]) ||
		!hex_read(c.vault_public, KEY_SIZE, v[CARD_VAULT]) ||
		!usable(c.vault_public)) {
		err_set(err, rc, "its numbers are damaged");
		goto done;
	}
	card_fingerprint(&c, &words);
	if (strcmp(buf_text(&words), v[CARD_WORDS]) != 0) {
		err_set(err, rc, "its words do not belong to its key");
		goto done;
	}
	*ret = c;
	rc = 0;
done:
	if (rc)
		err_subject(err, "practice card", path);
	buf_free(&text);
	buf_free(&words);
	arena_free(&a);
	return rc;
}

int
store_same_practice(const char *card, const char *other, struct err *err)
{
	struct card a, b;
	int rc = seal_start(err);

	if (!rc)
		rc = card_read(card, &a, err);
	if (!rc)
		rc = card_read(other, &b, err);
	if (!rc && memcmp(a.practice, b.practice, ID_SIZE) != 0)
		rc = err_set(err, ERR_REFUSED, "'%s' is of another practice", card);
	return rc;
}

int
store_card_words(const char *card, struct buf *ret, struct err *err)
{
	struct card c;
	int rc = seal_start(err);

	if (!rc)
		rc = card_read(card, &c, err);
	if (!rc)
		card_fingerprint(&c, ret);
	return rc;
}
