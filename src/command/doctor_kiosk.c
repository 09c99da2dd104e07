/*
 * doctor_kiosk.c - whom the kiosk runs as, and what that user can reach
 *
 * Reaching is tried, not worked out from modes: as oneself, or, for root, in a child
 * that has become the kiosk's user.
 */
#define _DEFAULT_SOURCE /* setgroups */
#include "command/doctor.h"

#include <errno.h>
#include <grp.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/num.h"

#define GROUPS_MAX 64

/* ---- who ---- */

enum { PW_NAME, PW_PASS, PW_UID, PW_GID, PW_GECOS, PW_HOME, PW_SHELL };
enum { GR_NAME, GR_PASS, GR_GID, GR_MEMBERS };

/* The line of /etc/passwd with that name, or where name is NULL with that number. */
static bool
read_passwd(struct arena *a, const char *name, int64_t uid, struct kiosk_user *ret)
{
	struct err ignored = ERR_NONE;
	const char *at = machine_text(a, "/etc/passwd", &ignored);
	int64_t u, g;
	char *line;

	while (at && (line = line_next(a, &at)) != NULL) {
		const char *shell = word_of(a, line, ':', PW_SHELL);

		if (!shell || !num_parse_int(word_of(a, line, ':', PW_UID), &u) ||
			!num_parse_int(word_of(a, line, ':', PW_GID), &g))
			continue;
		if (name ? strcmp(word_of(a, line, ':', PW_NAME), name) != 0 : u != uid)
			continue;
		ret->name = word_of(a, line, ':', PW_NAME);
		ret->shell = *shell ? shell : "/bin/sh"; /* as passwd(5) has it */
		ret->uid = (uid_t)u;
		ret->gid = (gid_t)g;
		ret->known = true;
		return true;
	}
	return false;
}

static bool
is_member(struct arena *a, const char *members, const char *name)
{
	char *one;

	for (size_t i = 0; (one = word_of(a, members, ',', i)) != NULL; i++)
		if (strcmp(one, name) == 0)
			return true;
	return false;
}

static void
read_groups(struct arena *a, struct kiosk_user *u)
{
	struct err ignored = ERR_NONE;
	const char *at = machine_text(a, "/etc/group", &ignored);
	gid_t mine[GROUPS_MAX];
	int count = u->uid == geteuid() ? getgroups(GROUPS_MAX, mine) : 0;
	int64_t gid;
	char *line;

	while (at && (line = line_next(a, &at)) != NULL) {
		const char *number = word_of(a, line, ':', GR_GID);
		const char *members = word_of(a, line, ':', GR_MEMBERS);
		bool in;

		if (!number || !num_parse_int(number, &gid))
			continue;
		in = (gid_t)gid == u->gid || (members && is_member(a, members, u->name));
		for (int i = 0; i < count; i++)
			in = in || mine[i] == (gid_t)gid;
		if (in) {
			*vec_push(a, &u->groups) = (gid_t)gid;
			*vec_push(a, &u->group_names) = word_of(a, line, ':', GR_NAME);
		}
	}
}

/* The user of the unit, for root; *ret_name NULL when it names none. */
static int
unit_user(struct doctor *d, const char **ret_name, struct err *err)
{
	return systemd_setting(
		&d->call->arena, SYSTEMD_UNIT, KIOSK_UNIT, true, "User", ret_name, err);
}

