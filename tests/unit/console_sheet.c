/* console_sheet.c - views laid out for screens of many sizes, without a terminal */
#include "base/utf8.h"
#include "console/sheet.h"
#include "unit/interview_set.h"
#include "unit/shipped.h"
#include "unit/test.h"

/* One frame of what the sitting shows. */
struct seen {
	struct arena arena;
	struct sheet sheet;
	struct buf all; /* its rows, a line each */
};

static void
look_at(struct seen *seen, struct interview *iv, int columns, int rows, int focus,
	size_t page)
{
	const struct view *v = interview_view(iv);
	struct edit edit;
	struct sheet_ask ask = {.view = v,
		.columns = columns,
		.rows = rows,
		.focus = focus,
		.page = page};

	*seen = (struct seen){0};
	buf_init(&seen->all, 0);
	edit_begin(&edit, "", 60, true);
	if (view_is_typed(v))
		ask.edit = &edit;
	sheet_make(&seen->arena, &ask, &seen->sheet);
	for (int i = 0; i < rows; i++)
		buf_printf(&seen->all, "%s\n", seen->sheet.frame.rows[i].text);
	edit_end(&edit);
}

static void
look_away(struct seen *seen)
{
	buf_free(&seen->all);
	arena_free(&seen->arena);
}

/* Which row a text begins on; -1: none. */
static int
row_of(const struct seen *seen, const char *text)
{
	for (int i = 0; i < seen->sheet.frame.row_count; i++)
		if (strstr(seen->sheet.frame.rows[i].text, text))
			return i;
	return -1;
}

static void
to_first_question(struct sitting *s, const char *lang)
{
	sitting_open(s, two_tongues, lang);
	begin(s);
	assert_int_equal(view(s)->screen, SCREEN_QUESTION);
}

TEST(console, the_choices_of_a_set_stand_on_the_same_rows_and_an_error_does_not_move_them)
{
	static const int sizes[][2] = {
		{80, 24},
                {40, 12}
        };

	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct sitting s;
		struct seen seen;
		int never, always;

		to_first_question(&s, "es");
		look_at(&seen, s.iv, sizes[i][0], sizes[i][1], -1, 0);
		never = row_of(&seen, "( ) 0  Nunca");
		always = row_of(&seen, "( ) 4  Casi siempre");
		assert_true(never > 0 && always == never + 4);
		look_away(&seen);
		assert_false(act(&s, ACT_NEXT));
		look_at(&seen, s.iv, sizes[i][0], sizes[i][1], -1, 0);
		assert_int_equal(row_of(&seen, "( ) 0  Nunca"), never);
		assert_true(row_of(&seen, "! ") > always);
		look_away(&seen);
		answer(&s, "1");
		look_at(&seen, s.iv, sizes[i][0], sizes[i][1], -1, 0);
		assert_int_equal(row_of(&seen, "( ) 0  Nunca"), never);
		look_away(&seen);
		sitting_close(&s);
	}
}

TEST(console, the_cursor_is_on_the_focused_option_and_before_that_on_the_question)
{
	struct sitting s;
	struct seen seen;

	to_first_question(&s, "en");
	look_at(&seen, s.iv, 80, 24, -1, 0);
	assert_int_equal(
		seen.sheet.frame.cursor_row, row_of(&seen, "I could not feel emotions."));
	look_away(&seen);
	look_at(&seen, s.iv, 80, 24, 2, 0);
	assert_int_equal(seen.sheet.frame.cursor_row, row_of(&seen, "( ) 2  Sometimes"));
	assert_int_equal(
		seen.sheet.frame.rows[seen.sheet.frame.cursor_row].look, LOOK_FOCUS);
	look_away(&seen);
	sitting_close(&s);
}

