/* report.c - the PDF, of one record or of several into a folder */
#include "command/report_job.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "store/care.h"

/* What it names belongs to whom the template does. */
static int
open_template(struct report_job *j, struct diags *d)
{
	struct call *c = j->call;
	size_t count;
	const struct template_file *const *files =
		template_files(&c->arena, j->template, &count);

	for (size_t i = 0; i < count; i++) {
		int rc = file_check_kept(j->home.folder, files[i]->path, &c->err);

		if (rc)
			return rc;
	}
	j->template = template_open(&c->arena, j->template, d);
	return 0;
}

static int
read_template(struct report_job *j)
{
	struct call *c = j->call;
	const char *name = c->opt[OPT_TEMPLATE] ? c->opt[OPT_TEMPLATE] : "standard";
	char *path = home_find(c, &j->home, "templates", name);
	struct diags d;
	int rc;

	if (!path)
		return ERR_NOT_FOUND;
	rc = file_check_kept(j->home.folder, path, &c->err);
	if (rc)
		return rc;
	diags_init(&d, &c->arena);
	rc = template_load(&c->arena, path, &d, &j->template, &c->err);
	if (!rc && j->template)
		rc = open_template(j, &d);
	if (rc)
		return rc;
	if (!j->template || diags_failed(&d)) {
		diags_sort(&d);
		out_findings(c, &d);
		return err_set(
			&c->err, ERR_INVALID, "the template '%s' has mistakes", path);
	}
	return 0;
}

/* What is told of a file that was written. */
struct written {
	char sha256[DIGEST_HEX];
	size_t pages;
};

/* The file, and in the log its SHA-256: whoever has a PDF can tell whether it is this one.
 */
static int
write_file(struct report_job *j, const struct report_input *in, const char *record,
	const char *path, struct written *ret)
{
	struct call *c = j->call;
	struct buf pdf = BUF_NONE;
	struct written w = {0};
	int rc;

	buf_init(&pdf, REPORT_CAP);
	rc = report_make(j->template, in, &pdf, &w.pages, &c->err);
	if (!rc)
		rc = out_refused(c,
			report_put(&pdf, path, c->opt[OPT_FORCE] != NULL, &c->err), path);
	if (!rc) {
		digest_hex(buf_text(&pdf), pdf.len, w.sha256);
		rc = store_audit_file(j->home.store, "report", record, w.sha256, &c->err);
	}
	if (!rc)
		*ret = w;
	buf_wipe(&pdf);
	buf_free(&pdf);
	return rc;
}

static int
write_record(struct report_job *j, const struct store_record *row, const char *path,
	struct written *ret)
{
	struct call *c = j->call;
	struct report_input in;
	struct sittings s;
	struct opened o;
	int rc;

	rc = record_open(c, &j->home, j->vault, row, &o);
	if (!rc)
		rc = history_before(c, &j->home, j->vault, &j->history, &o, &s);
	if (rc)
		return rc;
	in = (struct report_input){
		.form = o.form,
		.practice = j->home.practice,
		.record = s.all.at[0].record,
		.answers = o.answers,
		.scores = o.scores,
		.record_id = row->id,
		.made_by = j->made_by,
		.sittings = s.all.at,
		.sitting_count = s.all.count,
		.unread = s.unread,
		.lang = j->lang,
		.paper = j->paper,
		.made_at = clock_document(),
		.passphrase = j->passphrase,
	};
	rc = write_file(j, &in, row->id, path, ret);
	if (!rc)
		j->flags += o.scores->flags;
	return rc;
}

/* What the document of --json says of it; else nothing is kept: there may be thousands. */
static void
keep_told(struct report_job *j, struct arena *a, const char *name, const char *record,
	const char *path, const struct written *w)
{
	struct json_report *told;

	if (!j->call->opt[OPT_JSON])
		return;
	told = vec_push(a, &j->rows);
	told->named = name;
	if (!w) {
		told->error = arena_strdup(a, j->call->err.text);
		return;
	}
	told->record = arena_strdup(a, record);
	told->file = arena_strdup(a, path);
	told->sha256 = arena_strdup(a, w->sha256);
	told->pages = w->pages;
}

