/* sealed.c - a store of our own, to put one answer after another into it */
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "common.h"
#include "store/members.h"

const char bench_answer[] = "answer\t1795000000000\tphq9_1\tseveral_days";

struct sealed {
	struct store *store;
	struct store_draft *draft;
};

struct sealed *
sealed_open(const char *folder)
{
	struct sealed *s = mem_alloc(sizeof(*s));
	struct arena a = ARENA_NONE;
	struct store_paths paths = {.db = file_join(&a, folder, "store.db"),
		.card = file_join(&a, folder, "practice.card")};
	struct err err = ERR_NONE;

	if (members_create(&paths, "bench", "a passphrase for the bench", NULL, &err) ||
		store_open(&s->store, &paths, &err) ||
		store_take(s->store, "2026-11-23", &s->draft, &err))
		bench_die(err.text);
	sealed_put(s); /* the first also makes the record */
	arena_free(&a);
	return s;
}

void
sealed_put(struct sealed *s)
{
	struct err err = ERR_NONE;

	if (store_event_put(
		    s->draft, STORE_OPEN, bench_answer, strlen(bench_answer), &err))
		bench_die(err.text);
}

void
sealed_close(struct sealed *s)
{
	store_draft_free(s->draft);
	store_close(s->store);
	mem_free(s);
}
