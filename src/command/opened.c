/* opened.c - a record, opened with the vault: its events, form, answers and scores */
#include "command/client.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "store/care.h"
#include "store/members.h"

/* What the key last saw, and the end of the log: a therapist is told at each unlock. */
static void
tell_log(struct call *c, const struct store_vault *v)
{
	static const enum text_id texts[] = {TEXT_COUNT, TEXT_COUNT, TEXT_LOG_CUT,
		TEXT_LOG_ADDED, TEXT_LOG_OLDER, TEXT_LOG_OTHER};
	_Static_assert(COUNT_OF(texts) == STORE_LOG_STATE_COUNT, "a text per state");
	struct store_log_look look = store_log_look(v);
	struct buf b = BUF_NONE;

	if (texts[look.state] == TEXT_COUNT)
		return;
	text_fill(&b, c->lang, texts[look.state], "n",
		arena_printf(&c->arena, "%lld", (long long)look.n), NULL);
	say("%s", buf_text(&b));
	buf_free(&b);
}

int
vault_open(struct call *c, struct home *h, struct store_vault **ret)
{
	char *passphrase = NULL;
	int rc = home_store(c, h);

	if (rc)
		return rc;
	rc = ask_passphrase(c, false, &passphrase);
	if (rc)
		return rc;
	rc = store_unlock(h->store, passphrase, ret, &c->err);
	store_secret_free(passphrase);
	if (!rc)
		tell_log(c, *ret);
	return rc;
}

/* Events of a draft, gathered; a row that is not an event makes the record damaged. */
struct gather {
	struct arena *arena;
	VEC(struct event) events;
	bool damaged;
};

static void
gather_event(void *self, const void *bytes, size_t n)
{
	struct gather *g = self;

	if (!event_read(g->arena, bytes, n, vec_push(g->arena, &g->events)))
		g->damaged = true;
}

static int
read_draft(struct call *c, struct store_vault *v, const char *id, struct record *ret)
{
	struct gather g = {.arena = &c->arena};
	int rc = store_read(v, id, STORE_EVENTS, gather_event, &g, &c->err);

	if (rc)
		return rc;
	if (g.damaged)
		return err_set(&c->err, ERR_INVALID, "its answers are damaged");
	return record_from_events(&c->arena, g.events.at, g.events.count, ret, &c->err);
}

static void
take_bytes(void *self, const void *bytes, size_t n)
{
	buf_add(self, bytes, n);
}

static int
read_finished(struct call *c, struct store_vault *v, const char *id, struct record *ret)
{
	struct buf body = BUF_NONE;
	int rc = store_read(v, id, STORE_BODY, take_bytes, &body, &c->err);

	if (!rc)
		rc = record_read(&c->arena, buf_text(&body), body.len, ret, &c->err);
	buf_wipe(&body);
	buf_free(&body);
	return rc;
}

/* Into that arena. */
static int
read_form(struct call *c, struct store *s, struct arena *a, const struct record *r,
	const struct form **ret)
{
	struct buf bytes = BUF_NONE;
	struct diags d;
	int rc;

	diags_init(&d, &c->arena);
	rc = store_form_read(s, r->form_digest, &bytes, &c->err);
	if (rc)
		goto done;
	*ret = form_stored(a, r->form_id, &bytes, r->form_digest, &d);
	if (!*ret || diags_failed(&d)) {
		out_findings(c, &d);
		rc = err_set(&c->err, ERR_INVALID,
			"this version cannot read the stored form '%s'", r->form_id);
	}
done:
	buf_free(&bytes);
	return rc;
}

int
record_form(
	struct call *c, struct store *s, const struct record *r, const struct form **ret)
{
	return read_form(c, s, &c->arena, r, ret);
}

/* Forms that records were made with; a thousand records have a few. */
struct shelved {
	const char *digest;
	const struct form *form;
};
struct form_shelf {
	struct arena arena;
	VEC(struct shelved) forms;
};

static int
form_from_shelf(
	struct call *c, struct home *h, const struct record *r, const struct form **ret)
{
	struct shelved *new;
	int rc;

	if (!h->shelf)
		h->shelf = mem_alloc(sizeof *h->shelf);
	for (size_t i = 0; i < h->shelf->forms.count; i++)
		if (strcmp(h->shelf->forms.at[i].digest, r->form_digest) == 0) {
			*ret = h->shelf->forms.at[i].form;
			return 0;
		}
	rc = read_form(c, h->store, &h->shelf->arena, r, ret);
	if (rc)
		return rc;
	new = vec_push(&h->shelf->arena, &h->shelf->forms);
	new->digest = arena_strdup(&h->shelf->arena, r->form_digest);
	new->form = *ret;
	return 0;
}

void
form_shelf_free(struct form_shelf *s)
{
	if (!s)
		return;
	arena_free(&s->arena);
	mem_free(s);
}

struct gather_notes {
	struct arena *arena;
	VEC(struct note) notes;
	bool damaged;
};

