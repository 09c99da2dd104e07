/* store_code.c - resume codes: what is forgiven, what is not, and the wait */
#include "store/fixture.h"
#include "store/life.h"

static const char *const one[] = {"one", NULL};

TEST(store, a_code_is_read_as_people_write_it)
{
	static const char *const same[] = {"217-8D3H0-WHDN7", "217 8d3h0 whdn7",
		"2178D3H0WHDN7", " 2I7-8D3HO-WHDN7 ",
		"2l7\xe2\x80\x93"
		"8d3ho\xc2\xa0WHDN7",
		"00217.8D3H0.WHDN7"};
	static const char *const none[] = {"", "8D3H0-WHDN7", "x17-8D3H0-WHDN7",
		"217-8D3U0-WHDN7", "217-8D3H0-WHDN7!", "1234567890-8D3H0-WHDN7", "\xff",
		"ñ"};
	char secret[CODE_SECRET], text[STORE_CODE_TEXT];
	int64_t visit;

	for (size_t i = 0; i < COUNT_OF(same); i++) {
		assert_true(code_parse(same[i], &visit, secret));
		assert_int_equal(visit, 217);
		assert_string_equal(secret, "8D3H0WHDN7");
	}
	code_put(text, visit, secret);
	assert_string_equal(text, "217-8D3H0-WHDN7");
	for (size_t i = 0; i < COUNT_OF(none); i++)
		assert_false(code_parse(none[i], &visit, secret));
}

/* The code with one character changed. */
static void
wrong_code(char out[STORE_CODE_TEXT], const char *code)
{
	snprintf(out, STORE_CODE_TEXT, "%s", code);
	out[strlen(out) - 1] = out[strlen(out) - 1] == '7' ? '8' : '7';
}

TEST(store, wrong_unknown_and_finished_codes_are_one_answer)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *d = begun(p, s, one), *done = begun(p, s, one), *got = NULL;
	char wrong[STORE_CODE_TEXT], first[512];
	struct buf events = BUF_NONE;

	wrong_code(wrong, store_draft_code(d));
	FAILS(p, ERR_LOCKED, draft_back(s, wrong, gather, &events, &got, &p->err));
	snprintf(first, sizeof first, "%s", p->err.text);
	OK(p, draft_end(done, STORE_DONE, "", 0, "", 0, &p->err));
	FAILS(p, ERR_LOCKED,
		draft_back(s, store_draft_code(done), gather, &events, &got, &p->err));
	assert_string_equal(p->err.text, first);
	FAILS(p, ERR_LOCKED,
		draft_back(s, "99-8D3H0-WHDN7", gather, &events, &got, &p->err));
	assert_string_equal(p->err.text, first);
	FAILS(p, ERR_LOCKED,
		draft_back(s, "my birthday", gather, &events, &got, &p->err));
	assert_string_equal(p->err.text, first);
	assert_int_equal(events.len, 0);
	assert_null(got);
	store_draft_free(d);
	store_draft_free(done);
	store_close(s);
	free(p);
}

TEST(store, after_three_wrong_codes_that_visit_waits_a_minute_and_no_other)
{
	struct practice *p = practice_new();
	struct store *s;
	struct store_draft *d, *other, *got = NULL;
	struct buf events = BUF_NONE;
	char wrong[STORE_CODE_TEXT];
	int wait = -1;

	setenv("ANTEROOM_TEST_CLOCK", "2026-11-23T10:00:00Z", 1);
	s = opened(p);
	d = begun(p, s, one);
	other = begun(p, s, one);
	wrong_code(wrong, store_draft_code(d));
	for (int i = 0; i < 3; i++) {
		FAILS(p, ERR_LOCKED,
			store_resume(s, wrong, gather, &events, &got, &wait, &p->err));
		assert_int_equal(wait, 0);
	}
	store_close(s);
	d->s = other->s = s = opened(p); /* a restart does not help */
	FAILS(p, ERR_LOCKED,
		store_resume(
			s, store_draft_code(d), gather, &events, &got, &wait, &p->err));
	assert_in_range(wait, 1, 60);
	OK(p,
		store_resume(s, store_draft_code(other), gather, &events, &got, &wait,
			&p->err));
	store_draft_free(got);
	/* nor does a clock set back, beyond a minute */
	setenv("ANTEROOM_TEST_CLOCK", "2020-01-01T10:00:00Z", 1);
	FAILS(p, ERR_LOCKED,
		store_resume(
			s, store_draft_code(d), gather, &events, &got, &wait, &p->err));
	assert_in_range(wait, 1, 60);
	setenv("ANTEROOM_TEST_CLOCK", "2020-01-01T10:02:00Z", 1);
	OK(p,
		store_resume(
			s, store_draft_code(d), gather, &events, &got, &wait, &p->err));
	unsetenv("ANTEROOM_TEST_CLOCK");
	buf_free(&events);
	store_draft_free(got);
	store_draft_free(d);
	store_draft_free(other);
	store_close(s);
	free(p);
}

