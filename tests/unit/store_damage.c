/* store_damage.c - what somebody else did to the files: refused, or harmless */
#include "store/fixture.h"

#include "base/file.h"

static const char *const two[] = {"one", "two", NULL};

static void
refused(struct practice *p, int code)
{
	struct store *s = NULL;

	FAILS(p, code, store_open(&s, &p->paths, &p->err));
	assert_null(s);
}

TEST(store, every_connection_is_truncate_extra_and_hardened)
{
	static const char *const asked[][2] = {
		{"PRAGMA journal_mode",    "truncate"  },
                {"PRAGMA synchronous",     "3"         },
		{"PRAGMA foreign_keys",    "1"         },
                {"PRAGMA secure_delete",   "1"         },
		{"PRAGMA temp_store",      "2"         },
                {"PRAGMA mmap_size",       "0"         },
		{"PRAGMA cell_size_check", "1"         },
                {"PRAGMA trusted_schema",  "0"         },
		{"PRAGMA application_id",  "1634628709"},
                {"PRAGMA user_version",    "3"         }
        };
	struct practice *p = practice_new();
	struct store *s[2];
	int now = -1;

	for (int k = 0; k < 2; k++) {
		s[k] = opened(p);
		for (size_t i = 0; i < COUNT_OF(asked); i++) {
			sqlite3_stmt *st;

			assert_int_equal(
				sqlite3_prepare_v2(s[k]->db, asked[i][0], -1, &st, NULL),
				0);
			assert_int_equal(sqlite3_step(st), SQLITE_ROW);
			assert_string_equal(sqlite3_column_text(st, 0), asked[i][1]);
			sqlite3_finalize(st);
		}
		sqlite3_db_config(s[k]->db, SQLITE_DBCONFIG_DEFENSIVE, -1, &now);
		assert_int_equal(now, 1);
		sqlite3_db_config(s[k]->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, -1, &now);
		assert_int_equal(now, 0);
		assert_int_equal(sqlite3_exec(s[k]->db, "ATTACH ':memory:' AS x", NULL,
					 NULL, NULL),
			SQLITE_ERROR);
	}
	store_close(s[0]);
	store_close(s[1]);
	free(p);
}

TEST(store, planted_triggers_views_tables_and_indices_are_refused)
{
	static const char *const planted[] = {
		"CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END",
		"CREATE VIEW v AS SELECT * FROM event", "CREATE TABLE extra(x)",
		"CREATE INDEX i ON event(sealed)", "DROP INDEX record_client",
		"ALTER TABLE event ADD COLUMN copy TEXT",
		"DROP TABLE attempt; "
		"CREATE TABLE attempt(visit INTEGER PRIMARY KEY, tries, at)",
		"DROP TABLE attempt; CREATE VIEW attempt AS SELECT 1 AS visit, 2 AS "
		"tries, 3 AS at"};

	for (size_t i = 0; i < COUNT_OF(planted); i++) {
		struct practice *p = practice_new();

		tamper(p, planted[i]);
		refused(p, ERR_INVALID);
		free(p);
	}
}

TEST(store, a_newer_store_is_refused_and_another_database_too)
{
	struct practice *p = practice_new();

	tamper(p, "PRAGMA user_version = 99");
	refused(p, ERR_REFUSED);
	tamper(p, "PRAGMA user_version = 1; PRAGMA application_id = 5");
	refused(p, ERR_INVALID);
	OK(p,
		file_write(p->db, "not a database at all, only some words", 38, true,
			&p->err));
	refused(p, ERR_INVALID);
	assert_int_equal(unlink(p->db), 0);
	refused(p, ERR_NOT_FOUND);
	free(p);
}

/* What each released version made, by a digest of its text. */
static const struct {
	const char *made, *digest;
} versions[] = {
	{"tbl_name != 'note' AND name != 'record_unsorted'",
         "700e75869591ac0628896cd7c6273b7d"						    },
	{"tbl_name = 'note'",				"6830ecac63c8b26a829d075d35c66fba"},
	{"name = 'record_unsorted'",                         "350c79b1ae06a20d2b1e5f1cab7bd07d"},
};

