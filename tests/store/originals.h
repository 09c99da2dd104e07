/*
 * originals.h - a store with a record of every state, and what each of them holds
 *
 * For campaigns that damage it: what is read afterwards is this or nothing.
 */
#ifndef TESTS_STORE_ORIGINALS_H
#define TESTS_STORE_ORIGINALS_H

#include "store/interview.h"

enum fate { REFUSED, HARMLESS, SHORTER, UNREADABLE, WRONG, FATE_COUNT };

/* What each record holds: events, or a body. */
static struct original {
	char id[STORE_ID_HEX], code[STORE_CODE_TEXT];
	const char *text;
} originals[] = {
	{.text = "one|two|three|"},
	{.text = "four|five|left|"},
	{.text = "body of a done one"},
	{.text = "body of another, longer one"},
	{.text = "body declined"},
	{.text = "kept|"},
};
enum { IN_PROGRESS = 2, ENDED = 5 };

static inline void
slurp(struct practice *p, const char *path, struct buf *ret)
{
	buf_init(ret, 1 << 20);
	if (file_exists(path))
		OK(p, file_read(path, 1 << 20, ret, &p->err));
}

/* Records of every state; then one whose console is killed. */
static inline struct practice *
originals_new(void)
{
	static const char *const begun_with[][4] = {
		{"one", "two", "three", NULL},
                {"four",     "five",     NULL }
        };
	struct practice *p = practice_new();
	struct store *s = opened(p);
	char digest[DIGEST_HEX];

	digest_hex("<form/>", 7, digest);
	OK(p, store_form_put(s, digest, "f", 1, "<form/>", 7, &p->err));
	for (int i = 0; i < ENDED; i++) {
		struct original *o = &originals[i];
		struct store_draft *d = begun(p, s, begun_with[i % 2]);

		snprintf(o->id, sizeof o->id, "%s", store_draft_id(d));
		snprintf(o->code, sizeof o->code, "%s", store_draft_code(d));
		if (i == 1)
			OK(p, store_event_put(d, STORE_STOPPED, "left", 4, &p->err));
		if (i >= IN_PROGRESS)
			OK(p,
				draft_end(d, i == 4 ? STORE_DECLINED : STORE_DONE, "head",
					4, o->text, strlen(o->text), &p->err));
		store_draft_free(d);
	}
	store_close(s);
	leave_hot(p);
	memcpy(originals[ENDED].id, other_id, STORE_ID_HEX);
	return p;
}

static inline void
put_file(const char *path, const struct buf *b)
{
	FILE *f = fopen(path, "wb");

	assert_true(f && fwrite(buf_text(b), 1, b->len, f) == b->len && !fclose(f));
	chmod(path, 0600);
}

static inline enum fate
worse(enum fate a, enum fate b)
{
	return a > b ? a : b;
}

/* What was read is what was sealed, or, of a draft, only its beginning. */
static inline enum fate
compare(const struct buf *got, const char *want, bool part_may_lack)
{
	size_t n = strlen(want);

	if (got->len == n && !memcmp(buf_text(got), want, n))
		return HARMLESS;
	if (part_may_lack && got->len < n && !memcmp(buf_text(got), want, got->len))
		return SHORTER;
	return WRONG;
}

static inline enum fate
read_original(struct practice *p, struct store_vault *v, const struct original *o)
{
	struct buf got = BUF_NONE;
	enum fate fate = HARMLESS;

	if (!store_read(v, o->id, STORE_EVENTS, gather, &got, &p->err))
		fate = compare(&got, o->text, true);
	buf_clear(&got);
	if (!store_read(v, o->id, STORE_HEAD, whole, &got, &p->err))
		fate = worse(fate, compare(&got, "head", false));
	buf_clear(&got);
	if (!store_read(v, o->id, STORE_BODY, whole, &got, &p->err))
		fate = worse(fate, compare(&got, o->text, false));
	buf_free(&got);
	return fate;
}

#endif
