/*
 * expr_author.c - what the author of a condition is told
 */
#include "unit/test.h"

#include "unit/expr_names.h"

/* Findings on one condition: "column text|..."; "" when it compiles. */
static const char *
said_of(struct arena *a, const char *text)
{
	struct buf b = BUF_NONE;
	struct diags d;
	const struct expr *e;
	const char *said;

	diags_init(&d, a);
	e = expr_compile(a, text, (struct place){"c.xml", 1, 1}, &test_names, &d);
	assert_true(!e == diags_failed(&d));
	for (size_t i = 0; i < d.found.count; i++)
		buf_printf(&b, "%s%d %s", i ? "|" : "", d.found.at[i].at.column,
			d.found.at[i].text);
	said = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return said;
}

struct told {
	const char *text, *said;
};

static void
assert_told(const struct told *cases, size_t count)
{
	struct arena a = ARENA_NONE;

	for (size_t i = 0; i < count; i++) {
		const char *said = said_of(&a, cases[i].text);

		if (strcmp(said, cases[i].said) != 0)
			fail_msg("%s\nis told:     %s\nand should: %s", cases[i].text,
				said, cases[i].said);
	}
	arena_free(&a);
}

TEST(expr, the_promised_sentences_are_said)
{
	static const struct told cases[] = {
		{"mod is often",
                 "1 there is no question \"mod\"; did you mean \"mood\"?"                             },
		{"mood is oftn",
                 "9 \"oftn\" is not an answer of \"mood\"; did you mean "
			"\"often\"?"								  },
		{"mood == 2",                           "6 write one = sign, or \"is\""               },
		{"event & event",                       "7 write \"and\" instead of &"                },
		{"event || event",                      "7 write \"or\" instead of |"                 },
		{"1 < age < 3",
                 "9 only one comparison at a time; write \"age is more than 1 and "
			"age ...\""								   },
		{"age is more than age is less than 3",
                 "22 only one comparison at a time; write \"a is more than 1 and "
			"a is less than "
			"3\""									 },
		{"mood is often or always",
                 "18 repeat the question: \"... or mood is always\" (or write "
			"\"mood is one of "
			"(...)\")"								    },
		{"age is more than 1,5",                "18 use a point, not a comma, in numbers: 1.5"},
		{"mood is “often”",
                 "9 curly quotation marks do not work here; use plain ' quotes, "
			"or none"								     },
		{"later_q is yes",
                 "1 \"later_q\" is asked later (line 40); a condition can only "
			"use what was "
			"asked before it"							     },
		{"start is at least adult",
                 "1 the answers of \"start\" have no scores, so \"at least\" has "
			"no meaning for "
			"it"									  },
		{"syms is tired",
                 "1 several answers can be chosen for \"syms\"; write \"syms "
			"includes ...\""							      },
		{"mood",
                 "1 this needs a comparison, such as \"mood is ...\" or \"mood is "
			"answered\""								  },
	};

	assert_told(cases, COUNT_OF(cases));
}

