/*
 * diag_nearest.c - "did you mean": the name that a wrong one was likely meant to be
 */
#include <string.h>

#include "base/diag.h"

/* Names of forms are shorter; a longer one is not guessed. */
enum { NAME_MAX_BYTES = 64 };

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Damerau-Levenshtein in its restricted form: a letter too many, too few, another one,
 * or two neighbours swapped count 1 each, and no letter is touched twice.  More than
 * limit is not counted out: two rows beyond it cannot lead back.
 */
static size_t
distance(const char *a, size_t a_len, const char *b, size_t b_len, size_t limit)
{
	size_t rows[3][NAME_MAX_BYTES + 1];
	size_t *before = rows[0], *last = rows[1], *row = rows[2];
	size_t lowest = 0, lowest_last;

	for (size_t j = 0; j <= b_len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t *free_row = before;

		before = last;
		last = row;
		row = free_row;
		row[0] = i;
		lowest_last = lowest;
		lowest = i;
		for (size_t j = 1; j <= b_len; j++) {
			row[j] = least(least(last[j], row[j - 1]) + 1,
				last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
				a[i - 2] == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
			lowest = least(lowest, row[j]);
		}
		if (lowest > limit && lowest_last > limit)
			return limit + 1;
	}
	return row[b_len];
}

/* "gad2" for "gad7" is no slip of the finger: another scale, another item. */
static bool
only_digits_differ(const char *a, const char *b)
{
	static const char digits[] = "0123456789";

	for (;; a++, b++) {
		a += strspn(a, digits);
		b += strspn(b, digits);
		if (*a != *b)
			return false;
		if (!*a)
			return true;
	}
}

const char *
diag_nearest(const char *wrong, const char *const *names, size_t count)
{
	size_t len = strlen(wrong), limit = len <= 4 ? 1 : len <= 8 ? 2 : 3;
	const char *nearest = NULL;

	if (len == 0 || len > NAME_MAX_BYTES)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t name_len = strlen(names[i]), far;

		if (name_len > NAME_MAX_BYTES || name_len > len + limit ||
			len > name_len + limit || only_digits_differ(wrong, names[i]))
			continue;
		far = distance(wrong, len, names[i], name_len, limit);
		/* with every letter another, nothing is near */
		if (far > limit || far >= (len > name_len ? len : name_len))
			continue;
		nearest = names[i];
		limit = far - 1; /* the next must be nearer */
	}
	return nearest;
}
