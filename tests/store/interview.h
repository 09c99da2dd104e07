/*
 * interview.h - one short interview, from the first opening to the therapist's reading
 *
 * For campaigns in which single things fail: whatever fails must say so in a sentence,
 * and is called once more; at the end every answer is there once, in order, and the
 * tables are whole.
 */
#ifndef TESTS_STORE_INTERVIEW_H
#define TESTS_STORE_INTERVIEW_H

#include "store/fault_vfs.h"
#include "store/known.h"

#include "base/digest.h"
#include "store/life.h"

/* The id of an interview that was held before, in a process that was killed. */
static char other_id[STORE_ID_HEX];

struct interview {
	struct practice *p;
	struct store *s;
	struct store_draft *d;
	struct store_vault *v;
	struct buf seen;
	char code[STORE_CODE_TEXT], id[STORE_ID_HEX];
	int listed;
	int failures;
};

static inline int
step_open(struct interview *i)
{
	return store_open(&i->s, &i->p->paths, &i->p->err);
}

static inline int
step_form(struct interview *i)
{
	char digest[DIGEST_HEX];

	digest_hex("<form/>", 7, digest);
	return store_form_put(i->s, digest, "f", 1, "<form/>", 7, &i->p->err);
}

static inline int
step_form_read(struct interview *i)
{
	char digest[DIGEST_HEX];

	digest_hex("<form/>", 7, digest);
	buf_clear(&i->seen);
	return store_form_read(i->s, digest, &i->seen, &i->p->err);
}

static inline int
step_take(struct interview *i)
{
	return store_take(i->s, DAY, &i->d, &i->p->err);
}

static inline int
step_put(struct interview *i)
{
	char words[32];
	int n = snprintf(words, sizeof words, "answer %d", (int)i->d->last + 1);

	return store_event_put(i->d, STORE_OPEN, words, (size_t)n, &i->p->err);
}

/* The second answer, with which the client leaves. */
static inline int
step_stop(struct interview *i)
{
	int rc = store_event_put(i->d, STORE_STOPPED, "answer 2", 8, &i->p->err);

	if (!rc) {
		snprintf(i->code, sizeof i->code, "%s", store_draft_code(i->d));
		snprintf(i->id, sizeof i->id, "%s", store_draft_id(i->d));
		store_draft_free(i->d);
		i->d = NULL;
	}
	return rc;
}

/* The client lost it. */
static inline int
step_code(struct interview *i)
{
	return store_code_new(i->v, i->id, i->code, &i->p->err);
}

static inline int
step_resume(struct interview *i)
{
	int rc;

	buf_clear(&i->seen);
	rc = draft_back(i->s, i->code, gather, &i->seen, &i->d, &i->p->err);
	if (!rc)
		assert_string_equal(buf_text(&i->seen), "answer 1|answer 2|");
	return rc;
}

static inline int
step_unlock(struct interview *i)
{
	return store_unlock(i->s, PASSPHRASE, &i->v, &i->p->err);
}

static inline int
step_read_events(struct interview *i)
{
	int rc;

	buf_clear(&i->seen);
	rc = store_read(i->v, i->id, STORE_EVENTS, gather, &i->seen, &i->p->err);
	if (!rc)
		assert_string_equal(
			buf_text(&i->seen), "answer 1|answer 2|answer 3|answer 4|");
	return rc;
}

static inline int
step_read_other(struct interview *i)
{
	int rc;

	buf_clear(&i->seen);
	rc = store_read(i->v, other_id, STORE_EVENTS, gather, &i->seen, &i->p->err);
	if (!rc)
		assert_string_equal(buf_text(&i->seen), "kept|");
	return rc;
}

static inline int
step_finish(struct interview *i)
{
	return draft_end(i->d, STORE_DONE, "head", 4, "body", 4, &i->p->err);
}

static inline bool
count_listed(void *self, const struct store_record *r)
{
	(void)r;
	++*(int *)self;
	return true;
}

static inline int
step_list(struct interview *i)
{
	int rc;

	i->listed = 0;
	rc = store_list(i->s, NULL, 0, count_listed, &i->listed, &i->p->err);
	if (!rc)
		assert_int_equal(i->listed, 2);
	return rc;
}

static inline int
step_find(struct interview *i)
{
	struct store_record r;
	int rc = store_find(i->s, "@last", &r, &i->p->err);

	if (!rc)
		assert_string_equal(r.id, i->id);
	return rc;
}

static inline int
step_read_head(struct interview *i)
{
	int rc;

	buf_clear(&i->seen);
	rc = store_read(i->v, i->id, STORE_HEAD, whole, &i->seen, &i->p->err);
	if (!rc)
		assert_string_equal(buf_text(&i->seen), "head");
	return rc;
}

static inline int
step_read_body(struct interview *i)
{
	int rc;

	buf_clear(&i->seen);
	rc = store_read(i->v, i->id, STORE_BODY, whole, &i->seen, &i->p->err);
	if (!rc)
		assert_string_equal(buf_text(&i->seen), "body");
	return rc;
}

static inline int
step_audit(struct interview *i)
{
	return store_audit(i->s, "report", i->id, &i->p->err);
}

