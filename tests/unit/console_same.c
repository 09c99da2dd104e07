/*
 * console_same.c - the same client on the full screen, in line mode and without either:
 *	the same bytes are stored
 *
 * A script of what a client does is made on an engine alone, by chance.  Then somebody
 * does the same with keys on a screen of some size, and somebody else with lines through
 * a pipe, each in one of several ways and with something idle in between.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/console_client.h"

enum { FORMS = 60, RETURNS = 30, FILES = 30, KILLS = 24 };

/* ---- three clients ---- */

enum { DIRECT, SCREEN, LINE, CLIENTS };

/* Where they come back to: the events that are there. */
static void
engine_new(struct sitting *s)
{
	struct sink sink = {&s->memory, memory_put, memory_code};
	struct err err = ERR_NONE;

	interview_free(s->iv);
	s->iv = interview_new(s->form, &test_practice, &sink, &s->options);
	assert_int_equal(interview_replay(s->iv, s->memory.events.at,
				 s->memory.events.count, &err),
		0);
}

static void
play_on_screen(struct interview *iv, const struct script *p)
{
	static const int sizes[][2] = {
		{80,  24},
                {40,  12},
                {132, 50},
                {30,  7 }
        };
	unsigned size = dice(COUNT_OF(sizes));
	struct console_options o = {.in = -1, .out = -1};
	struct console *c = console_screen_new(&o);
	struct player player = {.script = p, .full = c->self, .turns = -1};
	struct err err = ERR_NONE;

	fake.columns = sizes[size][0];
	fake.rows = sizes[size][1];
	fake.key = player_key;
	fake.self = &player;
	console_run(iv, c, &err);
	console_free(c);
	assert_int_equal(player.at, p->list.count);
}

static void
play_in_lines(struct interview *iv, const struct script *p)
{
	struct console_options o = {.out = open("/dev/null", O_WRONLY)};
	struct err err = ERR_NONE;
	struct console *c;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], buf_text(&p->lines), p->lines.len), p->lines.len);
	close(ends[1]);
	o.in = ends[0];
	c = console_line_new(&o);
	console_run(iv, c, &err);
	console_free(c);
	close(ends[0]);
	close(o.out);
}

/* All but the event that says how it was taken. */
static void
put_events(struct buf *b, const struct memory *m, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct event *e = &m->events.at[i];

		if (e->kind != EVENT_START || strcmp(e->key, "mode") != 0)
			event_put(b, e);
		buf_char(b, '\n');
	}
}

static void
check_same_bytes(const struct memory *one, const struct memory *two, const char *who)
{
	struct buf a = BUF_NONE, b = BUF_NONE;

	put_events(&a, one, one->events.count);
	put_events(&b, two, two->events.count);
	if (strcmp(buf_text(&a), buf_text(&b)) != 0)
		fail_msg("%s\n%s---\n%s", who, buf_text(&a), buf_text(&b));
	buf_free(&a);
	buf_free(&b);
}

/* What is seen by one who comes back after n events. */
static void
put_return(struct buf *b, const struct sitting *s, size_t n)
{
	struct sitting t = {.form = s->form, .options = s->options};

	for (size_t i = 0; i < n; i++)
		memory_put(&t.memory, &s->memory.events.at[i]);
	engine_new(&t);
	put_view(b, view(&t));
	interview_free(t.iv);
	arena_free(&t.memory.arena);
}

static void
check_same_return(const struct sitting *one, const struct sitting *two, size_t n)
{
	struct buf a = BUF_NONE, b = BUF_NONE;

	put_return(&a, one, n);
	put_return(&b, two, n);
	assert_string_equal(buf_text(&a), buf_text(&b));
	buf_free(&a);
	buf_free(&b);
}

static void
clients_open(struct sitting *s, const struct form *f)
{
	static const char *const modes[CLIENTS] = {"scripted", "screen", "line"};
	static const char *const langs[] = {"en", "es", NULL};
	const char *lang = langs[dice(3)];

	for (int i = 0; i < CLIENTS; i++) {
		s[i] = (struct sitting){.form = f};
		s[i].options.mode = modes[i];
		s[i].options.lang = lang;
		engine_new(&s[i]);
	}
}

static void
clients_close(struct sitting *s)
{
	for (int i = 0; i < CLIENTS; i++) {
		interview_free(s[i].iv);
		arena_free(&s[i].memory.arena);
	}
}

