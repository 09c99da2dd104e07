/*
 * check_instruments.c - the shipped instruments have their own words, and are scored as
 * published
 *
 * The tables beside tests/forms/ are the wording of the design, kept apart from the forms
 * so that a slip of the hand in one shows against the other.
 * Source: clinical.md 2.2 (scoring), 2.4 (wording), 2.5 (mistakes seen elsewhere), 5.
 */
#include "unit/shipped.h"

#define PHQ9    "forms/phq9.xml"
#define PHQ8    "forms/phq8.xml"
#define GAD7    "forms/gad7.xml"
#define PCPTSD5 "forms/pcptsd5.xml"
#define PCL5    "forms/pcl5.xml"

static const char two_weeks[] =
	"Over the last 2 weeks, how often have you been bothered by any of the following "
	"problems?";
static const char phq_notice[] =
	"Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and "
	"colleagues, with an educational grant from Pfizer Inc. "
	"No permission required to reproduce, translate, display or distribute.";

struct label {
	const char *code, *label;
};

/* The list says these labels with these codes, scored from first on by step. */
static void
list_says(const struct choice_list *l, const struct label *want, size_t count,
	double first, double step)
{
	assert_int_equal(l->count, count);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(l->at[i].code, want[i].code);
		assert_string_equal(l->at[i].label.in[EN], want[i].label);
		assert_true(l->at[i].scored);
		assert_true(l->at[i].score == first + step * (double)i);
	}
}

/* The first is "Not at all", not "Not at all sure"; it counts 0, not 1. */
static void
list_is_phq(const struct choice_list *l)
{
	static const struct label want[] = {
		{"not_at_all",       "Not at all"             },
		{"several_days",     "Several days"           },
		{"more_than_half",   "More than half the days"},
		{"nearly_every_day", "Nearly every day"       },
	};

	list_says(l, want, COUNT_OF(want), 0, 1);
}

struct range {
	double from, to;
	const char *label;
};

static void
bands_are(const struct scale *s, const struct range *want, size_t count)
{
	assert_int_equal(s->band_count, count);
	for (size_t i = 0; i < count; i++) {
		assert_true(s->bands[i].from == want[i].from);
		assert_true(s->bands[i].to == want[i].to);
		assert_string_equal(s->bands[i].label.in[EN], want[i].label);
	}
}

/* A cut of one point, or from at to to. */
static void
cuts_are(const struct scale *s, const double (*want)[2], size_t count)
{
	assert_int_equal(s->cut_count, count);
	for (size_t i = 0; i < count; i++) {
		assert_true(s->cuts[i].at == want[i][0]);
		assert_true(s->cuts[i].to == want[i][1]);
	}
}

struct step {
	enum change_kind kind;
	double at;
	const char *source;
};

static void
changes_are(const struct scale *s, const struct step *want, size_t count)
{
	assert_int_equal(s->change_count, count);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(s->changes[i].kind, want[i].kind);
		assert_true(s->changes[i].at == want[i].at);
		assert_non_null(strstr(s->changes[i].source.in[EN], want[i].source));
	}
}

static void
instrument_item_says_its_row(const struct form *f, const struct row *r)
{
	const struct item *it = item_of(f, r->at[0]);

	assert_string_equal(it->loinc ? it->loinc : "", r->at[1]);
	assert_string_equal(it->text.in[EN], r->at[2]);
}

/* ---- all of them ---- */

TEST(check, no_instrument_is_shipped_in_spanish)
{
	static const char *const paths[] = {PHQ9, PHQ8, GAD7, PCPTSD5, PCL5};

	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		const struct form *f = shipped(paths[i]);

		assert_int_equal(f->lang_count, 1);
		assert_string_equal(f->langs[0], "en");
		assert_null(xml_child(f->xml->root, "translation"));
	}
}

