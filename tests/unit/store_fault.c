/*
 * store_fault.c - a full or failing disk at every single write of an interview
 *
 * The same short interview is held again and again, each time with the next operation
 * failing.  Whatever fails is called once more; at the end every answer must be there
 * once, in order, and the log and tables be whole.
 */
#include "store/fault_vfs.h"
#include "store/fixture.h"

#include "base/digest.h"

#define ANSWERS 4

struct interview {
	struct practice *p;
	struct store *s;
	struct store_draft *d;
	struct buf seen;
	char code[STORE_CODE_TEXT], id[STORE_ID_HEX];
	int failures;
};

static int
step_open(struct interview *i)
{
	return store_open(&i->s, &i->p->paths, &i->p->err);
}

static int
step_form(struct interview *i)
{
	char digest[DIGEST_HEX];

	digest_hex("<form/>", 7, digest);
	return store_form_put(i->s, digest, "f", 1, "<form/>", 7, &i->p->err);
}

static int
step_take(struct interview *i)
{
	return store_take(i->s, DAY, &i->d, &i->p->err);
}

static int
step_put(struct interview *i)
{
	char words[32];
	int n = snprintf(words, sizeof words, "answer %d", (int)i->d->last + 1);

	return store_event_put(i->d, words, (size_t)n, &i->p->err);
}

static int
step_stop(struct interview *i)
{
	int rc = store_stop(i->d, &i->p->err);

	if (!rc) {
		snprintf(i->code, sizeof i->code, "%s", store_draft_code(i->d));
		snprintf(i->id, sizeof i->id, "%s", store_draft_id(i->d));
		store_draft_free(i->d);
		i->d = NULL;
	}
	return rc;
}

static int
step_resume(struct interview *i)
{
	buf_clear(&i->seen);
	return store_resume(i->s, i->code, gather, &i->seen, &i->d, &i->p->err);
}

static int
step_finish(struct interview *i)
{
	return store_finish(i->d, STORE_DONE, "head", 4, "body", 4, &i->p->err);
}

static int (*const steps[])(struct interview *i) = {step_open, step_form, step_take,
	step_put, step_put, step_stop, step_resume, step_put, step_put, step_finish};

/* Hold the interview; whatever fails is done again.  false when nothing failed. */
static bool
hold(struct practice *p, long at, bool lasting, bool torn, size_t up_to,
	struct interview *i)
{
	*i = (struct interview){.p = p, .seen = BUF_NONE};
	fault_arm(at, lasting, torn);
	for (size_t k = 0; k < up_to; k++) {
		int rc, tries = 0;

		while ((rc = steps[k](i)) != 0) {
			assert_true(p->err.text[0]);
			err_clear(&p->err);
			if (++tries == 2) /* it goes on failing: the disk is put right */
				fault_heal();
			if (tries > 2)
				fail_msg(
					"step %zu, operation %ld: not repeatable", k, at);
			i->failures++;
		}
	}
	fault_heal();
	return fault.hits > 0;
}

static void
check_whole(struct practice *p)
{
	sqlite3_stmt *st;
	struct store *s = opened(p);

	assert_int_equal(
		sqlite3_prepare_v2(s->db, "PRAGMA integrity_check", -1, &st, NULL), 0);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal(sqlite3_column_text(st, 0), "ok");
	sqlite3_finalize(st);
	assert_int_equal(sqlite3_prepare_v2(s->db,
				 "SELECT (SELECT count(*) FROM audit) = (SELECT n FROM "
				 "audit_head), (SELECT count(*) FROM record)",
				 -1, &st, NULL),
		0);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(st, 0), 1);
	assert_int_equal(sqlite3_column_int(st, 1), 1);
	sqlite3_finalize(st);
	store_close(s);
}

static void
end(struct interview *i)
{
	store_draft_free(i->d);
	store_close(i->s);
	buf_free(&i->seen);
}

/* Every operation in turn; returns how many there were. */
static long
campaign(bool lasting, bool torn)
{
	struct practice *p;
	struct interview i;
	struct buf got = BUF_NONE;
	bool failed = true;
	long at;

	fault_install();
	for (at = 1; failed; at++) {
		struct store_vault *v;

		fault_heal();
		p = practice_again();
		failed = hold(p, at, lasting, torn, COUNT_OF(steps) - 1, &i);
		assert_string_equal(buf_text(&i.seen), "answer 1|answer 2|");
		v = unlocked(p, i.s);
		buf_clear(&got);
		OK(p, store_read_events(v, i.id, gather, &got, &p->err));
		assert_string_equal(
			buf_text(&got), "answer 1|answer 2|answer 3|answer 4|");
		store_vault_free(v);
		end(&i);
		check_whole(p);
		free(p);
	}
	buf_free(&got);
	return at;
}

TEST(store, a_disk_that_fails_once_anywhere_loses_no_answer)
{
	assert_true(campaign(false, false) > 50);
}

TEST(store, a_disk_that_stays_full_until_it_is_freed_loses_no_answer)
{
	assert_true(campaign(true, false) > 50);
}

TEST(store, a_write_torn_in_half_loses_no_answer)
{
	assert_true(campaign(false, true) > 50);
}

TEST(store, a_failed_finish_is_repeatable_and_leaves_one_envelope)
{
	struct practice *p;
	struct interview i;
	struct buf got = BUF_NONE;
	bool failed = true;

	fault_install();
	for (long at = 1; failed; at++) {
		struct store_vault *v;

		fault_heal();
		p = practice_again();
		hold(p, 0, false, false, COUNT_OF(steps) - 1, &i);
		fault_arm(at, at % 2, false);
		while (step_finish(&i)) {
			err_clear(&p->err);
			fault_heal();
		}
		failed = fault.hits > 0;
		fault_heal();
		v = unlocked(p, i.s);
		buf_clear(&got);
		OK(p, store_read_head(v, i.id, &got, &p->err));
		OK(p, store_read_body(v, i.id, &got, &p->err));
		assert_string_equal(buf_text(&got), "headbody");
		store_vault_free(v);
		end(&i);
		check_whole(p);
		free(p);
	}
	buf_free(&got);
}

TEST(store, creating_a_practice_on_a_failing_disk_leaves_nothing_behind)
{
	bool failed = true;

	fault_install();
	for (long at = 1; failed; at++) {
		struct practice *p;
		struct store_paths paths;
		char db[200], card[200];
		struct err err = ERR_NONE;

		fault_heal();
		p = practice_again(); /* for its folder */
		snprintf(db, sizeof db, "%s/again/store.db", p->folder);
		snprintf(card, sizeof card, "%s/again/keys/practice.card", p->folder);
		paths = (struct store_paths){.db = db, .card = card};
		fault_arm(at, false, false);
		failed = store_create(&paths, MEMBER, PASSPHRASE, &err) != 0;
		fault_heal();
		if (failed)
			OK(p, store_create(&paths, MEMBER, PASSPHRASE, &p->err));
		p->paths = paths;
		store_close(opened(p));
		free(p);
	}
}
