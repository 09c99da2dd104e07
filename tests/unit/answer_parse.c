/* What a client types: only what is certain becomes an answer. */
#include "answer/answer.h"
#include "unit/answer_form.h"
#include "unit/test.h"

/* Item, language, typed, what comes out as stored text, or the trouble. */
struct typed {
	const char *item, *lang, *typed, *stored;
	enum parse_trouble bad;
};

static void
hold(const struct typed *rows, size_t count)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of(&a, every_kind);
	int wrong = 0;

	assert_non_null(f);
	for (size_t i = 0; i < count; i++) {
		const struct item *it = form_item(f, rows[i].item);
		struct buf out = BUF_NONE;
		struct value v = VALUE_NOT_REACHED;
		enum parse_trouble bad;

		assert_non_null(it);
		bad = value_parse(
			&a, f, it, form_lang(f, rows[i].lang), rows[i].typed, &v);
		if (!bad)
			value_put(&out, it, &v);
		if (bad != rows[i].bad ||
			strcmp(buf_text(&out), rows[i].stored ? rows[i].stored : "")) {
			print_error("%s \"%s\": trouble %d, \"%s\"\n", rows[i].item,
				rows[i].typed, bad, buf_text(&out));
			wrong++;
		}
		buf_free(&out);
	}
	arena_free(&a);
	assert_int_equal(wrong, 0);
}

TEST(answer,
	one_choice_is_its_digit_its_label_its_code_or_a_beginning_that_fits_one_alone)
{
	static const struct typed rows[] = {
		{"mood", "en", "0",               "never",      PARSE_OK            },
		{"mood", "en", " 3. ",            "very_often", PARSE_OK            },
		{"mood", "en", "(2)",             "often",      PARSE_OK            },
		{"mood", "en", "4",               "no_chance",  PARSE_OK            },
		{"mood", "en", "often",           "often",      PARSE_OK            },
		{"mood", "en", "OFTEN!",          "often",      PARSE_OK            },
		{"mood", "en", "2 often",         "often",      PARSE_OK            },
		{"mood", "en", "2, Often",        "often",      PARSE_OK            },
		{"mood", "en", "some",            "sometimes",  PARSE_OK            },
		{"mood", "en", "very often",      "very_often", PARSE_OK            },
		{"mood", "en", "no_chance",       "no_chance",  PARSE_OK            },
		{"mood", "es", "muchas",          "often",      PARSE_OK            },
		{"mood", "es", "ninguna",         NULL,         PARSE_NO_SUCH_CHOICE},
		{"mood", "es", "No hubo ocasion", "no_chance",  PARSE_OK            },
		{"safe", "en", "y",               "yes",        PARSE_OK            },
		{"safe", "en", "1",               "yes",        PARSE_OK            },
		{"safe", "es", "no",              "no",         PARSE_OK            },
	};

	hold(rows, COUNT_OF(rows));
}

TEST(answer, what_fits_no_choice_or_two_is_refused)
{
	static const struct typed rows[] = {
		{"mood", "en", "",         NULL, PARSE_EMPTY         },
		{"mood", "en", "  \n ",    NULL, PARSE_EMPTY         },
		{"mood", "en", "5",        NULL, PARSE_NO_SUCH_CHOICE},
		{"mood", "en", "-1",       NULL, PARSE_NO_SUCH_CHOICE},
		{"mood", "en", "1.5",      NULL, PARSE_NO_SUCH_CHOICE},
		{"mood", "en", "12",       NULL, PARSE_NO_SUCH_CHOICE},
		{"mood", "en", "1 2",      NULL, PARSE_NO_SUCH_CHOICE},
		{"mood", "en", "2 never",  NULL, PARSE_NO_SUCH_CHOICE},
		{"mood", "en", "oftener",  NULL, PARSE_NO_SUCH_CHOICE},
		{"mood", "es", "nada",     NULL, PARSE_NO_SUCH_CHOICE},
		{"mood", "en", "?",        NULL, PARSE_NO_SUCH_CHOICE},
		{"mood", "en", "\xff\xfe", NULL, PARSE_NO_SUCH_CHOICE},
		{"who",  "es", "pa",       NULL, PARSE_AMBIGUOUS     },
	};

	hold(rows, COUNT_OF(rows));
}

