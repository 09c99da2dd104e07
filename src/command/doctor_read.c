/* doctor_read.c - small readers of /etc, /proc and /sys; the shapes are systemd's and Linux's */
#include "command/doctor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/file.h"
#include "base/num.h"

#define TEXT_CAP     (4u << 20) /* a machine with many mounts has a long list */
#define DEVICES_DEEP 8          /* LVM on RAID on LUKS on a partition is four */

const char *
machine_text(struct arena *a, const char *path, struct err *err)
{
	struct buf bytes = BUF_NONE;
	const char *text = NULL;

	if (!file_read(file_machine(a, path), TEXT_CAP, &bytes, err))
		text = arena_strndup(a, buf_text(&bytes), bytes.len);
	buf_free(&bytes);
	return text;
}

char *
line_next(struct arena *a, const char **at)
{
	const char *from = *at, *end = strchr(from, '\n');

	if (!*from)
		return NULL;
	if (!end)
		end = from + strlen(from);
	*at = *end ? end + 1 : end;
	while (from < end && strchr(" \t\r", *from))
		from++;
	while (end > from && strchr(" \t\r", end[-1]))
		end--;
	return arena_strndup(a, from, (size_t)(end - from));
}

char *
word_of(struct arena *a, const char *line, char sep, size_t n)
{
	const char ends[] = {sep, sep == ' ' ? '\t' : '\0', '\0'};

	for (;;) {
		size_t len;

		if (sep == ' ')
			line += strspn(line, ends);
		len = strcspn(line, ends);
		if (n-- == 0)
			return sep == ' ' && !len ? NULL : arena_strndup(a, line, len);
		if (!line[len])
			return NULL;
		line += len + 1;
	}
}

const char *
setting_of(struct arena *a, const char *text, const char *key)
{
	const char *found = NULL;
	size_t n = strlen(key);
	char *line;

	while ((line = line_next(a, &text)) != NULL) {
		size_t space;

		if (strncmp(line, key, n) != 0)
			continue;
		space = strspn(line + n, " \t");
		if (line[n + space] == '=')
			found = line + n + space + 1 +
				strspn(line + n + space + 1, " \t");
	}
	return found;
}

/* ---- systemd: a file, then its drop-ins ---- */

/* The same name higher up in the list hides those below. */
#define PLACES 4
static const char *const places[][PLACES] = {
	{"/etc/systemd",        "/run/systemd",        "/usr/local/lib/systemd",        "/usr/lib/systemd"},
	{"/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system",
         "/usr/lib/systemd/system"									},
};

/* The first place that has the file; NULL: none. */
static char *
find_file(struct arena *a, enum systemd_kind kind, const char *file)
{
	for (size_t i = 0; i < PLACES; i++) {
		char *path = file_join(a, places[kind][i], file);

		if (file_exists(file_machine(a, path)))
			return path;
	}
	return NULL;
}

