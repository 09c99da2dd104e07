/* store_clients.c - one client's records, found without opening everybody's */
#include "store/labels.h"

#include "base/file.h"

struct ids {
	char at[16][STORE_ID_HEX];
	size_t count;
};

static bool
keep_id(void *self, const struct store_record *r)
{
	struct ids *ids = self;

	assert_true(ids->count < 16);
	snprintf(ids->at[ids->count++], STORE_ID_HEX, "%s", r->id);
	return true;
}

/* How many records a search for label gives; drafts among them. */
static struct ids
listed(struct practice *p, struct store *s, struct store_vault *v, const char *label)
{
	char client[STORE_ID_HEX] = "";
	struct ids ids = {.count = 0};
	int rc = clients_find(v, label, client, &p->err);

	if (rc != ERR_NOT_FOUND)
		OK(p, rc);
	err_clear(&p->err);
	OK(p, store_list(s, client, 0, keep_id, &ids, &p->err));
	return ids;
}

TEST(store, one_clients_records_are_found_newest_first_and_nobody_elses)
{
	static const char *const one[] = {"one", NULL};
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *d;
	struct store_vault *v = unlocked(p, s);
	char a1[STORE_ID_HEX], b[STORE_ID_HEX], a2[STORE_ID_HEX], none[STORE_ID_HEX];
	struct ids got;

	finished_of(p, s, "C-1", a1);
	finished_of(p, s, "C-2", b);
	finished_of(p, s, "C-1", a2);
	finished_of(p, s, "", none);
	assert_int_equal(listed(p, s, v, "C-1").count, 4); /* nothing is sorted yet */
	sort_all(p, v);
	got = listed(p, s, v, "C-1");
	assert_int_equal(got.count, 2);
	assert_string_equal(got.at[0], a2);
	assert_string_equal(got.at[1], a1);
	assert_int_equal(listed(p, s, v, "C-3").count, 0);
	assert_int_equal(listed(p, s, v, "c-1").count, 0);
	got = listed(p, s, v, "");
	assert_int_equal(got.count, 1);
	assert_string_equal(got.at[0], none);
	/* whose a record in progress is is not known before it is opened */
	d = begun(p, s, one);
	got = listed(p, s, v, "C-2");
	assert_int_equal(got.count, 2);
	assert_string_equal(got.at[0], store_draft_id(d));
	assert_string_equal(got.at[1], b);
	store_draft_free(d);
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, a_head_that_does_not_say_whose_it_is_stays_with_everybody)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	char unclear[STORE_ID_HEX], damaged[STORE_ID_HEX], good[STORE_ID_HEX];

	finished_of(p, s, "?", unclear);
	finished_of(p, s, "C-1", damaged);
	finished_of(p, s, "C-1", good);
	tamper(p, "UPDATE envelope SET head = zeroblob(length(head)) WHERE record = 2");
	sort_all(p, v);
	assert_int_equal(listed(p, s, v, "C-2").count, 2);
	assert_int_equal(listed(p, s, v, "C-1").count, 3);
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, a_label_is_nowhere_readable_and_its_hash_is_keyed)
{
	struct practice *p = practice_new(), *q = practice_new();
	struct store *s = opened(p), *t = opened(q);
	struct store_vault *v = unlocked(p, s), *w = unlocked(q, t);
	unsigned char tag[MAC_SIZE], other[MAC_SIZE];
	char id[STORE_ID_HEX];

	finished_of(p, s, "chart-code-4711", id);
	finished_of(q, t, "chart-code-4711", id);
	sort_all(p, v);
	sort_all(q, w);
	assert_false(file_holds(p->db, "chart-code-4711"));
	assert_int_equal(number_in(s, "SELECT length(tag) FROM client"), 32);
	/* another practice's vault makes another tag of it */
	tag_of(tag, v, "chart-code-4711");
	tag_of(other, w, "chart-code-4711");
	assert_memory_not_equal(tag, other, MAC_SIZE);
	store_vault_free(v);
	store_vault_free(w);
	store_close(s);
	store_close(t);
	free(p);
	free(q);
}

static int
to_c2(void *self, struct buf *head, struct buf *body, struct err *err)
{
	(void)self, (void)body, (void)err;
	buf_clear(head);
	buf_str(head, "C-2");
	return 0;
}

