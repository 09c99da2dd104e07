/* test.c - runs what a test program registered, as TAP; see test.h */
#include "unit/test.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct CMUnitTest tests[512];
static size_t test_count;
static char folder[256];

void
test_register(const char *name, void (*run)(void **state))
{
	char *words = strdup(name);

	if (!words || test_count == sizeof(tests) / sizeof(tests[0]))
		abort();
	for (char *p = words; *p; p++)
		if (*p == '_')
			*p = ' ';
	tests[test_count++] = (struct CMUnitTest){.name = words, .test_func = run};
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st, (void)type, (void)walk;
	return remove(path);
}

const char *
test_folder(void)
{
	if (!folder[0]) {
		const char *tmp = getenv("TMPDIR");

		snprintf(folder, sizeof folder, "%s/anteroom-test.XXXXXX",
			tmp && *tmp ? tmp : "/tmp");
		if (!mkdtemp(folder))
			abort();
	}
	return folder;
}

int
main(void)
{
	int failed;

	setenv("TZ", "UTC", 1);
	setenv("CMOCKA_MESSAGE_OUTPUT", "TAP", 0);
	failed = _cmocka_run_group_tests("unit", tests, test_count, NULL, NULL);
	if (folder[0])
		nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return failed ? 1 : 0;
}
