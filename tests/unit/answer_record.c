/* What happened, in order, and what it comes to. */
#include "answer/answer.h"
#include "unit/answer_form.h"
#include "unit/test.h"

#define DIGEST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* A sitting with a change of mind, a part skipped, a language, a stop and an end. */
static const struct event sitting[] = {
	{EVENT_START,   1000, "form",   "test 1 " DIGEST          },
	{EVENT_START,   1000, "client", "C-17"                    },
	{EVENT_START,   1000, "lang",   "en"                      },
	{EVENT_START,   1000, "mode",   "line"                    },
	{EVENT_CONSENT, 2000, "",       "yes"                     },
	{EVENT_ANSWER,  3000, "mood",   "often"                   },
	{EVENT_ANSWER,  4000, "safe",   "!dont-know"              },
	{EVENT_ANSWER,  3500, "mood",   "never"                   }, /* the clock was put back */
	{EVENT_LANG,    5000, "",       "es"                      },
	{EVENT_STOP,    6000, "",       ""                        },
	{EVENT_RESUME,  7000, "",       ""                        },
	{EVENT_ANSWER,  7100, "words",  "uno\\ndos\ttres \\\\ fin"},
	{EVENT_SECTION, 7200, "second", "skip"                    },
	{EVENT_SAFETY,  7300, "harm",   "go-on"                   },
	{EVENT_FINISH,  8000, "",       ""                        },
};

TEST(answer, a_record_is_read_back_as_it_was_written)
{
	struct arena a = ARENA_NONE;
	struct buf bytes = BUF_NONE, again = BUF_NONE;
	struct record r, back;
	struct err err = ERR_NONE;

	assert_int_equal(record_from_events(&a, sitting, COUNT_OF(sitting), &r, &err), 0);
	record_put(&bytes, &r);
	assert_int_equal(record_read(&a, buf_text(&bytes), bytes.len, &back, &err), 0);
	record_put(&again, &back);
	assert_string_equal(buf_text(&bytes), buf_text(&again));
	assert_string_equal(back.form_id, "test");
	assert_int_equal(back.form_version, 1);
	assert_string_equal(back.form_digest, DIGEST);
	assert_string_equal(back.client, "C-17");
	assert_string_equal(back.lang, "es");
	assert_string_equal(back.mode, "line");
	assert_string_equal(back.consent, "yes");
	assert_int_equal(back.state, RECORD_DONE);
	assert_int_equal(back.started, 1000);
	assert_int_equal(back.ended, 8000);
	assert_string_equal(back.events[11].value, sitting[11].value);
	buf_free(&bytes);
	buf_free(&again);
	arena_free(&a);
}

TEST(answer, a_record_cut_or_changed_anywhere_is_refused_or_still_a_record)
{
	struct arena a = ARENA_NONE;
	struct buf bytes = BUF_NONE;
	struct record r;
	struct err err = ERR_NONE;

	assert_int_equal(record_from_events(&a, sitting, COUNT_OF(sitting), &r, &err), 0);
	record_put(&bytes, &r);
	for (size_t n = 0; n < bytes.len; n++) {
		struct arena b = ARENA_NONE;
		struct record cut;
		bool line_end = n > 0 && bytes.data[n - 1] == '\n';
		int rc;

		rc = record_read(&b, bytes.data, n, &cut, &err);
		if (!line_end)
			assert_int_equal(rc, ERR_INVALID);
		arena_free(&b);
	}
	buf_free(&bytes);
	arena_free(&a);
}

TEST(answer, events_that_make_no_sense_are_refused)
{
	static const struct event start = {EVENT_START, 1, "form", "test 1 " DIGEST};
	static const struct event bad[] = {
		{EVENT_START,   2, "form",  "test 1 " DIGEST},
		{EVENT_START,   2, "name",  "x"             },
		{EVENT_CONSENT, 2, "",      "perhaps"       },
		{EVENT_SAFETY,  2, "harm",  "ignored"       },
		{EVENT_SECTION, 2, "first", "skipped"       },
		{EVENT_ANSWER,  2, "",      "often"         },
		{EVENT_FINISH,  2, "",      "yes"           },
	};
	static const char *const forms[] = {"", "test", "test 1", "test x " DIGEST,
		"test 0 " DIGEST, "test 1 abc", "test 1 " DIGEST "0", " 1 " DIGEST};
	struct arena a = ARENA_NONE;
	struct err err = ERR_NONE;
	struct record r;

	assert_int_equal(record_from_events(&a, &start, 1, &r, &err), 0);
	assert_int_equal(r.state, RECORD_OPEN);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		const struct event two[] = {start, bad[i]};

		assert_int_equal(record_from_events(&a, two, 2, &r, &err), ERR_INVALID);
	}
	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		const struct event one = {EVENT_START, 1, "form", forms[i]};

		assert_int_equal(record_from_events(&a, &one, 1, &r, &err), ERR_INVALID);
	}
	assert_int_equal(record_from_events(&a, NULL, 0, &r, &err), ERR_INVALID);
	/* nothing follows the end */
	{
		const struct event three[] = {
			start, {EVENT_DECLINE, 2, "", "no"},
                         sitting[5]
                };

		assert_int_equal(record_from_events(&a, three, 2, &r, &err), 0);
		assert_int_equal(r.state, RECORD_DECLINED);
		assert_int_equal(record_from_events(&a, three, 3, &r, &err), ERR_INVALID);
	}
	arena_free(&a);
}