static int
compare_names(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Names of all drop-ins, in the order in which systemd reads them; some twice. */
static const char *const *
drop_ins(struct arena *a, enum systemd_kind kind, const char *folder, size_t *ret_count)
{
	VEC(const char *) all = VEC_NONE;

	for (size_t i = 0; i < PLACES; i++) {
		char *place = file_machine(a, file_join(a, places[kind][i], folder));
		char **names;
		size_t count;

		if (file_list(a, place, ".conf", &names, &count, NULL))
			continue;
		for (size_t k = 0; k < count; k++)
			*vec_push(a, &all) = names[k];
	}
	if (all.count)
		qsort(all.at, all.count, sizeof *all.at, compare_names);
	*ret_count = all.count;
	return all.at;
}

/* NULL is no failure here: only what a file sets is wanted. */
static int
take_setting(struct arena *a, const char *path, const char *key, const char **ret,
	struct err *err)
{
	const char *text = machine_text(a, path, err), *value;

	if (!text)
		return err->code;
	value = setting_of(a, text, key);
	if (value)
		*ret = value;
	return 0;
}

int
systemd_setting(struct arena *a, enum systemd_kind kind, const char *file, bool must,
	const char *key, const char **ret, struct err *err)
{
	const char *folder = arena_printf(a, "%s.d", file), *value = NULL;
	const char *path = find_file(a, kind, file);
	const char *const *names;
	size_t count;
	int rc = 0;

	if (!path && must)
		return err_set(err, ERR_NOT_FOUND, "there is no '%s'", file);
	if (path)
		rc = take_setting(a, path, key, &value, err);
	names = drop_ins(a, kind, folder, &count);
	for (size_t i = 0; i < count && !rc; i++)
		if (i == 0 || strcmp(names[i], names[i - 1]) != 0)
			rc = take_setting(a,
				find_file(a, kind, file_join(a, folder, names[i])), key,
				&value, err);
	if (!rc)
		*ret = value;
	return rc;
}

bool
systemd_masked(struct arena *a, const char *unit)
{
	for (size_t i = 0; i < 2; i++) { /* /etc, /run: where masks are */
		char *path = file_machine(a, file_join(a, places[SYSTEMD_UNIT][i], unit));
		char to[16];
		ssize_t n = readlink(path, to, sizeof to);

		if (n == (ssize_t)strlen("/dev/null") && memcmp(to, "/dev/null", 9) == 0)
			return true;
	}
	return false;
}

/* ---- disks ---- */

/* "a\040b" is "a b". */
static char *
unescape(struct arena *a, const char *text)
{
	char *plain = arena_strdup(a, text), *to = plain;
	unsigned value;

	for (const char *p = text; *p; to++) {
		if (strspn(p + 1, "01234567") >= 3 && sscanf(p, "\\%3o", &value) == 1) {
			*to = (char)value;
			p += 4;
		} else {
			*to = *p++;
		}
	}
	*to = '\0';
	return plain;
}

static bool
is_below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return strcmp(folder, "/") == 0 ||
		(strncmp(path, folder, n) == 0 && (path[n] == '/' || !path[n]));
}

bool
mount_of(struct arena *a, const char *mountinfo, const char *path, struct mount *ret)
{
	size_t longest = 0;
	char *line;

	while ((line = line_next(a, &mountinfo)) != NULL) {
		char *device = word_of(a, line, ' ', 2),
		     *folder = word_of(a, line, ' ', 4);
		const char *dash = strstr(line, " - ");
		struct mount m;

		if (!device || !folder || !dash ||
			sscanf(device, "%u:%u", &m.major, &m.minor) != 2)
			continue;
		m.folder = unescape(a, folder);
		m.type = word_of(a, dash + 3, ' ', 0);
		/* what was mounted later on the same place covers the earlier */
		if (m.type && is_below(path, m.folder) && strlen(m.folder) >= longest) {
			longest = strlen(m.folder);
			*ret = m;
		}
	}
	return longest > 0;
}

/* What device-mapper calls what cryptsetup made. */
static bool
is_crypt(struct arena *a, const char *device)
{
	const char *uuid = machine_text(
		a, arena_printf(a, "%s/dm/uuid", device), &(struct err)ERR_NONE);

	return uuid && strncmp(uuid, "CRYPT-", 6) == 0;
}

static bool
all_encrypted(struct arena *a, const char *device, int deep)
{
	const char *below = arena_printf(a, "%s/slaves", device);
	char **names = NULL;
	size_t count = 0;

	if (is_crypt(a, device))
		return true;
	if (deep == 0 || file_list(a, file_machine(a, below), "", &names, &count, NULL) ||
		!count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!all_encrypted(a, file_join(a, below, names[i]), deep - 1))
			return false;
	return true;
}

int
device_encrypted(
	struct arena *a, unsigned major, unsigned minor, bool *ret, struct err *err)
{
	const char *device = arena_printf(a, "/sys/dev/block/%u:%u", major, minor);

	if (!file_exists(file_machine(a, device)))
		return err_set(err, ERR_NOT_FOUND, "there is no block device %u:%u",
			major, minor);
	*ret = all_encrypted(a, device, DEVICES_DEEP);
	return 0;
}
