/*
 * store.c - one answer, sealed and on disk, beside a plain row of SQLite in the same mode
 *
 * usage: store FOLDER		an empty one, on the disk that is meant
 *
 * The floor is what the disk itself asks for: an append and fdatasync.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "common.h"

enum { TIMES = 100 };

struct bench {
	struct sealed *store;
	sqlite3 *db;
	sqlite3_stmt *insert;
	int fd;
	struct times sealed, plain, floor; /* seconds a answer */
};

/* The same journal, and as durable. */
static void
open_plain(struct bench *b, struct arena *a, const char *folder)
{
	if (sqlite3_open(file_join(a, folder, "plain.db"), &b->db) ||
		sqlite3_exec(b->db,
			"PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA;"
			"CREATE TABLE answer (id INTEGER PRIMARY KEY, words TEXT)",
			NULL, NULL, NULL) ||
		sqlite3_prepare_v2(b->db, "INSERT INTO answer (words) VALUES (?)", -1,
			&b->insert, NULL))
		bench_die("SQLite does not start");
}

static void
open_floor(struct bench *b, struct arena *a, const char *folder)
{
	b->fd = open(file_join(a, folder, "floor"), O_CREAT | O_WRONLY | O_APPEND, 0600);
	if (b->fd < 0)
		bench_die("cannot write into the folder");
}

static void
put_sealed(struct bench *b)
{
	sealed_put(b->store);
}

static void
put_plain(struct bench *b)
{
	if (sqlite3_bind_text(b->insert, 1, bench_answer, -1, SQLITE_STATIC) ||
		sqlite3_step(b->insert) != SQLITE_DONE || sqlite3_reset(b->insert))
		bench_die("SQLite does not insert");
}

static void
put_floor(struct bench *b)
{
	size_t n = strlen(bench_answer);

	if (write(b->fd, bench_answer, n) != (ssize_t)n || fdatasync(b->fd))
		bench_die("cannot write");
}

/* In turns, one by one: what else the disk does hits all three. */
static void
measure(struct bench *b)
{
	static void (*const puts[])(struct bench * b) = {
		put_sealed, put_plain, put_floor};
	double spent[COUNT_OF(puts)] = {0};
	size_t times = bench_times(TIMES);

	for (size_t i = 0; i < times; i++)
		for (size_t k = 0; k < COUNT_OF(puts); k++) {
			double start = bench_now();

			puts[k](b);
			spent[k] += bench_now() - start;
		}
	times_add(&b->sealed, spent[0] / (double)times);
	times_add(&b->plain, spent[1] / (double)times);
	times_add(&b->floor, spent[2] / (double)times);
}

int
main(int argc, char **argv)
{
	struct arena a = ARENA_NONE;
	struct bench b = {.fd = -1};
	double sealed;

	if (argc != 2)
		bench_die("usage: store FOLDER");
	b.store = sealed_open(argv[1]);
	open_plain(&b, &a, argv[1]);
	open_floor(&b, &a, argv[1]);
	for (size_t i = 0; i < bench_runs(); i++)
		measure(&b);
	sealed = times_median(&b.sealed);
	bench_row("an answer, sealed and on disk", &b.sealed, 1e3, "ms",
		"%.2f x SQLite's row, %.1f x the disk", sealed / times_median(&b.plain),
		sealed / times_median(&b.floor));
	bench_row("  a plain row of SQLite, TRUNCATE and EXTRA", &b.plain, 1e3, "ms",
		"the peer");
	bench_row("  write and fdatasync", &b.floor, 1e3, "ms", "the floor");
	close(b.fd);
	sqlite3_finalize(b.insert);
	sqlite3_close(b.db);
	sealed_close(b.store);
	arena_free(&a);
	return bench_end();
}
