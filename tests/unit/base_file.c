/* files that are whole or not there */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "unit/test.h"

/* A fresh path in the test's folder, in a; each call another. */
static char *
fresh(struct arena *a, const char *name)
{
	static int number;

	return arena_printf(a, "%s/%d-%s", test_folder(), ++number, name);
}

static void
put(const char *path, const char *words)
{
	struct err err = ERR_NONE;

	assert_int_equal(file_write(path, words, strlen(words), true, &err), 0);
}

static void
assert_holds(const char *path, const char *words)
{
	struct buf b = BUF_NONE;
	struct err err = ERR_NONE;

	assert_int_equal(file_read(path, 1000000, &b, &err), 0);
	assert_string_equal(buf_text(&b), words);
	buf_free(&b);
}

/* Reads, must fail with code and words, must leave what was there. */
static void
assert_unreadable(const char *path, size_t cap, int code, const char *words)
{
	struct buf b = BUF_NONE;
	struct err err = ERR_NONE;

	buf_str(&b, "before");
	assert_int_equal(file_read(path, cap, &b, &err), code);
	assert_int_equal(err.code, code);
	if (!strstr(err.text, words))
		fail_msg("'%s' is not in: %s", words, err.text);
	assert_string_equal(buf_text(&b), "before");
	buf_free(&b);
}

static size_t
entries(const char *folder)
{
	DIR *dir = opendir(folder);
	size_t count = 0;

	assert_non_null(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count - 2; /* . and .. */
}

TEST(file, what_was_written_is_read_and_only_ours)
{
	struct arena a = ARENA_NONE;
	char *path = fresh(&a, "x");
	struct stat st;

	put(path, "words");
	assert_holds(path, "words");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	put(path, "others");
	assert_holds(path, "others");
	arena_free(&a);
}

TEST(file, only_a_regular_file_within_the_cap_is_read)
{
	struct arena a = ARENA_NONE;
	char *path = fresh(&a, "x"), *pipe_path = fresh(&a, "pipe");

	assert_unreadable(path, 100, ERR_NOT_FOUND, "no such file");
	assert_unreadable(test_folder(), 100, ERR_INVALID, "is a folder");
	assert_unreadable("/dev/zero", 100, ERR_INVALID, "is not a regular file");
	assert_int_equal(mkfifo(pipe_path, 0600), 0);
	assert_unreadable(pipe_path, 100, ERR_INVALID, "is not a regular file");
	put(path, "12345678");
	assert_unreadable(path, 7, ERR_INVALID, "at most 7 bytes");
	assert_unreadable(
		arena_printf(&a, "%s/below", path), 100, ERR_NOT_FOUND, "not a dir");
	/* a file whose size says nothing is held to the cap too */
	assert_unreadable("/proc/self/maps", 16, ERR_INVALID, "too large");
	arena_free(&a);
}

TEST(file, a_buffer_smaller_than_the_file_is_a_refusal_not_a_cut)
{
	struct arena a = ARENA_NONE;
	char *path = fresh(&a, "x");
	static char words[100000];
	struct err err = ERR_NONE;
	struct buf b;

	put(path, "12345678");
	buf_init(&b, 4);
	assert_int_equal(file_read(path, 100, &b, &err), ERR_INVALID);
	assert_int_equal(b.len, 0);
	buf_free(&b);
	/* and what was read before it did not fit does not stay */
	memset(words, 'x', sizeof(words) - 1);
	words[sizeof(words) - 1] = '\0';
	put(path, words);
	buf_init(&b, 70000);
	buf_str(&b, "before");
	assert_int_equal(file_read(path, sizeof(words), &b, &err), ERR_INVALID);
	assert_string_equal(buf_text(&b), "before");
	assert_false(b.full);
	buf_free(&b);
	arena_free(&a);
}

TEST(file, an_open_descriptor_is_read_to_its_end_and_left_open)
{
	struct err err = ERR_NONE;
	struct buf b = BUF_NONE;
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "a phrase\n", 9), 9);
	close(fds[1]);
	assert_int_equal(file_read_fd(fds[0], 100, &b, &err), 0);
	assert_string_equal(buf_text(&b), "a phrase\n");
	assert_int_equal(fcntl(fds[0], F_GETFD) >= 0, 1);
	close(fds[0]);
	assert_int_equal(file_read_fd(fds[0], 100, &b, &err), ERR_FAILED);
	buf_free(&b);
}