TEST(answer, the_last_word_counts_and_a_skipped_part_skips_what_was_not_said)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of(&a, every_kind);
	struct record r;
	struct answers *got;
	struct err err = ERR_NONE;
	const struct said *said;
	size_t count = 0;

	assert_non_null(f);
	assert_int_equal(record_from_events(&a, sitting, COUNT_OF(sitting), &r, &err), 0);
	/* "second" is skipped after one of its questions was answered, out of its order
	 */
	assert_int_equal(
		record_answers(&a, &r, f, &got, &err), ERR_INVALID); /* the tab */
	{
		struct event fixed[COUNT_OF(sitting)];

		memcpy(fixed, sitting, sizeof sitting);
		fixed[11].value = "uno\\ndos";
		assert_int_equal(
			record_from_events(&a, fixed, COUNT_OF(fixed), &r, &err), 0);
		assert_int_equal(record_answers(&a, &r, f, &got, &err), 0);
		said = record_history(&a, &r, form_item(f, "mood"), &count);
	}
	assert_int_equal(answers_value(got, form_item(f, "mood")).choice, 0);
	assert_int_equal(
		answers_value(got, form_item(f, "safe")).missing, MISSING_DONT_KNOW);
	assert_int_equal(
		answers_value(got, form_item(f, "who")).missing, MISSING_NOT_REACHED);
	assert_int_equal(answers_value(got, form_item(f, "years")).missing,
		MISSING_SECTION_SKIPPED);
	assert_string_equal(answers_value(got, form_item(f, "words")).text, "uno\ndos");
	assert_int_equal(count, 2);
	assert_int_equal(said[0].value.choice, 2);
	assert_int_equal(said[0].at, 3000);
	assert_int_equal(said[1].value.choice, 0);
	arena_free(&a);
}

TEST(answer, an_event_is_one_line_whatever_was_said)
{
	static const struct event e = {EVENT_ANSWER, -5, "words", "a\tb\nc\\d\r\"é"};
	struct arena a = ARENA_NONE;
	struct buf line = BUF_NONE;
	struct event back;

	event_put(&line, &e);
	assert_null(strchr(buf_text(&line), '\n'));
	assert_true(event_read(&a, buf_text(&line), line.len, &back));
	assert_int_equal(back.kind, e.kind);
	assert_int_equal(back.at, e.at);
	assert_string_equal(back.key, e.key);
	assert_string_equal(back.value, e.value);
	assert_false(event_read(&a, "answer\t1\twords", 14, &back));
	assert_false(event_read(&a, "answer\t1\ta\tb\tc", 14, &back));
	assert_false(event_read(&a, "reply\t1\ta\tb", 11, &back));
	assert_false(event_read(&a, "answer\tx\ta\tb", 12, &back));
	assert_false(event_read(&a, "answer\t1\ta\t\xff", 12, &back));
	buf_free(&line);
	arena_free(&a);
}

