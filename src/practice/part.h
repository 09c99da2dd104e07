/*
 * part.h - what the files of practice/ share
 */
#ifndef PRACTICE_PART_H
#define PRACTICE_PART_H

#include "practice/practice.h"

/* Does a line or number of one region serve another?  "US" serves "US-CA". */
bool region_serves(const char *region, const char *practice);

#endif
