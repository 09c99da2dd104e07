/* store_verify.c - is the store as it was written?  a line for each thing that is not */
#include "command/store_verify.h"

#include <string.h>

#include "base/utf8.h"
#include "command/client.h"

/* Word for programs, sentence for people; in the order of enum store_fault. */
static const struct {
	const char *word;
	enum text_id text;
} faults[] = {
	{"database",       TEXT_FAULT_DATABASE      },
	{"log-key",        TEXT_FAULT_LOG_KEY       },
	{"log-changed",    TEXT_FAULT_LOG_CHANGED   },
	{"log-missing",    TEXT_FAULT_LOG_MISSING   },
	{"log-order",      TEXT_FAULT_LOG_ORDER     },
	{"log-added",      TEXT_FAULT_LOG_ADDED     },
	{"log-cut",        TEXT_FAULT_LOG_CUT       },
	{"log-head",       TEXT_FAULT_LOG_HEAD      },
	{"log-older",      TEXT_FAULT_LOG_OLDER     },
	{"log-other",      TEXT_FAULT_LOG_OTHER     },
	{"record-row",     TEXT_FAULT_RECORD_ROW    },
	{"record-key",     TEXT_FAULT_RECORD_KEY    },
	{"record-none",    TEXT_FAULT_RECORD_NONE   },
	{"record-head",    TEXT_FAULT_RECORD_HEAD   },
	{"record-body",    TEXT_FAULT_RECORD_BODY   },
	{"record-changed", TEXT_FAULT_RECORD_CHANGED},
	{"record-gone",    TEXT_FAULT_RECORD_GONE   },
	{"record-foreign", TEXT_FAULT_RECORD_FOREIGN},
	{"event",          TEXT_FAULT_EVENT         },
	{"event-missing",  TEXT_FAULT_EVENT_MISSING },
	{"canary",         TEXT_FAULT_CANARY        },
	{"note",           TEXT_FAULT_NOTE          },
	{"note-missing",   TEXT_FAULT_NOTE_MISSING  },
	{"note-changed",   TEXT_FAULT_NOTE_CHANGED  },
	{"client",         TEXT_FAULT_CLIENT        },
	{"record-client",  TEXT_FAULT_RECORD_CLIENT },
	{"record-hold",    TEXT_FAULT_RECORD_HOLD   },
	{"form",           TEXT_FAULT_FORM          },
	{"form-gone",      TEXT_FAULT_FORM_GONE     },
};
_Static_assert(COUNT_OF(faults) == FAULT_COUNT, "a row per fault");

static void
add_finding(void *self, const struct store_finding *f)
{
	struct findings *all = self;
	struct arena *a = &all->call->arena;
	struct buf words = BUF_NONE;

	text_fill(&words, all->call->lang, faults[f->fault].text, "n",
		arena_printf(a, "%lld", (long long)f->n), "record",
		arena_strndup(a, f->record, 8), "detail", f->detail, NULL);
	*vec_push(a, &all->rows) = (struct json_finding){
		.fault = faults[f->fault].word,
		.record = arena_strdup(a, f->record),
		.text = utf8_printable(a, buf_text(&words)),
		.n = f->n,
	};
	buf_free(&words);
}

static void
tick(void *self, uint64_t done, uint64_t all)
{
	struct findings *f = self;

	progress_tick(&f->progress, done, all);
}

static bool
label_of(void *self, const struct store_head *head, struct buf *ret)
{
	struct findings *f = self;

	return client_label(f->vault, head, ret);
}

static const char *
note_event(void *self, const void *bytes, size_t n)
{
	static const char *const events[] = {"ack", "assign"};
	_Static_assert(COUNT_OF(events) == NOTE_KIND_COUNT, "an event per kind");
	struct arena a = ARENA_NONE;
	struct note note;
	bool good = note_read(&a, bytes, n, &note);

	(void)self;
	arena_wipe(&a);
	return good ? events[note.kind] : NULL;
}

