/*
 * check.c - load and check of a form in memory, beside libxml2's own reading of it
 *
 * usage: check FORM.xml	the file, then made forms of 500 and 5,000 items
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

#include <libxml/parser.h>

#include "check/check.h"
#include "common.h"

enum { FEW = 500, MANY = 5000, ROUNDS = 4 };
#define LINEAR 1.5 /* a item of many may cost so many times one of few */

struct input {
	const char *name;
	struct buf bytes;
	size_t items;
	struct times ours, floor; /* seconds an item */
};

/* By its path: what it includes lies beside it. */
static void
check_path(struct input *in)
{
	struct form_folder forms = {"forms"};
	const struct form_finder finder = form_finder_in(&forms);
	struct arena a = ARENA_NONE;
	const struct form *f = NULL;
	struct err err = ERR_NONE;
	struct diags d;
	double start;

	diags_init(&d, &a);
	start = bench_cpu();
	if (check_load(&a, in->name, &finder, &d, &f, &err) || !f)
		bench_die("the form has mistakes");
	in->items = f->item_count;
	times_add(&in->ours, (bench_cpu() - start) / (double)in->items);
	buf_clear(&in->bytes);
	buf_add(&in->bytes, f->text, f->text_size); /* with what it includes */
	arena_free(&a);
}

static void
check_once(const struct input *in)
{
	struct arena a = ARENA_NONE;
	struct diags d;

	diags_init(&d, &a);
	if (!check_bytes(&a, in->name, in->bytes.data, in->bytes.len, NULL, &d) ||
		d.found.count)
		bench_die("the made form has mistakes");
	arena_free(&a);
}

/* As often as makes so many items, the first time to warm up; the seconds of one. */
static double
check_made(struct input *in)
{
	size_t count = bench_times(ROUNDS) * MANY;
	double start, item;

	check_once(in);
	start = bench_cpu();
	for (size_t i = 0; i < count; i += in->items)
		check_once(in);
	item = (bench_cpu() - start) / (double)count;
	times_add(&in->ours, item);
	return item;
}

static void
read_floor(struct input *in)
{
	double start = bench_cpu();
	xmlDocPtr doc = xmlReadMemory(in->bytes.data, (int)in->bytes.len, NULL, NULL,
		XML_PARSE_NONET | XML_PARSE_NOCDATA);

	if (!doc)
		bench_die("libxml2 does not read it");
	xmlFreeDoc(doc);
	times_add(&in->floor, (bench_cpu() - start) / (double)in->items);
}

static void
put(const char *what, const struct input *in)
{
	char row[64];

	snprintf(row, sizeof(row), "load and check, %s (%zu items)", what, in->items);
	bench_row(row, &in->ours, (double)in->items * 1e3, "ms",
		"%.1f x libxml2 reading alone",
		times_median(&in->ours) / times_median(&in->floor));
}

int
main(int argc, char **argv)
{
	static struct input few = {.name = "few", .items = FEW};
	static struct input many = {.name = "many", .items = MANY};
	static struct input packet;
	struct times ratio = {{0}, 0};
	double few_item, floor;

	/* Memory once taken stays: fresh pages are the kernel's work, which would hide
	 * ours; a whole process pays for them, and is measured too. */
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
	buf_init(&few.bytes, 0);
	buf_init(&many.bytes, 0);
	buf_init(&packet.bytes, 0);
	packet.name = argc > 1 ? argv[1] : "";
	made_form(&few.bytes, FEW);
	made_form(&many.bytes, MANY);
	for (size_t i = 0; i < bench_runs(); i++) {
		check_path(&packet);
		read_floor(&packet);
		few_item = check_made(&few);
		times_add(&ratio, check_made(&many) / few_item);
		read_floor(&few);
		read_floor(&many);
	}
	put("packet", &packet);
	put("made", &few);
	put("made", &many);
	floor = times_median(&many.floor) / times_median(&few.floor);
	bench_row("  an item of 5,000 beside one of 500", &ratio, 1, "times",
		"limit %.1f: %s; libxml2 alone: %.2f", LINEAR,
		bench_within(times_median(&ratio), LINEAR), floor);
	buf_free(&packet.bytes);
	buf_free(&few.bytes);
	buf_free(&many.bytes);
	return bench_end();
}
