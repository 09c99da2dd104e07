/*
 * large_pages.c - memory in pages of 2 MB, where a kernel gives them to those who ask
 *
 * A large page comes with one fault, where 512 small ones cost one each: 13 microseconds on
 * the machines this was measured on, which are shared out by software.
 * /sys/kernel/mm/transparent_hugepage/enabled tells whether one has to ask ("madvise").
 */
#define _GNU_SOURCE /* madvise, MAP_ANONYMOUS */

#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/mem.h"

enum {
	LARGE_PAGE = 2 << 20,
	ADVISED = 8 << 20, /* of the heap; what is never touched is never there */
	HEAD = 2 * sizeof(size_t),
};

/* malloc knows nothing of large pages: what lies before the first one is taken out of the
 * heap, so that all that follows goes behind. */
void
mem_in_large_pages(void)
{
	static void *volatile before; /* the first large page; nobody ever writes there */
	uintptr_t begin;
	char *p;

	/* from the heap, which keeps what is freed */
	if (before || !mallopt(M_MMAP_THRESHOLD, 2 * ADVISED) ||
		!mallopt(M_TRIM_THRESHOLD, 2 * ADVISED))
		return;
	p = malloc(ADVISED + LARGE_PAGE);
	if (!p)
		return;
	begin = ((uintptr_t)p + HEAD + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
	/* a kernel that has none says no, and nothing is lost */
	(void)madvise((void *)begin, ADVISED, MADV_HUGEPAGE);
	free(p);
	before = malloc(begin - (uintptr_t)p - HEAD);
}

/*
 * What the program and the libraries linked into it call as mmap (--wrap=mmap).  A
 * passphrase is made a key in a quarter of a gigabyte that libsodium takes from here
 * (Argon2id): 65,536 small pages are more than half of the time that takes.
 */
/* NOLINTBEGIN(bugprone-reserved-identifier): the linker's names */
void *__real_mmap(void *at, size_t size, int prot, int flags, int fd, off_t offset);
void *__wrap_mmap(void *at, size_t size, int prot, int flags, int fd, off_t offset);

void *
__wrap_mmap(void *at, size_t size, int prot, int flags, int fd, off_t offset)
{
	const bool large = (flags & MAP_ANONYMOUS) && size >= 2 * LARGE_PAGE;
	void *p;

	/* asked for before it is there, not after */
	p = __real_mmap(
		at, size, prot, large ? flags & ~MAP_POPULATE : flags, fd, offset);
	if (p == MAP_FAILED || !large)
		return p;
	(void)madvise(p, size, MADV_HUGEPAGE);
#ifdef MADV_POPULATE_WRITE
	if (flags & MAP_POPULATE)
		(void)madvise(p, size, MADV_POPULATE_WRITE);
#endif
	return p;
}
/* NOLINTEND(bugprone-reserved-identifier) */
