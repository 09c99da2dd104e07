/*
 * store_company.c - two consoles and a therapist at once
 *
 * Two processes take, answer, stop, resume and finish interviews without a pause; a
 * third opens the store again and again, lists it and reads every record, the open ones
 * too, as an export does.  No call may fail, nothing answered may be missing, and what
 * a console waits for one call is printed.
 *
 * INTERVIEWS (6, of each console) and COMPANY_SEED from the environment.
 */
#include "store/known.h"

#include "base/clock.h"

#define CONSOLES 2
#define LONGEST  1800000 /* ms; of a whole campaign */

/* What a process has to say at its end; smaller than PIPE_BUF. */
struct told {
	struct known known;
	int64_t calls;   /* of a console, in this interview */
	int64_t longest; /* of them, ms */
	int64_t read;    /* records, by the therapist */
	char why[128];
};

static struct told mine;
static int out;
static pid_t parent;

static void
tell(void)
{
	if (write(out, &mine, sizeof mine) != sizeof mine)
		_exit(3);
}

static void
must(int rc, struct err *err)
{
	if (!rc)
		return;
	snprintf(mine.why, sizeof mine.why, "%.120s", err->text);
	tell();
	_exit(1);
}

/* --- a console --- */

static int64_t began;

static void
before(void)
{
	began = clock_monotonic();
}

static void
after(int rc, struct err *err)
{
	int64_t took = clock_monotonic() - began;

	mine.calls++;
	if (took > mine.longest)
		mine.longest = took;
	must(rc, err);
}

static void
answers(struct store_draft *d, int count, enum store_state last)
{
	struct known *k = &mine.known;
	struct err err = ERR_NONE;
	char text[EVENT_ROOM];

	for (int i = 0; i < count; i++) {
		size_t n = event_text(text, store_draft_id(d), k->acked + 1);

		before();
		after(store_event_put(
			      d, i + 1 < count ? STORE_OPEN : last, text, n, &err),
			&err);
		k->acked++;
	}
	snprintf(k->id, sizeof k->id, "%s", store_draft_id(d));
	snprintf(k->code, sizeof k->code, "%s", store_draft_code(d));
}

static void
interview(struct store *s)
{
	struct known *k = &mine.known;
	struct err err = ERR_NONE;
	struct store_draft *d = NULL;
	struct check c = {k->id, 0, true};
	char body[EVENT_ROOM];

	memset(k, 0, sizeof *k);
	must(store_take(s, DAY, &d, &err), &err);
	answers(d, 2 + (int)roll(3), STORE_OPEN);
	if (roll(2)) {
		answers(d, 1, STORE_STOPPED);
		store_draft_free(d);
		d = NULL;
		before();
		after(draft_back(s, k->code, check_event, &c, &d, &err), &err);
		if (!c.good || c.count != k->acked)
			must(ERR_INVALID, &(struct err){0, "resume gave others", ""});
		answers(d, 2, STORE_OPEN);
	}
	if (roll(4)) {
		size_t n = event_text(body, k->id, k->acked);

		before();
		after(draft_end(d, STORE_DONE, "head", 4, body, n, &err), &err);
		k->done = true;
	}
	store_draft_free(d);
	tell();
	mine.calls = 0;
}

static void
console(struct practice *p, int64_t interviews)
{
	struct err err = ERR_NONE;
	struct store *s = NULL;

	while (interviews) {
		before();
		after(store_open(&s, &p->paths, &err), &err);
		for (int i = 0; i < 3 && interviews; i++, interviews--)
			interview(s);
		store_close(s);
	}
	_exit(0);
}

/* --- the therapist --- */

struct reading {
	struct store *s;
	struct store_vault *v;
};

static bool
read_one(void *self, const struct store_record *r)
{
	struct reading *reading = self;
	struct err err = ERR_NONE;
	struct buf body = BUF_NONE, head = BUF_NONE;
	struct check c = {r->id, 0, true};
	int rc = ERR_NOT_FOUND;

	if (r->state != STORE_DONE)
		rc = store_read(reading->v, r->id, STORE_EVENTS, check_event, &c, &err);
	if (rc == ERR_NOT_FOUND) { /* it was finished in between */
		err_clear(&err);
		rc = store_read(reading->v, r->id, STORE_HEAD, whole, &head, &err);
		if (!rc)
			rc = store_read(
				reading->v, r->id, STORE_BODY, whole, &body, &err);
		c.good = !strcmp(buf_text(&head), "head") &&
			strncmp(buf_text(&body), r->id, strlen(r->id)) == 0;
	}
	must(rc, &err);
	if (!c.good)
		must(ERR_INVALID, &(struct err){0, "other answers were read", ""});
	mine.read++;
	buf_free(&body);
	buf_free(&head);
	return true;
}

