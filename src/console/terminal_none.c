/* terminal_none.c - instead of terminal.c where it was built without a full screen */
#include "console/terminal.h"

#include <assert.h>

int
terminal_open(struct terminal **ret, const struct terminal_options *o, struct err *err)
{
	(void)ret, (void)o;
	err_set(err, ERR_REFUSED, "this anteroom was built without a full screen");
	err_advise(err, "take it line by line: --mode line");
	return ERR_REFUSED;
}

/* Nothing was opened, so that nobody comes here. */

void
terminal_size(const struct terminal *t, int *ret_columns, int *ret_rows)
{
	(void)t;
	*ret_columns = *ret_rows = 0;
	assert(!"a terminal that was opened");
}

void
terminal_draw(struct terminal *t, const struct frame *f, bool all)
{
	(void)t, (void)f, (void)all;
	assert(!"a terminal that was opened");
}

struct key
terminal_key(struct terminal *t, int64_t ms)
{
	(void)t, (void)ms;
	assert(!"a terminal that was opened");
	return (struct key){KEYS_HANGUP, 0};
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
