/* home.c - the practice home: where things are, and whether they are fit to use */
#include "command/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "check/check.h"

char *
home_folder(struct call *c)
{
	return c->opt[OPT_HOME] ? arena_strdup(&c->arena, c->opt[OPT_HOME])
				: file_home(&c->arena);
}

/* Is the folder there, and whose?  Who it is shared with stands in the profile, which may
 * be read before that is known only where nobody could have put another in its place. */
static int
check_folder(struct call *c, const char *folder, const char *profile, bool *ret_shared)
{
	int rc;

	*ret_shared = false;
	if (!folder) {
		err_set(&c->err, ERR_NOT_FOUND, "there is no home folder to look in");
		err_advise(&c->err, "say where the practice home is with --home DIR");
		return ERR_NOT_FOUND;
	}
	if (!file_exists(folder)) {
		err_set(&c->err, ERR_NOT_FOUND, "there is no practice home '%s'", folder);
		err_advise(&c->err, "make one with: anteroom init");
		return ERR_NOT_FOUND;
	}
	rc = file_check_private(folder, &c->err);
	if (rc != ERR_REFUSED || !file_is_shared(folder))
		return rc;
	*ret_shared = true;
	return file_check_kept(folder, profile, &c->err);
}

/* The two-user layout: the folder is of the group that the profile names. */
static int
check_shared(struct call *c, struct home *h)
{
	int rc;

	if (!h->practice->group)
		return file_check_private(h->folder, &c->err);
	rc = file_group_find(h->practice->group, &h->paths.group, &c->err);
	return rc ? rc : file_check_rights(h->folder, h->paths.group, &c->err);
}

char *
home_card(struct call *c, const struct home *h)
{
	/* in a shared folder the console could put a card of its own */
	return h->paths.group.shared
		? file_machine(&c->arena, SHARED_CARD)
		: file_join(&c->arena, h->folder, "keys/practice.card");
}

int
home_look(struct call *c, struct home *ret, struct diags *found)
{
	struct home h = {.folder = home_folder(c)};
	char *profile = h.folder ? file_join(&c->arena, h.folder, "practice.xml") : NULL;
	bool shared;
	int rc;

	ret->folder = h.folder;
	rc = check_folder(c, h.folder, profile, &shared);
	if (!rc)
		rc = practice_load(&c->arena, profile, found, &h.practice, &c->err);
	if (rc)
		return rc;
	if (!h.practice || diags_failed(found))
		return err_set(&c->err, ERR_INVALID, "the practice profile has mistakes");
	rc = shared ? check_shared(c, &h) : 0;
	if (rc)
		return rc;
	h.paths.db = file_join(&c->arena, h.folder, "store.db");
	h.paths.card = home_card(c, &h);
	h.paths.key = c->opt[OPT_KEY] ? c->opt[OPT_KEY] : getenv("ANTEROOM_KEY");
	*ret = h;
	return 0;
}

int
home_open(struct call *c, struct home *ret)
{
	struct diags found;
	int rc;

	diags_init(&found, &c->arena);
	rc = home_look(c, ret, &found);
	if (rc == ERR_INVALID && diags_failed(&found)) {
		diags_sort(&found);
		out_findings(c, &found);
	}
	return rc;
}

int
home_share(struct call *c, const struct home *h, const char *path, unsigned mode)
{
	if (!h->paths.group.shared)
		return 0;
	if (chown(path, (uid_t)-1, h->paths.group.id) || chmod(path, (mode_t)mode))
		return err_errno(&c->err, ERR_FAILED, errno,
			"cannot open '%s' to the practice's group", path);
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
	form_shelf_free(h->shelf);
	h->shelf = NULL;
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
			return i || !file_check_kept(folders[i], path, NULL) ? path
									     : NULL;
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
	const char *folder = home_folder(c);
	const struct form *f = NULL;
	struct diags d;
	int rc;

	diags_init(&d, &c->arena);
	rc = folder ? file_check_kept(folder, path, &c->err) : 0;
	if (rc)
		return rc;
	rc = check_load_errors(&c->arena, path, &finder, &d, &f, &c->err);
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