TEST(expr, other_slips_are_told_too)
{
	static const struct told cases[] = {
		{"mood is",			      "8 something is missing at the end of this condition"     },
		{"",				     "1 something is missing at the end of this condition"     },
		{"mood is often and",
                 "18 something is missing at the end of this condition"                                            },
		{"(mood is often",                       "1 this ( is opened but never closed"                     },
		{"mood is often)",                       "14 this ) closes nothing"                                },
		{"mood is often age is 3",
                 "15 write \"and\" or \"or\" before \"age\", between two "
			"conditions"									       },
		{"mood is atleast often",
                 "9 \"atleast\" has no meaning behind \"is\"; did you mean \"at "
			"least\"?"										 },
		{"mood is at leas often",
                 "9 \"at leas\" has no meaning behind \"is\"; did you mean \"at "
			"least\"?"										 },
		{"mood is ne of (often, always)",
                 "9 \"ne of\" has no meaning behind \"is\"; did you mean \"one "
			"of\"?"										    },
		{"age is greater than 3",
                 "8 \"greater\" has no meaning behind \"is\"; write \"at least\", "
			"\"at "
			"most\", \"more than\", \"less than\", \"one of (...)\", "
			"\"answered\", \"not\" or an answer"                                                       },
		{"mood is answerd",
                 "9 \"answerd\" is not an answer of \"mood\"; did you mean "
			"\"answered\"?"									    },
		{"event and not syms incldes tired",
                 "20 \"incldes\" has no meaning here; did you mean \"includes\"?"                                  },
		{"words is answerd or syms is anwsered",
                 "10 \"answerd\" has no meaning here; did you mean "
			"\"answered\"?|29 "
			"\"anwsered\" has no meaning here; did you mean \"answered\"?"                             },
		{"event adn mood is often",
                 "7 \"adn\" has no meaning here; did you mean \"and\"?"                                            },
		{"mood is often ro event",
                 "15 \"ro\" has no meaning here; did you mean \"or\"?"                                             },
		{"mood si often",                        "6 \"si\" has no meaning here; did you mean \"is\"?"      },
		{"ot mood is often",
                 "1 \"ot\" has no meaning here; did you mean \"not\"?"                                             },
		{"count_answerd(mood, age) is 2",
                 "1 \"count_answerd\" has no meaning here; did you mean "
			"\"count_answered\"?"								      },
		{"mood at least often",                  "6 the word \"is\" is missing before this"                },
		{"event event",
                 "7 write \"and\" or \"or\" before \"event\", between two "
			"conditions"									       },
		{"event, event",                         "6 write \"and\" or \"or\" instead of a comma"            },
		{"!event",			       "1 write \"not\" instead of !"                            },
		{"age => 3",			     "5 write >= instead of =>, or \"is at least\""            },
		{"age ≥ 3",			    "5 write >= instead of ≥, or \"is at least\""           },
		{"mood is 'often",                       "9 this quotation mark is never closed"                   },
		{"mood is 3x",                           "9 this is not a number, and a name begins with a letter" },
		{"age is answered is more than 3",
                 "17 only one comparison at a time; write \"a is more than 1 and "
			"a is "
			"less than 3\""									    },
		{"age # 3",			      "5 \"#\" has no meaning in a condition"                   },
		{"mood is one of often",                 "16 a list in brackets is needed here: (a, b)"            },
		{"mood is one of (often always)",
                 "23 put a comma between the members of a list: (a, b, c)"                                         },
		{"mood is one of (often, )",             "24 a list looks like this: (a, b, c)"                    },
		{"words is good",
                 "1 \"words\" is free text; a condition can only ask \"words is "
			"answered\""									       },
		{"born is 3",
                 "1 \"born\" is a date; a condition can only ask \"born is "
			"answered\""									       },
		{"danger is yes",
                 "1 \"danger\" is yes or no by itself; write just \"danger\""                                      },
		{"mood includes often",
                 "1 only one answer can be given to \"mood\"; write \"mood is "
			"...\""										    },
		{"mood is at least na",
                 "18 \"na\" has no score, so nothing can be more or less than it"                                  },
		{"age + 1",			      "1 this needs a comparison, such as \"... is at least 3\""},
		{"(event is yes) + 1 is 3",              "1 a number is needed here, not a condition"              },
		{"mood_9 is 3",
                 "1 there is no question \"mood_9\"; did you mean \"mood\"?"                                       },
		{"age_7 is 3",
                 "1 there is no question \"age_7\"; there are age_1, age_2"                                        },
		{"start is old",
                 "10 \"old\" is not an answer of \"start\"; its answers are "
			"child, adult"									     },
	};

	assert_told(cases, COUNT_OF(cases));
}

TEST(expr, all_wrong_names_and_codes_of_a_condition_are_told)
{
	static const struct told cases[] = {
		{"mod is often and syms includes tird",
                 "1 there is no question \"mod\"; did you mean \"mood\"?|32 "
			"\"tird\" is not an answer "
			"of \"syms\"; did you mean \"tired\"?"},
	};

	assert_told(cases, COUNT_OF(cases));
}

TEST(expr, length_nesting_and_lists_are_capped)
{
	struct arena a = ARENA_NONE;
	struct buf b = BUF_NONE;

	for (int i = 0; i < 2048; i++)
		buf_char(&b, '(');
	assert_non_null(strstr(said_of(&a, buf_text(&b)), "nested too deeply"));
	buf_char(&b, '(');
	assert_non_null(strstr(said_of(&a, buf_text(&b)), "too long"));
	buf_clear(&b);
	for (int i = 0; i < 600; i++)
		buf_str(&b, "not ");
	assert_non_null(strstr(said_of(&a, buf_text(&b)), "too long"));
	buf_clear(&b);
	for (int i = 0; i < 400; i++)
		buf_str(&b, "not ");
	assert_non_null(strstr(said_of(&a, buf_text(&b)), "nested too deeply"));
	buf_clear(&b);
	for (int i = 0; i < 1000; i++)
		buf_str(&b, "-");
	assert_non_null(strstr(said_of(&a, buf_text(&b)), "nested too deeply"));
	buf_clear(&b);
	buf_str(&b, "age is one of (1");
	for (int i = 0; i < 64; i++)
		buf_str(&b, ", 1");
	buf_str(&b, ")");
	assert_non_null(strstr(said_of(&a, buf_text(&b)), "this list is too long"));
	buf_free(&b);
	arena_free(&a);
}
