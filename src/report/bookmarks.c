/* bookmarks.c - the report's parts, and within them its sections */
#include "report/tags.h"

/* The bookmark that this one stands below: the last part before it. */
static size_t
part_of(const struct drawn *d, size_t i)
{
	while (i-- > 0)
		if (d->bookmarks.at[i].role == ROLE_HEADING)
			return i;
	return SIZE_MAX;
}

/* A part stands below the root, and so does a section before the first part. */
static size_t
above(const struct drawn *d, size_t i)
{
	return d->bookmarks.at[i].role == ROLE_HEADING ? SIZE_MAX : part_of(d, i);
}

/* The nearest one with the same above, in that direction; or SIZE_MAX. */
static size_t
neighbour(const struct drawn *d, size_t i, int step)
{
	size_t own = above(d, i);

	for (size_t k = i + (size_t)step; k < d->bookmarks.count; k += (size_t)step) {
		if (above(d, k) == own)
			return k;
		if (own != SIZE_MAX && d->bookmarks.at[k].role == ROLE_HEADING)
			break;
	}
	return SIZE_MAX;
}

/* First, last and count of those that stand directly below `i`. */
static void
put_below(struct buf *b, const struct drawn *d, size_t i, unsigned first_number)
{
	size_t first = SIZE_MAX, last = SIZE_MAX, count = 0;

	for (size_t k = i == SIZE_MAX ? 0 : i + 1; k < d->bookmarks.count; k++) {
		if (above(d, k) != i) {
			if (i != SIZE_MAX)
				break;
			continue;
		}
		first = first == SIZE_MAX ? k : first;
		last = k;
		count++;
	}
	if (count) /* those of a part are folded away */
		buf_printf(b, "/First %zu 0 R/Last %zu 0 R/Count %s%zu",
			first_number + first, first_number + last,
			i == SIZE_MAX ? "" : "-", count);
}

static void
put_bookmark(struct buf *b, const struct drawn *d, size_t i, unsigned first)
{
	const struct bookmark *m = &d->bookmarks.at[i];
	size_t up = above(d, i), before = neighbour(d, i, -1), after = neighbour(d, i, 1);

	buf_str(b, "<</Title");
	pdf_put_text(b, m->title);
	buf_printf(b, "/Parent %zu 0 R/Dest[%u 0 R/XYZ null %.0f null]",
		up == SIZE_MAX ? first - 1 : first + up, d->pages.at[m->page], m->y);
	if (before != SIZE_MAX)
		buf_printf(b, "/Prev %zu 0 R", first + before);
	if (after != SIZE_MAX)
		buf_printf(b, "/Next %zu 0 R", first + after);
	put_below(b, d, i, first);
	buf_str(b, ">>");
}

unsigned
bookmarks_put(struct pdf_file *f, const struct drawn *d)
{
	struct buf b = BUF_NONE;
	unsigned root, first;

	if (!d->bookmarks.count)
		return 0;
	root = pdf_file_reserve(f, (unsigned)d->bookmarks.count + 1);
	first = root + 1;
	buf_str(&b, "<</Type/Outlines");
	put_below(&b, d, SIZE_MAX, first);
	buf_str(&b, ">>");
	pdf_file_put(f, root, buf_text(&b));
	for (size_t i = 0; i < d->bookmarks.count; i++) {
		buf_clear(&b);
		put_bookmark(&b, d, i, first);
		pdf_file_put(f, first + (unsigned)i, buf_text(&b));
	}
	buf_free(&b);
	return root;
}
