/*
 * num.h - numbers to and from text, the same under every locale
 */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* A whole number, optionally signed, and nothing else; false (nothing written) when it
 * is not one or does not fit.  text is NUL-terminated. */
bool num_parse_int(const char *text, int64_t *ret);
/* A number with an optional decimal point (never a comma); no exponent, no inf, nan. */
bool num_parse(const char *text, double *ret);
/* Shortest text with at most `decimals` places, half up, no trailing zeros: "12", "4.5".
 */
void num_put(struct buf *b, double value, int decimals);
/* Whole number nearest, halves up (towards plus infinity): clinical.md 3(a). */
double num_round_half_up(double value);

#endif
