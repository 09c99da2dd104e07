/*
 * doctor.h - what the checks of "anteroom doctor" share
 *
 *	this machine, this home  --a check per row of the table-->  ok, warn or fail
 *
 * A check looks and says what it saw in one sentence, and what to do where that is not
 * as it should be.  It changes nothing.  What it cannot look at it says so; it never
 * guesses.  Files of the machine are found through file_machine(), so that tests can
 * build one.
 *
 * Owns:   rows and texts live in the arena of the call.
 * Fails:  never; what is wrong is a row.
 */
#ifndef COMMAND_DOCTOR_H
#define COMMAND_DOCTOR_H

#include <sys/types.h>

#include "base/vec.h"
#include "command/internal.h"
#include "exchange/json.h"

enum doctor_state { DOCTOR_OK, DOCTOR_WARN, DOCTOR_FAIL, DOCTOR_STATE_COUNT };

/* Whom the kiosk runs as: who asks, or, when root asks, the user of the unit. */
struct kiosk_user {
	bool known;
	const char *name;  /* a number where it has no name */
	const char *shell; /* NULL: not in /etc/passwd */
	uid_t uid;
	gid_t gid;
	VEC(gid_t) groups;
	VEC(const char *) group_names;
};

struct doctor {
	struct call *call;
	const char *check; /* id of the check that is looking */
	VEC(struct json_check) rows;
	size_t count[DOCTOR_STATE_COUNT];
	struct home home;       /* folder is NULL where there is none to name */
	bool has_home;          /* it opened, and its profile has no mistakes */
	bool home_named;        /* by --home, and it is not there */
	VEC(const char *) keys; /* files known of: --key or ANTEROOM_KEY, beside a card */
	struct kiosk_user user;
};

/* A row of the check that is looking; text and advice have the same holes: name, value
 * pairs, then NULL.  advice: TEXT_COUNT where there is nothing to do. */
void doctor_add(struct doctor *d, enum doctor_state state, enum text_id text,
	enum text_id advice, ...);
/* A row that says what an operation said. */
void doctor_add_err(struct doctor *d, enum doctor_state state, const struct err *err);
/* A warning that path could not be looked at, and why. */
void doctor_unseen(struct doctor *d, const struct err *err);

/* ---- doctor_read.c: files of the machine ---- */

/* All of it, in the arena; NULL: err says why. */
const char *machine_text(struct arena *a, const char *path, struct err *err);
/* The next line at *at, which moves on behind it, without white space at its edges; NULL
 * at the end. */
char *line_next(struct arena *a, const char **at);
/* Word n (from 0) of a line: between runs of spaces and tabs, or between each `sep`.
 * NULL: there are not so many. */
char *word_of(struct arena *a, const char *line, char sep, size_t n);
/* The value of the last "key=value" line; NULL: none. */
const char *setting_of(struct arena *a, const char *text, const char *key);
/* What systemd reads as key of a file such as "logind.conf" or a unit: the file, then its
 * drop-ins by name.  0 with *ret NULL: set nowhere.  ERR_NOT_FOUND: no file of that name
 * at all, where must is true. */
enum systemd_kind { SYSTEMD_CONFIG, SYSTEMD_UNIT };
int systemd_setting(struct arena *a, enum systemd_kind kind, const char *file, bool must,
	const char *key, const char **ret, struct err *err) ATTR_USE;
bool systemd_masked(struct arena *a, const char *unit);

/* The mount that holds path, from the text of /proc/self/mountinfo. */
struct mount {
	const char *folder, *type;
	unsigned major, minor;
};
bool
mount_of(struct arena *a, const char *mountinfo, const char *path, struct mount *ret);
/* Is everything below this block device encrypted?  ERR_NOT_FOUND: cannot be told. */
int device_encrypted(struct arena *a, unsigned major, unsigned minor, bool *ret,
	struct err *err) ATTR_USE;

/* ---- the checks ---- */

void check_terminal(struct doctor *d);
void check_locale(struct doctor *d);
void check_fonts(struct doctor *d);
void check_home(struct doctor *d);
void check_store(struct doctor *d);
void check_database(struct doctor *d);
void check_keys(struct doctor *d);
void check_backup(struct doctor *d);
void check_crisis(struct doctor *d);
void check_clock(struct doctor *d);
void check_disk(struct doctor *d);
void check_encryption(struct doctor *d);
void check_swap(struct doctor *d);
void check_locked(struct doctor *d);
void check_core(struct doctor *d);

/* False, with a row, when it is not known whom the kiosk runs as. */
bool doctor_has_user(struct doctor *d);
void check_kiosk_user(struct doctor *d);
void check_kiosk_shell(struct doctor *d);
void check_kiosk_keys(struct doctor *d);
void check_kiosk_card(struct doctor *d);
void check_kiosk_sudo(struct doctor *d);
void check_kiosk_gettys(struct doctor *d);
void check_kiosk_logind(struct doctor *d);
void check_kiosk_sysrq(struct doctor *d);
void check_kiosk_ctrl_alt_del(struct doctor *d);
void check_kiosk_console(struct doctor *d);

#define KIOSK_UNIT "anteroom-kiosk.service"

#endif