TEST(store, a_record_that_is_put_right_goes_to_its_client_and_leaves_no_label)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct store_erased gone;
	char wrong[STORE_ID_HEX], right[STORE_ID_HEX];

	finished_of(p, s, "C-1", wrong);
	finished_of(p, s, "C-2", right);
	sort_all(p, v);
	OK(p, store_assign(v, wrong, to_c2, NULL, &p->err));
	assert_int_equal(number_in(s, "SELECT count(*) FROM client"), 1);
	sort_all(p, v);
	assert_int_equal(listed(p, s, v, "C-1").count, 0);
	assert_int_equal(listed(p, s, v, "C-2").count, 2);
	OK(p, store_erase(v, wrong, &gone, &p->err));
	assert_int_equal(number_in(s, "SELECT count(*) FROM client"), 1);
	OK(p, store_erase(v, right, &gone, &p->err));
	assert_int_equal(number_in(s, "SELECT count(*) FROM client"), 0);
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, clients_are_found_after_new_keys_as_before)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	struct epoch_result did;
	char id[STORE_ID_HEX];

	finished_of(p, s, "C-1", id);
	finished_of(p, s, "C-2", id);
	sort_all(p, v);
	OK(p, members_rekey(v, NULL, &did, &p->err));
	assert_int_equal(listed(p, s, v, "C-1").count, 1);
	assert_int_equal(listed(p, s, v, "C-2").count, 1);
	finished_of(p, s, "C-1", id);
	sort_all(p, v);
	assert_int_equal(listed(p, s, v, "C-1").count, 2);
	assert_int_equal(number_in(s, "SELECT count(*) FROM client"), 2);
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, two_who_sort_at_once_make_one_client_of_each_label)
{
	struct practice *p = practice_new();
	struct store *s = opened(p), *t;
	struct store_vault *v;
	char id[STORE_ID_HEX];
	int status;
	pid_t child;

	for (int i = 0; i < 40; i++)
		finished_of(p, s, i % 2 ? "C-1" : "C-2", id);
	store_close(s);
	child = fork();
	t = opened(p);
	v = unlocked(p, t);
	sort_all(p, v);
	if (!child)
		_exit(0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(number_in(t, "SELECT count(*) FROM client"), 2);
	assert_int_equal(
		number_in(t, "SELECT count(*) FROM record WHERE client IS NULL"), 0);
	store_vault_free(v);
	store_close(t);
	free(p);
}

/* Rows that only the index is interested in: each client has three records. */
static void
grow(struct practice *p, int clients)
{
	char sql[640];

	snprintf(sql, sizeof sql,
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i "
		"< "
		"%d) INSERT INTO client(id, tag, label) SELECT randomblob(16), "
		"randomblob(32), zeroblob(297) FROM n;"
		"INSERT INTO record(id, client, vault, state, day, wrapped_key) SELECT "
		"randomblob(16), client.id, vault.id, 'done', '2026-11-23', zeroblob(81) "
		"FROM client, vault, (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) "
		"WHERE label = zeroblob(297)",
		clients);
	tamper(p, sql);
}

/* Steps of SQLite's machine for everything that a search does. */
static int
steps(struct practice *p, struct store *s, struct store_vault *v)
{
	const struct {
		enum sql_set set;
		int which;
	} used[] = {
		{SET_CLIENT, 0},
                {SET_CLIENT, 1},
                {SET_CLIENT, 2},
                {SET_RECORD, 3}
        };
	int sum = 0;

	for (size_t i = 0; i < COUNT_OF(used); i++)
		sqlite3_stmt_status(
			s->set[used[i].set][used[i].which], SQLITE_STMTSTATUS_VM_STEP, 1);
	sort_all(p, v);
	assert_int_equal(listed(p, s, v, "C-1").count, 2);
	for (size_t i = 0; i < COUNT_OF(used); i++) {
		sqlite3_stmt *st = s->set[used[i].set][used[i].which];

		sum += sqlite3_stmt_status(st, SQLITE_STMTSTATUS_VM_STEP, 1);
		assert_int_equal(sqlite3_stmt_status(st, SQLITE_STMTSTATUS_SORT, 1), 0);
	}
	return sum;
}

TEST(store, looking_for_one_client_is_the_same_work_among_a_hundred_thousand_records)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_vault *v = unlocked(p, s);
	char id[STORE_ID_HEX];
	int few, many;

	finished_of(p, s, "C-1", id);
	finished_of(p, s, "C-1", id);
	sort_all(p, v);
	grow(p, 30);
	few = steps(p, s, v);
	tamper(p,
		"DELETE FROM record WHERE client NOT IN (SELECT client FROM record "
		"WHERE seq < 3); DELETE FROM client WHERE id NOT IN (SELECT client "
		"FROM record)");
	grow(p, 33333);
	assert_true(number_in(s, "SELECT count(*) FROM record") > 100000);
	many = steps(p, s, v);
	printf("# steps among 92 records %d, among 100,000 %d\n", few, many);
	assert_in_range(many, few - 5, few + 5); /* ids are random */
	store_vault_free(v);
	store_close(s);
	free(p);
}