TEST(check, every_instrument_carries_its_owners_words_and_its_source)
{
	static const struct {
		const char *path, *notice;
	} forms[] = {
		{PHQ9,    phq_notice				    },
		{PHQ8,    phq_notice				    },
		{GAD7,    phq_notice				    },
		{PCPTSD5, "Public domain (VA National Center for PTSD)."},
		{PCL5,
                 "Developed by staff at VA's National Center for PTSD and is not "
			"copyrighted."                                  },
	};

	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		const struct form *f = shipped(forms[i].path);

		assert_non_null(strstr(f->notice.in[EN], forms[i].notice));
		for (size_t k = 0; k < f->scale_count; k++)
			assert_non_null(f->scales[k].source.in[EN]);
	}
}

/* ---- the PHQ-9 and the PHQ-8 ---- */

TEST(check, the_phq9_has_its_own_words_and_no_others)
{
	static const char *const difficulty[] = {"Not difficult at all",
		"Somewhat difficult", "Very difficult", "Extremely difficult"};
	const struct form *f = shipped(PHQ9);
	const struct choice_list *l = item_of(f, "phq9_difficulty")->choices;

	assert_int_equal(
		each_row("tests/forms/phq9.tsv", f, instrument_item_says_its_row),
		f->item_count);
	assert_string_equal(f->items[0].grid->stem.in[EN], two_weeks);
	assert_string_equal(f->notice.in[EN], phq_notice);
	list_is_phq(f->items[0].choices);
	assert_int_equal(l->count, 4);
	assert_false(l->scored);
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(l->at[i].label.in[EN], difficulty[i]);
}

static const struct range phq_bands[] = {
	{0,  4,  "Minimal"          },
	{5,  9,  "Mild"             },
	{10, 14, "Moderate"         },
	{15, 19, "Moderately severe"},
	{20, 27, "Severe"           },
};

TEST(check, the_phq9_is_scored_as_published)
{
	static const double ten[][2] =
		{
			{10, 10}
        },
			    two_three[][2] = {{2, 2}, {3, 3}};
	static const struct step changes[] = {
		{CHANGE_RELIABLE,  6, "NHS Talking Therapies"},
		{CHANGE_NOTABLE,   5, "Lowe 2004"            },
		{CHANGE_REMISSION, 5, "ps.201900295"         },
	};
	const struct form *f = shipped(PHQ9);
	const struct scale *nine = form_scale(f, "phq9"), *two = form_scale(f, "phq2");

	assert_int_equal(nine->method, SCALE_SUM);
	assert_int_equal(nine->item_count, 9);
	assert_int_equal(nine->may_miss, 2);
	bands_are(nine, phq_bands, COUNT_OF(phq_bands));
	cuts_are(nine, ten, 1);
	changes_are(nine, changes, COUNT_OF(changes));
	assert_int_equal(two->item_count, 2);
	assert_int_equal(two->may_miss, 0);
	assert_int_equal(two->band_count, 0);
	cuts_are(two, two_three, 2);
	assert_false(two->trend);
}

TEST(check, phq9_item_nine_is_a_safety_item_from_several_days_on)
{
	const struct form *f = shipped(PHQ9);

	assert_int_equal(f->safety_count, 1);
	assert_string_equal(f->safeties[0].id, "phq9_self_harm");
	assert_string_equal(f->safeties[0].item->id, "phq9_9");
	assert_string_equal(f->safeties[0].from->code, "several_days");
	assert_ptr_equal(item_of(f, "phq9_9")->safety, &f->safeties[0]);
}

TEST(check, the_phq8_is_the_phq9_without_its_ninth_question)
{
	static const double ten[][2] = {
		{10, 10}
        };
	const struct form *f = shipped(PHQ8), *nine = shipped(PHQ9);
	const struct scale *s = form_scale(f, "phq8");
	struct range bands[COUNT_OF(phq_bands)];

	assert_int_equal(f->item_count, 8);
	for (size_t i = 0; i < f->item_count; i++) {
		assert_string_equal(f->items[i].id, nine->items[i].id);
		assert_string_equal(f->items[i].text.in[EN], nine->items[i].text.in[EN]);
		assert_string_equal(f->items[i].loinc, nine->items[i].loinc);
	}
	assert_string_equal(f->items[0].grid->stem.in[EN], two_weeks);
	list_is_phq(f->items[0].choices);
	memcpy(bands, phq_bands, sizeof(bands));
	bands[COUNT_OF(bands) - 1].to = 24;
	bands_are(s, bands, COUNT_OF(bands));
	cuts_are(s, ten, 1);
	assert_int_equal(s->may_miss, 2);
	assert_int_equal(s->change_count, 0);
}

