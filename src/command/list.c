/* list.c - the records, newest first */
#include "command/client.h"

#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "exchange/json.h"

struct listing {
	struct call *call;
	VEC(struct store_record) records;
	struct err damaged; /* rows that cannot even be listed; code 0: none */
};

static bool
keep_record(void *self, const struct store_record *r)
{
	struct listing *l = self;

	*vec_push(&l->call->arena, &l->records) = *r;
	return true;
}

static int
read_records(struct listing *l, struct home *h, struct store_vault *v)
{
	struct call *c = l->call;
	int rc = c->opt[OPT_CLIENT]
		? client_records(c, h, v, c->opt[OPT_CLIENT], keep_record, l)
		: store_list(h->store, NULL, 0, keep_record, l, &c->err);

	if (rc != ERR_INVALID)
		return rc;
	l->damaged = c->err; /* the others are there */
	err_clear(&c->err);
	return 0;
}

/* What needs no key: state and day. */
static bool
wanted_outside(struct call *c, const struct store_record *r)
{
	const char *state = c->opt[OPT_STATE], *since = c->opt[OPT_SINCE];

	if (state && strcmp(state, record_state_word((enum record_state)r->state)) != 0)
		return false;
	return !since || strcmp(r->day, since) >= 0;
}

static bool
wanted_inside(struct call *c, const struct record_head *h)
{
	if (c->opt[OPT_FORM] && strcmp(c->opt[OPT_FORM], h->form_id) != 0)
		return false;
	if (c->opt[OPT_CLIENT] && strcmp(c->opt[OPT_CLIENT], h->client) != 0)
		return false;
	return !c->opt[OPT_FLAGGED] || h->flags > 0;
}

/* The last column: a flag or what to ask about, and who has seen it. */
static const char *
safety_cell(struct call *c, const struct record_head *h, const struct note *seen)
{
	struct buf day = BUF_NONE, cell = BUF_NONE;
	const char *words;

	if (!h->flags && !h->ask)
		return "";
	buf_str(&cell, text(c->lang, h->flags ? TEXT_LIST_FLAG : TEXT_LIST_ASK));
	if (seen) {
		date_put_iso(&day, date_of_instant(seen->at));
		buf_str(&cell, ", ");
		text_fill(&cell, c->lang, TEXT_LIST_SEEN, "who", seen->by, "day",
			buf_text(&day), NULL);
	}
	words = arena_strdup(&c->arena, buf_text(&cell));
	buf_free(&day);
	buf_free(&cell);
	return words;
}

static void
add_row(struct out_table *t, const struct store_record *row, const struct record_head *h,
	const struct note *seen)
{
	struct arena *a = &t->call->arena;

	out_row(t,
		(const char *const[]){
			arena_strndup(a, row->id, 8),
			row->day,
			h->form_id,
			h->client,
			h->lang,
			record_state_word(h->state),
			arena_printf(a, "%d/%d", h->answered, h->items),
			safety_cell(t->call, h, seen),
		});
}

/* What is in the clear; whether it has a flag nobody can tell. */
static void
add_unopened(struct out_table *t, const struct store_record *row)
{
	out_row(t,
		(const char *const[]){
			arena_strndup(&t->call->arena, row->id, 8),
			row->day,
			"",
			"",
			"",
			record_state_word((enum record_state)row->state),
			"",
			text(t->call->lang, TEXT_LIST_UNOPENED),
		});
}

static int
list_records(
	struct call *c, struct home *h, struct store_vault *v, const struct listing *l)
{
	const char *const headers[] = {text(c->lang, TEXT_LIST_RECORD),
		text(c->lang, TEXT_LIST_DAY), text(c->lang, TEXT_LIST_FORM),
		text(c->lang, TEXT_LIST_CLIENT), text(c->lang, TEXT_LIST_LANGUAGE),
		text(c->lang, TEXT_LIST_STATE), text(c->lang, TEXT_LIST_ANSWERED),
		text(c->lang, TEXT_LIST_SAFETY)};
	struct out_table t = {
		.call = c, .columns = COUNT_OF(headers), .headers = headers};
	VEC(struct json_record) rows = VEC_NONE;
	VEC(struct json_unopened) unopened = VEC_NONE;
	struct buf json = BUF_NONE;
	struct record_head head;
	const struct note *seen;
	int rc = 0;

	for (size_t i = 0; i < l->records.count; i++) {
		const struct store_record *row = &l->records.at[i];

		if (!wanted_outside(c, row))
			continue;
		if (head_open(c, h, v, row, &head, &seen)) {
			say("%s", c->err.text);
			err_clear(&c->err);
			add_unopened(&t, row);
			*vec_push(&c->arena, &unopened) =
				(struct json_unopened){row->id, row->day,
					record_state_word((enum record_state)row->state)};
			continue;
		}
		if (!wanted_inside(c, &head))
			continue;
		add_row(&t, row, &head, seen);
		*vec_push(&c->arena, &rows) = (struct json_record){.id = row->id,
			.day = row->day,
			.head = head,
			.seen = seen != NULL};
	}
	if (c->opt[OPT_JSON]) {
		exchange_list_json(rows.at, rows.count, unopened.at, unopened.count,
			unopened.count + (l->damaged.code != 0), &json);
		rc = out_write(c, &json);
		buf_free(&json);
	} else if (t.rows.count) {
		rc = out_table(&t);
	} else if (out_is_terminal() && !c->opt[OPT_QUIET]) {
		say("%s", text(c->lang, TEXT_LIST_EMPTY));
	}
	if (!rc && unopened.count) {
		rc = err_set(&c->err, ERR_FAILED,
			"%zu of the records could not be opened", unopened.count);
		err_advise(&c->err,
			"see: anteroom store verify; then look for them in a backup");
	}
	return rc;
}

int
run_list(struct call *c)
{
	struct listing l = {.call = c};
	struct store_vault *v = NULL;
	struct home h = {0};
	struct date since;
	int rc;

	if (c->opt[OPT_SINCE] && !date_parse_iso(c->opt[OPT_SINCE], &since)) {
		err_set(&c->err, ERR_USAGE, "'--since' is not a day");
		err_advise(&c->err, "write it as 2026-11-01");
		return ERR_USAGE;
	}
	rc = home_open(c, &h);
	if (!rc)
		rc = vault_open(c, &h, &v);
	if (!rc)
		rc = read_records(&l, &h, v);
	if (!rc)
		rc = store_audit(h.store, "list", NULL, &c->err);
	if (!rc)
		rc = list_records(c, &h, v, &l);
	if (!rc && l.damaged.code) {
		c->err = l.damaged;
		rc = l.damaged.code;
	}
	store_vault_free(v);
	home_close(&h);
	return rc;
}