static void
therapist(struct practice *p, const char *stop_file)
{
	int64_t idle = clock_monotonic();
	struct err err = ERR_NONE;

	/* not for ever, should a console die without a word */
	while (!file_exists(stop_file) && getppid() == parent &&
		clock_monotonic() - idle < LONGEST) {
		struct reading r = {NULL, NULL};

		must(store_open(&r.s, &p->paths, &err), &err);
		must(store_unlock(r.s, PASSPHRASE, &r.v, &err), &err);
		must(store_list(r.s, NULL, 0, read_one, &r, &err), &err);
		must(store_audit(r.s, "export", NULL, &err), &err);
		store_vault_free(r.v);
		store_close(r.s);
	}
	tell();
	_exit(0);
}

/* --- all of them --- */

static pid_t
begin(struct practice *p, int number, int64_t interviews, const char *stop_file)
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child)
		return child;
	for (int i = 0; i <= number; i++)
		roll(2);
	seed += (uint64_t)number;
	if (number < CONSOLES)
		console(p, interviews);
	therapist(p, stop_file);
	_exit(4);
}

TEST(store, who_finds_the_store_taken_waits_until_it_is_free)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	int ends[2], status;
	char byte = 0;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (!child) {
		sqlite3 *db = NULL;

		if (sqlite3_open(p->db, &db) ||
			sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL) ||
			write(ends[1], &byte, 1) != 1)
			_exit(1);
		sqlite3_sleep(300);
		_exit(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL));
	}
	assert_int_equal(read(ends[0], &byte, 1), 1);
	OK(p, store_audit(s, "export", NULL, &p->err));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	close(ends[0]);
	close(ends[1]);
	store_close(s);
	free(p);
}

TEST(store, two_consoles_and_a_therapist_at_once_meet_no_error_and_lose_nothing)
{
	static struct known all[65536];
	int64_t interviews = setting("INTERVIEWS", 6), calls = 0, longest = 0,
		read_count = 0;
	struct practice *p = practice_new();
	char stop_file[200];
	struct told told;
	int ends[2], status, count = 0;
	pid_t child[CONSOLES + 1];
	ssize_t n;

	seed = (uint64_t)setting("COMPANY_SEED", clock_now());
	print_message("# COMPANY_SEED=%lld\n", (long long)seed);
	snprintf(stop_file, sizeof stop_file, "%s/stop", test_folder());
	assert_int_equal(pipe(ends), 0);
	out = ends[1];
	parent = getpid();
	for (int i = 0; i <= CONSOLES; i++)
		child[i] = begin(p, i, interviews, stop_file);
	close(ends[1]);
	for (int left = CONSOLES * (int)interviews;
		(n = read(ends[0], &told, sizeof told)) > 0;) {
		assert_int_equal(n, sizeof told);
		if (told.why[0])
			fail_msg("a process failed: %s", told.why);
		calls += told.calls;
		longest = told.longest > longest ? told.longest : longest;
		read_count += told.read;
		if (told.known.id[0] && count < 65536) {
			told.known.touched = true;
			all[count++] = told.known;
			if (--left == 0) /* the therapist goes home last */
				OK(p, file_write(stop_file, "", 0, false, &p->err));
		}
	}
	for (int i = 0; i <= CONSOLES; i++) {
		assert_int_equal(waitpid(child[i], &status, 0), child[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(count, CONSOLES * interviews);
	look_at(p, all, count, true);
	print_message(
		"# %d interviews in %lld calls of two consoles, %lld records read "
		"meanwhile, 0 errors, 0 lost; the longest wait of a console: %lld ms\n",
		count, (long long)calls, (long long)read_count, (long long)longest);
	close(ends[0]);
	free(p);
}
