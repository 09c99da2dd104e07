/*
 * check_shipped.c - the clinic-made forms say what they must, word for word; and what
 * holds for every shipped form (the instruments: check_instruments.c)
 *
 * The tables beside tests/forms/ are the item table of the design, kept apart from the
 * forms so that a slip of the hand in one shows against the other.
 */
#include <math.h>

#include "unit/shipped.h"

#define INTAKE    "forms/numbness-intake.xml"
#define FOLLOW_UP "forms/signs-of-change.xml"
#define ABOUT_YOU "forms/about-you.xml"

/* ---- the intake ---- */

static void
item_says_its_row(const struct form *f, const struct row *r)
{
	const struct item *it = item_of(f, r->at[0]);
	size_t es = form_lang(f, "es");
	char said[2][512];

	for (size_t i = 0; i < 2; i++)
		snprintf(said[i], sizeof said[i], "%s%s%s", r->at[4 + i],
			r->at[4 + i][0] ? ". " : "", r->at[2 + i]);
	assert_string_equal(it->text.in[EN], said[0]);
	assert_non_null(it->text.in[es]);
	assert_string_equal(it->text.in[es], said[1]);
	assert_non_null(it->seed);
	assert_string_equal(it->seed, r->at[1]);
}

TEST(check, every_intake_item_says_its_row_of_the_item_table_in_both_languages)
{
	const struct form *f = shipped(INTAKE);

	/* ch2x is the one question that the table describes in a note. */
	assert_int_equal(each_row("tests/forms/items.tsv", f, item_says_its_row),
		f->item_count - 1);
}

/* The list of an item that uses answer set `id`, or the item's own. */
static const struct choice_list *
list_called(const struct form *f, const char *id)
{
	for (size_t i = 0; i < f->item_count; i++) {
		const struct choice_list *l = f->items[i].choices;

		if (!strcmp(f->items[i].id, id) || (l && l->id && !strcmp(l->id, id)))
			return l;
	}
	fail_msg("no list of answers %s", id);
	return NULL;
}

static void
answer_says_its_row(const struct form *f, const struct row *r)
{
	const struct choice_list *l = list_called(f, r->at[0]);
	int n = form_choice(l, r->at[1]);
	const struct choice *c;

	if (n < 0)
		fail_msg("no answer %s in %s", r->at[1], r->at[0]);
	c = &l->at[n];
	assert_string_equal(c->label.in[EN], r->at[3]);
	assert_string_equal(c->label.in[form_lang(f, "es")], r->at[4]);
	assert_int_equal(c->scored, strcmp(r->at[2], "-") != 0);
	if (c->scored)
		assert_true(c->score == atoi(r->at[2]));
}

TEST(check, every_intake_answer_says_its_row_with_its_score)
{
	assert_int_equal(
		each_row("tests/forms/answers.tsv", shipped(INTAKE), answer_says_its_row),
		37);
}

