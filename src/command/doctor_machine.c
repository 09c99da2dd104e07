/* doctor_machine.c - terminal, locale, typeface, disk, swap, memory */
#include "command/doctor.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "report/measure.h"
#include "report/report.h"

#define COLUMNS_LEAST 40
#define ROWS_LEAST    12
#define MIB_WARN      256 /* an interview is kilobytes; a backup wants the store again */
#define MIB_FAIL      16
#define LOCKED        65536 /* bytes: all keys of a command, a page and its guards for each */

/* ---- terminal ---- */

/* Is there a description of the terminal where ncurses looks? */
static bool
term_known(struct arena *a, const char *term)
{
	const char *home = getenv("HOME"), *own = getenv("TERMINFO");
	const char *const folders[] = {own, home ? file_join(a, home, ".terminfo") : NULL,
		file_machine(a, "/etc/terminfo"), file_machine(a, "/lib/terminfo"),
		file_machine(a, "/usr/share/terminfo")};

	if (strchr(term, '/'))
		return false;
	for (size_t i = 0; i < COUNT_OF(folders); i++)
		if (folders[i] &&
			file_exists(
				arena_printf(a, "%s/%c/%s", folders[i], term[0], term)))
			return true;
	return false;
}

/* The first of the three descriptors that is a terminal. */
static bool
window(struct winsize *ret)
{
	for (int fd = 0; fd < 3; fd++)
		if (isatty(fd) && ioctl(fd, TIOCGWINSZ, ret) == 0)
			return true;
	return false;
}

void
check_terminal(struct doctor *d)
{
	struct arena *a = &d->call->arena;
	const char *term = getenv("TERM");
	struct winsize size;
	char *columns, *rows;

	if (!window(&size)) {
		doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_NO_TERMINAL,
			TEXT_DOCTOR_NO_TERMINAL_DO, NULL);
		return;
	}
	columns = arena_printf(a, "%d", size.ws_col);
	rows = arena_printf(a, "%d", size.ws_row);
	if (!term || !*term)
		doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_TERM_UNSET,
			TEXT_DOCTOR_TERM_UNSET_DO, NULL);
	else if (strcmp(term, "dumb") == 0)
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_TERM_DUMB, TEXT_COUNT, NULL);
	else if (!term_known(a, term))
		doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_TERM_UNKNOWN,
			TEXT_DOCTOR_TERM_UNKNOWN_DO, "term", term, NULL);
	else if (size.ws_col < COLUMNS_LEAST || size.ws_row < ROWS_LEAST)
		doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_TERM_SMALL,
			TEXT_DOCTOR_TERM_SMALL_DO, "columns", columns, "rows", rows,
			NULL);
	else
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_TERM_OK, TEXT_COUNT, "term", term,
			"columns", columns, "rows", rows, NULL);
}

/* ---- locale, typeface ---- */

static const char *
locale_asked(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return "C";
}

void
check_locale(struct doctor *d)
{
	/* command_run() has set it, C.UTF-8 where the one asked for is not UTF-8 */
	const char *now = setlocale(LC_CTYPE, NULL), *asked = locale_asked();

	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		doctor_add(d, DOCTOR_FAIL, TEXT_DOCTOR_LOCALE_NONE,
			TEXT_DOCTOR_LOCALE_NONE_DO, NULL);
	else if (now && strcmp(now, "C.UTF-8") == 0 && strcmp(asked, now) != 0)
		doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_LOCALE_FALLBACK,
			TEXT_DOCTOR_LOCALE_FALLBACK_DO, "locale", asked, NULL);
	else
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_LOCALE_OK, TEXT_COUNT, "locale",
			now ? now : asked, NULL);
}

void
check_fonts(struct doctor *d)
{
	struct err err = ERR_NONE;
	struct measure m;

	if (measure_load(&d->call->arena, NULL, &m, &err))
		doctor_add_err(d, DOCTOR_FAIL, &err);
	else
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_FONTS_OK, TEXT_COUNT, "file",
			m.paths[FACE_REGULAR], NULL);
	measure_free(&m);
}

/* ---- disk ---- */

/* The home, else the nearest folder above it that is there, with no links in it. */
static const char *
home_place(struct doctor *d)
{
	char *path = arena_strdup(&d->call->arena, d->home.folder ? d->home.folder : "/");
	char *slash, *real = NULL;
	const char *place;

	while (!(real = realpath(path, NULL)) && (slash = strrchr(path, '/')) != NULL)
		slash[slash == path] = '\0';
	place = real ? arena_strdup(&d->call->arena, real) : "/";
	free(real);
	return place;
}

/* The mount below path; false, and a row that says so, when it cannot be told. */
static bool
find_mount(struct doctor *d, const char *path, struct mount *ret)
{
	struct err err = ERR_NONE;
	struct arena *a = &d->call->arena;
	const char *all = machine_text(a, "/proc/self/mountinfo", &err);

	if (all && mount_of(a, all, path, ret))
		return true;
	if (all)
		err_set(&err, ERR_NOT_FOUND, "no mount holds '%s'", path);
	doctor_unseen(d, &err);
	return false;
}