TEST(check, the_phq8_says_that_self_harm_was_not_asked)
{
	const struct form *f = shipped(PHQ8);
	struct answers *got;
	const struct scores *s = scores_of(f, "tests/interview/full-phq8.answers", &got);

	assert_int_equal(f->safety_count, 1);
	assert_string_equal(f->safeties[0].id, "phq9_self_harm");
	assert_null(f->safeties[0].item);
	assert_int_equal(s->safeties[0].state, SAFETY_NOT_ASKED);
	assert_true(s->scales[form_scale(f, "phq8")->index].value == 9);
}

TEST(check, the_demo_phq9_is_moderate_and_flagged)
{
	const struct form *f = shipped(PHQ9);
	struct answers *got;
	const struct scores *s = scores_of(f, "tests/interview/demo-phq9.answers", &got);
	const struct score *nine = &s->scales[form_scale(f, "phq9")->index];

	assert_true(nine->value == 12);
	assert_string_equal(nine->band->label.in[EN], "Moderate");
	assert_int_equal(s->safeties[0].state, SAFETY_FLAG);
}

/* ---- the GAD-7 ---- */

TEST(check, the_gad7_has_its_own_words_and_no_others)
{
	const struct form *f = shipped(GAD7);

	assert_int_equal(
		each_row("tests/forms/gad7.tsv", f, instrument_item_says_its_row),
		f->item_count);
	assert_string_equal(f->items[0].grid->stem.in[EN], two_weeks);
	for (size_t i = 0; i < f->item_count; i++)
		list_is_phq(f->items[i].choices);
}

TEST(check, the_gad7_is_scored_as_published)
{
	static const struct range bands[] = {
		{0,  4,  "Minimal" },
		{5,  9,  "Mild"    },
		{10, 14, "Moderate"},
		{15, 21, "Severe"  },
	};
	static const double cuts[][2] =
		{
			{8,  8 },
                        {10, 10}
        },
			    three[][2] = {{3, 3}};
	static const struct step changes[] = {
		{CHANGE_RELIABLE, 6, "Bischoff 2020"        },
		{CHANGE_RELIABLE, 4, "NHS Talking Therapies"},
		{CHANGE_NOTABLE,  4, "Toussaint 2020"       },
	};
	const struct form *f = shipped(GAD7);
	const struct scale *seven = form_scale(f, "gad7"), *two = form_scale(f, "gad2");

	assert_int_equal(seven->method, SCALE_SUM);
	assert_int_equal(seven->item_count, 7);
	assert_int_equal(seven->may_miss, 2);
	assert_string_equal(seven->loinc, "70274-6");
	bands_are(seven, bands, COUNT_OF(bands));
	cuts_are(seven, cuts, COUNT_OF(cuts));
	changes_are(seven, changes, COUNT_OF(changes));
	assert_int_equal(two->item_count, 2);
	assert_int_equal(two->may_miss, 0);
	assert_int_equal(two->band_count, 0);
	cuts_are(two, three, 1);
	assert_false(two->trend);
}

TEST(check, the_full_gad7_is_moderate)
{
	const struct form *f = shipped(GAD7);
	struct answers *got;
	const struct scores *s = scores_of(f, "tests/interview/full-gad7.answers", &got);
	const struct score *seven = &s->scales[form_scale(f, "gad7")->index];

	assert_true(seven->value == 11);
	assert_string_equal(seven->band->label.in[EN], "Moderate");
}

/* ---- the PC-PTSD-5 ---- */

