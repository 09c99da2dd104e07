/*
 * main.c - writes the generated pages and schemas
 *
 * usage: gen FOLDER	FOLDER/docs/form-reference.md and so on; "." for the real ones
 */
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "docs/gen/gen.h"

static const struct language *const languages[] = {
	&form_language, &template_language, &practice_language};

static const struct {
	const char *path;
	const struct language *language;
	void (*make)(const struct language *l, struct buf *out);
} files[] = {
	{"docs/form-reference.md",     &form_language,     gen_reference},
	{"docs/template-reference.md", &template_language, gen_reference},
	{"docs/practice-reference.md", &practice_language, gen_reference},
	{"forms/form.xsd",             &form_language,     gen_xsd      },
	{"templates/template.xsd",     &template_language, gen_xsd      },
	{"templates/practice.xsd",     &practice_language, gen_xsd      },
	{"forms/xml.xsd",              NULL,               gen_xsd_lang },
	{"templates/xml.xsd",          NULL,               gen_xsd_lang },
};

/* These are for everybody to read, so not with file_write(), which makes them private. */
static bool
write_file(struct arena *a, const char *folder, const char *path, const struct buf *out)
{
	const char *name = file_join(a, folder, path);
	FILE *f = fopen(name, "w");
	bool good = f && fwrite(out->data, 1, out->len, f) == out->len;

	good = f && !fclose(f) && good;
	if (!good)
		fprintf(stderr, "gen: cannot write %s\n", name);
	return good;
}

int
main(int argc, char **argv)
{
	struct arena a = ARENA_NONE;
	struct buf out = BUF_NONE;
	bool good = argc == 2 && gen_settings_complete(languages, COUNT_OF(languages));

	for (size_t i = 0; good && i < COUNT_OF(files); i++) {
		buf_clear(&out);
		files[i].make(files[i].language, &out);
		good = write_file(&a, argv[1], files[i].path, &out);
	}
	buf_clear(&out);
	good = good && gen_diagnostics(&out) &&
		write_file(&a, argv[1], "docs/diagnostics.md", &out);
	buf_free(&out);
	arena_free(&a);
	return good ? 0 : 1;
}
