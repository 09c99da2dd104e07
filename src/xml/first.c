/*
 * first.c - what kind of file it is, by its first tag, without reading the rest
 */
#include <string.h>

#include "base/file.h"
#include "xml/walk.h"

/* Behind the close of what opens here; false when it does not open here. */
static bool
skip(struct walk *w, const char *open, const char *close)
{
	if (!walk_looking_at(w, open))
		return false;
	walk_step(w, strlen(open));
	while (w->at < w->end && !walk_looking_at(w, close))
		walk_step(w, 1);
	walk_step(w, strlen(close));
	return true;
}

int
xml_first_tag(struct arena *a, const char *path, const char **ret, struct err *err)
{
	struct buf bytes = BUF_NONE;
	struct walk w = {0};
	struct slice name = {"", 0};
	int rc = file_read(path, XML_FILE_CAP, &bytes, err);

	if (rc)
		goto done;
	w.at = buf_text(&bytes);
	w.end = w.at + bytes.len;
	if (walk_looking_at(&w, "\xEF\xBB\xBF"))
		walk_step(&w, 3);
	do
		walk_skip_white(&w);
	while (skip(&w, "<?", "?>") || skip(&w, "<!--", "-->"));
	if (walk_peek(&w) == '<') {
		walk_step(&w, 1);
		name = walk_take_name(&w);
	}
	*ret = arena_strndup(a, name.at, name.size);
done:
	buf_free(&bytes);
	return rc;
}
