/* pages of 2 MB: asked for by the heap and by large maps, where a kernel has them */
#define _GNU_SOURCE /* MAP_ANONYMOUS, mincore */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"
#include "unit/test.h"

enum { LARGE = 8 << 20 };

/* Is memory at p advised to be of large pages?  So the kernel's own list of maps says. */
static bool
is_advised(const void *p)
{
	FILE *f = fopen("/proc/self/smaps", "re");
	unsigned long begin, end;
	bool ours = false, advised = false;
	char line[512];

	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%lx-%lx ", &begin, &end) == 2)
			ours = (uintptr_t)p >= begin && (uintptr_t)p < end;
		else if (ours && strncmp(line, "VmFlags:", 8) == 0)
			advised = strstr(line, " hg") != NULL;
	}
	fclose(f);
	return advised;
}

static bool
kernel_has_them(void)
{
	return access("/sys/kernel/mm/transparent_hugepage/enabled", F_OK) == 0;
}

TEST(large_pages, a_large_map_is_zero_and_all_there_and_asks_for_them)
{
	static unsigned char there[LARGE / 4096];
	char *p = mmap(NULL, LARGE, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	assert_true(p != MAP_FAILED);
	assert_int_equal(is_advised(p), kernel_has_them());
	if (sysconf(_SC_PAGESIZE) == 4096) {
		assert_int_equal(mincore(p, LARGE, there), 0);
		for (size_t i = 0; i < COUNT_OF(there); i++)
			assert_true(there[i] & 1);
	}
	for (size_t i = 0; i < LARGE; i++)
		assert_int_equal(p[i], 0);
	assert_int_equal(munmap(p, LARGE), 0);
}

TEST(large_pages, a_file_and_a_small_map_are_mapped_as_they_are)
{
	FILE *f = tmpfile();
	char *p;

	assert_non_null(f);
	assert_true(fputs("numb", f) >= 0 && fflush(f) == 0);
	p = mmap(NULL, 4, PROT_READ, MAP_PRIVATE, fileno(f), 0);
	assert_true(p != MAP_FAILED);
	assert_memory_equal(p, "numb", 4);
	assert_false(is_advised(p));
	assert_int_equal(munmap(p, 4), 0);
	fclose(f);

	p = mmap(NULL, 1 << 16, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_true(p != MAP_FAILED);
	assert_false(is_advised(p));
	assert_int_equal(munmap(p, 1 << 16), 0);
}

TEST(large_pages, what_the_heap_gives_after_it_asked_lies_in_them_and_is_zeroed)
{
	enum { WANTED = 3 << 20 };
	char *p;

	mem_in_large_pages();
	mem_in_large_pages(); /* a second time does nothing */
	p = mem_alloc(WANTED);
	for (size_t i = 0; i < WANTED; i++)
		assert_int_equal(p[i], 0);
#ifndef __SANITIZE_ADDRESS__ /* it has a heap of its own */
	assert_int_equal(is_advised(p), kernel_has_them());
	assert_int_equal(is_advised(p + WANTED - 1), kernel_has_them());
#endif
	mem_free(p);
}
