/* The practice's profile: whom to call, and what must be there before a form may ask. */
#include "practice/practice.h"

#include <stdio.h>
#include <string.h>

#include "unit/test.h"

static const struct date today = {2026, 11, 23};

/* NULL when it has mistakes; d has the findings. */
static const struct practice *
of_xml(struct arena *a, const char *text, struct diags *d)
{
	struct xml *x;

	diags_init(d, a);
	x = xml_parse(a, "practice.xml", text, strlen(text), d);
	return x ? practice_parse(a, x, d) : NULL;
}

static const struct practice *
of_file(struct arena *a, const char *path, struct diags *d)
{
	const struct practice *p = NULL;
	struct err err = ERR_NONE;

	diags_init(d, a);
	assert_int_equal(practice_load(a, path, d, &p, &err), 0);
	return p;
}

static bool
has(const struct diags *d, const char *id)
{
	for (size_t i = 0; i < d->found.count; i++)
		if (strcmp(d->found.at[i].id, id) == 0)
			return true;
	return false;
}

TEST(practice, the_sample_is_whole_and_says_that_it_is_one)
{
	struct arena a = ARENA_NONE;
	struct diags d;
	const struct practice *p = of_file(&a, "templates/practice-sample.xml", &d);

	assert_non_null(p);
	assert_int_equal(d.found.count, 0);
	assert_true(p->sample);
	assert_string_equal(p->name, "Riverbend Counseling (sample)");
	assert_non_null(strstr(p->phone, "555"));
	assert_true(p->in_person && p->telehealth);
	assert_int_equal(p->area_count, 3);
	assert_int_equal(p->paper, PAPER_LETTER);
	assert_int_equal(p->idle_minutes, 3);
	assert_string_equal(p->keep_adults, "7y");
	assert_non_null(p->readers[LANG_ES]);
	assert_string_equal(practice_emergency(p), "911");
	assert_true(practice_ready_for_safety(p));
	practice_check(p, today, &d);
	assert_int_equal(d.found.count, 1);
	assert_true(has(&d, "practice-sample"));
	arena_free(&a);
}

TEST(practice, spanish_gets_988_then_2_and_the_word_ayuda)
{
	struct arena a = ARENA_NONE;
	struct diags d;
	const struct practice *p = of_file(&a, "templates/practice-sample.xml", &d);
	const struct crisis_line *const *lines;
	size_t count = 0;

	assert_non_null(p);
	lines = practice_lines(&a, p, LANG_ES, &count);
	assert_int_equal(count, 2);
	assert_string_equal(lines[0]->call, "988");
	assert_string_equal(lines[0]->press, "2");
	assert_string_equal(lines[0]->text_to, "988");
	assert_string_equal(lines[0]->text_body, "AYUDA");
	lines = practice_lines(&a, p, LANG_EN, &count);
	assert_int_equal(count, 3);
	assert_string_equal(lines[0]->text_to, "988");
	assert_null(lines[0]->text_body);
	assert_string_equal(lines[2]->text_body, "HOME");
	assert_null(lines[2]->call);
	arena_free(&a);
}

TEST(practice, a_new_profile_loads_and_is_not_ready_for_a_form_about_self_harm)
{
	struct arena a = ARENA_NONE;
	struct diags d;
	const struct practice *p = of_file(&a, "templates/practice-new.xml", &d);

	assert_non_null(p);
	assert_int_equal(d.found.count, 0);
	assert_false(p->sample);
	assert_int_equal(p->line_count, 0);
	assert_false(practice_ready_for_safety(p));
	practice_check(p, today, &d);
	assert_true(has(&d, "crisis-lines"));
	assert_true(has(&d, "practice-emergency"));
	assert_true(has(&d, "practice-no-policy"));
	assert_false(diags_failed(&d));
	arena_free(&a);
}

#define HEAD "<practice xml:lang='en' region='US-CA'><name>N</name>"
#define POLICY                                                        \
	"<policy><readers>the therapist</readers><within>before the " \
	"session</within></policy>"
#define LINE                                                                  \
	"<crisis-line region='US' xml:lang='en' checked='2026-11-01' by='x'>" \
	"<label>988 Lifeline</label><call>988</call><text>988</text></crisis-line>"
