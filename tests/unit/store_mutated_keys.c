/*
 * store_mutated_keys.c - key files and practice cards that were changed at random
 *
 * FILES (200) and DAMAGE_SEED from the environment.
 */
#include "store/originals.h"

#include "base/clock.h"

static void
change_text(struct buf *b)
{
	static const char digits[] = "0123456789abcdefABCDEF \n:#-";
	size_t at = roll((unsigned)b->len), from, n;

	switch (roll(6)) {
	case 0:
		b->data[at] = (char)(b->data[at] ^ (1 << roll(8)));
		break;
	case 1:
	case 2:
		b->data[at] = digits[roll(sizeof digits - 1)];
		break;
	case 3: /* what follows moves up */
		memmove(b->data + at, b->data + at + 1, b->len - at - 1);
		b->len--;
		break;
	case 4:
		from = roll((unsigned)b->len);
		n = b->len - (at > from ? at : from);
		memmove(b->data + at, b->data + from, n > 40 ? 40 : n);
		break;
	default:
		b->len = roll(4) ? b->len : at;
	}
}

/* A whole copy of path with some of it changed; false: it happens to be the same. */
static bool
mutate_text(const char *path, const struct buf *whole)
{
	struct buf b;
	bool changed;

	buf_init(&b, 1 << 20);
	buf_add(&b, whole->data, whole->len);
	for (unsigned n = 1 + roll(3); n && b.len; n--)
		change_text(&b);
	changed = b.len != whole->len || memcmp(b.data, whole->data, b.len) != 0;
	put_file(path, &b);
	buf_free(&b);
	return changed;
}

TEST(store, a_mutated_key_file_opens_nothing_or_the_same)
{
	int64_t files = setting("FILES", 200), opens = 0;
	struct practice *p;
	struct buf whole;

	fault_install();
	p = originals_new();
	slurp(p, p->key, &whole);
	seed = (uint64_t)setting("DAMAGE_SEED", clock_now());
	for (int64_t i = 0; i < files; i++) {
		struct store *s;
		struct store_vault *v = NULL;

		mutate_text(p->key, &whole);
		err_clear(&p->err);
		s = opened(p);
		if (store_unlock(s, PASSPHRASE, &v, &p->err)) {
			assert_true(p->err.text[0]);
		} else {
			opens++;
			assert_int_equal(read_original(p, v, &originals[0]), HARMLESS);
			store_vault_free(v);
		}
		store_close(s);
	}
	print_message("# %lld key files, %lld still open the practice\n",
		(long long)files, (long long)opens);
	assert_true(opens < files / 2);
	buf_free(&whole);
	free(p);
}

TEST(store, a_mutated_practice_card_never_seals_to_another_key)
{
	int64_t files = setting("FILES", 200), opens = 0;
	unsigned char right[KEY_SIZE];
	struct practice *p;
	struct store *s;
	struct buf whole;

	fault_install();
	p = originals_new();
	slurp(p, p->card, &whole);
	s = opened(p);
	memcpy(right, s->card.vault_public, KEY_SIZE);
	store_close(s);
	seed = (uint64_t)setting("DAMAGE_SEED", clock_now());
	for (int64_t i = 0; i < files; i++) {
		mutate_text(p->card, &whole);
		err_clear(&p->err);
		if (store_open(&s, &p->paths, &p->err)) {
			assert_true(p->err.text[0]);
		} else {
			opens++;
			assert_memory_equal(s->card.vault_public, right, KEY_SIZE);
			store_close(s);
		}
	}
	print_message("# %lld cards, %lld still name the same key\n", (long long)files,
		(long long)opens);
	assert_true(opens < files / 2);
	buf_free(&whole);
	free(p);
}