TEST(answer, several_choices_are_digits_codes_or_labels_with_spaces_or_commas)
{
	static const struct typed rows[] = {
		{"who", "en", "1 4",                                "mother grand",  PARSE_OK            },
		{"who", "en", "4,1",                                "mother grand",  PARSE_OK            },
		{"who", "en", "1, 4.",                              "mother grand",  PARSE_OK            },
		{"who", "en", "mother and father",                  "mother father", PARSE_OK            },
		{"who", "en", "mother, grand",                      "mother grand",  PARSE_OK            },
		{"who", "en", "step-parent, or a parent's partner", "step",          PARSE_OK            },
		{"who", "en", "Step-parent; mother",                "mother step",   PARSE_OK            },
		{"who", "en", "1 1",                                "mother",        PARSE_OK            },
		{"who", "en", "none",                               "nobody",        PARSE_OK            },
		{"who", "es", "mamá y papá",                      "mother father", PARSE_OK            },
		{"who", "en", "1 5",                                NULL,            PARSE_EXCLUSIVE     },
		{"who", "en", "mother, none of these",              NULL,            PARSE_EXCLUSIVE     },
		{"who", "en", "14",                                 NULL,            PARSE_NO_SUCH_CHOICE},
		{"who", "en", "1 9",                                NULL,            PARSE_NO_SUCH_CHOICE},
		{"who", "en", "mother uncle",                       NULL,            PARSE_NO_SUCH_CHOICE},
		{"who", "en", ", ,",                                NULL,            PARSE_EMPTY         },
	};

	hold(rows, COUNT_OF(rows));
}

TEST(answer, a_number_may_be_called_a_guess_and_keeps_its_bounds)
{
	static const struct typed rows[] = {
		{"years", "en", "7",              "7",   PARSE_OK          },
		{"years", "en", " 07 ",           "7",   PARSE_OK          },
		{"years", "en", "7.5",            "7.5", PARSE_OK          },
		{"years", "es", "7,5",            "7.5", PARSE_OK          },
		{"years", "en", "about 7",        "~7",  PARSE_OK          },
		{"years", "en", "7?",             "~7",  PARSE_OK          },
		{"years", "en", "maybe 7?",       "~7",  PARSE_OK          },
		{"years", "es", "unos 7",         "~7",  PARSE_OK          },
		{"years", "es", "como 7",         "~7",  PARSE_OK          },
		{"years", "es", "7 más o menos", "~7",  PARSE_OK          },
		{"years", "en", "~7",             "~7",  PARSE_OK          },
		{"years", "en", "0",              "0",   PARSE_OK          },
		{"years", "en", "90",             "90",  PARSE_OK          },
		{"years", "en", "91",             NULL,  PARSE_OUT_OF_RANGE},
		{"years", "en", "-1",             NULL,  PARSE_OUT_OF_RANGE},
		{"years", "en", "1,500",          NULL,  PARSE_NOT_A_NUMBER},
		{"years", "en", "7 8",            NULL,  PARSE_NOT_A_NUMBER},
		{"years", "en", "seven",          NULL,  PARSE_NOT_A_NUMBER},
		{"years", "en", "7 months",       NULL,  PARSE_NOT_A_NUMBER},
		{"years", "en", "?",              NULL,  PARSE_NOT_A_NUMBER},
		{"years", "en", "1e1",            NULL,  PARSE_NOT_A_NUMBER},
	};

	hold(rows, COUNT_OF(rows));
}