TEST(console, a_refusal_is_where_the_cursor_is_unless_something_has_the_focus)
{
	struct sitting s;
	struct seen seen;

	to_first_question(&s, "en");
	assert_false(act(&s, ACT_NEXT));
	look_at(&seen, s.iv, 80, 24, -1, 0);
	assert_int_equal(seen.sheet.frame.cursor_row,
		row_of(&seen, "! Choose one answer, or skip. Skipping is fine."));
	look_away(&seen);
	look_at(&seen, s.iv, 80, 24, 2, 0);
	assert_int_equal(seen.sheet.frame.cursor_row, row_of(&seen, "( ) 2  Sometimes"));
	look_away(&seen);
	sitting_close(&s);
}

TEST(console, a_mark_is_shown_where_the_client_put_it_and_nowhere_before)
{
	struct sitting s;
	struct seen seen;

	to_first_question(&s, "en");
	look_at(&seen, s.iv, 80, 24, 2, 0);
	assert_null(strstr(buf_text(&seen.all), "(*)")); /* the focus is no answer */
	look_away(&seen);
	say(&s, "2");
	look_at(&seen, s.iv, 80, 24, 0, 0);
	assert_non_null(strstr(buf_text(&seen.all), "(*) 2  Sometimes"));
	look_away(&seen);
	sitting_close(&s);
}

/* Every word of a view is on one of its pages, at any size; what accepts on the last. */
static void
check_all_pages(struct interview *iv, int columns, int rows)
{
	const struct view *v = interview_view(iv);
	struct buf pages = BUF_NONE;
	struct arena a = ARENA_NONE;
	size_t count = 1;

	for (size_t page = 0; page < count; page++) {
		struct seen seen;

		look_at(&seen, iv, columns, rows, -1, page);
		count = seen.sheet.page_count;
		assert_int_equal(seen.sheet.page, page);
		assert_true(seen.sheet.frame.cursor_row >= 0 &&
			seen.sheet.frame.cursor_row < rows);
		assert_true(seen.sheet.frame.cursor_column >= 0 &&
			seen.sheet.frame.cursor_column < columns);
		for (int i = 0; i < rows; i++)
			if (utf8_width(seen.sheet.frame.rows[i].text) > columns &&
				columns >= 20)
				fail_msg("%dx%d: %s", columns, rows,
					seen.sheet.frame.rows[i].text);
		buf_str(&pages, buf_text(&seen.all));
		look_away(&seen);
		assert_true(page < 2000);
	}
	if (columns >= 20 && v->title) { /* below that words are broken */
		for (const char *p = v->title; *p; p += strcspn(p, " "), p += *p == ' ') {
			const char *word = arena_strndup(&a, p, strcspn(p, " "));

			if (!strstr(buf_text(&pages), word))
				fail_msg("%dx%d lost \"%s\"", columns, rows, word);
		}
		for (size_t i = 0; i < v->option_count; i++)
			assert_non_null(strstr(buf_text(&pages), v->options[i].digits));
	}
	buf_free(&pages);
	arena_free(&a);
}

TEST(console, at_any_size_every_word_is_on_some_page_and_the_cursor_on_the_screen)
{
	static const int sizes[][2] = {
		{80,  24},
                {40,  12},
                {132, 40},
                {20,  5 },
                {39,  7 },
                {30,  4 },
                {200, 60},
		{10,  3 },
                {2,   2 },
                {1,   1 }
        };
	static const enum act asides[] = {
		ACT_WHY, ACT_HELP, ACT_PAUSE, ACT_HIDE, ACT_LEAVE};

	for (size_t i = 0; i < COUNT_OF(sizes); i++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			struct sitting s;

			sitting_open(&s, two_tongues, text_lang_tag((enum lang)lang));
			for (int step = 0; step < 40 && !view(&s)->ended; step++) {
				check_all_pages(s.iv, sizes[i][0], sizes[i][1]);
				for (size_t k = 0; k < COUNT_OF(asides); k++)
					if (act(&s, asides[k])) {
						check_all_pages(
							s.iv, sizes[i][0], sizes[i][1]);
						act(&s, ACT_NEXT);
					}
				if (!act(&s, ACT_SKIP) && !act(&s, ACT_NEXT) &&
					!act(&s, ACT_YES))
					act(&s, ACT_FINISH);
			}
			check_all_pages(s.iv, sizes[i][0], sizes[i][1]);
			assert_true(view(&s)->ended);
			sitting_close(&s);
		}
}

