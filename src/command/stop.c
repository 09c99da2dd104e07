#include "command/stop.h"

#include <signal.h>
#include <stddef.h>

#include "base/attr.h"

static volatile sig_atomic_t stopped_by;

static const int signals[] = {SIGINT, SIGTERM};
static struct sigaction before[COUNT_OF(signals)];

static void
stop(int sig)
{
	stopped_by = sig;
}

void
stop_begin(void)
{
	struct sigaction act = {.sa_handler = stop, .sa_flags = SA_RESTART};

	stopped_by = 0;
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < COUNT_OF(signals); i++)
		(void)sigaction(signals[i], &act, &before[i]);
}

void
stop_end(void)
{
	for (size_t i = 0; i < COUNT_OF(signals); i++)
		(void)sigaction(signals[i], &before[i], NULL);
}

int
stop_signal(void)
{
	return stopped_by;
}
