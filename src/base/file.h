/*
 * file.h - files that are whole or not there
 *
 * What is written goes to a temporary file in the same folder, mode 0600, is synced,
 * and takes its name by rename; the folder is synced after it.  What is read has a cap.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* Read a regular file of at most cap bytes into out (appended).  A folder, a FIFO, a
 * device, a file too large or missing: ERR_NOT_FOUND or ERR_INVALID, said plainly. */
int file_read(const char *path, size_t cap, struct buf *out, struct err *err) ATTR_USE;
/* The same from an open descriptor (standard input, --passphrase-fd); not closed. */
int file_read_fd(int fd, size_t cap, struct buf *out, struct err *err) ATTR_USE;

struct file_out {
	int fd;            /* -1: none */
	char *path, *part; /* owned */
	bool over;         /* may replace a file that is there */
};

#define FILE_OUT_NONE                 \
	{                             \
		-1, NULL, NULL, false \
	}

/* over false: a file that is already there is ERR_REFUSED (and again at commit). */
int file_out_open(
	struct file_out *out, const char *path, bool over, struct err *err) ATTR_USE;
int file_out_write(
	struct file_out *out, const void *bytes, size_t n, struct err *err) ATTR_USE;
int file_out_commit(struct file_out *out,
	struct err *err) ATTR_USE;        /* fsync, rename, fsync the folder */
void file_out_free(struct file_out *out); /* removes what was not committed */
/* All three at once. */
int file_write(const char *path, const void *bytes, size_t n, bool over,
	struct err *err) ATTR_USE;

bool file_exists(const char *path);
/* mkdir -p, each new folder 0700. */
int file_make_folder(const char *path, struct err *err) ATTR_USE;
/* ERR_REFUSED when group or others may read, write or enter it, or it is not ours. */
int file_check_private(const char *path, struct err *err) ATTR_USE;
/* Who besides its owner may use what is the practice's: nobody (all zero), or one group,
 * in the two-user layout.  Others never. */
struct file_group {
	bool shared;
	gid_t id;
};
/* By its name, else its number; ERR_NOT_FOUND. */
int file_group_find(const char *name, struct file_group *ret, struct err *err) ATTR_USE;
/* A folder that a group may write to. */
bool file_is_shared(const char *folder);
/* Not shared: file_check_private().  Shared: anyone's, of that group, a folder 2770 (what
 * is made in it is the group's too), a file 0660; others nothing. */
int file_check_rights(const char *path, struct file_group g, struct err *err) ATTR_USE;
/* Who may write to a shared folder can put a file in another's place, but only one of
 * their own.  A file of the practice in such a folder (profile, forms, templates), and
 * every folder on the way to it, must be the folder's owner's or root's, no link, and
 * nobody else's to change.  Passes what is not in folder, or not there. */
int file_check_kept(const char *folder, const char *path, struct err *err) ATTR_USE;
/* A file of the machine (/etc, /proc, /sys); a test build puts $ANTEROOM_TEST_ROOT in
 * front. */
char *file_machine(struct arena *a, const char *path);
/* folder + "/" + name, in the arena. */
char *file_join(struct arena *a, const char *folder, const char *name);
/* $ANTEROOM_HOME, else $XDG_DATA_HOME/anteroom, else ~/.local/share/anteroom; ~ is $HOME,
 * else what the system has for the user.  NULL: the user has no home. */
char *file_home(struct arena *a);
/* Where shipped things are: $ANTEROOM_DATA, else ../share/anteroom beside the program's
 * folder, else the first folder above the program that has forms/ and templates/ (the
 * source tree).  When there is none: the second, for the error that follows to name. */
char *file_data(struct arena *a);
/* Names in a folder that end in suffix, sorted; none is not a failure. */
int file_list(struct arena *a, const char *folder, const char *suffix, char ***ret_names,
	size_t *ret_count, struct err *err) ATTR_USE;

#endif
