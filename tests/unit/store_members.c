/* store_members.c - who opens the records, when members come, go, and forget */
#include "store/labels.h"

#include "base/file.h"
#include "store/epoch.h"

#define SECOND      "Dr. Mbeki Torvald"
#define SECOND_PASS "seven copper lanterns"

static const char *const two[] = {"one", "two", NULL};

struct second {
	char key[200];
	struct store_paths paths;
};

/* Another member, and paths with her key file. */
static struct second
joined(struct practice *p, struct store_vault *v)
{
	struct second second;
	struct buf file = BUF_NONE;

	OK(p, members_add(v, SECOND, NULL, SECOND_PASS, &file, &p->err));
	snprintf(second.key, sizeof second.key, "%s", buf_text(&file));
	second.paths = p->paths;
	second.paths.key = NULL; /* set where it is used: the struct is copied */
	p->paths.key = p->key;
	buf_free(&file);
	return second;
}

static struct store_vault *
unlock_as(struct practice *p, struct store *s, const char *key, const char *passphrase)
{
	struct store_vault *v = NULL;

	free(s->key_path);
	s->key_path = strdup(key);
	OK(p, store_unlock(s, passphrase, &v, &p->err));
	return v;
}

static void
expect_body(struct practice *p, struct store_vault *v, const char *id, const char *want)
{
	struct buf got = BUF_NONE;

	OK(p, store_read(v, id, STORE_BODY, whole, &got, &p->err));
	assert_string_equal(buf_text(&got), want);
	buf_free(&got);
}

static void
expect_events(struct practice *p, struct store_vault *v, const char *id, const char *want)
{
	struct buf got = BUF_NONE;

	OK(p, store_read(v, id, STORE_EVENTS, gather, &got, &p->err));
	assert_string_equal(buf_text(&got), want);
	buf_free(&got);
}

static void
finished(struct practice *p, struct store *s, char ret_id[STORE_ID_HEX])
{
	struct store_draft *d = begun(p, s, two);

	OK(p, draft_end(d, STORE_DONE, "head", 4, "body", 4, &p->err));
	snprintf(ret_id, STORE_ID_HEX, "%s", store_draft_id(d));
	store_draft_free(d);
}

static void
copy(const char *from, const char *to)
{
	struct err err = ERR_NONE;
	struct buf b = BUF_NONE;

	assert_int_equal(file_read(from, 65536, &b, &err), 0);
	assert_int_equal(file_write(to, b.data, b.len, true, &err), 0);
	buf_free(&b);
}

TEST(store, two_members_each_open_a_record)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct second ben = joined(p, v);
	char id[STORE_ID_HEX];

	finished(p, s, id);
	expect_body(p, v, id, "body");
	store_vault_free(v);
	v = unlock_as(p, s, ben.key, SECOND_PASS);
	expect_body(p, v, id, "body");
	OK(p, members_canary_check(v, &p->err));
	store_vault_free(v);
	FAILS(p, ERR_LOCKED, store_unlock(s, PASSPHRASE, &v, &p->err));
	store_close(s);
	free(p);
}

