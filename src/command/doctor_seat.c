/* doctor_seat.c - the seat: what a key can open besides the form */
#include "command/doctor.h"

#include <string.h>

#include "base/file.h"

#define TTY_FIRST 2
#define TTY_LAST  6 /* logind makes no more by itself */
#define SLICE     "/sys/fs/cgroup/system.slice"

static bool
has_systemd(struct doctor *d)
{
	if (file_exists(file_machine(&d->call->arena, "/etc/systemd")))
		return true;
	doctor_add(d, DOCTOR_WARN, TEXT_KIOSK_NO_SYSTEMD, TEXT_COUNT, NULL);
	return false;
}

/* ---- logins on other consoles ---- */

static bool
tty_masked(struct arena *a, int tty)
{
	return systemd_masked(a, arena_printf(a, "getty@tty%d.service", tty)) ||
		systemd_masked(a, "getty@.service");
}

/* A login that was there before the mask stays until it is stopped. */
static bool
tty_runs(struct arena *a, int tty)
{
	return file_exists(file_machine(a,
		arena_printf(a, SLICE "/system-getty.slice/getty@tty%d.service", tty)));
}

void
check_kiosk_gettys(struct doctor *d)
{
	struct arena *a = &d->call->arena;
	struct buf ttys = BUF_NONE, units = BUF_NONE;

	if (!has_systemd(d))
		return;
	for (int tty = TTY_FIRST; tty <= TTY_LAST; tty++)
		if (!tty_masked(a, tty) || tty_runs(a, tty)) {
			buf_printf(&ttys, "%stty%d", ttys.len ? ", " : "", tty);
			buf_printf(&units, " getty@tty%d.service", tty);
		}
	if (ttys.len)
		doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_GETTY, TEXT_KIOSK_GETTY_DO, "ttys",
			buf_text(&ttys), "units", buf_text(&units) + 1, NULL);
	else
		doctor_add(d, DOCTOR_OK, TEXT_KIOSK_GETTY_OK, TEXT_COUNT, NULL);
	buf_free(&ttys);
	buf_free(&units);
}

void
check_kiosk_logind(struct doctor *d)
{
	struct arena *a = &d->call->arena;
	const char *made = NULL, *kept = NULL;
	struct err err = ERR_NONE;

	if (!has_systemd(d))
		return;
	if (systemd_setting(
		    a, SYSTEMD_CONFIG, "logind.conf", false, "NAutoVTs", &made, &err) ||
		systemd_setting(a, SYSTEMD_CONFIG, "logind.conf", false, "ReserveVT",
			&kept, &err)) {
		doctor_unseen(d, &err);
		return;
	}
	made = made ? made : "6"; /* logind.conf(5) */
	kept = kept ? kept : "6";
	if (strcmp(made, "0") == 0 && strcmp(kept, "0") == 0)
		doctor_add(d, DOCTOR_OK, TEXT_KIOSK_LOGIND_OK, TEXT_COUNT, NULL);
	else
		doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_LOGIND, TEXT_KIOSK_LOGIND_DO,
			"made", made, "kept", kept, NULL);
}

/* ---- keys that the system takes ---- */

void
check_kiosk_sysrq(struct doctor *d)
{
	struct arena *a = &d->call->arena;
	struct err err = ERR_NONE;
	const char *text = machine_text(a, "/proc/sys/kernel/sysrq", &err);
	const char *value = text ? line_next(a, &text) : NULL;

	if (!value)
		doctor_unseen(d, &err);
	else if (strcmp(value, "0") == 0)
		doctor_add(d, DOCTOR_OK, TEXT_KIOSK_SYSRQ_OK, TEXT_COUNT, NULL);
	else
		doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_SYSRQ, TEXT_KIOSK_SYSRQ_DO, "value",
			value, NULL);
}

void
check_kiosk_ctrl_alt_del(struct doctor *d)
{
	struct arena *a = &d->call->arena;
	const char *burst = NULL;
	struct err err = ERR_NONE;
	bool masked;

	if (!has_systemd(d))
		return;
	masked = systemd_masked(a, "ctrl-alt-del.target");
	if (!masked)
		doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_CAD, TEXT_KIOSK_CAD_DO, NULL);
	if (systemd_setting(a, SYSTEMD_CONFIG, "system.conf", false,
		    "CtrlAltDelBurstAction", &burst, &err))
		doctor_unseen(d, &err);
	else if (!burst || strcmp(burst, "none") != 0)
		doctor_add(d, DOCTOR_WARN, TEXT_KIOSK_CAD_BURST, TEXT_KIOSK_CAD_BURST_DO,
			NULL);
	else if (masked)
		doctor_add(d, DOCTOR_OK, TEXT_KIOSK_CAD_OK, TEXT_COUNT, NULL);
}

/* ---- the kiosk's own console ---- */

/* What is on the screen now, and whether the kiosk is. */
static void
look_at_screen(struct doctor *d)
{
	struct arena *a = &d->call->arena;
	struct err err = ERR_NONE;
	const char *text = machine_text(a, "/sys/class/tty/tty0/active", &err);
	const char *shown = text ? line_next(a, &text) : NULL;

	if (!file_exists(file_machine(a, SLICE "/" KIOSK_UNIT)))
		doctor_add(d, DOCTOR_WARN, TEXT_KIOSK_NOT_RUNNING,
			TEXT_KIOSK_NOT_RUNNING_DO, "unit", KIOSK_UNIT, NULL);
	else if (!shown)
		doctor_unseen(d, &err);
	else if (strcmp(shown, "tty1") != 0)
		doctor_add(d, DOCTOR_WARN, TEXT_KIOSK_SCREEN, TEXT_KIOSK_SCREEN_DO, "tty",
			shown, NULL);
	else
		doctor_add(d, DOCTOR_OK, TEXT_KIOSK_CONSOLE_OK, TEXT_COUNT, NULL);
}

void
check_kiosk_console(struct doctor *d)
{
	const char *tty = NULL;
	struct err err = ERR_NONE;
	int rc;

	if (!has_systemd(d))
		return;
	rc = systemd_setting(
		&d->call->arena, SYSTEMD_UNIT, KIOSK_UNIT, true, "TTYPath", &tty, &err);
	if (rc == ERR_NOT_FOUND)
		doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_UNIT_NONE, TEXT_KIOSK_UNIT_NONE_DO,
			"unit", KIOSK_UNIT, NULL);
	else if (rc)
		doctor_unseen(d, &err);
	else if (!tty || strcmp(tty, "/dev/tty1") != 0)
		doctor_add(d, DOCTOR_FAIL, TEXT_KIOSK_TTY, TEXT_KIOSK_TTY_DO, "unit",
			KIOSK_UNIT, "tty", tty ? tty : "/dev/console", NULL);
	else
		look_at_screen(d);
}
