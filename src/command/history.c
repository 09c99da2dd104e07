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

/* Whose each finished record is that is or may be this client's. */
static int
read_index(struct call *c, struct home *h, struct store_vault *v, struct history *all,
	const char *client)
{
	struct index found = {.arena = &all->arena};
	const struct arena kept = c->arena;
	int rc;

	if (all->client && strcmp(all->client, client) == 0)
		return 0;
	all->client = NULL;
	all->rows.count = all->unread = 0;
	rc = client_records(c, h, v, client, keep_row, &found);
	if (rc && rc != ERR_INVALID) /* some rows are damaged; all others were given */
		return rc;
	if (rc) {
		say("%s", c->err.text);
		err_clear(&c->err);
		all->unread++;
	}
	c->arena = (struct arena)ARENA_NONE; /* of each head only its client is kept */
	for (size_t i = 0; i < found.rows.count; i++, arena_clear(&c->arena)) {
		const struct store_record *row = &found.rows.at[i];
		struct record_head head;
		const struct note *seen;

		if (head_open(c, h, v, row, &head, &seen)) {
			tell_unread(c, all, row->id);
			all->unread++;
			continue;
		}
		*vec_push(&all->arena, &all->rows) = (struct history_row){
			*row, arena_strdup(&all->arena, head.client)};
	}
	arena_wipe(&c->arena);
	c->arena = kept;
	all->client = arena_strdup(&all->arena, client);
	return 0;
}

static void
add_sitting(struct call *c, struct sittings *s, const struct opened *o)
{
	*vec_push(&c->arena, &s->all) = (struct sitting){
		.id = arena_strdup(&c->arena, o->row.id),
		.form = o->form,
		.record = memcpy(arena_alloc(&c->arena, sizeof o->record), &o->record,
			sizeof o->record),
		.answers = o->answers,
		.scores = o->scores,
	};
}

/* All of that client but one; until: nothing that ended later. */
static int
open_all(struct call *c, struct home *h, struct store_vault *v, struct history *all,
	const char *client, const char *but, int64_t until, struct sittings *ret)
{
	int rc = *client ? read_index(c, h, v, all, client) : 0;

	if (rc || !*client)
		return rc;
	ret->unread += all->unread;
	for (size_t i = 0; i < all->rows.count; i++) {
		const struct history_row *r = &all->rows.at[i];
		struct opened o;

		if (strcmp(r->client, client) != 0 || strcmp(r->row.id, but) == 0)
			continue;
		if (record_open(c, h, v, &r->row, &o)) {
			tell_unread(c, all, r->row.id);
			ret->unread++;
		} else if (o.record.ended <= until) {
			add_sitting(c, ret, &o);
		}
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
	add_sitting(c, ret, now);
	today = ret->all.at[0];
	return open_all(
		c, h, v, all, now->record.client, now->row.id, sitting_at(&today), ret);
}

void
history_free(struct history *all)
{
	arena_free(&all->arena);
}