TEST(store, a_removed_member_opens_nothing_not_even_with_old_copies)
{
	struct practice *p = practice_new();
	struct store *s = opened(p), *old;
	struct store_vault *v = unlocked(p, s);
	struct second ben = joined(p, v);
	struct epoch_result did = {0};
	struct store_draft *d = begun(p, s, two);
	char id[STORE_ID_HEX], card[200], db[200];
	struct store_paths stale = p->paths;

	finished(p, s, id);
	snprintf(card, sizeof card, "%s/old.card", p->folder);
	copy(p->card, card);
	OK(p, members_remove(v, SECOND, &did, &p->err));
	assert_int_equal(did.records, 2);
	assert_int_equal(did.damaged, 0);
	assert_false(did.card_waits);
	/* the one who stays goes on, in the same breath and after it */
	expect_body(p, v, id, "body");
	store_vault_free(v);
	store_close(s);
	s = opened(p);
	v = unlocked(p, s);
	expect_body(p, v, id, "body");
	expect_events(p, v, store_draft_id(d), "one|two|");
	OK(p, members_canary_check(v, &p->err));
	store_vault_free(v);
	/* the one who left: with today's card, and with the old one */
	free(s->key_path);
	s->key_path = strdup(ben.key);
	FAILS(p, ERR_LOCKED, store_unlock(s, SECOND_PASS, &v, &p->err));
	assert_non_null(strstr(p->err.text, "removed"));
	stale.card = card;
	FAILS(p, ERR_REFUSED, store_open(&old, &stale, &p->err));
	assert_non_null(strstr(p->err.text, "before the keys of this practice"));
	/* and who also puts the old vault back into use: there is nothing sealed to it */
	tamper(p,
		"UPDATE vault SET retired = CASE WHEN retired IS NULL THEN 1 END;"
		"UPDATE member SET retired = NULL");
	snprintf(db, sizeof db, "%s", p->db);
	OK(p, store_open(&old, &stale, &p->err));
	free(old->key_path);
	old->key_path = strdup(ben.key);
	FAILS(p, ERR_LOCKED, store_unlock(old, SECOND_PASS, &v, &p->err));
	assert_int_equal(number_in(s,
				 "SELECT count(*) FROM record WHERE vault != "
				 "(SELECT id FROM vault ORDER BY epoch DESC LIMIT 1)"),
		0);
	assert_int_equal(number_in(s, "SELECT count(*) FROM vault_grant"), 1);
	store_close(old);
	store_draft_free(d);
	store_close(s);
	free(p);
}

TEST(store, a_member_brought_back_or_a_swapped_key_is_never_sealed_to)
{
	static const char *const changes[] = {
		"UPDATE member SET public_key = randomblob(32) WHERE role = 'recovery'",
		"UPDATE member SET role = 'clinician' WHERE role = 'recovery'",
		"UPDATE member SET retired = NULL WHERE retired IS NOT NULL",
		"INSERT INTO member(id, role, public_key, name) SELECT randomblob(16), "
		"'clinician', randomblob(32), name FROM member LIMIT 1",
	};

	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		struct practice *p = practice_new();
		struct store *s = opened(p);
		struct store_vault *v = unlocked(p, s);
		struct epoch_result did;
		char *code = store_secret_new(RECOVERY_CODE);

		joined(p, v);
		OK(p, members_remove(v, SECOND, &did, &p->err));
		OK(p, members_rekey(v, code, &did, &p->err));
		tamper(p, changes[i]);
		FAILS(p, ERR_INVALID, members_rekey(v, NULL, &did, &p->err));
		assert_non_null(strstr(p->err.text, "was changed"));
		store_vault_free(v);
		store_close(s);
		store_close(opened(p)); /* nothing of it happened */
		store_secret_free(code);
		free(p);
	}
}

TEST(store, members_are_listed_by_name_and_names_are_sealed)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct arena a = ARENA_NONE;
	struct member_list all = {VEC_NONE};
	struct epoch_result did;
	int there = 0;

	joined(p, v);
	assert_false(file_holds(p->db, "Torvald"));
	OK(p, members_remove(v, SECOND, &did, &p->err));
	assert_false(file_holds(p->db, "Torvald"));
	OK(p, members_fetch(v, &a, &all, &p->err));
	assert_int_equal(all.rows.count, 2);
	for (size_t i = 0; i < 2; i++) {
		there += !strcmp(all.rows.at[i].name, MEMBER) && !all.rows.at[i].retired;
		there += !strcmp(all.rows.at[i].name, SECOND) && all.rows.at[i].retired;
	}
	assert_int_equal(there, 2);
	arena_free(&a);
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, who_may_be_removed_is_decided_before_anything_changes)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct epoch_result did;
	struct buf file = BUF_NONE;

	FAILS(p, ERR_REFUSED, members_remove(v, MEMBER, &did, &p->err));
	FAILS(p, ERR_NOT_FOUND, members_remove(v, "Nobody", &did, &p->err));
	FAILS(p, ERR_REFUSED, members_add(v, MEMBER, NULL, SECOND_PASS, &file, &p->err));
	FAILS(p, ERR_USAGE, members_add(v, "", NULL, SECOND_PASS, &file, &p->err));
	FAILS(p, ERR_USAGE, members_add(v, "a\nb", NULL, SECOND_PASS, &file, &p->err));
	assert_int_equal(number_in(s, "SELECT count(*) FROM vault"), 1);
	assert_int_equal(number_in(s, "SELECT count(*) FROM member"), 1);
	store_vault_free(v);
	store_close(s);
	free(p);
}

