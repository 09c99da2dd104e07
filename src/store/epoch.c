/*
 * epoch.c - which vault is the one to seal to, and the moment that changes
 *
 * Two things must change together that no file system changes together: the database and
 * the practice card.  The order that makes every moment usable:
 *
 *	1. the lock on the database is taken
 *	2. practice.card.next is written beside the card and synced
 *	3. the database changes in one transaction: the new vault begins, the old is retired
 *	4. under the lock again: the next card takes the name of the card
 *
 * Killed before 3 is committed, the card is still right and the next one names a vault
 * that the database does not have: nobody looks at it, and the next try writes over it.
 * Killed after, the card names a retired vault; whoever opens the store then finds the
 * next card, whose vault is the one in use, goes on with that, and does step 4 where the
 * rights allow.  Step 4 never moves a card that is not the one in use, and no other
 * process can be between 2 and 3 meanwhile: it would hold the lock.
 *
 * The next card is looked at as hard as the card: its owner, its rights, its folder.  So
 * the database alone still cannot make a console seal to another key.
 */
#include "store/epoch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { EPOCH_LIVE, EPOCH_PRACTICE, EPOCH_BY_KEY, EPOCH_SQL_COUNT };
static const char *const sql[] = {
	"SELECT 1 FROM vault WHERE id = ?1 AND retired IS NULL",
	"SELECT v FROM meta WHERE k = 'practice'",
	"SELECT id, retired IS NULL FROM vault WHERE public_key = ?1",
};
_Static_assert(COUNT_OF(sql) == EPOCH_SQL_COUNT, "a text per statement");
const struct statements epoch_statements = {sql, EPOCH_SQL_COUNT};

char *
epoch_next_path(struct arena *a, const char *card)
{
	return arena_printf(a, "%s.next", card);
}

/* What the database says of a card. */
enum standing { STANDING_FOREIGN, STANDING_RETIRED, STANDING_LIVE };

static int
look_practice(struct store *s, const struct card *c, bool *ret_same, struct err *err)
{
	unsigned char practice[ID_SIZE];
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_EPOCH, EPOCH_PRACTICE, &st, err, "");

	*ret_same = false;
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		rc = sql_fixed(st, 0, practice, ID_SIZE, err);
		*ret_same = !rc && !memcmp(practice, c->practice, ID_SIZE);
	}
	sql_end(st);
	return rc;
}

static int
look(struct store *s, const struct card *c, enum standing *ret,
	unsigned char ret_vault[ID_SIZE], struct err *err)
{
	sqlite3_stmt *st;
	bool same;
	int rc = look_practice(s, c, &same, err);

	*ret = STANDING_FOREIGN;
	if (rc || !same)
		return rc;
	rc = sql_query(s, SET_EPOCH, EPOCH_BY_KEY, &st, err, "b", c->vault_public,
		(size_t)KEY_SIZE);
	if (rc)
		return rc;
	rc = sql_step(st, err);
	if (rc == 1) {
		rc = sql_fixed(st, 0, ret_vault, ID_SIZE, err);
		if (!rc)
			*ret = sqlite3_column_int(st, 1) ? STANDING_LIVE
							 : STANDING_RETIRED;
	}
	sql_end(st);
	return rc;
}

/* Step 4. */
static int
settle(void *self, struct err *err)
{
	struct store *s = self;
	struct arena a = ARENA_NONE;
	char *next = epoch_next_path(&a, s->card_path);
	unsigned char vault[ID_SIZE];
	enum standing standing;
	struct card c;
	int fd, rc = card_read(next, &c, err);

	if (!rc)
		rc = look(s, &c, &standing, vault, err);
	if (!rc && standing == STANDING_LIVE && rename(next, s->card_path))
		rc = err_errno(err, err_code_of(errno), errno, "cannot replace '%s'",
			s->card_path);
	if (!rc &&
		(fd = open(path_folder(&a, s->card_path),
			 O_RDONLY | O_DIRECTORY | O_CLOEXEC)) >= 0) {
		(void)fsync(fd); /* after a power cut it is only step 4 once more */
		close(fd);
	}
	arena_free(&a);
	return rc;
}

int
epoch_settle(struct store *s, struct err *err)
{
	return sql_write(s, settle, s, err);
}

