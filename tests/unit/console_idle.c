/* console_idle.c - the full screen while time goes by: who types is not idle */
#include "console/console.h"
#include "unit/fake_terminal.h"
#include "unit/interview_set.h"
#include "unit/test.h"

enum { SECOND = 1000, IDLE = 180 * SECOND, WARN = 60 * SECOND };

/* A key after so many milliseconds. */
struct step {
	int64_t after;
	enum key_kind kind;
	uint32_t c;
};

struct steps {
	const struct step *at;
	size_t count, done;
};

/* What is in time comes; before it, what the screen waits for. */
static struct key
next_key(void *self)
{
	struct steps *s = self;
	const struct step *step = &s->at[s->done];

	if (s->done == s->count)
		return (struct key){KEYS_HANGUP, 0};
	s->done++;
	fake.now += step->after;
	fake.monotonic += step->after;
	return (struct key){step->kind, step->c};
}

static bool
is_code(void *self, const char *typed)
{
	(void)self;
	return strcmp(typed, "77") == 0;
}

/* From the third question, which is a text: everything that was drawn. */
static const char *
drawn_after(struct sitting *s, const struct step *at, size_t count, bool kiosk)
{
	struct sink sink = {&s->memory, memory_put, memory_code};
	struct steps steps = {at, count, 0};
	const struct console_options o = {.deaf_ms = 0};
	struct err err = ERR_NONE;
	struct console *c = console_screen_new(&o);

	*s = (struct sitting){0};
	s->form = form_of(&s->arena, two_tongues);
	s->options = (struct interview_options){
		.mode = "screen",
		.lang = "en",
		.now = FAKE_NOW,
		.idle = {IDLE, WARN, IDLE}
        };
	if (kiosk)
		s->options.kiosk = (struct kiosk){s, is_code, is_code, NULL};
	s->iv = interview_new(s->form, &test_practice, &sink, &s->options);
	if (kiosk)
		act(s, ACT_NEXT), say(s, "en"), act(s, ACT_NEXT);
	begin(s);
	act(s, ACT_SKIP);
	act(s, ACT_SKIP);
	buf_init(&fake.drawn, 0);
	fake.keeps = true;
	fake.key = next_key;
	fake.self = &steps;
	fake.now = FAKE_NOW;
	console_run(s->iv, c, &err);
	console_free(c);
	return arena_strdup(&s->arena, buf_text(&fake.drawn));
}

static bool
is_in(const char *text, const char *drawn)
{
	bool found = strstr(drawn, text) != NULL;

	buf_free(&fake.drawn);
	return found;
}

TEST(console, who_types_a_text_is_not_idle_though_nothing_is_decided)
{
	struct step at[12];
	struct sitting s;

	for (size_t i = 0; i + 1 < COUNT_OF(at); i++)
		at[i] = (struct step){100 * SECOND, KEYS_CHAR, 'm'};
	at[COUNT_OF(at) - 1] = (struct step){100 * SECOND, KEYS_TICK, 0};
	assert_false(
		is_in("Are you still there?", drawn_after(&s, at, COUNT_OF(at), false)));
	assert_int_equal(view(&s)->screen, SCREEN_SAVED);
	sitting_close(&s);
}

TEST(console, after_the_last_key_an_idle_screen_asks_before_it_hides)
{
	static const struct step at[] = {
		{100 * SECOND, KEYS_CHAR, 'm'},
		{100 * SECOND, KEYS_CHAR, 'm'},
		{IDLE - 1,     KEYS_TICK, 0  },
		{1,            KEYS_TICK, 0  },
		{WARN - 1,     KEYS_TICK, 0  },
		{0,            KEYS_CHAR, 'z'},
	};
	struct sitting s;
	const char *drawn = drawn_after(&s, at, COUNT_OF(at), false);

	assert_non_null(strstr(drawn, "Are you still there?"));
	assert_null(strstr(drawn, "mmz")); /* any key goes on, and is no letter */
	assert_false(is_in("Press Enter\n", drawn));
	sitting_close(&s);
}

TEST(console, a_paste_that_never_ends_does_not_keep_a_locked_screen_closed)
{
	static const struct step at[] = {
		{0,    KEYS_PASTE, 0  },
		{0,    KEYS_CHAR,  'm'},
		{IDLE, KEYS_TICK,  0  },
		{WARN, KEYS_TICK,  0  },
		{400,  KEYS_TICK,  0  },
		{10,   KEYS_CHAR,  '7'},
		{10,   KEYS_CHAR,  '7'},
		{10,   KEYS_ENTER, 0  },
		{10,   KEYS_CHAR,  'n'},
	};
	struct sitting s;
	const char *drawn = drawn_after(&s, at, COUNT_OF(at), true);

	assert_non_null(strstr(drawn, "This screen is closed for now"));
	assert_true(is_in("> mn", drawn));
	sitting_close(&s);
}

TEST(console, a_text_that_was_being_written_is_there_again_when_a_locked_screen_opens)
{
	static const struct step at[] = {
		{0,    KEYS_CHAR,  'm'},
		{IDLE, KEYS_TICK,  0  },
		{WARN, KEYS_TICK,  0  },
		{400,  KEYS_TICK,  0  },
		{10,   KEYS_CHAR,  '7'},
		{10,   KEYS_ENTER, 0  },
		{10,   KEYS_CHAR,  '7'},
		{10,   KEYS_CHAR,  '7'},
		{10,   KEYS_ENTER, 0  },
		{10,   KEYS_CHAR,  'n'},
	};
	struct sitting s;

	assert_true(is_in("> mn", drawn_after(&s, at, COUNT_OF(at), true)));
	sitting_close(&s);
}

TEST(console, a_held_enter_passes_no_message_before_it_was_let_go)
{
	struct step at[20];
	struct sitting s;
	size_t n = 0;

	at[n++] = (struct step){0, KEYS_ESCAPE, 0};
	at[n++] = (struct step){0, KEYS_CHAR, 'k'}; /* the rest of the part */
	at[n++] = (struct step){400, KEYS_TICK, 0};
	at[n++] = (struct step){0, KEYS_CHAR, 's'}; /* the one about home */
	at[n++] = (struct step){0, KEYS_ENTER, 0};
	at[n++] = (struct step){400, KEYS_TICK, 0};
	at[n++] = (struct step){0, KEYS_CHAR, 's'}; /* the safety item */
	while (n < COUNT_OF(at))
		at[n++] = (struct step){90, KEYS_ENTER, 0};
	assert_false(is_in("Has anything helped?", drawn_after(&s, at, n, false)));
	assert_string_equal(memory_story(&s.memory),
		"consent=yes answer:far=!skipped answer:body=!skipped "
		"section:lately=skip "
		"section:home=skip answer:better=!skipped safety:self_harm=soft stop");
	sitting_close(&s);
}
