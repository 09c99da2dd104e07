/* doctor_sudo.c - can the kiosk's user become somebody else? */
#include "command/doctor.h"

#include <string.h>

#include "base/file.h"

/* Members of these are root by another name, or read the disk below the files. */
static const char *const strong_groups[] = {
	"root", "sudo", "wheel", "admin", "docker", "lxd", "disk", "kmem", "shadow"};

/* Does the first word of a line of sudoers mean this user? */
static bool
means_user(struct arena *a, const struct kiosk_user *u, const char *who)
{
	if (strcmp(who, "ALL") == 0 || strcmp(who, u->name) == 0 ||
		strcmp(who, arena_printf(a, "#%u", (unsigned)u->uid)) == 0)
		return true;
	for (size_t i = 0; i < u->groups.count; i++)
		if ((who[0] == '%' && strcmp(who + 1, u->group_names.at[i]) == 0) ||
			strcmp(who,
				arena_printf(a, "%%#%u", (unsigned)u->groups.at[i])) == 0)
			return true;
	return false;
}

/* Whom a rule is for: its first word, and more where commas go on: "anna, %staff". */
static char *
user_list(struct arena *a, const char *line)
{
	size_t n = 0;

	for (;;) {
		size_t space;

		n += strcspn(line + n, " \t");
		space = strspn(line + n, " \t");
		if (!n || !line[n] || (line[n - 1] != ',' && line[n + space] != ','))
			return arena_strndup(a, line, n);
		n += space;
	}
}

/* An alias may hold anyone, and may be used anywhere: it counts as a rule. */
static bool
names_user(struct arena *a, const struct kiosk_user *u, const char *line)
{
	const char *list = user_list(a, line), *one;

	if ((list[0] == '#' && !(list[1] >= '0' && list[1] <= '9')) || list[0] == '@' ||
		strncmp(list, "Defaults", 8) == 0)
		return false;
	if (strcmp(list, "User_Alias") == 0)
		list = strchr(line, '=') ? strchr(line, '=') + 1 : "";
	else if (strstr(list, "_Alias"))
		return false;
	for (size_t i = 0; (one = word_of(a, list, ',', i)) != NULL; i++) {
		one = word_of(a, one, ' ', 0);
		if (one && means_user(a, u, one))
			return true;
	}
	return false;
}

/* The rule that names the user in one file; *ret NULL: none. */
static int
rule_in(struct doctor *d, const char *path, const char **ret, struct err *err)
{
	struct arena *a = &d->call->arena;
	const char *at = machine_text(a, path, err);
	char *line;

	if (!at)
		return err->code;
	while (!*ret && (line = line_next(a, &at)) != NULL)
		if (names_user(a, &d->user, line))
			*ret = path;
	return 0;
}

static int
find_rule(struct doctor *d, const char **ret, struct err *err)
{
	static const char folder[] = "/etc/sudoers.d";
	struct arena *a = &d->call->arena;
	char **files = NULL;
	size_t count = 0;
	int rc = rule_in(d, "/etc/sudoers", ret, err);

	if (!rc && file_exists(file_machine(a, folder)))
		rc = file_list(a, file_machine(a, folder), "", &files, &count, err);
	for (size_t i = 0; i < count && !rc; i++)
		if (!strpbrk(files[i], ".~")) /* sudo leaves those out too */
			rc = rule_in(d, file_join(a, folder, files[i]), ret, err);
	return rc;
}

void
check_kiosk_sudo(struct doctor *d)
{
	struct arena *a = &d->call->arena;
	const struct kiosk_user *u = &d->user;
	const char *rule = NULL;
	struct err err = ERR_NONE;
	bool strong = false;

	if (!doctor_has_user(d))
		return;
	for (size_t i = 0; i < COUNT_OF(strong_groups); i++)
		for (size_t k = 0; k < u->group_names.count; k++)
			if (strcmp(u->group_names.at[k], strong_groups[i]) == 0) {
				strong = true;
				doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_GROUP,
					TEXT_KIOSK_GROUP_DO, "user", u->name, "group",
					strong_groups[i], NULL);
			}
	if (!file_exists(file_machine(a, "/usr/bin/sudo"))) {
		if (!strong)
			doctor_add(d, DOCTOR_OK, TEXT_KIOSK_SUDO_NONE, TEXT_COUNT, NULL);
	} else if (find_rule(d, &rule, &err)) {
		doctor_unseen(d, &err);
	} else if (rule) {
		doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_SUDO, TEXT_KIOSK_SUDO_DO, "user",
			u->name, "file", rule, NULL);
	} else if (!strong) {
		doctor_add(d, DOCTOR_OK, TEXT_KIOSK_SUDO_OK, TEXT_COUNT, "user", u->name,
			NULL);
	}
}
