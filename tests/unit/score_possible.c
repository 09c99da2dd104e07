/* "At most N left": the longest path still possible, which never grows going forward. */
#include "score/score.h"
#include "unit/form_of.h"
#include "unit/test.h"

static const char branching[] =
	"<section id='s'><title>S</title>"
	"<question id='a' type='yes-no'><text>A</text></question>"
	"<question id='b' type='yes-no' show-if='a is yes'><text>B</text></question>"
	"<question id='c' type='yes-no' show-if='b is answered'><text>C</text></question>"
	"<question id='d' type='yes-no' show-if='b is not "
	"answered'><text>D</text></question>"
	"<question id='e' type='yes-no' show-if='a is no or c is "
	"yes'><text>E</text></question>"
	"<question id='f' type='yes-no' show-if='not (e is "
	"yes)'><text>F</text></question>"
	"<question id='g' type='yes-no' show-if='n is at least "
	"2'><text>G</text></question>"
	"<question id='h' type='yes-no' show-if='count_answered(a, b, g) is at least 3'>"
	"<text>H</text></question>"
	"</section>"
	"<scale id='n' method='sum' items='a b c'><title>N</title></scale>";

static size_t
left(const struct form *f, const struct answers *got, size_t from)
{
	size_t count = 0;

	for (size_t i = from; i < f->item_count; i++)
		count += score_item_possible(f, got, &f->items[i], from);
	return count;
}

static const char *const said[] = {"no", "yes", "!skipped", "!not-reached"};

/* Walk forward, each shown item answered as the digits of `way` in base three say: no,
 * yes, skipped.  Before that, and before going back to the start, all were answered with
 * said[earlier]. */
static void
walk(struct arena *a, const struct form *f, unsigned way, int earlier)
{
	struct answers *got = answers_new(a, f);
	size_t before, now;

	for (size_t i = 0; i < f->item_count; i++)
		assert_true(value_read(a, &f->items[i], said[earlier], &got->at[i]));
	score_settle(f, got);
	before = left(f, got, 0);
	for (size_t i = 0; i < f->item_count; i++) {
		const struct item *it = &f->items[i];
		bool shown;

		score_settle(f, got);
		shown = score_item_shown(f, got, it);
		/* what is shown was counted as possible before */
		if (shown && !score_item_possible(f, got, it, i))
			fail_msg("way %u: %s is shown and was not possible", way, it->id);
		if (shown)
			assert_true(value_read(a, it, said[way % 3], &got->at[i]));
		score_settle(f, got);
		now = left(f, got, i + 1);
		if (now + shown > before)
			fail_msg("way %u: %zu left before %s, %zu after", way, before,
				it->id, now);
		before = now;
		way /= 3;
	}
	assert_int_equal(before, 0);
}

TEST(score, the_number_left_never_grows_on_any_way_forward)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of(&a, branching);
	unsigned ways = 1;

	assert_non_null(f);
	for (size_t i = 0; i < f->item_count; i++)
		ways *= 3;
	for (int earlier = 0; earlier < (int)COUNT_OF(said); earlier++)
		for (unsigned way = 0; way < ways; way++)
			walk(&a, f, way, earlier);
	arena_free(&a);
}

TEST(score, a_branch_that_an_answer_closed_is_no_longer_counted)
{
	struct arena a = ARENA_NONE;
	const struct form *f = form_of(&a, branching);
	struct answers *got;

	assert_non_null(f);
	got = answers_new(&a, f);
	assert_int_equal(left(f, got, 0), f->item_count);
	assert_true(value_read(&a, &f->items[0], "no", &got->at[0]));
	score_settle(f, got);
	assert_false(score_item_possible(f, got, &f->items[1], 1));
	/* a skipped gate hides too */
	assert_true(value_read(&a, &f->items[0], "!skipped", &got->at[0]));
	score_settle(f, got);
	assert_false(score_item_possible(f, got, &f->items[1], 1));
	arena_free(&a);
}
