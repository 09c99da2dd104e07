/* What doctor reads of a machine: lines, words, settings, mounts. */
#include "command/doctor.h"

#include <string.h>

#include "unit/test.h"

TEST(doctor, lines_lose_the_white_space_at_their_edges_and_end_once)
{
	struct arena a = ARENA_NONE;
	const char *at = " one \r\n\n\ttwo three";

	assert_string_equal(line_next(&a, &at), "one");
	assert_string_equal(line_next(&a, &at), "");
	assert_string_equal(line_next(&a, &at), "two three");
	assert_null(line_next(&a, &at));
	assert_null(line_next(&a, &at));
	arena_free(&a);
}

TEST(doctor, words_are_between_runs_of_spaces_and_fields_between_every_colon)
{
	struct arena a = ARENA_NONE;

	assert_string_equal(word_of(&a, "  a \t b", ' ', 0), "a");
	assert_string_equal(word_of(&a, "  a \t b", ' ', 1), "b");
	assert_null(word_of(&a, "  a \t b ", ' ', 2));
	assert_null(word_of(&a, "", ' ', 0));
	assert_string_equal(word_of(&a, "root::0", ':', 1), "");
	assert_string_equal(word_of(&a, "root::0", ':', 2), "0");
	assert_string_equal(word_of(&a, "root:", ':', 1), "");
	assert_null(word_of(&a, "root:", ':', 2));
	arena_free(&a);
}

TEST(doctor, the_last_setting_of_a_key_counts_and_comments_do_not)
{
	static const char text[] = "[Login]\n#NAutoVTs=6\nNAutoVTs=2\n"
				   "NAutoVTs = 0\n;NAutoVTs=9\nNAutoVTsMore=4\n";
	struct arena a = ARENA_NONE;

	assert_string_equal(setting_of(&a, text, "NAutoVTs"), "0");
	assert_null(setting_of(&a, text, "ReserveVT"));
	assert_string_equal(setting_of(&a, "User=", "User"), "");
	arena_free(&a);
}

TEST(doctor, a_path_is_on_the_longest_mount_above_it_and_the_last_of_these)
{
	static const char mounts[] =
		"20 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
		"21 20 8:2 / /var rw shared:2 master:1 - xfs /dev/sda2 rw\n"
		"22 21 8:3 / /var/my\\040forms rw - ext4 /dev/sda3 rw\n"
		"23 21 8:4 / /var rw - ext3 /dev/sda4 rw\n"
		"a line that is cut\n";
	static const struct {
		const char *path;
		unsigned minor;
	} cases[] = {
		{"/",                  1},
                {"/etc",               1},
                {"/variety",           1},
                {"/var",               4},
                {"/var/x",             4},
		{"/var/my forms/home", 3}
        };
	struct arena a = ARENA_NONE;
	struct mount m;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_true(mount_of(&a, mounts, cases[i].path, &m));
		assert_int_equal(m.minor, cases[i].minor);
	}
	assert_string_equal(m.type, "ext4");
	assert_false(mount_of(&a, "", "/", &m));
	arena_free(&a);
}
