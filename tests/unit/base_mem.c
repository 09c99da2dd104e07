/* memory, arenas, vectors, buffers */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/vec.h"
#include "unit/test.h"

static void
say_hook(void)
{
	ssize_t n = write(STDERR_FILENO, "hook, ", 6);

	(void)n;
}

static void
ask_too_much(void)
{
	mem_on_exhaustion(say_hook);
	mem_free(mem_resize(NULL, SIZE_MAX, 2));
}

static void
overflow_an_array(void)
{
	mem_free(mem_array(SIZE_MAX / 2, 3));
}

static void
overflow_an_arena(void)
{
	struct arena a = ARENA_NONE;

	arena_array(&a, SIZE_MAX / 2, 3);
}

/* Runs end() in a child; its status, and what it wrote to stderr. */
static int
status_of(void (*end)(void), char *said, size_t size)
{
	int fds[2], status;
	ssize_t n;
	pid_t child;

	assert_int_equal(pipe(fds), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(fds[1], STDERR_FILENO);
		end();
		_exit(99);
	}
	close(fds[1]);
	n = read(fds[0], said, size - 1);
	said[n > 0 ? n : 0] = '\0';
	while (n > 0 && (size_t)n < size - 1) {
		ssize_t more = read(fds[0], said + n, size - 1 - (size_t)n);

		if (more <= 0)
			break;
		n += more;
		said[n] = '\0';
	}
	close(fds[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(mem, running_out_calls_the_hook_then_ends_the_program)
{
	char said[256];

	assert_int_equal(status_of(ask_too_much, said, sizeof(said)), 1);
	assert_string_equal(said, "hook, anteroom: out of memory\n");
}

TEST(mem, sizes_that_overflow_are_refused_not_wrapped)
{
	char said[256];

	assert_int_equal(status_of(overflow_an_array, said, sizeof(said)), 1);
	assert_string_equal(said, "anteroom: out of memory\n");
	assert_int_equal(status_of(overflow_an_arena, said, sizeof(said)), 1);
}

TEST(mem, what_comes_back_is_zeroed_and_nothing_is_still_something)
{
	unsigned char *p = mem_array(100, 7);
	void *none = mem_alloc(0);

	for (size_t i = 0; i < 700; i++)
		assert_int_equal(p[i], 0);
	assert_non_null(none);
	mem_free(p);
	mem_free(none);
	mem_free(NULL);
}

TEST(arena, every_piece_is_aligned_zeroed_and_its_own)
{
	struct arena a = ARENA_NONE;
	unsigned char *pieces[400];

	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < COUNT_OF(pieces); i++) {
			/* now and then larger than a block */
			size_t size = i % 50 == 49 ? 20000 + i : i;

			pieces[i] = arena_alloc(&a, size);
			assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
			for (size_t j = 0; j < size; j++)
				assert_int_equal(pieces[i][j], 0);
			memset(pieces[i], (int)(i % 255) + 1, size);
		}
		for (size_t i = 1; i < COUNT_OF(pieces); i++)
			assert_int_equal(pieces[i][0], (i % 255) + 1);
		arena_clear(&a);
	}
	arena_free(&a);
	assert_null(a.first);
	arena_free(&a);
	arena_free(NULL);
}

TEST(arena, a_piece_of_text_ends_at_n_or_its_end)
{
	struct arena a = ARENA_NONE;

	assert_string_equal(arena_strndup(&a, "section", 4), "sect");
	assert_string_equal(arena_strndup(&a, "section", 40), "section");
	assert_string_equal(arena_strdup(&a, ""), "");
	assert_string_equal(arena_printf(&a, "%s-%d", "q", 7), "q-7");
	arena_free(&a);
}

TEST(arena, a_piece_grows_where_it_lies_while_nothing_stands_behind_it)
{
	struct arena a = ARENA_NONE;
	char *piece = arena_alloc(&a, 10), *next;

	memset(piece, 'x', 10);
	assert_true(arena_extend(&a, piece, 10, 100));
	assert_int_equal(piece[9], 'x');
	for (size_t i = 16; i < 100; i++) /* 10 was taken as 16 */
		assert_int_equal(piece[i], 0);
	next = arena_alloc(&a, 1);
	assert_true(next >= piece + 100);
	assert_false(arena_extend(&a, piece, 100, 200));
	assert_false(arena_extend(&a, next, 1, 1u << 20)); /* more than its block has */
	arena_free(&a);
}

TEST(vec, elements_stay_what_they_were_while_it_grows)
{
	struct arena a = ARENA_NONE;
	VEC(int) numbers = VEC_NONE;

	for (int i = 0; i < 1000; i++) {
		int *added = vec_push(&a, &numbers);

		assert_int_equal(*added, 0);
		*added = i;
	}
	assert_int_equal(numbers.count, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(numbers.at[i], i);
	arena_free(&a);
}

TEST(buf, past_its_cap_it_stays_as_it_is_and_says_so)
{
	struct buf b;

	buf_init(&b, 5);
	buf_str(&b, "12345");
	assert_false(b.full);
	buf_char(&b, '6');
	assert_true(b.full);
	assert_string_equal(buf_text(&b), "12345");
	buf_clear(&b);
	assert_false(b.full);
	buf_str(&b, "abc");
	buf_printf(&b, "%d", 1234);
	buf_char(&b, 'd'); /* would fit, but what comes after a gap is left out too */
	assert_true(b.full);
	assert_string_equal(buf_text(&b), "abc");
	buf_free(&b);
}

TEST(buf, text_is_never_null_and_ends_after_its_last_byte)
{
	struct buf b = BUF_NONE;

	assert_string_equal(buf_text(&b), "");
	buf_add(&b, "", 0);
	assert_non_null(b.data);
	for (int i = 0; i < 5000; i++) {
		buf_printf(&b, "%c", 'a' + i % 26);
		assert_int_equal(b.data[b.len], '\0');
	}
	assert_int_equal(b.len, 5000);
	assert_int_equal(b.data[4999], 'a' + 4999 % 26);
	buf_free(&b);
	assert_string_equal(buf_text(&b), "");
	buf_free(NULL);
}

TEST(buf, wiping_leaves_no_byte_of_what_it_held)
{
	struct buf b = BUF_NONE;

	buf_str(&b, "something a client said");
	buf_wipe(&b);
	assert_int_equal(b.len, 0);
	for (size_t i = 0; i < sizeof("something a client said"); i++)
		if (b.data[i])
			fail_msg("byte %zu is left", i);
	buf_free(&b);
}

TEST(buf, wiping_reaches_what_a_print_wrote_before_it_found_no_room)
{
	struct buf b;

	buf_init(&b, 40);
	buf_str(&b, "12345678901234567890");
	buf_printf(&b, "%s", "words of a client, more than have room here");
	assert_true(b.full);
	buf_wipe(&b);
	for (size_t i = 0; i < b.room; i++)
		if (b.data[i] == 'o')
			fail_msg("byte %zu is left", i);
	buf_free(&b);
}

TEST(buf, what_is_taken_of_asked_for_room_is_added)
{
	struct buf b = BUF_NONE, small;
	char *room = buf_more(&b, 5000);

	assert_non_null(room);
	memset(room, 'a', 5000);
	buf_took(&b, 3);
	assert_string_equal(buf_text(&b), "aaa");
	buf_init(&small, 4);
	assert_null(buf_more(&small, 5));
	assert_true(small.full);
	buf_free(&b);
	buf_free(&small);
}

TEST(buf, what_moves_is_the_end_of_the_other_and_leaves_nothing_behind)
{
	struct buf a = BUF_NONE, b = BUF_NONE, small;

	buf_str(&b, "report");
	buf_move(&a, &b);
	assert_string_equal(buf_text(&a), "report");
	assert_int_equal(b.len, 0);
	buf_str(&b, " and more");
	buf_move(&a, &b);
	assert_string_equal(buf_text(&a), "report and more");
	assert_int_equal(b.len, 0);
	buf_init(&small, 3);
	buf_move(&small, &a);
	assert_true(small.full);
	buf_free(&a);
	buf_free(&b);
	buf_free(&small);
}

TEST(buf, numbers_are_written_as_print_writes_them)
{
	static const size_t numbers[] = {0, 9, 10, 255, 1000000, SIZE_MAX};

	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		struct buf ours = BUF_NONE, printed = BUF_NONE;

		buf_number(&ours, numbers[i]);
		buf_printf(&printed, "%zu", numbers[i]);
		assert_string_equal(buf_text(&ours), buf_text(&printed));
		buf_free(&ours);
		buf_free(&printed);
	}
}
