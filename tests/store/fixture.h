/* fixture.h - a small practice in a folder of its own, for the tests of the store */
#ifndef TESTS_STORE_FIXTURE_H
#define TESTS_STORE_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/internal.h"
#include "store/members.h"
#include "unit/test.h"

#define PASSPHRASE "nine quiet harbors"
#define MEMBER     "Dr. Wilhelmina Okonkwo"
#define DAY        "2026-11-23"

struct practice {
	char folder[128], db[160], journal[176], card[160], key[192];
	struct store_paths paths;
	struct err err;
};

static inline struct practice *
practice_new(void)
{
	static int count;
	struct practice *p = calloc(1, sizeof *p);

	assert_non_null(p);
	snprintf(p->folder, sizeof p->folder, "%s/home-%d", test_folder(), count++);
	snprintf(p->db, sizeof p->db, "%s/store.db", p->folder);
	snprintf(p->journal, sizeof p->journal, "%s-journal", p->db);
	snprintf(p->card, sizeof p->card, "%s/keys/practice.card", p->folder);
	snprintf(p->key, sizeof p->key, "%s/keys/dr-wilhelmina-okonkwo.key", p->folder);
	p->paths = (struct store_paths){.db = p->db, .card = p->card};
	if (members_create(&p->paths, MEMBER, PASSPHRASE, NULL, &p->err))
		fail_msg("%s", p->err.text);
	return p;
}

static inline void
copy_file(const char *from, const char *to)
{
	static char bytes[1 << 20];
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	size_t n = in ? fread(bytes, 1, sizeof bytes, in) : 0;

	assert_true(in && out && n && n < sizeof bytes);
	assert_int_equal(fwrite(bytes, 1, n, out), n);
	assert_int_equal(fchmod(fileno(out), 0600), 0);
	assert_true(!fclose(in) & !fclose(out));
}

/* A copy of the same fresh practice each time, for campaigns: nothing is derived or
 * synced.  Nobody has it open. */
static inline struct practice *
practice_again(void)
{
	static struct practice *first;
	static int count;
	struct practice *p;
	char keys[140];

	if (!first)
		first = practice_new();
	p = calloc(1, sizeof *p);
	assert_non_null(p);
	snprintf(p->folder, sizeof p->folder, "%s/again-%d", test_folder(), count++);
	snprintf(keys, sizeof keys, "%s/keys", p->folder);
	snprintf(p->db, sizeof p->db, "%s/store.db", p->folder);
	snprintf(p->journal, sizeof p->journal, "%s-journal", p->db);
	snprintf(p->card, sizeof p->card, "%s/keys/practice.card", p->folder);
	snprintf(p->key, sizeof p->key, "%s/keys/therapist.key", p->folder);
	p->paths = (struct store_paths){.db = p->db, .card = p->card};
	assert_true(!mkdir(p->folder, 0700) && !mkdir(keys, 0700));
	copy_file(first->db, p->db);
	copy_file(first->card, p->card);
	copy_file(first->key, p->key);
	return p;
}

/* Every call that must work goes through this: the sentence is shown when it does not. */
#define OK(p, call)                                               \
	do {                                                      \
		if (call)                                         \
			fail_msg("%s: %s", #call, (p)->err.text); \
	} while (0)
#define FAILS(p, code, call)                   \
	do {                                   \
		err_clear(&(p)->err);          \
		assert_int_equal(call, code);  \
		assert_true((p)->err.text[0]); \
	} while (0)

/* The one number that a query gives. */
static inline int64_t
number_in(struct store *s, const char *sql)
{
	sqlite3_stmt *st;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(s->db, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

static inline struct store *
opened(struct practice *p)
{
	struct store *s = NULL;

	OK(p, store_open(&s, &p->paths, &p->err));
	return s;
}

static inline struct store_vault *
unlocked(struct practice *p, struct store *s)
{
	struct store_vault *v = NULL;

	OK(p, store_unlock(s, PASSPHRASE, &v, &p->err));
	return v;
}

static inline void
put(struct practice *p, struct store_draft *d, const char *words)
{
	OK(p, store_event_put(d, STORE_OPEN, words, strlen(words), &p->err));
}

/* A draft with some answers on disk. */
static inline struct store_draft *
begun(struct practice *p, struct store *s, const char *const *answers)
{
	struct store_draft *d = NULL;

	OK(p, store_take(s, DAY, &d, &p->err));
	for (; *answers; answers++)
		put(p, d, *answers);
	return d;
}

/* How most tests end one: nothing is said of how long it is kept. */
static inline int
draft_end(struct store_draft *d, enum store_state state, const void *head, size_t head_n,
	const void *body, size_t body_n, struct err *err)
{
	const struct store_end end = {state, NULL, head, body, head_n, body_n};

	return store_finish(d, &end, err);
}

/* Back by its code, where it does not matter how long one has to wait. */
static inline int
draft_back(struct store *s, const char *code, store_each *each, void *self,
	struct store_draft **ret, struct err *err)
{
	int wait;

	return store_resume(s, code, each, self, ret, &wait, err);
}

/* A head or a body as it is. */
static inline void
whole(void *self, const void *bytes, size_t n)
{
	buf_add(self, bytes, n);
}

/* Events and bodies as one text, "|" after each. */
static inline void
gather(void *self, const void *bytes, size_t n)
{
	buf_add(self, bytes, n);
	buf_char(self, '|');
}

/* A connection of someone else's, without any of our care. */
static inline void
tamper(struct practice *p, const char *sql)
{
	sqlite3 *db = NULL;
	char *why = NULL;

	assert_int_equal(sqlite3_open(p->db, &db), SQLITE_OK);
	sqlite3_exec(db,
		"PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF", NULL,
		NULL, NULL);
	if (sqlite3_exec(db, sql, NULL, NULL, &why))
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
}

/* In a process of its own: closing the file here would drop SQLite's locks. */
static inline bool
file_holds_bytes(const char *path, const void *bytes, size_t n)
{
	int status = -1;
	pid_t child = fork();

	assert_true(child >= 0);
	if (!child) {
		FILE *f = fopen(path, "rb");
		size_t size = 0, room = 64u << 20;
		char *all = malloc(room);

		if (f && all)
			size = fread(all, 1, room, f);
		for (size_t i = 0; f && all && i + n <= size; i++)
			if (!memcmp(all + i, bytes, n))
				_exit(1);
		_exit(f && all ? 0 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
	return WEXITSTATUS(status) == 1;
}

static inline bool
file_holds(const char *path, const char *words)
{
	return file_holds_bytes(path, words, strlen(words));
}

#endif