#define EMERGENCY "<emergency region='US'>911</emergency>"

TEST(practice, lines_an_emergency_number_and_a_policy_make_it_ready_and_none_may_lack)
{
	static const struct {
		const char *xml;
		bool ready;
	} rows[] = {
		{HEAD POLICY LINE EMERGENCY "</practice>",                true },
		{HEAD LINE EMERGENCY "</practice>",                       false},
		{HEAD POLICY EMERGENCY "</practice>",                     false},
		{HEAD POLICY LINE "</practice>",                          false},
 /* another country's do not serve */
		{"<practice xml:lang='en' region='MX'><name>N</name>" POLICY LINE
				EMERGENCY "</practice>",
                 false							 },
 /* said in another language only */
		{HEAD "<policy "
		      "xml:lang='es'><readers>x</readers><within>y</within></policy>" LINE
				EMERGENCY "</practice>",
                 false							 },
	};
	struct arena a = ARENA_NONE;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct diags d;
		const struct practice *p = of_xml(&a, rows[i].xml, &d);

		assert_non_null(p);
		if (practice_ready_for_safety(p) != rows[i].ready)
			fail_msg("row %zu", i);
	}
	arena_free(&a);
}

TEST(practice, without_a_line_in_the_language_those_of_any_language_are_given)
{
	struct arena a = ARENA_NONE;
	struct diags d;
	const struct practice *p =
		of_xml(&a, HEAD POLICY LINE EMERGENCY "</practice>", &d);
	const struct crisis_line *const *lines;
	size_t count = 0;

	assert_non_null(p);
	lines = practice_lines(&a, p, LANG_ES, &count);
	assert_int_equal(count, 1);
	assert_string_equal(lines[0]->lang, "en");
	practice_check(p, today, &d);
	assert_true(has(&d, "crisis-line-language"));
	arena_free(&a);
}

TEST(practice, a_region_is_served_by_its_own_lines_and_its_countrys_and_no_others)
{
	static const char xml[] =
		HEAD "<crisis-line region='US-CA' xml:lang='en' "
		     "checked='2026-11-01'><label>state</label>"
		     "<call>1</call></crisis-line>"
		     "<crisis-line region='US-NY' xml:lang='en' "
		     "checked='2026-11-01'><label>other</label>"
		     "<call>2</call></crisis-line>" LINE
		     "<emergency region='US'>911</emergency><emergency "
		     "region='US-CA'>912</emergency>"
		     "<emergency region='ES'>112</emergency></practice>";
	struct arena a = ARENA_NONE;
	struct diags d;
	const struct practice *p = of_xml(&a, xml, &d);
	const struct crisis_line *const *lines;
	size_t count = 0;

	assert_non_null(p);
	lines = practice_lines(&a, p, LANG_EN, &count);
	assert_int_equal(count, 2);
	assert_string_equal(lines[0]->label, "state");
	assert_string_equal(lines[1]->label, "988 Lifeline");
	assert_string_equal(practice_emergency(p), "912");
	arena_free(&a);
}

TEST(practice, a_line_not_checked_for_180_days_is_warned_about_from_the_day_after)
{
	static const struct {
		struct date on;
		const char *id; /* NULL: no warning */
	} rows[] = {
		{{2026, 11, 1},  NULL                },
		{{2027, 4, 30},  NULL                },
		{{2027, 5, 1},   "crisis-line-old"   },
		{{2028, 3, 1},   "crisis-line-old"   },
		{{2026, 10, 31}, "crisis-line-future"},
	};
	struct arena a = ARENA_NONE;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct diags d;
		const struct practice *p =
			of_xml(&a, HEAD POLICY LINE EMERGENCY "</practice>", &d);

		assert_non_null(p);
		practice_check(p, rows[i].on, &d);
		assert_int_equal(
			has(&d, "crisis-line-old") || has(&d, "crisis-line-future"),
			rows[i].id != NULL);
		if (rows[i].id)
			assert_true(has(&d, rows[i].id));
	}
	arena_free(&a);
}

