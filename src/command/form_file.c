/* form_file.c - a form by its name or its file, and what an author's command writes */
#include "command/internal.h"

#include <string.h>

#include "base/file.h"

char *
form_path(struct call *c, const char *name)
{
	const struct home h = {.folder = home_folder(c)};

	if (h.folder)
		return home_find(c, &h, "forms", name);
	err_set(&c->err, ERR_NOT_FOUND, "there is no home folder to look for '%s' in",
		name);
	err_advise(&c->err, "name the file, or say where the home is with --home DIR");
	return NULL;
}

int
form_named(struct call *c, const char *name, const struct form **ret)
{
	char *path = form_path(c, name);

	return path ? home_form(c, path, ret) : ERR_NOT_FOUND;
}

int
form_read_old(struct call *c, const char *path, struct diags *d, const struct form **ret)
{
	const struct form_finder finder = home_finder(c);

	return form_load(&c->arena, path, &finder, d, ret, &c->err);
}

const char *
form_base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool
asks_about_safety(const struct form *f)
{
	for (size_t i = 0; i < f->safety_count; i++)
		if (f->safeties[i].item)
			return true;
	return false;
}

static int
shipped_practice(struct call *c, const struct practice **ret)
{
	struct diags d;
	int rc;

	diags_init(&d, &c->arena);
	rc = practice_load(&c->arena,
		file_join(
			&c->arena, file_data(&c->arena), "templates/practice-sample.xml"),
		&d, ret, &c->err);
	if (!rc && !*ret)
		rc = err_set(&c->err, ERR_INVALID,
			"the fictional practice that is shipped has mistakes");
	return rc;
}

int
form_practice(struct call *c, const struct form *f, const struct practice **ret)
{
	struct home h = {0};
	char *folder = home_folder(c);
	int rc;

	*ret = NULL;
	if (!folder || !file_exists(file_join(&c->arena, folder, "practice.xml")))
		return shipped_practice(c, ret);
	rc = home_open(c, &h);
	if (rc)
		return rc;
	*ret = h.practice;
	home_close(&h);
	if (!asks_about_safety(f) || practice_ready_for_safety(*ret))
		return 0;
	say("%s", text(c->lang, TEXT_TOOL_NO_LINES));
	return shipped_practice(c, ret);
}

int
form_write(struct call *c, const struct buf *b, const char *path)
{
	int rc;

	if (!path || strcmp(path, "-") == 0)
		return out_write(c, b);
	if (b->full)
		return err_set(&c->err, ERR_FAILED, "there is too much to write");
	rc = file_write(path, buf_text(b), b->len, c->opt[OPT_FORCE] != NULL, &c->err);
	return out_refused(c, rc, path);
}

int
form_lacks(struct call *c, const struct form *f)
{
	struct buf b = BUF_NONE;

	for (size_t i = 0; i < f->lang_count; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", f->langs[i]);
	err_set(&c->err, ERR_USAGE, "the form '%s' has no language '%s'", f->id,
		c->opt[OPT_LANG]);
	err_advise(&c->err, "it has: %s", buf_text(&b));
	buf_free(&b);
	return ERR_USAGE;
}
