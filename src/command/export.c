/* export.c - records for other programs: some by name, or all, into one file */
#include "exchange/export.h"

#include <string.h>

#include "base/file.h"
#include "command/internal.h"
#include "command/progress.h"
#include "command/stop.h"
#include "store/care.h"

/*
 * Records are taken in batches, each with its entries in the log on disk before one of
 * them is opened.  Each record has an arena of its own, so that all of them need no more
 * memory than the longest.
 */
struct export
{
	struct call *call;
	struct home home;
	struct store_vault *vault;
	const struct exchange_format *format;
	struct file_out out; /* not open: standard output */
	struct store_record batch[STORE_AHEAD_MOST];
	size_t count; /* in the batch */
	size_t written, failed, all;
	struct progress progress;
	int rc; /* what ended it */
};

/* Written, and wiped: it is what clients said. */
static int
put(struct export *x, struct buf *text)
{
	struct call *c = x->call;
	int rc = x->out.fd < 0
		? out_write(c, text)
		: file_out_write(&x->out, buf_text(text), text->len, &c->err);

	buf_wipe(text);
	buf_free(text);
	return rc;
}

static int
put_record(struct export *x, const struct store_record *row)
{
	struct buf text = BUF_NONE;
	struct opened o;
	int rc = record_open(x->call, &x->home, x->vault, row, &o);

	if (rc) { /* the others are written */
		progress_aside(&x->progress);
		say("%s", x->call->err.text);
		err_clear(&x->call->err);
		x->failed++;
		return 0;
	}
	x->format->put(&text,
		&(struct exchange_record){
			row->id, row->day, &o.record, o.form, o.answers, o.scores},
		x->written == 0);
	x->written++;
	return put(x, &text);
}

static int
put_batch(struct export *x)
{
	struct call *c = x->call;
	const struct arena kept = c->arena;
	int rc = store_log_ahead(x->vault, "export", x->batch, x->count, &c->err);

	c->arena = (struct arena)ARENA_NONE;
	for (size_t i = 0; i < x->count && !rc && !stop_signal(); i++) {
		progress_tick(&x->progress, x->written + x->failed, x->all);
		rc = put_record(x, &x->batch[i]);
		arena_wipe(&c->arena);
	}
	c->arena = kept;
	x->count = 0;
	return rc;
}

static bool
add(void *self, const struct store_record *row)
{
	struct export *x = self;

	x->batch[x->count++] = *row;
	if (x->count == STORE_AHEAD_MOST)
		x->rc = put_batch(x);
	return !x->rc && !stop_signal();
}

static int
add_all(struct export *x)
{
	struct call *c = x->call;
	struct store_status status;
	int rc = store_status(x->home.store, &status, &c->err);

	if (rc)
		return rc;
	for (size_t i = 0; i < STORE_STATE_COUNT; i++)
		x->all += status.records[i];
	rc = store_list(x->home.store, NULL, 0, add, x, &c->err);
	return x->rc ? x->rc : rc;
}

static int
add_named(struct export *x)
{
	struct call *c = x->call;
	const char *const *names;
	struct store_record row;
	int rc = records_named(c, &names, &x->all);

	for (size_t i = 0; i < x->all && !rc && !stop_signal(); i++) {
		rc = store_find(x->home.store, names[i], &row, &c->err);
		if (!rc && !add(x, &row))
			rc = x->rc;
	}
	return rc;
}

static int
put_all(struct export *x)
{
	struct buf begin = BUF_NONE, end = BUF_NONE;
	int rc;

	x->format->begin(&begin);
	rc = put(x, &begin);
	if (!rc)
		rc = x->call->opt[OPT_ALL] ? add_all(x) : add_named(x);
	if (!rc && x->count)
		rc = put_batch(x);
	x->format->end(&end);
	if (!rc)
		rc = put(x, &end);
	else
		buf_free(&end);
	return rc;
}

static int
check_use(struct call *c)
{
	const char *o = c->opt[OPT_OUTPUT];

	if (!o || !c->opt[OPT_FORMAT]) {
		err_set(&c->err, ERR_USAGE, "'export' needs to know %s",
			o ? "in which format" : "where to write");
		err_advise(&c->err, "give it with %s",
			o ? "--format json, or csv" : "-o FILE; - is standard output");
		return ERR_USAGE;
	}
	if ((c->opt[OPT_ALL] != NULL) == (c->operand_count > 0)) {
		err_set(&c->err, ERR_USAGE, "'export' wants records, or --all");
		err_advise(&c->err, "name them by the beginnings of their ids");
		return ERR_USAGE;
	}
	return 0;
}

/* A file that lacks records that did not open is kept, and says so by its status; one that was
 * stopped, or could not be written to its end, is not there. */
static int
write_file(struct export *x)
{
	struct call *c = x->call;
	bool to_file = strcmp(c->opt[OPT_OUTPUT], "-") != 0;
	int rc = 0;

	x->out = (struct file_out)FILE_OUT_NONE;
	if (to_file)
		rc = file_out_open(
			&x->out, c->opt[OPT_OUTPUT], c->opt[OPT_FORCE] != NULL, &c->err);
	rc = out_refused(c, rc, c->opt[OPT_OUTPUT]);
	stop_begin();
	progress_begin(&x->progress, c, TEXT_PROGRESS_EXPORT);
	if (!rc)
		rc = put_all(x);
	progress_end(&x->progress);
	stop_end();
	if (!rc && stop_signal())
		rc = 128 + stop_signal();
	if (!rc && to_file)
		rc = file_out_commit(&x->out, &c->err);
	file_out_free(&x->out);
	return rc;
}

int
run_export(struct call *c)
{
	struct export x = {.call = c};
	int rc = check_use(c);

	if (!rc)
		rc = home_open(c, &x.home);
	if (!rc)
		rc = vault_open(c, &x.home, &x.vault);
	if (!rc) {
		x.format = exchange_format_find(c->opt[OPT_FORMAT]);
		rc = write_file(&x);
	}
	if (!rc && x.failed)
		rc = err_set(&c->err, ERR_FAILED, "%zu of %zu records were not written",
			x.failed, x.failed + x.written);
	if (!rc && !c->opt[OPT_QUIET] && strcmp(c->opt[OPT_OUTPUT], "-") != 0)
		say("%s", c->opt[OPT_OUTPUT]);
	store_vault_free(x.vault);
	home_close(&x.home);
	return rc;
}
