/* doctor_home.c - the practice home, its store and keys, crisis lines, the clock */
#include "command/doctor.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "store/care.h"

#define YEAR_LEAST \
	2026 /* the year of this program: an earlier clock has lost its battery */

static void
home_missing(struct doctor *d)
{
	bool named = d->call->opt[OPT_HOME] != NULL;
	bool wanted = named || d->call->opt[OPT_KIOSK];

	d->home_named = named;
	doctor_add(d, wanted ? DOCTOR_FAIL : DOCTOR_WARN, TEXT_DOCTOR_HOME_NONE,
		TEXT_DOCTOR_HOME_NONE_DO, "folder", d->home.folder ? d->home.folder : "~",
		NULL);
}

void
check_home(struct doctor *d)
{
	struct call *c = d->call;
	const char *group;
	struct diags found;
	int rc;

	d->home.folder = home_folder(c);
	if (!d->home.folder || !file_exists(d->home.folder)) {
		home_missing(d);
		return;
	}
	diags_init(&found, &c->arena);
	rc = home_look(c, &d->home, &found);
	if (rc == ERR_INVALID && found.count[DIAG_ERROR]) {
		doctor_add(d, DOCTOR_FAIL, TEXT_DOCTOR_PROFILE, TEXT_DOCTOR_PROFILE_DO,
			"file", file_join(&c->arena, d->home.folder, "practice.xml"),
			"count", arena_printf(&c->arena, "%zu", found.count[DIAG_ERROR]),
			NULL);
		return;
	}
	if (rc) {
		doctor_add_err(d, DOCTOR_FAIL, &c->err);
		return;
	}
	d->has_home = true;
	group = d->home.practice->group;
	doctor_add(d, DOCTOR_OK,
		d->home.paths.group.shared ? TEXT_DOCTOR_HOME_SHARED
					   : TEXT_DOCTOR_HOME_OK,
		TEXT_COUNT, "folder", d->home.folder, "group", group ? group : "", NULL);
}

/* The database, and its journal beside it. */
static bool
may_write(const struct doctor *d)
{
	return access(d->home.paths.db, W_OK) == 0 &&
		access(d->home.folder, W_OK | X_OK) == 0;
}

void
check_store(struct doctor *d)
{
	if (!d->has_home)
		return;
	if (home_store(d->call, &d->home))
		doctor_add_err(d, DOCTOR_FAIL, &d->call->err);
	else if (!may_write(d))
		doctor_add(d, DOCTOR_FAIL, TEXT_DOCTOR_STORE_CLOSED,
			TEXT_DOCTOR_STORE_CLOSED_DO, "file", d->home.paths.db, NULL);
	else
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_STORE_OK, TEXT_COUNT, "file",
			d->home.paths.db, NULL);
}

void
check_database(struct doctor *d)
{
	struct store_engine e;
	struct err err = ERR_NONE;

	if (store_read_engine(d->home.store, &e, &err))
		doctor_add_err(d, DOCTOR_FAIL, &err);
	else if (!d->home.store)
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_DATABASE, TEXT_COUNT, "version",
			e.version, NULL);
	else
		doctor_add(d, e.durable ? DOCTOR_OK : DOCTOR_FAIL,
			TEXT_DOCTOR_DATABASE_OPEN,
			e.durable ? TEXT_COUNT : TEXT_DOCTOR_DATABASE_DO, "version",
			e.version, "journal", e.journal, "sync", e.sync, NULL);
}

/* ---- keys ---- */

static void
add_keys_in(struct doctor *d, const char *folder)
{
	struct arena *a = &d->call->arena;
	char **names;
	size_t count;

	if (file_list(a, folder, ".key", &names, &count, NULL))
		return; /* not there, or closed to us: then its files are too */
	for (size_t i = 0; i < count; i++)
		*vec_push(a, &d->keys) = file_join(a, folder, names[i]);
}

static void
find_keys(struct doctor *d)
{
	struct arena *a = &d->call->arena;
	const char *named =
		d->call->opt[OPT_KEY] ? d->call->opt[OPT_KEY] : getenv("ANTEROOM_KEY");

	if (named && *named)
		*vec_push(a, &d->keys) = named;
	if (d->home.folder)
		add_keys_in(d, file_join(a, d->home.folder, "keys"));
	add_keys_in(d, file_machine(a, "/etc/anteroom"));
}

void
check_keys(struct doctor *d)
{
	size_t seen = 0;

	find_keys(d);
	for (size_t i = 0; i < d->keys.count; i++) {
		const char *file = d->keys.at[i];
		struct stat st;

		if (stat(file, &st))
			continue; /* away, or in a folder that is closed to us */
		seen++;
		if (!S_ISREG(st.st_mode) || (st.st_mode & (S_IRWXG | S_IRWXO)))
			doctor_add(d, DOCTOR_FAIL, TEXT_DOCTOR_KEY_OPEN,
				TEXT_DOCTOR_KEY_OPEN_DO, "file", file, NULL);
		else
			doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_KEY_OK, TEXT_COUNT, "file",
				file, NULL);
	}
	if (!seen)
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_KEY_NONE, TEXT_COUNT, NULL);
}

/* ---- crisis lines ---- */

void
check_crisis(struct doctor *d)
{
	bool ready = d->has_home && practice_ready_for_safety(d->home.practice);
	struct diags found;

	if (!d->has_home)
		return;
	diags_init(&found, &d->call->arena);
	practice_check(d->home.practice, date_of_instant(clock_now()), &found);
	for (size_t i = 0; i < found.found.count; i++) {
		/* a sample never waits for lines: it is only for trying */
		bool stops = !ready &&
			(strcmp(found.found.at[i].id, "crisis-lines") == 0 ||
				strcmp(found.found.at[i].id, "practice-emergency") == 0 ||
				strcmp(found.found.at[i].id, "practice-no-policy") == 0);

		doctor_add(d, stops ? DOCTOR_FAIL : DOCTOR_WARN, TEXT_DOCTOR_CRISIS,
			TEXT_DOCTOR_CRISIS_DO, "finding", found.found.at[i].text, "file",
			found.found.at[i].at.file, NULL);
	}
	if (!found.found.count)
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_CRISIS_OK, TEXT_COUNT, NULL);
}

/* ---- clock ---- */

static bool
keep_day(void *self, const struct store_record *r)
{
	memcpy(self, r->day, sizeof r->day);
	return false;
}

void
check_clock(struct doctor *d)
{
	struct date today = date_of_instant(clock_now());
	struct buf now = BUF_NONE;
	char newest[11] = "";

	date_put_iso(&now, today);
	if (d->home.store && store_list(d->home.store, NULL, 1, keep_day, newest, NULL))
		newest[0] = '\0'; /* the check of the store says what is wrong */
	if (today.year < YEAR_LEAST)
		doctor_add(d, DOCTOR_FAIL, TEXT_DOCTOR_CLOCK_OLD, TEXT_DOCTOR_CLOCK_DO,
			"today", buf_text(&now), NULL);
	else if (strcmp(buf_text(&now), newest) < 0)
		doctor_add(d, DOCTOR_FAIL, TEXT_DOCTOR_CLOCK_BACK, TEXT_DOCTOR_CLOCK_DO,
			"today", buf_text(&now), "newest", newest, NULL);
	else
		doctor_add(d, DOCTOR_OK, TEXT_DOCTOR_CLOCK_OK, TEXT_COUNT, "today",
			buf_text(&now), NULL);
	buf_free(&now);
}
