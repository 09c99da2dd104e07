/*
 * form_load.c - what a form promises those who use it
 */
#include <string.h>
#include <time.h>

#include "form/form.h"
#include "unit/test.h"

#define HEAD "<form id='t' version='1' xml:lang='en'><title>T</title>"
#define SET                                                           \
	"<answer-set id='s'><answer code='no_' score='0'>No</answer>" \
	"<answer code='some' score='2'>Some</answer>"                 \
	"<answer code='lots' score='5'>Lots</answer></answer-set>"
#define SECTION(id, inner) "<section id='" id "'><title>S</title>" inner "</section>"
#define GRID                                                              \
	"<grid id='g' answers='s'><stem>How?</stem><item id='a'>A</item>" \
	"<item id='b'>B</item></grid>"
#define TEXT(id, more) \
	"<question id='" id "' type='text' " more "><text>Q</text></question>"
#define SUM                                      \
	"<scale id='sum' method='sum' items='a " \
	"b'><title>S</title><source>x</source></scale>"

static const struct form *
parse(struct arena *a, const char *text, struct diags *d)
{
	diags_init(d, a);
	return form_parse(a, "t.xml", text, strlen(text), d);
}

static const struct form *
good(struct arena *a, const char *text)
{
	struct diags d;
	const struct form *f = parse(a, text, &d);

	if (!f)
		fail_msg("%s", d.found.at[0].text);
	return f;
}

/* The first finding of a form that must not load. */
static const char *
bad(struct arena *a, const char *text)
{
	struct diags d;

	if (parse(a, text, &d))
		fail_msg("this was loaded: %s", text);
	return d.found.at[0].id;
}

TEST(form, a_condition_sees_only_what_was_asked_before_it)
{
	struct arena a = ARENA_NONE;

	good(&a, HEAD SET SECTION("x", GRID TEXT("q", "show-if='b is some'")) "</form>");
	assert_string_equal(
		bad(&a,
			HEAD SET SECTION(
				"x", TEXT("q", "show-if='b is some'") GRID) "</form>"),
		"cond-later");
	assert_string_equal(
		bad(&a,
			HEAD SECTION(
				"x", TEXT("q", "show-if='q is answered'")) "</form>"),
		"cond-later");
	/* a section's condition stands before its first item */
	assert_string_equal(
		bad(&a,
			HEAD "<section id='x' show-if='q is answered'><title>S"
			     "</title>" TEXT("q", "") "</section></form>"),
		"cond-later");
	arena_free(&a);
}

TEST(form, a_condition_sees_a_scale_once_its_last_item_is_above)
{
	struct arena a = ARENA_NONE;

	/* wherever the scale itself is written */
	good(&a,
		HEAD SET SUM SECTION(
			"x", GRID TEXT("q", "show-if='sum is 3'")) "</form>");
	good(&a,
		HEAD SET SECTION("x", GRID TEXT("q", "show-if='sum is 3'")) SUM
		"</form>");
	assert_string_equal(
		bad(&a,
			HEAD SET SECTION("x",
				"<grid id='g' answers='s'><stem>How?</stem><item "
				"id='a'>A</item>"
				"<item id='b' show-if='sum is 3'>B</item></grid>") SUM
			"</form>"),
		"cond-later");
	arena_free(&a);
}

TEST(form, a_scale_does_not_turn_on_itself)
{
	struct arena a = ARENA_NONE;

	assert_string_equal(
		bad(&a,
			HEAD SET SECTION(
				"x", GRID) "<scale id='sum' method='sum' items='a' "
					   "zero-if='sum is 0'><title>S</title>"
					   "</scale></form>"),
		"cond-later");
	arena_free(&a);
}

TEST(form, a_safety_item_is_a_condition_by_its_id)
{
	struct arena a = ARENA_NONE;
	const struct form *f = good(&a,
		HEAD SET SECTION("x",
			GRID TEXT("q", "show-if='harm'")) "<safety id='harm' item='a' "
							  "from='some'/></form>");
	size_t count, index;
	const size_t *uses = expr_uses(f->items[2].show_if[0], &count);

	assert_int_equal(count, 1);
	assert_int_equal(form_ref(f, uses[0], &index), FORM_REF_SAFETY);
	assert_string_equal(form_ref_id(f, uses[0]), "harm");
	assert_ptr_equal(form_item(f, "a")->safety, &f->safeties[index]);
	arena_free(&a);
}

TEST(form, the_digit_of_an_answer_is_its_score_or_else_its_place)
{
	struct arena a = ARENA_NONE;
	const struct form *f = good(&a,
		HEAD SET
		"<answer-set id='na'><answer code='na' "
		"missing='does-not-apply'>N</answer>"
		"</answer-set>"
		"<answer-set id='half'><answer code='x' score='0.5'>X</answer>"
		"<answer code='y' score='1'>Y</answer></answer-set>" SECTION("x",
			"<grid id='g' answers='s'><stem>How?</stem>"
			"<item id='a' also='na'>A</item><item id='b'>B</item></grid>"
			"<question id='q' type='one' "
			"answers='half'><text>Q</text></question>") "</form>");
	const struct choice_list *l = form_item(f, "a")->choices;

	assert_int_equal(l->count, 4);
	assert_int_equal(l->at[2].digit, 5);
	assert_int_equal(l->at[3].digit, 6); /* missing: the next after the highest */
	assert_true(l->scored);
	assert_int_equal(form_item(f, "b")->choices->count, 3);
	assert_int_equal(form_item(f, "q")->choices->at[0].digit, 1);
	assert_int_equal(form_item(f, "q")->choices->at[1].digit, 2);
	arena_free(&a);
}

