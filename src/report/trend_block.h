/*
 * trend_block.h - one scale over time, as it will be read
 */
#ifndef REPORT_TREND_BLOCK_H
#define REPORT_TREND_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "report/block.h"
#include "score/trend.h"

struct panel_point {
	double along; /* 0 the first day, 1 the last */
	double value;
	const char *number, *day;
	bool now;
	bool compared; /* else an answer is missing, and no line joins it */
};

struct trend_block {
	const char *name;
	bool drawn;       /* false: one point is no drawing, there are only words */
	double low, high; /* edges, as in the bar of scores */
	const char *lowest, *highest;     /* at the axis */
	const struct panel_point *points; /* oldest first */
	size_t point_count;
	bool joined;                  /* by a line: not in a clinic-made set */
	const struct score_cut *cuts; /* from the lowest on */
	size_t cut_count;
	const struct trend_line *lines;
	size_t line_count;
	const char *scores; /* all of them in words: where a number finds no room */
	const char *alt;    /* the drawing for somebody who does not see it */
};

#endif
