/* report_many.c - a report of each of many records into a folder */
#include "command/progress.h"
#include "command/report_job.h"
#include "command/stop.h"

#include <string.h>

static int
told(struct report_job *j, size_t tried, size_t failed)
{
	struct call *c = j->call;
	int rc = report_tell(j);

	if (rc)
		return rc;
	if (failed && !stop_signal())
		return err_set(&c->err, ERR_FAILED, "%zu of %zu reports were not written",
			failed, j->count);
	if (!c->opt[OPT_QUIET] && !c->opt[OPT_JSON])
		say("%zu of %zu reports were written", tried - failed, j->count);
	return stop_signal() ? 128 + stop_signal() : 0;
}

/* By the name that was given, unless what is said of it has that in it. */
static void
tell_failed(struct call *c, const char *name)
{
	if (!strstr(c->err.text, arena_strndup(&c->arena, name, 8)))
		err_wrap(&c->err, "'%s'", name);
	say("%s", c->err.text);
}

int
report_many(struct report_job *j, const char *folder)
{
	struct call *c = j->call;
	struct progress p;
	size_t i, failed = 0;

	stop_begin();
	progress_begin(&p, c, TEXT_PROGRESS_REPORTS);
	for (i = 0; i < j->count && !stop_signal(); i++) {
		progress_tick(&p, i, j->count);
		err_clear(&c->err);
		if (report_one(j, j->names[i], NULL, folder)) {
			progress_aside(&p);
			tell_failed(c, j->names[i]);
			failed++;
		}
	}
	progress_end(&p);
	stop_end();
	err_clear(&c->err);
	return told(j, i, failed);
}
