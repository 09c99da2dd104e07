/* store_beside.c - what lies beside records is verified too: notes, and whose they are */
#include "store/labels.h"

#define FINDINGS_MAX 16

struct told {
	struct store_finding at[FINDINGS_MAX];
	size_t count;
	struct practice *p; /* whose keys change in the middle; NULL: they do not */
};

static void
keep_finding(void *self, const struct store_finding *f)
{
	struct told *t = self;

	if (t->count < FINDINGS_MAX)
		t->at[t->count++] = *f;
}

/* In these tests a note is its kind, a colon, and words. */
static const char *
kind_of(void *self, const void *bytes, size_t n)
{
	(void)self;
	if (n > 4 && !memcmp(bytes, "ack:", 4))
		return "ack";
	return n > 7 && !memcmp(bytes, "assign:", 7) ? "assign" : NULL;
}

static struct told
verified(struct practice *p, struct store_vault *v)
{
	struct told t = {.count = 0};
	const struct store_watch w = {.self = &t,
		.found = keep_finding,
		.label = label_of_head,
		.note = kind_of};
	struct store_verified sum;

	OK(p, store_verify(v, &w, &sum, &p->err));
	assert_int_equal(sum.faults, t.count);
	return t;
}

static void
note(struct practice *p, struct store *s, struct store_vault *v, const char *id,
	const char *event, const char *words)
{
	struct store_record r;

	OK(p, store_find(s, id, &r, &p->err));
	OK(p, store_note_put(v, &r, event, words, strlen(words), &p->err));
}

/*
 * A form.  Records: 1 done, of C-1, on hold, with notes ack, ack; 2 done, of C-2, with an assign from when it
 * was in progress, sealed anew since; 3 open, with an ack.  All that can be is sorted.
 */
struct scene {
	struct practice *p;
	char id[3][STORE_ID_HEX];
};

static int
keep_all(void *self, struct buf *head, struct buf *body, struct err *err)
{
	(void)self, (void)head, (void)body, (void)err;
	return 0;
}

static struct scene
scene_new(void)
{
	static const char *const one[] = {"one", NULL};
	struct scene sc = {.p = practice_new()};
	struct practice *p = sc.p;
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	char digest[DIGEST_HEX];
	struct store_draft *d;

	digest_hex("<form/>", 7, digest);
	OK(p, store_form_put(s, digest, "phq9", 1, "<form/>", 7, &p->err));
	finished_of(p, s, "C-1", sc.id[0]);
	OK(p, store_hold(v, sc.id[0], true, &p->err));
	note(p, s, v, sc.id[0], "ack", "ack:called");
	note(p, s, v, sc.id[0], "ack", "ack:again");
	d = begun(p, s, one);
	snprintf(sc.id[1], STORE_ID_HEX, "%s", store_draft_id(d));
	note(p, s, v, sc.id[1], "assign", "assign:C-2");
	OK(p, draft_end(d, STORE_DONE, "C-2", 3, "body", 4, &p->err));
	store_draft_free(d);
	OK(p, store_assign(v, sc.id[1], keep_all, NULL, &p->err));
	d = begun(p, s, one);
	snprintf(sc.id[2], STORE_ID_HEX, "%s", store_draft_id(d));
	note(p, s, v, sc.id[2], "ack", "ack:in progress");
	store_draft_free(d);
	sort_all(p, v);
	store_vault_free(v);
	store_close(s);
	return sc;
}

TEST(store, notes_and_clients_as_they_were_written_verify)
{
	struct scene sc = scene_new();
	struct store *s = opened(sc.p);
	struct store_vault *v = unlocked(sc.p, s);

	assert_int_equal(verified(sc.p, v).count, 0);
	store_vault_free(v);
	store_close(s);
	free(sc.p);
}