TEST(store, what_an_earlier_version_made_never_changes)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);

	for (size_t i = 0; i < COUNT_OF(versions); i++) {
		unsigned char digest[16];
		crypto_generichash_state h;
		char hex[33], sql[200];
		sqlite3_stmt *st;

		snprintf(sql, sizeof sql,
			"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND %s "
			"ORDER BY rowid",
			versions[i].made);
		crypto_generichash_init(&h, NULL, 0, sizeof digest);
		assert_int_equal(sqlite3_prepare_v2(s->db, sql, -1, &st, NULL), 0);
		while (sqlite3_step(st) == SQLITE_ROW)
			crypto_generichash_update(&h, sqlite3_column_text(st, 0),
				(size_t)sqlite3_column_bytes(st, 0));
		sqlite3_finalize(st);
		crypto_generichash_final(&h, digest, sizeof digest);
		hex_put(hex, digest, sizeof digest);
		assert_string_equal(hex, versions[i].digest);
	}
	assert_int_equal(COUNT_OF(versions), schema_version);
	store_close(s);
	free(p);
}

TEST(store, rights_that_let_others_in_are_refused)
{
	struct practice *p = practice_new();
	struct store *s;
	struct store_vault *v = NULL;
	char aside[200], keys[200];

	snprintf(keys, sizeof keys, "%s/keys", p->folder);
	snprintf(aside, sizeof aside, "%s/aside.db", p->folder);
	chmod(p->db, 0640);
	refused(p, ERR_REFUSED);
	chmod(p->db, 0600);
	chmod(p->folder, 0755);
	refused(p, ERR_REFUSED);
	chmod(p->folder, 0700);
	chmod(p->card, 0666);
	refused(p, ERR_REFUSED);
	chmod(p->card, 0644); /* who may read it learns nothing */
	chmod(keys, 0770);
	refused(p, ERR_REFUSED);
	chmod(keys, 0700);
	s = opened(p);
	chmod(p->key, 0644);
	FAILS(p, ERR_REFUSED, store_unlock(s, PASSPHRASE, &v, &p->err));
	store_close(s);
	assert_int_equal(rename(p->db, aside), 0);
	assert_int_equal(symlink(aside, p->db), 0);
	refused(p, ERR_REFUSED);
	free(p);
}

TEST(store, a_value_of_a_wrong_length_is_refused)
{
	/* Columns: damage; whether it closes the client's way back, the therapist's. */
	static const char *const columns[][3] = {
		{"UPDATE record SET wrapped_key = X'01'",            "",       "read"},
		{"UPDATE record SET vault = X'01'",                  "",       "read"},
		{"UPDATE resume SET salt = X'01'",                   "resume", ""    },
		{"UPDATE resume SET wrapped = zeroblob(2000)",       "resume", ""    },
		{"UPDATE event SET sealed = X'01' WHERE n = 2",      "resume", "read"},
		{"UPDATE event SET sealed = zeroblob(297)",          "resume", "read"},
		{"UPDATE event SET sealed = substr(sealed, 1, 296)", "resume", "read"},
		{"DELETE FROM event WHERE n = 1",                    "resume", "read"},
		{"UPDATE event SET n = 3 WHERE n = 2",               "resume", "read"},
	};

	for (size_t i = 0; i < COUNT_OF(columns); i++) {
		struct practice *p = practice_new();
		struct store *s = opened(p);
		struct store_draft *d = begun(p, s, two), *again = NULL;
		struct store_vault *v;
		struct buf got = BUF_NONE;
		int rc;

		tamper(p, columns[i][0]);
		v = unlocked(p, s);
		rc = draft_back(s, store_draft_code(d), gather, &got, &again, &p->err);
		assert_int_equal(rc != 0, columns[i][1][0] != 0);
		rc = store_read(
			v, store_draft_id(d), STORE_EVENTS, gather, &got, &p->err);
		assert_int_equal(rc == ERR_INVALID, columns[i][2][0] != 0);
		store_vault_free(v);
		store_draft_free(again);
		store_draft_free(d);
		store_close(s);
		buf_free(&got);
		free(p);
	}
}

