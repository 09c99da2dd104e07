/*
 * file.c - reading with a cap, folders, and where anteroom's own folders are
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/vec.h"

enum { CHUNK = 4096 };

static void
put_size(struct buf *b, size_t bytes)
{
	static const char *const units[] = {"bytes", "KiB", "MiB", "GiB"};
	size_t unit = 0;

	while (unit + 1 < COUNT_OF(units) && bytes && bytes % 1024 == 0) {
		bytes /= 1024;
		unit++;
	}
	buf_printf(b, "%zu %s", bytes, units[unit]);
}

static int
too_large(struct err *err, const char *name, size_t cap)
{
	struct buf size = BUF_NONE;
	int rc;

	put_size(&size, cap);
	rc = err_set(
		err, ERR_INVALID, "'%s' is too large: at most %s", name, buf_text(&size));
	buf_free(&size);
	return rc;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* As read(2), but waits for what is not there yet. */
static ssize_t
read_some(int fd, void *to, size_t n)
{
	for (;;) {
		ssize_t got = read(fd, to, n);
		struct pollfd ready = {fd, POLLIN, 0};

		if (got >= 0 || (errno != EAGAIN && errno != EINTR))
			return got;
		if (errno == EAGAIN)
			poll(&ready, 1, -1);
	}
}

/* To the end of fd, straight into out: it may be a passphrase.  expected: how many bytes,
 * as far as is known; name is for the error. */
static int
read_on(int fd, const char *name, size_t cap, size_t expected, struct buf *out,
	struct err *err)
{
	size_t before = out->len, wanted = expected ? expected + 1 : CHUNK;

	for (;;) {
		size_t own = out->full ? 0 : out->cap - out->len;
		size_t room = least(cap - (out->len - before), own);
		char beyond = 0,
		     *to = room ? buf_more(out, least(wanted, room)) : &beyond;
		ssize_t n = read_some(fd, to, room ? least(wanted, room) : 1);

		if (n < 0)
			return err_errno(
				err, err_code_of(errno), errno, "cannot read '%s'", name);
		if (n == 0)
			return 0;
		if (!room)
			return too_large(err, name, own ? cap : out->cap);
		buf_took(out, (size_t)n);
		wanted = wanted > (size_t)n ? wanted - (size_t)n : CHUNK;
	}
}

/* The same; on failure out is as it was. */
static int
read_all(int fd, const char *name, size_t cap, size_t expected, struct buf *out,
	struct err *err)
{
	size_t before = out->len;
	int rc = read_on(fd, name, cap, expected, out, err);

	if (rc && out->data) {
		memset(out->data + before, 0, out->room - before);
		out->len = before;
	}
	return rc;
}

int
file_read(const char *path, size_t cap, struct buf *out, struct err *err)
{
	struct stat st;
	int fd, rc;

	/* without O_NONBLOCK a FIFO would hold us until somebody writes */
	fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0 && errno == ENXIO)
		return err_set(err, ERR_INVALID, "'%s' is not a regular file", path);
	if (fd < 0)
		return err_errno(
			err, err_code_of(errno), errno, "cannot open '%s'", path);
	if (fstat(fd, &st))
		rc = err_errno(err, ERR_FAILED, errno, "cannot read '%s'", path);
	else if (S_ISDIR(st.st_mode))
		rc = err_set(err, ERR_INVALID, "'%s' is a folder", path);
	else if (!S_ISREG(st.st_mode))
		rc = err_set(err, ERR_INVALID, "'%s' is not a regular file", path);
	else if (st.st_size > 0 && (uintmax_t)st.st_size > cap)
		rc = too_large(err, path, cap);
	else
		rc = read_all(fd, path, cap, (size_t)st.st_size, out, err);
	close(fd);
	return rc;
}

int
file_read_fd(int fd, size_t cap, struct buf *out, struct err *err)
{
	char name[32];

	if (fd == STDIN_FILENO)
		return read_all(fd, "standard input", cap, 0, out, err);
	snprintf(name, sizeof(name), "descriptor %d", fd);
	return read_all(fd, name, cap, 0, out, err);
}

