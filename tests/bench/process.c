/*
 * process.c - a whole process: its CPU time and its memory, beside another one
 *
 * usage: process [-e STATUS] [-i FILE] [-l MS:MB] [-r TIMES] NAME COMMAND ARG...
 *	[-- PEER COMMAND ARG...]
 *
 *	-e STATUS	what it must exit with (0)
 *	-i FILE		its standard input
 *	-l MS:MB	hold it against so much CPU time and memory
 *	-r TIMES	and the peer against so many times as much CPU time, or more
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"

static void
put_limited(const struct child *p, double limit_ms, double limit_mb)
{
	double ms = times_median(&p->cpu) * 1e3, mb = times_median(&p->peak) / 1e6;

	bench_row(p->name, &p->cpu, 1e3, "ms", "limit %g ms: %s; %.1f MB, limit %g: %s",
		limit_ms, bench_within(ms, limit_ms), mb, limit_mb,
		bench_within(mb, limit_mb));
}

/* A peer that must take so many times as long. */
static void
put_slower(const struct child *peer, const struct child *us, double least)
{
	double times = times_median(&peer->cpu) / times_median(&us->cpu);

	bench_row(peer->name, &peer->cpu, 1e3, "ms",
		"%.0f x ours, at least %g: %s; %.1f MB", times, least,
		bench_within(-times, -least), times_median(&peer->peak) / 1e6);
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
	double limit_ms = 0, limit_mb = 0, least = 0;
	int c;

	while ((c = getopt(argc, argv, "+e:i:l:r:")) != -1)
		switch (c) {
		case 'e':
			us.status = (int)strtol(optarg, NULL, 10);
			break;
		case 'i':
			us.input = peer.input = optarg;
			break;
		case 'l':
			if (sscanf(optarg, "%lf:%lf", &limit_ms, &limit_mb) != 2)
				bench_die("see process.c for its usage");
			break;
		case 'r':
			least = strtod(optarg, NULL);
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
	if (limit_ms > 0)
		put_limited(&us, limit_ms, limit_mb);
	else
		put(&us, &peer);
	if (peer.argv && least > 0)
		put_slower(&peer, &us, least);
	else if (peer.argv)
		put(&peer, NULL);
	return bench_end();
}
