/*
 * part.h - what the files of answer/ share
 */
#ifndef ANSWER_PART_H
#define ANSWER_PART_H

#include "answer/answer.h"

/* Limits where the form gives none: characters of a text, size of a number. */
#define ANSWER_TEXT_MAX   4000
#define ANSWER_NUMBER_MAX 1e9

/* A value that names one choice: an answer, or does-not-apply where the choice says so.
 */
struct value value_of_choice(const struct choice_list *l, int choice);
/* A value of several choices (bit i is choice i); PARSE_EXCLUSIVE when one of them does
 * not go with others. */
enum parse_trouble
value_of_choices(const struct choice_list *l, uint64_t bits, struct value *ret);
/* A value that is missing, for that reason. */
struct value value_missing(enum missing m);

/* Text as it is kept: NFC, no control characters, \n at line ends only. */
const char *text_kept(struct arena *a, const char *typed);
size_t text_limit(const struct item *it);
bool number_fits(const struct item *it, double number);
/* Is the date as precise as the item asks, or a guess where a day was asked? */
bool date_fits(const struct item *it, struct date d, bool about);

/* "about 7", "7?", "unos 7": the text without it; *ret_about true where it was there.
 * folded: through utf8_fold. */
char *about_strip(struct arena *a, const char *folded, bool *ret_about);
enum parse_trouble
parse_date(struct arena *a, const struct item *it, const char *typed, struct value *ret);

/* \n, \t, \r and \ as two bytes each, so that the text stands on one line; and back. */
void escape_put(struct buf *b, const char *text);
/* NULL: a lone \ or an unknown letter behind it.  n bytes of text. */
char *escape_read(struct arena *a, const char *text, size_t n);

/* Field number `wanted` of n bytes with tabs between, unescaped; NULL: none, or bad. */
char *line_field(struct arena *a, const char *bytes, size_t n, int wanted);
/* A line of text with that many tabs, and nothing that ends it early. */
bool line_valid(const char *bytes, size_t n, size_t tabs);

#endif