TEST(form, dont_know_is_inherited_and_can_be_taken_back)
{
	struct arena a = ARENA_NONE;
	const struct form *f = good(&a,
		"<form id='t' version='1' xml:lang='en' "
		"dont-know='yes'><title>T</title>" SET SECTION("x",
			TEXT("q1", "") TEXT("q2",
				"dont-know='no'")) "<section id='y' "
						   "dont-know='no'><title>S</"
						   "title>" TEXT("q3", "") TEXT(
							   "q4", "dont-know='yes'") GRID
		"</section></form>");

	assert_true(form_item(f, "q1")->dont_know);
	assert_false(form_item(f, "q2")->dont_know);
	assert_false(form_item(f, "q3")->dont_know);
	assert_true(form_item(f, "q4")->dont_know);
	assert_false(form_item(f, "a")->dont_know);
	arena_free(&a);
}

TEST(form, the_possible_range_counts_missing_items_and_reversal)
{
	struct arena a = ARENA_NONE;
	const struct form *f = good(&a,
		HEAD SET
		"<answer-set id='w'><answer code='x' score='1'>X</answer>"
		"<answer code='y' score='11'>Y</answer></answer-set>" SECTION("x",
			GRID
			"<question id='q' type='one' "
			"answers='w'><text>Q</text></question>") "<scale id='s1' "
								 "method='sum' items='a "
								 "b q' "
								 "reverse='a'><title>S</"
								 "title></scale>"
								 "<scale id='s2' "
								 "method='sum' items='a "
								 "b q' "
								 "may-miss='2'><title>S</"
								 "title></scale>"
								 "<scale id='s3' "
								 "method='mean' items='a "
								 "b q' "
								 "may-miss='1'><title>S</"
								 "title></scale>"
								 "<scale id='s4' "
								 "method='count' "
								 "items='a b' "
								 "count-at='2'><title>S</"
								 "title></scale>"
								 "</form>");
	static const double ranges[][2] = {
		{1, 21},
                {0, 33},
                {0, 8 },
                {0, 2 }
        };

	for (size_t i = 0; i < f->scale_count; i++) {
		assert_true(f->scales[i].lowest == ranges[i][0]);
		assert_true(f->scales[i].highest == ranges[i][1]);
	}
	arena_free(&a);
}

TEST(form, a_text_without_translation_is_shown_in_the_forms_own_language)
{
	struct arena a = ARENA_NONE;
	const struct form *f = good(&a,
		HEAD SECTION("x", TEXT("q", "")) SECTION(
			"y", TEXT("p", "")) "<translation xml:lang='es'>"
					    "<t of='title'>Te</t><t "
					    "of='x.title'>Ese</t><t of='q.text'>Qu</t>"
					    "<t of='y'>Ese</t><t "
					    "of='p'>Pe</t></translation></form>");

	assert_int_equal(form_lang(f, "es"), 1);
	assert_int_equal(form_lang(f, "fr"), 0);
	assert_true(form_has_lang(f, "es"));
	assert_false(form_has_lang(f, "fr"));
	assert_string_equal(form_words(&f->title, 1), "Te");
	assert_string_equal(form_words(&form_item(f, "q")->text, 1), "Qu");
	assert_string_equal(form_words(&form_section(f, "x")->title, 0), "S");
	assert_null(form_words(&f->welcome, 1));
	arena_free(&a);
}

TEST(form, a_stored_text_is_the_same_form_again)
{
	struct arena a = ARENA_NONE;
	const struct form *f = good(&a, HEAD SECTION("x", TEXT("q", "")) "</form>"),
			  *again;
	struct buf text = BUF_NONE;
	struct diags d;

	diags_init(&d, &a);
	again = form_parse(&a, "stored", f->text, f->text_size, &d);
	assert_non_null(again);
	assert_string_equal(again->digest, f->digest);
	assert_string_equal(again->file, "stored");
	buf_add(&text, f->text, f->text_size);
	again = form_stored(&a, "from the store", &text, f->digest, &d);
	buf_free(&text);
	assert_non_null(again);
	assert_string_equal(again->digest, f->digest);
	assert_string_equal(again->file, "from the store");
	assert_int_equal(again->text_size, f->text_size);
	assert_memory_equal(again->text, f->text, f->text_size);
	arena_free(&a);
}

/* A form of n items, each with its condition. */
static char *
large(size_t n)
{
	struct buf b = BUF_NONE;

	buf_str(&b, HEAD SET "<section id='x'><title>S</title>");
	for (size_t i = 0; i < n; i++) {
		buf_printf(&b, "<question id='q_%zu' type='one' answers='s'", i);
		if (i)
			buf_printf(&b, " show-if='q_%zu is some'", i - 1);
		buf_str(&b, "><text>Q</text></question>\n");
	}
	buf_str(&b, "</section></form>");
	return b.data;
}

static double
seconds(char *text)
{
	struct arena a = ARENA_NONE;
	clock_t start = clock();

	good(&a, text);
	arena_free(&a);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

TEST(form, ten_times_the_items_take_about_ten_times_as_long)
{
	struct buf small = {.data = large(400)}, big = {.data = large(4000)};
	double one = 1, ten = 1;

	for (int i = 0; i < 3; i++) { /* the best of three */
		double s = seconds(small.data), t = seconds(big.data);

		one = s < one ? s : one;
		ten = t < ten ? t : ten;
	}
	assert_true(ten < 20 * one + 0.05);
	buf_free(&small);
	buf_free(&big);
}