TEST(answer, the_head_of_a_record_is_read_back_and_nothing_of_it_may_be_missing)
{
	static const struct record_head h = {.form_id = "phq9",
		.form_version = 3,
		.client = "A 1\\2",
		.lang = "es",
		.state = RECORD_STOPPED,
		.started = 1795000000123,
		.ended = 0,
		.flags = 1,
		.ask = 2,
		.answered = 7,
		.items = 10};
	struct arena a = ARENA_NONE;
	struct buf out = BUF_NONE, later = BUF_NONE;
	struct record_head back;
	struct err err = ERR_NONE;

	record_head_put(&out, &h);
	buf_printf(&later, "%sfrom-a-later-version 1\n", buf_text(&out));
	assert_int_equal(
		record_head_read(&a, buf_text(&later), later.len, &back, &err), 0);
	assert_string_equal(back.form_id, h.form_id);
	assert_int_equal(back.form_version, h.form_version);
	assert_string_equal(back.client, h.client);
	assert_string_equal(back.lang, h.lang);
	assert_int_equal(back.state, h.state);
	assert_true(back.started == h.started && back.ended == 0);
	assert_int_equal(back.flags, 1);
	assert_int_equal(back.ask, 2);
	assert_int_equal(back.answered, 7);
	assert_int_equal(back.items, 10);
	for (size_t n = 0; n < out.len; n++)
		assert_int_equal(
			record_head_read(&a, out.data, n, &back, &err), ERR_INVALID);
	buf_free(&out);
	buf_free(&later);
	arena_free(&a);
}

TEST(answer, a_client_code_put_right_is_kept_beside_the_old_one)
{
	static const struct note right = {NOTE_ASSIGN, 9000, "Dr. A\tB", "C-18", 0};
	static const struct note beside[] = {
		{NOTE_ASSIGN, 8500, "Dr. A", "C-99",                 0},
		{NOTE_ACK,    8600, "Dr. A", "called\nthe client\\", 0},
	};
	struct arena a = ARENA_NONE;
	struct buf bytes = BUF_NONE;
	struct record r, back;
	struct err err = ERR_NONE;

	assert_int_equal(record_from_events(&a, sitting, COUNT_OF(sitting), &r, &err), 0);
	record_add_notes(&a, &r, beside, 2);
	assert_string_equal(r.client, "C-99"); /* put right while in progress */
	record_add_notes(&a, &r, &right, 0);
	assert_int_equal(r.note_count, 2);
	r.notes = &right;
	r.note_count = 1;
	record_put(&bytes, &r);
	assert_int_equal(record_read(&a, buf_text(&bytes), bytes.len, &back, &err), 0);
	assert_string_equal(back.client, "C-18");
	assert_string_equal(back.notes[0].by, "Dr. A\tB");
	assert_string_equal(
		back.events[1].value, "C-17"); /* the history has the old one */
	/* what lies beside it still was taken up before */
	record_add_notes(&a, &back, beside, 2);
	assert_string_equal(back.client, "C-18");
	assert_int_equal(back.note_count, 2);
	assert_string_equal(back.notes[1].text, beside[1].text);
	/* an event after a note, or a note of another kind, is no record */
	buf_str(&bytes, "stop\t9500\t\t\n");
	assert_int_equal(
		record_read(&a, buf_text(&bytes), bytes.len, &back, &err), ERR_INVALID);
	buf_free(&bytes);
	arena_free(&a);
}

TEST(answer, a_flag_is_seen_only_when_nothing_came_after)
{
	struct note ack = {NOTE_ACK, 9000, "Dr. A", "", 3};
	struct arena a = ARENA_NONE;
	struct record r = {.state = RECORD_STOPPED, .event_count = 3, .client = ""};

	assert_null(record_seen(&r));
	record_add_notes(&a, &r, &ack, 1);
	assert_int_equal(record_seen(&r)->at, 9000);
	r.event_count = 4;
	assert_null(record_seen(&r));
	r.state = RECORD_DONE;
	r.event_count = 3;
	assert_null(record_seen(&r));
	ack.events = 0;
	record_add_notes(&a, &r, &ack, 1);
	assert_non_null(record_seen(&r));
	arena_free(&a);
}

TEST(answer, a_note_is_read_back_as_it_was_written_and_nothing_else_is)
{
	static const char *const bad[] = {"", "ack\t1\t0\tme", "ack\t1\t0\tme\tx\ty",
		"nod\t1\t0\tme\tx", "ack\tx\t0\tme\tx", "ack\t1\t-1\tme\tx",
		"assign\t1\t0\tme\tJane Doe", "ack\t1\t0\tme\t\\q"};
	static const struct note n = {NOTE_ACK, 77, "Ana", "one\ntwo\tthree \\ é", 5};
	struct arena a = ARENA_NONE;
	struct buf b = BUF_NONE;
	struct note back;

	note_put(&b, &n);
	assert_true(note_read(&a, buf_text(&b), b.len, &back));
	assert_string_equal(back.text, n.text);
	assert_string_equal(back.by, n.by);
	assert_int_equal(back.events, 5);
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(note_read(&a, bad[i], strlen(bad[i]), &back));
	buf_free(&b);
	arena_free(&a);
}
