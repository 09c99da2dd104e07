/*
 * topic_block.h - one topic to explore, as it will be read
 */
#ifndef REPORT_TOPIC_BLOCK_H
#define REPORT_TOPIC_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

/* "To ask: ..."; what the client wrote is set apart. */
struct topic_line {
	const char *label; /* "" under a line with the same */
	const char *text;
	const char *lang; /* NULL: the report's */
	bool quote;
};

struct topic_block {
	const char *title;
	const char *mark; /* the rule's id, at the right */
	bool waits;       /* for the safety review: greyed */
	const struct topic_line *lines;
	size_t line_count;
};

#endif