static inline int
step_hold(struct interview *i)
{
	int rc = store_hold(i->v, i->id, true, &i->p->err);

	return rc == 1 ? 0 : rc; /* held already: it landed */
}

static inline int
step_note(struct interview *i)
{
	struct store_record r;
	int rc = store_find(i->s, i->id, &r, &i->p->err);

	return rc ? rc : store_note_put(i->v, &r, "ack", "seen", 4, &i->p->err);
}

static inline int
step_notes(struct interview *i)
{
	int rc;

	buf_clear(&i->seen);
	rc = store_read(i->v, i->id, STORE_NOTES, gather, &i->seen, &i->p->err);
	if (!rc) /* one that failed may have landed, and is then there twice */
		assert_int_equal(strncmp(buf_text(&i->seen), "seen|", 5), 0);
	return rc;
}

static inline int
step_erase(struct interview *i)
{
	struct store_erased erased;
	bool again = i->failures > 0;
	int rc = store_erase(i->v, other_id, &erased, &i->p->err);

	return rc == ERR_NOT_FOUND && again ? 0 : rc; /* gone already: it landed */
}

static const struct {
	const char *name;
	int (*run)(struct interview *i);
} steps[] = {
	{"open",        step_open       },
	{"form",        step_form       },
	{"form read",   step_form_read  },
	{"take",        step_take       },
	{"put",         step_put        },
	{"stop",        step_stop       },
	{"unlock",      step_unlock     },
	{"code",        step_code       },
	{"resume",      step_resume     },
	{"put",         step_put        },
	{"put",         step_put        },
	{"read events", step_read_events},
	{"read other",  step_read_other },
	{"finish",      step_finish     },
	{"list",        step_list       },
	{"find",        step_find       },
	{"read head",   step_read_head  },
	{"read body",   step_read_body  },
	{"audit",       step_audit      },
	{"hold",        step_hold       },
	{"note",        step_note       },
	{"notes",       step_notes      },
	{"erase",       step_erase      },
};

/* In a process of its own: one answer told; killed before the second page of the next is
 * written into the database. */
static inline void
be_killed(struct practice *p, int out)
{
	struct store *s = NULL;
	struct store_draft *d = NULL;

	if (store_open(&s, &p->paths, &p->err) || store_take(s, DAY, &d, &p->err) ||
		store_event_put(d, STORE_OPEN, "kept", 4, &p->err) ||
		write(out, store_draft_id(d), STORE_ID_HEX) != STORE_ID_HEX)
		_exit(2);
	fault_arm(FAULT_KIND(FAULT_DB_WRITE), 0, 2, false, false);
	fault.deadly = true;
	_exit(store_event_put(d, STORE_OPEN, "lost", 4, &p->err) ? 2 : 0);
}

/* Leave a journal to go back by, and a record of which "kept" was acknowledged. */
static inline void
leave_hot(struct practice *p)
{
	int status, ends[2];
	pid_t child;

	fault_install();
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (!child)
		be_killed(p, ends[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(read(ends[0], other_id, sizeof other_id), sizeof other_id);
	close(ends[0]);
	close(ends[1]);
	assert_true(WIFSIGNALED(status));
}

static inline struct practice *
practice_left_hot(void)
{
	static struct practice *hot;
	struct practice *p;

	if (!hot) {
		hot = practice_again();
		leave_hot(hot);
	}
	p = practice_again();
	copy_file(hot->db, p->db);
	copy_file(hot->journal, p->journal);
	return p;
}

/* Hold the interview; whatever fails is done again, the third time with everything put
 * right.  A failure is of the machine, and not called damage or a wrong code. */
static inline void
hold(struct interview *i, struct practice *p, void (*heal)(void), long at)
{
	*i = (struct interview){.p = p, .seen = BUF_NONE};
	for (size_t k = 0; k < COUNT_OF(steps); k++) {
		int rc, tries = 0;

		while ((rc = steps[k].run(i)) != 0) {
			assert_true(p->err.text[0]);
			if (rc != ERR_FAILED || tries == 2)
				fail_msg("%s, at %ld: %s (%d)", steps[k].name, at,
					p->err.text, rc);
			err_clear(&p->err);
			if (++tries == 2)
				heal();
			i->failures++;
		}
	}
	heal();
}

/* Frees what hold() made, and looks at what is on disk. */
static inline void
check_whole(struct interview *i)
{
	struct practice *p = i->p;

	store_vault_free(i->v);
	store_draft_free(i->d);
	store_close(i->s);
	i->s = opened(p);
	not_corrupt(i->s);
	assert_int_equal(number_in(i->s,
				 "SELECT (SELECT count(*) FROM audit) - "
				 "(SELECT n FROM audit_head)"),
		0);
	assert_int_equal(number_in(i->s, "SELECT count(*) FROM record"), 1);
	i->v = unlocked(p, i->s);
	OK(p, step_read_body(i));
	OK(p, step_notes(i));
	FAILS(p, ERR_NOT_FOUND,
		store_read(i->v, other_id, STORE_EVENTS, gather, &i->seen, &p->err));
	store_vault_free(i->v);
	store_close(i->s);
	buf_free(&i->seen);
}

#endif
