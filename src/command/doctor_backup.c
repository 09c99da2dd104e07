/* doctor_backup.c - how old is the last verified backup? */
#include "command/doctor.h"

#include "base/clock.h"
#include "base/date.h"
#include "store/care.h"

#define DAYS_WARN 7
#define DAY_MS    (24 * 60 * 60 * 1000ll)

void
check_backup(struct doctor *d)
{
	struct arena *a = &d->call->arena;
	struct store_status st;
	struct err err = ERR_NONE;
	struct buf day = BUF_NONE;
	uint64_t records = 0;
	int64_t days;

	if (!d->home.store)
		return;
	if (store_status(d->home.store, &st, &err)) {
		doctor_add_err(d, DOCTOR_FAIL, &err);
		return;
	}
	for (size_t i = 0; i < STORE_STATE_COUNT; i++)
		records += st.records[i];
	days = (clock_now() - st.backup) / DAY_MS;
	date_put_iso(&day, date_of_instant(st.backup));
	if (!st.backup && !records)
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_BACKUP_NONE, TEXT_COUNT, NULL);
	else if (!st.backup)
		doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_BACKUP_NEVER,
			TEXT_DOCTOR_BACKUP_DO, NULL);
	else if (days > DAYS_WARN)
		doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_BACKUP_OLD, TEXT_DOCTOR_BACKUP_DO,
			"days", arena_printf(a, "%lld", (long long)days), "day",
			buf_text(&day), NULL);
	else
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_BACKUP_OK, TEXT_COUNT, "day",
			buf_text(&day), NULL);
	buf_free(&day);
}