bool
file_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int
file_make_folder(const char *path, struct err *err)
{
	char *part = mem_strdup(path);
	int rc = 0;

	/* each "/" but a leading one, then the whole */
	for (char *at = part + 1; !rc && *path; at++) {
		char kept = *at;

		if (kept != '/' && kept != '\0')
			continue;
		*at = '\0';
		if (mkdir(part, 0700) && !(errno == EEXIST && is_folder(part)))
			rc = err_errno(err, err_code_of(errno), errno,
				"cannot make folder '%s'", part);
		*at = kept;
		if (!kept)
			break;
	}
	mem_free(part);
	return rc;
}

char *
file_join(struct arena *a, const char *folder, const char *name)
{
	size_t len = strlen(folder);

	return arena_printf(
		a, "%s%s%s", folder, len && folder[len - 1] == '/' ? "" : "/", name);
}

char *
file_machine(struct arena *a, const char *path)
{
#ifdef ANTEROOM_TEST_BUILD
	const char *root = getenv("ANTEROOM_TEST_ROOT");

	if (root && *root)
		return arena_printf(a, "%s%s", root, path);
#endif
	return arena_strdup(a, path);
}

/* An absolute path from the environment; the XDG rules ignore others. */
static const char *
absolute(const char *variable)
{
	const char *set = getenv(variable);

	return set && set[0] == '/' ? set : NULL;
}

char *
file_home(struct arena *a)
{
	const char *set = getenv("ANTEROOM_HOME"), *home;

	if (set && *set)
		return arena_strdup(a, set);
	if ((set = absolute("XDG_DATA_HOME")) != NULL)
		return file_join(a, set, "anteroom");
	home = absolute("HOME");
	if (!home) {
		const struct passwd *user = getpwuid(getuid());

		home = user && user->pw_dir && user->pw_dir[0] == '/' ? user->pw_dir
								      : NULL;
	}
	return home ? file_join(a, home, ".local/share/anteroom") : NULL;
}

char *
file_data(struct arena *a)
{
	const char *set = getenv("ANTEROOM_DATA");
	char program[4096], *slash, *beside;
	ssize_t n;

	if (set && *set)
		return arena_strdup(a, set);
	n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	program[n > 0 ? n : 0] = '\0';
	slash = strrchr(program, '/');
	if (!slash)
		return arena_strdup(a, "/usr/local/share/anteroom");
	*slash = '\0';
	beside = file_join(a, program, "../share/anteroom");
	if (is_folder(beside))
		return beside;
	for (; (slash = strrchr(program, '/')) != NULL; *slash = '\0')
		if (is_folder(file_join(a, program, "forms")) &&
			is_folder(file_join(a, program, "templates")))
			return arena_strdup(a, program);
	return beside;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int
file_list(struct arena *a, const char *folder, const char *suffix, char ***ret_names,
	size_t *ret_count, struct err *err)
{
	VEC(char *) names = VEC_NONE;
	size_t end = strlen(suffix);
	struct dirent *entry;
	DIR *dir = opendir(folder);
	int rc = 0;

	if (!dir)
		return err_errno(err, err_code_of(errno), errno,
			"cannot open folder '%s'", folder);
	while (errno = 0, (entry = readdir(dir)) != NULL) {
		size_t len = strlen(entry->d_name);

		if (entry->d_name[0] != '.' && len > end &&
			strcmp(entry->d_name + len - end, suffix) == 0)
			*vec_push(a, &names) = arena_strdup(a, entry->d_name);
	}
	if (errno)
		rc = err_errno(err, ERR_FAILED, errno, "cannot read folder '%s'", folder);
	closedir(dir);
	if (rc)
		return rc;
	if (names.count)
		qsort(names.at, names.count, sizeof(*names.at), compare_names);
	*ret_names = names.at;
	*ret_count = names.count;
	return 0;
}
