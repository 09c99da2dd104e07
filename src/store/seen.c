/*
 * seen.c - what a key last saw of the log, in a small file beside it
 *
 *	anteroom log seen 1
 *	practice: 16 random bytes
 *	entry: number of the newest entry
 *	mac: of that entry
 *
 * Nothing in it is secret.  The chain alone cannot tell a database that was put back
 * whole: this can, because it lies where the key lies and not where the store does.
 */
#include "store/internal.h"

#include <string.h>

#include "base/file.h"
#include "base/num.h"

#define SEEN_TITLE "anteroom log seen 1"
#define SEEN_CAP   4096u

enum { SEEN_PRACTICE, SEEN_ENTRY, SEEN_MAC, SEEN_COUNT };
static const char *const seen_names[] = {"practice", "entry", "mac"};
_Static_assert(COUNT_OF(seen_names) == SEEN_COUNT, "a name per line");

enum { CARE_ENTRY, CARE_SQL_COUNT };
static const char *const sql[] = {
	"SELECT mac FROM audit WHERE n = ?1",
};
_Static_assert(COUNT_OF(sql) == CARE_SQL_COUNT, "a text per statement");
const struct statements care_statements = {sql, CARE_SQL_COUNT};

struct seen {
	int64_t n;
	unsigned char mac[MAC_SIZE];
};

static char *
seen_path(struct arena *a, struct store *s, struct err *err)
{
	char *key;

	if (keyfile_find(a, s->key_path, s->card_path, &key, err))
		return NULL;
	return arena_printf(a, "%s.seen", key);
}

/* False: there is none, or none that can be used. */
static bool
read_seen(struct store *s, struct seen *ret)
{
	struct arena a = ARENA_NONE;
	struct buf text = BUF_NONE;
	struct err ignored = ERR_NONE;
	unsigned char practice[ID_SIZE];
	const char *v[SEEN_COUNT], *path = seen_path(&a, s, &ignored);
	size_t last;
	bool good = path && !file_read(path, SEEN_CAP, &text, &ignored) &&
		!fields_parse(&a, buf_text(&text), text.len, SEEN_TITLE, seen_names,
			SEEN_COUNT, v, &last, &ignored) &&
		hex_read(practice, ID_SIZE, v[SEEN_PRACTICE]) &&
		!memcmp(practice, s->card.practice, ID_SIZE) &&
		num_parse_int(v[SEEN_ENTRY], &ret->n) && ret->n > 0 &&
		hex_read(ret->mac, MAC_SIZE, v[SEEN_MAC]);

	buf_free(&text);
	arena_free(&a);
	return good;
}

static int
write_seen(struct store *s, struct err *err)
{
	struct arena a = ARENA_NONE;
	struct buf b = BUF_NONE;
	char practice[2 * ID_SIZE + 1], hex[2 * MAC_SIZE + 1];
	unsigned char mac[MAC_SIZE];
	char *path = seen_path(&a, s, err);
	int64_t n = 0;
	int rc = path ? audit_last(s, &n, mac, err) : err->code;

	if (rc)
		goto done;
	hex_put(practice, s->card.practice, ID_SIZE);
	hex_put(hex, mac, MAC_SIZE);
	buf_printf(&b,
		SEEN_TITLE
		"\n"
		"# What this key last saw of the log: keep it beside the key.\n"
		"practice: %s\nentry: %lld\nmac: %s\n",
		practice, (long long)n, hex);
	rc = file_write(path, b.data, b.len, true, err);
done:
	buf_free(&b);
	arena_free(&a);
	return rc;
}

static int
look_at_tail(struct store *s, struct err *err)
{
	unsigned char mac[MAC_SIZE];
	struct audit_head head;
	int64_t last;
	int rc = audit_head_look(s, &head, err);

	if (!rc)
		rc = audit_last(s, &last, mac, err);
	sodium_memzero(head.next_key, KEY_SIZE);
	if (rc || !head.found)
		return rc;
	if (last > head.n)
		s->tail = (struct store_log_look){STORE_LOG_ADDED, head.n + 1, false};
	else if (last < head.n)
		s->tail = (struct store_log_look){STORE_LOG_CUT, last + 1, false};
	else
		s->tail = (struct store_log_look){STORE_LOG_FITS, last, false};
	return 0;
}

static int
look_at_seen(struct store *s, struct err *err)
{
	unsigned char mac[MAC_SIZE];
	struct seen seen;
	sqlite3_stmt *st;
	int64_t last;
	int rc;

	if (!read_seen(s, &seen)) {
		s->seen = (struct store_log_look){STORE_LOG_NEW, s->tail.n, false};
		return 0;
	}
	rc = audit_last(s, &last, mac, err);
	if (!rc)
		rc = sql_query(s, SET_CARE, CARE_ENTRY, &st, err, "i", seen.n);
	if (rc)
		return rc;
	rc = sql_step(st, err);
	s->seen = (struct store_log_look){STORE_LOG_OTHER, seen.n, false};
	if (rc == 0 && last < seen.n)
		s->seen.state = STORE_LOG_OLDER;
	else if (rc == 1 && !sql_fixed(st, 0, mac, MAC_SIZE, err) &&
		!memcmp(mac, seen.mac, MAC_SIZE))
		s->seen.state = STORE_LOG_FITS;
	sql_end(st);
	return rc < 0 ? rc : 0;
}

void
seen_look(struct store *s)
{
	struct err ignored = ERR_NONE;

	s->tail = s->seen = (struct store_log_look){STORE_LOG_FITS, 0, false};
	if (!look_at_tail(s, &ignored) && look_at_seen(s, &ignored))
		s->seen = (struct store_log_look){STORE_LOG_FITS, 0, false};
}

void
seen_keep(struct store *s)
{
	struct err ignored = ERR_NONE;

	/* what does not fit stays as it was seen, until a person accepts it */
	if (!s->apart && s->tail.state == STORE_LOG_FITS &&
		(s->seen.state == STORE_LOG_FITS || s->seen.state == STORE_LOG_NEW))
		s->seen.kept = !write_seen(s, &ignored);
}

struct store_log_look
store_log_look(const struct store_vault *v)
{
	return v->s->tail.state == STORE_LOG_FITS ? v->s->seen : v->s->tail;
}

int
store_log_accept(struct store_vault *v, struct err *err)
{
	int rc = write_seen(v->s, err);

	if (!rc) {
		v->s->tail.state = STORE_LOG_FITS;
		v->s->seen = (struct store_log_look){STORE_LOG_FITS, 0, true};
	}
	return rc;
}
