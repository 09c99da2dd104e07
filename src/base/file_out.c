/*
 * file_out.c - a file that is whole or not there
 *
 *	open       <folder>/.anteroom-XXXXXX, 0600, O_EXCL
 *	write ...
 *	commit     fsync, then link() or rename() to its name, then fsync of the folder
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

/* Not the file's own name: that may be as long as names can be. */
#define PART_NAME ".anteroom-XXXXXX"

static int
failed(struct err *err, int saved_errno, const char *path)
{
	return err_errno(
		err, err_code_of(saved_errno), saved_errno, "cannot write '%s'", path);
}

static int
already_there(struct err *err, const char *path)
{
	return err_set(err, ERR_REFUSED, "'%s' is already there", path);
}

/* Only a regular file may be replaced, never a device, a link or a folder. */
static int
check_target(const char *path, bool over, struct err *err)
{
	struct stat st;

	if (lstat(path, &st))
		return errno == ENOENT ? 0 : failed(err, errno, path);
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_REFUSED, "'%s' is a folder", path);
	if (S_ISLNK(st.st_mode))
		return err_set(err, ERR_REFUSED, "'%s' is a link to another file", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_REFUSED, "'%s' is not a regular file", path);
	return over ? 0 : already_there(err, path);
}

/* Bytes of the folder in path, its last "/" with it. */
static size_t
folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

int
file_out_open(struct file_out *out, const char *path, bool over, struct err *err)
{
	size_t folder = folder_length(path);
	int rc;

	*out = (struct file_out)FILE_OUT_NONE;
	if (!path[folder])
		return err_set(err, ERR_USAGE, "'%s' names no file", path);
	rc = check_target(path, over, err);
	if (rc)
		return rc;
	out->over = over;
	out->path = mem_strdup(path);
	out->part = mem_alloc(folder + sizeof(PART_NAME));
	memcpy(out->part, path, folder);
	memcpy(out->part + folder, PART_NAME, sizeof(PART_NAME));
	out->fd = mkstemp(out->part); /* O_EXCL and 0600 */
	if (out->fd < 0) {
		rc = failed(err, errno, path);
		mem_free(out->part);
		out->part = NULL;
		file_out_free(out);
		return rc;
	}
	fcntl(out->fd, F_SETFD, FD_CLOEXEC);
	return 0;
}

int
file_out_write(struct file_out *out, const void *bytes, size_t n, struct err *err)
{
	const char *at = bytes;

	while (n > 0) {
		ssize_t written = write(out->fd, at, n);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return failed(err, errno, out->path);
		at += written;
		n -= (size_t)written;
	}
	return 0;
}

/* Give part its name; link() never replaces, so nobody can slip in between. */
static int
take_name(struct file_out *out, struct err *err)
{
	int rc;

	if (!out->over) {
		if (link(out->part, out->path) == 0) {
			unlink(out->part);
			return 0;
		}
		if (errno == EEXIST)
			return already_there(err, out->path);
		/* a file system without links, such as a memory stick's: look, then
		 * rename */
	}
	rc = check_target(out->path, out->over, err);
	if (rc)
		return rc;
	return rename(out->part, out->path) ? failed(err, errno, out->path) : 0;
}

static int
sync_folder(const char *path, struct err *err)
{
	size_t len = folder_length(path);
	char *folder = mem_strdup(len ? path : ".");
	int fd, rc = 0;

	if (len)
		folder[len] = '\0';
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* a folder one may write to but not list cannot be opened; some file systems
	 * know no sync of a folder: the rename stands, there is no more to be done */
	if ((fd < 0 && errno != EACCES) || (fd >= 0 && fsync(fd) && errno != EINVAL))
		rc = failed(err, errno, path);
	if (fd >= 0)
		close(fd);
	mem_free(folder);
	return rc;
}

int
file_out_commit(struct file_out *out, struct err *err)
{
	int fd = out->fd, rc = 0;

	assert(out->part && out->path); /* opened, and not committed yet */
	if (fsync(fd))
		rc = failed(err, errno, out->path);
	out->fd = -1;
	if (close(fd) && !rc)
		rc = failed(err, errno, out->path);
	if (!rc)
		rc = take_name(out, err);
	if (!rc) {
		mem_free(out->part);
		out->part = NULL;
		rc = sync_folder(out->path, err);
	}
	file_out_free(out);
	return rc;
}

void
file_out_free(struct file_out *out)
{
	if (!out)
		return;
	if (out->fd >= 0)
		close(out->fd);
	if (out->part)
		unlink(out->part);
	mem_free(out->part);
	mem_free(out->path);
	*out = (struct file_out)FILE_OUT_NONE;
}

int
file_write(const char *path, const void *bytes, size_t n, bool over, struct err *err)
{
	struct file_out out = FILE_OUT_NONE;
	int rc;

	rc = file_out_open(&out, path, over, err);
	if (rc)
		goto done;
	rc = file_out_write(&out, bytes, n, err);
	if (rc)
		goto done;
	rc = file_out_commit(&out, err);
done:
	file_out_free(&out);
	return rc;
}