TEST(practice, a_mistake_in_the_profile_is_a_finding_and_no_profile)
{
	static const struct {
		const char *xml, *id; /* id NULL: the structure check names it */
	} rows[] = {
		{"<practice xml:lang='en' region='usa'><name>N</name></practice>",
                 "practice-region"								     },
		{"<practice xml:lang='fr' region='FR'><name>N</name></practice>",
                 "practice-language"								   },
		{HEAD "<modality>online</modality></practice>",                     "practice-modality"},
		{HEAD "<paper>legal</paper></practice>",                            "practice-paper"   },
		{HEAD "<idle minutes='600'/></practice>",                           "practice-idle"    },
		{HEAD "<keep adults='7'/></practice>",                              "practice-keep"    },
		{HEAD "<keep adults='0y'/></practice>",                             "practice-keep"    },
		{HEAD "<keep adults='7y' minors='25'/></practice>",                 "practice-keep"    },
		{HEAD "<keep adults='7y' minors='until 17'/></practice>",
                 "practice-keep"								       },
		{HEAD POLICY POLICY "</practice>",                                  "practice-policy"  },
		{HEAD "<crisis-line region='US' xml:lang='en' checked='2026-11-01'>"
		      "<label>L</label></crisis-line></practice>", "crisis-line-empty"},
		{HEAD "<crisis-line region='US' xml:lang='en' checked='2026-11-01'>"
		      "<label>L</label><press>2</press><text>988</text></crisis-line></"
		      "practice>",				 "crisis-line-press"},
		{"<practice xml:lang='en' region='US'><name> </name></practice>",
                 "text-missing"									},
		{HEAD "<crisis-line region='US' "
		      "xml:lang='en'><label>L</label><call>1</call>"
		      "</crisis-line></practice>",                 NULL               },
		{HEAD "<crisisline/></practice>",                                   NULL               },
		{"<practice region='US'><name>N</name></practice>",                 NULL               },
	};
	struct arena a = ARENA_NONE;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct diags d;

		if (of_xml(&a, rows[i].xml, &d))
			fail_msg("loaded: %s", rows[i].xml);
		assert_true(diags_failed(&d));
		if (rows[i].id && !has(&d, rows[i].id))
			fail_msg("no %s: %s", rows[i].id, rows[i].xml);
	}
	arena_free(&a);
}

/* "" when the profile does not say. */
static const char *
kept(struct arena *a, const char *keep, struct date born, struct date ended)
{
	struct diags d;
	const struct practice *p =
		of_xml(a, arena_printf(a, HEAD "%s</practice>", keep), &d);
	struct buf b = BUF_NONE;
	struct date until;
	char *text;

	assert_non_null(p);
	if (practice_keep_until(p, born, ended, &until))
		date_put_iso(&b, until);
	text = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return text;
}

TEST(practice, a_minors_record_is_kept_longer_and_tells_only_a_year)
{
	static const char both[] = "<keep adults='7y' minors='until 25'/>";
	static const char long_[] = "<keep adults='10y' minors='until 19'/>";
	static const struct date end = {2026, 11, 23};
	static const struct {
		const char *keep;
		struct date born;
		const char *until;
	} rows[] = {
		{"",                    {1989, 3, 14},  ""          },
		{"<keep adults='7y'/>", {2012, 3, 14},  "2033-12-31"},
		{both,                  {1989, 3, 14},  "2033-12-31"},
                {both,                  {0, 0, 0},      "2033-12-31"},
		{both,                  {2012, 3, 14},  "2037-12-31"},
		{both,                  {2008, 11, 23}, "2033-12-31"}, /* eighteen that day */
		{both,                  {2008, 11, 24}, "2033-12-31"}, /* a day before: the same year */
		{both,                  {2009, 1, 1},   "2034-12-31"},
                {both,                  {2008, 0, 0},   "2033-12-31"},
		{both,                  {2009, 0, 0},   "2034-12-31"},
		{both,                  {2030, 1, 1},   "2033-12-31"}, /* a slip: not born yet */
		{long_,                 {2009, 1, 1},   "2036-12-31"}, /* never shorter */
	};
	struct arena a = ARENA_NONE;

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(
			kept(&a, rows[i].keep, rows[i].born, end), rows[i].until);
	arena_free(&a);
}
