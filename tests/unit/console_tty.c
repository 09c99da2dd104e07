/* console_tty.c - line mode on a terminal: pastes, signals, single keys, clearing */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "console/console.h"
#include "unit/interview_set.h"
#include "unit/test.h"

enum { WAIT_MS = 5000 };

/* A child answers on a terminal of its own; its events come through a pipe at its end. */
struct terminal {
	int master, story;
	pid_t child;
	struct buf heard;
	size_t seen; /* bytes of heard that were waited for */
};

static void
child_run(int tty, int story, bool auto_advance)
{
	struct console_options o = {.in = tty, .out = tty, .auto_advance = auto_advance};
	struct err err = ERR_NONE;
	struct console *c = console_line_new(&o);
	struct termios before, after;
	struct sitting s;
	const char *all;

	sitting_open(&s, two_tongues, "en");
	tcgetattr(tty, &before);
	console_run(s.iv, c, &err);
	tcgetattr(tty, &after);
	console_free(c);
	all = arena_printf(&s.arena, "%s %s", memory_story(&s.memory),
		before.c_lflag == after.c_lflag ? "tty-as-before" : "tty-changed");
	if (write(story, all, strlen(all)) < 0)
		_exit(1);
	_exit(0);
}

static void
terminal_open(struct terminal *t, bool auto_advance)
{
	int ends[2], tty;

	*t = (struct terminal){.master = posix_openpt(O_RDWR | O_NOCTTY)};
	buf_init(&t->heard, 0);
	assert_true(t->master >= 0);
	assert_int_equal(grantpt(t->master), 0);
	assert_int_equal(unlockpt(t->master), 0);
	assert_int_equal(pipe(ends), 0);
	tty = open(ptsname(t->master), O_RDWR | O_NOCTTY);
	assert_true(tty >= 0);
	t->child = fork();
	if (t->child == 0) {
		setsid();
		close(open(ptsname(t->master), O_RDWR)); /* its controlling terminal */
		close(t->master);
		close(ends[0]);
		child_run(tty, ends[1], auto_advance);
	}
	close(tty);
	close(ends[1]);
	t->story = ends[0];
}

/* Wait until what is there, after what was waited for before. */
static void
hear(struct terminal *t, const char *what)
{
	char bytes[2048];
	const char *at;

	while (!(at = strstr(buf_text(&t->heard) + t->seen, what))) {
		struct pollfd p = {t->master, POLLIN, 0};
		ssize_t n;

		if (poll(&p, 1, WAIT_MS) != 1 ||
			(n = read(t->master, bytes, sizeof bytes)) <= 0)
			fail_msg("never heard \"%s\" in: %s", what,
				buf_text(&t->heard) + t->seen);
		else
			buf_add(&t->heard, bytes, (size_t)n);
	}
	t->seen = (size_t)(at - buf_text(&t->heard)) + strlen(what);
}

static void
type(struct terminal *t, const char *keys)
{
	assert_int_equal(write(t->master, keys, strlen(keys)), strlen(keys));
}

static void
first_question(struct terminal *t)
{
	hear(t, "go on: ");
	type(t, "\n");
	hear(t, "Type yes, no or talk: ");
	type(t, "yes\n");
	hear(t, "go on: ");
	type(t, "\n");
	hear(t, "0 to 4: ");
}

/* What the child stored. */
static const char *
terminal_story(struct terminal *t, char *story, size_t size)
{
	size_t have = 0;
	ssize_t n;
	int status;

	while (have + 1 < size && (n = read(t->story, story + have, size - 1 - have)) > 0)
		have += (size_t)n;
	story[have] = '\0';
	close(t->story);
	close(t->master);
	waitpid(t->child, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_null(memchr(t->heard.data, 0x1b, t->heard.len));
	buf_free(&t->heard);
	return story;
}

TEST(console, a_paste_of_lines_answers_one_question_at_most)
{
	struct terminal t;
	char story[512];

	terminal_open(&t, false);
	first_question(&t);
	type(&t, "3\n4\n9\n4\n");
	hear(&t, "What you typed ahead was not used.");
	hear(&t, "0 to 4: ");
	type(&t, "2\n");
	hear(&t, "You chose 2, Sometimes.");
	hear(&t, "0 to 90: ");
	kill(t.child, SIGTERM);
	assert_string_equal(terminal_story(&t, story, sizeof story),
		"consent=yes answer:far=often answer:body=sometimes stop tty-as-before");
}

TEST(console, an_empty_line_inside_a_paste_does_not_end_the_text)
{
	struct terminal t;
	char story[512];

	terminal_open(&t, false);
	first_question(&t);
	type(&t, "0\n");
	hear(&t, "0 to 4: ");
	type(&t, "skip\n");
	hear(&t, "Your answer: ");
	type(&t, "one\n\ntwo\nthree\n");
	hear(&t, "three");
	hear(&t, "More, or Enter to go on: ");
	type(&t, "\n");
	hear(&t, "Saved, 4 lines.");
	hear(&t, "break: Take a break first");
	kill(t.child, SIGHUP);
	assert_string_equal(terminal_story(&t, story, sizeof story),
		"consent=yes answer:far=never answer:body=!skipped "
		"answer:words=one\\n\\ntwo\\nthree stop tty-as-before");
}

TEST(console, control_c_is_a_break_and_not_an_end)
{
	struct terminal t;
	char story[512];

	terminal_open(&t, false);
	first_question(&t);
	type(&t, "\003");
	hear(&t, "Take your time.");
	hear(&t, "go back to the form: ");
	type(&t, "\n");
	hear(&t, "0 to 4: ");
	type(&t, "1\n");
	hear(&t, "0 to 4: ");
	type(&t, "\004"); /* the end of input */
	assert_string_equal(terminal_story(&t, story, sizeof story),
		"consent=yes answer:far=rarely stop tty-as-before");
}

TEST(console, at_the_end_the_screen_can_be_cleared)
{
	struct terminal t;
	char story[512];

	terminal_open(&t, false);
	first_question(&t);
	type(&t, "stop\n");
	hear(&t, "yes or no: ");
	type(&t, "yes\n");
	hear(&t, "Your answers are still on this screen. Clear it? yes or no: ");
	type(&t, "yes\n");
	hear(&t, "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n");
	hear(&t, "The screen is clear.");
	assert_string_equal(terminal_story(&t, story, sizeof story),
		"consent=yes stop tty-as-before");
}

TEST(console, with_automatic_advance_one_digit_answers)
{
	struct terminal t;
	char story[512];

	terminal_open(&t, true);
	first_question(&t);
	type(&t, "3");
	hear(&t, "You chose 3, Often.");
	hear(&t, "0 to 4: ");
	type(&t, "back\n");
	hear(&t, "Your answer now: 3, Often.");
	hear(&t, "0 to 4: ");
	type(&t, "\n");
	hear(&t, "0 to 4: ");
	type(&t, "0");
	hear(&t, "You chose 0, Never.");
	hear(&t, "0 to 90: ");
	type(&t, "12\n");
	hear(&t, "Your answer: 12.");
	hear(&t, "Your answer: ");
	kill(t.child, SIGTERM);
	assert_string_equal(terminal_story(&t, story, sizeof story),
		"consent=yes answer:far=often answer:body=never answer:since=12 stop "
		"tty-as-before");
}