void
check_disk(struct doctor *d)
{
	/* SQLite's locks are not to be relied on there */
	static const char *const remote[] = {
		"nfs", "nfs4", "cifs", "smb3", "9p", "afs", "ceph", "fuse.sshfs"};
	const char *place = home_place(d);
	struct statvfs s;
	struct mount m;
	char *free_mib;
	unsigned long long mib;

	if (statvfs(place, &s)) {
		doctor_unseen(
			d, &(struct err){ERR_FAILED, "the disk did not answer", ""});
		return;
	}
	mib = (unsigned long long)s.f_bavail * s.f_frsize >> 20;
	free_mib = arena_printf(&d->call->arena, "%llu", mib);
	if (mib < MIB_FAIL)
		doctor_add(d, DOCTOR_FAIL, TEXT_DOCTOR_DISK_FULL, TEXT_DOCTOR_DISK_DO,
			"mib", free_mib, NULL);
	else if (mib < MIB_WARN)
		doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_DISK_FULL, TEXT_DOCTOR_DISK_DO,
			"mib", free_mib, NULL);
	else
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_DISK_OK, TEXT_COUNT, "mib", free_mib,
			NULL);
	if (!find_mount(d, place, &m))
		return;
	for (size_t i = 0; i < COUNT_OF(remote); i++)
		if (strcmp(m.type, remote[i]) == 0)
			doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_DISK_REMOTE,
				TEXT_DOCTOR_DISK_REMOTE_DO, "type", m.type, NULL);
}

void
check_encryption(struct doctor *d)
{
	struct err err = ERR_NONE;
	bool encrypted = false;
	struct mount m;

	if (!find_mount(d, home_place(d), &m))
		return;
	if (strcmp(m.type, "ecryptfs") == 0)
		encrypted = true;
	else if (device_encrypted(&d->call->arena, m.major, m.minor, &encrypted, &err)) {
		doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_CRYPT_UNSEEN,
			TEXT_DOCTOR_CRYPT_UNSEEN_DO, "type", m.type, NULL);
		return;
	}
	if (encrypted)
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_CRYPT_OK, TEXT_COUNT, NULL);
	else
		doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_CRYPT_NONE,
			TEXT_DOCTOR_CRYPT_NONE_DO, NULL);
}

/* ---- swap, core dumps ---- */

/* Is what is swapped out to this file or device encrypted, or in memory all the same? */
static int
swap_encrypted(struct doctor *d, const char *name, bool *ret, struct err *err)
{
	struct arena *a = &d->call->arena;
	const char *all, *numbers;
	struct mount m;

	if (strncmp(name, "/dev/", 5) != 0) {
		all = machine_text(a, "/proc/self/mountinfo", err);
		if (!all)
			return err->code;
		if (!mount_of(a, all, name, &m))
			return err_set(err, ERR_NOT_FOUND, "no mount holds '%s'", name);
		return device_encrypted(a, m.major, m.minor, ret, err);
	}
	*ret = strncmp(name, "/dev/zram", 9) == 0;
	if (*ret)
		return 0;
	numbers = machine_text(a,
		arena_printf(a, "/sys/class/block/%s/dev", strrchr(name, '/') + 1), err);
	if (!numbers || sscanf(numbers, "%u:%u", &m.major, &m.minor) != 2)
		return err_set(err, ERR_NOT_FOUND, "nothing is said of '%s'", name);
	return device_encrypted(a, m.major, m.minor, ret, err);
}

void
check_swap(struct doctor *d)
{
	struct err err = ERR_NONE;
	struct arena *a = &d->call->arena;
	const char *at = machine_text(a, "/proc/swaps", &err);
	bool any = false, encrypted = false;
	char *line;

	if (!at) {
		doctor_unseen(d, &err);
		return;
	}
	(void)line_next(a, &at); /* the heading */
	while ((line = line_next(a, &at)) != NULL) {
		char *name = word_of(a, line, ' ', 0);

		if (!name)
			continue;
		any = true;
		if (swap_encrypted(d, name, &encrypted, &err)) {
			doctor_unseen(d, &err);
			return;
		}
		if (!encrypted) {
			doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_SWAP_OPEN,
				TEXT_DOCTOR_SWAP_OPEN_DO, "file", name, NULL);
			return;
		}
	}
	doctor_add(d, DOCTOR_OK, any ? TEXT_DOCTOR_SWAP_OK : TEXT_DOCTOR_SWAP_NONE,
		TEXT_COUNT, NULL);
}

/* Tried, as the limit does not count for everybody. */
void
check_locked(struct doctor *d)
{
	struct rlimit limit = {0};
	void *p = mem_alloc(LOCKED);
	bool locked = mlock(p, LOCKED) == 0;

	(void)munlock(p, LOCKED);
	mem_free(p);
	(void)getrlimit(RLIMIT_MEMLOCK, &limit);
	if (locked)
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_LOCKED_OK, TEXT_COUNT, NULL);
	else
		doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_LOCKED_NOT,
			TEXT_DOCTOR_LOCKED_NOT_DO, "limit",
			arena_printf(&d->call->arena, "%llu",
				(unsigned long long)(limit.rlim_cur / 1024)),
			"wanted", arena_printf(&d->call->arena, "%d", LOCKED / 1024),
			NULL);
}

void
check_core(struct doctor *d)
{
	struct rlimit core;

	/* not dumpable is enough: a limit of 0 alone does not stop a core_pattern pipe */
	if (prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 && !getrlimit(RLIMIT_CORE, &core) &&
		core.rlim_cur == 0)
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_CORE_OK, TEXT_COUNT, NULL);
	else
		doctor_add(
			d, DOCTOR_FAIL, TEXT_DOCTOR_CORE_OPEN, TEXT_DOCTOR_CORE_DO, NULL);
}