TEST(file, a_file_that_is_there_is_replaced_only_when_asked)
{
	struct arena a = ARENA_NONE;
	char *path = fresh(&a, "x");
	struct err err = ERR_NONE;

	put(path, "first");
	assert_int_equal(file_write(path, "second", 6, false, &err), ERR_REFUSED);
	assert_non_null(strstr(err.text, "already there"));
	assert_holds(path, "first");
	assert_int_equal(file_write(path, "second", 6, true, &err), 0);
	assert_holds(path, "second");
	arena_free(&a);
}

TEST(file, one_that_came_meanwhile_is_not_replaced_either)
{
	struct arena a = ARENA_NONE;
	char *folder = fresh(&a, "folder"), *path = file_join(&a, folder, "x");
	struct file_out out = FILE_OUT_NONE;
	struct err err = ERR_NONE;

	assert_int_equal(file_make_folder(folder, &err), 0);
	assert_int_equal(file_out_open(&out, path, false, &err), 0);
	assert_int_equal(file_out_write(&out, "late", 4, &err), 0);
	put(path, "early");
	assert_int_equal(file_out_commit(&out, &err), ERR_REFUSED);
	file_out_free(&out);
	assert_holds(path, "early");
	assert_int_equal(entries(folder), 1);
	arena_free(&a);
}

TEST(file, until_it_is_committed_nothing_has_its_name)
{
	struct arena a = ARENA_NONE;
	char *folder = fresh(&a, "folder"), *path = file_join(&a, folder, "x");
	struct file_out out = FILE_OUT_NONE;
	struct err err = ERR_NONE;

	assert_int_equal(file_make_folder(folder, &err), 0);
	put(path, "old");
	assert_int_equal(file_out_open(&out, path, true, &err), 0);
	assert_int_equal(file_out_write(&out, "ne", 2, &err), 0);
	assert_holds(path, "old");
	assert_int_equal(entries(folder), 2);
	file_out_free(&out);
	assert_holds(path, "old");
	assert_int_equal(entries(folder), 1);
	file_out_free(&out); /* half-built, empty, NULL: all welcome */
	file_out_free(NULL);
	arena_free(&a);
}

TEST(file, a_write_that_fails_leaves_the_old_file_and_nothing_else)
{
	struct arena a = ARENA_NONE;
	char *folder = fresh(&a, "folder"), *path = file_join(&a, folder, "x");
	struct rlimit before, small;
	struct err err = ERR_NONE;
	char words[8192];
	int rc;

	memset(words, 'x', sizeof(words));
	assert_int_equal(file_make_folder(folder, &err), 0);
	put(path, "old");
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 4096;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	rc = file_write(path, words, sizeof(words), true, &err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(rc, ERR_FAILED);
	assert_non_null(strstr(err.text, "cannot write"));
	assert_holds(path, "old");
	assert_int_equal(entries(folder), 1);
	arena_free(&a);
}

TEST(file, a_folder_a_device_or_a_link_is_never_replaced)
{
	struct arena a = ARENA_NONE;
	char *target = fresh(&a, "target"), *other = fresh(&a, "link");
	char *pipe_path = fresh(&a, "pipe");
	struct err err = ERR_NONE;
	struct stat st;

	put(target, "kept");
	assert_int_equal(symlink(target, other), 0);
	assert_int_equal(file_write(other, "x", 1, true, &err), ERR_REFUSED);
	assert_non_null(strstr(err.text, "is a link"));
	assert_holds(target, "kept");
	assert_int_equal(mkfifo(pipe_path, 0600), 0);
	assert_int_equal(file_write(pipe_path, "x", 1, true, &err), ERR_REFUSED);
	assert_int_equal(stat(pipe_path, &st), 0);
	assert_true(S_ISFIFO(st.st_mode));
	assert_int_equal(file_write(test_folder(), "x", 1, true, &err), ERR_REFUSED);
	assert_int_equal(
		file_write("/no/such/folder/x", "x", 1, true, &err), ERR_NOT_FOUND);
	assert_int_equal(file_write("folder/", "x", 1, true, &err), ERR_USAGE);
	assert_int_equal(file_write("", "x", 1, true, &err), ERR_USAGE);
	arena_free(&a);
}

TEST(file, a_name_without_a_folder_is_written_where_we_stand)
{
	struct err err = ERR_NONE;
	char before[4096];

	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(test_folder()), 0);
	assert_int_equal(file_write("plain", "here", 4, false, &err), 0);
	assert_holds("plain", "here");
	assert_int_equal(chdir(before), 0);
}