/* --- the code on paper --- */

static struct practice *
with_paper(char *code)
{
	struct practice *p = practice_new();
	struct store_paths paths;

	snprintf(p->db, sizeof p->db, "%s/b/store.db", p->folder);
	snprintf(p->card, sizeof p->card, "%s/b/practice.card", p->folder);
	snprintf(p->key, sizeof p->key, "%s/b/dr-wilhelmina-okonkwo.key", p->folder);
	paths = (struct store_paths){.db = p->db, .card = p->card};
	OK(p, members_create(&paths, MEMBER, PASSPHRASE, code, &p->err));
	p->paths = paths;
	return p;
}

TEST(store, the_code_on_paper_opens_the_records_and_stands_in_no_file)
{
	char *code = store_secret_new(RECOVERY_CODE), typed[RECOVERY_TYPED],
	     id[STORE_ID_HEX];
	struct practice *p = with_paper(code);
	struct store *s = opened(p);
	struct store_vault *v = NULL;
	struct buf file = BUF_NONE;
	size_t n = 0;

	finished(p, s, id);
	OK(p, members_recover(s, code, &v, &p->err));
	expect_body(p, v, id, "body");
	OK(p, members_canary_check(v, &p->err));
	/* a lost passphrase: a new key file, by the paper */
	OK(p, members_add(v, SECOND, NULL, SECOND_PASS, &file, &p->err));
	store_vault_free(v);
	v = unlock_as(p, s, buf_text(&file), SECOND_PASS);
	expect_body(p, v, id, "body");
	store_vault_free(v);
	/* as a hand writes it */
	for (const char *c = code; *c; c++) {
		if (*c == '-')
			typed[n++] = ' ';
		else if (*c == '0')
			typed[n++] = 'o';
		else if (*c == '1')
			typed[n++] = 'l';
		else
			typed[n++] = (char)(*c >= 'A' ? *c - 'A' + 'a' : *c);
	}
	typed[n] = '\0';
	OK(p, members_recover(s, typed, &v, &p->err));
	store_vault_free(v);
	assert_false(file_holds(p->db, code));
	assert_false(file_holds(p->card, code));
	assert_false(file_holds(p->key, code));
	code[5] = '\0';
	assert_false(file_holds(p->card, code));
	buf_free(&file);
	store_close(s);
	store_secret_free(code);
	free(p);
}

TEST(store, a_slip_in_the_code_is_told_by_its_group_and_another_code_opens_nothing)
{
	char *code = store_secret_new(RECOVERY_CODE), typed[RECOVERY_TYPED];
	struct practice *p = with_paper(code);
	struct store *s = opened(p);
	struct store_vault *v = NULL;

	for (size_t at = 0; at < RECOVERY_CODE - 1; at++) {
		char want[16];

		if (code[at] == '-')
			continue;
		snprintf(want, sizeof want, "group %zu ", at / 6 + 1);
		snprintf(typed, sizeof typed, "%s", code);
		typed[at] = typed[at] == 'X' ? 'Y' : 'X';
		FAILS(p, ERR_LOCKED, members_recover(s, typed, &v, &p->err));
		assert_non_null(strstr(p->err.text, want));
		snprintf(typed, sizeof typed, "%s", code);
		typed[at] = '!';
		FAILS(p, ERR_LOCKED, members_recover(s, typed, &v, &p->err));
		/* two neighbours of one group that changed places */
		if (code[at + 1] && code[at + 1] != '-' && code[at] != code[at + 1]) {
			snprintf(typed, sizeof typed, "%s", code);
			typed[at] = code[at + 1];
			typed[at + 1] = code[at];
			FAILS(p, ERR_LOCKED, members_recover(s, typed, &v, &p->err));
			assert_non_null(strstr(p->err.text, want));
		}
	}
	/* two groups that changed places */
	snprintf(typed, sizeof typed, "%.5s-%.5s-%s", code + 6, code, code + 12);
	FAILS(p, ERR_LOCKED, members_recover(s, typed, &v, &p->err));
	FAILS(p, ERR_LOCKED, members_recover(s, "", &v, &p->err));
	FAILS(p, ERR_LOCKED, members_recover(s, code + 1, &v, &p->err));
	/* a good code of somewhere else */
	store_secret_free(code);
	code = store_secret_new(RECOVERY_CODE);
	free(with_paper(code));
	FAILS(p, ERR_LOCKED, members_recover(s, code, &v, &p->err));
	assert_non_null(strstr(p->err.text, "this practice"));
	assert_null(v);
	store_close(s);
	store_secret_free(code);
	free(p);
}