/* False, with a row, when there is nobody to look at. */
static bool
find_user(struct doctor *d)
{
	struct arena *a = &d->call->arena;
	struct kiosk_user *u = &d->user;
	struct err err = ERR_NONE;
	const char *name = NULL;
	int64_t number;
	int rc = unit_user(d, &name, &err);

	if (geteuid() != 0) {
		if (!read_passwd(a, NULL, geteuid(), u))
			*u = (struct kiosk_user){.known = true,
				.name = arena_printf(a, "%u", (unsigned)geteuid()),
				.uid = geteuid(),
				.gid = getegid()};
		if (!rc && name && strcmp(name, u->name) != 0)
			doctor_add(d, DOCTOR_WARN, TEXT_KIOSK_USER_OTHER,
				TEXT_KIOSK_USER_OTHER_DO, "user", u->name, "other", name,
				NULL);
	} else if (rc) {
		doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_ROOT, TEXT_KIOSK_ROOT_DO, "unit",
			KIOSK_UNIT, NULL);
		return false;
	} else if (!name || strcmp(name, "root") == 0 || strcmp(name, "0") == 0) {
		doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_UNIT_ROOT, TEXT_KIOSK_UNIT_ROOT_DO,
			"unit", KIOSK_UNIT, NULL);
		return false;
	} else if (!read_passwd(a, name, 0, u) &&
		(!num_parse_int(name, &number) || !read_passwd(a, NULL, number, u))) {
		doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_USER_NONE, TEXT_KIOSK_USER_NONE_DO,
			"user", name, NULL);
		return false;
	}
	read_groups(a, u);
	return true;
}

void
check_kiosk_user(struct doctor *d)
{
	size_t before = d->count[DOCTOR_FAIL];
	struct stat st;

	if (!find_user(d))
		return;
	for (size_t i = 0; i < d->keys.count; i++)
		if (stat(d->keys.at[i], &st) == 0 && st.st_uid == d->user.uid)
			doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_USER_OWNS,
				TEXT_KIOSK_USER_OWNS_KEY_DO, "user", d->user.name, "file",
				d->keys.at[i], NULL);
	if (d->home.folder && stat(d->home.folder, &st) == 0 && st.st_uid == d->user.uid)
		doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_USER_OWNS,
			TEXT_KIOSK_USER_OWNS_HOME_DO, "user", d->user.name, "file",
			d->home.folder, NULL);
	if (d->count[DOCTOR_FAIL] == before)
		doctor_add(d, DOCTOR_OK, TEXT_KIOSK_USER_OK, TEXT_COUNT, "user",
			d->user.name, NULL);
}

/* A row where nobody is known. */
bool
doctor_has_user(struct doctor *d)
{
	if (d->user.known)
		return true;
	doctor_add(d, DOCTOR_WARN, TEXT_KIOSK_NOBODY, TEXT_COUNT, NULL);
	return false;
}

/* ---- shell ---- */

/* Does sshd force every session of this user into a command?  Drop-ins come first. */
static bool
is_forced(struct arena *a, const char *text, const char *name)
{
	bool ours = false;
	char *line;

	while (text && (line = line_next(a, &text)) != NULL) {
		char *key = word_of(a, line, ' ', 0), *kind = word_of(a, line, ' ', 1);
		char *who = word_of(a, line, ' ', 2);

		if (key && strcmp(key, "Match") == 0)
			ours = kind && who && strcmp(kind, "User") == 0 &&
				is_member(a, who, name);
		else if (ours && key && strcmp(key, "ForceCommand") == 0)
			return true;
	}
	return false;
}

static bool
sshd_forces(struct arena *a, const char *name)
{
	const char *folder = "/etc/ssh/sshd_config.d";
	struct err ignored = ERR_NONE;
	char **files = NULL;
	size_t count = 0;

	if (is_forced(a, machine_text(a, "/etc/ssh/sshd_config", &ignored), name))
		return true;
	if (file_list(a, file_machine(a, folder), ".conf", &files, &count, NULL))
		return false;
	for (size_t i = 0; i < count; i++)
		if (is_forced(a,
			    machine_text(a, file_join(a, folder, files[i]), &ignored),
			    name))
			return true;
	return false;
}