/* The light goes out at some moment, and they come back. */
static void
cut(struct sitting *s, bool lines)
{
	size_t count = s[DIRECT].memory.events.count;
	size_t n = count ? dice((unsigned)count) : 0;

	for (int i = 0; i < CLIENTS; i++) {
		if (i == LINE && !lines)
			continue;
		s[i].memory.events.count = n;
		engine_new(&s[i]);
	}
}

static int in_lines, on_screen;

/* One script on all of them. */
static void
sit(struct sitting *s, bool lines, bool forward, struct script *p)
{
	script_make(p, &s[DIRECT], forward, lines);
	play_on_screen(s[SCREEN].iv, p);
	check_same_bytes(&s[DIRECT].memory, &s[SCREEN].memory, "screen");
	on_screen++;
	if (!lines)
		return;
	play_in_lines(s[LINE].iv, p);
	check_same_bytes(&s[DIRECT].memory, &s[LINE].memory, "line");
	in_lines++;
}

TEST(console, the_same_client_leaves_the_same_bytes_on_screen_in_lines_and_without)
{
	for (uint32_t i = 0; i < FORMS; i++) {
		struct sitting s[CLIENTS];
		struct arena a = ARENA_NONE;
		const struct form *f = random_form(&a, i);
		bool lines = i % 2;

		seed = 7000 + i;
		clients_open(s, f);
		/* the light goes out at some moment, and they come back */
		for (int back = 0; back < 3; back++) {
			struct script p;

			sit(s, lines, false, &p);
			script_free(&p);
			cut(s, lines);
		}
		clients_close(s);
		arena_free(&a);
	}
	assert_true(on_screen >= 3 * FORMS && in_lines > FORMS / 2);
}

TEST(console, after_any_number_of_events_all_see_the_same_who_come_back)
{
	size_t looks = 0;

	for (uint32_t i = 0; i < RETURNS; i++) {
		struct sitting s[CLIENTS];
		struct arena a = ARENA_NONE;
		const struct form *f = random_form(&a, 500 + i);
		struct script p;
		bool lines = i % 2;

		seed = 8000 + i;
		clients_open(s, f);
		sit(s, lines, false, &p);
		for (size_t n = 0; n < s[DIRECT].memory.events.count; n++, looks++) {
			check_same_return(&s[DIRECT], &s[SCREEN], n);
			if (lines)
				check_same_return(&s[DIRECT], &s[LINE], n);
		}
		script_free(&p);
		clients_close(s);
		arena_free(&a);
	}
	assert_true(looks > 8 * RETURNS);
}

/* ---- a script from a file ---- */

/* What was done, as the lines of an answers file. */
static struct answers_line *
lines_of(struct script *p, size_t *ret_count)
{
	VEC(struct answers_line) lines = VEC_NONE;

	for (size_t i = 0; i < p->list.count; i++) {
		const struct doing *d = &p->list.at[i];
		const char *stored = d->kind == DO_ANSWER ? d->told.stored
			: d->act == ACT_SKIP              ? "!skipped"
			: d->act == ACT_DONT_KNOW         ? "!dont-know"
							  : NULL;
		struct answers_line line = {0};

		if (d->kind == DO_ACT && d->act == ACT_SKIP_SECTION)
			line.section = d->section;
		else if (stored && d->item)
			line.item = d->item;
		else
			continue;
		if (line.item)
			assert_true(value_read(&p->arena, d->item, stored, &line.value));
		*vec_push(&p->arena, &lines) = line;
	}
	*ret_count = lines.count;
	return lines.at;
}

TEST(console, who_only_goes_ahead_leaves_the_same_bytes_as_an_answers_file)
{
	for (uint32_t i = 0; i < FILES; i++) {
		struct sitting s[CLIENTS], t;
		struct arena a = ARENA_NONE;
		const struct form *f = random_form(&a, 900 + i);
		struct console_options o = {.in = -1, .out = -1};
		struct err err = ERR_NONE;
		struct console *c;
		struct script p;

		seed = 9000 + i;
		clients_open(s, f);
		sit(s, true, true, &p);
		t = (struct sitting){.form = f, .options = s[DIRECT].options};
		engine_new(&t);
		o.lines = lines_of(&p, &o.line_count);
		c = console_script_new(&o);
		console_run(t.iv, c, &err);
		console_free(c);
		check_same_bytes(&s[DIRECT].memory, &t.memory, "script");
		interview_free(t.iv);
		arena_free(&t.memory.arena);
		script_free(&p);
		clients_close(s);
		arena_free(&a);
	}
}

/* ---- kill -9 ---- */

/* A disk that outlives the process, which dies behind so many events. */
struct grave {
	int fd;
	size_t left;
};

