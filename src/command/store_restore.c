/*
 * store_restore.c - a backup into the home
 *
 *	copied    into HOME/.restore-part, and on disk
 *	opened    there with the member's key: tables brought up to date, all of it verified
 *	moved     what was there into HOME/before-restore-TIME, then the parts in
 *
 * Nothing is deleted.  A console that is still running on the store that was moved
 * aside cannot write to it any more: SQLite looks whether the file still has its name.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "command/store_copy.h"
#include "command/store_verify.h"
#include "exchange/json_done.h"

struct restore {
	struct call *call;
	const char *backup, *home, *part;
	int mark;          /* of the part */
	const char *aside; /* NULL: nothing was there */
	const char *key;
	struct home opened; /* its store only */
	struct store_vault *vault;
	struct findings found;
};

/* What was found in it, and whether it is in its place now. */
static int
tell_json(struct restore *r, const struct store_verified *sum, bool made)
{
	struct call *c = r->call;
	const char *card =
		file_join(&c->arena, made ? r->home : r->part, home_parts[PART_CARD]);
	struct buf json = BUF_NONE, words = BUF_NONE;
	struct json_copy copy = {.folder = r->home,
		.aside = made ? r->aside : NULL,
		.made = made,
		.older = store_log_look(r->vault).state == STORE_LOG_OLDER,
		.found = findings_json(&r->found, sum)};
	int rc = store_card_words(card, &words, &c->err);

	copy.words = buf_text(&words);
	if (!rc) {
		exchange_restore_json(&copy, &json);
		rc = out_write(c, &json);
	}
	buf_free(&words);
	buf_free(&json);
	return rc;
}

/* A backup that does not verify is not restored, but for --accept. */
static int
refuse_faults(struct restore *r, const struct store_verified *sum)
{
	struct call *c = r->call;
	int rc;

	if (c->opt[OPT_ACCEPT])
		return findings_put(&r->found);
	rc = c->opt[OPT_JSON] ? tell_json(r, sum, false) : findings_put(&r->found);
	if (rc)
		return rc;
	rc = findings_fail(&r->found);
	err_advise(&c->err,
		"look for a better backup; where there is none, --accept restores this "
		"one as it is");
	return rc;
}

static int
check_backup(struct restore *r)
{
	struct call *c = r->call;

	for (size_t i = 0; i < PARTS_NEEDED; i++)
		if (!file_exists(file_join(&c->arena, r->backup, home_parts[i]))) {
			err_set(&c->err, ERR_NOT_FOUND,
				"'%s' is not a backup: there is no %s in it", r->backup,
				home_parts[i]);
			return ERR_NOT_FOUND;
		}
	return 0;
}

/* Nothing of the home is overwritten; --force moves it aside, if it is this practice's. */
static int
check_home_parts(struct restore *r)
{
	struct call *c = r->call;
	struct arena *a = &c->arena;
	const char *card = file_join(a, r->home, home_parts[PART_CARD]);
	const char *shared = file_machine(a, SHARED_CARD);
	const char *theirs = file_join(a, r->backup, home_parts[PART_CARD]);
	int rc = 0;

	for (size_t i = 0; i < PARTS_COUNT && !c->opt[OPT_FORCE]; i++)
		if (file_exists(file_join(a, r->home, home_parts[i]))) {
			err_set(&c->err, ERR_REFUSED, "there is a %s in '%s' already",
				home_parts[i], r->home);
			err_advise(&c->err,
				"--force moves what is there aside; nothing "
				"is deleted");
			return ERR_REFUSED;
		}
	if (file_exists(card))
		rc = store_same_practice(theirs, card, &c->err);
	if (!rc && file_is_shared(r->home) && file_exists(shared))
		rc = store_same_practice(theirs, shared, &c->err);
	return rc;
}

/* The member's key file: as named, or the only one of the home. */
static int
find_key(struct restore *r)
{
	struct call *c = r->call;
	const char *keys = file_join(&c->arena, r->home, "keys");
	char **names;
	size_t count = 0;

	r->key = c->opt[OPT_KEY] ? c->opt[OPT_KEY] : getenv("ANTEROOM_KEY");
	if (r->key)
		return 0;
	if (!file_exists(keys) ||
		file_list(&c->arena, keys, ".key", &names, &count, &c->err) ||
		count != 1) {
		err_set(&c->err, ERR_NOT_FOUND, "a backup has no key, and %s in '%s'",
			count ? "there are several" : "there is none", keys);
		err_advise(&c->err, "say where yours is with --key or ANTEROOM_KEY");
		return ERR_NOT_FOUND;
	}
	r->key = file_join(&c->arena, keys, names[0]);
	return 0;
}