TEST(check, the_pcptsd5_has_its_own_words_and_no_others)
{
	static const struct label want[] = {
		{"yes", "Yes"},
		{"no",  "No" },
	};
	const struct form *f = shipped(PCPTSD5);

	assert_int_equal(
		each_row("tests/forms/pcptsd5.tsv", f, instrument_item_says_its_row),
		f->item_count);
	assert_string_equal(f->items[0].id, "pcptsd5_event");
	assert_int_equal(f->items[0].type, ITEM_YES_NO);
	for (size_t i = 0; i < f->item_count; i++)
		list_says(f->items[i].choices, want, COUNT_OF(want), 1, -1);
	assert_string_equal(f->items[1].grid->stem.in[EN], "In the past month, have you");
}

/* The gate, both cut points, nothing prorated: mistake 7 of clinical.md 2.5. */
TEST(check, the_pcptsd5_has_its_gate_and_both_published_cuts)
{
	static const double cuts[][2] = {
		{3, 3},
                {4, 4}
        };
	const struct form *f = shipped(PCPTSD5);
	const struct scale *s = form_scale(f, "pcptsd5");

	assert_int_equal(f->items[0].show_if_count, 0);
	for (size_t i = 1; i < f->item_count; i++)
		assert_int_equal(f->items[i].show_if_count, 1);
	assert_int_equal(f->scale_count, 1);
	assert_int_equal(s->item_count, 5);
	assert_non_null(s->zero_if);
	assert_int_equal(s->may_miss, 0);
	assert_true(s->partial);
	assert_int_equal(s->band_count, 0);
	assert_int_equal(s->change_count, 0);
	assert_false(s->trend);
	cuts_are(s, cuts, COUNT_OF(cuts));
}

TEST(check, a_pcptsd5_whose_gate_is_no_is_complete_and_asks_nothing_more)
{
	const struct form *f = shipped(PCPTSD5);
	struct answers *got;
	const struct scores *s = scores_of(f, "tests/interview/pcptsd5-no.answers", &got);

	assert_int_equal(s->scales[0].state, SCORE_SCORED);
	assert_true(s->scales[0].value == 0);
	assert_true(s->scales[0].zero_by_rule);
	for (size_t i = 1; i < f->item_count; i++)
		assert_int_equal(
			answers_value(got, &f->items[i]).missing, MISSING_NOT_ASKED);
}

TEST(check, three_yes_in_the_pcptsd5_meet_the_one_cut_and_not_the_other)
{
	const struct form *f = shipped(PCPTSD5);
	struct answers *got;
	const struct scores *s =
		scores_of(f, "tests/interview/full-pcptsd5.answers", &got);

	assert_true(s->scales[0].value == 3);
	assert_int_equal(s->scales[0].cuts[0], CUT_MET);
	assert_int_equal(s->scales[0].cuts[1], CUT_BELOW);
}

/* ---- the PCL-5 ---- */

TEST(check, the_pcl5_has_its_own_words_and_no_others)
{
	static const struct label want[] = {
		{"not_at_all",   "Not at all"  },
		{"a_little_bit", "A little bit"},
		{"moderately",   "Moderately"  },
		{"quite_a_bit",  "Quite a bit" },
		{"extremely",    "Extremely"   },
	};
	const struct form *f = shipped(PCL5);

	assert_int_equal(
		each_row("tests/forms/pcl5.tsv", f, instrument_item_says_its_row),
		f->item_count);
	for (size_t i = 0; i < f->item_count; i++)
		list_says(f->items[i].choices, want, COUNT_OF(want), 0, 1);
	assert_string_equal(f->items[0].grid->stem.in[EN],
		"In the past month, how much were you bothered by:");
	assert_non_null(strstr(f->sections[0].before.in[EN],
		"Below is a list of problems that people sometimes have in response to a "
		"very stressful experience. Please read each problem carefully and then "
		"choose one of the answers to the right to indicate how much you have "
		"been bothered by that problem in the past month."));
}

TEST(check, the_pcl5_asks_to_hold_an_event_in_mind_and_never_to_write_it)
{
	const struct form *f = shipped(PCL5);

	assert_non_null(strstr(f->sections[0].before.in[EN], "hold it in mind"));
	assert_non_null(strstr(f->sections[0].before.in[EN],
		"You do not have to write or say what it was."));
	assert_true(f->sections[0].sensitive);
	for (size_t i = 0; i < f->item_count; i++)
		assert_int_equal(f->items[i].type, ITEM_ONE);
}

