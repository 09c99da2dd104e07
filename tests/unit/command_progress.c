/* command_progress.c - what the line says */
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "command/progress.h"
#include "unit/test.h"

static void
says(struct progress *p, uint64_t done, uint64_t all, int64_t elapsed, int columns,
	const char *want)
{
	struct buf b = BUF_NONE;

	progress_put(&b, p, done, all, elapsed, columns);
	assert_string_equal(buf_text(&b), want);
	assert_true(utf8_width(buf_text(&b)) <= columns || columns < 40);
	buf_free(&b);
}

TEST(command, progress_is_a_bar_a_count_and_the_time_left)
{
	struct progress p = {.label = TEXT_PROGRESS_VERIFY};

	says(&p, 30, 120, 2000, 78,
		"verify [#######.......................] 30 of 120, 7 s left");
	says(&p, 0, 120, 2000, 78, "verify [..............................] 0 of 120");
	says(&p, 120, 120, 2000, 78,
		"verify [##############################] 120 of 120");
	says(&p, 1, 1000, 2000, 78,
		"verify [..............................] 1 of 1000, 34 min left");
	says(&p, 30, 120, 2000, 30, "verify 30 of 120, 7 s left");
}

TEST(command, progress_in_accessible_mode_has_no_bar_and_speaks_spanish_too)
{
	struct progress p = {
		.label = TEXT_PROGRESS_BACKUP, .lang = LANG_ES, .lines = true};

	says(&p, 30, 120, 2000, 78, "copia 30 de 120, faltan 7 s");
}

TEST(command, progress_off_a_terminal_says_nothing)
{
	struct call c = {.arena = ARENA_NONE, .err = ERR_NONE};
	struct progress p;

	if (isatty(STDERR_FILENO))
		skip();
	progress_begin(&p, &c, TEXT_PROGRESS_VERIFY);
	p.began -= 5000;
	progress_tick(&p, 1, 2);
	assert_int_equal(p.drawn, 0);
	progress_end(&p);
}
