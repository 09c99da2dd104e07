/* store_audit.c - the log: number, time, who, what, of which record */
#include <string.h>

#include "base/date.h"
#include "command/internal.h"
#include "exchange/json_store.h"
#include "store/care.h"

struct listing {
	struct call *call;
	VEC(struct json_entry) rows;
};

static bool
since(const struct listing *l, int64_t at)
{
	const char *wanted = l->call->opt[OPT_SINCE];
	struct buf day = BUF_NONE;
	bool good;

	if (!wanted)
		return true;
	date_put_iso(&day, date_of_instant(at));
	good = strcmp(buf_text(&day), wanted) >= 0;
	buf_free(&day);
	return good;
}

static bool
keep_entry(void *self, const struct store_entry *e)
{
	struct listing *l = self;
	struct arena *a = &l->call->arena;

	if (since(l, e->at))
		*vec_push(a, &l->rows) = (struct json_entry){
			.n = e->n,
			.at = e->at,
			.who = arena_strdup(a, e->member),
			.event = arena_strdup(a, e->event),
			.record = arena_strdup(a, e->record),
			.about = arena_strdup(a, e->about),
			.file = arena_strdup(a, e->file),
		};
	return true;
}

/* A day and a time of here on a terminal, an instant for programs. */
static const char *
time_of(struct call *c, int64_t at)
{
	struct buf b = BUF_NONE;
	const char *said;

	if (out_is_terminal() || c->opt[OPT_ACCESSIBLE]) {
		date_put_iso(&b, date_of_instant(at));
		buf_char(&b, ' ');
		date_put_time(&b, at);
	} else {
		date_put_instant(&b, at);
	}
	said = arena_strdup(&c->arena, buf_text(&b));
	buf_free(&b);
	return said;
}

/* The record, and the beginning of its file's digest: --json has all of it. */
static const char *
about(struct call *c, const struct json_entry *e)
{
	if (!*e->record)
		return e->about;
	return arena_printf(&c->arena, "%.8s%s%.12s%s", e->record,
		*e->file ? " sha256 " : "", e->file, *e->file ? "…" : "");
}

static int
put_table(struct listing *l)
{
	struct call *c = l->call;
	const char *const headers[] = {text(c->lang, TEXT_AUDIT_N),
		text(c->lang, TEXT_AUDIT_AT), text(c->lang, TEXT_AUDIT_WHO),
		text(c->lang, TEXT_AUDIT_EVENT), text(c->lang, TEXT_AUDIT_ABOUT)};
	struct out_table t = {
		.call = c, .columns = COUNT_OF(headers), .headers = headers};

	for (size_t i = 0; i < l->rows.count; i++) {
		const struct json_entry *e = &l->rows.at[i];

		out_row(&t,
			(const char *const[]){
				arena_printf(&c->arena, "%lld", (long long)e->n),
				time_of(c, e->at),
				*e->who ? e->who : text(c->lang, TEXT_AUDIT_CONSOLE),
				e->event,
				about(c, e),
			});
	}
	return out_table(&t);
}

static int
put_log(struct listing *l)
{
	struct buf json = BUF_NONE;
	int rc;

	if (!l->call->opt[OPT_JSON])
		return put_table(l);
	exchange_audit_json(l->rows.at, l->rows.count, &json);
	rc = out_write(l->call, &json);
	buf_free(&json);
	return rc;
}

int
run_store_audit(struct call *c)
{
	struct listing l = {.call = c};
	struct store_vault *v = NULL;
	struct home h = {0};
	struct date day;
	int rc;

	if (c->opt[OPT_SINCE] && !date_parse_iso(c->opt[OPT_SINCE], &day)) {
		err_set(&c->err, ERR_USAGE, "'--since' is not a day");
		err_advise(&c->err, "write it as 2026-11-01");
		return ERR_USAGE;
	}
	rc = home_open(c, &h);
	if (!rc)
		rc = vault_open(c, &h, &v);
	if (!rc)
		rc = store_log_list(v, keep_entry, &l, &c->err);
	if (!rc)
		rc = put_log(&l);
	store_vault_free(v);
	home_close(&h);
	return rc;
}