/* Invented severity bands are mistake 2 of clinical.md 2.5. */
TEST(check, the_pcl5_has_a_cut_range_and_no_band)
{
	static const double cut[][2] = {
		{31, 33}
        };
	static const struct step changes[] = {
		{CHANGE_RELIABLE, 15, "Marx 2022"              },
		{CHANGE_RELIABLE, 18, "Marx 2022"              },
		{CHANGE_NOTABLE,  10, "Older wording of the VA"},
	};
	const struct form *f = shipped(PCL5);
	const struct scale *s = form_scale(f, "pcl5");

	for (size_t i = 0; i < f->scale_count; i++) {
		assert_int_equal(f->scales[i].band_count, 0);
		assert_int_equal(f->scales[i].may_miss, 0);
		if (&f->scales[i] != s)
			assert_int_equal(
				f->scales[i].cut_count + f->scales[i].change_count, 0);
	}
	assert_int_equal(s->item_count, 20);
	assert_true(s->partial);
	assert_true(s->trend);
	cuts_are(s, cut, 1);
	changes_are(s, changes, COUNT_OF(changes));
}

TEST(check, the_pcl5_clusters_are_those_of_dsm_5_as_sum_and_as_count)
{
	static const struct {
		const char *sum, *count;
		size_t first, last;
	} clusters[] = {
		{"pcl5_b", "pcl5_b_n", 1,  5 },
		{"pcl5_c", "pcl5_c_n", 6,  7 },
		{"pcl5_d", "pcl5_d_n", 8,  14},
		{"pcl5_e", "pcl5_e_n", 15, 20},
	};
	const struct form *f = shipped(PCL5);

	assert_int_equal(f->scale_count, 1 + 2 * COUNT_OF(clusters));
	for (size_t i = 0; i < COUNT_OF(clusters); i++) {
		const struct scale *sum = form_scale(f, clusters[i].sum);
		const struct scale *n = form_scale(f, clusters[i].count);

		assert_int_equal(sum->method, SCALE_SUM);
		assert_true(sum->show);
		assert_int_equal(n->method, SCALE_COUNT);
		assert_true(n->count_at == 2);
		assert_false(n->show);
		assert_int_equal(
			sum->item_count, clusters[i].last - clusters[i].first + 1);
		assert_int_equal(n->item_count, sum->item_count);
		for (size_t k = 0; k < sum->item_count; k++) {
			assert_int_equal(sum->items[k]->number, clusters[i].first + k);
			assert_ptr_equal(n->items[k], sum->items[k]);
		}
	}
}

/* SAF-10: a line for the therapist, nothing for the client. */
TEST(check, the_pcl5_has_no_safety_item_and_points_at_question_sixteen)
{
	const struct form *f = shipped(PCL5);

	assert_int_equal(f->safety_count, 0);
	assert_int_equal(f->alert_count, 2);
	assert_string_equal(f->alerts[0].id, "pcl5_pattern");
	assert_int_equal(f->alerts[0].need_count, 4);
	assert_string_equal(f->alerts[1].id, "pcl5_risks");
	assert_int_equal(f->alerts[1].level, ALERT_REVIEW);
	assert_non_null(strstr(f->alerts[1].text.in[EN], "Also look at"));
}

TEST(check, the_full_pcl5_is_inside_the_range_with_pattern_and_risks)
{
	const struct form *f = shipped(PCL5);
	struct answers *got;
	const struct scores *s = scores_of(f, "tests/interview/full-pcl5.answers", &got);
	const struct score *total = &s->scales[form_scale(f, "pcl5")->index];

	assert_true(total->value == 32);
	assert_int_equal(total->cuts[0], CUT_INSIDE);
	assert_int_equal(s->alerts[0].state, TRUTH_YES);
	assert_int_equal(s->alerts[1].state, TRUTH_YES);
}
