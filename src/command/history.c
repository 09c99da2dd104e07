/* history.c - the finished records of one client, opened */
#include "command/history.h"

#include <string.h>

#include "command/client.h"

struct index {
	struct arena *arena;
	VEC(struct store_record) rows;
};

static bool
keep_row(void *self, const struct store_record *r)
{
	struct index *i = self;

	if (r->state == STORE_DONE)
		*vec_push(i->arena, &i->rows) = *r;
	return true;
}

/* The client at hand: what was opened is what they said. */
static void
history_forget(struct history *all)
{
	arena_wipe(&all->own);
	all->client = NULL;
	memset(&all->rows, 0, sizeof all->rows);
	all->unread = 0;
}

/* Once a run: a record that may be anybody's is met with every client. */
static void
tell_unread(struct call *c, struct history *all, const char *id)
{
	bool told = false;

	for (size_t i = 0; i < all->told.count; i++)
		told = told || strcmp(all->told.at[i], id) == 0;
	if (!told) {
		say("%s", c->err.text);
		*vec_push(&all->arena, &all->told) = arena_strdup(&all->arena, id);
	}
	err_clear(&c->err);
}

/* The finished records of that client, as their heads and what lies beside them say.
 * Reports of one client often follow each other: they are looked for once, and again when
 * somebody may have erased one or said that it is another client's. */
static int
read_index(struct call *c, struct home *h, struct store_vault *v, struct history *all,
	const char *client)
{
	struct index found = {.arena = &all->own};
	const struct arena kept = c->arena;
	bool elsewhere = true;
	int rc = store_written_elsewhere(h->store, &all->seen, &elsewhere, &c->err);

	if (rc || (!elsewhere && all->client && strcmp(all->client, client) == 0))
		return rc;
	history_forget(all);
	rc = client_records(c, h, v, client, keep_row, &found);
	if (rc && rc != ERR_INVALID) /* some rows are damaged; all others were given */
		return rc;
	if (rc) {
		say("%s", c->err.text);
		err_clear(&c->err);
		all->unread++;
	}
	c->arena = (struct arena)ARENA_NONE; /* of each head only its client is wanted */
	for (size_t i = 0; i < found.rows.count; i++, arena_clear(&c->arena)) {
		const struct store_record *row = &found.rows.at[i];
		struct record_head head;
		const struct note *seen;

		if (head_open(c, h, v, row, &head, &seen)) {
			tell_unread(c, all, row->id);
			all->unread++;
		} else if (strcmp(head.client, client) == 0) {
			*vec_push(&all->own, &all->rows) =
				(struct history_row){.row = *row, .ended = head.ended};
		}
	}
	arena_wipe(&c->arena);
	c->arena = kept;
	all->client = arena_strdup(&all->own, client);
	return 0;
}

static struct sitting
sitting_of(struct arena *a, const struct opened *o)
{
	return (struct sitting){
		.id = arena_strdup(a, o->row.id),
		.form = o->form,
		.record = memcpy(
			arena_alloc(a, sizeof o->record), &o->record, sizeof o->record),
		.answers = o->answers,
		.scores = o->scores,
	};
}

/* Some of its records: they are in the log together before the first is opened. */
static int
open_some(struct call *c, struct home *h, struct store_vault *v, struct history *all,
	struct history_row *const *some, size_t count)
{
	struct store_record rows[STORE_AHEAD_MOST] = {0};
	const struct arena kept = c->arena;
	int rc;

	for (size_t i = 0; i < count; i++)
		rows[i] = some[i]->row;
	rc = store_log_ahead(v, "open", rows, count, &c->err);
	if (rc)
		return rc;
	c->arena = all->own; /* they stay, for the next report of this client */
	for (size_t i = 0; i < count; i++) {
		struct opened o;

		some[i]->tried = true;
		if (record_open(c, h, v, &rows[i], &o)) {
			tell_unread(c, all, rows[i].id);
			continue;
		}
		some[i]->sitting = arena_alloc(&c->arena, sizeof *some[i]->sitting);
		*some[i]->sitting = sitting_of(&c->arena, &o);
	}
	all->own = c->arena;
	c->arena = kept;
	return store_log_ahead(v, "open", NULL, 0, &c->err);
}

/* What ended by then, and was not opened yet. */
static int
open_rest(struct call *c, struct home *h, struct store_vault *v, struct history *all,
	const char *but, int64_t until)
{
	struct history_row *some[STORE_AHEAD_MOST];
	size_t count = 0;
	int rc = 0;

	for (size_t i = 0; i < all->rows.count && !rc; i++) {
		struct history_row *r = &all->rows.at[i];

		if (r->tried || r->ended > until || strcmp(r->row.id, but) == 0)
			continue;
		some[count++] = r;
		if (count == COUNT_OF(some)) {
			rc = open_some(c, h, v, all, some, count);
			count = 0;
		}
	}
	return rc || !count ? rc : open_some(c, h, v, all, some, count);
}

/* All of that client but one; until: nothing that ended later. */
static int
open_all(struct call *c, struct home *h, struct store_vault *v, struct history *all,
	const char *client, const char *but, int64_t until, struct sittings *ret)
{
	int rc = *client ? read_index(c, h, v, all, client) : 0;

	if (!rc && *client)
		rc = open_rest(c, h, v, all, but, until);
	if (rc || !*client)
		return rc;
	ret->unread += all->unread;
	for (size_t i = 0; i < all->rows.count; i++) {
		const struct history_row *r = &all->rows.at[i];

		if (r->ended > until || strcmp(r->row.id, but) == 0)
			continue;
		if (r->sitting)
			*vec_push(&c->arena, &ret->all) = *r->sitting;
		else
			ret->unread++;
	}
	return 0;
}

int
history_client(struct call *c, struct home *h, struct store_vault *v, struct history *all,
	const char *client, struct sittings *ret)
{
	memset(ret, 0, sizeof *ret);
	return open_all(c, h, v, all, client, "", INT64_MAX, ret);
}

int
history_before(struct call *c, struct home *h, struct store_vault *v, struct history *all,
	const struct opened *now, struct sittings *ret)
{
	struct sitting today;

	memset(ret, 0, sizeof *ret);
	today = sitting_of(&c->arena, now);
	*vec_push(&c->arena, &ret->all) = today;
	return open_all(
		c, h, v, all, now->record.client, now->row.id, sitting_at(&today), ret);
}

void
history_free(struct history *all)
{
	history_forget(all);
	arena_free(&all->arena);
}
