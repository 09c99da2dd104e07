/*
 * report.c - one report as a process of its own, without the passphrase
 *
 * usage: report FORM.xml ANSWERS OUT.pdf
 *
 * What `anteroom report` does once the record is open: form, template, answers, scores,
 * pages, file.  What a passphrase costs is meant to be much, and would hide it.
 */
#include <stdlib.h>

#include "common.h"
#include "report/sample.h"

int
main(int argc, char **argv)
{
	static struct sample s;
	struct buf answers = BUF_NONE;
	struct err err = ERR_NONE;

	if (argc != 4)
		bench_die("usage: report FORM.xml ANSWERS OUT.pdf");
	if (file_read(argv[2], XML_FILE_CAP, &answers, &err))
		bench_die(err.text);
	if (!sample_whole(&s, argv[1], "en", buf_text(&answers), LANG_EN))
		bench_die("the form or its answers have mistakes");
	if (report_write(s.template, &s.in, argv[3], true, &err))
		bench_die(err.text);
	sample_free(&s);
	buf_free(&answers);
	return EXIT_SUCCESS;
}