TEST(store, the_code_stays_good_through_a_rekey_and_a_new_one_replaces_it)
{
	char *code = store_secret_new(RECOVERY_CODE),
	     *fresh = store_secret_new(RECOVERY_CODE);
	struct practice *p = with_paper(code);
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s), *by_paper = NULL;
	struct epoch_result did;
	char id[STORE_ID_HEX];

	finished(p, s, id);
	OK(p, members_rekey(v, NULL, &did, &p->err));
	assert_int_equal(did.records, 1);
	store_vault_free(v);
	OK(p, members_recover(s, code, &by_paper, &p->err));
	expect_body(p, by_paper, id, "body");
	store_vault_free(by_paper);
	v = unlocked(p, s);
	OK(p, members_rekey(v, fresh, &did, &p->err));
	store_vault_free(v);
	FAILS(p, ERR_LOCKED, members_recover(s, code, &by_paper, &p->err));
	OK(p, members_recover(s, fresh, &by_paper, &p->err));
	expect_body(p, by_paper, id, "body");
	store_vault_free(by_paper);
	store_close(s);
	store_secret_free(code);
	store_secret_free(fresh);
	free(p);
}

/* --- a console that began before --- */

TEST(store, a_draft_from_before_goes_on_and_is_sealed_to_the_new_vault)
{
	struct practice *p = practice_new();
	struct store *console = opened(p), *s = opened(p);
	struct store_draft *open_one = begun(p, console, two), *fresh, *back;
	struct store_vault *v = unlocked(p, s);
	struct epoch_result did;
	struct buf got = BUF_NONE;
	char code[STORE_CODE_TEXT];

	OK(p, store_take(console, DAY, &fresh, &p->err)); /* nothing of it on disk yet */
	OK(p, members_rekey(v, NULL, &did, &p->err));
	put(p, open_one, "three");
	snprintf(code, sizeof code, "%s", store_draft_code(open_one));
	OK(p, draft_back(s, code, gather, &got, &back, &p->err));
	assert_string_equal(buf_text(&got), "one|two|three|");
	OK(p, draft_end(back, STORE_DONE, "head", 4, "body", 4, &p->err));
	put(p, fresh, "first");
	expect_body(p, v, store_draft_id(back), "body");
	expect_events(p, v, store_draft_id(fresh), "first|");
	OK(p, members_rekey(v, NULL, &did, &p->err));
	OK(p, draft_end(fresh, STORE_DONE, "h", 1, "late", 4, &p->err));
	expect_body(p, v, store_draft_id(fresh), "late");
	assert_int_equal(number_in(s,
				 "SELECT count(*) FROM record JOIN vault ON vault.id = "
				 "record.vault WHERE vault.retired IS NOT NULL"),
		0);
	store_vault_free(v);
	store_draft_free(open_one);
	store_draft_free(fresh);
	store_draft_free(back);
	store_close(console);
	store_close(s);
	buf_free(&got);
	free(p);
}

