/*
 * report.c - one report as a process of its own, without the passphrase
 *
 * usage: report STORED-FORM SHA256 ANSWERS OUT.pdf
 *
 * What `anteroom report` does once the record is open: form as the store has it (of
 * "made stored"), template, answers, scores, pages, file.  What a passphrase costs is meant to be much, and would hide it.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "common.h"
#include "report/sample.h"

static const struct form *
stored(struct arena *a, const char *path, const char *digest)
{
	struct buf text = BUF_NONE;
	struct err err = ERR_NONE;
	const struct form *f;
	struct diags d;

	diags_init(&d, a);
	if (strlen(digest) + 1 != DIGEST_HEX ||
		file_read(path, XML_FILE_CAP, &text, &err))
		bench_die(*err.text ? err.text : "that is not a digest");
	f = form_stored(a, path, &text, digest, &d);
	buf_free(&text);
	return f;
}

int
main(int argc, char **argv)
{
	static struct sample s;
	struct buf answers = BUF_NONE;
	struct err err = ERR_NONE;

	if (argc != 5)
		bench_die("usage: report STORED-FORM SHA256 ANSWERS OUT.pdf");
	mem_in_large_pages();
	if (file_read(argv[3], XML_FILE_CAP, &answers, &err))
		bench_die(err.text);
	if (!sample_of(&s, stored(&s.arena, argv[1], argv[2]), "en", buf_text(&answers),
		    LANG_EN))
		bench_die("the form or its answers have mistakes");
	if (report_write(s.template, &s.in, argv[4], true, &err))
		bench_die(err.text);
	sample_free(&s);
	buf_free(&answers);
	return EXIT_SUCCESS;
}
