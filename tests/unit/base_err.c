/* one sentence for an operation that did not happen */
#include <errno.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "unit/test.h"

TEST(err, says_what_happened_and_returns_its_code)
{
	struct err err = ERR_NONE;

	assert_int_equal(
		err_set(&err, ERR_REFUSED, "'%s' is already there", "x.pdf"), -8);
	assert_int_equal(err.code, ERR_REFUSED);
	assert_string_equal(err.text, "'x.pdf' is already there");
	assert_string_equal(err.advice, "");
	err_advise(&err, "name another, or add %s", "--force");
	assert_string_equal(err.advice, "name another, or add --force");
	err_wrap(&err, "report '%s'", "7");
	assert_string_equal(err.text, "report '7': 'x.pdf' is already there");
	assert_int_equal(err.code, ERR_REFUSED);
	err_clear(&err);
	assert_int_equal(err.code, 0);
	assert_string_equal(err.text, "");
	assert_string_equal(err.advice, "");
}

TEST(err, a_second_failure_may_quote_the_first)
{
	struct err err = ERR_NONE;

	err_set(&err, ERR_FAILED, "the disk is full");
	err_advise(&err, "make room");
	err_set(&err, ERR_INVALID, "not kept (%s)", err.text);
	assert_string_equal(err.text, "not kept (the disk is full)");
	assert_string_equal(err.advice, "");
	assert_int_equal(err.code, ERR_INVALID);
}

TEST(err, ends_in_the_systems_words_in_small_letters)
{
	struct err err = ERR_NONE;

	assert_int_equal(
		err_errno(&err, ERR_NOT_FOUND, ENOENT, "cannot open '%s'", "a"), -3);
	assert_string_equal(err.text, "cannot open 'a': no such file or directory");
	err_errno(&err, ERR_FAILED, EIO, "cannot read 'a'");
	assert_string_equal(err.text, "cannot read 'a': input/output error");
	assert_int_equal(err_code_of(ENOENT), ERR_NOT_FOUND);
	assert_int_equal(err_code_of(EACCES), ERR_LOCKED);
	assert_int_equal(err_code_of(ENOSPC), ERR_FAILED);
}

TEST(err, a_file_name_cannot_steer_the_terminal)
{
	struct err err = ERR_NONE;

	err_set(&err, ERR_NOT_FOUND, "cannot open '%s'",
		"a\x1b[2J\nb\x7f\xc2\x9b\x9b\xe2\x80\xae"
		"ñ");
	assert_string_equal(err.text, "cannot open 'a?[2J?b????ñ'");
	err_advise(&err, "see '%s'", "\x1b]0;x\x07");
	assert_string_equal(err.advice, "see '?]0;x?'");
	err_wrap(&err, "in '%s'", "\x1b");
	assert_string_equal(err.text, "in '?': cannot open 'a?[2J?b????ñ'");
}

TEST(err, what_is_too_long_is_cut_and_stays_whole_characters)
{
	char name[1200];
	struct err err = ERR_NONE;

	for (size_t i = 0; i + 1 < sizeof(name); i += 2)
		memcpy(name + i, "ñ", 2);
	name[sizeof(name) - 2] = '\0';
	for (int shift = 0; shift < 2; shift++) {
		err_set(&err, ERR_FAILED, "%s%s", shift ? "x" : "", name);
		assert_true(strlen(err.text) < sizeof(err.text));
		assert_true(strlen(err.text) > sizeof(err.text) - 4);
		assert_int_equal(
			utf8_valid(err.text, strlen(err.text)), strlen(err.text));
	}
	err_wrap(&err, "%s", name);
	assert_true(strlen(err.text) < sizeof(err.text));
	err_wrap(&err, "y");
	assert_int_equal(strncmp(err.text, "y: ", 3), 0);
}

TEST(err, a_subject_that_is_named_already_is_not_named_again)
{
	struct err err = ERR_NONE;

	err_set(&err, ERR_FAILED, "it is not there");
	err_subject(&err, "store", "/x/store.db");
	assert_string_equal(err.text, "store '/x/store.db': it is not there");
	err_subject(&err, "store", "/y/../x/store.db");
	assert_string_equal(err.text, "store '/x/store.db': it is not there");
	err_set(&err, ERR_REFUSED, "'/x/store.db' is open to other users");
	err_advise(&err, "close it to them");
	err_subject(&err, "store", "/x/store.db");
	assert_string_equal(err.text, "'/x/store.db' is open to other users");
	assert_string_equal(err.advice, "close it to them");
	err_set(&err, ERR_REFUSED, "'/x' is open to other users");
	err_subject(&err, "store", "/x/store.db");
	assert_string_equal(err.text, "store '/x/store.db': '/x' is open to other users");
	err_set(&err, ERR_FAILED, "'%s' is open", "a\nb");
	err_subject(&err, "file", "a\nb");
	assert_string_equal(err.text, "'a?b' is open");
}

TEST(err, nobody_need_want_to_know)
{
	assert_int_equal(err_set(NULL, ERR_FAILED, "x"), ERR_FAILED);
	assert_int_equal(err_errno(NULL, ERR_FAILED, EIO, "x"), ERR_FAILED);
	err_advise(NULL, "x");
	err_wrap(NULL, "x");
	err_subject(NULL, "x", "y");
}
