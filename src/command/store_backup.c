/* store_backup.c - a verified copy in a folder of its own; see store_copy.h */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "command/store_copy.h"
#include "command/store_verify.h"
#include "exchange/json_done.h"

#define DAY_NAME "anteroom-" /* of what is named by the day */

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The folder to make: as named, or, inside a folder that is there, one named by the day. */
static int
choose(struct call *c, char **ret)
{
	struct arena *a = &c->arena;
	const char *named = c->operands[0];
	struct buf day = BUF_NONE;

	*ret = arena_strdup(a, named);
	while (strlen(*ret) > 1 && (*ret)[strlen(*ret) - 1] == '/')
		(*ret)[strlen(*ret) - 1] = '\0';
	if (!file_exists(*ret))
		return 0;
	if (!is_folder(*ret) || file_exists(file_join(a, *ret, home_parts[PART_DB]))) {
		err_set(&c->err, ERR_REFUSED, "'%s' is already there", named);
		err_advise(&c->err,
			"a backup is a new folder; name one, or the folder "
			"that it shall lie in");
		return ERR_REFUSED;
	}
	named = *ret;
	date_put_iso(&day, date_of_instant(clock_now()));
	for (int i = 1; i < 1000; i++) {
		*ret = file_join(a, named,
			i == 1 ? arena_printf(a, DAY_NAME "%s", buf_text(&day))
			       : arena_printf(a, DAY_NAME "%s-%d", buf_text(&day), i));
		if (!file_exists(*ret))
			break;
	}
	buf_free(&day);
	return 0;
}

/* What is left in the folder of backups of other days that were cut off. */
static int
clear_left(struct call *c, const char *part)
{
	struct arena *a = &c->arena;
	char *folder = arena_strdup(a, part), *slash = strrchr(folder, '/');
	char **names;
	size_t count = 0;

	if (!slash || strncmp(slash + 1, DAY_NAME, strlen(DAY_NAME)) != 0)
		return 0; /* named by a person: only that name is ours to look at */
	*slash = '\0';
	if (file_list(a, *folder ? folder : "/", ".part", &names, &count, &c->err))
		return c->err.code;
	for (size_t i = 0; i < count; i++)
		if (strncmp(names[i], DAY_NAME, strlen(DAY_NAME)) == 0 &&
			part_clear(c, file_join(a, folder, names[i]))) {
			say("%s", c->err.text); /* not in the way of this one */
			err_clear(&c->err);
		}
	return 0;
}

/* Everything into the part; what was found is in found and sum. */
static int
fill(struct call *c, struct home *h, struct store_vault *v, const char *part,
	struct findings *found, struct store_verified *sum)
{
	struct arena *a = &c->arena;
	const struct store_watch watch =
		findings_watch(found, c, v, TEXT_PROGRESS_BACKUP);
	int rc = store_backup(v, file_join(a, part, home_parts[PART_DB]),
		file_join(a, part, home_parts[PART_CARD]), &watch, sum, &c->err);

	progress_end(&found->progress);
	if (!rc)
		rc = copy_practice(c, h->folder, part);
	if (!rc)
		rc = copy_sync(c, file_join(a, part, "keys"));
	return rc ? rc : copy_sync(c, part);
}

/* The part takes its name; the folder that it lies in is synced. */
static int
take_name(struct call *c, const char *part, const char *folder)
{
	char *slash, *above = arena_strdup(&c->arena, folder);

	if (file_exists(folder) || rename(part, folder))
		return err_errno(&c->err, ERR_FAILED,
			file_exists(folder) ? EEXIST : errno,
			"cannot give the backup its name '%s'", folder);
	slash = strrchr(above, '/');
	if (slash)
		slash[slash == above] = '\0';
	return copy_sync(c, slash ? above : ".");
}

static int
tell_json(const struct findings *found, const struct store_verified *sum,
	const char *folder)
{
	const struct json_copy copy = {
		.folder = folder, .made = true, .found = findings_json(found, sum)};
	struct buf json = BUF_NONE;
	int rc;

	exchange_backup_json(&copy, &json);
	rc = out_write(found->call, &json);
	buf_free(&json);
	return rc;
}

static void
tell(struct call *c, enum text_id id, const char *folder)
{
	struct buf b = BUF_NONE;

	text_fill(&b, c->lang, id, "folder", folder, NULL);
	if (!c->opt[OPT_QUIET] || id == TEXT_BACKUP_FAULTS)
		say("%s", buf_text(&b));
	if (!c->opt[OPT_QUIET])
		say("%s", text(c->lang, TEXT_BACKUP_KEYS));
	buf_free(&b);
}

static int
back_up(struct call *c, struct home *h, struct store_vault *v, const char *folder)
{
	char *part = arena_printf(&c->arena, "%s.part", folder);
	struct findings found;
	struct store_verified sum;
	int mark = -1, rc = clear_left(c, part);

	if (!rc)
		rc = part_begin(c, part, &mark);
	if (!rc)
		rc = fill(c, h, v, part, &found, &sum);
	if (!rc)
		rc = part_whole(c, part);
	if (!rc)
		rc = take_name(c, part, folder);
	part_end(rc ? part : NULL, mark);
	if (rc)
		return rc;
	if (!sum.faults)
		rc = store_audit(h->store, "backup", NULL, &c->err);
	if (!rc)
		rc = c->opt[OPT_JSON] ? tell_json(&found, &sum, folder)
				      : findings_put(&found);
	if (!rc && !c->opt[OPT_JSON])
		tell(c, sum.faults ? TEXT_BACKUP_FAULTS : TEXT_BACKUP_DONE, folder);
	if (!rc && sum.faults) /* better than none; but it is no verified one */
		rc = findings_fail(&found);
	return rc;
}

int
run_store_backup(struct call *c)
{
	struct store_vault *v = NULL;
	struct home h = {0};
	char *folder;
	int rc = choose(c, &folder);

	if (!rc)
		rc = home_open(c, &h);
	if (!rc)
		rc = vault_open(c, &h, &v);
	if (!rc)
		rc = back_up(c, &h, v, folder);
	store_vault_free(v);
	home_close(&h);
	return rc;
}
