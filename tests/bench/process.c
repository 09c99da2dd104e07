/*
 * process.c - a whole process: its CPU time and its memory, beside another one
 *
 * usage: process [-e STATUS] [-i FILE] [-l] NAME COMMAND ARG... [-- PEER COMMAND ARG...]
 *
 *	-e STATUS	what it must exit with (0)
 *	-i FILE		its standard input
 *	-l		hold it against what a hostile file may cost: 100 ms and 20 MB
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"

#define LIMIT_MS 100
#define LIMIT_MB 20

static void
put_limited(const struct child *p)
{
	double ms = times_median(&p->cpu) * 1e3, mb = times_median(&p->peak) / 1e6;

	bench_row(p->name, &p->cpu, 1e3, "ms", "limit %d ms: %s; %.1f MB, limit %d: %s",
		LIMIT_MS, bench_within(ms, LIMIT_MS), mb, LIMIT_MB,
		bench_within(mb, LIMIT_MB));
}

static void
put(const struct child *p, const struct child *peer)
{
	char beside[64] = "";

	if (peer && peer->argv)
		snprintf(beside, sizeof(beside), "%.2f x the peer; ",
			times_median(&p->cpu) / times_median(&peer->cpu));
	bench_row(p->name, &p->cpu, 1e3, "ms", "%s%.1f ms on the wall, %.1f MB", beside,
		times_median(&p->wall) * 1e3, times_median(&p->peak) / 1e6);
}

/* NAME COMMAND ARG... up to --; the rest. */
static char **
take(struct child *p, char **argv)
{
	p->input = p->input ? p->input : "/dev/null";
	p->name = *argv;
	p->argv = *argv ? argv + 1 : NULL;
	for (; *argv; argv++)
		if (strcmp(*argv, "--") == 0) {
			*argv = NULL;
			return argv + 1;
		}
	return argv;
}

int
main(int argc, char **argv)
{
	static struct child us, peer;
	bool limited = false;
	int c;

	while ((c = getopt(argc, argv, "+e:i:l")) != -1)
		switch (c) {
		case 'e':
			us.status = (int)strtol(optarg, NULL, 10);
			break;
		case 'i':
			us.input = peer.input = optarg;
			break;
		case 'l':
			limited = true;
			break;
		default:
			bench_die("see process.c for its usage");
		}
	take(&peer, take(&us, argv + optind));
	if (!us.argv || !*us.argv)
		bench_die("see process.c for its usage");
	for (size_t i = 0; i < bench_runs(); i++) {
		child_run(&us);
		if (peer.argv)
			child_run(&peer);
	}
	if (limited)
		put_limited(&us);
	else
		put(&us, &peer);
	if (peer.argv)
		put(&peer, NULL);
	return bench_end();
}
