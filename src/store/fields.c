/* fields.c - the shape of the two small text files, card and key; see internal.h */
#include "store/seal.h"

#include <string.h>

/* The line at *at without its newline, in the arena; NULL at the end or when the file
 * ends in the middle of a line. */
static char *
next_line(struct arena *a, const char *text, size_t n, size_t *at)
{
	const char *end = *at < n ? memchr(text + *at, '\n', n - *at) : NULL;
	char *line;

	if (!end)
		return NULL;
	line = arena_strndup(a, text + *at, (size_t)(end - text) - *at);
	*at = (size_t)(end - text) + 1;
	return line;
}

int
fields_parse(struct arena *a, const char *text, size_t n, const char *title,
	const char *const *names, size_t count, const char **values, size_t *ret_last,
	struct err *err)
{
	size_t at = 0, begin = 0, found = 0;
	char *line = memchr(text, 0, n) ? NULL : next_line(a, text, n, &at);

	if (!line || strcmp(line, title) != 0)
		return err_set(err, ERR_INVALID, "its first line is not \"%s\"", title);
	while (begin = at, (line = next_line(a, text, n, &at))) {
		size_t len = found < count ? strlen(names[found]) : 0;

		if (line[0] == '#')
			continue;
		if (found == count || strncmp(line, names[found], len) != 0 ||
			strncmp(line + len, ": ", 2) != 0)
			break;
		values[found++] = line + len + 2;
		*ret_last = begin;
	}
	if (found < count)
		return err_set(err, ERR_INVALID,
			"its line \"%s\" is missing or out of place", names[found]);
	if (at != n || line)
		return err_set(err, ERR_INVALID, "something follows its last line");
	return 0;
}

char *
path_folder(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return arena_strdup(a, ".");
	return arena_strndup(a, path, slash == path ? 1 : (size_t)(slash - path));
}
