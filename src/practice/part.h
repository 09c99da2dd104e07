/*
 * part.h - what the files of practice/ share
 */
#ifndef PRACTICE_PART_H
#define PRACTICE_PART_H

#include "practice/practice.h"

/* Does a line or number of one region serve another?  "US" serves "US-CA". */
bool region_serves(const char *region, const char *practice);
/* "7y": 7; "until 25": 25.  False: not so written. */
bool keep_years_read(const char *text, int *ret);
bool keep_age_read(const char *text, int *ret);

#endif
