/*
 * reports.c - many reports in one process, beside deflating what they hold
 *
 * usage: reports FORM.xml ANSWERS DRAWING PEER.pdf [LIBRARY...]
 *
 * The record is open; each report is composed, laid out, drawn and made into a file in
 * memory.  DRAWING: where the pages are written as text, for the peers of python/draw.py,
 * which draw the same in one process each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "common.h"
#include "report/sample.h"

enum { REPORTS = 40 };
#define LIMIT_MS 5.0
#define LIMIT_KB 70.0
/* ReportLab takes so many times as long, or more. */
#define REPORTLAB_LEAST 10.0

static const char deflated[] = "/Filter/FlateDecode/Length ";

static void
make(const struct sample *s, struct buf *out)
{
	struct err err = ERR_NONE;

	buf_clear(out);
	if (report_make(s->template, &s->in, out, NULL, &err))
		bench_die(err.text);
}

/* All streams of a file of ours, as they were before they were deflated. */
static void
inflate_all(const struct buf *pdf, struct buf *out)
{
	static unsigned char room[4u << 20];

	for (size_t at = 0; at + sizeof(deflated) < pdf->len; at++) {
		uLongf n = sizeof(room);
		unsigned long length;
		char *end;

		if (memcmp(pdf->data + at, deflated, sizeof(deflated) - 1) != 0)
			continue;
		length = strtoul(pdf->data + at + sizeof(deflated) - 1, &end, 10);
		end += strlen(">>\nstream\r\n");
		if (uncompress(room, &n, (const Bytef *)end, length) != Z_OK)
			bench_die("a stream of the report does not inflate");
		buf_add(out, room, n);
	}
	if (out->len < 1000)
		bench_die("the report has no streams");
}

static void
deflate_all(z_stream *z, const struct buf *all)
{
	static unsigned char room[4u << 20];

	(void)deflateReset(z);
	z->next_in = (Bytef *)all->data;
	z->avail_in = (uInt)all->len;
	z->next_out = room;
	z->avail_out = sizeof(room);
	if (deflate(z, Z_FINISH) != Z_STREAM_END)
		bench_die("zlib does not deflate");
}

static void
write_drawing(const struct pages *pages, const char *path)
{
	struct draw *d = draw_text_new();
	struct buf out = BUF_NONE;
	struct err err = ERR_NONE;

	report_draw(pages, d);
	if (draw_finish(d, &out, &err) || file_write(path, out.data, out.len, true, &err))
		bench_die(err.text);
	draw_free(d);
	buf_free(&out);
}

/* Milliseconds of CPU of each of n, as the peer reckons them. */
static double
peer_ms(const char *library, const char *drawing, const char *out, size_t n)
{
	char command[512];
	FILE *pipe;
	double ms = 0;

	(void)snprintf(command, sizeof(command),
		"/usr/bin/python3 tests/bench/python/draw.py %s '%s' '%s' %zu", library,
		drawing, out, n);
	pipe = popen(command, "r");
	if (!pipe || fscanf(pipe, "%lf", &ms) != 1 || pclose(pipe) || ms <= 0)
		bench_die("a peer did not draw the report");
	return ms;
}

static void
put_peer(const char *library, const char *drawing, const char *out, double ours)
{
	double least = strcmp(library, "reportlab") == 0 ? REPORTLAB_LEAST : 1, times;
	struct times theirs = {.count = 0};
	char name[64];

	for (size_t run = 0; run < bench_runs() && run < 3; run++)
		times_add(&theirs, peer_ms(library, drawing, out, bench_times(8)));
	times = times_median(&theirs) / ours;
	(void)snprintf(name, sizeof(name), "  %s, in one process", library);
	bench_row(name, &theirs, 1, "ms", "%.0f x ours, at least %g: %s", times, least,
		bench_within(-times, -least));
}

int
main(int argc, char **argv)
{
	static struct sample s;
	static struct times ours, floors;
	struct buf answers = BUF_NONE, pdf = BUF_NONE, all = BUF_NONE;
	struct err err = ERR_NONE;
	z_stream z = {0};
	size_t n = bench_times(REPORTS);
	double ms, kb;

	if (argc < 5)
		bench_die(
			"usage: reports FORM.xml ANSWERS DRAWING PEER.pdf [LIBRARY...]");
	if (file_read(argv[2], XML_FILE_CAP, &answers, &err))
		bench_die(err.text);
	if (!sample_whole(&s, argv[1], "en", buf_text(&answers), LANG_EN))
		bench_die("the form or its answers have mistakes");
	write_drawing(sample_pages(&s), argv[3]);
	make(&s, &pdf);
	inflate_all(&pdf, &all);
	if (deflateInit(&z, Z_DEFAULT_COMPRESSION) != Z_OK)
		bench_die("no memory");
	for (size_t run = 0; run < bench_runs(); run++) {
		double start = bench_cpu();

		for (size_t i = 0; i < n; i++)
			make(&s, &pdf);
		times_add(&ours, (bench_cpu() - start) / (double)n);
		start = bench_cpu();
		for (size_t i = 0; i < n; i++)
			deflate_all(&z, &all);
		times_add(&floors, (bench_cpu() - start) / (double)n);
	}
	ms = times_median(&ours) * 1e3;
	kb = (double)pdf.len / 1e3;
	bench_row("a report among many, numbness intake", &ours, 1e3, "ms",
		"limit %g ms: %s; %zu items, %zu pages, %.0f KB, limit %g: %s", LIMIT_MS,
		bench_within(ms, LIMIT_MS), s.in.form->item_count,
		sample_pages(&s)->pages.count, kb, LIMIT_KB, bench_within(kb, LIMIT_KB));
	bench_row("  deflating what is in it", &floors, 1e3, "ms", "the floor");
	for (int i = 5; i < argc; i++)
		put_peer(argv[i], argv[3], argv[4], ms);
	(void)deflateEnd(&z);
	buf_free(&answers);
	buf_free(&pdf);
	buf_free(&all);
	sample_free(&s);
	return bench_end();
}