void
check_kiosk_shell(struct doctor *d)
{
	const char *shell = d->user.shell, *base;

	if (!doctor_has_user(d))
		return;
	if (!shell) {
		doctor_add(d, DOCTOR_WARN, TEXT_KIOSK_NO_PASSWD, TEXT_COUNT, "user",
			d->user.name, NULL);
		return;
	}
	base = strrchr(shell, '/') ? strrchr(shell, '/') + 1 : shell;
	if (strcmp(base, "nologin") == 0 || strcmp(base, "false") == 0)
		doctor_add(d, DOCTOR_OK, TEXT_KIOSK_SHELL_OK, TEXT_COUNT, "user",
			d->user.name, "shell", shell, NULL);
	else if (sshd_forces(&d->call->arena, d->user.name))
		doctor_add(d, DOCTOR_WARN, TEXT_KIOSK_SHELL_FORCED,
			TEXT_KIOSK_SHELL_FORCED_DO, "user", d->user.name, "shell", shell,
			NULL);
	else
		doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_SHELL_OPEN,
			TEXT_KIOSK_SHELL_OPEN_DO, "user", d->user.name, "shell", shell,
			NULL);
}

/* ---- what it can reach ---- */

/* In a child that has become the user; 0: it may. */
static int
try_as(const struct kiosk_user *u, const char *path, int how)
{
	if (setgroups(u->groups.count, u->groups.at) || setgid(u->gid) || setuid(u->uid))
		return 2;
	return access(path, how) ? 1 : 0;
}

/* *ret_may: whether the user may; an error where that could not be tried. */
static int
user_may(struct doctor *d, const char *path, int how, bool *ret_may, struct err *err)
{
	int status = 0;
	pid_t child;

	if (d->user.uid == geteuid()) {
		*ret_may = access(path, how) == 0;
		return 0;
	}
	child = fork();
	if (child == 0)
		_exit(try_as(&d->user, path, how));
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
		WEXITSTATUS(status) > 1)
		return err_set(
			err, ERR_FAILED, "becoming '%s' did not work", d->user.name);
	*ret_may = WEXITSTATUS(status) == 0;
	return 0;
}

void
check_kiosk_keys(struct doctor *d)
{
	size_t before = d->rows.count;
	struct err err = ERR_NONE;

	if (!doctor_has_user(d))
		return;
	for (size_t i = 0; i < d->keys.count; i++) {
		bool may = false;

		if (user_may(d, d->keys.at[i], R_OK, &may, &err))
			doctor_unseen(d, &err);
		else if (may)
			doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_KEY_OPEN,
				TEXT_KIOSK_KEY_OPEN_DO, "user", d->user.name, "file",
				d->keys.at[i], NULL);
	}
	if (!d->keys.count)
		doctor_add(d, DOCTOR_WARN, TEXT_KIOSK_KEY_UNKNOWN,
			TEXT_KIOSK_KEY_UNKNOWN_DO, NULL);
	else if (d->rows.count == before)
		doctor_add(d, DOCTOR_OK, TEXT_KIOSK_KEY_OK, TEXT_COUNT, "user",
			d->user.name, NULL);
}

void
check_kiosk_card(struct doctor *d)
{
	struct arena *a = &d->call->arena;
	const char *card = file_machine(a, SHARED_CARD), *folder;
	bool file = false, around = false;
	struct err err = ERR_NONE;
	struct stat st;

	if (!doctor_has_user(d))
		return;
	if (d->home.folder && !file_exists(card) && !d->home.paths.group.shared)
		card = file_join(a, d->home.folder, "keys/practice.card");
	if (stat(card, &st)) {
		err_errno(&err, err_code_of(errno), errno, "cannot look at '%s'", card);
		if (err.code == ERR_NOT_FOUND)
			doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_CARD_NONE,
				TEXT_KIOSK_CARD_DO, "file", card, NULL);
		else
			doctor_unseen(d, &err);
		return;
	}
	folder = arena_strndup(a, card, (size_t)(strrchr(card, '/') - card));
	if (user_may(d, card, W_OK, &file, &err) ||
		user_may(d, folder, W_OK, &around, &err))
		doctor_unseen(d, &err);
	else if (file || around || st.st_uid == d->user.uid)
		doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_CARD_OPEN, TEXT_KIOSK_CARD_DO,
			"user", d->user.name, "file", card, NULL);
	else
		doctor_add(d, DOCTOR_OK, TEXT_KIOSK_CARD_OK, TEXT_COUNT, "user",
			d->user.name, "file", card, NULL);
}