TEST(answer, a_date_is_certain_or_refused)
{
	static const struct typed rows[] = {
		{"born",  "en", "1989-03-14",            "1989-03-14", PARSE_OK            },
		{"born",  "en", "14 mar 1989",           "1989-03-14", PARSE_OK            },
		{"born",  "en", "March 14, 1989",        "1989-03-14", PARSE_OK            },
		{"born",  "en", "14th of March 1989",    "1989-03-14", PARSE_OK            },
		{"born",  "es", "14 de marzo de 1989",   "1989-03-14", PARSE_OK            },
		{"born",  "es", "1º de enero del 2001", "2001-01-01", PARSE_OK            },
		{"born",  "en", "14/3/1989",             "1989-03-14", PARSE_OK            },
		{"born",  "en", "3/14/1989",             "1989-03-14", PARSE_OK            },
		{"born",  "en", "3/3/1989",              "1989-03-03", PARSE_OK            },
		{"born",  "en", "1989/3/4",              "1989-03-04", PARSE_OK            },
		{"born",  "en", "3/4/1989",              NULL,         PARSE_DATE_ORDER    },
		{"born",  "en", "14 mar 89",             NULL,         PARSE_NOT_A_DATE    },
		{"born",  "en", "30 feb 1989",           NULL,         PARSE_NOT_A_DATE    },
		{"born",  "en", "1989-13-01",            NULL,         PARSE_NOT_A_DATE    },
		{"born",  "en", "march 14",              NULL,         PARSE_NOT_A_DATE    },
		{"born",  "en", "0014",                  NULL,         PARSE_NOT_A_DATE    },
		{"born",  "en", "ma 1989",               NULL,         PARSE_NOT_A_DATE    },
		{"born",  "en", "1989",                  NULL,         PARSE_DATE_NOT_WHOLE},
		{"born",  "en", "about 1989",            "~1989",      PARSE_OK            },
		{"born",  "es", "hacia marzo de 1989",   "~1989-03",   PARSE_OK            },
		{"moved", "en", "3 2021",                "2021-03",    PARSE_OK            },
		{"moved", "en", "3/2021",                "2021-03",    PARSE_OK            },
		{"moved", "en", "2021",                  "2021",       PARSE_OK            },
		{"moved", "es", "marzo 2021",            "2021-03",    PARSE_OK            },
		{"moved", "es", "sept. de 2021",         "2021-09",    PARSE_OK            },
		{"moved", "en", "14 mar 2021",           "2021-03",    PARSE_OK            },
		{"moved", "en", "2021?",                 "~2021",      PARSE_OK            },
		{"moved", "en", "13 2021",               NULL,         PARSE_NOT_A_DATE    },
		{"began", "en", "3/4/2021",              "2021",       PARSE_OK            },
		{"began", "en", "March 2021",            "2021",       PARSE_OK            },
		{"began", "en", "last year",             NULL,         PARSE_NOT_A_DATE    },
	};

	hold(rows, COUNT_OF(rows));
}

TEST(answer, a_text_keeps_its_words_and_loses_what_could_harm_a_terminal)
{
	static const struct typed rows[] = {
		{"words", "es", "Me cuesta sentir.\nA veces nada.\n",
                 "Me cuesta sentir.\\nA veces nada.",											     PARSE_OK      },
		{"words", "en", "a\r\nb\x1b[31m",                                 "a\\nb[31m",                                                    PARSE_OK      },
		{"words", "en", "e\xcc\x81l",                                     "\xc3\xa9l",                                                    PARSE_OK      },
		{"words", "en", "!skipped",                                       "\\!skipped",                                                   PARSE_OK      },
		{"words", "en", "a\\nb",					  "a\\\\nb",						      PARSE_OK      },
		{"words", "en", "x\xffy",                                         "x\xef\xbf\xbdy",                                               PARSE_OK      },
		{"words", "en", " \n ",					   NULL,							   PARSE_EMPTY   },
		{"words", "en",
                 "123456789 123456789 123456789 123456789 123456789 1234567890",  "123456789 123456789 123456789 123456789 123456789 1234567890",
                 PARSE_OK																       },
		{"words", "en",
                 "123456789 123456789 123456789 123456789 123456789 12345678901", NULL,							   PARSE_TOO_LONG},
	};

	hold(rows, COUNT_OF(rows));
}
