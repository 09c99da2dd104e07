/*
 * lines.c - who can be called, and what is missing before a form may ask about self-harm
 *
 * clinical.md 4.2: numbers are the practice's own, per language and region, each with the
 * day on which somebody tried it.
 */
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "practice/part.h"

#define CHECKED_DAYS 180 /* a line not tried for longer is warned about */

bool
region_serves(const char *region, const char *practice)
{
	size_t n = strlen(region);

	return strncmp(region, practice, n) == 0 && (!practice[n] || practice[n] == '-');
}

const char *
practice_emergency(const struct practice *p)
{
	const struct emergency *best = NULL;

	/* the nearest region: "US-CA" before "US" */
	for (size_t i = 0; i < p->emergency_count; i++) {
		const struct emergency *e = &p->emergencies[i];

		if (!region_serves(e->region, p->region))
			continue;
		if (!best || strlen(e->region) > strlen(best->region))
			best = e;
	}
	return best ? best->number : NULL;
}

static bool
speaks(const struct crisis_line *line, enum lang lang)
{
	const char *tag = text_lang_tag(lang);
	size_t n = strlen(tag);

	return strncmp(line->lang, tag, n) == 0 &&
		(!line->lang[n] || line->lang[n] == '-');
}

static size_t
lines_in(const struct practice *p, enum lang lang)
{
	size_t count = 0;

	for (size_t i = 0; i < p->line_count; i++)
		count += region_serves(p->lines[i].region, p->region) &&
			speaks(&p->lines[i], lang);
	return count;
}

const struct crisis_line *const *
practice_lines(
	struct arena *a, const struct practice *p, enum lang lang, size_t *ret_count)
{
	const struct crisis_line **list =
		arena_array(a, p->line_count, sizeof(const struct crisis_line *));
	bool any_language = lines_in(p, lang) == 0;
	size_t count = 0;

	for (size_t i = 0; i < p->line_count; i++) {
		const struct crisis_line *line = &p->lines[i];

		if (!region_serves(line->region, p->region))
			continue;
		if (any_language || speaks(line, lang))
			list[count++] = line;
	}
	*ret_count = count;
	return list;
}

static bool
has_lines(const struct practice *p)
{
	for (size_t i = 0; i < p->line_count; i++)
		if (region_serves(p->lines[i].region, p->region))
			return true;
	return false;
}

bool
practice_ready_for_safety(const struct practice *p)
{
	return p->sample || (has_lines(p) && practice_emergency(p) && p->has_policy);
}

/* Days since a day of the year 0: only for differences (Gregorian, months from March). */
static int64_t
day_number(struct date d)
{
	int64_t y = d.year - (d.month <= 2), m = (d.month + 9) % 12;

	return y * 365 + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + d.day - 1;
}

static void
line_check(const struct crisis_line *line, struct date today, struct diags *d)
{
	int64_t days = day_number(today) - day_number(line->checked);

	if (days < 0)
		diags_warn(d, "crisis-line-future", line->at,
			"the day on which this line was checked is still to come");
	else if (days > CHECKED_DAYS)
		diags_warn(d, "crisis-line-old", line->at,
			"nobody has checked this crisis line for %lld days; call it, "
			"then write "
			"the new day",
			(long long)days);
}

void
practice_check(const struct practice *p, struct date today, struct diags *d)
{
	if (p->sample)
		diags_warn(d, "practice-sample", p->at,
			"this is a made-up practice; its name and numbers are not for "
			"clients");
	for (size_t i = 0; i < p->line_count; i++)
		line_check(&p->lines[i], today, d);
	if (!has_lines(p))
		diags_warn(d, "crisis-lines", p->at,
			"there is no crisis line for %s; forms that ask about self-harm "
			"cannot "
			"be started",
			p->region);
	for (int i = 0; i < LANG_COUNT && has_lines(p); i++)
		if (lines_in(p, (enum lang)i) == 0)
			diags_warn(d, "crisis-line-language", p->at,
				"there is no crisis line in \"%s\"; lines in another "
				"language are "
				"shown instead",
				text_lang_tag((enum lang)i));
	if (!practice_emergency(p))
		diags_warn(d, "practice-emergency", p->at,
			"there is no emergency number for %s; forms that ask about "
			"self-harm "
			"cannot be started",
			p->region);
	if (!p->has_policy)
		diags_warn(d, "practice-no-policy", p->at,
			"there is no policy in \"%s\" on who reads records and how soon; "
			"forms "
			"that ask about self-harm cannot be started",
			p->lang);
	for (int i = 0; i < LANG_COUNT && p->has_policy; i++)
		if (!p->readers[i])
			diags_warn(d, "practice-policy-language", p->at,
				"the policy on who reads records is not given in \"%s\"",
				text_lang_tag((enum lang)i));
}
