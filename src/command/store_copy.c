/* store_copy.c - files of a home to a backup and back; see store_copy.h */
#include "command/store_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "report/template.h"

#define CHUNK 65536

const char *const home_parts[PARTS_COUNT] = {"store.db", "keys/practice.card",
	"practice.xml", "practice.xsd", "xml.xsd", "forms", "templates",
	"store.db-journal"};

static const char *const text_ends[] = {".xml", ".xsd", NULL};
const char *const *const home_ends[ENDS_COUNT] = {
	text_ends, template_logo_ends, template_font_ends};

int
copy_file(struct call *c, const char *from, const char *to)
{
	struct file_out out = FILE_OUT_NONE;
	char *chunk = arena_alloc(&c->arena, CHUNK);
	int fd = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	ssize_t n = 0;
	int rc;

	if (fd < 0)
		return err_errno(
			&c->err, err_code_of(errno), errno, "cannot read '%s'", from);
	rc = file_out_open(&out, to, false, &c->err);
	while (!rc && (n = read(fd, chunk, CHUNK)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		rc = n < 0
			? err_errno(&c->err, ERR_FAILED, errno, "cannot read '%s'", from)
			: file_out_write(&out, chunk, (size_t)n, &c->err);
	}
	if (!rc)
		rc = file_out_commit(&out, &c->err);
	file_out_free(&out);
	close(fd);
	return rc;
}

static int
copy_ends(struct call *c, const char *from, const char *to, const char *const *ends)
{
	struct arena *a = &c->arena;
	char **names;
	size_t count;
	int rc = 0;

	for (; *ends && !rc; ends++) {
		rc = file_list(a, from, *ends, &names, &count, &c->err);
		for (size_t i = 0; !rc && i < count; i++)
			rc = copy_file(c, file_join(a, from, names[i]),
				file_join(a, to, names[i]));
	}
	return rc;
}

/* Forms or templates, and what templates name. */
static int
copy_folder(struct call *c, const char *from, const char *to)
{
	int rc;

	if (!file_exists(from))
		return 0;
	rc = file_make_folder(to, &c->err);
	for (size_t i = 0; i < COUNT_OF(home_ends) && !rc; i++)
		rc = copy_ends(c, from, to, home_ends[i]);
	return rc ? rc : copy_sync(c, to);
}

int
copy_practice(struct call *c, const char *from, const char *to)
{
	static const char *const files[] = {"practice.xml", "practice.xsd", "xml.xsd"};
	static const char *const folders[] = {"forms", "templates"};
	struct arena *a = &c->arena;
	int rc = 0;

	for (size_t i = 0; i < COUNT_OF(files) && !rc; i++) {
		const char *path = file_join(a, from, files[i]);

		if (file_exists(path))
			rc = copy_file(c, path, file_join(a, to, files[i]));
	}
	for (size_t i = 0; i < COUNT_OF(folders) && !rc; i++)
		rc = copy_folder(
			c, file_join(a, from, folders[i]), file_join(a, to, folders[i]));
	return rc;
}

int
copy_sync(struct call *c, const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc = 0;

	/* some file systems, such as a memory stick's, know no sync of a folder */
	if (fd < 0 || (fsync(fd) && errno != EINVAL))
		rc = err_errno(
			&c->err, ERR_FAILED, errno, "cannot sync folder '%s'", folder);
	if (fd >= 0)
		close(fd);
	return rc;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st, (void)type, (void)walk;
	return remove(path);
}

void
copy_remove(const char *folder)
{
	(void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
