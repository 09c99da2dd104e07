/* Values to stored text, to words and back. */
#include "answer/answer.h"
#include "unit/answer_form.h"
#include "unit/test.h"

static const struct form *
the_form(struct arena *a)
{
	const struct form *f = form_of(a, every_kind);

	assert_non_null(f);
	return f;
}

TEST(answer, a_stored_text_comes_back_as_the_same_bytes)
{
	static const char *const rows[][2] = {
		{"mood",  "never"                        },
		{"mood",  "no_chance"                    },
		{"mood",  "!skipped"                     },
		{"safe",  "!dont-know"                   },
		{"who",   "mother grand"                 },
		{"who",   "nobody"                       },
		{"years", "0"                            },
		{"years", "~7.5"                         },
		{"years", "!section-skipped"             },
		{"born",  "1989-03-14"                   },
		{"born",  "~1989"                        },
		{"moved", "2021-03"                      },
		{"began", "2021"                         },
		{"words", "I feel far away.\\nMost days."},
		{"words", "\\!skipped \\\\ 100%"         },
		{"words", "!not-reached"                 },
		{"words", "!not-asked"                   },
	};
	struct arena a = ARENA_NONE;
	const struct form *f = the_form(&a);

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct item *it = form_item(f, rows[i][0]);
		struct buf out = BUF_NONE;
		struct value v, again;

		assert_true(value_read(&a, it, rows[i][1], &v));
		value_put(&out, it, &v);
		assert_string_equal(buf_text(&out), rows[i][1]);
		assert_true(value_read(&a, it, buf_text(&out), &again));
		assert_true(value_equal(it, &v, &again));
		buf_free(&out);
	}
	arena_free(&a);
}

TEST(answer, stored_text_that_no_answer_gives_is_not_read)
{
	static const char *const rows[][2] = {
		{"mood",  ""						    },
		{"mood",  "Never"					       },
		{"mood",  "0"						   },
		{"mood",  "never "					      },
		{"mood",  "!"						   },
		{"mood",  "!Skipped"					    },
		{"safe",  "!does-not-apply"                                     }, /* no answer of it is marked so */
		{"who",   "mother mother"				       },
		{"who",   "mother  grand"				       },
		{"who",   "mother nobody"				       },
		{"who",   " "						   },
		{"years", "91"						  },
		{"years", "7,5"						 },
		{"years", "~"						   },
		{"born",  "1989"						},
		{"born",  "1989-02-30"					  },
		{"moved", "2021-03-14"					  },
		{"began", "2021-03"					     },
		{"words", ""						    },
		{"words", "a\\"						 },
		{"words", "a\\xb"					       },
		{"words", "a\n"						 },
		{"words", "a\x1b[0m"					    },
		{"words",
                 "1234567890123456789012345678901234567890123456789012345678901"},
	};
	struct arena a = ARENA_NONE;
	const struct form *f = the_form(&a);

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct value v;

		if (value_read(&a, form_item(f, rows[i][0]), rows[i][1], &v))
			fail_msg("%s read \"%s\"", rows[i][0], rows[i][1]);
	}
	arena_free(&a);
}

TEST(answer, does_not_apply_is_missing_and_names_its_answer)
{
	struct arena a = ARENA_NONE;
	const struct form *f = the_form(&a);
	const struct item *it = form_item(f, "mood");
	struct value code, reason;
	double score;

	assert_true(value_read(&a, it, "no_chance", &code));
	assert_int_equal(code.missing, MISSING_DOES_NOT_APPLY);
	assert_int_equal(code.choice, 4);
	assert_false(value_score(it, &code, &score));
	assert_true(value_read(&a, it, "!does-not-apply", &reason));
	assert_true(value_equal(it, &code, &reason));
	arena_free(&a);
}

TEST(answer, only_a_choice_with_a_score_scores)
{
	struct arena a = ARENA_NONE;
	const struct form *f = the_form(&a);
	struct value v;
	double score = -1;

	assert_true(value_read(&a, form_item(f, "mood"), "never", &v));
	assert_true(value_score(form_item(f, "mood"), &v, &score));
	assert_true(score == 0);
	assert_true(value_read(&a, form_item(f, "safe"), "yes", &v));
	assert_true(value_score(form_item(f, "safe"), &v, &score));
	assert_true(score == 1);
	assert_true(value_read(&a, form_item(f, "mood"), "!skipped", &v));
	assert_false(value_score(form_item(f, "mood"), &v, &score));
	assert_true(value_read(&a, form_item(f, "years"), "7", &v));
	assert_false(value_score(form_item(f, "years"), &v, &score));
	arena_free(&a);
}

TEST(answer, words_are_in_the_language_of_the_reader)
{
	static const struct {
		const char *item, *stored, *en, *es;
	} rows[] = {
		{"mood",  "often",        "Often",                 "Muchas veces"          },
		{"mood",  "no_chance",    "There was no occasion", "No hubo ocasión"      },
		{"mood",  "!skipped",     "Skipped",               "Omitida"               },
		{"who",   "mother grand", "Mother; Grandparent",   "Mamá; Abuela o abuelo"},
		{"years", "~7",           "about 7",               "aproximadamente 7"     },
		{"born",  "1989-03-14",   "14 Mar 1989",           "14 mar 1989"           },
		{"began", "~2021",        "about 2021",            "aproximadamente 2021"  },
		{"words", "a\\nb",        "a\nb",                  "a\nb"                  },
	};
	struct arena a = ARENA_NONE;
	const struct form *f = the_form(&a);

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct item *it = form_item(f, rows[i].item);
		struct buf en = BUF_NONE, es = BUF_NONE;
		struct value v;

		assert_true(value_read(&a, it, rows[i].stored, &v));
		value_put_words(&en, f, it, form_lang(f, "en"), LANG_EN, &v);
		value_put_words(&es, f, it, form_lang(f, "es"), LANG_ES, &v);
		assert_string_equal(buf_text(&en), rows[i].en);
		assert_string_equal(buf_text(&es), rows[i].es);
		buf_free(&en);
		buf_free(&es);
	}
	arena_free(&a);
}

TEST(answer, every_reason_has_one_word_and_is_found_by_it)
{
	for (int m = MISSING_NO + 1; m < MISSING_COUNT; m++) {
		enum missing found = MISSING_NO;

		assert_true(missing_find(missing_word((enum missing)m), &found));
		assert_int_equal(found, m);
		for (int lang = 0; lang < LANG_COUNT; lang++)
			assert_true(missing_words_in((enum lang)lang, found)[0] != '\0');
	}
	assert_string_equal(missing_word(MISSING_NO), "");
}
