/*
 * fake_terminal.h - a terminal and a clock of the test's own, linked in place of theirs
 *
 * The full screen asks it for keys, one by one, and draws on it; time stands still but
 * where the test moves it.  For programs of one file.
 */
#ifndef TESTS_UNIT_FAKE_TERMINAL_H
#define TESTS_UNIT_FAKE_TERMINAL_H

#include "base/buf.h"
#include "base/clock.h"
#include "console/terminal.h"

#define FAKE_NOW 1000

struct terminal {
	int columns, rows;
	int64_t monotonic, now;
	struct key (*key)(void *self);
	void *self;
	bool keeps;       /* what is drawn */
	struct buf drawn; /* rows of every frame since it was cleared, a line each */
};

static struct terminal fake = {
	.columns = 80, .rows = 24, .monotonic = 1, .now = FAKE_NOW};

int
terminal_open(struct terminal **ret, const struct terminal_options *o, struct err *err)
{
	(void)o, (void)err;
	*ret = &fake;
	return 0;
}

void
terminal_size(const struct terminal *t, int *ret_columns, int *ret_rows)
{
	*ret_columns = t->columns;
	*ret_rows = t->rows;
}

void
terminal_draw(struct terminal *t, const struct frame *f, bool all)
{
	(void)all;
	for (int i = 0; i < f->row_count && t->keeps; i++)
		buf_printf(&t->drawn, "%s\n", f->rows[i].text);
}

struct key
terminal_key(struct terminal *t, int64_t ms)
{
	(void)ms;
	return t->key(t->self);
}

void
terminal_flush(struct terminal *t)
{
	(void)t;
}

void
terminal_tell(struct terminal *t, bool settled)
{
	(void)t, (void)settled;
}

void
terminal_close(struct terminal *t, bool wipe)
{
	(void)t, (void)wipe;
}

int64_t
clock_now(void)
{
	return fake.now;
}

int64_t
clock_document(void)
{
	return fake.now;
}

int64_t
clock_monotonic(void)
{
	return fake.monotonic;
}

#endif