TEST(store, a_console_with_an_old_card_fails_clearly_and_writes_nothing)
{
	struct practice *p = practice_new();
	struct store *console = opened(p), *s = opened(p);
	struct store_draft *open_one = begun(p, console, two), *fresh;
	struct store_vault *v = unlocked(p, s);
	struct epoch_result did;
	char old[200];

	snprintf(old, sizeof old, "%s/old.card", p->folder);
	copy(p->card, old);
	OK(p, members_rekey(v, NULL, &did, &p->err));
	copy(old, p->card); /* as where root has not put the new one in its place */
	OK(p, store_take(console, DAY, &fresh, &p->err));
	FAILS(p, ERR_REFUSED, store_event_put(fresh, STORE_OPEN, "x", 1, &p->err));
	assert_non_null(strstr(p->err.text, "before the keys of this practice"));
	FAILS(p, ERR_REFUSED, draft_end(open_one, STORE_DONE, "h", 1, "b", 1, &p->err));
	FAILS(p, ERR_REFUSED, draft_end(fresh, STORE_DECLINED, "h", 1, "b", 1, &p->err));
	assert_int_equal(number_in(s, "SELECT count(*) FROM record"), 1);
	expect_events(p, v, store_draft_id(open_one), "one|two|");
	put(p, open_one, "three"); /* under its own key: an answer is never lost */
	expect_events(p, v, store_draft_id(open_one), "one|two|three|");
	store_vault_free(v);
	store_draft_free(open_one);
	store_draft_free(fresh);
	store_close(console);
	store_close(s);
	free(p);
}

/* The kill between the database and the card, made by hand. */
TEST(store, a_card_that_was_not_moved_yet_is_found_and_moved)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct epoch_result did;
	char old[200], next[200], id[STORE_ID_HEX];

	finished(p, s, id);
	snprintf(old, sizeof old, "%s/old.card", p->folder);
	snprintf(next, sizeof next, "%s.next", p->card);
	copy(p->card, old);
	OK(p, members_rekey(v, NULL, &did, &p->err));
	assert_false(file_exists(next));
	store_vault_free(v);
	store_close(s);
	assert_int_equal(rename(p->card, next), 0);
	copy(old, p->card);
	chmod(next, 0666); /* not one that others could have written */
	FAILS(p, ERR_REFUSED, store_open(&s, &p->paths, &p->err));
	chmod(next, 0600);
	s = opened(p);
	assert_false(file_exists(next));
	v = unlocked(p, s);
	expect_body(p, v, id, "body");
	store_vault_free(v);
	store_close(s);
	/* a next card that no vault belongs to is nothing */
	copy(old, next);
	store_close(opened(p));
	assert_true(file_exists(next));
	free(p);
}