TEST(store, a_row_put_in_anothers_place_does_not_open)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *a = begun(p, s, two), *b = begun(p, s, two);
	struct store_draft *x = begun(p, s, two), *y = begun(p, s, two);
	struct store_vault *v = unlocked(p, s);
	struct buf got = BUF_NONE;

	/* two answers of one interview change places */
	tamper(p,
		"UPDATE event SET sealed = (SELECT sealed FROM event e WHERE e.record = "
		"1 "
		"AND e.n = 1) WHERE record = 1 AND n = 2");
	FAILS(p, ERR_INVALID,
		store_read(v, store_draft_id(a), STORE_EVENTS, gather, &got, &p->err));
	/* key and answers of one interview under the id of another */
	tamper(p,
		"UPDATE record SET wrapped_key = (SELECT wrapped_key FROM record r "
		"WHERE r.seq = 1) WHERE seq = 2; UPDATE event SET sealed = (SELECT "
		"sealed "
		"FROM event e WHERE e.record = 1 AND e.n = event.n) WHERE record = 2");
	FAILS(p, ERR_INVALID,
		store_read(v, store_draft_id(b), STORE_EVENTS, gather, &got, &p->err));
	OK(p, draft_end(x, STORE_DONE, "hx", 2, "bx", 2, &p->err));
	OK(p, draft_end(y, STORE_DONE, "hy", 2, "by", 2, &p->err));
	/* a whole envelope with its key */
	tamper(p,
		"UPDATE record SET wrapped_key = (SELECT wrapped_key FROM record r "
		"WHERE r.seq = 3) WHERE seq = 4; UPDATE envelope SET (head, body) = "
		"(SELECT head, body FROM envelope e WHERE e.record = 3) WHERE record = "
		"4");
	FAILS(p, ERR_INVALID,
		store_read(v, store_draft_id(y), STORE_HEAD, whole, &got, &p->err));
	FAILS(p, ERR_INVALID,
		store_read(v, store_draft_id(y), STORE_BODY, whole, &got, &p->err));
	/* head for body */
	tamper(p, "UPDATE envelope SET body = head WHERE record = 3");
	FAILS(p, ERR_INVALID,
		store_read(v, store_draft_id(x), STORE_BODY, whole, &got, &p->err));
	OK(p, store_read(v, store_draft_id(x), STORE_HEAD, whole, &got, &p->err));
	store_vault_free(v);
	store_draft_free(a);
	store_draft_free(b);
	store_draft_free(x);
	store_draft_free(y);
	store_close(s);
	buf_free(&got);
	free(p);
}

static bool
count_rows(void *self, const struct store_record *r)
{
	(void)r;
	++*(int *)self;
	return true;
}

TEST(store, a_damaged_record_does_not_hide_the_others)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *a = begun(p, s, two), *b = begun(p, s, two);
	int count = 0;

	tamper(p, "UPDATE record SET state = 'lost' WHERE seq = 1");
	FAILS(p, ERR_INVALID, store_list(s, NULL, 0, count_rows, &count, &p->err));
	assert_int_equal(count, 1);
	store_draft_free(a);
	store_draft_free(b);
	store_close(s);
	free(p);
}

/* Replace the first `from` in a file by `to`, of the same length. */
static void
edit(struct practice *p, const char *path, const char *from, const char *to)
{
	struct buf b = BUF_NONE;
	char *at;

	OK(p, file_read(path, 65536, &b, &p->err));
	at = strstr(b.data, from);
	if (!at)
		fail_msg("no \"%s\" in it", from);
	memcpy(at, to, strlen(to));
	OK(p, file_write(path, b.data, b.len, true, &p->err));
	buf_free(&b);
}