/* The texts that stand under a name: "welcome", "growing_up.before", "signs.stem". */
static const struct words *
words_called(const struct form *f, const char *name)
{
	const struct section *growing_up = form_section(f, "growing_up");
	const struct {
		const char *name;
		const struct words *words;
	} known[] = {
		{"welcome",           &f->welcome        },
		{"consent",           &f->consent        },
		{"closing",           &f->closing        },
		{"growing_up.before", &growing_up->before},
		{"growing_up.after",  &growing_up->after },
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (!strcmp(known[i].name, name))
			return known[i].words;
	for (size_t i = 0; i < f->item_count; i++) {
		const struct grid *g = f->items[i].grid;

		if (g && !strncmp(g->id, name, strlen(g->id)) &&
			!strcmp(name + strlen(g->id), ".stem"))
			return &g->stem;
	}
	fail_msg("no text %s", name);
	return NULL;
}

static void
text_contains_its_row(const struct form *f, const struct row *r)
{
	const struct words *w = words_called(f, r->at[0]);

	assert_non_null(strstr(w->in[EN], r->at[1]));
	assert_non_null(strstr(w->in[form_lang(f, "es")], r->at[2]));
}

TEST(check, welcome_consent_closing_and_stems_keep_the_words_of_the_table)
{
	assert_int_equal(
		each_row("tests/forms/texts.tsv", shipped(INTAKE), text_contains_its_row),
		13);
}

/* Each code is the seed of some item, alone or before a remark; every item has a seed. */
static void
carries(const struct form *f, const char *const *codes, size_t count)
{
	for (size_t c = 0; c < count; c++) {
		size_t n = strlen(codes[c]), found = 0;

		for (size_t i = 0; i < f->item_count; i++) {
			const char *seed = f->items[i].seed;

			assert_non_null(seed);
			found += !strncmp(seed, codes[c], n) &&
				(seed[n] == '\0' || seed[n] == ' ');
		}
		if (!found)
			fail_msg("no item carries %s", codes[c]);
	}
}

TEST(check, every_theme_of_the_source_article_is_carried_by_an_item)
{
	static const char *const codes[] = {"S-STM1", "S-STM2", "S-STM3", "S-STM4",
		"S-CH1", "S-CH2", "S-CH3", "S-CH4", "S-CH5", "S-DL1", "S-DL2", "S-DL3",
		"S-DL4", "S-DL5", "S-DL6", "S-DL7", "S-DL8", "S-FR", "S-FR1", "S-FR2",
		"S-FR3", "S-FR4", "S-AP1", "S-AP2", "S-AP3", "S-AP4", "S-AP5", "S-AP6",
		"S-TONE"};

	carries(shipped(INTAKE), codes, COUNT_OF(codes));
}

TEST(check, a_clinic_made_scale_has_no_band_cut_or_change_and_childhood_no_scale)
{
	const struct form *f = shipped(INTAKE);

	assert_int_equal(f->scale_count, 2);
	for (size_t i = 0; i < f->scale_count; i++) {
		const struct scale *s = &f->scales[i];

		assert_false(s->validated);
		assert_int_equal(s->method, SCALE_MEAN);
		assert_int_equal(s->band_count + s->cut_count + s->change_count, 0);
		for (size_t n = 0; n < s->item_count; n++)
			assert_string_not_equal(s->items[n]->section->id, "growing_up");
	}
	assert_int_equal(form_scale(f, "dl")->item_count, 8);
	assert_int_equal(form_scale(f, "dl")->may_miss, 2);
	assert_int_equal(form_scale(f, "imp")->item_count, 4);
	assert_int_equal(form_scale(f, "imp")->may_miss, 1);
}

TEST(check, does_not_apply_is_offered_by_dl6_and_imp3_and_counts_as_missing)
{
	const struct form *f = shipped(INTAKE);

	for (size_t i = 0; i < f->item_count; i++) {
		const struct item *it = &f->items[i];
		bool may = !strcmp(it->id, "dl6") || !strcmp(it->id, "imp3");
		const struct choice_list *l = it->choices;

		if (!l)
			continue;
		for (size_t n = 0; n < l->count; n++)
			assert_int_equal(l->at[n].missing, may && n == l->count - 1);
	}
}

/* ---- the follow-up ---- */

TEST(check, every_follow_up_item_says_its_row_of_the_item_table_in_both_languages)
{
	const struct form *f = shipped(FOLLOW_UP);

	assert_int_equal(each_row("tests/forms/followup.tsv", f, item_says_its_row),
		f->item_count);
}

TEST(check, every_follow_up_answer_says_its_row_with_its_score)
{
	assert_int_equal(each_row("tests/forms/followup-answers.tsv", shipped(FOLLOW_UP),
				 answer_says_its_row),
		15);
}

TEST(check, the_follow_up_carries_every_sign_of_healing_and_every_sign_in_daily_life)
{
	static const char *const codes[] = {"S-HL1", "S-HL2", "S-HL3", "S-HL4", "S-HL5",
		"S-HL6", "S-HL7", "S-DL1", "S-DL2", "S-DL3", "S-DL4", "S-DL5", "S-DL6",
		"S-DL7", "S-DL8", "S-TONE"};

	carries(shipped(FOLLOW_UP), codes, COUNT_OF(codes));
}

/* hl up means more feeling; dl up means more numbness. */
TEST(check, the_follow_up_has_two_means_and_only_feeling_is_better_when_higher)
{
	const struct form *f = shipped(FOLLOW_UP);
	const struct scale *hl = form_scale(f, "hl"), *dl = form_scale(f, "dl");

	assert_int_equal(f->scale_count, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_false(f->scales[i].validated);
		assert_int_equal(f->scales[i].method, SCALE_MEAN);
	}
	assert_int_equal(hl->item_count, 7);
	assert_int_equal(hl->may_miss, 1);
	assert_true(hl->higher_better);
	assert_string_equal(hl->kind, "feeling");
	assert_int_equal(dl->item_count, 8);
	assert_int_equal(dl->may_miss, 2);
	assert_false(dl->higher_better);
}

/* Trends lay the two side by side. */
TEST(check, daily_life_is_asked_in_the_follow_up_as_in_the_intake)
{
	const struct form *first = shipped(INTAKE), *again = shipped(FOLLOW_UP);
	const struct scale *a = form_scale(first, "dl"), *b = form_scale(again, "dl");

	assert_int_equal(a->item_count, b->item_count);
	for (size_t i = 0; i < a->item_count; i++)
		for (size_t lang = 0; lang < 2; lang++) {
			const struct item *x = a->items[i], *y = b->items[i];

			assert_string_equal(x->id, y->id);
			assert_string_equal(x->text.in[lang], y->text.in[lang]);
			assert_string_equal(
				x->grid->stem.in[lang], y->grid->stem.in[lang]);
			assert_int_equal(x->choices->count, y->choices->count);
		}
}

/* Beside the question it would lead the answer. */
TEST(check, that_crying_is_no_step_back_is_said_at_the_end_and_not_beside_the_question)
{
	const struct form *f = shipped(FOLLOW_UP);

	assert_non_null(strstr(f->closing.in[EN],
		"Small changes count. Crying can be part of healing; it is not a step "
		"back."));
	assert_non_null(strstr(f->closing.in[form_lang(f, "es")],
		"Los cambios pequeños cuentan. Llorar puede ser parte de sanar; no es un "
		"retroceso."));
	assert_null(strstr(item_of(f, "hl5")->why.in[EN], "cry"));
	assert_null(item_of(f, "hl5")->help.in[EN]);
}

/* ---- about you ---- */

TEST(check, about_you_has_a_place_in_the_report_for_each_particular_and_scores_nothing)
{
	static const char *const roles[] = {"name", "born", "contact", "emergency",
		"place", "medical", "goal", "words"};
	const struct form *f = shipped(ABOUT_YOU);

	assert_int_equal(f->section_count, 1);
	assert_string_equal(f->sections[0].id, "about_you");
	assert_int_equal(f->scale_count + f->safety_count + f->alert_count, 0);
	for (size_t r = 0; r < COUNT_OF(roles); r++) {
		size_t found = 0;

		for (size_t i = 0; i < f->item_count; i++)
			found += f->items[i].role && !strcmp(f->items[i].role, roles[r]);
		if (!found)
			fail_msg("no question has role=\"%s\"", roles[r]);
	}
	assert_int_equal(item_of(f, "about_born")->type, ITEM_DATE);
}

/* ---- all of them ---- */

TEST(check, no_shipped_form_is_forgotten_by_these_tests)
{
	struct err err = ERR_NONE;
	size_t count = 0;
	char **names = NULL;

	(void)shipped(INTAKE); /* makes the arena one that is released */
	if (file_list(&arena, "forms", ".xml", &names, &count, &err))
		fail_msg("%s", err.text);
	assert_int_equal(count, SHIPPED_COUNT);
	for (size_t i = 0; i < count; i++)
		assert_non_null(strstr(shipped_paths[i], names[i]));
}

TEST(check, no_telephone_number_stands_in_a_shipped_form)
{
	for (size_t i = 0; i < SHIPPED_COUNT; i++) {
		const struct form *f = shipped(shipped_paths[i]);

		assert_null(strstr(f->text, "988"));
		assert_null(strstr(f->text, "911"));
		assert_null(strstr(f->text, "741741"));
	}
}

/* Is this question asked in that language at all?  An instrument may have fewer. */
static bool
says_it(const struct item *it, size_t lang)
{
	return !it->section->included || it->section->included->has_lang[lang];
}

TEST(check, every_question_of_the_shipped_forms_says_why_it_is_asked)
{
	for (size_t p = 0; p < SHIPPED_COUNT; p++) {
		const struct form *f = shipped(shipped_paths[p]);

		for (size_t i = 0; i < f->item_count; i++)
			for (size_t lang = 0; lang < f->lang_count; lang++)
				if (says_it(&f->items[i], lang) &&
					!f->items[i].why.in[lang])
					fail_msg("%s has no why in %s", f->items[i].id,
						f->langs[lang]);
	}
}

TEST(check, every_shipped_form_names_its_source_and_is_for_adults_and_not_watched)
{
	for (size_t p = 0; p < SHIPPED_COUNT; p++) {
		const struct form *f = shipped(shipped_paths[p]);
		const char *consent = f->consent.in[EN];

		assert_non_null(f->source.in[EN]);
		assert_non_null(strstr(consent, "No one is watching this form"));
		assert_non_null(strstr(consent, "It is not emergency care."));
		assert_non_null(strstr(consent, "for adults, 18 or older"));
	}
}

TEST(check, clinic_made_forms_are_in_spanish_too)
{
	static const char *const paths[] = {INTAKE, FOLLOW_UP, ABOUT_YOU};

	for (size_t i = 0; i < COUNT_OF(paths); i++)
		assert_true(form_has_lang(shipped(paths[i]), "es"));
}

/* ---- worked examples ---- */

/* Does an example of f expect this state, or this score, of scale s? */
static bool
example_has(const struct form *f, const struct scale *s, const char *state, double score)
{
	const struct xml_node *n = xml_child(f->xml->root, "example");

	for (; n; n = xml_next(n))
		for (const struct xml_node *e = xml_child(n, "expect"); e;
			e = xml_next(e)) {
			const char *id = xml_value(e, "scale");
			const char *is = xml_value(e, "state");
			const char *at = xml_value(e, "score");

			if (!id || strcmp(id, s->id) != 0)
				continue;
			if (state ? is && !strcmp(is, state)
				  : at && strtod(at, NULL) == score)
				return true;
		}
	return false;
}

static void
shows_score(const struct form *f, const struct scale *s, double score)
{
	if (!example_has(f, s, NULL, score))
		fail_msg("%s: no example of %s has the score %g", f->file, s->id, score);
}

/* The check computes the examples; this asks that none which matters is left out. */
TEST(check, worked_examples_stand_on_both_sides_of_every_cut_and_band_and_of_missing)
{
	for (size_t p = 0; p < SHIPPED_COUNT; p++) {
		const struct form *f = shipped(shipped_paths[p]);

		/* what is included has its own */
		for (size_t i = 0; i < f->scale_count && !f->included_count; i++) {
			const struct scale *s = &f->scales[i];

			for (size_t k = 0; k < s->cut_count; k++) {
				shows_score(f, s, s->cuts[k].at - 1);
				shows_score(f, s, s->cuts[k].at);
				shows_score(f, s, s->cuts[k].to - 1);
				shows_score(f, s, s->cuts[k].to);
			}
			for (size_t k = 1; k < s->band_count; k++) {
				shows_score(f, s, s->bands[k].from - 1);
				shows_score(f, s, s->bands[k].from);
			}
			if (!example_has(f, s, "scored", 0) ||
				!example_has(f, s, "not-scored", 0))
				fail_msg("%s: %s lacks an example", f->file, s->id);
			if (s->may_miss && s->method == SCALE_SUM)
				assert_true(example_has(f, s, "prorated", 0));
		}
	}
}

/* ---- the answers of the demo ---- */

TEST(check, the_demo_intake_has_means_and_every_reason_a_client_can_give)
{
	const struct form *f = shipped(INTAKE);
	bool seen[MISSING_COUNT] = {false};
	struct answers *got;
	const struct scores *s =
		scores_of(f, "tests/interview/demo-numbness.answers", &got);

	assert_true(fabs(s->scales[form_scale(f, "dl")->index].value - 19 / 6.) < 0.001);
	assert_true(s->scales[form_scale(f, "imp")->index].value == 3);
	for (size_t i = 0; i < f->item_count; i++)
		seen[answers_value(got, &f->items[i]).missing] = true;
	assert_true(seen[MISSING_NO] && seen[MISSING_SKIPPED] &&
		seen[MISSING_DONT_KNOW] && seen[MISSING_DOES_NOT_APPLY] &&
		seen[MISSING_SECTION_SKIPPED]);
	assert_false(seen[MISSING_NOT_REACHED]);
}

/* Every question is answered but those named. */
static void
leaves_out_only(const char *form, const char *answers, const char *only)
{
	const struct form *f = shipped(form);
	struct answers *got;

	(void)scores_of(f, answers, &got);
	for (size_t i = 0; i < f->item_count; i++)
		if (answers_value(got, &f->items[i]).missing != MISSING_NO &&
			(!only || strcmp(f->items[i].id, only) != 0))
			fail_msg("%s is not answered", f->items[i].id);
}

TEST(check, the_full_answers_leave_nothing_out)
{
	leaves_out_only(INTAKE, "tests/interview/full-numbness-en.answers", NULL);
	leaves_out_only(
		FOLLOW_UP, "tests/interview/full-signs-of-change-es.answers", NULL);
	leaves_out_only(ABOUT_YOU, "tests/interview/full-about-you.answers", "about_age");
}

/* Somebody who gives no date is asked for an age band, and only then. */
TEST(check, the_age_band_is_asked_only_where_the_date_of_birth_is_not_given)
{
	const struct form *f = shipped(ABOUT_YOU);
	struct answers *got;

	(void)scores_of(f, "tests/interview/full-about-you.answers", &got);
	assert_int_equal(
		answers_value(got, item_of(f, "about_age")).missing, MISSING_NOT_ASKED);
	got->at[item_of(f, "about_born")->index] =
		(struct value){.missing = MISSING_SKIPPED, .choice = -1};
	score_settle(f, got);
	assert_int_not_equal(
		answers_value(got, item_of(f, "about_age")).missing, MISSING_NOT_ASKED);
}

TEST(check, the_full_follow_up_has_both_means)
{
	const struct form *f = shipped(FOLLOW_UP);
	struct answers *got;
	const struct scores *s =
		scores_of(f, "tests/interview/full-signs-of-change-es.answers", &got);

	assert_true(s->scales[form_scale(f, "hl")->index].value == 2);
	assert_true(s->scales[form_scale(f, "dl")->index].value == 1.5);
}
