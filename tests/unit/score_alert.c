/* Alerts: yes, no, undecided, and the answers that made it so. */
#include "score/score.h"
#include "unit/form_of.h"
#include "unit/test.h"

#define ITEMS                                                                        \
	"<answer-set id='k'><answer code='a' score='0'>A</answer>"                   \
	"<answer code='b' score='1'>B</answer><answer code='c' score='2'>C</answer>" \
	"<answer code='na' missing='does-not-apply'>N</answer></answer-set>"         \
	"<section id='s'><title>S</title><grid id='g' answers='k'><stem>S</stem>"    \
	"<item id='i1'>1</item><item id='i2'>2</item><item id='i3'>3</item>"         \
	"<item id='i4'>4</item></grid></section>"                                    \
	"<scale id='x' method='sum' items='i3 i4'><title>T</title></scale>"          \
	"<safety id='flag' item='i4' from='c'/>"
#define ALERT(more) "<alert id='w' level='review' " more "><text>T</text></alert>"

/* ids: of the items that made it so, or that lack, with spaces between. */
static void
hold(const char *form, const char *answers, enum truth state, const char *ids)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of(&a, form);
	struct answers_line *lines;
	struct answers *got;
	struct alert_result w;
	struct buf found = BUF_NONE;
	struct diags d;
	size_t count = 0;

	assert_non_null(f);
	diags_init(&d, &a);
	lines = answers_file_parse(&a, f, "a", answers, strlen(answers), &d, &count);
	assert_non_null(lines);
	got = answers_new(&a, f);
	answers_apply(got, lines, count);
	score_settle(f, got);
	w = score_all(&a, f, got, NULL)->alerts[0];
	assert_int_equal(w.state, state);
	for (size_t i = 0; i < w.because_count; i++)
		buf_printf(&found, "%s%s", i ? " " : "", w.because[i]->id);
	for (size_t i = 0; i < w.missing_count; i++)
		buf_printf(&found, "%s%s", i ? " " : "", w.missing[i]->id);
	assert_string_equal(buf_text(&found), ids);
	buf_free(&found);
	arena_free(&a);
}

TEST(score, an_alert_names_the_answers_that_fired_it_and_not_those_it_only_looked_at)
{
	static const char either[] =
		ITEMS ALERT("if='i1 is at least c or i2 is at least c'");
	static const char both[] =
		ITEMS ALERT("if='i1 is at least b and i2 is at least b'");
	static const char pairs[] =
		ITEMS ALERT("if='(i1 is c and i2 is c) or (i3 is c and i4 is c)'");

	hold(either, "i1 = c\ni2 = a\n", TRUTH_YES, "i1");
	hold(either, "i1 = c\ni2 = c\n", TRUTH_YES, "i1 i2");
	hold(either, "i1 = c\n", TRUTH_YES, "i1");
	hold(either, "i1 = a\ni2 = b\n", TRUTH_NO, "");
	hold(both, "i1 = c\ni2 = b\n", TRUTH_YES, "i1 i2");
	hold(pairs, "i1 = c\ni2 = c\ni3 = c\ni4 = a\n", TRUTH_YES, "i1 i2");
	hold(pairs, "i1 = c\ni2 = c\ni3 = c\ni4 = c\n", TRUTH_YES, "i1 i2 i3 i4");
}

TEST(score, an_alert_that_lacks_an_answer_is_undecided_and_names_it)
{
	static const char form[] =
		ITEMS ALERT("if='i1 is at least c and i2 is at least c'");

	hold(form, "i1 = c\ni2 = !skipped\n", TRUTH_UNKNOWN, "i2");
	hold(form, "i1 = a\n", TRUTH_NO, "");
	hold(form, "", TRUTH_UNKNOWN, "i1 i2");
	hold(form, "i1 = c\ni2 = na\n", TRUTH_UNKNOWN, "i2");
}

TEST(score, needs_makes_it_undecided_whatever_the_rest_says)
{
	static const char form[] = ITEMS ALERT("if='i1 is at least c' needs='i1 i2 x'");

	hold(form, "i1 = c\ni2 = a\ni3 = a\ni4 = a\n", TRUTH_YES, "i1");
	hold(form, "i1 = c\ni3 = a\ni4 = a\n", TRUTH_UNKNOWN, "i2");
	hold(form, "i1 = a\ni2 = a\ni3 = a\n", TRUTH_UNKNOWN, "i4");
}

TEST(score, a_scale_and_a_flag_can_be_used_and_name_their_items)
{
	static const char scale[] = ITEMS ALERT("if='x is at least 3'");
	static const char flag[] = ITEMS ALERT("if='flag'");

	hold(scale, "i3 = b\ni4 = c\n", TRUTH_YES, "i3 i4");
	hold(scale, "i3 = b\ni4 = b\n", TRUTH_NO, "");
	hold(scale, "i3 = c\n", TRUTH_UNKNOWN, "i4");
	hold(flag, "i4 = c\n", TRUTH_YES, "i4");
	hold(flag, "i4 = b\n", TRUTH_NO, "");
	hold(flag, "i4 = !skipped\n", TRUTH_UNKNOWN, "i4");
}

TEST(score, does_not_apply_is_seen_by_its_code)
{
	static const char form[] = ITEMS ALERT("if='i1 is na'");

	hold(form, "i1 = na\n", TRUTH_YES, "i1");
	hold(form, "i1 = a\n", TRUTH_NO, "");
}

TEST(score, a_count_names_only_the_answers_that_it_counts)
{
	static const char form[] =
		ITEMS "<scale id='n' method='count' count-at='2' items='i1 i2 i3'>"
		      "<title>N</title></scale>" ALERT("if='n is at least 1'");

	hold(form, "i1 = a\ni2 = c\ni3 = b\n", TRUTH_YES, "i2");
}

TEST(score, what_was_not_asked_does_not_make_needs_undecided)
{
	static const char form[] =
		ITEMS "<section id='more' show-if='i1 is c'><title>M</title>"
		      "<question id='q' "
		      "type='yes-no'><text>Q</text></question></section>" ALERT(
			      "if='q is yes' needs='q'");

	hold(form, "i1 = a\n", TRUTH_NO, "");
	hold(form, "i1 = c\n", TRUTH_UNKNOWN, "q");
	hold(form, "i1 = c\nq = yes\n", TRUTH_YES, "q");
}