/* Columns: what is done, the fault, its n, the record or -1. */
static const struct {
	const char *sql;
	enum store_fault fault;
	int64_t n;
	int which;
} changes[] = {
	{"UPDATE note SET sealed = zeroblob(length(sealed)) WHERE record = 1 AND n = 2",
         FAULT_NOTE,											  2, 0 },
	{"UPDATE note SET wrapped_key = zeroblob(81) WHERE record = 3",                  FAULT_NOTE,          1, 2 },
	{"DELETE FROM note WHERE record = 1 AND n = 1",                                  FAULT_NOTE_MISSING,  1, 0 },
	{"DELETE FROM note WHERE record = 1 AND n = 2",                                  FAULT_NOTE_MISSING,  2, 0 },
	{"DELETE FROM note WHERE record = 2",                                            FAULT_NOTE_MISSING,  1, 1 },
	{"UPDATE note SET n = 9 WHERE record = 1 AND n = 1; UPDATE note SET n = 1 WHERE "
	 "record = 1 AND n = 2; UPDATE note SET n = 2 WHERE n = 9",             FAULT_NOTE,          1, 0 },
	{"INSERT INTO note SELECT 2, 2, vault, wrapped_key, sealed FROM note WHERE "
	 "record = 3",							  FAULT_NOTE,          2, 1 },
	{"UPDATE record SET client = (SELECT client FROM record WHERE seq = 2) WHERE seq "
	 "= 1",								 FAULT_RECORD_CLIENT, 0, 0 },
	{"UPDATE client SET label = zeroblob(length(label))",                            FAULT_CLIENT,        0, -1},
	{"UPDATE client SET tag = randomblob(32)",                                       FAULT_CLIENT,        0, -1},
	{"UPDATE client SET tag = randomblob(32)",                                       FAULT_RECORD_CLIENT, 0, 1 },
	{"UPDATE record SET hold = 0 WHERE seq = 1",                                     FAULT_RECORD_HOLD,   0, 0 },
	{"UPDATE record SET hold = 1 WHERE seq = 2",                                     FAULT_RECORD_HOLD,   0, 1 },
	{"UPDATE form SET text = x'3c666f726d732f3e'",                                   FAULT_FORM,          0, -1},
	{"DELETE FROM form",							     FAULT_FORM_GONE,     0, -1},
};

TEST(store, what_lies_beside_a_record_and_was_changed_moved_cut_or_put_in_is_named)
{
	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		struct scene sc = scene_new();
		struct store *s;
		struct store_vault *v;
		bool found = false;
		struct told t;

		tamper(sc.p, changes[i].sql);
		s = opened(sc.p);
		v = unlocked(sc.p, s);
		t = verified(sc.p, v);
		for (size_t k = 0; k < t.count; k++)
			found = found ||
				(t.at[k].fault == changes[i].fault &&
					t.at[k].n == changes[i].n &&
					(changes[i].which < 0 ||
						!strcmp(t.at[k].record,
							sc.id[changes[i].which])));
		if (!found)
			fail_msg("%s: %zu findings, the first %d", changes[i].sql,
				t.count, t.count ? (int)t.at[0].fault : -1);
		store_vault_free(v);
		store_close(s);
		free(sc.p);
	}
}

/* Whoever has the card can seal to the vault; the log knows what was written. */
TEST(store, a_note_that_opens_and_was_written_by_nobody_is_named)
{
	struct scene sc = scene_new();
	struct practice *p = sc.p;
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	unsigned char key[KEY_SIZE] = {7}, box[BOX_SIZE], id[ID_SIZE];
	struct buf sealed = BUF_NONE;
	sqlite3_stmt *st;
	struct told t;

	assert_true(hex_read(id, ID_SIZE, sc.id[0]));
	seal_box(box, s->card.vault_public, key);
	seal_put(&sealed, key, (struct seal_place){"note", id, 2}, "ack:all is well", 15,
		256);
	assert_int_equal(sqlite3_prepare_v2(s->db,
				 "UPDATE note SET wrapped_key = ?1, sealed = ?2 WHERE "
				 "record = 1 AND n = 2",
				 -1, &st, NULL),
		0);
	sqlite3_bind_blob(st, 1, box, BOX_SIZE, SQLITE_STATIC);
	sqlite3_bind_blob(st, 2, sealed.data, (int)sealed.len, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(st), SQLITE_DONE);
	sqlite3_finalize(st);
	t = verified(p, v);
	assert_int_equal(t.count, 1);
	assert_int_equal(t.at[0].fault, FAULT_NOTE_CHANGED);
	assert_string_equal(t.at[0].record, sc.id[0]);
	buf_free(&sealed);
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, a_note_of_another_kind_than_the_log_says_is_named)
{
	struct scene sc = scene_new();
	struct store *s = opened(sc.p);
	struct store_vault *v = unlocked(sc.p, s);
	struct told t;

	note(sc.p, s, v, sc.id[0], "ack", "assign:C-9");
	t = verified(sc.p, v);
	assert_int_equal(t.count, 1);
	assert_int_equal(t.at[0].fault, FAULT_NOTE_CHANGED);
	store_vault_free(v);
	store_close(s);
	free(sc.p);
}

