/* home.c - the practice home: where things are, and whether they are fit to use */
#include "command/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "check/check.h"

char *
home_folder(struct call *c)
{
	return c->opt[OPT_HOME] ? arena_strdup(&c->arena, c->opt[OPT_HOME])
				: file_home(&c->arena);
}

int
home_open(struct call *c, struct home *ret)
{
	struct home h = {.folder = home_folder(c)};
	struct diags d;
	int rc;

	diags_init(&d, &c->arena);
	if (!h.folder) {
		err_set(&c->err, ERR_NOT_FOUND, "there is no home folder to look in");
		err_advise(&c->err, "say where the practice home is with --home DIR");
		return ERR_NOT_FOUND;
	}
	if (!file_exists(h.folder)) {
		err_set(&c->err, ERR_NOT_FOUND, "there is no practice home '%s'",
			h.folder);
		err_advise(&c->err, "make one with: anteroom init");
		return ERR_NOT_FOUND;
	}
	rc = file_check_private(h.folder, &c->err);
	if (rc)
		return rc;
	rc = practice_load(&c->arena, file_join(&c->arena, h.folder, "practice.xml"), &d,
		&h.practice, &c->err);
	if (rc)
		return rc;
	if (!h.practice || diags_failed(&d)) {
		diags_sort(&d);
		out_findings(c, &d);
		return err_set(&c->err, ERR_INVALID, "the practice profile has mistakes");
	}
	h.paths.db = file_join(&c->arena, h.folder, "store.db");
	h.paths.card = file_join(&c->arena, h.folder, "keys/practice.card");
	h.paths.key = c->opt[OPT_KEY] ? c->opt[OPT_KEY] : getenv("ANTEROOM_KEY");
	*ret = h;
	return 0;
}

int
home_store(struct call *c, struct home *h)
{
	return h->store ? 0 : store_open(&h->store, &h->paths, &c->err);
}

void
home_close(struct home *h)
{
	store_close(h->store);
	h->store = NULL;
}

char *
home_find(struct call *c, const struct home *h, const char *folder, const char *name)
{
	size_t n = strlen(name);
	char *own, *shipped, *file;

	if (strchr(name, '/') || (n > 4 && strcmp(name + n - 4, ".xml") == 0))
		return arena_strdup(&c->arena, name);
	file = arena_printf(&c->arena, "%s/%s.xml", folder, name);
	own = file_join(&c->arena, h->folder, file);
	if (file_exists(own))
		return own;
	shipped = file_join(&c->arena, file_data(&c->arena), file);
	if (file_exists(shipped))
		return shipped;
	err_set(&c->err, ERR_NOT_FOUND, "there is no '%s' in %s/", name, folder);
	err_advise(&c->err, "looked for '%s' and '%s'", own, shipped);
	return NULL;
}

/* The practice's own form of that id, else the one that is shipped. */
static char *
find_form(void *self, struct arena *a, const char *id)
{
	struct call *c = self;
	const char *file = arena_printf(a, "forms/%s.xml", id);
	const char *folders[] = {home_folder(c), file_data(a)};

	for (size_t i = 0; i < COUNT_OF(folders); i++) {
		char *path = folders[i] ? file_join(a, folders[i], file) : NULL;

		if (path && file_exists(path))
			return path;
	}
	return NULL;
}

static const char *const *
all_forms(void *self, struct arena *a, size_t *ret_count)
{
	struct call *c = self;
	const char *folders[] = {home_folder(c), file_data(a)};
	VEC(const char *) ids = VEC_NONE;

	for (size_t i = 0; i < COUNT_OF(folders); i++) {
		size_t count = 0;
		const char *const *some = folders[i]
			? form_ids_in(a, file_join(a, folders[i], "forms"), &count)
			: NULL;

		for (size_t k = 0; k < count; k++)
			*vec_push(a, &ids) = some[k];
	}
	*ret_count = ids.count;
	return ids.at;
}

struct form_finder
home_finder(struct call *c)
{
	return (struct form_finder){c, find_form, all_forms};
}

int
home_form(struct call *c, const char *path, const struct form **ret)
{
	const struct form_finder finder = home_finder(c);
	const struct form *f = NULL;
	struct diags d;
	int rc;

	diags_init(&d, &c->arena);
	rc = check_load(&c->arena, path, &finder, &d, &f, &c->err);
	if (rc)
		return rc;
	if (!f) {
		diags_sort(&d);
		out_findings(c, &d);
		err_set(&c->err, ERR_INVALID,
			"the form '%s' has mistakes and was not used", path);
		err_advise(&c->err, "mend them and try: anteroom form check %s", path);
		return ERR_INVALID;
	}
	*ret = f;
	return 0;
}