TEST(store, an_unknown_visit_number_waits_like_a_known_one)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *got = NULL;
	int wait = -1;

	for (int i = 0; i < 4; i++) {
		FAILS(p, ERR_LOCKED,
			store_resume(
				s, "7-8D3H0-WHDN7", gather, NULL, &got, &wait, &p->err));
		assert_int_equal(wait > 0, i == 3);
	}
	store_close(s);
	free(p);
}

TEST(store, a_new_code_opens_what_the_old_one_did_and_the_old_draft_ends)
{
	static const char *const two[] = {"one", "two", NULL};
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *d = begun(p, s, two), *got = NULL;
	struct store_vault *v = unlocked(p, s);
	char code[STORE_CODE_TEXT] = "";
	struct buf events = BUF_NONE;

	OK(p, store_code_new(v, store_draft_id(d), code, &p->err));
	assert_int_equal(
		number_in(s, "SELECT count(*) FROM audit WHERE event = 'code'"), 1);
	FAILS(p, ERR_LOCKED,
		draft_back(s, store_draft_code(d), gather, &events, &got, &p->err));
	FAILS(p, ERR_REFUSED, store_event_put(d, STORE_OPEN, "three", 5, &p->err));
	FAILS(p, ERR_REFUSED, draft_end(d, STORE_DONE, "", 0, "", 0, &p->err));
	OK(p, draft_back(s, code, gather, &events, &got, &p->err));
	assert_string_equal(buf_text(&events), "one|two|");
	assert_string_equal(store_draft_code(got), code);
	put(p, got, "three");
	OK(p, draft_end(got, STORE_DONE, "h", 1, "b", 1, &p->err));
	FAILS(p, ERR_REFUSED, store_code_new(v, store_draft_id(got), code, &p->err));
	FAILS(p, ERR_NOT_FOUND,
		store_code_new(v, "00112233445566778899aabbccddeeff", code, &p->err));
	buf_free(&events);
	store_draft_free(d);
	store_draft_free(got);
	store_vault_free(v);
	store_close(s);
	free(p);
}

TEST(store, a_new_code_ends_the_wait_of_wrong_tries_and_a_draft_without_one_gets_one)
{
	struct practice *p = practice_new();
	struct store *s = opened(p);
	struct store_draft *d = begun(p, s, one), *got = NULL;
	struct store_vault *v = unlocked(p, s);
	char wrong[STORE_CODE_TEXT], code[STORE_CODE_TEXT] = "";
	struct buf events = BUF_NONE;

	wrong_code(wrong, store_draft_code(d));
	for (int i = 0; i < 3; i++)
		FAILS(p, ERR_LOCKED,
			draft_back(s, wrong, gather, &events, &got, &p->err));
	OK(p, store_code_new(v, store_draft_id(d), code, &p->err));
	OK(p, draft_back(s, code, gather, &events, &got, &p->err));
	store_draft_free(got);
	got = NULL;
	tamper(p, "DELETE FROM resume");
	OK(p, store_code_new(v, store_draft_id(d), code, &p->err));
	OK(p, draft_back(s, code, gather, &events, &got, &p->err));
	assert_string_equal(buf_text(&events), "one|one|");
	buf_free(&events);
	store_draft_free(d);
	store_draft_free(got);
	store_vault_free(v);
	store_close(s);
	free(p);
}
