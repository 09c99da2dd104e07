/*
 * client.c - one client's records, without opening everybody's
 *
 * The store keeps a random id beside each finished record; whose it is stands in the sealed
 * head and in the notes beside it, which are read here for it (store/clients.h).
 */
#include "command/client.h"

#include "command/progress.h"

struct notes_found {
	struct arena *arena;
	VEC(struct note) notes;
	bool damaged;
};

static void
take_note(void *self, const void *bytes, size_t n)
{
	struct notes_found *f = self;
	struct note note;

	if (note_read(f->arena, bytes, n, &note))
		*vec_push(f->arena, &f->notes) = note;
	else
		f->damaged = true;
}

const char *
client_of_head(const struct record_head *h, const struct note *notes, size_t count)
{
	const char *client = h->client;

	for (size_t i = 0; i < count && !h->assigned; i++)
		if (notes[i].kind == NOTE_ASSIGN)
			client = notes[i].text;
	return client;
}

bool
client_label(struct store_vault *v, const struct store_head *head, struct buf *ret)
{
	struct arena a = ARENA_NONE;
	struct notes_found f = {.arena = &a};
	struct err ignored = ERR_NONE;
	struct record_head h;
	bool told = !record_head_read(&a, head->bytes, head->n, &h, &ignored);

	if (told && head->noted)
		told = !store_read(v, head->id, STORE_NOTES, take_note, &f, &ignored) &&
			!f.damaged;

	if (told)
		buf_str(ret, client_of_head(&h, f.notes.at, f.notes.count));
	arena_wipe(&a);
	return told;
}

struct sorter {
	struct store_vault *vault;
	struct progress progress;
};

static bool
label(void *self, const struct store_head *head, struct buf *ret)
{
	struct sorter *s = self;

	return client_label(s->vault, head, ret);
}

static void
tick(void *self, uint64_t done, uint64_t all)
{
	struct sorter *s = self;

	progress_tick(&s->progress, done, all);
}

int
client_records(struct call *c, struct home *h, struct store_vault *v, const char *code,
	bool (*each)(void *self, const struct store_record *r), void *self)
{
	char client[STORE_ID_HEX] = ""; /* those that are not sorted */
	struct sorter s = {.vault = v};
	const struct store_watch watch = {.self = &s, .tick = tick, .label = label};
	int rc;

	progress_begin(&s.progress, c, TEXT_PROGRESS_CLIENTS);
	rc = clients_sort(v, &watch, &c->err);
	progress_end(&s.progress);
	if (!rc)
		rc = clients_find(v, code, client, &c->err);
	if (rc == ERR_NOT_FOUND) {
		err_clear(&c->err);
		rc = 0;
	}
	return rc ? rc : store_list(h->store, client, 0, each, self, &c->err);
}