TEST(console, on_a_paged_view_what_accepts_is_on_the_last_page_only)
{
	struct sitting s;
	struct seen seen;

	sitting_open(&s, two_tongues, "en");
	act(&s, ACT_NEXT);
	look_at(&seen, s.iv, 40, 9, -1, 0);
	assert_true(seen.sheet.page_count > 1);
	assert_int_equal(row_of(&seen, "Choose one, then Enter"), -1);
	assert_int_not_equal(row_of(&seen, "Enter more 1/"), -1);
	look_away(&seen);
	look_at(&seen, s.iv, 40, 9, -1, 99);
	assert_int_not_equal(row_of(&seen, "Choose one, then Enter"), -1);
	assert_int_not_equal(row_of(&seen, "( ) y  Yes, I will answer this form"), -1);
	look_away(&seen);
	sitting_close(&s);
}

TEST(console, when_room_is_short_the_keys_that_matter_stay)
{
	struct sitting s;
	struct seen seen;

	to_first_question(&s, "es");
	answer(&s, "1");
	look_at(&seen, s.iv, 40, 9, -1, 0);
	assert_int_not_equal(row_of(&seen, "Enter seguir   o omitir   ? ayuda"), -1);
	look_away(&seen);
	sitting_close(&s);
}

/* Does the check say that this question comes in pages? */
static bool
is_said_to_page(const struct diags *d, const struct item *it)
{
	for (size_t i = 0; i < d->found.count; i++)
		if (strcmp(d->found.at[i].id, "size-question") == 0 &&
			d->found.at[i].at.line == it->text.at.line)
			return true;
	return false;
}

static const struct item *
item_numbered(const struct form *f, size_t number)
{
	for (size_t i = 0; i < f->item_count; i++)
		if (f->items[i].number == number)
			return &f->items[i];
	return NULL;
}

TEST(console, what_the_check_says_fits_a_small_screen_does)
{
	struct practice real = test_practice;
	size_t paged = 0, whole = 0;

	real.sample = false;
	for (size_t i = 0; i < SHIPPED_COUNT; i++) {
		const struct form *f = shipped(shipped_paths[i]);

		for (size_t lang = 0; lang < f->lang_count; lang++) {
			struct memory memory = {0};
			struct sink sink = {&memory, memory_put, memory_code};
			struct interview_options o = {.lang = f->langs[lang]};
			struct interview *iv = interview_new(f, &real, &sink, &o);
			struct sitting s = {.iv = iv};
			struct diags d;

			diags_init(&d, &arena);
			check_size(f, 40, 12, &d);
			for (int step = 0; step < 400 && !view(&s)->ended; step++) {
				const struct view *v = view(&s);

				if (v->screen == SCREEN_QUESTION) {
					struct seen seen;

					look_at(&seen, iv, 40, 12, -1, 0);
					if (seen.sheet.page_count > 1 &&
						!is_said_to_page(&d,
							item_numbered(f, v->item_number)))
						fail_msg("%s, %s, question %zu",
							shipped_paths[i], f->langs[lang],
							v->item_number);
					paged += seen.sheet.page_count > 1;
					whole += seen.sheet.page_count == 1;
					look_away(&seen);
				}
				if (!act(&s, ACT_SKIP) && !act(&s, ACT_NEXT) &&
					!act(&s, ACT_YES))
					act(&s, ACT_FINISH);
			}
			interview_free(iv);
			arena_free(&memory.arena);
		}
	}
	assert_true(paged > 5 && whole > 100);
}
