/* console.c - the one loop, for all front ends */
#include "console/console.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

int
console_open(struct console *c, struct err *err)
{
	int rc = c->is_open ? 0 : c->open(c, err);

	c->is_open = rc == 0;
	return rc;
}

enum outcome
console_run(struct interview *iv, struct console *c, struct err *err)
{
	struct input in = {.act = ACT_COUNT};
	unsigned shown = 0;
	bool any = false;

	if (console_open(c, err))
		return OUTCOME_NONE;
	while (in.act != ACT_HANGUP) {
		const struct view *v = interview_view(iv);

		if (!any || v->seq != shown)
			c->show(c, v);
		any = true;
		shown = v->seq;
		if (interview_outcome(iv) != OUTCOME_NONE)
			break;
		in = c->wait(c, v);
		interview_feed(iv, &in);
	}
	console_close(c);
	return interview_outcome(iv);
}

void
console_close(struct console *c)
{
	if (c->is_open)
		c->close(c);
	c->is_open = false;
}

void
console_free(struct console *c)
{
	if (!c)
		return;
	console_close(c);
	c->free(c);
}

static bool
is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool
console_locale(void)
{
	/* letters alone: numbers, dates and words are base/'s own, the same everywhere */
	setlocale(LC_CTYPE, "");
	return is_utf8() || (setlocale(LC_CTYPE, "C.UTF-8") && is_utf8());
}