/* --- keys that change --- */

static void
expect_notes(struct practice *p, struct store_vault *v, const char *id, const char *want)
{
	struct buf got = BUF_NONE;

	OK(p, store_read(v, id, STORE_NOTES, gather, &got, &p->err));
	assert_string_equal(buf_text(&got), want);
	buf_free(&got);
}

TEST(store, notes_open_after_new_keys_and_after_a_member_was_removed)
{
	struct scene sc = scene_new();
	struct practice *p = sc.p;
	struct store *s = opened(p);
	struct store_vault *v;
	struct buf file = BUF_NONE;
	struct epoch_result did;

	p->paths.key = p->key;
	store_close(s);
	s = opened(p);
	v = unlocked(p, s);
	for (int turn = 0; turn < 2; turn++) {
		if (turn == 0) {
			OK(p, members_rekey(v, NULL, &did, &p->err));
		} else {
			OK(p,
				members_add(v, "Another", NULL, "nine other harbors",
					&file, &p->err));
			OK(p, members_remove(v, "Another", &did, &p->err));
		}
		assert_int_equal(did.damaged, 0);
		store_vault_free(v);
		store_close(s);
		s = opened(p);
		v = unlocked(p, s);
		expect_notes(p, v, sc.id[0], "ack:called|ack:again|");
		expect_notes(p, v, sc.id[1], "assign:C-2|");
		expect_notes(p, v, sc.id[2], "ack:in progress|");
		assert_int_equal(verified(p, v).count, 0);
	}
	note(p, s, v, sc.id[0], "ack", "ack:under the new keys");
	expect_notes(p, v, sc.id[0], "ack:called|ack:again|ack:under the new keys|");
	buf_free(&file);
	store_vault_free(v);
	store_close(s);
	free(p);
}

/* When the first row was looked at, another session gives the practice new keys. */
static void
turn_keys(void *self, uint64_t done, uint64_t all)
{
	struct told *t = self;
	struct practice *p = t->p;
	struct epoch_result did;
	struct store *s;
	struct store_vault *v;

	(void)all;
	if (!done || !p)
		return;
	t->p = NULL;
	s = opened(p);
	v = unlocked(p, s);
	OK(p, members_rekey(v, NULL, &did, &p->err));
	store_vault_free(v);
	store_close(s);
}

TEST(store, keys_that_change_while_it_is_verified_are_said_and_nothing_false_is_found)
{
	struct scene sc = scene_new();
	struct practice *p = sc.p;
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct told t = {.p = p};
	const struct store_watch w = {.self = &t,
		.found = keep_finding,
		.tick = turn_keys,
		.label = label_of_head,
		.note = kind_of};
	struct store_verified sum;

	FAILS(p, ERR_REFUSED, store_verify(v, &w, &sum, &p->err));
	assert_null(t.p);
	assert_int_equal(t.count, 0);
	assert_non_null(strstr(p->err.text, "keys"));
	store_vault_free(v);
	store_close(s);
	s = opened(p);
	v = unlocked(p, s);
	assert_int_equal(verified(p, v).count, 0);
	store_vault_free(v);
	store_close(s);
	free(p);
}