TEST(file, folders_are_made_all_the_way_and_only_for_us)
{
	struct arena a = ARENA_NONE;
	char *top = fresh(&a, "top"), *deep = file_join(&a, top, "b/c//d/");
	struct err err = ERR_NONE;
	struct stat st;

	assert_int_equal(file_make_folder(deep, &err), 0);
	assert_int_equal(file_make_folder(deep, &err), 0);
	assert_int_equal(stat(deep, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(stat(top, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	put(file_join(&a, deep, "file"), "x");
	assert_true(file_make_folder(file_join(&a, deep, "file/e"), &err) < 0);
	assert_non_null(strstr(err.text, "cannot make folder"));
	arena_free(&a);
}

TEST(file, what_others_may_open_is_not_private)
{
	static const mode_t open_modes[] = {0640, 0620, 0610, 0604, 0602, 0601, 0666};
	struct arena a = ARENA_NONE;
	char *path = fresh(&a, "x");
	struct err err = ERR_NONE;

	put(path, "x");
	assert_int_equal(file_check_private(path, &err), 0);
	for (size_t i = 0; i < COUNT_OF(open_modes); i++) {
		chmod(path, open_modes[i]);
		assert_int_equal(file_check_private(path, &err), ERR_REFUSED);
		assert_non_null(strstr(err.advice, "chmod go="));
	}
	chmod(path, 0600);
	if (geteuid() == 0) {
		assert_int_equal(chown(path, 65534, 65534), 0);
		assert_int_equal(file_check_private(path, &err), ERR_REFUSED);
		assert_non_null(strstr(err.text, "another user"));
	}
	assert_int_equal(file_check_private("/no/such", &err), ERR_NOT_FOUND);
	arena_free(&a);
}

TEST(file, what_a_group_shares_is_whole_and_never_open_to_others)
{
	static const struct {
		mode_t folder, file;
		int rc;
	} cases[] = {
		{02770, 0660, 0          },
		{02770, 0640, ERR_REFUSED},
		{02770, 0664, ERR_REFUSED},
		{00770, 0660, ERR_REFUSED},
		{02750, 0660, ERR_REFUSED},
		{02771, 0660, ERR_REFUSED},
		{00700, 0600, ERR_REFUSED},
	};
	const struct file_group ours = {true, getegid()}, other = {true, getegid() + 1};
	struct arena a = ARENA_NONE;
	char *folder = fresh(&a, "shared"), *path = file_join(&a, folder, "x");
	struct err err = ERR_NONE;

	assert_int_equal(file_make_folder(folder, &err), 0);
	put(path, "x");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int rc;

		chmod(path, cases[i].file);
		chmod(folder, cases[i].folder);
		rc = file_check_rights(folder, ours, &err);
		if (!rc)
			rc = file_check_rights(path, ours, &err);
		assert_int_equal(rc, cases[i].rc);
	}
	chmod(folder, 02770);
	chmod(path, 0660);
	assert_int_equal(file_check_rights(path, other, &err), ERR_REFUSED);
	assert_non_null(strstr(err.advice, "chgrp"));
	assert_int_equal(file_check_rights(path, (struct file_group){false, 0}, &err),
		ERR_REFUSED);
	arena_free(&a);
}

TEST(file, in_a_shared_folder_only_what_nobody_else_could_change_is_kept)
{
	struct arena a = ARENA_NONE;
	char *folder = fresh(&a, "kept"), *inner = file_join(&a, folder, "forms");
	char *path = file_join(&a, inner, "x.xml"), *link = file_join(&a, inner, "l.xml");
	char *slash = arena_printf(&a, "%s/", folder);
	struct err err = ERR_NONE;

	assert_int_equal(file_make_folder(inner, &err), 0);
	put(path, "x");
	chmod(path, 0660);
	assert_int_equal(symlink(path, link), 0);
	assert_int_equal(file_check_kept(folder, path, &err), 0); /* not shared */
	chmod(folder, 02770);
	assert_int_equal(file_check_kept(folder, path, &err), ERR_REFUSED);
	assert_int_equal(file_check_kept(slash, path, &err), ERR_REFUSED);
	chmod(path, 0640);
	assert_int_equal(file_check_kept(folder, path, &err), 0);
	assert_int_equal(file_check_kept(folder, link, &err), ERR_REFUSED);
	chmod(inner, 02770);
	assert_int_equal(file_check_kept(folder, path, &err), ERR_REFUSED);
	assert_int_equal(file_check_kept(folder, "/elsewhere/x.xml", &err), 0);
	chmod(inner, 02750);
	if (geteuid() == 0) {
		assert_int_equal(chown(folder, 64101, (gid_t)-1), 0);
		assert_int_equal(file_check_kept(folder, path, &err), 0); /* root's */
		assert_int_equal(chown(path, 64102, (gid_t)-1), 0);
		assert_int_equal(file_check_kept(folder, path, &err), ERR_REFUSED);
	}
	arena_free(&a);
}

TEST(file, names_are_listed_in_order_without_hidden_ones)
{
	struct arena a = ARENA_NONE;
	char *folder = fresh(&a, "folder"), **names = NULL;
	struct err err = ERR_NONE;
	size_t count = 9;

	assert_int_equal(file_make_folder(folder, &err), 0);
	assert_int_equal(file_list(&a, folder, ".xml", &names, &count, &err), 0);
	assert_int_equal(count, 0);
	put(file_join(&a, folder, "phq9.xml"), "");
	put(file_join(&a, folder, "gad7.xml"), "");
	put(file_join(&a, folder, ".hidden.xml"), "");
	put(file_join(&a, folder, "notes.txt"), "");
	put(file_join(&a, folder, "axml"), "");
	assert_int_equal(file_list(&a, folder, ".xml", &names, &count, &err), 0);
	assert_int_equal(count, 2);
	assert_string_equal(names[0], "gad7.xml");
	assert_string_equal(names[1], "phq9.xml");
	assert_int_equal(
		file_list(&a, "/no/such", "", &names, &count, &err), ERR_NOT_FOUND);
	arena_free(&a);
}

TEST(file, home_follows_the_settings_and_ignores_relative_ones)
{
	struct arena a = ARENA_NONE;

	setenv("ANTEROOM_HOME", "/clinic", 1);
	setenv("XDG_DATA_HOME", "/data", 1);
	setenv("HOME", "/home/ana", 1);
	assert_string_equal(file_home(&a), "/clinic");
	setenv("ANTEROOM_HOME", "", 1);
	assert_string_equal(file_home(&a), "/data/anteroom");
	setenv("XDG_DATA_HOME", "data", 1);
	assert_string_equal(file_home(&a), "/home/ana/.local/share/anteroom");
	unsetenv("XDG_DATA_HOME");
	assert_string_equal(file_home(&a), "/home/ana/.local/share/anteroom");
	unsetenv("HOME");
	assert_non_null(file_home(&a)); /* as the system has it */
	assert_int_equal(file_home(&a)[0], '/');
	arena_free(&a);
}

TEST(file, shipped_things_are_found_from_the_program)
{
	struct arena a = ARENA_NONE;
	char *found;

	setenv("ANTEROOM_DATA", "/shipped", 1);
	assert_string_equal(file_data(&a), "/shipped");
	unsetenv("ANTEROOM_DATA");
	found = file_data(&a); /* this program stands in the source tree */
	assert_true(file_exists(file_join(&a, found, "forms")));
	assert_true(file_exists(file_join(&a, found, "templates")));
	arena_free(&a);
}

TEST(file, a_join_has_one_slash)
{
	struct arena a = ARENA_NONE;

	assert_string_equal(file_join(&a, "a", "b"), "a/b");
	assert_string_equal(file_join(&a, "a/", "b"), "a/b");
	assert_string_equal(file_join(&a, "/", "b"), "/b");
	arena_free(&a);
}
