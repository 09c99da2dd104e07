/* diagnostics.c - every finding of the check, with an example, as a page */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "check/check.h"
#include "docs/gen/gen.h"

static const char about[] = "# What the check finds\n\n"
			    "Made by `make docs` from the table of findings and "
			    "tests/forms/bad; do not edit.\n\n"
			    "`anteroom form check FILE` looks in three stages, each only "
			    "when the one before is "
			    "clean: the file and its XML (the first mistake only: the "
			    "rest would be echoes), what "
			    "may stand where, and what it means. Each finding has its "
			    "place, the line itself, and "
			    "the id under which it stands here. An *error* refuses the "
			    "file; a *warning* and a "
			    "*note* do not.\n";

static const char *const severities[] = {"note", "warning", "error"};

/* The lines of an .expect file that belong to the finding: it, the source line, the
 * caret. */
static void
put_example(struct buf *out, const char *expect, const char *id, struct arena *a)
{
	const char *tail = arena_printf(a, "[%s]\n", id);
	const char *end = strstr(expect, tail), *from, *to;

	if (!end)
		return;
	for (from = end; from > expect && from[-1] != '\n';)
		from--;
	to = end + strlen(tail);
	while (*to == ' ') /* the line itself, the caret */
		to += strcspn(to, "\n") + 1;
	from += strncmp(from, "tests/forms/bad/", 16) == 0 ? 16 : 0;
	buf_printf(out, "\n```\n%.*s```\n", (int)(to - from), from);
}

bool
gen_diagnostics(struct buf *out)
{
	struct arena a = ARENA_NONE;
	size_t count;
	const struct check_rule *rules = check_rules(&count);
	bool good = true;

	buf_str(out, about);
	for (size_t i = 0; good && i < count; i++) {
		const char *path =
			arena_printf(&a, "tests/forms/bad/%s.expect", rules[i].id);
		struct buf expect = BUF_NONE;
		struct err err = ERR_NONE;

		buf_printf(out, "\n## %s\n\n*%s*: %s\n", rules[i].id,
			severities[rules[i].severity], rules[i].about);
		if (file_exists(path)) {
			good = !file_read(path, XML_FILE_CAP, &expect, &err);
			if (good)
				put_example(out, buf_text(&expect), rules[i].id, &a);
			else
				fprintf(stderr, "gen: %s\n", err.text);
		}
		buf_free(&expect);
	}
	arena_free(&a);
	return good;
}