static int
copy_in(struct restore *r)
{
	static const char *const files[] = {
		"store.db", "store.db-journal", "keys/practice.card"};
	struct call *c = r->call;
	struct arena *a = &c->arena;
	int rc = file_make_folder(r->home, &c->err);

	if (!rc)
		rc = part_begin(c, r->part, &r->mark);
	for (size_t i = 0; i < COUNT_OF(files) && !rc; i++) {
		const char *from = file_join(a, r->backup, files[i]);

		if (file_exists(from))
			rc = copy_file(c, from, file_join(a, r->part, files[i]));
	}
	if (!rc)
		rc = copy_practice(c, r->backup, r->part);
	return rc;
}

/* Open the copy as it will be used, and look at all of it. */
static int
verify_in(struct restore *r, struct store_verified *sum)
{
	struct call *c = r->call;
	struct arena *a = &c->arena;
	char *passphrase = NULL;
	struct store_watch watch;
	int rc;

	r->opened.paths = (struct store_paths){
		.db = file_join(a, r->part, home_parts[PART_DB]),
		.card = file_join(a, r->part, home_parts[PART_CARD]),
		.key = r->key,
		.copy = true,
	};
	rc = home_store(c, &r->opened);
	if (!rc)
		rc = ask_passphrase(c, false, &passphrase);
	if (!rc)
		rc = store_unlock(r->opened.store, passphrase, &r->vault, &c->err);
	store_secret_free(passphrase);
	if (rc)
		return rc;
	watch = findings_watch(&r->found, c, r->vault, TEXT_PROGRESS_VERIFY);
	rc = store_verify(r->vault, &watch, sum, &c->err);
	progress_end(&r->found.progress);
	if (!rc && sum->faults)
		rc = refuse_faults(r, sum);
	return rc ? rc : store_audit(r->opened.store, "restore", NULL, &c->err);
}

static int
move(struct restore *r, const char *name, const char *from, const char *to)
{
	struct call *c = r->call;
	const char *a = file_join(&c->arena, from, name);
	const char *b = file_join(&c->arena, to, name);

	if (!file_exists(a))
		return 0;
	if (rename(a, b))
		return err_errno(
			&c->err, ERR_FAILED, errno, "cannot move '%s' to '%s'", a, b);
	return 0;
}

static int
move_aside(struct restore *r)
{
	struct call *c = r->call;
	struct arena *a = &c->arena;
	struct buf time = BUF_NONE;
	bool any = false;
	int rc;

	for (size_t i = 0; i < PARTS_COUNT; i++)
		any = any || file_exists(file_join(a, r->home, home_parts[i]));
	if (!any)
		return 0;
	date_put_instant(&time, clock_now());
	r->aside = file_join(
		a, r->home, arena_printf(a, "before-restore-%s", buf_text(&time)));
	buf_free(&time);
	rc = file_make_folder(file_join(a, r->aside, "keys"), &c->err);
	/* a journal that is needed belongs beside its database at once */
	if (!rc)
		rc = move(r, home_parts[PART_DB], r->home, r->aside);
	for (size_t i = PARTS_COUNT; i-- > 0 && !rc;)
		rc = move(r, home_parts[i], r->home, r->aside);
	return rc ? rc : copy_sync(c, r->aside);
}

/* What could not be finished: what was there stands where it stood. */
static void
put_back(struct restore *r)
{
	struct arena *a = &r->call->arena;
	const struct err why = r->call->err;
	int rc = 0;

	if (!r->aside)
		return;
	for (size_t i = 0; i < PARTS_COUNT && !rc; i++) {
		if (!file_exists(file_join(a, r->aside, home_parts[i])))
			continue;
		rc = move(r, home_parts[i], r->home, r->part); /* what had come */
		if (!rc)
			rc = move(r, home_parts[i], r->aside, r->home);
	}
	r->call->err = why;
	if (rc) {
		err_advise(&r->call->err, "what was there before is in '%s'", r->aside);
		return;
	}
	(void)rmdir(file_join(a, r->aside, "keys"));
	(void)rmdir(r->aside);
	err_advise(&r->call->err, "nothing was restored; what was there is as before");
}

/* The database last: before it the home has no store, and says so. */
static int
move_in(struct restore *r)
{
	struct call *c = r->call;
	struct arena *a = &c->arena;
	int rc = file_make_folder(file_join(a, r->home, "keys"), &c->err);

	for (size_t i = PARTS_COUNT - 1; i > 0 && !rc; i--)
		if (i != PARTS_COUNT - 1) /* no journal: what was done is in the file */
			rc = move(r, home_parts[i], r->part, r->home);
	if (!rc)
		rc = copy_sync(c, file_join(a, r->home, "keys"));
	if (!rc)
		rc = move(r, home_parts[PART_DB], r->part, r->home);
	return rc ? rc : copy_sync(c, r->home);
}