static int
grave_put(void *self, const struct event *e)
{
	struct grave *g = self;
	struct buf b = BUF_NONE;

	event_put(&b, e);
	buf_char(&b, '\n');
	if (write(g->fd, buf_text(&b), b.len) != (ssize_t)b.len)
		_exit(1);
	buf_free(&b);
	if (--g->left == 0)
		kill(getpid(), SIGKILL);
	return 0;
}

/* The same script, in a process that is killed; its events come back. */
static void
killed(struct sitting *s, const struct script *p, bool screen, size_t n)
{
	struct grave grave = {.left = n};
	struct sink sink = {&grave, grave_put, memory_code};
	struct buf b = BUF_NONE;
	char bytes[4096];
	int ends[2], status;
	ssize_t got;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	grave.fd = ends[1];
	child = fork();
	if (child == 0) {
		struct interview *iv =
			interview_new(s->form, &test_practice, &sink, &s->options);

		if (screen)
			play_on_screen(iv, p);
		else
			play_in_lines(iv, p);
		_exit(0);
	}
	close(ends[1]);
	while ((got = read(ends[0], bytes, sizeof bytes)) > 0)
		buf_add(&b, bytes, (size_t)got);
	close(ends[0]);
	waitpid(child, &status, 0);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	for (const char *at = buf_text(&b); *at; at += strcspn(at, "\n") + 1) {
		struct event *e = vec_push(&s->memory.arena, &s->memory.events);

		assert_true(event_read(&s->memory.arena, at, strcspn(at, "\n"), e));
	}
	buf_free(&b);
}

TEST(console, whoever_is_killed_comes_back_to_what_all_others_see_there)
{
	for (uint32_t i = 0; i < KILLS; i++) {
		struct sitting s[CLIENTS], t;
		struct arena a = ARENA_NONE;
		const struct form *f = random_form(&a, 300 + i);
		struct memory *all = &s[DIRECT].memory;
		struct script p;
		bool screen = i % 2;
		size_t n;

		seed = 4000 + i;
		clients_open(s, f);
		script_make(&p, &s[DIRECT], false, !screen);
		n = all->events.count;
		if (n > 0) {
			n = 1 + dice((unsigned)n);
			t = (struct sitting){
				.form = f, .options = s[screen ? SCREEN : LINE].options};
			killed(&t, &p, screen, n);
			all->events.count = n;
			check_same_bytes(all, &t.memory, "killed");
			if (all->events.at[n - 1].kind != EVENT_FINISH &&
				all->events.at[n - 1].kind != EVENT_DECLINE)
				check_same_return(&s[DIRECT], &t, n);
			arena_free(&t.memory.arena);
		}
		script_free(&p);
		clients_close(s);
		arena_free(&a);
	}
}

/* ---- what went wrong once ---- */

/* On the full screen, from its first text question on. */
static const char *
typed_on_screen(struct sitting *s, const struct doing *list, size_t count)
{
	struct script p = {
		.list = {NULL, 0, 0}
        };

	sitting_open(s, two_tongues, "en");
	begin(s);
	act(s, ACT_SKIP);
	act(s, ACT_SKIP);
	for (size_t i = 0; i < count; i++)
		*vec_push(&p.arena, &p.list) = list[i];
	seed = 1;
	play_on_screen(s->iv, &p);
	script_free(&p);
	return strstr(memory_story(&s->memory), "body=!skipped");
}

TEST(console, a_text_that_was_erased_is_not_stored_when_the_client_goes_back)
{
	static const struct doing list[] = {
		{.kind = DO_MARK,  .told = {.typed = "secret"}},
		{.kind = DO_ACT,   .act = ACT_HELP            },
		{.kind = DO_ACT,   .act = ACT_NEXT            },
		{.kind = DO_SPOIL, .told = {.typed = ""}      },
		{.kind = DO_ACT,   .act = ACT_BACK            },
	};
	struct sitting s;

	assert_string_equal(
		typed_on_screen(&s, list, COUNT_OF(list)), "body=!skipped stop");
	sitting_close(&s);
}

TEST(console, enter_keeps_the_skip_of_a_question_that_is_typed)
{
	static const struct doing list[] = {
		{.kind = DO_ACT, .act = ACT_SKIP        },
		{.kind = DO_ACT, .act = ACT_BACK        },
		{.kind = DO_ACT, .act = ACT_NEXT        },
		{.kind = DO_ACT, .act = ACT_SKIP_SECTION},
	};
	struct sitting s;

	assert_string_equal(typed_on_screen(&s, list, COUNT_OF(list)),
		"body=!skipped answer:words=!skipped section:home=skip stop");
	sitting_close(&s);
}
