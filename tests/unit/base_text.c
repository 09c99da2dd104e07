/* what the program says, and digests */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "po/tables.h"
#include "unit/test.h"

static const char *
name_of(int id)
{
	return (const char *)&text_pool + text_names[id];
}

/* The names of the holes in a text, sorted, one after another: "{day}{month}". */
static void
put_holes(struct buf *out, const char *text)
{
	const char *open[64];
	size_t count = 0;

	while ((text = strchr(text, '{')) != NULL) {
		size_t at = count++;

		assert_true(count < COUNT_OF(open));
		assert_non_null(strchr(text, '}'));
		for (; at > 0 && strcmp(open[at - 1], text) > 0; at--)
			open[at] = open[at - 1];
		open[at] = text++;
	}
	for (size_t i = 0; i < count; i++) {
		size_t len = strcspn(open[i], "}") + 1;

		if (i == 0 || strncmp(open[i - 1], open[i], len) != 0)
			buf_add(out, open[i], len);
	}
}

TEST(text, every_language_says_everything_that_english_says)
{
	for (int lang = 0; lang < LANG_COUNT; lang++)
		for (int id = 0; id < TEXT_COUNT; id++)
			if (!text_places[lang][id])
				fail_msg("%s lacks %s", lang_tags[lang], name_of(id));
}

TEST(text, every_language_has_the_holes_that_english_has)
{
	for (int id = 0; id < TEXT_COUNT; id++) {
		struct buf english = BUF_NONE;

		put_holes(&english, text(LANG_EN, (enum text_id)id));
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			struct buf other = BUF_NONE;

			put_holes(&other, text((enum lang)lang, (enum text_id)id));
			if (strcmp(buf_text(&english), buf_text(&other)) != 0)
				fail_msg("%s in %s has %s, in English %s", name_of(id),
					lang_tags[lang], buf_text(&other),
					buf_text(&english));
			buf_free(&other);
		}
		buf_free(&english);
	}
}

TEST(text, a_language_is_known_by_the_first_part_of_its_tag)
{
	assert_int_equal(text_lang("es"), LANG_ES);
	assert_int_equal(text_lang("es-MX"), LANG_ES);
	assert_int_equal(text_lang("ES_us.UTF-8"), LANG_ES);
	assert_int_equal(text_lang("es@euro"), LANG_ES);
	assert_int_equal(text_lang("en-GB"), LANG_EN);
	assert_int_equal(text_lang("est"), LANG_EN); /* Estonian */
	assert_int_equal(text_lang("e"), LANG_EN);
	assert_int_equal(text_lang("C"), LANG_EN);
	assert_int_equal(text_lang(""), LANG_EN);
	assert_int_equal(text_lang(NULL), LANG_EN);
	assert_string_equal(text_lang_tag(LANG_ES), "es");
}

TEST(text, a_language_calls_itself_the_same_everywhere)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		assert_string_equal(text((enum lang)lang, TEXT_LANG_EN), "English");
		assert_string_equal(text((enum lang)lang, TEXT_LANG_ES), "Español");
	}
}

TEST(text, a_text_is_found_by_its_name)
{
	for (int id = 0; id < TEXT_COUNT; id++)
		assert_int_equal(text_find(name_of(id)), id);
	assert_int_equal(text_find("no-such-text"), TEXT_COUNT);
	assert_int_equal(text_find(""), TEXT_COUNT);
}

TEST(text, holes_are_filled_by_name_wherever_they_stand)
{
	struct buf b = BUF_NONE;

	text_fill(&b, LANG_ES, TEXT_DATE_MONTH, "year", "2021", "month", "{year}", NULL);
	assert_string_equal(buf_text(&b), "{year} de 2021"); /* a value is no template */
	buf_clear(&b);
	text_fill(&b, LANG_EN, TEXT_DATE_MONTH, "month-short", "no", "year", "2021",
		"month", "May", NULL);
	assert_string_equal(buf_text(&b), "May 2021");
	buf_clear(&b);
	text_fill(&b, LANG_EN, TEXT_MONTH_5, NULL);
	assert_string_equal(buf_text(&b), "May");
	buf_free(&b);
}

TEST(digest, is_sha_256_in_hex)
{
	char hex[DIGEST_HEX];

	digest_hex("abc", 3, hex); /* FIPS 180-4 */
	assert_string_equal(
		hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest_hex(NULL, 0, hex);
	assert_string_equal(
		hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