struct store_watch
findings_watch(
	struct findings *f, struct call *c, struct store_vault *v, enum text_id label)
{
	*f = (struct findings){.call = c, .vault = v};
	progress_begin(&f->progress, c, label);
	return (struct store_watch){f, add_finding, tick, label_of, note_event};
}

int
findings_fail(struct findings *f)
{
	err_set(&f->call->err, ERR_INVALID,
		"the store is not as it was written: %zu finding%s", f->rows.count,
		f->rows.count == 1 ? "" : "s");
	err_advise(&f->call->err,
		"change nothing, keep all backups, and look at: anteroom store audit");
	return ERR_INVALID;
}

struct json_verified
findings_json(const struct findings *f, const struct store_verified *sum)
{
	return (struct json_verified){
		sum->entries, sum->records, sum->drafts, f->rows.at, f->rows.count};
}

int
findings_put(struct findings *f)
{
	struct call *c = f->call;
	struct buf out = BUF_NONE;
	int rc;

	progress_end(&f->progress);
	for (size_t i = 0; i < f->rows.count && !c->opt[OPT_JSON]; i++)
		buf_printf(&out, "%s\n", f->rows.at[i].text);
	rc = out.len ? out_write(c, &out) : 0;
	buf_free(&out);
	return rc;
}

static int
put_json(struct findings *f, const struct store_verified *sum)
{
	const struct json_verified v = findings_json(f, sum);
	struct buf json = BUF_NONE;
	int rc;

	exchange_verify_json(&v, &json);
	rc = out_write(f->call, &json);
	buf_free(&json);
	return rc;
}

static void
tell_whole(struct call *c, const struct store_verified *sum)
{
	struct arena *a = &c->arena;
	struct buf b = BUF_NONE;

	text_fill(&b, c->lang, TEXT_VERIFY_WHOLE, "entries",
		arena_printf(a, "%llu", (unsigned long long)sum->entries), "records",
		arena_printf(a, "%llu", (unsigned long long)sum->records), "drafts",
		arena_printf(a, "%llu", (unsigned long long)sum->drafts), NULL);
	say("%s", buf_text(&b));
	buf_free(&b);
}

/* --accept: once a person has looked at why the log is not the one that was seen. */
static int
accept_log(struct call *c, struct store_vault *v)
{
	int rc = store_log_accept(v, &c->err);

	if (!rc && !c->opt[OPT_QUIET])
		say("%s", text(c->lang, TEXT_VERIFY_ACCEPTED));
	return rc;
}

static int
verify(struct call *c, struct home *h, struct store_vault *v)
{
	struct findings found;
	struct store_verified sum;
	const struct store_watch watch =
		findings_watch(&found, c, v, TEXT_PROGRESS_VERIFY);
	int logged, rc = store_verify(v, &watch, &sum, &c->err);

	progress_end(&found.progress);
	if (rc)
		return rc;
	/* a log that is damaged may take no entry: the findings are told all the same */
	logged = store_audit(h->store, "verify", NULL, &c->err);
	rc = c->opt[OPT_JSON] ? put_json(&found, &sum) : findings_put(&found);
	if (!rc && sum.faults && c->opt[OPT_ACCEPT])
		rc = accept_log(c, v);
	if (rc)
		return rc;
	if (sum.faults)
		return findings_fail(&found);
	if (logged)
		return logged;
	if (!c->opt[OPT_QUIET] && !c->opt[OPT_JSON])
		tell_whole(c, &sum);
	if (!store_log_look(v).kept)
		say("%s", text(c->lang, TEXT_VERIFY_NOT_KEPT));
	return 0;
}

int
run_store_verify(struct call *c)
{
	struct store_vault *v = NULL;
	struct home h = {0};
	int rc = home_open(c, &h);

	if (!rc)
		rc = vault_open(c, &h, &v);
	if (!rc)
		rc = verify(c, &h, v);
	store_vault_free(v);
	home_close(&h);
	return rc;
}
