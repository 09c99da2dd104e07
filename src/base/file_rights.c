/* file_rights.c - who may use a file: its owner alone, or one group with them; others never */
#include <errno.h>
#include <grp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/num.h"

#define SHARED_FILE   (S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP)
#define SHARED_FOLDER (S_ISGID | S_IRWXU | S_IRWXG)

static int
look(const char *path, struct stat *ret, struct err *err)
{
	if (!stat(path, ret))
		return 0;
	return err_errno(err, err_code_of(errno), errno, "cannot look at '%s'", path);
}

int
file_check_private(const char *path, struct err *err)
{
	struct stat st;
	int rc = look(path, &st, err);

	if (rc)
		return rc;
	if (st.st_uid != geteuid())
		return err_set(err, ERR_REFUSED, "'%s' belongs to another user", path);
	if (st.st_mode & (S_IRWXG | S_IRWXO)) {
		err_set(err, ERR_REFUSED, "'%s' is open to other users", path);
		err_advise(err, "close it to them: chmod go= '%s'", path);
		return ERR_REFUSED;
	}
	return 0;
}

int
file_group_find(const char *name, struct file_group *ret, struct err *err)
{
	const struct group *g = getgrnam(name);
	int64_t number;

	if (!g && (!num_parse_int(name, &number) || number < 0 || number >= UINT32_MAX)) {
		err_set(err, ERR_NOT_FOUND, "this machine has no group '%s'", name);
		err_advise(err, "make it, as root: groupadd --system '%s'", name);
		return ERR_NOT_FOUND;
	}
	*ret = (struct file_group){true, g ? g->gr_gid : (gid_t)number};
	return 0;
}

bool
file_is_shared(const char *folder)
{
	struct stat st;

	return stat(folder, &st) == 0 && S_ISDIR(st.st_mode) && (st.st_mode & S_IWGRP);
}

int
file_check_rights(const char *path, struct file_group g, struct err *err)
{
	struct stat st;
	mode_t want;
	int rc;

	if (!g.shared)
		return file_check_private(path, err);
	rc = look(path, &st, err);
	if (rc)
		return rc;
	want = S_ISDIR(st.st_mode) ? SHARED_FOLDER : SHARED_FILE;
	if (st.st_mode & S_IRWXO) {
		err_set(err, ERR_REFUSED, "'%s' is open to other users", path);
		err_advise(err, "close it to them: chmod o= '%s'", path);
	} else if (st.st_gid != g.id) {
		err_set(err, ERR_REFUSED,
			"'%s' is not of the group that the profile names", path);
		err_advise(err, "give it to that group: chgrp %u '%s'", (unsigned)g.id,
			path);
	} else if ((st.st_mode & want) != want) {
		err_set(err, ERR_REFUSED,
			"'%s' is not open to the group that the profile names", path);
		err_advise(err, "open it to that group: chmod %o '%s'", (unsigned)want,
			path);
	} else {
		return 0;
	}
	return ERR_REFUSED;
}

static int
check_one_kept(const char *path, uid_t owner, struct err *err)
{
	struct stat st;

	if (lstat(path, &st))
		return 0; /* whoever opens it says so */
	if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		return err_set(err, ERR_REFUSED,
			"'%s' is a link, and may not be one here", path);
	if (st.st_uid != owner && st.st_uid != 0) {
		err_set(err, ERR_REFUSED,
			"'%s' belongs to neither the owner of its home nor root", path);
		err_advise(err, "somebody may have put it there: look at it before use");
		return ERR_REFUSED;
	}
	if (st.st_mode & (S_IWGRP | S_IWOTH)) {
		err_set(err, ERR_REFUSED, "other users may change '%s'", path);
		err_advise(err, "look at it, then: chmod go-w '%s'", path);
		return ERR_REFUSED;
	}
	return 0;
}

int
file_check_kept(const char *folder, const char *path, struct err *err)
{
	size_t n = strlen(folder);
	struct stat home;
	char *part;
	int rc = 0;

	while (n > 1 && folder[n - 1] == '/')
		n--;
	if (strncmp(path, folder, n) != 0 || path[n] != '/' || !file_is_shared(folder) ||
		look(folder, &home, err))
		return 0;
	part = mem_strdup(path);
	for (char *at = part + n + 1; !rc; at++) {
		char kept = *at;

		if (kept != '/' && kept != '\0')
			continue;
		*at = '\0';
		rc = check_one_kept(part, home.st_uid, err);
		*at = kept;
		if (!kept)
			break;
	}
	mem_free(part);
	return rc;
}
