/* report_many.c - a report of each of many records into a folder */
#include <signal.h>

#include "command/progress.h"
#include "command/report_job.h"

static volatile sig_atomic_t stopped_by;

static void
stop(int sig)
{
	stopped_by = sig;
}

static const int signals[] = {SIGINT, SIGTERM};
static struct sigaction before[COUNT_OF(signals)];

static void
signals_wait(void)
{
	struct sigaction act = {.sa_handler = stop, .sa_flags = SA_RESTART};

	stopped_by = 0;
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < COUNT_OF(signals); i++)
		(void)sigaction(signals[i], &act, &before[i]);
}

static void
signals_as_before(void)
{
	for (size_t i = 0; i < COUNT_OF(signals); i++)
		(void)sigaction(signals[i], &before[i], NULL);
}

static int
told(struct report_job *j, size_t tried, size_t failed)
{
	struct call *c = j->call;

	if (!c->opt[OPT_QUIET])
		say("%zu of %zu reports were written", tried - failed, j->count);
	if (stopped_by)
		return 128 + stopped_by;
	if (failed)
		return err_set(&c->err, ERR_FAILED, "%zu of %zu reports were not written",
			failed, j->count);
	return 0;
}

int
report_many(struct report_job *j, const char *folder)
{
	struct call *c = j->call;
	struct progress p;
	size_t i, failed = 0;

	signals_wait();
	progress_begin(&p, c, TEXT_PROGRESS_REPORTS);
	for (i = 0; i < j->count && !stopped_by; i++) {
		progress_tick(&p, i, j->count);
		err_clear(&c->err);
		if (report_one(j, j->names[i], NULL, folder)) {
			progress_aside(&p);
			err_wrap(&c->err, "'%s'", j->names[i]);
			say("%s", c->err.text);
			failed++;
		}
	}
	progress_end(&p);
	signals_as_before();
	err_clear(&c->err);
	return told(j, i, failed);
}