/* Go on with the next card when it is the one in use; false when it is not. */
static bool
take_next(struct store *s)
{
	struct err ignored = ERR_NONE;
	struct arena a = ARENA_NONE;
	unsigned char vault[ID_SIZE];
	enum standing standing;
	struct card c;
	bool taken = !card_read(epoch_next_path(&a, s->card_path), &c, &ignored) &&
		!look(s, &c, &standing, vault, &ignored) && standing == STANDING_LIVE;

	if (taken) {
		s->card = c;
		memcpy(s->vault, vault, ID_SIZE);
		/* a console may not be allowed to: then whoever may does it */
		if (access(path_folder(&a, s->card_path), W_OK) == 0 &&
			epoch_settle(s, &ignored))
			err_clear(&ignored);
	}
	arena_free(&a);
	return taken;
}

static int
no_vault(struct store *s, enum standing standing, struct err *err)
{
	if (standing == STANDING_RETIRED) {
		err_set(err, ERR_REFUSED,
			"the practice card '%s' is from before the keys of this practice "
			"were changed",
			s->card_path);
		err_advise(err,
			"put the new card in its place: whoever changed the keys was "
			"told where it is");
	} else {
		err_set(err, ERR_REFUSED,
			"it and the practice card '%s' do not belong together",
			s->card_path);
		err_advise(err,
			"one of them comes from another practice or an older backup");
	}
	return ERR_REFUSED;
}

int
vault_find(struct store *s, struct err *err)
{
	enum standing standing;
	int rc = look(s, &s->card, &standing, s->vault, err);

	if (rc || standing == STANDING_LIVE)
		return rc;
	if (take_next(s))
		return 0;
	/* step 4 may have been done by another process in this very moment */
	rc = card_read(s->card_path, &s->card, err);
	if (!rc)
		rc = look(s, &s->card, &standing, s->vault, err);
	if (!rc && standing != STANDING_LIVE)
		rc = no_vault(s, standing, err);
	return rc;
}

int
epoch_check(struct store *s, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sql_query(s, SET_EPOCH, EPOCH_LIVE, &st, err, "k", s->vault);

	if (rc)
		return rc;
	rc = sql_step(st, err);
	sql_end(st);
	s->behind = rc == 0;
	if (s->behind) {
		err_set(err, ERR_REFUSED,
			"the keys of this practice were changed in the meantime");
		err_advise(err, "begin again");
		return ERR_REFUSED;
	}
	return rc < 0 ? rc : 0;
}

int
epoch_follow(struct store *s, struct err *err)
{
	int rc;

	s->behind = false;
	if (s->has_actor) /* the vault in hand is not the new one */
		return ERR_REFUSED;
	rc = card_read(s->card_path, &s->card, err);
	return rc ? rc : vault_find(s, err);
}

/* --- the next card --- */

/* In a folder that is not ours root can make an empty file for us to write into. */
static int
fill_in(const char *path, const struct buf *text, struct err *err)
{
	int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC), rc = 0;

	if (fd < 0)
		return ERR_LOCKED;
	if (ftruncate(fd, 0) || write(fd, text->data, text->len) != (ssize_t)text->len ||
		fsync(fd))
		rc = err_errno(err, ERR_FAILED, errno, "cannot write '%s'", path);
	close(fd);
	return rc;
}

int
epoch_stage_card(struct store *s, const struct card *c, struct err *err)
{
	struct arena a = ARENA_NONE;
	char *next = epoch_next_path(&a, s->card_path);
	char *folder = path_folder(&a, s->card_path);
	struct buf text = BUF_NONE;
	struct stat st;
	int rc;

	card_put(&text, c);
	if (access(folder, W_OK) == 0) {
		rc = file_write(next, text.data, text.len, true, err);
		/* whoever could read the card can read the next one */
		if (!rc && !stat(s->card_path, &st) &&
			chmod(next, st.st_mode & (S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH)))
			rc = err_errno(err, ERR_FAILED, errno, "cannot open '%s'", next);
	} else {
		rc = fill_in(next, &text, err);
	}
	if (rc == ERR_LOCKED) {
		err_set(err, ERR_REFUSED,
			"the practice card '%s' may not be replaced by this user",
			s->card_path);
		err_advise(err,
			"as root, once: install -o %u -m 644 /dev/null '%s'; then try "
			"again",
			(unsigned)geteuid(), next);
		rc = ERR_REFUSED;
	}
	buf_free(&text);
	arena_free(&a);
	return rc;
}

void
epoch_unstage_card(struct store *s)
{
	struct arena a = ARENA_NONE;

	(void)unlink(epoch_next_path(&a, s->card_path));
	arena_free(&a);
}
