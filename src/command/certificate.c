/* certificate.c - before records go: who says so; after: what can be put into a file */
#include "command/internal.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "exchange/json_done.h"
#include "store/life.h"

/* May a file be made there? */
static bool
has_room(struct call *c, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *folder = !slash ? "."
		: slash == path     ? "/"
				: arena_strndup(&c->arena, path, (size_t)(slash - path));

	return access(folder, W_OK | X_OK) == 0;
}

int
erase_ready(struct call *c)
{
	const char *o = c->opt[OPT_OUTPUT];

	if (c->opt[OPT_NO_INPUT] && !c->opt[OPT_YES]) {
		err_set(&c->err, ERR_USAGE, "nothing is erased that nobody confirmed");
		err_advise(&c->err, "give --yes, or leave out --no-input");
		return ERR_USAGE;
	}
	if (o && strcmp(o, "-") != 0 && !has_room(c, o))
		return err_errno(&c->err, err_code_of(errno), errno,
			"nothing is erased: the certificate cannot be written to '%s'",
			o);
	if (o && strcmp(o, "-") != 0 && file_exists(o) && !c->opt[OPT_FORCE]) {
		err_set(&c->err, ERR_REFUSED, "there is a file '%s' already", o);
		return out_refused(c, ERR_REFUSED, o);
	}
	return 0;
}

int
erase_confirm(struct call *c, const char *wanted, const char *whole, bool *ret)
{
	struct buf out = BUF_NONE;
	char *typed = NULL;
	int rc = 0;

	*ret = true;
	if (c->opt[OPT_YES])
		return 0;
	text_fill(&out, c->lang, TEXT_ERASE_TYPE, "wanted", wanted, NULL);
	say("%s", buf_text(&out));
	buf_free(&out);
	rc = ask_line(c, TEXT_ERASE_PROMPT, "--yes", &typed);
	if (!rc)
		*ret = strlen(typed) >= strlen(wanted) &&
			strncmp(typed, whole, strlen(typed)) == 0;
	return rc;
}

static void
put_line(struct call *c, struct buf *out, enum text_id label, const char *value)
{
	buf_printf(out, "%s: %s\n", text(c->lang, label), value);
}

static void
put_certificate(struct call *c, const struct home *h, const char *who, const char *what,
	int64_t when, const struct store_erased *done, struct buf *out)
{
	struct arena *a = &c->arena;
	struct buf at = BUF_NONE;

	date_put_instant(&at, when);
	buf_printf(out, "%s\n\n", text(c->lang, TEXT_CERTIFICATE_TITLE));
	put_line(c, out, TEXT_CERTIFICATE_PRACTICE, h->practice->name);
	put_line(c, out, TEXT_CERTIFICATE_WHO, who);
	put_line(c, out, TEXT_CERTIFICATE_WHEN, buf_text(&at));
	put_line(c, out, TEXT_CERTIFICATE_COUNT, arena_printf(a, "%zu", done->records));
	put_line(c, out, TEXT_CERTIFICATE_WHAT, what);
	put_line(c, out, TEXT_CERTIFICATE_LOG,
		done->first == done->last
			? arena_printf(a, "%lld", (long long)done->last)
			: arena_printf(a, "%lld - %lld", (long long)done->first,
				  (long long)done->last));
	buf_printf(out, "\n%s\n%s\n", text(c->lang, TEXT_CERTIFICATE_GONE),
		text(c->lang,
			done->rewritten ? TEXT_CERTIFICATE_REWRITTEN
					: TEXT_CERTIFICATE_NOT_REWRITTEN));
	buf_printf(out, "%s\n", text(c->lang, TEXT_CERTIFICATE_BACKUPS));
	buf_free(&at);
}

/* What it says, or that nothing was erased (done NULL), for a program. */
static int
write_json(struct call *c, const struct home *h, const char *who, const char *what,
	int64_t when, const struct store_erased *done)
{
	const struct json_erased e = {.practice = h->practice->name,
		.by = who,
		.what = what,
		.at = when,
		.first = done ? done->first : 0,
		.last = done ? done->last : 0,
		.records = done ? done->records : 0,
		.rewritten = done && done->rewritten};
	struct buf json = BUF_NONE;
	int rc;

	exchange_erased_json(&e, &json);
	rc = out_write(c, &json);
	buf_free(&json);
	return rc;
}

int
certificate_none(struct call *c, const struct home *h)
{
	return c->opt[OPT_JSON] ? write_json(c, h, "", "", 0, NULL) : 0;
}

int
certificate_write(struct call *c, const struct home *h, const char *who, const char *what,
	const struct store_erased *done)
{
	const int64_t when = clock_now() / 1000 * 1000;
	const char *o = c->opt[OPT_OUTPUT];
	const bool to_file = o && strcmp(o, "-") != 0;
	struct buf out = BUF_NONE;
	struct err why;
	int rc = 0, told = 0;

	put_certificate(c, h, who, what, when, done, &out);
	if (to_file)
		rc = file_write(o, out.data, out.len, c->opt[OPT_FORCE] != NULL, &c->err);
	why = c->err;
	/* what it certifies has happened: without its file it is not lost */
	if (c->opt[OPT_JSON])
		told = write_json(c, h, who, what, when, done);
	else if (!to_file || rc)
		told = out_write(c, &out);
	if (rc)
		c->err = why;
	buf_free(&out);
	return rc ? rc : told;
}