TEST(store, a_card_of_another_practice_is_refused)
{
	struct practice *p = practice_new(), *q = practice_new();
	struct buf b = BUF_NONE;

	OK(p, file_read(q->card, 65536, &b, &p->err));
	OK(p, file_write(p->card, b.data, b.len, true, &p->err));
	refused(p, ERR_REFUSED);
	edit(q, q->card, "words: ", "words: x");
	refused(q, ERR_INVALID);
	buf_free(&b);
	free(p);
	free(q);
}

TEST(store, every_line_of_a_key_file_is_authenticated_and_its_cost_capped)
{
	static const struct {
		const char *from, *to;
		int code;
	} edits[] = {
		{"# Keep it",             "# Lend it",             ERR_LOCKED },
		{"passes: 1",             "passes: 2",             ERR_LOCKED },
		{"passes: 1",             "passes: 9",             ERR_INVALID},
		{"memory: 8192\nsa",      "memory: 9000\nsa",      ERR_LOCKED },
		{"kdf: argon2id13",       "kdf: argon2id12",       ERR_INVALID},
		{"sealed: 01",            "sealed: 02",            ERR_LOCKED },
		{"anteroom member key 1", "anteroom member key 2", ERR_INVALID},
		{"member: ",              "Member: ",              ERR_INVALID},
	};

	for (size_t i = 0; i < COUNT_OF(edits); i++) {
		struct practice *p = practice_new();
		struct store *s = opened(p);
		struct store_vault *v = NULL;

		edit(p, p->key, edits[i].from, edits[i].to);
		FAILS(p, edits[i].code, store_unlock(s, PASSPHRASE, &v, &p->err));
		store_close(s);
		free(p);
	}
}

TEST(store, an_unsealed_grant_for_another_key_opens_nothing)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = NULL;
	unsigned char member[KEY_SIZE], evil[KEY_SIZE], box[BOX_SIZE];
	char hex[2 * BOX_SIZE + 1], *sql;
	struct member_key k;
	bool known;

	OK(p, keyfile_read(p->key, PASSPHRASE, &k, &known, member, &p->err));
	randombytes_buf(evil, sizeof evil);
	seal_box(box, k.public_key, evil);
	hex_put(hex, box, sizeof box);
	sql = sqlite3_mprintf("UPDATE vault_grant SET sealed = X'%s'", hex);
	tamper(p, sql);
	sqlite3_free(sql);
	FAILS(p, ERR_INVALID, store_unlock(s, PASSPHRASE, &v, &p->err));
	store_close(s);
	free(p);
}

TEST(store, a_second_practice_never_overwrites_the_first)
{
	struct practice *p = practice_new();
	char other[200];
	struct store_paths fresh = {.db = other, .card = p->card};

	FAILS(p, ERR_REFUSED,
		members_create(&p->paths, MEMBER, PASSPHRASE, NULL, &p->err));
	snprintf(other, sizeof other, "%s/other.db", p->folder);
	FAILS(p, ERR_REFUSED, members_create(&fresh, MEMBER, PASSPHRASE, NULL, &p->err));
	assert_false(file_exists(other)); /* nothing is left of the attempt */
	FAILS(p, ERR_REFUSED,
		members_create(&fresh, "Someone Else", PASSPHRASE, NULL, &p->err));
	store_close(opened(p));
	snprintf(other, sizeof other, "%s/keys/someone-else.key", p->folder);
	assert_false(file_exists(other));
	free(p);
}

TEST(store, two_key_files_beside_the_card_are_not_chosen_between)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = NULL;
	char second[200];

	snprintf(second, sizeof second, "%s/keys/second.key", p->folder);
	OK(p, file_write(second, "x", 1, false, &p->err));
	FAILS(p, ERR_USAGE, store_unlock(s, PASSPHRASE, &v, &p->err));
	store_close(s);
	p->paths.key = p->key;
	s = opened(p);
	store_vault_free(unlocked(p, s));
	store_close(s);
	free(p);
}

TEST(store, fingerprint_words_are_all_different)
{
	for (size_t i = 1; i < 256; i++)
		assert_true(strcmp(fingerprint_words[i - 1], fingerprint_words[i]) < 0);
}