int
report_one(struct report_job *j, const char *name, const char *path, const char *folder)
{
	struct call *c = j->call;
	struct arena kept = c->arena;
	struct written w = {0};
	struct store_record row;
	int rc;

	c->arena = (struct arena)ARENA_NONE;
	rc = store_find(j->home.store, name, &row, &c->err);
	if (!rc && !path)
		path = file_join(
			&c->arena, folder, arena_printf(&c->arena, "%s.pdf", row.id));
	if (!rc)
		rc = write_record(j, &row, path, &w);
	keep_told(j, &kept, name, row.id, path, rc ? NULL : &w);
	if (!rc && j->count == 1 && !c->opt[OPT_QUIET] && !c->opt[OPT_JSON] &&
		strcmp(path, "-") != 0)
		say("%s", path);
	arena_wipe(&c->arena);
	c->arena = kept;
	return rc;
}

int
report_tell(struct report_job *j)
{
	struct call *c = j->call;
	struct buf json = BUF_NONE;
	int rc;

	if (!c->opt[OPT_JSON])
		return 0;
	exchange_report_json(j->rows.at, j->rows.count, &json);
	rc = out_write(c, &json);
	buf_free(&json);
	return rc;
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int
check_output(const struct report_job *j)
{
	struct call *c = j->call;
	const char *o = c->opt[OPT_OUTPUT];

	if (!o) {
		err_set(&c->err, ERR_USAGE, "'report' needs to know where to write");
		err_advise(&c->err, "give it with -o FILE.pdf, or a folder");
		return ERR_USAGE;
	}
	if (strcmp(o, "-") == 0 && c->opt[OPT_JSON]) {
		err_set(&c->err, ERR_USAGE,
			"standard output has room for the PDF or for the document of "
			"'--json'");
		err_advise(&c->err, "give the PDF a file: -o FILE.pdf");
		return ERR_USAGE;
	}
	if (strcmp(o, "-") == 0 && out_is_terminal())
		return err_set(&c->err, ERR_USAGE, "a PDF is not for a terminal");
	if (!j->count)
		return err_set(&c->err, ERR_USAGE, "no record was named");
	if (j->count > 1 && !is_folder(o))
		return err_set(&c->err, ERR_USAGE,
			"several reports need a folder, and '%s' is not one", o);
	return 0;
}

/* Into a file or a folder: what it is called is said, and it fails as itself. */
static int
only_one(struct report_job *j, const char *o)
{
	bool into = is_folder(o);
	int rc = report_one(j, j->names[0], into ? NULL : o, into ? o : NULL);
	int untold = report_tell(j);

	return untold ? untold : rc;
}

int
run_report(struct call *c)
{
	struct report_job j = {.call = c, .lang = c->lang, .history = HISTORY_NONE};
	int rc = option_lang(c, &j.lang);

	if (!rc)
		rc = records_named(c, &j.names, &j.count);
	if (!rc)
		rc = check_output(&j);
	if (!rc)
		rc = home_open(c, &j.home);
	if (!rc)
		rc = read_template(&j);
	if (!rc)
		rc = vault_open(c, &j.home, &j.vault);
	if (!rc)
		rc = actor_name(c, j.vault, &j.made_by);
	if (!rc && (c->opt[OPT_PROTECT] || c->opt[OPT_PROTECT_FD]))
		rc = ask_file_passphrase(c, &j.passphrase);
	if (rc)
		goto done;
	if (!c->opt[OPT_LANG] && j.template->own_lang)
		j.lang = j.template->lang;
	j.paper = template_paper(j.template, j.home.practice->paper);
	if (c->opt[OPT_PAPER])
		j.paper = strcmp(c->opt[OPT_PAPER], "a4") == 0 ? PAPER_A4 : PAPER_LETTER;
	if (j.count > 1)
		rc = report_many(&j, c->opt[OPT_OUTPUT]);
	else
		rc = only_one(&j, c->opt[OPT_OUTPUT]);
	if (!rc && c->opt[OPT_FAIL_ON_FLAG] && j.flags)
		rc = EXIT_FLAGGED;
done:
	store_secret_free(j.passphrase);
	history_free(&j.history);
	store_vault_free(j.vault);
	home_close(&j.home);
	return rc;
}
