/*
 * form_install.c - form install: a form into the practice's forms, once it is fit
 *
 * What is installed takes the place of the form of that id in use (the practice's own, else
 * the shipped one).  Records name a form by id and version, so the same version must not
 * mean two things: what changed more than words needs a new number.
 */
#include "command/form_compare.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "exchange/json_form.h"
#include "store/care.h"

static bool
same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
		x.st_ino == y.st_ino;
}

static int
refuse_changed(struct call *c, const struct comparison *k, const char *path)
{
	compare_tell(k);
	err_set(&c->err, ERR_REFUSED,
		"this form changed since it was last used; set version=\"%d\"",
		k->old->version + 1);
	err_advise(&c->err, "the one in use is '%s'; see: anteroom form diff %s %s",
		k->old->file, k->old->id, path);
	return ERR_REFUSED;
}

/* A form in use that cannot be read can only be replaced on purpose. */
static int
load_in_use(struct call *c, const char *used, const struct form **ret)
{
	struct diags d;
	int rc;

	diags_init(&d, &c->arena);
	rc = form_read_old(c, used, &d, ret);
	if (rc || *ret || c->opt[OPT_FORCE])
		return rc;
	diags_sort(&d);
	out_findings(c, &d);
	err_set(&c->err, ERR_REFUSED,
		"the form in use, '%s', has mistakes, so nobody can say what changed",
		used);
	err_advise(&c->err, "mend it, or replace it with --force");
	return ERR_REFUSED;
}

/* May f take the place of what is in use? */
static int
check_change(struct call *c, const struct form *f, const char *used, const char *path)
{
	const struct form *old = NULL;
	struct comparison k;
	int rc = load_in_use(c, used, &old);

	if (rc || !old)
		return rc;
	form_compare(c, old, f, &k);
	if (f->version < old->version) {
		err_set(&c->err, ERR_REFUSED,
			"version %d of '%s' is in use already; this is version %d",
			old->version, f->id, f->version);
		err_advise(&c->err, "set version=\"%d\"", old->version + 1);
		return ERR_REFUSED;
	}
	if (k.raises && f->version == old->version)
		return refuse_changed(c, &k, path);
	if (f->version == old->version && k.found.count) {
		say("%s", text(c->lang, TEXT_INSTALL_REWORDED));
		compare_tell(&k);
	}
	return 0;
}

/* Into the home's forms/, and into the log. */
static int
put_in_place(struct call *c, struct home *h, const char *path, const char *to)
{
	struct buf bytes = BUF_NONE;
	char *folder = file_join(&c->arena, h->folder, "forms");
	int rc = file_read(path, XML_FILE_CAP, &bytes, &c->err);

	if (!rc)
		rc = file_make_folder(folder, &c->err);
	if (!rc)
		rc = home_share(c, h, folder, 02750);
	if (!rc)
		rc = file_write(to, buf_text(&bytes), bytes.len, true, &c->err);
	if (!rc)
		rc = home_share(c, h, to, 0640);
	if (!rc)
		rc = store_audit(h->store, "form-install", NULL, &c->err);
	buf_free(&bytes);
	return rc;
}

static int
tell_done(struct call *c, const struct form *f, enum text_id id, const char *to)
{
	struct buf b = BUF_NONE;
	int rc = 0;

	if (c->opt[OPT_JSON]) {
		exchange_form_install_json(f, to, id == TEXT_INSTALL_DONE, &b);
		rc = out_write(c, &b);
		buf_free(&b);
		return rc;
	}
	if (c->opt[OPT_QUIET])
		return 0;
	text_fill(&b, c->lang, id, "form", f->id, "version",
		arena_printf(&c->arena, "%d", f->version), "file", to, NULL);
	say("%s", buf_text(&b));
	buf_free(&b);
	return rc;
}

int
run_form_install(struct call *c)
{
	const char *path = c->operands[0];
	const struct form *f = NULL;
	struct home h = {0};
	char *to, *used;
	int rc;

	rc = home_open(c, &h);
	if (!rc)
		rc = home_form(c, path, &f);
	if (rc)
		goto done;
	to = file_join(
		&c->arena, h.folder, arena_printf(&c->arena, "forms/%s.xml", f->id));
	used = home_find(c, &h, "forms", f->id);
	err_clear(&c->err);
	if (same_file(path, to)) {
		rc = tell_done(c, f, TEXT_INSTALL_THERE, to);
		goto done;
	}
	if (used)
		rc = check_change(c, f, used, path);
	if (!rc)
		rc = home_store(
			c, &h); /* before anything is written: the log must open */
	if (!rc)
		rc = form_check_used(c, &h, f);
	if (!rc)
		rc = put_in_place(c, &h, path, to);
	if (!rc)
		rc = tell_done(c, f, TEXT_INSTALL_DONE, to);
done:
	home_close(&h);
	return rc;
}
