/* console_screen.c - the full screen on a terminal: bytes for each key, and the terminal's end */
#include <poll.h>

#include "unit/screen_child.h"
#include "unit/test.h"

enum {
	WAIT_MS = 10000,
	BYTES_A_KEY = 120, /* interview.md, "Budgets" */
};

static const struct screen_how at_question = {
	.kind = "xterm-256color",
	.lang = "en",
	.columns = 80,
	.rows = 24,
	.options = {.tell_frames = true, .deaf_ms = 1},
};

struct session {
	struct screen_child child;
	struct buf heard;
	size_t seen; /* bytes of heard that were waited for */
	unsigned frame;
};

static bool
hear_more(struct session *s, int ms)
{
	struct pollfd p = {s->child.master, POLLIN, 0};
	char bytes[4096];
	ssize_t n;

	if (poll(&p, 1, ms) != 1 || (n = read(s->child.master, bytes, sizeof bytes)) <= 0)
		return false;
	buf_add(&s->heard, bytes, (size_t)n);
	return true;
}

/* Until its next frame, all of it, is there; how many bytes that took without the title. */
static size_t
next_frame(struct session *s)
{
	char title[64];
	const char *at;
	size_t from = s->seen, bytes;

	snprintf(title, sizeof title, "\033]2;frame %u\007", ++s->frame);
	while (!(at = strstr(buf_text(&s->heard) + from, title)))
		if (!hear_more(s, WAIT_MS))
			fail_msg("frame %u never came", s->frame);
	bytes = (size_t)(at - buf_text(&s->heard)) - from;
	s->seen = from + bytes + strlen(title);
	return bytes;
}

static size_t
press(struct session *s, const char *key)
{
	assert_int_equal(write(s->child.master, key, strlen(key)), strlen(key));
	return next_frame(s);
}

static void
to_first_question(struct session *s)
{
	*s = (struct session){.frame = 0};
	buf_init(&s->heard, 0);
	assert_true(screen_child_open(&s->child, &at_question));
	next_frame(s);
	press(s, "\r");
	press(s, "y");
	press(s, "\r");
	press(s, "\r");
	assert_non_null(strstr(buf_text(&s->heard), "I could not feel emotions."));
}

static const char *
end_of(struct session *s, char *story, size_t size)
{
	int status;

	screen_child_story(&s->child, story, size);
	waitpid(s->child.pid, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	buf_free(&s->heard);
	return story;
}

TEST(console, an_arrow_sends_at_most_120_bytes)
{
	static const char *const arrows[] = {"\033OB", "\033OA"};
	struct session s;
	char story[512];

	to_first_question(&s);
	press(&s, arrows[0]);
	for (int i = 0; i < 40; i++) {
		size_t bytes = press(&s, arrows[i % 8 / 4]);

		assert_in_range(bytes, 0, BYTES_A_KEY);
	}
	kill(s.child.pid, SIGTERM);
	while (hear_more(&s, WAIT_MS))
		continue;
	end_of(&s, story, sizeof story);
	close(s.child.master);
}

TEST(console, a_terminal_that_is_gone_keeps_what_was_answered_and_nothing_in_hand)
{
	struct session s;
	char story[512];

	to_first_question(&s);
	press(&s, "3");
	press(&s, "\r");
	press(&s, "1");
	close(s.child.master);
	end_of(&s, story, sizeof story);
	assert_non_null(strstr(story, "consent=yes answer:far=often stop"));
	assert_non_null(strstr(story, " replays"));
}

TEST(console, a_signal_ends_it_and_the_terminal_is_as_before)
{
	struct session s;
	char story[512];

	to_first_question(&s);
	press(&s, "2");
	kill(s.child.pid, SIGHUP);
	while (hear_more(&s, WAIT_MS))
		continue;
	assert_string_equal(end_of(&s, story, sizeof story),
		"consent=yes stop tty-as-before replays");
	close(s.child.master);
}
