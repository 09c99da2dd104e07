/*
 * expr_names.h - a few names for tests of conditions
 *
 *	mood   one: never 0, often 1, always 2, na (missing)	ref 0
 *	start  one, no scores: child, adult			ref 1
 *	event  yes-no						ref 2
 *	syms   several: tired, tense				ref 3
 *	age    number						ref 4
 *	words  text						ref 5
 *	born   date						ref 6
 *	danger flag						ref 7
 *	later_q yes-no, asked later, line 40			ref 8
 *	age_1, age_2 numbers					refs 9, 10
 */
#ifndef TESTS_UNIT_EXPR_NAMES_H
#define TESTS_UNIT_EXPR_NAMES_H

#include <math.h>
#include <string.h>

#include "expr/expr.h"

enum { MOOD, START, EVENT, SYMS, AGE, WORDS, BORN, DANGER, LATER_Q, AGE_1, AGE_2, NAMES };

static const char *const mood_codes[] = {"never", "often", "always", "na"};
static const double mood_scores[] = {0, 1, 2, (double)NAN};
static const char *const start_codes[] = {"child", "adult"};
static const char *const yes_no_codes[] = {"yes", "no"};
static const double yes_no_scores[] = {1, 0};
static const char *const syms_codes[] = {"tired", "tense"};

static const struct expr_name test_name_list[NAMES] = {
	{"mood",    EXPR_ONE,    true,  MOOD,    false, {"c.xml", 3, 1},  mood_codes,   mood_scores,
         4											    },
	{"start",   EXPR_ONE,    false, START,   false, {"c.xml", 4, 1},  start_codes,  NULL,        2},
	{"event",   EXPR_YES_NO, true,  EVENT,   false, {"c.xml", 5, 1},  yes_no_codes,
         yes_no_scores,									      2},
	{"syms",    EXPR_MANY,   false, SYMS,    false, {"c.xml", 6, 1},  syms_codes,   NULL,        2},
	{"age",     EXPR_NUMBER, false, AGE,     false, {"c.xml", 7, 1},  NULL,         NULL,        0},
	{"words",   EXPR_TEXT,   false, WORDS,   false, {"c.xml", 8, 1},  NULL,         NULL,        0},
	{"born",    EXPR_DATE,   false, BORN,    false, {"c.xml", 9, 1},  NULL,         NULL,        0},
	{"danger",  EXPR_FLAG,   false, DANGER,  false, {"c.xml", 10, 1}, NULL,         NULL,        0},
	{"later_q", EXPR_YES_NO, true,  LATER_Q, true,  {"c.xml", 40, 1}, yes_no_codes,
         yes_no_scores,									      2},
	{"age_1",   EXPR_NUMBER, false, AGE_1,   false, {"c.xml", 41, 1}, NULL,         NULL,        0},
	{"age_2",   EXPR_NUMBER, false, AGE_2,   false, {"c.xml", 42, 1}, NULL,         NULL,        0},
};

static const struct expr_name *
test_find(const void *self, const char *id)
{
	(void)self;
	for (size_t i = 0; i < NAMES; i++)
		if (strcmp(test_name_list[i].id, id) == 0)
			return &test_name_list[i];
	return NULL;
}

static const char *const *
test_all(const void *self, size_t *ret)
{
	static const char *ids[NAMES];

	(void)self;
	for (size_t i = 0; i < NAMES; i++)
		ids[i] = test_name_list[i].id;
	*ret = NAMES;
	return ids;
}

static const struct expr_names test_names = {NULL, test_find, test_all, NULL};

#endif