TEST(store, whoever_could_read_the_card_can_read_the_next_one)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct epoch_result did;
	struct stat st;

	assert_int_equal(chmod(p->card, 0644), 0);
	OK(p, members_rekey(v, NULL, &did, &p->err));
	assert_int_equal(stat(p->card, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, two_who_change_the_keys_at_once_do_not_undo_each_other)
{
	struct practice *p = practice_new();
	struct store *one = opened(p), *other = opened(p);
	struct store_vault *v = unlocked(p, one), *w = unlocked(p, other);
	struct epoch_result did;

	OK(p, members_rekey(v, NULL, &did, &p->err));
	FAILS(p, ERR_REFUSED, members_rekey(w, NULL, &did, &p->err));
	store_vault_free(v);
	store_vault_free(w);
	store_close(one);
	store_close(other);
	one = opened(p);
	store_vault_free(unlocked(p, one));
	store_close(one);
	free(p);
}

TEST(store, a_damaged_record_is_left_and_the_others_are_sealed_again)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct epoch_result did;
	char first[STORE_ID_HEX], second[STORE_ID_HEX];

	finished(p, s, first);
	finished(p, s, second);
	tamper(p, "UPDATE record SET wrapped_key = zeroblob(81) WHERE seq = 1");
	OK(p, members_rekey(v, NULL, &did, &p->err));
	assert_int_equal(did.records, 1);
	assert_int_equal(did.damaged, 1);
	expect_body(p, v, second, "body");
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, labels_of_clients_are_sealed_again_and_found_again)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct epoch_result did;
	struct buf sealed = BUF_NONE, text = BUF_NONE;
	unsigned char id[ID_SIZE] = {7}, key[KEY_SIZE], tag[MAC_SIZE];
	sqlite3_stmt *st;

	vault_subkey(key, v->secret, VAULT_NAMES);
	tag_of(tag, v, "C-1001");
	seal_put(&sealed, key, (struct seal_place){"client-label", id, 0}, "C-1001", 6,
		NAME_STEP);
	assert_int_equal(sqlite3_prepare_v2(s->db,
				 "INSERT INTO client(id, tag, label) VALUES(?1, ?2, ?3)",
				 -1, &st, NULL),
		0);
	sqlite3_bind_blob(st, 1, id, ID_SIZE, NULL);
	sqlite3_bind_blob(st, 2, tag, MAC_SIZE, NULL);
	sqlite3_bind_blob(st, 3, sealed.data, (int)sealed.len, NULL);
	assert_int_equal(sqlite3_step(st), SQLITE_DONE);
	sqlite3_finalize(st);
	OK(p, members_rekey(v, NULL, &did, &p->err));
	assert_int_equal(did.damaged, 0);
	vault_subkey(key, v->secret, VAULT_NAMES);
	tag_of(tag, v, "C-1001");
	assert_int_equal(
		sqlite3_prepare_v2(
			s->db, "SELECT label FROM client WHERE tag = ?1", -1, &st, NULL),
		0);
	sqlite3_bind_blob(st, 1, tag, MAC_SIZE, NULL);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	OK(p,
		seal_get(&text, key, (struct seal_place){"client-label", id, 0},
			sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0),
			NAME_STEP, &p->err));
	assert_string_equal(buf_text(&text), "C-1001");
	sqlite3_finalize(st);
	buf_free(&sealed);
	buf_free(&text);
	store_vault_free(v);
	store_close(s);
	free(p);
}

/* --- passphrase --- */

TEST(store, a_changed_passphrase_opens_and_the_old_one_does_not)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = NULL;
	struct stat st;

	FAILS(p, ERR_LOCKED, members_passphrase(s, "wrong", SECOND_PASS, &p->err));
	OK(p, members_passphrase(s, PASSPHRASE, SECOND_PASS, &p->err));
	FAILS(p, ERR_LOCKED, store_unlock(s, PASSPHRASE, &v, &p->err));
	OK(p, store_unlock(s, SECOND_PASS, &v, &p->err));
	store_vault_free(v);
	assert_int_equal(stat(p->key, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(
		number_in(s, "SELECT count(*) FROM audit WHERE event = 'key-passphrase'"),
		1);
	store_close(s);
	free(p);
}

TEST(store, a_canary_that_was_swapped_or_lost_is_noticed)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);

	OK(p, members_canary_check(v, &p->err));
	tamper(p, "UPDATE meta SET v = zeroblob(length(v)) WHERE k = 'canary'");
	FAILS(p, ERR_INVALID, members_canary_check(v, &p->err));
	tamper(p, "DELETE FROM meta WHERE k = 'canary'");
	FAILS(p, ERR_NOT_FOUND, members_canary_check(v, &p->err));
	store_vault_free(v);
	store_close(s);
	free(p);
}

static bool
find_self(void *self, const struct store_member *m)
{
	if (m->self)
		snprintf(self, MEMBER_NAME_ROOM, "%s", m->name);
	return true;
}

TEST(store, the_member_who_unlocked_is_told_from_the_others)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct buf file = BUF_NONE;
	char name[MEMBER_NAME_ROOM] = "";

	OK(p, members_add(v, "Another", NULL, "nine other harbors", &file, &p->err));
	OK(p, members_list(v, find_self, name, &p->err));
	assert_string_equal(name, MEMBER);
	buf_free(&file);
	store_vault_free(v);
	store_close(s);
	free(p);
}