static void
gather_note(void *self, const void *bytes, size_t n)
{
	struct gather_notes *g = self;
	struct note note;

	if (note_read(g->arena, bytes, n, &note))
		*vec_push(g->arena, &g->notes) = note;
	else
		g->damaged = true;
}

const struct note *
notes_open(struct call *c, struct store_vault *v, const char *id, size_t *ret_count)
{
	struct gather_notes g = {.arena = &c->arena};
	struct err why = ERR_NONE;

	if (store_read(v, id, STORE_NOTES, gather_note, &g, &why) || g.damaged)
		say("a note beside record %.8s cannot be read%s%s", id,
			*why.text ? ": " : "", why.text);
	*ret_count = g.notes.count;
	return g.notes.at;
}

struct self_name {
	struct arena *arena;
	const char *name;
};

static bool
keep_self(void *self, const struct store_member *m)
{
	struct self_name *s = self;

	if (m->self && *m->name)
		s->name = arena_strdup(s->arena, m->name);
	return !m->self;
}

int
actor_name(struct call *c, struct store_vault *v, const char **ret)
{
	struct self_name s = {&c->arena, NULL};
	int rc = members_list(v, keep_self, &s, &c->err);

	if (!rc && !s.name)
		rc = err_set(&c->err, ERR_INVALID,
			"the store is damaged: the name of who unlocked does not open");
	if (!rc)
		*ret = s.name;
	return rc;
}

/* The subject, and what to do about it where nothing is said yet. */
static int
not_opened(struct call *c, const char *id, int rc)
{
	err_wrap(&c->err, "record '%.8s' cannot be opened", id);
	if (!*c->err.advice)
		err_advise(&c->err,
			"the other records open; see: anteroom store verify; then look "
			"for it in a backup");
	return rc;
}

int
record_open(struct call *c, struct home *h, struct store_vault *v,
	const struct store_record *row, struct opened *ret)
{
	bool draft = row->state == STORE_OPEN || row->state == STORE_STOPPED;
	const struct note *notes;
	size_t note_count;
	int rc;

	memset(ret, 0, sizeof *ret);
	ret->row = *row;
	rc = draft ? read_draft(c, v, row->id, &ret->record)
		   : read_finished(c, v, row->id, &ret->record);
	if (!rc)
		rc = form_from_shelf(c, h, &ret->record, &ret->form);
	if (!rc)
		rc = record_answers(
			&c->arena, &ret->record, ret->form, &ret->answers, &c->err);
	if (rc)
		return not_opened(c, row->id, rc);
	notes = notes_open(c, v, row->id, &note_count);
	record_add_notes(&c->arena, &ret->record, notes, note_count);
	score_settle(ret->form, ret->answers);
	ret->scores = score_all(&c->arena, ret->form, ret->answers, &ret->record);
	return 0;
}

struct record_head
record_head_of(const struct record *r, const struct form *f, const struct answers *got,
	const struct scores *s)
{
	struct record_head h = {
		.form_id = r->form_id,
		.form_version = r->form_version,
		.client = r->client,
		.lang = r->lang,
		.state = r->state,
		.started = r->started,
		.ended = r->ended,
		.flags = s->flags,
		.ask = s->asks,
	};

	for (size_t i = 0; i < f->item_count; i++) {
		struct value v = answers_value(got, &f->items[i]);

		h.items += v.missing != MISSING_NOT_ASKED;
		h.answered += v.missing == MISSING_NO;
	}
	return h;
}

/* A finished record by its small head; what lies beside it says whose it is unless its own
 * bytes do. */
static int
read_head(struct call *c, struct store_vault *v, const struct store_record *row,
	struct record_head *ret, const struct note **ret_seen)
{
	struct buf bytes = BUF_NONE;
	struct record r = {.client = ""};
	int rc = store_read(v, row->id, STORE_HEAD, take_bytes, &bytes, &c->err);

	if (!rc)
		rc = record_head_read(
			&c->arena, buf_text(&bytes), bytes.len, ret, &c->err);
	buf_wipe(&bytes);
	buf_free(&bytes);
	if (rc)
		return rc;
	r.state = ret->state;
	r.notes = notes_open(c, v, row->id, &r.note_count);
	ret->client = client_of_head(ret, r.notes, r.note_count);
	*ret_seen = record_seen(&r);
	return 0;
}

int
head_open(struct call *c, struct home *h, struct store_vault *v,
	const struct store_record *row, struct record_head *ret,
	const struct note **ret_seen)
{
	const bool draft = row->state == STORE_OPEN || row->state == STORE_STOPPED;
	struct opened o;
	int rc = draft ? 0 : read_head(c, v, row, ret, ret_seen);

	if (!draft && rc != ERR_INVALID)
		return rc ? not_opened(c, row->id, rc) : 0;
	rc = record_open(c, h, v, row, &o);
	if (rc)
		return rc;
	if (!draft) { /* the body has all that the head said */
		err_clear(&c->err);
		say("the head of record '%.8s' is damaged; what is told of it comes "
		    "from its answers",
			row->id);
	}
	*ret = record_head_of(&o.record, o.form, o.answers, o.scores);
	*ret_seen = record_seen(&o.record);
	return 0;
}
