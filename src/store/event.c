/* event.c - the rows of an interview in progress, fetched, then opened in order */
#include "store/internal.h"

#include <string.h>

int
events_fetch(struct store *s, int64_t seq, struct sealed_events *out, struct err *err)
{
	sqlite3_stmt *st;
	int rc = record_events(s, seq, &st, err);

	if (rc)
		return rc;
	while ((rc = sql_step(st, err)) == 1) {
		const void *bytes;
		struct sealed_event *row;
		size_t n;

		/* no reading around a gap: what stood there may have been the point */
		if (sqlite3_column_int64(st, 0) != (int64_t)out->rows.count + 1) {
			rc = sql_damaged(
				st, err, "an answer is missing from the sequence");
			break;
		}
		rc = sql_bytes(st, 1, &bytes, &n, err);
		if (rc)
			break;
		row = vec_push(&out->arena, &out->rows);
		row->n = n;
		row->bytes = n ? memcpy(arena_alloc(&out->arena, n), bytes, n) : "";
	}
	sql_end(st);
	return rc;
}

int
events_open(const struct sealed_events *rows, const unsigned char key[KEY_SIZE],
	const unsigned char id[ID_SIZE], store_each *each, void *self, struct err *err)
{
	struct buf plain = BUF_NONE;
	int rc = 0;

	for (size_t i = 0; i < rows->rows.count && !rc; i++) {
		const struct sealed_event *row = &rows->rows.at[i];

		rc = seal_get(&plain, key, (struct seal_place){"event", id, i + 1},
			row->bytes, row->n, EVENT_STEP, err);
		if (!rc)
			each(self, buf_text(&plain), plain.len);
		buf_wipe(&plain);
	}
	buf_free(&plain);
	return rc;
}
