/*
 * store_part.c - a folder that is filled before it takes its name; see store_copy.h
 *
 * The first thing in it is a mark that says so, locked as long as the command runs.  A
 * folder with a mark that nobody holds is left of one that was cut off.
 */
#include "command/store_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define MARK ".anteroom-part"

static const struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

/* A folder of ours, with a mark of ours or nothing at all in it. */
static bool
is_ours(struct call *c, const char *path)
{
	const char *mark = file_join(&c->arena, path, MARK);
	struct stat st;

	if (lstat(path, &st) || !S_ISDIR(st.st_mode) || st.st_uid != geteuid())
		return false;
	/* killed before there was a mark: empty, or not to be touched */
	if (lstat(mark, &st))
		return errno == ENOENT && rmdir(path) == 0 && mkdir(path, 0700) == 0;
	return S_ISREG(st.st_mode) && st.st_uid == geteuid();
}

static int
taken(struct call *c, const char *path)
{
	err_set(&c->err, ERR_REFUSED, "another command is writing '%s'", path);
	err_advise(&c->err, "wait until it is done");
	return ERR_REFUSED;
}

/* Its mark, locked: whoever begins in it meanwhile finds it taken.  *ret_mark -1: it has
 * none. */
static int
hold(struct call *c, const char *path, int *ret_mark)
{
	struct flock lock = whole;
	int fd = open(file_join(&c->arena, path, MARK), O_RDWR | O_NOFOLLOW | O_CLOEXEC);

	if (fd >= 0 && fcntl(fd, F_SETLK, &lock)) {
		close(fd);
		return taken(c, path);
	}
	*ret_mark = fd;
	return 0;
}

int
part_clear(struct call *c, const char *path)
{
	struct stat st;
	int mark = -1, rc;

	if (lstat(path, &st))
		return 0;
	if (!is_ours(c, path)) {
		err_set(&c->err, ERR_REFUSED,
			"'%s' is in the way, and it is not known to be left of a command "
			"that was cut off",
			path);
		err_advise(&c->err, "look at it, and move it away");
		return ERR_REFUSED;
	}
	rc = hold(c, path, &mark);
	if (rc)
		return rc;
	copy_remove(path);
	if (mark >= 0)
		close(mark);
	if (!lstat(path, &st))
		return err_set(&c->err, ERR_FAILED, "cannot remove '%s'", path);
	return 0;
}

/* Two that begin at once in one folder: it is of the one whose mark is in it, locked. */
static int
put_mark(struct call *c, const char *path, int *ret_mark)
{
	struct flock lock = whole;
	struct stat st;
	int fd = open(file_join(&c->arena, path, MARK),
		O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0 && (errno == EEXIST || errno == ENOENT))
		return taken(c, path);
	if (fd < 0) {
		err_errno(
			&c->err, err_code_of(errno), errno, "cannot write in '%s'", path);
		copy_remove(path);
		return c->err.code;
	}
	if (fcntl(fd, F_SETLK, &lock) || fstat(fd, &st) || !st.st_nlink) {
		close(fd);
		return taken(c, path);
	}
	*ret_mark = fd;
	return 0;
}

int
part_begin(struct call *c, const char *path, int *ret_mark)
{
	int rc = part_clear(c, path);

	if (rc)
		return rc;
	if (mkdir(path, 0700))
		return errno == EEXIST ? taken(c, path)
				       : err_errno(&c->err, err_code_of(errno), errno,
						 "cannot make folder '%s'", path);
	rc = put_mark(c, path, ret_mark);
	if (rc)
		return rc;
	return file_make_folder(file_join(&c->arena, path, "keys"), &c->err);
}

int
part_whole(struct call *c, const char *path)
{
	const char *mark = file_join(&c->arena, path, MARK);

	if (unlink(mark))
		return err_errno(&c->err, ERR_FAILED, errno, "cannot remove '%s'", mark);
	return copy_sync(c, path);
}

void
part_end(const char *path, int mark)
{
	if (mark < 0)
		return;
	if (path)
		copy_remove(path);
	close(mark);
}