/* The files of forms/ or templates/ with one of those endings. */
static int
share_folder(
	struct call *c, const struct home *h, const char *folder, const char *const *ends)
{
	struct arena *a = &c->arena;
	int rc = 0;

	for (; *ends && !rc; ends++) {
		char **names;
		size_t count = 0;

		rc = file_list(a, folder, *ends, &names, &count, &c->err);
		for (size_t i = 0; i < count && !rc; i++)
			rc = home_share(c, h, file_join(a, folder, names[i]), 0640);
	}
	return rc;
}

/* In the two-user layout what was put in is the group's as before. */
static int
share_all(struct restore *r)
{
	static const struct {
		const char *name;
		unsigned mode;
	} modes[] = {
		{"store.db",     0660 },
                {"practice.xml", 0640 },
                {"forms",        02750},
		{"templates",    02750}
        };
	struct call *c = r->call;
	struct arena *a = &c->arena;
	struct home h = {0};
	int rc;

	if (!file_is_shared(r->home))
		return 0;
	c->opt[OPT_HOME] = r->home;
	rc = home_open(c, &h);
	for (size_t i = 0; i < COUNT_OF(modes) && !rc; i++) {
		const char *path = file_join(a, r->home, modes[i].name);

		if (file_exists(path))
			rc = home_share(c, &h, path, modes[i].mode);
	}
	for (size_t i = 2; i < COUNT_OF(modes) && !rc; i++) {
		const char *folder = file_join(a, r->home, modes[i].name);

		for (size_t e = 0; file_exists(folder) && e < ENDS_COUNT && !rc; e++)
			rc = share_folder(c, &h, folder, home_ends[e]);
	}
	home_close(&h);
	return rc;
}

static void
tell(struct restore *r, const struct store_verified *sum)
{
	struct call *c = r->call;
	struct arena *a = &c->arena;
	struct store_log_look look = store_log_look(r->vault);
	struct buf words = BUF_NONE, b = BUF_NONE;

	text_fill(&b, c->lang, TEXT_RESTORE_DONE, "folder", r->home, "records",
		arena_printf(a, "%llu", (unsigned long long)sum->records), "drafts",
		arena_printf(a, "%llu", (unsigned long long)sum->drafts), NULL);
	if (look.state == STORE_LOG_OLDER) {
		buf_char(&b, '\n');
		text_fill(&b, c->lang, TEXT_RESTORE_OLDER, "n",
			arena_printf(a, "%lld", (long long)sum->entries - 1), NULL);
	}
	if (r->aside) {
		buf_char(&b, '\n');
		text_fill(&b, c->lang, TEXT_RESTORE_ASIDE, "folder", r->aside, NULL);
	}
	if (!store_card_words(
		    file_join(a, r->home, home_parts[PART_CARD]), &words, &c->err)) {
		buf_char(&b, '\n');
		text_fill(
			&b, c->lang, TEXT_RESTORE_WORDS, "words", buf_text(&words), NULL);
	}
	if (!c->opt[OPT_QUIET])
		say("%s", buf_text(&b));
	buf_free(&words);
	buf_free(&b);
}

static int
restore(struct restore *r)
{
	struct store_verified sum;
	int rc = copy_in(r);

	if (!rc)
		rc = verify_in(r, &sum);
	if (!rc) {
		rc = move_aside(r);
		if (!rc)
			rc = move_in(r);
		if (rc)
			put_back(r);
	}
	if (!rc)
		rc = share_all(r);
	if (!rc) {
		if (!r->call->opt[OPT_JSON])
			tell(r, &sum);
		rc = store_log_accept(r->vault, &r->call->err);
	}
	if (!rc && r->call->opt[OPT_JSON])
		rc = tell_json(r, &sum, true);
	store_vault_free(r->vault);
	home_close(&r->opened);
	part_end(r->part, r->mark);
	return rc;
}

int
run_store_restore(struct call *c)
{
	struct restore r = {
		.call = c, .backup = c->operands[0], .home = home_folder(c), .mark = -1};
	int rc;

	if (!r.home) {
		err_set(&c->err, ERR_USAGE, "there is no home folder to put it in");
		err_advise(&c->err, "say where with --home DIR");
		return ERR_USAGE;
	}
	r.part = file_join(&c->arena, r.home, ".restore-part");
	rc = check_backup(&r);
	if (!rc)
		rc = check_home_parts(&r);
	if (!rc)
		rc = find_key(&r);
	return rc ? rc : restore(&r);
}
